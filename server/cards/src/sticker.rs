//! Reads the sticker on a card: its QR code says which gift the card is for, and which way is up.

use image::{GrayImage, RgbImage, imageops};

/// Below this longer side a card is looked at enlarged.
const FAINT: u32 = 1300;

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

/// All stickers that can be read on a card, each text once.
pub fn stickers(card: &GrayImage) -> Vec<Sticker> {
    let found = read(card);
    if !found.is_empty() {
        return found;
    }
    let longest = card.width().max(card.height());
    let larger = if longest < FAINT { 2 * card.width() } else { card.width() * 2 / 3 };
    let larger = imageops::resize(
        card,
        larger.max(1),
        (card.height() * larger / card.width()).max(1),
        imageops::FilterType::CatmullRom,
    );
    let found = read(&larger);
    if !found.is_empty() {
        return found;
    }
    read(&imageops::unsharpen(&larger, 1.5, 2))
}

fn read(picture: &GrayImage) -> Vec<Sticker> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let mut prepared =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| picture.get_pixel(x as u32, y as u32).0[0]);
    let mut found: Vec<Sticker> = Vec::new();
    for grid in prepared.detect_grids() {
        if let Ok((_, says)) = grid.decode()
            && found.iter().all(|other| other.says != says)
        {
            found.push(Sticker { says, turns: turns(&grid.bounds) });
        }
    }
    found
}

/// From where the upper side of the code points.
fn turns(&[left, right, ..]: &[rqrr::Point; 4]) -> u8 {
    let (x, y) = (right.x - left.x, right.y - left.y);
    if x.abs() >= y.abs() {
        if x >= 0 { 0 } else { 2 }
    } else if y > 0 {
        3
    } else {
        1
    }
}
