//! A card that waits, or a piece, is drawn anew: blurred by the office, turned by whoever has it before them.

use entity::{
    Field, FormKey, Refusal,
    actor::{Receiver, School},
    card::{State, blur, piece, review, turn as turning},
    id::PhotoId,
    photo::{self, Purpose, area, turn},
};

use super::{bring, cut, picture, waiting};
use crate::{
    cards::{brought, card, given, upload},
    world::{World, refused},
};

on_both!(
    a_turned_picture_takes_the_old_ones_place,
    a_school_turns_its_card_while_it_waits,
    a_blurred_picture_takes_the_place_of_the_one_that_was_looked_at,
    what_was_replaced_meanwhile_is_not_blurred,
);

/// The button beside this picture.
fn turned(photo: PhotoId, way: &str) -> turning::Typed {
    turning::Typed { photo: photo.to_string(), turn: turn::Typed { way: way.to_owned() } }
}

async fn a_turned_picture_takes_the_old_ones_place(world: World) {
    bring(&world, &[cut(&world, "shagou", &[]).await]).await;
    let piece = waiting(&world).await.remove(0);
    let (school, form, left) = (world.school("shagou").await, world.form(), turned(piece.photo_id, "left"));
    let ask = async |school, typed: &turning::Typed| {
        piece::turn::ask(&world.store, school, piece.id, typed, &world.form()).await
    };
    assert_eq!(refused(ask(school, &turning::Typed::default()).await), [Refusal::NotAChoice(Field::Answer)]);
    assert_eq!(refused(ask(school, &turned(PhotoId(0), "left")).await), [Refusal::CardState]);
    assert_eq!(refused(ask(world.school("huili").await, &left).await), [Refusal::NotFound]);
    let (photo, way) = ask(school, &left).await.unwrap().unwrap();
    assert_eq!((photo.id, way), (piece.photo_id, turn::Way::Left));
    let drawn = cut(&world, "shagou", &[]).await.photo;
    for _ in 0..2 {
        piece::turn::replace(&world.store, school, piece.id, &left, drawn, &form, world.now).await.unwrap();
    }
    assert_eq!(waiting(&world).await[0].photo_id, drawn);
    assert_eq!(picture(&world, photo.id).await.wrapped, None, "nobody can open the old one");
    // The same form once more: nothing is drawn, nothing is done.
    assert_eq!(piece::turn::ask(&world.store, school, piece.id, &left, &form).await.unwrap(), None);
    let late = piece::turn::replace(&world.store, school, piece.id, &left, drawn, &world.form(), world.now).await;
    assert_eq!(refused(late), [Refusal::CardState], "turned in another window");
}

async fn a_school_turns_its_card_while_it_waits(world: World) {
    let gift = given(&world, false, true).await;
    upload(&world, &gift).await.unwrap();
    let seen = card(&world, &gift).await.unwrap().photo_id.unwrap();
    let (own, form, right) = (world.school("shagou").await, world.form(), turned(seen, "right"));
    let ask = async |school: School, typed: &turning::Typed, form: &FormKey| {
        turning::ask(&world.store, Receiver::School(school), &gift.code, typed, form).await
    };
    assert_eq!(refused(ask(world.school("huili").await, &right, &form).await), [Refusal::NotFound]);
    let (photo, way) = ask(own, &right, &form).await.unwrap().unwrap();
    assert_eq!((photo.id, way), (seen, turn::Way::Right));
    let (by, drawn) = (Receiver::School(own), brought(&world, "shagou").await);
    for _ in 0..2 {
        turning::replace(&world.store, by, &gift.code, &right, drawn, &form, world.now).await.unwrap();
    }
    assert_eq!(ask(own, &right, &form).await.unwrap(), None, "answered before");
    let after = card(&world, &gift).await.unwrap();
    assert_eq!((after.state, after.photo_id), (State::Submitted, Some(drawn)));
    assert_eq!(picture(&world, seen).await.wrapped, None, "nobody can open the old one");
    // Another window still shows the old one.
    assert_eq!(refused(ask(own, &right, &world.form()).await), [Refusal::CardState]);
    let judged = review::Typed { photo: drawn.to_string(), shows: "nobody".to_owned(), reason: String::new() };
    let officer = world.officer().await;
    review::approve(&world.store, officer, &gift.code, &judged, &world.form(), world.now).await.unwrap();
    let late = ask(own, &turned(drawn, "left"), &world.form()).await;
    assert_eq!(refused(late), [Refusal::CardState], "its donor has it");
}

/// A rectangle on the picture that the officer has before them.
fn marked(photo: PhotoId) -> blur::Typed {
    let [left, top, width, height] = ["10", "20", "30", "10"].map(ToOwned::to_owned);
    let area = area::Typed { left, top, width, height, strokes: String::new() };
    blur::Typed { photo: photo.to_string(), area }
}

async fn a_blurred_picture_takes_the_place_of_the_one_that_was_looked_at(world: World) {
    let gift = given(&world, false, true).await;
    upload(&world, &gift).await.unwrap();
    let seen = card(&world, &gift).await.unwrap().photo_id.unwrap();
    let (officer, form, typed) = (world.officer().await, world.form(), marked(seen));
    let asked = blur::ask(&world.store, officer, &gift.code, &typed, &form).await.unwrap();
    let (photo, areas) = asked.unwrap();
    assert_eq!((photo.id, areas.len()), (seen, 1));
    let by = officer.account();
    let drawn = photo::bring::begin(&world.store, Purpose::Card, by, (1_200, 900), world.now).await.unwrap().id;
    blur::replace(&world.store, officer, &gift.code, &typed, drawn, &form, world.now).await.unwrap();
    let after = card(&world, &gift).await.unwrap();
    assert_eq!((after.state, after.photo_id), (State::Submitted, Some(drawn)));
    assert_eq!(picture(&world, seen).await.wrapped, None, "nobody can open the old one");
    // The same form once more: nothing is drawn, nothing is done.
    assert_eq!(blur::ask(&world.store, officer, &gift.code, &typed, &form).await.unwrap(), None);
    // Whoever still has the old picture before them cannot approve it.
    let judged = review::Typed { photo: seen.to_string(), shows: "nobody".to_owned(), reason: String::new() };
    let approved = review::approve(&world.store, officer, &gift.code, &judged, &world.form(), world.now).await;
    assert_eq!(refused(approved), [Refusal::CardState]);
}

async fn what_was_replaced_meanwhile_is_not_blurred(world: World) {
    let gift = given(&world, false, true).await;
    upload(&world, &gift).await.unwrap();
    let seen = card(&world, &gift).await.unwrap().photo_id.unwrap();
    upload(&world, &gift).await.unwrap();
    let (officer, form) = (world.officer().await, world.form());
    let asked = blur::ask(&world.store, officer, &gift.code, &marked(seen), &form).await;
    assert_eq!(refused(asked.map(|_| ())), [Refusal::CardState]);
    let drawn = brought(&world, "shagou").await;
    let replaced = blur::replace(&world.store, officer, &gift.code, &marked(seen), drawn, &form, world.now).await;
    assert_eq!(refused(replaced), [Refusal::CardState]);
    assert_ne!(card(&world, &gift).await.unwrap().photo_id, Some(drawn));
}
