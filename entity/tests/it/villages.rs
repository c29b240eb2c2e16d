//! A village's committee and its key.

use entity::{
    Error, Field, Lang, Refusal,
    account::{Role, invite, people},
    journal::{self, Subject},
    outbox::Letter,
    place::change::remove_village,
    session::Opened,
};
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::world::{World, refused};

on_both![
    a_village_is_invited_by_any_officer_and_accepts,
    an_account_of_a_village_has_one_and_no_other_account_does,
    a_village_that_somebody_acts_for_stays,
    a_village_that_is_not_there_is_not_invited,
];

fn invitation(village: &str) -> invite::Typed {
    invite::Typed {
        email: "zhao@example.org".into(),
        name: "赵主任".into(),
        role: "village".into(),
        village: village.into(),
        lang: "zh".into(),
        ..Default::default()
    }
}

async fn accept(world: &World) -> Result<Opened, Error> {
    let typed = invite::TypedAcceptance { name: "赵主任".into(), password: "four words of nothing".into() };
    invite::accept(&world.store, &world.token_to("zhao@example.org").await, &typed, Lang::Zh, world.now).await
}

async fn a_village_is_invited_by_any_officer_and_accepts(world: World) {
    let (officer, village) = (world.officer().await, world.village_id("沙沟村").await);
    let typed = invitation(&village.to_string());
    invite::invite(&world.store, officer, &typed, &world.form(), world.now).await.unwrap();
    let letters = world.letters_to("zhao@example.org").await;
    let [Letter::Invitation { school: None, village: Some(name), .. }] = &letters[..] else { panic!("{letters:?}") };
    assert_eq!(name, "沙沟村");
    let open = invite::open(world.store.read(), officer).await.unwrap().pop().expect("an officer sees it");
    assert_eq!(open.village_id, Some(village));
    invite::resend(&world.store, officer, &open.id, &world.form(), world.now).await.unwrap();

    let person = accept(&world).await.unwrap().person;
    assert_eq!(person.role(), Role::Village);
    assert_eq!(person.village().unwrap().village(), village);
    for no in [person.school().err(), person.donor().err(), person.officer().err(), person.receiver().err()] {
        assert_eq!(no, Some(Refusal::NotYours));
    }
    let teacher = world.signed_in_school("shagou").await;
    assert_eq!(teacher.village().err(), Some(Refusal::NotYours));
    let seen = people::people(world.store.read(), officer, &people::Filter::default()).await.unwrap();
    assert!(seen.iter().any(|account| account.role == Role::Village));
    let told = journal::of(world.store.read(), Subject("village", village.0), 9).await.unwrap();
    assert_eq!(told.iter().map(|entry| &*entry.act).collect::<Vec<_>>(), ["invited", "invited"]);
}

async fn an_account_of_a_village_has_one_and_no_other_account_does(world: World) {
    world.village_desk("沙沟村").await;
    let donor = world.donor("lin").await.account();
    for broken in [
        "UPDATE account SET village_id = NULL WHERE role = 'village'".to_owned(),
        format!("UPDATE account SET village_id = (SELECT MIN(id) FROM village) WHERE id = {donor}"),
        format!("UPDATE account SET role = 'nobody' WHERE id = {donor}"),
        "DELETE FROM village".to_owned(),
    ] {
        world.store.writer().execute_unprepared(&broken).await.expect_err(&broken);
    }
    assert_eq!(entity::account::Entity::find().all(world.store.read()).await.unwrap().len(), 2);
}

async fn a_village_that_somebody_acts_for_stays(world: World) {
    let (officer, village) = (world.officer().await, world.village_id("沙沟村").await);
    invite::invite(&world.store, officer, &invitation(&village.to_string()), &world.form(), world.now).await.unwrap();
    let no = remove_village(&world.store, officer, village, world.now).await;
    assert_eq!(refused(no), [Refusal::InUse], "it is invited");
    accept(&world).await.unwrap();
    let no = remove_village(&world.store, officer, village, world.now).await;
    assert_eq!(refused(no), [Refusal::InUse], "somebody acts for it");
    remove_village(&world.store, officer, world.village_id("麻会村").await, world.now).await.unwrap();
}

async fn a_village_that_is_not_there_is_not_invited(world: World) {
    for village in ["", "999", "x"] {
        let (officer, typed) = (world.officer().await, invitation(village));
        let no = invite::invite(&world.store, officer, &typed, &world.form(), world.now).await;
        assert_eq!(refused(no), [Refusal::NotAChoice(Field::Village)]);
    }
}
