//! Elders and their supporters with private values that occur nowhere else, led through a fund's whole year.

use std::sync::LazyLock;

use entity::{
    actor::Keeper,
    elder::{change, register},
    fund::payout::{self, State},
    id::ElderId,
    supporter::add,
};

use super::{children::in_every_way, search::Search};
use crate::world::World;

pub const ELDERS: usize = 6;
const GIVEN: [&str; ELDERS] = ["寿岑", "鹤榆", "松砚", "椿棠", "柏岚", "龄曜"];

/// Everything about elder and supporter that is nobody's business, in every way it may be written.
fn private(number: usize) -> impl Iterator<Item = String> {
    let given = GIVEN[number];
    let plain = [
        format!("尉迟{given}"),
        format!("1941-0{}-17", number + 1),
        format!("1941年{}月17日", number + 1),
        format!("寿户Q{number:02}楼"),
        format!("公冶{given}"),
        format!("000-66000{number:02}"),
    ];
    plain.into_iter().flat_map(|value| in_every_way(&value))
}

/// What of whom stands in a text, if anything does.
pub fn found_in(text: &str) -> Option<String> {
    static SEARCH: LazyLock<Search> = LazyLock::new(|| Search::of((0..ELDERS).flat_map(private)));
    SEARCH.found_in(text)
}

/// Six elders: two are paid, one is away, one died, one is paused, one is on the public page.
pub async fn story(world: &World) {
    let (store, now, officer) = (&world.store, world.now, world.officer().await);
    let rule = entity::fund::rule::Typed { month: "2026-10".into(), ..entity::fund::rule::Typed::suggested(None) };
    let fund = world.fund_with(&rule).await;
    let mut elders = Vec::new();
    for (number, given) in GIVEN.into_iter().enumerate() {
        let typed = register::Typed {
            alias: format!("院里的老人{number}"),
            elder_name: format!("尉迟{given}"),
            birth_date: format!("1941-0{}-17", number + 1),
            household: format!("寿户Q{number:02}楼"),
            form_no: "样例-1".into(),
            given_on: "2026-10-01".into(),
            joined_on: "2026-10-01".into(),
            public: if number == 5 { "yes" } else { "" }.into(),
        };
        let elder = register::register(store, officer, fund, &typed, &world.form(), now).await.unwrap();
        elders.push(elder);
        let typed = add::Typed {
            supporter_name: format!("公冶{given}"),
            supporter_phone: format!("000-66000{number:02}"),
            relation: "son".into(),
            email: if number == 0 { "lin@example.org" } else { "" }.into(),
            month: "2026-10".into(),
            ..add::Typed::default()
        };
        world.donor("lin").await;
        let child = add::add(store, officer, elder, &typed, &world.form(), now).await.unwrap();
        world.support(fund, child, "100", "2026-10-20").await;
    }
    became(world, elders[3], "died").await;
    became(world, elders[4], "paused").await;
    world.funded(fund, "government", "100", "2026-10-02").await;
    let run = world.payout(fund, State::Approved).await;
    payout::signatures::open(store, Keeper::Office(officer), run, now).await.unwrap();
}

async fn became(world: &World, elder: ElderId, state: &str) {
    let typed = change::Typed { state: state.into(), since_on: "2026-11-20".into() };
    change::change(&world.store, world.officer().await, elder, &typed, &world.form(), world.now).await.unwrap();
}
