//! Finds the cards: looks at the photo with several degrees of strictness, and keeps the shapes that last.

use super::{
    plane::{Plane, Shade, apart, slopes},
    quad::{Line, Quad},
    shapes::{Mask, Shape, enclosed, heights, shapes, thinner, without_holes},
    table,
};

/// No more cards are taken from one photo.
pub const MOST: usize = 40;
/// A card covers at least this part of the photo.
const LEAST_PART: f32 = 0.006;
const MOST_PART: f32 = 0.95;
/// How strange a pixel must be, in spreads of the table, not to be table; the strictness rises.
const STRANGE: [f32; 8] = [3.5, 5.0, 7.0, 10.0, 14.0, 20.0, 28.0, 40.0];
/// How steep an edge must be, in usual slopes of the table.
const STEEP: [f32; 7] = [3.0, 4.0, 5.5, 7.5, 10.0, 14.0, 20.0];
/// Seams taken off before pieces are gathered, so that cards that nearly touch come apart.
const SEAMS: [usize; 3] = [0, 1, 3];
/// A shape below this is no card.
const LEAST_FIT: f32 = 0.86;

/// A card, and how sure it is.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    quad: Quad,
    /// How well it fits where it fits best.
    fit: f32,
    /// At how many degrees of strictness it was seen.
    seen: usize,
}

impl Candidate {
    fn worth(&self) -> f32 {
        // A shape seen once may be a chance; one seen five times is there.
        self.fit * self.fit * (self.seen.min(6) as f32).sqrt()
    }
}

/// The outlines of the cards, in pixels of the small picture, row by row.
pub fn cards(plane: &Plane<Shade>) -> Vec<Quad> {
    let slopes = slopes(plane);
    let mut candidates: Vec<Candidate> = Vec::new();
    for shape in looks(plane, &slopes) {
        note(&mut candidates, shape);
    }
    let mut cards: Vec<Quad> = chosen(candidates).iter().filter_map(|one| sharpened(plane, &one.quad)).collect();
    cards.truncate(MOST);
    in_rows(&mut cards);
    cards
}

/// All four-sided shapes at all degrees of strictness: of what has another colour than the table, and of what lines enclose.
fn looks(plane: &Plane<Shade>, slopes: &Plane<f32>) -> Vec<Shape> {
    let table = table::learn(plane);
    let strange = table.strangeness(plane);
    let usual = usual_slope(slopes, &strange);
    let heights = heights(slopes, |place| slopes.is_rim(place, 1) && strange.cells[place] < 4.0);
    let whole = plane.cells.len() as f32;
    let sizes = LEAST_PART * whole * 0.8..MOST_PART * whole;
    let mut found = Vec::new();
    let mut look = |mut mask: Mask| {
        let mut taken = 0;
        for seams in SEAMS {
            while taken < seams {
                mask = thinner(&mask);
                taken += 1;
            }
            let shapes = shapes(&mask, &sizes).into_iter().filter(|shape| shape.fit >= LEAST_FIT);
            found.extend(shapes.filter_map(|shape| Some(Shape { quad: shape.quad.grown(seams as f32)?, ..shape })));
        }
    };
    for strangeness in STRANGE {
        look(without_holes(&strange.map(|cell| cell > strangeness)));
    }
    for steepness in STEEP {
        look(enclosed(&heights, steepness * usual));
    }
    found.retain(|shape| shape.quad.area() >= LEAST_PART * whole);
    found
}

/// The slope that the bare table has, mostly by noise.
fn usual_slope(slopes: &Plane<f32>, strange: &Plane<f32>) -> f32 {
    let on_table = slopes.cells.iter().zip(&strange.cells).step_by(7).filter(|(_, strange)| **strange < 3.0);
    let mut on_table: Vec<f32> = on_table.map(|(slope, _)| *slope).collect();
    table::median(&mut on_table).max(0.4)
}

