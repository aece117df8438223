//! Models: what is said about them, their table and one of them in full.

use super::texts::texts;

texts! {
    /// Sentences about models that stand in the footer for a few seconds.
    Choosing {
        YesOrBack: "y says yes, esc goes back", "y confirma, esc vuelve atrás", "y で「はい」、esc で戻ります";
        NoEngine: "{} needs the {} engine, which this build does not have", "{} necesita el motor {}, que esta versión no incluye", "{} には {} エンジンが必要ですが、このビルドにはありません";
        UsedSoon: "{} is used as soon as it is here", "{} se usará en cuanto llegue", "{} は届き次第使います";
        TurnUnderWay: "a turn is under way: ctrl-c stops it, then enter uses {}", "hay un turno en curso: ctrl-c lo detiene y enter usa {}", "ターンの途中です。ctrl-c で停止し、enter で {} を使います";
        InUseAlready: "{} is in use already", "{} ya está en uso", "{} はすでに使用中です";
        OneAtATime: "{} is being fetched: one download at a time, p pauses it", "{} se está descargando: solo una descarga a la vez, p la pausa", "{} を取得中です。ダウンロードは一度に一つです(p で一時停止)";
        HereAlready: "{} is here already: enter uses it", "{} ya está aquí: enter lo usa", "{} はすでにあります。enter で使います";
        NoSource: "{} has no place that it could be fetched from", "{} no tiene de dónde descargarse", "{} には取得元がありません";
        Asking: "asking", "consultando", "問い合わせ中";
        Paused: "paused: p goes on", "en pausa: p continúa", "一時停止中。p で再開します";
        InUse: "{} is in use: choose another model first", "{} está en uso: elige antes otro modelo", "{} は使用中です。先に別のモデルを選んでください";
        NotHere: "{} is not on this machine", "{} no está en este equipo", "{} はこのマシンにありません";
        NotOurs: "{} belongs to {}: it is never deleted from here", "{} pertenece a {}: nunca se borra desde aquí", "{} は {} のものなので、ここからは削除しません";
        Arrived: "{} is here: ctrl-o, then enter uses it", "{} ya está aquí: ctrl-o y enter para usarlo", "{} が届きました。ctrl-o のあと enter で使います";
        Stopped: "the download stopped", "la descarga se detuvo", "ダウンロードが止まりました";
    }
}
