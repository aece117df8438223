//! What lies over the panes: what the model is told, what would leave the machine, what runs on, variables.

use super::texts::texts;

texts! {
    /// What the model is told of a step.
    Told {
        KeepWords: "keep your words?  ctrl-s keeps them  d discards them  esc goes on", "¿guardar tu texto?  ctrl-s lo guarda  d lo descarta  esc sigue", "文面を残しますか？  ctrl-s 残す  d 破棄  esc 編集を続ける";
        LeaveUntold: "leave without telling?  d discards your words  esc goes back", "¿salir sin decirlo?  d descarta tu texto  esc vuelve", "伝えずに抜けますか？  d 文面を破棄  esc 戻る";
        Editing: "what the model is told of step {} · editing · nothing is sent", "lo que se dice al modelo del paso {} · editando · nada se envía", "ステップ {} についてモデルに伝える内容 · 編集中 · 未送信";
        Drafted: "what the model is told of step {} · your words, not sent yet", "lo que se dice al modelo del paso {} · tu texto, sin enviar", "ステップ {} についてモデルに伝える内容 · あなたの文面 · 未送信";
        Title: "what the model is told of step {}", "lo que se dice al modelo del paso {}", "ステップ {} についてモデルに伝える内容";
        Bytes: "{} bytes of output are told", "se dicen {} bytes de la salida", "出力のうち {} バイトを伝達";
        Printed: "{} bytes were printed", "se imprimieron {} bytes", "出力は {} バイト";
        LastPrompt: "the last prompt had {} tokens", "el último prompt tuvo {} tokens", "直前のプロンプトは {} トークン";
        YourWords: "Your words take the place of the output once you send them.", "Tu texto sustituye a la salida en cuanto lo envíes.", "あなたの文面は、送信すると出力の代わりになります。";
        ModelWaits: "The model waits: it is told this when you say so.", "El modelo espera: se le dirá esto cuando tú digas.", "モデルは待っています。あなたの指示でこれを伝えます。";
        WillWaitForOutput: "It has not run. The model will wait until you have looked at its output.", "No se ha ejecutado. El modelo esperará hasta que mires su salida.", "まだ実行していません。モデルは出力の確認が済むまで待ちます。";
        Undecided: "It waits for your decision: nothing is told of it yet.", "Espera tu decisión: aún no se dice nada de él.", "判断待ちです。まだ何も伝えていません。";
        WillWait: "It still runs. The model will wait until you have looked.", "Aún se ejecuta. El modelo esperará hasta que lo mires.", "実行中です。モデルは確認が済むまで待ちます。";
        StillRuns: "It still runs: this is what would be told now.", "Aún se ejecuta: esto es lo que se diría ahora.", "実行中です。今ならこの内容を伝えます。";
        OutOfSight: "The model no longer sees this: the context window was full.", "El modelo ya no ve esto: la ventana de contexto se llenó.", "コンテキストがいっぱいになり、モデルにはもう見えません。";
        Changed: "You changed these words. They stand in every later prompt.", "Cambiaste este texto. Figura en todos los prompts siguientes.", "文面を変更しました。以降のすべてのプロンプトに入ります。";
        Verbatim: "This stands in every later prompt, word for word.", "Esto figura, palabra por palabra, en todos los prompts siguientes.", "以降のすべてのプロンプトに、このままの文面で入ります。";
    }
}

texts! {
    /// What would leave the machine.
    Leaves {
        Size: "To {}, {}: {} messages, {} bytes.", "A {}, {}: {} mensajes, {} bytes.", "送信先 {}（{}）：{} 件、{} バイト。";
        Encrypted: "encrypted", "cifrado", "暗号化あり";
        NotEncrypted: "not encrypted", "sin cifrar", "暗号化なし";
        MaskOff: "Nothing is masked, as remote.mask is off.", "No se oculta nada: remote.mask está desactivado.", "remote.mask がオフのため、何も伏せません。";
        NoSecret: "No secret was found in it.", "No se encontró ningún secreto.", "秘密情報は見つかりませんでした。";
        Masked: "Masked: {}.", "Ocultado: {}.", "伏せたもの：{}。";
        NotYet: "Nothing is sent yet. Once you agree, later prompts of this session go there unasked.", "Aún no se envía nada. Si aceptas, los prompts siguientes de esta sesión irán sin preguntar.", "まだ何も送信していません。同意すると、このセッションの以降のプロンプトは確認なしで送信されます。";
        System: "system", "sistema", "システム";
        User: "user", "usuario", "ユーザー";
        Assistant: "assistant", "asistente", "アシスタント";
    }
}

texts! {
    /// What steps left running.
    Leftovers {
        Choice: "{} keep them running · {} end them · {} stay", "{} dejarlos en marcha · {} terminarlos · {} quedarse", "{} 実行を続ける · {} 終了させる · {} やめる";
        Head: "Steps started these, and they run in the background:", "Los pasos iniciaron esto y sigue en segundo plano:", "ステップが起動し、バックグラウンドで動いているもの：";
        Process: "{}, process {}", "{}, proceso {}", "{}、プロセス {}";
    }
}

texts! {
    /// What the kernels hold.
    Vars {
        AsBefore: "a step runs: this is how it was before", "hay un paso en ejecución: así estaba antes", "ステップを実行中です。これは実行前の状態です";
        OfThem: "/{} · {} of them", "/{} · {} de ellas", "/{} · {} 件";
        NotTold: "the kernel has not told its variables yet", "el kernel aún no ha dado sus variables", "カーネルからまだ変数が届いていません";
        None: "no variables yet", "aún no hay variables", "まだ変数がありません";
        NoneChanged: "{} in all, none changed by the last step", "{} en total, ninguna cambiada por el último paso", "全 {} 件、直前のステップでの変更なし";
        Changed: "{} in all, {} changed by the last step ({})", "{} en total, {} cambiadas por el último paso ({})", "全 {} 件、直前のステップで {} 件変更（{}）";
        Name: "name", "nombre", "名前";
        Type: "type", "tipo", "型";
        Length: "length", "tamaño", "長さ";
        Size: "size", "bytes", "サイズ";
        Value: "value", "valor", "値";
        Asked: "the kernel is asked …", "preguntando al kernel …", "カーネルに問い合わせています…";
    }
}
