//! The protocol of the VT340: bands of six rows, colour by colour, in a palette of fixed steps.

use std::io::Write as _;

use image::RgbaImage;

/// Steps of red, green and blue.
const STEPS: u32 = 6;
/// Pixels with less alpha are left as they are.
const OPAQUE: u8 = 128;

/// The sequence that shows a picture at the cursor, pixel for pixel.
pub(super) fn bytes(image: &RgbaImage) -> Vec<u8> {
    let (width, height) = image.dimensions();
    let mut out = Vec::new();
    // Writing to memory cannot fail. 1: pixels without a colour stay; then the shape and the size.
    let _ = write!(out, "\x1bP0;1;0q\"1;1;{width};{height}");
    let indices: Vec<Option<u8>> = image.pixels().map(|pixel| index(pixel.0)).collect();
    let mut known = [false; 256];
    for index in indices.iter().flatten() {
        if !std::mem::replace(&mut known[usize::from(*index)], true) {
            let [r, g, b] = percent(*index);
            let _ = write!(out, "#{index};2;{r};{g};{b}");
        }
    }
    let width = width as usize;
    for band in indices.chunks(width.max(1) * 6) {
        draw_band(&mut out, band, width);
        out.push(b'-');
    }
    out.extend_from_slice(b"\x1b\\");
    out
}

/// One band: for each of its colours a row of signs, whose six bits are its six pixels.
fn draw_band(out: &mut Vec<u8>, band: &[Option<u8>], width: usize) {
    let mut rows = vec![Vec::new(); 256];
    for (at, index) in band.iter().enumerate() {
        let Some(index) = index else { continue };
        let row = &mut rows[usize::from(*index)];
        if row.is_empty() {
            row.resize(width, 0_u8);
        }
        row[at % width] |= 1 << (at / width);
    }
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| !row.is_empty()) {
        let _ = write!(out, "#{index}");
        let end = row.iter().rposition(|bits| *bits != 0).map_or(0, |last| last + 1);
        for run in row[..end].chunk_by(|a, b| a == b) {
            let sign = 63 + run[0];
            if run.len() > 3 {
                let _ = write!(out, "!{}{}", run.len(), char::from(sign));
            } else {
                out.extend(run.iter().map(|_| sign));
            }
        }
        out.push(b'$');
    }
}

/// The nearest colour of the palette: a cube of colours, then greys.
fn index([r, g, b, a]: [u8; 4]) -> Option<u8> {
    if a < OPAQUE {
        return None;
    }
    let (most, least) = (r.max(g).max(b), r.min(g).min(b));
    if most - least < 12 {
        return Some(216 + u8::try_from(u32::from(g) * 39 / 255).unwrap_or(0));
    }
    let step = |part: u8| (u32::from(part) * (STEPS - 1) + 127) / 255;
    u8::try_from((step(r) * STEPS + step(g)) * STEPS + step(b)).ok()
}

/// Red, green and blue of a palette colour, in hundredths.
fn percent(index: u8) -> [u32; 3] {
    let index = u32::from(index);
    if index >= 216 {
        return [(index - 216) * 100 / 39; 3];
    }
    [index / (STEPS * STEPS), index / STEPS % STEPS, index % STEPS].map(|step| step * 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_become_bits_of_their_colour() {
        let red = image::Rgba([255, 0, 0, 255]);
        let image = RgbaImage::from_fn(5, 7, |x, y| match (x, y) {
            (_, 0) => red,
            (4, 6) => image::Rgba([0, 0, 255, 255]),
            _ => image::Rgba([0, 0, 0, 0]),
        });
        let text = String::from_utf8(bytes(&image)).expect("ASCII");
        assert_eq!(text, "\x1bP0;1;0q\"1;1;5;7#180;2;100;0;0#5;2;0;0;100#180!5@$-#5!4?@$-\x1b\\");
    }

    #[test]
    fn black_and_white_are_exact() {
        assert_eq!(index([255, 255, 255, 255]).map(percent), Some([100; 3]));
        assert_eq!(index([0, 0, 0, 255]).map(percent), Some([0; 3]));
        assert_eq!(index([0, 0, 0, 0]), None);
    }
}
