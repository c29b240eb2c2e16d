//! How much a round proposes at most: of an offer, to a donor, in a phase, in an organisation's name.

use chrono::TimeDelta;
use entity::{
    claim::State,
    matching::assign::{Idle, Left, Reason},
    offer::Typed,
    organisation::change::{self, TypedByOffice},
    phase,
    round::{
        apply,
        behind::InTheWay,
        desk::{self, Passed},
        open, outcome,
        proposal::line::Lost,
    },
    wish,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    IntoActiveModel,
};

use crate::{offers::up_to, world::World};

on_both!(
    an_offer_gives_no_more_than_it_says_in_all_rounds_together,
    a_donor_is_not_asked_beyond_the_limit,
    an_offer_that_its_donors_limit_stops_is_told_so,
    a_limit_is_not_blamed_for_what_money_or_others_decide,
    what_fits_and_may_not_be_taken_on_is_not_called_missing,
    what_one_phase_has_no_room_for_is_for_others,
    the_offers_for_an_organisation_share_its_limit,
    an_offer_for_an_organisation_rests_without_its_contact,
);

async fn an_offer_gives_no_more_than_it_says_in_all_rounds_together(world: World) {
    world.open_wishes("shagou", 2).await;
    world.offer("lin", &Typed { budget: "200".into(), ..up_to(9) }).await;
    let first = world.applied().await;
    assert_eq!(world.outcome_of(first).await.waiting, 2);
    world.accepts_all("lin").await;
    world.open_wishes("shagou", 2).await;
    let summary = world.summary_of(world.round_over("all").await).await;
    assert_eq!((summary.open, summary.proposed), (2, 0), "20 yuan are left, which buys no schoolbag");
    assert!(summary.idle_give.is_empty());
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
    let alone = world.summary_of(world.round_over("5").await).await;
    assert_eq!((alone.offers + alone.limited, alone.proposed, alone.bound, alone.donors), (2, 2, 2, 1));
    assert_eq!(alone.left, [(Left::Limit, 4)]);
    assert!(alone.idle.iter().all(|(why, _)| *why == Idle::Limit) && !alone.idle.is_empty(), "{:?}", alone.idle);
    for other in ["chen", "zhao"] {
        world.offer(other, &up_to(2)).await;
    }
    let id = world.applied().await;
    let outcome = world.outcome_of(id).await;
    assert_eq!((outcome.waiting, outcome.all_lost()), (6, 0), "others serve what lin may not");
    world.accepts_all("lin").await;
    world.open_wish("shagou").await;
    let summary = world.summary_of(world.round_over("all").await).await;
    assert_eq!((summary.offers, summary.resting, summary.proposed), (0, 0, 0), "what is used up does not rest");
    assert!(summary.limited > 0, "lin would give more, and may not now");
    assert_eq!(summary.limited_offers.len(), usize::try_from(summary.limited).unwrap());
    assert_eq!((summary.left, summary.idle), (vec![(Left::Limit, 1)], vec![(Idle::Limit, summary.limited)]));
}

/// Lin, who may have five gifts on the way, has three.
async fn with_three_on_the_way(world: &World) {
    world.change_phase(|phase| phase.donor_limit = Set(5)).await;
    let lin = world.donor("lin").await;
    for _ in 0..3 {
        world.claim_with("shagou", lin, State::Confirmed).await;
    }
}

async fn an_offer_that_its_donors_limit_stops_is_told_so(world: World) {
    with_three_on_the_way(&world).await;
    world.open_wishes("shagou", 6).await;
    let ample = world.offer("lin", &up_to(30)).await;
    let cheap = world.offer("chen", &Typed { max_price: "50".into(), ..up_to(3) }).await;
    let summary = world.summary_of(world.round_over("5").await).await;
    assert_eq!((summary.offers, summary.proposed, summary.limited), (2, 2, 0), "there is room for two");
    assert_eq!((summary.left, summary.longest[0].why), (vec![(Left::Limit, 4)], Left::Limit));
    assert_eq!(summary.idle_offers, [(cheap, Idle::NothingAdmitted), (ample, Idle::Limit)]);
    assert_eq!(summary.idle_give, [(ample, 2, 30)], "of all that it says, not of what there is room for");
    world.offer("zhao", &up_to(4)).await;
    let summary = world.summary_of(world.round_over("all").await).await;
    assert_eq!((summary.proposed, summary.left.len()), (6, 0));
    let why = summary.idle_offers.iter().find(|(offer, _)| *offer == ample);
    assert_eq!(why, Some(&(ample, Idle::AllServed)), "others serve what lin may not");
}

async fn a_limit_is_not_blamed_for_what_money_or_others_decide(world: World) {
    with_three_on_the_way(&world).await;
    world.open_wishes("shagou", 6).await;
    let poor = world.offer("lin", &Typed { budget: "200".into(), ..up_to(30) }).await;
    let nanpo = vec![world.school_id("nanpo").await.to_string()];
    let elsewhere = world.offer("lin", &Typed { schools: nanpo, ..up_to(9) }).await;
    let summary = world.summary_of(world.round_over("5").await).await;
    assert_eq!((summary.proposed, summary.left), (2, vec![(Left::CountsSpent, 4)]), "20 yuan are left of lin's money");
    assert!(summary.idle_offers.contains(&(poor, Idle::BudgetSpent)), "{:?}", summary.idle_offers);
    let is_blamed = |offer| summary.idle_offers.contains(&(offer, Idle::Limit));
    assert!(!is_blamed(poor) && !is_blamed(elsewhere), "{:?}", summary.idle_offers);
}

