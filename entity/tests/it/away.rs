//! The hand-out without a network: sent later, once, and with another phone's taken into account.

use entity::{
    Error, FormKey, Refusal, Store, claim,
    handout::{
        away::{self, Outcome, Sent},
        confirm::{self, Tick},
        line, problem,
    },
    id::PhaseId,
    wish::Status,
};
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::{
    gifts::Gift,
    world::{World, refused},
};

on_both!(
    a_roster_to_keep_holds_what_can_be_handed_out_and_is_journalled,
    a_hand_out_sent_by_the_page_and_by_its_worker_is_one,
    the_second_phone_sees_what_the_first_did,
    two_phones_at_once_hand_out_each_child_once,
    what_cannot_be_handed_out_is_said_and_the_rest_is_done,
    a_form_that_is_not_right_does_nothing,
    what_others_handed_out_is_shown_to_the_own_school,
);

fn sheet(world: &World, teacher: &str, gifts: &[&Gift]) -> confirm::Typed {
    confirm::Typed {
        handed_on: world.today().to_string(),
        teacher: teacher.to_owned(),
        second_adult: "样例村主任".to_owned(),
        ticks: gifts
            .iter()
            .map(|gift| Tick { code: gift.code.to_string(), signed_by: "guardian".to_owned() })
            .collect(),
    }
}

async fn send(world: &World, store: &Store, typed: &confirm::Typed, form: &FormKey) -> Result<Sent, Error> {
    let phase: PhaseId = world.phase().await;
    away::send(store, world.school("shagou").await, phase, typed, form, world.now).await
}

async fn here<const N: usize>(world: &World) -> [Gift; N] {
    let mut gifts = Vec::new();
    for donor in ["lin", "chen", "zhao", "sun", "qian", "wu"].iter().take(N) {
        gifts.push(world.promised("shagou", donor, claim::State::Received).await);
    }
    gifts.try_into().unwrap()
}

fn outcomes(sent: &Sent, gifts: &[&Gift]) -> Vec<Outcome> {
    let of = |gift: &&Gift| sent.lines.iter().find(|(code, _)| *code == gift.code).unwrap().1;
    gifts.iter().map(of).collect()
}

async fn a_roster_to_keep_holds_what_can_be_handed_out_and_is_journalled(world: World) {
    let (school, phase) = (world.school("shagou").await, world.phase().await);
    away::take(&world.store, school, phase, world.now).await.unwrap();
    assert_eq!(world.acts().await, Vec::<String>::new(), "an empty roster shows nobody's name");
    let [whole, broken] = here(&world).await;
    world.promised("huili", "lin", claim::State::Received).await;
    let typed = problem::Typed { kind: "damaged".to_owned(), remark: String::new() };
    let receiver = world.signed_in_school("shagou").await.receiver().unwrap();
    problem::note(&world.store, receiver, broken.code.as_str(), &typed, &world.form(), world.now).await.unwrap();
    let roster = away::take(&world.store, school, phase, world.now).await.unwrap();
    assert_eq!(roster.lines.iter().map(|line| &line.code).collect::<Vec<_>>(), [&whole.code]);
    assert_eq!(world.acts().await, ["problem_noted", "roster_kept"]);
}

async fn a_hand_out_sent_by_the_page_and_by_its_worker_is_one(world: World) {
    let other = world.another_process().await;
    for _ in 0..5 {
        let gift = world.promised("shagou", "lin", claim::State::Received).await;
        let (typed, form) = (sheet(&world, "王老师", &[&gift]), world.form());
        let (page, worker) =
            tokio::join!(send(&world, &world.store, &typed, &form), send(&world, &other, &typed, &form));
        let (page, worker) = (page.unwrap(), worker.unwrap());
        assert_eq!(page, worker);
        assert_eq!(send(&world, &world.store, &typed, &form).await.unwrap(), page, "and days later");
        assert_eq!(outcomes(&page, &[&gift]), [Outcome::HandedOut]);
    }
    assert_eq!(world.letters_of("handed_out").await, 5);
}

async fn the_second_phone_sees_what_the_first_did(world: World) {
    let [one, both, two] = here(&world).await;
    let (first, second) = (sheet(&world, "王老师", &[&one, &both]), sheet(&world, "李老师", &[&both, &two]));
    let first = send(&world, &world.store, &first, &world.form()).await.unwrap();
    let second = send(&world, &world.store, &second, &world.form()).await.unwrap();
    assert_eq!(outcomes(&second, &[&both, &two]), [Outcome::Before(first.act.unwrap()), Outcome::HandedOut]);
    let before = away::given_before(world.store.read(), world.school("shagou").await, &second).await.unwrap();
    let before: Vec<_> = before.iter().map(|one| (&one.code, one.teacher.as_str(), one.on)).collect();
    assert_eq!(before, [(&both.code, "王老师", world.today())]);
    assert_eq!(world.letters_of("handed_out").await, 3);
    // Nothing is left for a third: no empty act is written.
    let third = send(&world, &world.store, &sheet(&world, "赵老师", &[&one]), &world.form()).await.unwrap();
    assert_eq!(third.act, None);
    assert_eq!(entity::handout::Entity::find().count(world.store.writer()).await.unwrap(), 2);
}

