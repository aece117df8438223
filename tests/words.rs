//! The texts of the screen: every language says everything, with the same values, in the room there is for it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ci_tui::words::{KeyDesc, Locale, Texts};
use unicode_width::UnicodeWidthStr;

/// A text as it stands in `src/words`: its list, its name, and what each language says.
struct Text {
    list: String,
    name: String,
    each: [String; 3],
}

/// Every text of every list, read from the source, so that no list is forgotten here.
fn texts() -> Vec<Text> {
    let mut texts = Vec::new();
    for path in rust_files(Path::new("src/words")) {
        let source = fs::read_to_string(&path).expect("read");
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        for list in source.split("texts! {").skip(1) {
            texts.extend(of_list(list));
        }
    }
    assert!(texts.len() > 300, "the lists were not read: {}", texts.len());
    texts
}

fn of_list(list: &str) -> Vec<Text> {
    let code: Vec<&str> =
        list.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let Some((list, mut rest)) = code.split_once('{') else { return Vec::new() };
    let mut texts = Vec::new();
    while let Some((name, behind)) = rest.split_once(':').filter(|(name, _)| !name.contains('}')) {
        rest = behind;
        let each = [(); 3].map(|()| {
            let (text, behind) = literal(rest);
            rest = behind;
            text
        });
        rest = rest.trim_start_matches([';', ',', '\n', ' ']);
        let [list, name] = [list, name].map(|word| word.trim().to_owned());
        texts.push(Text { list, name, each });
    }
    texts
}

/// The next text in quotes, and what stands behind it.
fn literal(source: &str) -> (String, &str) {
    let begin = source.find('"').expect("a text") + 1;
    let mut text = String::new();
    let mut chars = source[begin..].char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (text, &source[begin + at + 1..]),
            '\\' => match chars.next() {
                Some((_, 'n')) => text.push('\n'),
                Some((_, c)) => text.push(c),
                None => break,
            },
            c => text.push(c),
        }
    }
    panic!("a text without an end: {text}");
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The places of a text's values, in ascending order.
fn values(text: &str) -> Vec<usize> {
    let mut places: Vec<usize> = Vec::new();
    for (n, behind) in text.split('{').skip(1).enumerate() {
        let (which, _) = behind.split_once('}').expect("a closed place");
        places.push(which.parse().unwrap_or(n));
    }
    places.sort_unstable();
    places
}

