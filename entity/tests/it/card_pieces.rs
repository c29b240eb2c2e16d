//! One photo of many cards: what its stickers say becomes cards at once, the rest waits for the school and is destroyed
//! in time; and what is drawn anew.

mod redrawn;

use std::collections::BTreeSet;

use chrono::TimeDelta;
use entity::{
    Code, Error, Field, FormKey, Refusal,
    actor::School,
    card::{
        State,
        piece::{
            self, KEPT, Why,
            bring::{self, Brought, Piece},
            pair::{self, Dropped, Typed},
        },
        stickers,
    },
    claim,
    id::{CardPieceId, PhotoId},
    photo::{self, Purpose, sight},
    wish::Status,
};
use sea_orm::EntityTrait;

use crate::{
    cards::{agree, card, given},
    world::{World, refused},
};

on_both!(
    stickers_say_whose_the_cards_are,
    what_may_not_be_brought_is_not_kept,
    a_photo_sent_twice_is_taken_in_once,
    a_piece_is_matched_by_hand_once,
    another_school_finds_no_piece,
    a_piece_that_is_thrown_away_is_destroyed,
    what_was_seen_is_thrown_away_whatever_of_it_has_gone,
    pieces_that_nobody_matches_are_destroyed_in_time,
    stickers_are_printed_for_cards_that_may_come,
);

async fn cut(world: &World, school: &str, says: &[&str]) -> Piece {
    let by = world.school(school).await.account();
    let photo = photo::bring::begin(&world.store, Purpose::Piece, by, (1_200, 900), world.now).await.unwrap().id;
    Piece { photo, says: says.iter().map(|says| (*says).to_owned()).collect() }
}

async fn bring(world: &World, pieces: &[Piece]) -> Brought {
    let school = world.school("shagou").await;
    bring::bring(&world.store, school, pieces, &world.form(), world.now).await.unwrap()
}

async fn waiting(world: &World) -> Vec<piece::Model> {
    piece::waiting(world.store.writer(), world.school("shagou").await).await.unwrap()
}

async fn pair(world: &World, school: &str, piece: &piece::Model, code: &str) -> Result<(), Error> {
    let typed = Typed { card_of: code.to_owned() };
    pair::pair(&world.store, world.school(school).await, piece.id, &typed, &world.form(), world.now).await
}

async fn picture(world: &World, id: PhotoId) -> photo::Model {
    photo::Entity::find_by_id(id).one(world.store.writer()).await.unwrap().unwrap()
}

async fn stickers_say_whose_the_cards_are(world: World) {
    let (one, other) = (given(&world, false, true).await, given(&world, false, true).await);
    let elsewhere = world.given("huili", "lin").await;
    let address = format!("https://nuanxin.example.org/v/{}", one.code);
    let pieces = [
        cut(&world, "shagou", &[&address]).await,
        cut(&world, "shagou", &[]).await,
        cut(&world, "shagou", &[other.code.as_str(), one.code.as_str()]).await,
        cut(&world, "shagou", &["https://example.org/menu"]).await,
        cut(&world, "shagou", &[elsewhere.code.as_str()]).await,
        cut(&world, "shagou", &[&address]).await,
        cut(&world, "shagou", &[&other.code.grouped()]).await,
    ];
    let done = bring(&world, &pieces).await;
    assert_eq!(done, Brought { matched: vec![one.code.clone(), other.code.clone()], left: 5, ..Brought::default() });
    for (gift, piece) in [(&one, &pieces[0]), (&other, &pieces[6])] {
        let card = card(&world, gift).await.unwrap();
        assert_eq!((card.state, card.photo_id), (State::Submitted, Some(piece.photo)));
        let photo = picture(&world, piece.photo).await;
        assert_eq!((photo.purpose, photo.state), (Purpose::Card, photo::State::Kept));
    }
    let whys: Vec<Why> = waiting(&world).await.iter().map(|piece| piece.why).collect();
    assert_eq!(whys, [Why::Unread, Why::Several, Why::Unknown, Why::Unknown, Why::Again]);
}

