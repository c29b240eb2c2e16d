//! Lists on paper: facts, one table, notes and lines to sign, black on white, with page numbers.

use entity::Lang;

use super::flow::{AREA, Flow, Grid};
use super::paper::{GREY, Leaf, mm};
use super::text::{Style, Typesetter};
use super::words::Words;
use super::{Fonts, LabelError, printed};

/// A list that is filled in and signed by hand.
#[derive(Clone, Debug)]
pub struct Listing {
    pub lang: Lang,
    pub title: String,
    /// Under the title.
    pub subtitle: String,
    /// A sentence before the facts; may be empty.
    pub says: String,
    pub facts: Vec<(&'static str, String)>,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<String>>,
    pub total: Option<Vec<String>>,
    /// What a row is at least high, in millimetres: room to write.
    pub row_height: f32,
    pub notes: Vec<&'static str>,
    /// Under every page, after the title; may be empty.
    pub on_every_page: &'static str,
    /// Lines to sign, two beside each other.
    pub signs: Vec<&'static str>,
}

/// A column: its head, how wide it is in millimetres (180 in all), and how its cells stand.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub head: &'static str,
    pub width: f32,
    pub stands: Stands,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    Left,
    Centre,
    Right,
}

const TITLE: Style = Style::sized(17.0, 11.0).bold().leading(1.4);
const SUBTITLE: Style = Style::sized(10.5, 8.0);
const SAYS: Style = Style::sized(11.5, 9.0).leading(1.6);
const TERM: Style = Style::sized(9.5, 8.0).ink(GREY);
const TEXT: Style = Style::sized(9.5, 8.0);
const HEAD: Style = Style::sized(9.0, 5.5).bold().leading(1.2);
const CELL: Style = Style::sized(10.0, 6.5).leading(1.25);
const NOTE: Style = Style::sized(9.0, 7.0);
const TERMS: f32 = mm(36.0);

/// The list as a PDF with real text, tagged for screen readers.
pub fn list_pdf(listing: &Listing, fonts: &Fonts) -> Result<Vec<u8>, LabelError> {
    if listing.rows.is_empty() {
        return Err(LabelError::Nothing);
    }
    let typesetter = Typesetter::new(fonts);
    let leaves = leaves(listing, &typesetter);
    printed(leaves, &listing.title, AREA, Words::of(listing.lang), fonts)
}

pub(super) fn leaves(listing: &Listing, typesetter: &Typesetter<'_>) -> Vec<Leaf> {
    let mut flow = Flow::new(typesetter);
    flow.heading(1, &listing.title, TITLE, mm(30.0));
    flow.paragraph(&listing.subtitle, SUBTITLE);
    flow.gap(mm(2.0));
    flow.paragraph(&listing.says, SAYS);
    flow.gap(mm(2.0));
    let facts: Vec<(&str, &str)> = listing.facts.iter().map(|(term, text)| (*term, text.as_str())).collect();
    flow.facts(&facts, TERM, TEXT, TERMS);
    flow.gap(mm(4.0));
    flow.table(&grid(listing), &listing.rows, listing.total.as_deref());
    flow.gap(mm(3.0));
    for note in &listing.notes {
        flow.paragraph(note, NOTE);
    }
    flow.signs(&listing.signs, TEXT);
    let foot = match listing.on_every_page {
        "" => listing.title.clone(),
        said => format!("{} · {said}", listing.title),
    };
    flow.finish(&foot, Words::of(listing.lang))
}

fn grid(listing: &Listing) -> Grid<'static> {
    let all: f32 = listing.columns.iter().map(|column| column.width).sum();
    let style = |column: &Column| match column.stands {
        Stands::Left => CELL,
        Stands::Centre => CELL.centred(),
        Stands::Right => CELL.to_the_right(),
    };
    Grid {
        heads: listing.columns.iter().map(|column| column.head).collect(),
        widths: listing.columns.iter().map(|column| column.width / all * AREA.width).collect(),
        styles: listing.columns.iter().map(style).collect(),
        head: HEAD,
        boxed: true,
        row_height: mm(listing.row_height),
        named: false,
    }
}
