//! What every built-in key does, as the help says it; `keys.toml` has the English, by which the others are found.

use super::texts::texts;

texts! {
    /// Headlines of the help: where keys are looked up.
    Place {
        Global: "Anywhere", "En cualquier lugar", "どこでも";
        Composer: "Composer", "Editor de prompts", "入力欄";
        Chat: "Chat", "Chat", "チャット";
        Code: "Code", "Código", "コード";
        Output: "Output", "Salida", "出力";
        Approval: "Code that waits for you (focus on the code)", "Código que espera tu decisión (foco en el código)", "判断待ちのコード（コードにフォーカス）";
        Editor: "Editing code, or what the model is told", "Al editar código o lo que se dice al modelo", "コード、またはモデルに伝える文面の編集中";
        Terminal: "A program at the terminal (every other key is its own)", "Un programa en la terminal (las demás teclas son suyas)", "端末のプログラム（ほかのキーはプログラムへ）";
        Reason: "Typing one line", "Al escribir una línea", "一行の入力中";
        Models: "Models", "Modelos", "モデル";
        Telling: "What the model is told", "Lo que se dice al modelo", "モデルに伝える内容";
        Consent: "What would leave this machine", "Lo que saldría de este equipo", "このマシンの外へ送信される内容";
        Help: "Help", "Ayuda", "ヘルプ";
        Running: "A step that runs (focus on code or output)", "Un paso en ejecución (foco en código o salida)", "実行中のステップ（コードか出力にフォーカス）";
        Variables: "Variables", "Variables", "変数";
        Hardware: "Hardware", "Hardware", "ハードウェア";
        Leaving: "Quitting while something runs in the background", "Al salir con algo en segundo plano", "バックグラウンド実行中の終了";
        Recall: "Earlier prompts", "Prompts anteriores", "以前のプロンプト";
    }
}

