//! A report on paper: its facts, its tables, its notes, with page numbers.

use app::document::{Cell, Document, Table};

use super::flow::{AREA, Flow, Grid};
use super::paper::{GREY, Leaf, mm};
use super::text::{Style, Typesetter};
use super::words::Words;
use super::{Fonts, LabelError, printed};

const TITLE: Style = Style::sized(18.0, 12.0).bold().leading(1.4);
const SUBTITLE: Style = Style::sized(10.5, 8.0).ink(GREY);
const SECOND: Style = Style::sized(12.5, 10.0).bold();
const TERM: Style = Style::sized(9.5, 8.0).ink(GREY);
const TEXT: Style = Style::sized(9.5, 8.0);
const HEAD: Style = Style::sized(8.5, 6.0).bold().leading(1.25);
const CELL: Style = Style::sized(9.0, 6.5);
const NOTE: Style = Style::sized(8.5, 7.0).ink(GREY);

const TERMS: f32 = mm(42.0);
/// How wide columns are, of counts and of money; wider where a word of the head is.
const WIDTHS: [f32; 2] = [mm(16.0), mm(26.0)];
/// In a table of more than [`FEW`] numbers a row, so that the names keep a sixth of the page.
const NARROW: [f32; 2] = [mm(14.4), mm(22.9)];
const FEW: usize = 7;
/// A heading does not stand alone at the foot of a page.
const TOGETHER: f32 = mm(30.0);

/// The report as a PDF with real text, tagged for screen readers.
pub fn document_pdf(document: &Document, fonts: &Fonts) -> Result<Vec<u8>, LabelError> {
    let leaves = leaves(document, &Typesetter::new(fonts));
    printed(leaves, &document.title, AREA, Words::of(document.lang), fonts)
}

pub(super) fn leaves(document: &Document, typesetter: &Typesetter<'_>) -> Vec<Leaf> {
    let mut flow = Flow::new(typesetter);
    flow.heading(1, &document.title, TITLE, TOGETHER);
    flow.paragraph(&document.subtitle, SUBTITLE);
    flow.gap(mm(3.0));
    let facts: Vec<(&str, &str)> = document.facts.iter().map(|(term, text)| (*term, text.as_str())).collect();
    flow.facts(&facts, TERM, TEXT, TERMS);
    for table in &document.tables {
        flow.gap(mm(6.0));
        flow.heading(2, table.title, SECOND, TOGETHER);
        flow.gap(mm(1.5));
        lay(&mut flow, table);
    }
    flow.gap(mm(5.0));
    for note in &document.notes {
        flow.paragraph(note, NOTE);
    }
    flow.finish(&document.title, Words::of(document.lang))
}

fn lay(flow: &mut Flow<'_, '_>, table: &Table) {
    let like = table.rows.first().or(table.total.as_ref());
    let numbers = like.map_or_else(Vec::new, |row| widths(&row.cells));
    // No word of a head is broken.
    let heads = table.heads.iter().skip(1);
    let numbers: Vec<f32> =
        numbers.into_iter().zip(heads).map(|(width, head)| width.max(flow.room_for(head, HEAD))).collect();
    let names = AREA.width - numbers.iter().sum::<f32>();
    let grid = Grid {
        heads: table.heads.clone(),
        styles: std::iter::once(CELL).chain(numbers.iter().map(|_| CELL.to_the_right())).collect(),
        widths: std::iter::once(names).chain(numbers).collect(),
        head: HEAD,
        boxed: false,
        row_height: 0.0,
        named: true,
    };
    let row = |row: &app::document::Row| -> Vec<String> {
        std::iter::once(row.name.clone()).chain(row.cells.iter().map(shown)).collect()
    };
    let rows: Vec<Vec<String>> = table.rows.iter().map(row).collect();
    flow.table(&grid, &rows, table.total.as_ref().map(row).as_deref());
}

fn widths(cells: &[Cell]) -> Vec<f32> {
    let [counts, money] = if cells.len() > FEW { NARROW } else { WIDTHS };
    let width = |cell: &Cell| match cell {
        Cell::Count(_) => counts,
        Cell::Money(_) => money,
    };
    cells.iter().map(width).collect()
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Count(count) => count.to_string(),
        Cell::Money(amount) => amount.to_string(),
    }
}
