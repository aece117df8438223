//! The gauges in one line: names of what is measured, and units.

use super::texts::texts;

texts! {
    /// What a gauge measures.
    Gauge {
        Write: "write", "genera", "生成";
        Read: "read", "lee", "読取";
        First: "first", "inicio", "応答開始";
        Context: "context", "contexto", "コンテキスト";
        Cached: "cached", "en caché", "キャッシュ";
        Cpu: "cpu", "cpu", "CPU";
        Mem: "mem", "mem", "メモリ";
        Group: "group", "grupo", "グループ";
        Model: "model", "modelo", "モデル";
        AtLine: "at line", "en línea", "実行行";
        LimitIn: "limit in", "límite en", "制限まで";
        Processes: "processes", "procesos", "プロセス";
        Silent: "silent", "sin salida", "出力なし";
    }
}
