//! The photo made small, in numbers in which a shadow changes one and a colour the other two.

use image::{RgbImage, imageops};

use super::quad::Point;

/// The longer side of the small picture on which cards are looked for, in pixels.
pub const SMALL: u32 = 900;
/// Keeps dark pixels, which are mostly noise, from counting as loudly as light ones.
const DARK: f32 = 24.0;

/// One number for each pixel, row by row.
#[derive(Clone, Debug)]
pub struct Plane<T> {
    pub width: usize,
    pub height: usize,
    pub cells: Vec<T>,
}

/// Brightness in hundredths of its logarithm, red against green, blue against both: in percent of the brightness.
pub type Shade = [f32; 3];

impl<T: Copy> Plane<T> {
    pub fn filled(width: usize, height: usize, value: T) -> Self {
        Self { width, height, cells: vec![value; width * height] }
    }

    pub fn like<U>(other: &Plane<U>, value: T) -> Self {
        Self::filled(other.width, other.height, value)
    }

    pub fn at(&self, x: usize, y: usize) -> T {
        self.cells[y * self.width + x]
    }

    pub fn map<U>(&self, f: impl Fn(T) -> U) -> Plane<U> {
        Plane { width: self.width, height: self.height, cells: self.cells.iter().map(|&cell| f(cell)).collect() }
    }

    /// The cells beside, above and below, with their places.
    pub fn neighbours(&self, place: usize) -> impl Iterator<Item = usize> + use<T> {
        let (width, height) = (self.width, self.height);
        let (x, y) = (place % width, place / width);
        [
            (x > 0).then(|| place - 1),
            (x + 1 < width).then_some(place + 1),
            (y > 0).then(|| place - width),
            (y + 1 < height).then_some(place + width),
        ]
        .into_iter()
        .flatten()
    }

    /// Is it within `depth` cells of the border?
    pub fn is_rim(&self, place: usize, depth: usize) -> bool {
        let (x, y) = (place % self.width, place / self.width);
        x < depth || y < depth || x + depth >= self.width || y + depth >= self.height
    }
}

impl Plane<Shade> {
    /// The shade between the pixels; none outside.
    pub fn between(&self, at: Point) -> Option<Shade> {
        let (x, y) = (at.x - 0.5, at.y - 0.5);
        if x < 0.0 || y < 0.0 || x > (self.width - 1) as f32 || y > (self.height - 1) as f32 {
            return None;
        }
        let (left, top) = (x as usize, y as usize);
        let (right, bottom) = ((left + 1).min(self.width - 1), (top + 1).min(self.height - 1));
        let (fx, fy) = (x - left as f32, y - top as f32);
        let [a, b, c, d] = [self.at(left, top), self.at(right, top), self.at(left, bottom), self.at(right, bottom)];
        Some(std::array::from_fn(|i| {
            (a[i] * (1.0 - fx) + b[i] * fx) * (1.0 - fy) + (c[i] * (1.0 - fx) + d[i] * fx) * fy
        }))
    }
}

/// The small picture, and how many pixels of the photo one of its pixels is wide.
pub fn small(photo: &RgbImage) -> (Plane<Shade>, f32) {
    let longest = photo.width().max(photo.height());
    let scale = (longest as f32 / SMALL as f32).max(1.0);
    let width = ((photo.width() as f32 / scale).round() as u32).max(1);
    let height = ((photo.height() as f32 / scale).round() as u32).max(1);
    let small = imageops::thumbnail(photo, width, height);
    let cells = small.pixels().map(|pixel| shade(pixel.0)).collect();
    let plane = Plane { width: width as usize, height: height as usize, cells };
    (smooth(&smooth(&plane)), scale)
}

fn shade([red, green, blue]: [u8; 3]) -> Shade {
    let (red, green, blue) = (f32::from(red), f32::from(green), f32::from(blue));
    let bright = 0.299 * red + 0.587 * green + 0.114 * blue + DARK;
    [100.0 * (bright / DARK).ln(), 100.0 * (red - green) / bright, 100.0 * (blue - red.midpoint(green)) / bright]
}

/// A little blur (1 2 1 both ways) against noise and grain.
fn smooth(plane: &Plane<Shade>) -> Plane<Shade> {
    let across = blend(plane, |x, y| {
        [plane.at(x.saturating_sub(1), y), plane.at(x, y), plane.at((x + 1).min(plane.width - 1), y)]
    });
    blend(&across, |x, y| {
        [across.at(x, y.saturating_sub(1)), across.at(x, y), across.at(x, (y + 1).min(across.height - 1))]
    })
}

fn blend(plane: &Plane<Shade>, three: impl Fn(usize, usize) -> [Shade; 3]) -> Plane<Shade> {
    let mut blended = Plane::like(plane, [0.0; 3]);
    for y in 0..plane.height {
        for x in 0..plane.width {
            let [before, here, after] = three(x, y);
            blended.cells[y * plane.width + x] =
                std::array::from_fn(|i| 0.25 * before[i] + 0.5 * here[i] + 0.25 * after[i]);
        }
    }
    blended
}

/// The steepest change of shade at each pixel, over two pixels.
pub fn slopes(plane: &Plane<Shade>) -> Plane<f32> {
    let mut slopes = Plane::like(plane, 0.0);
    for y in 0..plane.height {
        for x in 0..plane.width {
            let (left, right) = (plane.at(x.saturating_sub(1), y), plane.at((x + 1).min(plane.width - 1), y));
            let (up, down) = (plane.at(x, y.saturating_sub(1)), plane.at(x, (y + 1).min(plane.height - 1)));
            slopes.cells[y * plane.width + x] = apart(left, right).hypot(apart(up, down));
        }
    }
    slopes
}

/// How different two shades look.
pub fn apart(a: Shade, b: Shade) -> f32 {
    ((a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2) + (a[2] - b[2]).powi(2)).sqrt()
}
