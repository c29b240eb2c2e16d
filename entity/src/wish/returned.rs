//! Why a wish was sent back last, and what the school has changed since: for the office, when it comes again.
//!
//! Rule: only the names of what was changed are kept, for half of it is private.

use sea_orm::{entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, Model};
use crate::{
    Field, Result, Time,
    child::{consent::Paper, record::Record},
    store::Txn,
};

/// What a school can change of a wish that came back, in the order of the form.
const FIELDS: [Field; 12] = [
    Field::Category,
    Field::Item,
    Field::Specification,
    Field::Grade,
    Field::Gender,
    Field::Price,
    Field::ChildName,
    Field::BirthDate,
    Field::Guardian,
    Field::Household,
    Field::Situation,
    Field::ConsentGoods,
];

/// The last time that a wish was sent back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    pub at: Time,
    pub reason: String,
    /// Empty: nothing.
    pub changed: Vec<Field>,
}

impl Model {
    /// None: it never was, or its child's record was erased.
    pub fn returned(&self) -> Option<Returned> {
        let (at, reason) = self.returned_at.zip(self.returned_for.clone())?;
        Some(Returned { at, reason, changed: self.changed() })
    }

    fn changed(&self) -> Vec<Field> {
        let keys: Vec<&str> = self.mended.as_deref().unwrap_or_default().split(',').collect();
        FIELDS.into_iter().filter(|field| keys.contains(&field.key())).collect()
    }
}

/// What the form says: the wish, the child's record and the guardian's consent.
pub(super) struct Said<'a> {
    pub wish: &'a Model,
    pub record: Option<&'a Record>,
    pub consent: Option<&'a Paper>,
}

/// Keeps what the school changed of a returned wish, beside what it had changed before. `had`: as it was; `has`: as it
/// was typed.
pub(super) async fn keep(txn: &Txn, had: &Said<'_>, has: &Said<'_>) -> Result<()> {
    let kept = had.wish.changed();
    let is_changed = |field: &Field| kept.contains(field) || differs(*field, had, has);
    let mended: Vec<&str> = FIELDS.into_iter().filter(is_changed).map(Field::key).collect();
    if mended.is_empty() {
        return Ok(());
    }
    Entity::update_many()
        .col_expr(Column::Mended, Expr::value(mended.join(",")))
        .filter(COLUMN.id.eq(has.wish.id))
        .exec(txn)
        .await?;
    Ok(())
}

fn differs(field: Field, had: &Said<'_>, has: &Said<'_>) -> bool {
    let (before, after) = (had.wish, has.wish);
    let records = had.record.zip(has.record);
    let typed = |is_other: fn(&Record, &Record) -> bool| records.is_none_or(|(had, has)| is_other(had, has));
    match field {
        Field::Category => before.category != after.category,
        Field::Item => before.item != after.item,
        Field::Specification => before.specification != after.specification,
        Field::Grade => before.grade != after.grade,
        Field::Gender => before.gender != after.gender,
        Field::Price => before.price_fen != after.price_fen,
        Field::ChildName => typed(|had, has| had.name != has.name),
        Field::BirthDate => typed(|had, has| had.birth_date != has.birth_date),
        Field::Guardian => typed(|had, has| had.guardian != has.guardian),
        Field::Household => typed(|had, has| had.household != has.household),
        Field::Situation => typed(|had, has| had.situation != has.situation),
        // Not the row: a child whose name is put right is registered anew, and its consent with it.
        Field::ConsentGoods => had.consent != has.consent,
        _ => false,
    }
}
