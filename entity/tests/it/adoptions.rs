//! Adoptions: reserved, signed, paid; given back or lapsed; and never more shares than there are, whoever races.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicI32, AtomicU64, Ordering},
};

use chrono::TimeDelta;
use entity::{
    Code, Error, Fen, Field, FormKey, Refusal, Store, Time,
    actor::Donor,
    adoption::{self, lapse, release, reserve, sign, witness},
    clock,
    id::{AdoptionId, PlotId},
    journal::{self, Subject},
    ledger::{self, Account, Programme, Purpose, Source},
    outbox::Letter,
    payment::{ForWhat, reference},
    plot::{self, State, browse},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    fields::{sown, typed},
    wording,
    world::{World, refused},
};

on_both!(
    from_the_reservation_to_the_settlement,
    a_reservation_ends_by_itself_after_72_hours,
    what_is_not_paid_in_a_fortnight_lapses,
    what_is_given_back_is_free_at_once,
    a_contract_is_read_accepted_and_named,
    a_signature_put_down_wrongly_is_corrected_by_who_says_so,
    one_donor_does_not_hold_everything,
    a_donors_list_goes_page_by_page,
    the_last_share_has_one_winner,
    four_hundred_adopters_and_a_thousand_readers,
    without_the_guard_a_plot_is_oversold,
);

async fn sum_of(world: &World, id: PlotId) -> i32 {
    let of_plot = adoption::Entity::find().filter(adoption::COLUMN.plot_id.eq(id));
    let live = of_plot.filter(adoption::COLUMN.state.is_in(adoption::State::LIVE)).all(world.store.writer()).await;
    live.unwrap().iter().map(|adoption| adoption.shares).sum()
}

async fn from_the_reservation_to_the_settlement(world: World) {
    let id = world.plot_at("南坡人家", State::Settled).await;
    let kinds: Vec<&str> = world.letters_to("lin@example.org").await.iter().map(Letter::kind).collect();
    assert_eq!(
        kinds,
        [
            "adoption_reserved",
            "adoption_signed",
            "payment_recorded",
            "plot_diary",
            "plot_harvested",
            "plot_delivered",
            "plot_settled"
        ]
    );
    let (plot, organiser) = (world.plot(id).await, world.organiser_added().await);
    let programme = Programme::Plot(id);
    for (purpose, yuan) in
        [(Purpose::Farmer, 660), (Purpose::Inputs, 360), (Purpose::Logistics, 270), (Purpose::Charity, 180)]
    {
        let account = Account::paid_out(organiser, programme, Source::Society, purpose);
        let paid = ledger::account::balance(world.store.read(), &account).await.unwrap();
        assert_eq!(paid, Fen::yuan(yuan), "{purpose:?}");
    }
    let bank = ledger::account::balance(world.store.read(), &Account::bank(organiser)).await.unwrap();
    assert_eq!(bank, Fen::ZERO, "all of 1,470 yuan is paid out");
    assert_eq!(plot.taken, sum_of(&world, id).await);
    ledger::verify::verify(world.store.read()).await.unwrap().unwrap();
}

async fn a_reservation_ends_by_itself_after_72_hours(mut world: World) {
    let id = world.plot_at("南坡人家", State::Open).await;
    let code = world.reserved(id, "lin", 4).await;
    world.later(TimeDelta::hours(71));
    assert_eq!(lapse::lapse(&world.store, world.now).await.unwrap(), 0);
    world.later(TimeDelta::hours(1));
    let late = sign(&world, "lin", &code).await;
    assert_eq!(refused(late), [Refusal::AdoptionState], "the clock need not have run");
    let done = clock::turn(&world.store, world.now).await;
    assert!(done.failed.is_empty(), "{:?}", done.failed);
    assert!(done.steps.contains(&("adoptions_lapse", 1)), "{:?}", done.steps);
    assert_eq!((world.plot(id).await.taken, sum_of(&world, id).await), (0, 0));
    let letters = world.letters_to("lin@example.org").await;
    assert!(matches!(letters.last(), Some(Letter::AdoptionLapsed { was_reserved: true, .. })), "{letters:?}");
    assert_eq!(lapse::lapse(&world.store, world.now).await.unwrap(), 0, "once");
}