async fn what_may_not_be_brought_is_not_kept(mut world: World) {
    let (agreed, not) = (given(&world, false, true).await, given(&world, false, false).await);
    let early = world.promised("shagou", "lin", claim::State::Received).await;
    let (_, withdrawn) = world.wish_at("shagou", Status::Withdrawn).await;
    let pieces = [
        cut(&world, "shagou", &[not.code.as_str()]).await,
        cut(&world, "shagou", &[agreed.code.as_str()]).await,
        cut(&world, "shagou", &[early.code.as_str()]).await,
        cut(&world, "shagou", &[withdrawn.as_str()]).await,
    ];
    let done = bring(&world, &pieces).await;
    let (matched, early, refused) = (vec![agreed.code], vec![early.code.clone()], vec![not.code.clone(), withdrawn]);
    assert_eq!(done, Brought { matched, left: 0, early, refused });
    assert!(waiting(&world).await.is_empty());
    assert!(card(&world, &not).await.is_none());
    world.later(TimeDelta::hours(2));
    let gone = photo::sweep::to_delete(&world.store, world.now).await.unwrap();
    let mut gone: Vec<PhotoId> = gone.iter().map(|photo| photo.id).collect();
    gone.sort_unstable();
    assert_eq!(gone, [pieces[0].photo, pieces[2].photo, pieces[3].photo]);
}

