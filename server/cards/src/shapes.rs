//! Where something lies on the table: pixels that are not table, gathered into pieces, and the four sides of each.

use super::{
    plane::Plane,
    quad::{Line, Point, Quad, area, hull, largest_inside, point},
};

/// What is not table.
pub type Mask = Plane<bool>;

/// A piece of the mask that has four sides.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    pub quad: Quad,
    /// How well the four sides describe the piece: 1 is perfect.
    pub fit: f32,
}

/// What lines enclose: everything that cannot be reached from the table's rim without a step steeper than `steep`.
pub fn enclosed(heights: &Plane<f32>, steep: f32) -> Mask {
    heights.map(|height| height > steep)
}

/// For each pixel the least steep of all ways to it from the table at the rim: the steepest step on that way.
pub fn heights(slopes: &Plane<f32>, is_table: impl Fn(usize) -> bool) -> Plane<f32> {
    /// Steps are told apart in fifths.
    const FINE: f32 = 5.0;
    const STEPS: usize = 1024;
    let level = |slope: f32| ((slope * FINE) as usize).min(STEPS - 1);
    let mut heights = Plane::like(slopes, f32::INFINITY);
    let mut waiting: Vec<Vec<usize>> = vec![Vec::new(); STEPS];
    for place in (0..slopes.cells.len()).filter(|&place| is_table(place)) {
        waiting[level(slopes.cells[place])].push(place);
    }
    for step in 0..STEPS {
        while let Some(place) = waiting[step].pop() {
            if heights.cells[place].is_finite() {
                continue;
            }
            heights.cells[place] = step as f32 / FINE;
            for next in slopes.neighbours(place) {
                if heights.cells[next].is_infinite() {
                    waiting[step.max(level(slopes.cells[next]))].push(next);
                }
            }
        }
    }
    heights
}

/// The mask without its holes: what does not touch the border is not table.
pub fn without_holes(mask: &Mask) -> Mask {
    let mut open: Vec<usize> = (0..mask.cells.len()).filter(|&p| mask.is_rim(p, 1) && !mask.cells[p]).collect();
    let mut full = Plane::like(mask, true);
    while let Some(place) = open.pop() {
        if !full.cells[place] {
            continue;
        }
        full.cells[place] = false;
        open.extend(mask.neighbours(place).filter(|&next| !mask.cells[next] && full.cells[next]));
    }
    full
}

/// The mask without a seam of one pixel; the border of the photo takes nothing away.
pub fn thinner(mask: &Mask) -> Mask {
    let mut thin = mask.clone();
    for place in 0..mask.cells.len() {
        if mask.cells[place] && mask.neighbours(place).any(|next| !mask.cells[next]) {
            thin.cells[place] = false;
        }
    }
    thin
}

/// The four-sided pieces of a mask with areas in `sizes`, in pixels.
pub fn shapes(mask: &Mask, sizes: &std::ops::Range<f32>) -> Vec<Shape> {
    let mut seen = Plane::like(mask, false);
    let mut shapes = Vec::new();
    for start in 0..mask.cells.len() {
        if !mask.cells[start] || seen.cells[start] {
            continue;
        }
        let piece = gather(mask, &mut seen, start);
        if sizes.contains(&(piece.len() as f32)) {
            shapes.extend(shape(mask, &piece));
        }
    }
    shapes
}

fn gather(mask: &Mask, seen: &mut Mask, start: usize) -> Vec<usize> {
    let mut piece = vec![start];
    seen.cells[start] = true;
    let mut next = 0;
    while next < piece.len() {
        for neighbour in mask.neighbours(piece[next]) {
            if mask.cells[neighbour] && !seen.cells[neighbour] {
                seen.cells[neighbour] = true;
                piece.push(neighbour);
            }
        }
        next += 1;
    }
    piece
}

fn shape(mask: &Mask, piece: &[usize]) -> Option<Shape> {
    let edge: Vec<Point> = piece
        .iter()
        .filter(|&&place| mask.is_rim(place, 1) || mask.neighbours(place).any(|next| !mask.cells[next]))
        .map(|&place| point((place % mask.width) as f32 + 0.5, (place / mask.width) as f32 + 0.5))
        .collect();
    let hull = hull(edge.clone());
    let rough = largest_inside(&hull)?;
    let quad = fitted(&rough, &edge)?.grown(0.5)?;
    if !quad.is_card_like() {
        return None;
    }
    let (piece, hull, whole) = (piece.len() as f32, area(&hull), quad.area());
    // The hull runs through the middles of the outermost pixels.
    let hull = hull.max(piece);
    let fit = (piece / hull) * (hull.min(whole) / hull.max(whole));
    Some(Shape { quad, fit })
}

/// The sides moved to where the edge's pixels lie.
fn fitted(rough: &Quad, edge: &[Point]) -> Option<Quad> {
    let mut lines = Vec::with_capacity(4);
    for (from, to) in rough.sides() {
        let side = to - from;
        let (length, along) = (side.length(), side.unit());
        let near = (0.06 * length).clamp(3.0, 12.0);
        let points = edge.iter().copied().filter(|&p| {
            let (way, off) = (along.dot(p - from), along.cross(p - from));
            way > 0.08 * length && way < 0.92 * length && off.abs() < near
        });
        lines.push(Line::robust(points.collect(), along)?.0);
    }
    Quad::of_lines([lines[0], lines[1], lines[2], lines[3]])
}
