//! What donors answer by the link in their letter, what they do not, and the rounds that the clock makes.

use chrono::TimeDelta;
use entity::{
    Lang, Refusal,
    claim::{State, release},
    clock,
    id::{AccountId, OfferId},
    matching::assign::{Left, Reason},
    outbox::{self, Letter},
    round::{
        self, answer, apply,
        desk::{self, Passed},
        lapse, nightly,
        proposal::{self, Answer},
        summary::Rests,
    },
    wish::Status,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    offers::up_to,
    world::{World, refused},
};

on_both!(
    a_donor_accepts_some_and_the_rest_opens_again,
    a_donor_declines_and_is_let_rest,
    who_has_still_to_answer_rests_and_is_told_so,
    what_is_not_answered_lapses_into_the_next_round,
    a_foreign_or_made_up_link_opens_nothing,
    its_donor_sees_what_was_proposed_from_an_offer,
    every_night_one_round_whose_letters_wait_for_the_morning,
);

impl World {
    /// The token in the newest letter of a round to this donor.
    pub async fn proposal_to(&self, donor: &str) -> String {
        let letters = self.letters_to(&format!("{donor}@example.org")).await;
        let link = letters.iter().rev().find_map(|letter| match letter {
            Letter::Proposed { link, .. } => Some(link.clone()),
            _ => None,
        });
        self.store.keys.link_token(&link.unwrap())
    }

    pub async fn accepts_all(&self, donor: &str) {
        let token = self.proposal_to(donor).await;
        let seen = answer::look(&self.store, &token, Lang::Zh, self.now).await.unwrap();
        let wishes = seen.lines.iter().map(|line| line.code.to_string()).collect();
        let typed = answer::Typed { wishes, rules: "yes".into(), ..answer::Typed::default() };
        answer::accept(&self.store, &token, &typed, "", self.now).await.unwrap();
    }

    /// By offer.
    pub async fn passed_over(&self, donor: &str) -> Vec<(OfferId, Passed)> {
        let donor = self.donor(donor).await;
        let mut passed: Vec<_> =
            desk::passed_over(self.store.read(), donor, self.now).await.unwrap().into_iter().collect();
        passed.sort_unstable_by_key(|(offer, _)| *offer);
        passed
    }

    async fn proposals_of(&self, donor: AccountId) -> Vec<proposal::Model> {
        let own = proposal::Entity::find().filter(proposal::COLUMN.account_id.eq(donor));
        own.all(self.store.writer()).await.unwrap()
    }
}

async fn a_donor_accepts_some_and_the_rest_opens_again(world: World) {
    let wishes = world.open_wishes("shagou", 3).await;
    world.offer("lin", &up_to(3)).await;
    let id = world.applied().await;
    let token = world.proposal_to("lin").await;
    let seen = answer::look(&world.store, &token, Lang::Zh, world.now).await.unwrap();
    assert!(seen.waits && seen.lines.len() == 3 && seen.lines.iter().all(|line| line.state == State::Held));
    assert!(seen.lines.iter().all(|line| line.why == Some(Reason::OnlyOffer)), "each says why it is proposed");
    let chosen = vec![wishes[0].code.to_string(), "no code".into()];
    let none = answer::Typed { wishes: vec!["no code".into()], ..answer::Typed::default() };
    let told = refused(answer::accept(&world.store, &token, &none, "a", world.now).await);
    assert_eq!(told, [Refusal::NothingChosen, Refusal::RulesNotAccepted]);
    let typed = answer::Typed { wishes: chosen, rules: "yes".into(), ..answer::Typed::default() };
    for _ in 0..2 {
        let answered = answer::accept(&world.store, &token, &typed, "a", world.now).await.unwrap();
        assert_eq!((answered.accepted, answered.given_back), (1, 2));
    }
    let other = answer::Typed { wishes: vec![wishes[1].code.to_string()], ..typed };
    let again = answer::accept(&world.store, &token, &other, "a", world.now).await;
    assert_eq!(refused(again), [Refusal::Answered], "the same form with another choice is no replay");
    let again = answer::decline(&world.store, &token, "b", world.now).await;
    assert_eq!(refused(again), [Refusal::Answered]);
    let claim = world.claims_of(wishes[0].id).await.remove(0);
    assert_eq!(
        (claim.state, claim.rules_accepted_at, claim.confirmed_at),
        (State::Confirmed, Some(world.now), Some(world.now))
    );
    assert!(claim.give_by.is_some());
    for wish in &wishes[1..] {
        assert_eq!(world.claims_of(wish.id).await[0].state, State::Released);
        assert_eq!(world.status(wish.id).await, Status::Open);
    }
    assert_eq!(world.letters_of("claim_confirmed").await, 1);
    assert_eq!(world.letters_of("released").await, 0, "who declines needs no letter about it");
    let outcome = world.outcome_of(id).await;
    assert_eq!((outcome.accepted, outcome.given_back, outcome.waiting), (1, 2, 0));
    let seen = answer::look(&world.store, &token, Lang::Zh, world.now).await.unwrap();
    assert!(!seen.waits && seen.is_answered, "the page tells what was answered");
}

