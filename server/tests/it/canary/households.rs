//! Households with private values that occur nowhere else, and a field of theirs that somebody adopts and that grows.

use std::sync::LazyLock;

use entity::{
    actor::Keeper,
    household::{keep, look},
    id::HouseholdId,
    plot::{diary, draft, harvest, open, season},
};

use super::{children::in_every_way, search::Search};
use crate::{fields::typed, world::World};

pub const HOUSEHOLDS: usize = 2;
const GIVEN: [&str; HOUSEHOLDS] = ["穑垄", "稷塬"];

/// Everything about a household, and about who adopts its field, that is nobody's business, in every way it may be
/// written.
fn private(number: usize) -> impl Iterator<Item = String> {
    let given = GIVEN[number];
    let plain = [
        format!("赫连{given}"),
        format!("000-55000{number:02}"),
        format!("田户Q{number:02}院"),
        format!("田况标记{number:02}号"),
        "qin的收件地址".to_owned(),
    ];
    plain.into_iter().flat_map(|value| in_every_way(&value))
}

/// What of whom stands in a text, if anything does.
pub fn found_in(text: &str) -> Option<String> {
    static SEARCH: LazyLock<Search> = LazyLock::new(|| Search::of((0..HOUSEHOLDS).flat_map(private)));
    SEARCH.found_in(text)
}

/// One household's field is adopted, grows and is harvested; the other's is drafted. The office has looked at the first.
pub async fn story(world: &World) {
    let (store, now, officer) = (&world.store, world.now, world.officer().await);
    let mut plots = Vec::new();
    for number in 0..HOUSEHOLDS {
        let household = put_down(world, number).await;
        let (keeper, typed) = (world.keeper().await, typed(world.organiser_added().await));
        plots.push(draft::draft(store, keeper, household, &typed, &world.form(), now).await.unwrap());
        let reason = look::Typed { reason: "household".to_owned() };
        look::by_office(store, officer, household, &reason, now).await.unwrap().unwrap();
    }
    let (plot, keeper) = (plots[0], world.keeper().await);
    open::open(store, officer, plot, &open::Typed::default(), &world.form(), now).await.unwrap();
    world.adopted(plot, "qin", 3).await;
    season::grow(store, keeper, plot, &season::Typed { meant: "yes".to_owned() }, &world.form(), now).await.unwrap();
    let entry = diary::Typed { on_day: "2026-11-23".to_owned(), diary: "出苗了，垄里很齐。".to_owned() };
    diary::write(store, keeper, plot, &entry, &world.form(), now).await.unwrap();
    let weighed = harvest::Typed {
        weight: "30".to_owned(),
        test_no: "样例-检-9".to_owned(),
        evidence: "村委会记录：七月下了冰雹".to_owned(),
        meant: "yes".to_owned(),
    };
    harvest::harvest(store, keeper, plot, &weighed, &world.form(), now).await.unwrap();
}

async fn put_down(world: &World, number: usize) -> HouseholdId {
    let given = GIVEN[number];
    let typed = keep::Typed {
        alias_zh: format!("田边人家{number}"),
        people: "4".to_owned(),
        head: format!("赫连{given}"),
        head_phone: format!("000-55000{number:02}"),
        address: format!("田户Q{number:02}院"),
        situation: format!("田况标记{number:02}号"),
        ..keep::Typed::default()
    };
    let keeper: Keeper = world.keeper().await;
    keep::add(&world.store, keeper, &typed, &world.form(), world.now).await.unwrap()
}
