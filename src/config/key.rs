//! Options as dotted keys over a table of values: look up, set, and compare.

use toml::{Table, Value};

use super::Config;

/// Every option as `section.name`, sorted.
pub(super) fn all() -> Vec<String> {
    let mut keys = Vec::new();
    for (name, value) in &table(&Config::default()) {
        match value {
            Value::Table(section) => keys.extend(section.keys().map(|key| format!("{name}.{key}"))),
            _ => keys.push(name.clone()),
        }
    }
    keys
}

/// The configuration as a table.
pub(super) fn table(config: &Config) -> Table {
    Table::try_from(config).unwrap_or_default()
}

/// The value of an option.
pub(super) fn value<'a>(table: &'a Table, key: &str) -> Option<&'a Value> {
    match key.split_once('.') {
        Some((section, name)) => table.get(section)?.as_table()?.get(name),
        None => table.get(key),
    }
}

/// Sets an option that exists.
pub(super) fn set(table: &mut Table, key: &str, value: Value) {
    let (section, name) = match key.split_once('.') {
        Some((section, name)) => (table.get_mut(section).and_then(Value::as_table_mut), name),
        None => (Some(table), key),
    };
    if let Some(section) = section {
        section.insert(name.to_owned(), value);
    }
}

/// The environment variable of an option: `CI_TUI_` and its name, with the section only for a remote server,
/// as some names are there twice.
pub(super) fn variable(key: &str) -> String {
    let name = match key.split_once('.') {
        Some(("remote", name)) => format!("remote_{name}"),
        Some((_, name)) => name.to_owned(),
        None => key.to_owned(),
    };
    format!("CI_TUI_{}", name.to_ascii_uppercase())
}

/// What is wrong with the type of a value, where another one stands for the default.
pub(super) fn mismatch(default: &Value, value: &Value) -> Option<String> {
    let wanted = match (default, value) {
        (Value::String(_), Value::String(_))
        | (Value::Float(_), Value::Float(_) | Value::Integer(_))
        | (Value::Boolean(_), Value::Boolean(_)) => return None,
        (Value::Integer(_), Value::Integer(number)) if *number >= 0 => return None,
        (Value::Integer(_), Value::Integer(_)) => return Some("must not be negative".into()),
        (Value::Array(_), Value::Array(items)) if items.iter().all(Value::is_str) => return None,
        (Value::Array(_), _) => "a list of texts in quotes",
        (Value::String(_), _) => "text in quotes",
        (Value::Float(_), _) => "a number",
        (Value::Boolean(_), _) => "true or false",
        _ => "a whole number",
    };
    Some(format!("must be {wanted}, not {}", describe(value)))
}

fn describe(value: &Value) -> String {
    match value {
        Value::Array(_) => "a list".into(),
        Value::Table(_) => "a section".into(),
        Value::String(text) => format!("the text {text:?}"),
        other => other.to_string(),
    }
}
