//! What becomes of elders and of money between the periods of a fund, and before it closes.

use chrono::TimeDelta;
use entity::{
    Error, Fen, Refusal,
    actor::Keeper,
    elder::{change, erase, register},
    fund::{
        desk, open,
        payout::{State, draft as drafting, hold, judge, pay, signatures},
        standing, tell,
    },
    id::{ElderId, FundId, PayoutId},
    ledger::{Source, verify},
};

use super::{acted, banked::supported_by_lin, joined_earlier, line, run, since_november};
use crate::world::{World, refused};

on_both!(
    a_pause_after_the_period_is_none_within_it,
    what_was_held_back_waits_through_a_pause,
    who_dies_stands_on_no_list_to_sign,
    nobody_comes_back_whose_record_was_erased,
    what_was_not_paid_for_who_died_is_asked_for_no_longer,
    a_fund_closes_when_nobody_s_money_is_left,
);

async fn became(world: &World, elder: ElderId, state: &str, since: &str) -> Result<(), Error> {
    let typed = change::Typed { state: state.into(), since_on: since.into() };
    change::change(&world.store, world.officer().await, elder, &typed, &world.form(), world.now).await
}

/// An elder since the first of November, whose only child paid 100 yuan.
async fn supported(world: &World, fund: FundId, alias: &str) -> ElderId {
    let elder = joined_earlier(world, fund, alias).await;
    let child = world.supporters(elder, 1).await[0];
    world.support(fund, child, "100", "2026-11-20").await;
    elder
}

async fn paid(world: &World, run: PayoutId, on: &str) {
    let typed = pay::Typed { paid_on: on.into(), document_no: format!("样例发-{on}") };
    pay::pay(&world.store, world.officer().await, run, &typed, &world.form(), world.now).await.unwrap();
}

async fn a_pause_after_the_period_is_none_within_it(world: World) {
    let (world, id) = since_november(world).await;
    let (later, back) = (supported(&world, id, "later").await, supported(&world, id, "back").await);
    became(&world, later, "paused", "2026-12-01").await.unwrap();
    became(&world, back, "paused", "2026-11-10").await.unwrap();
    became(&world, back, "active", "2026-12-01").await.unwrap();
    let run = world.payout(id, State::Draft).await;
    assert_eq!((line(&world, run, later).await, line(&world, run, back).await), (Fen::yuan(100), Fen::ZERO));
    // What was written down last holds: the pause began earlier than was thought, or never.
    became(&world, later, "active", "2026-12-01").await.unwrap();
    became(&world, later, "paused", "2026-11-30").await.unwrap();
    became(&world, back, "paused", "2026-12-02").await.unwrap();
    became(&world, back, "active", "2026-11-10").await.unwrap();
    let officer = world.officer().await;
    let stale = judge::review(&world.store, officer, run, &world.form(), world.now).await;
    assert_eq!(refused(stale), [Refusal::PayoutStale]);
    drafting::redraw(&world.store, officer, run, &world.form(), world.now).await.unwrap();
    assert_eq!((line(&world, run, later).await, line(&world, run, back).await), (Fen::ZERO, Fen::yuan(100)));
    // Who died since is paid nothing more, whatever the state was when the period ended.
    became(&world, back, "died", "2026-12-02").await.unwrap();
    drafting::redraw(&world.store, officer, run, &world.form(), world.now).await.unwrap();
    assert_eq!(line(&world, run, back).await, Fen::ZERO);
}

async fn what_was_held_back_waits_through_a_pause(world: World) {
    let (mut world, id) = since_november(world).await;
    world.funded(id, "government", "10", "2026-11-02").await;
    let (away, here) = (supported(&world, id, "away").await, joined_earlier(&world, id, "here").await);
    let november = world.payout(id, State::Approved).await;
    assert_eq!(line(&world, november, away).await, Fen::yuan(110));
    acted(&world, "hold", november, away).await.unwrap();
    paid(&world, november, "2026-12-02").await;
    became(&world, away, "paused", "2026-12-02").await.unwrap();
    let child = world.supporters(here, 1).await[0];
    world.support(id, child, "100", "2026-12-02").await;
    world.later(TimeDelta::days(31));
    let december = world.payout(id, State::Approved).await;
    assert_eq!(line(&world, december, away).await, Fen::ZERO);
    assert_eq!(line(&world, december, here).await, Fen::yuan(100), "what was held back is nobody else's");
    paid(&world, december, "2027-01-02").await;
    became(&world, away, "active", "2027-01-02").await.unwrap();
    world.later(TimeDelta::days(31));
    let january = world.payout(id, State::Approved).await;
    assert_eq!(line(&world, january, away).await, Fen::yuan(110));
    paid(&world, january, "2027-02-02").await;
    assert_eq!(standing::owed(world.store.read(), away).await.unwrap(), Fen::ZERO);
    world.later(TimeDelta::days(28));
    let february = world.payout(id, State::Draft).await;
    assert_eq!(line(&world, february, away).await, Fen::ZERO, "once");
    verify::verify(world.store.read()).await.unwrap().unwrap();
}

