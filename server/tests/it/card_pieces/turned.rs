//! A card that lies on its side is turned: by its school before it is matched and while it waits, and by the office.

use entity::card::piece;

use super::{MANY, photograph, table};
use crate::{
    cards::{given, officer, send, shown, teacher},
    site::TestSite,
    world::World,
};

on_both![
    a_piece_that_lies_on_its_side_is_turned,
    the_office_turns_a_card_before_it_goes_out,
    a_school_turns_its_own_card_before_it_goes_out,
];

async fn a_piece_that_lies_on_its_side_is_turned(world: World) {
    let site = TestSite::new(world);
    let teacher = teacher(&site).await;
    photograph(&site, &teacher, &table::photo(&[None, None])).await.has_status(303);
    let school = site.world.school("shagou").await;
    let first = async || piece::waiting(site.world.store.writer(), school).await.unwrap().remove(0);
    let before = first().await;
    let place = format!("{MANY}/{}/turn", before.id);
    teacher.get(MANY).await.says("向左转").says("向右转");
    let seen = before.photo_id.to_string();
    let turned = |form, way| [("form", form), ("photo", seen.as_str()), ("way", way)];
    teacher.submit(&place, &turned("k", "round")).await.has_status(422);
    for _ in 0..2 {
        let answer = teacher.submit(&place, &turned("k1", "left")).await;
        assert_eq!(answer.has_status(303).location(), MANY);
    }
    teacher.get(MANY).await.says("转好了。");
    let after = first().await;
    assert_eq!(after.id, before.id);
    let large = teacher.download(&format!("/pictures/{}/large.jpg", after.photo_id)).await;
    let picture = image::load_from_memory(&large).unwrap();
    assert!(picture.width() > picture.height(), "once, though it was sent twice");
    teacher.get(&format!("/pictures/{}/small.jpg", before.photo_id)).await.has_status(404);
    // In a window that still shows it as it was.
    teacher.submit(&place, &turned("k2", "left")).await.has_status(409).says("这张卡片刚刚变了");
    assert_eq!(first().await.photo_id, after.photo_id);
    let elsewhere = site.sign_in_as(site.world.school("huili").await.account()).await;
    elsewhere.submit(&place, &turned("e", "left")).await.has_status(404);
}

async fn the_office_turns_a_card_before_it_goes_out(world: World) {
    let site = TestSite::new(world);
    let gift = given(&site.world).await;
    send(&site, &teacher(&site).await, &gift.code, &table::written()).await.has_status(303);
    let officer = officer(&site).await;
    let (card, place) = (format!("/office/cards?code={}", gift.code), format!("/office/cards/{}/turn", gift.code));
    let before = shown(officer.get(&card).await.says("向右转")).unwrap();
    let fields = [("form", "k"), ("photo", before.as_str()), ("way", "right")];
    for _ in 0..2 {
        assert_eq!(officer.submit(&place, &fields).await.has_status(303).location(), card);
    }
    let after = shown(officer.get(&card).await.says("转好了。")).unwrap();
    let large = officer.download(&format!("/pictures/{after}/large.jpg")).await;
    let picture = image::load_from_memory(&large).unwrap();
    assert_eq!((picture.width(), picture.height()), (600, 800));
    officer.get(&format!("/pictures/{before}/small.jpg")).await.has_status(404);
    let late = [("form", "l"), ("photo", before.as_str()), ("way", "right")];
    officer.submit(&place, &late).await.has_status(409);
    let approval = [("form", "a"), ("photo", after.as_str()), ("judge", "approve"), ("shows", "nobody")];
    officer.submit(&format!("/office/cards/{}", gift.code), &approval).await.has_status(303);
    assert!(!officer.get(&card).await.body.contains(&place), "what has gone out stays as it went");
}

async fn a_school_turns_its_own_card_before_it_goes_out(world: World) {
    let site = TestSite::new(world);
    let gift = given(&site.world).await;
    let teacher = teacher(&site).await;
    send(&site, &teacher, &gift.code, &table::written()).await.has_status(303);
    let (own, place) = (format!("/school/cards/{}", gift.code), format!("/school/cards/{}/turn", gift.code));
    let before = shown(teacher.get(&own).await.says("向左转").says("向右转")).unwrap();
    let turned = |form, way| [("form", form), ("photo", before.as_str()), ("way", way)];
    let elsewhere = site.sign_in_as(site.world.school("huili").await.account()).await;
    elsewhere.submit(&place, &turned("e", "right")).await.has_status(404);
    teacher.submit(&place, &turned("k", "round")).await.has_status(422);
    for _ in 0..2 {
        assert_eq!(teacher.submit(&place, &turned("k1", "right")).await.has_status(303).location(), own);
    }
    let after = shown(teacher.get(&own).await.says("转好了。").says("等办公室看")).unwrap();
    let large = teacher.download(&format!("/pictures/{after}/large.jpg")).await;
    let picture = image::load_from_memory(&large).unwrap();
    assert_eq!((picture.width(), picture.height()), (600, 800), "once, though it was sent twice");
    teacher.get(&format!("/pictures/{before}/small.jpg")).await.has_status(404);
    // In a window that still shows it as it was.
    teacher.submit(&place, &turned("k2", "right")).await.has_status(409).says("这张卡片刚刚变了");
    let officer = officer(&site).await;
    let approval = [("form", "a"), ("photo", after.as_str()), ("judge", "approve"), ("shows", "nobody")];
    officer.submit(&format!("/office/cards/{}", gift.code), &approval).await.has_status(303);
    assert!(!teacher.get(&own).await.body.contains(&place), "what has gone out stays as it went");
    let late = [("form", "k3"), ("photo", after.as_str()), ("way", "left")];
    teacher.submit(&place, &late).await.has_status(409);
}
