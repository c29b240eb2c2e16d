//! The desk of an organisation's contact: all gifts of its people, and who they are. No address of anybody.

use std::collections::HashMap;

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{Model, member};
use crate::{
    Lang, Result, account,
    claim::{
        self, State,
        desk::{Line, lines},
    },
    county::County,
    id::{AccountId, ClaimId, MemberId, PhaseId},
    wish::{self, Category, Status},
};

/// The most that a contact picks at once.
pub const MOST: usize = 30;

/// The most that its contact can pick now: as many as are free of its limit, [`MOST`] at once.
pub async fn most(db: &impl ConnectionTrait, organisation: &Model) -> Result<usize> {
    let free = super::free(db, organisation).await?;
    Ok(usize::try_from(free).unwrap_or(MOST).min(MOST))
}

/// One of the organisation's gifts, with the name of who gives it.
#[derive(Clone, Debug)]
pub struct Gift {
    pub line: Line,
    pub who: String,
}

/// A page of its gifts, newest first; ended claims are not shown.
pub async fn gifts(
    db: &impl ConnectionTrait,
    organisation: &Model,
    lang: Lang,
    before: Option<ClaimId>,
    most: u64,
) -> Result<Vec<Gift>> {
    let mut query = claim::Entity::find()
        .filter(claim::COLUMN.organisation_id.eq(organisation.id))
        .filter(claim::COLUMN.state.is_in(State::LIVE))
        .filter(claim::COLUMN.confirmed_at.is_not_null())
        .order_by_desc(claim::COLUMN.id)
        .limit(most);
    if let Some(before) = before {
        query = query.filter(claim::COLUMN.id.lt(before));
    }
    let lines = lines(db, query.all(db).await?, lang).await?;
    let people = names(db, lines.iter().filter_map(|line| line.claim.account_id)).await?;
    let who = |line: &Line| line.claim.account_id.and_then(|id| people.get(&id).cloned()).unwrap_or_default();
    Ok(lines.into_iter().map(|line| Gift { who: who(&line), line }).collect())
}

/// Somebody who belongs to it.
#[derive(Clone, Debug)]
pub struct Member {
    pub id: MemberId,
    pub account: AccountId,
    pub name: String,
    pub joined_at: crate::Time,
}

/// Who belongs to it now, in the order they came.
pub async fn members(db: &impl ConnectionTrait, organisation: &Model) -> Result<Vec<Member>> {
    let rows = member::Entity::find()
        .filter(member::COLUMN.organisation_id.eq(organisation.id))
        .filter(member::COLUMN.left_at.is_null())
        .order_by_asc(member::COLUMN.id)
        .all(db)
        .await?;
    let people = names(db, rows.iter().map(|row| row.account_id)).await?;
    let member = |row: member::Model| Member {
        name: people.get(&row.account_id).cloned().unwrap_or_default(),
        id: row.id,
        account: row.account_id,
        joined_at: row.joined_at,
    };
    Ok(rows.into_iter().map(member).collect())
}

/// What these people call themselves.
async fn names(
    db: &impl ConnectionTrait,
    accounts: impl IntoIterator<Item = AccountId>,
) -> Result<HashMap<AccountId, String>> {
    let people = account::Entity::find().filter(account::COLUMN.id.is_in(accounts)).all(db).await?;
    Ok(people.into_iter().map(|account| (account.id, account.name)).collect())
}

/// The codes of open wishes that have waited longest, of one category or all.
pub async fn waiting_longest(
    db: &impl ConnectionTrait,
    county: &County,
    category: Option<Category>,
    how_many: usize,
    now: crate::Time,
) -> Result<Vec<crate::Code>> {
    let phases: Vec<PhaseId> = county.claimable(now).collect();
    let mut query = wish::Entity::find()
        .select_only()
        .column(wish::Column::Code)
        .filter(wish::COLUMN.status.eq(Status::Open))
        .filter(wish::COLUMN.hidden_at.is_null())
        .filter(wish::COLUMN.phase_id.is_in(phases))
        .order_by_asc(wish::COLUMN.waiting_since)
        .order_by_asc(wish::COLUMN.id)
        .limit(u64::try_from(how_many.min(MOST)).unwrap_or(0));
    if let Some(category) = category {
        query = query.filter(wish::COLUMN.category.eq(category));
    }
    Ok(query.into_tuple().all(db).await?)
}