async fn what_is_not_paid_in_a_fortnight_lapses(mut world: World) {
    let id = world.plot_at("南坡人家", State::Open).await;
    let (unpaid, paid) = (world.signed(id, "lin", 4).await, world.adopted(id, "qian", 2).await);
    world.later(sign::PAY);
    assert_eq!(lapse::lapse(&world.store, world.now).await.unwrap(), 0, "its last day");
    world.later(TimeDelta::days(1));
    assert_eq!(lapse::lapse(&world.store, world.now).await.unwrap(), 1);
    assert_eq!(world.adoption(&unpaid).await.state, adoption::State::Lapsed);
    assert_eq!(world.adoption(&paid).await.state, adoption::State::Paid);
    assert_eq!((world.plot(id).await.taken, sum_of(&world, id).await), (2, 2));
    let what = ForWhat::Adoption(world.adoption(&unpaid).await.id);
    let reference = reference::of(world.store.read(), what).await.unwrap().unwrap();
    assert!(reference.closed_at.is_some(), "what still comes is unclear");
}

async fn what_is_given_back_is_free_at_once(world: World) {
    let id = world.plot_at("南坡人家", State::Open).await;
    let give_back = async |donor: &str, code: &Code| {
        release::release(&world.store, world.donor(donor).await, code, &world.form(), world.now).await
    };
    let (reserved, signed) = (world.reserved(id, "lin", 4).await, world.signed(id, "qian", 6).await);
    assert_eq!(refused(give_back("zhao", &reserved).await), [Refusal::NotFound], "another's");
    give_back("lin", &reserved).await.unwrap();
    give_back("qian", &signed).await.unwrap();
    assert_eq!(refused(give_back("qian", &signed).await), [Refusal::AdoptionState]);
    assert_eq!((world.plot(id).await.taken, sum_of(&world, id).await), (0, 0));
    let paid = world.adopted(id, "lin", 1).await;
    assert_eq!(
        refused(give_back("lin", &paid).await),
        [Refusal::AdoptionState],
        "what is paid is given back by the office"
    );
}

async fn sign(world: &World, donor: &str, code: &Code) -> Result<(), Error> {
    let donor = world.donor(donor).await;
    let says = wording::now(world, donor, code).await;
    let [party, delivery, contract] = ["某", "某处", "yes"].map(ToOwned::to_owned);
    let typed = sign::Typed { party, delivery, contract, wording: says.hash().unwrap() };
    sign::sign(&world.store, donor, code, &typed, &says, &world.form(), world.now).await
}

async fn a_contract_is_read_accepted_and_named(world: World) {
    let id = world.plot_at("南坡人家", State::Open).await;
    let code = world.reserved(id, "lin", 2).await;
    let lin = world.donor("lin").await;
    let says = wording::now(&world, lin, &code).await;
    let shown = sign::Typed { wording: says.hash().unwrap(), ..sign::Typed::default() };
    let blank = sign::sign(&world.store, lin, &code, &shown, &says, &world.form(), world.now).await;
    assert_eq!(
        refused(blank),
        [Refusal::Missing(Field::Party), Refusal::Missing(Field::Delivery), Refusal::ContractNotAccepted]
    );
    assert_eq!(refused(sign(&world, "qian", &code).await), [Refusal::NotFound]);
    sign(&world, "lin", &code).await.unwrap();
    assert_eq!(refused(sign(&world, "lin", &code).await), [Refusal::AdoptionState]);
    let read = adoption::list::contract(&world.store, lin, code.as_str(), entity::Lang::Zh, world.now).await.unwrap();
    assert_eq!((read.party.as_str(), read.village.as_str()), ("某", "沙沟村"));
    assert_eq!(read.payment.map(|shown| shown.reference.asked_fen), Some(Some(Fen::yuan(980))));

    let put = async |code: &str, on: &str| {
        let [adoption, signed_on, paper_no] = [code, on, "样-1"].map(ToOwned::to_owned);
        let typed = witness::Typed { adoption, signed_on, paper_no, ..witness::Typed::default() };
        witness::witness(&world.store, world.keeper().await, id, &typed, &world.form(), world.now).await
    };
    assert_eq!(refused(put("x", "2026-11-23").await), [Refusal::NotAChoice(Field::Adoption)]);
    assert_eq!(refused(put(code.as_str(), "2026-11-24").await), [Refusal::DayInFuture(Field::SignedOn)]);
    put(code.as_str(), "2026-11-23").await.unwrap();
    assert!(world.adoption(&code).await.household_signed_on.is_some());
    put(code.as_str(), "2026-11-23").await.expect("its own paper, put down once more");
    let waits = plot::season::grow(&world.store, world.keeper().await, id, &sown(), &world.form(), world.now).await;
    assert_eq!(refused(waits), [Refusal::AdoptionsOpen(1)], "it is not paid");
    let other = world.signed(id, "qian", 1).await;
    assert_eq!(refused(put(other.as_str(), "2026-11-23").await), [Refusal::Taken(Field::PaperNo)]);
    // As if somebody had put it down just after it was looked for.
    let row = adoption::ActiveModel {
        id: Set(world.adoption(&other).await.id),
        paper_no: Set(Some("样-1".to_owned())),
        ..Default::default()
    };
    let at_once = row.update(world.store.writer()).await.map_err(Error::from);
    assert_eq!(refused(at_once), [Refusal::Taken(Field::PaperNo)]);
}

