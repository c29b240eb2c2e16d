//! From one season to the next: another household takes a plot over, last season's adopters come first, and what a
//! shortfall credits them with.

use chrono::TimeDelta;
use entity::{
    Code, Error, Fen, Field, Refusal,
    adoption::{self, credit, list::Kept, release, reserve, witness},
    household::{self, erase},
    id::PlotId,
    journal::{self, Subject},
    lang::china_date,
    ledger::{self, Programme, Source},
    organiser,
    outbox::{Letter, letter::StillDue},
    payment::{
        self,
        look::{self, CreditLeft},
        refund,
    },
    photo::{self, bring},
    plot::{self, State, close, diary, hand_over, harvest, open, renew, rest, season, settle, unsow},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    EntityTrait, IntoActiveModel,
};

use crate::{
    fields::sown,
    world::{World, refused},
};

on_both!(
    another_household_takes_over_and_signs_again,
    what_was_scanned_under_another_number_goes_with_the_household,
    last_seasons_adopters_come_first,
    the_field_of_an_erased_household_does_not_go_on,
    a_credit_pays_for_the_next_season,
    a_credit_is_owed_by_its_own_organiser,
    a_credit_of_no_more_use_is_listed_until_it_goes_back,
    a_plot_closed_without_a_next_season_leaves_its_credit,
    what_comes_late_is_paid_out_though_the_credit_was_used_or_goes_back,
    a_sowing_put_down_by_mistake_is_taken_back,
    credit_that_was_paid_out_meanwhile_does_not_go_back,
    who_got_money_back_while_it_grew_pays_it_anew,
);

async fn another_household_takes_over_and_signs_again(world: World) {
    let (store, officer, now) = (&world.store, world.officer().await, world.now);
    let id = world.plot_at("南坡人家", State::Growing).await;
    let code = of_plot(&world, id).await.adoption.code;
    witnessed(&world, id, &code).await;
    let scan = of_plot(&world, id).await.scan.expect("the page that the first one signed is kept");
    let other = world.household("北坡人家").await;
    let put = async |next: String| {
        let typed = hand_over::Typed { next_household: next };
        hand_over::hand_over(store, officer, id, &typed, &world.form(), now).await
    };
    let same = world.plot(id).await.household_id.to_string();
    for no in ["", "999", "x", same.as_str()] {
        assert_eq!(refused(put(no.to_owned()).await), [Refusal::NotAChoice(Field::NextHousehold)], "{no}");
    }
    put(other.to_string()).await.unwrap();
    assert_eq!(world.plot(id).await.household_id, other);
    let kept = of_plot(&world, id).await;
    assert_eq!((kept.adoption.household_signed_on, kept.adoption.paper_no, kept.scan), (None, None, None));
    let erased = bring::find(store.writer(), scan).await.unwrap().unwrap();
    assert_eq!((erased.state, erased.wrapped), (photo::State::Erased, None), "the first one's name stands on it");
    let letters = world.letters_to("lin@example.org").await;
    assert!(matches!(letters.last(), Some(Letter::PlotHandedOver { .. })), "{letters:?}");
    let weigh = async || {
        let [weight, test_no, meant] = ["40", "检-1", "yes"].map(ToOwned::to_owned);
        let typed = harvest::Typed { weight, test_no, meant, ..harvest::Typed::default() };
        harvest::harvest(store, world.keeper().await, id, &typed, &world.form(), now).await
    };
    assert_eq!(refused(weigh().await), [Refusal::SignaturesMissing(1)], "the second one has not signed");
    witnessed(&world, id, &code).await;
    weigh().await.unwrap();
}

/// The only adoption of a plot, as its village sees it.
async fn of_plot(world: &World, id: PlotId) -> Kept {
    let keeper = world.keeper().await;
    adoption::list::of_plot(world.store.read(), keeper, id).await.unwrap().pop().expect("an adoption")
}

