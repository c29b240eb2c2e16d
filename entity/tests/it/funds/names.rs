//! What everybody calls an elder tells nobody who it is, and who was erased is found by nobody.

use entity::{
    Error, Field, Refusal,
    elder::{self, change, erase, register},
    error::Personal,
    id::{ElderId, FundId},
};
use sea_orm::EntityTrait;

use crate::world::{World, refused};

on_both!(an_alias_tells_no_name_no_number_and_no_village, who_was_erased_can_join_as_somebody_new);

async fn joins(world: &World, fund: FundId, alias: &str, name: &str) -> Result<ElderId, Error> {
    let typed = register::Typed {
        alias: alias.into(),
        elder_name: name.into(),
        birth_date: "1950-05-04".into(),
        form_no: "样例-1".into(),
        given_on: "2026-11-01".into(),
        joined_on: "2026-11-23".into(),
        ..register::Typed::default()
    };
    register::register(&world.store, world.officer().await, fund, &typed, &world.form(), world.now).await
}

async fn an_alias_tells_no_name_no_number_and_no_village(world: World) {
    let fund = world.fund_open().await;
    let first = world.elder(fund, "first").await;
    world.supporters(first, 1).await;
    for (alias, what) in [
        ("打13800138000的爷爷".to_owned(), Personal::Phone),
        ("110101199003070011".to_owned(), Personal::IdentityNumber),
        ("柳树湾的爷爷".to_owned(), Personal::Village("柳树湾村".to_owned())),
        (format!("supporter-{first}-0 的妈妈"), Personal::PupilName),
        ("name-first 的老伴".to_owned(), Personal::PupilName),
    ] {
        let told = refused(joins(&world, fund, &alias, "某丙").await);
        assert_eq!(told, [Refusal::Personal(Field::Alias, what)], "{alias}");
    }
    joins(&world, fund, "榆树下的爷爷", "某丙").await.unwrap();
}

async fn who_was_erased_can_join_as_somebody_new(world: World) {
    let fund = world.fund_open().await;
    let elder = joins(&world, fund, "榆树下的爷爷", "某丙").await.unwrap();
    let hash = async || elder::Entity::find_by_id(elder).one(world.store.read()).await.unwrap().unwrap().identity_hash;
    let before = hash().await;
    let officer = world.officer().await;
    let left = change::Typed { state: "exited".into(), since_on: "2026-11-23".into() };
    change::change(&world.store, officer, elder, &left, &world.form(), world.now).await.unwrap();
    let again = joins(&world, fund, "槐树下的爷爷", "某丙").await;
    assert_eq!(refused(again), [Refusal::Taken(Field::ElderName)]);
    let sure = erase::Typed { sure: "yes".into() };
    erase::erase(&world.store, officer, elder, &sure, &world.form(), world.now).await.unwrap();
    assert_ne!(hash().await, before, "who knows name and birth date does not find the row");
    joins(&world, fund, "槐树下的爷爷", "某丙").await.unwrap();
}
