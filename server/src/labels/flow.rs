//! Pages that fill from top to bottom: headings, paragraphs and tables whose heads come again on every page.

use std::num::NonZeroU16;

use super::paper::{BLACK, Block, Frame, Head, Leaf, Mark, PALE, Role, Rule, Section, mm};
use super::text::{Line, Style, Typesetter};
use super::{footer, words::Words};

/// Where text stands; below it is the page number.
pub(super) const AREA: Frame = Frame::new(mm(15.0), mm(14.0), mm(180.0), mm(266.0));
/// White above and below the text of a cell, and beside it.
const ABOVE: f32 = mm(1.1);
const BESIDE: f32 = mm(1.2);
/// However much is in one cell: at most this height, then it ends in an ellipsis.
const TALLEST: f32 = mm(40.0);

/// Room for one signature, and between two.
const SIGN: f32 = mm(16.0);
const GUTTER: f32 = mm(10.0);

/// The columns of a table; widths in points, of all together at most [`AREA`]'s.
pub(super) struct Grid<'w> {
    pub(super) heads: Vec<&'w str>,
    pub(super) widths: Vec<f32>,
    /// How a column's cells are set.
    pub(super) styles: Vec<Style>,
    pub(super) head: Style,
    /// Lines round every cell, for a table that is filled in by hand.
    pub(super) boxed: bool,
    /// What a row is at least high: room to write.
    pub(super) row_height: f32,
    /// The first column names the row.
    pub(super) named: bool,
}

/// Pages under construction.
pub(super) struct Flow<'t, 'f> {
    typesetter: &'t Typesetter<'f>,
    leaves: Vec<Leaf>,
    section: Section,
    sections: Vec<Section>,
    y: f32,
    row: u32,
}

impl<'t, 'f> Flow<'t, 'f> {
    pub(super) fn new(typesetter: &'t Typesetter<'f>) -> Self {
        let section = Section { name: String::new(), top: 0.0, blocks: Vec::new() };
        Self { typesetter, leaves: Vec::new(), section, sections: Vec::new(), y: AREA.y, row: 0 }
    }

    /// What a column is wide at least in which no word of this text is broken.
    pub(super) fn room_for(&self, text: &str, style: Style) -> f32 {
        self.typesetter.longest(text, style) + 2.0 * BESIDE
    }

    pub(super) fn gap(&mut self, height: f32) {
        self.y += height;
    }

    /// A part begins that the outline names; `needs`: what must fit under its heading on the same page.
    pub(super) fn heading(&mut self, level: u16, text: &str, style: Style, needs: f32) {
        if self.y + needs > AREA.bottom() && self.y > AREA.y {
            self.turn();
        }
        self.end_section();
        text.clone_into(&mut self.section.name);
        self.section.top = self.y;
        let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
        self.text(Role::Heading(level), text, style);
    }

    pub(super) fn paragraph(&mut self, text: &str, style: Style) {
        self.text(Role::Paragraph, text, style);
    }

    /// Text over the whole width, on the next page where it does not fit.
    fn text(&mut self, role: Role, text: &str, style: Style) {
        let frame = Frame::new(AREA.x, 0.0, AREA.width, AREA.height);
        let (mut lines, height) = self.typesetter.set(text, frame, style);
        if lines.is_empty() {
            return;
        }
        if self.y + height > AREA.bottom() {
            self.turn();
        }
        lower(&mut lines, self.y);
        self.section.blocks.push(Block::text(role, lines));
        self.y += height;
    }

    /// Terms and what they say, side by side, without heads.
    pub(super) fn facts(&mut self, facts: &[(&str, &str)], term: Style, text: Style, width: f32) {
        let grid = Grid {
            heads: Vec::new(),
            widths: vec![width, AREA.width - width],
            styles: vec![term, text],
            head: term,
            boxed: false,
            row_height: 0.0,
            named: true,
        };
        let rows: Vec<Vec<String>> =
            facts.iter().map(|(term, text)| vec![(*term).to_owned(), (*text).to_owned()]).collect();
        self.table(&grid, &rows, None);
    }

    /// Rows of as many cells as there are columns; `total` is the last row, in bold.
    pub(super) fn table(&mut self, grid: &Grid<'_>, rows: &[Vec<String>], total: Option<&[String]>) {
        self.heads(grid);
        for row in rows {
            self.body_row(grid, row, false);
        }
        if let Some(total) = total {
            self.body_row(grid, total, true);
        }
    }

    fn heads(&mut self, grid: &Grid<'_>) {
        if grid.heads.is_empty() {
            return;
        }
        let cells: Vec<(&str, Style)> =
            grid.heads.iter().zip(&grid.styles).map(|(head, style)| (*head, grid.head.aligned_as(*style))).collect();
        let (lines, height) = self.set_row(grid, &cells, 0.0);
        self.rule(grid, self.y, BLACK);
        self.put_row(grid, lines, height, |_| Some(Head::Column), BLACK);
    }

