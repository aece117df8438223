//! The protocol of iTerm2: a whole file in one sequence, scaled by the terminal to cells.

use base64::Engine as _;
use image::RgbaImage;

use super::wire::png;

/// The sequence that shows a picture in so many columns and rows at the cursor.
pub(super) fn bytes(image: &RgbaImage, (columns, rows): (u16, u16)) -> Option<Vec<u8>> {
    let file = png(image)?;
    let data = base64::engine::general_purpose::STANDARD.encode(&file);
    let head = format!(
        "inline=1;size={};width={columns};height={rows};preserveAspectRatio=1;doNotMoveCursor=1",
        file.len()
    );
    Some(format!("\x1b]1337;File={head}:{data}\x07").into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_names_its_cells_and_its_size() {
        let bytes = bytes(&RgbaImage::new(4, 4), (4, 2)).expect("encoded");
        let text = String::from_utf8(bytes).expect("ASCII");
        assert!(text.starts_with("\x1b]1337;File=inline=1;size="), "{text}");
        assert!(text.contains(";width=4;height=2;") && text.ends_with('\x07'), "{text}");
    }
}
