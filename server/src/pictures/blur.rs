//! Burns the blur brush into a picture: what was under it is gone from the pixels. Runs in the confined child.

use app::{AppError, site::BlurPicture};
use entity::{
    Refusal, Store, Time,
    id::{AccountId, PhotoId},
    photo::{self, Purpose, Size, Unusable, area::Area},
};
use image::{DynamicImage, RgbImage, imageops, imageops::FilterType};

use super::{
    Pictures, Untaken,
    picture::{self, Sizes},
};
use crate::confined::Work;

/// The longer side of a picture in spots of one colour: a face is a few of them, a name less than one.
const SPOTS: u32 = 28;

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
    for area in areas {
        let at = |part: u16, side: u32| u32::from(part) * side / 1000;
        let end = |part: u16, side: u32| (u32::from(part) * side).div_ceil(1000).min(side);
        for y in at(area.top, height)..end(area.bottom, height) {
            for x in at(area.left, width)..end(area.right, width) {
                picture.put_pixel(x, y, *blurred.get_pixel(x, y));
            }
        }
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
}
