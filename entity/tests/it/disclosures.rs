//! Disclosure reports of funds and of the plots' seasons: the money adds up as the ledger has it, a period owes what
//! the law says, and nothing of one programme stands in another's report.

use chrono::{Months, TimeDelta};
use entity::{
    Day, Fen, Refusal,
    elder::change,
    fund::{open, payout},
    id::OrganiserId,
    outbox::{Letter, letter::ReportOf},
    payment::record,
    plot::State,
    report::{
        About, Content, Flow, Season,
        fund::FundDisclosure,
        owed,
        period::{Kind, Period},
        publish, season,
        season::{Fields, Harvest, SeasonDisclosure, Spent},
    },
};

use crate::{
    given::day,
    world::{World, refused},
};

on_both!(
    a_fund_is_accounted_for_by_source_and_payout,
    a_season_is_accounted_for_by_purpose_and_place,
    a_season_runs_from_its_first_plot_to_its_last,
    a_fund_owes_a_report_every_three_months_until_it_is_closed,
    a_fund_s_first_report_begins_with_its_first_booking,
    each_programme_has_its_own_editions,
    whose_money_it_is_hears_of_a_report_once,
);

const NOVEMBER: (u32, u32, u32) = (11, 1, 30);

/// The days of a month of 2026 as a period.
fn period((month, from, to): (u32, u32, u32)) -> Period {
    Period { kind: Kind::Quarter(1), from: day(month, from), to: day(month, to), due_on: None, is_over: true }
}

async fn fund_told(world: &World, about: About, period: &Period) -> FundDisclosure {
    let Content::Fund(told) = about.draw(world.store.read(), period).await.unwrap() else { panic!("of a fund") };
    *told
}

async fn season_told(world: &World, about: About, period: &Period) -> SeasonDisclosure {
    let Content::Season(told) = about.draw(world.store.read(), period).await.unwrap() else { panic!("of a season") };
    *told
}

async fn season(world: &World) -> Season {
    let organiser: OrganiserId = world.organiser_added().await;
    Season { year: 2027, organiser }
}

async fn a_fund_is_accounted_for_by_source_and_payout(world: World) {
    let fund = world.fund_open().await;
    let elder = world.elder_since(fund, "榆树下的奶奶", "2026-09-01").await;
    let child = world.supporters(elder, 1).await[0];
    world.support(fund, child, "100", "2026-09-20").await;
    world.funded(fund, "government", "1,000", "2026-11-22").await;
    world.payout(fund, payout::State::Paid).await;
    let told = fund_told(&world, fund.into(), &period(NOVEMBER)).await;
    let (hundred, ten) = (Fen::yuan(100), Fen::yuan(10));
    assert_eq!(told.family, Flow { before: hundred, paid_out: hundred, ..Flow::default() });
    assert_eq!(told.government, Flow { received: Fen::yuan(1_000), paid_out: ten, ..Flow::default() });
    assert_eq!((told.society, told.whole().remains()), (Flow::default(), Fen::yuan(990)));
    let [paid] = told.payouts.as_slice() else { panic!("one payout: {:?}", told.payouts) };
    assert_eq!((paid.from, paid.paid_on, paid.elders), (day(9, 1), day(11, 23), 1));
    assert_eq!((paid.family, paid.government, paid.society, paid.is_scaled), (hundred, ten, Fen::ZERO, false));
    assert_eq!((told.elders, told.title.en.as_str()), (1, "Willow Bend fund"));
    let kept = serde_json::to_string(&told).unwrap();
    assert!(!kept.contains("榆树下"), "nobody stands in it, not even by alias: {kept}");
    // What is later is not in it, and what was before is all of it.
    let early = fund_told(&world, fund.into(), &period((10, 1, 31))).await;
    assert_eq!((early.family.remains(), early.government, early.payouts.len()), (hundred, Flow::default(), 0));
    let typed = change::Typed { state: "died".into(), since_on: "2026-11-22".into() };
    change::change(&world.store, world.officer().await, elder, &typed, &world.form(), world.now).await.unwrap();
    for (of, elders) in [((8, 1, 31), 0), ((9, 1, 30), 1), ((10, 1, 31), 1), (NOVEMBER, 0)] {
        let told = fund_told(&world, fund.into(), &period(of)).await;
        assert_eq!(told.elders, elders, "as of the period's last day: {of:?}");
    }
}

