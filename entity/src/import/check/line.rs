//! One line judged: by itself first, then against the names of its school and what the county knows.

use std::collections::HashSet;

use super::{
    super::{
        cell,
        finding::{Finding, Kind, of_refusal},
        ground::Ground,
        header::Table,
        sheet::Line,
    },
    Good, person,
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

/// What one line holds, read without looking at others.
pub(super) struct Judged {
    pub(super) draft: Option<Draft>,
    pub(super) record: Option<Record>,
    pub(super) findings: Vec<Finding>,
}

pub(super) struct Draft {
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
    pub(super) fn of(self, record: Record, identity: String) -> Good {
        let Self { item, specification, category, grade, gender, price, form_no, given_on } = self;
        Good { record, identity, item, specification, category, grade, gender, price, form_no, given_on }
    }
}

/// One line under judgement.
pub(super) struct Judge<'a> {
    pub(super) table: &'a Table,
    pub(super) line: &'a Line,
    pub(super) ground: &'a Ground,
    pub(super) findings: Vec<Finding>,
}

impl<'a> Judge<'a> {
    pub(super) const fn new(table: &'a Table, line: &'a Line, ground: &'a Ground) -> Self {
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

    pub(super) fn note_about(&mut self, kind: Kind, about: Option<i64>) {
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

    pub(super) fn read(mut self) -> Judged {
        let record = self.record();
        let draft = self.draft();
        if let Some(record) = &record {
            self.age(record);
            let signed_on = draft.as_ref().and_then(|draft| draft.given_on);
            if signed_on.is_some_and(|day| day < record.birth_date) {
                self.note(Kind::ConsentBeforeBirth);
            }
        }
        Judged { draft, record, findings: self.findings }
    }

    pub(super) fn record(&mut self) -> Option<Record> {
        let typed = name(&self.cell(Field::ChildName));
        let name_read = self.text(Field::ChildName, text::person(Field::ChildName, &typed, PERSON));
        let birth_date = self.take(cell::birth(&self.cell(Field::BirthDate), self.ground.known.today));
        let guardian = name(&self.cell(Field::Guardian));
        if guardian.is_empty() {
            self.note(Kind::MissingGuardian);
        }
        let guardian = self.text(Field::Guardian, text::person_or_empty(Field::Guardian, &guardian, PERSON));
        let household = self.cell(Field::Household);
        let household = self.text(Field::Household, text::line_or_empty(Field::Household, &household, HOUSEHOLD));
        let situation = self.cell(Field::Situation);
        let situation = self.text(Field::Situation, text::lines(Field::Situation, &situation, SITUATION));
        if let (Some(name), Some(guardian)) = (&name_read, &guardian)
            && text::same_name(name, guardian)
        {
            self.note(Kind::GuardianIsChild);
        }
        Some(Record {
            name: name_read?,
            birth_date: birth_date?,
            guardian: guardian?,
            household: household?,
            situation: situation?,
        })
    }

    fn draft(&mut self) -> Option<Draft> {
        let item = self.text(Field::Item, text::words(Field::Item, &self.cell(Field::Item), ITEM));
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
        let given_on = self.take(cell::given_on(&self.cell(Field::GivenOn), self.ground.known.today));
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
        let cap = self.ground.known.cap;
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
        let age = self.ground.known.today.years_since(record.birth_date).and_then(|age| i32::try_from(age).ok());
        if let Some(age) = age.filter(|age| !AGES.contains(age)) {
            self.note_about(Kind::UnusualAge, Some(age.into()));
        }
    }

    /// What will be public, against every name the school has.
    pub(super) fn public_texts(&mut self) {
        for field in [Field::Item, Field::Specification] {
            for refusal in freetext::check(field, &self.cell(field), &self.ground.known.guarded) {
                let (kind, about) = of_refusal(&refusal);
                self.note_at(field, kind, about);
            }
        }
    }

    /// What the county has of this child already.
    pub(super) fn known(&mut self, record: &Record) {
        let identity = self.ground.identity(record);
        if self.ground.known.in_phase.contains(&identity) {
            self.note(Kind::DuplicateInPhase);
        } else if let Some(phase) = self.ground.known.earlier.get(&identity) {
            self.note_about(Kind::EarlierPhase, Some((*phase).into()));
        }
        let other = |known: &HashSet<Day>| !known.contains(&record.birth_date);
        let is_other = person(record).and_then(|person| self.ground.known.birthdays.get(&person)).is_some_and(other);
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
