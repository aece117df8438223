//! The machine in full, and how fast the model is on it.

use super::texts::texts;

texts! {
    /// Names of rows and sections.
    Part {
        Machine: "machine", "equipo", "マシン";
        Processor: "processor", "CPU", "CPU";
        Memory: "memory", "memoria", "メモリ";
        Graphics: "graphics", "gráficos", "GPU";
        InUse: "in use", "en uso", "使用率";
        Cores: "cores", "núcleos", "コア";
        Build: "build", "versión", "ビルド";
        Container: "container", "cgroup", "コンテナ";
        Model: "model", "modelo", "モデル";
        Swap: "swap", "swap", "スワップ";
        Context: "context", "contexto", "文脈";
        Replies: "replies", "respuesta", "応答";
        Write: "write", "genera", "生成";
        Read: "read", "lee", "読取";
        First: "first", "inicio", "応答開始";
        Prompt: "prompt", "prompt", "入力";
    }
}

texts! {
    /// Facts of the machine.
    Machine {
        Clear: "Nothing evident stands in the way.", "No se ve ningún obstáculo.", "明らかな妨げはありません。";
        NotRead: "not read yet", "sin leer aún", "未取得";
        Unknown: "n/a", "n/d", "不明";
        UnknownWhy: "n/a: {}", "n/d: {}", "不明：{}";
        OneCore: "1 core", "1 núcleo", "1 コア";
        AllCores: "{} cores", "{} núcleos", "{} コア";
        OurCores: "{} of {} cores are ours", "{} de {} núcleos son nuestros", "{1} コア中 {0} コアを使用";
        LoadUnknown: "load n/a", "carga n/d", "負荷 不明";
        Load: "load {}", "carga {}", "負荷 {}";
        ModelTakes: "the model takes {} cores", "el modelo usa {} núcleos", "モデルが {} コア使用";
        Quota: "quota {}", "cuota {}", "割当 {}";
        QuotaShort: "quota {}, short {}% of the time", "cuota {}, escasa el {}% del tiempo", "割当 {}（時間の {}% で不足）";
        HeatUnknown: "temperature n/a", "temperatura n/d", "温度 不明";
        HeatOf: "{} of {} {}", "{} de {} {}", "{0}/{1} {2}";
        Slowed: "{}, slowed down", "{}, ralentizado", "{}（速度低下中）";
        NoSet: "no instruction set that matters is known here", "no se conoce aquí ningún juego de instrucciones relevante", "関係する命令セットは見つかっていません";
        Uses: "uses {}", "usa {}", "{} を使用";
        UsesNone: "uses none of {}, which the processor has", "no usa {}, que el procesador tiene", "CPU にある {} は未使用";
        UsesSome: "uses {}; the processor also has {}", "usa {}; el procesador también tiene {}", "{} を使用（CPU には {} もあり）";
        Waited: "waited for {}% of the time", "en espera el {}% del tiempo", "時間の {}% は待ち";
        Gigabytes: "{} of {} GB", "{} de {} GB", "{}/{} GB";
        NoSwap: "none", "sin swap", "なし";
        Swapping: "{} GB, {} MB/s", "{} GB, {} MB/s", "{} GB、{} MB/s";
        RateUnknown: "{}, rate n/a", "{}, ritmo n/d", "{}（速度不明）";
        LastMinutes: "of 100%, last 5 min", "de 100%, 5 min", "直近 5 分（100%）";
        Asleep: "asleep, not woken", "dormida, sin despertar", "休止中（起こしません）";
        ModelHolds: "the model holds {} GB", "el modelo ocupa {} GB", "モデルが {} GB 使用";
        ModelElsewhere: "the model is not on it", "el modelo no está en ella", "モデルは載っていません";
        NoPower: "power n/a", "potencia n/d", "電力 不明";
        NoUse: "use n/a", "uso n/d", "使用率 不明";
        MemoryUnknown: "memory n/a", "memoria n/d", "メモリ 不明";
    }
}

texts! {
    /// Facts of the model, and of its replies.
    Speed {
        None: "none yet: their speed is shown here, one column each", "aún ninguna: su velocidad irá aquí, una columna por respuesta", "まだありません。応答ごとの速度を 1 列ずつ表示します";
        Loading: "loading", "cargando", "ロード中";
        NoModel: "no model", "sin modelo", "モデルなし";
        NotLoaded: "it could not be loaded", "no se pudo cargar", "ロードできませんでした";
        Ended: "its process ended", "su proceso terminó", "プロセスが終了しました";
        On: "{} on {}", "{} en {}", "{}（{}）";
        LoadedIn: "loaded in {}", "cargado en {}", "ロード {}";
        Billions: "{} B weights", "{} B pesos", "{} B 重み";
        Millions: "{} M weights", "{} M pesos", "{} M 重み";
        Of: "{} of {}", "{} de {}", "{}/{}";
        Most: "most {}", "máx. {}", "最大 {}";
        MostTogether: "most {} together", "máx. {} en total", "合計最大 {}";
        TokensRead: "{} tokens read", "{} tokens leídos", "{} トークン読取";
        TokensCached: "{} tokens cached", "{} tokens caché", "{} トークン再利用";
    }
}
