//! Rounds: drawn, looked at, applied once; each donor asked in a transaction of their own; answers, lapses, nights.

mod answers;
mod ground;
mod races;

use chrono::TimeDelta;
use entity::{
    Fen, Field, Refusal,
    actor::Donor,
    claim::{self, State, take},
    id::RoundId,
    offer::{self, Typed, pause},
    outbox::Letter,
    round::{
        self, Summary, apply, discard, list, open,
        outcome::{self, Outcome},
        proposal::line::Lost,
        what_if,
    },
    store::Watch,
    wish::Status,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use crate::{
    offers::up_to,
    world::{World, refused},
};

on_both!(
    an_officer_draws_a_round_and_applies_it_once,
    a_wish_taken_meanwhile_is_left_out_and_told,
    an_offer_gives_no_more_than_it_says_in_all_rounds_together,
    a_donor_is_not_asked_beyond_the_limit,
    what_changed_since_it_was_drawn_is_left_out,
    one_round_over_the_same_wishes_is_open_at_a_time,
    a_round_is_drawn_anew_or_discarded,
    what_if_changes_nothing,
    who_is_left_is_told_with_the_reason,
    siblings_are_proposed_to_one_donor,
    when_the_time_is_up_what_was_found_is_proposed,
);

impl World {
    pub async fn round_over(&self, phase: &str) -> RoundId {
        let typed = open::Typed { phase: phase.into() };
        open::open(&self.store, self.officer().await, &typed, &self.form(), self.now).await.unwrap()
    }

    pub async fn applied(&self) -> RoundId {
        self.applied_over("all").await
    }

    pub async fn applied_over(&self, phase: &str) -> RoundId {
        let id = self.round_over(phase).await;
        apply::apply(&self.store, self.officer().await, id, &self.form(), self.now).await.unwrap();
        id
    }

    pub async fn summary_of(&self, id: RoundId) -> Summary {
        list::one(self.store.writer(), self.officer().await, id).await.unwrap().read()
    }

    pub async fn outcome_of(&self, id: RoundId) -> Outcome {
        outcome::of(self.store.writer(), self.officer().await, id).await.unwrap()
    }

    async fn takes(&self, donor: Donor, code: &entity::Code) {
        let code = std::slice::from_ref(code);
        take::take(&self.store, donor, code, true, &self.form(), self.now).await.unwrap();
    }
}

async fn an_officer_draws_a_round_and_applies_it_once(world: World) {
    let wishes = world.open_wishes("shagou", 3).await;
    world.offer("lin", &up_to(2)).await;
    world.offer("chen", &Typed { max_price: "50".into(), ..up_to(5) }).await;
    let (id, officer) = (world.round_over("5").await, world.officer().await);
    let summary = world.summary_of(id).await;
    assert_eq!((summary.open, summary.offers, summary.proposed, summary.donors), (3, 2, 2, 1));
    assert_eq!((summary.bound, summary.gap(), summary.parcels, summary.price), (2, 0, 1, Fen::yuan(180)));
    assert_eq!((summary.before.wishes, summary.after.wishes, summary.before.longest), (3, 1, 30));
    assert_eq!(world.letters_of("proposed").await, 0, "nobody is asked yet");
    assert_eq!(world.status(wishes[0].id).await, Status::Open);
    let form = world.form();
    for _ in 0..2 {
        apply::apply(&world.store, officer, id, &form, world.now).await.unwrap();
    }
    let again = apply::apply(&world.store, officer, id, &world.form(), world.now).await;
    assert_eq!(refused(again), [Refusal::RoundState]);
    assert_eq!(apply::go_on(&world.store, world.now).await.unwrap(), 0, "everybody was asked");
    let letters = world.letters_to("lin@example.org").await;
    let Some(Letter::Proposed { gifts, sum, held_until, phases, .. }) = letters.last() else { panic!("{letters:?}") };
    assert_eq!((gifts.len(), *sum, phases.len()), (2, Fen::yuan(180), 1));
    assert_eq!(*held_until, world.now + TimeDelta::hours(48));
    assert_eq!(world.letters_of("proposed").await, 1);
    let outcome = world.outcome_of(id).await;
    assert_eq!((outcome.waiting, outcome.planned, outcome.all_lost()), (2, 0, 0));
    let claims = claim::Entity::find().all(world.store.writer()).await.unwrap();
    assert_eq!(claims.len(), 2);
    assert!(claims.iter().all(|claim| claim.state == State::Held && claim.account_id.is_some()));
    for act in ["round_opened", "round_applied", "wish_proposed", "proposal_made"] {
        assert!(world.acts().await.iter().any(|known| known == act), "{act} is in the journal");
    }
}

async fn a_wish_taken_meanwhile_is_left_out_and_told(world: World) {
    let wishes = world.open_wishes("shagou", 3).await;
    world.offer("lin", &up_to(3)).await;
    let id = world.round_over("all").await;
    world.takes(world.donor("zhao").await, &wishes[1].code).await;
    apply::apply(&world.store, world.officer().await, id, &world.form(), world.now).await.unwrap();
    let outcome = world.outcome_of(id).await;
    assert_eq!((outcome.waiting, outcome.lost.get(&Lost::Gone)), (2, Some(&1)));
    let letters = world.letters_to("lin@example.org").await;
    let Some(Letter::Proposed { gifts, .. }) = letters.last() else { panic!("{letters:?}") };
    assert!(gifts.iter().all(|gift| gift.code != wishes[1].code));
    assert_eq!(world.claims_of(wishes[1].id).await.len(), 1, "it stays whose it is");
}

async fn an_offer_gives_no_more_than_it_says_in_all_rounds_together(world: World) {
    world.open_wishes("shagou", 2).await;
    world.offer("lin", &Typed { budget: "200".into(), ..up_to(9) }).await;
    let first = world.applied().await;
    assert_eq!(world.outcome_of(first).await.waiting, 2);
    world.accepts_all("lin").await;
    world.open_wishes("shagou", 2).await;
    let summary = world.summary_of(world.round_over("all").await).await;
    assert_eq!((summary.open, summary.proposed), (2, 0), "20 yuan are left, which buys no schoolbag");
    world.offer("chen", &up_to(1)).await;
    world.applied_over("5").await;
    world.accepts_all("chen").await;
    let summary = world.summary_of(world.round_over("5").await).await;
    assert_eq!((summary.open, summary.offers, summary.proposed), (1, 1, 0), "chen's has given all it says");
}

async fn a_donor_is_not_asked_beyond_the_limit(world: World) {
    world.change_phase(|phase| phase.donor_limit = Set(2)).await;
    world.open_wishes("shagou", 6).await;
    // Each alone stays within what lin may have on the way; both together do not.
    world.offer("lin", &up_to(2)).await;
    world.offer("lin", &up_to(2)).await;
    let id = world.applied().await;
    let outcome = world.outcome_of(id).await;
    assert_eq!((outcome.waiting, outcome.lost.get(&Lost::Limit)), (2, Some(&2)));
}

async fn what_changed_since_it_was_drawn_is_left_out(world: World) {
    world.open_wishes("shagou", 2).await;
    let offer = world.offer("lin", &up_to(1)).await;
    world.offer("chen", &up_to(1)).await;
    let id = world.round_over("all").await;
    pause::pause(&world.store, world.donor("lin").await, offer, &world.form(), world.now).await.unwrap();
    apply::apply(&world.store, world.officer().await, id, &world.form(), world.now).await.unwrap();
    let outcome = world.outcome_of(id).await;
    assert_eq!((outcome.waiting, outcome.lost.get(&Lost::Offer)), (1, Some(&1)));
    assert_eq!(world.letters_of("proposed").await, 1, "who has nothing to answer gets no letter");
}

async fn one_round_over_the_same_wishes_is_open_at_a_time(world: World) {
    world.running_phase().await;
    let (officer, all) = (world.officer().await, open::Typed { phase: "all".into() });
    world.round_over("all").await;
    let again = open::open(&world.store, officer, &all, &world.form(), world.now).await;
    assert_eq!(refused(again), [Refusal::RoundOpen]);
    world.round_over("5").await;
    for (typed, told) in [("", Refusal::Missing(Field::Phase)), ("17", Refusal::NotAChoice(Field::Phase))] {
        let typed = open::Typed { phase: typed.into() };
        assert_eq!(refused(open::open(&world.store, officer, &typed, &world.form(), world.now).await), [told]);
    }
}

async fn a_round_is_drawn_anew_or_discarded(world: World) {
    world.open_wish("shagou").await;
    let (id, officer) = (world.round_over("all").await, world.officer().await);
    assert_eq!(world.summary_of(id).await.proposed, 0);
    let nothing = apply::apply(&world.store, officer, id, &world.form(), world.now).await;
    assert_eq!(refused(nothing), [Refusal::NothingToPropose]);
    world.offer("lin", &up_to(1)).await;
    open::redraw(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    open::redraw(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    assert_eq!(world.summary_of(id).await.proposed, 1);
    assert_eq!(list::progress(world.store.writer(), officer, id).await.unwrap(), (1, 0));
    discard::discard(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    let over = apply::apply(&world.store, officer, id, &world.form(), world.now).await;
    assert_eq!(refused(over), [Refusal::RoundState]);
    assert_eq!(list::progress(world.store.writer(), officer, id).await.unwrap(), (0, 0));
    let nowhere = apply::apply(&world.store, officer, RoundId(9_999), &world.form(), world.now).await;
    assert_eq!(refused(nowhere), [Refusal::NotFound]);
    assert_eq!(world.letters_of("proposed").await, 0);
}

async fn what_if_changes_nothing(world: World) {
    world.open_wishes("shagou", 4).await;
    world.offer("lin", &Typed { max_price: "80".into(), ..up_to(2) }).await;
    let (id, officer) = (world.round_over("all").await, world.officer().await);
    assert_eq!(world.summary_of(id).await.proposed, 0);
    let ask = async |raise: &str, count: &str, budget: &str| {
        let asked = what_if::Asked { raise: raise.into(), count: count.into(), budget: budget.into() };
        what_if::ask(&world.store, officer, None, &asked, world.now).await
    };
    assert_eq!(ask("10", "", "").await.unwrap().proposed, 2, "with ten yuan more for each");
    assert_eq!(ask("", "3", "").await.unwrap().proposed, 3, "with one more offer");
    assert_eq!(ask("10", "3", "").await.unwrap().proposed, 4);
    assert_eq!(ask("", "3", "100").await.unwrap().proposed, 1);
    let told = refused(ask("much", "0", "").await);
    let fields: Vec<_> = told.iter().filter_map(Refusal::field).collect();
    assert_eq!(fields, [Field::RaiseCap, Field::Count]);
    assert_eq!(round::Entity::find().all(world.store.writer()).await.unwrap().len(), 1);
    assert_eq!(world.summary_of(id).await.proposed, 0);
}

async fn who_is_left_is_told_with_the_reason(world: World) {
    use entity::matching::assign::Left;
    let dear = world.open_wish("shagou").await;
    let row = entity::wish::ActiveModel { id: Set(dear.id), price_fen: Set(Fen::yuan(99)), ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
    world.open_wishes("shagou", 2).await;
    world.offer("lin", &Typed { max_price: "90".into(), ..up_to(1) }).await;
    let summary = world.summary_of(world.round_over("all").await).await;
    assert_eq!((summary.proposed, summary.optimal), (1, true));
    let mut left = summary.left.clone();
    left.sort_by_key(|(why, _)| *why != Left::NoOfferAtPrice);
    assert_eq!(left, [(Left::NoOfferAtPrice, 1), (Left::CountsSpent, 1)]);
    let officer = world.officer().await;
    let lines = list::left(world.store.read(), officer, &summary.longest).await.unwrap();
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().any(|line| line.code == dear.code && line.line.why == Left::NoOfferAtPrice));
    let school = &summary.schools[0];
    assert_eq!((school.open, school.proposed, school.served()), (3, 1, (0, 33)));
    assert_eq!(offer::Entity::find().all(world.store.read()).await.unwrap().len(), 1);
}

async fn siblings_are_proposed_to_one_donor(world: World) {
    let wishes = world.open_wishes("shagou", 4).await;
    for (place, wish) in wishes.iter().enumerate() {
        let set_no = Set((place % 3 == 0).then(|| "family".to_owned()));
        let row = entity::wish::ActiveModel { id: Set(wish.id), set_no, ..Default::default() };
        row.update(world.store.writer()).await.unwrap();
    }
    world.offer("lin", &up_to(2)).await;
    world.offer("chen", &up_to(2)).await;
    let id = world.applied().await;
    assert_eq!(world.outcome_of(id).await.waiting, 4);
    let (first, last) = (world.claims_of(wishes[0].id).await, world.claims_of(wishes[3].id).await);
    assert_eq!(first[0].account_id, last[0].account_id);
}

async fn when_the_time_is_up_what_was_found_is_proposed(world: World) {
    world.open_wishes("shagou", 3).await;
    world.offer("lin", &Typed { budget: "200".into(), ..up_to(5) }).await;
    let mut hurried = world.store.clone();
    hurried.watch = Watch::new(|| Box::new(|| true));
    let (typed, officer) = (open::Typed { phase: "all".into() }, world.officer().await);
    let id = open::open(&hurried, officer, &typed, &world.form(), world.now).await.unwrap();
    let summary = world.summary_of(id).await;
    assert!(summary.cut_short);
    assert_eq!((summary.proposed, summary.price), (2, Fen::yuan(180)));
    open::redraw(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    assert!(!world.summary_of(id).await.cut_short);
}
