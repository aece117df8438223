//! Reads a file that a step showed and makes it ready; bounded in bytes, in pixels and in lines.

use std::fs::File;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Content, Figure, Room, Source, Want};
use crate::session;
use crate::tui::terminal::graphics::{Images, Spread, encode, placeholders};
use crate::tui::widget::halfblock::{Picture, fit};
use crate::tui::widget::{html, json_tree, latex, markdown, sheet};
use crate::words::{Locale, Shown};

/// Bytes of a figure that are read.
const FIGURE: u64 = 64 << 20;
/// Bytes of a table or of JSON.
const DATA: u64 = 16 << 20;
/// Bytes of a page or of a text.
const PAGE: u64 = 2 << 20;

/// Decodes a figure, or remembers it.
pub type Decode<'a> = &'a mut dyn FnMut(&Source, &[u8]) -> Result<Arc<Picture>, String>;

/// What is wanted, ready to be drawn; `kept` is the folder of what the user kept of the session, and `decode` may
/// remember pictures between two sizes.
pub fn load(want: &Want, kept: &Path, locale: Locale, decode: Decode<'_>) -> Content {
    let source = &want.source;
    let most = match source.mime.as_str() {
        "image/png" | "image/jpeg" => FIGURE,
        "application/json" | "application/vnd.dataresource+json" => DATA,
        "text/html" | "text/markdown" | "text/latex" | "text/plain" => PAGE,
        _ => return Content::Named,
    };
    let bytes = match read(source, kept, locale, most) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Content::Gone,
        Err(error) => {
            return Content::Failed(locale.fill(Shown::CannotRead, &[&source.path, &error]));
        }
    };
    let text = || String::from_utf8_lossy(&bytes);
    let made = match (source.mime.as_str(), want.room) {
        ("application/vnd.dataresource+json", _) => sheet::read(&bytes, locale).map(Content::Sheet),
        ("application/json", _) => json_tree::read(&bytes, locale).map(Content::Tree),
        ("text/html", _) => Ok(Content::Page(html::parse(&text(), locale))),
        ("text/markdown", _) => Ok(Content::Page(markdown::parse(&text()))),
        ("text/latex", _) => Ok(Content::Text(latex::readable(&text()))),
        ("image/png" | "image/jpeg", Some(room)) => decode(source, &bytes)
            .map(|picture| Content::Figure(figure(&picture, room, number(want)))),
        _ => Ok(Content::Text(text().into_owned())),
    };
    made.unwrap_or_else(Content::Failed)
}

fn read(source: &Source, kept: &Path, locale: Locale, most: u64) -> io::Result<Vec<u8>> {
    let path = PathBuf::from(&source.path);
    let file = match File::open(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let kept = session::find_kept(kept, source.step, source.n, &path).ok_or(error)?;
            File::open(kept)?
        }
        file => file?,
    };
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        let most = most >> 20;
        return Err(io::Error::other(locale.fill(Shown::TooLarge, &[&most])));
    }
    Ok(bytes)
}

/// A number that tells this picture at this size from every other; three bytes, as a colour carries it.
fn number(want: &Want) -> u32 {
    let mut hasher = DefaultHasher::new();
    want.hash(&mut hasher);
    (hasher.finish() & 0x00ff_ffff) as u32 | 1
}

fn figure(picture: &Picture, room: Room, number: u32) -> Figure {
    let Room { columns, rows, depth, glyphs, images, cell } = room;
    let wire = match images {
        Images::Off | Images::HalfBlocks => None,
        Images::Kitty | Images::Sixel | Images::Iterm2 => {
            let (cells, full) = natural(picture.kept(), (columns, rows), cell);
            encode(images, number, cells, full, |width, height| picture.scaled(width, height))
                .map(|wire| (cells, wire))
        }
    };
    let Some((cells, wire)) = wire else {
        let cells = picture.fitted(columns, rows);
        let lines = picture.lines(cells, depth, glyphs);
        return Figure { size: picture.size, cells, lines, wire: None };
    };
    let lines = match wire.spread {
        Spread::InCells => placeholders(number, cells),
        Spread::OverCells => picture.lines(cells, depth, glyphs),
    };
    Figure { size: picture.size, cells, lines, wire: Some(Arc::new(wire)) }
}

/// The cells that a picture takes with its own pixels, or the room where that is smaller, and its pixels then.
fn natural(
    (width, height): (u32, u32),
    (columns, rows): (u16, u16),
    cell: (u16, u16),
) -> ((u16, u16), (u32, u32)) {
    let cell = (u64::from(cell.0.max(1)), u64::from(cell.1.max(1)));
    let (width, height) = (u64::from(width.max(1)), u64::from(height.max(1)));
    let (wide, high) = (u64::from(columns.max(1)) * cell.0, u64::from(rows.max(1)) * cell.1);
    let (wide, high) = fit((width, height), (wide, high));
    let cells = |n: u64| u16::try_from(n).unwrap_or(u16::MAX);
    let pixels = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    ((cells(wide.div_ceil(cell.0)), cells(high.div_ceil(cell.1))), (pixels(wide), pixels(high)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_takes_its_own_pixels_or_the_room_that_there_is() {
        assert_eq!(natural((640, 480), (100, 40), (10, 20)), ((64, 24), (640, 480)));
        assert_eq!(natural((640, 480), (32, 40), (10, 20)), ((32, 12), (320, 240)));
        assert_eq!(natural((640, 480), (100, 6), (10, 20)), ((16, 6), (160, 120)));
        assert_eq!(natural((1, 4000), (10, 10), (10, 20)), ((1, 10), (1, 200)));
    }

    #[test]
    fn a_file_that_is_gone_or_too_large_is_told_apart() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("display-1.html");
        let source =
            Source { step: 3, n: 1, mime: "text/html".into(), path: path.display().to_string() };
        let want = Want { source, room: None };
        let mut decode =
            |_: &Source, bytes: &[u8]| Picture::decode(bytes, Locale::En).map(Arc::new);
        let mut load = || load(&want, &home.path().join("x-files"), Locale::En, &mut decode);
        assert_eq!(load(), Content::Gone);
        let file = File::create(&path).expect("create");
        file.set_len(PAGE + 1).expect("a large file");
        let Content::Failed(why) = load() else { panic!("too large") };
        assert!(why.contains("larger than the 2 MiB"), "{why}");
        // What was kept takes its place.
        std::fs::write(&path, "<p>kept</p>").expect("write");
        session::keep(&home.path().join("x-files"), 3, 1, &path).expect("kept");
        std::fs::remove_file(&path).expect("remove");
        assert!(matches!(load(), Content::Page(_)));
    }
}
