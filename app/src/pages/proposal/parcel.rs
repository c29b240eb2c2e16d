//! What of a proposal goes to one school. A reason that all of it has is said once; what only goes along with another
//! wish has none of its own, because all of it is one parcel.

use std::iter::once;

use entity::{
    Code, Lang,
    matching::assign::Reason,
    outbox::letter::place,
    round::{
        answer::{Line, Seen},
        giver::Part,
    },
    wish::browse::PublicWish,
};

/// The wishes for one school, in the order of the letter.
pub(super) struct Parcel<'a> {
    pub rows: Vec<Row<'a>>,
    /// Why all of it was found for this reader.
    pub why: Option<Reason>,
}

pub(super) struct Row<'a> {
    pub wish: &'a PublicWish,
    pub line: &'a Line,
    /// The one above is a brother's or sister's.
    pub is_sibling: bool,
    /// Why this one was found, where that is not said of all.
    pub why: Option<Reason>,
}

/// Those of this part's wishes that `which` wants.
pub(super) fn parcels<'a>(
    (seen, wishes): (&'a Seen, &'a [PublicWish]),
    part: &Part,
    which: impl Fn(&Line) -> bool,
) -> Vec<Parcel<'a>> {
    let mut parcels = Vec::with_capacity(part.parcels.len());
    for codes in &part.parcels {
        let of = |code: &Code| {
            let line = seen.lines.iter().find(|line| line.code == *code && which(line))?;
            Some((wishes.iter().find(|wish| wish.code == *code)?, line))
        };
        let its: Vec<(&PublicWish, &Line)> = codes.iter().filter_map(of).collect();
        if !its.is_empty() {
            parcels.push(Parcel::of(&its));
        }
    }
    parcels
}

impl<'a> Parcel<'a> {
    fn of(its: &[(&'a PublicWish, &'a Line)]) -> Self {
        let first = its.first().and_then(|(_, line)| own_reason(line));
        let is_common = its.len() > 1 && its.iter().all(|(_, line)| own_reason(line) == first);
        let above = once(None).chain(its.iter().map(|(wish, _)| wish.set_no.as_deref()));
        let row = |(&(wish, line), above): (&(&'a PublicWish, &'a Line), Option<&str>)| Row {
            wish,
            line,
            is_sibling: above.is_some() && wish.set_no.as_deref() == above,
            why: own_reason(line).filter(|_| !is_common),
        };
        Self { rows: its.iter().zip(above).map(row).collect(), why: first.filter(|_| is_common) }
    }

    /// The school as the public knows it, in its township.
    pub fn place(&self, lang: Lang) -> String {
        self.rows.first().map(|row| place(&row.wish.school, &row.wish.township, lang)).unwrap_or_default()
    }
}

fn own_reason(line: &Line) -> Option<Reason> {
    line.why.filter(|why| *why != Reason::SameParcel)
}
