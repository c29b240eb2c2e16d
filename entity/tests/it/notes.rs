//! A donor's note beside its gift: what the school is told of it, until when it is written, how the hand-out settles it.

use entity::{
    Refusal,
    claim::{
        NoteState, State,
        note::{self, Standing},
    },
    handout::{
        away,
        notes::{self, Note, Words},
        receive, roster,
    },
    outbox::Letter,
};

use crate::{
    gifts::Gift,
    world::{World, refused},
};

on_both!(
    the_school_reads_a_note_once_the_office_has,
    a_note_read_after_the_gift_came_is_the_schools_to_add,
    the_hand_out_settles_an_unread_note,
    a_refused_note_is_written_again_until_the_hand_out,
    notes_of_gifts_that_are_here_are_read_first,
    nothing_travels_once_the_claim_has_ended,
);

const WORDS: &str = "好好学习";

fn read() -> note::Judged {
    note::Judged { note: WORDS.to_owned(), reason: "请写短一点".to_owned() }
}

async fn standing(world: &World, gift: &Gift) -> Option<Standing> {
    note::standing(&world.claim(gift.claim).await)
}

async fn the_school_reads_a_note_once_the_office_has(world: World) {
    let gift = world.promised("shagou", "lin", State::Received).await;
    let (school, phase) = (world.school("shagou").await, world.phase().await);
    for (state, told) in [
        (NoteState::Waiting, Some(Note::Waits)),
        (NoteState::Refused, None),
        (NoteState::Approved, Some(Note::Travels(WORDS.to_owned()))),
    ] {
        world.noted(&gift, WORDS, state).await;
        let roster = roster::open(&world.store, school, phase, world.now).await.unwrap();
        assert_eq!(roster.lines[0].note, told, "{state:?}");
        let kept = away::take(&world.store, school, phase, world.now).await.unwrap();
        assert_eq!(kept.lines[0].note, told, "{state:?}");
    }
}

async fn a_note_read_after_the_gift_came_is_the_schools_to_add(world: World) {
    let (school, officer) = (world.school("shagou").await, world.officer().await);
    let gift = world.promised("shagou", "lin", State::Received).await;
    world.noted(&gift, WORDS, NoteState::Waiting).await;
    let elsewhere = world.promised("huili", "lin", State::Received).await;
    world.noted(&elsewhere, WORDS, NoteState::Approved).await;
    let here = async || notes::here(world.store.read(), school).await.unwrap();
    assert_eq!(here().await, notes::Here { words: Vec::new(), waiting: 1 });
    note::approve(&world.store, officer, gift.claim, &read(), &world.form(), world.now).await.unwrap();
    let words = Words { code: gift.code.clone(), grade: 3, item: "双肩书包".to_owned(), text: WORDS.to_owned() };
    assert_eq!(here().await, notes::Here { words: vec![words], waiting: 0 });
    world.handed_out(&gift).await;
    assert_eq!(here().await, notes::Here::default());
    assert_eq!(standing(&world, &gift).await, Some(Standing::Went));
}

async fn the_hand_out_settles_an_unread_note(world: World) {
    let (lin, officer) = (world.donor("lin").await, world.officer().await);
    let unread = world.promised("shagou", "lin", State::Received).await;
    let went = world.promised("shagou", "chen", State::Received).await;
    world.noted(&unread, WORDS, NoteState::Waiting).await;
    world.noted(&went, WORDS, NoteState::Approved).await;
    for gift in [&unread, &went] {
        world.handed_out(gift).await;
    }
    for (email, stays) in [("lin@example.org", true), ("chen@example.org", false)] {
        let letters = world.letters_to(email).await;
        let [Letter::HandedOut { note_unread, .. }] = &letters[..] else { panic!("{letters:?}") };
        assert_eq!(*note_unread, stays, "{email}");
    }
    assert!(note::waiting(world.store.read(), 10).await.unwrap().is_empty(), "nobody need read it any more");
    let (store, now) = (&world.store, world.now);
    let approved = note::approve(store, officer, unread.claim, &read(), &world.form(), now).await;
    assert_eq!(refused(approved), [Refusal::WishMoved]);
    let sent_back = note::refuse(store, officer, unread.claim, &read(), &world.form(), now).await;
    assert_eq!(refused(sent_back), [Refusal::WishMoved]);
    let typed = note::Typed { note: "加油".to_owned() };
    let written = note::write(store, lin, &unread.code, &typed, &world.form(), now).await;
    assert_eq!(refused(written), [Refusal::ClaimState]);
    assert_eq!(standing(&world, &unread).await, Some(Standing::Unread));
}

async fn a_refused_note_is_written_again_until_the_hand_out(world: World) {
    let lin = world.donor("lin").await;
    let gift = world.promised("shagou", "lin", State::Received).await;
    let typed = note::Typed { note: "加油".to_owned() };
    let write = async || note::write(&world.store, lin, &gift.code, &typed, &world.form(), world.now).await;
    assert_eq!(refused(write().await), [Refusal::ClaimState], "a first note comes before the gift");
    for state in [NoteState::Waiting, NoteState::Refused] {
        world.noted(&gift, WORDS, state).await;
        write().await.unwrap();
        let claim = world.claim(gift.claim).await;
        assert_eq!((claim.note.as_deref(), claim.note_state), (Some("加油"), Some(NoteState::Waiting)), "{state:?}");
    }
    world.noted(&gift, WORDS, NoteState::Approved).await;
    assert_eq!(refused(write().await), [Refusal::ClaimState], "it may be with the gift already");
    world.noted(&gift, WORDS, NoteState::Refused).await;
    world.handed_out(&gift).await;
    assert_eq!(refused(write().await), [Refusal::ClaimState]);
    assert_eq!(standing(&world, &gift).await, Some(Standing::Unchanged));
    let letters = world.letters_to("lin@example.org").await;
    let [Letter::HandedOut { note_unread, refused: stays, .. }] = &letters[..] else { panic!("{letters:?}") };
    assert_eq!((*note_unread, *stays), (false, 1), "the letter says it as the page does");
}

async fn notes_of_gifts_that_are_here_are_read_first(world: World) {
    let coming = world.promised("shagou", "lin", State::Shipped).await;
    let here = world.promised("shagou", "lin", State::Received).await;
    for gift in [&coming, &here] {
        world.noted(gift, WORDS, NoteState::Waiting).await;
    }
    let waiting = note::waiting(world.store.read(), 10).await.unwrap();
    let told: Vec<_> = waiting.into_iter().map(|note| (note.code, note.is_here)).collect();
    assert_eq!(told, [(here.code, true), (coming.code, false)]);
    let first = note::waiting(world.store.read(), 1).await.unwrap();
    assert!(first[0].is_here, "however many others wait longer");
}

async fn nothing_travels_once_the_claim_has_ended(world: World) {
    let school = world.signed_in_school("shagou").await.receiver().unwrap();
    for state in [State::Released, State::Lapsed, State::Cancelled] {
        let gift = world.promised("shagou", "lin", state).await;
        world.noted(&gift, WORDS, NoteState::Approved).await;
        assert_eq!(standing(&world, &gift).await, Some(Standing::Over), "{state:?}");
        let arrival = receive::look(&world.store, school, gift.code.as_str(), world.now).await.unwrap();
        assert_eq!(arrival.note, None, "{state:?}");
    }
}
