//! Problems with gifts: noted by who holds the gift, settled by the office, told to the donor.

use entity::{
    Error, Field, Refusal,
    actor::Receiver,
    claim,
    error::Personal,
    handout::{
        problem::{self, Choice, Kind, choose, picture},
        receipt,
        receive::{self},
        roster,
    },
    id::{PhotoId, ProblemId},
    outbox::Letter,
    photo::{self, Purpose, State, bring, sight},
    wish::{Category, Status},
};
use sea_orm::EntityTrait;

use crate::{
    gifts::Gift,
    world::{World, refused},
};

on_both!(
    a_problem_is_noted_while_the_gift_is_on_its_way_or_here,
    one_problem_at_a_time,
    a_gift_with_a_problem_is_neither_received_nor_handed_out,
    a_replaced_gift_is_awaited_again,
    a_substitute_goes_on_as_received,
    a_gift_is_passed_on_to_a_child_with_the_same_need,
    a_gift_is_passed_on_only_where_the_need_is_the_same,
    a_returned_gift_leaves_the_wish_open,
    a_child_who_moved_leaves_no_wish_behind,
    what_is_settled_is_listed_page_by_page,
    a_remark_names_no_pupil,
    two_officers_choose_once,
    a_choice_is_told_what_it_lacks,
    a_photo_is_seen_by_the_office_and_its_school_until_the_choice,
);

async fn at(world: &World, school: &str) -> Receiver {
    world.signed_in_school(school).await.receiver().unwrap()
}

async fn note(world: &World, school: &str, gift: &Gift, kind: Kind) -> Result<ProblemId, Error> {
    let typed = problem::Typed { kind: kind.key().to_owned(), remark: "拉链坏了".to_owned() };
    let receiver = at(world, school).await;
    problem::note(&world.store, receiver, gift.code.as_str(), &typed, &world.form(), world.now).await
}

fn chosen(choice: Choice) -> choose::Typed {
    choose::Typed {
        choice: choice.key().to_owned(), remark: "谢谢您，已和学校商量".to_owned(), ..Default::default()
    }
}

async fn choose(world: &World, id: ProblemId, typed: &choose::Typed) -> Result<(), Error> {
    choose::choose(&world.store, world.officer().await, id, typed, &world.form(), world.now).await
}

/// The choice that lin was last told of.
async fn told(world: &World) -> (choose_letter::Choice, Option<entity::Day>) {
    match world.letters_to("lin@example.org").await.pop() {
        Some(Letter::ProblemChoice { choice, give_by, .. }) => (choice, give_by),
        other => panic!("{other:?}"),
    }
}

mod choose_letter {
    pub use entity::outbox::letter::ProblemChoice as Choice;
}

async fn a_problem_is_noted_while_the_gift_is_on_its_way_or_here(world: World) {
    use claim::State;
    for state in State::ALL {
        let gift = world.promised("shagou", "lin", state).await;
        assert_eq!(refused(note(&world, "huili", &gift, Kind::Wrong).await), [Refusal::NotFound]);
        let answer = note(&world, "shagou", &gift, Kind::Damaged).await;
        match state {
            State::Confirmed | State::Shipped | State::Received => {
                answer.unwrap();
            }
            State::Held => assert_eq!(refused(answer), [Refusal::ClaimState]),
            _ => assert_eq!(refused(answer), [Refusal::NotHere(gift.code.clone())], "{state:?}"),
        }
    }
    assert_eq!(problem::open(world.store.read(), 10).await.unwrap().len(), 3);
}

async fn one_problem_at_a_time(world: World) {
    let gift = world.promised("shagou", "lin", claim::State::Received).await;
    note(&world, "shagou", &gift, Kind::Damaged).await.unwrap();
    assert_eq!(refused(note(&world, "shagou", &gift, Kind::Wrong).await), [Refusal::ProblemOpen]);
}

