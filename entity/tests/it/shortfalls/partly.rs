//! A short harvest of a contract of which a part was paid, asked back or undone: nothing that goes back for another
//! reason is lost, nothing is owed that is not there, and no plot is closed over a contract that may still be paid.

use entity::{
    Fen, Refusal,
    adoption::{self, State},
    id::PlotId,
    ledger::{Source, verify},
    outbox::letter::Letter,
    payment::{ForWhat, State as Part, Why, part, reference, refund, sort},
    plot::{self, ShortfallRule, season},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::{
    adopted,
    again::{code, owed, paid_in_part, undone},
    at_bank, given_back, growing, put_right,
    rest::{closed, paid_out},
    settled, weighed,
};
use crate::{
    fields::sown,
    world::{World, refused},
};

on_both!(
    what_is_asked_back_goes_back_whatever_the_harvest_weighs,
    what_stays_after_all_gives_back_the_rest_of_a_shortfall,
    what_is_to_stay_of_a_part_is_not_owed_again,
    what_was_forgotten_of_a_part_is_set_aside_at_the_settlement,
    what_was_paid_out_and_undone_is_not_owed,
    what_was_not_owed_before_is_not_owed_of_what_was_paid_out,
    who_has_paid_all_again_is_owed_all_again_while_others_are_missing,
    who_pays_after_the_delivery_is_delivered_to_before_it_is_closed,
    who_pays_the_rest_is_told_what_of_it_all_goes_back,
    whose_rest_named_no_code_is_told_what_of_it_all_goes_back,
);

/// Lin asks for so much of it back.
async fn asked(world: &World, yuan: &str) {
    let typed = refund::Typed { amount: yuan.to_owned(), reason: "asked".to_owned() };
    let (officer, part) = (world.officer().await, world.part(Part::Counted).await);
    refund::ask(&world.store, officer, part, &typed, &world.form(), world.now).await.unwrap();
}

async fn kept(world: &World, why: Why, reason: &str) {
    let typed = refund::Kept { reason: reason.to_owned() };
    let parts = world.parts().await;
    let part = parts.iter().find(|line| line.part.why == Some(why)).expect("such a part").part.id;
    refund::keep(&world.store, world.officer().await, part, &typed, &world.form(), world.now).await.unwrap();
}

/// What the last letter about the harvest says of lin's contract.
async fn told_as_paid_in_part(world: &World) -> bool {
    let letters = world.letters_to("lin@example.org").await;
    let told = letters.iter().rev().find_map(|letter| match letter {
        Letter::PlotHarvested { in_part, .. } => Some(*in_part),
        _ => None,
    });
    told.expect("a letter about the harvest")
}

/// Lin's three shares at 1,470 yuan, paid by these transfers; 294 yuan goes back.
async fn paid_by(world: &World, transfers: [&str; 2]) -> PlotId {
    let id = growing(world, ShortfallRule::Refund).await;
    undone(world, Fen::yuan(1_470)).await;
    for yuan in transfers {
        world.arrives(code(world, id).await.code.as_str(), yuan).await.unwrap();
    }
    weighed(world, id, "30").await;
    assert_eq!(owed(world, id).await, Fen::yuan(294));
    world.delivered(id).await;
    id
}

async fn what_is_asked_back_goes_back_whatever_the_harvest_weighs(world: World) {
    let id = paid_in_part(&world, "100").await;
    asked(&world, "100").await;
    for kilograms in ["30", "36"] {
        put_right(&world, id, kilograms, "weighed").await.unwrap();
        let mut waiting = world.parts().await;
        waiting.retain(|line| line.part.state == Part::ToReturn);
        let waiting: Vec<_> = waiting.iter().map(|line| (line.part.amount_fen, line.part.why)).collect();
        assert_eq!(waiting, [(Fen::yuan(100), Some(Why::Asked))], "{kilograms} kg");
    }
}

async fn what_stays_after_all_gives_back_the_rest_of_a_shortfall(world: World) {
    let id = growing(&world, ShortfallRule::Refund).await;
    asked(&world, "1400").await;
    weighed(&world, id, "30").await;
    assert!(!told_as_paid_in_part(&world).await);
    assert_eq!(owed(&world, id).await, Fen::yuan(1_470), "70 yuan of it for the shortfall");
    kept(&world, Why::Asked, "").await;
    assert_eq!(owed(&world, id).await, Fen::yuan(294), "as the letter says");
    world.delivered(id).await;
    settled(&world, id).await;
    assert_eq!(at_bank(&world).await, Fen::yuan(294));
}

async fn what_is_to_stay_of_a_part_is_not_owed_again(world: World) {
    let id = paid_in_part(&world, "400").await;
    put_right(&world, id, "30", "weighed").await.unwrap();
    kept(&world, Why::Shortfall, "waived").await;
    world.delivered(id).await;
    settled(&world, id).await;
    assert_eq!((at_bank(&world).await, owed(&world, id).await), (Fen::yuan(400), Fen::ZERO));
}

async fn what_was_forgotten_of_a_part_is_set_aside_at_the_settlement(world: World) {
    let id = paid_by(&world, ["1000", "470"]).await;
    undone(&world, Fen::yuan(1_000)).await;
    // As an earlier program left it.
    let owed_part = world.part(Part::ToReturn).await;
    let row = part::ActiveModel { id: Set(owed_part), state: Set(Part::Counted), why: Set(None), ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
    settled(&world, id).await;
    assert_eq!((at_bank(&world).await, owed(&world, id).await), (Fen::yuan(294), Fen::yuan(294)));
    let letters = world.letters_to("lin@example.org").await;
    let Some(Letter::PlotSettled { short: Some(short), .. }) = letters.last() else { panic!("{letters:?}") };
    assert_eq!(short.credit, Fen::yuan(294));
}

async fn what_was_paid_out_and_undone_is_not_owed(world: World) {
    is_owed_of_what_is_there(world, ["1000", "470"]).await;
}

async fn what_was_not_owed_before_is_not_owed_of_what_was_paid_out(world: World) {
    is_owed_of_what_is_there(world, ["470", "1000"]).await;
}

async fn is_owed_of_what_is_there(world: World, transfers: [&str; 2]) {
    let id = paid_by(&world, transfers).await;
    settled(&world, id).await;
    undone(&world, Fen::yuan(1_000)).await;
    assert_eq!((at_bank(&world).await, owed(&world, id).await), (Fen::yuan(-706), Fen::ZERO));
    world.arrives(code(&world, id).await.code.as_str(), "1000").await.unwrap();
    assert_eq!((at_bank(&world).await, owed(&world, id).await), (Fen::yuan(294), Fen::yuan(294)));
    given_back(&world).await;
    assert_eq!(at_bank(&world).await, Fen::ZERO);
    verify::verify(world.store.read()).await.unwrap().unwrap();
}

async fn who_has_paid_all_again_is_owed_all_again_while_others_are_missing(world: World) {
    let id = world.plot_open("南坡人家").await;
    let row = plot::ActiveModel { id: Set(id), shortfall_rule: Set(ShortfallRule::Refund), ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
    world.adopted(id, "lin", 3).await;
    world.adopted(id, "chen", 4).await;
    season::grow(&world.store, world.keeper().await, id, &sown(), &world.form(), world.now).await.unwrap();
    weighed(&world, id, "70").await;
    world.delivered(id).await;
    settled(&world, id).await;
    let both = Fen::yuan(686);
    assert_eq!((at_bank(&world).await, owed(&world, id).await), (both, both));
    let adopted = adoption::list::of_plot(world.store.read(), world.keeper().await, id).await.unwrap();
    for of in [1_470, 1_960] {
        undone(&world, Fen::yuan(of)).await;
    }
    assert_eq!((at_bank(&world).await, owed(&world, id).await), (Fen::yuan(-2_744), Fen::ZERO));
    for (of, owed_then) in [(1_470, 294), (1_960, 686)] {
        let its = adopted.iter().find(|one| one.adoption.amount_fen == Fen::yuan(of)).expect("its adoption");
        let code = reference::of(world.store.read(), ForWhat::Adoption(its.adoption.id)).await.unwrap().unwrap().code;
        world.arrives(code.as_str(), &of.to_string()).await.unwrap();
        assert_eq!(owed(&world, id).await, Fen::yuan(owed_then));
    }
    assert_eq!(at_bank(&world).await, both);
}

async fn who_pays_after_the_delivery_is_delivered_to_before_it_is_closed(world: World) {
    let id = paid_in_part(&world, "400").await;
    put_right(&world, id, "30", "weighed").await.unwrap();
    assert!(told_as_paid_in_part(&world).await);
    world.delivered(id).await;
    settled(&world, id).await;
    given_back(&world).await;
    assert_eq!(refused(closed(&world, id).await), [Refusal::PlotUnpaid(1)]);
    world.arrives(code(&world, id).await.code.as_str(), "1070").await.unwrap();
    assert_eq!(adopted(&world, id).await, State::Delivered);
    assert_eq!(refused(closed(&world, id).await), [Refusal::PlotMoneyLeft(Source::Society, Fen::yuan(1_176))]);
    paid_out(&world, id, "2026-11-23", "收-8").await.unwrap();
    closed(&world, id).await.unwrap();
    let kept = adoption::list::of_plot(world.store.read(), world.keeper().await, id).await.unwrap();
    let adoption = &kept[0].adoption;
    assert_eq!((adoption.state, &adoption.delivery), (State::Closed, &None), "its address is needed no longer");
}

/// What the last letter about an arrival says: still missing, and going back for the shortfall.
async fn told_at_arrival(world: &World) -> (Option<Fen>, Option<Fen>) {
    let letters = world.letters_to("lin@example.org").await;
    let told = letters.iter().rev().find_map(|letter| match letter {
        Letter::PaymentRecorded { missing, goes_back, .. } => Some((*missing, *goes_back)),
        _ => None,
    });
    told.expect("a letter about an arrival")
}

async fn who_pays_the_rest_is_told_what_of_it_all_goes_back(world: World) {
    let id = paid_in_part(&world, "100").await;
    assert_eq!(told_at_arrival(&world).await, (Some(Fen::yuan(1_370)), None), "nothing fell short yet");
    put_right(&world, id, "30", "weighed").await.unwrap();
    assert_eq!(owed(&world, id).await, Fen::yuan(100));
    let code = code(&world, id).await.code;
    world.arrives(code.as_str(), "70").await.unwrap();
    assert_eq!(told_at_arrival(&world).await, (Some(Fen::yuan(1_300)), Some(Fen::yuan(170))));
    world.arrives(code.as_str(), "1300").await.unwrap();
    assert_eq!(owed(&world, id).await, Fen::yuan(294));
    assert_eq!(told_at_arrival(&world).await, (None, Some(Fen::yuan(294))));
}

async fn whose_rest_named_no_code_is_told_what_of_it_all_goes_back(world: World) {
    let id = paid_in_part(&world, "100").await;
    put_right(&world, id, "30", "weighed").await.unwrap();
    world.arrives("", "1370").await.unwrap();
    let typed = sort::Typed { payment_code: code(&world, id).await.code.to_string() };
    let (officer, part) = (world.officer().await, world.part(Part::Unclear).await);
    sort::sort(&world.store, officer, part, &typed, &world.form(), world.now).await.unwrap();
    assert_eq!(owed(&world, id).await, Fen::yuan(294));
    assert_eq!(told_at_arrival(&world).await, (None, Some(Fen::yuan(294))));
}
