//! Digits with what stands between them: points, commas, blanks and bars.

/// A run of digits at the beginning of a text, and the values and decimal places of each reading of it.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) length: usize,
    pub(super) readings: Vec<Vec<(f64, i32)>>,
}

/// What may stand between two groups of digits; those of TeX count as commas.
const BETWEEN: [(&str, char); 9] = [
    (".", '.'),
    (",", ','),
    ("{,}", ','),
    ("\\,", ' '),
    ("'", '\''),
    ("’", '\''),
    (" ", ' '),
    ("\u{a0}", ' '),
    ("\u{202f}", ' '),
];
/// Decimal places to which a fraction is compared.
const PLACES: i32 = 4;

/// Reads the digits that a text begins with, as far as they may be one number.
pub(super) fn run(text: &str) -> Run {
    let mut groups = vec![&text[..count(text)]];
    let mut marks = Vec::new();
    let mut length = groups[0].len();
    while let Some((bytes, mark, group)) = next(&text[length..], groups.len() == 1, groups[0].len())
    {
        length += bytes;
        groups.push(group);
        marks.push(mark);
    }
    if let Some((bytes, value)) = exponent(&text[length..], &groups, &marks) {
        return Run { length: length + bytes, readings: vec![vec![(value, 0)]] };
    }
    if marks.is_empty()
        && let Some((bytes, below)) = denominator(&text[length..])
        && let (Ok(above), true) = (groups[0].parse::<f64>(), below != 0.0)
    {
        let readings = vec![vec![(above / below, PLACES)], vec![(above, 0), (below, 0)]];
        return Run { length: length + bytes, readings };
    }
    let mut readings = Vec::new();
    readings.extend(grouped(&groups, &marks));
    readings.extend(decimal(&groups, &marks));
    if is_list(&marks) {
        readings.push(groups.iter().filter_map(|group| whole(group)).collect());
    }
    if readings.is_empty() {
        // Nothing that anyone would write: each group stands for itself.
        readings.push(groups.iter().filter_map(|group| whole(group)).collect());
    }
    Run { length, readings }
}

/// Bytes, mark and digits of the next group.
fn next(text: &str, is_first: bool, first: usize) -> Option<(usize, char, &str)> {
    let (between, mark) = BETWEEN.iter().find(|(between, _)| text.starts_with(between))?;
    let rest = &text[between.len()..];
    let group = &rest[..count(rest)];
    // A blank separates words, unless three digits follow and up to three go before.
    let fits = match mark {
        ' ' | '\'' => group.len() == 3 && (!is_first || first <= 3),
        _ => !group.is_empty(),
    };
    fits.then_some((between.len() + group.len(), *mark, group))
}

fn count(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn whole(group: &str) -> Option<(f64, i32)> {
    group.parse().ok().map(|value| (value, 0))
}

/// Thousands in groups of three.
fn grouped(groups: &[&str], marks: &[char]) -> Option<Vec<(f64, i32)>> {
    let same = marks.windows(2).all(|pair| pair[0] == pair[1]);
    let thousands = groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    let alone = marks.is_empty();
    (same && (alone || thousands && groups[0] != "0"))
        .then(|| whole(&groups.concat()))?
        .map(|one| vec![one])
}

/// The last mark as the decimal one, those before it between thousands.
fn decimal(groups: &[&str], marks: &[char]) -> Option<Vec<(f64, i32)>> {
    let (last, before) = marks.split_last()?;
    let (fraction, wholes) = groups.split_last()?;
    let thousands = before.iter().all(|mark| mark != last && *mark == before[0])
        && (before.is_empty() || wholes[0].len() <= 3)
        && wholes[1..].iter().all(|group| group.len() == 3);
    if !matches!(last, '.' | ',') || !thousands {
        return None;
    }
    let value = format!("{}.{fraction}", wholes.concat()).parse().ok()?;
    Some(vec![(value, i32::try_from(fraction.len()).ok()?)])
}

/// `7,8`, `12 345` and `05.01.2024`, but never `3.14`.
fn is_list(marks: &[char]) -> bool {
    marks.iter().all(|mark| matches!(mark, ',' | ' ')) && !marks.is_empty()
        || marks.len() > 1 && marks.iter().all(|mark| *mark == '.')
}

fn exponent(text: &str, groups: &[&str], marks: &[char]) -> Option<(usize, f64)> {
    let rest = text.strip_prefix(['e', 'E'])?;
    let digits = rest.strip_prefix(['+', '-']).unwrap_or(rest);
    let length = text.len() - digits.len() + count(digits);
    let plain = match marks {
        [] => groups.concat(),
        ['.' | ','] => groups.join("."),
        _ => return None,
    };
    let value = format!("{plain}{}", &text[..length]).parse().ok()?;
    (count(digits) > 0).then_some((length, value))
}

/// `/8`, or `}{8}` of a fraction in TeX; a second bar makes it a date.
fn denominator(text: &str) -> Option<(usize, f64)> {
    let (mark, end) = if text.starts_with("}{") { ("}{", "}") } else { ("/", "") };
    let rest = text.strip_prefix(mark)?;
    let digits = &rest[..count(rest)];
    let behind = rest[digits.len()..].strip_prefix(end)?;
    let value = digits.parse().ok()?;
    (!behind.starts_with('/')).then_some((mark.len() + digits.len() + end.len(), value))
}

/// Whether what stands behind a number makes it a share of a hundred.
pub(super) fn is_percent(behind: &str) -> bool {
    let behind = behind.trim_start_matches([' ', '\u{a0}', '\u{202f}', '\\']);
    ["%", "percent", "per cent", "Prozent", "por ciento", "pour cent"]
        .iter()
        .any(|word| behind.starts_with(word))
}

/// The zeros that a word behind a number adds to it.
pub(super) fn scale(behind: &str) -> Option<i32> {
    const WORDS: [(&str, i32); 12] = [
        ("thousand", 3),
        ("million", 6),
        ("billion", 9),
        ("tausend", 3),
        ("millionen", 6),
        ("mio", 6),
        ("mrd", 9),
        ("milliarden", 9),
        ("mil", 3),
        ("millones", 6),
        ("k", 3),
        ("m", 6),
    ];
    let word: String = behind.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
    let word = word.to_lowercase();
    WORDS.iter().find(|(name, _)| *name == word).map(|(_, zeros)| *zeros)
}

/// The value of a fraction that is one character.
pub(super) fn vulgar(c: char) -> Option<f64> {
    let (above, below) = match c {
        '½' => (1.0, 2.0),
        '⅓' => (1.0, 3.0),
        '⅔' => (2.0, 3.0),
        '¼' => (1.0, 4.0),
        '¾' => (3.0, 4.0),
        '⅕' => (1.0, 5.0),
        '⅖' => (2.0, 5.0),
        '⅗' => (3.0, 5.0),
        '⅘' => (4.0, 5.0),
        '⅙' => (1.0, 6.0),
        '⅚' => (5.0, 6.0),
        '⅛' => (1.0, 8.0),
        '⅜' => (3.0, 8.0),
        '⅝' => (5.0, 8.0),
        '⅞' => (7.0, 8.0),
        _ => return None,
    };
    Some(above / below)
}