async fn a_gift_with_a_problem_is_neither_received_nor_handed_out(world: World) {
    use entity::handout::confirm::{self, Tick};
    let coming = world.promised("shagou", "lin", claim::State::Shipped).await;
    note(&world, "shagou", &coming, Kind::Wrong).await.unwrap();
    let yes = || "yes".to_owned();
    let all = receive::Typed { item_matches: yes(), is_new: yes(), is_safe: yes(), no_contact_details: yes() };
    let school = at(&world, "shagou").await;
    let answer = receive::receive(&world.store, school, coming.code.as_str(), &all, &world.form(), world.now).await;
    assert_eq!(refused(answer), [Refusal::ProblemOpen]);
    assert!(!receive::look(&world.store, school, coming.code.as_str(), world.now).await.unwrap().is_awaited());

    let here = world.promised("shagou", "lin", claim::State::Received).await;
    note(&world, "shagou", &here, Kind::Damaged).await.unwrap();
    let typed = confirm::Typed {
        handed_on: world.today().to_string(),
        teacher: "王老师".to_owned(),
        second_adult: "李主任".to_owned(),
        ticks: vec![Tick { code: here.code.to_string(), signed_by: "guardian".to_owned() }],
    };
    let phase = world.phase().await;
    let teacher = world.school("shagou").await;
    let answer = confirm::confirm(&world.store, teacher, phase, &typed, &world.form(), world.now).await;
    assert_eq!(refused(answer), [Refusal::ProblemWaits(here.code.clone())]);
    let roster = roster::open(&world.store, teacher, phase, world.now).await.unwrap();
    assert_eq!(roster.lines.iter().map(|line| line.problem).collect::<Vec<_>>(), [Some(Kind::Damaged)]);
}

async fn a_replaced_gift_is_awaited_again(mut world: World) {
    for state in [claim::State::Shipped, claim::State::Received] {
        let gift = world.promised("shagou", "lin", state).await;
        let id = note(&world, "shagou", &gift, Kind::Wrong).await.unwrap();
        world.later(chrono::TimeDelta::days(2));
        choose(&world, id, &chosen(Choice::Replace)).await.unwrap();
        let (wish, claim) = (world.wish(gift.wish).await, world.claim(gift.claim).await);
        assert_eq!((wish.status, wish.received_at), (Status::Taken, None), "{state:?}");
        assert_eq!(claim.state, claim::State::Confirmed);
        assert_eq!((claim.shipped_at, claim.received_at, claim.tracking_no), (None, None, None));
        let due = world.today() + chrono::Days::new(14);
        assert_eq!(claim.give_by, Some(due));
        assert_eq!(told(&world).await, (choose_letter::Choice::Replace, Some(due)));
        assert!(receipt::Entity::find_by_id(gift.claim).one(world.store.read()).await.unwrap().is_none());
        // And when it comes, it is received like any other.
        let yes = || "yes".to_owned();
        let all = receive::Typed { item_matches: yes(), is_new: yes(), is_safe: yes(), no_contact_details: yes() };
        let school = at(&world, "shagou").await;
        receive::receive(&world.store, school, gift.code.as_str(), &all, &world.form(), world.now).await.unwrap();
        assert_eq!(world.wish(gift.wish).await.status, Status::Received);
    }
}

async fn a_substitute_goes_on_as_received(world: World) {
    for state in [claim::State::Confirmed, claim::State::Received] {
        let gift = world.promised("shagou", "lin", state).await;
        let id = note(&world, "shagou", &gift, Kind::Wrong).await.unwrap();
        choose(&world, id, &chosen(Choice::Substitute)).await.unwrap();
        assert_eq!(world.wish(gift.wish).await.status, Status::Received, "{state:?}");
        assert_eq!(world.claim(gift.claim).await.state, claim::State::Received);
        assert_eq!(told(&world).await.0, choose_letter::Choice::Substitute);
        let receipt = receipt::Entity::find_by_id(gift.claim).one(world.store.read()).await.unwrap().unwrap();
        assert_eq!(receipt.item_matches, state == claim::State::Received, "nobody says it matches who did not see so");
    }
    assert_eq!(problem::open(world.store.read(), 10).await.unwrap().len(), 0);
}

async fn a_gift_is_passed_on_to_a_child_with_the_same_need(world: World) {
    for state in [claim::State::Shipped, claim::State::Received] {
        let gift = world.promised("shagou", "lin", state).await;
        let (need, code) = world.wish_at("shagou", Status::Open).await;
        let id = note(&world, "shagou", &gift, Kind::Wrong).await.unwrap();
        let mut typed = chosen(Choice::PassOn);
        typed.pass_to = code.grouped();
        choose(&world, id, &typed).await.unwrap();
        assert_eq!(world.wish(gift.wish).await.status, Status::Open, "{state:?}");
        assert_eq!(world.wish(need).await.status, Status::Received);
        let claim = world.claim(gift.claim).await;
        assert_eq!((claim.wish_id, claim.state), (need, claim::State::Received));
        let receipt = receipt::Entity::find_by_id(gift.claim).one(world.store.read()).await.unwrap().unwrap();
        assert_eq!(receipt.wish_id, need);
        assert_eq!(told(&world).await.0, choose_letter::Choice::PassOn);
        let settled = problem::Entity::find_by_id(id).one(world.store.read()).await.unwrap().unwrap();
        assert_eq!(settled.passed_to, Some(need));
        let (list, _) = problem::all_settled(world.store.read(), None).await.unwrap();
        assert_eq!((list[0].problem.id, list[0].wish.id), (id, gift.wish), "it was about the first wish");
    }
}

