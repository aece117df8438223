//! Numbers in words, in English, German and Spanish: an answer may hide an invented number in them.

use super::number::Stated;

/// Words for numbers; one is missing in every language, since it is an article, too, and so are `once` and `elf`,
/// which mean something else in English.
const WORDS: &[(&str, u32)] = &[
    ("zero", 0),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("zwei", 2),
    ("drei", 3),
    ("vier", 4),
    ("fünf", 5),
    ("sechs", 6),
    ("sieben", 7),
    ("acht", 8),
    ("neun", 9),
    ("zehn", 10),
    ("zwölf", 12),
    ("dreizehn", 13),
    ("vierzehn", 14),
    ("fünfzehn", 15),
    ("sechzehn", 16),
    ("siebzehn", 17),
    ("achtzehn", 18),
    ("neunzehn", 19),
    ("zwanzig", 20),
    ("dreißig", 30),
    ("vierzig", 40),
    ("fünfzig", 50),
    ("sechzig", 60),
    ("siebzig", 70),
    ("achtzig", 80),
    ("neunzig", 90),
    ("dos", 2),
    ("tres", 3),
    ("cuatro", 4),
    ("cinco", 5),
    ("seis", 6),
    ("siete", 7),
    ("ocho", 8),
    ("nueve", 9),
    ("diez", 10),
    ("doce", 12),
    ("trece", 13),
    ("catorce", 14),
    ("quince", 15),
    ("veinte", 20),
    ("treinta", 30),
    ("cuarenta", 40),
    ("cincuenta", 50),
    ("sesenta", 60),
    ("setenta", 70),
    ("ochenta", 80),
    ("noventa", 90),
];
const FACTORS: &[(&str, u32)] = &[
    ("hundred", 100),
    ("thousand", 1000),
    ("million", 1_000_000),
    ("hundert", 100),
    ("tausend", 1000),
];
/// What is counted in words though nobody has asked for it.
const MANNERS: [&str; 16] = [
    "ways",
    "steps",
    "parts",
    "things",
    "values",
    "options",
    "decimal",
    "decimals",
    "digits",
    "sentences",
    "points",
    "methods",
    "cases",
    "types",
    "kinds",
    "of",
];

/// The numbers that a text has in words.
pub(super) fn in_words(text: &str) -> Vec<Stated<'_>> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (taken, value) = number(&words[at..]);
        if taken == 0 {
            at += 1;
            continue;
        }
        let (start, (last, word)) = (words[at].0, words[at + taken - 1]);
        at += taken;
        let next = words.get(at).map(|(_, word)| word.to_lowercase()).unwrap_or_default();
        if !MANNERS.contains(&next.as_str()) {
            found.push(Stated::whole(&text[start..last + word.len()], f64::from(value)));
        }
    }
    found
}

/// Each word and where it begins.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        if !word.is_empty() {
            found.push((at, word));
        }
        at += piece.len();
    }
    found
}

/// How many of these words are one number, and its value: `three hundred and twenty-one`.
fn number(words: &[(usize, &str)]) -> (usize, u32) {
    let (mut total, mut part, mut taken, mut before) = (0_u32, 0_u32, 0, 0_u32);
    for (n, (_, word)) in words.iter().enumerate() {
        let word = word.to_lowercase();
        if let Some(value) = small(&word, taken > 0) {
            // Units follow tens, anything follows a hundred; else another number begins.
            if taken > 0 && !(before >= 100 || before >= 20 && value < 10) {
                break;
            }
            part = part.saturating_add(value);
            before = value;
        } else if let Some((_, factor)) =
            FACTORS.iter().find(|(name, _)| *name == word).filter(|_| taken > 0)
        {
            part = part.max(1).saturating_mul(*factor);
            before = *factor;
            if *factor >= 1000 {
                total = total.saturating_add(std::mem::take(&mut part));
            }
        } else if taken > 0 && matches!(word.as_str(), "and" | "y" | "und") {
            continue;
        } else {
            break;
        }
        taken = n + 1;
    }
    (taken, total.saturating_add(part))
}

fn small(word: &str, inside: bool) -> Option<u32> {
    let known = |word: &str| WORDS.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
    if inside && word == "one" {
        return Some(1);
    }
    known(word).or_else(|| {
        // `fünfundzwanzig`
        let (unit, tens) = word.split_once("und")?;
        let unit = if unit == "ein" { 1 } else { known(unit)? };
        let tens = known(tens)?;
        (tens >= 20 && unit < 10).then_some(tens + unit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<f64> {
        in_words(text).iter().flat_map(|stated| stated.values().collect::<Vec<_>>()).collect()
    }

    #[test]
    fn numbers_in_words_are_read() {
        assert_eq!(values("There are Twelve rows, twenty-one in all."), [12.0, 21.0]);
        assert_eq!(
            values("three hundred and forty two, two thousand five hundred"),
            [342.0, 2500.0]
        );
        assert_eq!(values("Es sind fünfundzwanzig Zeilen und zwölf Spalten"), [25.0, 12.0]);
        assert_eq!(values("hay treinta y cinco filas"), [35.0]);
        assert_eq!(values("nine hundred and ninety-nine million"), [999_000_000.0]);
    }

    #[test]
    fn words_that_count_nothing_asked_for_are_left_alone() {
        let text =
            "One of them; there are two ways, rounded to three decimal places, once, a hundred";
        assert!(values(text).is_empty(), "{:?}", values(text));
    }
}