async fn a_donor_declines_and_is_let_rest(mut world: World) {
    let wish = world.open_wish("shagou").await;
    let offer = world.offer("lin", &up_to(3)).await;
    assert!(world.passed_over("lin").await.is_empty());
    let first = world.applied().await;
    let asked = Passed::Asked(Some((world.now, world.now + TimeDelta::hours(48))));
    assert_eq!(world.passed_over("lin").await, [(offer, asked)]);
    assert!(world.passed_over("chen").await.is_empty());
    let token = world.proposal_to("lin").await;
    let answered = answer::decline(&world.store, &token, "a", world.now).await.unwrap();
    assert_eq!((answered.accepted, answered.given_back), (0, 1));
    assert_eq!(world.status(wish.id).await, Status::Open);
    assert_eq!(world.outcome_of(first).await.given_back, 1);
    let summary = world.summary_of(world.round_over("all").await).await;
    assert_eq!((summary.offers, summary.resting, summary.proposed), (0, 1, 0));
    assert_eq!((&summary.left[..], summary.longest[0].why), (&[(Left::Resting, 1)][..], Left::Resting));
    let until = world.now + TimeDelta::days(7);
    assert_eq!(world.passed_over("lin").await, [(offer, Passed::Refused { at: world.now, until })]);
    assert_eq!(summary.rest, Rests { offers: 1, back: Some(until), asked: 0 });
    world.later(TimeDelta::days(8));
    assert!(world.passed_over("lin").await.is_empty());
    let summary = world.summary_of(world.round_over("5").await).await;
    assert_eq!((summary.offers, summary.resting, summary.proposed), (1, 0, 1));
    assert_eq!(summary.rest, Rests::default());
}

async fn who_has_still_to_answer_rests_and_is_told_so(world: World) {
    world.open_wish("shagou").await;
    world.offer("lin", &up_to(2)).await;
    world.applied().await;
    world.open_wish("shagou").await;
    let summary = world.summary_of(world.round_over("5").await).await;
    assert_eq!((summary.left, summary.rest), (vec![(Left::Resting, 1)], Rests { offers: 1, back: None, asked: 1 }));
    world.open_wish("shagou").await;
    world.offer("chen", &up_to(1)).await;
    let summary = world.summary_of(world.round_over("all").await).await;
    assert_eq!(summary.left, [(Left::CountsSpent, 1)], "what stands is told before what rests");
}

async fn what_is_not_answered_lapses_into_the_next_round(mut world: World) {
    let wishes = world.open_wishes("shagou", 2).await;
    world.offer("lin", &up_to(3)).await;
    let first = world.applied().await;
    let token = world.proposal_to("lin").await;
    world.offer("chen", &up_to(2)).await;
    let meanwhile = world.summary_of(world.round_over("5").await).await;
    assert_eq!((meanwhile.open, meanwhile.resting), (0, 1), "who has something to answer is not asked anew");
    world.later(TimeDelta::hours(48));
    let other = world.another_process().await;
    let both = tokio::join!(lapse::lapse(&world.store, world.now), lapse::lapse(&other, world.now));
    assert_eq!(both.0.unwrap() + both.1.unwrap(), 1);
    let late = answer::decline(&world.store, &token, "a", world.now).await;
    assert!(matches!(refused(late)[..], [Refusal::HoldOver(_)]));
    assert_eq!(world.outcome_of(first).await.lapsed, 2);
    assert_eq!(world.letters_of("lapsed").await, 0, "the letter has said so");
    let done = clock::turn(&world.store, world.now).await;
    assert!(done.failed.is_empty(), "{:?}", done.failed);
    let next = world.applied().await;
    assert_eq!(world.outcome_of(next).await.waiting, 2);
    for wish in wishes {
        let claims = world.claims_of(wish.id).await;
        let chen = world.donor("chen").await.account();
        assert_eq!((claims[0].state, claims[1].state), (State::Lapsed, State::Held));
        assert_eq!(claims[1].account_id, Some(chen));
    }
    let lin = world.donor("lin").await.account();
    assert_eq!(world.proposals_of(lin).await[0].answer, Some(Answer::Lapsed));
}