async fn a_season_is_accounted_for_by_purpose_and_place(world: World) {
    world.plot_at("结清的", State::Settled).await;
    world.plot_at("歉收的", State::Shortfall).await;
    world.plot_drafted("没开放的").await;
    let about = season(&world).await.into();
    let told = season_told(&world, about, &period(NOVEMBER)).await;
    // Three shares of 490 yuan in each of two plots; one of them is paid out by its split.
    let (one, both) = (Fen::yuan(1_470), Fen::yuan(2_940));
    assert_eq!(told.money, Flow { received: both, paid_out: one, ..Flow::default() });
    let spent = Spent {
        farmer: Fen::yuan(660),
        inputs: Fen::yuan(360),
        logistics: Fen::yuan(270),
        charity: Fen::yuan(180),
        whole: Fen::ZERO,
    };
    assert_eq!(told.spent, spent);
    let fields = Fields { plots: 2, shares: 20, taken: 6, received: both, farmer: Fen::yuan(660) };
    assert_eq!((told.fields(), told.townships.len()), (fields, 1));
    let harvest = Harvest { households: 2, harvested: 2, short: 1, settled: 1, promised: 75_000, weighed: 70_000 };
    assert_eq!(told.harvest, harvest);
    let kept = serde_json::to_string(&told).unwrap();
    assert!(!kept.contains("结清的") && !kept.contains("沙沟村"), "no household and no village: {kept}");
    let other = About::Season(Season { year: 2026, ..season(&world).await });
    assert_eq!(other.periods(world.store.read(), world.now).await.unwrap(), [], "nothing is harvested in that year");
    assert_eq!(refused(other.draw(world.store.read(), &period(NOVEMBER)).await), [Refusal::NotFound]);
}

async fn a_season_runs_from_its_first_plot_to_its_last(mut world: World) {
    world.plot_at("结束的", State::Closed).await;
    world.later(TimeDelta::days(3));
    world.plot_at("在长的", State::Growing).await;
    let about = About::Season(season(&world).await);
    let running = about.periods(world.store.read(), world.now).await.unwrap();
    assert_eq!(running.iter().map(|period| period.kind).collect::<Vec<_>>(), [Kind::Quarter(1)]);
    assert_eq!(running[0].from, day(11, 23));
    assert!(running[0].due_on.is_some(), "it is harvested in eleven months");
    assert_eq!(season::all(world.store.read()).await.unwrap(), [season(&world).await]);
}

async fn a_fund_owes_a_report_every_three_months_until_it_is_closed(mut world: World) {
    let fund = world.fund_open().await;
    let about = About::Fund(fund);
    let periods = async |world: &World| about.periods(world.store.read(), world.now).await.unwrap();
    let first = periods(&world).await;
    let to = Day::from_ymd_opt(2027, 2, 22).unwrap();
    assert_eq!((first.len(), first[0].to, first[0].due_on, first[0].is_over), (1, to, to.succ_opt(), false));
    let (officer, form) = (world.officer().await, world.form());
    let early = publish::publish(&world.store, officer, fund, "q1", &form, world.now).await;
    assert_eq!(refused(early), [Refusal::PeriodRuns(to)]);
    world.later(TimeDelta::days(100));
    let owed = owed::all(world.store.read(), officer, world.now).await.unwrap();
    let late: Vec<_> = owed.iter().filter(|owed| owed.is_late(world.today())).map(|owed| owed.about).collect();
    assert!(late.contains(&about), "{late:?}");
    assert!(owed[0].is_late(world.today()), "what is late stands first");
    open::close(&world.store, officer, fund, &world.form(), world.now).await.unwrap();
    let last = periods(&world).await.pop().unwrap();
    assert_eq!((last.kind, last.from, last.to, last.is_over), (Kind::Final, day(11, 23), world.today(), true));
    assert_eq!(last.due_on, last.to.checked_add_months(Months::new(3)));
    let own = owed::of(world.store.read(), officer, fund, world.now).await.unwrap();
    assert_eq!(own.iter().map(|owed| owed.period.kind.key()).collect::<Vec<_>>(), ["q1", "final"]);
}

