//! Setting text: lines broken between Chinese characters or at spaces, never wider or taller than their frame.
//! What does not fit is set smaller down to a least size, then ends in an ellipsis that still reads out in full.

use std::ops::Range;

use super::fonts::{Fonts, Glyph};
use super::paper::{BLACK, Frame};

/// Punctuation that may not begin a line, and that may not end one (GB/T 15834).
const NEVER_FIRST: &str = "，。、；：？！）】》〉」』”’…—·～％℃,.;:?!)]}%";
const NEVER_LAST: &str = "（【《〈「『“‘￥¥([{";
const ELLIPSIS: &str = "…";
/// How far below the top of the em square the ideographs' baseline lies; all CJK faces agree on it.
const ASCENT: f32 = 0.88;
/// Sums of widths differ in the last bits from the products they are compared with.
const SLACK: f32 = 0.01;

#[derive(Clone, Copy)]
pub(super) struct Style {
    /// The size aimed at and the least one, in points.
    size: f32,
    least: f32,
    /// Line height as a multiple of the size.
    leading: f32,
    bold: bool,
    ink: u8,
    align: Align,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Align {
    Left,
    Centre,
    Right,
}

impl Style {
    pub(super) const fn sized(size: f32, least: f32) -> Self {
        Self { size, least, leading: 1.35, bold: false, ink: BLACK, align: Align::Left }
    }

    pub(super) const fn at_its_least(self) -> Self {
        Self { size: self.least, ..self }
    }

    pub(super) const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(super) const fn ink(self, ink: u8) -> Self {
        Self { ink, ..self }
    }

    pub(super) const fn leading(self, leading: f32) -> Self {
        Self { leading, ..self }
    }

    pub(super) const fn centred(self) -> Self {
        Self { align: Align::Centre, ..self }
    }

    /// As the cells below a head are set.
    pub(super) const fn aligned_as(self, other: Self) -> Self {
        Self { align: other.align, ..self }
    }

    pub(super) const fn to_the_right(self) -> Self {
        Self { align: Align::Right, ..self }
    }
}

/// A line in its place.
pub(super) struct Line {
    pub(super) glyphs: Vec<Glyph>,
    /// What an ellipsis at its end stands for, from the beginning of the line.
    pub(super) in_full: Option<String>,
    pub(super) x: f32,
    pub(super) baseline: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) ink: u8,
}

impl Line {
    pub(super) fn text(&self) -> String {
        text(&self.glyphs)
    }

    /// What each glyph reads out as: a box as the character that no face draws, the ellipsis of a shortened line as all
    /// that it stands for.
    pub(super) fn readings(&self) -> Vec<String> {
        let mut readings: Vec<String> = self.glyphs.iter().map(|glyph| glyph.character.to_string()).collect();
        if let (Some(full), Some(last)) = (&self.in_full, readings.len().checked_sub(1)) {
            readings[last] = full.chars().skip(last).collect();
        }
        readings
    }

    /// Whether it has an empty box for a character that no face draws.
    pub(super) fn has_boxes(&self) -> bool {
        self.glyphs.iter().any(|glyph| glyph.by_hand)
    }

    pub(super) fn frame(&self) -> Frame {
        Frame::new(self.x, self.baseline - ASCENT * self.size, width(&self.glyphs) * self.size, self.size)
    }
}

/// Sets texts in these fonts.
pub(super) struct Typesetter<'f> {
    fonts: &'f Fonts,
}

impl<'f> Typesetter<'f> {
    pub(super) const fn new(fonts: &'f Fonts) -> Self {
        Self { fonts }
    }

    /// The lines of `text` inside `frame`, and where they end.
    pub(super) fn set(&self, text: &str, frame: Frame, style: Style) -> (Vec<Line>, f32) {
        let glyphs = self.glyphs(text);
        let (size, rows, cut) = fit(&glyphs, frame, style);
        let ellipsis = if cut { self.glyphs(ELLIPSIS) } else { Vec::new() };
        let mut y = frame.y;
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            let shortened = cut && row.end == glyphs.len();
            let whole = &glyphs[row];
            let in_full = shortened.then(|| self::text(whole));
            let glyphs = if shortened { shorten(whole, &ellipsis, frame.width / size) } else { whole.to_vec() };
            let spare = frame.width - width(&glyphs) * size;
            let x = frame.x + style.align.share() * spare;
            let baseline = y + (ASCENT + (style.leading - 1.0) / 2.0) * size;
            lines.push(Line { glyphs, in_full, x, baseline, size, bold: style.bold, ink: style.ink });
            y += style.leading * size;
        }
        (lines, y)
    }

    /// How wide its longest word is.
    pub(super) fn longest(&self, text: &str, style: Style) -> f32 {
        let glyphs = self.glyphs(text);
        pieces(&glyphs).into_iter().map(|piece| width(&glyphs[piece])).fold(0.0, f32::max) * style.size
    }

    fn glyphs(&self, text: &str) -> Vec<Glyph> {
        printed(text).filter_map(|character| self.fonts.glyph(character)).collect()
    }
}

