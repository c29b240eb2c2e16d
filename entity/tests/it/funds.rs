//! Funds: what opens, who may join, what came in, and payout runs that neither two officers at once nor money that
//! arrives meanwhile can make wrong.

mod banked;
mod joining;
mod names;
mod states;

use entity::{
    Error, Fen, Field, Refusal,
    actor::Keeper,
    child::look as looks,
    elder::{self, change, erase, give_back, look, register},
    fund::{
        self, contribute, contribution, correct, desk, draft, due, open,
        payout::{self, State, draft as drafting, hold, judge, pay, signatures},
        public,
        rule::{self, Typed},
        standing, tell,
    },
    id::{ElderId, FundId, PayoutId},
    ledger::{Source, record, totals, verify},
    organiser, supporter,
    supporter::add,
};
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};

use crate::{
    ledger::typed as by_hand,
    world::{World, refused},
};

on_both!(
    nothing_opens_while_the_law_or_the_rule_is_blank,
    a_village_has_one_fund_and_an_open_one_keeps_its_organiser,
    a_rule_is_never_changed_and_holds_from_its_month_on,
    an_elder_is_old_enough_agrees_and_joins_once,
    what_is_due_follows_from_rule_and_state,
    the_three_sources_are_booked_apart,
    the_same_document_is_booked_once_for_each_source,
    the_worked_examples_are_paid_out,
    a_couple_shares_its_children,
    a_short_pool_is_scaled_and_says_so,
    each_state_of_a_run_takes_its_own_verbs_only,
    a_run_is_stale_once_something_came_in,
    two_officers_at_once_approve_once,
    money_that_arrives_while_a_run_is_approved_is_in_it_or_after_it,
    a_closed_period_does_not_change,
    a_correction_is_made_good_in_the_next_run,
    who_was_not_there_is_paid_next_time,
    a_pause_keeps_the_money_and_a_death_gives_it_back,
    an_erased_elder_is_readable_by_nobody,
    a_look_at_names_is_journalled_and_counted,
    supporters_hear_of_their_money_of_payouts_and_of_what_is_due,
);

async fn run(world: &World, id: PayoutId) -> payout::Run {
    payout::one(world.store.read(), world.officer().await, id).await.unwrap()
}

/// What an elder is to get in a run, or nothing.
async fn line(world: &World, id: PayoutId, elder: ElderId) -> Fen {
    let lines = payout::lines(world.store.read(), world.officer().await, id, None).await.unwrap();
    lines.iter().find(|line| line.elder_id == elder).map_or(Fen::ZERO, |line| line.computed().sum())
}

async fn nothing_opens_while_the_law_or_the_rule_is_blank(world: World) {
    let officer = world.officer().await;
    let blank = organiser::change::Typed { name_zh: "公益会".into(), ..Default::default() };
    let blank = organiser::change::add(&world.store, officer, &blank, &world.form(), world.now).await.unwrap();
    let typed = draft::Typed {
        village: world.village().await.to_string(),
        organiser: blank.to_string(),
        title_zh: "孝心基金".into(),
        ..draft::Typed::default()
    };
    let id = draft::draft(&world.store, officer, &typed, &world.form(), world.now).await.unwrap();
    let no = refused(open::open(&world.store, officer, id, &world.form(), world.now).await);
    let all =
        [Field::LegalBasis, Field::QualificationNo, Field::FilingNo, Field::OrganiserContact, Field::Rule].to_vec();
    assert_eq!(no, [Refusal::FundIncomplete(all)]);
    assert_eq!(refused(public::one(world.store.read(), id, world.now).await), [Refusal::NotFound]);
    let without = draft::Typed { organiser: String::new(), ..typed };
    draft::change(&world.store, officer, id, &without, world.now).await.unwrap();
    let no = refused(open::open(&world.store, officer, id, &world.form(), world.now).await);
    assert_eq!(no, [Refusal::FundIncomplete(vec![Field::Organiser, Field::Rule])]);
    // Nothing can be done in it meanwhile.
    let elder = register::Typed::default();
    let no = register::register(&world.store, officer, id, &elder, &world.form(), world.now).await;
    assert_eq!(refused(no), [Refusal::FundState]);
    assert_eq!(
        refused(drafting::draft(&world.store, officer, id, &world.form(), world.now).await),
        [Refusal::FundState]
    );
}

