//! What a phone's camera reads off a printed page: the shapes that the PDF itself fills are drawn and scanned.

#![expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places on a page, in pixels")]

use lopdf::{
    Document,
    content::{Content, Operation},
};

/// Pixels to a point; the narrowest module of a square is a point and a half wide.
const FINE: f32 = 4.0;
/// A4, in pixels.
const WIDE: usize = 2_381;
const HIGH: usize = 3_368;
/// Its upper edge, in points from the lower.
const TOP: f32 = 841.89;

/// Scale and place, as a PDF says where its shapes lie: no page of ours is turned.
#[derive(Clone, Copy)]
struct Place {
    scale: (f32, f32),
    at: (f32, f32),
}

/// Left, top, right, bottom, in pixels from the upper left corner.
type Frame = [f32; 4];

/// What the squares of each page say.
pub fn squares(pdf: &[u8]) -> Vec<Vec<String>> {
    let document = Document::load_mem(pdf).unwrap();
    let content = |page| Content::decode(&document.get_page_content(page)).unwrap();
    document.get_pages().values().map(|page| read(&drawn(&content(*page).operations))).collect()
}

fn read(frames: &[Frame]) -> Vec<String> {
    let mut paper = vec![false; WIDE * HIGH];
    for [left, top, right, bottom] in frames {
        let pixel = |at: &f32, most: usize| (at.round().max(0.0) as usize).min(most);
        for row in pixel(top, HIGH)..pixel(bottom, HIGH) {
            paper[row * WIDE + pixel(left, WIDE)..row * WIDE + pixel(right, WIDE)].fill(true);
        }
    }
    let mut picture = rqrr::PreparedImage::prepare_from_bitmap(WIDE, HIGH, |x, y| paper[y * WIDE + x]);
    picture.detect_grids().into_iter().map(|grid| grid.decode().unwrap().1).collect()
}

/// The frames of all shapes that are filled; those of a square's modules are the modules.
fn drawn(operations: &[Operation]) -> Vec<Frame> {
    let mut place = Place { scale: (1.0, 1.0), at: (0.0, 0.0) };
    let (mut kept, mut path, mut filled) = (Vec::new(), Vec::<Frame>::new(), Vec::new());
    for operation in operations {
        let numbers: Vec<f32> = operation.operands.iter().filter_map(|number| number.as_float().ok()).collect();
        match (operation.operator.as_str(), &numbers[..]) {
            ("q", _) => kept.push(place),
            ("Q", _) => place = kept.pop().unwrap(),
            ("cm", &[width, _, _, height, x, y]) => {
                let (x, y) = on(place, x, y);
                place = Place { scale: (place.scale.0 * width, place.scale.1 * height), at: (x, y) };
            }
            ("re", &[x, y, width, height]) => path.push(round(&[on(place, x, y), on(place, x + width, y + height)])),
            ("m", &[x, y]) => path.push(round(&[on(place, x, y)])),
            ("l", &[x, y]) => {
                if let Some([left, top, right, bottom]) = path.pop() {
                    path.push(round(&[(left, top), (right, bottom), on(place, x, y)]));
                }
            }
            ("f" | "f*", _) => filled.append(&mut path),
            ("S" | "n" | "BT", _) => path.clear(),
            _ => {}
        }
    }
    // A page is measured from its lower edge up.
    let pixels = |[left, low, right, high]: Frame| [left * FINE, (TOP - high) * FINE, right * FINE, (TOP - low) * FINE];
    filled.into_iter().map(pixels).collect()
}

fn on(place: Place, x: f32, y: f32) -> (f32, f32) {
    (place.at.0 + place.scale.0 * x, place.at.1 + place.scale.1 * y)
}

/// The frame round these points.
fn round(points: &[(f32, f32)]) -> Frame {
    let x = || points.iter().map(|point| point.0);
    let y = || points.iter().map(|point| point.1);
    [
        x().fold(f32::MAX, f32::min),
        y().fold(f32::MAX, f32::min),
        x().fold(f32::MIN, f32::max),
        y().fold(f32::MIN, f32::max),
    ]
}
