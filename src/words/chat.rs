//! The conversation: what stands before and behind what was said, and how steps ended.

use super::texts::texts;

texts! {
    /// Marks and lines of the chat.
    Chat {
        Printed: "as step {} printed it", "tal como lo imprimió el paso {}", "ステップ {} の出力のまま";
        SecondOpinion: "second opinion:", "segunda opinión:", "再検討:";
        CameToNothing: "it came to nothing", "no dio resultado", "成果なし";
        AskedAgain: "asked again:", "se pidió de nuevo:", "再質問:";
        Note: "note:", "nota:", "お知らせ:";
        Warning: "warning:", "aviso:", "警告:";
        Error: "error:", "error:", "エラー:";
        Writes: "writes {} …", "escribe {} …", "{} を書いています…";
        SomeCode: "code", "código", "コード";
        OneLine: "step {} · {} · {} line", "paso {} · {} · {} línea", "ステップ {} · {} · {} 行";
        Lines: "step {} · {} · {} lines", "paso {} · {} · {} líneas", "ステップ {} · {} · {} 行";
        MoreLines: "{} more lines", "{} líneas más", "ほか {} 行";
        Retold: "you changed what the model was told of this step", "cambiaste lo que se dijo al modelo de este paso", "このステップについてモデルに伝える内容を変更しました";
    }
}

texts! {
    /// Why a turn ended.
    TurnEnd {
        Rejected: "the turn ended with the rejection", "el turno terminó con el rechazo", "却下によりターンを終えました";
        MaxSteps: "stopped: the limit of steps per turn (limits.max_steps)", "detenido: límite de pasos por turno (limits.max_steps)", "停止：ターンあたりのステップ数の上限（limits.max_steps）";
        Repeated: "stopped: the model repeated itself", "detenido: el modelo se repetía", "停止：モデルが同じことを繰り返しました";
        MaxTokens: "stopped: the reply reached its token limit (generation.max_tokens)", "detenido: la respuesta llegó a su límite de tokens (generation.max_tokens)", "停止：応答がトークン数の上限に達しました（generation.max_tokens）";
        Interrupted: "stopped by you", "lo detuviste tú", "あなたが停止しました";
        Error: "stopped by an error", "detenido por un error", "エラーで停止しました";
    }
}

texts! {
    /// How a step ended, in a line of the chat.
    StepEnd {
        Approved: "{} (approved for this turn)", "{} (aprobado para este turno)", "{}（このターンは承認済み）";
        YourEdit: "{} (your edit)", "{} (tu edición)", "{}（あなたの編集）";
        Waits: "step {}: waits for your decision", "paso {}: espera tu decisión", "ステップ {}：判断待ち";
        NoReason: "no reason given", "sin motivo", "理由なし";
        Rejected: "step {}: rejected: {}", "paso {}: rechazado: {}", "ステップ {}：却下：{}";
        Running: "step {}: running", "paso {}: en ejecución", "ステップ {}：実行中";
        Ok: "step {}: ok in {}", "paso {}: bien en {}", "ステップ {}：正常終了 {}";
        Error: "step {}: error in {}", "paso {}: error en {}", "ステップ {}：エラー {}";
        Interrupted: "step {}: interrupted after {}", "paso {}: interrumpido tras {}", "ステップ {}：{} で中断";
        Timeout: "step {}: time limit after {}", "paso {}: tiempo agotado tras {}", "ステップ {}：{} で時間切れ";
        Exited: "step {}: called exit after {}", "paso {}: llamó a exit tras {}", "ステップ {}：{} で exit により終了";
        Died: "step {}: the kernel died after {}: {}", "paso {}: el kernel cayó tras {}: {}", "ステップ {}：{} でカーネルが停止：{}";
    }
}
