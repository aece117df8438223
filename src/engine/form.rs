//! The form that a prompt asks the answer in: slots such as `@name[value]`, to be filled.

use super::Language;

/// A slot of the asked form, and what the prompt has in its brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Its name.
    pub name: String,
    /// What stands for the value in the prompt.
    pub placeholder: String,
}

/// Words that stand for a value and are none.
const NO_VALUE: [&str; 10] =
    ["", "nan", "none", "null", "value", "number", "answer", "result", "...", "…"];

/// The slots that a prompt asks for, each once, in order.
#[must_use]
pub fn slots(prompt: &str) -> Vec<Slot> {
    let mut found: Vec<Slot> = Vec::new();
    for (name, placeholder) in tags(prompt) {
        if found.iter().all(|slot| slot.name != name) {
            found.push(Slot { name: name.to_owned(), placeholder: placeholder.to_owned() });
        }
    }
    found
}

/// The values that a text gives the slots, the last one of each; `None` unless it fills every slot.
#[must_use]
pub fn filled(text: &str, slots: &[Slot]) -> Option<Vec<(String, String)>> {
    if slots.is_empty() {
        return None;
    }
    slots.iter().map(|slot| Some((slot.name.clone(), value(text, slot)?))).collect()
}

/// Whether a text is nothing but the filled form.
#[must_use]
pub fn is_only_filled(text: &str, slots: &[Slot]) -> bool {
    let mut rest = text.to_owned();
    for (name, value) in tags(text) {
        rest = rest.replacen(&format!("@{name}[{value}]"), "", 1);
    }
    filled(text, slots).is_some() && rest.chars().all(|c| c.is_whitespace() || ",;.`".contains(c))
}

/// The value of the one slot, where a reply is this value alone and in no form.
#[must_use]
pub fn bare(text: &str, slots: &[Slot]) -> Option<Vec<(String, String)>> {
    const LONGEST: usize = 60;
    let [slot] = slots else { return None };
    let value = text.trim().trim_matches(['`', '*', '"']).trim_end_matches('.').trim_matches('`');
    let is_short =
        value.len() <= LONGEST && value.lines().count() == 1 && value.split(' ').count() <= 4;
    let stands = is_short && !value.contains(['@', ':', '=']) && is_value(value, slot);
    stands.then(|| vec![(slot.name.clone(), value.to_owned())])
}

/// The value that a text gives one slot last.
fn value(text: &str, slot: &Slot) -> Option<String> {
    let of_slot = |(name, _): &(&str, &str)| *name == slot.name;
    let mut values = tags(text).into_iter().filter(of_slot).map(|(_, value)| value.trim());
    values.rfind(|value| is_value(value, slot)).map(str::to_owned)
}

fn is_value(value: &str, slot: &Slot) -> bool {
    let lower = value.to_ascii_lowercase();
    // What stood in the prompt's own brackets may be an example of a value, if it is a number.
    let placeholder =
        value == slot.placeholder && !value.chars().all(|c| c.is_ascii_digit() || c == '.');
    !NO_VALUE.contains(&lower.as_str())
        && !placeholder
        && !value.contains(['{', '}', '<', '>'])
        && !lower.starts_with("your_")
}

/// The answer in the asked form.
#[must_use]
pub fn written(values: &[(String, String)]) -> String {
    let parts: Vec<_> = values.iter().map(|(name, value)| format!("@{name}[{value}]")).collect();
    parts.join(", ")
}

/// The form with its own placeholders, as it is asked for.
#[must_use]
pub fn template(slots: &[Slot]) -> String {
    let parts: Vec<_> =
        slots.iter().map(|slot| format!("@{}[{}]", slot.name, slot.placeholder)).collect();
    parts.join(", ")
}

/// How the code may print the answer: a line of this language for the asked slots.
#[must_use]
pub fn example(lang: Language, prompt: &str, slots: &[Slot]) -> String {
    if lang == Language::Bash {
        let parts: Vec<_> =
            slots.iter().map(|slot| format!("@{}[${}]", slot.name, variable(slot))).collect();
        return format!("echo \"{}\"", parts.join(", "));
    }
    let digits = decimals(prompt);
    let parts: Vec<_> = slots
        .iter()
        .map(|slot| {
            let format = match digits {
                Some(digits) if slots.len() == 1 || is_rounded(prompt, slot) => {
                    format!(":.{digits}f")
                }
                _ => String::new(),
            };
            format!("@{}[{{{}{format}}}]", slot.name, variable(slot))
        })
        .collect();
    format!("print(f\"{}\")", parts.join(", "))
}

/// The prompt's own word for the value, where it can be the name of a variable.
fn variable(slot: &Slot) -> &str {
    let word = &slot.placeholder;
    let named = word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if named { word } else { &slot.name }
}

/// Whether the prompt speaks of decimal places soon behind its last word about a slot.
fn is_rounded(prompt: &str, slot: &Slot) -> bool {
    let behind = prompt.rfind(slot.placeholder.as_str()).map(|at| &prompt[at..]);
    let near = behind.map(|text| &text[..text.floor_char_boundary(160)]);
    near.is_some_and(|text| text.contains("decimal"))
}