/// Signed on paper, with a scan of it whose file is never opened.
async fn witnessed(world: &World, id: PlotId, code: &Code) {
    let (store, keeper, now) = (&world.store, world.keeper().await, world.now);
    let scan = bring::begin(store, photo::Purpose::Paper, keeper.account(), (640, 900), now).await.unwrap().id;
    let typed = witness::Typed {
        adoption: code.to_string(),
        signed_on: "2026-11-23".to_owned(),
        paper_no: "样例-重签".to_owned(),
        correction: "yes".to_owned(),
    };
    witness::with_scan(store, keeper, id, (&typed, Some(scan)), &world.form(), now).await.unwrap();
}

async fn what_was_scanned_under_another_number_goes_with_the_household(world: World) {
    let (store, officer, now) = (&world.store, world.officer().await, world.now);
    let id = world.plot_at("南坡人家", State::Growing).await;
    let code = of_plot(&world, id).await.adoption.code;
    witnessed(&world, id, &code).await;
    let scan = of_plot(&world, id).await.scan.unwrap();
    // As a plot was left that had been handed over before the scans went with it.
    let adoption = world.adoption(&code).await.id;
    let row = adoption::ActiveModel { id: Set(adoption), paper_no: Set(None), ..Default::default() };
    row.update(store.writer()).await.unwrap();
    let row = plot::ActiveModel { id: Set(id), state: Set(State::Closed), ..Default::default() };
    let household = row.update(store.writer()).await.unwrap().household_id;
    let sure = erase::Typed { sure: "yes".to_owned() };
    erase::erase(store, officer, household, &sure, &world.form(), now).await.unwrap();
    assert_eq!(bring::find(store.writer(), scan).await.unwrap().unwrap().state, photo::State::Erased);
}

async fn last_seasons_adopters_come_first(mut world: World) {
    let (officer, form) = (world.officer().await, world.form());
    let id = world.plot_at("南坡人家", State::Settled).await;
    let next = renew::renew(&world.store, officer, id, &form, world.now).await.unwrap();
    assert_eq!(renew::renew(&world.store, officer, id, &form, world.now).await.unwrap(), next, "the same form");
    let again = renew::renew(&world.store, officer, id, &world.form(), world.now).await;
    assert_eq!(refused(again), [Refusal::PlotState], "one season follows another");
    open::open(&world.store, officer, next, &open::Typed::default(), &world.form(), world.now).await.unwrap();
    let letters = world.letters_to("lin@example.org").await;
    assert!(
        matches!(letters.last(), Some(Letter::PlotRenewal { next: number, credit: None, .. }) if *number == next.0),
        "{letters:?}"
    );
    let take = async |world: &World, donor: &str| {
        let typed = reserve::Typed { shares: "1".to_owned() };
        let donor = world.donor(donor).await;
        reserve::reserve(&world.store, donor, next, &typed, &world.form(), world.now).await
    };
    let first = async |world: &World, donor: Option<&str>| {
        let donor = match donor {
            Some(name) => Some(world.donor(name).await),
            None => None,
        };
        renew::first(world.store.read(), next, donor, world.now).await.unwrap()
    };
    let others: Vec<Refusal> = refused(take(&world, "qian").await);
    assert!(matches!(others[..], [Refusal::RenewalFirst(_)]), "{others:?}");
    for (donor, is_theirs) in [(None, false), (Some("qian"), false), (Some("lin"), true)] {
        let found = first(&world, donor).await.expect("the window lasts");
        assert_eq!(found.is_theirs, is_theirs, "{donor:?}");
        assert_eq!(refused(take(&world, "qian").await), [Refusal::RenewalFirst(found.until)]);
    }
    take(&world, "lin").await.unwrap();
    world.later(renew::WINDOW + TimeDelta::days(1));
    assert_eq!(first(&world, Some("qian")).await, None, "the window is over");
    take(&world, "qian").await.unwrap();
}

