//! Where prompts are typed: the composer, its list of earlier prompts, files and the queue.

use super::texts::texts;

texts! {
    /// Words around the composer.
    Composer {
        Pasted: "[paste {}: {} lines]", "[pegado {}: {} líneas]", "[貼り付け {}: {} 行]";
        Queued: "{} queued: {} · up takes it back", "{} en cola: {} · up la recupera", "待ち {} 件: {} · up で取り戻す";
        Held: "{} queued, the turn was not answered: enter sends {}", "{} en cola, el turno quedó sin respuesta: enter envía {}", "待ち {} 件、前のターンは未回答：enter で送信 {}";
        Revising: "ask again: what came after is forgotten · esc keeps it", "volver a preguntar: lo posterior se olvida · esc lo conserva", "再質問：以後の会話は破棄されます · esc で取り消し";
        Reading: "reading {} …", "leyendo {} …", "{} を読んでいます…";
        WillWait: "queued: it is asked when this turn is over", "en cola: se preguntará al acabar este turno", "キューに入れました。このターンの後に質問します";
        TooMany: "too many prompts wait: your draft stays here", "hay demasiados prompts en cola: tu borrador sigue aquí", "待ちが多すぎます。下書きはここに残ります";
        NoShell: "no shell runs steps here: your line stays", "aquí ningún shell ejecuta pasos: la línea se queda", "ここではシェルを使えません。入力は残ります";
        ShellBusy: "something still goes on: your line stays; ctrl-c stops it", "algo sigue en curso: la línea se queda; ctrl-c lo detiene", "まだ処理中です。入力は残ります（ctrl-c で停止）";
        NoEarlier: "no earlier prompt", "no hay prompts anteriores", "以前のプロンプトはありません";
        RecallTitle: " earlier prompts ", " prompts anteriores ", " 以前のプロンプト ";
        ReviseTitle: " edit a prompt of this session, and ask again from there ", " editar un prompt de esta sesión y volver a preguntar desde ahí ", " このセッションのプロンプトを編集して再質問 ";
        NoneFits: "nothing fits: change the words, or esc", "nada coincide: cambia las palabras, o esc", "該当なし。言葉を変えるか esc で戻ります";
        ReviseBusy: "the turn is not over: stop it first, then edit a prompt", "el turno no ha acabado: detenlo antes de editar un prompt", "ターンの途中です。停止してからプロンプトを編集してください";
        DraftBack: "the draft of last time is back", "el borrador de la última vez ha vuelto", "前回の下書きを戻しました";
        Gone: "not found, so sent as it is: {}", "no se encuentra, se envía tal cual: {}", "見つからないため、そのまま送信します：{}";
    }
}
