//! Paper: gift tags, eight to an A4 page, the one-page gift sheet for a donor, and reports with their tables.
//! Rule: tags name no child, no donor and no address; only the sheet of that wish's donor says where to send it.

mod deed;
mod document;
mod flow;
mod fonts;
mod listing;
mod paper;
mod press;
mod sheet;
mod sticker;
mod tag;
mod text;
mod words;

use std::num::NonZeroU16;
use std::path::PathBuf;

use entity::{Lang, outbox::letter};

pub use self::deed::deed_pdf;
pub use self::document::document_pdf;
pub use self::fonts::Fonts;
pub use self::listing::{Column, Listing, Stands, list_pdf};
use self::paper::{A4, Block, Frame, GREY, Leaf, Mark, Rule, Section, mm};
pub use self::sticker::stickers_pdf;
use self::text::{Style, Typesetter};
use self::words::Words;

/// What stands on a tag, all of it public.
#[derive(Clone, Debug)]
pub struct Tag {
    /// The gift code without separators, such as `K7M49XQ2TP`; it is printed in groups of four.
    pub code: String,
    /// What the QR code opens: the public page of the code.
    pub url: String,
    pub item: String,
    /// Size, colour; may be empty.
    pub specification: String,
    pub phase: String,
    /// The school's public alias.
    pub school_alias: String,
}

/// What the donor of one wish is told on the gift sheet.
#[derive(Clone, Debug)]
pub struct Gift {
    pub tag: Tag,
    /// The price of reference, formatted (`¥95.00`); may be empty.
    pub price: String,
    /// The delivery address, line by line.
    pub send_to: Vec<String>,
    /// The last day, formatted in the language of the sheet.
    pub give_by: String,
}

impl Tag {
    /// The tag of a gift as letters and the donor's desk know it; `url` is what its QR code opens.
    pub fn new(gift: &letter::Gift, phase: &letter::PhaseLine, url: String) -> Self {
        Self {
            code: gift.code.to_string(),
            url,
            item: gift.item.clone(),
            specification: gift.specification.clone(),
            phase: phase.title.clone(),
            school_alias: gift.school.clone(),
        }
    }
}

