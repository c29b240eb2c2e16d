//! The faces a printed page is set in: the built-in one, and before it a fuller file that an operator may name.
//! Rule: a character that no face can draw keeps its place as an empty box, to be written in by hand, and still reads
//! out as itself: one rare name stops no paper.

use std::path::Path;

use krilla::Data;
use krilla::text::{Font, GlyphId};
use skrifa::instance::{LocationRef, Size};
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};

use super::LabelError;

/// Noto Sans SC, see `server/fonts/README.md` for what it covers.
static BUILT_IN: &[u8] = include_bytes!("../../fonts/NotoSansSC-subset.ttf");

/// Drawn where no face has the character; the built-in face has it.
const BOX: char = '□';

/// Faces in the order in which they are asked for a character. Cheap to clone, shared between requests.
#[derive(Clone)]
pub struct Fonts {
    faces: Vec<Face>,
}

#[derive(Clone)]
struct Face {
    font: Font,
    data: Data,
    index: u32,
}

/// One character as one face draws it; the width is in ems.
#[derive(Clone, Copy)]
pub(super) struct Glyph {
    pub(super) character: char,
    pub(super) face: usize,
    pub(super) id: GlyphId,
    pub(super) width: f32,
    /// An empty box is drawn in its place.
    pub(super) by_hand: bool,
}

impl Glyph {
    /// The character that one sees.
    pub(super) const fn seen(self) -> char {
        if self.by_hand { BOX } else { self.character }
    }
}

impl Fonts {
    /// The face that ships with the program: every character of 通用规范汉字表 and GB 2312.
    pub fn built_in() -> Self {
        let face = Face::open(Data::from(BUILT_IN)).expect("the font in this repository is a font");
        Self { faces: vec![face] }
    }

    /// A fuller font (TrueType, OpenType, or a collection: its first Simplified Chinese member) before the built-in one.
    pub fn with_file(path: &Path) -> Result<Self, LabelError> {
        let bytes = std::fs::read(path).map_err(|source| LabelError::Unreadable { path: path.to_owned(), source })?;
        let face = Face::open(Data::from(bytes)).ok_or_else(|| LabelError::NotAFont(path.to_owned()))?;
        let mut fonts = Self::built_in();
        fonts.faces.insert(0, face);
        Ok(fonts)
    }

    /// What is drawn for the character: itself, or else an empty box.
    pub(super) fn glyph(&self, character: char) -> Option<Glyph> {
        self.drawn(character).or_else(|| self.drawn(BOX).map(|empty| Glyph { character, by_hand: true, ..empty }))
    }

    fn drawn(&self, character: char) -> Option<Glyph> {
        self.faces.iter().enumerate().find_map(|(number, face)| {
            let (id, width) = face.glyph(character)?;
            Some(Glyph { character, face: number, id, width, by_hand: false })
        })
    }

    /// The face that a glyph of these fonts names.
    pub(super) fn face(&self, number: usize) -> Font {
        self.faces[number].font.clone()
    }
}

impl Face {
    fn open(data: Data) -> Option<Self> {
        let index = simplified_chinese(data.as_ref());
        let font = Font::new(data.clone(), index)?;
        Some(Self { font, data, index })
    }

    fn glyph(&self, character: char) -> Option<(GlyphId, f32)> {
        let font = FontRef::from_index(self.data.as_ref(), self.index).ok()?;
        let id = font.charmap().map(character).filter(|id| id.to_u32() != 0)?;
        let width = font.glyph_metrics(Size::unscaled(), LocationRef::default()).advance_width(id)?;
        Some((GlyphId::new(id.to_u32()), width / self.font.units_per_em()))
    }
}

/// Collections such as Noto Sans CJK list the Japanese shapes first; a county in China wants its own.
fn simplified_chinese(data: &[u8]) -> u32 {
    let is_simplified = |font: FontRef<'_>| {
        font.localized_strings(StringId::FAMILY_NAME)
            .english_or_first()
            .is_some_and(|name| name.chars().collect::<String>().ends_with(" SC"))
    };
    (0..)
        .zip(FontRef::fonts(data))
        .find_map(|(index, font)| font.is_ok_and(is_simplified).then_some(index))
        .unwrap_or(0)
}
