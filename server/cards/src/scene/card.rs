//! One card of a scene: paper, what a child drew on it, and its sticker.

use fast_qr::{ECL, QRBuilder};

use super::{Colour, Dice};
use crate::quad::{Point, point};

/// A postcard, in millimetres.
pub const SIZE: Point = point(105.0, 148.0);
/// Of the sticker with its quiet zone.
const STICKER: f32 = 33.1;

const PAPERS: [Colour; 6] = [
    [250.0, 250.0, 248.0],
    [246.0, 240.0, 222.0],
    [250.0, 222.0, 226.0],
    [222.0, 238.0, 250.0],
    [250.0, 236.0, 170.0],
    [214.0, 84.0, 70.0],
];

pub struct Card {
    middle: Point,
    along: Point,
    size: Point,
    paper: Colour,
    discs: Vec<(Point, f32, Colour)>,
    strokes: Vec<(Point, Point, Colour)>,
    sticker: Option<Sticker>,
    pub says: Option<String>,
}

struct Sticker {
    corner: Point,
    modules: usize,
    dark: Vec<bool>,
}

impl Card {
    /// One card in eight has no sticker.
    pub fn drawn(dice: &mut Dice, middle: Point, turned: f32) -> Self {
        let size = point(SIZE.x * dice.between(0.96, 1.04), SIZE.y * dice.between(0.96, 1.04));
        let colour =
            |dice: &mut Dice| [dice.between(20.0, 230.0), dice.between(20.0, 200.0), dice.between(20.0, 220.0)];
        let place = |dice: &mut Dice| point(dice.between(4.0, size.x - 4.0), dice.between(4.0, size.y - 4.0));
        let discs = (0..dice.below(7)).map(|_| (place(dice), dice.between(3.0, 16.0), colour(dice))).collect();
        let strokes = (0..dice.below(16)).map(|_| (place(dice), place(dice), colour(dice))).collect();
        let code: String = (0..10).map(|_| char::from(b"2346789BCDFGHJKMNPQRTVWXYZAEU"[dice.below(29)])).collect();
        let says = (dice.below(8) > 0).then_some(code);
        let corners = [point(4.0, 4.0), point(size.x - STICKER - 4.0, 4.0), point(4.0, size.y - STICKER - 4.0)];
        let corner = corners[dice.below(3)];
        let sticker = says.as_ref().map(|says| Sticker::of(says, corner));
        let (paper, along) = (PAPERS[dice.below(PAPERS.len())], point(turned.cos(), turned.sin()));
        Self { middle, along, size, paper, discs, strokes, sticker, says }
    }

    pub fn corners(&self) -> [Point; 4] {
        let half = self.size * 0.5;
        [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]
            .map(|(x, y)| self.middle + self.along * (x * half.x) + self.along.turned() * (y * half.y))
    }

    /// From the card's upper left corner.
    fn own(&self, place: Point) -> Point {
        let off = place - self.middle;
        point(off.dot(self.along), off.dot(self.along.turned())) + self.size * 0.5
    }

    /// How far outside of it a place lies.
    pub fn outside(&self, place: Point) -> f32 {
        let off = self.own(place) - self.size * 0.5;
        point((off.x.abs() - self.size.x / 2.0).max(0.0), (off.y.abs() - self.size.y / 2.0).max(0.0)).length()
    }

    /// None beside it.
    pub fn colour(&self, place: Point) -> Option<Colour> {
        let at = self.own(place);
        if at.x < 0.0 || at.y < 0.0 || at.x > self.size.x || at.y > self.size.y {
            return None;
        }
        if let Some(ink) = self.sticker.as_ref().and_then(|sticker| sticker.ink(at)) {
            return Some(ink);
        }
        let on_stroke = |&&(from, to, _): &&(Point, Point, Colour)| {
            let way = to - from;
            let part = ((at - from).dot(way) / way.dot(way).max(0.1)).clamp(0.0, 1.0);
            (at - (from + way * part)).length() < 0.8
        };
        let stroke = self.strokes.iter().find(on_stroke).map(|stroke| stroke.2);
        let disc = || self.discs.iter().find(|disc| (at - disc.0).length() < disc.1).map(|disc| disc.2);
        Some(stroke.or_else(disc).unwrap_or(self.paper))
    }
}

impl Sticker {
    fn of(says: &str, corner: Point) -> Self {
        let code = QRBuilder::new(says).ecl(ECL::Q).build().expect("short enough");
        let modules = code.size + 8;
        let inside = 4..code.size + 4;
        let is_dark = |row: usize, column: usize| {
            inside.contains(&row) && inside.contains(&column) && code[row - 4][column - 4].value()
        };
        let dark = (0..modules * modules).map(|place| is_dark(place / modules, place % modules)).collect();
        Self { corner, modules, dark }
    }

    fn ink(&self, at: Point) -> Option<Colour> {
        let at = (at - self.corner) * (self.modules as f32 / STICKER);
        let inside = 0.0..self.modules as f32;
        (inside.contains(&at.x) && inside.contains(&at.y)).then(|| {
            let is_dark = self.dark[at.y as usize * self.modules + at.x as usize];
            if is_dark { [28.0; 3] } else { [252.0; 3] }
        })
    }
}