async fn the_field_of_an_erased_household_does_not_go_on(world: World) {
    let (store, officer, now) = (&world.store, world.officer().await, world.now);
    let (id, drafted) = (world.plot_at("南坡人家", State::Closed).await, world.plot_at("北坡人家", State::Draft).await);
    let sure = erase::Typed { sure: "yes".to_owned() };
    let household = world.plot(id).await.household_id;
    erase::erase(store, officer, household, &sure, &world.form(), now).await.unwrap();
    assert_eq!(refused(renew::renew(store, officer, id, &world.form(), now).await), [Refusal::PlotState]);
    let row = household::ActiveModel {
        id: Set(world.plot(drafted).await.household_id),
        erased_at: Set(Some(now)),
        ..Default::default()
    };
    row.update(store.writer()).await.unwrap();
    let no = refused(open::open(store, officer, drafted, &open::Typed::default(), &world.form(), now).await);
    assert_eq!(no, [Refusal::PlotState]);
}

/// The field of lin's three shares gave 30 of 37.5 kilograms and is settled, so that 98 yuan a share are credited; and
/// the next season is drafted.
async fn credited(world: &World) -> (PlotId, PlotId) {
    let (store, officer, now) = (&world.store, world.officer().await, world.now);
    let id = world.plot_at("南坡人家", State::Shortfall).await;
    world.delivered(id).await;
    let typed = settle::Typed { settled_on: "2026-11-23".to_owned(), receipt_signed: "收-7".to_owned() };
    settle::settle(store, officer, id, &typed, &world.form(), now).await.unwrap();
    (id, renew::renew(store, officer, id, &world.form(), now).await.unwrap())
}

/// What lies there for a plot.
async fn held(world: &World, id: PlotId) -> Fen {
    let organiser = world.organiser_added().await;
    ledger::totals::held(world.store.read(), organiser, Programme::Plot(id), Source::Society).await.unwrap()
}

async fn a_credit_pays_for_the_next_season(mut world: World) {
    let (id, next) = credited(&world).await;
    assert_eq!(held(&world, id).await, Fen::yuan(294), "it is not paid out");
    let (officer, typed) = (world.officer().await, open::Typed::default());
    open::open(&world.store, officer, next, &typed, &world.form(), world.now).await.unwrap();
    let letters = world.letters_to("lin@example.org").await;
    assert!(matches!(letters.last(), Some(Letter::PlotRenewal { credit: Some(Fen(29_400)), .. })), "{letters:?}");
    let lin = world.donor("lin").await;
    let left = async |world: &World| credit::left(world.store.read(), lin, next).await.unwrap();
    assert_eq!(left(&world).await, Fen::yuan(294));
    let code = world.reserved(next, "lin", 5).await;
    assert_eq!(world.adoption(&code).await.amount_fen, Fen::yuan(2_450 - 294), "for three of the five");
    assert_eq!(left(&world).await, Fen::ZERO);
    release::release(&world.store, lin, &code, &world.form(), world.now).await.unwrap();
    assert_eq!(left(&world).await, Fen::yuan(294), "what was given back has used nothing");
    let (first, second) = (world.adopted(next, "lin", 2).await, world.adopted(next, "lin", 2).await);
    let asked = [world.adoption(&first).await.amount_fen, world.adoption(&second).await.amount_fen];
    assert_eq!(asked, [Fen::yuan(784), Fen::yuan(882)], "for two shares, and for the third");
    world.later(renew::WINDOW + TimeDelta::days(1));
    let other = world.adopted(next, "qian", 1).await;
    assert_eq!(world.adoption(&other).await.amount_fen, Fen::yuan(490), "who was not there has none");
    assert_eq!(held(&world, next).await, Fen::yuan(784 + 882 + 490));
    season::grow(&world.store, world.keeper().await, next, &sown(), &world.form(), world.now).await.unwrap();
    assert_eq!(
        (held(&world, id).await, held(&world, next).await),
        (Fen::ZERO, Fen::yuan(5 * 490)),
        "five whole shares"
    );
    ledger::verify::verify(world.store.read()).await.unwrap().unwrap();
}

