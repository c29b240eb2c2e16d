//! Claims of donors who are signed in: who may do what in which state, and what goes with it.

use chrono::{TimeDelta, TimeZone, Utc};
use entity::{
    Code, Error, Field, Lang, Refusal, Time,
    actor::{Donor, Officer, School},
    claim::{self, NoteState, State, cancel, desk, note, release, ship, stations, take},
    error::Personal,
    outbox::Letter,
    phase,
    substitution::{self, answer, ask},
    wish::Status,
};
use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::{
    given::day,
    world::{World, refused},
};

on_both!(
    a_donor_takes_an_open_wish,
    a_letter_lists_a_basket_as_it_was_chosen,
    the_confirmation_says_who_fulfils_what_lapses,
    a_taken_wish_cannot_be_taken_again,
    a_basket_wins_what_is_left_of_it,
    what_cannot_be_claimed_says_why,
    claiming_ends_at_midnight_in_china,
    a_donor_has_no_more_gifts_on_the_way_than_the_phase_allows,
    the_give_by_day_is_never_after_the_return_day,
    the_same_form_sent_twice_claims_once,
    every_verb_keeps_to_its_states_and_roles,
    a_released_wish_opens_again,
    given_back_after_claiming_has_ended_it_goes_to_the_pool,
    a_gift_on_its_way_can_be_said_again,
    a_drop_off_day_lies_within_the_phase,
    a_note_travels_once_the_office_has_read_it,
    a_note_that_was_changed_is_not_approved_unread,
    the_office_ends_a_claim_with_a_reason,
    what_the_office_ends_after_claiming_goes_to_the_pool,
    the_desk_shows_a_donor_their_own_gifts_only,
    the_public_sees_the_stations_of_a_code,
    an_open_wish_waits_for_the_pool_once_claiming_is_over,
    a_held_wish_has_somebody_who_has_not_said_yes,
);

/// 2026, in China's calendar.
fn in_china(month: u32, day: u32, hour: u32, minute: u32, second: u32) -> Time {
    Utc.with_ymd_and_hms(2026, month, day, hour, minute, second).unwrap() - TimeDelta::hours(8)
}

async fn take_one(world: &World, donor: Donor, code: &Code) -> Result<take::Taken, Error> {
    take::take(&world.store, donor, std::slice::from_ref(code), true, &world.form(), world.now).await
}

async fn a_donor_takes_an_open_wish(world: World) {
    let (lin, wish) = (world.donor("lin").await, world.open_wish("shagou").await);
    let taken = take_one(&world, lin, &wish.code).await.unwrap();
    assert_eq!((taken.won, taken.lost), (vec![wish.code.clone()], vec![]));
    assert_eq!(world.status(wish.id).await, Status::Taken);
    let claims = world.claims_of(wish.id).await;
    let [claim] = &claims[..] else { panic!("{claims:?}") };
    assert_eq!(
        (claim.state, claim.account_id, claim.give_by),
        (State::Confirmed, Some(lin.account()), Some(day(12, 7)))
    );
    let letters = world.letters_to("lin@example.org").await;
    let [Letter::ClaimConfirmed { gifts, give_by, phase, .. }] = &letters[..] else { panic!("{letters:?}") };
    assert_eq!((gifts[0].0.code.clone(), *give_by, phase.number), (wish.code, day(12, 7), 5));
    assert_eq!(gifts[0].1.address, "沙沟镇shagou路1号");
}

async fn a_letter_lists_a_basket_as_it_was_chosen(world: World) {
    let lin = world.donor("lin").await;
    let (one, other) = (world.open_wish("shagou").await.code, world.open_wish("shagou").await.code);
    let chosen = [other, one];
    take::take(&world.store, lin, &chosen, true, &world.form(), world.now).await.unwrap();
    let letters = world.letters_to("lin@example.org").await;
    let [Letter::ClaimConfirmed { gifts, .. }] = &letters[..] else { panic!("{letters:?}") };
    let told: Vec<Code> = gifts.iter().map(|(gift, _)| gift.code.clone()).collect();
    assert_eq!(told, chosen);
}

