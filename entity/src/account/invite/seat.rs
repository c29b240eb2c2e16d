//! The place an account is for: a school, a village, or the whole county.

use sea_orm::{PaginatorTrait, entity::prelude::*};

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

/// Whether somebody acts for this village, or is invited to.
pub(crate) async fn acts_for(txn: &Txn, village: VillageId) -> Result<bool> {
    let accounts = account::Entity::find().filter(account::COLUMN.village_id.eq(village)).count(txn).await?;
    let invited = link::Entity::find()
        .filter(link::COLUMN.village_id.eq(village))
        .filter(link::COLUMN.used_at.is_null())
        .count(txn)
        .await?;
    Ok(accounts + invited > 0)
}
