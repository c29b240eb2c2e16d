//! Pledges to funds: what is promised once or monthly, what of it came for which month, what rests and what is over.
//! Society's money alone: it never meets what a family owes its own elders.

use chrono::TimeDelta;
use entity::{
    Error, Fen, Field, Refusal, clock,
    fund::{contribute, contribution, desk as support_desk, open, payout},
    id::{FundId, PledgeId},
    ledger::{Programme, Source, totals, verify},
    outbox::letter::{Letter, WhyReturned},
    payment::{State as Part, gift, look, record, refund},
    pledge::{
        Every, State, desk,
        list::{self, Promised},
        make, rest, tell,
    },
    supporter::add,
};
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::world::{World, refused};

on_both!(
    a_pledge_gets_a_code_and_a_letter_and_is_society_s_money,
    each_arrival_is_counted_to_its_month,
    one_monthly_pledge_stands_at_a_time,
    a_pause_keeps_the_months_out_and_the_code,
    what_is_ended_expects_nothing_more,
    another_donor_s_pledge_is_not_found,
    a_month_is_asked_for_once_and_in_time,
    the_office_sees_what_never_came,
    a_closed_fund_ends_its_pledges_and_says_so,
    society_s_donors_hear_of_a_payout_once_and_of_no_elder,
);

async fn own(world: &World, donor: &str) -> Vec<desk::Own> {
    desk::all(world.store.read(), world.donor(donor).await, world.now).await.unwrap()
}

async fn one(world: &World, id: PledgeId) -> desk::Own {
    desk::one(world.store.read(), world.donor("lin").await, id, world.now).await.unwrap()
}

async fn arrives(world: &World, id: PledgeId, yuan: &str, on: &str) -> record::Recorded {
    let typed = record::Typed {
        payment_code: world.code_of(id).await.to_string(),
        amount: yuan.into(),
        arrived_on: on.into(),
        payer: "欧阳付款人".into(),
        again: "yes".into(),
        ..record::Typed::default()
    };
    record::record(&world.store, world.officer().await, &typed, &world.form(), world.now).await.unwrap()
}

async fn society(world: &World, fund: FundId) -> Fen {
    let sums = totals::of(world.store.read(), Programme::Fund(fund)).await.unwrap();
    sums.get(&Source::Society).map_or(Fen::ZERO, |sums| sums.held())
}

async fn make(world: &World, fund: FundId, amount: &str, every: &str) -> Result<PledgeId, Error> {
    let typed = make::Typed { amount: amount.into(), every: every.into() };
    make::make(&world.store, world.donor("lin").await, fund, &typed, &world.form(), world.now).await
}

/// Kinds of the letters to lin.
async fn kinds(world: &World) -> Vec<&'static str> {
    world.letters_to("lin@example.org").await.iter().map(Letter::kind).collect()
}

async fn a_pledge_gets_a_code_and_a_letter_and_is_society_s_money(world: World) {
    let fund = world.fund_open().await;
    let id = world.pledged(fund, "lin", "200", "once").await;
    let Some(Letter::PledgeMade { amount, monthly, bank, payment, .. }) =
        world.letters_to("lin@example.org").await.pop()
    else {
        panic!("no letter")
    };
    assert_eq!((amount, monthly, payment.is_family), (Fen::yuan(200), false, false));
    assert_eq!(payment.code, world.code_of(id).await);
    assert!(bank.iter().all(|line| !line.is_empty()), "{bank:?}");
    arrives(&world, id, "150", "2026-11-23").await;
    let pledge = one(&world, id).await;
    assert_eq!((pledge.state, pledge.standing.open()), (State::Stands, Fen::yuan(50)));
    let last = arrives(&world, id, "80", "2026-11-23").await;
    assert_eq!((last.counted, last.unclear), (Fen::yuan(50), Fen::yuan(30)), "what is more is unclear");
    assert_eq!(one(&world, id).await.state, State::Given);
    assert_eq!(society(&world, fund).await, Fen::yuan(200));
    // Nothing of it stands among what families paid in.
    assert_eq!(contribution::Entity::find().count(world.store.read()).await.unwrap(), 0);
    let sums = totals::of(world.store.read(), Programme::Fund(fund)).await.unwrap();
    assert_eq!(sums.keys().copied().collect::<Vec<_>>(), [Source::Society]);
    assert!(support_desk::of(world.store.read(), world.donor("lin").await, world.now).await.unwrap().is_empty());
    verify::verify(world.store.read()).await.unwrap().unwrap();
    for (amount, every, told) in [
        ("", "once", Refusal::Missing(Field::Amount)),
        ("-1", "once", Refusal::NotMoney(Field::Amount)),
        ("5", "", Refusal::NotAChoice(Field::Every)),
        ("5", "yearly", Refusal::NotAChoice(Field::Every)),
    ] {
        assert_eq!(refused(make(&world, fund, amount, every).await), [told], "{amount} {every}");
    }
}

