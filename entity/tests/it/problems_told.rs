//! What becomes of a gift that had a problem: the school is told, and a gift that was passed on is found again.

use entity::{
    Code, Lang, Refusal,
    actor::Receiver,
    claim::{self, desk},
    handout::{
        problem::{
            self, Choice, Kind, choose,
            settled::{About, PassedOn, Settled, about, passed_on},
        },
        receive,
    },
    id::ProblemId,
    outbox::{
        Letter,
        letter::{ProblemChoice, ProblemKind},
    },
    wish::Status,
};

use crate::{
    gifts::Gift,
    world::{World, refused},
};

on_both!(
    the_school_is_told_of_each_choice,
    of_a_gift_with_the_office_the_school_is_told_that_it_is_there,
    a_gift_that_was_passed_on_is_found_under_its_old_code,
    the_school_knows_what_to_do_until_it_is_done,
    an_earlier_gift_with_the_same_code_is_told_from_the_new_one,
);

async fn noted(world: &World, gift: &Gift, receiver: Receiver) -> ProblemId {
    let typed = problem::Typed { kind: Kind::Damaged.key().to_owned(), remark: "拉链坏了".to_owned() };
    problem::note(&world.store, receiver, gift.code.as_str(), &typed, &world.form(), world.now).await.unwrap()
}

async fn settle(world: &World, id: ProblemId, choice: Choice, pass_to: Option<&Code>) {
    let typed = choose::Typed {
        choice: choice.key().to_owned(),
        remark: "谢谢您".to_owned(),
        pass_to: pass_to.map(Code::grouped).unwrap_or_default(),
    };
    choose::choose(&world.store, world.officer().await, id, &typed, &world.form(), world.now).await.unwrap();
}

/// A gift of lin's at the school, with a problem about which this was chosen; and the wish it went to, if it was passed
/// on.
async fn chosen(world: &World, choice: Choice) -> (Gift, Option<Code>) {
    let gift = world.promised("shagou", "lin", claim::State::Received).await;
    let need = match choice {
        Choice::PassOn => Some(world.wish_at("shagou", Status::Open).await.1),
        _ => None,
    };
    let id = noted(world, &gift, world.signed_in_school("shagou").await.receiver().unwrap()).await;
    settle(world, id, choice, need.as_ref()).await;
    (gift, need)
}

async fn last_to_school(world: &World) -> Letter {
    world.letters_to("teacher-shagou@example.org").await.pop().unwrap()
}

async fn the_school_is_told_of_each_choice(world: World) {
    for one in Choice::ALL {
        let (gift, need) = chosen(&world, one).await;
        let Letter::ProblemSettled { code, problem, choice, passed_to, at_hub, .. } = last_to_school(&world).await
        else {
            panic!("{one:?}")
        };
        assert_eq!((code, problem, choice), (gift.code, ProblemKind::Damaged, ProblemChoice::from(one)));
        assert_eq!((passed_to.map(|(code, _)| code), at_hub), (need, false), "{one:?}");
    }
    assert_eq!(world.letters_of("problem_settled").await, Choice::ALL.len());
}

async fn of_a_gift_with_the_office_the_school_is_told_that_it_is_there(world: World) {
    let gift = world.promised("shagou", "lin", claim::State::Shipped).await;
    // The school has an account that reads the letter.
    world.school("shagou").await;
    let id = noted(&world, &gift, world.signed_in_officer().await.receiver().unwrap()).await;
    settle(&world, id, Choice::Return, None).await;
    let letter = last_to_school(&world).await;
    assert!(matches!(letter, Letter::ProblemSettled { at_hub: true, .. }), "{letter:?}");
}

