//! What the plain table looks like where cards hide it: light that falls off smoothly on one colour.
//! It is learnt from the rim of the photo, where most is table, and then from everything that looks alike.

use super::{
    plane::{Plane, Shade, apart},
    straighten,
};

/// How deep the rim is that the table is learnt from, as a share of the longer side.
const RIM: usize = 32;
/// Rounds of fitting; each drops what the last did not explain.
const ROUNDS: usize = 10;
/// So different from the commonest rim colour a piece of the same table may be, by light and by hue.
const START: Shade = [70.0, 14.0, 14.0];
/// Never stricter than this: the table has grain, the photo has compression.
const LEAST: Shade = [5.0, 2.5, 2.5];

/// 1, x, y, x², xy, y², for x and y from −1 to 1.
type Terms = [f64; 6];

/// The table's shade, as a smooth surface for each of its three numbers, and how far the real table strays from it.
#[derive(Clone, Debug)]
pub struct Table {
    surfaces: [Terms; 3],
    pub spread: Shade,
}

/// Learns it; a photo without any table gives something, of which then everything differs.
pub fn learn(plane: &Plane<Shade>) -> Table {
    let depth = (plane.width.max(plane.height) / RIM).max(2);
    let common = commonest((0..plane.cells.len()).filter(|&p| plane.is_rim(p, depth)).map(|p| plane.cells[p]));
    let mut table = Table {
        surfaces: common.map(|value| [f64::from(value), 0.0, 0.0, 0.0, 0.0, 0.0]),
        spread: START.map(|s| s / 3.0),
    };
    for round in 0..ROUNDS {
        // First the rim alone, which shows how the light falls; then all that fits.
        let rim_only = round < ROUNDS / 2;
        let seen = (0..plane.cells.len()).filter(|&place| {
            (if rim_only { plane.is_rim(place, depth) } else { place % 3 == 0 }) && table.explains(plane, place)
        });
        let seen: Vec<usize> = seen.collect();
        if seen.len() < 100 {
            break;
        }
        table.fit(plane, &seen, if round < 2 { 3 } else { 6 });
    }
    table
}

impl Table {
    fn explains(&self, plane: &Plane<Shade>, place: usize) -> bool {
        let (here, expected) = (plane.cells[place], self.at(plane, place));
        (0..3).all(|i| (here[i] - expected[i]).abs() <= 3.0 * self.spread[i])
    }

    pub fn at(&self, plane: &Plane<Shade>, place: usize) -> Shade {
        let terms = terms(plane, place);
        self.surfaces.map(|surface| surface.iter().zip(terms).map(|(a, b)| a * b).sum::<f64>() as f32)
    }

    fn fit(&mut self, plane: &Plane<Shade>, seen: &[usize], order: usize) {
        for (number, surface) in self.surfaces.iter_mut().enumerate() {
            let (left, right) = sums(plane, seen, number, order);
            *surface = straighten::solve(left, right).unwrap_or(*surface);
        }
        let mut strays: [Vec<f32>; 3] = Default::default();
        for &place in seen {
            let (here, expected) = (plane.cells[place], self.at(plane, place));
            for (i, strays) in strays.iter_mut().enumerate() {
                strays.push((here[i] - expected[i]).abs());
            }
        }
        // The median stray of a bell curve is two thirds of its spread.
        self.spread = std::array::from_fn(|i| (1.5 * median(&mut strays[i])).clamp(LEAST[i] / 3.0, START[i] / 3.0));
    }

    /// How different each pixel is from the table, in spreads of the table.
    pub fn strangeness(&self, plane: &Plane<Shade>) -> Plane<f32> {
        let mut strange = Plane::like(plane, 0.0);
        for (place, cell) in strange.cells.iter_mut().enumerate() {
            let (here, expected) = (plane.cells[place], self.at(plane, place));
            let weighed = std::array::from_fn(|i| (here[i] - expected[i]) / self.spread[i]);
            *cell = apart(weighed, [0.0; 3]);
        }
        strange
    }
}

/// The sums of least squares for one of the three numbers, with the first terms only.
fn sums(plane: &Plane<Shade>, seen: &[usize], number: usize, order: usize) -> ([Terms; 6], Terms) {
    let (mut left, mut right) = ([[0.0; 6]; 6], [0.0; 6]);
    for &place in seen {
        let terms = terms(plane, place);
        let value = f64::from(plane.cells[place][number]);
        for (row, by) in left.iter_mut().zip(terms).take(order) {
            for (cell, term) in row.iter_mut().zip(terms).take(order) {
                *cell += by * term;
            }
        }
        for (cell, term) in right.iter_mut().zip(terms).take(order) {
            *cell += term * value;
        }
    }
    // Terms that are not asked for come out as nought.
    for (place, row) in left.iter_mut().enumerate() {
        row[place] += 1e-6 * seen.len() as f64;
    }
    (left, right)
}

fn terms<T: Copy>(plane: &Plane<T>, place: usize) -> Terms {
    let x = 2.0 * (place % plane.width) as f64 / plane.width as f64 - 1.0;
    let y = 2.0 * (place / plane.width) as f64 / plane.height as f64 - 1.0;
    [1.0, x, y, x * x, x * y, y * y]
}

pub fn median(values: &mut [f32]) -> f32 {
    if values.is_empty() {
        return 0.0;
    }
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f32::total_cmp).1
}

/// The middle of the fullest box of shades: hue counts closely, brightness loosely.
fn commonest(shades: impl Iterator<Item = Shade>) -> Shade {
    let mut boxes: std::collections::HashMap<[i32; 3], (u32, [f64; 3])> = std::collections::HashMap::new();
    for shade in shades {
        let key = [shade[0] / 40.0, shade[1] / 10.0, shade[2] / 10.0].map(|v| v.floor() as i32);
        let (count, sum) = boxes.entry(key).or_default();
        *count += 1;
        for (sum, part) in sum.iter_mut().zip(shade) {
            *sum += f64::from(part);
        }
    }
    let fullest = boxes.iter().max_by_key(|(key, (count, _))| (*count, **key));
    fullest.map_or([0.0; 3], |(_, (count, sum))| sum.map(|s| (s / f64::from(*count)) as f32))
}