impl Align {
    /// The share of the spare width that stands before the line.
    const fn share(self) -> f32 {
        match self {
            Self::Left => 0.0,
            Self::Centre => 0.5,
            Self::Right => 1.0,
        }
    }
}

/// The largest size at which everything fits, the rows there, and whether not even the least size would do:
/// then the last row goes on to the end of the text.
fn fit(glyphs: &[Glyph], frame: Frame, style: Style) -> (f32, Vec<Range<usize>>, bool) {
    let mut size = style.size;
    loop {
        let room = rows_in(frame.height, style.leading * size);
        let mut rows = wrap(glyphs, frame.width / size);
        if rows.len() <= room {
            return (size, rows, false);
        }
        if size <= style.least {
            rows.truncate(room);
            rows[room - 1].end = glyphs.len();
            return (size, rows, true);
        }
        size = (size - 0.5).max(style.least);
    }
}

/// At least one: a frame is never lower than the least line that is put into it.
fn rows_in(height: f32, row: f32) -> usize {
    std::iter::successors(Some(row), |used| Some(used + row)).take_while(|used| *used <= height + SLACK).count().max(1)
}

/// Greedy rows of at most `measure` ems.
fn wrap(glyphs: &[Glyph], measure: f32) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut start = 0;
    let mut used = 0.0;
    for piece in pieces(glyphs) {
        let parts = if width(&glyphs[piece.clone()]) > measure + SLACK {
            piece.map(|one| one..one + 1).collect() // a word longer than a line is broken anywhere
        } else {
            vec![piece]
        };
        for part in parts {
            if used + width(&glyphs[part.clone()]) > measure + SLACK && part.start > start {
                rows.push(start..part.start);
                (start, used) = (part.start, 0.0);
            }
            used += glyphs[part].iter().map(|glyph| glyph.width).sum::<f32>();
        }
    }
    if start < glyphs.len() {
        rows.push(start..glyphs.len());
    }
    rows
}

/// Runs that stay on one line: a Chinese character with its punctuation, a Latin word with the space after it.
fn pieces(glyphs: &[Glyph]) -> Vec<Range<usize>> {
    let breaks = (1..glyphs.len()).filter(|&at| may_break(glyphs[at - 1].character, glyphs[at].character));
    let ends: Vec<usize> = breaks.chain((!glyphs.is_empty()).then_some(glyphs.len())).collect();
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(ends.iter().copied()).map(|(start, end)| start..end).collect()
}

fn may_break(before: char, after: char) -> bool {
    let forbidden = after == ' ' || NEVER_FIRST.contains(after) || NEVER_LAST.contains(before);
    !forbidden && (before == ' ' || is_wide(before) || is_wide(after))
}

/// Scripts and signs that are set without spaces between words.
pub(super) fn is_wide(character: char) -> bool {
    character >= '\u{2E80}'
}

/// As much of the row as leaves room for the ellipsis, and the ellipsis.
fn shorten(row: &[Glyph], ellipsis: &[Glyph], measure: f32) -> Vec<Glyph> {
    let mut used = width(ellipsis);
    let fitting = row.iter().take_while(|glyph| {
        used += glyph.width;
        used <= measure + SLACK
    });
    fitting.chain(ellipsis).copied().collect()
}

/// In ems, without the spaces that hang over the end of a line.
fn width(glyphs: &[Glyph]) -> f32 {
    let inked = glyphs.iter().rposition(|glyph| glyph.character != ' ').map_or(0, |last| last + 1);
    glyphs[..inked].iter().map(|glyph| glyph.width).sum()
}

fn text(glyphs: &[Glyph]) -> String {
    glyphs.iter().map(|glyph| glyph.character).collect()
}

/// Line ends and tabs become spaces; marks that draw nothing (joiners, direction and variation marks) are left out.
fn printed(text: &str) -> impl Iterator<Item = char> {
    text.trim()
        .chars()
        .map(|character| if character.is_whitespace() && character != '\u{3000}' { ' ' } else { character })
        .filter(|character| {
            !character.is_control()
                && !matches!(*character,
                    '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
                    | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E01EF}')
        })
}

#[cfg(test)]
mod tests;