async fn each_arrival_is_counted_to_its_month(mut world: World) {
    let fund = world.fund_open().await;
    let id = world.pledged(fund, "lin", "30", "monthly").await;
    arrives(&world, id, "30", "2026-11-23").await;
    assert_eq!(one(&world, id).await.standing.open(), Fen::ZERO);
    // Three months on: half of December came, and more than February's by the end.
    world.later(TimeDelta::days(90));
    arrives(&world, id, "15", "2026-12-24").await;
    let pledge = one(&world, id).await;
    let months: Vec<_> = pledge.standing.months.iter().map(|due| (due.month.to_string(), due.paid)).collect();
    let (whole, half) = (Fen::yuan(30), Fen::yuan(15));
    let told = [("2026-11", whole), ("2026-12", half), ("2027-01", Fen::ZERO), ("2027-02", Fen::ZERO)];
    assert_eq!(months, told.map(|(month, paid)| (month.to_owned(), paid)));
    arrives(&world, id, "100", "2027-02-20").await;
    let pledge = one(&world, id).await;
    assert_eq!((pledge.standing.open(), pledge.standing.ahead()), (Fen::ZERO, Fen::yuan(25)));
    assert_eq!(society(&world, fund).await, Fen::yuan(145));
    // What goes back is taken from the latest months.
    let part = world.part(Part::Counted).await;
    let typed = refund::Typed { amount: "100".into(), reason: "asked".into() };
    let officer = world.officer().await;
    refund::ask(&world.store, officer, part, &typed, &world.form(), world.now).await.unwrap();
    let part = world.part(Part::ToReturn).await;
    let paper = refund::Paper { booked_on: "2027-02-21".into(), document_no: "样例退-1".into() };
    refund::done(&world.store, officer, part, &paper, &world.form(), world.now).await.unwrap();
    assert_eq!(one(&world, id).await.standing.open(), Fen::yuan(75));
}

async fn one_monthly_pledge_stands_at_a_time(world: World) {
    let fund = world.fund_open().await;
    let (form, lin) = (world.form(), world.donor("lin").await);
    let typed = make::Typed { amount: "30".into(), every: "monthly".into() };
    let first = make::make(&world.store, lin, fund, &typed, &form, world.now).await.unwrap();
    assert_eq!(make::make(&world.store, lin, fund, &typed, &form, world.now).await.unwrap(), first, "sent twice");
    assert_eq!(refused(make(&world, fund, "50", "monthly").await), [Refusal::PledgedAlready]);
    make(&world, fund, "50", "once").await.unwrap();
    make(&world, fund, "50", "once").await.unwrap();
    rest::stop(&world.store, lin, first, &world.form(), world.now).await.unwrap();
    make(&world, fund, "50", "monthly").await.unwrap();
    let every: Vec<Every> = own(&world, "lin").await.into_iter().map(|own| own.pledge.every).collect();
    assert_eq!(every, [Every::Monthly, Every::Once, Every::Once, Every::Monthly], "what is over stands last");
}

