//! The school says what its columns mean, and where its headings are; what it says is remembered.

use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde::Deserialize;

use super::{
    ActiveModel, State,
    columns::{Mapping, NEEDED},
    header::Table,
    kept,
    read::count,
};
use crate::{
    Field, FormKey, Refusal, Result, Store, Time,
    actor::Importer,
    id::ImportId,
    journal::{self, Act, Subject},
    phase, text,
};

/// Headings stand above the children, and no table is longer.
const LAST_ROW: i32 = 20_000;

/// The form: for each field the number of its column, from 0; blank where the table has none.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub header_row: String,
    pub child_name: String,
    pub birth_date: String,
    pub gender: String,
    pub grade: String,
    pub item: String,
    pub specification: String,
    pub price: String,
    pub category: String,
    pub form_no: String,
    pub given_on: String,
    pub guardian: String,
    pub household: String,
    pub situation: String,
}

impl Typed {
    pub fn of(header_row: i32, mapping: &Mapping) -> Self {
        let mut typed = Self { header_row: header_row.to_string(), ..Self::default() };
        for (field, column) in typed.columns_mut() {
            *column = mapping.column(field).map_or_else(String::new, |column| column.to_string());
        }
        typed
    }

    /// What was chosen for a field.
    pub fn column(&self, field: Field) -> &str {
        self.columns().into_iter().find(|(its, _)| *its == field).map_or("", |(_, column)| column)
    }

    fn columns(&self) -> [(Field, &str); 13] {
        [
            (Field::ChildName, &self.child_name),
            (Field::BirthDate, &self.birth_date),
            (Field::Gender, &self.gender),
            (Field::Grade, &self.grade),
            (Field::Item, &self.item),
            (Field::Specification, &self.specification),
            (Field::Price, &self.price),
            (Field::Category, &self.category),
            (Field::FormNo, &self.form_no),
            (Field::GivenOn, &self.given_on),
            (Field::Guardian, &self.guardian),
            (Field::Household, &self.household),
            (Field::Situation, &self.situation),
        ]
    }

    fn columns_mut(&mut self) -> [(Field, &mut String); 13] {
        [
            (Field::ChildName, &mut self.child_name),
            (Field::BirthDate, &mut self.birth_date),
            (Field::Gender, &mut self.gender),
            (Field::Grade, &mut self.grade),
            (Field::Item, &mut self.item),
            (Field::Specification, &mut self.specification),
            (Field::Price, &mut self.price),
            (Field::Category, &mut self.category),
            (Field::FormNo, &mut self.form_no),
            (Field::GivenOn, &mut self.given_on),
            (Field::Guardian, &mut self.guardian),
            (Field::Household, &mut self.household),
            (Field::Situation, &mut self.situation),
        ]
    }
}

/// Judges the table anew. With the headings in another line, the columns are read from there and the choices dropped.
pub async fn remap(store: &Store, by: Importer, id: ImportId, typed: &Typed, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let import = super::within_reach(&txn, by.school(), id).await?;
    if import.state != State::Ready {
        return Err(Refusal::ImportState.into());
    }
    let before = kept::unseal(store, &txn, &import).await?;
    let row = text::number(Field::HeaderRow, &typed.header_row, 1..=LAST_ROW)?;
    let table = if row == import.header_row {
        let mapping = Mapping::chosen(typed.columns(), &NEEDED, before.headings().len())?;
        kept::remember(&txn, by.school(), before.headings(), &mapping).await?;
        Table { mapping, ..before }
    } else {
        let remembered = kept::remembered(&txn, by.school()).await?;
        let line = u32::try_from(row).unwrap_or_default();
        Table::at(before.sheet, line, &remembered).ok_or(Refusal::NotAChoice(Field::HeaderRow))?
    };
    let phase = phase::find(&txn, import.phase_id).await?;
    let checked = super::rehearse(store, &txn, by.school(), &phase, &table, now).await?;
    let row = ActiveModel {
        id: Set(id),
        header_row: Set(row),
        mapping: Set(table.mapping.to_text()),
        row_count: Set(count(checked.rows)),
        good_count: Set(count(checked.good())),
        changed_at: Set(None),
        ..Default::default()
    };
    row.update(&txn).await?;
    kept::keep_findings(&txn, id, &checked.findings).await?;
    journal::note(&txn, by, Act::ImportRemapped, Subject("import", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
