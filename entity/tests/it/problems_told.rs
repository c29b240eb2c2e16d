//! What becomes of a gift that had a problem: the school is told, and a gift that was passed on is found again.

use entity::{
    Code, Lang, Refusal,
    actor::Receiver,
    claim::{self, Source, desk, stations},
    handout::{
        problem::{
            self, Choice, Kind, choose,
            settled::{About, Gone, Settled, about, of_wish},
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
    gifts::{Gift, Promise},
    world::{World, refused},
};

on_both!(
    the_school_is_told_of_each_choice,
    of_a_gift_with_the_office_the_school_is_told_that_it_is_there,
    for_the_pools_gift_nobody_is_owed_a_word,
    a_gift_that_was_passed_on_is_found_under_its_old_code,
    the_school_knows_what_to_do_until_it_is_done,
    an_earlier_gift_with_the_same_code_is_told_from_the_new_one,
    every_gift_that_had_a_code_is_told_of_whatever_came_after_it,
    a_gift_that_was_passed_on_and_then_goes_back_is_told_of_under_both_codes,
    a_donor_finds_what_became_of_each_of_their_gifts,
    anybody_is_told_that_earlier_gifts_are_gone_and_when,
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

async fn for_the_pools_gift_nobody_is_owed_a_word(world: World) {
    for choice in [Choice::Substitute, Choice::Return] {
        let promise = Promise { donor: None, state: claim::State::Received, since: world.now };
        let gift = world.promised_by("shagou", promise).await;
        let id = noted(&world, &gift, world.signed_in_school("shagou").await.receiver().unwrap()).await;
        let typed = choose::Typed { choice: choice.key().to_owned(), ..choose::Typed::default() };
        choose::choose(&world.store, world.officer().await, id, &typed, &world.form(), world.now).await.unwrap();
        let letter = last_to_school(&world).await;
        assert!(matches!(letter, Letter::ProblemSettled { from_pool: true, .. }), "{letter:?}");
        let told = about(world.store.read(), &world.wish(gift.wish).await).await.unwrap().settled;
        let told: Vec<_> = told.iter().map(|one| (one.choice, one.source)).collect();
        assert_eq!(told, [(choice, Source::Pool)]);
    }
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
    let chosen = of_wish(db, gift.wish).await.unwrap();
    let chosen: Vec<_> = chosen.iter().map(|one| (one.choice, one.at, &one.now_at)).collect();
    assert_eq!(chosen, [(Choice::PassOn, world.now, &need)]);

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
        let passed_to: Vec<_> = known(old).await.settled.into_iter().map(|settled| settled.passed_to).collect();
        assert_eq!(passed_to, [Some(third.clone())], "{old}");
    }
    let came_from = known(world.claim(gift.claim).await.wish_id).await.came_from;
    assert_eq!(came_from, [gift.code.clone(), need.clone()], "its tag may say either");
    let settled = problem::settled(db, id).await.unwrap().unwrap();
    assert_eq!((settled.wish.code, settled.passed_to), (need, Some(third)), "the problem keeps its own wish");
}

async fn the_school_knows_what_to_do_until_it_is_done(world: World) {
    let known = async |gift: &Gift| about(world.store.read(), &world.wish(gift.wish).await).await.unwrap();
    let (at, source) = (world.now, Source::Donor);
    let says = |choice, passed_to| About {
        settled: vec![Settled { kind: Kind::Damaged, choice, at, passed_to, source, is_earlier: false }],
        ..About::default()
    };
    for choice in Choice::ALL {
        let (gift, need) = chosen(&world, choice).await;
        assert_eq!(known(&gift).await, says(choice, need), "{choice:?}");
    }
    let (gift, need) = chosen(&world, Choice::PassOn).await;
    let here = Gift { wish: world.claim(gift.claim).await.wish_id, code: need.unwrap(), claim: gift.claim };
    assert_eq!(known(&here).await, About { came_from: vec![gift.code.clone()], ..About::default() });
    let school = world.signed_in_school("shagou").await.receiver().unwrap();
    let arrival = receive::look(&world.store, school, gift.code.as_str(), world.now).await.unwrap();
    assert_eq!(arrival.about, says(Choice::PassOn, Some(here.code.clone())));

    handed_out(&world, &here).await;
    assert_eq!(known(&gift).await, About::default(), "the other child has it");
    assert_eq!(known(&here).await, About::default());
}

async fn an_earlier_gift_with_the_same_code_is_told_from_the_new_one(world: World) {
    let known = async |gift: &Gift| about(world.store.read(), &world.wish(gift.wish).await).await.unwrap();
    let source = Source::Donor;
    for choice in [Choice::PassOn, Choice::Return] {
        let (gift, passed_to) = chosen(&world, choice).await;
        taken_again(&world, &gift, "chen").await;
        let settled = vec![Settled { kind: Kind::Damaged, choice, at: world.now, passed_to, source, is_earlier: true }];
        let earlier = About { settled, has_new: true, came_from: Vec::new() };
        assert_eq!(known(&gift).await, earlier, "{choice:?}: promised again");
        world.put(&gift.code, Status::Received).await;
        assert_eq!(known(&gift).await, earlier, "{choice:?}: both are here");
        world.put(&gift.code, Status::HandedOut).await;
        let known = known(&gift).await;
        assert!(!known.has_new, "the child has it");
        assert_eq!(known.settled.len(), usize::from(choice == Choice::PassOn), "what was passed on still has the tag");
    }
}

/// The wish of a gift that is gone is claimed by this donor; gives the new gift.
async fn taken_again(world: &World, gift: &Gift, donor: &str) -> Gift {
    let (donor, code) = (world.donor(donor).await, std::slice::from_ref(&gift.code));
    claim::take::take(&world.store, donor, code, true, &world.form(), world.now).await.unwrap();
    let claims = world.claims_of(gift.wish).await;
    let claim = claims.iter().find(|claim| claim.state == claim::State::Confirmed).unwrap().id;
    Gift { claim, ..gift.clone() }
}

async fn every_gift_that_had_a_code_is_told_of_whatever_came_after_it(mut world: World) {
    let known = async |world: &World, gift: &Gift| {
        let about = about(world.store.read(), &world.wish(gift.wish).await).await.unwrap();
        let told: Vec<_> = about.settled.into_iter().map(|one| (one.choice, one.at, one.is_earlier)).collect();
        (told, about.has_new)
    };
    let (gift, _) = chosen(&world, Choice::PassOn).await;
    let first = world.now;
    world.later(chrono::TimeDelta::days(1));
    let second = taken_again(&world, &gift, "chen").await;
    let school = world.signed_in_school("shagou").await.receiver().unwrap();
    let id = noted(&world, &second, school).await;
    let passed_on = (Choice::PassOn, first, true);
    assert_eq!(known(&world, &gift).await, (vec![passed_on], false), "while the new gift's problem waits");
    settle(&world, id, Choice::Return, None).await;
    let returned = world.now;
    let both = vec![(Choice::Return, returned, false), passed_on];
    assert_eq!(known(&world, &gift).await, (both, false), "after it is settled");
    world.later(chrono::TimeDelta::days(1));
    taken_again(&world, &gift, "zhao").await;
    let both = vec![(Choice::Return, returned, true), passed_on];
    assert_eq!(known(&world, &gift).await, (both, true), "when the wish is claimed once more");
}

async fn a_gift_that_was_passed_on_and_then_goes_back_is_told_of_under_both_codes(world: World) {
    let (gift, need) = chosen(&world, Choice::PassOn).await;
    let here = Gift { code: need.unwrap(), wish: world.claim(gift.claim).await.wish_id, claim: gift.claim };
    let id = noted(&world, &here, world.signed_in_school("shagou").await.receiver().unwrap()).await;
    settle(&world, id, Choice::Return, None).await;
    for wish in [gift.wish, here.wish] {
        let about = about(world.store.read(), &world.wish(wish).await).await.unwrap();
        let told: Vec<_> = about.settled.iter().map(|one| (one.choice, one.passed_to.clone())).collect();
        assert_eq!(told, [(Choice::Return, None)], "its tag may say either code");
    }
}

async fn a_donor_finds_what_became_of_each_of_their_gifts(world: World) {
    let db = world.store.read();
    let (lin, chen) = (world.donor("lin").await, world.donor("chen").await);
    let (gift, need) = chosen(&world, Choice::PassOn).await;
    let school = world.signed_in_school("shagou").await.receiver().unwrap();
    let again = taken_again(&world, &gift, "lin").await;
    let id = noted(&world, &again, school).await;
    settle(&world, id, Choice::Return, None).await;
    taken_again(&world, &gift, "chen").await;

    let found = desk::one(db, lin, &gift.code, Lang::Zh).await.unwrap();
    assert_eq!(found.line.claim.id, again.claim);
    let told: Vec<_> = found.chosen.iter().map(|one| (one.claim.id, one.choice, one.now_at.clone())).collect();
    let need = need.unwrap();
    let both = [(gift.claim, Choice::PassOn, need.clone()), (again.claim, Choice::Return, gift.code.clone())];
    assert_eq!(told, both);
    assert!(found.chosen.iter().all(|one| one.remark == "谢谢您"));
    let passed = desk::one(db, lin, &need, Lang::Zh).await.unwrap();
    assert_eq!(passed.chosen, found.chosen, "under the other code as well");
    let others = desk::one(db, chen, &gift.code, Lang::Zh).await.unwrap();
    assert_eq!(others.chosen, [], "another donor is told nothing of lin's");
}

async fn anybody_is_told_that_earlier_gifts_are_gone_and_when(mut world: World) {
    let known = async |world: &World, code: &Code| {
        stations::of_code(world.store.read(), code, Lang::Zh, world.now).await.unwrap().unwrap().gone
    };
    let (gift, need) = chosen(&world, Choice::PassOn).await;
    let passed_on = Gone { choice: Choice::PassOn, source: Source::Donor, on: world.today() };
    assert_eq!(known(&world, &gift.code).await, [passed_on]);
    assert_eq!(known(&world, &need.unwrap()).await, [], "there it is");
    world.later(chrono::TimeDelta::days(1));
    let second = taken_again(&world, &gift, "chen").await;
    assert_eq!(known(&world, &gift.code).await, [passed_on], "though it is promised again");
    let id = noted(&world, &second, world.signed_in_school("shagou").await.receiver().unwrap()).await;
    settle(&world, id, Choice::Return, None).await;
    let returned = Gone { choice: Choice::Return, source: Source::Donor, on: world.today() };
    assert_eq!(known(&world, &gift.code).await, [passed_on, returned]);
    let substitute = chosen(&world, Choice::Substitute).await.0;
    assert_eq!(known(&world, &substitute.code).await, [], "it is still this wish's");
}

async fn handed_out(world: &World, gift: &Gift) {
    use sea_orm::{ActiveModelTrait, ActiveValue::Set};
    let row = entity::wish::ActiveModel { id: Set(gift.wish), status: Set(Status::HandedOut), ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
}
