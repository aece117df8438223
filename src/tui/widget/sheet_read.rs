//! Reads a Tabular Data Resource, whose rows are lists, into a sheet; numbers of a column get one form.

use serde::Deserialize;
use serde_json::Value;

use super::sheet::{Cell, Column, GAP_COLUMN, GAP_ROW, Sheet, Side, WIDEST};
use super::text;
use crate::words::{Locale, Sheet as Words};

/// Rows and columns that are read; a step sends fewer.
const MOST: (usize, usize) = (400, 100);
/// Digits behind the point.
const DIGITS: usize = 6;

#[derive(Deserialize)]
struct Resource {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    shape: Vec<u64>,
    schema: Schema,
    #[serde(default)]
    data: Vec<Vec<Value>>,
    #[serde(default)]
    index: Option<Vec<Value>>,
    #[serde(default)]
    index_name: Option<Value>,
    #[serde(default)]
    rows_left_out: Option<LeftOut>,
    #[serde(default)]
    columns_left_out: Option<LeftOut>,
    #[serde(default)]
    is_result: bool,
}

#[derive(Deserialize)]
struct Schema {
    #[serde(default)]
    fields: Vec<Field>,
}

#[derive(Deserialize)]
struct Field {
    #[serde(default)]
    name: Value,
    #[serde(default, rename = "type")]
    kind: String,
}

#[derive(Deserialize)]
struct LeftOut {
    after: usize,
}

/// The sheet that a resource describes; the error says what is wrong with it.
pub fn read(json: &[u8], locale: Locale) -> Result<Sheet, String> {
    let resource: Resource =
        serde_json::from_slice(json).map_err(|error| locale.fill(Words::BadTable, &[&error]))?;
    let mut data = resource.data;
    data.truncate(MOST.0);
    let fields = &resource.schema.fields[..resource.schema.fields.len().min(MOST.1)];
    let gap_row = resource.rows_left_out.as_ref().map(|left| left.after);
    let mut columns: Vec<Column> = fields
        .iter()
        .enumerate()
        .map(|(n, field)| {
            let values = data.iter().map(|row| row.get(n).unwrap_or(&Value::Null));
            column(&plain(&field.name), &field.kind, values.collect(), gap_row)
        })
        .collect();
    let rows = data.len() + usize::from(gap_row.is_some());
    if let Some(left) = &resource.columns_left_out {
        let gap = Column {
            name: cell(GAP_COLUMN.into(), false),
            side: Side::Left,
            width: 1,
            cells: vec![cell(GAP_COLUMN.into(), true); rows],
        };
        columns.insert(left.after.min(columns.len()), gap);
    }
    let index = resource.index.map(|index| {
        let name = resource.index_name.as_ref().map(plain).unwrap_or_default();
        let name = if resource.index_name == Some(Value::Null) { String::new() } else { name };
        column(&name, "", index.iter().take(MOST.0).collect(), gap_row)
    });
    let side = |n: usize, known: usize| resource.shape.get(n).copied().unwrap_or(known as u64);
    let kind = if resource.kind.is_empty() { "table" } else { &resource.kind };
    Ok(Sheet {
        kind: one_line(kind),
        shape: (side(0, data.len()), side(1, fields.len())),
        rows,
        has_gap: gap_row.is_some(),
        index,
        columns,
        is_result: resource.is_result,
    })
}

fn column(name: &str, kind: &str, values: Vec<&Value>, gap: Option<usize>) -> Column {
    let numeric = ["int", "uint", "float", "double", "decimal", "complex", "Int", "UInt", "Float"]
        .iter()
        .any(|word| kind.starts_with(word));
    let of_numbers = values.iter().any(|value| value.is_number())
        && values.iter().all(|value| value.is_number() || value.is_null());
    let form = Form::of(&values);
    let mut cells: Vec<Cell> = values
        .into_iter()
        .map(|value| match value {
            Value::Null => cell(missing(kind).into(), true),
            Value::Number(number) => cell(form.show(number), false),
            value => cell(one_line(&plain(value)), false),
        })
        .collect();
    if let Some(at) = gap {
        cells.insert(at.min(cells.len()), cell(GAP_ROW.into(), true));
    }
    let name = cell(one_line(name), false);
    let width = cells.iter().map(|cell| cell.width).max().unwrap_or(0).max(name.width);
    let side = if numeric || of_numbers { Side::Right } else { Side::Left };
    Column { name, side, width: width.clamp(1, WIDEST), cells }
}

