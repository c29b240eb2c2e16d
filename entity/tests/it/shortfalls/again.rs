//! A payment that was put down wrongly after a short harvest: what the contract gives back is owed of what there is,
//! and once it is paid again all of it, before the delivery and after it, and no settlement pays it out. One transfer
//! stays one for its payer.

use chrono::TimeDelta;
use entity::{
    Fen,
    adoption::{self, lapse, sign},
    id::PlotId,
    ledger,
    outbox::letter::Letter,
    payment::{
        ForWhat, PayCode, State as Part, Why,
        confirmation::{self, Line},
        list::{self, Became, Counts, Own},
        part, reference, undo,
    },
    plot::{ShortfallRule, settle},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use super::{adopted, at_bank, given_back, growing, harvested, put_right, settled, weighed};
use crate::world::World;

on_both!(
    what_is_paid_again_is_owed_again,
    what_is_undone_after_the_delivery_is_expected_and_owed_again,
    what_is_owed_of_a_part_is_owed_once,
    who_paid_a_part_is_told_of_what_goes_back_and_it_stays,
    no_more_goes_back_than_was_paid,
    what_was_forgotten_is_set_aside_at_the_settlement,
    one_transfer_is_one_line_whatever_became_of_it,
    a_paper_that_was_issued_before_says_what_it_said,
);

/// What lin's contract is paid under.
pub(super) async fn code(world: &World, id: PlotId) -> reference::Model {
    let kept = adoption::list::of_plot(world.store.read(), world.keeper().await, id).await.unwrap();
    let what = ForWhat::Adoption(kept[0].adoption.id);
    reference::of(world.store.read(), what).await.unwrap().unwrap()
}

/// The whole transfer of so much was wrong.
pub(super) async fn undone(world: &World, amount: Fen) {
    let parts = world.parts().await;
    let its = |line: &&list::Line| line.arrival.amount_fen == amount && line.arrival.undone_at.is_none();
    let wrong = parts.iter().find(its).expect("such a transfer").arrival.id;
    let sure = undo::Typed { sure: "yes".to_owned() };
    undo::undo(&world.store, world.officer().await, wrong, &sure, &world.form(), world.now).await.unwrap();
}

pub(super) async fn owed(world: &World, id: PlotId) -> Fen {
    settle::owed(world.store.read(), id).await.unwrap()
}

async fn what_is_paid_again_is_owed_again(world: World) {
    let id = harvested(&world, ShortfallRule::Refund, "30").await;
    let code = code(&world, id).await.code;
    undone(&world, Fen::yuan(1_470)).await;
    assert_eq!((adopted(&world, id).await, owed(&world, id).await), (adoption::State::Signed, Fen::ZERO));
    let again = world.arrives(code.as_str(), "1470").await.unwrap();
    assert_eq!((again.counted, again.unclear, again.missing), (Fen::yuan(1_470), Fen::ZERO, Some(Fen::ZERO)));
    assert_eq!((adopted(&world, id).await, owed(&world, id).await), (adoption::State::Paid, Fen::yuan(294)));
    world.delivered(id).await;
    settled(&world, id).await;
    assert_eq!(at_bank(&world).await, Fen::yuan(294), "what the letters promise is paid out to nobody");
    given_back(&world).await;
    assert_eq!(at_bank(&world).await, Fen::ZERO);
    ledger::verify::verify(world.store.read()).await.unwrap().unwrap();
}

async fn what_is_undone_after_the_delivery_is_expected_and_owed_again(world: World) {
    let id = harvested(&world, ShortfallRule::Refund, "30").await;
    let before = code(&world, id).await;
    assert!(before.closed_at.is_some(), "it is paid, and something of it is owed");
    world.delivered(id).await;
    settled(&world, id).await;
    undone(&world, Fen::yuan(1_470)).await;
    assert_eq!(adopted(&world, id).await, adoption::State::Delivered, "the harvest went out");
    assert_eq!(code(&world, id).await.closed_at, None, "the money is expected again");
    assert_eq!(at_bank(&world).await, Fen::yuan(-1_176));
    let again = world.arrives(before.code.as_str(), "1470").await.unwrap();
    assert_eq!((again.counted, again.unclear), (Fen::yuan(1_470), Fen::ZERO));
    assert_eq!((at_bank(&world).await, owed(&world, id).await), (Fen::yuan(294), Fen::yuan(294)));
    assert!(code(&world, id).await.closed_at.is_some());
}

async fn what_is_owed_of_a_part_is_owed_once(world: World) {
    let id = growing(&world, ShortfallRule::Refund).await;
    let code = code(&world, id).await.code;
    // Paid by two transfers after all.
    undone(&world, Fen::yuan(1_470)).await;
    for amount in ["1000", "470"] {
        world.arrives(code.as_str(), amount).await.unwrap();
    }
    weighed(&world, id, "30").await;
    undone(&world, Fen::yuan(1_000)).await;
    assert_eq!((adopted(&world, id).await, owed(&world, id).await), (adoption::State::Signed, Fen::yuan(294)));
    world.arrives(code.as_str(), "1000").await.unwrap();
    assert_eq!((adopted(&world, id).await, owed(&world, id).await), (adoption::State::Paid, Fen::yuan(294)));
    let [counted, _, to_return, ..] = world.sums().await;
    assert_eq!((counted, to_return), (Fen::yuan(1_176), Fen::yuan(294)));
    given_back(&world).await;
    // It went back out of the other one; this one was wrong once more.
    undone(&world, Fen::yuan(1_000)).await;
    let again = world.arrives(code.as_str(), "1000").await.unwrap();
    assert_eq!((again.counted, again.missing), (Fen::yuan(1_000), Some(Fen::ZERO)), "what went back was paid");
    assert_eq!((adopted(&world, id).await, owed(&world, id).await), (adoption::State::Paid, Fen::ZERO), "once");
    let lin = world.donor("lin").await;
    let shown = reference::own_one(world.store.read(), lin, code.as_str()).await.unwrap();
    assert!(shown.is_whole());
    assert_eq!(shown.went.map(|went| (went.amount, went.by_contract)), Some((Fen::yuan(294), Fen::yuan(294))));
}

/// Lin's three shares at 1,470 yuan gave more than was promised, and then of the money only so much was right.
pub(super) async fn paid_in_part(world: &World, yuan: &str) -> PlotId {
    let id = harvested(world, ShortfallRule::Refund, "45").await;
    undone(world, Fen::yuan(1_470)).await;
    world.arrives(code(world, id).await.code.as_str(), yuan).await.unwrap();
    assert_eq!((adopted(world, id).await, owed(world, id).await), (adoption::State::Signed, Fen::ZERO));
    id
}

/// What the last letter about the harvest says that lin gets back.
async fn told(world: &World) -> Option<Fen> {
    let letters = world.letters_to("lin@example.org").await;
    letters.iter().rev().find_map(|letter| match letter {
        Letter::PlotHarvested { short: Some(short), .. } => Some(short.credit),
        _ => None,
    })
}

async fn who_paid_a_part_is_told_of_what_goes_back_and_it_stays(mut world: World) {
    let id = paid_in_part(&world, "400").await;
    assert_eq!(put_right(&world, id, "30", "weighed").await.unwrap(), 1, "who paid a part is an adopter, too");
    assert_eq!((told(&world).await, owed(&world, id).await), (Some(Fen::yuan(294)), Fen::yuan(294)));
    assert_eq!(code(&world, id).await.closed_at, None, "the rest of the price is still expected");
    assert_eq!(put_right(&world, id, "36", "weighed").await.unwrap(), 1);
    assert_eq!((told(&world).await, owed(&world, id).await), (Some(Fen(5_880)), Fen(5_880)));
    put_right(&world, id, "30", "weighed").await.unwrap();
    world.delivered(id).await;
    settled(&world, id).await;
    assert_eq!(at_bank(&world).await, Fen::yuan(400), "nothing is paid out of a contract that may still lapse");
    given_back(&world).await;
    assert_eq!((at_bank(&world).await, adopted(&world, id).await), (Fen::yuan(106), adoption::State::Signed));
    world.later(sign::PAY + TimeDelta::days(1));
    assert_eq!(lapse::lapse(&world.store, world.now).await.unwrap(), 1);
    assert_eq!(owed(&world, id).await, Fen::yuan(106), "the rest goes back, too, and is there");
    ledger::verify::verify(world.store.read()).await.unwrap().unwrap();
}

async fn no_more_goes_back_than_was_paid(world: World) {
    let id = paid_in_part(&world, "100").await;
    put_right(&world, id, "30", "weighed").await.unwrap();
    assert_eq!((told(&world).await, owed(&world, id).await), (Some(Fen::yuan(100)), Fen::yuan(100)));
    let code = code(&world, id).await.code;
    world.arrives(code.as_str(), "1370").await.unwrap();
    assert_eq!((adopted(&world, id).await, owed(&world, id).await), (adoption::State::Paid, Fen::yuan(294)));
    world.delivered(id).await;
    settled(&world, id).await;
    assert_eq!(at_bank(&world).await, Fen::yuan(294), "once, and all of it");
}

async fn what_was_forgotten_is_set_aside_at_the_settlement(world: World) {
    let id = harvested(&world, ShortfallRule::Refund, "30").await;
    // As an earlier program left a payment that had been undone and recorded again.
    let owed_part = world.part(Part::ToReturn).await;
    let row = part::ActiveModel { id: Set(owed_part), state: Set(Part::Counted), why: Set(None), ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
    let code = code(&world, id).await.id;
    let row = reference::ActiveModel { id: Set(code), closed_at: Set(None), ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
    world.delivered(id).await;
    settled(&world, id).await;
    assert_eq!((at_bank(&world).await, owed(&world, id).await), (Fen::yuan(294), Fen::yuan(294)));
}

async fn one_transfer_is_one_line_whatever_became_of_it(world: World) {
    let id = harvested(&world, ShortfallRule::Refund, "30").await;
    let (lin, code) = (world.donor("lin").await, code(&world, id).await);
    for kilograms in ["36", "22.5"] {
        put_right(&world, id, kilograms, "weighed").await.unwrap();
    }
    assert_eq!(world.parts().await.len(), 2, "what counts, and what is to go back");
    let on = "2026-11-23".parse().unwrap();
    let part = |amount: Fen, state: Part, why: Option<Why>| Became {
        amount,
        state,
        counts: Counts::Here,
        went_on: (state == Part::Returned).then_some(on),
        why,
    };
    let own = async || -> Own {
        let mut came = list::own(world.store.read(), lin, &code).await.unwrap();
        assert_eq!(came.len(), 1);
        let mut own = came.remove(0);
        own.became.sort_by_key(|part| std::cmp::Reverse(part.amount));
        own
    };
    let became = |state: Part| {
        vec![part(Fen::yuan(882), Part::Counted, None), part(Fen::yuan(588), state, Some(Why::Shortfall))]
    };
    assert_eq!(own().await, Own { on, amount: Fen::yuan(1_470), became: became(Part::ToReturn) });
    let paper = async || {
        confirmation::issue(&world.store, lin, code.code.as_str(), &world.form(), world.now).await.unwrap();
        let paper = confirmation::paper(world.store.read(), lin, code.code.as_str()).await.unwrap();
        (paper.confirmation.lines(), paper.confirmation.sum())
    };
    let (amount, back) = (Fen::yuan(1_470), Fen::yuan(588));
    assert_eq!(paper().await, (vec![Line { on, amount, to_return: back, returned: Fen::ZERO }], amount));
    given_back(&world).await;
    assert_eq!(own().await, Own { on, amount, became: became(Part::Returned) });
    assert_eq!(paper().await, (vec![Line { on, amount, to_return: Fen::ZERO, returned: back }], Fen::yuan(882)));
}

async fn a_paper_that_was_issued_before_says_what_it_said(world: World) {
    let code: PayCode = world.promised_money("lin", "500").await;
    world.arrives(code.as_str(), "500").await.unwrap();
    let lin = world.donor("lin").await;
    let issue = async || confirmation::issue(&world.store, lin, code.as_str(), &world.form(), world.now).await.unwrap();
    let id = issue().await;
    let on = "2026-11-23".parse().unwrap();
    let line = |amount: Fen| Line { on, amount, to_return: Fen::ZERO, returned: Fen::ZERO };
    for (frozen, said) in [
        (r#"[["2026-11-23",30000],["2026-11-23",20000]]"#, vec![line(Fen::yuan(300)), line(Fen::yuan(200))]),
        (r#"[["2026-11-23",50000]]"#, vec![line(Fen::yuan(500))]),
    ] {
        let row = confirmation::ActiveModel { id: Set(id), lines: Set(frozen.to_owned()), ..Default::default() };
        row.update(world.store.writer()).await.unwrap();
        let kept = confirmation::Entity::find_by_id(id).one(world.store.read()).await.unwrap().unwrap();
        assert_eq!((kept.lines(), kept.sum()), (said, Fen::yuan(500)));
    }
    assert_eq!(issue().await, id, "it says the same already");
}
