//! Receipt and hand-out: who may, in which state, once, all or nothing, and the letters that go with them.

use entity::{
    Code, Error, FormKey, Refusal, Store,
    actor::Receiver,
    child::consent,
    claim, guess,
    handout::{
        self,
        confirm::{self, Tick},
        expect, line,
        notes::Note,
        receive::{self, Received},
        sheet,
    },
    id::{HandOutId, PhaseId, WishId},
    outbox::Letter,
    wish::{self, Status, withdraw},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, PaginatorTrait};

use crate::{
    gifts::Gift,
    world::{World, refused},
};

on_both!(
    receiving_answers_by_the_gifts_state,
    the_tag_of_a_wish_that_was_withdrawn_says_so,
    only_the_own_school_and_the_office_receive,
    a_receipt_sent_again_has_one_effect_and_a_kind_answer,
    an_open_point_of_the_check_list_receives_nothing,
    codes_that_lead_nowhere_are_counted,
    the_check_list_shows_an_approved_note_and_the_donors_public_name,
    handing_out_answers_by_the_gifts_state,
    a_hand_out_tells_every_donor_and_not_the_pool,
    one_gift_that_is_not_here_refuses_the_whole_act,
    a_hand_out_sent_twice_is_one,
    two_phones_hand_out_the_same_children_once,
    a_button_pressed_twice_at_once_has_one_answer,
    a_hand_outs_form_is_told_everything_at_once,
    a_gift_is_not_handed_out_before_it_came,
    what_is_coming_says_how_and_whether_late,
);

fn ticked() -> receive::Typed {
    let yes = || "yes".to_owned();
    receive::Typed { item_matches: yes(), is_new: yes(), is_safe: yes(), no_contact_details: yes() }
}

async fn receive(world: &World, receiver: Receiver, gift: &Gift) -> Result<Received, Error> {
    receive::receive(&world.store, receiver, gift.code.as_str(), &ticked(), &world.form(), world.now).await
}

async fn at(world: &World, school: &str) -> Receiver {
    world.signed_in_school(school).await.receiver().unwrap()
}

fn sheet_of(world: &World, gifts: &[&Gift]) -> confirm::Typed {
    confirm::Typed {
        handed_on: world.today().to_string(),
        teacher: "王老师".to_owned(),
        second_adult: "李主任".to_owned(),
        ticks: gifts.iter().map(|gift| Tick { code: gift.code.grouped(), signed_by: "guardian".to_owned() }).collect(),
    }
}

async fn hand_out(world: &World, school: &str, gifts: &[&Gift]) -> Result<HandOutId, Error> {
    let (typed, form) = (sheet_of(world, gifts), world.form());
    hand_out_with(world, &world.store, school, &typed, &form).await
}

async fn hand_out_with(
    world: &World,
    store: &Store,
    school: &str,
    typed: &confirm::Typed,
    form: &FormKey,
) -> Result<HandOutId, Error> {
    let phase: PhaseId = world.phase().await;
    confirm::confirm(store, world.school(school).await, phase, typed, form, world.now).await
}

async fn receiving_answers_by_the_gifts_state(world: World) {
    let school = at(&world, "shagou").await;
    for state in claim::State::ALL {
        let gift = world.promised("shagou", "lin", state).await;
        let answer = receive(&world, school, &gift).await;
        match state {
            claim::State::Confirmed | claim::State::Shipped => {
                assert_eq!(answer.unwrap(), Received { code: gift.code.clone(), again: false }, "{state:?}");
                assert_eq!(world.wish(gift.wish).await.status, Status::Received);
                assert_eq!(world.claim(gift.claim).await.state, claim::State::Received);
            }
            claim::State::Received | claim::State::Fulfilled => {
                assert_eq!(answer.unwrap(), Received { code: gift.code.clone(), again: true }, "{state:?}");
                assert_eq!(world.claim(gift.claim).await.state, state);
            }
            _ => {
                assert_eq!(refused(answer), [Refusal::ClaimState], "{state:?}");
                assert_eq!(world.claim(gift.claim).await.state, state);
            }
        }
    }
    for status in [Status::Draft, Status::Submitted, Status::Returned, Status::Approved] {
        let (wish, code) = world.wish_at("shagou", status).await;
        let gift = Gift { wish, code, claim: entity::id::ClaimId(0) };
        assert_eq!(refused(receive(&world, school, &gift).await), [Refusal::NotFound], "{status:?}");
    }
    assert_eq!(world.letters_of("received").await, 2);
}

