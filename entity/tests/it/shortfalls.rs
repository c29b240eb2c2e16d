//! A harvest below what was promised: under the rule that gives money back, what is owed to the adopters waits to be
//! returned, is not paid out, and undoes no adoption; what is credited stays; what is made up is said. Until the
//! delivery, a harvest can be put right.

mod again;
mod partly;
mod rest;

use chrono::TimeDelta;
use entity::{
    Error, Fen, Field, Refusal,
    adoption::{self, lapse, sign},
    clock,
    error::Personal,
    id::PlotId,
    journal::{self, Subject},
    ledger::{self, Account, Programme, Purpose, Source},
    outbox::letter::{Letter, WhyKept, WhyReturned},
    payment::{State as Part, Why, part, refund, undo},
    plot::{
        self, ShortfallRule, State, browse, harvest, season,
        settle::{self, TypedDelivery},
        weigh_again,
    },
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use crate::{
    fields::sown,
    world::{World, refused},
};

on_both!(
    what_is_sent_is_each_adopters_part_of_what_there_is,
    what_a_shortfall_gives_back_is_not_paid_out,
    what_goes_back_before_the_delivery_undoes_no_adoption,
    why_money_goes_back_is_put_down_when_that_is_said,
    what_is_owed_stays_for_a_reason_that_its_adopter_reads,
    where_nothing_grew_all_of_it_goes_back,
    where_nothing_grew_there_is_nothing_to_test,
    a_credit_gives_nothing_back,
    what_the_village_makes_up_is_said_and_stays,
    a_harvest_put_right_owes_what_the_new_weight_makes_of_it,
    what_went_back_already_stays_as_it_is,
    what_never_was_paid_is_unpaid_even_where_it_grows,
);

/// Lin's three shares, paid with 1,470 yuan, under this rule; 37.5 kilograms were promised.
async fn harvested(world: &World, rule: ShortfallRule, kilograms: &str) -> PlotId {
    let id = growing(world, rule).await;
    weighed(world, id, kilograms).await;
    id
}

async fn growing(world: &World, rule: ShortfallRule) -> PlotId {
    let id = world.plot_at("南坡人家", State::Growing).await;
    let row = plot::ActiveModel { id: Set(id), shortfall_rule: Set(rule), ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
    id
}

async fn weighed(world: &World, id: PlotId, kilograms: &str) {
    let typed = harvest::Typed {
        weight: kilograms.to_owned(),
        test_no: "样例-检-7".to_owned(),
        evidence: "村委会记录：七月下了冰雹".to_owned(),
        meant: "yes".to_owned(),
    };
    harvest::harvest(&world.store, world.keeper().await, id, &typed, &world.form(), world.now).await.unwrap();
}

async fn settled(world: &World, id: PlotId) {
    let typed = settle::Typed { settled_on: "2026-11-23".to_owned(), receipt_signed: "收-7".to_owned() };
    settle::settle(&world.store, world.officer().await, id, &typed, &world.form(), world.now).await.unwrap();
}

async fn given_back(world: &World) {
    let paper = refund::Paper { booked_on: "2026-11-23".to_owned(), document_no: "样例退-1".to_owned() };
    let (officer, part) = (world.officer().await, world.part(Part::ToReturn).await);
    refund::done(&world.store, officer, part, &paper, &world.form(), world.now).await.unwrap();
}

async fn at_bank(world: &World) -> Fen {
    let bank = Account::bank(world.organiser_added().await);
    ledger::account::balance(world.store.read(), &bank).await.unwrap()
}

/// The only adoption's state.
async fn adopted(world: &World, id: PlotId) -> adoption::State {
    let keeper = world.keeper().await;
    adoption::list::of_plot(world.store.read(), keeper, id).await.unwrap()[0].adoption.state
}

async fn kinds(world: &World) -> Vec<&'static str> {
    world.letters_to("lin@example.org").await.iter().map(Letter::kind).collect()
}

async fn what_is_sent_is_each_adopters_part_of_what_there_is(world: World) {
    let (store, keeper, officer, now) = (&world.store, world.keeper().await, world.officer().await, world.now);
    let id = world.plot_open("南坡人家").await;
    world.adopted(id, "lin", 3).await;
    world.adopted(id, "chen", 4).await;
    let sent = async || -> Vec<(String, Option<String>)> {
        let lines = adoption::list::deliveries(store, officer, id, now).await.unwrap().lines;
        lines.into_iter().map(|line| (line.harvest, line.promised)).collect()
    };
    let line = |kilograms: &str, promised: Option<&str>| (kilograms.to_owned(), promised.map(ToOwned::to_owned));
    assert_eq!(sent().await, [line("37.5", None), line("50", None)], "nothing is weighed yet");
    season::grow(store, keeper, id, &sown(), &world.form(), now).await.unwrap();
    let typed = harvest::Typed {
        weight: "60.001".to_owned(),
        test_no: "样例-检-7".to_owned(),
        evidence: "村委会记录：七月下了冰雹".to_owned(),
        meant: "yes".to_owned(),
    };
    harvest::harvest(store, keeper, id, &typed, &world.form(), now).await.unwrap();
    assert_eq!(sent().await, [line("25.715", Some("37.5")), line("34.286", Some("50"))], "60.001 kg in all");
    world.delivered(id).await;
    for (adopter, grams) in [("lin@example.org", 25_715), ("chen@example.org", 34_286)] {
        let letters = world.letters_to(adopter).await;
        let Some(Letter::PlotDelivered { part, .. }) = letters.last() else { panic!("{letters:?}") };
        assert_eq!(*part, Some(grams), "as the office's list has it");
    }
    let changed = async |row: plot::ActiveModel| row.update(store.writer()).await.unwrap();
    changed(plot::ActiveModel { id: Set(id), mode: Set(plot::Mode::Half), ..Default::default() }).await;
    assert_eq!(sent().await, [line("12.857", Some("18.75")), line("17.143", Some("25"))], "the other half is donated");
    let rule = Set(ShortfallRule::Substitute);
    changed(plot::ActiveModel { id: Set(id), shortfall_rule: rule, ..Default::default() }).await;
    assert_eq!(sent().await, [line("18.75", None), line("25", None)], "what is missing is made up");
}

async fn what_a_shortfall_gives_back_is_not_paid_out(world: World) {
    let id = harvested(&world, ShortfallRule::Refund, "30").await;
    assert_eq!(world.plot(id).await.credit_fen, Some(Fen::yuan(98)));
    let [counted, _, to_return, ..] = world.sums().await;
    assert_eq!((counted, to_return), (Fen::yuan(1_176), Fen::yuan(294)));
    assert_eq!(settle::owed(world.store.read(), id).await.unwrap(), Fen::yuan(294));
    world.delivered(id).await;
    settled(&world, id).await;
    let organiser = world.organiser_added().await;
    for (purpose, yuan) in
        [(Purpose::Farmer, 528), (Purpose::Inputs, 288), (Purpose::Logistics, 216), (Purpose::Charity, 144)]
    {
        let account = Account::paid_out(organiser, Programme::Plot(id), Source::Society, purpose);
        let paid = ledger::account::balance(world.store.read(), &account).await.unwrap();
        assert_eq!(paid, Fen::yuan(yuan), "{purpose:?}");
    }
    assert_eq!(at_bank(&world).await, Fen::yuan(294));
    let letters = world.letters_to("lin@example.org").await;
    let Some(Letter::PlotSettled { short: Some(short), .. }) = letters.last() else { panic!("{letters:?}") };
    assert_eq!((short.credit, short.gives_back()), (Fen::yuan(294), true));
    given_back(&world).await;
    assert_eq!(at_bank(&world).await, Fen::ZERO);
    assert_eq!(settle::owed(world.store.read(), id).await.unwrap(), Fen::ZERO);
    assert_eq!(adopted(&world, id).await, adoption::State::Delivered);
    assert_eq!(kinds(&world).await.last(), Some(&"payment_returned"));
    let letters = world.letters_to("lin@example.org").await;
    assert!(
        matches!(letters.last(), Some(Letter::PaymentReturned { why: Some(WhyReturned::Shortfall), .. })),
        "{letters:?}"
    );
    ledger::verify::verify(world.store.read()).await.unwrap().unwrap();
}

async fn what_goes_back_before_the_delivery_undoes_no_adoption(mut world: World) {
    let id = harvested(&world, ShortfallRule::Refund, "30").await;
    given_back(&world).await;
    assert_eq!(adopted(&world, id).await, adoption::State::Paid);
    world.later(TimeDelta::days(40));
    clock::turn(&world.store, world.now).await;
    assert_eq!(adopted(&world, id).await, adoption::State::Paid, "it does not lapse as if it had never been paid");
    world.delivered(id).await;
    settled(&world, id).await;
    assert_eq!(at_bank(&world).await, Fen::ZERO);
}

async fn why_money_goes_back_is_put_down_when_that_is_said(world: World) {
    let (store, officer, now) = (&world.store, world.officer().await, world.now);
    harvested(&world, ShortfallRule::Refund, "30").await;
    let told = async || {
        let letters = world.letters_to("lin@example.org").await;
        let Some(Letter::PaymentReturned { why, .. }) = letters.last() else { panic!("{letters:?}") };
        *why
    };
    let short = world.part(Part::ToReturn).await;
    let why = async || part::Entity::find_by_id(short).one(store.read()).await.unwrap().unwrap().why;
    assert_eq!(why().await, Some(Why::Shortfall));
    // As it stood before reasons were kept.
    let row = part::ActiveModel { id: Set(short), why: Set(None), ..Default::default() };
    row.update(store.writer()).await.unwrap();
    given_back(&world).await;
    assert_eq!(told().await, Some(WhyReturned::Shortfall), "as far as the rows tell");
    let typed = refund::Typed { amount: "100".to_owned(), reason: "office".to_owned() };
    refund::ask(store, officer, world.part(Part::Counted).await, &typed, &world.form(), now).await.unwrap();
    given_back(&world).await;
    assert_eq!(told().await, None, "no more than the shortfall gives back, but not for it: an officer alone knows");
}

async fn what_is_owed_stays_for_a_reason_that_its_adopter_reads(world: World) {
    let id = harvested(&world, ShortfallRule::Refund, "30").await;
    let (store, officer, part) = (&world.store, world.officer().await, world.part(Part::ToReturn).await);
    let keep = async |reason: &str| {
        let typed = refund::Kept { reason: reason.to_owned() };
        refund::keep(store, officer, part, &typed, &world.form(), world.now).await
    };
    assert_eq!(refused(keep("").await), [Refusal::ReasonMissing]);
    assert_eq!(refused(keep("because").await), [Refusal::NotAChoice(Field::Reason)]);
    assert_eq!(settle::owed(store.read(), id).await.unwrap(), Fen::yuan(294), "it is owed as before");
    keep("waived").await.unwrap();
    assert_eq!(settle::owed(store.read(), id).await.unwrap(), Fen::ZERO);
    let letters = world.letters_to("lin@example.org").await;
    let Some(Letter::RefundKept { amount, is_lapsed: false, why, .. }) = letters.last() else { panic!("{letters:?}") };
    assert_eq!((*amount, *why), (Fen::yuan(294), WhyKept::Waived));
}

async fn where_nothing_grew_all_of_it_goes_back(world: World) {
    let id = harvested(&world, ShortfallRule::Refund, "0").await;
    let [counted, _, to_return, ..] = world.sums().await;
    assert_eq!((counted, to_return), (Fen::ZERO, Fen::yuan(1_470)));
    world.delivered(id).await;
    settled(&world, id).await;
    assert_eq!(world.plot(id).await.state, State::Settled);
    assert_eq!(at_bank(&world).await, Fen::yuan(1_470), "it waits for its adopter");
    given_back(&world).await;
    assert_eq!(at_bank(&world).await, Fen::ZERO);
}

async fn where_nothing_grew_there_is_nothing_to_test(world: World) {
    let id = growing(&world, ShortfallRule::Refund).await;
    let (store, keeper) = (&world.store, world.keeper().await);
    let harvest = async |kilograms: &str| {
        let [weight, evidence, meant] = [kilograms, "村委会记录：七月下了冰雹", "yes"].map(ToOwned::to_owned);
        let typed = harvest::Typed { weight, evidence, meant, test_no: String::new() };
        harvest::harvest(store, keeper, id, &typed, &world.form(), world.now).await
    };
    assert_eq!(refused(harvest("1").await), [Refusal::Missing(Field::TestNo)]);
    harvest("0").await.unwrap();
    assert_eq!(world.plot(id).await.test_no, None);
}

async fn a_credit_gives_nothing_back(world: World) {
    let id = harvested(&world, ShortfallRule::Credit, "30").await;
    assert_eq!(world.plot(id).await.credit_fen, Some(Fen::yuan(98)));
    let [counted, _, to_return, ..] = world.sums().await;
    assert_eq!((counted, to_return), (Fen::yuan(1_470), Fen::ZERO));
    world.delivered(id).await;
    settled(&world, id).await;
    assert_eq!(at_bank(&world).await, Fen::yuan(294), "what is credited stays for the next season");
    let letters = world.letters_to("lin@example.org").await;
    let Some(Letter::PlotSettled { short: Some(short), .. }) = letters.last() else { panic!("{letters:?}") };
    assert_eq!((short.credit, short.gives_back()), (Fen::yuan(294), false));
    let typed = settle::Typed { settled_on: "2026-11-23".to_owned(), receipt_signed: "收-7".to_owned() };
    let (officer, form) = (world.officer().await, world.form());
    let again = settle::settle(&world.store, officer, id, &typed, &form, world.now).await;
    assert_eq!(refused(again), [Refusal::PlotState], "once");
}

async fn what_the_village_makes_up_is_said_and_stays(world: World) {
    let (store, officer, now) = (&world.store, world.officer().await, world.now);
    let id = world.plot_at("南坡人家", State::Shortfall).await;
    let row = plot::ActiveModel { id: Set(id), shortfall_rule: Set(ShortfallRule::Substitute), ..Default::default() };
    row.update(store.writer()).await.unwrap();
    let deliver = async |made_up: &str| {
        let typed = TypedDelivery {
            delivered_on: "2026-11-23".to_owned(),
            made_up: made_up.to_owned(),
            delivery_note: "快递寄出。".to_owned(),
        };
        settle::deliver(store, officer, id, &typed, &world.form(), now).await
    };
    assert_eq!(refused(deliver("").await), [Refusal::Missing(Field::MadeUp)]);
    assert_eq!(
        refused(deliver("南坡人家的真名家的谷子").await),
        [Refusal::Personal(Field::MadeUp, Personal::PupilName)]
    );
    deliver("从北坡的地里补了 7.5 公斤谷子。").await.unwrap();
    let said = "从北坡的地里补了 7.5 公斤谷子。\n快递寄出。";
    let seen = browse::one(store.read(), id, entity::Lang::Zh, now).await.unwrap();
    assert_eq!(seen.delivery_note.as_deref(), Some(said));
    let letters = world.letters_to("lin@example.org").await;
    assert!(matches!(letters.last(), Some(Letter::PlotDelivered { note, .. }) if note == said), "{letters:?}");
}

async fn put_right(world: &World, id: PlotId, kilograms: &str, reason: &str) -> Result<u64, Error> {
    let typed = weigh_again::Typed {
        weight: kilograms.to_owned(),
        test_no: "样例-检-8".to_owned(),
        evidence: "村委会记录：七月下了冰雹".to_owned(),
        reason: reason.to_owned(),
        meant: String::new(),
    };
    weigh_again::weigh_again(&world.store, world.keeper().await, id, &typed, &world.form(), world.now).await
}

async fn a_harvest_put_right_owes_what_the_new_weight_makes_of_it(world: World) {
    let id = harvested(&world, ShortfallRule::Refund, "30").await;
    assert_eq!(refused(put_right(&world, id, "36", "").await), [Refusal::ReasonMissing]);
    let wrong = refused(put_right(&world, id, "-1", "because").await);
    assert!(
        matches!(wrong[..], [Refusal::NotAWeight(Field::Weight, ..), Refusal::NotAChoice(Field::Reason)]),
        "{wrong:?}"
    );
    put_right(&world, id, "36", "mistyped").await.unwrap();
    let before = kinds(&world).await.len();
    assert_eq!(refused(put_right(&world, id, "36.000", "papers").await), [Refusal::NothingCorrected]);
    assert_eq!(kinds(&world).await.len(), before, "nobody is written to of what stands there already");
    let [counted, _, to_return, ..] = world.sums().await;
    assert_eq!((counted, to_return), (Fen(141_120), Fen(5_880)), "19.60 yuan a share");
    let letters = world.letters_to("lin@example.org").await;
    let [
        ..,
        Letter::PlotHarvested { corrected: None, .. },
        Letter::PlotHarvested { weight, short: Some(short), corrected, .. },
    ] = &letters[..]
    else {
        panic!("the adopters hear of it, and that it is a correction: {letters:?}")
    };
    assert_eq!((*weight, short.credit, *corrected), (36_000, Fen(5_880), Some(weigh_again::Reason::Mistyped)));
    put_right(&world, id, "22.5", "weighed").await.unwrap();
    assert_eq!(settle::owed(world.store.read(), id).await.unwrap(), Fen::yuan(588), "two fifths of 1,470 yuan");
    put_right(&world, id, "37.5", "weighed").await.unwrap();
    let plot = world.plot(id).await;
    assert_eq!((plot.state, plot.evidence, plot.credit_fen), (State::Harvested, None, None));
    let [counted, _, to_return, ..] = world.sums().await;
    assert_eq!((counted, to_return), (Fen::yuan(1_470), Fen::ZERO));
    let told = journal::of(world.store.read(), Subject("plot", id.0), 1).await.unwrap();
    assert_eq!((told[0].act.as_str(), told[0].detail.as_str()), ("harvest_corrected", "weighed"));
    world.delivered(id).await;
    assert_eq!(refused(put_right(&world, id, "30", "mistyped").await), [Refusal::PlotState], "it is delivered");
    settled(&world, id).await;
    assert_eq!(at_bank(&world).await, Fen::ZERO);
}

async fn what_went_back_already_stays_as_it_is(world: World) {
    let id = harvested(&world, ShortfallRule::Refund, "30").await;
    given_back(&world).await;
    assert_eq!(refused(put_right(&world, id, "36", "mistyped").await), [Refusal::RefundSettled]);
    put_right(&world, id, "30", "papers").await.expect("the report alone was another");
    let plot = world.plot(id).await;
    assert_eq!((plot.weight_g, plot.test_no.as_deref()), (Some(30_000), Some("样例-检-8")));
    assert_eq!(at_bank(&world).await, Fen::yuan(1_176));
}

async fn what_never_was_paid_is_unpaid_even_where_it_grows(mut world: World) {
    let id = world.plot_at("南坡人家", State::Growing).await;
    let arrival = world.parts().await[0].part.arrival_id;
    // Its last day of paying is long over.
    world.later(TimeDelta::days(30));
    let sure = undo::Typed { sure: "yes".to_owned() };
    undo::undo(&world.store, world.officer().await, arrival, &sure, &world.form(), world.now).await.unwrap();
    let keeper = world.keeper().await;
    let unpaid = adoption::list::of_plot(world.store.read(), keeper, id).await.unwrap().pop().unwrap().adoption;
    assert_eq!((unpaid.state, unpaid.paid_at), (adoption::State::Signed, None), "that money was another's");
    world.later(sign::PAY);
    assert_eq!(lapse::lapse(&world.store, world.now).await.unwrap(), 0, "there is a fortnight to pay it after all");
    world.later(TimeDelta::days(1));
    assert_eq!(lapse::lapse(&world.store, world.now).await.unwrap(), 1);
    assert_eq!(world.plot(id).await.taken, 0, "nothing is promised to who never paid");
}
