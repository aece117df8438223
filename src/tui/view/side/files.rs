//! The tree of files: folders with a sign, sizes at the right, what has changed with a star.

use ratatui::text::{Line, Span};

use super::frame::{Body, Sheet, bytes, harmless};
use crate::tui::side::{Filed, Row, Sort};
use crate::tui::widget::text;
use crate::words::Side;

/// From this width on every row tells its age.
const AGED: usize = 44;
/// Deeper than this the indent grows no more.
const DEEP: usize = 8;

pub(super) fn body(sheet: &Sheet<'_>, rows: &[Row<'_>]) -> Body {
    let files = &sheet.screen.left.files;
    let locale = sheet.screen.locale;
    let mut body = Body { len: rows.len(), place: files.place(rows), ..Body::default() };
    sheet.filter(&files.filter, files.typing, &mut body);
    let words = match files.root() {
        None => locale.text(Side::Reading).to_owned(),
        Some(folder) => match &folder.failed {
            Some(why) => locale.fill(Side::NotReadable, &[&harmless(why)]),
            None if files.is_filtered() => locale.text(Side::NothingFits).to_owned(),
            None => locale.text(Side::Empty).to_owned(),
        },
    };
    body.empty = Some(sheet.faint(&words));
    body.note = match files.root() {
        Some(folder) if folder.more > 0 && files.is_filtered() => {
            locale.text(Side::MoreFound).to_owned()
        }
        Some(folder) if folder.more > 0 => locale.fill(Side::NotListed, &[&folder.more]),
        _ => String::new(),
    };
    body.foot = rows.get(body.place).filter(|_| sheet.focused).map(|row| about(sheet, row.filed));
    body
}

/// What there is to say about the entry under the cursor.
fn about(sheet: &Sheet<'_>, filed: &Filed) -> Line<'static> {
    let mut parts = Vec::new();
    if filed.sort == Sort::File {
        parts.push(bytes(filed.bytes));
    }
    parts.extend(filed.age_s.map(age));
    if filed.changed {
        parts.push(sheet.screen.locale.text(Side::Changed).to_owned());
    }
    sheet.faint(&format!("  {}", parts.join(" · ")))
}

pub(super) fn row(sheet: &Sheet<'_>, rows: &[Row<'_>], n: usize, chosen: bool) -> Line<'static> {
    let Some(row) = rows.get(n) else { return Line::default() };
    let (ui, glyphs) = (&sheet.theme.ui, sheet.screen.glyphs);
    let sign = match (row.filed.sort, row.open) {
        (Sort::Folder, true) => glyphs.pick("▾ ", "- "),
        (Sort::Folder, false) => glyphs.pick("▸ ", "+ "),
        _ => "  ",
    };
    let indent = "  ".repeat(row.depth.min(DEEP));
    let mut name = harmless(&row.filed.name.to_string_lossy());
    let style = match row.filed.sort {
        Sort::Folder => ui.title,
        Sort::File => ui.text,
        Sort::Other => ui.faint,
    };
    if row.filed.sort == Sort::Folder {
        name.push('/');
    }
    let style = if row.filed.changed { ui.accent } else { style };
    let mut right = match row.filed.sort {
        Sort::File => bytes(row.filed.bytes),
        _ => String::new(),
    };
    if sheet.width >= AGED {
        let old = row.filed.age_s.map(age).unwrap_or_default();
        right = format!("{right}  {}{old}", " ".repeat(7_usize.saturating_sub(text::width(&old))));
    }
    let left = vec![Span::styled(format!("{indent}{sign}"), ui.muted), Span::styled(name, style)];
    sheet.row(
        chosen,
        if row.filed.changed { "*" } else { " " },
        left,
        Span::styled(right, ui.muted),
    )
}

/// `now`, `3 min`, `2 h`, `5 d`, `2 y`: signs that every language of the screen reads.
fn age(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min", seconds / 60),
        3600..86_400 => format!("{} h", seconds / 3600),
        86_400..31_536_000 => format!("{} d", seconds / 86_400),
        _ => format!("{} a", seconds / 31_536_000),
    }
}
