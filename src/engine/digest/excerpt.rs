//! The beginning and the end of a text, repeated lines folded, with the middle counted.

use crate::engine::output::OutputFile;
use crate::engine::screen_text::ScreenText;

/// A line and how often it came in a row.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    text: String,
    count: usize,
}

impl Line {
    fn shown(&self) -> String {
        match self.count {
            1 => self.text.clone(),
            count => format!("{} × {}", self.text, grouped(count as u64)),
        }
    }

    fn bytes(&self) -> u64 {
        (self.text.len() as u64 + 1) * self.count as u64
    }
}

/// A text of at most about `budget` bytes: whole if it fits, else two fifths of it from the beginning.
pub(super) fn of(text: &str, budget: usize) -> String {
    of_halves((text, ""), 0, budget, None)
}

/// The same for a text whose middle is lost already; `file` is where all of it is.
pub(super) fn of_halves(
    (head, tail): (&str, &str),
    lost: u64,
    budget: usize,
    file: Option<&OutputFile>,
) -> String {
    if lost == 0 {
        let lines = lines(&[head, tail]);
        return join((&lines, &[]), 0, budget, file);
    }
    let (head, tail) = undrawn(head, tail);
    // The first line of a tail is the end of one that was cut.
    let tail = tail.split_once('\n').map_or(tail, |(_, rest)| rest);
    join((&lines(&[head]), &lines(&[tail])), lost, budget, file)
}

/// Both ends without what a full-screen program drew, whose beginning or end is in the lost middle.
fn undrawn<'a>(head: &'a str, tail: &'a str) -> (&'a str, &'a str) {
    let last = |marks: [&str; 3]| marks.iter().filter_map(|mark| head.rfind(mark)).max();
    let first = |marks: [&str; 3]| {
        marks.iter().filter_map(|mark| Some((tail.find(mark)?, mark.len()))).min()
    };
    let head_end = last(ENTER).filter(|begun| last(LEAVE).is_none_or(|ended| ended < *begun));
    let begun = first(ENTER).map(|(at, _)| at);
    let tail_start = match first(LEAVE) {
        Some((at, long)) if begun.is_none_or(|begun| at < begun) => at + long,
        None if head_end.is_some() => tail.len(),
        _ => 0,
    };
    (&head[..head_end.unwrap_or(head.len())], &tail[tail_start..])
}

/// How programs go to the alternate screen, and how they come back.
const ENTER: [&str; 3] = ["\x1b[?1049h", "\x1b[?1047h", "\x1b[?47h"];
const LEAVE: [&str; 3] = ["\x1b[?1049l", "\x1b[?1047l", "\x1b[?47l"];

fn lines(pieces: &[&str]) -> Vec<Line> {
    let mut screen = ScreenText::new(usize::MAX);
    for piece in pieces {
        screen.push(piece);
    }
    let mut lines: Vec<Line> = Vec::new();
    for text in screen.plain().split('\n') {
        match lines.last_mut() {
            Some(last) if last.text == text => last.count += 1,
            _ => lines.push(Line { text: text.to_owned(), count: 1 }),
        }
    }
    // A pair is quicker to read than a fold.
    lines
        .into_iter()
        .flat_map(|line| match line.count {
            2 => vec![Line { count: 1, ..line }; 2],
            _ => vec![line],
        })
        .collect()
}

fn join(
    (before, behind): (&[Line], &[Line]),
    lost: u64,
    budget: usize,
    file: Option<&OutputFile>,
) -> String {
    let shorten = |line: &Line| shortened(&line.shown(), budget / 3);
    let first_texts: Vec<_> = before.iter().map(shorten).collect();
    let last_texts: Vec<_> = behind.iter().map(shorten).collect();
    let size = |texts: &[String]| texts.iter().map(|text| text.len() + 1).sum::<usize>();
    if lost == 0 && size(&first_texts) + size(&last_texts) <= budget + 1 {
        return first_texts.join("\n");
    }
    let start = fitting(first_texts.iter(), budget * 2 / 5);
    let left = budget - size(&first_texts[..start]).min(budget);
    let all_behind = if lost == 0 { &first_texts[start..] } else { &last_texts[..] };
    let end = fitting(all_behind.iter().rev(), left);
    let (skipped_before, skipped_behind) = if lost == 0 {
        (&before[start..before.len() - end], &before[..0])
    } else {
        (&before[start..], &behind[..behind.len() - end])
    };
    let skipped = || skipped_before.iter().chain(skipped_behind);
    let marker = left_out(
        skipped().map(|line| line.count as u64).sum(),
        skipped().map(Line::bytes).sum::<u64>() + lost,
        lost > 0,
        file,
    );
    let mut parts = first_texts[..start].to_vec();
    parts.push(marker);
    parts.extend_from_slice(&all_behind[all_behind.len() - end..]);
    parts.join("\n")
}

/// How many of these lines fit, one after the other.
fn fitting<'a>(lines: impl Iterator<Item = &'a String>, budget: usize) -> usize {
    let mut used = 0;
    lines
        .take_while(|line| {
            used += line.len() + 1;
            used <= budget
        })
        .count()
}

fn left_out(lines: u64, bytes: u64, more: bool, file: Option<&OutputFile>) -> String {
    let size = size(bytes);
    let place = match file {
        None => " …]".to_owned(),
        Some(OutputFile { path, whole: true, .. }) => format!("; all of it: {path}]"),
        Some(OutputFile { path, bytes, .. }) => {
            format!("; the first {}: {path}]", self::size(*bytes))
        }
    };
    match (lines, more) {
        (_, true) => format!("[… {size} left out{place}"),
        (1, false) => format!("[… 1 line, {size} left out{place}"),
        (lines, false) => format!("[… {} lines, {size} left out{place}", grouped(lines)),
    }
}

/// A line of at most about `most` bytes, its middle counted.
fn shortened(line: &str, most: usize) -> String {
    if line.len() <= most.max(80) {
        return line.to_owned();
    }
    let (head, tail) = (most.max(80) * 2 / 5, most.max(80) * 3 / 5);
    let head = (0..=head).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0);
    let tail = (line.len() - tail..line.len()).find(|at| line.is_char_boundary(*at));
    let tail = tail.unwrap_or(line.len());
    format!("{} [… {} …] {}", &line[..head], size((tail - head) as u64), &line[tail..])
}

fn size(bytes: u64) -> String {
    let tenths = |unit: u64| format!("{}.{}", bytes / unit, bytes % unit * 10 / unit);
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", tenths(1_000)),
        _ => format!("{} MB", tenths(1_000_000)),
    }
}

/// `1204` as `1,204`.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