async fn a_pause_keeps_the_months_out_and_the_code(mut world: World) {
    let fund = world.fund_open().await;
    let lin = world.donor("lin").await;
    let id = world.pledged(fund, "lin", "30", "monthly").await;
    let code = world.code_of(id).await;
    let (pause, resume) = (
        async |world: &World| rest::pause(&world.store, lin, id, &world.form(), world.now).await,
        async |world: &World| rest::resume(&world.store, lin, id, &world.form(), world.now).await,
    );
    assert_eq!(refused(resume(&world).await), [Refusal::PledgeState]);
    arrives(&world, id, "30", "2026-11-23").await;
    world.later(TimeDelta::days(20));
    pause(&world).await.unwrap();
    assert_eq!(refused(pause(&world).await), [Refusal::PledgeState]);
    assert_eq!((one(&world, id).await.state, one(&world, id).await.standing.open()), (State::Paused, Fen::ZERO));
    // December and January rest; what comes meanwhile counts for what comes after.
    world.later(TimeDelta::days(62));
    arrives(&world, id, "10", "2027-02-10").await;
    resume(&world).await.unwrap();
    let pledge = one(&world, id).await;
    let months: Vec<String> = pledge.standing.months.iter().map(|due| due.month.to_string()).collect();
    assert_eq!(months, ["2026-11", "2027-02"]);
    assert_eq!((pledge.standing.open(), pledge.state), (Fen::yuan(20), State::Stands));
    assert_eq!(world.code_of(id).await, code);
    // What has come for a month stays with it: the pause begins with the next one, and is over before it began.
    arrives(&world, id, "20", "2027-02-10").await;
    pause(&world).await.unwrap();
    assert_eq!((one(&world, id).await.standing.months.len(), one(&world, id).await.standing.ahead()), (2, Fen::ZERO));
    resume(&world).await.unwrap();
    assert_eq!(one(&world, id).await.standing.months.len(), 2);
    let once = world.pledged(fund, "lin", "30", "once").await;
    let no = rest::pause(&world.store, lin, once, &world.form(), world.now).await;
    assert_eq!(refused(no), [Refusal::PledgeState], "once is no month that could rest");
}

async fn what_is_ended_expects_nothing_more(world: World) {
    let fund = world.fund_open().await;
    let lin = world.donor("lin").await;
    let id = world.pledged(fund, "lin", "30", "monthly").await;
    arrives(&world, id, "30", "2026-11-23").await;
    rest::stop(&world.store, lin, id, &world.form(), world.now).await.unwrap();
    for no in [
        rest::stop(&world.store, lin, id, &world.form(), world.now).await,
        rest::pause(&world.store, lin, id, &world.form(), world.now).await,
        rest::resume(&world.store, lin, id, &world.form(), world.now).await,
    ] {
        assert_eq!(refused(no), [Refusal::PledgeState]);
    }
    let late = arrives(&world, id, "31", "2026-11-23").await;
    assert_eq!((late.counted, late.unclear), (Fen::ZERO, Fen::yuan(31)));
    assert_eq!((one(&world, id).await.state, society(&world, fund).await), (State::Ended, Fen::yuan(30)));
    let (officer, typed) = (world.officer().await, refund::Typed { amount: "30".into(), ..refund::Typed::default() });
    let part = world.part(Part::Counted).await;
    refund::ask(&world.store, officer, part, &typed, &world.form(), world.now).await.unwrap();
    let paper = refund::Paper { booked_on: "2026-11-23".into(), document_no: "样例退-1".into() };
    refund::done(&world.store, officer, part, &paper, &world.form(), world.now).await.unwrap();
    let letters = world.letters_to("lin@example.org").await;
    assert!(
        matches!(letters.last(), Some(Letter::PaymentReturned { why: Some(WhyReturned::PledgeOver), .. })),
        "{letters:?}"
    );
}

