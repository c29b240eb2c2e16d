//! The shapes that are drawn beside text: rules, rings, the squares of QR codes.

use krilla::color::luma;
use krilla::geom::{PathBuilder, Rect};
use krilla::paint::{Fill, Stroke, StrokeDash};
use krilla::surface::Surface;

use crate::labels::paper::{Frame, Qr, Rule};

/// Bézier arm of a quarter circle of radius 1.
const QUARTER: f32 = 0.552_285;

pub(super) fn fill(ink: u8) -> Fill {
    Fill { paint: luma::Color::new(ink).into(), ..Fill::default() }
}

pub(super) fn stroke(ink: u8, width: f32) -> Stroke {
    Stroke { paint: luma::Color::new(ink).into(), width, ..Stroke::default() }
}

/// A path without extent draws nothing.
pub(super) fn draw(surface: &mut Surface<'_>, fill: Option<Fill>, stroke: Option<Stroke>, path: PathBuilder) {
    if let Some(path) = path.finish() {
        surface.set_fill(fill);
        surface.set_stroke(stroke);
        surface.draw_path(&path);
    }
}

pub(super) fn draw_rule(surface: &mut Surface<'_>, rule: &Rule) {
    let mut path = PathBuilder::new();
    path.move_to(rule.from.0, rule.from.1);
    path.line_to(rule.to.0, rule.to.1);
    let dash = rule.dashed.then(|| StrokeDash { array: vec![4.0, 3.0], offset: 0.0 });
    draw(surface, None, Some(Stroke { dash, ..stroke(rule.ink, rule.weight) }), path);
}

pub(super) fn ring(x: f32, y: f32, radius: f32) -> PathBuilder {
    let arm = QUARTER * radius;
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.cubic_to(x + radius, y + arm, x + arm, y + radius, x, y + radius);
    path.cubic_to(x - arm, y + radius, x - radius, y + arm, x - radius, y);
    path.cubic_to(x - radius, y - arm, x - arm, y - radius, x, y - radius);
    path.cubic_to(x + arm, y - radius, x + radius, y - arm, x + radius, y);
    path.close();
    path
}

/// All in one path, so that no viewer shows seams between neighbouring modules.
pub(super) fn modules(frame: Frame, qr: &Qr) -> PathBuilder {
    let module = frame.width / f32::from(qr.size);
    let mut path = PathBuilder::new();
    for &(column, row, length) in &qr.runs {
        let (x, y) = (frame.x + f32::from(column) * module, frame.y + f32::from(row) * module);
        if let Some(rect) = Rect::from_xywh(x, y, f32::from(length) * module, module) {
            path.push_rect(rect);
        }
    }
    path
}
