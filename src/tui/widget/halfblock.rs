//! A figure as cells: each shows two pixels, one above the other.

use std::fmt::Display;
use std::io::Cursor;

use image::imageops::FilterType;
use image::{ImageReader, Limits, RgbaImage};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::glyphs::Glyphs;
use super::ground;
use crate::tui::theme::{Depth, pixels, plain_pixels};
use crate::words::{Locale, Shown};

/// The most pixels that are decoded: a figure of a program has fewer, a trap has more.
const PIXELS: u64 = 32_000_000;
/// The memory that decoding may take: so many pixels of 16 bits a channel.
const MEMORY: u64 = 8 * PIXELS;
/// The longest side that is kept: no terminal shows more.
const KEPT: u32 = 1024;

/// A decoded figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Its own width and height in pixels, before it was made smaller.
    pub size: (u32, u32),
    pixels: RgbaImage,
}

impl Picture {
    /// Decodes a PNG or JPEG of reasonable size; the error says what is wrong with it.
    pub fn decode(bytes: &[u8], locale: Locale) -> Result<Self, String> {
        let bad = |error: &dyn Display| locale.fill(Shown::BadFigure, &[error]);
        let fail = |error: image::ImageError| bad(&error);
        let reader = || {
            let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
            reader.map_err(|error| bad(&error))
        };
        let size = reader()?.into_dimensions().map_err(fail)?;
        if u64::from(size.0) * u64::from(size.1) > PIXELS {
            let most = PIXELS / 1_000_000;
            return Err(locale.fill(Shown::LargeFigure, &[&size.0, &size.1, &most]));
        }
        let mut reader = reader()?;
        let mut limits = Limits::default();
        limits.max_alloc = Some(MEMORY);
        reader.limits(limits);
        let image = reader.decode().map_err(fail)?;
        let image = if size.0.max(size.1) > KEPT { image.thumbnail(KEPT, KEPT) } else { image };
        Ok(Self { size, pixels: image.into_rgba8() })
    }

    /// The cells it takes within a room, its shape kept and never enlarged: columns and rows.
    #[must_use]
    pub fn fitted(&self, columns: u16, rows: u16) -> (u16, u16) {
        let (width, height) = (u64::from(self.pixels.width()), u64::from(self.pixels.height()));
        let (wide, high) = (u64::from(columns), u64::from(rows) * 2);
        if wide == 0 || high == 0 || width == 0 || height == 0 {
            return (0, 0);
        }
        let (wide, high) = fit((width, height), (wide, high));
        let cells = |n: u64| u16::try_from(n).unwrap_or(u16::MAX);
        (cells(wide), cells(high.div_ceil(2)))
    }

    /// Its rows, drawn into exactly so many columns and rows.
    #[must_use]
    pub fn lines(
        &self,
        (columns, rows): (u16, u16),
        depth: Depth,
        glyphs: Glyphs,
    ) -> Vec<Line<'static>> {
        if columns == 0 || rows == 0 {
            return Vec::new();
        }
        let small = self.shrunk(u32::from(columns), u32::from(rows) * 2);
        let pixel = |x: u16, y: u16| small.get_pixel(u32::from(x), u32::from(y)).0;
        let cell: fn([u8; 4], [u8; 4], Depth) -> (char, Style) = glyphs.pick(pixels, plain_pixels);
        let line = |row: u16| {
            let cells = (0..columns).map(|x| cell(pixel(x, row * 2), pixel(x, row * 2 + 1), depth));
            line_of(cells)
        };
        (0..rows).map(line).collect()
    }

    /// Its pixels for cells, where the lines of a chart must not fade into its ground.
    fn shrunk(&self, width: u32, height: u32) -> RgbaImage {
        match ground::of(&self.pixels) {
            Some(ground) if width < self.pixels.width() => {
                ground::shrink(&self.pixels, ground, (width, height))
            }
            _ => self.scaled(width, height),
        }
    }

    /// Its pixels, scaled to exactly this width and height.
    #[must_use]
    pub fn scaled(&self, width: u32, height: u32) -> RgbaImage {
        image::imageops::resize(&self.pixels, width, height, FilterType::Triangle)
    }

    /// Width and height of the pixels that are kept.
    #[must_use]
    pub fn kept(&self) -> (u32, u32) {
        self.pixels.dimensions()
    }
}

