//! A picture as bytes for the terminal: as large as its cells, and never more than a slow line can carry.

use std::sync::Arc;

use image::RgbaImage;
use ratatui::layout::Rect;

use super::{Images, iterm2, kitty, sixel};

/// The most bytes of one picture.
pub const LIMIT: usize = 256 * 1024;
/// Pixels of a cell where the terminal does not say.
pub const CELL: (u16, u16) = (10, 20);
/// How often a picture is made smaller before it is left to half blocks.
const TRIES: u32 = 8;

/// How the terminal shows a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spread {
    /// Marked cells are filled with it, wherever they stand.
    InCells,
    /// It lies where the cursor was when it came.
    OverCells,
}

/// A picture ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wire {
    /// Tells it from all others.
    pub number: u32,
    /// How the terminal shows it.
    pub spread: Spread,
    /// The control sequences.
    pub bytes: Vec<u8>,
}

/// A picture and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Its cells.
    pub area: Rect,
    /// What is sent for it.
    pub wire: Arc<Wire>,
}

/// Encodes a picture for so many cells; `scaled` gives its pixels at a size, `full` is the size that fills the cells.
/// `None` where cells alone must do.
#[must_use]
pub fn encode(
    way: Images,
    number: u32,
    cells: (u16, u16),
    full: (u32, u32),
    scaled: impl Fn(u32, u32) -> RgbaImage,
) -> Option<Wire> {
    let spread = match way {
        Images::Off | Images::HalfBlocks => return None,
        Images::Kitty if cells.1 > kitty::MOST_ROWS => return None,
        Images::Kitty => Spread::InCells,
        Images::Sixel | Images::Iterm2 => Spread::OverCells,
    };
    let (mut width, mut height) = full;
    for _ in 0..TRIES {
        let image = scaled(width.max(1), height.max(1));
        let bytes = match way {
            Images::Kitty => kitty::bytes(&image, number, cells),
            Images::Iterm2 => iterm2::bytes(&image, cells),
            _ => Some(sixel::bytes(&image)),
        }?;
        if bytes.len() <= LIMIT {
            return Some(Wire { number, spread, bytes });
        }
        (width, height) = (width * 7 / 10, height * 7 / 10);
    }
    None
}

/// The picture as a PNG.
pub(super) fn png(image: &RgbaImage) -> Option<Vec<u8>> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).ok()?;
    Some(bytes.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pixels that no format makes smaller.
    fn noise(width: u32, height: u32) -> RgbaImage {
        let mut seed = 1_u32;
        RgbaImage::from_fn(width, height, |_, _| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let [a, b, c, _] = seed.to_be_bytes();
            image::Rgba([a, b, c, 255])
        })
    }

    #[test]
    fn a_picture_is_made_smaller_until_it_fits_the_line() {
        for way in [Images::Kitty, Images::Iterm2, Images::Sixel] {
            let wire = encode(way, 7, (100, 40), (1000, 800), noise).expect("it fits somehow");
            assert!(wire.bytes.len() <= LIMIT, "{way:?}: {}", wire.bytes.len());
            assert!(wire.bytes.len() > LIMIT / 8, "{way:?}: {}", wire.bytes.len());
        }
    }

    #[test]
    fn half_blocks_and_off_send_nothing_beside_the_cells() {
        for way in [Images::Off, Images::HalfBlocks] {
            assert_eq!(encode(way, 1, (2, 2), (20, 40), noise), None);
        }
    }
}