/// The same shape again makes a candidate surer; the better outline stays.
fn note(candidates: &mut Vec<Candidate>, shape: Shape) {
    let same = candidates.iter_mut().find(|one| one.quad.shared(&shape.quad).0 > 0.85);
    match same {
        Some(one) => {
            one.seen += 1;
            if shape.fit > one.fit {
                (one.quad, one.fit) = (shape.quad, shape.fit);
            }
        }
        None => candidates.push(Candidate { quad: shape.quad, fit: shape.fit, seen: 1 }),
    }
}

/// Of candidates that overlap: two cards side by side rather than both as one, a card rather than the picture on it.
fn chosen(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.retain(|one| one.seen >= 2);
    candidates.sort_by(|a, b| a.quad.area().total_cmp(&b.quad.area()));
    let mut kept: Vec<Candidate> = Vec::new();
    for one in candidates {
        let (inside, rest): (Vec<&Candidate>, Vec<&Candidate>) = kept
            .iter()
            .partition(|other| one.quad.shared(&other.quad).1 > 0.85 && one.quad.contains(other.quad.middle()));
        let covered: f32 = inside.iter().map(|other| other.quad.area()).sum::<f32>() / one.quad.area();
        if inside.len() >= 2 && covered > 0.7 {
            continue;
        }
        // Nearly the same outline once more, or the picture on a card: the surer one, the whole card.
        if let [other] = inside[..]
            && covered > 0.6
            && other.worth() > one.worth()
        {
            continue;
        }
        let clash = rest.iter().any(|other| one.quad.shared(&other.quad).1 > 0.15 && other.worth() >= one.worth());
        if clash {
            continue;
        }
        let mut next: Vec<Candidate> =
            rest.into_iter().filter(|other| one.quad.shared(&other.quad).1 <= 0.15).copied().collect();
        next.push(one);
        kept = next;
    }
    kept.sort_by(|a, b| b.worth().total_cmp(&a.worth()));
    kept
}

/// Each side moved to the steepest change of shade beside it, which is where the paper ends; none without such edges.
fn sharpened(plane: &Plane<Shade>, quad: &Quad) -> Option<Quad> {
    let lines = quad.sides().map(|(from, to)| {
        let along = (to - from).unit();
        let inwards = along.turned();
        let length = (to - from).length();
        let mut edge = Vec::new();
        for part in 0..=60 {
            let at = from + along * (length * (0.06 + 0.88 * part as f32 / 60.0));
            let steepest = (-8..=8)
                .filter_map(|half| {
                    let here = at + inwards * (half as f32 * 0.5);
                    let slope = apart(plane.between(here - inwards)?, plane.between(here + inwards)?);
                    // Nearer to where it was looked for is likelier.
                    Some((slope * (1.0 - 0.05 * (half as f32).abs()), here))
                })
                .max_by(|a, b| a.0.total_cmp(&b.0));
            edge.extend(steepest.map(|(_, here)| here));
        }
        let kept = Line::robust(edge, along).filter(|(line, share)| {
            *share > 0.4 && line.along.dot(along) > 0.995 && line.off(from + along * (0.5 * length)).abs() < 4.0
        });
        kept.map_or(Line { through: from, along }, |(line, _)| line)
    });
    Quad::of_lines(lines).filter(Quad::is_card_like).or(Some(*quad))
}

/// As one reads: row by row, left to right.
fn in_rows(cards: &mut [Quad]) {
    cards.sort_by(|a, b| a.middle().y.total_cmp(&b.middle().y));
    let mut start = 0;
    while start < cards.len() {
        let tall = cards[start].area().sqrt();
        let top = cards[start].middle().y;
        let end = start + cards[start..].iter().take_while(|card| card.middle().y < top + 0.5 * tall).count();
        cards[start..end].sort_by(|a, b| a.middle().x.total_cmp(&b.middle().x));
        start = end;
    }
}