async fn the_tag_of_a_wish_that_was_withdrawn_says_so(world: World) {
    let (school, elsewhere) = (at(&world, "shagou").await, at(&world, "huili").await);
    let gift = world.promised("shagou", "lin", claim::State::Shipped).await;
    let moved = withdraw::Typed { reason: "moved".to_owned() };
    withdraw::withdraw(&world.store, school, &gift.code, &moved, &world.form(), world.now).await.unwrap();
    let look = async |by| receive::look(&world.store, by, gift.code.as_str(), world.now).await;
    let arrival = look(school).await.unwrap();
    assert_eq!((arrival.status, arrival.claim, arrival.is_awaited()), (Status::Withdrawn, None, false));
    assert_eq!(refused(receive(&world, school, &gift).await), [Refusal::ClaimState]);
    assert_eq!(guess::Entity::find().count(world.store.read()).await.unwrap(), 0, "nobody guessed");
    assert_eq!(refused(look(elsewhere).await), [Refusal::NotFound]);
}

async fn only_the_own_school_and_the_office_receive(world: World) {
    let gift = world.promised("shagou", "lin", claim::State::Shipped).await;
    assert_eq!(world.signed_in_donor("lin").await.receiver().unwrap_err(), Refusal::NotYours);

    let elsewhere = at(&world, "huili").await;
    assert_eq!(refused(receive(&world, elsewhere, &gift).await), [Refusal::NotFound]);
    let code = gift.code.as_str();
    assert_eq!(refused(receive::look(&world.store, elsewhere, code, world.now).await), [Refusal::NotFound]);
    assert_eq!(world.wish(gift.wish).await.status, Status::Taken);

    let hub = world.signed_in_officer().await.receiver().unwrap();
    assert!(!receive(&world, hub, &gift).await.unwrap().again);
    assert_eq!(world.wish(gift.wish).await.status, Status::Received);
}

async fn a_receipt_sent_again_has_one_effect_and_a_kind_answer(world: World) {
    let school = at(&world, "shagou").await;
    let gift = world.promised("shagou", "lin", claim::State::Confirmed).await;
    let form = world.form();
    let code = gift.code.grouped();
    let once = receive::receive(&world.store, school, &code, &ticked(), &form, world.now).await.unwrap();
    let replay = receive::receive(&world.store, school, &code, &ticked(), &form, world.now).await.unwrap();
    assert_eq!(once, replay);
    assert!(receive(&world, school, &gift).await.unwrap().again);
    assert_eq!(world.letters_of("received").await, 1);
    assert_eq!(world.acts().await, ["gift_received"]);
    let progress = receive::progress(world.store.read(), school.school().unwrap(), world.phase().await).await.unwrap();
    assert_eq!((progress.here, progress.promised), (1, 1));
}

async fn an_open_point_of_the_check_list_receives_nothing(world: World) {
    let school = at(&world, "shagou").await;
    let gift = world.promised("shagou", "lin", claim::State::Shipped).await;
    let forget: [fn(&mut receive::Typed); 4] = [
        |typed| typed.item_matches.clear(),
        |typed| typed.is_new.clear(),
        |typed| typed.is_safe.clear(),
        |typed| typed.no_contact_details.clear(),
    ];
    for forget in forget {
        let mut typed = ticked();
        forget(&mut typed);
        let answer = receive::receive(&world.store, school, gift.code.as_str(), &typed, &world.form(), world.now).await;
        assert_eq!(refused(answer), [Refusal::CheckListOpen]);
    }
    assert_eq!(world.wish(gift.wish).await.status, Status::Taken);
    assert_eq!(world.letters_of("received").await, 0);
}

async fn codes_that_lead_nowhere_are_counted(world: World) {
    let school = at(&world, "shagou").await;
    let look = async |code: &str| refused(receive::look(&world.store, school, code, world.now).await);
    assert_eq!(look("not a code").await, [Refusal::NotAGiftCode]);
    for _ in 0..60 {
        let nobodys = Code::mint(&world.store.dice);
        assert_eq!(look(nobodys.as_str()).await, [Refusal::NotFound]);
    }
    let nobodys = Code::mint(&world.store.dice);
    assert!(matches!(look(nobodys.as_str()).await[..], [Refusal::TooManyTries(_)]));
    // A right code is still a right code.
    let gift = world.promised("shagou", "lin", claim::State::Shipped).await;
    assert!(receive::look(&world.store, school, gift.code.as_str(), world.now).await.unwrap().is_awaited());
}

