//! Charts made small: what is drawn on a plain ground stays visible, where a mean would let it fade.

use std::collections::HashMap;

use image::{Rgba, RgbaImage};

/// A colour is a ground where it takes this part of a picture, in hundredths.
const SHARE: usize = 30;
/// How much more a pixel of the opposite colour weighs than one of the ground.
const INK: u64 = 9;
/// Pixels that are looked at.
const LOOKED_AT: usize = 20_000;

/// The colour that most of a picture has, if there is one.
pub(super) fn of(image: &RgbaImage) -> Option<Rgba<u8>> {
    let every = (image.pixels().len() / LOOKED_AT).max(1);
    let mut counts: HashMap<[u8; 4], (usize, Rgba<u8>)> = HashMap::new();
    let mut total = 0;
    // A step that shares no factor with the width does not look down one column.
    for pixel in image.pixels().step_by(every | 1) {
        total += 1;
        counts.entry(pixel.0.map(|part| part >> 3)).or_insert((0, *pixel)).0 += 1;
    }
    let (count, ground) = counts.into_values().max_by_key(|(count, pixel)| (*count, pixel.0))?;
    (count * 100 >= total * SHARE).then_some(ground)
}

/// The picture at a smaller size; each pixel is the mean of those it stands for, weighed by how far from the ground they are.
pub(super) fn shrink(
    image: &RgbaImage,
    ground: Rgba<u8>,
    (width, height): (u32, u32),
) -> RgbaImage {
    let range = |at: u32, of: u32, most: u32| {
        let edge = |at: u32| u32::try_from(u64::from(at) * u64::from(most) / u64::from(of.max(1)));
        let first = edge(at).unwrap_or(0).min(most - 1);
        first..edge(at + 1).unwrap_or(most).clamp(first + 1, most)
    };
    RgbaImage::from_fn(width, height, |x, y| {
        let (mut sums, mut weights, mut alpha, mut count) = ([0_u64; 3], 0_u64, 0_u64, 0_u64);
        for row in range(y, height, image.height()) {
            for column in range(x, width, image.width()) {
                let Rgba([r, g, b, a]) = *image.get_pixel(column, row);
                let [gr, gg, gb, _] = ground.0;
                let far = r.abs_diff(gr).max(g.abs_diff(gg)).max(b.abs_diff(gb));
                let weight = (255 + (INK - 1) * u64::from(far)) * u64::from(a);
                for (sum, part) in sums.iter_mut().zip([r, g, b]) {
                    *sum += weight * u64::from(part);
                }
                weights += weight;
                alpha += u64::from(a);
                count += 1;
            }
        }
        let part = |sum: u64| u8::try_from(sum / weights.max(1)).unwrap_or(u8::MAX);
        let alpha = u8::try_from(alpha / count.max(1)).unwrap_or(u8::MAX);
        Rgba([part(sums[0]), part(sums[1]), part(sums[2]), alpha])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHITE: Rgba<u8> = Rgba([255, 255, 255, 255]);
    const BLUE: Rgba<u8> = Rgba([31, 119, 180, 255]);

    #[test]
    fn a_thin_line_stays_visible_on_its_ground() {
        let chart = RgbaImage::from_fn(100, 100, |x, _| if x == 55 { BLUE } else { WHITE });
        assert_eq!(of(&chart), Some(WHITE));
        let small = shrink(&chart, WHITE, (10, 10));
        let [line, ground] = [small.get_pixel(5, 5).0, small.get_pixel(2, 5).0];
        assert_eq!(ground, WHITE.0);
        // A mean would leave 232 of 255.
        assert!(line[0] < 160, "{line:?}");
    }

    #[test]
    fn a_photo_has_no_ground() {
        let photo = RgbaImage::from_fn(64, 64, |x, y| {
            let [_, _, a, b] = (x * 7919 + y * 104_729).to_be_bytes();
            Rgba([a, b, a ^ b, 255])
        });
        assert_eq!(of(&photo), None);
        assert_eq!(of(&RgbaImage::new(0, 0)), None);
    }
}
