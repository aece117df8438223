//! Editors, pagers, shells and Pythons: what is said about programs outside of the screen.

use super::texts::texts;

texts! {
    /// Programs that the terminal is lent to.
    Lent {
        NoShell: "no shell here could bring it back: it goes on", "aquí ningún shell podría recuperarlo: sigue en marcha", "ここには復帰させるシェルがないため、続行します";
        EditorEnded: "the editor ended with {}: nothing changed", "el editor terminó con {}: nada cambió", "エディタが {} で終了しました。変更はありません";
        EditorFailed: "the editor cannot be started: {}", "no se puede iniciar el editor: {}", "エディタを起動できません：{}";
        PagerEnded: "the pager ended with {}", "el paginador terminó con {}", "ページャが {} で終了しました";
        PagerFailed: "the pager cannot be started: {}", "no se puede iniciar el paginador: {}", "ページャを起動できません：{}";
        NoFile: "cannot create a file for the editor", "no se puede crear un archivo para el editor", "エディタ用のファイルを作成できません";
        NotWritten: "cannot write the file for the editor", "no se puede escribir el archivo para el editor", "エディタ用のファイルに書き込めません";
        NoEditor: "no editor is set; set EDITOR to one, for example: export EDITOR=nano", "no hay editor definido; define EDITOR, por ejemplo: export EDITOR=nano", "エディタが未設定です。EDITOR を設定してください（例：export EDITOR=nano）";
        NoPager: "no pager is set; set PAGER to one, for example: export PAGER=less", "no hay paginador definido; define PAGER, por ejemplo: export PAGER=less", "ページャが未設定です。PAGER を設定してください（例：export PAGER=less）";
        FileGone: "the editor left no file behind; nothing was changed", "el editor no dejó ningún archivo; nada cambió", "エディタがファイルを残しませんでした。変更はありません";
        NotRead: "cannot read the edited file", "no se puede leer el archivo editado", "編集したファイルを読めません";
        NotText: "the edited file is not UTF-8 text", "el archivo editado no es texto UTF-8", "編集したファイルが UTF-8 のテキストではありません";
    }
}

texts! {
    /// Which Python runs the steps.
    Pythons {
        Used: "Steps run in Python {}, {}.", "Los pasos se ejecutan en Python {}, {}.", "ステップは Python {}（{}）で実行します。";
        FromNowOn: "Steps run in Python {} from now on, {}; variables start empty.", "Desde ahora los pasos se ejecutan en Python {}, {}; las variables empiezan vacías.", "以降のステップは Python {}（{}）で実行します。変数は空から始まります。";
        Stays: "{} The Python in use stays.", "{} Se mantiene el Python en uso.", "{} 使用中の Python を続けます。";
        WillStart: "The first step will start Python {}.", "El primer paso iniciará Python {}.", "最初のステップで Python {} を起動します。";
        NotFound: "No Python was found here.", "Aquí no se encontró ningún Python.", "Python が見つかりませんでした。";
        Found: "Found: {}.", "Encontrados: {}.", "見つかったもの：{}。";
        Changes: ":python PATH changes it.", ":python RUTA lo cambia.", ":python パス で変更できます。";
    }
}
