//! Reading what stands there: searching, copying, folding, editing code.

use super::texts::texts;

texts! {
    /// Texts of searches, copies and folds.
    Reading {
        Folded: "… {} lines, {} unfolds", "… {} líneas, {} despliega", "… {} 行、{} で開きます";
        EarlierLines: "… {} earlier lines: the output pane has them", "… {} líneas anteriores: están en el panel de salida", "… これより前の {} 行は出力パネルにあります";
        Tokens: "{} tokens", "{} tokens", "{} トークン";
        NoMatch: "no match", "sin resultados", "見つかりません";
        Matches: "{} of {}", "{} de {}", "{} / {}";
        Searching: "{} % searched", "{} % buscado", "{} % 検索済み";
        Sent: "sent {} B to the terminal (OSC 52); also in {}", "{} B enviados al terminal (OSC 52); también en {}", "{} B を端末に送りました (OSC 52)。{} にもあります";
        InFileOnly: "{} B are more than terminals take: they are in {}", "{} B es más de lo que admiten los terminales: están en {}", "{} B は端末には大きすぎるため、{} に保存しました";
        NotKept: "nothing was copied: {}", "no se copió nada: {}", "コピーできませんでした: {}";
        NothingToCopy: "nothing to copy here", "aquí no hay nada que copiar", "コピーできるものがありません";
        WholeIsIn: "the output is too long to copy: all of it is in {}", "la salida es demasiado larga para copiarla: está completa en {}", "出力が長すぎるためコピーできません。全体は {} にあります";
        SeeFirst: "see all of this code before a part of it runs: esc, then go to its end", "mira todo este código antes de ejecutar una parte: esc, y ve hasta el final", "一部を実行する前にコード全体を見てください：esc で戻り、末尾まで進みます";
        PickCopy: "press the sign beside a block to copy it, esc goes back", "pulsa el signo junto a un bloque para copiarlo, esc vuelve atrás", "コピーするブロックの横の記号を押してください（esc で戻る）";
        PickFold: "press the sign beside a message to fold or unfold it, esc goes back", "pulsa el signo junto a un mensaje para plegarlo o desplegarlo, esc vuelve atrás", "開閉するメッセージの横の記号を押してください（esc で戻る）";
        NothingFolds: "nothing in sight can be folded", "nada a la vista se puede plegar", "折りたためるものが表示されていません";
        NoTurn: "no prompt yet", "aún no hay ninguna petición", "まだ依頼がありません";
        Replaced: "{} replaced: undo takes all of it back", "{} reemplazos: deshacer los revierte todos", "{} 件を置き換えました。元に戻すで全て戻ります";
        Find: "find", "buscar", "検索";
        Replace: "replace by", "reemplazar por", "置換後";
        NothingToRun: "nothing to run above the cursor", "no hay nada que ejecutar antes del cursor", "カーソルより前に実行するものがありません";
        RunsPart: "{} runs the selection, or up to the cursor", "{} ejecuta la selección, o hasta el cursor", "{} で選択範囲、またはカーソルまでを実行";
        StillRuns: "code still runs: wait for it, or ctrl-c stops it", "aún se ejecuta código: espera, o ctrl-c lo detiene", "まだコードが実行中です。終わるのを待つか、ctrl-c で止めてください";
        Marking: "selecting: move, then copy or run; the same key ends it", "seleccionando: muévete y copia o ejecuta; la misma tecla termina", "選択中: 移動してからコピーまたは実行。同じキーで終了します";
    }
}
