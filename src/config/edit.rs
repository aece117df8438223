//! One option of a configuration file is changed; comments, order and spaces of all else stay as the user wrote them.

use toml_edit::{DocumentMut, Item, Table, value};

/// The text of a file with `key`, such as `ui.theme`, set to a text.
pub fn set_text(file: &str, key: &str, to: &str) -> Result<String, String> {
    let mut document: DocumentMut =
        file.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    let (folder, name) = key.rsplit_once('.').unwrap_or(("", key));
    let mut item = document.as_item_mut();
    for part in folder.split('.').filter(|part| !part.is_empty()) {
        let table = item.as_table_like_mut().ok_or_else(|| format!("`{part}` is in no table"))?;
        if !table.contains_key(part) {
            table.insert(part, Item::Table(Table::new()));
        }
        item = table.get_mut(part).ok_or_else(|| format!("`{part}` is in no table"))?;
    }
    let table = item.as_table_like_mut().ok_or_else(|| format!("`{folder}` is no table"))?;
    match table.get_mut(name).and_then(Item::as_value_mut) {
        Some(old) => {
            let decor = old.decor().clone();
            *old = to.into();
            *old.decor_mut() = decor;
        }
        None => {
            table.insert(name, value(to));
        }
    }
    // What stands behind the last option belongs before a table that comes new.
    if document.len() == 1 && file.trim_end().lines().all(is_remark) {
        document.set_trailing("");
        let remarks = if file.is_empty() || file.ends_with('\n') { "" } else { "\n" };
        return Ok(format!("{file}{remarks}{document}"));
    }
    let mut text = document.to_string();
    if !file.ends_with('\n') && !file.is_empty() && text.ends_with('\n') {
        text.pop();
    }
    Ok(text)
}

fn is_remark(line: &str) -> bool {
    line.trim().is_empty() || line.trim_start().starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(file: &str) -> String {
        set_text(file, "ui.theme", "paper").expect("a configuration")
    }

    #[test]
    fn everything_else_stays_as_it_was_written() {
        let file = "# mine\nmodel='x'   # best\n\n[ui] # looks\n  theme   =  \"auto\"  # dark\nmax_fps=10\n\n[limits]\n# few\nmax_steps = 3";
        assert_eq!(set(file), file.replace("\"auto\"", "\"paper\""));
    }

    #[test]
    fn every_way_to_write_a_table_is_understood() {
        assert_eq!(set("ui.theme = 'auto'\n"), "ui.theme = \"paper\"\n");
        assert_eq!(
            set("ui = { theme = 'a', max_fps = 9 }\n"),
            "ui = { theme = \"paper\", max_fps = 9 }\n"
        );
        assert_eq!(set("[ui]\nmax_fps = 9\n"), "[ui]\nmax_fps = 9\ntheme = \"paper\"\n");
        assert_eq!(set(""), "[ui]\ntheme = \"paper\"\n");
        assert_eq!(set("# only words\n"), "# only words\n[ui]\ntheme = \"paper\"\n");
    }

    #[test]
    fn a_file_that_cannot_be_read_is_not_written() {
        assert!(set_text("ui = 3\n", "ui.theme", "paper").is_err());
        assert!(set_text("[ui\n", "ui.theme", "paper").is_err());
    }
}
