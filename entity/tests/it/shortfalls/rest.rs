//! What stays after a settlement: a refund that its adopter does without goes by the published split, too, and nothing
//! is closed over money. And a field on which nothing grew: nothing is sent.

use entity::{
    Error, Fen, Refusal,
    id::PlotId,
    journal::{self, Subject},
    ledger::{Source, verify},
    outbox::letter::Letter,
    payment::{State as Part, look, refund},
    plot::{
        ShortfallRule, close, rest,
        settle::{self, TypedDelivery},
        settled as sums,
    },
};

use super::{at_bank, harvested, kinds, settled};
use crate::world::{World, refused};

on_both!(
    what_stays_after_the_settlement_goes_by_the_split_before_it_is_closed,
    where_nothing_grew_nothing_is_sent_and_nobody_is_told_so,
);

pub(super) async fn closed(world: &World, id: PlotId) -> Result<(), Error> {
    close::close(&world.store, world.officer().await, id, &world.form(), world.now).await
}

pub(super) async fn paid_out(world: &World, id: PlotId, on: &str, number: &str) -> Result<(), Error> {
    let typed = settle::Typed { settled_on: on.to_owned(), receipt_signed: number.to_owned() };
    rest::settle(&world.store, world.officer().await, id, &typed, &world.form(), world.now).await
}

async fn what_stays_after_the_settlement_goes_by_the_split_before_it_is_closed(world: World) {
    let id = harvested(&world, ShortfallRule::Refund, "30").await;
    world.delivered(id).await;
    assert_eq!(refused(paid_out(&world, id, "2026-11-23", "收-8").await), [Refusal::PlotState], "it is not settled");
    settled(&world, id).await;
    let rests = async || look::all(world.store.read(), world.officer().await, world.now).await.unwrap().rests;
    assert_eq!(refused(closed(&world, id).await), [Refusal::PlotRefundsWait(Fen::yuan(294))]);
    assert!(rests().await.is_empty(), "what goes back is none");
    let waived = refund::Kept { reason: "waived".to_owned() };
    let (officer, part) = (world.officer().await, world.part(Part::ToReturn).await);
    refund::keep(&world.store, officer, part, &waived, &world.form(), world.now).await.unwrap();
    assert_eq!(refused(closed(&world, id).await), [Refusal::PlotMoneyLeft(Source::Society, Fen::yuan(294))]);
    let found: Vec<_> = rests().await.iter().map(|rest| (rest.plot.id, rest.amount)).collect();
    assert_eq!(found, [(id, Fen::yuan(294))]);
    paid_out(&world, id, "2026-11-23", "收-8").await.unwrap();
    assert!(rests().await.is_empty());
    assert_eq!(at_bank(&world).await, Fen::ZERO);
    assert_eq!(refused(paid_out(&world, id, "2026-11-23", "收-9").await), [Refusal::PlotState], "once");
    let parts = sums::of(world.store.read(), id, world.now).await.unwrap().unwrap().parts;
    let split = [parts.farmer, parts.inputs, parts.logistics, parts.charity];
    assert_eq!(split, [660, 360, 270, 180].map(Fen::yuan), "all of what was given, by the published split");
    let letters = world.letters_to("lin@example.org").await;
    let Some(Letter::PlotSettled { is_rest: true, farmer, short: None, .. }) = letters.last() else {
        panic!("{letters:?}")
    };
    assert_eq!(*farmer, Fen::yuan(132));
    assert_eq!(world.plot(id).await.receipt_no.as_deref(), Some("收-7、收-8"));
    closed(&world, id).await.unwrap();
    verify::verify(world.store.read()).await.unwrap().unwrap();
}

async fn where_nothing_grew_nothing_is_sent_and_nobody_is_told_so(world: World) {
    let id = harvested(&world, ShortfallRule::Refund, "0").await;
    let before = kinds(&world).await;
    let typed = TypedDelivery { delivered_on: "2026-11-23".to_owned(), ..TypedDelivery::default() };
    let officer = world.officer().await;
    let told = settle::deliver(&world.store, officer, id, &typed, &world.form(), world.now).await.unwrap();
    assert_eq!((told, kinds(&world).await), (0, before));
    assert_eq!(world.plot(id).await.delivery_note, None);
    let entries = journal::of(world.store.read(), Subject("plot", id.0), 1).await.unwrap();
    assert_eq!((entries[0].act.as_str(), entries[0].detail.as_str()), ("plot_delivered", settle::NOTHING));
    settled(&world, id).await;
}
