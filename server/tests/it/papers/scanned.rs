//! What a phone's camera reads off a printed page: the shapes that the PDF itself fills are drawn and scanned.

#![expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places on a page, in pixels")]

use lopdf::{
    Document,
    content::{Content, Operation},
};

/// Pixels to a point.
const FINE: f32 = 6.0;
/// White round a square, in points.
const QUIET: f32 = 8.0;

/// Scale and place, as a PDF says where its shapes lie: no page of ours is turned.
#[derive(Clone, Copy)]
struct Place {
    scale: (f32, f32),
    at: (f32, f32),
}

/// Left, low, right, high, in points from the lower left corner.
type Frame = [f32; 4];

/// What the squares of each page say, each scanned by itself.
pub fn squares(pdf: &[u8]) -> Vec<Vec<String>> {
    let document = Document::load_mem(pdf).unwrap();
    let content = |page| Content::decode(&document.get_page_content(page)).unwrap();
    let said = |shapes: Vec<Vec<Frame>>| shapes.iter().filter_map(|shape| read(shape)).collect();
    document.get_pages().values().map(|page| said(drawn(&content(*page).operations))).collect()
}

fn read(shape: &[Frame]) -> Option<String> {
    let corners: Vec<(f32, f32)> = shape.iter().flat_map(|one| [(one[0], one[1]), (one[2], one[3])]).collect();
    let [left, low, right, high] = round(&corners);
    let pixel = |length: f32| (length * FINE).round() as usize;
    let (wide, tall) = (pixel(right - left + 2.0 * QUIET), pixel(high - low + 2.0 * QUIET));
    let mut paper = vec![false; wide * tall];
    for one in shape {
        let (from, to) = (pixel(one[0] - left + QUIET), pixel(one[2] - left + QUIET));
        // A page is measured from its lower edge up.
        for row in pixel(high - one[3] + QUIET)..pixel(high - one[1] + QUIET) {
            paper[row * wide + from..row * wide + to].fill(true);
        }
    }
    let mut picture = rqrr::PreparedImage::prepare_from_bitmap(wide, tall, |x, y| paper[y * wide + x]);
    Some(picture.detect_grids().first()?.decode().unwrap().1)
}

/// What is filled at one go, as the frames of its parts: a square's modules are all one shape.
fn drawn(operations: &[Operation]) -> Vec<Vec<Frame>> {
    let mut place = Place { scale: (1.0, 1.0), at: (0.0, 0.0) };
    let (mut kept, mut path, mut shapes) = (Vec::new(), Vec::<Frame>::new(), Vec::new());
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
                if let Some([left, low, right, high]) = path.pop() {
                    path.push(round(&[(left, low), (right, high), on(place, x, y)]));
                }
            }
            ("f" | "f*", _) => shapes.push(std::mem::take(&mut path)),
            ("S" | "n" | "BT", _) => path.clear(),
            _ => {}
        }
    }
    shapes
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