impl Gift {
    /// For the donor of this gift alone: it says where to send it.
    pub fn new(
        gift: &letter::Gift,
        phase: &letter::PhaseLine,
        delivery: &letter::Delivery,
        url: String,
        give_by: String,
    ) -> Self {
        let contact = format!("{} {}", delivery.contact, delivery.phone).trim().to_owned();
        Self {
            tag: Tag::new(gift, phase, url),
            price: gift.price.to_string(),
            send_to: vec![delivery.school.clone(), delivery.address.clone(), contact],
            give_by,
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum LabelError {
    #[error("there is nothing to print")]
    Nothing,
    #[error("the link {0} is too long for a QR code")]
    LinkTooLong(String),
    #[error("cannot read the font {}", .path.display())]
    Unreadable { path: PathBuf, source: std::io::Error },
    #[error("{} is not a font that can be printed with", .0.display())]
    NotAFont(PathBuf),
    #[error("the PDF could not be written: {0}")]
    Pdf(String),
}

impl LabelError {
    /// What the person who pressed “print” is told.
    pub fn sentence(&self, lang: Lang) -> String {
        words::refusal(self, lang)
    }
}

impl Tag {
    /// `K7M4-9XQ2-TP`, as it is read out and typed.
    pub fn grouped_code(&self) -> String {
        let characters: Vec<char> = self.code.chars().collect();
        characters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
    }
}

/// Eight tags to an A4 page, with lines to cut along and page numbers.
pub fn tags_pdf(tags: &[Tag], lang: Lang, fonts: &Fonts) -> Result<Vec<u8>, LabelError> {
    let words = Words::of(lang);
    let typesetter = Typesetter::new(fonts);
    let leaves = tag_leaves(&typesetter, tags, words)?;
    printed(leaves, words.tags_title, GRID, words, fonts)
}

/// One page for each gift: what to buy, where to send it, by when, how, and its tag.
pub fn gift_sheets_pdf(gifts: &[Gift], lang: Lang, fonts: &Fonts) -> Result<Vec<u8>, LabelError> {
    let words = Words::of(lang);
    let typesetter = Typesetter::new(fonts);
    let leaves = sheet_leaves(&typesetter, gifts, words)?;
    printed(leaves, words.sheet_title, GRID, words, fonts)
}

/// The pages as a PDF; under each with an empty box stands what it is for, as wide as `area`, which holds the rest.
fn printed(
    mut leaves: Vec<Leaf>,
    title: &str,
    area: Frame,
    words: &Words,
    fonts: &Fonts,
) -> Result<Vec<u8>, LabelError> {
    let typesetter = Typesetter::new(fonts);
    for leaf in leaves.iter_mut().filter(|leaf| leaf.has_boxes()) {
        let under = Frame::new(area.x, A4.bottom() - mm(16.5), area.width, mm(4.0));
        let (lines, _) = typesetter.set(&words.by_hand(&leaf.rows_by_hand()), under, Style::sized(8.0, 6.0));
        let blocks = vec![Block::text(paper::Role::Paragraph, lines)];
        leaf.sections.push(Section { name: String::new(), top: under.y, blocks });
    }
    press::print(&leaves, title, words.language, fonts)
}

const COLUMNS: [f32; 2] = [0.0, 1.0];
const ROWS: [f32; 4] = [0.0, 1.0, 2.0, 3.0];
const PER_PAGE: usize = COLUMNS.len() * ROWS.len();
/// Printers leave the outer 5 mm white; the lower margin holds the page number.
const GRID: Frame = Frame::new(mm(10.0), mm(9.0), mm(190.0), mm(270.0));

fn tag_leaves(typesetter: &Typesetter<'_>, tags: &[Tag], words: &Words) -> Result<Vec<Leaf>, LabelError> {
    let pages = tags.chunks(PER_PAGE);
    let of = pages.len();
    let mut leaves = Vec::with_capacity(of);
    for (number, tags) in (1..).zip(pages) {
        let mut sections = Vec::with_capacity(PER_PAGE);
        for (tag, cell) in tags.iter().zip(cells()) {
            let blocks = tag::lay(typesetter, tag, cell, NonZeroU16::MIN, words)?;
            sections.push(section(tag, cell.y, blocks));
        }
        let mut ornaments = cut_lines(tags.len());
        ornaments.extend(footer(typesetter, GRID, words.tags_title, &words.page(number, of)));
        leaves.push(Leaf { sections, ornaments });
    }
    if leaves.is_empty() { Err(LabelError::Nothing) } else { Ok(leaves) }
}

fn sheet_leaves(typesetter: &Typesetter<'_>, gifts: &[Gift], words: &Words) -> Result<Vec<Leaf>, LabelError> {
    let mut leaves = Vec::with_capacity(gifts.len());
    for (number, gift) in (1..).zip(gifts) {
        let blocks = sheet::lay(typesetter, gift, words)?;
        let ornaments = footer(typesetter, GRID, words.sheet_title, &words.page(number, gifts.len())).into();
        leaves.push(Leaf { sections: vec![section(&gift.tag, 0.0, blocks)], ornaments });
    }
    if leaves.is_empty() { Err(LabelError::Nothing) } else { Ok(leaves) }
}

fn section(tag: &Tag, top: f32, blocks: Vec<Block>) -> Section {
    Section { name: format!("{} {}", tag.grouped_code(), tag.item), top, blocks }
}

/// Left to right, top to bottom.
fn cells() -> impl Iterator<Item = Frame> {
    let (width, height) = tag::SIZE;
    ROWS.into_iter().flat_map(move |row| {
        COLUMNS.map(|column| Frame::new(GRID.x + column * width, GRID.y + row * height, width, height))
    })
}

/// Only round the rows that are used.
fn cut_lines(tags: usize) -> Vec<Block> {
    let used: Vec<Frame> = cells().take(tags).collect();
    let bottom = used.last().map_or(GRID.y, |cell| cell.bottom());
    let down = [GRID.x, GRID.x + GRID.width / 2.0, GRID.right()].map(|x| ((x, GRID.y), (x, bottom)));
    let rows = used.iter().step_by(COLUMNS.len()).map(|cell| cell.bottom());
    let across = std::iter::once(GRID.y).chain(rows).map(|y| ((GRID.x, y), (GRID.right(), y)));
    down.into_iter().chain(across).map(|(from, to)| Block::ornament(Mark::Rule(Rule::cut(from, to)))).collect()
}

fn footer(typesetter: &Typesetter<'_>, under: Frame, title: &str, page: &str) -> [Block; 2] {
    let line = Frame::new(under.x, A4.bottom() - mm(12.0), under.width, mm(4.0));
    let style = Style::sized(8.0, 6.0).ink(GREY);
    let ornament = |text, style| {
        let (lines, _) = typesetter.set(text, line, style);
        Block::text(paper::Role::Ornament, lines)
    };
    [ornament(title, style), ornament(page, style.to_the_right())]
}

#[cfg(test)]
mod tests;