async fn a_gift_is_passed_on_only_where_the_need_is_the_same(world: World) {
    let gift = world.promised("shagou", "lin", claim::State::Received).await;
    let id = note(&world, "shagou", &gift, Kind::Wrong).await.unwrap();
    let books = world.wish_for("shagou", Category::Books, Status::Open).await;
    let elsewhere = world.wish_at("huili", Status::Open).await;
    let taken = world.promised("shagou", "chen", claim::State::Confirmed).await;
    for code in [books.1.as_str(), elsewhere.1.as_str(), taken.code.as_str(), gift.code.as_str(), "", "K7M4"] {
        let mut typed = chosen(Choice::PassOn);
        typed.pass_to = code.to_owned();
        assert_eq!(refused(choose(&world, id, &typed).await), [Refusal::NoSuchNeed], "{code}");
    }
    assert_eq!(world.claim(gift.claim).await.wish_id, gift.wish);
    assert_eq!(problem::open(world.store.read(), 10).await.unwrap().len(), 1, "the choice is still to be made");
}

async fn a_returned_gift_leaves_the_wish_open(world: World) {
    for state in [claim::State::Shipped, claim::State::Received] {
        let gift = world.promised("shagou", "lin", state).await;
        let id = note(&world, "shagou", &gift, Kind::Damaged).await.unwrap();
        choose(&world, id, &chosen(Choice::Return)).await.unwrap();
        let (wish, claim) = (world.wish(gift.wish).await, world.claim(gift.claim).await);
        assert_eq!((wish.status, wish.received_at), (Status::Open, None), "{state:?}");
        assert_eq!(claim.state, claim::State::Cancelled);
        assert_eq!(claim.end_reason.as_deref(), Some("谢谢您，已和学校商量"));
        assert_eq!(told(&world).await.0, choose_letter::Choice::Return);
    }
}

async fn a_child_who_moved_leaves_no_wish_behind(world: World) {
    let gift = world.promised("shagou", "lin", claim::State::Received).await;
    let id = note(&world, "shagou", &gift, Kind::ChildMoved).await.unwrap();
    for choice in [Choice::Replace, Choice::Substitute] {
        let answer = choose(&world, id, &chosen(choice)).await;
        assert_eq!(refused(answer), [Refusal::NotAChoice(Field::Choice)], "nobody is there to get it");
    }
    let (need, code) = world.wish_at("shagou", Status::Open).await;
    let mut typed = chosen(Choice::PassOn);
    typed.pass_to = code.to_string();
    choose(&world, id, &typed).await.unwrap();
    let moved = world.wish(gift.wish).await;
    assert_eq!((moved.status, moved.withdrawn_at), (Status::Withdrawn, Some(world.now)));
    assert_eq!(moved.reason.as_deref(), Some("moved"), "not the school's remark");
    assert_eq!(world.wish(need).await.status, Status::Received);

    let gift = world.promised("shagou", "lin", claim::State::Received).await;
    let id = note(&world, "shagou", &gift, Kind::ChildMoved).await.unwrap();
    choose(&world, id, &chosen(Choice::Return)).await.unwrap();
    assert_eq!(world.wish(gift.wish).await.status, Status::Withdrawn);
}

async fn what_is_settled_is_listed_page_by_page(world: World) {
    // Twice about one gift, and once about each of the others.
    let gift = world.promised("shagou", "lin", claim::State::Received).await;
    let mut ids = Vec::new();
    for _ in 0..2 {
        let id = note(&world, "shagou", &gift, Kind::Wrong).await.unwrap();
        choose(&world, id, &chosen(Choice::Substitute)).await.unwrap();
        ids.push(id);
    }
    while ids.len() <= problem::PAGE {
        let gift = world.promised("shagou", "lin", claim::State::Received).await;
        let id = note(&world, "shagou", &gift, Kind::Wrong).await.unwrap();
        choose(&world, id, &chosen(Choice::Substitute)).await.unwrap();
        ids.push(id);
    }
    let waits = world.promised("shagou", "lin", claim::State::Received).await;
    note(&world, "shagou", &waits, Kind::Damaged).await.unwrap();
    ids.reverse();
    let listed = |page: &[problem::Open]| page.iter().map(|one| one.problem.id).collect::<Vec<_>>();
    let (page, next) = problem::all_settled(world.store.read(), None).await.unwrap();
    assert_eq!((listed(&page), next), (ids[..problem::PAGE].to_vec(), Some(ids[problem::PAGE - 1])));
    let (page, next) = problem::all_settled(world.store.read(), next).await.unwrap();
    assert_eq!((listed(&page), next), (ids[problem::PAGE..].to_vec(), None));
}

