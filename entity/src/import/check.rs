//! Every line judged: by itself, against the other lines, and against what the county knows already.

mod line;

use std::collections::HashMap;

use self::line::{Judge, Judged};
use super::{
    cell,
    finding::{Finding, Kind},
    ground::Ground,
    header::Table,
    sheet::Line,
};
use crate::{
    Day, Fen, Field,
    child::record::Record,
    wish::{Category, Gender},
};

/// A line that can become a draft.
pub(crate) struct Good {
    pub record: Record,
    /// The keyed hash of name and birth date.
    pub identity: String,
    pub item: String,
    pub specification: String,
    pub category: Category,
    pub grade: i32,
    pub gender: Option<Gender>,
    pub price: Fen,
    pub form_no: String,
    /// Where the table has no such column, whoever imports says it for all.
    pub given_on: Option<Day>,
}

/// What came of a table.
#[derive(Default)]
pub struct Checked {
    pub rows: usize,
    /// In the order of the lines; notes among them.
    pub findings: Vec<Finding>,
    pub(crate) good: Vec<Good>,
}

impl Checked {
    pub fn good(&self) -> usize {
        self.good.len()
    }

    /// What keeps lines from being taken.
    pub fn errors(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| !finding.kind.is_note())
    }

    pub fn notes(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.kind.is_note())
    }
}

/// Judges the whole table.
pub(super) fn check(table: &Table, mut ground: Ground) -> Checked {
    let lines: Vec<(&Line, Judged)> =
        table.rows().map(|line| (line, Judge::new(table, line, &ground).read())).collect();
    // The pupils of the table are the school's, too: their names must not stand in any wish.
    for record in lines.iter().filter_map(|(_, judged)| judged.record.as_ref()) {
        ground.known.guarded.add(record);
    }
    let ground = &ground;
    let mut before = Before::default();
    let mut checked = Checked { rows: lines.len(), ..Checked::default() };
    for (line, judged) in lines {
        let Judged { draft, record, findings } = judged;
        let mut judge = Judge { table, line, ground, findings };
        judge.public_texts();
        if let Some(record) = record {
            before.compare(&mut judge, &record);
            judge.known(&record);
            if let Some(draft) = draft.filter(|_| judge.findings.iter().all(|finding| finding.kind.is_note())) {
                let identity = ground.identity(&record);
                checked.good.push(draft.of(record, identity));
            }
        }
        checked.findings.extend(judge.findings);
    }
    checked
}

/// The keyed hashes of the table's children, as far as their lines can be read.
pub(super) fn identities(table: &Table, ground: &Ground) -> Vec<String> {
    let records = table.rows().filter_map(|line| Judge::new(table, line, ground).record());
    records.map(|record| ground.identity(&record)).collect()
}

/// Whether some child whose line does not say when its consent was signed was born after this day.
pub(super) fn born_after(table: &Table, day: Day, today: Day) -> bool {
    let cell = |line: &Line, field| table.mapping.column(field).map_or_else(String::new, |at| line.cell(at).to_owned());
    table.rows().any(|line| {
        cell(line, Field::GivenOn).trim().is_empty()
            && cell::birth(&cell(line, Field::BirthDate), today).is_ok_and(|birth| birth > day)
    })
}

/// The lines above.
#[derive(Default)]
struct Before {
    children: HashMap<String, u32>,
    /// By name and guardian.
    birthdays: HashMap<(String, String), (Day, u32)>,
}

impl Before {
    fn compare(&mut self, judge: &mut Judge<'_>, record: &Record) {
        let row = judge.line.number;
        let first = *self.children.entry(judge.ground.identity(record)).or_insert(row);
        if first != row {
            judge.note_about(Kind::DuplicateChild, Some(first.into()));
            return;
        }
        let Some(person) = person(record) else { return };
        let (birth, first) = *self.birthdays.entry(person).or_insert((record.birth_date, row));
        if birth != record.birth_date {
            judge.note_about(Kind::TwoBirthdays, Some(first.into()));
        }
    }
}

/// Two children may share a name; hardly a name and a guardian.
pub(super) fn person(record: &Record) -> Option<(String, String)> {
    let plain = super::columns::plain;
    let (name, guardian) = (plain(&record.name), plain(&record.guardian));
    (!guardian.is_empty()).then_some((name, guardian))
}