async fn a_credit_is_owed_by_its_own_organiser(world: World) {
    let (_, next) = credited(&world).await;
    let (db, own) = (world.store.writer(), world.organiser_added().await);
    let like = organiser::Entity::find_by_id(own).one(db).await.unwrap().unwrap();
    let row = organiser::ActiveModel {
        id: NotSet,
        name_zh: Set("另一个单位（样例）".to_owned()),
        ..like.into_active_model().reset_all()
    };
    let other = row.insert(db).await.unwrap().id;
    let (officer, typed) = (world.officer().await, open::Typed::default());
    let open = async || open::open(&world.store, officer, next, &typed, &world.form(), world.now).await;
    for (organiser, opens) in [(other, false), (own, true)] {
        let row = plot::ActiveModel { id: Set(next), organiser_id: Set(Some(organiser)), ..Default::default() };
        row.update(db).await.unwrap();
        let opened = open().await;
        if opens {
            opened.unwrap();
        } else {
            assert_eq!(refused(opened), [Refusal::NotAChoice(Field::Organiser)]);
        }
    }
}

/// What is to be given back of credits, as the office sees it.
async fn credits(world: &World) -> Vec<CreditLeft> {
    look::all(world.store.read(), world.officer().await, world.now).await.unwrap().credits
}

async fn a_credit_of_no_more_use_is_listed_until_it_goes_back(mut world: World) {
    let (id, next) = credited(&world).await;
    let officer = world.officer().await;
    open::open(&world.store, officer, next, &open::Typed::default(), &world.form(), world.now).await.unwrap();
    world.adopted(next, "lin", 1).await;
    world.later(renew::WINDOW + TimeDelta::days(1));
    world.adopted(next, "qian", 1).await;
    assert!(credits(&world).await.is_empty(), "lin can use it yet");
    season::grow(&world.store, world.keeper().await, next, &sown(), &world.form(), world.now).await.unwrap();
    let found = credits(&world).await;
    let [left] = &found[..] else { panic!("{found:?}") };
    assert_eq!((left.plot, left.amount), (id, Fen::yuan(196)), "98 of the 294 came off one share");
    let ask = async |amount: String| {
        let typed = refund::Typed { amount, reason: "credit".to_owned() };
        refund::ask(&world.store, officer, left.part, &typed, &world.form(), world.now).await.unwrap();
    };
    ask(left.amount.plain()).await;
    assert!(credits(&world).await.is_empty(), "it waits to be returned");
    refund::keep(&world.store, officer, left.part, &refund::Kept::default(), &world.form(), world.now).await.unwrap();
    let again = credits(&world).await;
    assert_eq!(again.iter().map(|one| one.amount.0).sum::<i64>(), Fen::yuan(196).0, "it stays after all");
    ask(left.amount.plain()).await;
    let paper = refund::Paper { booked_on: "2026-11-23".to_owned(), document_no: "样例退-1".to_owned() };
    refund::done(&world.store, officer, left.part, &paper, &world.form(), world.now).await.unwrap();
    assert!(credits(&world).await.is_empty());
    assert_eq!(held(&world, id).await, Fen::ZERO);
    ledger::verify::verify(world.store.read()).await.unwrap().unwrap();
}