async fn a_remark_names_no_pupil(world: World) {
    let gift = world.here_for("shagou", "陈小草", "lin").await;
    let typed = problem::Typed { kind: Kind::ChildMoved.key().to_owned(), remark: "陈 小草转学了".to_owned() };
    let school = at(&world, "shagou").await;
    let answer = problem::note(&world.store, school, gift.code.as_str(), &typed, &world.form(), world.now).await;
    assert_eq!(refused(answer), [Refusal::Personal(Field::Remark, Personal::PupilName)]);
}

async fn two_officers_choose_once(world: World) {
    let gift = world.promised("shagou", "lin", claim::State::Received).await;
    let id = note(&world, "shagou", &gift, Kind::Damaged).await.unwrap();
    let other = world.another_process().await;
    let officer = world.officer().await;
    let (replace, back) = (chosen(Choice::Replace), chosen(Choice::Return));
    let (first, second) = (world.form(), world.form());
    let (left, right) = tokio::join!(
        choose::choose(&world.store, officer, id, &replace, &first, world.now),
        choose::choose(&other, officer, id, &back, &second, world.now),
    );
    assert!(left.is_ok() != right.is_ok(), "{left:?} {right:?}");
    assert_eq!(world.letters_of("problem_choice").await, 1);
    let state = world.claim(gift.claim).await.state;
    assert_eq!(state == claim::State::Confirmed, left.is_ok());
}

async fn a_choice_is_told_what_it_lacks(world: World) {
    let gift = world.promised("shagou", "lin", claim::State::Received).await;
    let id = note(&world, "shagou", &gift, Kind::Damaged).await.unwrap();
    let nothing = choose::Typed::default();
    assert_eq!(refused(choose(&world, id, &nothing).await), [Refusal::Missing(Field::Choice)]);
    for choice in [Choice::Substitute, Choice::Return] {
        let wordless = choose::Typed { remark: String::new(), ..chosen(choice) };
        assert_eq!(refused(choose(&world, id, &wordless).await), [Refusal::Missing(Field::Remark)]);
    }
    let unknown = ProblemId(id.0 + 1);
    assert_eq!(refused(choose(&world, unknown, &chosen(Choice::Return)).await), [Refusal::NotFound]);
    let typed = problem::Typed { kind: "late".to_owned(), remark: "\u{202E}".to_owned() };
    let school = at(&world, "shagou").await;
    let answer = problem::note(&world.store, school, gift.code.as_str(), &typed, &world.form(), world.now).await;
    assert_eq!(refused(answer), [Refusal::NotAChoice(Field::Kind), Refusal::Invisible(Field::Remark)]);
}

/// A photo as the edge has just laid it down becomes the gift's.
async fn pictured(world: &World, school: &str, gift: &Gift) -> Result<PhotoId, Error> {
    let (receiver, store, now) = (at(world, school).await, &world.store, world.now);
    let photo = bring::begin(store, Purpose::Problem, receiver.account(), (800, 600), now).await.unwrap().id;
    picture::bring(store, receiver, gift.code.as_str(), photo, &world.form(), now).await.map(|()| photo)
}

async fn a_photo_is_seen_by_the_office_and_its_school_until_the_choice(world: World) {
    let gift = world.promised("shagou", "lin", claim::State::Received).await;
    assert_eq!(refused(pictured(&world, "shagou", &gift).await), [Refusal::NotFound], "nothing is wrong yet");
    let id = note(&world, "shagou", &gift, Kind::Damaged).await.unwrap();
    assert_eq!(refused(pictured(&world, "huili", &gift).await), [Refusal::NotFound], "another school's gift");
    let first = pictured(&world, "shagou", &gift).await.unwrap();
    let second = pictured(&world, "shagou", &gift).await.unwrap();
    let state = async |photo| {
        photo::Entity::find_by_id::<PhotoId>(photo).one(world.store.writer()).await.unwrap().unwrap().state
    };
    assert_eq!((state(first).await, state(second).await), (State::Erased, State::Kept), "a better one replaces it");
    assert_eq!(picture::of(world.store.read(), id).await.unwrap(), Some(second));
    for (who, sees) in [
        (world.signed_in_school("shagou").await, true),
        (world.signed_in_officer().await, true),
        (world.signed_in_school("huili").await, false),
        (world.signed_in_donor("lin").await, false),
    ] {
        assert_eq!(sight::seen_by(world.store.read(), &who, second).await.is_ok(), sees, "{:?}", who.role());
    }
    choose(&world, id, &chosen(Choice::Substitute)).await.unwrap();
    assert_eq!(state(second).await, State::Erased);
    assert_eq!(picture::of(world.store.read(), id).await.unwrap(), None);
}