async fn a_fund_s_first_report_begins_with_its_first_booking(mut world: World) {
    let fund = world.fund_open().await;
    // Seven weeks before it opened.
    world.funded(fund, "government", "1,000", "2026-10-05").await;
    let about = About::Fund(fund);
    let first = about.period(world.store.read(), "q1", world.now).await.unwrap();
    assert_eq!((first.from, Some(first.to)), (day(10, 5), Day::from_ymd_opt(2027, 2, 22)), "it ends as before");
    let told = fund_told(&world, about, &first).await;
    assert_eq!(told.government, Flow { received: Fen::yuan(1_000), ..Flow::default() }, "nothing lay there before");
    world.spent(fund, "government", "1,000").await;
    world.later(TimeDelta::days(100));
    open::close(&world.store, world.officer().await, fund, &world.form(), world.now).await.unwrap();
    let last = about.period(world.store.read(), "final", world.now).await.unwrap();
    assert_eq!((last.kind, last.from, last.to), (Kind::Final, day(10, 5), world.today()));
}

async fn each_programme_has_its_own_editions(world: World) {
    let fund = world.fund_open().await;
    let officer = world.officer().await;
    open::close(&world.store, officer, fund, &world.form(), world.now).await.unwrap();
    world.plot_at("结束的", State::Closed).await;
    let season = season(&world).await;
    let publish = async |about: About| {
        publish::publish(&world.store, officer, about, "final", &world.form(), world.now).await.unwrap()
    };
    let of_fund = publish(fund.into()).await;
    let of_season = publish(season.into()).await;
    let again = publish(season.into()).await;
    let db = world.store.read();
    let ids = async |about: About| {
        let rows = publish::published(db, about).await.unwrap();
        rows.into_iter().map(|row| (row.id, row.edition, row.about().unwrap())).collect::<Vec<_>>()
    };
    assert_eq!(ids(fund.into()).await, [(of_fund, 1, About::Fund(fund))]);
    assert_eq!(ids(season.into()).await, [(again, 2, About::Season(season))]);
    assert!(publish::one(db, season, of_season).await.is_ok(), "the first edition stays reachable");
    assert_eq!(refused(publish::one(db, fund, of_season).await), [Refusal::NotFound]);
    assert_eq!(refused(publish::one(db, season, of_fund).await), [Refusal::NotFound]);
    let row = publish::one(db, fund, of_fund).await.unwrap();
    assert_eq!(row.read().unwrap().title().zh, "柳树湾孝心基金");
}

async fn whose_money_it_is_hears_of_a_report_once(world: World) {
    let fund = world.fund_open().await;
    let officer = world.officer().await;
    // Lin gave within the days of the report, chen only promised.
    let pledge = world.pledged(fund, "lin", "30", "once").await;
    world.pledged(fund, "chen", "30", "once").await;
    let line = world.line(world.code_of(pledge).await.as_str(), "30").await;
    record::record(&world.store, officer, &line, &world.form(), world.now).await.unwrap();
    world.spent(fund, "society", "30").await;
    open::close(&world.store, officer, fund, &world.form(), world.now).await.unwrap();
    world.plot_at("结束的", State::Closed).await;
    let season = season(&world).await;
    for about in [About::Fund(fund), About::Season(season), About::Season(season)] {
        publish::publish(&world.store, officer, about, "final", &world.form(), world.now).await.unwrap();
    }
    let told: Vec<ReportOf> = world
        .letters_to("lin@example.org")
        .await
        .into_iter()
        .filter_map(|letter| if let Letter::ReportPublished { report, .. } = letter { Some(report.of) } else { None })
        .collect();
    assert_eq!(told, [ReportOf::Fund(fund), ReportOf::Season(season)], "a correction is not told again");
    assert_eq!(world.letters_of("report_published").await, 2, "nobody else");
}
