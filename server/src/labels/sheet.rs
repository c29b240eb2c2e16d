//! The page that goes with the “claim confirmed” letter: what to buy, where to send it, by when, how, and the tag.
//! Only the donor of that wish gets it: it holds the school's delivery address.

use std::num::NonZeroU16;

use super::paper::{A4, Block, Frame, GREY, Mark, Role, Rule, mm};
use super::text::{Style, Typesetter};
use super::words::Words;
use super::{Gift, LabelError, tag};

const PAGE: Frame = A4.inset(mm(20.0));
const LABEL_WIDTH: f32 = mm(34.0);
/// However many lines the address has, they share this height.
const ADDRESS: f32 = mm(30.0);
const NUMBER: f32 = mm(6.0);
const STEP_GAP: f32 = mm(1.2);
const TOP: NonZeroU16 = NonZeroU16::MIN;
const SECOND: NonZeroU16 = NonZeroU16::MIN.saturating_add(1);

const BODY: Style = Style::sized(11.0, 8.0).leading(1.5);
const STEP: Style = Style::sized(10.5, 7.0).leading(1.45);
const LABEL: Style = Style::sized(10.0, 8.0).ink(GREY).leading(1.5);

/// A page under construction: everything set so far, and where the next thing goes.
struct Column<'t, 'f> {
    typesetter: &'t Typesetter<'f>,
    blocks: Vec<Block>,
    y: f32,
}

/// The page's blocks, from title to tag.
pub(super) fn lay(typesetter: &Typesetter<'_>, gift: &Gift, words: &Words) -> Result<Vec<Block>, LabelError> {
    let (width, height) = tag::SIZE;
    let cell = Frame::new((A4.width - width) / 2.0, A4.height - mm(22.0) - height, width, height);
    let mut column = Column { typesetter, blocks: Vec::new(), y: PAGE.y };
    column.title(gift, words);
    column.facts(gift, words);
    column.steps(gift, words, cell.y - mm(9.0));
    let Column { typesetter, mut blocks, .. } = column;
    blocks.extend(cut_out(typesetter, cell, words));
    blocks.extend(tag::lay(typesetter, &gift.tag, cell, SECOND, words)?);
    Ok(blocks)
}

impl Column<'_, '_> {
    fn title(&mut self, gift: &Gift, words: &Words) {
        let origin = format!("{}　{}", gift.tag.phase, gift.tag.school_alias);
        self.put(Role::Paragraph, &origin, mm(5.0), Style::sized(9.5, 7.0).ink(GREY));
        self.put(Role::Heading(TOP), words.heading, mm(12.0), Style::sized(24.0, 16.0).bold().leading(1.4));
        self.put(Role::Paragraph, words.thanks, mm(7.0), BODY.ink(GREY));
        self.y += mm(4.0);
    }

    /// Label on the left, fact on the right, a rule above each.
    fn facts(&mut self, gift: &Gift, words: &Words) {
        self.fact(words.what, |column| {
            column.put_fact(&gift.tag.item, mm(15.0), Style::sized(16.0, 11.0).bold());
            column.put_fact(&gift.tag.specification, mm(11.0), BODY);
            if !gift.price.is_empty() {
                column.put_fact(&format!("{}{}", words.about, gift.price), mm(6.0), LABEL);
            }
        });
        self.fact(words.send_to, |column| {
            let floor = column.y + ADDRESS;
            for (done, line) in gift.send_to.iter().enumerate() {
                let height = column.share(floor, gift.send_to.len() - done);
                column.put_fact(line, height, Style::sized(12.0, 6.0).leading(1.5));
            }
        });
        self.fact(words.give_by, |column| {
            column.put_fact(&gift.give_by, mm(8.0), Style::sized(16.0, 10.0).bold());
            column.put_fact(words.give_by_note, mm(6.0), LABEL);
        });
    }

    fn fact(&mut self, label: &str, value: impl FnOnce(&mut Self)) {
        self.rule();
        let top = Frame { width: LABEL_WIDTH - mm(3.0), height: mm(11.0), ..PAGE.below(self.y) };
        let (lines, _) = self.typesetter.set(label, top, Style::sized(11.0, 8.0).bold().leading(1.5));
        self.blocks.push(Block::text(Role::Heading(SECOND), lines));
        value(self);
        self.y += mm(2.5);
    }

    fn put_fact(&mut self, text: &str, height: f32, style: Style) {
        let frame = self.value(height);
        self.push(Role::Paragraph, text, frame, style);
    }

    /// Numbered, and together no taller than what is left above `floor`.
    fn steps(&mut self, gift: &Gift, words: &Words, floor: f32) {
        self.fact(words.how, |column| {
            for (done, step) in words.steps.into_iter().enumerate() {
                let height = column.share(floor, words.steps.len() + 1 - done) - STEP_GAP;
                column.step(done + 1, step, height);
            }
            let web = format!("{}{}", words.web, gift.tag.url);
            let frame = column.value(column.share(floor, 1));
            column.push(Role::Link(gift.tag.url.clone()), &web, frame, STEP.ink(GREY));
        });
    }

    fn step(&mut self, number: usize, step: &str, height: f32) {
        let frame = self.value(height);
        let text = Frame { x: frame.x + NUMBER, width: frame.width - NUMBER, ..frame };
        let (mut lines, _) = self.typesetter.set(&format!("{number}."), Frame { width: NUMBER, ..frame }, STEP);
        let (body, end) = self.typesetter.set(step, text, STEP);
        lines.extend(body);
        self.blocks.push(Block::text(Role::Item, lines));
        self.y = end + STEP_GAP;
    }

    /// How tall each of `count` more texts may be to end above `floor`.
    fn share(&self, floor: f32, count: usize) -> f32 {
        (floor - self.y) / f32::from(u16::try_from(count).unwrap_or(u16::MAX))
    }

    /// The column right of the labels, from here down.
    fn value(&self, height: f32) -> Frame {
        Frame::new(PAGE.x + LABEL_WIDTH, self.y, PAGE.width - LABEL_WIDTH, height)
    }

    fn rule(&mut self) {
        self.blocks.push(Block::ornament(Mark::Rule(Rule::across(PAGE, self.y))));
        self.y += mm(2.5);
    }

    fn put(&mut self, role: Role, text: &str, height: f32, style: Style) {
        let frame = Frame { height, ..PAGE.below(self.y) };
        self.push(role, text, frame, style);
    }

    fn push(&mut self, role: Role, text: &str, frame: Frame, style: Style) {
        let (lines, end) = self.typesetter.set(text, frame, style);
        if !lines.is_empty() {
            self.blocks.push(Block::text(role, lines));
        }
        self.y = end;
    }
}

fn cut_out(typesetter: &Typesetter<'_>, cell: Frame, words: &Words) -> Vec<Block> {
    let above = Frame::new(cell.x, cell.y - mm(5.0), cell.width, mm(4.0));
    let (hint, _) = typesetter.set(&format!("✂ {}", words.cut_here), above, Style::sized(8.0, 6.0).ink(GREY));
    let (left, top, right, bottom) = (cell.x, cell.y, cell.right(), cell.bottom());
    let edges = [
        ((left, top), (right, top)),
        ((right, top), (right, bottom)),
        ((right, bottom), (left, bottom)),
        ((left, bottom), (left, top)),
    ];
    let cuts = edges.into_iter().map(|(from, to)| Block::ornament(Mark::Rule(Rule::cut(from, to))));
    std::iter::once(Block::text(Role::Paragraph, hint)).chain(cuts).collect()
}