async fn the_confirmation_says_who_fulfils_what_lapses(world: World) {
    // What is to be given by 7 December lapses on the 13th.
    for (donor, last, pool) in [("lin", day(12, 13), false), ("zhao", day(12, 12), true)] {
        world.change_phase(|phase| phase.claim_until = Set(Some(last))).await;
        let wish = world.open_wish("shagou").await;
        take_one(&world, world.donor(donor).await, &wish.code).await.unwrap();
        let letters = world.letters_to(&format!("{donor}@example.org")).await;
        let [Letter::ClaimConfirmed { to_pool, .. }] = &letters[..] else { panic!("{letters:?}") };
        assert_eq!(*to_pool, pool, "{donor}");
    }
}

async fn a_taken_wish_cannot_be_taken_again(world: World) {
    let (lin, zhao) = (world.donor("lin").await, world.donor("zhao").await);
    let wish = world.open_wish("shagou").await;
    take_one(&world, lin, &wish.code).await.unwrap();
    for donor in [zhao, lin] {
        assert_eq!(refused(take_one(&world, donor, &wish.code).await), [Refusal::WishTaken(wish.code.clone())]);
    }
    assert_eq!(world.claims_of(wish.id).await.len(), 1);
    assert!(world.letters_to("zhao@example.org").await.is_empty());
}

async fn a_basket_wins_what_is_left_of_it(world: World) {
    let (lin, zhao) = (world.donor("lin").await, world.donor("zhao").await);
    let wishes = world.open_wishes("shagou", 3).await;
    let codes: Vec<Code> = wishes.iter().rev().map(|wish| wish.code.clone()).collect();
    take_one(&world, zhao, &wishes[1].code).await.unwrap();
    let taken = take::take(&world.store, lin, &codes, true, &world.form(), world.now).await.unwrap();
    assert_eq!(taken.won, [wishes[0].code.clone(), wishes[2].code.clone()]);
    assert_eq!(taken.lost, [wishes[1].code.clone()]);
    assert_eq!(world.letters_to("lin@example.org").await.len(), 1, "one letter for a basket");
}

async fn what_cannot_be_claimed_says_why(world: World) {
    let lin = world.donor("lin").await;
    let (open, draft) = (world.open_wish("shagou").await, world.wish_with("shagou", Status::Draft).await);
    let take = async |codes: &[Code], rules| {
        refused(take::take(&world.store, lin, codes, rules, &world.form(), world.now).await)
    };
    let code = std::slice::from_ref(&open.code);
    assert_eq!(take(code, false).await, [Refusal::RulesNotAccepted]);
    assert_eq!(take(&[], true).await, [Refusal::BasketEmpty]);
    assert_eq!(take(&[Code::mint(&world.store.dice)], true).await, [Refusal::NotFound]);
    assert_eq!(take(&[draft.code], true).await, [Refusal::NotFound], "what is not public does not exist");
    assert_eq!(take(&vec![open.code.clone(); 201], true).await, [Refusal::LimitReached(200, 200, 201)]);
    world.change_phase(|phase| phase.state = Set(phase::State::Closed)).await;
    assert_eq!(take(code, true).await, [Refusal::ClaimingOver(day(12, 10))]);
    assert_eq!(world.status(open.id).await, Status::Open);
}

async fn claiming_ends_at_midnight_in_china(mut world: World) {
    let lin = world.donor("lin").await;
    let wishes = world.open_wishes("shagou", 2).await;
    world.now = in_china(12, 10, 23, 59, 59);
    take_one(&world, lin, &wishes[0].code).await.unwrap();
    world.later(TimeDelta::seconds(1));
    assert_eq!(refused(take_one(&world, lin, &wishes[1].code).await), [Refusal::ClaimingOver(day(12, 10))]);
}

