//! From when on elders and supporters count, and until when: the day of joining, what is due and matched from then on,
//! and what becomes of what was paid ahead.

use entity::{
    Error, Fen, Field, Refusal,
    elder::{change, register},
    fund::{
        desk,
        due::Standing,
        payout::{State, draft as drafting},
    },
    id::{ElderId, FundId},
    supporter::{add, end},
};

use super::{banked::supported_by_lin, joined_earlier, line, run, since_november};
use crate::world::{World, refused};

on_both!(
    an_elder_joins_on_a_day_of_the_fund_that_no_run_has_counted,
    from_the_joining_on_support_is_due_and_matched,
    no_run_is_about_a_time_in_which_nobody_was_there,
    nobody_joins_a_time_that_was_passed_over,
    no_state_begins_before_the_joining,
    nothing_counts_ahead_where_nothing_follows,
);

async fn joins(world: &World, fund: FundId, alias: &str, on: &str) -> Result<ElderId, Error> {
    let typed = register::Typed {
        alias: alias.into(),
        elder_name: format!("name-{alias}"),
        birth_date: "1950-05-04".into(),
        form_no: "样例-1".into(),
        given_on: "2026-08-20".into(),
        joined_on: on.into(),
        ..register::Typed::default()
    };
    register::register(&world.store, world.officer().await, fund, &typed, &world.form(), world.now).await
}

async fn became(world: &World, elder: ElderId, state: &str, since: &str) -> Result<(), Error> {
    let typed = change::Typed { state: state.into(), since_on: since.into() };
    change::change(&world.store, world.officer().await, elder, &typed, &world.form(), world.now).await
}

async fn an_elder_joins_on_a_day_of_the_fund_that_no_run_has_counted(world: World) {
    // It opened today, and its rule holds since September.
    let id = world.fund_open().await;
    for (on, no) in [
        ("", Refusal::Missing(Field::JoinedOn)),
        ("2026-11-24", Refusal::DayInFuture(Field::JoinedOn)),
        ("2026-08-31", Refusal::DayBefore(Field::JoinedOn, "2026-09-01".parse().unwrap())),
    ] {
        assert_eq!(refused(joins(&world, id, "first", on).await), [no], "{on}");
    }
    joins(&world, id, "first", "2026-09-01").await.unwrap();
    world.payout(id, State::Approved).await;
    let through = "2026-09-30".parse().unwrap();
    let late = refused(joins(&world, id, "second", "2026-09-30").await);
    assert_eq!(late, [Refusal::DayTooEarly(Field::JoinedOn, through)]);
    joins(&world, id, "second", "2026-10-01").await.unwrap();
}

async fn from_the_joining_on_support_is_due_and_matched(world: World) {
    let id = world.fund_open().await;
    world.funded(id, "government", "1000", "2026-09-01").await;
    let elder = joins(&world, id, "elder", "2026-09-10").await.unwrap();
    let lin = world.donor("lin").await;
    let supports = async |month: &str| {
        let typed = add::Typed {
            supporter_name: "某".into(),
            relation: "son".into(),
            email: "lin@example.org".into(),
            month: month.into(),
            ..add::Typed::default()
        };
        add::add(&world.store, world.officer().await, elder, &typed, &world.form(), world.now).await
    };
    let early = refused(supports("2026-08").await);
    assert_eq!(early, [Refusal::DayBefore(Field::Month, "2026-09-10".parse().unwrap())]);
    let child = supports("2026-09").await.unwrap();
    let own = desk::of(world.store.read(), lin, world.now).await.unwrap().remove(0);
    assert_eq!((own.standing.months.len(), own.standing.open()), (3, Fen::yuan(300)), "September to November");
    world.support(id, child, "100", "2026-09-20").await;
    let september = world.payout(id, State::Draft).await;
    assert_eq!(line(&world, september, elder).await, Fen::yuan(110));
}

async fn no_run_is_about_a_time_in_which_nobody_was_there(world: World) {
    let id = world.fund_open().await;
    let officer = world.officer().await;
    let draft = async || drafting::draft(&world.store, officer, id, &world.form(), world.now).await;
    assert_eq!(refused(draft().await), [Refusal::PayoutForNobody("2026-09-30".parse().unwrap())]);
    joins(&world, id, "elder", "2026-10-15").await.unwrap();
    let first = draft().await.unwrap();
    assert_eq!(run(&world, first).await.run.from_on.to_string(), "2026-10-01", "September is passed over");
}

async fn nobody_joins_a_time_that_was_passed_over(world: World) {
    let id = world.fund_open().await;
    let gone = joins(&world, id, "gone", "2026-09-01").await.unwrap();
    became(&world, gone, "exited", "2026-09-01").await.unwrap();
    joins(&world, id, "elder", "2026-10-15").await.unwrap();
    let october = world.payout(id, State::Draft).await;
    assert_eq!(run(&world, october).await.run.from_on.to_string(), "2026-10-01", "September is passed over");
    let through = "2026-09-30".parse().unwrap();
    let late = refused(joins(&world, id, "second", "2026-09-30").await);
    assert_eq!(late, [Refusal::DayTooEarly(Field::JoinedOn, through)]);
    let late = refused(became(&world, gone, "active", "2026-09-10").await);
    assert_eq!(late, [Refusal::DayTooEarly(Field::SinceOn, through)]);
    joins(&world, id, "second", "2026-10-01").await.unwrap();
    drafting::discard(&world.store, world.officer().await, october, &world.form(), world.now).await.unwrap();
    joins(&world, id, "third", "2026-09-30").await.unwrap();
    let september = world.payout(id, State::Draft).await;
    assert_eq!(run(&world, september).await.run.from_on.to_string(), "2026-09-01", "there was somebody, then");
}

async fn no_state_begins_before_the_joining(world: World) {
    let id = world.fund_open().await;
    let elder = joins(&world, id, "elder", "2026-11-02").await.unwrap();
    let early = refused(became(&world, elder, "paused", "2026-11-01").await);
    assert_eq!(early, [Refusal::DayBefore(Field::SinceOn, "2026-11-02".parse().unwrap())]);
    became(&world, elder, "paused", "2026-11-02").await.unwrap();
}

async fn nothing_counts_ahead_where_nothing_follows(world: World) {
    let (world, id) = since_november(world).await;
    let stands = async |world: &World| -> Standing {
        desk::of(world.store.read(), world.donor("lin").await, world.now).await.unwrap().remove(0).standing
    };
    let elder = joined_earlier(&world, id, "elder").await;
    let child = supported_by_lin(&world, elder).await;
    // November and December, and a hundred more.
    world.support(id, child, "300", "2026-12-01").await;
    assert_eq!(stands(&world).await.ahead(), Fen::yuan(100));
    became(&world, elder, "died", "2026-12-02").await.unwrap();
    assert_eq!((stands(&world).await.ahead(), stands(&world).await.paid), (Fen::ZERO, Fen::yuan(300)), "it goes back");
    became(&world, elder, "active", "2026-12-02").await.expect_err("nobody comes back");
    end::end(&world.store, world.officer().await, child, &world.form(), world.now).await.unwrap();
    let own = desk::of(world.store.read(), world.donor("lin").await, world.now).await.unwrap().remove(0);
    assert_eq!((own.ended_on.map(|day| day.to_string()), own.pay.is_some()), (Some("2026-12-31".to_owned()), false));
}
