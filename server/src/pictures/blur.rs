//! Burns the blur brush into a picture: what was under it is gone from the pixels. Runs in the confined child.

use app::{AppError, site::BlurPicture};
use entity::{
    Refusal, Store, Time,
    id::{AccountId, PhotoId},
    photo::{
        self, Purpose, Size, Unusable,
        area::{self, Area},
    },
};
use image::{DynamicImage, RgbImage, imageops, imageops::FilterType};

use super::{
    Pictures, Untaken,
    picture::{self, Sizes},
};
use crate::confined::Work;

/// The longer side of a picture in spots of one colour. A face over half a card is eight of them wide, too few to be
/// known by; a name is one or two.
const SPOTS: u32 = 16;

/// What the child is given: one line that says where, then the picture.
pub fn question(areas: &[Area], jpeg: &[u8]) -> serde_json::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(areas)?;
    bytes.push(b'\n');
    bytes.extend_from_slice(jpeg);
    Ok(bytes)
}

/// What the child does with it.
pub fn blurred(question: &[u8]) -> Result<Sizes, Unusable> {
    let end = question.iter().position(|&byte| byte == b'\n').ok_or(Unusable::Damaged)?;
    let (areas, jpeg) = question.split_at(end);
    let areas: Vec<Area> = serde_json::from_slice(areas).map_err(|_| Unusable::Damaged)?;
    let mut picture = picture::decoded(&jpeg[1..])?.into_rgb8();
    burn(&mut picture, &areas);
    Sizes::draw(&DynamicImage::ImageRgb8(picture))
}

fn burn(picture: &mut RgbImage, areas: &[Area]) {
    let (width, height) = picture.dimensions();
    let spot = width.max(height).div_ceil(SPOTS);
    let spots = imageops::thumbnail(picture, width.div_ceil(spot), height.div_ceil(spot));
    let blurred = imageops::resize(&spots, width, height, FilterType::Triangle);
    let under = Under::of(areas);
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        if under.is_touched((x, width), (y, height)) {
            *pixel = *blurred.get_pixel(x, y);
        }
    }
}

/// The brush's thousandths of the picture, counted so that thousands of squares that overlap cost no more than one.
struct Under {
    /// How many of the thousandths above and to the left are under the brush, row by row; the first row and column are
    /// nought.
    before: Vec<u32>,
}

impl Under {
    const WIDE: usize = area::WHOLE as usize + 1;

    fn of(areas: &[Area]) -> Self {
        // Where squares begin and end; summed up, how many lie over each thousandth.
        let mut turns = vec![0_i32; Self::WIDE * Self::WIDE];
        let place = |x: u16, y: u16| usize::from(y.min(area::WHOLE)) * Self::WIDE + usize::from(x.min(area::WHOLE));
        for one in areas {
            turns[place(one.left, one.top)] += 1;
            turns[place(one.right, one.bottom)] += 1;
            turns[place(one.right, one.top)] -= 1;
            turns[place(one.left, one.bottom)] -= 1;
        }
        let mut before = vec![0_u32; Self::WIDE * Self::WIDE];
        let mut over = vec![0_i32; Self::WIDE];
        for y in 0..Self::WIDE - 1 {
            let (mut here, mut row) = (0, 0);
            for (x, over) in over.iter_mut().enumerate().take(Self::WIDE - 1) {
                *over += turns[y * Self::WIDE + x];
                here += *over;
                row += u32::from(here > 0);
                before[(y + 1) * Self::WIDE + x + 1] = before[y * Self::WIDE + x + 1] + row;
            }
        }
        Self { before }
    }

    /// Whether any part of this pixel is: its place and the side's length, both ways.
    fn is_touched(&self, (x, width): (u32, u32), (y, height): (u32, u32)) -> bool {
        let whole = u32::from(area::WHOLE);
        let from = |at: u32, side: u32| (at * whole / side) as usize;
        let to = |at: u32, side: u32| ((at + 1) * whole).div_ceil(side).min(whole) as usize;
        let (left, right, top, bottom) = (from(x, width), to(x, width), from(y, height), to(y, height));
        let before = |x: usize, y: usize| self.before[y * Self::WIDE + x];
        before(right, bottom) + before(left, top) > before(left, bottom) + before(right, top)
    }
}

impl Pictures {
    /// A picture once more with parts of it blurred: a new row and new files, to be kept in the old one's place.
    pub async fn blur(
        &self,
        store: &Store,
        photo: &photo::Model,
        by: AccountId,
        areas: &[Area],
        now: Time,
    ) -> Result<PhotoId, AppError> {
        let opened = self.open(store, photo, Size::Large).await.map_err(|error| AppError::broken(&error))?;
        let jpeg = opened.ok_or(Refusal::NotFound)?;
        let question = question(areas, &jpeg).map_err(|error| AppError::broken(&error))?;
        let answer = self.confined.run(Work::Blur, &question).await.map_err(|failure| AppError::broken(&failure))?;
        let sizes = picture::answered(&answer).map_err(Refusal::Picture)?;
        self.put(store, Purpose::Card, by, &sizes, now).await.map_err(Untaken::told)
    }

    /// [`Pictures::blur`], for the pages.
    pub fn blurrer(&self, store: &Store) -> BlurPicture {
        let (pictures, store) = (self.clone(), store.clone());
        Box::new(move |photo, by, areas, now| {
            let (pictures, store) = (pictures.clone(), store.clone());
            Box::pin(async move { pictures.blur(&store, &photo, by, &areas, now).await })
        })
    }
}

#[cfg(test)]
mod tests {
    use entity::photo::area::Area;
    use image::{Rgb, RgbImage};

    use super::burn;

    #[test]
    fn what_was_under_the_brush_is_gone_and_all_else_is_as_it_was() {
        let written = RgbImage::from_fn(800, 600, |x, y| Rgb([if (x / 3 + y / 3) % 2 == 0 { 0 } else { 255 }; 3]));
        let mut burnt = written.clone();
        burn(&mut burnt, &[Area { left: 250, top: 250, right: 500, bottom: 500 }]);
        for (x, y, pixel) in burnt.enumerate_pixels() {
            if (200..400).contains(&x) && (150..300).contains(&y) {
                assert!((100..156).contains(&pixel.0[0]), "{x} {y} {pixel:?}");
            } else {
                assert_eq!(pixel, written.get_pixel(x, y), "{x} {y}");
            }
        }
    }

    #[test]
    fn squares_that_overlap_cover_what_each_of_them_covers() {
        for (width, height) in [(90, 61), (1_000, 700), (2_000, 1_333)] {
            let written = RgbImage::from_fn(width, height, |x, y| {
                Rgb([[0, 255][(x % 2) as usize], [0, 255][(y % 2) as usize], 0])
            });
            let squares =
                [(0, 0, 20, 20), (10, 10, 30, 30), (10, 10, 30, 30), (980, 990, 1000, 1000), (500, 0, 501, 1000)];
            let areas = squares.map(|(left, top, right, bottom)| Area { left, top, right, bottom });
            let mut burnt = written.clone();
            burn(&mut burnt, &areas);
            for (x, y, pixel) in burnt.enumerate_pixels() {
                let is_in = |one: &Area| {
                    let within = |at: u32, side: u32, from: u16, to: u16| {
                        at * 1000 < u32::from(to) * side && (at + 1) * 1000 > u32::from(from) * side
                    };
                    within(x, width, one.left, one.right) && within(y, height, one.top, one.bottom)
                };
                let same = pixel == written.get_pixel(x, y);
                assert_ne!(same, areas.iter().any(is_in), "{x} {y} of {width} × {height}");
            }
        }
    }
}