async fn what_fits_and_may_not_be_taken_on_is_not_called_missing(world: World) {
    world.change_phase(|phase| phase.donor_limit = Set(4)).await;
    for (school, days) in [("shagou", 60), ("nanpo", 10)] {
        for one in world.open_wishes(school, 4).await {
            let waiting_since = Set(world.now - TimeDelta::days(days));
            let row = wish::ActiveModel { id: Set(one.id), waiting_since, ..Default::default() };
            row.update(world.store.writer()).await.unwrap();
        }
        let schools = vec![world.school_id(school).await.to_string()];
        world.offer("lin", &Typed { schools, ..up_to(4) }).await;
    }
    let summary = world.summary_of(world.round_over("5").await).await;
    assert_eq!((summary.proposed, summary.left), (4, vec![(Left::Limit, 4)]), "there is an offer for them");
    assert_eq!(summary.idle, [(Idle::Limit, 1)], "which gives nothing, for lin has as much as may be");
    let behind = summary.schools.iter().find(|line| line.proposed == 0).unwrap();
    assert_eq!((behind.missed, behind.in_the_way), (Some((1, 4)), InTheWay::Limit));
}

async fn what_one_phase_has_no_room_for_is_for_others(world: World) {
    let fifth = world.change_phase(|phase| phase.donor_limit = Set(2)).await;
    let wishes = world.open_wishes("shagou", 5).await;
    let sixth = phase::ActiveModel { id: NotSet, number: Set(6), ..fifth.into_active_model() };
    let sixth = sixth.reset_all().insert(world.store.writer()).await.unwrap();
    for (place, one) in wishes.iter().enumerate() {
        // The three that wait longest are all of one phase.
        let (phase_id, days) = if place < 3 { (one.phase_id, 60) } else { (sixth.id, 10) };
        let waiting_since = Set(world.now - TimeDelta::days(days));
        let row = wish::ActiveModel { id: Set(one.id), phase_id: Set(phase_id), waiting_since, ..Default::default() };
        row.update(world.store.writer()).await.unwrap();
    }
    world.offer("lin", &up_to(4)).await;
    world.offer("chen", &up_to(1)).await;
    let id = world.applied().await;
    let summary = world.summary_of(id).await;
    assert_eq!((summary.open, summary.proposed, summary.bound), (5, 5, 5));
    let outcome = world.outcome_of(id).await;
    assert_eq!((outcome.waiting, outcome.all_lost()), (5, 0), "two of each phase for lin, one for chen");
    let officer = world.officer().await;
    let donors = outcome::donors(world.store.read(), officer, id, None, 10).await.unwrap();
    assert_eq!(donors.iter().map(|asked| asked.pairs.len()).collect::<Vec<_>>(), [4, 1]);
    assert!(donors.iter().flat_map(|asked| &asked.pairs).all(|pair| pair.why != Some(Reason::NamesCategory)));
}

async fn the_offers_for_an_organisation_share_its_limit(world: World) {
    world.organisation("shanlu", "boss", 2).await;
    world.open_wishes("shagou", 4).await;
    for _ in 0..2 {
        world.offer("boss", &Typed { for_organisation: "yes".into(), ..up_to(2) }).await;
    }
    world.offer("chen", &up_to(2)).await;
    let outcome = world.outcome_of(world.applied().await).await;
    assert_eq!((outcome.waiting, outcome.all_lost()), (4, 0));
}

async fn an_offer_for_an_organisation_rests_without_its_contact(world: World) {
    let (id, officer) = (world.organisation("shanlu", "boss", 9).await, world.officer().await);
    world.open_wishes("shagou", 2).await;
    world.offer("boss", &Typed { for_organisation: "yes".into(), ..up_to(2) }).await;
    let drawn = world.round_over("5").await;
    assert_eq!(world.summary_of(drawn).await.proposed, 2);
    world.donor("chief").await;
    let contact = async |name: &str| {
        let (name_zh, about_zh) = ("山路测绘公司（样例）".into(), "测绘队".into());
        let own = change::Typed { name_zh, about_zh, ..Default::default() };
        let (slug, wish_limit, email) = ("shanlu".into(), "9".into(), format!("{name}@example.org"));
        let typed = TypedByOffice { own, slug, wish_limit, email };
        change::change(&world.store, officer, id, &typed, &world.form(), world.now).await.unwrap();
    };
    contact("chief").await;
    apply::apply(&world.store, officer, drawn, &world.form(), world.now).await.unwrap();
    let outcome = world.outcome_of(drawn).await;
    assert_eq!((outcome.waiting, outcome.lost.get(&Lost::Offer)), (0, Some(&2)));
    let round = world.round_over("all").await;
    let now = async || {
        open::redraw(&world.store, officer, round, &world.form(), world.now).await.unwrap();
        let summary = world.summary_of(round).await;
        (summary.offers, summary.resting, summary.proposed)
    };
    assert_eq!(now().await, (0, 1, 0), "who is not the contact any more does not give in its name");
    let boss = world.donor("boss").await;
    let passed = async || desk::passed_over(world.store.read(), boss, world.now).await.unwrap();
    assert_eq!(passed().await.into_values().collect::<Vec<_>>(), [Passed::Nameless]);
    contact("boss").await;
    assert_eq!(now().await, (1, 0, 2));
    assert!(passed().await.is_empty());
    change::close(&world.store, officer, id, true, &world.form(), world.now).await.unwrap();
    assert_eq!(now().await, (0, 1, 0), "a closed one takes no more claims");
}
