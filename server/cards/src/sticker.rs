//! Reads the sticker on a card: its QR code says which gift the card is for, and which way is up.

use image::{GrayImage, RgbImage, imageops};

use super::quad::{Point, point};

/// Below this longer side a card is looked at enlarged.
const FAINT: u32 = 1300;
/// In another size than their own, all cards of a photo are looked at with so many pixels: enough for each of a usual
/// photo with a dozen. Forty without a sticker on the largest photo would take three times as many, and the child's time
/// might run out.
pub const RESIZED: u64 = 64_000_000;

/// What a sticker says, and by how many quarter turns, clockwise, the card must be turned so that the sticker is upright.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sticker {
    pub says: String,
    pub turns: u8,
}

impl Sticker {
    /// The card with this sticker upright.
    pub fn righted(&self, card: RgbImage) -> RgbImage {
        match self.turns {
            1 => imageops::rotate90(&card),
            2 => imageops::rotate180(&card),
            3 => imageops::rotate270(&card),
            _ => card,
        }
    }
}

/// All stickers that can be read on a card, each text once. `left`: what is left of [`RESIZED`].
pub fn stickers(card: &GrayImage, left: &mut u64) -> Vec<Sticker> {
    let found = read(card, as_it_is);
    if !found.is_empty() {
        return found;
    }
    let longest = card.width().max(card.height());
    let larger = if longest < FAINT { 2 * card.width() } else { card.width() * 2 / 3 };
    let (width, height) = (larger.max(1), (card.height() * larger / card.width()).max(1));
    // As it is, and sharpened.
    let Some(rest) = left.checked_sub(2 * u64::from(width) * u64::from(height)) else { return Vec::new() };
    *left = rest;
    let larger = imageops::resize(card, width, height, imageops::FilterType::CatmullRom);
    let found = read(&larger, as_it_is);
    if !found.is_empty() {
        return found;
    }
    read(&imageops::unsharpen(&larger, 1.5, 2), as_it_is)
}

/// For a picture that is the straightened card, whatever its size.
pub const fn as_it_is(at: Point) -> Point {
    at
}

/// What can be read on this picture; `place`: where a point of it lies on the straightened card.
pub fn read(picture: &GrayImage, place: impl Fn(Point) -> Point) -> Vec<Sticker> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let mut prepared =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| picture.get_pixel(x as u32, y as u32).0[0]);
    let mut found: Vec<Sticker> = Vec::new();
    for grid in prepared.detect_grids() {
        if let Ok((_, says)) = grid.decode()
            && found.iter().all(|other| other.says != says)
        {
            let [left, right, ..] = grid.bounds.each_ref().map(|at| place(point(at.x as f32, at.y as f32)));
            found.push(Sticker { says, turns: turns(left, right) });
        }
    }
    found
}

/// From where the upper side of the code points.
fn turns(left: Point, right: Point) -> u8 {
    let Point { x, y } = right - left;
    if x.abs() >= y.abs() {
        if x >= 0.0 { 0 } else { 2 }
    } else if y > 0.0 {
        3
    } else {
        1
    }
}

#[cfg(test)]
mod tests {
    use image::{GrayImage, Luma};

    use super::stickers;

    #[test]
    fn the_pixels_that_cards_share_for_other_sizes_have_an_end() {
        let card = GrayImage::from_fn(70, 100, |x, y| Luma([230 + ((3 * x + 5 * y) % 7) as u8]));
        let once = 2 * 140 * 200;
        let mut left = once + 1;
        for _ in 0..2 {
            assert!(stickers(&card, &mut left).is_empty());
            assert_eq!(left, 1, "the second time it was too much");
        }
    }
}
