//! Where things stand: the state word, how a step stands, what is wrong, and the welcome.

use super::texts::texts;

texts! {
    /// What goes on, in a word.
    Status {
        Loading: "LOADING", "CARGANDO", "ロード中";
        NoModel: "NO MODEL", "SIN MODELO", "モデルなし";
        ModelGone: "MODEL GONE", "MODELO CAÍDO", "モデル停止";
        Idle: "IDLE", "LISTO", "待機中";
        Stopping: "STOPPING", "DETENIENDO", "停止中";
        Writing: "WRITING", "ESCRIBIENDO", "生成中";
        Reading: "READING", "LEYENDO", "読取中";
        ReadingShare: "READING {}%", "LEYENDO {}%", "読取中 {}%";
        Left: "{} s left", "quedan {} s", "残り {} 秒";
        Send: "SEND?", "¿ENVIAR?", "送信確認";
        Review: "REVIEW", "REVISAR", "要確認";
        Input: "INPUT", "ENTRADA", "入力待ち";
        Held: "HELD", "RETENIDO", "保留中";
        Paused: "PAUSED", "EN PAUSA", "一時停止";
        Running: "RUNNING", "EJECUTANDO", "実行中";
        Telling: "TELLING", "INFORMAR", "伝達確認";
        Stalled: "STALLED", "ATASCADO", "停滞";
        WarmingUp: "WARMING UP {}%", "PREPARANDO {}%", "準備中 {}%";
        Opinion: "OPINION {}/{} {}/{} s", "OPINIÓN {}/{} {}/{} s", "再検討 {}/{} {}/{} 秒";
    }
}

texts! {
    /// How a step stands, in the titles of panes.
    Stand {
        Edited: "edited, {}", "editado, {}", "編集済み、{}";
        Waits: "waits for you", "espera tu decisión", "判断待ち";
        Rejected: "rejected", "rechazado", "却下";
        Running: "running", "en ejecución", "実行中";
        RanOk: "ran ok in {}", "terminó bien en {}", "正常終了 {}";
        RanWithError: "ran with an error in {}", "falló en {}", "エラー終了 {}";
        Interrupted: "interrupted in {}", "interrumpido en {}", "中断 {}";
        Timeout: "time limit in {}", "tiempo agotado en {}", "時間切れ {}";
        Exited: "called exit in {}", "llamó a exit en {}", "exit で終了 {}";
        Died: "kernel died in {}", "kernel caído en {}", "カーネル停止 {}";
        Retold: "{}, told in your words", "{}, dicho con tu texto", "{}、文面を変更して伝達";
        NotRun: "not run yet", "sin ejecutar", "未実行";
        First: "{}st of its turn", "{}.º del turno", "ターン内 {} 番目";
        Second: "{}nd of its turn", "{}.º del turno", "ターン内 {} 番目";
        Third: "{}rd of its turn", "{}.º del turno", "ターン内 {} 番目";
        Nth: "{}th of its turn", "{}.º del turno", "ターン内 {} 番目";
    }
}

texts! {
    /// What is wrong now, and the keys that mend it.
    Trouble {
        Restarts: "{} restarts it", "{} lo reinicia", "{} で再起動";
        ChoosesAnother: "{} chooses another", "{} elige otro", "{} で別のものを選択";
        StopsIt: "{} stops it", "{} lo detiene", "{} で停止";
        LetsGo: "{} in the output lets it go on without keeping more", "{} en la salida lo deja seguir sin guardar más", "出力で {} を押すと、保存せずに続行";
        Held: "the step has printed 256 MiB and is held: {}", "el paso imprimió 256 MiB y está retenido: {}", "出力が 256 MiB に達したため保留しています。{}";
        NoModel: "no model: {}, {}", "no hay modelo: {}, {}", "モデルがありません。{}、{}";
        ModelGone: "the model is gone: {}, {}", "el modelo ha caído: {}, {}", "モデルが停止しました。{}、{}";
    }
}

texts! {
    /// What an empty session says.
    Welcome {
        Keys: "{} runs it, {} edits it, {} rejects it. {} shows all keys.", "{} lo ejecuta, {} lo edita, {} lo rechaza. {} muestra todas las teclas.", "{} で実行、{} で編集、{} で却下します。{} でキー一覧を表示します。";
        NoModel: "No model is chosen yet: {} shows them.", "Aún no has elegido modelo: {} los muestra.", "モデルが選ばれていません。{} で一覧を表示します。";
        Loading: "Loading {} …", "Cargando {} …", "{} を読み込んでいます…";
        Ready: "{} is ready.", "{} está listo.", "{} の準備ができました。";
        Ask: "Ask, and the model writes code. Nothing runs before you say so:", "Pregunta y el modelo escribe código. Nada se ejecuta sin tu permiso:", "質問するとモデルがコードを書きます。許可するまで何も実行しません：";
        Folder: "Code runs in {}, with your rights.", "El código se ejecuta en {}, con tus permisos.", "コードは {} で、あなたの権限で実行します。";
        Placeholder: "Ask something that code can find out", "Pregunta algo que se pueda averiguar con código", "コードで調べられることを質問してください";
        CodeWaitsHere: "Code waits here for you before it runs.", "Aquí espera el código tu decisión antes de ejecutarse.", "コードは実行前にここであなたの判断を待ちます。";
        TooSmall: "too small: at least 20x5", "muy pequeña: mínimo 20x5", "画面が小さすぎます（20x5 以上）";
    }
}
