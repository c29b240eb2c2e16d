//! One photo of many cards on a plain table: finds the cards, cuts each out, straightens it and reads its stickers.
//! Also how photos are read and written: all that is slow without optimisation. The server calls it in a confined
//! child only.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::many_single_char_names,
    reason = "places in a picture: whole pixels of some thousands and parts of them, by the letters of geometry"
)]

mod again;
pub mod codec;
pub mod colour;
mod find;
mod plane;
mod quad;
#[cfg(test)]
mod scene;
mod shapes;
mod sticker;
mod straighten;
mod table;
#[cfg(test)]
mod tests;

use image::{RgbImage, imageops};

pub use self::find::MOST;
use self::{quad::Quad, sticker::Sticker};

/// A card that was cut out.
#[derive(Clone, Debug)]
pub struct Cut {
    pub picture: RgbImage,
    /// What its stickers say, each once.
    pub says: Vec<String>,
    /// Where its corners lay in the photo, x and y in pixels, clockwise.
    pub corners: [(f32, f32); 4],
}

/// A card that was straightened, as it lay.
struct Piece {
    quad: Quad,
    picture: RgbImage,
    stickers: Vec<Sticker>,
}

/// The cards of a photo, row by row.
pub fn cards(photo: &RgbImage) -> Vec<Cut> {
    let (plane, scale) = plane::small(photo);
    let quads = find::cards(&plane).into_iter().map(|quad| quad.scaled(scale));
    let mut left = sticker::RESIZED;
    let mut pieces: Vec<Piece> = quads.filter_map(|quad| Piece::of(photo, quad, &mut left)).collect();
    again::look(photo, &mut pieces);
    pieces.into_iter().map(Piece::cut).collect()
}

impl Piece {
    /// `left`: see [`sticker::stickers`].
    fn of(photo: &RgbImage, quad: Quad, left: &mut u64) -> Option<Self> {
        let picture = straighten::straightened(photo, &quad)?;
        let stickers = sticker::stickers(&imageops::grayscale(&picture), left);
        Some(Self { quad, picture, stickers })
    }

    fn cut(self) -> Cut {
        let Self { quad, picture, stickers } = self;
        // The sticker is glued on upright, whichever way round the card lay.
        let picture = match &stickers[..] {
            [one] => one.righted(picture),
            _ => picture,
        };
        let says = stickers.into_iter().map(|sticker| sticker.says).collect();
        Cut { picture, says, corners: quad.0.map(|corner| (corner.x, corner.y)) }
    }
}