texts! {
    /// What a built-in key does.
    KeyDesc {
        FindEarlier: "Find an earlier prompt; restarts a model that died", "Buscar un prompt anterior; reinicia un modelo caído", "以前のプロンプトを探す(落ちたモデルは再起動)";
        Revise: "Edit a prompt of this session and ask again from there", "Editar un prompt de esta sesión y preguntar de nuevo desde ahí", "このセッションのプロンプトを直して聞き直す";
        TakeEarlier: "Take it into the composer", "Llevarlo al editor", "入力欄に入れる";
        Newer: "Newer", "Más reciente", "新しい方へ";
        Older: "Older", "Más antiguo", "古い方へ";
        NewerPage: "Newer, a page", "Más recientes, una página", "新しい方へ 1 ページ";
        OlderPage: "Older, a page", "Más antiguos, una página", "古い方へ 1 ページ";
        MoreTime: "60 s more time", "60 s más de tiempo", "60 秒延長する";
        InPager: "All of it in $PAGER", "Todo en $PAGER", "全体を $PAGER で表示";
        AnotherLanguage: "Another language", "Otro lenguaje", "別の言語にする";
        AnotherOrder: "Another order", "Otro orden", "並び順を変える";
        BackToReview: "Back to review with this text", "Volver a revisar con este texto", "この内容で確認に戻る";
        BackToShell: "Back to the shell until `fg`", "Volver al shell hasta `fg`", "`fg` までシェルに戻る";
        Back: "Back", "Volver", "戻る";
        BackFromModels: "Back; a download goes on", "Volver; la descarga continúa", "戻る（ダウンロードは続く）";
        Beginning: "Beginning", "Principio", "先頭";
        ChangeWords: "Change the words", "Cambiar el texto", "文面を変更する";
        Chat: "Chat", "Chat", "チャット";
        Close: "Close", "Cerrar", "閉じる";
        CloseConsent: "Close; the prompt goes on waiting", "Cerrar; el prompt sigue esperando", "閉じる（プロンプトは待ったまま）";
        CloseTelling: "Close; what waits goes on waiting", "Cerrar; lo pendiente sigue esperando", "閉じる（待っているものは待ったまま）";
        Code: "Code", "Código", "コード";
        ColumnsLeft: "Columns of tables to the left", "Columnas de tablas a la izquierda", "表の列を左へ";
        ColumnsRight: "Columns of tables to the right", "Columnas de tablas a la derecha", "表の列を右へ";
        Composer: "Composer", "Editor de prompts", "入力欄";
        DeleteModel: "Delete it; asks first", "Borrarlo; pregunta antes", "削除する（先に確認）";
        DeleteWord: "Delete the word", "Borrar la palabra", "単語を削除";
        DeleteToLineEnd: "Delete to the end of the line", "Borrar hasta el fin de la línea", "行末まで削除";
        DeleteToEnd: "Delete to the end", "Borrar hasta el final", "末尾まで削除";
        DeleteLeft: "Delete to the left", "Borrar a la izquierda", "左を削除";
        DeleteRight: "Delete to the right", "Borrar a la derecha", "右を削除";
        DeleteToLineStart: "Delete to the start of the line", "Borrar hasta el inicio de la línea", "行頭まで削除";
        DeleteToStart: "Delete to the start", "Borrar hasta el inicio", "先頭まで削除";
        Down: "Down", "Abajo", "下へ";
        EditHere: "Edit it here", "Editarlo aquí", "ここで編集する";
        EditOutside: "Edit it in $EDITOR", "Editarlo en $EDITOR", "$EDITOR で編集する";
        LineEnd: "End of the line", "Fin de la línea", "行末";
        End: "End", "Final", "末尾";
        Fetch: "Fetch it, pause, go on", "Descargarlo, pausar, seguir", "取得・一時停止・再開";
        First: "First", "Primero", "最初";
        GoBack: "Go back", "Volver", "戻る";
        Hardware: "Hardware, and how fast the model is on it", "El hardware y la velocidad del modelo en él", "ハードウェアとモデルの速度";
        Help: "Help", "Ayuda", "ヘルプ";
        Indent: "Indent", "Sangrar", "字下げ";
        Keep: "Keep figures and tables as files", "Guardar figuras y tablas como archivos", "図と表をファイルに保存";
        KernelBefore: "Kernel before", "Kernel anterior", "前のカーネル";
        Last: "Last", "Último", "最後";
        LeaveComposer: "Leave the composer", "Dejar el editor de prompts", "入力欄を抜ける";
        LeaveEditor: "Leave: asks whether to keep the edit", "Salir: pregunta si guardar los cambios", "抜ける（編集を残すか確認）";
        Left: "Left", "Izquierda", "左へ";
        LetOutputGo: "Let a held step print on; no more is kept", "Dejar seguir un paso retenido; ya no se guarda más", "保留中のステップを続行（以降は保存しない）";
        Pause: "Let it stand still, or go on", "Pausarlo o continuar", "一時停止・再開";
        LineDown: "Line down, or the next prompt", "Línea abajo, o el prompt siguiente", "下の行、または次のプロンプト";
        LineUp: "Line up, or the prompt before", "Línea arriba, o el prompt anterior", "上の行、または前のプロンプト";
        ModelAbove: "Model above", "Modelo de arriba", "上のモデル";
        ModelBelow: "Model below", "Modelo de abajo", "下のモデル";
        Models: "Models", "Modelos", "モデル";
        MoreMemory: "More memory", "Más memoria", "メモリを増やす";
        NamesThatContain: "Names that contain…", "Nombres que contengan…", "名前で絞り込み…";
        NewLine: "New line", "Nueva línea", "改行";
        NextKernel: "Next kernel", "Kernel siguiente", "次のカーネル";
        NextPane: "Next pane", "Panel siguiente", "次のペイン";
        NextStep: "Next step", "Paso siguiente", "次のステップ";
        EndInput: "No more input for the program", "Fin de la entrada del programa", "プログラムへの入力を終える";
        ModelsThatContain: "Only those that contain…", "Solo los que contengan…", "絞り込み…";
        Output: "Output", "Salida", "出力";
        PageDown: "Page down", "Página abajo", "次のページ";
        PageUp: "Page up", "Página arriba", "前のページ";
        Redraw: "Paint the screen again", "Redibujar la pantalla", "画面を描き直す";
        PreviousPane: "Previous pane", "Panel anterior", "前のペイン";
        QuitAndEnd: "Quit, and end it", "Salir y terminarlo", "終了させて抜ける";
        QuitAndKeep: "Quit, and let it run", "Salir y dejarlo en marcha", "動かしたまま抜ける";
        QuitIfEmpty: "Quit, when nothing is typed", "Salir, si no hay nada escrito", "未入力なら終了";
        Redo: "Redo", "Rehacer", "やり直す";
        Reject: "Reject it, and say why", "Rechazarlo y decir por qué", "理由を付けて却下する";
        Restart: "Restart what died", "Reiniciar lo que falló", "落ちたものを再起動";
        Right: "Right", "Derecha", "右へ";
        RunAtTerminal: "Run it at a terminal, and type there (shell code)", "Ejecutarlo en una terminal y escribir en ella (código de shell)", "端末で実行して入力する（シェルコード）";
        RunTurn: "Run this and the rest of the turn", "Ejecutar este y el resto del turno", "これとターンの残りを実行する";
        Run: "Run this code", "Ejecutar este código", "このコードを実行する";
        SendAll: "Send it, and later prompts of this session", "Enviarlo, y los siguientes de esta sesión", "送信する（このセッションの以降も）";
        SendNothing: "Send nothing; the turn ends", "No enviar nada; el turno termina", "送信せずにターンを終える";
        Send: "Send", "Enviar", "送信";
        ShowInFull: "Show it in full", "Verlo entero", "全体を表示";
        LineStart: "Start of the line", "Inicio de la línea", "行頭";
        Start: "Start", "Inicio", "先頭";
        Stay: "Stay", "Quedarse", "終了をやめる";
        StepBefore: "Step before", "Paso anterior", "前のステップ";
        Stop: "Stop the code, then the model, then the draft; twice: quit", "Detener el código, el modelo, el borrador; dos veces: salir", "コード、モデル、下書きの順に停止（二度で終了）";
        KeysBack: "Take the keys back; the program runs on", "Recuperar el teclado; el programa sigue", "キー入力を戻す（プログラムは続く）";
        Tell: "Tell the model this", "Decir esto al modelo", "モデルに伝える";
        Undo: "Undo", "Deshacer", "元に戻す";
        Up: "Up", "Arriba", "上へ";
        Use: "Use it; asks before a download", "Usarlo; pregunta antes de descargar", "使う（ダウンロード前に確認）";
        Variables: "Variables", "Variables", "変数";
        ToldOfAStep: "What the model is told of a step", "Lo que se dice al modelo de un paso", "ステップについてモデルに伝える内容";
        ToldOfThisStep: "What the model is told of this step", "Lo que se dice al modelo de este paso", "このステップについてモデルに伝える内容";
        HoldTold: "While the step runs: the model waits, or not", "Durante el paso: que el modelo espere o no", "実行中：モデルを待たせる・待たせない";
        Zoom: "Whole screen", "Pantalla completa", "全画面";
        WordLeft: "Word left", "Palabra a la izquierda", "左の単語へ";
        WordRight: "Word right", "Palabra a la derecha", "右の単語へ";
        WriteOutside: "Write in $EDITOR", "Escribir en $EDITOR", "$EDITOR で書く";
        Write: "Write", "Escribir", "入力欄へ";
        Mouse: "The wheel scrolls panes, or the mouse is the terminal's own", "La rueda mueve los paneles, o el ratón es del terminal", "ホイールでペインを動かす・マウスを端末に戻す";
        Yes: "Yes, where something is asked", "Sí, cuando se pregunta algo", "確認に「はい」と答える";
    }
}