async fn a_plot_closed_without_a_next_season_leaves_its_credit(world: World) {
    let (id, next) = credited(&world).await;
    let officer = world.officer().await;
    close::close(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    assert!(credits(&world).await.is_empty(), "the next season is drafted");
    close::close(&world.store, officer, next, &world.form(), world.now).await.unwrap();
    let found = credits(&world).await;
    assert_eq!(found.iter().map(|one| (one.plot, one.amount)).collect::<Vec<_>>(), [(id, Fen::yuan(294))]);
}

async fn what_comes_late_is_paid_out_though_the_credit_was_used_or_goes_back(world: World) {
    let (id, next, _) = adopted_again(&world).await;
    let officer = world.officer().await;
    let waiting = async || rest::waiting(world.store.read(), &world.plot(id).await).await.unwrap();
    assert_eq!(waiting().await, Fen::ZERO);
    let late = crate::ledger::typed("in", &format!("plot-{id}"), "society", "50");
    ledger::record::record(&world.store, officer, &late, &world.form(), world.now).await.unwrap();
    assert_eq!(waiting().await, Fen::yuan(50), "all of the credit lies there yet");
    sow(&world, next).await;
    assert_eq!((held(&world, id).await, waiting().await), (Fen::yuan(148), Fen::yuan(50)), "196 of it went over");
    let found = credits(&world).await;
    let [left] = &found[..] else { panic!("{found:?}") };
    let typed = refund::Typed { amount: left.amount.plain(), reason: "credit".to_owned() };
    refund::ask(&world.store, officer, left.part, &typed, &world.form(), world.now).await.unwrap();
    assert_eq!(waiting().await, Fen::yuan(50), "the rest of it waits to be returned");
    let paper = refund::Paper { booked_on: "2026-11-23".to_owned(), document_no: "样例退-1".to_owned() };
    refund::done(&world.store, officer, left.part, &paper, &world.form(), world.now).await.unwrap();
    assert_eq!((held(&world, id).await, waiting().await), (Fen::yuan(50), Fen::yuan(50)), "and went");
    let rests = look::all(world.store.read(), officer, world.now).await.unwrap().rests;
    assert_eq!(rests.iter().map(|rest| (rest.plot.id, rest.amount)).collect::<Vec<_>>(), [(id, Fen::yuan(50))]);
    let typed = settle::Typed { settled_on: "2026-11-23".to_owned(), receipt_signed: "收-8".to_owned() };
    rest::settle(&world.store, officer, id, &typed, &world.form(), world.now).await.unwrap();
    assert_eq!((held(&world, id).await, waiting().await), (Fen::ZERO, Fen::ZERO));
}

/// An officer puts right that a plot was put down as sown.
async fn not_sown(world: &World, id: PlotId, reason: &str) -> Result<(), Error> {
    let typed = unsow::Typed { reason: reason.to_owned() };
    unsow::unsow(&world.store, world.officer().await, id, &typed, &world.form(), world.now).await
}

/// The next season of [`credited`] with two shares of lin's, who used 196 of the 294 yuan for them.
async fn adopted_again(world: &World) -> (PlotId, PlotId, Code) {
    let (id, next) = credited(world).await;
    let (officer, typed) = (world.officer().await, open::Typed::default());
    open::open(&world.store, officer, next, &typed, &world.form(), world.now).await.unwrap();
    (id, next, world.adopted(next, "lin", 2).await)
}

async fn sow(world: &World, id: PlotId) {
    season::grow(&world.store, world.keeper().await, id, &sown(), &world.form(), world.now).await.unwrap();
}

async fn a_sowing_put_down_by_mistake_is_taken_back(world: World) {
    let (id, next, code) = adopted_again(&world).await;
    let lie = async || (held(&world, id).await, held(&world, next).await);
    assert_eq!(refused(not_sown(&world, next, "slip").await), [Refusal::PlotState], "nothing is sown yet");
    for _ in 0..2 {
        sow(&world, next).await;
        assert_eq!(lie().await, (Fen::yuan(98), Fen::yuan(980)));
        assert_eq!(credits(&world).await.len(), 1, "what is left is of no more use");
        for (reason, no) in [("", Refusal::ReasonMissing), ("x", Refusal::NotAChoice(Field::Reason))] {
            assert_eq!(refused(not_sown(&world, next, reason).await), [no]);
        }
        not_sown(&world, next, "other_plot").await.unwrap();
        let plot = world.plot(next).await;
        assert_eq!((plot.state, plot.growing_at), (State::Open, None));
        assert_eq!(lie().await, (Fen::yuan(294), Fen::yuan(784)));
        assert!(credits(&world).await.is_empty(), "it can be used again");
    }
    sow(&world, next).await;
    assert_eq!(lie().await, (Fen::yuan(98), Fen::yuan(980)), "and in the end it is sown indeed");
    assert_eq!(world.adoption(&code).await.state, adoption::State::Paid);
    let (log, today) = (diary::of(world.store.read(), next).await.unwrap(), china_date(world.now));
    let said: Vec<_> = log.iter().map(|entry| (entry.not_sown, entry.on_day)).collect();
    assert_eq!(said, [(Some(today), today); 2], "each time the diary says so");
    let is_told = |letter: &&Letter| {
        let other = unsow::Reason::OtherPlot;
        matches!(letter, Letter::PlotNotSown { reason, sow_on: Some(_), due: None, .. } if *reason == other)
    };
    assert_eq!(world.letters_to("lin@example.org").await.iter().filter(is_told).count(), 2);
    let acts = journal::latest(world.store.read(), Some(Subject("plot", next.0)), None, 100).await.unwrap();
    let times = |act: &str, detail: &str| acts.iter().filter(|one| (&*one.act, &*one.detail) == (act, detail)).count();
    assert_eq!((times("sowing_undone", "other_plot"), times("credit_taken_back", "")), (2, 2));
    ledger::verify::verify(world.store.read()).await.unwrap().unwrap();
}

async fn credit_that_was_paid_out_meanwhile_does_not_go_back(world: World) {
    let (id, next, _) = adopted_again(&world).await;
    sow(&world, next).await;
    let (officer, form) = (world.officer().await, world.form());
    let out = crate::ledger::typed("out", &format!("plot-{next}"), "society", "800");
    ledger::record::record(&world.store, officer, &out, &form, world.now).await.unwrap();
    assert_eq!(refused(not_sown(&world, next, "slip").await), [Refusal::NotEnough(Fen::yuan(180))]);
    assert_eq!((world.plot(next).await.state, held(&world, id).await), (State::Growing, Fen::yuan(98)));
}

async fn who_got_money_back_while_it_grew_pays_it_anew(mut world: World) {
    let id = world.plot_at("南坡人家", State::Growing).await;
    let code = of_plot(&world, id).await.adoption.code;
    let (officer, part) = (world.officer().await, world.part(payment::State::Counted).await);
    let typed = refund::Typed { amount: "100".to_owned(), reason: "asked".to_owned() };
    refund::ask(&world.store, officer, part, &typed, &world.form(), world.now).await.unwrap();
    let part = world.part(payment::State::ToReturn).await;
    let paper = refund::Paper { booked_on: "2026-11-23".to_owned(), document_no: "样例退-1".to_owned() };
    refund::done(&world.store, officer, part, &paper, &world.form(), world.now).await.unwrap();
    assert_eq!(world.adoption(&code).await.state, adoption::State::Paid, "what has grown was paid for");
    let own = world.parts().await.into_iter().find_map(|line| line.reference).unwrap();
    assert!(own.closed_at.is_some(), "nobody is asked for it again");
    let asked = async |world: &World| look::all(world.store.read(), officer, world.now).await.unwrap();
    world.later(TimeDelta::days(31));
    assert_eq!(asked(&world).await.overdue, 0);
    not_sown(&world, id, "not_yet").await.unwrap();
    assert_eq!(world.adoption(&code).await.state, adoption::State::Signed);
    assert_eq!(asked(&world).await.overdue, 0, "it is due since today");
    assert_eq!(world.plot(id).await.taken, 3, "the shares are still lin's");
    let row = world.adoption(&code).await;
    let fortnight = china_date(world.now) + adoption::sign::PAY;
    assert!(row.pay_until >= Some(fortnight), "{:?}", row.pay_until);
    let letters = world.letters_to("lin@example.org").await;
    let told = letters.iter().find_map(|letter| match letter {
        Letter::PlotNotSown { due, .. } => *due,
        _ => None,
    });
    assert_eq!(told, row.pay_until.map(|until| StillDue { amount: Fen::yuan(100), until }), "and the letter says so");
    world.later(TimeDelta::days(31));
    assert_eq!(asked(&world).await.overdue, 0, "it lapses by itself");
    let paid = world.arrives(own.code.as_str(), "100").await.unwrap();
    assert_eq!((paid.counted, world.adoption(&code).await.state), (Fen::yuan(100), adoption::State::Paid));
}
