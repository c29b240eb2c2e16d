//! A harvest below what was promised: under the rule that gives money back, what is owed to the adopters waits to be
//! returned, is not paid out, and undoes no adoption.

use chrono::TimeDelta;
use entity::{
    Fen, Refusal, adoption, clock,
    id::PlotId,
    ledger::{self, Account, Programme, Purpose, Source},
    outbox::Letter,
    payment::{State as Part, refund},
    plot::{self, ShortfallRule, State, harvest, settle},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::world::{World, refused};

on_both!(
    what_a_shortfall_gives_back_is_not_paid_out,
    what_goes_back_before_the_delivery_undoes_no_adoption,
    where_nothing_grew_all_of_it_goes_back,
    a_credit_gives_nothing_back,
);

/// Lin's three shares, paid with 1,470 yuan, under this rule; 37.5 kilograms were promised.
async fn harvested(world: &World, rule: ShortfallRule, kilograms: &str) -> PlotId {
    let id = world.plot_at("南坡人家", State::Growing).await;
    let row = plot::ActiveModel { id: Set(id), shortfall_rule: Set(rule), ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
    let typed = harvest::Typed {
        weight: kilograms.to_owned(),
        test_no: "样例-检-7".to_owned(),
        evidence: "村委会记录：七月下了冰雹".to_owned(),
    };
    harvest::harvest(&world.store, world.keeper().await, id, &typed, &world.form(), world.now).await.unwrap();
    id
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
    given_back(&world).await;
    assert_eq!(at_bank(&world).await, Fen::ZERO);
    assert_eq!(settle::owed(world.store.read(), id).await.unwrap(), Fen::ZERO);
    assert_eq!(adopted(&world, id).await, adoption::State::Delivered);
    assert_eq!(kinds(&world).await.last(), Some(&"payment_returned"));
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

async fn a_credit_gives_nothing_back(world: World) {
    let id = harvested(&world, ShortfallRule::Credit, "30").await;
    assert_eq!(world.plot(id).await.credit_fen, Some(Fen::yuan(98)));
    let [counted, _, to_return, ..] = world.sums().await;
    assert_eq!((counted, to_return), (Fen::yuan(1_470), Fen::ZERO));
    world.delivered(id).await;
    settled(&world, id).await;
    let typed = settle::Typed { settled_on: "2026-11-23".to_owned(), receipt_signed: "收-7".to_owned() };
    let (officer, form) = (world.officer().await, world.form());
    let again = settle::settle(&world.store, officer, id, &typed, &form, world.now).await;
    assert_eq!(refused(again), [Refusal::PlotState], "once");
}
