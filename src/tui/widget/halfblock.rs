//! A figure as cells: each shows two pixels, one above the other.

use std::io::Cursor;

use image::imageops::FilterType;
use image::{ImageFormat, ImageReader, Limits, RgbaImage};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::theme::{Theme, pixels};

/// The longest side that is decoded: a figure of a program is smaller, a trap is not.
const SIDE: u32 = 8192;
/// The memory that decoding may take.
const MEMORY: u64 = 256 * 1024 * 1024;
/// The longest side that is kept: no terminal shows more.
const KEPT: u32 = 1024;

/// A decoded figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    pixels: RgbaImage,
}

impl Picture {
    /// Decodes a PNG of reasonable size; the error says what is wrong with it.
    pub fn decode(png: &[u8]) -> Result<Self, String> {
        let mut reader = ImageReader::with_format(Cursor::new(png), ImageFormat::Png);
        let mut limits = Limits::default();
        limits.max_image_width = Some(SIDE);
        limits.max_image_height = Some(SIDE);
        limits.max_alloc = Some(MEMORY);
        reader.limits(limits);
        let image = reader.decode().map_err(|error| format!("cannot read the figure: {error}"))?;
        let image = if image.width().max(image.height()) > KEPT {
            image.thumbnail(KEPT, KEPT)
        } else {
            image
        };
        Ok(Self { pixels: image.into_rgba8() })
    }

    /// The cells it takes within a room, its shape kept and never enlarged: columns and rows.
    #[must_use]
    pub fn fitted(&self, columns: u16, rows: u16) -> (u16, u16) {
        let (width, height) = (u64::from(self.pixels.width()), u64::from(self.pixels.height()));
        let (wide, high) = (u64::from(columns), u64::from(rows) * 2);
        if wide == 0 || high == 0 || width == 0 || height == 0 {
            return (0, 0);
        }
        let (wide, high) = if width <= wide && height <= high {
            (width, height)
        } else if width * high > height * wide {
            (wide, (height * wide / width).max(1))
        } else {
            ((width * high / height).max(1), high)
        };
        let cells = |n: u64| u16::try_from(n).unwrap_or(u16::MAX);
        (cells(wide), cells(high.div_ceil(2)))
    }

    /// Draws it into the upper left of an area.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer, theme: &Theme) {
        let area = area.intersection(buffer.area);
        let (columns, rows) = self.fitted(area.width, area.height);
        if columns == 0 || rows == 0 {
            return;
        }
        let (wide, high) = (u32::from(columns), u32::from(rows) * 2);
        let small = image::imageops::resize(&self.pixels, wide, high, FilterType::Triangle);
        let pixel = |x: u32, y: u32| small.get_pixel(x, y).0;
        for row in 0..rows {
            for column in 0..columns {
                let (x, y) = (u32::from(column), u32::from(row) * 2);
                let (sign, style) = pixels(pixel(x, y), pixel(x, y + 1), theme.depth);
                if let Some(cell) = buffer.cell_mut((area.x + column, area.y + row)) {
                    cell.set_char(sign).set_style(style);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let wide = Picture::decode(&png(400, 200)).expect("decode");
        assert_eq!(wide.fitted(40, 40), (40, 10));
        assert_eq!(wide.fitted(40, 5), (20, 5));
        assert_eq!(wide.fitted(0, 5), (0, 0));
        assert_eq!(Picture::decode(&png(6, 4)).expect("decode").fitted(40, 40), (6, 2));
    }

    #[test]
    fn what_is_no_figure_is_said_so() {
        let error = Picture::decode(b"not a png").expect_err("no picture");
        assert!(error.starts_with("cannot read the figure: "), "{error}");
    }

    #[test]
    fn two_pixels_share_a_cell() {
        let theme = Theme::built_in("midnight").expect("known").expect("usable");
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 2));
        Picture::decode(&png(2, 2)).expect("decode").draw(buffer.area, &mut buffer, &theme);
        let text: String = buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(text, "▀▀      ");
    }
}
