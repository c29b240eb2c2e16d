//! What a page carries before it is written as a PDF: blocks of marks, in points from the top left corner.
//! Layout makes them and tests measure them; only `press` draws them.

use std::num::NonZeroU16;

use super::LabelError;
use super::text::Line;

/// A4, in points.
pub(super) const A4: Frame = Frame { x: 0.0, y: 0.0, width: 595.28, height: 841.89 };

/// Black for text, greys for what stands back; all print well on an office laser.
pub(super) const BLACK: u8 = 0;
pub(super) const GREY: u8 = 85;
pub(super) const PALE: u8 = 165;

pub(super) const fn mm(millimetres: f32) -> f32 {
    millimetres * 72.0 / 25.4
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

impl Frame {
    pub(super) const fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self { x, y, width, height }
    }

    pub(super) const fn right(self) -> f32 {
        self.x + self.width
    }

    pub(super) const fn bottom(self) -> f32 {
        self.y + self.height
    }

    pub(super) const fn inset(self, by: f32) -> Self {
        Self::new(self.x + by, self.y + by, self.width - 2.0 * by, self.height - 2.0 * by)
    }

    /// The part of this frame from `y` down.
    pub(super) const fn below(self, y: f32) -> Self {
        Self::new(self.x, y, self.width, self.bottom() - y)
    }
}

pub(super) enum Mark {
    Line(Line),
    Rule(Rule),
    /// A punched hole.
    Ring {
        x: f32,
        y: f32,
        radius: f32,
    },
    Qr(Frame, Qr),
}

#[derive(Clone, Copy)]
pub(super) struct Rule {
    pub(super) from: (f32, f32),
    pub(super) to: (f32, f32),
    pub(super) weight: f32,
    pub(super) ink: u8,
    pub(super) dashed: bool,
}

impl Rule {
    pub(super) const fn across(frame: Frame, y: f32) -> Self {
        Self { from: (frame.x, y), to: (frame.right(), y), weight: 0.5, ink: PALE, dashed: false }
    }

    /// A line to cut along.
    pub(super) const fn cut(from: (f32, f32), to: (f32, f32)) -> Self {
        Self { from, to, weight: 0.6, ink: PALE, dashed: true }
    }
}

/// The dark modules of a QR code as horizontal runs (column, row, length), and its width in modules.
pub(super) struct Qr {
    pub(super) size: u16,
    pub(super) runs: Vec<(u16, u16, u16)>,
}

impl Qr {
    /// Quarter redundancy: a tag gets creased and rained on.
    pub(super) fn of(url: &str) -> Result<Self, LabelError> {
        let code = fast_qr::QRBuilder::new(url)
            .ecl(fast_qr::ECL::Q)
            .build()
            .map_err(|_| LabelError::LinkTooLong(url.to_owned()))?;
        let mut runs: Vec<(u16, u16, u16)> = Vec::new();
        for (row, y) in (0..code.size).zip(0..) {
            for (_, x) in code[row].iter().zip(0..).filter(|(module, _)| module.value()) {
                match runs.last_mut() {
                    Some((start, line, length)) if *line == y && *start + *length == x => {
                        *length += 1;
                    }
                    _ => runs.push((x, y, 1)),
                }
            }
        }
        let size = u16::try_from(code.size).expect("a QR code is at most 177 modules wide");
        Ok(Self { size, runs })
    }
}

/// What a screen reader is told about a block.
pub(super) enum Role {
    Heading(NonZeroU16),
    Paragraph,
    /// One line of a numbered list; neighbours make one list.
    Item,
    /// A cell of a table; neighbours of one row make it, and rows that follow each other one table.
    Cell {
        row: u32,
        head: Option<Head>,
    },
    /// A paragraph that opens this address.
    Link(String),
    /// A drawing and what it says.
    Figure(String),
    /// Cut lines, rules, page numbers: not read out.
    Ornament,
}

/// What a cell is the head of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    Column,
    Row,
}

pub(super) struct Block {
    pub(super) role: Role,
    pub(super) marks: Vec<Mark>,
}

impl Block {
    pub(super) fn text(role: Role, lines: Vec<Line>) -> Self {
        Self { role, marks: lines.into_iter().map(Mark::Line).collect() }
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = &Line> {
        self.marks.iter().filter_map(|mark| if let Mark::Line(line) = mark { Some(line) } else { None })
    }

    pub(super) fn ornament(mark: Mark) -> Self {
        Self { role: Role::Ornament, marks: vec![mark] }
    }
}

/// A part of a page that belongs together; its name, if it has one, stands in the PDF's outline.
pub(super) struct Section {
    pub(super) name: String,
    pub(super) top: f32,
    pub(super) blocks: Vec<Block>,
}

pub(super) struct Leaf {
    pub(super) sections: Vec<Section>,
    pub(super) ornaments: Vec<Block>,
}

impl Leaf {
    /// Whether it has an empty box for a character that no face draws.
    pub(super) fn has_boxes(&self) -> bool {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks).chain(&self.ornaments);
        blocks.flat_map(Block::lines).any(Line::has_boxes)
    }

    /// The numbers of the rows with such boxes; none if one stands where no row is numbered.
    pub(super) fn rows_by_hand(&self) -> Vec<String> {
        if self.ornaments.iter().flat_map(Block::lines).any(Line::has_boxes) {
            return Vec::new();
        }
        let mut current = None;
        let mut number = String::new();
        let mut rows = Vec::new();
        for block in self.sections.iter().flat_map(|section| &section.blocks) {
            let row = if let Role::Cell { row, .. } = &block.role { Some(*row) } else { None };
            if row != current && !matches!(block.role, Role::Ornament) {
                current = row;
                number = block.lines().map(Line::text).collect();
            }
            if !block.lines().any(Line::has_boxes) {
                continue;
            }
            if row.is_none() || number.parse::<u32>().is_err() {
                return Vec::new();
            }
            if rows.last() != Some(&number) {
                rows.push(number.clone());
            }
        }
        rows
    }
}
