//! A field for the diaries, seen from the path: bare after the sowing, and taller with every entry. Nobody is in it.

use cards::codec;
use entity::plot::Crop;
use image::DynamicImage;

use super::{HEIGHT, Point, Sheet, WIDTH};

type Colour = [u8; 3];

const SKY: Colour = [226, 238, 246];
const HILL: Colour = [158, 178, 150];
const SOIL: Colour = [176, 140, 104];
const SEED: Colour = [232, 214, 176];
const FURROW: Colour = [142, 108, 78];
const LEAF: Colour = [86, 138, 70];
/// Where the field begins.
const EDGE: i32 = 370;
const ROWS: i32 = 6;

/// `stage`: 0 after the sowing, 4 before the harvest.
pub fn drawn(crop: Crop, stage: i32) -> image::ImageResult<Vec<u8>> {
    let mut sheet = Sheet::new(SKY);
    sheet.disc((1_020, 120), 58, [240, 190, 90]);
    for (x, radius) in [(140, 190), (430, 150), (760, 210), (1_080, 170)] {
        sheet.disc((x, EDGE + 60), radius, HILL);
    }
    sheet.soil();
    for row in 0..ROWS {
        let y = EDGE + 60 + row * 74;
        sheet.stroke((0, y), (WIDTH, y + 6), 4, FURROW);
        for plant in 0..13 {
            sheet.plant((40 + plant * 92 + row % 2 * 46, y), (stage, 10 + row * 2), crop);
        }
    }
    codec::jpeg(&DynamicImage::ImageRgb8(sheet.0), 88)
}

/// What stands on top of a plant once it flowers.
const fn top(crop: Crop, stage: i32) -> Colour {
    match crop {
        Crop::Potatoes => [250, 248, 240],
        Crop::Buckwheat if stage < 4 => [246, 226, 232],
        Crop::Buckwheat => [96, 72, 62],
        _ if stage < 4 => [186, 190, 96],
        _ => [214, 160, 60],
    }
}

impl Sheet {
    fn soil(&mut self) {
        for y in EDGE..HEIGHT {
            for x in 0..WIDTH {
                self.dot((x, y), SOIL);
            }
        }
    }

    /// `size`: nearer plants are larger.
    fn plant(&mut self, (x, y): Point, (stage, size): (i32, i32), crop: Crop) {
        if stage == 0 {
            return self.disc((x, y), 4, SEED);
        }
        let tip = (x + stage % 2 * 4, y - stage * size);
        self.stroke((x, y), tip, 3, LEAF);
        for leaf in 1..=stage {
            let (from, side) = (y - leaf * size + size / 2, if leaf % 2 == 0 { 1 } else { -1 });
            self.stroke((x, from), (x + side * (10 + size), from - 8), 2, LEAF);
        }
        if stage >= 3 {
            self.disc(tip, 5 + size / 4, top(crop, stage));
        }
    }
}

#[cfg(test)]
mod tests {
    use entity::plot::Crop;

    use super::drawn;

    #[test]
    fn no_two_stages_of_a_field_look_alike() {
        let stages: Vec<Vec<u8>> = (0..5).map(|stage| drawn(Crop::Oats, stage).unwrap()).collect();
        for (place, stage) in stages.iter().enumerate() {
            assert!(stages[place + 1..].iter().all(|other| other != stage), "{place}");
        }
    }
}
