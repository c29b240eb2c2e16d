//! What becomes of a wish whose claim ends, told as it will be: it opens again, or the pool fills it once claiming has
//! ended.

use chrono::TimeDelta;
use entity::{
    Day,
    claim::{State, lapse},
    wish::Status,
};
use sea_orm::ActiveValue::Set;

use crate::{given::day, site::TestSite, world::World};

on_both![
    what_lapses_while_claiming_goes_on_is_said_to_go_back_to_the_wall,
    what_lapses_after_claiming_is_said_to_be_filled_from_the_pool,
    a_held_wish_is_said_to_open_again_while_claiming_goes_on,
    a_held_wish_is_said_to_go_to_the_pool_after_claiming,
    a_hold_that_is_over_says_whether_its_wish_can_be_claimed,
    a_claim_that_ended_says_whether_its_wish_can_be_claimed,
];

async fn claims_until(world: &World, last: Day) {
    world.change_phase(|phase| phase.claim_until = Set(Some(last))).await;
}

/// The words of the form in which a wish is claimed.
async fn rules(world: World, last: Day) -> String {
    claims_until(&world, last).await;
    let wish = world.open_wish("shagou").await;
    let site = TestSite::new(world);
    let page = site.visitor().get(&format!("/claim?code={}", wish.code)).await;
    page.has_status(200).says("在 2026年12月7日前寄出或送到").words()
}

// What is to be given by 7 December lapses on the 13th.
async fn what_lapses_while_claiming_goes_on_is_said_to_go_back_to_the_wall(world: World) {
    let words = rules(world, day(12, 13)).await;
    assert!(words.contains("逾期几天，心愿会回到墙上，等下一个人。"), "{words}");
}

async fn what_lapses_after_claiming_is_said_to_be_filled_from_the_pool(world: World) {
    let words = rules(world, day(12, 12)).await;
    assert!(words.contains("逾期几天，心愿由兜底库补上，因为那时这一期的认领已经结束。"), "{words}");
    assert!(!words.contains("回到墙上"), "{words}");
}

/// The words of a wish that a visitor holds until 25 November.
async fn held(world: World, last: Day) -> String {
    claims_until(&world, last).await;
    let code = world.promised("shagou", "lin", State::Held).await.code;
    let site = TestSite::new(world);
    site.visitor().get(&format!("/wishes/{code}")).await.has_status(200).words()
}

async fn a_held_wish_is_said_to_open_again_while_claiming_goes_on(world: World) {
    let words = held(world, day(11, 25)).await;
    assert!(words.contains("没有确认，就会重新开放。"), "{words}");
}

async fn a_held_wish_is_said_to_go_to_the_pool_after_claiming(world: World) {
    let words = held(world, day(11, 24)).await;
    assert!(words.contains("没有确认，就由兜底库补上"), "{words}");
    assert!(!words.contains("重新开放"), "{words}");
}

async fn a_hold_that_is_over_says_whether_its_wish_can_be_claimed(world: World) {
    claims_until(&world, day(11, 25)).await;
    let wish = world.open_wish("shagou").await;
    let mut site = TestSite::new(world);
    let form = [("code", wish.code.as_str()), ("email", "v@example.org"), ("name", "小林"), ("rules", "yes")];
    site.visitor().submit("/claim", &form).await.has_status(303);
    let page = format!("/hold?token={}", site.world.token_to("v@example.org").await);
    site.later(TimeDelta::hours(48));
    assert_eq!(lapse::holds(&site.world.store, site.world.now).await.unwrap(), 1);
    site.visitor().get(&page).await.has_status(410).says("现在已经重新开放。如果还在等，可以再认领一次。");
    site.later(TimeDelta::days(1));
    let over = site.visitor().get(&page).await;
    over.has_status(410).says("这一期的认领已经结束，没有人认领的心愿由兜底库补上。");
    assert!(!over.words().contains("重新开放"), "{}", over.words());
    site.world.put(&wish.code, Status::Taken).await;
    let over = site.visitor().get(&page).await;
    over.has_status(410).says("已经过了，现在不能认领");
}

async fn a_claim_that_ended_says_whether_its_wish_can_be_claimed(world: World) {
    let lin = world.donor("lin").await;
    let (wish, _) = world.claim_with("shagou", lin, State::Lapsed).await;
    let mut site = TestSite::new(world);
    let page = format!("/gifts/{}", wish.code);
    let donor = site.sign_in_as(lin.account()).await;
    donor.get(&page).await.says("这个心愿还在等，再认领一次");
    site.later(TimeDelta::days(20));
    let donor = site.sign_in_as(lin.account()).await;
    let after = donor.get(&page).await;
    after.says("这一期的认领已经结束，这个心愿由兜底库补上。");
    assert!(!after.words().contains("再认领一次"), "{}", after.words());
}
