//! Titles of panes, and what stands below them.

use super::texts::texts;

texts! {
    /// What stands above a pane.
    Title {
        ChatPane: "chat", "chat", "チャット";
        CodePane: "code", "código", "コード";
        OutputPane: "output", "salida", "出力";
        ChatWith: "chat · {}", "chat · {}", "チャット · {}";
        Code: "code · step {} · {} · {}", "código · paso {} · {} · {}", "コード · ステップ {} · {} · {}";
        Writing: "code · step {} · {} · writing", "código · paso {} · {} · escribiendo", "コード · ステップ {} · {} · 生成中";
        KeepEdit: "keep the edit?  ctrl-s keeps it  d discards it  esc goes on", "¿guardar cambios?  ctrl-s los guarda  d los descarta  esc sigue", "編集を残しますか？  ctrl-s 残す  d 破棄  esc 編集を続ける";
        Editing: "code · editing · nothing runs", "código · editando · nada se ejecuta", "コード · 編集中 · 実行されません";
        Output: "output · step {} · {}", "salida · paso {} · {}", "出力 · ステップ {} · {}";
        Terminal: "output · terminal of step {} · {}", "salida · terminal del paso {} · {}", "出力 · ステップ {} の端末 · {}";
        LeavesTerminal: "{} leaves it", "{} la deja", "{} で抜ける";
        TypesHere: "tab types here", "tab escribe aquí", "tab で入力";
        Ask: "ask", "pregunta", "質問";
        ProgramAsks: "the program asks: {}", "el programa pregunta: {}", "プログラムからの質問：{}";
        WhyNot: "why not? enter rejects, also without a reason", "¿por qué no? enter rechaza, también sin motivo", "却下の理由は？ 空欄でも enter で却下します";
        Keys: "keys", "teclas", "キー一覧";
        StillRunning: "still running", "aún en ejecución", "実行中のもの";
        WouldLeave: "this would leave your machine", "esto saldría de tu equipo", "このマシンの外へ送信される内容";
        Models: "models", "modelos", "モデル";
        Hardware: "hardware", "hardware", "ハードウェア";
        Variables: "variables", "variables", "変数";
        Variable: "variables · {} · {}", "variables · {} · {}", "変数 · {} · {}";
    }
}

texts! {
    /// What stands below a pane, at the right.
    Note {
        Below: "{} more below", "{} más abajo", "下にあと {} 行";
        MessagesBelow: "{} more messages below", "{} mensajes más abajo", "下にあと {} 件";
        Rows: "rows {}–{} of {}", "filas {}–{} de {}", "{2} 行中 {0}–{1}";
        Columns: "{} {} columns", "{} {} columnas", "{} {} 列";
        Keep: "{} keep", "{} guardar", "{} 保存";
        NotListed: "{} more are not listed", "{} más sin listar", "ほか {} 件は非表示";
        BelowNotListed: "{} more below, {} are not listed", "{} más abajo, {} sin listar", "下にあと {} 行、ほか {} 件は非表示";
        SearchCut: "the search took too long: there may be more", "la búsqueda tardó demasiado: puede haber más", "検索に時間がかかりすぎました。ほかにもあるかもしれません";
    }
}
