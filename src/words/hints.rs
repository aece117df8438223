//! What keys do, in the one or two words that the footer has for each.

use super::texts::texts;

texts! {
    /// What a key does, behind its name in the footer.
    Does {
        DoIt: "do it", "hacerlo", "実行";
        Complete: "complete", "completar", "補完";
        TakeIt: "take it", "tomarlo", "選ぶ";
        Yes: "yes", "sí", "はい";
        No: "no", "no", "いいえ";
        KeepIt: "keep it", "quedárselo", "これにする";
        NextOne: "next", "siguiente", "次へ";
        AsBefore: "as before", "como antes", "元に戻す";
        Models: "models", "modelos", "モデル";
        Panes: "panes", "paneles", "ペイン";
        Quit: "quit", "salir", "終了";
        Run: "run", "ejecutar", "実行";
        Terminal: "terminal", "terminal", "端末で実行";
        Edit: "edit", "editar", "編集";
        Reject: "reject", "rechazar", "却下";
        RunTurn: "run all of this turn", "ejecutar todo el turno", "このターンはすべて実行";
        Editor: "$EDITOR", "$EDITOR", "$EDITOR";
        Language: "language", "lenguaje", "言語";
        Stop: "stop", "detener", "停止";
        Help: "help", "ayuda", "ヘルプ";
        GoOn: "go on", "seguir", "再開";
        Pause: "pause", "pausar", "一時停止";
        MoreTime: "60 s more", "60 s más", "60 秒延長";
        MoreMemory: "more memory", "más memoria", "メモリ追加";
        Zoom: "zoom", "ampliar", "全画面";
        Down: "down", "bajar", "下へ";
        Back: "back", "volver", "戻る";
        ShowInFull: "show in full", "ver entero", "全体を表示";
        Filter: "filter", "filtrar", "絞り込み";
        NextKernel: "next kernel", "otro kernel", "次のカーネル";
        Close: "close", "cerrar", "閉じる";
        SendAll: "send it, and later ones", "enviar todos", "今後も含めて送信";
        SendNothing: "send nothing", "no enviar", "送信しない";
        KeepRunning: "keep them running", "dejarlos en marcha", "実行を続ける";
        EndThem: "end them", "terminarlos", "終了させる";
        Stay: "stay", "quedarse", "やめる";
        TakeBack: "take the words back", "volver con el texto", "文面を反映";
        Leave: "leave", "salir", "抜ける";
        DoNotWait: "do not wait", "no esperar", "待たせない";
        LetWait: "let the model wait", "hacer esperar al modelo", "モデルを待たせる";
        Tell: "tell the model this", "decirlo al modelo", "モデルに伝える";
        ChangeWords: "change the words", "cambiar el texto", "文面を変更";
        KeysBack: "takes the keys back", "recupera el teclado", "キー入力を戻す";
        BackToReview: "back to review", "volver a revisar", "確認に戻る";
        Send: "send", "enviar", "送信";
        GoBack: "go back", "volver", "戻る";
        NewLine: "new line", "nueva línea", "改行";
        Scroll: "scroll", "desplazar", "スクロール";
        Write: "write", "escribir", "入力";
        StepBefore: "step before", "paso anterior", "前のステップ";
        Use: "use", "usar", "使う";
        Fetch: "fetch", "descargar", "取得";
        Sort: "sort", "ordenar", "並べ替え";
        Delete: "delete", "borrar", "削除";
        DownloadIt: "download it", "descargarlo", "ダウンロードする";
        DeleteIt: "delete it", "borrarlo", "削除する";
        ToMatches: "to the matches", "a los resultados", "一致箇所へ";
        NextMatch: "next match", "siguiente", "次の一致";
        MatchBefore: "match before", "anterior", "前の一致";
        EndSearch: "end the search", "terminar la búsqueda", "検索を終える";
        OtherWords: "other words", "otras palabras", "別の語";
        ChooseNothing: "choose nothing", "no elegir", "選ばない";
        NextOrReplace: "next, or replace", "siguiente, o reemplazar", "次へ、または置換";
        ReplaceAll: "replace; again: all", "reemplazar; otra vez: todo", "置換。もう一度で全て";
        BackToCode: "back to the code", "volver al código", "コードに戻る";
        Search: "search", "buscar", "検索";
        ReplaceWords: "replace", "reemplazar", "置換";
        RunPart: "run a part", "ejecutar una parte", "一部を実行";
        Copy: "copy", "copiar", "コピー";
        Unfold: "unfold", "desplegar", "開く";
        PromptBefore: "prompt before", "petición anterior", "前の依頼";
        DownloadAndUse: "download and use", "descargar y usar", "取得して使う";
    }
}

texts! {
    /// Sentences of the footer that name the key to press.
    Asks {
        CodeReady: "code is ready: {} to review", "hay código listo: {} para revisarlo", "コードの準備ができました。{} で確認します";
        ModelWaits: "the model waits for you: {} shows what it will be told", "el modelo te espera: {} muestra lo que se le dirá", "モデルが待っています。{} で伝える内容を表示します";
        NothingSent: "nothing is sent yet: {} shows it", "aún no se envía nada: {} lo muestra", "まだ何も送信していません。{} で内容を表示します";
        InputWanted: "the program asks for input: tab to answer", "el programa pide datos: tab para responder", "プログラムが入力を待っています。tab で入力します";
        AtTerminal: "a program runs at the terminal: tab types there, ctrl-c stops it", "hay un programa en la terminal: tab escribe en él, ctrl-c lo detiene", "端末でプログラムを実行中です。tab で入力、ctrl-c で停止します";
        Auto: "AUTO-RUN", "AUTO-RUN", "自動実行";
        SendsTo: "SENDS TO {}", "ENVÍA A {}", "送信先 {}";
        Fetching: "fetching", "descargando", "取得中";
        PausedAt: "paused at", "en pausa al", "一時停止";
        ShowsMore: "{} shows more", "{} muestra más", "{} で詳細を表示";
    }
}