/// Fails with one line for each text that breaks the rule.
fn each(rule: impl Fn(&Text) -> Option<String>) {
    let texts = texts();
    let broken = texts.iter().filter_map(|text| {
        rule(text).map(|why| format!("{}::{}: {why}: {:?}", text.list, text.name, text.each))
    });
    let broken: Vec<_> = broken.collect();
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn every_language_says_everything() {
    each(|text| text.each.iter().any(|said| said.trim().is_empty()).then(|| "empty".into()));
    each(|text| {
        let [en, es, ja] = &text.each;
        let words = en
            .split_whitespace()
            .filter(|word| word.len() > 2 && word.chars().all(char::is_alphabetic));
        let sentence = words.count() >= 2;
        let copied = sentence && (en == es || ja.is_ascii());
        copied.then(|| "not translated".into())
    });
}

#[test]
fn every_language_has_the_same_values() {
    each(|text| {
        let [en, es, ja] = text.each.each_ref().map(|said| values(said));
        (en != es || en != ja).then(|| "other values".into())
    });
}

#[test]
fn texts_begin_and_end_alike() {
    each(|text| {
        let edges = text.each.each_ref().map(|said| {
            (said.starts_with(char::is_whitespace), said.ends_with(char::is_whitespace))
        });
        (edges[0] != edges[1] || edges[0] != edges[2]).then(|| "other blanks at its ends".into())
    });
    each(|text| {
        let ends = text.each.each_ref().map(|said| said.ends_with(['.', '。']));
        (ends[0] != ends[1] || ends[0] != ends[2]).then(|| "another end of the sentence".into())
    });
}

#[test]
fn no_translation_loses_a_key() {
    let is_key = |word: &str| {
        let held = word.strip_prefix("ctrl-").or_else(|| word.strip_prefix("alt-"));
        held.is_some_and(|key| key.len() == 1)
            || matches!(word, "tab" | "esc" | "f1" | "f5" | "enter")
    };
    let keys = |said: &str| -> BTreeSet<String> {
        let words = said.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
        words.filter(|word| is_key(word)).map(str::to_owned).collect()
    };
    each(|text| {
        let [en, es, ja] = text.each.each_ref().map(|said| keys(said));
        (en != es || en != ja).then(|| "other keys".into())
    });
}

/// Cells that places have for their texts: the whole list, or one text of it.
const ROOM: [(&str, &str, usize); 13] = [
    ("Does", "", 28),
    ("Status", "Opinion", 30),
    ("Status", "", 20),
    ("Gauge", "", 14),
    ("Part", "", 9),
    ("Column", "Paused", 14),
    ("Column", "", 12),
    ("Fact", "Speed Licence Engines File From Memory Download Here Size", 9),
    ("Vars", "Name Type", 6),
    ("Vars", "Length", 6),
    ("Title", "ChatPane CodePane OutputPane", 10),
    ("Welcome", "TooSmall", 40),
    ("KeyDesc", "", 66),
];

#[test]
fn no_text_is_wider_than_its_place() {
    each(|text| {
        let fits = |list: &str, names: &str| {
            list == text.list
                && (names.is_empty() || names.split(' ').any(|name| name == text.name))
        };
        let room = ROOM.iter().find(|(list, names, _)| fits(list, names));
        // A sentence of the footer or the chat: one line of a wide screen.
        let most = room.map_or(130, |(_, _, most)| *most);
        let widest = text
            .each
            .iter()
            .flat_map(|said| said.lines())
            .map(UnicodeWidthStr::width)
            .max()
            .unwrap_or_default();
        (widest > most).then(|| format!("{widest} cells, {most} fit"))
    });
}

#[test]
fn every_built_in_key_is_described_in_every_language() {
    let keys = fs::read_to_string("src/tui/keys.toml").expect("read");
    let described: BTreeSet<&str> =
        keys.split("desc = \"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let known: BTreeSet<&str> = KeyDesc::ALL.iter().map(|desc| desc.each()[0]).collect();
    let missing: Vec<_> = described.difference(&known).collect();
    assert!(missing.is_empty(), "give them a place in src/words/keys.rs: {missing:?}");
    let stale: Vec<_> = known.difference(&described).collect();
    assert!(stale.is_empty(), "no key has these any more: {stale:?}");
    assert_eq!(Locale::Es.known::<KeyDesc>("Help"), "Ayuda");
    assert_eq!(Locale::Es.known::<KeyDesc>("My own words"), "My own words");
}

/// Files of `src/tui` whose sentences are not for the screen, and why.
const ELSEWHERE: [(&str, &str); 14] = [
    ("key.rs", "errors of the key file, told by the command line before there is a screen"),
    ("clashes.rs", "errors of the key file, told by the command line, too"),
    ("frame.rs", "told by the command line after the screen"),
    ("side/csv.rs", "quotes of a table's fields"),
    ("side/preview.rs", "the system's own words, which are English, too"),
    ("slash/table.rs", "kinds of arguments"),
    ("view/picker.rs", "samples of what a theme looks like"),
    ("keymap.rs", "errors of the key file, told by the command line before there is a screen"),
    ("look.rs", "errors of the configuration, told by the command line"),
    ("run.rs", "told by the command line before and after the screen"),
    ("theme/", "errors of themes, told by the command line"),
    ("terminal/", "control sequences, and what is told once the screen is gone"),
    ("console/", "control sequences"),
    ("widget/highlight.rs", "code to warm up with"),
];

#[test]
fn sentences_for_people_stand_with_the_other_texts() {
    let root = Path::new("src/tui");
    let mut found = Vec::new();
    for path in rust_files(root) {
        let file = path.strip_prefix(root).expect("below").display().to_string();
        if ELSEWHERE.iter().any(|(place, _)| file.starts_with(place)) {
            continue;
        }
        let source = fs::read_to_string(&path).expect("read");
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        for (n, line) in code.lines().enumerate() {
            found.extend(sentences(line).map(|said| format!("{file}:{}: {said:?}", n + 1)));
        }
    }
    assert!(found.is_empty(), "these belong into src/words:\n{}", found.join("\n"));
}

/// What in quotes on a line of code looks like words for people.
fn sentences(line: &str) -> impl Iterator<Item = &str> {
    let line = line.trim_start();
    let code = ["//", "#", "///"].iter().all(|mark| !line.starts_with(mark))
        && ["tracing::", ".expect(", "reason = ", "write_str("]
            .iter()
            .all(|word| !line.contains(word));
    // A word by itself is a name, unless it is drawn or said.
    let drawn = ["say(", "Span::", "Line::", "title(", "pane::frame(", "gauge("];
    let is_drawn = drawn.iter().any(|word| line.contains(word));
    line.split('"').skip(1).step_by(2).filter(move |said| code && is_for_people(said, is_drawn))
}

fn is_for_people(said: &str, is_drawn: bool) -> bool {
    let mut bare = String::new();
    let mut depth = 0;
    for c in said.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            c if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    let is_word =
        |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_alphabetic() || c == '\'');
    // Units are the same in every language.
    let units = ["tok", "GB", "MB", "kB", "min", "ms", "MiB"];
    let words = bare
        .split(' ')
        .map(|word| word.trim_matches([',', ':', ';', '.', '?', '!']))
        .filter(is_word);
    let words = words.filter(|word| !units.contains(word)).count();
    words >= 2 || (is_drawn && words == 1 && !bare.contains(['_', '-', '<']))
}

#[test]
fn the_lists_are_read_as_the_program_reads_them() {
    let help = texts().into_iter().find(|text| text.list == "KeyDesc" && text.name == "Help");
    let help = help.expect("a description");
    assert_eq!(help.each, KeyDesc::Help.each());
}
