//! The panel at the left: its tabs, what stands in them, and what is said about them.

use super::texts::texts;

texts! {
    /// Texts of the panel at the left, and of what it lays over the panes.
    Side {
        Files: "files", "archivos", "ファイル";
        Variables: "variables", "variables", "変数";
        Contents: "contents", "índice", "目次";
        Find: "find", "buscar", "検索";
        FilesShort: "files", "archs", "ファイル";
        VariablesShort: "vars", "vars", "変数";
        ContentsShort: "toc", "índice", "目次";
        FindShort: "find", "buscar", "検索";
        Reading: "reading …", "leyendo …", "読み込み中 …";
        Empty: "nothing here", "no hay nada", "何もありません";
        NothingFits: "nothing matches", "nada coincide", "一致するものがありません";
        NotReadable: "cannot be read: {}", "no se puede leer: {}", "読めません: {}";
        MoreBelow: "{} more below", "{} más abajo", "下にあと {}";
        NotListed: "{} more are not listed", "{} más sin listar", "ほか {} 件は一覧外";
        MoreFound: "more were found", "hay más resultados", "ほかにもあります";
        NoFile: "this is no ordinary file: it is not opened", "no es un archivo ordinario: no se abre", "通常のファイルではないため開きません";
        NameUntypable: "this name cannot be typed: rename the file first", "este nombre no se puede escribir: renombra antes el archivo", "この名前は入力できません:先に改名してください";
        Mentioned: "@{} is in your prompt", "@{} está en tu mensaje", "@{} を入力欄に入れました";
        StillReading: "still reading: the same key again in a moment", "aún leyendo: repite la tecla en un momento", "読み込み中:少し待ってもう一度押してください";
        ProgramEnded: "the program ended with {}", "el programa terminó con {}", "プログラムは {} で終了しました";
        ProgramMissing: "the program cannot be started: {}", "no se puede iniciar el programa: {}", "プログラムを起動できません: {}";
        StepRuns: "a step runs: its kernel can show a variable when it has ended", "se ejecuta un paso: su kernel podrá mostrar la variable al terminar", "ステップの実行中です:終わると変数を表示できます";
        NoKernel: "no kernel runs yet: variables are there once a step has run", "aún no hay kernel: habrá variables tras el primer paso", "カーネルは未起動です:ステップを実行すると変数が現れます";
        NotTold: "the kernel has not told its variables yet", "el kernel aún no ha dicho sus variables", "カーネルはまだ変数を知らせていません";
        NoVariables: "no variables yet", "aún no hay variables", "変数はまだありません";
        Before: "a step runs: as it was before", "se ejecuta un paso: como antes", "実行中:以前の状態です";
        NoSession: "turns and steps will stand here", "aquí estarán los turnos y pasos", "ここに会話とステップが並びます";
        Step: "step {}", "paso {}", "ステップ {}";
        Waits: "waits", "espera", "待機";
        Runs: "runs", "corre", "実行中";
        Rejected: "rejected", "rechazado", "却下";
        Ok: "ok", "ok", "成功";
        Error: "error", "error", "エラー";
        Stopped: "stopped", "parado", "停止";
        FindWhat: "find", "buscar", "検索";
        With: "with", "por", "置換";
        Plain: "plain words", "texto literal", "そのままの語";
        Regex: "regex", "regex", "正規表現";
        InCode: "in code", "en código", "コード内";
        InBoth: "code and output", "código y salida", "コードと出力";
        Wrong: "no pattern: {}", "patrón inválido: {}", "正しくない式: {}";
        Hits: "{} lines in {} steps", "{} líneas en {} pasos", "{1} ステップに {0} 行";
        HitsMore: "the first {} lines", "las primeras {} líneas", "最初の {} 行";
        TypeToFind: "type what to find in all steps", "escribe qué buscar en los pasos", "全ステップから探す語を入力";
        Output: "out", "sal", "出力";
        NothingToReplace: "nothing to replace: no step that ran or waits would change", "nada que reemplazar: no cambiaría ningún paso", "置換の対象がありません";
        NothingToTakeBack: "nothing to take back: what ran has run", "nada que deshacer: lo ejecutado, ejecutado está", "元に戻せるものはありません";
        TakenBack: "the waiting code is as it was before", "el código en espera está como antes", "待機中のコードを元に戻しました";
        Replaced: "replaced in the code that waits: u takes it back", "reemplazado en el código en espera: u lo deshace", "待機中のコードを置換しました:u で元に戻せます";
        RunsAgain: "{} changed steps run again, one after the other", "{} pasos cambiados se ejecutan de nuevo, uno tras otro", "変更した {} ステップを順に再実行します";
        RunStopped: "stopped there: {} changed steps were not run", "se detuvo ahí: {} pasos cambiados sin ejecutar", "ここで停止:変更した {} ステップは未実行です";
        ReplacingTitle: "replace · step {} · {} of {}", "reemplazar · paso {} · {} de {}", "置換 · ステップ {} · {}/{}";
        InPlace: "waits for you: changed in place, still to be approved", "te espera: se cambia ahí, aún por aprobar", "待機中:その場で変更し、承認はまだです";
        RunsCopy: "has run: a changed copy runs again in its order", "ya se ejecutó: se ejecuta de nuevo una copia cambiada", "実行済み:変更した写しを順に再実行します";
        Unseen: "this was not seen yet: the same key again goes on", "esto aún no se ha visto: la misma tecla sigue", "まだ見ていない変更です:同じキーで進みます";
        LeftOut: "left out", "omitido", "除外";
        Cut: "only the first 256 KiB", "solo los primeros 256 KiB", "先頭の 256 KiB のみ";
        FirstBytes: "the first {} of {} bytes", "los primeros {} de {} bytes", "{1} バイト中の先頭 {0} バイト";
        Changed: "changed", "cambiado", "変更あり";
        Drawing: "drawing …", "dibujando …", "描画中 …";
        Outputless: "pictures are off here (ui.images)", "imágenes desactivadas (ui.images)", "画像は無効です (ui.images)";
    }
}

texts! {
    /// Labels of keys in the panel.
    SideKeys {
        Show: "show", "ver", "表示";
        Mention: "into the prompt", "al mensaje", "入力欄へ";
        Filter: "filter", "filtrar", "絞り込み";
        Editor: "$EDITOR", "$EDITOR", "$EDITOR";
        Pager: "$PAGER", "$PAGER", "$PAGER";
        Hidden: "hidden", "ocultos", "隠しファイル";
        Close: "close", "cerrar", "閉じる";
        GoThere: "go there", "ir ahí", "移動";
        Words: "words", "texto", "語";
        Replace: "replace", "reemplazar", "置換";
        Regex: "regex", "regex", "正規表現";
        Outputs: "outputs", "salidas", "出力";
        InFull: "show in full", "ver entera", "全体を表示";
        NextTab: "next page", "otra página", "次のページ";
        Down: "down", "abajo", "下へ";
        ToList: "to the list", "a la lista", "一覧へ";
        All: "show all", "ver todo", "すべて";
        Back: "go back", "volver", "戻る";
        SeeChanges: "see the changes", "ver los cambios", "変更を確認";
        Apply: "make the changes", "hacer los cambios", "変更する";
        LeaveOut: "leave out", "omitir", "除外";
        NextChange: "next", "siguiente", "次";
        Help: "help", "ayuda", "ヘルプ";
        ChangeNothing: "change nothing", "no cambiar nada", "変更しない";
    }
}