async fn who_dies_stands_on_no_list_to_sign(world: World) {
    let (world, id) = since_november(world).await;
    let (gone, stays) = (supported(&world, id, "gone").await, supported(&world, id, "stays").await);
    let approved = world.payout(id, State::Approved).await;
    became(&world, gone, "died", "2026-12-02").await.unwrap();
    // A pause of today is no matter of a period that is over.
    became(&world, stays, "paused", "2026-12-02").await.unwrap();
    let officer = world.officer().await;
    let after_all = hold::hold(&world.store, officer, (approved, gone), false, &world.form(), world.now).await;
    assert_eq!(refused(after_all), [Refusal::ElderState], "nobody who died was there after all");
    let list = signatures::open(&world.store, Keeper::Office(world.officer().await), approved, world.now).await;
    let aliases: Vec<String> = list.unwrap().lines.into_iter().map(|line| line.alias).collect();
    assert_eq!(aliases, ["stays"]);
    paid(&world, approved, "2026-12-02").await;
    assert_eq!(run(&world, approved).await.paid().family, Fen::yuan(100));
    assert_eq!(standing::owed(world.store.read(), gone).await.unwrap(), Fen::yuan(100), "for the family");
    verify::verify(world.store.read()).await.unwrap().unwrap();
}

async fn nobody_comes_back_whose_record_was_erased(world: World) {
    let (world, id) = since_november(world).await;
    let elder = joined_earlier(&world, id, "elder").await;
    became(&world, elder, "exited", "2026-12-02").await.unwrap();
    let (officer, sure) = (world.officer().await, erase::Typed { sure: "yes".into() });
    erase::erase(&world.store, officer, elder, &sure, &world.form(), world.now).await.unwrap();
    assert_eq!(refused(became(&world, elder, "active", "2026-12-02").await), [Refusal::ElderState]);
    let shown = change::publish(&world.store, officer, elder, true, &world.form(), world.now).await;
    assert_eq!(refused(shown), [Refusal::ElderState]);
}

async fn what_was_not_paid_for_who_died_is_asked_for_no_longer(world: World) {
    let (mut world, id) = since_november(world).await;
    let elder = joined_earlier(&world, id, "elder").await;
    let child = supported_by_lin(&world, elder).await;
    world.support(id, child, "30", "2026-11-20").await;
    let lin = world.donor("lin").await;
    let stands = async |world: &World| desk::of(world.store.read(), lin, world.now).await.unwrap().remove(0).standing;
    assert_eq!(stands(&world).await.open(), Fen::yuan(170), "of November and December");
    became(&world, elder, "died", "2026-12-02").await.unwrap();
    let after = stands(&world).await;
    assert_eq!((after.open(), after.dropped), (Fen::ZERO, Fen::yuan(170)));
    let months: Vec<_> = after.months.iter().map(|month| (month.due, month.paid)).collect();
    assert_eq!(months, [(Fen::yuan(30), Fen::yuan(30))]);
    world.later(TimeDelta::days(20));
    assert_eq!(tell::due(&world.store, world.now).await.unwrap(), 0, "and no letter reminds of it");
}

async fn a_fund_closes_when_nobody_s_money_is_left(world: World) {
    let (world, id) = since_november(world).await;
    world.funded(id, "government", "10", "2026-11-02").await;
    world.funded(id, "society", "5", "2026-11-02").await;
    let elder = supported(&world, id, "elder").await;
    let officer = world.officer().await;
    let close = async || open::close(&world.store, officer, id, &world.form(), world.now).await;
    let left = [(Source::Family, 100), (Source::Government, 10), (Source::Society, 5)];
    let told = left.map(|(source, yuan)| Refusal::FundMoneyLeft(source, Fen::yuan(yuan)));
    assert_eq!(refused(close().await), told);
    let run = world.payout(id, State::Approved).await;
    paid(&world, run, "2026-12-02").await;
    assert_eq!(refused(close().await), told[2..]);
    world.spent(id, "society", "5").await;
    close().await.unwrap();
    // Nobody joins any more, but who is there can leave and be erased.
    let typed = register::Typed::default();
    let joins = register::register(&world.store, officer, id, &typed, &world.form(), world.now).await;
    assert_eq!(refused(joins), [Refusal::FundState]);
    assert_eq!(refused(became(&world, elder, "paused", "2026-12-02").await), [Refusal::FundState]);
    became(&world, elder, "exited", "2026-12-02").await.unwrap();
    let sure = erase::Typed { sure: "yes".into() };
    erase::erase(&world.store, officer, elder, &sure, &world.form(), world.now).await.unwrap();
}