/// The decimal places that a prompt asks for, if it speaks of one number of them only.
#[must_use]
pub fn decimals(prompt: &str) -> Option<usize> {
    const WORDS: [&str; 7] = ["no", "one", "two", "three", "four", "five", "six"];
    let lower = prompt.to_ascii_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let mut asked =
        words.windows(2).filter(|pair| pair[1].starts_with("decimal")).filter_map(|pair| {
            WORDS.iter().position(|word| *word == pair[0]).or_else(|| pair[0].parse().ok())
        });
    let first = asked.next()?;
    (asked.all(|other| other == first) && first <= 12).then_some(first)
}

/// Whether a value is a number with more decimal places than these.
#[must_use]
pub fn is_longer(value: &str, decimals: usize) -> bool {
    value.parse::<f64>().is_ok()
        && value.split_once('.').is_some_and(|(_, digits)| digits.len() > decimals.max(1))
}

/// Every `@name[value]` of a text; brackets within a value are part of it where they match.
fn tags(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        rest = &rest[at + 1..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        if end > 0
            && let Some(inner) = rest[end..].strip_prefix('[')
            && let Some(close) = closing(inner)
        {
            found.push((&rest[..end], &inner[..close]));
            rest = &inner[close..];
        }
    }
    found
}

/// Where the bracket closes, on the same line.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '\n' => return None,
            '[' => depth += 1,
            ']' if depth == 0 => return Some(at),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED: &str = "Give @mean_x[mean], @count_x[n] where \"mean\" is a number.";

    #[test]
    fn slots_are_found_in_order_and_filled_from_a_text() {
        let slots = slots(ASKED);
        assert_eq!(template(&slots), "@mean_x[mean], @count_x[n]");
        let values = filled("so:\n@count_x[7]\n@mean_x[2.50]", &slots).expect("both");
        assert_eq!(written(&values), "@mean_x[2.50], @count_x[7]");
    }

    #[test]
    fn placeholders_braces_and_missing_values_fill_nothing() {
        let slots = slots(ASKED);
        for text in [
            "@mean_x[mean], @count_x[7]",
            "@mean_x[{mean:.2f}], @count_x[7]",
            "@mean_x[nan], @count_x[7]",
            "@mean_x[], @count_x[7]",
            "@mean_x[2.5]",
            "2.5",
        ] {
            assert_eq!(filled(text, &slots), None, "{text}");
        }
    }

    #[test]
    fn the_example_rounds_what_the_prompt_wants_rounded() {
        let asked = "Reply as @mean[mean_value] rounded to two decimal places.";
        assert_eq!(
            example(Language::Python, asked, &slots(asked)),
            "print(f\"@mean[{mean_value:.2f}]\")"
        );
        let asked = "Give @city[name], @sum[1] where \"sum\" is an amount.";
        assert_eq!(
            example(Language::Python, asked, &slots(asked)),
            "print(f\"@city[{name}], @sum[{sum}]\")"
        );
    }

    #[test]
    fn a_value_alone_or_the_form_alone_is_known_as_such() {
        let asked = "Give @city[name], @sum[1] where \"sum\" is an amount.";
        let line = example(Language::Bash, asked, &slots(asked));
        assert_eq!(line, "echo \"@city[$name], @sum[$sum]\"");
        let one = slots("Reply as @answer[number].");
        assert_eq!(bare("`16`.", &one), Some(vec![("answer".into(), "16".into())]));
        assert_eq!(bare("app.log", &one), Some(vec![("answer".into(), "app.log".into())]));
        for text in ["The answer is 16 as far as I know", "x = 3", "@answer[3]", "value", ""] {
            assert_eq!(bare(text, &one), None, "{text}");
        }
        assert_eq!(bare("16", &slots("@a[x] @b[y]")), None);
        assert!(is_only_filled("@answer[8]", &one) && is_only_filled(" @answer[8].\n", &one));
        assert!(!is_only_filled("print(f'@answer[{x}]')", &one));
        assert!(!is_only_filled("x = 8\n@answer[8]", &one));
    }

    #[test]
    fn decimal_places_are_read_and_compared() {
        assert_eq!(decimals("rounded to 2 decimal places; two decimals"), Some(2));
        assert_eq!(decimals("one decimal, then two decimals"), None);
        assert!(is_longer("3.14159", 2) && !is_longer("3.14", 2) && !is_longer("Lyon", 2));
        assert!(!is_longer("364.0", 0));
    }

    #[test]
    fn the_last_value_counts_and_brackets_may_nest() {
        let slots = slots("@list[values]");
        let values = filled("@list[{x}] @list[[1, 2]] then @list[[3, [4]]]", &slots);
        assert_eq!(values, Some(vec![("list".into(), "[3, [4]]".into())]));
        assert_eq!(super::slots("mail me@example.org or a[1]"), vec![]);
    }
}
