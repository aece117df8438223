//! The foot of the screen: what is said there for a few seconds.

use super::texts::texts;

texts! {
    /// Sentences that stand in the footer for a few seconds.
    Toast {
        NoStep: "no step yet", "aún no hay ningún paso", "まだステップがありません";
        DraftKept: "the draft is kept: up brings it back", "el borrador se guarda: arriba lo recupera", "下書きは残っています:↑ で戻せます";
        StartedAfresh: "{} is started afresh", "{} se inicia de nuevo", "{} を新しく起動します";
        FinishFirst: "finish this first: esc goes back", "termina esto primero: esc vuelve atrás", "先にこれを終えてください:esc で戻ります";
    }
}
