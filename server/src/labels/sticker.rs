//! Stickers for thank-you cards, twenty-four to an A4 page: the square that tells, on a photo of many cards, which
//! gift each answers. It holds the code alone, so that its squares are large: on such a photo they are few pixels each.
//! They name nobody: the code and the item.

use std::num::NonZeroU16;

use super::paper::{Block, Frame, GREY, Leaf, Mark, Qr, Role, Rule, Section, mm};
use super::text::{Style, Typesetter};
use super::words::Words;
use super::{Fonts, GRID, LabelError, Lang, Tag, footer, printed};

const COLUMNS: usize = 3;
const ROWS: usize = 8;
const WIDTH: f32 = mm(190.0 / 3.0);
const HEIGHT: f32 = mm(270.0 / 8.0);
const QR: f32 = mm(24.0);
/// Four of its twenty-one squares white round it, so that it is found.
const QUIET: f32 = mm(4.6);
const GAP: f32 = mm(0.8);

const CODE: Style = Style::sized(11.0, 8.0).bold().leading(1.25);
const ITEM: Style = Style::sized(9.5, 6.5).leading(1.25);
const HELP: Style = Style::sized(7.0, 5.5).ink(GREY).leading(1.25);

/// A sticker for each tag, in their order; `note`: what stands in the place after the last one, if anything.
pub fn stickers_pdf(tags: &[Tag], note: Option<&str>, lang: Lang, fonts: &Fonts) -> Result<Vec<u8>, LabelError> {
    if tags.is_empty() {
        return Err(LabelError::Nothing);
    }
    let words = Words::of(lang);
    let typesetter = Typesetter::new(fonts);
    let mut pages: Vec<&[Tag]> = tags.chunks(COLUMNS * ROWS).collect();
    if note.is_some() && tags.len().is_multiple_of(COLUMNS * ROWS) {
        pages.push(&[]);
    }
    let of = pages.len();
    let mut leaves = Vec::with_capacity(of);
    for (number, tags) in (1..).zip(pages) {
        let mut sections = Vec::with_capacity(tags.len() + 1);
        for (tag, cell) in tags.iter().zip(cells()) {
            let name = format!("{} {}", tag.grouped_code(), tag.item);
            sections.push(Section { name, top: cell.y, blocks: lay(&typesetter, tag, cell, words)? });
        }
        if number == of
            && let (Some(note), Some(cell)) = (note, cells().nth(tags.len()))
        {
            let rest_of_row = Frame { width: GRID.right() - cell.x, ..cell };
            let (lines, _) = typesetter.set(note, rest_of_row.inset(mm(3.0)), ITEM);
            let blocks = vec![Block::text(Role::Paragraph, lines)];
            sections.push(Section { name: String::new(), top: cell.y, blocks });
        }
        let mut ornaments = cut_lines(tags.len());
        ornaments.extend(footer(&typesetter, GRID, words.stickers_title, &words.page(number, of)));
        leaves.push(Leaf { sections, ornaments });
    }
    printed(leaves, words.stickers_title, GRID, words, fonts)
}

pub(super) fn lay(
    typesetter: &Typesetter<'_>,
    tag: &Tag,
    cell: Frame,
    words: &Words,
) -> Result<Vec<Block>, LabelError> {
    let qr = Frame::new(cell.x + QUIET, cell.y + (cell.height - QR) / 2.0, QR, QR);
    let left = qr.right() + QUIET;
    let room = Frame::new(left, qr.y, cell.right() - mm(2.0) - left, QR);
    // As high as one line: a broken code would be read out and typed wrongly.
    let (code, code_end) = typesetter.set(&tag.grouped_code(), Frame { height: mm(5.0), ..room }, CODE);
    let item = Frame { height: mm(7.5), ..room.below(code_end + GAP) };
    let (item, item_end) = typesetter.set(&tag.item, item, ITEM);
    let (help, _) = typesetter.set(words.sticker_help, room.below(item_end + GAP), HELP);
    Ok(vec![
        Block { role: Role::Figure(tag.grouped_code()), marks: vec![Mark::Qr(qr, Qr::of(&tag.code)?)] },
        Block::text(Role::Heading(NonZeroU16::MIN), code),
        Block::text(Role::Paragraph, item),
        Block::text(Role::Paragraph, help),
    ])
}

/// Left to right, top to bottom.
fn cells() -> impl Iterator<Item = Frame> {
    std::iter::successors(Some(GRID.y), |y| Some(y + HEIGHT)).take(ROWS).flat_map(|y| {
        std::iter::successors(Some(GRID.x), |x| Some(x + WIDTH))
            .take(COLUMNS)
            .map(move |x| Frame::new(x, y, WIDTH, HEIGHT))
    })
}

/// Round the stickers that are there.
fn cut_lines(stickers: usize) -> Vec<Block> {
    let around = |cell: Frame| {
        let corners =
            [(cell.x, cell.y), (cell.right(), cell.y), (cell.right(), cell.bottom()), (cell.x, cell.bottom())];
        [0, 1, 2, 3].map(|side| Block::ornament(Mark::Rule(Rule::cut(corners[side], corners[(side + 1) % 4]))))
    };
    cells().take(stickers).flat_map(around).collect()
}