    fn body_row(&mut self, grid: &Grid<'_>, row: &[String], is_total: bool) {
        let style = |style: Style| if is_total { style.bold() } else { style };
        let cells: Vec<(&str, Style)> =
            row.iter().zip(&grid.styles).map(|(cell, of)| (cell.as_str(), style(*of))).collect();
        let (lines, height) = self.set_row(grid, &cells, grid.row_height);
        if self.y + height > AREA.bottom() {
            self.turn();
            self.heads(grid);
        }
        let ink = if grid.boxed || is_total { BLACK } else { PALE };
        let named = grid.named;
        self.put_row(grid, lines, height, |column| (named && column == 0).then_some(Head::Row), ink);
    }

    /// The cells' lines from the top of the row, and how high the row is.
    fn set_row(&mut self, grid: &Grid<'_>, cells: &[(&str, Style)], least: f32) -> (Vec<Vec<Line>>, f32) {
        let mut x = AREA.x;
        let mut height = least;
        let mut set = Vec::with_capacity(cells.len());
        for ((text, style), width) in cells.iter().zip(&grid.widths) {
            let frame = Frame::new(x + BESIDE, ABOVE, width - 2.0 * BESIDE, TALLEST);
            let (lines, end) = self.typesetter.set(text, frame, *style);
            height = height.max(end + ABOVE);
            set.push(lines);
            x += width;
        }
        (set, height)
    }

    fn put_row(
        &mut self,
        grid: &Grid<'_>,
        cells: Vec<Vec<Line>>,
        height: f32,
        head: impl Fn(usize) -> Option<Head>,
        ink: u8,
    ) {
        self.row += 1;
        for (column, mut lines) in cells.into_iter().enumerate() {
            lower(&mut lines, self.y);
            let role = Role::Cell { row: self.row, head: head(column) };
            self.section.blocks.push(Block::text(role, lines));
        }
        if grid.boxed {
            self.sides(grid, height);
        }
        self.y += height;
        self.rule(grid, self.y, ink);
    }

    fn rule(&mut self, grid: &Grid<'_>, y: f32, ink: u8) {
        let right = AREA.x + grid.widths.iter().sum::<f32>();
        let rule = Rule { from: (AREA.x, y), to: (right, y), weight: 0.5, ink, dashed: false };
        self.section.blocks.push(Block::ornament(Mark::Rule(rule)));
    }

    fn sides(&mut self, grid: &Grid<'_>, height: f32) {
        let mut x = AREA.x;
        for width in std::iter::once(0.0).chain(grid.widths.iter().copied()) {
            x += width;
            let rule = Rule { from: (x, self.y), to: (x, self.y + height), weight: 0.5, ink: BLACK, dashed: false };
            self.section.blocks.push(Block::ornament(Mark::Rule(rule)));
        }
    }

    /// Lines to sign, two beside each other, all on one page.
    pub(super) fn signs(&mut self, labels: &[&str], style: Style) {
        let rows = labels.len().div_ceil(2);
        let height = SIGN * f32::from(u8::try_from(rows).unwrap_or(u8::MAX));
        if self.y + height > AREA.bottom() {
            self.turn();
        }
        let width = (AREA.width - GUTTER) / 2.0;
        for pair in labels.chunks(2) {
            for (label, x) in pair.iter().zip([AREA.x, AREA.x + width + GUTTER]) {
                let frame = Frame::new(x, self.y + SIGN - mm(6.0), width, mm(6.0));
                let (lines, _) = self.typesetter.set(label, frame, style);
                self.section.blocks.push(Block::text(Role::Paragraph, lines));
                let line = Rule::across(frame, self.y + SIGN);
                self.section.blocks.push(Block::ornament(Mark::Rule(Rule { ink: BLACK, ..line })));
            }
            self.y += SIGN;
        }
    }

    /// A next page.
    pub(super) fn turn(&mut self) {
        self.end_section();
        let sections = std::mem::take(&mut self.sections);
        self.leaves.push(Leaf { sections, ornaments: Vec::new() });
        self.y = AREA.y;
    }

    fn end_section(&mut self) {
        let next = Section { name: String::new(), top: 0.0, blocks: Vec::new() };
        let section = std::mem::replace(&mut self.section, next);
        if !section.blocks.is_empty() {
            self.sections.push(section);
        }
    }

    /// The pages, each with its number under it.
    pub(super) fn finish(mut self, title: &str, words: &Words) -> Vec<Leaf> {
        self.turn();
        let Self { typesetter, mut leaves, .. } = self;
        let of = leaves.len();
        for (number, leaf) in (1..).zip(&mut leaves) {
            leaf.ornaments.extend(footer(typesetter, AREA, title, &words.page(number, of)));
        }
        leaves
    }
}

fn lower(lines: &mut [Line], by: f32) {
    for line in lines {
        line.baseline += by;
    }
}
