//! Many claimants at once over several connections: every wish has one winner, and nobody has too many.
//!
//! The negative control runs the same race without the guard and must show wishes claimed twice: it proves
//! that the race is one.

use std::collections::HashMap;

use entity::{
    Error, FormKey, Refusal, Store,
    actor::Donor,
    claim::{self, State, take},
    id::{AccountId, WishId},
    outbox,
    wish::{self, Status},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr,
};

use crate::{gifts::Gift, world::World};

on_both!(
    two_hundred_wishes_and_fifty_claimants,
    without_the_guard_wishes_are_claimed_twice,
    without_the_guard_a_gift_is_handed_out_twice,
    a_donors_limit_holds_against_their_own_haste,
);

const WISHES: usize = 200;
const CLAIMANTS: usize = 50;
/// On the way for each donor: fifty times this is more than there is.
const LIMIT: i32 = 8;

/// Several processes' connections to the same county.
async fn processes(world: &World) -> Vec<Store> {
    let mut stores = vec![world.store.clone()];
    for _ in 0..3 {
        stores.push(world.another_process().await);
    }
    stores
}

async fn claimants(world: &World) -> Vec<Donor> {
    let mut donors = Vec::with_capacity(CLAIMANTS);
    for i in 0..CLAIMANTS {
        donors.push(world.donor(&format!("donor-{i}")).await);
    }
    donors
}

/// How one claimant fared.
#[derive(Default)]
struct Fared {
    won: usize,
    /// Told that somebody was quicker.
    beaten: usize,
    /// Told that the limit is reached.
    sated: usize,
}

async fn two_hundred_wishes_and_fifty_claimants(world: World) {
    world.change_phase(|phase| phase.donor_limit = Set(LIMIT)).await;
    let wishes = world.open_wishes("shagou", WISHES).await;
    let (stores, donors) = (processes(&world).await, claimants(&world).await);
    let mut race = tokio::task::JoinSet::new();
    for (i, donor) in donors.into_iter().enumerate() {
        let (store, wishes, now) = (stores[i % stores.len()].clone(), wishes.clone(), world.now);
        race.spawn(async move {
            let mut fared = Fared::default();
            // Everybody starts at the same end of the list, so that all want the same wishes.
            for wish in &wishes {
                match claim(&store, donor, wish, now).await {
                    Ok(taken) => fared.won += taken.won.len(),
                    Err(Error::Refused(refused)) => match &refused.0[..] {
                        [Refusal::WishTaken(_)] => fared.beaten += 1,
                        [Refusal::LimitReached(LIMIT, 0, 1)] => fared.sated += 1,
                        other => panic!("{other:?}"),
                    },
                    Err(error) => panic!("{error}"),
                }
            }
            fared
        });
    }
    let fared = race.join_all().await;
    assert_eq!(fared.iter().map(|one| one.won).sum::<usize>(), WISHES, "exactly as many winners as wishes");
    assert!(fared.iter().map(|one| one.beaten).sum::<usize>() > 0, "it was a race");
    assert!(fared.iter().all(|one| one.won <= 8), "nobody is over the limit");
    assert!(fared.iter().any(|one| one.sated > 0));

    let claims = claim::Entity::find().all(world.store.writer()).await.unwrap();
    assert!(claims.iter().all(|claim| claim.state == State::Confirmed));
    assert_eq!(claims.len(), WISHES, "losers have no claim");
    assert_eq!(most_per(claims.iter().map(|claim| claim.wish_id)), 1, "no wish twice");
    assert!(most_per(claims.iter().filter_map(|claim| claim.account_id)) <= 8);
    let open = wish::Entity::find().filter(wish::COLUMN.status.eq(Status::Open)).count(world.store.writer()).await;
    assert_eq!(open.unwrap(), 0);
    let letters = outbox::Entity::find().count(world.store.writer()).await.unwrap();
    assert_eq!(letters, 200, "losers get no letter");
}

/// One try after the other until the database has answered: a busy one has written nothing.
async fn claim(store: &Store, donor: Donor, wish: &wish::Model, now: entity::Time) -> Result<take::Taken, Error> {
    let (form, code) = (FormKey::new(donor.account(), &store.dice.id()), std::slice::from_ref(&wish.code));
    loop {
        match take::take(store, donor, code, true, &form, now).await {
            Err(Error::Busy) => tokio::task::yield_now().await,
            answer => return answer,
        }
    }
}