async fn another_donor_s_pledge_is_not_found(world: World) {
    let fund = world.fund_open().await;
    let id = world.pledged(fund, "lin", "30", "monthly").await;
    let chen = world.donor("chen").await;
    let (store, now) = (&world.store, world.now);
    assert_eq!(refused(desk::one(store.read(), chen, id, now).await), [Refusal::NotFound]);
    for no in [
        rest::pause(store, chen, id, &world.form(), now).await,
        rest::resume(store, chen, id, &world.form(), now).await,
        rest::stop(store, chen, id, &world.form(), now).await,
    ] {
        assert_eq!(refused(no), [Refusal::NotFound]);
    }
    assert!(own(&world, "chen").await.is_empty());
    // A fund that nobody knows of yet takes none, and does not say that it is there.
    let draft = world.fund_drafted(world.village_id("新村").await).await;
    assert_eq!(refused(make(&world, draft, "30", "once").await), [Refusal::NotFound]);
    assert_eq!(refused(make(&world, FundId(999), "30", "once").await), [Refusal::NotFound]);
}

async fn a_month_is_asked_for_once_and_in_time(mut world: World) {
    // Due by the 25th, told five days before.
    let fund = world.fund_open().await;
    let id = world.pledged(fund, "lin", "30", "monthly").await;
    let due = async |world: &World| tell::due(&world.store, world.now).await.unwrap();
    assert_eq!(due(&world).await, 0, "its first letter has just told how to pay");
    arrives(&world, id, "30", "2026-11-23").await;
    world.later(TimeDelta::days(26)); // 19 December, 9:00 in China
    assert_eq!(due(&world).await, 0, "too early");
    world.later(TimeDelta::days(1));
    assert_eq!((due(&world).await, due(&world).await), (1, 0));
    let Some(Letter::PledgeDue { amount, open, due_on, payment, .. }) = world.letters_to("lin@example.org").await.pop()
    else {
        panic!("no letter")
    };
    assert_eq!((amount, open, due_on.to_string()), (Fen::yuan(30), Fen::yuan(30), "2026-12-25".to_owned()));
    assert_eq!(payment.code, world.code_of(id).await);
    // January: December did not come either. Then it rests, and nobody asks.
    world.later(TimeDelta::days(31));
    let done = clock::turn(&world.store, world.now).await;
    assert!(done.failed.is_empty(), "{:?}", done.failed);
    assert!(done.steps.contains(&("pledges_due", 1)), "{:?}", done.steps);
    let lin = world.donor("lin").await;
    rest::pause(&world.store, lin, id, &world.form(), world.now).await.unwrap();
    world.later(TimeDelta::days(31));
    assert_eq!(due(&world).await, 0);
    assert_eq!(kinds(&world).await.iter().filter(|kind| **kind == "pledge_due").count(), 2);
}

async fn the_office_sees_what_never_came(mut world: World) {
    let fund = world.fund_open().await;
    let officer = world.officer().await;
    let promised = async |world: &World| list::promised(world.store.read(), officer, fund, world.now).await.unwrap();
    assert_eq!(promised(&world).await, Promised::default());
    let id = world.pledged(fund, "lin", "30", "monthly").await;
    let paused = world.pledged(fund, "chen", "50", "monthly").await;
    world.pledged(fund, "chen", "80", "once").await;
    let chen = world.donor("chen").await;
    rest::pause(&world.store, chen, paused, &world.form(), world.now).await.unwrap();
    let told = Promised { monthly: 1, each_month: Fen::yuan(30), once: 1, missing: Fen::yuan(80) };
    assert_eq!(promised(&world).await, told);
    let seen = look::all(world.store.read(), officer, world.now).await.unwrap();
    assert!(seen.is_nothing(), "this month still runs");
    world.later(TimeDelta::days(40));
    arrives(&world, id, "10", "2026-12-30").await;
    let seen = look::all(world.store.read(), officer, world.now).await.unwrap();
    assert_eq!(seen.overdue, 1, "what was promised once");
    let [behind] = seen.behind.as_slice() else { panic!("{:?}", seen.behind.len()) };
    assert_eq!((behind.open, behind.since.to_string()), (Fen::yuan(50), "2026-11".to_owned()));
    assert_eq!(behind.shown.reference.code, world.code_of(id).await);
}