async fn a_foreign_or_made_up_link_opens_nothing(mut world: World) {
    world.open_wish("shagou").await;
    world.offer("lin", &up_to(1)).await;
    world.applied().await;
    let token = world.proposal_to("lin").await;
    let cut = &token[..token.len() - 1];
    let unknown = world.store.keys.link_token(&world.store.dice.id());
    for token in ["", "a.b", cut, unknown.as_str()] {
        let told = refused(answer::look(&world.store, token, Lang::Zh, world.now).await);
        assert_eq!(told, [Refusal::LinkSpent]);
        let told = refused(answer::decline(&world.store, token, "a", world.now).await);
        assert_eq!(told, [Refusal::LinkSpent]);
    }
    let row = proposal::Entity::find().one(world.store.writer()).await.unwrap().unwrap();
    assert!(token != row.link && token.starts_with(&row.link), "the table holds nothing that opens the page");
    world.later(TimeDelta::days(17));
    assert_eq!(refused(answer::look(&world.store, &token, Lang::Zh, world.now).await), [Refusal::LinkSpent]);
}

async fn its_donor_sees_what_was_proposed_from_an_offer(world: World) {
    let wishes = world.open_wishes("shagou", 2).await;
    let (offer, lin, chen) = (world.offer("lin", &up_to(2)).await, world.donor("lin").await, world.donor("chen").await);
    world.applied().await;
    assert!(desk::waiting(world.store.read(), lin, world.now).await.unwrap().is_some());
    assert!(desk::waiting(world.store.read(), chen, world.now).await.unwrap().is_none());
    world.accepts_all("lin").await;
    let typed = release::Typed { reason: "买不到".into() };
    release::release(&world.store, lin, &wishes[0].code, &typed, &world.form(), world.now).await.unwrap();
    let lang = Lang::Zh;
    let lines = desk::of_offer(world.store.read(), lin, offer, lang).await.unwrap();
    let of = |code| lines.iter().find(|line| &line.gift.code == code).map(|line| line.state);
    assert_eq!((of(&wishes[0].code), of(&wishes[1].code)), (Some(State::Released), Some(State::Confirmed)));
    assert!(desk::of_offer(world.store.read(), chen, offer, lang).await.unwrap().is_empty());
    assert!(desk::waiting(world.store.read(), lin, world.now).await.unwrap().is_none());
}

async fn every_night_one_round_whose_letters_wait_for_the_morning(mut world: World) {
    world.open_wishes("shagou", 2).await;
    world.offer("lin", &up_to(1)).await;
    let officer = world.officer().await;
    for (hour, told) in [("", true), ("24", true), ("two", true), ("2", false)] {
        let typed = nightly::Typed { hour: hour.into() };
        let set = nightly::set(&world.store, officer, &typed, &world.form(), world.now).await;
        assert_eq!(set.is_err(), told, "{hour}");
    }
    assert_eq!(nightly::run(&world.store, world.now).await.unwrap(), 0, "it is nine in the morning");
    // Two at night in China.
    world.later(TimeDelta::hours(17));
    let other = world.another_process().await;
    let both = tokio::join!(nightly::run(&world.store, world.now), nightly::run(&other, world.now));
    assert_eq!(both.0.unwrap() + both.1.unwrap(), 1, "of two clocks, one makes it");
    assert_eq!(nightly::run(&world.store, world.now + TimeDelta::hours(1)).await.unwrap(), 0);
    assert_eq!(apply::go_on(&world.store, world.now).await.unwrap(), 1);
    let rounds = round::Entity::find().all(world.store.writer()).await.unwrap();
    let [round] = &rounds[..] else { panic!("{rounds:?}") };
    assert_eq!((round.opened_by, round.applied_by, round.state), (None, None, round::State::Applied));
    let letters = outbox::Entity::find().filter(outbox::COLUMN.kind.eq("proposed"));
    let letter = letters.one(world.store.writer()).await.unwrap().unwrap();
    assert_eq!(letter.due_at, world.now + TimeDelta::hours(6), "at eight");
    world.accepts_all("lin").await;
    world.offer("chen", &up_to(1)).await;
    world.later(TimeDelta::days(3));
    assert_eq!(nightly::run(&world.store, world.now).await.unwrap(), 1, "three nights late, one round");
    nightly::stop(&world.store, officer, &world.form(), world.now).await.unwrap();
    assert!(nightly::schedule(world.store.read(), officer).await.unwrap().is_none());
    assert_eq!(nightly::run(&world.store, world.now + TimeDelta::days(1)).await.unwrap(), 0);
}
