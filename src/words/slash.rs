//! The commands of the composer: what each does, and what is said about them.

use super::texts::texts;

texts! {
    /// What a command does, in one line.
    CommandDoes {
        Help: "Keys and commands", "Teclas y comandos", "キーとコマンドの一覧";
        Undo: "Take back the last turn; what its steps did stays done", "Retirar el último turno; lo que hicieron sus pasos queda hecho", "直前のやり取りを取り消す(実行結果は元に戻らない)";
        Reset: "Begin anew: empty conversation, fresh kernels", "Empezar de nuevo: conversación vacía, kernels nuevos", "会話を空にし、カーネルも新しくする";
        Model: "Models: use, fetch or delete one", "Modelos: usar, descargar o borrar", "モデルの選択・取得・削除";
        Theme: "Colours, shown while you choose", "Colores, a la vista mientras eliges", "配色を見ながら選ぶ";
        AutoRun: "Run every step without asking, or ask again", "Ejecutar cada paso sin preguntar, o volver a preguntar", "確認なしの実行を切り替える";
        Tokens: "What the conversation takes of the context window", "Cuánto ocupa la conversación de la ventana de contexto", "コンテキストの使用量";
        Info: "Machine, model, kernels and places", "Máquina, modelo, kernels y carpetas", "マシン・モデル・カーネル・保存場所";
        Markdown: "Write the conversation as Markdown", "Guardar la conversación como Markdown", "会話を Markdown で書き出す";
        Notebook: "Write the steps as a Jupyter notebook", "Guardar los pasos como cuaderno de Jupyter", "ステップを Jupyter ノートブックに書き出す";
        Save: "Write the whole session, to be loaded again", "Guardar la sesión entera, para cargarla después", "セッション全体を保存する(再読込可)";
        Load: "Go on with a saved session, in place of this one", "Seguir con una sesión guardada, en lugar de esta", "保存したセッションに切り替える";
        Told: "What the model is told of a step", "Lo que se le dice al modelo de un paso", "ステップについてモデルに伝わる内容";
        Variables: "What the kernels hold", "Lo que guardan los kernels", "カーネルの変数";
        Hardware: "The machine, and how fast the model is on it", "La máquina y lo rápido que va el modelo", "マシンとモデルの速度";
        Python: "Which Python runs the steps, or another one", "Qué Python ejecuta los pasos, u otro", "使用する Python の確認と変更";
        Restart: "Restart what died", "Reiniciar lo que se cayó", "落ちたものを再起動する";
        Editor: "Write the prompt in $EDITOR", "Escribir en $EDITOR", "$EDITOR で書く";
        Palette: "Everything the program can do", "Todo lo que el programa puede hacer", "できることすべて";
        Shell: "Run a line in the shell yourself; %% does the same", "Ejecutar tú una línea en la shell; %% hace lo mismo", "シェルで 1 行を実行する(%% も同じ)";
        Quit: "Leave", "Salir", "終了する";
    }
}

texts! {
    /// What is said about commands.
    CommandText {
        Unknown: "`{}` is no command; enter again sends it to the model", "`{}` no es un comando; enter otra vez lo envía al modelo", "`{}` というコマンドはありません。もう一度 enter でモデルに送ります";
        Nearest: "`{}` is no command: did you mean `{}`? enter again sends it to the model", "`{}` no es un comando: ¿querías `{}`? enter otra vez lo envía al modelo", "`{}` というコマンドはありません(`{}` ですか?)。もう一度 enter でモデルに送ります";
        Unfit: "`/{}` takes {}; enter again sends this to the model", "`/{}` admite {}; enter otra vez lo envía al modelo", "`/{}` に続けられるのは {} です。もう一度 enter でモデルに送ります";
        Nothing: "nothing behind it", "nada detrás", "何もなし";
        ShellEmpty: "type a line behind %%, such as `%% ls -l`: the shell runs it, the model is not asked", "escribe una línea tras %%, como `%% ls -l`: la ejecuta la shell sin preguntar al modelo", "%% の後に 1 行書いてください(例:`%% ls -l`)。モデルを介さずシェルが実行します";
        NoTurn: "there is no turn to take back yet", "aún no hay ningún turno que retirar", "取り消せるやり取りはまだありません";
        Undone: "taken back: `{}`", "retirado: `{}`", "取り消しました:`{}`";
        BusyTurn: "a turn is under way: ctrl-c stops it first", "hay un turno en curso: ctrl-c lo detiene antes", "処理中です:先に ctrl-c で止めてください";
        NothingSaved: "there is nothing to write yet: the conversation is empty", "aún no hay nada que guardar: la conversación está vacía", "会話が空なので書き出すものがありません";
        Written: "written to {}", "guardado en {}", "{} に書き出しました";
        NotWritten: "{} is not written: {}", "{} no se ha guardado: {}", "{} に書き出せません:{}";
        Asking: "steps wait for your decision again", "los pasos vuelven a esperar tu decisión", "ステップは再び確認を待ちます";
        AutoRunning: "every step runs without asking: `/auto_run off` ends that", "cada paso se ejecuta sin preguntar: `/auto_run off` lo termina", "すべてのステップを確認なしで実行します:`/auto_run off` で終了";
        BusyPython: "a Python step runs: interrupt it before changing the Python", "se ejecuta un paso de Python: interrúmpelo antes de cambiar de Python", "Python のステップが実行中です:中断してから変更してください";
        SameSession: "that is this session", "es esta misma sesión", "それはこのセッションです";
        NoneSaved: "No other session is saved yet.", "Aún no hay otra sesión guardada.", "ほかに保存されたセッションはまだありません。";
        SomeArgument: "one {} behind it, or nothing", "un {} detrás, o nada", "{} を 1 つ、または何もなし";
        Prompts: "one of {}", "uno de {}", "{} のどれか";
    }
}