async fn a_gift_that_was_passed_on_is_found_under_its_old_code(world: World) {
    let (gift, need) = chosen(&world, Choice::PassOn).await;
    let need = need.unwrap();
    let db = world.store.read();
    let (lin, chen) = (world.donor("lin").await, world.donor("chen").await);
    let Some(Letter::ProblemChoice { gift: told, was, .. }) = world.letters_to("lin@example.org").await.pop() else {
        panic!("the donor is told")
    };
    assert_eq!((&told.code, was.as_ref()), (&need, Some(&gift.code)), "its page is under the new code");
    assert_eq!(refused(desk::one(db, lin, &gift.code, Lang::Zh).await), [Refusal::NotFound]);
    assert_eq!(desk::moved(db, lin, &gift.code).await.unwrap(), Some(need.clone()));
    assert_eq!(desk::moved(db, chen, &gift.code).await.unwrap(), None, "another donor's is none");
    assert_eq!(desk::moved(db, lin, &need).await.unwrap(), None);
    let passed = PassedOn { at: world.now, to: need.clone() };
    assert_eq!(passed_on(db, gift.wish).await.unwrap(), [passed]);

    // Passed on once more, both older codes lead to where it is.
    let (_, third) = world.wish_at("shagou", Status::Open).await;
    let here = Gift { code: need.clone(), wish: world.claim(gift.claim).await.wish_id, claim: gift.claim };
    let id = noted(&world, &here, world.signed_in_school("shagou").await.receiver().unwrap()).await;
    settle(&world, id, Choice::PassOn, Some(&third)).await;
    for old in [&gift.code, &need] {
        assert_eq!(desk::moved(db, lin, old).await.unwrap(), Some(third.clone()), "{old}");
    }
    let known = async |wish| about(db, &world.wish(wish).await).await.unwrap();
    for old in [gift.wish, here.wish] {
        let passed_to = known(old).await.settled.and_then(|settled| settled.passed_to);
        assert_eq!(passed_to, Some(third.clone()), "{old}");
    }
    let came_from = known(world.claim(gift.claim).await.wish_id).await.came_from;
    assert_eq!(came_from, [gift.code.clone(), need.clone()], "its tag may say either");
    let settled = problem::settled(db, id).await.unwrap().unwrap();
    assert_eq!((settled.wish.code, settled.passed_to), (need, Some(third)), "the problem keeps its own wish");
}

async fn the_school_knows_what_to_do_until_it_is_done(world: World) {
    let known = async |gift: &Gift| about(world.store.read(), &world.wish(gift.wish).await).await.unwrap();
    let says = |choice, passed_to| About {
        settled: Some(Settled { kind: Kind::Damaged, choice, passed_to, earlier: None }),
        came_from: Vec::new(),
    };
    for choice in Choice::ALL {
        let (gift, need) = chosen(&world, choice).await;
        assert_eq!(known(&gift).await, says(choice, need), "{choice:?}");
    }
    let (gift, need) = chosen(&world, Choice::PassOn).await;
    let here = Gift { wish: world.claim(gift.claim).await.wish_id, code: need.unwrap(), claim: gift.claim };
    assert_eq!(known(&here).await, About { settled: None, came_from: vec![gift.code.clone()] });
    let school = world.signed_in_school("shagou").await.receiver().unwrap();
    let arrival = receive::look(&world.store, school, gift.code.as_str(), world.now).await.unwrap();
    assert_eq!(arrival.about, says(Choice::PassOn, Some(here.code.clone())));

    handed_out(&world, &here).await;
    assert_eq!(known(&gift).await, About::default(), "the other child has it");
    assert_eq!(known(&here).await, About::default());
}

async fn an_earlier_gift_with_the_same_code_is_told_from_the_new_one(world: World) {
    let known = async |gift: &Gift| about(world.store.read(), &world.wish(gift.wish).await).await.unwrap().settled;
    let chen = world.donor("chen").await;
    for choice in [Choice::PassOn, Choice::Return] {
        let (gift, passed_to) = chosen(&world, choice).await;
        let code = std::slice::from_ref(&gift.code);
        claim::take::take(&world.store, chen, code, true, &world.form(), world.now).await.unwrap();
        let earlier = Some(Settled { kind: Kind::Damaged, choice, passed_to, earlier: Some(world.now) });
        assert_eq!(known(&gift).await, earlier, "{choice:?}: promised again");
        world.put(&gift.code, Status::Received).await;
        assert_eq!(known(&gift).await, earlier, "{choice:?}: both are here");
        world.put(&gift.code, Status::HandedOut).await;
        assert_eq!(known(&gift).await.is_some(), choice == Choice::PassOn, "what was passed on still has the tag");
    }
}

async fn handed_out(world: &World, gift: &Gift) {
    use sea_orm::{ActiveModelTrait, ActiveValue::Set};
    let row = entity::wish::ActiveModel { id: Set(gift.wish), status: Set(Status::HandedOut), ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
}
