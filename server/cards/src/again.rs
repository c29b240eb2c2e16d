//! A second look at the cards on which no sticker was read: on the photo's own pixels, with the light evened out, in
//! black and white, sharper, smaller. It takes longer, so all cards of a photo share so many pixels.

use image::{GrayImage, Luma, Pixel, RgbImage, imageops};

use super::{
    Piece,
    quad::{Point, Quad, point},
    sticker::{Sticker, as_it_is, read},
    straighten::{Projection, righted},
};

/// Looked at in all: a few seconds' work, so that with the first look and all else it stays well within the processor
/// time of the child.
const MOST: u64 = 40_000_000;
/// What is darker than its neighbourhood by so much is dark.
const DARKER: u8 = 6;

/// One way to look again.
#[derive(Clone, Copy, Debug)]
enum Look {
    /// At the photo's own pixels: straightening blurs a little.
    Uncut,
    /// Dark is what is darker than its neighbourhood, which reaches so many parts of the longer side.
    Evened(f32),
    Sharper,
    /// Half as large: without much of the noise.
    Smaller,
    /// Dark is what is darker than this.
    Split(u8),
}

impl Look {
    /// The likeliest to help first.
    const ALL: [Self; 7] = [
        Self::Uncut,
        Self::Evened(40.0),
        Self::Evened(16.0),
        Self::Sharper,
        Self::Split(100),
        Self::Smaller,
        Self::Split(140),
    ];

    fn seen(self, photo: &RgbImage, piece: &Piece) -> GrayImage {
        let card = || imageops::grayscale(&piece.picture);
        match self {
            Self::Uncut => uncut(photo, &piece.quad),
            Self::Evened(part) => evened(&card(), part),
            Self::Sharper => imageops::unsharpen(&card(), 2.0, 1),
            Self::Smaller => {
                let (width, height) = piece.picture.dimensions();
                imageops::thumbnail(&card(), (width / 2).max(1), (height / 2).max(1))
            }
            Self::Split(limit) => split(&card(), limit),
        }
    }

    fn read(self, seen: &GrayImage, piece: &Piece) -> Vec<Sticker> {
        if !matches!(self, Self::Uncut) {
            return read(seen, as_it_is);
        }
        let (left, top) = corner(&piece.quad);
        let (width, height) = piece.picture.dimensions();
        let card = Quad::upright(width as f32, height as f32);
        match Projection::of(&righted(&piece.quad), &card) {
            Some(to_card) => read(seen, |at| to_card.apply(at + point(left as f32, top as f32))),
            None => Vec::new(),
        }
    }
}

/// Looks again at every card without a sticker, until all are read or the work is too much.
pub fn look(photo: &RgbImage, pieces: &mut [Piece]) {
    look_within(MOST, photo, pieces);
}

fn look_within(most: u64, photo: &RgbImage, pieces: &mut [Piece]) {
    let mut left = most;
    for look in Look::ALL {
        for piece in pieces.iter_mut().filter(|piece| piece.stickers.is_empty()) {
            let seen = look.seen(photo, piece);
            // Another look may be at less: a large photo's one card is too much only as it is.
            let Some(rest) = left.checked_sub(u64::from(seen.width()) * u64::from(seen.height())) else { break };
            left = rest;
            let found = look.read(&seen, piece);
            piece.stickers = found;
        }
    }
}

/// Where the card begins in the photo.
fn corner(quad: &Quad) -> (u32, u32) {
    let least = |of: fn(&Point) -> f32| quad.0.iter().map(of).fold(f32::MAX, f32::min).max(0.0) as u32;
    (least(|corner| corner.x), least(|corner| corner.y))
}

/// The card as the photo has it, and nothing of its neighbours.
fn uncut(photo: &RgbImage, quad: &Quad) -> GrayImage {
    let (left, top) = corner(quad);
    let most = |of: fn(&Point) -> f32| quad.0.iter().map(of).fold(0.0, f32::max) as u32;
    let right = most(|corner| corner.x).min(photo.width() - 1);
    let bottom = most(|corner| corner.y).min(photo.height() - 1);
    let (width, height) = (right.saturating_sub(left) + 1, bottom.saturating_sub(top) + 1);
    GrayImage::from_fn(width, height, |x, y| {
        let (x, y) = ((left + x).min(right), (top + y).min(bottom));
        let is_card = quad.contains(point(x as f32 + 0.5, y as f32 + 0.5));
        if is_card { photo.get_pixel(x, y).to_luma() } else { Luma([u8::MAX]) }
    })
}

