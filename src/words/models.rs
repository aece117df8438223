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
        OneAtATime: "{} is being fetched: one download at a time, p pauses it", "{} se está descargando: solo una descarga a la vez, p la pausa", "{} を取得中です。ダウンロードは一度に一つです（p で一時停止）";
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

texts! {
    /// The panel of models, and one of them in full.
    Panel {
        Looking: "looking …", "buscando …", "検索中…";
        NoneLike: "no model is like this", "ningún modelo coincide", "該当するモデルがありません";
        Searched: "the machine is searched for models", "buscando modelos en este equipo", "このマシンのモデルを探しています";
        Free: "{} of memory free", "{} de memoria libre", "空きメモリ {}";
        SortedBy: "sorted by {}", "por {}", "{}順";
        Count: "{} models", "{} modelos", "モデル {} 件";
        Filtered: "/{} · {} of {}", "/{} · {} de {}", "/{0} · {2} 件中 {1} 件";
        AskDownload: "download?", "¿descargar?", "ダウンロードしますか？";
        AskDelete: "delete?", "¿borrar?", "削除しますか？";
        Suited: "suited", "idoneidad", "適合";
        ByName: "name", "nombre", "名前";
        BySize: "size", "tamaño", "サイズ";
        ByMemory: "memory", "memoria", "メモリ";
        BySpeed: "speed", "velocidad", "速度";
    }
}

texts! {
    /// Titles of the columns of the table of models, and what stands in them.
    Column {
        Name: "name", "nombre", "名前";
        Params: "params", "pesos", "規模";
        Quant: "quant", "quant", "量子化";
        Size: "size", "tamaño", "サイズ";
        Memory: "memory", "memoria", "メモリ";
        Short: "8K", "8K", "8K";
        Long: "32K", "32K", "32K";
        Fit: "fit", "cabe", "適合";
        Rate: "tok/s", "tok/s", "tok/s";
        Context: "context", "contexto", "文脈長";
        Engine: "engine", "motor", "エンジン";
        Licence: "licence", "licencia", "ライセンス";
        Where: "where", "lugar", "場所";
        Fits: "fits", "cabe", "余裕";
        Tight: "tight", "justo", "ぎりぎり";
        WontFit: "won't fit", "no cabe", "不足";
        NoEngine: "no engine", "sin motor", "非対応";
        Paused: "{} % paused", "{} % en pausa", "{} % 停止";
        PartHere: "{} % here", "{} % aquí", "{} % 取得";
        InUse: "in use", "en uso", "使用中";
        Here: "here", "aquí", "あり";
    }
}

texts! {
    /// Facts of one model.
    Fact {
        Speed: "speed", "velocidad", "速度";
        Licence: "licence", "licencia", "許諾";
        Engines: "engines", "motores", "エンジン";
        File: "file", "archivo", "ファイル";
        From: "from", "origen", "取得元";
        Memory: "memory", "memoria", "メモリ";
        Download: "download", "descarga", "取得";
        Here: "here", "aquí", "取得済み";
        Size: "size", "tamaño", "サイズ";
        MemoryUnknown: "not known; at least the size of the file", "desconocida; al menos el tamaño del archivo", "不明（少なくともファイルのサイズ）";
        AboutFrom: "about {} from {}", "unos {} de {}", "約 {}（{} から）";
        ExactlyFrom: "{} from {}", "{} de {}", "{}（{} から）";
        GoesOn: "{}, and goes on from there", "{}, y sigue desde ahí", "{}（続きから再開）";
        ToldFirst: "The source tells the exact size and checksum first; the file is checked.", "El origen da antes el tamaño exacto y la suma; el archivo se comprueba.", "正確なサイズとチェックサムは取得元が先に通知し、ファイルを検証します。";
        DeleteIt: "Delete {} from this machine?", "¿Borrar {} de este equipo?", "{} をこのマシンから削除しますか？";
        DeletePart: "Stop, and delete what has arrived of {}?", "¿Detener y borrar lo recibido de {}?", "{} の取得を止め、届いた分を削除しますか？";
        Again: "It can be fetched again. Files of other programs stay where they are.", "Se puede descargar de nuevo. Los archivos de otros programas no se tocan.", "あとで再取得できます。ほかのプログラムのファイルには触れません。";
        OfContext: "{} of context", "{} de contexto", "コンテキスト {}";
        Measured: "{} tok/s written, {} read, measured here", "{} tok/s al generar, {} al leer, medido aquí", "生成 {} tok/s、読取 {}（ここで実測）";
        MeasuredOnly: "{} tok/s, measured here", "{} tok/s, medido aquí", "{} tok/s（ここで実測）";
        Calibrated: "about {} tok/s, going by what ran here", "unos {} tok/s, según lo ejecutado aquí", "約 {} tok/s（ここでの実行からの推定）";
        Guessed: "about {} tok/s, a cautious guess until a model has run here", "unos {} tok/s, estimación prudente hasta ejecutar un modelo aquí", "約 {} tok/s（ここで実行するまでの控えめな推定）";
        NotBuilt: "{} (not in this build)", "{} (no incluido)", "{}（このビルドになし）";
        UsedNow: "{}, in use", "{}, en uso", "{}（使用中）";
        OfProgram: "{}, of {}", "{}, de {}", "{}（{} のもの）";
        NeedsEngine: "needs the {} engine, which this build does not have", "necesita el motor {}, que esta versión no incluye", "{} エンジンが必要ですが、このビルドにはありません";
        NeedsMemory: "needs more memory than is free: take a smaller or coarser one", "necesita más memoria de la libre: elige uno menor o más comprimido", "空きメモリが足りません。小さいものか粗い量子化を選んでください";
        LeavesLittle: "leaves little memory for other programs", "deja poca memoria a otros programas", "ほかのプログラムに残るメモリがわずかです";
        Terms: "licence: {}", "licencia: {}", "ライセンス：{}";
    }
}
