//! Writes laid-out pages as a PDF/UA file: real text in subset fonts, tagged for screen readers, with title,
//! language and outline. Rule: the same pages give the same bytes (no clock, no random identifier).

mod shapes;

use std::mem;

use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Point, Rect};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{Page, PageSettings};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, TableHeaderScope, Tag, TagGroup,
    TagKind, TagTree,
};
use krilla::text::KrillaGlyph;
use krilla::{Document, SerializeSettings};

use self::shapes::{draw, draw_rule, fill, modules, ring, stroke};
use super::LabelError;
use super::fonts::{Fonts, Glyph};
use super::paper::{A4, BLACK, Block, Head, Leaf, Mark, PALE, Role, Section};
use super::text::{Line, is_wide};

/// There is one weight of the font: bold is the regular one with its edges thickened by this share of the size.
const EMBOLDENING: f32 = 0.025;

pub(super) fn print(
    leaves: &[Leaf],
    title: &str,
    language: &'static str,
    fonts: &Fonts,
) -> Result<Vec<u8>, LabelError> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| LabelError::Pdf(format!("{error:?}")))?;
    let settings = SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
    let mut outline = Outline::new();
    for (number, leaf) in leaves.iter().enumerate() {
        for section in leaf.sections.iter().filter(|section| !section.name.is_empty()) {
            let place = XyzDestination::new(number, Point::from_xy(0.0, section.top));
            outline.push_child(OutlineNode::new(section.name.clone(), place));
        }
        Plate { fonts, language }.page(&mut document, leaf, &mut tree);
    }
    let metadata = Metadata::new().title(title.to_owned()).language(language.to_owned()).creator("Nuanxin".to_owned());
    document.set_metadata(metadata);
    document.set_outline(outline);
    document.set_tag_tree(tree);
    document.finish().map_err(|error| LabelError::Pdf(format!("{error:?}")))
}

/// One page on its way into the document.
struct Plate<'f> {
    fonts: &'f Fonts,
    language: &'static str,
}

impl Plate<'_> {
    fn page(&self, document: &mut Document, leaf: &Leaf, tree: &mut TagTree) {
        let settings = PageSettings::from_wh(A4.width, A4.height).expect("A4 has a size");
        let mut page = document.start_page_with(settings);
        let mut links = links(&mut page, leaf).into_iter();
        let mut surface = page.surface();
        for section in &leaf.sections {
            tree.push(self.section(&mut surface, section, &mut links));
        }
        for block in &leaf.ornaments {
            self.block(&mut surface, block);
        }
        surface.finish();
    }

    fn section(
        &self,
        surface: &mut Surface<'_>,
        section: &Section,
        links: &mut impl Iterator<Item = Identifier>,
    ) -> TagGroup {
        let mut group = TagGroup::new(Tag::Section);
        let mut run = Run::default();
        for block in &section.blocks {
            let drawn = self.block(surface, block);
            run.flush_before(&block.role, &mut group);
            match &block.role {
                Role::Item => run.items.push(tagged(Tag::LI, [tagged(Tag::LBody, drawn)])),
                Role::Cell { row, head } => run.cell(*row, *head, drawn),
                Role::Heading(level) => {
                    group.push(tagged(Tag::Hn(*level, Some(words(block))), drawn));
                }
                Role::Paragraph => group.push(tagged(Tag::P, drawn)),
                Role::Link(_) => {
                    let link = tagged(Tag::Link, links.next().into_iter().chain(drawn));
                    group.push(tagged(Tag::P, [link]));
                }
                Role::Figure(said) => group.push(tagged(Tag::Figure(Some(said.clone())), drawn)),
                Role::Ornament => {}
            }
        }
        run.flush(&mut group);
        group
    }

    /// Draws the block; what it returns belongs into the tag tree.
    fn block(&self, surface: &mut Surface<'_>, block: &Block) -> Vec<Identifier> {
        let ornament = ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout));
        let mut drawn = Vec::new();
        for mark in &block.marks {
            match (&block.role, mark) {
                (Role::Ornament, _) => {
                    surface.start_tagged(ornament);
                }
                (_, Mark::Line(line)) => drawn.push(self.start_line(surface, line)),
                _ => drawn.push(surface.start_tagged(ContentTag::Other)),
            }
            self.mark(surface, mark);
            surface.end_tagged();
        }
        drawn
    }

    /// Chinese on an English page is read as Chinese.
    fn start_line(&self, surface: &mut Surface<'_>, line: &Line) -> Identifier {
        let chinese = self.language != "zh-CN" && line.glyphs.iter().any(|glyph| is_wide(glyph.character));
        let span = SpanTag::empty().with_lang(chinese.then_some("zh-CN"));
        surface.start_tagged(ContentTag::Span(span))
    }

    fn mark(&self, surface: &mut Surface<'_>, mark: &Mark) {
        match mark {
            Mark::Line(line) => self.line(surface, line),
            Mark::Rule(rule) => draw_rule(surface, rule),
            Mark::Ring { x, y, radius } => draw(surface, None, Some(stroke(PALE, 0.6)), ring(*x, *y, *radius)),
            Mark::Qr(frame, qr) => draw(surface, Some(fill(BLACK)), None, modules(*frame, qr)),
        }
    }

    /// One run of glyphs for each face that takes part. A box or an ellipsis says by itself what it stands for: said
    /// round the whole line, outside the page's own coordinates, it would be found upside down in another row.
    fn line(&self, surface: &mut Surface<'_>, line: &Line) {
        let readings = line.readings();
        for (glyph, _) in line.glyphs.iter().zip(&readings).filter(|(glyph, read)| stands_for(**glyph, read)) {
            self.introduce(surface, *glyph);
        }
        surface.set_fill(Some(fill(line.ink)));
        surface.set_stroke(line.bold.then(|| stroke(line.ink, line.size * EMBOLDENING)));
        let mut x = line.x;
        let mut begin = 0;
        for run in line.glyphs.chunk_by(|one, next| one.face == next.face) {
            let end = begin + run.len();
            self.run(surface, Point::from_xy(x, line.baseline), run, &readings[begin..end], line.size);
            x += run.iter().map(|glyph| glyph.width).sum::<f32>() * line.size;
            begin = end;
        }
    }

    /// Glyphs of one face, and what each reads out as.
    fn run(&self, surface: &mut Surface<'_>, place: Point, run: &[Glyph], readings: &[String], size: f32) {
        let mut end = 0;
        let mut glyphs = Vec::with_capacity(run.len());
        for (glyph, read) in run.iter().zip(readings) {
            let start = end;
            end += read.len();
            glyphs.push(KrillaGlyph::new(glyph.id, glyph.width, 0.0, 0.0, 0.0, start..end, None));
        }
        surface.draw_glyphs(place, &glyphs, self.fonts.face(run[0].face), &readings.concat(), size, false);
    }

    /// Draws the sign aside, on no page, as what it is. A font keeps the first reading of a glyph for all that follow:
    /// without this, readers that know no other would take every box for the first rare character.
    fn introduce(&self, surface: &mut Surface<'_>, sign: Glyph) {
        let mut aside = surface.stream_builder();
        let mut surface = aside.surface();
        surface.set_fill(Some(fill(BLACK)));
        self.run(&mut surface, Point::from_xy(0.0, 0.0), &[sign], &[sign.seen().to_string()], 1.0);
        surface.finish();
    }
}

