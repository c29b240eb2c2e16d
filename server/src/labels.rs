//! Gift tags on paper: eight to an A4 page for the office and schools, and the one-page gift sheet for a donor.
//! Rule: tags name no child, no donor and no address; only the sheet of that wish's donor says where to send it.

mod fonts;
mod paper;
mod press;
mod sheet;
mod tag;
mod text;
mod words;

use std::num::NonZeroU16;
use std::path::PathBuf;

use entity::{Lang, outbox::letter};

pub use self::fonts::Fonts;
use self::paper::{A4, Block, Frame, GREY, Leaf, Mark, Rule, Section, mm};
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
    /// Nothing was printed; the characters in the order in which they were met, each once.
    #[error("the font has no glyph for {}", listed(.0))]
    MissingGlyphs(Vec<char>),
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
    let mut typesetter = Typesetter::new(fonts);
    let leaves = tag_leaves(&mut typesetter, tags, words)?;
    typesetter.done()?;
    press::print(&leaves, words.tags_title, words.language, fonts)
}

/// One page for each gift: what to buy, where to send it, by when, how, and its tag.
pub fn gift_sheets_pdf(gifts: &[Gift], lang: Lang, fonts: &Fonts) -> Result<Vec<u8>, LabelError> {
    let words = Words::of(lang);
    let mut typesetter = Typesetter::new(fonts);
    let leaves = sheet_leaves(&mut typesetter, gifts, words)?;
    typesetter.done()?;
    press::print(&leaves, words.sheet_title, words.language, fonts)
}

const COLUMNS: [f32; 2] = [0.0, 1.0];
const ROWS: [f32; 4] = [0.0, 1.0, 2.0, 3.0];
const PER_PAGE: usize = COLUMNS.len() * ROWS.len();
/// Printers leave the outer 5 mm white; the lower margin holds the page number.
const GRID: Frame = Frame::new(mm(10.0), mm(9.0), mm(190.0), mm(270.0));

fn tag_leaves(typesetter: &mut Typesetter<'_>, tags: &[Tag], words: &Words) -> Result<Vec<Leaf>, LabelError> {
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
        ornaments.extend(footer(typesetter, words.tags_title, &words.page(number, of)));
        leaves.push(Leaf { sections, ornaments });
    }
    if leaves.is_empty() { Err(LabelError::Nothing) } else { Ok(leaves) }
}

