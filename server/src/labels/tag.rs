//! The face of one tag: what a school needs to know a gift by. It names nobody: the code, the wish,
//! the phase and the school's public alias, never an address.

use std::num::NonZeroU16;

use super::paper::{Block, Frame, GREY, Mark, Qr, Role, Rule, mm};
use super::text::{Style, Typesetter};
use super::words::Words;
use super::{LabelError, Tag};

/// On the gift sheet a tag is as large as one of eight on a page.
pub(super) const SIZE: (f32, f32) = (mm(95.0), mm(67.5));

const PADDING: f32 = mm(4.5);
const QR: f32 = mm(25.0);
/// Four modules of white round a QR code of some 33 modules, so that scanners find it.
const QUIET: f32 = mm(3.5);
const HOLE: f32 = mm(1.6);
const NOTICE: f32 = mm(9.0);
const GAP: f32 = mm(0.5);

const SMALL: Style = Style::sized(8.0, 6.5).ink(GREY);
const CODE: Style = Style::sized(21.0, 12.0).bold().leading(1.3);
const PHASE: Style = Style::sized(9.0, 6.5);
const ITEM: Style = Style::sized(16.0, 8.0).bold().leading(1.25);
const SPECIFICATION: Style = Style::sized(10.0, 7.0);
const OUTSIDE: Style = Style::sized(8.5, 6.0).bold();

/// Lays the tag into `cell`; `level` is the heading level of its code.
pub(super) fn lay(
    typesetter: &Typesetter<'_>,
    tag: &Tag,
    cell: Frame,
    level: NonZeroU16,
    words: &Words,
) -> Result<Vec<Block>, LabelError> {
    let inner = cell.inset(PADDING);
    let qr = Frame::new(inner.right() - QR, inner.y, QR, QR);
    let head = Frame::new(inner.x, inner.y, inner.width - QR - QUIET, QR + mm(4.0));
    let mut blocks = identity(typesetter, tag, head, level, words);
    blocks.extend(scan(typesetter, tag, qr, words)?);
    blocks.push(Block::ornament(Mark::Rule(Rule::across(inner, head.bottom() + mm(1.0)))));

    let wish = Frame::new(inner.x, head.bottom() + mm(2.2), inner.width, 0.0);
    let notice = Frame::new(inner.x, inner.bottom() - NOTICE, inner.width, NOTICE);
    blocks.extend(gift(typesetter, tag, Frame { height: notice.y - mm(1.0) - wish.y, ..wish }, words));
    blocks.push(Block::ornament(Mark::Rule(Rule::across(inner, notice.y))));
    blocks.extend(instruction(typesetter, notice.below(notice.y + mm(1.0)), words));
    blocks.retain(|block| !block.marks.is_empty());
    Ok(blocks)
}

/// Hole, code, phase and school.
fn identity(typesetter: &Typesetter<'_>, tag: &Tag, head: Frame, level: NonZeroU16, words: &Words) -> Vec<Block> {
    let hole = Mark::Ring { x: head.x + HOLE, y: head.y + HOLE, radius: HOLE };
    let beside = Frame { x: head.x + 2.0 * HOLE + mm(2.0), width: head.width - 2.0 * HOLE - mm(2.0), ..head };
    let (label, label_end) = typesetter.set(words.code, Frame { height: mm(4.0), ..beside }, SMALL);
    let code = Frame { height: mm(11.0), ..head.below(label_end + mm(1.5)) };
    let (code, code_end) = typesetter.set(&tag.grouped_code(), code, CODE);
    let phase = Frame { height: mm(4.2), ..head.below(code_end + mm(0.8)) };
    let (phase, phase_end) = typesetter.set(&tag.phase, phase, PHASE);
    let (school, _) = typesetter.set(&tag.school_alias, head.below(phase_end), PHASE);
    vec![
        Block::ornament(hole),
        Block::text(Role::Paragraph, label),
        Block::text(Role::Heading(level), code),
        Block::text(Role::Paragraph, phase),
        Block::text(Role::Paragraph, school),
    ]
}

fn scan(typesetter: &Typesetter<'_>, tag: &Tag, qr: Frame, words: &Words) -> Result<Vec<Block>, LabelError> {
    let caption = Frame::new(qr.x - QUIET, qr.bottom() + mm(0.8), qr.width + 2.0 * QUIET, mm(3.2));
    let (caption, _) = typesetter.set(words.scan, caption, Style::sized(6.5, 5.5).ink(GREY).centred());
    let said = format!("{}{}", words.qr, tag.url);
    let figure = Block { role: Role::Figure(said), marks: vec![Mark::Qr(qr, Qr::of(&tag.url)?)] };
    Ok(vec![figure, Block::text(Role::Paragraph, caption)])
}

/// The item as large as it can be while its specification, at its least, still fits below (in half the room at most).
fn gift(typesetter: &Typesetter<'_>, tag: &Tag, room: Frame, words: &Words) -> Vec<Block> {
    let specification = match tag.specification.trim() {
        "" => String::new(),
        specification => format!("{}{specification}", words.specification),
    };
    let half = Frame { height: room.height / 2.0, ..room };
    let (_, least_end) = typesetter.set(&specification, half, SPECIFICATION.at_its_least());
    let kept = least_end - room.y + GAP;
    let (item, item_end) = typesetter.set(&tag.item, Frame { height: room.height - kept, ..room }, ITEM);
    let (specification, _) = typesetter.set(&specification, room.below(item_end + GAP), SPECIFICATION);
    vec![Block::text(Role::Paragraph, item), Block::text(Role::Paragraph, specification)]
}

fn instruction(typesetter: &Typesetter<'_>, room: Frame, words: &Words) -> Vec<Block> {
    let (outside, end) = typesetter.set(words.outside, Frame { height: mm(4.1), ..room }, OUTSIDE);
    let (no_contact, _) = typesetter.set(words.no_contact, room.below(end), Style::sized(8.0, 6.0));
    vec![Block::text(Role::Paragraph, outside), Block::text(Role::Paragraph, no_contact)]
}