async fn a_donor_has_no_more_gifts_on_the_way_than_the_phase_allows(world: World) {
    let lin = world.donor("lin").await;
    world.change_phase(|phase| phase.donor_limit = Set(2)).await;
    let wishes = world.open_wishes("shagou", 4).await;
    let codes: Vec<Code> = wishes.iter().map(|wish| wish.code.clone()).collect();
    let all = take::take(&world.store, lin, &codes[..3], true, &world.form(), world.now).await;
    assert_eq!(refused(all), [Refusal::LimitReached(2, 2, 3)], "a basket that does not fit is left whole");
    take_one(&world, lin, &codes[0]).await.unwrap();
    world.claim_with("shagou", lin, State::Shipped).await;
    assert_eq!(refused(take_one(&world, lin, &codes[1]).await), [Refusal::LimitReached(2, 0, 1)]);

    let typed = release::Typed { reason: "买不到".into() };
    release::release(&world.store, lin, &codes[0], &typed, &world.form(), world.now).await.unwrap();
    world.claim_with("shagou", lin, State::Received).await;
    take_one(&world, lin, &codes[1]).await.expect("what has arrived or was given back no longer counts");
}

async fn the_give_by_day_is_never_after_the_return_day(mut world: World) {
    let (lin, wish) = (world.donor("lin").await, world.open_wish("shagou").await);
    world.now = in_china(12, 8, 12, 0, 0);
    take_one(&world, lin, &wish.code).await.unwrap();
    assert_eq!(world.claims_of(wish.id).await[0].give_by, Some(day(12, 15)));
}

async fn the_same_form_sent_twice_claims_once(world: World) {
    let lin = world.donor("lin").await;
    let wish = world.open_wish("shagou").await;
    let (form, code) = (world.form(), [wish.code.clone()]);
    let send = || take::take(&world.store, lin, &code, true, &form, world.now);
    let (one, two) = tokio::join!(send(), send());
    // On PostgreSQL the second may be told to try again; then it is answered.
    let again = send().await.unwrap();
    for answer in [one, two] {
        match answer {
            Ok(answer) => assert_eq!(answer, again),
            Err(error) => assert!(matches!(error, Error::Busy | Error::Refused(_)), "{error}"),
        }
    }
    assert_eq!(world.claims_of(wish.id).await.len(), 1);
    assert_eq!(world.letters_to("lin@example.org").await.len(), 1);
}

/// What people may try with a claim.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Verb {
    Take,
    Release,
    Ship,
    Note,
    Ask,
    Answer,
    Approve,
    Refuse,
    Cancel,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Role {
    /// Whose claim it is.
    Own,
    /// Somebody else in the same role.
    Foreign,
}

const VERBS: [Verb; 9] = [
    Verb::Take,
    Verb::Release,
    Verb::Ship,
    Verb::Note,
    Verb::Ask,
    Verb::Answer,
    Verb::Approve,
    Verb::Refuse,
    Verb::Cancel,
];

/// The table itself: what a verb answers in each state; `Ok` where it is done.
fn expected(verb: Verb, role: Role, state: State, code: &Code) -> Result<(), Refusal> {
    let only = |states: &[State], no: Refusal| if states.contains(&state) { Ok(()) } else { Err(no) };
    match (verb, role) {
        (Verb::Take, _) if !state.is_live() => Ok(()),
        (Verb::Take, _) => Err(Refusal::WishTaken(code.clone())),
        (Verb::Release | Verb::Ship | Verb::Note | Verb::Ask | Verb::Answer, Role::Foreign) => Err(Refusal::NotFound),
        (Verb::Release | Verb::Ask, Role::Own) => only(&[State::Confirmed], Refusal::ClaimState),
        (Verb::Ship | Verb::Note, Role::Own) => only(&[State::Confirmed, State::Shipped], Refusal::ClaimState),
        (Verb::Answer, Role::Own) => only(&State::LIVE, Refusal::ClaimState),
        (Verb::Approve | Verb::Refuse, _) => {
            only(&[State::Confirmed, State::Shipped, State::Received], Refusal::WishMoved)
        }
        (Verb::Cancel, _) => only(&State::PENDING, Refusal::ClaimState),
    }
}

