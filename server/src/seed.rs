//! The demonstration's data, what its contracts say, and the pictures in it: cards as children draw them and fields,
//! drawn here, so that no file of anybody's is needed. They go the way of every photo.

mod field;

use anyhow::Context;
use app::document;
use cards::codec;
use entity::{Store, Time, photo::Purpose, seed};
use image::{DynamicImage, Rgb, RgbImage};

use crate::pictures::Pictures;

/// Fills an empty database.
pub async fn demo(store: &Store, pictures: &Pictures, now: Time) -> anyhow::Result<()> {
    seed::demo(store, now).await?;
    contracts(store, now).await?;
    for (number, plan) in (0..).zip(seed::card::planned(store, now).await?) {
        let photo = if plan.is_drawn() {
            let file = card(number).context("a card could not be drawn")?;
            Some(pictures.take_in(store, Purpose::Card, plan.teacher, &file, now).await?)
        } else {
            None
        };
        seed::card::write(store, &plan, photo).await?;
    }
    for plan in seed::diary::planned(store).await? {
        let file = field::drawn(plan.crop, plan.stage).context("a field could not be drawn")?;
        let photo = pictures.take_in(store, Purpose::Diary, plan.keeper, &file, now).await?;
        seed::diary::keep(store, &plan, photo).await?;
    }
    Ok(())
}

/// Keeps what each contract says, as its acceptance on the page does.
pub async fn contracts(store: &Store, now: Time) -> anyhow::Result<()> {
    let says: Vec<_> = seed::contract::accepted(store, now)
        .await?
        .into_iter()
        .map(|[zh, en]| {
            let says = document::wording(&zh, &en);
            (zh.adoption, says)
        })
        .collect();
    Ok(seed::contract::keep(store, &says).await?)
}

const WIDTH: i32 = 1_200;
const HEIGHT: i32 = 850;
const PAPERS: [[u8; 3]; 4] = [[252, 246, 230], [255, 240, 236], [238, 247, 240], [240, 244, 252]];
const PENCILS: [[u8; 3]; 5] = [[200, 69, 31], [47, 107, 79], [107, 63, 91], [215, 154, 60], [58, 110, 165]];

/// One card as a photo: no two of the first dozen alike.
fn card(number: i32) -> image::ImageResult<Vec<u8>> {
    let mut sheet = Sheet::new(paper(number, &PAPERS));
    let [sky, earth, flower] = [0, 1, 2].map(|place| paper(number + place, &PENCILS));
    sheet.frame(earth);
    sheet.disc((1_000, 190), 70, [240, 180, 60]);
    match number.rem_euclid(3) {
        0 => sheet.flowers(earth, flower),
        1 => sheet.house(sky, flower),
        _ => sheet.hearts(flower, sky),
    }
    sheet.writing(number, earth);
    codec::jpeg(&DynamicImage::ImageRgb8(sheet.0), 90)
}

fn paper(number: i32, of: &[[u8; 3]]) -> [u8; 3] {
    usize::try_from(number).map_or(of[0], |number| of[number % of.len()])
}

/// A sheet of paper and a hand that is not quite steady.
struct Sheet(RgbImage);

type Point = (i32, i32);

impl Sheet {
    fn new(paper: [u8; 3]) -> Self {
        Self(RgbImage::from_pixel(WIDTH.unsigned_abs(), HEIGHT.unsigned_abs(), Rgb(paper)))
    }

    fn dot(&mut self, (x, y): Point, colour: [u8; 3]) {
        if (0..WIDTH).contains(&x) && (0..HEIGHT).contains(&y) {
            self.0.put_pixel(x.unsigned_abs(), y.unsigned_abs(), Rgb(colour));
        }
    }

    fn disc(&mut self, (x, y): Point, radius: i32, colour: [u8; 3]) {
        for dy in -radius..=radius {
            for dx in -radius..=radius {
                if dx * dx + dy * dy <= radius * radius {
                    self.dot((x + dx, y + dy), colour);
                }
            }
        }
    }

    /// A stroke of a crayon.
    fn stroke(&mut self, from: Point, to: Point, thick: i32, colour: [u8; 3]) {
        let steps = (to.0 - from.0).abs().max((to.1 - from.1).abs()).max(1);
        for step in 0..=steps {
            let at = |a: i32, b: i32| a + (b - a) * step / steps;
            self.disc((at(from.0, to.0), at(from.1, to.1) + step / 40 % 2), thick, colour);
        }
    }

    fn frame(&mut self, colour: [u8; 3]) {
        let (right, low) = (WIDTH - 40, HEIGHT - 40);
        for (from, to) in [
            ((40, 40), (right, 44)),
            ((right, 44), (right - 5, low)),
            ((right, low), (42, low - 6)),
            ((42, low), (40, 40)),
        ] {
            self.stroke(from, to, 5, colour);
        }
    }

    fn flowers(&mut self, stem: [u8; 3], petal: [u8; 3]) {
        for (x, y) in [(200, 420), (340, 360), (480, 430), (900, 400)] {
            self.stroke((x, y), (x + 12, 720), 7, stem);
            self.stroke((x + 10, 600), (x + 70, 560), 6, stem);
            for (dx, dy) in [(-46, 0), (46, 0), (0, -46), (0, 46), (-33, -33), (33, 33), (-33, 33), (33, -33)] {
                self.disc((x + dx, y + dy), 27, petal);
            }
            self.disc((x, y), 26, [240, 190, 70]);
        }
        self.stroke((90, 730), (1_110, 724), 6, stem);
    }

    fn house(&mut self, wall: [u8; 3], roof: [u8; 3]) {
        for (from, to) in
            [((240, 400), (240, 720)), ((560, 400), (560, 720)), ((240, 720), (560, 720)), ((240, 400), (560, 400))]
        {
            self.stroke(from, to, 8, wall);
        }
        self.stroke((200, 410), (400, 250), 10, roof);
        self.stroke((400, 250), (600, 410), 10, roof);
        for (from, to) in [((360, 720), (360, 560)), ((360, 560), (440, 560)), ((440, 560), (440, 720))] {
            self.stroke(from, to, 6, roof);
        }
        self.stroke((90, 726), (1_110, 730), 6, [110, 154, 91]);
        for x in [720, 820, 980] {
            self.stroke((x, 725), (x, 560), 9, [150, 110, 70]);
            self.disc((x, 510), 62, [110, 154, 91]);
        }
    }

    fn hearts(&mut self, one: [u8; 3], other: [u8; 3]) {
        for (x, y, size, colour) in
            [(330, 360, 95, one), (560, 470, 60, other), (860, 430, 75, one), (210, 560, 45, other)]
        {
            self.disc((x - size / 2, y), size / 2 + 6, colour);
            self.disc((x + size / 2, y), size / 2 + 6, colour);
            for row in 0..size * 5 / 4 {
                let half = size - row * 4 / 5;
                self.stroke((x - half, y + row), (x + half, y + row), 1, colour);
            }
        }
    }

    /// Lines that look like a child's writing from afar, and say nothing.
    fn writing(&mut self, number: i32, ink: [u8; 3]) {
        for (line, length) in (0..2).zip([9 + number % 3, 6]) {
            for sign in 0..length {
                let (x, y) = (110 + sign * 52, 120 + line * 70 + sign % 3 * 3);
                let bend = (number * 7 + sign * 5 + line) % 4;
                self.stroke((x, y), (x + 34, y + bend), 3, ink);
                self.stroke((x + 16, y - 14), (x + 14 + bend, y + 26), 3, ink);
                self.stroke((x + 2, y + 14 + bend), (x + 36, y + 14), 3, ink);
            }
        }
    }
}
