//! The beginning of a table in a text file: which sign divides its columns, and its rows as a sheet reads them.

use serde_json::{Number, Value, json};

use crate::tui::widget::sheet::{self, Sheet};
use crate::words::Locale;

/// Rows and columns that are shown.
const MOST: (usize, usize) = (400, 100);

/// The table of these bytes; `cut` where the file goes on behind them.
pub(super) fn read(text: &str, tabs: bool, cut: bool) -> Option<Sheet> {
    let sign = if tabs { '\t' } else { divider(text.lines().next()?) };
    let mut rows = rows(text, sign);
    if cut {
        // The last row may be half of one.
        rows.pop();
    }
    let mut rows = rows.into_iter();
    let head = rows.next()?;
    if head.len() < 2 {
        return None;
    }
    let rows: Vec<Vec<String>> = rows.collect();
    let columns = head.len();
    let fields: Vec<Value> =
        head.into_iter().take(MOST.1).map(|name| json!({ "name": name, "type": "" })).collect();
    let data: Vec<Vec<Value>> = rows
        .iter()
        .take(MOST.0)
        .map(|row| row.iter().take(MOST.1).map(|cell| value(cell)).collect())
        .collect();
    let kind = if cut { "table …" } else { "table" };
    let resource = json!({
        "kind": kind,
        "shape": [rows.len(), columns],
        "schema": { "fields": fields },
        "data": data,
    });
    // What is wrong with it is not told: it is shown as text then.
    sheet::read(resource.to_string().as_bytes(), Locale::default()).ok()
}

/// Numbers stand at the right, what is empty is missing.
fn value(cell: &str) -> Value {
    let plain = cell.trim();
    if plain.is_empty() {
        return Value::Null;
    }
    // `007` is a name.
    let is_code = plain.len() > 1 && plain.starts_with('0') && !plain.starts_with("0.");
    let number = plain.parse::<i64>().map(Number::from).ok();
    let number = number.or_else(|| {
        let dotted = plain.contains('.') && !plain.contains(['n', 'N', 'i', 'I']);
        plain.parse().ok().filter(|_| dotted).and_then(Number::from_f64)
    });
    match number {
        Some(number) if !is_code => Value::Number(number),
        _ => Value::String(cell.to_owned()),
    }
}

/// The sign that most often stands in the first line.
fn divider(line: &str) -> char {
    let count = |sign: char| line.matches(sign).count();
    [',', ';', '\t', '|'].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(',')
}

/// Rows of fields; quotes hold divided text and line ends together.
fn rows(text: &str, sign: char) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let (mut row, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if field.is_empty() => quoted = true,
            c if c == sign && !quoted => row.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                if row.len() > 1 || row.first().is_some_and(|only| !only.is_empty()) {
                    rows.push(std::mem::take(&mut row));
                }
                row.clear();
            }
            c => field.push(c),
        }
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_commas_and_line_ends_together() {
        let text = "a,b\n\"x, y\",\"say \"\"hi\"\"\nand go\"\n1,2\n";
        assert_eq!(rows(text, ','), [["a", "b"], ["x, y", "say \"hi\"\nand go"], ["1", "2"]]);
        assert_eq!(divider("a;b;c,d"), ';');
        assert_eq!(value("007"), Value::String("007".into()));
        assert_eq!(value("1.5"), json!(1.5));
        assert_eq!(value(""), Value::Null);
        assert!(read("only\nwords\n", false, false).is_none());
    }
}
