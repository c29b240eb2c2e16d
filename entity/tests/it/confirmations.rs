//! Confirmations: numbered, about what was handed out and nothing else, frozen when they are issued.

use chrono::TimeDelta;
use entity::{
    Error, Fen, Lang, Refusal, claim,
    confirmation::{self, Sum},
    id::ConfirmationId,
};

use crate::world::{World, refused};

on_both!(
    a_donor_has_one_numbered_confirmation_for_each_phase,
    what_is_handed_out_later_gets_another_confirmation,
    it_names_what_was_handed_out_and_is_the_donors_own,
    nothing_handed_out_is_not_confirmed,
    the_charitys_receipt_number_is_noted_and_taken_away,
);

async fn issue(world: &World, donor: &str) -> Result<ConfirmationId, Error> {
    confirmation::issue(&world.store, world.donor(donor).await, "5", &world.form(), world.now).await
}

async fn a_donor_has_one_numbered_confirmation_for_each_phase(world: World) {
    for donor in ["lin", "chen"] {
        world.given("shagou", donor).await;
    }
    let lin = issue(&world, "lin").await.unwrap();
    let chen = issue(&world, "chen").await.unwrap();
    assert_eq!(issue(&world, "lin").await.unwrap(), lin, "asked for again, it is the same");
    let list = confirmation::of_phase(world.store.read(), world.officer().await, world.phase().await).await.unwrap();
    let phase = world.running_phase().await;
    let seen: Vec<_> = list
        .iter()
        .map(|one| (one.confirmation.id, one.confirmation.printed_number(&phase), one.covers.gifts))
        .collect();
    assert_eq!(seen, [(lin, "NX5-0001".to_owned(), 1), (chen, "NX5-0002".to_owned(), 1)]);
    assert_eq!(world.acts().await.iter().filter(|act| *act == "confirmation_issued").count(), 2);
}

async fn it_names_what_was_handed_out_and_is_the_donors_own(world: World) {
    let gift = world.given("shagou", "lin").await;
    world.given("shagou", "chen").await;
    world.promised("shagou", "lin", claim::State::Shipped).await;
    let id = issue(&world, "lin").await.unwrap();
    let paper = confirmation::paper(world.store.read(), world.donor("lin").await, id, Lang::En).await.unwrap();
    assert_eq!(paper.gifts.len(), 1, "what is still on its way is not confirmed");
    let line = &paper.gifts[0];
    assert_eq!((&line.code, line.school.as_str(), line.handed_on), (&gift.code, "alias-shagou", world.today()));
    assert_eq!((paper.value, paper.donor.as_str()), (Fen::yuan(90), "lin"));
    let other = confirmation::paper(world.store.read(), world.donor("chen").await, id, Lang::En).await;
    assert_eq!(refused(other), [Refusal::NotFound]);
    let phases = confirmation::phases(world.store.read(), world.donor("lin").await).await.unwrap();
    assert_eq!(phases.len(), 1);
    let one = Sum { gifts: 1, value: Fen::yuan(90) };
    assert_eq!((phases[0].all, phases[0].open), (one, Sum::default()));
    let issued: Vec<_> = phases[0].issued.iter().map(|(issued, covers)| (issued.id, *covers)).collect();
    assert_eq!(issued, [(id, one)]);
}

async fn what_is_handed_out_later_gets_another_confirmation(mut world: World) {
    let early = [world.given("shagou", "lin").await, world.given("shagou", "lin").await];
    let first = issue(&world, "lin").await.unwrap();
    let typed = confirmation::Typed { receipt_no: "SAMPLE-123".to_owned() };
    let officer = world.officer().await;
    confirmation::note_receipt(&world.store, officer, first, &typed, &world.form(), world.now).await.unwrap();
    world.later(TimeDelta::days(1));
    let late = world.given("shagou", "lin").await;
    let paper = async |id: ConfirmationId| {
        let donor = world.donor("lin").await;
        confirmation::paper(world.store.read(), donor, id, Lang::En).await.unwrap()
    };
    let codes = |paper: &confirmation::Paper| {
        let mut codes: Vec<_> = paper.gifts.iter().map(|gift| gift.code.clone()).collect();
        codes.sort();
        codes
    };
    let mut of_early = early.map(|gift| gift.code);
    of_early.sort();
    assert_eq!(codes(&paper(first).await), of_early, "what was issued stays as it is");
    let phases = confirmation::phases(world.store.read(), world.donor("lin").await).await.unwrap();
    let (one, two) = (Sum { gifts: 1, value: Fen::yuan(90) }, Sum { gifts: 2, value: Fen::yuan(180) });
    assert_eq!((phases[0].open, phases[0].issued[0].1), (one, two));

    let second = issue(&world, "lin").await.unwrap();
    assert_ne!(second, first);
    assert_eq!(issue(&world, "lin").await.unwrap(), second, "nothing is left for a third");
    assert_eq!(codes(&paper(first).await), of_early);
    let paper = paper(second).await;
    assert_eq!(codes(&paper), [late.code]);
    assert_eq!((paper.value, paper.confirmation.number), (Fen::yuan(90), 2));
    assert_eq!(paper.confirmation.receipt_no, None, "the charity's receipt is for the first");
    let list = confirmation::of_phase(world.store.read(), officer, world.phase().await).await.unwrap();
    let seen: Vec<_> = list.iter().map(|one| (one.confirmation.id, one.covers)).collect();
    assert_eq!(seen, [(first, two), (second, one)]);
}

async fn nothing_handed_out_is_not_confirmed(world: World) {
    world.promised("shagou", "lin", claim::State::Received).await;
    assert_eq!(refused(issue(&world, "lin").await), [Refusal::NothingGiven]);
    assert!(confirmation::phases(world.store.read(), world.donor("lin").await).await.unwrap().is_empty());
    let donor = world.donor("lin").await;
    for phase in ["9", "x", ""] {
        let issued = confirmation::issue(&world.store, donor, phase, &world.form(), world.now).await;
        assert_eq!(refused(issued), [Refusal::NotFound]);
    }
}

async fn the_charitys_receipt_number_is_noted_and_taken_away(world: World) {
    world.given("shagou", "lin").await;
    let id = issue(&world, "lin").await.unwrap();
    let note = async |number: &str| {
        let typed = confirmation::Typed { receipt_no: number.to_owned() };
        let officer = world.officer().await;
        confirmation::note_receipt(&world.store, officer, id, &typed, &world.form(), world.now).await
    };
    let kept = async || {
        let paper = confirmation::paper(world.store.read(), world.donor("lin").await, id, Lang::Zh).await.unwrap();
        (paper.confirmation.receipt_no, paper.confirmation.receipt_noted_at)
    };
    note(" SAMPLE 12 ").await.unwrap();
    assert_eq!(kept().await, (Some("SAMPLE 12".to_owned()), Some(world.now)));
    note("").await.unwrap();
    assert_eq!(kept().await, (None, None));
    let long = "1".repeat(confirmation::RECEIPT + 1);
    assert_eq!(refused(note(&long).await), [Refusal::TooLong(entity::Field::ReceiptNo, confirmation::RECEIPT)]);
}
