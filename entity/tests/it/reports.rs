//! Reports of a phase: the numbers add up, a period owes what the law says, what was published stays as it was.

use chrono::{Months, TimeDelta};
use entity::{
    Day, Error, Fen, Refusal, Time, claim,
    handout::problem,
    id::DisclosureId,
    phase::{self, State},
    report::{
        self, Content, Figures, Problems, Tally, disclosure,
        disclosure::{Disclosure, Moves},
        period::{self, Kind, Period},
        publish,
    },
    statistics,
    wish::{Category, Status},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::{
    gifts::{Gift, Promise},
    given::day,
    world::{World, refused},
};

on_both!(
    the_report_counts_what_the_public_page_counts_and_adds_its_worth,
    every_way_to_cut_a_report_adds_up_to_the_whole,
    problems_are_counted_with_their_ends,
    a_short_phase_owes_one_report_and_a_long_one_every_three_months,
    what_came_in_and_went_out_is_what_remains,
    what_is_replaced_or_passed_on_is_told_of_in_both_quarters,
    a_published_report_stays_as_it_was_and_is_corrected_by_another,
    a_period_that_still_runs_is_not_published,
);

/// So many gifts, 90 yuan each.
fn gifts(gifts: u64) -> Tally {
    Tally { gifts, value: Fen::yuan(90 * i64::try_from(gifts).unwrap()) }
}

async fn phase(world: &World) -> phase::Model {
    phase::find(world.store.read(), world.phase().await).await.unwrap()
}

async fn reported(world: &World) -> report::Report {
    report::of_phase(world.store.read(), phase(world).await).await.unwrap()
}

async fn from_pool(world: &World, school: &str, state: claim::State) -> Gift {
    world.promised_by(school, Promise { donor: None, state, since: world.now }).await
}

async fn the_report_counts_what_the_public_page_counts_and_adds_its_worth(world: World) {
    for status in Status::ALL {
        world.wish_at("shagou", status).await;
    }
    for state in claim::State::ALL {
        world.promised("shagou", "lin", state).await;
    }
    from_pool(&world, "shagou", claim::State::Confirmed).await;
    from_pool(&world, "shagou", claim::State::Fulfilled).await;
    let whole = reported(&world).await.whole;
    let counts = statistics::per_phase(world.store.read()).await.unwrap()[&world.phase().await];
    let figures = Figures {
        posted: gifts(counts.posted()),
        claimed: gifts(counts.claimed()),
        received: gifts(counts.arrived()),
        handed_out: gifts(counts.handed_out),
        pool: gifts(counts.pool()),
        pool_handed_out: gifts(counts.pool_handed_out),
        withdrawn: gifts(counts.withdrawn),
    };
    assert_eq!(whole, figures);
    assert_eq!((whole.pool, whole.pool_handed_out, whole.withdrawn), (gifts(2), gifts(1), gifts(1)));
    assert_eq!(whole.handed_out.gifts + whole.pool_handed_out.gifts, counts.children());
    assert_eq!((whole.claimed, counts.held), (gifts(7), 1), "what is only held is posted, and nothing else yet");
}

async fn every_way_to_cut_a_report_adds_up_to_the_whole(world: World) {
    for school in ["shagou", "xishe"] {
        world.promised(school, "lin", claim::State::Fulfilled).await;
        world.wish_for(school, Category::Books, Status::Open).await;
    }
    world.wish_at("drafts", Status::Draft).await;
    let report = reported(&world).await;
    assert_eq!(report.whole.posted, gifts(4));
    let sum = |lines: Vec<Tally>| lines.into_iter().map(|line| line.gifts).sum::<u64>();
    assert_eq!(sum(report.schools.iter().map(|(_, line)| line.posted).collect()), 4);
    assert_eq!(sum(report.townships.iter().map(|(_, line)| line.posted).collect()), 4);
    let categories: Vec<_> = report.categories.iter().map(|(one, line)| (*one, line.posted.gifts)).collect();
    assert_eq!(categories, [(Category::Schoolbag, 2), (Category::Books, 2)]);
    assert_eq!(report.schools.len(), 2, "a school that only drafts is not reported");
    assert_eq!(report.organiser.unwrap().filing_no, "SAMPLE-2026-05");
}

async fn problems_are_counted_with_their_ends(world: World) {
    let (donor, pool) = (claim::Source::Donor, claim::Source::Pool);
    for (kind, source, choice) in [
        (problem::Kind::Damaged, donor, None),
        (problem::Kind::Wrong, donor, Some(problem::Choice::Replace)),
        (problem::Kind::Wrong, pool, Some(problem::Choice::Replace)),
        (problem::Kind::Wrong, donor, Some(problem::Choice::Replace)),
    ] {
        let gift = match source {
            claim::Source::Donor => world.promised("shagou", "lin", claim::State::Received).await,
            claim::Source::Pool => from_pool(&world, "shagou", claim::State::Received).await,
        };
        let officer = world.officer().await.account();
        let row = problem::ActiveModel {
            wish_id: Set(gift.wish),
            claim_id: Set(gift.claim),
            kind: Set(kind),
            remark: Set(String::new()),
            noted_by: Set(officer),
            noted_at: Set(world.now),
            choice: Set(choice),
            ..Default::default()
        };
        row.insert(world.store.writer()).await.unwrap();
    }
    let counted = [
        Problems { kind: problem::Kind::Wrong, source: donor, end: Some(problem::Choice::Replace), count: 2 },
        Problems { kind: problem::Kind::Wrong, source: pool, end: Some(problem::Choice::Replace), count: 1 },
        Problems { kind: problem::Kind::Damaged, source: donor, end: None, count: 1 },
    ];
    assert_eq!(reported(&world).await.problems, counted);
}

async fn a_short_phase_owes_one_report_and_a_long_one_every_three_months(mut world: World) {
    let draft = world.change_phase(|phase| phase.opened_at = Set(None)).await;
    assert_eq!(period::of(&draft, world.now), [], "nothing has opened");
    let short = world.change_phase(|phase| phase.opened_at = Set(Some(world.now))).await;
    let first =
        Period { kind: Kind::Quarter(1), from: day(11, 1), to: day_of(2027, 1, 31), due_on: None, is_over: false };
    assert_eq!(period::of(&short, world.now), [first]);

    let long = world.change_phase(|phase| phase.hand_out_on = Set(Some(day_of(2027, 6, 1)))).await;
    assert_eq!(period::of(&long, world.now)[0].due_on, Some(day_of(2027, 2, 1)), "it is planned for seven months");
    world.later(TimeDelta::days(100));
    let periods = period::of(&long, world.now);
    let seen: Vec<_> = periods.iter().map(|period| (period.kind.key(), period.to, period.is_over)).collect();
    assert_eq!(seen, [("q1".to_owned(), day_of(2027, 1, 31), true), ("q2".to_owned(), day_of(2027, 4, 30), false)],);

    let finished = world
        .change_phase(|phase| {
            phase.state = Set(State::Finished);
            phase.finished_at = Set(Some(world.now));
        })
        .await;
    world.later(TimeDelta::days(1));
    let periods = period::of(&finished, world.now);
    let last = periods.last().unwrap();
    assert_eq!((last.kind, last.from, last.to, last.is_over), (Kind::Final, day(11, 1), day_of(2027, 3, 3), true));
    assert_eq!(last.due_on, last.to.checked_add_months(Months::new(3)), "three months after its end");
    assert_eq!(periods.iter().map(|period| period.kind.key()).collect::<Vec<_>>(), ["q1", "final"]);
    for key in ["q0", "q01", "Q1", "q", "q-1", "", "final2"] {
        assert_eq!(Kind::from_key(key), None, "{key}");
    }
}

fn day_of(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd_opt(year, month, day).unwrap()
}

async fn ended(world: &World, gift: &Gift, at: Time) {
    let row = claim::ActiveModel {
        id: Set(gift.claim),
        state: Set(claim::State::Cancelled),
        ended_at: Set(Some(at)),
        ..Default::default()
    };
    row.update(world.store.writer()).await.unwrap();
}

async fn what_came_in_and_went_out_is_what_remains(world: World) {
    let early = world.now - TimeDelta::days(20);
    let here = |since| Promise { donor: Some("lin"), state: claim::State::Received, since };
    // Before the period: one stays all the time, one goes out before it, one in it, one after it.
    world.promised_by("shagou", here(early)).await;
    for handed_on in [day(11, 8), day(11, 15), day(12, 2)] {
        let gift = world.promised_by("shagou", here(early)).await;
        world.hand_out(&gift, handed_on).await;
    }
    // In it: one goes back in it, one is the pool's, one comes after it.
    let back = world.promised_by("xishe", here(world.now - TimeDelta::days(10))).await;
    ended(&world, &back, world.now - TimeDelta::days(8)).await;
    let pool = Promise { donor: None, state: claim::State::Received, since: world.now - TimeDelta::days(9) };
    world.promised_by("xishe", pool).await;
    world.promised_by("xishe", here(world.now)).await;

    let period = Period { kind: Kind::Quarter(1), from: day(11, 10), to: day(11, 20), due_on: None, is_over: true };
    let told = disclosure::draw(world.store.read(), &phase(&world).await, &period).await.unwrap();
    let donors =
        Moves { before: gifts(3), came_in: gifts(1), handed_out: gifts(1), went_back: gifts(1), remains: gifts(2) };
    assert_eq!(told.donors, donors);
    assert_eq!(told.pool, Moves { came_in: gifts(1), remains: gifts(1), ..Moves::default() });
    let whole = told.whole();
    assert_eq!(
        whole.before.gifts + whole.came_in.gifts,
        whole.handed_out.gifts + whole.went_back.gifts + whole.remains.gifts
    );
    let names: Vec<_> = told.schools.iter().map(|(name, _)| name.en.as_str()).collect();
    assert_eq!(names, ["alias-shagou", "alias-xishe"], "by public alias");
    assert_eq!(told.schools[0].1.plus(told.schools[1].1), whole);
    assert_eq!(told.wishes, None, "the funnel stands in the final report");
}

async fn what_is_replaced_or_passed_on_is_told_of_in_both_quarters(mut world: World) {
    let teacher = world.signed_in_school("shagou").await.receiver().unwrap();
    let mut problems = Vec::new();
    for choice in ["replace", "pass_on"] {
        let gift = world.promised("shagou", "lin", claim::State::Received).await;
        let typed = problem::Typed { kind: "wrong".to_owned(), remark: String::new() };
        let code = gift.code.as_str();
        let id = problem::note(&world.store, teacher, code, &typed, &world.form(), world.now).await.unwrap();
        problems.push((id, choice));
    }
    let need = world.open_wish("shagou").await;
    let quarter = |number, from, to| Period { kind: Kind::Quarter(number), from, to, due_on: None, is_over: true };
    let (first, second) =
        (quarter(1, day(11, 1), day_of(2027, 1, 31)), quarter(2, day_of(2027, 2, 1), day_of(2027, 4, 30)));
    let told = async |world: &World, period: &Period| {
        disclosure::draw(world.store.read(), &phase(world).await, period).await.unwrap().donors
    };
    let before = told(&world, &first).await;
    assert_eq!(before, Moves { came_in: gifts(2), remains: gifts(2), ..Moves::default() });

    world.later(TimeDelta::days(90));
    for (id, choice) in problems {
        let typed = problem::choose::Typed {
            choice: choice.to_owned(),
            pass_to: need.code.to_string(),
            ..problem::choose::Typed::default()
        };
        let officer = world.officer().await;
        problem::choose::choose(&world.store, officer, id, &typed, &world.form(), world.now).await.unwrap();
    }
    assert_eq!(told(&world, &first).await, before, "what was reported still holds");
    let after =
        Moves { before: gifts(2), came_in: gifts(1), went_back: gifts(2), remains: gifts(1), ..Moves::default() };
    assert_eq!(told(&world, &second).await, after, "the one passed on is here for another child");
}

async fn publish(world: &World, period: &str) -> Result<DisclosureId, Error> {
    let (officer, phase) = (world.officer().await, world.phase().await);
    publish::publish(&world.store, officer, phase, period, &world.form(), world.now).await
}

fn told(row: &publish::Model) -> Disclosure {
    let Content::Phase(told) = row.read().unwrap() else { panic!("it is about a phase") };
    *told
}

async fn a_published_report_stays_as_it_was_and_is_corrected_by_another(mut world: World) {
    world
        .change_phase(|phase| {
            phase.state = Set(State::Finished);
            phase.finished_at = Set(Some(world.now));
        })
        .await;
    world.given("shagou", "lin").await;
    let first = publish(&world, "final").await.unwrap();
    let read = async |id| {
        let row = publish::one(world.store.read(), world.phase().await, id).await.unwrap();
        (row.edition, told(&row).donors.handed_out)
    };
    assert_eq!(read(first).await, (1, gifts(1)));
    world.given("shagou", "lin").await;
    assert_eq!(read(first).await, (1, gifts(1)), "what was published stays");
    world.later(TimeDelta::days(1));
    let second = publish(&world, "final").await.unwrap();
    let row = publish::one(world.store.read(), world.phase().await, second).await.unwrap();
    assert_eq!((row.edition, row.published_by), (2, world.officer().await.account()));
    assert_eq!(told(&row).wishes.unwrap().handed_out, gifts(2));
    let newest = publish::published(world.store.read(), world.phase().await).await.unwrap();
    assert_eq!(newest.iter().map(|row| row.id).collect::<Vec<_>>(), [second]);
    assert_eq!(world.acts().await.iter().filter(|act| *act == "disclosure_published").count(), 2);
}

async fn a_period_that_still_runs_is_not_published(world: World) {
    world.running_phase().await;
    assert_eq!(refused(publish(&world, "q1").await), [Refusal::PeriodRuns(day_of(2027, 1, 31))]);
    for missing in ["q2", "final", "x"] {
        assert_eq!(refused(publish(&world, missing).await), [Refusal::NotFound]);
    }
    let (officer, form) = (world.officer().await, world.form());
    world
        .change_phase(|phase| {
            phase.state = Set(State::Finished);
            phase.finished_at = Set(Some(world.now));
        })
        .await;
    let phase = world.phase().await;
    let publish = async || publish::publish(&world.store, officer, phase, "final", &form, world.now).await;
    assert_eq!(publish().await.unwrap(), publish().await.unwrap(), "the same form again has the same answer");
    assert_eq!(publish::published(world.store.read(), phase).await.unwrap()[0].edition, 1);
}