async fn a_signature_put_down_wrongly_is_corrected_by_who_says_so(world: World) {
    let id = world.plot_at("南坡人家", State::Open).await;
    let code = world.signed(id, "lin", 1).await;
    let put = async |number: &str, correction: &str| {
        let [adoption, signed_on, paper_no, correction] =
            [code.as_str(), "2026-11-23", number, correction].map(ToOwned::to_owned);
        let typed = witness::Typed { adoption, signed_on, paper_no, correction };
        witness::witness(&world.store, world.keeper().await, id, &typed, &world.form(), world.now).await
    };
    put("样-1", "").await.unwrap();
    assert_eq!(refused(put("样-2", "").await), [Refusal::SignedAlready("样-1".to_owned())]);
    assert_eq!(world.adoption(&code).await.paper_no.as_deref(), Some("样-1"));
    put("样-2", "yes").await.unwrap();
    assert_eq!(world.adoption(&code).await.paper_no.as_deref(), Some("样-2"));
    let entries = journal::of(world.store.read(), Subject("plot", id.0), 2).await.unwrap();
    let acts: Vec<&str> = entries.iter().map(|entry| &*entry.act).collect();
    assert_eq!(acts, ["signature_corrected", "adoption_witnessed"], "newest first");
}

async fn one_donor_does_not_hold_everything(world: World) {
    let lin = world.donor("lin").await;
    let take = async |id: PlotId, shares: &str| {
        let typed = reserve::Typed { shares: shares.to_owned() };
        reserve::reserve(&world.store, lin, id, &typed, &world.form(), world.now).await
    };
    let mut plots = Vec::new();
    for alias in ["甲", "乙", "丙", "丁"] {
        plots.push(world.plot_at(alias, State::Open).await);
    }
    for no in ["0", "11", "-1", "1e3", "", "两"] {
        let told = refused(take(plots[0], no).await);
        assert!(
            matches!(told[..], [Refusal::NotANumber(Field::Shares, 1, 10) | Refusal::Missing(Field::Shares)]),
            "{told:?}"
        );
    }
    take(plots[0], "１").await.unwrap();
    assert_eq!(refused(take(plots[0], "1").await), [Refusal::AdoptedAlready]);
    take(plots[1], "10").await.unwrap();
    take(plots[2], "1").await.unwrap();
    assert_eq!(refused(take(plots[3], "1").await), [Refusal::AdoptionLimit(reserve::MOST_UNPAID)]);
    assert_eq!(refused(take(PlotId(999), "1").await), [Refusal::NotFound]);
    world.last_day_was(plots[3], 1).await;
    let typed = reserve::Typed { shares: "1".to_owned() };
    let late =
        reserve::reserve(&world.store, world.donor("qian").await, plots[3], &typed, &world.form(), world.now).await;
    assert_eq!(refused(late), [Refusal::PlotState], "its last day was yesterday");
}