fn evened(card: &GrayImage, part: f32) -> GrayImage {
    let around = imageops::fast_blur(card, card.width().max(card.height()) as f32 / part);
    GrayImage::from_fn(card.width(), card.height(), |x, y| {
        let (here, around) = (card.get_pixel(x, y).0[0], around.get_pixel(x, y).0[0]);
        Luma([if here.saturating_add(DARKER) < around { 0 } else { u8::MAX }])
    })
}

fn split(card: &GrayImage, limit: u8) -> GrayImage {
    GrayImage::from_fn(card.width(), card.height(), |x, y| {
        Luma([if card.get_pixel(x, y).0[0] < limit { 0 } else { u8::MAX }])
    })
}

#[cfg(test)]
mod tests {
    use fast_qr::{ECL, QRBuilder};
    use image::{Rgb, RgbImage, imageops};

    use super::{Look, look, look_within};
    use crate::{
        Piece,
        quad::{Quad, point},
        straighten::straightened,
    };

    const SAYS: &str = "https://nuanxin.example.org/v/XUXT8H98W8";

    /// Two white cards beside each other, drawn straight and sharp; only the second has a sticker.
    fn photo() -> RgbImage {
        let code = QRBuilder::new(SAYS).ecl(ECL::Q).build().expect("short enough");
        let (left, top, module) = (960_usize, 140_usize, 10_usize);
        RgbImage::from_fn(1800, 1200, |x, y| {
            let (x, y) = (x as usize, y as usize);
            let is_card = (100..1100).contains(&y) && ((60..760).contains(&x) || (860..1560).contains(&x));
            let is_code = x >= left && y >= top;
            let (row, column) = (y.saturating_sub(top) / module, x.saturating_sub(left) / module);
            let is_dark = is_code && row < code.size && column < code.size && code[row][column].value();
            match (is_card, is_dark) {
                (true, true) => Rgb([30; 3]),
                (true, false) => Rgb([246, 244, 238]),
                (false, _) => Rgb([70, 52, 40]),
            }
        })
    }

    fn piece(photo: &RgbImage, left: f32) -> Piece {
        let corners = [(left, 100.0), (left + 700.0, 100.0), (left + 700.0, 1100.0), (left, 1100.0)];
        let quad = Quad(corners.map(|(x, y)| point(x, y)));
        let picture = straightened(photo, &quad).expect("a card");
        Piece { quad, picture, stickers: Vec::new() }
    }

    #[test]
    fn every_look_reads_a_clear_sticker_the_right_way_up() {
        let upright = photo();
        let turned = imageops::rotate180(&upright);
        for look in Look::ALL {
            for (photo, left, turns) in [(&upright, 860.0, 0), (&turned, 240.0, 2)] {
                let piece = piece(photo, left);
                let found = look.read(&look.seen(photo, &piece), &piece);
                let found: Vec<_> = found.iter().map(|sticker| (sticker.says.as_str(), sticker.turns)).collect();
                assert_eq!(found, [(SAYS, turns)], "{look:?}");
            }
        }
    }

    #[test]
    fn a_card_without_a_sticker_does_not_get_its_neighbours() {
        let photo = photo();
        let mut pieces = [piece(&photo, 60.0), piece(&photo, 860.0)];
        look(&photo, &mut pieces);
        assert!(pieces[0].stickers.is_empty());
        assert_eq!(pieces[1].stickers.len(), 1);
    }

    #[test]
    fn the_work_that_the_cards_share_has_an_end() {
        let photo = photo();
        // Each card is some 700,000 pixels.
        for (most, read) in [(1_000_000, 0), (1_500_000, 1)] {
            let mut pieces = [piece(&photo, 60.0), piece(&photo, 860.0)];
            look_within(most, &photo, &mut pieces);
            assert!(pieces[0].stickers.is_empty());
            assert_eq!(pieces[1].stickers.len(), read, "{most}");
        }
    }
}