async fn the_check_list_shows_an_approved_note_and_the_donors_public_name(world: World) {
    use sea_orm::{ActiveModelTrait, ActiveValue::Set};
    let school = at(&world, "shagou").await;
    let gift = world.promised("shagou", "lin", claim::State::Shipped).await;
    let account = world.donor("lin").await.account();
    let named = entity::account::ActiveModel {
        id: Set(account),
        public_name: Set(Some("山里的风".to_owned())),
        ..Default::default()
    };
    named.update(world.store.writer()).await.unwrap();
    for (state, shown) in [
        (claim::NoteState::Waiting, Some(Note::Waits)),
        (claim::NoteState::Refused, None),
        (claim::NoteState::Approved, Some(Note::Travels("好好学习".to_owned()))),
    ] {
        let noted = claim::ActiveModel {
            id: Set(gift.claim),
            note: Set(Some("好好学习".to_owned())),
            note_state: Set(Some(state)),
            ..Default::default()
        };
        noted.update(world.store.writer()).await.unwrap();
        let arrival = receive::look(&world.store, school, gift.code.as_str(), world.now).await.unwrap();
        assert_eq!(arrival.note, shown, "{state:?}");
        assert_eq!(arrival.donor.as_deref(), Some("山里的风"));
    }
}

async fn handing_out_answers_by_the_gifts_state(world: World) {
    for state in claim::State::ALL {
        let gift = world.promised("shagou", "lin", state).await;
        assert_eq!(
            refused(hand_out(&world, "huili", &[&gift]).await),
            [Refusal::NotHere(gift.code.clone())],
            "another school's, {state:?}"
        );
        let answer = hand_out(&world, "shagou", &[&gift]).await;
        if state == claim::State::Received {
            answer.unwrap();
            assert_eq!(world.wish(gift.wish).await.status, Status::HandedOut);
            assert_eq!(world.claim(gift.claim).await.state, claim::State::Fulfilled);
        } else {
            assert_eq!(refused(answer), [Refusal::NotHere(gift.code.clone())], "{state:?}");
            assert_eq!(world.claim(gift.claim).await.state, state);
        }
    }
}

/// The guardian agreed to the gift and to a thank-you card.
async fn agree_to_a_card(world: &World, id: WishId) {
    let db = world.store.writer();
    let row = wish::Entity::find_by_id(id).one(db).await.unwrap().unwrap();
    let consent = consent::ActiveModel {
        child_id: Set(row.child_id),
        version: Set("2026-11".to_owned()),
        form_no: Set("2026-031".to_owned()),
        given_on: Set(world.today()),
        goods: Set(true),
        photo: Set(false),
        card: Set(true),
        recorded_by: Set(row.created_by),
        recorded_at: Set(world.now),
        ..Default::default()
    };
    let mut row = row.into_active_model();
    row.consent_id = Set(Some(consent.insert(db).await.unwrap().id));
    row.update(db).await.unwrap();
}

async fn a_hand_out_tells_every_donor_and_not_the_pool(world: World) {
    use crate::gifts::Promise;
    let earlier = world.promised("huili", "chen", claim::State::Received).await;
    hand_out(&world, "huili", &[&earlier]).await.unwrap();
    let lins = world.promised("shagou", "lin", claim::State::Received).await;
    let second = world.promised("shagou", "lin", claim::State::Received).await;
    let pools =
        world.promised_by("shagou", Promise { donor: None, state: claim::State::Received, since: world.now }).await;
    agree_to_a_card(&world, lins.wish).await;
    let mut typed = sheet_of(&world, &[&lins, &second, &pools]);
    typed.ticks[1].signed_by = "teacher".into();
    let id = hand_out_with(&world, &world.store, "shagou", &typed, &world.form()).await.unwrap();

    let letters = world.letters_to("lin@example.org").await;
    let [letter] = &letters[..] else { panic!("one letter for what was given at once: {letters:?}") };
    let Letter::HandedOut { gift, more, on, by_guardian, by_teacher, phase_total, phase_schools, phase, .. } = letter
    else {
        panic!("{letter:?}")
    };
    let told: Vec<_> = std::iter::once(gift).chain(more).map(|gift| (&gift.code, gift.school.as_str())).collect();
    assert_eq!(told, [(&lins.code, "shagou的学校"), (&second.code, "shagou的学校")]);
    assert_eq!((*on, *by_guardian, *by_teacher), (world.today(), true, true));
    assert_eq!((*phase_total, *phase_schools, phase.number), (4, 2, 5));
    let Letter::HandedOut { card_days, cards, note_unread, unread, .. } = letter else { panic!("{letter:?}") };
    assert_eq!((*card_days, *cards), (Some(21), 1), "a card is promised only where the guardian agreed to one");
    assert_eq!((*note_unread, *unread), (false, 0));
    assert_eq!(world.letters_of("handed_out").await, 2, "chen's and lin's; none for the pool's");

    let sheet = sheet::open(&world.store, world.school("shagou").await, id, world.now).await.unwrap();
    assert_eq!(sheet.lines.len(), 3);
    assert_eq!(sheet.hand_out.second_adult, "李主任");
    let elsewhere = sheet::open(&world.store, world.school("huili").await, id, world.now).await;
    assert!(matches!(elsewhere, Err(Error::Refused(r)) if r.0 == [Refusal::NotFound]));
    let acts = sheet::acts(world.store.read(), world.school("shagou").await, 10).await.unwrap();
    assert_eq!(acts.iter().map(|act| act.children).collect::<Vec<_>>(), [3]);
    assert_eq!(
        world.acts().await.iter().filter(|act| *act == "gift_handed_out").count(),
        4,
        "one entry for each child's gift"
    );
}

