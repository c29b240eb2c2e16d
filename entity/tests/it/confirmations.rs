//! Confirmations: one for each donor and phase, numbered, about what was handed out and nothing else.

use entity::{Error, Fen, Lang, Refusal, claim, confirmation, id::ConfirmationId};

use crate::world::{World, refused};

on_both!(
    a_donor_has_one_numbered_confirmation_for_each_phase,
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
    let seen: Vec<_> =
        list.iter().map(|one| (one.confirmation.id, one.confirmation.printed_number(&phase), one.gifts)).collect();
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
    assert_eq!((phases[0].gifts, phases[0].value), (1, Fen::yuan(90)));
    assert_eq!(phases[0].issued.as_ref().map(|issued| issued.id), Some(id));
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