/// Whether it is read out as something else than what one sees.
fn stands_for(glyph: Glyph, read: &str) -> bool {
    !read.chars().eq([glyph.seen()])
}

fn tagged<N: Into<Node>>(tag: impl Into<TagKind>, children: impl IntoIterator<Item = N>) -> TagGroup {
    TagGroup::with_children(tag, children.into_iter().map(Into::into).collect())
}

/// A list or a table under construction.
#[derive(Default)]
struct Run {
    items: Vec<TagGroup>,
    rows: Vec<(u32, TagGroup)>,
}

impl Run {
    fn cell(&mut self, row: u32, head: Option<Head>, drawn: Vec<Identifier>) {
        let cell = match head {
            Some(Head::Column) => tagged(Tag::TH(TableHeaderScope::Column), drawn),
            Some(Head::Row) => tagged(Tag::TH(TableHeaderScope::Row), drawn),
            None => tagged(Tag::TD, drawn),
        };
        match self.rows.last_mut() {
            Some((last, cells)) if *last == row => cells.push(cell),
            _ => self.rows.push((row, tagged(Tag::TR, [cell]))),
        }
    }

    /// It ends with the first block that is no part of it; rules between its rows are none.
    fn flush_before(&mut self, role: &Role, into: &mut TagGroup) {
        if !matches!(role, Role::Item | Role::Cell { .. } | Role::Ornament) {
            self.flush(into);
        }
    }

    fn flush(&mut self, into: &mut TagGroup) {
        if !self.items.is_empty() {
            into.push(tagged(Tag::L(ListNumbering::Decimal), mem::take(&mut self.items)));
        }
        if !self.rows.is_empty() {
            into.push(tagged(Tag::Table, mem::take(&mut self.rows).into_iter().map(|(_, cells)| cells)));
        }
    }
}

/// The page's links, in the order of its blocks: they must be there before its surface is drawn on.
fn links(page: &mut Page<'_>, leaf: &Leaf) -> Vec<Identifier> {
    let blocks = leaf.sections.iter().flat_map(|section| &section.blocks);
    let addressed = blocks.filter_map(|block| match &block.role {
        Role::Link(url) => Some((url, extent(block)?)),
        _ => None,
    });
    addressed
        .map(|(url, rect)| {
            let target = Target::Action(Action::Link(LinkAction::new(url.clone())));
            page.add_tagged_annotation(Annotation::new_link(LinkAnnotation::new(rect, target), Some(url.clone())))
        })
        .collect()
}

/// The rectangle round a block's lines.
fn extent(block: &Block) -> Option<Rect> {
    let frames = block.lines().map(Line::frame);
    let (left, top, right, bottom) = frames
        .map(|frame| (frame.x, frame.y, frame.right(), frame.bottom()))
        .reduce(|one, next| (one.0.min(next.0), one.1.min(next.1), one.2.max(next.2), one.3.max(next.3)))?;
    Rect::from_ltrb(left, top, right, bottom)
}

fn words(block: &Block) -> String {
    block.lines().map(Line::text).collect()
}