/// How the numbers of a column are written: as many digits as the one that needs most, or by powers of ten.
#[derive(Clone, Copy)]
enum Form {
    Digits(usize),
    Powers,
}

impl Form {
    fn of(values: &[&Value]) -> Self {
        let numbers = || values.iter().filter(|value| value.is_f64()).filter_map(|v| v.as_f64());
        let odd = |number: &f64| *number != 0.0 && !(1e-4..1e15).contains(&number.abs());
        if numbers().any(|number| odd(&number)) {
            return Self::Powers;
        }
        let digits = numbers().map(|number| {
            let text = format!("{number:.DIGITS$}");
            text.trim_end_matches('0').rsplit_once('.').map_or(0, |(_, digits)| digits.len())
        });
        Self::Digits(digits.max().unwrap_or(0).max(usize::from(numbers().next().is_some())))
    }

    fn show(self, number: &serde_json::Number) -> String {
        match (number.as_f64().filter(|_| number.is_f64()), self) {
            (Some(float), Self::Digits(digits)) => format!("{float:.digits$}"),
            (Some(float), Self::Powers) => format!("{float:.4e}"),
            (None, _) => number.to_string(),
        }
    }
}

fn missing(kind: &str) -> &'static str {
    match kind {
        kind if kind.starts_with("float") || kind.starts_with("Float") => "NaN",
        kind if kind.starts_with("datetime") || kind.starts_with("timedelta") => "NaT",
        kind if kind.starts_with("Int") || kind.starts_with("boolean") => "NA",
        _ => "None",
    }
}

fn cell(text: String, missing: bool) -> Cell {
    let width = text::width(&text);
    Cell { text, width, missing }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        Value::Null => "None".into(),
        value => value.to_string(),
    }
}

/// A cell is one line, and nothing that a terminal would obey.
fn one_line(words: &str) -> String {
    let clean = text::sanitize(words).replace('\n', " ");
    text::clip(&clean, WIDEST).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(sheet: &Sheet, column: usize) -> Vec<&str> {
        sheet.columns[column].cells.iter().map(|cell| cell.text.as_str()).collect()
    }

    fn one(kind: &str, values: &str) -> Sheet {
        let json = format!(
            r#"{{"shape": [3, 1], "schema": {{"fields": [{{"name": "v", "type": "{kind}"}}]}}, "data": {values}}}"#
        );
        read(json.as_bytes(), Locale::En).expect("a table")
    }

    #[test]
    fn numbers_of_a_column_have_as_many_digits_as_they_need() {
        let sheet = one("float64", "[[0.30000000000000004], [12.5], [null]]");
        assert_eq!(texts(&sheet, 0), ["0.3", "12.5", "NaN"]);
        let sheet = one("float64", "[[1.0], [2.25], [3.0]]");
        assert_eq!(texts(&sheet, 0), ["1.00", "2.25", "3.00"]);
        let sheet = one("float64", "[[1e-9], [2.5], [1e300]]");
        assert_eq!(texts(&sheet, 0), ["1.0000e-9", "2.5000e0", "1.0000e300"]);
        assert_eq!(texts(&one("int64", "[[1], [-20], [3]]"), 0), ["1", "-20", "3"]);
    }

    #[test]
    fn a_cell_is_one_harmless_line() {
        let sheet = one("object", r#"[["a\nb"], ["\u001b[31m"], [null]]"#);
        assert_eq!(texts(&sheet, 0), ["a b", "<U+001B>[31m", "None"]);
        let sheet = one("object", &format!(r#"[["{}"]]"#, "漢".repeat(60)));
        assert!(sheet.columns[0].width <= WIDEST);
    }

    #[test]
    fn a_table_that_is_none_is_said_so() {
        for json in ["", "[1, 2]", "{\"schema\": 3}"] {
            let error = read(json.as_bytes(), Locale::En).expect_err("no table");
            assert!(error.starts_with("cannot read the table: "), "{error}");
        }
        assert!(read(br#"{"schema": {}}"#, Locale::En).expect("empty").columns.is_empty());
    }
}