/// Cells of one look become one span.
fn line_of(cells: impl Iterator<Item = (char, Style)>) -> Line<'static> {
    let mut runs: Vec<(String, Style)> = Vec::new();
    for (sign, style) in cells {
        match runs.last_mut() {
            Some((text, look)) if *look == style => text.push(sign),
            _ => runs.push((sign.to_string(), style)),
        }
    }
    Line::from(runs.into_iter().map(|(text, style)| Span::styled(text, style)).collect::<Vec<_>>())
}

/// The size of a picture within a room, its shape kept and never enlarged; no side may be 0.
pub(in crate::tui) fn fit((width, height): (u64, u64), (wide, high): (u64, u64)) -> (u64, u64) {
    if width <= wide && height <= high {
        (width, height)
    } else if width * high > height * wide {
        (wide, (height * wide / width).max(1))
    } else {
        ((width * high / height).max(1), high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::ImageFormat;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let image = RgbaImage::from_fn(width, height, |_, y| {
            image::Rgba(if y < height / 2 { [250, 0, 0, 255] } else { [0, 0, 250, 255] })
        });
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, ImageFormat::Png).expect("encode");
        bytes.into_inner()
    }

    #[test]
    fn a_figure_keeps_its_shape() {
        let wide = Picture::decode(&png(400, 200), Locale::En).expect("decode");
        assert_eq!(wide.fitted(40, 40), (40, 10));
        assert_eq!(wide.fitted(40, 5), (20, 5));
        assert_eq!(wide.fitted(0, 5), (0, 0));
        assert_eq!(Picture::decode(&png(6, 4), Locale::En).expect("decode").fitted(40, 40), (6, 2));
    }

    #[test]
    fn what_is_no_figure_is_said_so() {
        let error = Picture::decode(b"not a png", Locale::En).expect_err("no picture");
        assert!(error.starts_with("cannot read the figure: "), "{error}");
        let half = png(60, 60);
        let error =
            Picture::decode(&half[..half.len() / 2], Locale::En).expect_err("half a picture");
        assert!(error.starts_with("cannot read the figure: "), "{error}");
    }

    #[test]
    fn a_figure_that_would_fill_the_memory_is_refused_by_its_head_alone() {
        // The head says 60 000 × 60 000; whoever decodes first and asks later allocates 14 GB.
        let mut bomb = png(1, 1);
        for side in [16..20, 20..24] {
            bomb[side].copy_from_slice(&60_000_u32.to_be_bytes());
        }
        // The check sum behind the head, of the type and its 13 bytes.
        let crc = bomb[12..29].iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 }
            })
        });
        bomb[29..33].copy_from_slice(&(!crc).to_be_bytes());
        let error = Picture::decode(&bomb, Locale::En).expect_err("too large");
        assert!(error.starts_with("the figure is too large to be drawn: 60000 × 60000"), "{error}");
    }

    #[test]
    fn two_pixels_share_a_cell() {
        let small = Picture::decode(&png(2, 2), Locale::En).expect("decode");
        let text = |depth, glyphs| -> Vec<String> {
            small.lines((2, 1), depth, glyphs).iter().map(ToString::to_string).collect()
        };
        assert_eq!(text(Depth::TrueColor, Glyphs::Unicode), ["▀▀"]);
        assert_eq!(text(Depth::TrueColor, Glyphs::Ascii), ["  "]);
        assert_eq!(text(Depth::None, Glyphs::Ascii), [".."]);
    }
}