async fn a_closed_fund_ends_its_pledges_and_says_so(world: World) {
    let fund = world.fund_open().await;
    let monthly = world.pledged(fund, "lin", "30", "monthly").await;
    arrives(&world, monthly, "30", "2026-11-23").await;
    let given = world.pledged(fund, "lin", "5", "once").await;
    arrives(&world, given, "5", "2026-11-23").await;
    world.spent(fund, "society", "35").await;
    open::close(&world.store, world.officer().await, fund, &world.form(), world.now).await.unwrap();
    assert_eq!((one(&world, monthly).await.state, one(&world, given).await.state), (State::Ended, State::Given));
    let told: Vec<Option<Fen>> = world
        .letters_to("lin@example.org")
        .await
        .into_iter()
        .filter_map(|letter| if let Letter::PledgeEnded { arrived, .. } = letter { Some(arrived) } else { None })
        .collect();
    assert_eq!(told, [Some(Fen::yuan(30))], "what was given once is not over, it was given");
    assert_eq!(refused(make(&world, fund, "5", "once").await), [Refusal::FundState]);
    assert_eq!(arrives(&world, monthly, "30", "2026-11-23").await.counted, Fen::ZERO);
}

async fn society_s_donors_hear_of_a_payout_once_and_of_no_elder(world: World) {
    let fund = world.fund_open().await;
    let elder = world.elder_since(fund, "榆树下的奶奶", "2026-09-01").await;
    let child = world.supporters(elder, 1).await[0];
    world.support(fund, child, "100", "2026-09-20").await;
    world.funded(fund, "government", "1,000", "2026-11-22").await;
    // Lin gave twice, by a pledge and by a gift of money; chen only promised; a supporter gave no gift at all.
    let pledge = world.pledged(fund, "lin", "30", "monthly").await;
    arrives(&world, pledge, "30", "2026-11-23").await;
    let typed = gift::Typed { programme: format!("fund-{fund}"), amount: "20".into() };
    let lin = world.donor("lin").await;
    let code = gift::promise(&world.store, lin, &typed, &world.form(), world.now).await.unwrap();
    world.arrives(code.as_str(), "20").await.unwrap();
    world.pledged(fund, "chen", "30", "once").await;
    let typed = add::Typed {
        supporter_name: "某".into(),
        relation: "son".into(),
        email: "zhao@example.org".into(),
        month: "2026-09".into(),
        ..add::Typed::default()
    };
    world.donor("zhao").await;
    add::add(&world.store, world.officer().await, elder, &typed, &world.form(), world.now).await.unwrap();
    world.payout(fund, payout::State::Paid).await;
    let told: Vec<Letter> = world
        .letters_to("lin@example.org")
        .await
        .into_iter()
        .filter(|letter| matches!(letter, Letter::FundPaidOut { .. }))
        .collect();
    let [Letter::FundPaidOut { elders, sum, family, government, society, .. }] = told.as_slice() else {
        panic!("once: {told:?}")
    };
    assert_eq!((*elders, *sum, *family), (1, Fen::yuan(110), Fen::yuan(100)));
    assert_eq!((*government, *society), (Fen::yuan(10), Fen::ZERO));
    let written = serde_json::to_string(&told).unwrap();
    assert!(!written.contains("榆树下"), "no elder, not even by alias: {written}");
    assert_eq!(world.letters_of("fund_paid_out").await, 1, "neither who only promised nor a supporter");
    let supporter: Vec<_> = world.letters_to("zhao@example.org").await.iter().map(Letter::kind).collect();
    assert_eq!(supporter, ["payout_done"]);
    // A typed contribution of society's has no account behind it, and tells nobody.
    let typed = contribute::Typed {
        source: "society".into(),
        amount: "5".into(),
        received_on: "2026-11-23".into(),
        ..contribute::Typed::default()
    };
    contribute::record(&world.store, world.officer().await, fund, &typed, &world.form(), world.now).await.unwrap();
}
