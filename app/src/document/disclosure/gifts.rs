//! The disclosure report of a phase: gifts, and what they were declared to be worth.

use entity::{
    Day, Time,
    report::{
        Tally,
        disclosure::{Disclosure, Moves},
    },
};

use super::{Head, facts};
use crate::{
    document::{Cell, Document, Row, Table, phase::funnel},
    text::Text,
};

pub fn disclosure(t: Text, told: &Disclosure, published: Option<(i32, Time)>) -> Document {
    let head = Head {
        title: told.title.of(t.0),
        kind: told.kind,
        days: (told.from, told.to),
        organiser: told.organiser.as_ref(),
        file: format!("phase-{}", told.phase_number),
    };
    let places: Vec<_> = told.schools.iter().map(|(name, moves)| (name.of(t.0).to_owned(), *moves)).collect();
    let categories: Vec<_> = told.categories.iter().map(|(one, moves)| (t.category(*one).to_owned(), *moves)).collect();
    let mut tables = vec![
        balance(t, told),
        by(t, t.record_by_school(), t.wish_school(), &places, &told.whole()),
        by(t, t.report_by_category(), t.wish_category(), &categories, &told.whole()),
    ];
    if let Some(wishes) = &told.wishes {
        tables.insert(1, funnel(t, wishes));
    }
    let day = |day: Option<Day>| day.map(|day| t.date(day));
    let own = vec![
        (t.record_claim_until(), day(told.claim_until)),
        (t.report_hand_out_planned(), day(told.hand_out_on)),
        (t.report_finished(), day(told.finished_on)),
        (t.record_cap(), Some(told.price_cap.to_string())),
    ];
    let notes = vec![t.disclosure_note(), t.report_value_note()];
    head.document(t, facts(t, &head, own, published), notes).with(tables)
}

/// What was there, came in, went out, remains: donors, pool, both.
fn balance(t: Text, told: &Disclosure) -> Table {
    type Of = fn(&Moves) -> Tally;
    let (donors, pool, whole) = (told.donors, told.pool, told.whole());
    let lines: [(&str, Of); 5] = [
        (t.moves_before(), |moves| moves.before),
        (t.moves_came_in(), |moves| moves.came_in),
        (t.moves_handed_out(), |moves| moves.handed_out),
        (t.moves_went_back(), |moves| moves.went_back),
        (t.moves_remains(), |moves| moves.remains),
    ];
    let row = |(name, of): (&str, Of)| {
        let tallies = [of(&donors), of(&pool), of(&whole)];
        let cells = tallies.into_iter().flat_map(|tally| [Cell::Count(tally.gifts), Cell::Money(tally.value)]);
        Row { name: name.to_owned(), cells: cells.collect() }
    };
    Table {
        title: t.moves_title(),
        heads: vec![
            t.moves_what(),
            t.moves_donors(),
            t.moves_donors_value(),
            t.record_pool(),
            t.moves_pool_value(),
            t.record_total(),
            t.moves_total_value(),
        ],
        rows: lines.into_iter().map(row).collect(),
        total: None,
    }
}

fn by(t: Text, title: &'static str, of: &'static str, lines: &[(String, Moves)], whole: &Moves) -> Table {
    let cells = |moves: &Moves| {
        vec![
            Cell::Count(moves.before.gifts),
            Cell::Count(moves.came_in.gifts),
            Cell::Count(moves.handed_out.gifts),
            Cell::Count(moves.went_back.gifts),
            Cell::Count(moves.remains.gifts),
            Cell::Money(moves.handed_out.value),
        ]
    };
    let heads = vec![
        of,
        t.moves_before_short(),
        t.moves_came_in_short(),
        t.moves_handed_out_short(),
        t.moves_went_back_short(),
        t.moves_remains_short(),
        t.report_value_given(),
    ];
    Table {
        title,
        heads,
        rows: lines.iter().map(|(name, moves)| Row { name: name.clone(), cells: cells(moves) }).collect(),
        total: Some(Row { name: t.record_total().to_owned(), cells: cells(whole) }),
    }
}
