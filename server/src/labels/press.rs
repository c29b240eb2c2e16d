//! Writes laid-out pages as a PDF/UA file: real text in subset fonts, tagged for screen readers, with title,
//! language and outline. Rule: the same pages give the same bytes (no clock, no random identifier).

use std::mem;

use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::luma;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{Page, PageSettings};
use krilla::paint::{Fill, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, TableHeaderScope, Tag, TagGroup,
    TagKind, TagTree,
};
use krilla::text::KrillaGlyph;
use krilla::{Document, SerializeSettings};

use super::LabelError;
use super::fonts::Fonts;
use super::paper::{A4, BLACK, Block, Frame, Head, Leaf, Mark, PALE, Qr, Role, Rule, Section};
use super::text::{Line, is_wide};

/// There is one weight of the font: bold is the regular one with its edges thickened by this share of the size.
const EMBOLDENING: f32 = 0.025;
/// Bézier arm of a quarter circle of radius 1.
const QUARTER: f32 = 0.552_285;

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

    /// A shortened line reads out in full, one with empty boxes as it was written; Chinese on an English page is read
    /// as Chinese.
    fn start_line(&self, surface: &mut Surface<'_>, line: &Line) -> Identifier {
        let chinese = self.language != "zh-CN" && line.glyphs.iter().any(|glyph| is_wide(glyph.character));
        let written = line.in_full.clone().or_else(|| line.has_boxes().then(|| line.text()));
        let span = SpanTag::empty().with_lang(chinese.then_some("zh-CN")).with_actual_text(written.as_deref());
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

    /// One run of glyphs for each face that takes part.
    fn line(&self, surface: &mut Surface<'_>, line: &Line) {
        surface.set_fill(Some(fill(line.ink)));
        surface.set_stroke(line.bold.then(|| stroke(line.ink, line.size * EMBOLDENING)));
        let mut x = line.x;
        for run in line.glyphs.chunk_by(|one, next| one.face == next.face) {
            let text: String = run.iter().map(|glyph| glyph.seen()).collect();
            let starts = text.char_indices().map(|(at, character)| at..at + character.len_utf8());
            let glyphs: Vec<KrillaGlyph> = run
                .iter()
                .zip(starts)
                .map(|(glyph, range)| KrillaGlyph::new(glyph.id, glyph.width, 0.0, 0.0, 0.0, range, None))
                .collect();
            let font = self.fonts.face(run[0].face);
            surface.draw_glyphs(Point::from_xy(x, line.baseline), &glyphs, font, &text, line.size, false);
            x += run.iter().map(|glyph| glyph.width).sum::<f32>() * line.size;
        }
    }
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

fn fill(ink: u8) -> Fill {
    Fill { paint: luma::Color::new(ink).into(), ..Fill::default() }
}

fn stroke(ink: u8, width: f32) -> Stroke {
    Stroke { paint: luma::Color::new(ink).into(), width, ..Stroke::default() }
}

/// A path without extent draws nothing.
fn draw(surface: &mut Surface<'_>, fill: Option<Fill>, stroke: Option<Stroke>, path: PathBuilder) {
    if let Some(path) = path.finish() {
        surface.set_fill(fill);
        surface.set_stroke(stroke);
        surface.draw_path(&path);
    }
}

fn draw_rule(surface: &mut Surface<'_>, rule: &Rule) {
    let mut path = PathBuilder::new();
    path.move_to(rule.from.0, rule.from.1);
    path.line_to(rule.to.0, rule.to.1);
    let dash = rule.dashed.then(|| StrokeDash { array: vec![4.0, 3.0], offset: 0.0 });
    draw(surface, None, Some(Stroke { dash, ..stroke(rule.ink, rule.weight) }), path);
}

fn ring(x: f32, y: f32, radius: f32) -> PathBuilder {
    let arm = QUARTER * radius;
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.cubic_to(x + radius, y + arm, x + arm, y + radius, x, y + radius);
    path.cubic_to(x - arm, y + radius, x - radius, y + arm, x - radius, y);
    path.cubic_to(x - radius, y - arm, x - arm, y - radius, x, y - radius);
    path.cubic_to(x + arm, y - radius, x + radius, y - arm, x + radius, y);
    path.close();
    path
}

/// All in one path, so that no viewer shows seams between neighbouring modules.
fn modules(frame: Frame, qr: &Qr) -> PathBuilder {
    let module = frame.width / f32::from(qr.size);
    let mut path = PathBuilder::new();
    for &(column, row, length) in &qr.runs {
        let (x, y) = (frame.x + f32::from(column) * module, frame.y + f32::from(row) * module);
        if let Some(rect) = Rect::from_xywh(x, y, f32::from(length) * module, module) {
            path.push_rect(rect);
        }
    }
    path
}
