//! Sessions: the only door to the keys of the verbs.

use chrono::TimeDelta;
use entity::{Refusal, account, session, store::keys};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use crate::world::World;

on_both!(
    each_role_gets_its_own_key_and_no_other,
    a_session_ends_by_the_clock,
    signing_out_ends_one_session_or_all,
    a_disabled_account_is_nobody_at_once,
    a_token_that_was_made_up_is_nobody,
);

async fn each_role_gets_its_own_key_and_no_other(world: World) {
    let donor = world.signed_in_donor("lin").await;
    let school = world.signed_in_school("shagou").await;
    let officer = world.signed_in_officer().await;
    let admin = world.signed_in_admin().await;
    let may = |person: &entity::actor::SignedIn| {
        [person.donor().is_ok(), person.school().is_ok(), person.officer().is_ok(), person.admin().is_ok()]
    };
    assert_eq!(may(&donor), [true, false, false, false]);
    assert_eq!(may(&school), [false, true, false, false]);
    assert_eq!(may(&officer), [false, false, true, false]);
    assert_eq!(may(&admin), [false, false, true, true], "an admin may do what an officer may");
    assert_eq!(donor.officer().unwrap_err(), Refusal::NotYours);
    assert_eq!(school.school().unwrap().school(), world.school_id("shagou").await);
}

async fn a_session_ends_by_the_clock(mut world: World) {
    let lin = world.donor("lin").await;
    let token = world.session(lin.account()).await;
    world.later(TimeDelta::days(1) - TimeDelta::seconds(1));
    assert!(session::who(&world.store, &token, world.now).await.unwrap().is_some());
    world.later(TimeDelta::seconds(1));
    assert!(session::who(&world.store, &token, world.now).await.unwrap().is_none());
}

async fn signing_out_ends_one_session_or_all(world: World) {
    let lin = world.signed_in_donor("lin").await;
    let zhao = world.donor("zhao").await;
    let (phone, desk) = (world.session(lin.account().id).await, world.session(lin.account().id).await);
    let others = world.session(zhao.account()).await;
    let is_in = async |token: &str| session::who(&world.store, token, world.now).await.unwrap().is_some();

    session::end(&world.store, &phone).await.unwrap();
    assert!(!is_in(&phone).await);
    assert!(is_in(&desk).await);
    session::end(&world.store, &phone).await.expect("signing out twice is no mistake");

    session::end_everywhere(&world.store, &lin, world.now).await.unwrap();
    assert!(!is_in(&desk).await);
    assert!(is_in(&others).await, "another person's session stays");
    assert_eq!(session::count(world.store.read(), &lin, world.now).await.unwrap(), 0);
}

async fn a_disabled_account_is_nobody_at_once(world: World) {
    let lin = world.signed_in_donor("lin").await;
    let token = world.session(lin.account().id).await;
    let mut row = lin.account().clone().into_active_model();
    row.disabled_at = Set(Some(world.now));
    row.update(world.store.writer()).await.unwrap();
    assert!(session::who(&world.store, &token, world.now).await.unwrap().is_none());
}

async fn a_token_that_was_made_up_is_nobody(world: World) {
    let lin = world.donor("lin").await;
    world.session(lin.account()).await;
    let row = session::Entity::find().one(world.store.read()).await.unwrap().unwrap();
    let stolen = keys::hex(&row.token_hash);
    for token in ["", "x", &stolen, "\0", "令牌"] {
        assert!(session::who(&world.store, token, world.now).await.unwrap().is_none(), "{token:?}");
    }
    assert!(account::Entity::find_by_id(lin.account()).one(world.store.read()).await.unwrap().is_some());
}