async fn a_village_has_one_fund_and_an_open_one_keeps_its_organiser(world: World) {
    let officer = world.officer().await;
    let id = world.fund_open().await;
    let fund = fund::one(world.store.read(), officer, id).await.unwrap().fund;
    let again = draft::Typed::from(&fund);
    assert_eq!(
        refused(draft::draft(&world.store, officer, &again, &world.form(), world.now).await),
        [Refusal::Taken(Field::Village)]
    );
    let moved = draft::Typed { organiser: String::new(), title_zh: "新名字".into(), ..again };
    draft::change(&world.store, officer, id, &moved, world.now).await.unwrap();
    let after = fund::one(world.store.read(), officer, id).await.unwrap().fund;
    assert_eq!((after.organiser_id, after.title_zh.as_str()), (fund.organiser_id, "新名字"));
    let found = organiser::change::find(world.store.read(), fund.organiser_id.unwrap()).await.unwrap();
    let blank = organiser::change::Typed { filing_no: String::new(), ..organiser::change::Typed::from(&found) };
    let no = organiser::change::change(&world.store, officer, found.id, &blank, world.now).await;
    assert_eq!(refused(no), [Refusal::Missing(Field::FilingNo)]);
    open::close(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    assert_eq!(refused(open::close(&world.store, officer, id, &world.form(), world.now).await), [Refusal::FundState]);
    assert!(public::one(world.store.read(), id, world.now).await.is_ok(), "its books stay");
}

async fn a_rule_is_never_changed_and_holds_from_its_month_on(world: World) {
    let officer = world.officer().await;
    let id = world.fund_open().await;
    let further = |month: &str| Typed { month: month.into(), match_percent: "20".into(), ..Typed::suggested(None) };
    rule::add(&world.store, officer, id, &further("2026-11"), &world.form(), world.now).await.unwrap();
    let rules = rule::of(world.store.read(), id).await.unwrap();
    let percent = |month: &str| rule::in_force(&rules, month.parse().unwrap()).map(|rule| rule.match_percent);
    assert_eq!(["2026-08", "2026-09", "2026-10", "2026-11"].map(percent), [None, Some(10), Some(10), Some(20)]);
    world.elder_since(id, "elder", "2026-09-01").await;
    let run = world.payout(id, State::Draft).await;
    assert_eq!(self::run(&world, run).await.run.rule_id, rules[0].id);
    // A month that a run counts takes no other rule.
    let no = rule::add(&world.store, officer, id, &further("2026-09"), &world.form(), world.now).await;
    assert_eq!(refused(no), [Refusal::NotAChoice(Field::Month)]);
    let bad = Typed {
        month: "2026-12".into(),
        minimum_age: "18".into(),
        support: "0".into(),
        match_percent: "101".into(),
        cap: "-1".into(),
        match_source: "family".into(),
        cadence: "daily".into(),
        minimum_supporters: "x".into(),
        due_day: "31".into(),
        remind_before: "28".into(),
        remind_every: "0".into(),
        remind_most: "6".into(),
    };
    let no = refused(rule::add(&world.store, officer, id, &bad, &world.form(), world.now).await);
    assert_eq!(no.len(), 11, "{no:?}");
    let [support, cap] = ["10,000.01", "10,000.01"].map(ToOwned::to_owned);
    let too_much = Typed { support, cap, ..further("2026-12") };
    let no = refused(rule::add(&world.store, officer, id, &too_much, &world.form(), world.now).await);
    let range = |field| Refusal::AmountRange(field, Fen(1), rule::MOST_MONTHLY);
    assert_eq!(no, [Field::Support, Field::Cap].map(range));
}

async fn an_elder_is_old_enough_agrees_and_joins_once(world: World) {
    let officer = world.officer().await;
    let id = world.fund_open().await;
    let typed = |name: &str, birth: &str| register::Typed {
        alias: "槐树下的爷爷".into(),
        elder_name: name.into(),
        birth_date: birth.into(),
        form_no: "样例-1".into(),
        given_on: "2026-11-01".into(),
        joined_on: "2026-11-23".into(),
        ..register::Typed::default()
    };
    let register = async |typed: &register::Typed| {
        register::register(&world.store, officer, id, typed, &world.form(), world.now).await
    };
    for (birth, no) in [
        ("1956-11-24", Some(Refusal::NotOldEnough(70))),
        ("1900-01-01", Some(Refusal::NotOldEnough(70))),
        ("1956-11-23", None),
    ] {
        let answer = register(&typed("某甲", birth)).await;
        match no {
            Some(no) => assert_eq!(refused(answer), [no], "{birth}"),
            None => assert!(answer.is_ok(), "{birth}: {answer:?}"),
        }
    }
    let named = register::Typed { alias: "某 乙爷爷".into(), ..typed("某乙", "1950-01-01") };
    assert_eq!(refused(register(&named).await), [Refusal::AliasNames]);
    assert_eq!(refused(register(&typed("某乙", "1950-01-01")).await), [Refusal::Taken(Field::Alias)]);
    let again = register::Typed { alias: "另一个".into(), ..typed("某　甲", "1956-11-23") };
    assert_eq!(refused(register(&again).await), [Refusal::Taken(Field::ElderName)]);
    assert_eq!(refused(register(&register::Typed::default()).await).len(), 6, "told of every field at once");
}

async fn what_is_due_follows_from_rule_and_state(world: World) {
    let officer = world.officer().await;
    let id = world.fund_open().await;
    let elder = world.elder_since(id, "elder", "2026-11-01").await;
    let typed = add::Typed {
        supporter_name: "某".into(),
        relation: "daughter".into(),
        email: "lin@example.org".into(),
        month: "2026-11".into(),
        ..add::Typed::default()
    };
    let stranger = add::Typed { email: "nobody@example.org".into(), ..typed.clone() };
    let no = add::add(&world.store, officer, elder, &stranger, &world.form(), world.now).await;
    assert_eq!(refused(no), [Refusal::NoSuchDonor]);
    let lin = world.donor("lin").await;
    let own = add::add(&world.store, officer, elder, &typed, &world.form(), world.now).await.unwrap();
    let desk = async || desk::of(world.store.read(), lin, world.now).await.unwrap().remove(0).standing;
    assert_eq!(desk().await.months.len(), 1);
    world.support(id, own, "30", "2026-11-20").await;
    let standing = desk().await;
    assert_eq!((standing.open(), standing.months[0].paid), (Fen::yuan(70), Fen::yuan(30)));
    let change = change::Typed { state: "hardship".into(), since_on: "2026-11-01".into() };
    change::change(&world.store, officer, elder, &change, &world.form(), world.now).await.unwrap();
    let standing = desk().await;
    assert_eq!((standing.open(), standing.ahead()), (Fen::ZERO, Fen::yuan(30)), "the family is excused");
    assert_eq!(desk::of(world.store.read(), world.donor("chen").await, world.now).await.unwrap().len(), 0);
    let of = supporter::of(world.store.read(), officer, elder).await.unwrap();
    assert_eq!(due::of(world.store.read(), officer, &of, world.now).await.unwrap().len(), 1);
}

async fn the_three_sources_are_booked_apart(world: World) {
    let officer = world.officer().await;
    let id = world.fund_open().await;
    let elder = world.elder(id, "elder").await;
    let supporter = world.supporters(elder, 1).await[0];
    world.support(id, supporter, "１００", "2026-11-20").await;
    world.funded(id, "government", "1,000", "2026-11-20").await;
    world.funded(id, "society", "5元", "2026-11-20").await;
    let sums =
        totals::of(world.store.read(), fund::one(world.store.read(), officer, id).await.unwrap().fund.programme());
    let sums = sums.await.unwrap();
    let held = Source::ALL.map(|source| sums[&source].held());
    assert_eq!(held, [Fen::yuan(100), Fen::yuan(1_000), Fen::yuan(5)]);
    let record = async |typed: &contribute::Typed| {
        contribute::record(&world.store, officer, id, typed, &world.form(), world.now).await
    };
    let typed = contribute::Typed {
        source: "family".into(),
        supporter: supporter.to_string(),
        amount: "1".into(),
        received_on: "2026-11-20".into(),
        document_no: "样例-7".into(),
    };
    record(&typed).await.unwrap();
    assert_eq!(refused(record(&typed).await), [Refusal::Taken(Field::Document)], "the same receipt");
    let blank = contribute::Typed { source: "family".into(), ..contribute::Typed::default() };
    let missing = [Field::Amount, Field::ReceivedOn, Field::Document, Field::Supporter].map(Refusal::Missing);
    assert_eq!(refused(record(&blank).await), missing);
    for (amount, no) in [("1e3", Refusal::NotMoney(Field::Amount)), ("0.005", Refusal::NotMoney(Field::Amount))] {
        let bad = contribute::Typed { amount: amount.into(), document_no: "样例-8".into(), ..typed.clone() };
        assert_eq!(refused(record(&bad).await), [no]);
    }
    for source in ["government", "society"] {
        let torn = contribute::Typed { source: source.into(), document_no: "样例-9".into(), ..typed.clone() };
        assert_eq!(refused(record(&torn).await), [Refusal::SupporterOfNoFamily], "{source}");
    }
    // By hand, families' money would belong to no elder.
    let typed = by_hand("in", &format!("fund-{id}"), "family", "5");
    let hand = record::record(&world.store, officer, &typed, &world.form(), world.now).await;
    assert_eq!(refused(hand), [Refusal::BookedAtFund]);
    verify::verify(world.store.read()).await.unwrap().unwrap();
}

async fn the_same_document_is_booked_once_for_each_source(world: World) {
    let (officer, id) = (world.officer().await, world.fund_open().await);
    let record = async |source: &str, document: &str| {
        let typed = contribute::Typed {
            source: source.into(),
            amount: "1".into(),
            received_on: "2026-11-20".into(),
            document_no: document.into(),
            ..contribute::Typed::default()
        };
        contribute::record(&world.store, officer, id, &typed, &world.form(), world.now).await
    };
    let first = record("government", "样例民〔2026〕1号").await.unwrap();
    let taken = [Refusal::Taken(Field::Document)];
    assert_eq!(refused(record("government", "样例民〔2026〕1号").await), taken);
    record("society", "样例民〔2026〕1号").await.unwrap();
    assert_eq!(refused(record("society", "样例民〔2026〕1号").await), taken);
    record("society", "").await.unwrap();
    record("society", "").await.unwrap();
    correct::correct(&world.store, officer, first, &world.form(), world.now).await.unwrap();
    record("government", "样例民〔2026〕1号").await.unwrap();
    assert_eq!(refused(record("government", "样例民〔2026〕1号").await), taken);
}

async fn the_worked_examples_are_paid_out(world: World) {
    let id = world.fund_open().await;
    let (five, two) = (world.elder(id, "five").await, world.elder(id, "two").await);
    world.funded(id, "government", "1000", "2026-09-01").await;
    let supporters = [world.supporters(five, 5).await, world.supporters(two, 2).await].concat();
    for supporter in supporters {
        world.support(id, supporter, "100", "2026-11-20").await;
    }
    // September and October are over; nobody had joined, so that November is next.
    let officer = world.officer().await;
    let early = drafting::draft(&world.store, officer, id, &world.form(), world.now).await;
    assert_eq!(refused(early), [Refusal::PayoutTooEarly("2026-11-30".parse().unwrap())]);
    let world = december(world);
    let run = world.payout(id, State::Approved).await;
    assert_eq!((line(&world, run, five).await, line(&world, run, two).await), (Fen::yuan(550), Fen::yuan(220)));
    let typed = pay::Typed { paid_on: "2026-12-02".into(), document_no: "样例发-3".into() };
    let form = world.form();
    pay::pay(&world.store, officer, run, &typed, &form, world.now).await.unwrap();
    pay::pay(&world.store, officer, run, &typed, &form, world.now).await.unwrap();
    let booked = pay::booked(world.store.read(), officer, run).await.unwrap();
    let sums = [(Source::Family, 700), (Source::Government, 70), (Source::Society, 0)];
    assert_eq!(booked, sums.map(|(source, yuan)| (source, Fen::yuan(yuan))));
    let shown = public::one(world.store.read(), id, world.now).await.unwrap();
    assert_eq!((shown.runs.len(), shown.runs[0].paid().whole(), shown.line.elders), (1, Fen::yuan(770), 2));
    assert_eq!(shown.line.sums[&Source::Family].held(), Fen::ZERO);
    verify::verify(world.store.read()).await.unwrap().unwrap();
}

/// The second of December: November can be paid out.
fn december(mut world: World) -> World {
    world.later(chrono::TimeDelta::days(9));
    world
}

/// A fund whose rule begins with November, on the second of December.
async fn since_november(world: World) -> (World, FundId) {
    let typed = Typed { month: "2026-11".into(), ..Typed::suggested(None) };
    let id = world.fund_with(&typed).await;
    (december(world), id)
}

async fn a_couple_shares_its_children(world: World) {
    let (world, id) = since_november(world).await;
    let officer = world.officer().await;
    // If they joined today, in December, they would not be in November's run.
    let (his, hers) = (joined_earlier(&world, id, "his").await, joined_earlier(&world, id, "hers").await);
    let children = world.supporters(his, 7).await;
    let typed = add::Shared { elder: his.to_string() };
    add::share(&world.store, officer, hers, &typed, &world.form(), world.now).await.unwrap();
    world.funded(id, "government", "500", "2026-11-02").await;
    for child in children {
        world.support(id, child, "100", "2026-11-20").await;
    }
    let run = world.payout(id, State::Draft).await;
    assert_eq!((line(&world, run, his).await, line(&world, run, hers).await), (Fen::yuan(385), Fen::yuan(385)));
    let alone = joined_earlier(&world, id, "alone").await;
    let no = add::Shared { elder: alone.to_string() };
    assert_eq!(
        refused(add::share(&world.store, officer, hers, &no, &world.form(), world.now).await),
        [Refusal::NotAChoice(Field::Elder)]
    );
}

/// An elder who joined on the first of November.
async fn joined_earlier(world: &World, fund: FundId, alias: &str) -> ElderId {
    world.elder_since(fund, alias, "2026-11-01").await
}

async fn a_short_pool_is_scaled_and_says_so(world: World) {
    let (world, id) = since_november(world).await;
    let mut elders = Vec::new();
    for (alias, children) in [("five", 5), ("two", 2), ("three", 3)] {
        let elder = joined_earlier(&world, id, alias).await;
        for child in world.supporters(elder, children).await {
            world.support(id, child, "100", "2026-11-20").await;
        }
        elders.push(elder);
    }
    world.funded(id, "government", "33.34", "2026-11-02").await;
    world.funded(id, "society", "900", "2026-11-02").await;
    let run = world.payout(id, State::Draft).await;
    let mut sums = Vec::new();
    for elder in elders {
        sums.push(line(&world, run, elder).await);
    }
    assert_eq!(sums, [Fen(51_667), Fen(20_667), Fen(31_000)]);
    let seen = self::run(&world, run).await;
    assert!(seen.is_scaled());
    assert_eq!((seen.run.wanted_fen, seen.whole.matched, seen.whole.society), (Fen::yuan(100), Fen(3_334), Fen::ZERO));
}

/// What each verb does to a run in each state: done, or refused because of the state.
async fn each_state_of_a_run_takes_its_own_verbs_only(world: World) {
    let (world, id) = since_november(world).await;
    let elder = joined_earlier(&world, id, "elder").await;
    let child = world.supporters(elder, 1).await[0];
    world.support(id, child, "100", "2026-11-20").await;
    let verbs = ["redraw", "review", "approve", "send back", "discard", "hold", "list", "pay"];
    let mut paid = None;
    for (state, may) in [
        (State::Draft, [true, true, false, false, true, false, false, false]),
        (State::Reviewed, [false, false, true, true, true, false, false, false]),
        (State::Discarded, [false; 8]),
        (State::Approved, [false, false, false, true, false, true, true, true]),
        (State::Paid, [false, false, false, false, false, false, true, false]),
    ] {
        for (verb, may) in verbs.into_iter().zip(may) {
            let run = match paid {
                Some(paid) => paid,
                None => world.payout(id, state).await,
            };
            let answer = acted(&world, verb, run, elder).await;
            if may {
                assert!(answer.is_ok(), "{verb} {state:?}: {answer:?}");
            } else {
                assert_eq!(refused(answer), [Refusal::PayoutState], "{verb} {state:?}");
            }
            given_up(&world, id).await;
            paid = (verb == "pay" && may).then_some(run).or(paid);
        }
    }
}

/// So that the period can be drafted anew.
async fn given_up(world: &World, id: FundId) {
    let Some(left) = payout::unfinished(world.store.read(), id).await.unwrap() else { return };
    let officer = world.officer().await;
    if left.state == State::Approved {
        judge::send_back(&world.store, officer, left.id, &world.form(), world.now).await.unwrap();
    }
    drafting::discard(&world.store, officer, left.id, &world.form(), world.now).await.unwrap();
}

async fn acted(world: &World, verb: &str, run: PayoutId, elder: ElderId) -> Result<(), Error> {
    let (store, now, form) = (&world.store, world.now, world.form());
    let (first, second) = (world.officer().await, world.second_officer().await);
    match verb {
        "redraw" => drafting::redraw(store, first, run, &form, now).await,
        "review" => judge::review(store, first, run, &form, now).await,
        "approve" => judge::approve(store, second, run, &form, now).await,
        "send back" => judge::send_back(store, first, run, &form, now).await,
        "discard" => drafting::discard(store, first, run, &form, now).await.map(|_| ()),
        "hold" => hold::hold(store, first, (run, elder), true, &form, now).await,
        "list" => signatures::open(store, Keeper::Office(first), run, now).await.map(|_| ()),
        _ => {
            let typed = pay::Typed { paid_on: "2026-12-02".into(), document_no: "样例发-9".into() };
            pay::pay(store, first, run, &typed, &form, now).await
        }
    }
}

async fn a_run_is_stale_once_something_came_in(world: World) {
    let (world, id) = since_november(world).await;
    let elder = joined_earlier(&world, id, "elder").await;
    let child = world.supporters(elder, 1).await[0];
    world.support(id, child, "100", "2026-11-20").await;
    let run = world.payout(id, State::Draft).await;
    world.support(id, child, "20", "2026-11-21").await;
    let officer = world.officer().await;
    let review = async || judge::review(&world.store, officer, run, &world.form(), world.now).await;
    assert_eq!(refused(review().await), [Refusal::PayoutStale]);
    drafting::redraw(&world.store, officer, run, &world.form(), world.now).await.unwrap();
    review().await.unwrap();
    let own = judge::approve(&world.store, officer, run, &world.form(), world.now).await;
    assert_eq!(refused(own), [Refusal::SameOfficer]);
    world.support(id, child, "5", "2026-11-22").await;
    let second = world.second_officer().await;
    let approve = async || judge::approve(&world.store, second, run, &world.form(), world.now).await;
    assert_eq!(refused(approve().await), [Refusal::PayoutStale]);
    judge::send_back(&world.store, second, run, &world.form(), world.now).await.unwrap();
    drafting::redraw(&world.store, officer, run, &world.form(), world.now).await.unwrap();
    review().await.unwrap();
    approve().await.unwrap();
    assert_eq!(line(&world, run, elder).await, Fen::yuan(125));
    // The database refuses one officer's two signatures, too.
    let sql = format!("UPDATE fund_payout SET approved_by = reviewed_by WHERE id = {run}");
    assert!(world.store.writer().execute_unprepared(&sql).await.is_err());
}

async fn two_officers_at_once_approve_once(world: World) {
    let (world, id) = since_november(world).await;
    joined_earlier(&world, id, "elder").await;
    let run = world.payout(id, State::Reviewed).await;
    let third = world.admin().await.officer();
    let (other, second) = (world.another_process().await, world.second_officer().await);
    let (one, two) = (world.form(), world.form());
    let (left, right) = tokio::join!(
        judge::approve(&world.store, second, run, &one, world.now),
        judge::approve(&other, third, run, &two, world.now),
    );
    assert!(left.is_ok() != right.is_ok(), "{left:?} {right:?}");
    let no = [left, right].into_iter().find(Result::is_err).unwrap();
    assert_eq!(refused(no), [Refusal::PayoutState]);
    let typed = pay::Typed { paid_on: "2026-12-02".into(), document_no: "样例发-1".into() };
    let (one, two) = (world.form(), world.form());
    let (left, right) = tokio::join!(
        pay::pay(&world.store, second, run, &typed, &one, world.now),
        pay::pay(&other, third, run, &typed, &two, world.now),
    );
    assert!(left.is_ok() != right.is_ok(), "{left:?} {right:?}");
}

async fn money_that_arrives_while_a_run_is_approved_is_in_it_or_after_it(world: World) {
    let (world, id) = since_november(world).await;
    let elder = joined_earlier(&world, id, "elder").await;
    let child = world.supporters(elder, 1).await[0];
    world.support(id, child, "100", "2026-11-20").await;
    let run = world.payout(id, State::Reviewed).await;
    let other = world.another_process().await;
    let (officer, second) = (world.officer().await, world.second_officer().await);
    let typed = contribute::Typed {
        source: "family".into(),
        supporter: child.to_string(),
        amount: "50".into(),
        received_on: "2026-11-25".into(),
        document_no: "样例-晚".into(),
    };
    let (one, two) = (world.form(), world.form());
    let (arrived, approved) = tokio::join!(
        contribute::record(&other, officer, id, &typed, &one, world.now),
        judge::approve(&world.store, second, run, &two, world.now),
    );
    let came_in = contribution::Entity::find().count(world.store.read()).await.unwrap();
    match (arrived, approved) {
        (Ok(_), no) => {
            assert_eq!(refused(no), [Refusal::PayoutStale]);
            assert_eq!(came_in, 2);
        }
        (no, Ok(())) => {
            assert_eq!(refused(no), [Refusal::PayoutClosed("2026-11-30".parse().unwrap())]);
            assert_eq!(came_in, 1);
        }
        both => panic!("{both:?}"),
    }
}

async fn a_closed_period_does_not_change(world: World) {
    let (world, id) = since_november(world).await;
    let elder = joined_earlier(&world, id, "elder").await;
    let child = world.supporters(elder, 1).await[0];
    world.support(id, child, "100", "2026-11-20").await;
    let run = world.payout(id, State::Approved).await;
    acted(&world, "pay", run, elder).await.unwrap();
    let db = world.store.writer();
    for (sql, why) in [
        (format!("UPDATE fund_payout SET wanted_fen = 1 WHERE id = {run}"), "stays"),
        (format!("DELETE FROM fund_payout WHERE id = {run}"), "stays"),
        (format!("UPDATE fund_payout_line SET family_fen = 1 WHERE payout_id = {run}"), "draft"),
        (format!("UPDATE fund_payout_line SET held_at = '2026-12-02T00:00:00+00:00' WHERE payout_id = {run}"), "draft"),
        (format!("DELETE FROM fund_payout_line WHERE payout_id = {run}"), "draft"),
        ("UPDATE fund_contribution SET amount_fen = 1".to_owned(), "append-only"),
        ("DELETE FROM fund_contribution".to_owned(), "append-only"),
        ("UPDATE fund_share SET amount_fen = 1".to_owned(), "append-only"),
        ("DELETE FROM fund_share".to_owned(), "append-only"),
        (
            format!(
                "INSERT INTO fund_contribution
                 (fund_id, source, supporter_id, amount_fen, received_on, document, transfer_id, recorded_at)
                 VALUES ({id}, 'family', {child}, 5, '2026-11-30', 'x', 1, '2026-12-02T00:00:00+00:00')"
            ),
            "closed",
        ),
    ] {
        let error = db.execute_unprepared(&sql).await.expect_err(&sql).to_string();
        assert!(error.contains(why), "{sql}: {error}");
    }
}

async fn a_correction_is_made_good_in_the_next_run(world: World) {
    let (mut world, id) = since_november(world).await;
    let elder = joined_earlier(&world, id, "elder").await;
    let child = world.supporters(elder, 1).await[0];
    world.funded(id, "government", "100", "2026-11-02").await;
    world.support(id, child, "100", "2026-11-20").await;
    let wrong = world.support(id, child, "100", "2026-11-21").await;
    let run = world.payout(id, State::Approved).await;
    acted(&world, "pay", run, elder).await.unwrap();
    let officer = world.officer().await;
    correct::correct(&world.store, officer, wrong, &world.form(), world.now).await.unwrap();
    let again = correct::correct(&world.store, officer, wrong, &world.form(), world.now).await;
    assert_eq!(refused(again), [Refusal::NotReversible]);
    assert_eq!(standing::owed(world.store.read(), elder).await.unwrap(), Fen::yuan(-100));
    world.support(id, child, "130", "2026-12-02").await;
    world.later(chrono::TimeDelta::days(31));
    let run = world.payout(id, State::Draft).await;
    // 30 are left of 130; the 10 of match paid too much are made up for by matching these 30 alone.
    assert_eq!(line(&world, run, elder).await, Fen::yuan(33));
    verify::verify(world.store.read()).await.unwrap().unwrap();
}

async fn who_was_not_there_is_paid_next_time(world: World) {
    let (mut world, id) = since_november(world).await;
    let (here, away) = (joined_earlier(&world, id, "here").await, joined_earlier(&world, id, "away").await);
    world.funded(id, "government", "100", "2026-11-02").await;
    for elder in [here, away] {
        let child = world.supporters(elder, 1).await[0];
        world.support(id, child, "100", "2026-11-20").await;
    }
    let run = world.payout(id, State::Approved).await;
    acted(&world, "hold", run, away).await.unwrap();
    let list = signatures::open(&world.store, Keeper::Office(world.officer().await), run, world.now).await.unwrap();
    let names: Vec<_> = list.lines.iter().map(|line| line.name.clone().unwrap()).collect();
    assert_eq!(names, ["name-here"]);
    acted(&world, "pay", run, here).await.unwrap();
    let paid = self::run(&world, run).await;
    assert_eq!((paid.whole.whole(), paid.paid().whole()), (Fen::yuan(220), Fen::yuan(110)));
    world.later(chrono::TimeDelta::days(31));
    let run = world.payout(id, State::Approved).await;
    assert_eq!((line(&world, run, here).await, line(&world, run, away).await), (Fen::ZERO, Fen::yuan(110)));
    let typed = pay::Typed { paid_on: "2027-01-02".into(), document_no: "样例发-2".into() };
    pay::pay(&world.store, world.officer().await, run, &typed, &world.form(), world.now).await.unwrap();
    assert_eq!(standing::owed(world.store.read(), away).await.unwrap(), Fen::ZERO);
    verify::verify(world.store.read()).await.unwrap().unwrap();
}

async fn a_pause_keeps_the_money_and_a_death_gives_it_back(world: World) {
    let (world, id) = since_november(world).await;
    let elder = joined_earlier(&world, id, "elder").await;
    let child = world.supporters(elder, 1).await[0];
    let given = world.support(id, child, "100", "2026-11-20").await;
    let officer = world.officer().await;
    let change = async |state: &str| {
        let typed = change::Typed { state: state.into(), since_on: "2026-11-25".into() };
        change::change(&world.store, officer, elder, &typed, &world.form(), world.now).await
    };
    change("paused").await.unwrap();
    let run = world.payout(id, State::Draft).await;
    assert_eq!(line(&world, run, elder).await, Fen::ZERO);
    drafting::discard(&world.store, officer, run, &world.form(), world.now).await.unwrap();
    let typed = give_back::Typed { received_on: "2026-12-02".into(), document_no: "样例退-1".into() };
    let back = async || give_back::give_back(&world.store, officer, elder, &typed, &world.form(), world.now).await;
    assert_eq!(refused(back().await), [Refusal::ElderState], "still in the fund");
    change("died").await.unwrap();
    assert_eq!(refused(change("active").await), [Refusal::NotAChoice(Field::ElderState)]);
    assert_eq!(back().await.unwrap(), Fen::yuan(100));
    assert_eq!(refused(back().await), [Refusal::ElderState], "nothing is left");
    let reversed = correct::correct(&world.store, officer, given, &world.form(), world.now).await;
    assert_eq!(refused(reversed), [Refusal::ElderGone(Fen::ZERO)], "nor to be taken back");
    let fund = fund::one(world.store.read(), officer, id).await.unwrap().fund;
    let sums = totals::of(world.store.read(), fund.programme()).await.unwrap();
    assert_eq!((sums[&Source::Family].returned, sums[&Source::Family].held()), (Fen::yuan(100), Fen::ZERO));
    verify::verify(world.store.read()).await.unwrap().unwrap();
}

async fn an_erased_elder_is_readable_by_nobody(world: World) {
    let (world, id) = since_november(world).await;
    let elder = joined_earlier(&world, id, "elder").await;
    let child = world.supporters(elder, 1).await[0];
    world.support(id, child, "100", "2026-11-20").await;
    let officer = world.officer().await;
    let sure = erase::Typed { sure: "yes".into() };
    let erase =
        async |typed: &erase::Typed| erase::erase(&world.store, officer, elder, typed, &world.form(), world.now).await;
    assert_eq!(refused(erase(&sure).await), [Refusal::ElderState]);
    let typed = change::Typed { state: "exited".into(), since_on: "2026-11-25".into() };
    change::change(&world.store, officer, elder, &typed, &world.form(), world.now).await.unwrap();
    assert_eq!(refused(erase(&erase::Typed::default()).await), [Refusal::NotSure]);
    assert_eq!(refused(erase(&sure).await), [Refusal::ElderOwed]);
    let typed = give_back::Typed { received_on: "2026-12-02".into(), document_no: "样例退-1".into() };
    give_back::give_back(&world.store, officer, elder, &typed, &world.form(), world.now).await.unwrap();
    erase(&sure).await.unwrap();
    assert_eq!(elder::record::Entity::find().count(world.store.read()).await.unwrap(), 0);
    assert_eq!(supporter::record::Entity::find().count(world.store.read()).await.unwrap(), 0);
    let typed = look::Typed { reason: "delivery".into() };
    let looked = look::by_office(&world.store, officer, elder, &typed, world.now).await.unwrap();
    assert!(looked.elder.is_none() && looked.supporters.is_empty());
}

async fn a_look_at_names_is_journalled_and_counted(world: World) {
    let id = world.fund_open().await;
    let elder = world.elder(id, "elder").await;
    world.supporters(elder, 2).await;
    let officer = world.officer().await;
    let look = async |reason: &str| {
        let typed = look::Typed { reason: reason.into() };
        look::by_office(&world.store, officer, elder, &typed, world.now).await
    };
    let no = look("").await.map(|_| ());
    assert_eq!(refused(no), [Refusal::ReasonMissing]);
    let no = look("wish").await.map(|_| ());
    assert_eq!(refused(no), [Refusal::NotAChoice(Field::Reason)]);
    let looked = look("review").await.unwrap();
    assert_eq!(looked.elder.unwrap().name, "name-elder");
    assert_eq!(looked.supporters.len(), 2);
    let counted = looks::Entity::find().all(world.store.read()).await.unwrap();
    assert_eq!(counted.iter().map(|look| look.names).collect::<Vec<_>>(), [3]);
    let entries = entity::journal::of(world.store.read(), entity::journal::Subject("elder", elder.0), 9).await.unwrap();
    assert_eq!(entries[0].act, "elder_looked");
}

async fn supporters_hear_of_their_money_of_payouts_and_of_what_is_due(world: World) {
    let (mut world, id) = since_november(world).await;
    let elder = joined_earlier(&world, id, "elder").await;
    let lin = world.donor("lin").await;
    let typed = add::Typed {
        supporter_name: "某".into(),
        relation: "son".into(),
        email: "lin@example.org".into(),
        month: "2026-11".into(),
        ..add::Typed::default()
    };
    let officer = world.officer().await;
    let child = add::add(&world.store, officer, elder, &typed, &world.form(), world.now).await.unwrap();
    world.support(id, child, "100", "2026-11-20").await;
    let run = world.payout(id, State::Approved).await;
    acted(&world, "pay", run, elder).await.unwrap();
    // Due on the 25th, told from the 20th on, every ten days.
    let mut told = Vec::new();
    for _ in 0..31 {
        told.push(
            tell::due(&world.store, world.now).await.unwrap() + tell::due(&world.store, world.now).await.unwrap(),
        );
        world.later(chrono::TimeDelta::days(1));
    }
    assert_eq!(told.iter().sum::<u64>(), 2, "{told:?}");
    let letters = world.letters_to("lin@example.org").await;
    let kinds: Vec<&str> = letters.iter().map(entity::outbox::Letter::kind).collect();
    assert_eq!(kinds, ["support_received", "payout_done", "support_due", "support_due"]);
    assert_eq!(desk::of(world.store.read(), lin, world.now).await.unwrap().len(), 1);
}
