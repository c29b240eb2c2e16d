//! What the page of a proposal says becomes of its wishes: they open again, or the pool fills them once claiming has ended.

use chrono::TimeDelta;
use entity::clock;
use sea_orm::ActiveValue::Set;

use super::{applied, link_to, offers, opened};
use crate::{given::day, site::TestSite, world::World};

on_both![what_is_not_ticked_is_said_to_go_to_the_pool_once_claiming_has_ended];

// It can be answered until 25 November, 9 o'clock.
async fn what_is_not_ticked_is_said_to_go_to_the_pool_once_claiming_has_ended(world: World) {
    world.change_phase(|phase| phase.claim_until = Set(Some(day(11, 24)))).await;
    world.open_wishes("shagou", 2).await;
    offers(&world, "lin", "2", "").await;
    let mut site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    applied(&office, &opened(&office).await).await.has_status(303);
    drop(office);
    let page = format!("/proposal?token={}", link_to(&site.world, "lin").await);
    let (opens, pool) = ("没勾的重新开放，留给别人。", "没勾的由兜底库补上，因为这一期的认领已经结束。");
    let asked = site.visitor().get(&page).await;
    asked.has_status(200).says(opens);
    assert!(!asked.words().contains(pool), "{}", asked.words());
    site.later(TimeDelta::hours(40));
    let asked = site.visitor().get(&page).await;
    asked.has_status(200).says(pool);
    assert!(!asked.words().contains("重新开放"), "{}", asked.words());
    let asked = site.visitor().in_english().get(&format!("{page}&lang=en")).await;
    asked.has_status(200).says("what is not is filled from the pool, because claiming in this phase is over.");
    site.later(TimeDelta::hours(9));
    for is_turned in [false, true] {
        if is_turned {
            clock::turn(&site.world.store, site.world.now).await;
        }
        let over = site.visitor().get(&page).await;
        over.has_status(410).says("这一期的认领已经结束，没有人认领的心愿由兜底库补上。").says("没有回答");
        assert!(!over.words().contains("重新开放"), "{}", over.words());
    }
}
