//! Rounds of the demonstration, through the verbs themselves: one whose donor was asked yesterday and has not answered,
//! and one over all standing offers, to be decided.

use chrono::TimeDelta;
use sea_orm::entity::prelude::*;

use super::{cast::People, offer};
use crate::{
    FormKey, Refusal, Result, Store, Time, account,
    actor::Officer,
    round::{apply, list, open},
};

pub(super) async fn tell(store: &Store, people: &People, now: Time) -> Result<()> {
    let account = account::Entity::find_by_id(people.office).one(store.read()).await?.ok_or(Refusal::NotFound)?;
    let officer = Officer::who_ordered(&account)?;
    let form = || FormKey::new("seed", &store.dice.id());
    let all = open::Typed { phase: open::ALL.to_owned() };
    let yesterday = now - TimeDelta::days(1);
    let asked = open::open(store, officer, &all, &form(), yesterday).await?;
    if list::progress(store.read(), officer, asked).await?.0 > 0 {
        apply::apply(store, officer, asked, &form(), yesterday).await?;
    }
    let txn = store.write().await?;
    offer::tell(&txn, people, now).await?;
    txn.commit().await?;
    if list::one(store.read(), officer, asked).await?.applied_at.is_some() {
        open::open(store, officer, &all, &form(), now).await?;
    }
    Ok(())
}