async fn a_donors_list_goes_page_by_page(world: World) {
    let plots = [world.plot_open("南坡人家").await, world.plot_open("北坡人家").await];
    for number in 0..=adoption::list::PAGE {
        world.adopted(plots[number % 2], "lin", 1).await;
    }
    let lin = world.donor("lin").await;
    let page = async |before: Option<AdoptionId>| {
        adoption::list::page(world.store.read(), lin, entity::Lang::Zh, before, world.now).await.unwrap()
    };
    let (first, next) = page(None).await;
    let (rest, end) = page(next).await;
    assert_eq!((first.len(), rest.len(), end), (adoption::list::PAGE, 1, None));
    assert!(first.iter().all(|own| own.adoption.id > rest[0].adoption.id), "newest first, and none twice");
}

async fn the_last_share_has_one_winner(world: World) {
    let id = world.plot_at("南坡人家", State::Open).await;
    world.reserved(id, "zhao", 9).await;
    let (one, two) = (world.donor("lin").await, world.donor("qian").await);
    let other = world.another_process().await;
    let form = || world.form();
    let (left, right) =
        tokio::join!(take(&world.store, one, id, form(), world.now), take(&other, two, id, form(), world.now));
    assert!(left.is_ok() != right.is_ok(), "{left:?} {right:?}");
    assert_eq!(refused(if left.is_ok() { right } else { left }), [Refusal::SharesGone(0)]);
    assert_eq!((world.plot(id).await.taken, sum_of(&world, id).await), (10, 10));
}

/// One share, tried until the database has answered: a busy one has written nothing.
async fn take(store: &Store, donor: Donor, id: PlotId, form: FormKey, now: Time) -> Result<Code, Error> {
    let typed = reserve::Typed { shares: "1".to_owned() };
    loop {
        match reserve::reserve(store, donor, id, &typed, &form, now).await {
            Err(Error::Busy) => tokio::task::yield_now().await,
            answer => return answer,
        }
    }
}

const PLOTS: usize = 20;
const SHARES: i32 = 100;
const ADOPTERS: usize = 400;
const READS: u64 = 1_000;

/// Twenty open plots of a hundred shares each.
async fn hundred_shares(world: &World, plots: usize) -> Vec<PlotId> {
    let organiser = world.organiser_added().await;
    let mut all = Vec::with_capacity(plots);
    for number in 0..plots {
        let household = world.household(&format!("人家{number}")).await;
        let typed = plot::draft::Typed { shares: SHARES.to_string(), ..typed(organiser) };
        let (keeper, form) = (world.keeper().await, world.form());
        let id = plot::draft::draft(&world.store, keeper, household, &typed, &form, world.now).await.unwrap();
        let (officer, typed) = (world.officer().await, plot::open::Typed::default());
        plot::open::open(&world.store, officer, id, &typed, &world.form(), world.now).await.unwrap();
        all.push(id);
    }
    all
}

async fn processes(world: &World) -> Vec<Store> {
    let mut stores = vec![world.store.clone()];
    for _ in 0..3 {
        stores.push(world.another_process().await);
    }
    stores
}

/// 400 adopters take five shares each and give one of them back for another, while everybody reads: 2,000 shares are
/// taken in the end, and at no moment does anybody see a plot with more than it has.
async fn four_hundred_adopters_and_a_thousand_readers(world: World) {
    let (plots, stores) = (Arc::new(hundred_shares(&world, PLOTS).await), processes(&world).await);
    let mut donors = Vec::with_capacity(ADOPTERS);
    for number in 0..ADOPTERS {
        donors.push(world.donor(&format!("adopter-{number}")).await);
    }
    let (over, most, reads) =
        (Arc::new(AtomicBool::new(false)), Arc::new(AtomicI32::new(0)), Arc::new(AtomicU64::new(0)));
    let mut readers = tokio::task::JoinSet::new();
    for reader in 0..8 {
        let (store, over, most, reads) = (stores[reader % 4].clone(), over.clone(), most.clone(), reads.clone());
        let now = world.now;
        readers.spawn(async move {
            while !over.load(Ordering::Relaxed) || reads.load(Ordering::Relaxed) < READS {
                let page = browse::list(store.read(), &browse::Typed::default(), entity::Lang::Zh, now).await;
                let Ok(page) = page else { continue };
                let seen = page.plots.iter().map(|plot| plot.taken).max().unwrap_or(0);
                most.fetch_max(seen, Ordering::Relaxed);
                reads.fetch_add(1, Ordering::Relaxed);
            }
        });
    }
    let mut race = tokio::task::JoinSet::new();
    for (number, donor) in donors.into_iter().enumerate() {
        let (store, plots, now) = (stores[number % stores.len()].clone(), plots.clone(), world.now);
        race.spawn(async move { adopter(&store, donor, &plots, number, now).await });
    }
    let taken: usize = race.join_all().await.into_iter().sum();
    over.store(true, Ordering::Relaxed);
    readers.join_all().await;
    assert_eq!(taken, PLOTS * 100, "exactly as many as there are");
    assert_eq!(most.load(Ordering::Relaxed), SHARES, "nobody ever saw more");
    assert!(reads.load(Ordering::Relaxed) >= READS);
    for id in plots.iter() {
        assert_eq!((world.plot(*id).await.taken, sum_of(&world, *id).await), (SHARES, SHARES));
    }
}

