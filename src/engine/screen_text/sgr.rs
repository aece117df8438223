//! Reads the numbers of an SGR escape into a style.

use vte::Params;

use super::{AnsiColor, Sgr};

/// The style after this escape.
pub(super) fn apply(params: &Params, mut style: Sgr) -> Sgr {
    let mut groups = params.iter();
    while let Some(group) = groups.next() {
        let code = group.first().copied().unwrap_or(0);
        match code {
            38 | 48 => {
                let color = if group.len() > 1 {
                    of_group(&group[1..])
                } else {
                    of_list(&mut groups.by_ref().map(|group| group.first().copied().unwrap_or(0)))
                };
                if code == 38 {
                    style.fg = color.or(style.fg);
                } else {
                    style.bg = color.or(style.bg);
                }
            }
            4 => style.underline = group.get(1) != Some(&0),
            _ => attribute(code, &mut style),
        }
    }
    style
}

fn attribute(code: u16, style: &mut Sgr) {
    match code {
        0 => *style = Sgr::default(),
        1 => style.bold = true,
        2 => style.dim = true,
        3 => style.italic = true,
        7 => style.reverse = true,
        21 => style.underline = true,
        22 => (style.bold, style.dim) = (false, false),
        23 => style.italic = false,
        24 => style.underline = false,
        27 => style.reverse = false,
        39 => style.fg = None,
        49 => style.bg = None,
        30..=37 => style.fg = indexed(code - 30),
        40..=47 => style.bg = indexed(code - 40),
        90..=97 => style.fg = indexed(code - 90 + 8),
        100..=107 => style.bg = indexed(code - 100 + 8),
        _ => {}
    }
}

/// `38:5:n`, `38:2:r:g:b` and `38:2:space:r:g:b`.
fn of_group(group: &[u16]) -> Option<AnsiColor> {
    match *group {
        [5, n, ..] => indexed(n),
        [2, r, g, b] | [2, _, r, g, b, ..] => rgb(r, g, b),
        _ => None,
    }
}

/// `38;5;n` and `38;2;r;g;b`.
fn of_list(rest: &mut impl Iterator<Item = u16>) -> Option<AnsiColor> {
    match rest.next()? {
        5 => indexed(rest.next()?),
        2 => rgb(rest.next()?, rest.next()?, rest.next()?),
        _ => None,
    }
}

fn indexed(n: u16) -> Option<AnsiColor> {
    u8::try_from(n).ok().map(AnsiColor::Indexed)
}

fn rgb(r: u16, g: u16, b: u16) -> Option<AnsiColor> {
    let part = |n| u8::try_from(n).ok();
    Some(AnsiColor::Rgb(part(r)?, part(g)?, part(b)?))
}
