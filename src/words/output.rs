//! What a step printed and showed: what stands in place of what is not there, and captions.

use super::texts::texts;

texts! {
    /// Words within the output.
    Shown {
        NoOutput: "no output", "sin salida", "出力なし";
        Asks: "asks: {}", "pregunta: {}", "質問：{}";
        Drawing: "drawing …", "dibujando …", "描画中…";
        Gone: "{}: gone with its session", "{}: se perdió con su sesión", "{}：セッションとともに失われました";
        GoneUnkept: "{}: gone with its session; press {} next time to keep it", "{}: se perdió con su sesión; pulsa {} la próxima vez para guardarlo", "{}：セッションとともに失われました。次回は {} で保存できます";
        NoText: "a page without text", "una página sin texto", "テキストのないページ";
        Pixels: "figure {} {} {} {} pixels", "figura {} {} {} {} píxeles", "図 {} {} {} {} ピクセル";
        Figure: "figure", "figura", "図";
        Table: "table", "tabla", "表";
        Document: "document", "documento", "文書";
        NotKept: "… {} bytes are not kept …", "… {} bytes no se guardan …", "… {} バイトは保存していません …";
        LeftOut: "… {} bytes are left out here: {} …", "… aquí se omiten {} bytes: {} …", "… {} バイトをここで省略：{} …";
        EndOnly: "… more was printed than is kept; this is the end of it: …", "… se imprimió más de lo que se guarda; este es el final: …", "… 出力が保存量を超えました。以下は末尾です：…";
        StillDrawing: "still drawing: the same key again in a moment", "aún se dibuja: la misma tecla dentro de un momento", "描画中です。少し待ってから同じキーを押してください";
        CannotKeep: "cannot keep it in {}: {}", "no se puede guardar en {}: {}", "{} に保存できません：{}";
        NothingLeft: "nothing to keep: what this step showed is gone with its session", "nada que guardar: lo que mostró este paso se perdió con su sesión", "保存できるものはありません。表示した内容はセッションとともに失われました";
        KeptAs: "kept as {}", "guardado en {}", "{} に保存しました";
        FilesKept: "{} files kept in {}", "{} archivos guardados en {}", "{0} 個のファイルを {1} に保存しました";
        CannotRead: "cannot read {}: {}", "no se puede leer {}: {}", "{} を読めません：{}";
        TooLarge: "it is larger than the {} MiB that are drawn here; open the file with another program", "supera los {} MiB que se dibujan aquí; abre el archivo con otro programa", "ここで描画できる {} MiB を超えています。別のプログラムで開いてください";
        BadFigure: "cannot read the figure: {}", "no se puede leer la figura: {}", "図を読めません：{}";
        LargeFigure: "the figure is too large to be drawn: {} × {} pixels, at most {} million; make it smaller, or open its file", "la figura es demasiado grande: {} × {} píxeles, máximo {} millones; hazla más pequeña o abre su archivo", "図が大きすぎます：{} × {} ピクセル（上限 {} 百万）。小さくするか、ファイルを開いてください";
    }
}

texts! {
    /// Captions of tables, and what they and trees leave out.
    Sheet {
        Table: "table", "tabla", "表";
        Showing: "showing {} of {}", "mostrando {} de {}", "{0}/{1}";
        Of: "{} of {}", "{} de {}", "{0}/{1}";
        Row: "row", "fila", "行";
        Rows: "rows", "filas", "行";
        Column: "column", "columna", "列";
        Columns: "columns", "columnas", "列";
        More: "{} more", "{} más", "ほか {} 件";
        MoreFields: "{} more fields", "{} campos más", "ほか {} 項目";
        MoreCharacters: "{} more characters", "{} caracteres más", "ほか {} 文字";
        MoreRows: "… {} more rows", "… {} filas más", "… ほか {} 行";
        RestOfPage: "… the rest of the page is not shown", "… el resto de la página no se muestra", "… ページの残りは表示しません";
        BadJson: "cannot read the JSON: {}", "no se puede leer el JSON: {}", "JSON を読めません：{}";
        BadTable: "cannot read the table: {}", "no se puede leer la tabla: {}", "表を読めません：{}";
    }
}
