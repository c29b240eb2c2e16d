//! An organisation's people join by its link and leave when they like; each belongs to one at a time.

use sea_orm::{
    ActiveValue::Set,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait},
};

use super::{Model, change::of_contact, member, of_link};
use crate::{
    FormKey, Refusal, Result, Store, Time,
    actor::Donor,
    id::{AccountId, MemberId, OrganisationId},
    journal::{self, Act, Subject},
    store::Txn,
};

/// By the link; who belongs to another organisation leaves it.
pub async fn join(store: &Store, donor: Donor, link: &str, form: &FormKey, now: Time) -> Result<OrganisationId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let organisation = of_link(&txn, link).await?;
    enrol(&txn, &organisation, donor.account(), now).await?;
    form.keep(&txn, &organisation.id, now).await?;
    txn.commit().await?;
    Ok(organisation.id)
}

/// Nothing where the account belongs to it already.
pub(crate) async fn enrol(txn: &Txn, organisation: &Model, account: AccountId, now: Time) -> Result<()> {
    let is_member = member::Entity::find()
        .filter(member::COLUMN.account_id.eq(account))
        .filter(member::COLUMN.organisation_id.eq(organisation.id))
        .filter(member::COLUMN.left_at.is_null());
    if is_member.one(txn).await?.is_some() {
        return Ok(());
    }
    end(txn, member::COLUMN.account_id.eq(account), now).await?;
    let row = member::ActiveModel {
        organisation_id: Set(organisation.id),
        account_id: Set(account),
        joined_at: Set(now),
        ..Default::default()
    };
    member::Entity::insert(row).exec_without_returning(txn).await?;
    let actor = crate::actor::Actor { role: "donor", account: Some(account) };
    journal::note(txn, actor, Act::OrganisationJoined, Subject("organisation", organisation.id.0), "", now).await
}

/// What was claimed for it stays its own.
pub async fn leave(store: &Store, donor: Donor, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    if end(&txn, member::COLUMN.account_id.eq(donor.account()), now).await? > 0 {
        journal::note(&txn, donor, Act::OrganisationLeft, Subject("account", donor.account().0), "", now).await?;
    }
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// The contact takes somebody off its own list.
pub async fn remove(store: &Store, donor: Donor, id: MemberId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let organisation = of_contact(&txn, donor.account()).await?.ok_or(Refusal::NotFound)?;
    // The contact itself stays.
    let own = member::COLUMN.id.eq(id).and(member::COLUMN.organisation_id.eq(organisation.id));
    let own = own.and(member::COLUMN.account_id.ne(donor.account()));
    if end(&txn, own, now).await? == 0 {
        return Err(Refusal::NotFound.into());
    }
    journal::note(&txn, donor, Act::OrganisationMemberRemoved, Subject("organisation", organisation.id.0), "", now)
        .await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

async fn end(txn: &Txn, which: Expr, now: Time) -> Result<u64> {
    let ended = member::Entity::update_many()
        .col_expr(member::Column::LeftAt, Expr::value(now))
        .filter(which)
        .filter(member::COLUMN.left_at.is_null())
        .exec(txn)
        .await?;
    Ok(ended.rows_affected)
}
