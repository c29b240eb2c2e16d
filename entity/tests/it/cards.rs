//! Thank-you cards: what each verb says in each state and to whom, who gets to see one, and how one is taken down.

use chrono::TimeDelta;
use entity::{
    Error, Refusal, Store,
    actor::Officer,
    card::{
        self, Shows, State, decline,
        list::{self, ForDonor, Standing},
        recall, remind,
        review::{self, Typed},
        upload,
    },
    child::{consent, erase, withdraw},
    claim::{self, desk},
    handout::stuck::{self, Kind},
    id::PhotoId,
    outbox::{self, Letter},
    phase,
    photo::{self, Purpose, bring, sight},
    wish::{self, Status},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use crate::{
    gifts::{Gift, Promise},
    world::{World, refused},
};

on_both!(
    each_state_answers_each_verb,
    another_school_and_another_code_find_nothing,
    there_is_no_card_before_the_hand_out,
    a_card_needs_a_donor_and_the_guardians_consent,
    a_child_on_a_card_needs_consent_to_photos,
    an_approved_card_goes_to_its_donor_alone_and_once,
    a_picture_that_was_replaced_meanwhile_is_not_approved,
    a_returned_card_tells_the_school_why,
    two_officers_approve_one_card_once,
    withdrawing_the_consent_to_cards_takes_them_down,
    withdrawing_the_consent_to_photos_takes_down_what_shows_the_child,
    erasing_a_child_and_withdrawing_all_take_cards_down,
    a_card_that_is_taken_back_is_gone_at_once_and_its_school_reads_why,
    a_donor_who_has_the_letter_is_asked_to_delete_it_and_not_told_why,
    two_officers_take_one_card_back_once,
    a_school_is_reminded_before_on_and_after_the_day,
    what_is_overdue_and_what_waits_is_on_the_offices_list,
);

/// A gift of lin's that was handed out today, with a guardian's consent to this.
pub async fn given(world: &World, photo: bool, card: bool) -> Gift {
    let gift = world.given("shagou", "lin").await;
    agree(world, &gift, photo, card).await;
    gift
}

/// The guardian agrees to this.
pub async fn agree(world: &World, gift: &Gift, photo: bool, card: bool) {
    let child = world.wish(gift.wish).await.child_id;
    let row = consent::ActiveModel {
        child_id: Set(child),
        version: Set("2026-11".to_owned()),
        form_no: Set("同-001".to_owned()),
        given_on: Set(world.today()),
        goods: Set(true),
        photo: Set(photo),
        card: Set(card),
        recorded_by: Set(world.school("shagou").await.account()),
        recorded_at: Set(world.now),
        ..Default::default()
    };
    let consent = row.insert(world.store.writer()).await.unwrap().id;
    let row = wish::ActiveModel { id: Set(gift.wish), consent_id: Set(Some(consent)), ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
}

pub async fn brought(world: &World, school: &str) -> PhotoId {
    let by = world.school(school).await.account();
    bring::begin(&world.store, Purpose::Card, by, (1_200, 900), world.now).await.unwrap().id
}

pub async fn upload(world: &World, gift: &Gift) -> Result<(), Error> {
    let photo = brought(world, "shagou").await;
    upload::upload(&world.store, world.school("shagou").await, &gift.code, photo, &world.form(), world.now).await
}

async fn decline(world: &World, gift: &Gift) -> Result<(), Error> {
    decline::decline(&world.store, world.school("shagou").await, &gift.code, &world.form(), world.now).await
}

pub async fn card(world: &World, gift: &Gift) -> Option<card::Model> {
    card::Entity::find_by_id(gift.wish).one(world.store.writer()).await.unwrap()
}

/// The judgement of an officer who has the card before them as it is now.
async fn typed(world: &World, gift: &Gift, shows: &str) -> Typed {
    let photo = card(world, gift).await.and_then(|card| card.photo_id);
    Typed {
        photo: photo.map(|id| id.to_string()).unwrap_or_default(),
        shows: shows.to_owned(),
        reason: "右下角写了姓名".to_owned(),
    }
}

async fn approve(world: &World, gift: &Gift, shows: &str) -> Result<(), Error> {
    let typed = typed(world, gift, shows).await;
    review::approve(&world.store, world.officer().await, &gift.code, &typed, &world.form(), world.now).await
}

async fn send_back(world: &World, gift: &Gift) -> Result<(), Error> {
    let typed = typed(world, gift, "").await;
    review::send_back(&world.store, world.officer().await, &gift.code, &typed, &world.form(), world.now).await
}

async fn take_back(world: &World, gift: &Gift, why: &str) -> Result<(), Error> {
    let photo = typed(world, gift, "").await.photo;
    let typed = recall::Typed { photo, reason: why.to_owned() };
    recall::recall(&world.store, world.officer().await, &gift.code, &typed, &world.form(), world.now).await
}

/// A gift whose card is in this state.
async fn card_at(world: &World, state: Option<State>) -> Gift {
    let gift = given(world, false, true).await;
    if matches!(state, Some(State::Submitted | State::Returned | State::Approved)) {
        upload(world, &gift).await.unwrap();
    }
    match state {
        Some(State::Returned) => send_back(world, &gift).await.unwrap(),
        Some(State::Approved) => approve(world, &gift, "nobody").await.unwrap(),
        Some(State::Declined) => decline(world, &gift).await.unwrap(),
        Some(State::Withdrawn) => {
            upload(world, &gift).await.unwrap();
            let by = world.signed_in_school("shagou").await.receiver().unwrap();
            let part = consent::Scope::Card;
            withdraw::withdraw_part(&world.store, by, &gift.code, part, &world.form(), world.now).await.unwrap();
            // Given again, on a new form.
            agree(world, &gift, false, true).await;
        }
        _ => {}
    }
    assert_eq!(card(world, &gift).await.map(|card| card.state), state);
    gift
}

async fn each_state_answers_each_verb(world: World) {
    let verbs = ["upload", "decline", "approve", "send back", "take back"];
    let refusals = [None, Some(Refusal::CardState), Some(Refusal::NotFound)];
    // Done, moved on, missing; in the order of the verbs.
    let table = [
        (None, [0, 0, 2, 2, 2]),
        (Some(State::Submitted), [0, 0, 0, 0, 1]),
        (Some(State::Returned), [0, 0, 1, 1, 1]),
        (Some(State::Approved), [1, 1, 1, 1, 0]),
        (Some(State::Declined), [0, 1, 1, 1, 1]),
        (Some(State::Withdrawn), [0, 0, 1, 1, 1]),
    ];
    for (state, answers) in table {
        for (verb, expected) in verbs.into_iter().zip(answers) {
            let gift = card_at(&world, state).await;
            let answer = match verb {
                "upload" => upload(&world, &gift).await,
                "decline" => decline(&world, &gift).await,
                "approve" => approve(&world, &gift, "nobody").await,
                "send back" => send_back(&world, &gift).await,
                _ => take_back(&world, &gift, "name_seen").await,
            };
            match refusals[expected].clone() {
                None => assert!(answer.is_ok(), "{state:?} {verb}: {answer:?}"),
                Some(refusal) => assert_eq!(refused(answer), [refusal], "{state:?} {verb}"),
            }
        }
    }
}

async fn another_school_and_another_code_find_nothing(world: World) {
    let gift = given(&world, false, true).await;
    let (store, now) = (&world.store, world.now);
    let huili = world.school("huili").await;
    let photo = brought(&world, "huili").await;
    let foreign = upload::upload(store, huili, &gift.code, photo, &world.form(), now).await;
    assert_eq!(refused(foreign), [Refusal::NotFound]);
    let foreign = decline::decline(store, huili, &gift.code, &world.form(), now).await;
    assert_eq!(refused(foreign), [Refusal::NotFound]);
    assert_eq!(refused(list::one(store.read(), huili, &gift.code).await), [Refusal::NotFound]);
    assert!(list::of_school(store.read(), huili, world.phase().await, world.today()).await.unwrap().is_empty());
    // A picture that somebody else brought is nobody's to hand in.
    let shagou = world.school("shagou").await;
    let stolen = upload::upload(store, shagou, &gift.code, photo, &world.form(), now).await;
    assert_eq!(refused(stolen), [Refusal::NotFound]);
    assert_eq!(card(&world, &gift).await, None);
    // Nor can one picture be two cards.
    let photo = brought(&world, "shagou").await;
    let other = given(&world, false, true).await;
    upload::upload(store, shagou, &gift.code, photo, &world.form(), now).await.unwrap();
    let twice = upload::upload(store, shagou, &other.code, photo, &world.form(), now).await;
    assert_eq!(refused(twice), [Refusal::NotFound]);
}

async fn there_is_no_card_before_the_hand_out(world: World) {
    for status in Status::ALL.into_iter().filter(|status| *status != Status::HandedOut) {
        let (wish, code) = world.wish_at("shagou", status).await;
        let gift = Gift { wish, code, claim: entity::id::ClaimId(0) };
        agree(&world, &gift, true, true).await;
        assert_eq!(refused(upload(&world, &gift).await), [Refusal::NotHandedOut], "{status:?}");
        assert_eq!(refused(decline(&world, &gift).await), [Refusal::NotHandedOut], "{status:?}");
    }
    let kept = photo::Entity::find().all(world.store.writer()).await.unwrap();
    assert!(kept.iter().all(|photo| photo.state == photo::State::Brought), "nothing was kept");
}

async fn a_card_needs_a_donor_and_the_guardians_consent(world: World) {
    let without = world.given("shagou", "lin").await;
    assert_eq!(refused(upload(&world, &without).await), [Refusal::CardNotAgreed]);
    let goods_only = given(&world, true, false).await;
    assert_eq!(refused(upload(&world, &goods_only).await), [Refusal::CardNotAgreed]);

    let promise = Promise { donor: None, state: claim::State::Fulfilled, since: world.now };
    let of_pool = world.promised_by("shagou", promise).await;
    world.hand_out(&of_pool, world.today()).await;
    agree(&world, &of_pool, true, true).await;
    assert_eq!(refused(upload(&world, &of_pool).await), [Refusal::NobodyToThank]);

    let school = world.school("shagou").await;
    let lines = list::of_school(world.store.read(), school, world.phase().await, world.today()).await.unwrap();
    assert!(lines.is_empty(), "no card is asked for");
    let due = given(&world, false, true).await;
    let lines = list::of_school(world.store.read(), school, world.phase().await, world.today()).await.unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!((&lines[0].wish.code, lines[0].standing(world.today())), (&due.code, Standing::Due));
    assert_eq!(lines[0].due_on, world.today() + TimeDelta::days(21));
    world.change_phase(|phase| phase.state = Set(phase::State::Finished)).await;
    let lines = list::of_school(world.store.read(), school, world.phase().await, world.today()).await.unwrap();
    assert!(lines.is_empty(), "nobody waits after the phase");
}

async fn a_child_on_a_card_needs_consent_to_photos(world: World) {
    let without = given(&world, false, true).await;
    upload(&world, &without).await.unwrap();
    assert_eq!(refused(approve(&world, &without, "").await), [Refusal::Missing(entity::Field::Shows)]);
    assert_eq!(refused(approve(&world, &without, "yes").await), [Refusal::NotAChoice(entity::Field::Shows)]);
    assert_eq!(refused(approve(&world, &without, "child").await), [Refusal::PhotoNotAgreed]);
    assert_eq!(card(&world, &without).await.unwrap().state, State::Submitted);
    approve(&world, &without, "nobody").await.unwrap();

    let with = given(&world, true, true).await;
    upload(&world, &with).await.unwrap();
    approve(&world, &with, "child").await.unwrap();
    assert_eq!(card(&world, &with).await.unwrap().shows, Some(Shows::Child));
}

async fn sees(world: &World, donor: &str, gift: &Gift) -> bool {
    let Some(photo) = card(world, gift).await.and_then(|card| card.photo_id) else { return false };
    let who = world.signed_in_donor(donor).await;
    sight::seen_by(world.store.read(), &who, photo).await.is_ok()
}

async fn an_approved_card_goes_to_its_donor_alone_and_once(world: World) {
    let gift = given(&world, false, true).await;
    upload(&world, &gift).await.unwrap();
    assert!(!sees(&world, "lin", &gift).await, "not before the office has looked");
    let (typed, form) = (typed(&world, &gift, "nobody").await, world.form());
    let officer = world.officer().await;
    for _ in 0..2 {
        review::approve(&world.store, officer, &gift.code, &typed, &form, world.now).await.unwrap();
    }
    let told = world.letters_since(None).await;
    assert_eq!(told, [("card".to_owned(), "lin@example.org".to_owned())]);
    let letters = world.letters_to("lin@example.org").await;
    let Letter::Card { photo, on, .. } = &letters[0] else { panic!("another letter") };
    assert_eq!((Some(*photo), *on), (card(&world, &gift).await.unwrap().photo_id, world.today()));
    assert!(sees(&world, "lin", &gift).await);
    assert!(!sees(&world, "chen", &gift).await);
    let lin = world.donor("lin").await;
    let one = desk::one(world.store.read(), lin, &gift.code, entity::Lang::Zh).await.unwrap();
    assert!(matches!(one.card, Some(ForDonor::Here(here)) if here.id == *photo));
    assert_eq!(world.acts().await, ["card_uploaded", "card_approved"]);
}

async fn a_picture_that_was_replaced_meanwhile_is_not_approved(world: World) {
    let gift = given(&world, false, true).await;
    upload(&world, &gift).await.unwrap();
    let (seen, first) = (typed(&world, &gift, "nobody").await, card(&world, &gift).await.unwrap().photo_id.unwrap());
    upload(&world, &gift).await.unwrap();
    let answer =
        review::approve(&world.store, world.officer().await, &gift.code, &seen, &world.form(), world.now).await;
    assert_eq!(refused(answer), [Refusal::CardState]);
    let old = bring::find(world.store.writer(), first).await.unwrap().unwrap();
    assert_eq!((old.state, old.wrapped), (photo::State::Erased, None), "what is replaced is destroyed");
    approve(&world, &gift, "nobody").await.unwrap();
}

async fn a_returned_card_tells_the_school_why(world: World) {
    let gift = given(&world, false, true).await;
    upload(&world, &gift).await.unwrap();
    let blank = Typed { reason: String::new(), ..typed(&world, &gift, "").await };
    let officer = world.officer().await;
    let answer = review::send_back(&world.store, officer, &gift.code, &blank, &world.form(), world.now).await;
    assert_eq!(refused(answer), [Refusal::ReasonMissing]);
    send_back(&world, &gift).await.unwrap();
    let letters = world.letters_to("teacher-shagou@example.org").await;
    let [Letter::CardReturned { reason, code, .. }] = &letters[..] else { panic!("{letters:?}") };
    assert_eq!((reason.as_str(), code), ("右下角写了姓名", &gift.code));
    upload(&world, &gift).await.unwrap();
    let again = card(&world, &gift).await.unwrap();
    assert_eq!((again.state, again.reason), (State::Submitted, None));
}

async fn two_officers_approve_one_card_once(world: World) {
    let gift = given(&world, false, true).await;
    upload(&world, &gift).await.unwrap();
    let (typed, officer) = (typed(&world, &gift, "nobody").await, world.officer().await);
    let other = world.another_process().await;
    let press = async |store: &Store, officer: Officer| {
        review::approve(store, officer, &gift.code, &typed, &world.form(), world.now).await
    };
    let (one, two) = tokio::join!(press(&world.store, officer), press(&other, officer));
    let lost = if one.is_ok() { two } else { one };
    assert_eq!(refused(lost), [Refusal::CardState]);
    assert_eq!(world.letters_of("card").await, 1);
}

/// A child's card that was approved, its letter not gone yet; the picture's number.
async fn approved(world: &World, shows: &str) -> (Gift, PhotoId) {
    let gift = given(world, true, true).await;
    upload(world, &gift).await.unwrap();
    approve(world, &gift, shows).await.unwrap();
    let photo = card(world, &gift).await.unwrap().photo_id.unwrap();
    (gift, photo)
}

async fn is_taken_down(world: &World, gift: &Gift, photo: PhotoId) -> bool {
    let row = bring::find(world.store.writer(), photo).await.unwrap().unwrap();
    let state = card(world, gift).await.unwrap().state;
    let is_erased = row.state == photo::State::Erased && row.wrapped.is_none();
    assert_eq!(is_erased, state == State::Withdrawn, "card and picture go together");
    let lin = world.donor("lin").await;
    let one = desk::one(world.store.read(), lin, &gift.code, entity::Lang::Zh).await.unwrap();
    assert_eq!(one.card.is_none(), is_erased);
    is_erased
}

async fn withdrawing_the_consent_to_cards_takes_them_down(world: World) {
    let (gift, photo) = approved(&world, "nobody").await;
    let by = world.signed_in_officer().await.receiver().unwrap();
    withdraw::withdraw_part(&world.store, by, &gift.code, consent::Scope::Card, &world.form(), world.now)
        .await
        .unwrap();
    assert!(is_taken_down(&world, &gift, photo).await);
    assert_eq!(world.letters_of("card").await, 0, "a letter that has not gone does not go");
    assert_eq!(refused(upload(&world, &gift).await), [Refusal::CardNotAgreed]);
    assert!(world.acts().await.contains(&"card_withdrawn".to_owned()));
}

async fn withdrawing_the_consent_to_photos_takes_down_what_shows_the_child(world: World) {
    let (shown, face) = approved(&world, "child").await;
    let (plain, drawing) = approved(&world, "nobody").await;
    let by = world.signed_in_school("shagou").await.receiver().unwrap();
    for gift in [&shown, &plain] {
        let part = consent::Scope::Photo;
        withdraw::withdraw_part(&world.store, by, &gift.code, part, &world.form(), world.now).await.unwrap();
    }
    assert!(is_taken_down(&world, &shown, face).await);
    assert!(!is_taken_down(&world, &plain, drawing).await);
    upload(&world, &shown).await.unwrap();
    assert_eq!(refused(approve(&world, &shown, "child").await), [Refusal::PhotoNotAgreed]);
}

async fn erasing_a_child_and_withdrawing_all_take_cards_down(world: World) {
    let (one, first) = approved(&world, "child").await;
    let by = world.signed_in_school("shagou").await.receiver().unwrap();
    withdraw::withdraw(&world.store, by, &one.code, &world.form(), world.now).await.unwrap();
    assert!(is_taken_down(&world, &one, first).await);
    let (two, second) = approved(&world, "nobody").await;
    let sure = erase::Typed { sure: "yes".to_owned() };
    erase::erase(&world.store, world.officer().await, &two.code, &sure, &world.form(), world.now).await.unwrap();
    assert!(is_taken_down(&world, &two, second).await);
}

async fn a_card_that_is_taken_back_is_gone_at_once_and_its_school_reads_why(world: World) {
    let (gift, photo) = approved(&world, "child").await;
    assert!(sees(&world, "lin", &gift).await);
    for none in ["", "because"] {
        let answer = take_back(&world, &gift, none).await;
        assert_eq!(refused(answer), [Refusal::NotAChoice(entity::Field::Reason)], "{none}");
    }
    take_back(&world, &gift, "name_seen").await.unwrap();
    assert!(is_taken_down(&world, &gift, photo).await);
    let lin = world.signed_in_donor("lin").await;
    assert_eq!(refused(sight::seen_by(world.store.read(), &lin, photo).await), [Refusal::NotFound]);
    // Its letter had not gone, so nobody hears of it but the school.
    assert!(world.letters_to("lin@example.org").await.is_empty());
    let letters = world.letters_to("teacher-shagou@example.org").await;
    let [Letter::CardToRedo { reason, code, .. }] = &letters[..] else { panic!("{letters:?}") };
    assert_eq!((reason.as_str(), code), ("卡片上看得到姓名或者联系方式", &gift.code));
    assert_eq!(world.acts().await.last().unwrap(), "card_recalled");
    // A better one goes the whole way again.
    upload(&world, &gift).await.unwrap();
    approve(&world, &gift, "nobody").await.unwrap();
    assert!(sees(&world, "lin", &gift).await);
    assert_eq!(world.letters_of("card").await, 1);
}

/// All letters have gone.
async fn all_sent(world: &World) {
    for letter in outbox::work::lease(&world.store, 100, world.now).await.unwrap() {
        assert!(outbox::work::sent(&world.store, &letter, world.now).await.unwrap());
    }
}

async fn a_donor_who_has_the_letter_is_asked_to_delete_it_and_not_told_why(world: World) {
    let asked = async |world: &World| {
        let letters = world.letters_to("lin@example.org").await;
        letters.iter().filter(|letter| matches!(letter, Letter::CardRecalled { .. })).count()
    };
    let (recalled, _) = approved(&world, "child").await;
    let (withdrawn, _) = approved(&world, "child").await;
    let (waiting, _) = approved(&world, "child").await;
    all_sent(&world).await;
    take_back(&world, &recalled, "asked_for").await.unwrap();
    assert_eq!(asked(&world).await, 1);
    let by = world.signed_in_school("shagou").await.receiver().unwrap();
    withdraw::withdraw(&world.store, by, &withdrawn.code, &world.form(), world.now).await.unwrap();
    assert_eq!(asked(&world).await, 2, "a consent that ends asks for it, too");
    // What is in a worker's hands may arrive.
    let (leased, _) = approved(&world, "nobody").await;
    outbox::work::lease(&world.store, 100, world.now).await.unwrap();
    take_back(&world, &leased, "mixed_up").await.unwrap();
    assert_eq!(asked(&world).await, 3);
    assert_eq!(card(&world, &waiting).await.unwrap().state, State::Approved, "another child's stays");
}

async fn two_officers_take_one_card_back_once(world: World) {
    let (gift, photo) = approved(&world, "nobody").await;
    all_sent(&world).await;
    let typed = recall::Typed { photo: photo.to_string(), reason: "face_seen".to_owned() };
    let (other, officer) = (world.another_process().await, world.officer().await);
    let press = async |store: &Store, form| recall::recall(store, officer, &gift.code, &typed, form, world.now).await;
    let (first, second) = (world.form(), world.form());
    let (one, two) = tokio::join!(press(&world.store, &first), press(&other, &second));
    let (won, lost) = if one.is_ok() { (&first, two) } else { (&second, one) };
    assert_eq!(refused(lost), [Refusal::CardState]);
    press(&world.store, won).await.unwrap();
    assert_eq!((world.letters_of("card_recalled").await, world.letters_of("card_to_redo").await), (1, 1));
}

/// Letters about cards that are due, each with the days that are left.
async fn told(world: &World) -> Vec<(u32, i64)> {
    remind::remind(&world.store, world.now).await.unwrap();
    let letters = world.letters_to("teacher-shagou@example.org").await;
    let of = |letter: &Letter| match letter {
        Letter::CardsDue { count, days, .. } => Some((*count, *days)),
        _ => None,
    };
    letters.iter().filter_map(of).collect()
}

async fn a_school_is_reminded_before_on_and_after_the_day(mut world: World) {
    let gifts = [given(&world, false, true).await, given(&world, false, true).await, given(&world, false, true).await];
    decline(&world, &gifts[2]).await.unwrap();
    world.later(TimeDelta::days(17));
    assert_eq!(told(&world).await, []);
    world.later(TimeDelta::days(1));
    assert_eq!(told(&world).await, [(2, 3)]);
    world.later(TimeDelta::days(1));
    assert_eq!(told(&world).await.len(), 1, "once for each stage");
    upload(&world, &gifts[0]).await.unwrap();
    world.later(TimeDelta::days(2));
    assert_eq!(told(&world).await, [(2, 3), (1, 0)]);
    let other = world.another_process().await;
    assert_eq!(remind::remind(&other, world.now).await.unwrap(), 0);
    world.later(TimeDelta::days(8));
    assert_eq!(told(&world).await, [(2, 3), (1, 0), (1, -8)]);
    world.later(TimeDelta::days(30));
    assert_eq!(told(&world).await.len(), 3, "then it is the office's");
}

async fn what_is_overdue_and_what_waits_is_on_the_offices_list(mut world: World) {
    let (waits, owed) = (given(&world, false, true).await, given(&world, false, true).await);
    upload(&world, &waits).await.unwrap();
    let lines = async |world: &World| {
        let lines = stuck::stuck(world.store.read(), world.now).await.unwrap();
        lines.iter().map(|line| (line.kind, line.count, (world.now - line.since).num_days())).collect::<Vec<_>>()
    };
    assert_eq!(lines(&world).await, [(Kind::CardReview, 1, 0)]);
    world.later(TimeDelta::days(25));
    assert_eq!(lines(&world).await, [(Kind::CardReview, 1, 25), (Kind::Card, 1, 3)]);
    decline(&world, &owed).await.unwrap();
    approve(&world, &waits, "nobody").await.unwrap();
    assert_eq!(lines(&world).await, []);
}