/// The people of the table: donor, school, officer.
struct Cast {
    donor: Donor,
    school: School,
    officer: Officer,
}

async fn every_verb_keeps_to_its_states_and_roles(world: World) {
    let officer = world.officer().await;
    world.change_phase(|phase| phase.donor_limit = Set(500)).await;
    let own = Cast { donor: world.donor("lin").await, school: world.school("shagou").await, officer };
    let foreign = Cast { donor: world.donor("zhao").await, school: world.school("huili").await, officer };
    for state in State::ALL {
        for verb in VERBS {
            for (role, cast) in [(Role::Own, &own), (Role::Foreign, &foreign)] {
                let (wish, claim) = world.claim_with("shagou", own.donor, state).await;
                let tried = try_verb(&world, verb, cast, &wish.code, &claim).await;
                let expected = expected(verb, role, state, &wish.code);
                match (&tried, &expected) {
                    (Ok(()), Ok(())) => {}
                    (Err(Error::Refused(said)), Err(no)) => {
                        assert_eq!(said.0, std::slice::from_ref(no), "{verb:?} {role:?} {state:?}");
                    }
                    _ => panic!("{verb:?} by {role:?} in {state:?}: {tried:?}, expected {expected:?}"),
                }
                let changes = verb == Verb::Take || matches!(verb, Verb::Release | Verb::Cancel | Verb::Ship);
                let after = world.claims_of(wish.id).await;
                if tried.is_err() || !changes {
                    assert_eq!((after.len(), after[0].state), (1, state), "{verb:?} {role:?} {state:?}");
                }
            }
        }
    }
}

async fn try_verb(world: &World, verb: Verb, cast: &Cast, code: &Code, claim: &claim::Model) -> Result<(), Error> {
    let (store, form, now, donor) = (&world.store, world.form(), world.now, cast.donor);
    match verb {
        Verb::Take => take_one(world, donor, code).await.map(|_| ()),
        Verb::Release => {
            let typed = release::Typed { reason: "买不到".into() };
            release::release(store, donor, code, &typed, &form, now).await
        }
        Verb::Ship => {
            let typed = ship::Typed { how: "parcel".into(), tracking_no: "YT1234567890".into(), ..Default::default() };
            ship::ship(store, donor, code, &typed, &form, now).await
        }
        Verb::Note => note::write(store, donor, code, &note::Typed { note: "祝你天天向上".into() }, &form, now).await,
        Verb::Ask => ask::ask(store, donor, code, &ask::Typed { question: "红色可以吗？".into() }, &form, now).await,
        Verb::Answer => {
            let question = asked(world, claim).await;
            let typed = answer::Typed { answer: "yes".into(), remark: "可以".into() };
            answer::answer(store, cast.school, question, &typed, &form, now).await
        }
        Verb::Approve | Verb::Refuse => {
            wait_with_note(world, claim).await;
            let judged = note::Judged { note: "祝你天天向上".into(), reason: "请不要写得太长".into() };
            if verb == Verb::Approve {
                note::approve(store, cast.officer, claim.id, &judged, &form, now).await
            } else {
                note::refuse(store, cast.officer, claim.id, &judged, &form, now).await
            }
        }
        Verb::Cancel => {
            let typed = cancel::Typed { reason: "孩子已经有了".into() };
            cancel::cancel(store, cast.officer, claim.id, &typed, &form, now).await
        }
    }
}

async fn asked(world: &World, claim: &claim::Model) -> entity::id::SubstitutionId {
    let row = substitution::ActiveModel {
        claim_id: Set(claim.id),
        question: Set("红色可以吗？".into()),
        asked_at: Set(world.now),
        ..Default::default()
    };
    substitution::Entity::insert(row).exec(world.store.writer()).await.unwrap().last_insert_id
}

async fn wait_with_note(world: &World, claim: &claim::Model) {
    let row = claim::ActiveModel {
        id: Set(claim.id),
        note: Set(Some("祝你天天向上".into())),
        note_state: Set(Some(NoteState::Waiting)),
        ..Default::default()
    };
    claim::Entity::update(row).exec(world.store.writer()).await.unwrap();
}