/// The negative control: what [`take`] does, without `status = 'open'` in its update and without the index.
async fn without_the_guard_wishes_are_claimed_twice(world: World) {
    let wishes = world.open_wishes("shagou", 20).await;
    let (stores, donors) = (processes(&world).await, claimants(&world).await);
    world.store.writer().execute_unprepared("DROP INDEX claim_one_live").await.unwrap();
    let mut race = tokio::task::JoinSet::new();
    for (i, donor) in donors.into_iter().enumerate() {
        let (store, wishes) = (stores[i % stores.len()].clone(), wishes.clone());
        race.spawn(async move {
            for wish in &wishes {
                while claim_unguarded(&store, donor.account(), wish.id).await.is_err() {
                    tokio::task::yield_now().await;
                }
            }
        });
    }
    race.join_all().await;
    let claims = claim::Entity::find().all(world.store.writer()).await.unwrap();
    assert!(
        most_per(claims.iter().map(|claim| claim.wish_id)) > 1,
        "the race can be lost, so the guard is what wins it"
    );
}

/// Looks first, as code without a guard does, and acts on what it saw.
async fn claim_unguarded(store: &Store, donor: AccountId, wish: WishId) -> Result<(), Error> {
    let seen = wish::Entity::find_by_id(wish).one(store.read()).await?.unwrap();
    if seen.status != Status::Open {
        return Ok(());
    }
    tokio::task::yield_now().await;
    let txn = store.write().await?;
    wish::Entity::update_many()
        .col_expr(wish::Column::Status, Expr::value(Status::Taken))
        .filter(wish::COLUMN.id.eq(wish))
        .exec(&txn)
        .await?;
    let row = claim::ActiveModel {
        wish_id: Set(wish),
        source: Set(claim::Source::Donor),
        account_id: Set(Some(donor)),
        lang: Set(entity::Lang::Zh),
        batch: Set(store.dice.id()),
        state: Set(State::Confirmed),
        made_at: Set(seen.created_at),
        reminders: Set(0),
        ..Default::default()
    };
    claim::Entity::insert(row).exec_without_returning(&txn).await?;
    Ok(txn.commit().await?)
}

/// The negative control of the hand-out: two phones that look before they act, without lock, state or key.
async fn without_the_guard_a_gift_is_handed_out_twice(world: World) {
    let mut doubled = 0;
    for _ in 0..10 {
        let gift = world.promised("shagou", "lin", State::Received).await;
        let (one, two) = (world.another_process().await, world.another_process().await);
        let (one, two) = tokio::join!(hand_out_unguarded(&one, &gift), hand_out_unguarded(&two, &gift));
        doubled += usize::from(one.unwrap() && two.unwrap());
    }
    assert!(doubled > 0, "the race can be lost, so the guard is what wins it");
}

/// Whether it told the donor, as [`entity::handout::confirm`] does after its guard.
async fn hand_out_unguarded(store: &Store, gift: &Gift) -> Result<bool, Error> {
    let seen = wish::Entity::find().filter(wish::COLUMN.code.eq(gift.code.clone())).one(store.read()).await?.unwrap();
    if seen.status != Status::Received {
        return Ok(false);
    }
    tokio::task::yield_now().await;
    let txn = store.write().await?;
    wish::Entity::update_many()
        .col_expr(wish::Column::Status, Expr::value(Status::HandedOut))
        .filter(wish::COLUMN.id.eq(seen.id))
        .exec(&txn)
        .await?;
    txn.commit().await?;
    Ok(true)
}

async fn a_donors_limit_holds_against_their_own_haste(world: World) {
    world.change_phase(|phase| phase.donor_limit = Set(3)).await;
    let lin = world.donor("lin").await;
    let (wishes, stores) = (world.open_wishes("shagou", 24).await, processes(&world).await);
    let mut race = tokio::task::JoinSet::new();
    for (i, wish) in wishes.into_iter().enumerate() {
        let (store, now) = (stores[i % stores.len()].clone(), world.now);
        race.spawn(async move { claim(&store, lin, &wish, now).await.is_ok() });
    }
    let won = race.join_all().await.into_iter().filter(|won| *won).count();
    assert_eq!(won, 3);
    assert_eq!(claim::Entity::find().count(world.store.writer()).await.unwrap(), 3);
}

/// How often the most frequent one occurs.
fn most_per<T: Eq + std::hash::Hash>(all: impl Iterator<Item = T>) -> usize {
    let mut times = HashMap::new();
    for one in all {
        *times.entry(one).or_insert(0) += 1;
    }
    times.into_values().max().unwrap_or(0)
}
