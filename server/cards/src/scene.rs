//! Made-up photos of cards on a table, each from a seed: a camera that looks at a slant, light that falls off, somebody's
//! shadow, grain, blur, noise, and JPEG. What is found on them is compared with where the cards were laid.

mod card;

use std::f32::consts::TAU;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, codecs::jpeg::JpegEncoder, imageops};

use self::card::Card;
use super::{
    quad::{Point, Quad, point},
    straighten::Projection,
};

pub type Colour = [f32; 3];

/// Numbers that look random, the same for the same seed (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * ((self.next() >> 40) as f32 / (1_u64 << 24) as f32)
    }

    pub fn below(&mut self, most: usize) -> usize {
        (self.next() % most as u64) as usize
    }
}

/// How the cards lie, and on what. Lengths in millimetres.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    pub table: Colour,
    /// How much the table's colour changes with its grain: 0.05 is wood.
    pub grain: f32,
    pub columns: usize,
    pub rows: usize,
    /// Between two cards.
    pub gap: f32,
    /// How far each card is turned, at most, in radians.
    pub turned: f32,
    /// How far a corner of the view is off, at most: 0.15 is a slant that one sees.
    pub slant: f32,
    /// Whether the photographer's shadow lies over the table.
    pub shadow: bool,
    /// From the outermost cards to the photo's border.
    pub margin: f32,
    /// Of the photo, in pixels; a phone's has some 4,000.
    pub width: u32,
}

pub const WOOD: Colour = [92.0, 62.0, 42.0];

impl Default for Setting {
    fn default() -> Self {
        let (columns, rows) = (3, 2);
        let (gap, turned, slant, margin) = (22.0, 0.12, 0.12, 24.0);
        Self { table: WOOD, grain: 0.05, columns, rows, gap, turned, slant, shadow: true, margin, width: 1600 }
    }
}

pub struct Scene {
    pub photo: RgbImage,
    /// Where each card lies in it, and what its sticker says.
    pub cards: Vec<(Quad, Option<String>)>,
}

/// Of the photo, as phones hold it across.
const SHAPE: f32 = 4.0 / 3.0;

/// The photo of a setting.
pub fn photographed(seed: u64, setting: &Setting) -> Scene {
    let mut dice = Dice(seed.wrapping_mul(7919).wrapping_add(13));
    let cards = laid(&mut dice, setting);
    let size = Quad::upright(setting.width as f32, setting.width as f32 / SHAPE);
    let view = view(&mut dice, setting, &cards);
    let to_table = Projection::of(&size, &view).expect("a camera that sees the table");
    let to_photo = Projection::of(&view, &size).expect("a camera that sees the table");
    let light = Light::of(&mut dice, setting, &view);
    let photo = drawn(&mut dice, setting, &cards, &to_table, &light);
    let cards = cards.iter().map(|card| (Quad(card.corners().map(|corner| to_photo.apply(corner))), card.says.clone()));
    Scene { photo: developed(&mut dice, photo), cards: cards.collect() }
}

fn laid(dice: &mut Dice, setting: &Setting) -> Vec<Card> {
    let apart = card::SIZE * 1.04 + point(setting.gap, setting.gap);
    let place = |number: usize, of: usize| number as f32 - (of as f32 - 1.0) / 2.0;
    let places = (0..setting.rows).flat_map(|row| (0..setting.columns).map(move |column| (column, row)));
    places
        .map(|(column, row)| {
            let middle = point(place(column, setting.columns) * apart.x, place(row, setting.rows) * apart.y);
            let turned = dice.between(-setting.turned, setting.turned);
            Card::drawn(dice, middle, turned)
        })
        .collect()
}

/// What of the table the camera sees.
fn view(dice: &mut Dice, setting: &Setting, cards: &[Card]) -> Quad {
    let corners = cards.iter().flat_map(Card::corners);
    let reach = corners.fold(point(160.0, 120.0), |reach, p| point(reach.x.max(p.x.abs()), reach.y.max(p.y.abs())));
    let reach = reach + point(setting.margin, setting.margin);
    let (x, y) = (reach.x.max(reach.y * SHAPE), reach.y.max(reach.x / SHAPE));
    let mut corner = |right: f32, down: f32| {
        let (more, further) = (dice.between(1.0, 1.0 + setting.slant), dice.between(1.0, 1.0 + setting.slant));
        point(right * x * more, down * y * further)
    };
    Quad([corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)])
}

