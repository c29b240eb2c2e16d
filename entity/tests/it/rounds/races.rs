//! A round that is applied while people claim by hand, clocks that ask at once, and a donor whose part fails: nobody
//! is promised twice, and everybody else is served.
//!
//! The negative control runs the same race without the guard and must show wishes promised twice: it proves that the
//! race is one.

use std::{collections::HashMap, sync::Arc};

use entity::{
    Error, FormKey, Store,
    actor::Donor,
    claim::{self, State, take},
    id::{AccountId, WishId},
    round::{apply, proposal},
    wish::{self, Status},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use tokio::sync::Barrier;

use crate::{offers::up_to, world::World};

on_both!(
    a_round_and_fifty_claimants_want_the_same_wishes,
    without_the_guard_a_round_and_claimants_promise_wishes_twice,
    two_clocks_ask_each_donor_once,
    one_donors_failure_keeps_nobody_else_waiting,
);

const WISHES: usize = 60;
const CLAIMANTS: usize = 50;
const DONORS: usize = 10;

async fn a_round_and_fifty_claimants_want_the_same_wishes(world: World) {
    let wishes = world.open_wishes("shagou", WISHES).await;
    for number in 0..DONORS {
        world.offer(&format!("offers-{number}"), &up_to(6)).await;
    }
    let (id, officer) = (world.round_over("all").await, world.officer().await);
    assert_eq!(world.summary_of(id).await.proposed, 60);
    let mut race = tokio::task::JoinSet::new();
    for (number, wish) in wishes.iter().take(CLAIMANTS).enumerate() {
        let (donor, store) = (world.donor(&format!("claims-{number}")).await, world.store.clone());
        let (code, now) = (wish.code.clone(), world.now);
        race.spawn(async move { by_hand(&store, donor, &code, now).await });
    }
    let (other, form, now) = (world.another_process().await, world.form(), world.now);
    race.spawn(async move {
        while let Err(error) = apply::apply(&other, officer, id, &form, now).await {
            assert!(matches!(error, Error::Busy), "{error}");
            tokio::task::yield_now().await;
        }
        false
    });
    let by_hand = race.join_all().await.into_iter().filter(|won| *won).count();
    while apply::go_on(&world.store, world.now).await.is_err() {
        tokio::task::yield_now().await;
    }
    let claims = claim::Entity::find().all(world.store.writer()).await.unwrap();
    let mut of_wish = HashMap::new();
    for claim in &claims {
        *of_wish.entry(claim.wish_id).or_insert(0) += 1;
    }
    assert!(of_wish.values().all(|count| *count == 1), "nobody twice");
    let held = claims.iter().filter(|claim| claim.state == State::Held).count();
    assert_eq!((held + by_hand, claims.len()), (WISHES, WISHES), "nobody is left out either");
    let outcome = world.outcome_of(id).await;
    assert_eq!(usize::try_from(outcome.waiting).unwrap(), held);
    assert_eq!(usize::try_from(outcome.all_lost()).unwrap(), by_hand, "what others took is told");
    let open = wish::Entity::find().filter(wish::COLUMN.status.eq(Status::Open)).count(world.store.writer()).await;
    assert_eq!(open.unwrap(), 0);
}

/// Whether it was won.
async fn by_hand(store: &Store, donor: Donor, code: &entity::Code, now: entity::Time) -> bool {
    let form = FormKey::new(donor.account(), &store.dice.id());
    loop {
        match take::take(store, donor, std::slice::from_ref(code), true, &form, now).await {
            Ok(taken) => return taken.won.len() == 1,
            Err(Error::Refused(_)) => return false,
            Err(_) => tokio::task::yield_now().await,
        }
    }
}

/// The negative control: what a round and those who claim by hand do, without `status = 'open'` in their update and
/// without the index.
async fn without_the_guard_a_round_and_claimants_promise_wishes_twice(world: World) {
    let wishes = world.open_wishes("shagou", CLAIMANTS).await;
    world.store.writer().execute_unprepared("DROP INDEX claim_one_live").await.unwrap();
    let (offers, office) = (world.donor("offers").await.account(), world.another_process().await);
    let ids: Vec<WishId> = wishes.iter().map(|wish| wish.id).collect();
    let looked = Arc::new(Barrier::new(CLAIMANTS + 1));
    let mut race = tokio::task::JoinSet::new();
    for (number, wish) in ids.iter().copied().enumerate() {
        let (donor, store) = (world.donor(&format!("claims-{number}")).await.account(), world.store.clone());
        let looked = looked.clone();
        race.spawn(async move { promised_unguarded(&store, donor, &[wish], &looked).await });
    }
    race.spawn(async move { promised_unguarded(&office, offers, &ids, &looked).await });
    race.join_all().await;
    let claims = claim::Entity::find().all(world.store.writer()).await.unwrap();
    assert!(claims.len() > wishes.len(), "the race can be lost, so the guard is what wins it");
}

/// Looks at all of them first, as code without a guard does, and acts on what it saw.
async fn promised_unguarded(store: &Store, donor: AccountId, wishes: &[WishId], looked: &Barrier) {
    let open = wish::Entity::find().filter(wish::COLUMN.id.is_in(wishes.iter().copied()));
    let open = open.filter(wish::COLUMN.status.eq(Status::Open)).all(store.read()).await.unwrap();
    looked.wait().await;
    while promise(store, donor, &open).await.is_err() {
        tokio::task::yield_now().await;
    }
}

async fn promise(store: &Store, donor: AccountId, wishes: &[wish::Model]) -> Result<(), Error> {
    let txn = store.write().await?;
    for wish in wishes {
        let taken = wish::ActiveModel { id: Set(wish.id), status: Set(Status::Taken), ..Default::default() };
        wish::Entity::update(taken).exec(&txn).await?;
        let row = claim::ActiveModel {
            wish_id: Set(wish.id),
            source: Set(claim::Source::Donor),
            account_id: Set(Some(donor)),
            lang: Set(entity::Lang::Zh),
            batch: Set(store.dice.id()),
            state: Set(State::Confirmed),
            made_at: Set(wish.created_at),
            reminders: Set(0),
            ..Default::default()
        };
        claim::Entity::insert(row).exec_without_returning(&txn).await?;
    }
    Ok(txn.commit().await?)
}

/// As if the server had stopped right after the officer's press.
async fn applied_and_stopped(world: &World) {
    let id = world.round_over("all").await;
    let db = world.store.writer();
    let sql = format!("UPDATE round SET state = 'applied', applied_at = opened_at WHERE id = {id}");
    db.execute_unprepared(&sql).await.unwrap();
}

async fn two_clocks_ask_each_donor_once(world: World) {
    world.open_wishes("shagou", 20).await;
    for number in 0..DONORS {
        world.offer(&format!("offers-{number}"), &up_to(2)).await;
    }
    applied_and_stopped(&world).await;
    let other = world.another_process().await;
    tokio::join!(until_done(&world.store, world.now), until_done(&other, world.now));
    assert_eq!(world.letters_of("proposed").await, DONORS);
    assert_eq!(claim::Entity::find().count(world.store.writer()).await.unwrap(), 20);
}

/// A clock that finds the database busy goes on at its next turn.
async fn until_done(store: &Store, now: entity::Time) {
    while apply::go_on(store, now).await.is_err() {
        tokio::task::yield_now().await;
    }
}

async fn one_donors_failure_keeps_nobody_else_waiting(world: World) {
    world.open_wishes("shagou", 4).await;
    for name in ["lin", "chen"] {
        world.offer(name, &up_to(2)).await;
    }
    applied_and_stopped(&world).await;
    // A claim that should not be there breaks the rule of one live claim in the middle of chen's part.
    let chen = world.donor("chen").await.account();
    let own = proposal::Entity::find().filter(proposal::COLUMN.account_id.eq(chen));
    let own = own.one(world.store.writer()).await.unwrap().unwrap().id;
    let lines = proposal::line::Entity::find().filter(proposal::line::COLUMN.proposal_id.eq(own));
    let mut wishes: Vec<_> = lines.all(world.store.writer()).await.unwrap().into_iter().map(|l| l.wish_id).collect();
    wishes.sort_unstable();
    let row = claim::ActiveModel {
        wish_id: Set(wishes[1]),
        source: Set(claim::Source::Donor),
        account_id: Set(Some(world.donor("zhao").await.account())),
        lang: Set(entity::Lang::Zh),
        batch: Set(world.store.dice.id()),
        state: Set(State::Confirmed),
        made_at: Set(world.now),
        reminders: Set(0),
        ..Default::default()
    };
    claim::Entity::insert(row).exec_without_returning(world.store.writer()).await.unwrap();
    assert!(apply::go_on(&world.store, world.now).await.is_err());
    assert_eq!(world.letters_of("proposed").await, 1, "lin has the letter");
    assert!(world.claims_of(wishes[0]).await.is_empty(), "nothing of chen's part was kept");
    assert_eq!(world.status(wishes[0]).await, Status::Open);
    let broken = claim::Entity::delete_many().filter(claim::COLUMN.wish_id.eq(wishes[1]));
    broken.exec(world.store.writer()).await.unwrap();
    assert_eq!(apply::go_on(&world.store, world.now).await.unwrap(), 1);
    assert_eq!(world.letters_of("proposed").await, 2);
}