texts! {
    /// Questions before something that cannot be taken back lightly.
    Question {
        Title: "sure?", "¿seguro?", "確認";
        AutoRun: "Run every step without asking you? Code from the model then runs as you, in your folder; there is no sandbox.", "¿Ejecutar cada paso sin preguntar? El código del modelo corre con tus permisos, en tu carpeta, sin aislamiento.", "確認なしにすべてのステップを実行しますか?モデルのコードがあなたの権限で、このフォルダーで動きます(隔離なし)。";
        Reset: "Take back all {} turns and restart the kernels? Variables are lost; files that steps wrote stay.", "¿Retirar los {} turnos y reiniciar los kernels? Se pierden las variables; los archivos escritos quedan.", "{} 件のやり取りをすべて取り消し、カーネルを再起動しますか?変数は失われ、書かれたファイルは残ります。";
        Overwrite: "{} exists already. Replace what it holds?", "{} ya existe. ¿Reemplazar su contenido?", "{} はすでにあります。上書きしますか?";
        Answer: "{} yes · {} no", "{} sí · {} no", "{} はい · {} いいえ";
    }
}

texts! {
    /// What `/tokens` and `/info` tell.
    FactText {
        Tokens: "tokens", "tokens", "トークン";
        Info: "this session", "esta sesión", "このセッション";
        Window: "context window", "ventana de contexto", "コンテキスト長";
        InUse: "in use", "en uso", "使用中";
        Left: "left", "libres", "残り";
        Last: "last reply", "última respuesta", "直前の返答";
        LastValue: "read {} tokens ({} already known), wrote {}", "leyó {} tokens ({} ya conocidos), escribió {}", "{} トークン読み({} は既知)、{} 書き";
        Speed: "speed", "velocidad", "速度";
        SpeedValue: "read {} tok/s, write {} tok/s, first after {} s", "lee {} tok/s, escribe {} tok/s, el primero tras {} s", "読み {} tok/s・書き {} tok/s・最初まで {} 秒";
        Session: "replies so far", "respuestas hasta ahora", "これまでの返答";
        SessionValue: "{}: {} tokens written, {} read", "{}: {} tokens escritos, {} leídos", "{} 件:{} トークン書き、{} 読み";
        Money: "money", "dinero", "費用";
        Free: "none: the model runs on this machine", "ninguno: el modelo corre en esta máquina", "なし:モデルはこのマシンで動いています";
        Remote: "as {} charges", "lo que cobre {}", "{} の料金による";
        NoReply: "no reply yet", "aún ninguna", "まだありません";
        Unknown: "not known", "se desconoce", "不明";
        Model: "model", "modelo", "モデル";
        NoModel: "none chosen: ctrl-o", "ninguno: ctrl-o", "未選択:ctrl-o";
        Kernel: "kernel", "kernel", "カーネル";
        NotStarted: "none yet; the first step starts one", "ninguno aún; el primer paso lo inicia", "まだなし(最初のステップで起動)";
        Folder: "folder", "carpeta", "フォルダー";
        Id: "session", "sesión", "セッション";
        Turns: "turns and steps", "turnos y pasos", "やり取りとステップ";
        Policy: "steps", "pasos", "ステップの実行";
        PolicyAsk: "wait for your decision", "esperan tu decisión", "確認してから";
        PolicyAll: "AUTO-RUN: run without asking", "AUTO-RUN: sin preguntar", "AUTO-RUN:確認なし";
        PolicyNone: "never run", "no se ejecutan", "実行しない";
        Machine: "machine", "máquina", "マシン";
        MachineValue: "{} cores, {} of {} GB memory in use", "{} núcleos, {} de {} GB de memoria en uso", "{} コア、メモリー {}/{} GB 使用中";
        Version: "version", "versión", "バージョン";
    }
}