async fn one_gift_that_is_not_here_refuses_the_whole_act(world: World) {
    let here = world.promised("shagou", "lin", claim::State::Received).await;
    let coming = world.promised("shagou", "chen", claim::State::Shipped).await;
    let gone = world.promised("shagou", "zhao", claim::State::Fulfilled).await;
    let mut told = refused(hand_out(&world, "shagou", &[&here, &coming, &gone]).await);
    let mut named = vec![Refusal::NotHere(coming.code.clone()), Refusal::NotHere(gone.code.clone())];
    for list in [&mut told, &mut named] {
        list.sort_by_key(|refusal| format!("{refusal:?}"));
    }
    assert_eq!(told, named);
    assert_eq!(world.wish(here.wish).await.status, Status::Received);
    assert_eq!(handout::Entity::find().count(world.store.writer()).await.unwrap(), 0);
    assert_eq!(world.letters_of("handed_out").await, 0);
    assert_eq!(world.acts().await, Vec::<String>::new());
}

async fn a_hand_out_sent_twice_is_one(world: World) {
    let gift = world.promised("shagou", "lin", claim::State::Received).await;
    let (typed, form) = (sheet_of(&world, &[&gift, &gift]), world.form());
    let once = hand_out_with(&world, &world.store, "shagou", &typed, &form).await.unwrap();
    let again = hand_out_with(&world, &world.store, "shagou", &typed, &form).await.unwrap();
    assert_eq!(once, again);
    assert_eq!(world.letters_of("handed_out").await, 1);
    assert_eq!(line::Entity::find().count(world.store.writer()).await.unwrap(), 1);
    // From another rendering of the form it is a new act, and says that the gift is not here any more.
    assert_eq!(refused(hand_out(&world, "shagou", &[&gift]).await), [Refusal::NotHere(gift.code.clone())]);
}

async fn two_phones_hand_out_the_same_children_once(world: World) {
    let mut gifts = Vec::new();
    for donor in ["lin", "chen", "zhao", "sun", "qian", "wu"] {
        gifts.push(world.promised("shagou", donor, claim::State::Received).await);
    }
    let other = world.another_process().await;
    // Overlapping halves, ticked in opposite order.
    let one = sheet_of(&world, &gifts[..4].iter().collect::<Vec<_>>());
    let two = sheet_of(&world, &gifts[2..].iter().rev().collect::<Vec<_>>());
    let (first, second) = (world.form(), world.form());
    let (left, right) = tokio::join!(
        hand_out_with(&world, &world.store, "shagou", &one, &first),
        hand_out_with(&world, &other, "shagou", &two, &second),
    );
    assert!(left.is_ok() != right.is_ok(), "one of them: {left:?} {right:?}");
    let lost = if left.is_ok() { right } else { left };
    assert!(refused(lost).iter().all(|refusal| matches!(refusal, Refusal::NotHere(_))));
    assert_eq!(world.letters_of("handed_out").await, 4);
    let school = world.school_id("shagou").await;
    assert_eq!(world.count(school, Status::HandedOut).await, 4);
    assert_eq!(world.count(school, Status::Received).await, 2);
}