struct Light {
    falls: Point,
    /// Where the shadow's edge runs, which way it grows, and how soft it is.
    shadow: Option<(Point, Point, f32)>,
    /// Where the cards' own shadows fall, and how soft they are.
    drops: Point,
    soft: f32,
}

impl Light {
    fn of(dice: &mut Dice, setting: &Setting, view: &Quad) -> Self {
        let wide = (view.0[1] - view.0[0]).length();
        let (angle, other) = (dice.between(0.0, TAU), dice.between(0.0, TAU));
        let through = point(dice.between(-0.2, 0.2) * wide, dice.between(-0.2, 0.2) * wide);
        let shadow = (through, point(angle.cos(), angle.sin()), dice.between(15.0, 80.0));
        Self {
            falls: point(dice.between(-0.3, 0.3), dice.between(-0.3, 0.3)) * (1.0 / wide),
            shadow: setting.shadow.then_some(shadow),
            drops: point(other.cos(), other.sin()) * dice.between(0.3, 2.5),
            soft: dice.between(0.8, 4.0),
        }
    }

    fn at(&self, place: Point) -> f32 {
        let light = 0.9 + self.falls.dot(place);
        let Some((through, grows, soft)) = self.shadow else { return light };
        let deep = ((place - through).dot(grows) / soft).clamp(-1.0, 1.0) * 0.5 + 0.5;
        light * (1.0 - 0.35 * deep * deep * (3.0 - 2.0 * deep))
    }
}

fn drawn(dice: &mut Dice, setting: &Setting, cards: &[Card], to_table: &Projection, light: &Light) -> RgbImage {
    let seed = dice.next();
    RgbImage::from_fn(setting.width, (setting.width as f32 / SHAPE) as u32, |x, y| {
        let place = to_table.apply(point(x as f32 + 0.5, y as f32 + 0.5));
        let colour = cards.iter().find_map(|card| card.colour(place)).unwrap_or_else(|| {
            let near = cards.iter().map(|card| card.outside(place - light.drops)).fold(f32::MAX, f32::min);
            let shade = 1.0 - 0.35 * (1.0 - near / light.soft).clamp(0.0, 1.0);
            let grain =
                1.0 + setting.grain * (0.6 * streak(place, 60.0, 3.0, seed) + 0.4 * streak(place, 8.0, 1.2, seed));
            setting.table.map(|part| part * grain * shade)
        });
        Rgb(colour.map(|part| (part * light.at(place)).clamp(0.0, 255.0) as u8))
    })
}

/// From −1 to 1, longer along one way than across.
fn streak(place: Point, long: f32, across: f32, seed: u64) -> f32 {
    let (x, y) = (place.x / long, place.y / across);
    let value = |x: f32, y: f32| {
        let corner =
            (x as i64 as u64).wrapping_mul(0x9E37_79B1) ^ (y as i64 as u64).wrapping_mul(0x85EB_CA77_C2B2_AE63);
        Dice(seed ^ corner).between(-1.0, 1.0)
    };
    let (left, top) = (x.floor(), y.floor());
    let (right, down) = (x - left, y - top);
    let upper = value(left, top) * (1.0 - right) + value(left + 1.0, top) * right;
    let lower = value(left, top + 1.0) * (1.0 - right) + value(left + 1.0, top + 1.0) * right;
    upper * (1.0 - down) + lower * down
}

/// As the phone writes it: not quite sharp, with noise, as JPEG.
fn developed(dice: &mut Dice, photo: RgbImage) -> RgbImage {
    let mut photo = imageops::fast_blur(&photo, dice.between(0.4, 0.9));
    let noise = dice.between(1.0, 5.0);
    for pixel in photo.pixels_mut() {
        let bright = dice.between(-noise, noise);
        pixel.0 = pixel.0.map(|part| (f32::from(part) + bright).clamp(0.0, 255.0) as u8);
    }
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, 75).encode_image(&photo).expect("pixels");
    image::load_from_memory_with_format(&file, ImageFormat::Jpeg).map(DynamicImage::into_rgb8).expect("a JPEG")
}
