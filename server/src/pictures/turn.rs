//! Turns a picture by a quarter: see `entity::photo::turn`. Runs in the confined child.

use app::{AppError, site::TurnPicture};
use entity::{
    Refusal, Store, Time,
    id::{AccountId, PhotoId},
    photo::{self, Size, Unusable, turn::Way},
};

use super::{
    Pictures, Untaken,
    picture::{self, Sizes},
};
use crate::confined::Work;

/// What the child is given: one line that says which way, then the picture.
fn question(way: Way, jpeg: &[u8]) -> Vec<u8> {
    [way.key().as_bytes(), b"\n", jpeg].concat()
}

/// What the child does with it.
pub fn turned(question: &[u8]) -> Result<Sizes, Unusable> {
    let end = question.iter().position(|&byte| byte == b'\n').ok_or(Unusable::Damaged)?;
    let (way, jpeg) = question.split_at(end);
    let way = str::from_utf8(way).ok().and_then(Way::from_key).ok_or(Unusable::Damaged)?;
    let picture = picture::decoded(&jpeg[1..])?;
    let picture = match way {
        Way::Left => picture.rotate270(),
        Way::Right => picture.rotate90(),
    };
    Sizes::draw(&picture)
}

impl Pictures {
    /// A picture once more, turned: a new row and new files, to be kept in the old one's place.
    pub async fn turn(
        &self,
        store: &Store,
        photo: &photo::Model,
        by: AccountId,
        way: Way,
        now: Time,
    ) -> Result<PhotoId, AppError> {
        let opened = self.open(store, photo, Size::Large).await.map_err(|error| AppError::broken(&error))?;
        let question = question(way, &opened.ok_or(Refusal::NotFound)?);
        let answer = self.confined.run(Work::Turn, &question).await.map_err(|failure| AppError::broken(&failure))?;
        let sizes = picture::answered(&answer).map_err(Refusal::Picture)?;
        self.put(store, photo.purpose, by, &sizes, now).await.map_err(Untaken::told)
    }

    /// [`Pictures::turn`], for the pages.
    pub fn turner(&self, store: &Store) -> TurnPicture {
        let (pictures, store) = (self.clone(), store.clone());
        Box::new(move |photo, by, way, now| {
            let (pictures, store) = (pictures.clone(), store.clone());
            Box::pin(async move { pictures.turn(&store, &photo, by, way, now).await })
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use entity::photo::{Size, Unusable, turn::Way};
    use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

    use super::{question, turned};

    #[test]
    fn the_upper_left_corner_goes_where_it_is_turned() {
        let drawn = RgbImage::from_fn(80, 40, |x, y| Rgb([if x < 40 && y < 20 { 0 } else { 255 }; 3]));
        let mut file = Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(drawn).write_to(&mut file, ImageFormat::Jpeg).unwrap();
        for (way, dark) in [(Way::Right, (30, 20)), (Way::Left, (10, 60))] {
            let sizes = turned(&question(way, file.get_ref())).unwrap();
            assert_eq!((sizes.width, sizes.height), (40, 80));
            let seen = image::load_from_memory(sizes.of(Size::Large)).unwrap().into_luma8();
            for place in [(10, 20), (30, 20), (10, 60), (30, 60)] {
                assert_eq!(seen.get_pixel(place.0, place.1).0[0] < 128, place == dark, "{way:?} {place:?}");
            }
        }
        assert_eq!(turned(b"round\n"), Err(Unusable::Damaged));
    }
}