async fn a_button_pressed_twice_at_once_has_one_answer(world: World) {
    use entity::handout::{
        pool,
        problem::{self, choose},
    };
    let other = world.another_process().await;
    let school = at(&world, "shagou").await;
    let officer = world.officer().await;
    for _ in 0..5 {
        let gift = world.promised("shagou", "lin", claim::State::Received).await;
        let (typed, form) = (sheet_of(&world, &[&gift]), world.form());
        let (one, two) = tokio::join!(
            hand_out_with(&world, &world.store, "shagou", &typed, &form),
            hand_out_with(&world, &other, "shagou", &typed, &form),
        );
        assert_eq!(one.unwrap(), two.unwrap());

        let gift = world.promised("shagou", "lin", claim::State::Received).await;
        let code = gift.code.as_str();
        let (typed, form) = (problem::Typed { kind: "damaged".to_owned(), remark: String::new() }, world.form());
        let (one, two) = tokio::join!(
            problem::note(&world.store, school, code, &typed, &form, world.now),
            problem::note(&other, school, code, &typed, &form, world.now),
        );
        let id = one.unwrap();
        assert_eq!(id, two.unwrap());

        let typed = choose::Typed { choice: "return".to_owned(), remark: "谢谢".to_owned(), ..Default::default() };
        let form = world.form();
        let (one, two) = tokio::join!(
            choose::choose(&world.store, officer, id, &typed, &form, world.now),
            choose::choose(&other, officer, id, &typed, &form, world.now),
        );
        assert!(one.is_ok() && two.is_ok(), "{one:?} {two:?}");
    }
    assert_eq!(world.letters_of("handed_out").await, 5);
    assert_eq!(world.letters_of("problem_choice").await, 5);
    world.change_phase(|phase| phase.state = Set(entity::phase::State::Closed)).await;
    for _ in 0..5 {
        let (_, code) = world.wish_at("shagou", Status::Open).await;
        let (form, code) = (world.form(), code.as_str());
        let (one, two) = tokio::join!(
            pool::fill(&world.store, officer, code, "", &form, world.now),
            pool::fill(&other, officer, code, "", &form, world.now),
        );
        assert_eq!(one.unwrap(), two.unwrap());
    }
}

async fn a_hand_outs_form_is_told_everything_at_once(world: World) {
    use entity::Field;
    let gift = world.promised("shagou", "lin", claim::State::Received).await;
    let mut typed = sheet_of(&world, &[]);
    typed.handed_on = (world.today() + chrono::Days::new(1)).to_string();
    typed.teacher.clear();
    let told = refused(hand_out_with(&world, &world.store, "shagou", &typed, &world.form()).await);
    assert_eq!(told, [Refusal::DayInFuture(Field::HandedOn), Refusal::Missing(Field::Teacher), Refusal::NobodyTicked]);
    let mut typed = sheet_of(&world, &[&gift]);
    typed.second_adult = " 王　老 师 ".into();
    typed.ticks[0].signed_by = "child".into();
    let told = refused(hand_out_with(&world, &world.store, "shagou", &typed, &world.form()).await);
    assert_eq!(told, [Refusal::NotAChoice(Field::SignedBy), Refusal::TwoAdults]);
    let mut typed = sheet_of(&world, &[&gift]);
    typed.ticks[0].code = "K7M4".into();
    let told = refused(hand_out_with(&world, &world.store, "shagou", &typed, &world.form()).await);
    assert_eq!(told, [Refusal::NotAGiftCode]);
    assert_eq!(world.wish(gift.wish).await.status, Status::Received);
}

async fn a_gift_is_not_handed_out_before_it_came(world: World) {
    let gift = world.promised("shagou", "lin", claim::State::Received).await;
    let mut typed = sheet_of(&world, &[&gift]);
    typed.handed_on = (world.today() - chrono::Days::new(1)).to_string();
    let told = refused(hand_out_with(&world, &world.store, "shagou", &typed, &world.form()).await);
    assert_eq!(told, [Refusal::ArrivedLater(gift.code.clone(), world.today())]);
}

async fn what_is_coming_says_how_and_whether_late(mut world: World) {
    let shipped = world.promised("shagou", "lin", claim::State::Shipped).await;
    let promised = world.promised("shagou", "chen", claim::State::Confirmed).await;
    world.promised("shagou", "zhao", claim::State::Held).await;
    world.promised("huili", "lin", claim::State::Shipped).await;
    let school = world.school("shagou").await;
    let coming = expect::expected(world.store.read(), school, world.now).await.unwrap();
    assert_eq!(coming.iter().map(|gift| &gift.code).collect::<Vec<_>>(), [&shipped.code, &promised.code]);
    assert_eq!(coming[0].tracking_no.as_deref(), Some("YZ0001"));
    assert!(coming.iter().all(|gift| !gift.late));
    world.later(chrono::TimeDelta::days(15));
    let coming = expect::expected(world.store.read(), school, world.now).await.unwrap();
    assert!(coming.iter().all(|gift| gift.late), "past the day, and a fortnight under way");
}
