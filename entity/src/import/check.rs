//! Every line judged: by itself, against the other lines, and against what the county knows already.

use std::collections::{HashMap, HashSet};

use super::{
    cell,
    finding::{Finding, Kind, of_refusal},
    ground::Ground,
    header::Table,
    sheet::Line,
};
use crate::{
    Day, Fen, Field, Refusal,
    child::record::Record,
    text,
    wish::{
        Category, Gender,
        draft::{AGES, HOUSEHOLD, ITEM, PERSON, SITUATION, SPECIFICATION},
        freetext,
    },
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
pub(super) fn check(table: &Table, ground: &mut Ground) -> Checked {
    let lines: Vec<(&Line, Judged)> = table.rows().map(|line| (line, Judge::new(table, line, ground).read())).collect();
    // The pupils of the table are the school's, too: their names must not stand in any wish.
    for record in lines.iter().filter_map(|(_, judged)| judged.record.as_ref()) {
        ground.guarded.add(record);
    }
    let ground = &*ground;
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

/// What one line holds, read without looking at others.
struct Judged {
    draft: Option<Draft>,
    record: Option<Record>,
    findings: Vec<Finding>,
}

struct Draft {
    item: String,
    specification: String,
    category: Category,
    grade: i32,
    gender: Option<Gender>,
    price: Fen,
    form_no: String,
    given_on: Option<Day>,
}

impl Draft {
    fn of(self, record: Record, identity: String) -> Good {
        let Self { item, specification, category, grade, gender, price, form_no, given_on } = self;
        Good { record, identity, item, specification, category, grade, gender, price, form_no, given_on }
    }
}

/// One line under judgement.
struct Judge<'a> {
    table: &'a Table,
    line: &'a Line,
    ground: &'a Ground,
    findings: Vec<Finding>,
}

impl<'a> Judge<'a> {
    const fn new(table: &'a Table, line: &'a Line, ground: &'a Ground) -> Self {
        Self { table, line, ground, findings: Vec::new() }
    }

    /// The cell of a field, trimmed; a break inside it is a space.
    fn cell(&self, field: Field) -> String {
        let column = self.table.mapping.column(field);
        let cell = column.map_or("", |column| self.line.cell(column));
        cell.split(['\r', '\n', '\t']).collect::<Vec<_>>().join(" ").trim().to_owned()
    }

    fn note(&mut self, kind: Kind) {
        self.note_about(kind, None);
    }

    fn note_about(&mut self, kind: Kind, about: Option<i64>) {
        self.note_at(kind.field(), kind, about);
    }

    fn note_at(&mut self, field: Field, kind: Kind, about: Option<i64>) {
        let column = self.table.heading(field).to_owned();
        let finding = Finding { row: self.line.number, field, column, kind, about };
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    fn take<T>(&mut self, read: Result<T, Kind>) -> Option<T> {
        read.map_err(|kind| self.note(kind)).ok()
    }

    fn text(&mut self, field: Field, read: Result<String, Refusal>) -> Option<String> {
        read.map_err(|refusal| {
            let (kind, about) = of_refusal(&refusal);
            self.note_at(field, kind, about);
        })
        .ok()
    }

    fn read(mut self) -> Judged {
        let record = self.record();
        let draft = self.draft();
        if let Some(record) = &record {
            self.age(record);
        }
        Judged { draft, record, findings: self.findings }
    }

    fn record(&mut self) -> Option<Record> {
        let typed = name(&self.cell(Field::ChildName));
        let name_read = self.text(Field::ChildName, text::line(Field::ChildName, &typed, PERSON));
        let birth_date = self.take(cell::birth(&self.cell(Field::BirthDate), self.ground.today));
        let guardian = name(&self.cell(Field::Guardian));
        if guardian.is_empty() {
            self.note(Kind::MissingGuardian);
        }
        let guardian = self.text(Field::Guardian, text::line_or_empty(Field::Guardian, &guardian, PERSON));
        let household = self.cell(Field::Household);
        let household = self.text(Field::Household, text::line_or_empty(Field::Household, &household, HOUSEHOLD));
        let situation = self.cell(Field::Situation);
        let situation = self.text(Field::Situation, text::lines(Field::Situation, &situation, SITUATION));
        Some(Record {
            name: name_read?,
            birth_date: birth_date?,
            guardian: guardian?,
            household: household?,
            situation: situation?,
        })
    }

    fn draft(&mut self) -> Option<Draft> {
        let item = self.text(Field::Item, text::line(Field::Item, &self.cell(Field::Item), ITEM));
        let specification = self.cell(Field::Specification);
        if specification.is_empty() {
            self.note(Kind::MissingSpecification);
        }
        let specification =
            self.text(Field::Specification, text::line_or_empty(Field::Specification, &specification, SPECIFICATION));
        let category = self.category(item.as_deref().unwrap_or_default());
        let grade = self.grade();
        let gender = self.gender(category);
        let price = self.price();
        let form_no = self.form_no();
        let given_on = self.take(cell::given_on(&self.cell(Field::GivenOn), self.ground.today));
        Some(Draft {
            item: item?,
            specification: specification?,
            category,
            grade: grade?,
            gender: gender.filter(|_| category.needs_gender()),
            price: price?,
            form_no: form_no?,
            given_on: given_on?,
        })
    }

    /// By its own word, or else by the thing; what nobody knows goes to `Other`.
    fn category(&mut self, item: &str) -> Category {
        let typed = self.cell(Field::Category);
        if let Some(category) = cell::category(&typed) {
            return category;
        }
        if !typed.is_empty() {
            self.note(Kind::UnknownCategory);
        }
        cell::category_of(item).unwrap_or(Category::Other)
    }

    fn grade(&mut self) -> Option<i32> {
        let typed = self.cell(Field::Grade);
        if typed.is_empty() {
            self.note(Kind::MissingGrade);
            return None;
        }
        self.take(cell::grade(&typed).ok_or(Kind::BadGrade))
    }

    /// Asked for only where a donor must know it.
    fn gender(&mut self, category: Category) -> Option<Gender> {
        let typed = self.cell(Field::Gender);
        let gender = cell::gender(&typed);
        if gender.is_none() && category.needs_gender() {
            self.note(if typed.is_empty() { Kind::MissingGender } else { Kind::BadGender });
        }
        gender
    }

    fn price(&mut self) -> Option<Fen> {
        let price = self.take(cell::price(&self.cell(Field::Price)))?;
        let cap = self.ground.cap;
        if price > cap {
            self.note_about(Kind::PriceOverCap, Some(cap.0));
            return None;
        }
        Some(price)
    }

    fn form_no(&mut self) -> Option<String> {
        let typed = self.cell(Field::FormNo);
        let Some(number) = cell::form_no(&typed) else {
            self.note(Kind::NoConsent);
            return None;
        };
        self.text(Field::FormNo, text::line(Field::FormNo, number, PERSON))
    }

    fn age(&mut self, record: &Record) {
        let age = self.ground.today.years_since(record.birth_date).and_then(|age| i32::try_from(age).ok());
        if let Some(age) = age.filter(|age| !AGES.contains(age)) {
            self.note_about(Kind::UnusualAge, Some(age.into()));
        }
    }

    /// What will be public, against every name the school has.
    fn public_texts(&mut self) {
        for field in [Field::Item, Field::Specification] {
            for refusal in freetext::check(field, &self.cell(field), &self.ground.guarded) {
                let (kind, about) = of_refusal(&refusal);
                self.note_at(field, kind, about);
            }
        }
    }

    /// What the county has of this child already.
    fn known(&mut self, record: &Record) {
        let identity = self.ground.identity(record);
        if self.ground.in_phase.contains(&identity) {
            self.note(Kind::DuplicateInPhase);
        } else if let Some(phase) = self.ground.earlier.get(&identity) {
            self.note_about(Kind::EarlierPhase, Some((*phase).into()));
        }
        let other = |known: &HashSet<Day>| !known.contains(&record.birth_date);
        let is_other = person(record).and_then(|person| self.ground.birthdays.get(&person)).is_some_and(other);
        if is_other {
            self.note(Kind::TwoBirthdays);
        }
    }
}

/// Two characters are spaced out to stand under three: `张　三`.
fn name(cell: &str) -> String {
    if cell.chars().any(|c| c.is_ascii_alphabetic()) {
        return cell.to_owned();
    }
    cell.split_whitespace().collect()
}
