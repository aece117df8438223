//! What calls someone who looks elsewhere, and what is said of the mouse.

use super::texts::texts;

texts! {
    /// Why someone is called.
    Call {
        Decision: "ci-tui: code waits for your decision", "ci-tui: hay código que espera tu decisión", "ci-tui: コードが確認を待っています";
        Sending: "ci-tui: a prompt waits to be sent", "ci-tui: una petición espera ser enviada", "ci-tui: 送信の確認を待っています";
        Input: "ci-tui: a program asks for input", "ci-tui: un programa pide datos", "ci-tui: プログラムが入力を求めています";
        Telling: "ci-tui: the model waits to be told", "ci-tui: el modelo espera la salida", "ci-tui: モデルが結果を待っています";
        Stalled: "ci-tui: the model is gone", "ci-tui: el modelo ya no está", "ci-tui: モデルが停止しました";
        Over: "ci-tui: the turn is over", "ci-tui: el turno ha terminado", "ci-tui: ターンが終わりました";
    }
}

texts! {
    /// The mouse.
    Mouse {
        On: "the wheel scrolls the pane under it; shift-drag selects (option on macOS)", "la rueda mueve el panel bajo ella; shift-arrastrar selecciona (option en macOS)", "ホイールで下のペインをスクロール、shift+ドラッグで選択 (macOS は option)";
        Off: "the mouse is the terminal's own again", "el ratón vuelve a ser del terminal", "マウスを端末に戻しました";
        Hint: "shift-drag selects", "shift-arrastrar selecciona", "shift+ドラッグで選択";
    }
}