/// Takes five shares one after the other, each signed so that the next is not one too many; gives the first back and
/// takes another. Says how many it holds in the end.
async fn adopter(store: &Store, donor: Donor, plots: &[PlotId], number: usize, now: Time) -> usize {
    let mut held = 0;
    let mut returned = false;
    for turn in 0.. {
        if held == 5 {
            break;
        }
        let id = plots[(number + turn) % plots.len()];
        let form = FormKey::new(donor.account(), &store.dice.id());
        let code = match take(store, donor, id, form, now).await {
            Ok(code) => code,
            Err(Error::Refused(no)) if matches!(no.0[..], [Refusal::SharesGone(_)]) => {
                tokio::task::yield_now().await;
                continue;
            }
            Err(other) => panic!("{other}"),
        };
        if returned {
            settle(store, &code).await;
            held += 1;
        } else {
            let form = FormKey::new(donor.account(), &store.dice.id());
            while matches!(release::release(store, donor, &code, &form, now).await, Err(Error::Busy)) {
                tokio::task::yield_now().await;
            }
            returned = true;
        }
    }
    held
}

/// As if it were paid: the next one is within the limit then.
async fn settle(store: &Store, code: &Code) {
    loop {
        let Ok(txn) = store.write().await else { continue };
        let paid = adoption::Entity::update_many()
            .col_expr(adoption::Column::State, Expr::value(adoption::State::Paid))
            .filter(adoption::COLUMN.code.eq(code.clone()))
            .exec(&txn)
            .await;
        if paid.is_ok() && txn.commit().await.is_ok() {
            return;
        }
        tokio::task::yield_now().await;
    }
}

/// The negative control: what [`reserve`] does, without the guard in its update and without the table's CHECK.
async fn without_the_guard_a_plot_is_oversold(world: World) {
    let id = hundred_shares(&world, 1).await[0];
    let stores = processes(&world).await;
    for store in &stores {
        drop_the_check(store).await;
    }
    let mut race = tokio::task::JoinSet::new();
    for number in 0..130_usize {
        let store = stores[number % stores.len()].clone();
        race.spawn(async move {
            while take_unguarded(&store, id).await.is_err() {
                tokio::task::yield_now().await;
            }
        });
    }
    race.join_all().await;
    let taken = world.plot(id).await.taken;
    assert!(taken > SHARES, "the race can be lost ({taken}), so the guard is what wins it");
}

/// Looks first, as code without a guard does, and acts on what it saw.
async fn take_unguarded(store: &Store, id: PlotId) -> Result<(), Error> {
    let seen = plot::Entity::find_by_id(id).one(store.read()).await?.unwrap();
    if seen.taken >= seen.shares {
        return Ok(());
    }
    tokio::task::yield_now().await;
    let txn = store.write().await?;
    plot::Entity::update_many()
        .col_expr(plot::Column::Taken, Expr::col(plot::Column::Taken).add(1))
        .filter(plot::COLUMN.id.eq(id))
        .exec(&txn)
        .await?;
    Ok(txn.commit().await?)
}

async fn drop_the_check(store: &Store) {
    let without = if store.backend() == entity::store::DbBackend::Sqlite {
        "PRAGMA ignore_check_constraints = ON"
    } else {
        "ALTER TABLE plot DROP CONSTRAINT IF EXISTS plot_never_oversold"
    };
    store.writer().execute_unprepared(without).await.unwrap();
}
