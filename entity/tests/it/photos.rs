//! The rows of pictures: brought, kept once by who brought it, erased with its key, and what the sweep clears away.

use chrono::TimeDelta;
use entity::{
    id::PhotoId,
    photo::{self, Purpose, Size, State, bring, sweep},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use crate::world::World;

on_both!(
    a_picture_opens_only_in_its_own_place,
    what_nobody_keeps_is_given_up_after_an_hour,
    an_erased_picture_cannot_be_opened_and_its_row_outlives_its_files,
    the_sweep_knows_which_files_have_a_row,
);

async fn brought(world: &World) -> photo::Model {
    let by = world.school("shagou").await.account();
    bring::begin(&world.store, Purpose::Card, by, (2_000, 1_500), world.now).await.unwrap()
}

/// As an act leaves it that kept it.
async fn kept(world: &World) -> photo::Model {
    let id = brought(world).await.id;
    let row =
        photo::ActiveModel { id: Set(id), state: Set(State::Kept), subject_id: Set(Some(1)), ..Default::default() };
    row.update(world.store.writer()).await.unwrap()
}

async fn row(world: &World, id: PhotoId) -> Option<photo::Model> {
    photo::Entity::find_by_id(id).one(world.store.writer()).await.unwrap()
}

async fn a_picture_opens_only_in_its_own_place(world: World) {
    let (one, other) = (brought(&world).await, brought(&world).await);
    let sealed = one.seal(&world.store, Size::Small, b"pixels").unwrap().unwrap();
    assert!(!sealed.windows(6).any(|six| six == b"pixels"));
    assert_eq!(&one.open(&world.store, Size::Small, &sealed).unwrap().unwrap()[..], b"pixels");
    assert!(one.open(&world.store, Size::Large, &sealed).is_err());
    assert!(other.open(&world.store, Size::Small, &sealed).is_err());
    assert_ne!(one.file, other.file);
    let elsewhere = world.another_process().await;
    assert_eq!(&one.open(&elsewhere, Size::Small, &sealed).unwrap().unwrap()[..], b"pixels");
}

async fn what_nobody_keeps_is_given_up_after_an_hour(mut world: World) {
    let (stays, goes) = (kept(&world).await, brought(&world).await);
    world.later(TimeDelta::minutes(59));
    assert!(sweep::to_delete(&world.store, world.now).await.unwrap().is_empty());
    world.later(TimeDelta::minutes(2));
    let young = brought(&world).await;
    let deleted = sweep::to_delete(&world.store, world.now).await.unwrap();
    assert_eq!(deleted.iter().map(|photo| photo.id).collect::<Vec<_>>(), [goes.id]);
    // Cut off here, the next sweep is told again.
    assert_eq!(sweep::to_delete(&world.store, world.now).await.unwrap(), deleted);
    sweep::gone(&world.store, goes.id).await.unwrap();
    assert_eq!(row(&world, goes.id).await, None);
    assert!(sweep::to_delete(&world.store, world.now).await.unwrap().is_empty());
    for id in [stays.id, young.id] {
        sweep::gone(&world.store, id).await.unwrap();
        assert!(row(&world, id).await.unwrap().file.is_some(), "only what is erased goes");
    }
}

async fn an_erased_picture_cannot_be_opened_and_its_row_outlives_its_files(world: World) {
    let photo = kept(&world).await;
    let sealed = photo.seal(&world.store, Size::Medium, b"pixels").unwrap().unwrap();
    let erased = photo::ActiveModel {
        id: Set(photo.id),
        state: Set(State::Erased),
        wrapped: Set(None),
        erased_at: Set(Some(world.now)),
        ..Default::default()
    };
    let erased = erased.update(world.store.writer()).await.unwrap();
    assert!(erased.open(&world.store, Size::Medium, &sealed).unwrap().is_none());
    assert!(erased.seal(&world.store, Size::Medium, b"new").unwrap().is_none());
    assert_eq!(sweep::to_delete(&world.store, world.now).await.unwrap(), std::slice::from_ref(&erased));
    sweep::gone(&world.store, photo.id).await.unwrap();
    let left = row(&world, photo.id).await.unwrap();
    assert_eq!((left.file, left.subject_id), (None, Some(1)));
    // A row that still has its key is no erased one: the database says so itself.
    let row = photo::ActiveModel { id: Set(photo.id), wrapped: Set(Some(vec![1])), ..Default::default() };
    assert!(row.update(world.store.writer()).await.is_err());
}

async fn the_sweep_knows_which_files_have_a_row(world: World) {
    let photo = kept(&world).await;
    let (known, unknown) = (photo.file.clone().unwrap(), "no-such-name".to_owned());
    let found = sweep::known(world.store.read(), &[known.clone(), unknown]).await.unwrap();
    assert_eq!(found.into_iter().collect::<Vec<_>>(), std::slice::from_ref(&known));
    // More than a statement of either database takes.
    let mut many: Vec<String> = (0..70_000).map(|number| format!("stray-{number}")).collect();
    many.push(known.clone());
    assert_eq!(sweep::known(world.store.read(), &many).await.unwrap().into_iter().collect::<Vec<_>>(), [known]);
    assert_eq!(sweep::kept(world.store.read(), None).await.unwrap(), std::slice::from_ref(&photo));
    assert!(sweep::kept(world.store.read(), Some(photo.id)).await.unwrap().is_empty());
}
