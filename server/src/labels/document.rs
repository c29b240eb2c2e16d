//! A report on paper: its facts, its tables, its notes, with page numbers.

use app::document::{Cell, Document, Table};

use super::flow::{AREA, Flow, Grid};
use super::paper::{GREY, mm};
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
const COUNTS: f32 = mm(16.0);
const MONEY: f32 = mm(26.0);
/// A heading does not stand alone at the foot of a page.
const TOGETHER: f32 = mm(30.0);

/// The report as a PDF with real text, tagged for screen readers.
pub fn document_pdf(document: &Document, fonts: &Fonts) -> Result<Vec<u8>, LabelError> {
    let words = Words::of(document.lang);
    let typesetter = Typesetter::new(fonts);
    let mut flow = Flow::new(&typesetter);
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
    let leaves = flow.finish(&document.title, words);
    printed(leaves, &document.title, AREA, words, fonts)
}

fn lay(flow: &mut Flow<'_, '_>, table: &Table) {
    let like = table.rows.first().or(table.total.as_ref());
    let numbers: Vec<f32> = like.map_or_else(Vec::new, |row| row.cells.iter().map(width).collect());
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

const fn width(cell: &Cell) -> f32 {
    match cell {
        Cell::Count(_) => COUNTS,
        Cell::Money(_) => MONEY,
    }
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Count(count) => count.to_string(),
        Cell::Money(amount) => amount.to_string(),
    }
}
