//! What a donor gave back is not proposed to the same donor again for as long as its offer rests, from no other offer
//! either; and the round says so.

use chrono::TimeDelta;
use entity::{
    Fen,
    claim::release,
    matching::assign::{Idle, Left, Reason},
    offer::Typed,
    round::{
        answer,
        desk::{Passed, WhyNot, why_not},
        ground::draw::Unplaced,
        lapse, list, open, outcome,
    },
    wish,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::ground::{county, everything};
use crate::{offers::up_to, world::World};

on_both!(
    what_was_declined_is_not_proposed_from_another_offer,
    an_offer_rests_until_the_later_of_two_ends,
    what_was_left_out_or_released_is_not_either,
    what_was_not_answered_is_not_either,
    what_an_offer_does_not_fit_is_as_if_its_donor_had_not_had_it,
    others_are_asked_for_it_and_the_same_donor_after_a_week,
    a_plot_and_a_fund_that_were_declined_are_not_proposed_again,
);

async fn declines(world: &World, donor: &str) {
    let token = world.proposal_to(donor).await;
    answer::decline(&world.store, &token, "no", world.now).await.unwrap();
}

async fn what_was_declined_is_not_proposed_from_another_offer(world: World) {
    world.open_wishes("shagou", 3).await;
    let first = world.offer("lin", &up_to(3)).await;
    world.applied().await;
    let second = world.offer("lin", &up_to(3)).await;
    declines(&world, "lin").await;
    let summary = world.summary_of(world.round_over("all").await).await;
    assert_eq!((summary.offers, summary.resting, summary.proposed), (1, 1, 0));
    assert_eq!((summary.left, summary.idle_offers), (vec![(Left::GivenBack, 3)], vec![(second, Idle::GivenBack)]));
    let school = summary.schools[0];
    assert_eq!((school.given_back, school.rests), (true, false), "the one that is asked is told first");
    assert_eq!(summary.rest.offers, 1, "what rests would fit them, too");
    let until = world.now + TimeDelta::days(7);
    assert_eq!(summary.resting_offers, [(first, Passed::Refused { at: world.now, until })]);
    let resting = list::offers(world.store.read(), world.officer().await, &summary.resting_offers).await.unwrap();
    assert_eq!((resting[0].offer, resting[0].account), (first, world.donor("lin").await.account()));
}

/// A letter for the donor's other offer does not end the week, nor does the week hide how long the letter waits.
async fn an_offer_rests_until_the_later_of_two_ends(mut world: World) {
    world.open_wish("shagou").await;
    let first = world.offer("lin", &up_to(1)).await;
    world.applied().await;
    declines(&world, "lin").await;
    let until = world.now + TimeDelta::days(7);
    let second = world.offer("lin", &up_to(1)).await;
    world.open_wish("nanpo").await;
    world.applied().await;
    let refused = Passed::Refused { at: world.now, until };
    let asked = Passed::Asked(Some((world.now, world.now + TimeDelta::hours(48))));
    assert_eq!(world.passed_over("lin").await, [(first, refused), (second, asked)]);
    declines(&world, "lin").await;
    world.later(TimeDelta::days(6));
    world.offer("lin", &up_to(1)).await;
    world.open_wish("shagou").await;
    world.applied().await;
    let asked = Passed::Asked(Some((world.now, world.now + TimeDelta::hours(48))));
    let passed = world.passed_over("lin").await;
    assert!(passed.iter().all(|(_, why)| *why == asked), "the week ends before the letter's time: {passed:?}");
}

async fn what_was_left_out_or_released_is_not_either(world: World) {
    let wishes = world.open_wishes("shagou", 2).await;
    world.offer("lin", &up_to(2)).await;
    world.applied().await;
    world.offer("lin", &up_to(2)).await;
    let token = world.proposal_to("lin").await;
    let chosen = vec![wishes[0].code.to_string()];
    let typed = answer::Typed { wishes: chosen, rules: "yes".into(), ..answer::Typed::default() };
    answer::accept(&world.store, &token, &typed, "some", world.now).await.unwrap();
    let id = world.round_over("all").await;
    assert_eq!(world.summary_of(id).await.left, [(Left::GivenBack, 1)], "it was left out");
    let (lin, typed) = (world.donor("lin").await, release::Typed { reason: "买不到".into() });
    release::release(&world.store, lin, &wishes[0].code, &typed, &world.form(), world.now).await.unwrap();
    open::redraw(&world.store, world.officer().await, id, &world.form(), world.now).await.unwrap();
    let summary = world.summary_of(id).await;
    assert_eq!((summary.proposed, summary.left), (0, vec![(Left::GivenBack, 2)]));
    // What came since is asked for all the same.
    world.open_wish("shagou").await;
    open::redraw(&world.store, world.officer().await, id, &world.form(), world.now).await.unwrap();
    let summary = world.summary_of(id).await;
    assert_eq!((summary.proposed, summary.left), (1, vec![(Left::GivenBack, 2)]));
    assert_eq!(summary.idle[0], (Idle::GivenBack, 1), "not every wish that fits is served");
}

async fn what_was_not_answered_is_not_either(mut world: World) {
    world.open_wish("shagou").await;
    world.offer("lin", &up_to(1)).await;
    world.applied().await;
    world.offer("lin", &up_to(1)).await;
    world.later(TimeDelta::hours(48));
    assert_eq!(lapse::lapse(&world.store, world.now).await.unwrap(), 1);
    let summary = world.summary_of(world.round_over("5").await).await;
    assert_eq!((summary.offers, summary.proposed, summary.left), (1, 0, vec![(Left::GivenBack, 1)]));
}

async fn what_an_offer_does_not_fit_is_as_if_its_donor_had_not_had_it(world: World) {
    world.open_wishes("shagou", 3).await;
    world.offer("lin", &up_to(3)).await;
    world.applied().await;
    declines(&world, "lin").await;
    for days in [20, 10] {
        let wish = world.open_wish("nanpo").await;
        let waiting_since = Set(world.now - TimeDelta::days(days));
        let row = wish::ActiveModel { id: Set(wish.id), waiting_since, ..Default::default() };
        row.update(world.store.writer()).await.unwrap();
    }
    let nanpo = world.school_id("nanpo").await;
    world.offer("lin", &Typed { schools: vec![nanpo.to_string()], ..up_to(1) }).await;
    world.offer("chen", &up_to(1)).await;
    let id = world.applied().await;
    let summary = world.summary_of(id).await;
    assert_eq!((summary.proposed, summary.left), (2, vec![(Left::CountsSpent, 3)]));
    let asked = outcome::donors(world.store.read(), world.officer().await, id, None, 10).await.unwrap();
    let mut pairs = asked.iter().flat_map(|one| &one.pairs);
    let why = pairs.find(|pair| pair.school == nanpo).unwrap().why;
    assert_eq!(why, Some(Reason::WaitedLongest), "what lin gave back has waited longer, and does not fit this offer");
}

async fn others_are_asked_for_it_and_the_same_donor_after_a_week(mut world: World) {
    world.open_wishes("shagou", 3).await;
    world.offer("lin", &up_to(3)).await;
    world.applied().await;
    let (lin, second) = (world.donor("lin").await, world.offer("lin", &up_to(3)).await);
    declines(&world, "lin").await;
    world.offer("chen", &up_to(1)).await;
    let next = world.applied().await;
    let summary = world.summary_of(next).await;
    assert_eq!((summary.proposed, summary.donors, summary.left), (1, 1, vec![(Left::CountsSpent, 2)]));
    assert_eq!(world.letters_of("proposed").await, 2, "one to each");
    let why = why_not(world.store.read(), lin, second).await.unwrap();
    assert_eq!(why, Some((world.now, WhyNot::Idle(Idle::GivenBack))), "its donor is told so");
    world.accepts_all("chen").await;
    world.later(TimeDelta::days(8));
    let summary = world.summary_of(world.round_over("5").await).await;
    assert_eq!((summary.resting, summary.proposed, summary.left), (0, 2, vec![]));
}

async fn a_plot_and_a_fund_that_were_declined_are_not_proposed_again(world: World) {
    county(&world).await;
    world.offer("lin", &everything()).await;
    world.applied().await;
    world.offer("lin", &everything()).await;
    declines(&world, "lin").await;
    let id = world.round_over("all").await;
    let summary = world.summary_of(id).await;
    assert_eq!((summary.shares().0, summary.for_funds(), summary.proposed), (0, Fen::ZERO, 0));
    let whys = (summary.plots[0].why, summary.funds[0].why, summary.left);
    assert_eq!(whys, (Some(Unplaced::GivenBack), Some(Unplaced::GivenBack), vec![(Left::GivenBack, 1)]));
    world.offer("chen", &everything()).await;
    open::redraw(&world.store, world.officer().await, id, &world.form(), world.now).await.unwrap();
    let summary = world.summary_of(id).await;
    assert_eq!((summary.shares().0, summary.for_funds(), summary.proposed), (2, Fen::yuan(20), 1));
}