fn sheet_leaves(typesetter: &mut Typesetter<'_>, gifts: &[Gift], words: &Words) -> Result<Vec<Leaf>, LabelError> {
    let mut leaves = Vec::with_capacity(gifts.len());
    for (number, gift) in (1..).zip(gifts) {
        let blocks = sheet::lay(typesetter, gift, words)?;
        let ornaments = footer(typesetter, words.sheet_title, &words.page(number, gifts.len())).into();
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

fn footer(typesetter: &mut Typesetter<'_>, title: &str, page: &str) -> [Block; 2] {
    let line = Frame::new(GRID.x, A4.bottom() - mm(12.0), GRID.width, mm(4.0));
    let style = Style::sized(8.0, 6.0).ink(GREY);
    let mut ornament = |text, style| {
        let (lines, _) = typesetter.set(text, line, style);
        Block::text(paper::Role::Ornament, lines)
    };
    [ornament(title, style), ornament(page, style.to_the_right())]
}

fn listed(characters: &[char]) -> String {
    characters
        .iter()
        .map(|character| format!("“{character}” (U+{:04X})", u32::from(*character)))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::paper::Role;
    use super::*;

    fn tag(item: &str) -> Tag {
        Tag {
            code: "K7M49XQ2TP".to_owned(),
            url: "https://nuanxin.example.org/v/K7M49XQ2TP".to_owned(),
            item: item.to_owned(),
            specification: "蓝色，双肩".to_owned(),
            phase: "微心愿第五期".to_owned(),
            school_alias: "青杏小学".to_owned(),
        }
    }

    fn gift(item: &str) -> Gift {
        Gift {
            tag: tag(item),
            price: "¥95.00".to_owned(),
            send_to: vec!["青杏小学".to_owned(), "示例县示例路 1 号".to_owned()],
            give_by: "2026年12月7日".to_owned(),
        }
    }

    /// The words of each page, as a reader that copies them gets them.
    fn read(pdf: &[u8]) -> Vec<String> {
        let document = lopdf::Document::load_mem(pdf).expect("it is a PDF");
        let pages = document.get_pages();
        pages.keys().map(|page| document.extract_text(&[*page]).expect("its text can be read")).collect()
    }

    /// Every line lies in `frame`.
    fn assert_inside(blocks: &[Block], frame: Frame) {
        for line in blocks.iter().flat_map(Block::lines) {
            let held = line.frame();
            let inside = held.x >= frame.x && held.right() <= frame.right() + 0.1;
            let inside = inside && held.y >= frame.y && held.bottom() <= frame.bottom() + 0.1;
            assert!(inside, "{:?} sticks out of {frame:?}: {}", held, line.text());
        }
    }

    #[test]
    fn nine_tags_make_two_pages_whose_words_can_be_copied() {
        let tags: Vec<Tag> = (1..=9).map(|number| tag(&format!("书包{number}"))).collect();
        let pages = read(&tags_pdf(&tags, Lang::Zh, &Fonts::built_in()).expect("they print"));
        assert_eq!(pages.len(), 2);
        for words in [
            "K7M4-9XQ2-TP",
            "书包8",
            "规格：蓝色，双肩",
            "微心愿第五期",
            "青杏小学",
            "请把标签贴在礼物外面",
            "第 1 页，共 2 页",
        ] {
            assert!(pages[0].contains(words), "{words} is missing from {}", pages[0]);
        }
        assert!(pages[1].contains("书包9") && pages[1].contains("第 2 页，共 2 页"));
    }

    #[test]
    fn the_sheet_says_what_where_and_by_when_in_either_language() {
        for (lang, words) in [(Lang::Zh, "寄到哪里"), (Lang::En, "Where to send it")] {
            let pages = read(&gift_sheets_pdf(&[gift("书包")], lang, &Fonts::built_in()).expect("it prints"));
            assert_eq!(pages.len(), 1);
            for words in
                [words, "书包", "¥95.00", "示例县示例路 1 号", "2026年12月7日", "K7M4-9XQ2-TP", "/v/K7M49XQ2TP"]
            {
                assert!(pages[0].contains(words), "{words} is missing from {}", pages[0]);
            }
        }
    }

    #[test]
    fn a_tag_never_says_where_to_send_it() {
        let pages = read(&tags_pdf(&[tag("书包")], Lang::Zh, &Fonts::built_in()).expect("it prints"));
        assert!(!pages[0].contains("寄到哪里"));
    }

    #[test]
    fn every_missing_character_is_named_and_nothing_is_printed() {
        let tags = [tag("书包"), tag("𰻝面碗😀"), tag("😀")];
        let refusal = tags_pdf(&tags, Lang::Zh, &Fonts::built_in()).expect_err("the font lacks two");
        assert!(matches!(&refusal, LabelError::MissingGlyphs(missing) if *missing == ['𰻝', '😀']));
        assert!(refusal.sentence(Lang::Zh).contains("𰻝、😀"));
    }

    #[test]
    fn rare_characters_of_names_can_be_printed() {
        let rare = tag("喆堃翀镕犇𫖯龢");
        tags_pdf(&[rare], Lang::En, &Fonts::built_in()).expect("通用规范汉字表 is covered");
    }

    #[test]
    fn whatever_is_written_stays_inside_its_tag() {
        let mut longest = tag(&"羽毛球拍一副".repeat(40));
        longest.specification = "x".repeat(500);
        longest.school_alias = "云岭乡".repeat(30);
        longest.phase = "第五期 ".repeat(30);
        longest.code = "W".repeat(40);
        let fonts = Fonts::built_in();
        for tag in [tag("书包"), tag(&"复读机可插卡".repeat(10)), longest] {
            for lang in [Lang::Zh, Lang::En] {
                let cell = cells().nth(3).expect("eight cells");
                let blocks = tag::lay(&mut Typesetter::new(&fonts), &tag, cell, NonZeroU16::MIN, Words::of(lang));
                assert_inside(&blocks.expect("the link is short"), cell);
            }
        }
    }

    #[test]
    fn sixty_characters_with_a_long_specification_are_printed_whole() {
        let fonts = Fonts::built_in();
        let mut tag = tag(&"英语复读机可插卡带耳机，".repeat(5));
        tag.specification = "双肩，防水，适合身高一米二".repeat(4);
        let blocks = tag::lay(
            &mut Typesetter::new(&fonts),
            &tag,
            cells().next().expect("eight cells"),
            NonZeroU16::MIN,
            Words::of(Lang::Zh),
        );
        let blocks = blocks.expect("the link is short");
        assert!(blocks.iter().flat_map(Block::lines).all(|line| line.in_full.is_none()));
    }

    #[test]
    fn a_long_address_pushes_nothing_off_the_sheet() {
        let mut crowded = gift(&"羽毛球拍一副".repeat(20));
        crowded.tag.specification = "全碳素，带布袋。".repeat(30);
        crowded.send_to = vec!["山西省示例县云岭乡青杏村示例路一号".repeat(4); 9];
        let fonts = Fonts::built_in();
        for lang in [Lang::Zh, Lang::En] {
            let blocks =
                sheet::lay(&mut Typesetter::new(&fonts), &crowded, Words::of(lang)).expect("the link is short");
            assert_inside(&blocks, A4.inset(mm(15.0)));
            let bottom_of = |wanted: fn(&Role) -> bool| {
                let lines = blocks.iter().filter(|block| wanted(&block.role)).flat_map(Block::lines);
                lines.map(|line| line.frame().bottom()).fold(0.0, f32::max)
            };
            let tag_top = A4.height - mm(22.0) - tag::SIZE.1;
            assert!(bottom_of(|role| matches!(role, Role::Item | Role::Link(_))) < tag_top);
        }
    }

    #[test]
    fn an_empty_print_and_an_endless_link_are_refused() {
        let fonts = Fonts::built_in();
        assert!(matches!(tags_pdf(&[], Lang::Zh, &fonts), Err(LabelError::Nothing)));
        let mut endless = tag("书包");
        endless.url = "x".repeat(5000);
        assert!(matches!(tags_pdf(&[endless], Lang::Zh, &fonts), Err(LabelError::LinkTooLong(_))));
    }

    #[test]
    fn the_same_tags_give_the_same_bytes() {
        let once = || tags_pdf(&[tag("书包")], Lang::Zh, &Fonts::built_in()).expect("it prints");
        assert_eq!(once(), once());
    }

    #[test]
    fn a_font_file_must_be_there_and_be_a_font() {
        let missing = Fonts::with_file("no/such/font.ttf".as_ref());
        assert!(matches!(missing, Err(LabelError::Unreadable { .. })));
        let not_a_font = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/OFL.txt");
        assert!(matches!(Fonts::with_file(not_a_font.as_ref()), Err(LabelError::NotAFont(_))));
        let font = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/NotoSansSC-subset.ttf");
        let fonts = Fonts::with_file(font.as_ref()).expect("it is a font");
        tags_pdf(&[tag("书包")], Lang::Zh, &fonts).expect("it prints");
    }

    #[test]
    fn fonts_are_shared_between_requests() {
        fn shared<T: Send + Sync + Clone>() {}
        shared::<Fonts>();
    }
}
