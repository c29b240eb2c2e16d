//! What a round tells of what it leaves: to the office, and to the donors of the offers.

use chrono::DateTime;
use entity::{
    Fen, Lang, Refusal,
    claim::State,
    county::County,
    matching::assign::{Idle, Left, Reason},
    offer::{self, Typed},
    round::{
        Summary, answer, apply,
        behind::InTheWay,
        desk::{self, WhyNot},
        list, open, outcome,
        proposal::line::Lost,
        summary::SchoolLine,
    },
    wish::{self, browse},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use crate::{
    offers::up_to,
    world::{World, refused},
};

on_both!(
    who_is_left_is_told_with_the_reason,
    days_of_waiting_are_those_of_the_wishs_own_page,
    a_wish_that_its_offers_have_no_money_for_is_told_so,
    which_offers_are_not_used_is_told_to_the_office_and_to_their_donors,
    an_offer_whose_budget_buys_nothing_that_fits_is_told_so,
    that_others_were_quicker_is_told_to_the_offers_donor,
    a_school_whose_offers_hold_too_little_is_told_so,
    a_school_whose_offers_have_too_little_money_is_told_so,
    that_a_schools_offers_rest_is_known_however_long_others_wait,
    what_is_only_held_is_not_told_as_promised,
);

/// Up to this many of this school.
async fn of_school(world: &World, school: &str, count: u32) -> Typed {
    Typed { schools: vec![world.school_id(school).await.to_string()], ..up_to(count) }
}

/// How the school fares in a round over the fifth phase.
async fn fares(world: &World, school: &str) -> SchoolLine {
    let (summary, id) = (world.summary_of(world.round_over("5").await).await, world.school_id(school).await);
    summary.schools.into_iter().find(|line| line.school == id).unwrap()
}

async fn who_is_left_is_told_with_the_reason(world: World) {
    let dear = world.open_wish("shagou").await;
    let row = wish::ActiveModel { id: Set(dear.id), price_fen: Set(Fen::yuan(99)), ..Default::default() };
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
    assert_eq!((school.open, school.proposed, school.promised_of_hundred()), (3, 1, (0, 33)));
    assert_eq!(offer::Entity::find().all(world.store.read()).await.unwrap().len(), 1);
}

async fn a_wish_that_its_offers_have_no_money_for_is_told_so(world: World) {
    let dear = world.open_wish("shagou").await;
    let row = wish::ActiveModel { id: Set(dear.id), price_fen: Set(Fen::yuan(99)), ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
    world.open_wish("shagou").await;
    let id = world.round_over("all").await;
    let told = async || {
        open::redraw(&world.store, world.officer().await, id, &world.form(), world.now).await.unwrap();
        let left = world.summary_of(id).await.left;
        let of = |why| left.iter().find(|(known, _)| *known == why).map_or(0, |(_, count)| *count);
        [of(Left::NoOfferAtPrice), of(Left::BudgetsSpent), of(Left::CountsSpent)]
    };
    world.offer("lin", &Typed { max_price: "90".into(), budget: "60".into(), ..up_to(2) }).await;
    assert_eq!(told().await, [1, 1, 0], "of the dear one it is the price, of the other one the money");
    world.offer("chen", &Typed { max_price: "50".into(), ..up_to(2) }).await;
    assert_eq!(told().await, [1, 1, 0], "whatever else ends below their price");
    world.offer("zhao", &Typed { budget: "98".into(), ..up_to(1) }).await;
    assert_eq!(told().await, [0, 1, 0], "it pays for the one, and has too little for the dear one");
    world.offer("gao", &Typed { schools: vec![world.school_id("shagou").await.to_string()], ..up_to(1) }).await;
    assert_eq!(told().await, [0, 0, 0]);
}

async fn days_of_waiting_are_those_of_the_wishs_own_page(mut world: World) {
    let at = |time: &str| DateTime::parse_from_rfc3339(time).unwrap().to_utc();
    let wish = world.open_wish("shagou").await;
    // Ten in the evening in China.
    let waiting_since = Set(at("2026-05-01T14:00:00Z"));
    let row = wish::ActiveModel { id: Set(wish.id), waiting_since, ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
    world.now = at("2026-05-10T15:30:00Z");
    let (id, officer) = (world.round_over("all").await, world.officer().await);
    // Half an hour before midnight in China, and half an hour after it.
    for (now, days) in [("2026-05-10T15:30:00Z", 9), ("2026-05-10T16:30:00Z", 10)] {
        world.now = at(now);
        open::redraw(&world.store, officer, id, &world.form(), world.now).await.unwrap();
        let summary = world.summary_of(id).await;
        assert_eq!((summary.longest[0].days, summary.before.days), (days, u64::from(days)), "{now}");
        let county = County::read(world.store.read()).await.unwrap();
        let code = std::slice::from_ref(&wish.code);
        let page = browse::by_codes(world.store.read(), &county, code, Lang::Zh).await.unwrap();
        assert_eq!(page[0].days_waited(world.now), i64::from(days), "{now}");
    }
}

async fn which_offers_are_not_used_is_told_to_the_office_and_to_their_donors(world: World) {
    world.open_wishes("shagou", 2).await;
    let (lin, chen) = (world.donor("lin").await, world.donor("chen").await);
    let ample = world.offer("chen", &up_to(5)).await;
    let cheap = world.offer("lin", &Typed { max_price: "50".into(), ..up_to(5) }).await;
    let (id, officer, db) = (world.round_over("all").await, world.officer().await, world.store.read());
    assert_eq!(desk::why_not(db, lin, cheap).await.unwrap(), None, "nothing is applied yet");
    apply::apply(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    let summary = world.summary_of(id).await;
    assert_eq!(summary.idle_offers, [(cheap, Idle::NothingAdmitted), (ample, Idle::AllServed)], "the unused first");
    assert_eq!(summary.idle_give, [(ample, 2, 5)]);
    let lines = list::offers(db, officer, &summary.idle_offers).await.unwrap();
    assert_eq!((lines[0].account, lines[0].why), (lin.account(), Idle::NothingAdmitted));
    let why = desk::why_not(db, lin, cheap).await.unwrap();
    assert_eq!(why, Some((world.now, WhyNot::Idle(Idle::NothingAdmitted))));
    assert_eq!(desk::why_not(db, chen, ample).await.unwrap(), None, "something was proposed from it");
    assert_eq!(refused(desk::why_not(db, chen, cheap).await), [Refusal::NotFound]);
    let offer = offer::Entity::find_by_id(ample).one(db).await.unwrap().unwrap();
    assert_eq!(desk::given(db, chen, &offer, world.now).await.unwrap().wishes, (2, 3));
    let asked = outcome::donors(db, officer, id, None, 10).await.unwrap();
    assert!(asked[0].pairs.iter().all(|pair| pair.why == Some(Reason::OnlyOffer)), "lin's admits none of them");
    let again = world.offer("lin", &up_to(1)).await;
    assert_eq!(desk::why_not(db, lin, again).await.unwrap(), None, "no round has looked at it");
}

async fn an_offer_whose_budget_buys_nothing_that_fits_is_told_so(world: World) {
    world.open_wishes("shagou", 4).await;
    let (chen, db) = (world.donor("chen").await, world.store.read());
    let some = world.offer("lin", &Typed { budget: "200".into(), ..up_to(9) }).await;
    let poor = world.offer("chen", &Typed { budget: "10".into(), ..up_to(2) }).await;
    let cheap = world.offer("zhao", &Typed { max_price: "50".into(), ..up_to(2) }).await;
    let summary = world.summary_of(world.applied().await).await;
    let why = |summary: &Summary, id| summary.idle_offers.iter().find(|(offer, _)| *offer == id).map(|(_, why)| *why);
    assert_eq!((summary.proposed, why(&summary, some)), (2, Some(Idle::BudgetSpent)));
    assert_eq!((why(&summary, poor), why(&summary, cheap)), (Some(Idle::BudgetTooSmall), Some(Idle::NothingAdmitted)));
    let told = desk::why_not(db, chen, poor).await.unwrap();
    assert_eq!(told, Some((world.now, WhyNot::Idle(Idle::BudgetTooSmall))));
    world.accepts_all("lin").await;
    let summary = world.summary_of(world.round_over("all").await).await;
    assert_eq!((summary.proposed, why(&summary, some)), (0, Some(Idle::BudgetSpent)), "twenty yuan are left of it");
}

async fn that_others_were_quicker_is_told_to_the_offers_donor(world: World) {
    let wish = world.open_wish("shagou").await;
    let (lin, offer) = (world.donor("lin").await, world.offer("lin", &up_to(1)).await);
    let id = world.round_over("all").await;
    world.takes(world.donor("zhao").await, &wish.code).await;
    apply::apply(&world.store, world.officer().await, id, &world.form(), world.now).await.unwrap();
    let why = desk::why_not(world.store.read(), lin, offer).await.unwrap();
    assert_eq!(why, Some((world.now, WhyNot::Lost(Lost::Gone))), "something fitted");
    assert_eq!(world.letters_of("proposed").await, 0);
}

async fn a_school_whose_offers_hold_too_little_is_told_so(world: World) {
    world.change_phase(|phase| phase.donor_limit = Set(50)).await;
    for school in ["shagou", "nanpo"] {
        world.open_wishes(school, 12).await;
    }
    world.offer("lin", &of_school(&world, "nanpo", 12).await).await;
    world.offer("chen", &of_school(&world, "shagou", 1).await).await;
    let line = fares(&world, "shagou").await;
    assert_eq!((line.proposed, line.missed), (1, Some((4, 12))), "13 of 24 are served, the half of twelve is 3.25");
    assert_eq!((line.in_the_way, line.rests), (InTheWay::Needed, false), "what fits it is all its own");
}

async fn a_school_whose_offers_have_too_little_money_is_told_so(world: World) {
    world.change_phase(|phase| phase.donor_limit = Set(50)).await;
    for school in ["shagou", "nanpo"] {
        world.open_wishes(school, 12).await;
    }
    world.offer("lin", &of_school(&world, "nanpo", 12).await).await;
    world.offer("chen", &Typed { budget: "100".into(), ..of_school(&world, "shagou", 12).await }).await;
    let line = fares(&world, "shagou").await;
    assert_eq!((line.proposed, line.missed, line.in_the_way), (1, Some((4, 12)), InTheWay::Budgets));
}

async fn that_a_schools_offers_rest_is_known_however_long_others_wait(world: World) {
    world.open_wishes("shagou", 101).await;
    world.open_wish("nanpo").await;
    world.offer("lin", &of_school(&world, "nanpo", 1).await).await;
    world.applied().await;
    let token = world.proposal_to("lin").await;
    answer::decline(&world.store, &token, "a", world.now).await.unwrap();
    let summary = world.summary_of(world.round_over("all").await).await;
    assert!(summary.longest.iter().all(|line| line.why != Left::Resting), "others come first");
    let rests: Vec<bool> = summary.schools.iter().map(|line| line.rests).collect();
    assert_eq!(rests, [false, true]);
}

async fn what_is_only_held_is_not_told_as_promised(world: World) {
    world.open_wishes("shagou", 2).await;
    let lin = world.donor("lin").await;
    for state in [State::Confirmed, State::Held] {
        world.claim_with("shagou", lin, state).await;
    }
    world.offer("chen", &up_to(1)).await;
    world.applied().await;
    world.offer("zhao", &up_to(1)).await;
    let line = fares(&world, "shagou").await;
    assert_eq!((line.ever, line.open, line.promised, line.proposed), (4, 1, Some(1), 1), "chen thinks about one");
    assert_eq!(line.promised_of_hundred(), (25, 50), "of four: one is promised, and one more would be");
}
