//! What is signed, on paper: the contract of an adoption, or a household's receipt, with its parties, clauses,
//! signatures, and on the village's copy lines to sign on.

use app::document::Deed;

use super::flow::{AREA, Flow};
use super::paper::{GREY, mm};
use super::text::{Style, Typesetter};
use super::words::Words;
use super::{Fonts, LabelError, printed};

const TITLE: Style = Style::sized(18.0, 12.0).bold().leading(1.4);
const SUBTITLE: Style = Style::sized(10.5, 8.0).ink(GREY);
const TERM: Style = Style::sized(10.0, 8.0).ink(GREY);
const TEXT: Style = Style::sized(10.5, 8.5);
const CLAUSE: Style = Style::sized(10.5, 8.5).leading(1.6);

const TERMS: f32 = mm(38.0);
/// A heading does not stand alone at the foot of a page.
const TOGETHER: f32 = mm(30.0);

/// The paper as a PDF with real text, tagged for screen readers.
pub fn deed_pdf(deed: &Deed, fonts: &Fonts) -> Result<Vec<u8>, LabelError> {
    let words = Words::of(deed.lang);
    let typesetter = Typesetter::new(fonts);
    let mut flow = Flow::new(&typesetter);
    flow.heading(1, &deed.title, TITLE, TOGETHER);
    flow.paragraph(&deed.subtitle, SUBTITLE);
    flow.gap(mm(4.0));
    let parties: Vec<(&str, &str)> = deed.parties.iter().map(|(term, text)| (term.as_str(), text.as_str())).collect();
    flow.facts(&parties, TERM, TEXT, TERMS);
    flow.gap(mm(5.0));
    for (number, clause) in (1..).zip(&deed.clauses) {
        flow.paragraph(&format!("{number}. {clause}"), CLAUSE);
        flow.gap(mm(1.5));
    }
    flow.gap(mm(5.0));
    for line in &deed.signatures {
        flow.paragraph(line, TEXT);
    }
    if !deed.lines.is_empty() {
        flow.gap(mm(14.0));
        flow.signs(&deed.lines, TERM);
    }
    let foot = match &deed.text_no {
        Some(text_no) => format!("{} · {text_no}", deed.title),
        None => deed.title.clone(),
    };
    let leaves = flow.finish(&foot, words);
    printed(leaves, &deed.title, AREA, words, fonts)
}