async fn two_phones_at_once_hand_out_each_child_once(world: World) {
    let gifts = here::<6>(&world).await;
    let other = world.another_process().await;
    // Overlapping halves, ticked in opposite order.
    let one = sheet(&world, "王老师", &gifts[..4].iter().collect::<Vec<_>>());
    let two = sheet(&world, "李老师", &gifts[2..].iter().rev().collect::<Vec<_>>());
    let (first, second) = (world.form(), world.form());
    let (left, right) = tokio::join!(send(&world, &world.store, &one, &first), send(&world, &other, &two, &second));
    let (left, right) = (left.unwrap(), right.unwrap());
    let done = |sent: &Sent| sent.lines.iter().filter(|(_, outcome)| *outcome == Outcome::HandedOut).count();
    assert_eq!(done(&left) + done(&right), 6);
    assert!(left.lines.iter().chain(&right.lines).all(|(_, outcome)| outcome.is_settled()));
    assert_eq!(world.letters_of("handed_out").await, 6);
    assert_eq!(line::Entity::find().count(world.store.writer()).await.unwrap(), 6);
    assert_eq!(world.count(world.school_id("shagou").await, Status::HandedOut).await, 6);
}

async fn what_cannot_be_handed_out_is_said_and_the_rest_is_done(world: World) {
    let [whole, broken] = here(&world).await;
    let coming = world.promised("shagou", "lin", claim::State::Shipped).await;
    let elsewhere = world.promised("huili", "lin", claim::State::Received).await;
    let typed = problem::Typed { kind: "damaged".to_owned(), remark: String::new() };
    let receiver = world.signed_in_school("shagou").await.receiver().unwrap();
    problem::note(&world.store, receiver, broken.code.as_str(), &typed, &world.form(), world.now).await.unwrap();
    let gifts = [&whole, &broken, &coming, &elsewhere];
    let sent = send(&world, &world.store, &sheet(&world, "王老师", &gifts), &world.form()).await.unwrap();
    let (waits, not_here) = (Outcome::ProblemWaits, Outcome::NotHere);
    assert_eq!(outcomes(&sent, &gifts), [Outcome::HandedOut, waits, not_here, not_here]);
    assert_eq!(waits.refusal(&broken.code), Some(Refusal::ProblemWaits(broken.code.clone())));
    assert_eq!(world.letters_of("handed_out").await, 1);
    assert_eq!(world.wish(elsewhere.wish).await.status, Status::Received);

    let [late] = here(&world).await;
    let mut early = sheet(&world, "王老师", &[&late]);
    early.handed_on = (world.today() - chrono::Days::new(1)).to_string();
    let sent = send(&world, &world.store, &early, &world.form()).await.unwrap();
    assert_eq!((sent.act, outcomes(&sent, &[&late])), (None, vec![Outcome::ArrivedLater(world.today())]));
}

async fn a_form_that_is_not_right_does_nothing(world: World) {
    let [gift] = here(&world).await;
    let mut typed = sheet(&world, "样例村主任", &[&gift]);
    let form = world.form();
    assert_eq!(refused(send(&world, &world.store, &typed, &form).await), [Refusal::TwoAdults]);
    assert_eq!(world.wish(gift.wish).await.status, Status::Received);
    typed.teacher = "王老师".into();
    let sent = send(&world, &world.store, &typed, &form).await.unwrap();
    assert_eq!(outcomes(&sent, &[&gift]), [Outcome::HandedOut], "mended, it is done under the same key");
}

async fn what_others_handed_out_is_shown_to_the_own_school(mut world: World) {
    let [gift] = here(&world).await;
    send(&world, &world.store, &sheet(&world, "王老师", &[&gift]), &world.form()).await.unwrap();
    let since = world.now;
    let given = async |world: &World, school: &str| {
        let (school, phase) = (world.school(school).await, world.phase().await);
        away::given(world.store.read(), school, phase, since).await.unwrap()
    };
    let own = given(&world, "shagou").await;
    assert_eq!(own.iter().map(|one| (&one.code, one.item.as_str())).collect::<Vec<_>>(), [(&gift.code, "双肩书包")]);
    assert!(given(&world, "huili").await.is_empty());
    world.later(chrono::TimeDelta::hours(1));
    let (school, phase) = (world.school("shagou").await, world.phase().await);
    assert!(away::given(world.store.read(), school, phase, world.now).await.unwrap().is_empty());
}
