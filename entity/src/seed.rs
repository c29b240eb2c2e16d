//! Made-up data for the demonstration and for measuring. Nobody in it exists.
//!
//! Written straight into the tables, in one transaction, with the states the verbs would have left behind; payments,
//! pledges and rounds come after it, through the verbs themselves.

mod bulk;
pub mod card;
mod cast;
pub mod contract;
mod county;
pub mod diary;
mod disclosures;
mod elders;
mod funds;
mod gift;
mod money;
mod offer;
mod organisation;
mod papers;
mod past;
mod payments;
mod pledges;
mod plots;
mod pool;
mod present;
mod round;
mod stage;

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

pub use bulk::bulk;
pub use cast::{CAST, Member, PASSWORD};
pub use elders::elders;
pub use plots::{HOUSEHOLDS, PEOPLE};

use crate::{
    Result, Store, Time, account,
    actor::Actor,
    journal::{self, Act, Subject},
};

/// Whether nobody has an account yet.
pub async fn is_empty(store: &Store) -> Result<bool> {
    Ok(account::Entity::find().count(store.read()).await? == 0)
}

/// Whether the named cast is here: what stands in such a database is made up, and may be shown to anybody.
pub async fn is_demo(store: &Store) -> Result<bool> {
    let cast = account::Entity::find().filter(account::Column::Email.is_in(CAST.map(|member| member.email)));
    Ok(usize::try_from(cast.count(store.read()).await?).is_ok_and(|here| here == CAST.len()))
}

/// A county with 8 schools: phases 1–4 finished (1,050 gifts handed out, 322 of them in phase 4), phase 5
/// running with wishes in every state, phase 6 in preparation, plots of 161 households, and a named cast who know the password.
pub async fn demo(store: &Store, now: Time) -> Result<()> {
    let password = account::password::hash(store, PASSWORD.to_owned()).await?;
    let txn = store.write().await?;
    let county = county::found(&txn, now).await?;
    let people = cast::gather(&txn, &county, &password, now).await?;
    let mut children = gift::Children::new(store);
    past::tell(store, &txn, &county, &people, &mut children, now).await?;
    present::tell(store, &txn, &county, &people, &mut children, now).await?;
    organisation::tell(store, &txn, &people, now).await?;
    offer::first(&txn, &people, now).await?;
    pool::tell(&txn, &people, now).await?;
    papers::tell(&txn, &people, now).await?;
    funds::tell(store, &txn, county.organiser, &people, now).await?;
    money::tell(&txn, county.organiser, &people, now).await?;
    plots::tell(store, &txn, &county, &people, now).await?;
    disclosures::tell(&txn, &people, now).await?;
    journal::note(&txn, Actor::CLOCK, Act::DemoSeeded, Subject("county", 1), "", now).await?;
    txn.commit().await?;
    payments::tell(store, county.organiser, &people, now).await?;
    pledges::tell(store, &people, now).await?;
    round::tell(store, &people, now).await
}
