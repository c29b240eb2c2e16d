//! Straightens a card that was seen at an angle: the projective map that takes a rectangle to its four corners.

use image::{Rgb, RgbImage};

use super::quad::{Point, Quad, point};

/// The longer side of a straightened card is at most this many pixels.
pub const LARGEST: f32 = 1600.0;
/// Taken off each side, so that no sliver of table shows: part of the side.
const TRIM: f32 = 0.004;

/// x and y are (a x + b y + c) / (g x + h y + 1) and (d x + e y + f) / (g x + h y + 1).
#[derive(Clone, Copy, Debug)]
pub struct Projection([f64; 8]);

impl Projection {
    /// That takes one quad to another, corner by corner; none for a quad without area.
    pub fn of(from: &Quad, to: &Quad) -> Option<Self> {
        let mut left = [[0.0; 8]; 8];
        let mut right = [0.0; 8];
        for (i, (from, to)) in from.0.into_iter().zip(to.0).enumerate() {
            let (x, y) = (f64::from(from.x), f64::from(from.y));
            let (u, v) = (f64::from(to.x), f64::from(to.y));
            left[2 * i] = [x, y, 1.0, 0.0, 0.0, 0.0, -x * u, -y * u];
            left[2 * i + 1] = [0.0, 0.0, 0.0, x, y, 1.0, -x * v, -y * v];
            right[2 * i] = u;
            right[2 * i + 1] = v;
        }
        solve(left, right).map(Self)
    }

    pub fn apply(&self, at: Point) -> Point {
        let [a, b, c, d, e, f, g, h] = self.0;
        let (x, y) = (f64::from(at.x), f64::from(at.y));
        let w = g * x + h * y + 1.0;
        point(((a * x + b * y + c) / w) as f32, ((d * x + e * y + f) / w) as f32)
    }
}

/// Solves `left · x = right` by elimination with row exchange; none when there is no single answer.
pub fn solve<const N: usize>(mut left: [[f64; N]; N], mut right: [f64; N]) -> Option<[f64; N]> {
    for column in 0..N {
        let pivot = (column..N).max_by(|&a, &b| left[a][column].abs().total_cmp(&left[b][column].abs()))?;
        if left[pivot][column].abs() < 1e-12 {
            return None;
        }
        left.swap(column, pivot);
        right.swap(column, pivot);
        for row in 0..N {
            if row == column {
                continue;
            }
            let factor = left[row][column] / left[column][column];
            let by = left[column];
            for (cell, by) in left[row].iter_mut().zip(by).skip(column) {
                *cell -= factor * by;
            }
            right[row] -= factor * right[column];
        }
    }
    Some(std::array::from_fn(|i| right[i] / left[i][i]))
}

/// The card as a rectangle, turned so that its upper side is the one that lies highest in the photo.
pub fn straightened(photo: &RgbImage, quad: &Quad) -> Option<RgbImage> {
    let quad = righted(quad);
    let quad = quad.grown(-TRIM * quad.area().sqrt())?;
    let [top, right, bottom, left] = quad.sides().map(|(from, to)| (to - from).length());
    let (width, height) = (top.max(bottom), right.max(left));
    let shrink = (LARGEST / width.max(height)).min(1.0);
    let (width, height) = ((width * shrink).round().max(1.0), (height * shrink).round().max(1.0));
    let projection = Projection::of(&Quad::upright(width, height), &quad)?;
    // A pixel that covers several of the photo's is the mean of some of them.
    let fine = (1.0 / shrink).ceil().clamp(1.0, 3.0) as u16;
    Some(RgbImage::from_fn(width as u32, height as u32, |x, y| {
        let mut sum = [0.0_f32; 3];
        for i in 0..fine * fine {
            let part = |n: u16| (f32::from(n) + 0.5) / f32::from(fine);
            let at = point(x as f32 + part(i % fine), y as f32 + part(i / fine));
            let seen = between(photo, projection.apply(at));
            for (sum, seen) in sum.iter_mut().zip(seen) {
                *sum += seen;
            }
        }
        Rgb(sum.map(|s| (s / f32::from(fine * fine)).round() as u8))
    }))
}

/// The same four corners, beginning with the one that is most to the upper left.
pub fn righted(quad: &Quad) -> Quad {
    let first = (0..4).min_by(|&a, &b| {
        let lean = |i: usize| {
            let (from, to) = quad.sides()[i];
            let side = (to - from).unit();
            -side.x
        };
        lean(a).total_cmp(&lean(b))
    });
    let first = first.unwrap_or(0);
    Quad(std::array::from_fn(|i| quad.0[(first + i) % 4]))
}

/// The colour between the four nearest pixels; the border's colour outside.
fn between(photo: &RgbImage, at: Point) -> [f32; 3] {
    let (right_most, lowest) = (photo.width() - 1, photo.height() - 1);
    let x = (at.x - 0.5).clamp(0.0, right_most as f32);
    let y = (at.y - 0.5).clamp(0.0, lowest as f32);
    let (left, top) = (x as u32, y as u32);
    let (fx, fy) = (x - left as f32, y - top as f32);
    let pixel = |x: u32, y: u32| photo.get_pixel(x.min(right_most), y.min(lowest)).0.map(f32::from);
    let (a, b, c, d) = (pixel(left, top), pixel(left + 1, top), pixel(left, top + 1), pixel(left + 1, top + 1));
    std::array::from_fn(|i| (a[i] * (1.0 - fx) + b[i] * fx) * (1.0 - fy) + (c[i] * (1.0 - fx) + d[i] * fx) * fy)
}