async fn a_released_wish_opens_again(world: World) {
    let (lin, zhao) = (world.donor("lin").await, world.donor("zhao").await);
    let (wish, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let give_back = async |reason: &str| {
        let typed = release::Typed { reason: reason.into() };
        release::release(&world.store, lin, &wish.code, &typed, &world.form(), world.now).await
    };
    assert_eq!(refused(give_back("  ").await), [Refusal::ReasonMissing]);
    assert_eq!(refused(give_back("a\0").await), [Refusal::Invisible(Field::Reason)]);
    give_back("买不到").await.unwrap();
    assert_eq!(world.status(wish.id).await, Status::Open);
    assert!(matches!(&world.letters_to("lin@example.org").await[..], [Letter::Released { to_pool: false, .. }]));
    take_one(&world, zhao, &wish.code).await.unwrap();
    let states: Vec<State> = world.claims_of(wish.id).await.into_iter().map(|claim| claim.state).collect();
    assert_eq!(states, [State::Released, State::Confirmed]);
}

async fn given_back_after_claiming_has_ended_it_goes_to_the_pool(mut world: World) {
    let lin = world.donor("lin").await;
    let (wish, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    // The last claiming day is over.
    world.later(TimeDelta::days(20));
    let typed = release::Typed { reason: "买不到".into() };
    release::release(&world.store, lin, &wish.code, &typed, &world.form(), world.now).await.unwrap();
    assert!(matches!(&world.letters_to("lin@example.org").await[..], [Letter::Released { to_pool: true, .. }]));
}

async fn a_gift_on_its_way_can_be_said_again(world: World) {
    let lin = world.donor("lin").await;
    let (wish, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let say =
        async |typed: ship::Typed| ship::ship(&world.store, lin, &wish.code, &typed, &world.form(), world.now).await;
    assert_eq!(refused(say(ship::Typed::default()).await), [Refusal::NotAChoice(Field::How)]);
    let parcel = ship::Typed { how: "parcel".into(), ..Default::default() };
    assert_eq!(refused(say(parcel.clone()).await), [Refusal::Missing(Field::TrackingNo)]);
    for tracking_no in ["ＳＦ１２３４😀", "<b>1</b>", "顺丰1234"] {
        let odd = ship::Typed { tracking_no: tracking_no.into(), ..parcel.clone() };
        assert_eq!(refused(say(odd).await), [Refusal::NotATrackingNo], "{tracking_no}");
    }
    let parcel = ship::Typed { carrier: "圆通".into(), tracking_no: "ｙｔ8812".into(), ..parcel };
    say(parcel).await.unwrap();
    let claim = &world.claims_of(wish.id).await[0];
    assert_eq!((claim.state, claim.tracking_no.as_deref()), (State::Shipped, Some("YT8812")));
    say(ship::Typed { how: "drop_off".into(), drop_off_on: "2026-12-01".into(), ..Default::default() }).await.unwrap();
    let claim = &world.claims_of(wish.id).await[0];
    assert_eq!((claim.tracking_no.clone(), claim.carrier.clone(), claim.drop_off_on), (None, None, Some(day(12, 1))));
}

async fn a_drop_off_day_lies_within_the_phase(world: World) {
    let lin = world.donor("lin").await;
    let (wish, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let say = async |day: &str| {
        let typed = ship::Typed { how: "drop_off".into(), drop_off_on: day.into(), ..Default::default() };
        ship::ship(&world.store, lin, &wish.code, &typed, &world.form(), world.now).await
    };
    assert_eq!(refused(say("").await), [Refusal::Missing(Field::DropOffOn)]);
    assert_eq!(refused(say("明天").await), [Refusal::NotADay(Field::DropOffOn)]);
    assert_eq!(refused(say("2026-11-22").await), [Refusal::DayInPast(Field::DropOffOn)]);
    assert_eq!(refused(say("2026-12-16").await), [Refusal::DayTooLate(Field::DropOffOn, day(12, 15))]);
    say("2026-12-15").await.unwrap();
}

async fn a_note_travels_once_the_office_has_read_it(world: World) {
    let (lin, officer) = (world.donor("lin").await, world.officer().await);
    let (wish, claim) = world.claim_with("shagou", lin, State::Shipped).await;
    let write = async |note: &str| {
        note::write(&world.store, lin, &wish.code, &note::Typed { note: note.into() }, &world.form(), world.now).await
    };
    let state = async || {
        let claim = world.claims_of(wish.id).await.remove(0);
        (claim.note, claim.note_state, claim.note_reason)
    };
    assert_eq!(refused(write(&"长".repeat(301)).await), [Refusal::TooLong(Field::Note, 300)]);
    assert_eq!(refused(write(" \n").await), [Refusal::Missing(Field::Note)], "there is nothing to take back");
    write("祝你天天向上。\r\n加油").await.unwrap();
    let waiting = note::waiting(world.store.read(), 10).await.unwrap();
    assert_eq!((waiting.len(), waiting[0].note.as_str()), (1, "祝你天天向上。\n加油"));

    world.here_for("shagou", "陈小草", "zhao").await;
    let named = note::Judged { note: waiting[0].note.clone(), reason: "请不要写陈小草的名字".into() };
    let refusal = note::refuse(&world.store, officer, claim.id, &named, &world.form(), world.now).await;
    assert_eq!(refused(refusal), [Refusal::Personal(Field::Reason, Personal::PupilName)]);
    let no = note::Judged { note: waiting[0].note.clone(), reason: "请不要写校名".into() };
    note::refuse(&world.store, officer, claim.id, &no, &world.form(), world.now).await.unwrap();
    assert_eq!(state().await.1, Some(NoteState::Refused));
    assert!(
        matches!(&world.letters_to("lin@example.org").await[..], [Letter::NoteRefused { reason, .. }] if reason == "请不要写校名")
    );

    write("加油").await.unwrap();
    let yes = note::Judged { note: "加油".into(), ..Default::default() };
    note::approve(&world.store, officer, claim.id, &yes, &world.form(), world.now).await.unwrap();
    assert_eq!(state().await, (Some("加油".into()), Some(NoteState::Approved), None));
    write(" ").await.unwrap();
    assert_eq!(state().await, (None, None, None), "an empty note takes it back");
}

async fn a_note_that_was_changed_is_not_approved_unread(world: World) {
    let (lin, officer) = (world.donor("lin").await, world.officer().await);
    let (wish, claim) = world.claim_with("shagou", lin, State::Confirmed).await;
    for text in ["加油", "加油，再加油"] {
        let typed = note::Typed { note: text.into() };
        note::write(&world.store, lin, &wish.code, &typed, &world.form(), world.now).await.unwrap();
    }
    let read = note::Judged { note: "加油".into(), ..Default::default() };
    let approved = note::approve(&world.store, officer, claim.id, &read, &world.form(), world.now).await;
    assert_eq!(refused(approved), [Refusal::WishMoved]);
}

async fn the_office_ends_a_claim_with_a_reason(world: World) {
    let (lin, officer) = (world.donor("lin").await, world.officer().await);
    let (wish, claim) = world.claim_with("shagou", lin, State::Shipped).await;
    let end = async |reason: &str| {
        let typed = cancel::Typed { reason: reason.into() };
        cancel::cancel(&world.store, officer, claim.id, &typed, &world.form(), world.now).await
    };
    assert_eq!(refused(end("").await), [Refusal::ReasonMissing]);
    world.here_for("shagou", "陈小草", "zhao").await;
    assert_eq!(refused(end("陈小草不要了").await), [Refusal::Personal(Field::Reason, Personal::PupilName)]);
    end("快递退回了").await.unwrap();
    assert_eq!(world.status(wish.id).await, Status::Open);
    let letters = world.letters_to("lin@example.org").await;
    assert!(matches!(&letters[..], [Letter::Cancelled { reason, opens: true, .. }] if reason == "快递退回了"));
}

async fn what_the_office_ends_after_claiming_goes_to_the_pool(mut world: World) {
    let (lin, officer) = (world.donor("lin").await, world.officer().await);
    let (_, claim) = world.claim_with("shagou", lin, State::Confirmed).await;
    world.later(TimeDelta::days(60));
    let typed = cancel::Typed { reason: "快递退回了".into() };
    cancel::cancel(&world.store, officer, claim.id, &typed, &world.form(), world.now).await.unwrap();
    let letters = world.letters_to("lin@example.org").await;
    assert!(matches!(&letters[..], [Letter::Cancelled { opens: false, to_pool: true, .. }]), "{letters:?}");
}

async fn the_desk_shows_a_donor_their_own_gifts_only(world: World) {
    let (lin, zhao) = (world.donor("lin").await, world.donor("zhao").await);
    let (old, _) = world.claim_with("shagou", lin, State::Fulfilled).await;
    let (new, _) = world.claim_with("huili", lin, State::Confirmed).await;
    let (others, _) = world.claim_with("shagou", zhao, State::Confirmed).await;
    let desk = desk::all(world.store.read(), lin, Lang::Zh, None, 10).await.unwrap();
    let codes: Vec<Code> = desk.iter().map(|line| line.gift.code.clone()).collect();
    assert_eq!(codes, [new.code.clone(), old.code.clone()], "newest first");
    let older = desk::all(world.store.read(), lin, Lang::En, Some(desk[0].claim.id), 10).await.unwrap();
    assert_eq!((older.len(), older[0].gift.school.as_str()), (1, "alias-shagou"));

    let one = async |code: &Code| desk::one(world.store.read(), lin, code, Lang::Zh).await;
    assert_eq!(one(&new.code).await.unwrap().delivery.unwrap().address, "沙沟镇huili路1号");
    assert!(one(&old.code).await.unwrap().delivery.is_none(), "the address only while something is to be sent");
    assert_eq!(refused(one(&others.code).await), [Refusal::NotFound]);
}

async fn the_public_sees_the_stations_of_a_code(world: World) {
    use stations::{Mark, Stop};
    let lin = world.donor("lin").await;
    let (wish, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let known = stations::of_code(world.store.read(), &wish.code, Lang::Zh, world.now).await.unwrap().unwrap();
    let way: Vec<(Stop, Mark)> = known.stations.iter().map(|station| (station.stop, station.mark)).collect();
    assert_eq!(
        way,
        [
            (Stop::Wished, Mark::Done),
            (Stop::Claimed, Mark::Done),
            (Stop::Shipped, Mark::Now),
            (Stop::Received, Mark::Todo),
            (Stop::HandedOut, Mark::Todo),
        ]
    );
    let draft = world.wish_with("shagou", Status::Draft).await;
    assert!(stations::of_code(world.store.read(), &draft.code, Lang::Zh, world.now).await.unwrap().is_none());
}

async fn an_open_wish_waits_for_the_pool_once_claiming_is_over(mut world: World) {
    use stations::{Mark, Stop};
    let wish = world.open_wish("shagou").await;
    for (stop, is_over) in [(Stop::Claimed, false), (Stop::Pool, true)] {
        let known = stations::of_code(world.store.read(), &wish.code, Lang::Zh, world.now).await.unwrap().unwrap();
        let next = known.stations[1];
        assert_eq!((next.stop, next.mark, known.is_over), (stop, Mark::Now, is_over));
        world.now = in_china(12, 11, 0, 0, 0);
    }
}

async fn a_held_wish_has_somebody_who_has_not_said_yes(world: World) {
    use stations::{Mark, Stop};
    let held = world.promised("shagou", "lin", State::Held).await;
    let known = stations::of_code(world.store.read(), &held.code, Lang::Zh, world.now).await.unwrap().unwrap();
    assert_eq!((known.stations[1].stop, known.stations[1].mark), (Stop::Held, Mark::Now));
}
