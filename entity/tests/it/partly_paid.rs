//! Until when a contract is to be paid, and one of which a part came: its donor cannot simply give it back, and once
//! its last day is over it lapses by itself, and what came goes back.

use chrono::TimeDelta;
use entity::{
    Code, Fen, Field, Refusal,
    adoption::{self, lapse, release, sign},
    id::PlotId,
    ledger::verify,
    outbox::letter::{Letter, WhyKept},
    payment::{ForWhat, State as Part, Why, reference, refund},
    plot::{draft, open, season},
};

use crate::{
    fields::{sown, typed},
    world::{World, refused},
};

on_both!(
    who_paid_a_part_gets_it_back_before_the_shares_are_free,
    a_contract_that_was_paid_in_part_lapses_with_what_came,
    what_came_of_a_lapsed_contract_stays_for_a_reason_that_its_payer_reads,
    a_contract_is_paid_before_the_field_is_sown,
);

/// Lin's contract over two shares at 980 yuan, of which a hundred came.
async fn paid_in_part(world: &World) -> (PlotId, Code) {
    let id = world.plot_open("南坡人家").await;
    let code = world.signed(id, "lin", 2).await;
    let arrived = world.arrives(its_code(world, &code).await.code.as_str(), "100").await.unwrap();
    assert_eq!((arrived.counted, arrived.missing), (Fen::yuan(100), Some(Fen::yuan(880))));
    (id, code)
}

/// What a contract is paid under.
async fn its_code(world: &World, code: &Code) -> reference::Model {
    let what = ForWhat::Adoption(world.adoption(code).await.id);
    reference::of(world.store.read(), what).await.unwrap().unwrap()
}

async fn given_back(world: &World) {
    let paper = refund::Paper { booked_on: world.today().to_string(), document_no: "样例退-1".to_owned() };
    let (officer, part) = (world.officer().await, world.part(Part::ToReturn).await);
    refund::done(&world.store, officer, part, &paper, &world.form(), world.now).await.unwrap();
}

async fn who_paid_a_part_gets_it_back_before_the_shares_are_free(world: World) {
    let (id, code) = paid_in_part(&world).await;
    let lin = world.donor("lin").await;
    let release = async || release::release(&world.store, lin, &code, &world.form(), world.now).await;
    assert_eq!(refused(release().await), [Refusal::AdoptionPartlyPaid(Fen::yuan(100))]);
    let typed = refund::Typed { amount: "100".to_owned(), reason: "asked".to_owned() };
    let (officer, part) = (world.officer().await, world.part(Part::Counted).await);
    refund::ask(&world.store, officer, part, &typed, &world.form(), world.now).await.unwrap();
    assert_eq!(refused(release().await), [Refusal::AdoptionPartlyPaid(Fen::yuan(100))], "it waits to be returned");
    given_back(&world).await;
    release().await.unwrap();
    assert_eq!(world.adoption(&code).await.state, adoption::State::Released);
    assert_eq!(world.plot(id).await.taken, 0);
}

async fn a_contract_that_was_paid_in_part_lapses_with_what_came(mut world: World) {
    let (id, code) = paid_in_part(&world).await;
    world.adopted(id, "qian", 1).await;
    world.later(sign::PAY);
    assert_eq!(lapse::lapse(&world.store, world.now).await.unwrap(), 0, "its last day");
    let grow = async |world: &World| {
        season::grow(&world.store, world.keeper().await, id, &sown(), &world.form(), world.now).await
    };
    assert_eq!(refused(grow(&world).await), [Refusal::AdoptionsOpen(1)]);
    world.later(TimeDelta::days(1));
    assert_eq!(lapse::lapse(&world.store, world.now).await.unwrap(), 1);
    assert_eq!(lapse::lapse(&world.store, world.now).await.unwrap(), 0, "once");
    assert_eq!(world.adoption(&code).await.state, adoption::State::Lapsed);
    assert_eq!(world.plot(id).await.taken, 1, "its shares are free");
    let [counted, unclear, to_return, ..] = world.sums().await;
    assert_eq!((counted, unclear, to_return), (Fen::yuan(490), Fen::ZERO, Fen::yuan(100)));
    let parts = world.parts().await;
    let back = parts.iter().find(|line| line.part.state == Part::ToReturn).unwrap();
    assert_eq!(back.part.why, Some(Why::Unused));
    let letters = world.letters_to("lin@example.org").await;
    let Some(Letter::AdoptionLapsed { was_reserved: false, back, .. }) = letters.last() else { panic!("{letters:?}") };
    assert_eq!(*back, Some(Fen::yuan(100)));
    assert!(its_code(&world, &code).await.closed_at.is_some(), "what still comes is unclear");
    grow(&world).await.unwrap();
    given_back(&world).await;
    assert_eq!(world.adoption(&code).await.state, adoption::State::Lapsed, "and stays so");
    assert!(its_code(&world, &code).await.closed_at.is_some(), "nothing is asked for again");
    verify::verify(world.store.read()).await.unwrap().unwrap();
}

async fn what_came_of_a_lapsed_contract_stays_for_a_reason_that_its_payer_reads(mut world: World) {
    paid_in_part(&world).await;
    world.later(sign::PAY + TimeDelta::days(1));
    assert_eq!(lapse::lapse(&world.store, world.now).await.unwrap(), 1);
    let (officer, part) = (world.officer().await, world.part(Part::ToReturn).await);
    let keep = async |reason: &str| {
        let typed = refund::Kept { reason: reason.to_owned() };
        refund::keep(&world.store, officer, part, &typed, &world.form(), world.now).await
    };
    assert_eq!(refused(keep("").await), [Refusal::ReasonMissing]);
    assert_eq!(refused(keep("miscounted").await), [Refusal::NotAChoice(Field::Reason)], "nothing was harvested");
    keep("waived").await.unwrap();
    assert_eq!(world.part(Part::Counted).await, part);
    let letters = world.letters_to("lin@example.org").await;
    let Some(Letter::RefundKept { amount, is_lapsed: true, why, .. }) = letters.last() else { panic!("{letters:?}") };
    assert_eq!((*amount, *why), (Fen::yuan(100), WhyKept::Waived));
    // No letter promises what goes back for another reason.
    let typed = refund::Typed { amount: "100".to_owned(), reason: "asked".to_owned() };
    refund::ask(&world.store, officer, part, &typed, &world.form(), world.now).await.unwrap();
    keep("").await.unwrap();
    assert_eq!(world.letters_to("lin@example.org").await.len(), letters.len());
}

async fn a_contract_is_paid_before_the_field_is_sown(world: World) {
    let household = world.household("南坡人家").await;
    let typed = draft::Typed {
        adopt_until: "2026-11-30".to_owned(),
        sow_on: "2026-12-01".to_owned(),
        ..typed(world.organiser_added().await)
    };
    let (keeper, officer) = (world.keeper().await, world.officer().await);
    let id = draft::draft(&world.store, keeper, household, &typed, &world.form(), world.now).await.unwrap();
    open::open(&world.store, officer, id, &open::Typed::default(), &world.form(), world.now).await.unwrap();
    let code = world.signed(id, "lin", 2).await;
    let eve = "2026-11-30".parse().unwrap();
    assert_eq!(world.adoption(&code).await.pay_until, Some(eve));
    let letters = world.letters_to("lin@example.org").await;
    let Some(Letter::AdoptionSigned { pay_until, .. }) = letters.last() else { panic!("{letters:?}") };
    assert_eq!(*pay_until, eve);
}
