//! The place an account is for: a school, a village, or the whole county.

use sea_orm::{QuerySelect, entity::prelude::*};

use crate::{
    Field, Refusal, Result, account,
    id::{SchoolId, VillageId},
    link,
    place::village,
    school,
    store::Txn,
};

/// The place an account is for.
pub(super) enum Seat {
    School(school::Model),
    Village(village::Model),
    /// The whole county.
    None,
}

/// Blank where none is needed; else one that is there and open.
pub(super) async fn chosen_school(
    txn: &Txn,
    typed: &str,
    is_needed: bool,
) -> Result<Result<Option<school::Model>, Refusal>> {
    if typed.is_empty() && !is_needed {
        return Ok(Ok(None));
    }
    let found = match typed.parse::<SchoolId>() {
        Ok(id) => school::Entity::find_by_id(id).one(txn).await?,
        Err(_) => None,
    };
    let open = found.filter(|school| school.closed_at.is_none());
    Ok(open.map(Some).ok_or(Refusal::NotAChoice(Field::School)))
}

/// Blank where none is needed; else one that is there.
pub(super) async fn chosen_village(
    txn: &Txn,
    typed: &str,
    is_needed: bool,
) -> Result<Result<Option<village::Model>, Refusal>> {
    if typed.is_empty() && !is_needed {
        return Ok(Ok(None));
    }
    let found = match typed.parse::<VillageId>() {
        Ok(id) => village::Entity::find_by_id(id).one(txn).await?,
        Err(_) => None,
    };
    Ok(found.map(Some).ok_or(Refusal::NotAChoice(Field::Village)))
}

/// What an invitation is to.
pub(super) async fn seat_of(txn: &Txn, link: &link::Model) -> Result<Seat> {
    if let Some(id) = link.school_id {
        return Ok(school::Entity::find_by_id(id).one(txn).await?.map_or(Seat::None, Seat::School));
    }
    match link.village_id {
        Some(id) => Ok(village::Entity::find_by_id(id).one(txn).await?.map_or(Seat::None, Seat::Village)),
        None => Ok(Seat::None),
    }
}

/// The villages that somebody acts for, or is invited to.
pub(crate) async fn acted_for(db: &impl ConnectionTrait) -> Result<Vec<VillageId>> {
    let accounts = account::Entity::find()
        .select_only()
        .column(account::Column::VillageId)
        .filter(account::COLUMN.village_id.is_not_null());
    let invited = link::Entity::find()
        .select_only()
        .column(link::Column::VillageId)
        .filter(link::COLUMN.village_id.is_not_null())
        .filter(link::COLUMN.used_at.is_null());
    let mut found: Vec<VillageId> = accounts.into_tuple().all(db).await?;
    found.extend(invited.into_tuple::<VillageId>().all(db).await?);
    Ok(found)
}