async fn a_photo_sent_twice_is_taken_in_once(world: World) {
    let gift = given(&world, false, true).await;
    let (school, form) = (world.school("shagou").await, world.form());
    let mut answers = Vec::new();
    for _ in 0..2 {
        let pieces = [cut(&world, "shagou", &[gift.code.as_str()]).await, cut(&world, "shagou", &[]).await];
        answers.push(bring::bring(&world.store, school, &pieces, &form, world.now).await.unwrap());
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(waiting(&world).await.len(), 1);
}

async fn a_piece_is_matched_by_hand_once(world: World) {
    let gift = given(&world, false, true).await;
    let not = given(&world, false, false).await;
    bring(&world, &[cut(&world, "shagou", &[]).await]).await;
    let piece = waiting(&world).await.remove(0);
    for (code, why) in [
        ("", Refusal::Missing(Field::CardOf)),
        ("2222", Refusal::NotAChoice(Field::CardOf)),
        (not.code.as_str(), Refusal::CardNotAgreed),
    ] {
        assert_eq!(refused(pair(&world, "shagou", &piece, code).await), [why], "{code}");
    }
    pair(&world, "shagou", &piece, gift.code.as_str()).await.unwrap();
    assert_eq!(card(&world, &gift).await.unwrap().photo_id, Some(piece.photo_id));
    assert!(waiting(&world).await.is_empty());
    assert_eq!(refused(pair(&world, "shagou", &piece, gift.code.as_str()).await), [Refusal::NotFound]);
    let donor = world.signed_in_donor("lin").await;
    let seen = sight::seen_by(world.store.writer(), &donor, piece.photo_id).await;
    assert_eq!(refused(seen.map(|_| ())), [Refusal::NotFound], "not before the office has looked");
}

async fn another_school_finds_no_piece(world: World) {
    bring(&world, &[cut(&world, "shagou", &[]).await]).await;
    let piece = waiting(&world).await.remove(0);
    let theirs = world.given("huili", "lin").await;
    assert_eq!(refused(pair(&world, "huili", &piece, theirs.code.as_str()).await), [Refusal::NotFound]);
    let school = world.school("huili").await;
    let dropped = pair::drop(&world.store, school, piece.id, &world.form(), world.now).await;
    assert_eq!(refused(dropped), [Refusal::NotFound]);
    let (own, foreign) = (world.signed_in_school("shagou").await, world.signed_in_school("huili").await);
    assert!(sight::seen_by(world.store.writer(), &own, piece.photo_id).await.is_ok());
    let seen = sight::seen_by(world.store.writer(), &foreign, piece.photo_id).await;
    assert_eq!(refused(seen.map(|_| ())), [Refusal::NotFound]);
}

async fn a_piece_that_is_thrown_away_is_destroyed(world: World) {
    bring(&world, &[cut(&world, "shagou", &[]).await]).await;
    let piece = waiting(&world).await.remove(0);
    let school = world.school("shagou").await;
    pair::drop(&world.store, school, piece.id, &world.form(), world.now).await.unwrap();
    assert!(waiting(&world).await.is_empty());
    let photo = picture(&world, piece.photo_id).await;
    assert_eq!((photo.state, photo.wrapped), (photo::State::Erased, None));
}

async fn what_was_seen_is_thrown_away_whatever_of_it_has_gone(world: World) {
    let school = world.school("shagou").await;
    for _ in 0..3 {
        bring(&world, &[cut(&world, "shagou", &[]).await]).await;
    }
    let pieces = waiting(&world).await;
    let seen: BTreeSet<CardPieceId> = pieces.iter().map(|piece| piece.id).collect();
    bring(&world, &[cut(&world, "shagou", &[]).await]).await;
    // The last one, on another phone.
    pair::drop(&world.store, school, pieces[2].id, &world.form(), world.now).await.unwrap();
    let all = async |school: School, seen: &BTreeSet<CardPieceId>, form: &FormKey| {
        pair::drop_all(&world.store, school, seen, form, world.now).await
    };
    let (other, form) = (world.school("huili").await, world.form());
    assert_eq!(refused(all(other, &seen, &world.form()).await), [Refusal::NotFound]);
    assert_eq!(refused(all(school, &BTreeSet::new(), &world.form()).await), [Refusal::NotFound]);
    let made_up = BTreeSet::from([CardPieceId(999_999)]);
    assert_eq!(refused(all(school, &made_up, &world.form()).await), [Refusal::PiecesGone]);
    assert_eq!(waiting(&world).await.len(), 3);
    for _ in 0..2 {
        assert_eq!(all(school, &seen, &form).await.unwrap(), Dropped { dropped: 2, gone: 1 });
    }
    assert_eq!(waiting(&world).await.len(), 1, "the one not seen stays");
    assert_eq!(picture(&world, pieces[0].photo_id).await.state, photo::State::Erased);
    assert_eq!(refused(all(school, &seen, &world.form()).await), [Refusal::PiecesGone]);
}

async fn pieces_that_nobody_matches_are_destroyed_in_time(mut world: World) {
    bring(&world, &[cut(&world, "shagou", &[]).await]).await;
    let piece = waiting(&world).await.remove(0);
    world.later(KEPT - TimeDelta::minutes(1));
    assert_eq!(piece::expire(&world.store, world.now).await.unwrap(), 0);
    world.later(TimeDelta::minutes(2));
    assert_eq!(piece::expire(&world.store, world.now).await.unwrap(), 1);
    assert!(waiting(&world).await.is_empty());
    assert_eq!(picture(&world, piece.photo_id).await.state, photo::State::Erased);
}

async fn stickers_are_printed_for_cards_that_may_come(world: World) {
    let (agreed, not) = (given(&world, false, true).await, given(&world, false, false).await);
    let school = world.school("shagou").await;
    let db = world.store.writer();
    let phase = world.wish(agreed.wish).await.phase_id;
    let codes = async || -> Vec<Code> {
        let stickers = stickers::of_school(db, school, phase).await.unwrap();
        stickers.lines.into_iter().map(|line| line.code).collect()
    };
    assert_eq!(codes().await, std::slice::from_ref(&agreed.code));
    assert_ne!(codes().await, std::slice::from_ref(&not.code));
    assert_eq!(stickers::phases(db, school).await.unwrap().len(), 1);
    let elsewhere = stickers::of_school(db, world.school("huili").await, phase).await.unwrap();
    assert!(elsewhere.lines.is_empty());
    assert_eq!(stickers::of_school(db, school, phase).await.unwrap().coming(), 0);
    for state in [claim::State::Shipped, claim::State::Received] {
        let promised = world.promised("shagou", "lin", state).await;
        agree(&world, &promised, false, true).await;
    }
    let all = stickers::of_school(db, school, phase).await.unwrap();
    assert_eq!((all.lines.len(), all.coming()), (3, 1), "one is still on its way");
}
