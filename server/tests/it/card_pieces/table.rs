//! A photo of white cards on a dark table, drawn here, straight and sharp; how it is with shadows, slants and grain is
//! tried where the cards are found (the crate `cards`).

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// Of a card, in pixels.
pub const WIDTH: u32 = 520;
pub const HEIGHT: u32 = 700;
/// Between the cards, and round them.
const GAP: u32 = 90;
/// Pixels of one module of a sticker.
const MODULE: u32 = 5;

/// Cards in a row, each with a sticker that says this, or with none.
pub fn photo(cards: &[Option<&str>]) -> Vec<u8> {
    let across = u32::try_from(cards.len()).unwrap().max(2) * (WIDTH + GAP) + GAP;
    let mut photo = RgbImage::from_fn(across, HEIGHT + 2 * GAP, |x, y| {
        let grain = u8::try_from((x * 7 + y * 13) % 5).unwrap();
        Rgb([70 + grain, 52 + grain, 40 + grain])
    });
    for (place, says) in (0..).zip(cards) {
        let left = GAP + place * (WIDTH + GAP);
        fill(&mut photo, (left, GAP), (WIDTH, HEIGHT), [246, 244, 238]);
        fill(&mut photo, (left + 120, GAP + 330), (240, 180), [210, 80, 60]);
        if let Some(says) = says {
            sticker(&mut photo, (left + 24, GAP + 24), says);
        }
    }
    jpeg(photo)
}

/// A card that is full of writing.
pub fn written() -> Vec<u8> {
    jpeg(RgbImage::from_fn(800, 600, |x, y| Rgb([if (x / 6 + y / 6) % 2 == 0 { 40 } else { 240 }; 3])))
}

fn jpeg(photo: RgbImage) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(photo).write_to(&mut file, ImageFormat::Jpeg).unwrap();
    file.into_inner()
}

fn fill(photo: &mut RgbImage, (left, top): (u32, u32), (width, height): (u32, u32), colour: [u8; 3]) {
    for y in top..top + height {
        for x in left..left + width {
            photo.put_pixel(x, y, Rgb(colour));
        }
    }
}

fn sticker(photo: &mut RgbImage, (left, top): (u32, u32), says: &str) {
    let code = fast_qr::QRBuilder::new(says).ecl(fast_qr::ECL::Q).build().unwrap();
    let side = u32::try_from(code.size + 8).unwrap() * MODULE;
    fill(photo, (left, top), (side, side), [255; 3]);
    for row in 0..code.size {
        for column in 0..code.size {
            if code[row][column].value() {
                let at = |place: usize| u32::try_from(place + 4).unwrap() * MODULE;
                fill(photo, (left + at(column), top + at(row)), (MODULE, MODULE), [20; 3]);
            }
        }
    }
}
