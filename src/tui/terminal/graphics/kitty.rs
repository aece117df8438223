//! The protocol of kitty: the picture is sent once, and cells of a private character show its parts.

use std::io::Write as _;

use base64::Engine as _;
use image::RgbaImage;
use ratatui::text::{Line, Span};

use super::wire::png;
use crate::tui::theme::picture_mark;

/// Most bytes of one sequence.
const CHUNK: usize = 4096;
/// Stands where the terminal puts a part of a picture.
const PLACE: char = '\u{10eeee}';
/// The marks above [`PLACE`] that count rows from 0: the protocol's list, as ranges.
const MARKS: [(u32, u32); 29] = [
    (0x305, 0x305),
    (0x30d, 0x30e),
    (0x310, 0x310),
    (0x312, 0x312),
    (0x33d, 0x33f),
    (0x346, 0x346),
    (0x34a, 0x34c),
    (0x350, 0x352),
    (0x357, 0x357),
    (0x35b, 0x35b),
    (0x363, 0x36f),
    (0x483, 0x487),
    (0x592, 0x595),
    (0x597, 0x599),
    (0x59c, 0x5a1),
    (0x5a8, 0x5a9),
    (0x5ab, 0x5ac),
    (0x5af, 0x5af),
    (0x5c4, 0x5c4),
    (0x610, 0x617),
    (0x657, 0x65b),
    (0x65d, 0x65e),
    (0x6d6, 0x6dc),
    (0x6df, 0x6e2),
    (0x6e4, 0x6e4),
    (0x6e7, 0x6e8),
    (0x6eb, 0x6ec),
    (0x730, 0x730),
    (0x732, 0x733),
];
/// The rows that can be counted.
pub(super) const MOST_ROWS: u16 = 88;

/// The sequences that hand a picture over for so many columns and rows; silent, as an answer would be read as keys.
pub(super) fn bytes(
    image: &RgbaImage,
    number: u32,
    (columns, rows): (u16, u16),
) -> Option<Vec<u8>> {
    let data = base64::engine::general_purpose::STANDARD.encode(png(image)?);
    let mut bytes = Vec::with_capacity(data.len() + data.len() / CHUNK * 16 + 64);
    let mut chunks = data.as_bytes().chunks(CHUNK).peekable();
    let mut first = true;
    while let Some(chunk) = chunks.next() {
        let more = u8::from(chunks.peek().is_some());
        if std::mem::take(&mut first) {
            let head = format!("a=T,U=1,f=100,i={number},c={columns},r={rows},q=2,m={more}");
            write!(bytes, "\x1b_G{head};").ok()?;
        } else {
            write!(bytes, "\x1b_Gq=2,m={more};").ok()?;
        }
        bytes.extend_from_slice(chunk);
        bytes.extend_from_slice(b"\x1b\\");
    }
    Some(bytes)
}

/// The sequence that takes a picture back.
pub(in crate::tui::terminal) fn forget(number: u32) -> String {
    format!("\x1b_Ga=d,d=I,i={number},q=2\x1b\\")
}

/// The rows of cells that show a picture. The first cell names row and column, those behind it count on.
#[must_use]
pub fn placeholders(number: u32, (columns, rows): (u16, u16)) -> Vec<Line<'static>> {
    let style = picture_mark(number);
    let mut marks = MARKS.iter().flat_map(|(from, to)| *from..=*to).filter_map(char::from_u32);
    let zero = '\u{305}';
    (0..rows)
        .map_while(|_| marks.next())
        .map(|mark| {
            let mut text = String::from_iter([PLACE, mark, zero]);
            for _ in 1..columns {
                text.extend([PLACE, mark]);
            }
            Line::from(Span::styled(text, style))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::text;

    #[test]
    fn as_many_rows_can_be_counted_as_is_said() {
        let lines = placeholders(9, (30, u16::MAX));
        assert_eq!(lines.len(), usize::from(MOST_ROWS));
        assert!(lines.iter().all(|line| text::width(&line.to_string()) == 30));
    }

    #[test]
    fn a_picture_comes_in_pieces_of_one_number() {
        let image = RgbaImage::from_fn(90, 90, |x, y| {
            let [_, _, b, a] = (x * 7919 + y * 104_729).to_be_bytes();
            image::Rgba([a, b, a ^ b, 255])
        });
        let bytes = bytes(&image, 42, (9, 5)).expect("encoded");
        let text = String::from_utf8(bytes).expect("ASCII");
        assert!(text.starts_with("\x1b_Ga=T,U=1,f=100,i=42,c=9,r=5,q=2,m=1;iVBOR"), "{text}");
        let pieces: Vec<_> = text.split_terminator("\x1b\\").collect();
        assert!(pieces.len() > 1 && pieces.iter().all(|piece| piece.len() < CHUNK + 64));
        assert!(pieces.last().expect("a piece").starts_with("\x1b_Gq=2,m=0;"));
    }
}
