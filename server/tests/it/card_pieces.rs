//! One photo of many cards, through the pages; the stickers it needs; and the blur brush.

mod table;
mod turned;

use entity::{
    card::piece,
    claim,
    photo::{self, State},
};
use sea_orm::EntityTrait;

use crate::{
    cards::{agreed, given, officer, send, shown, teacher},
    papers::scanned,
    pictures::drawn,
    site::{Answer, Reader, TestSite},
    world::World,
};

on_both![
    one_photo_becomes_the_cards_that_its_stickers_name,
    what_could_not_be_matched_is_matched_by_hand,
    a_card_before_the_hand_out_is_refused_with_its_reason,
    what_was_seen_is_thrown_away_at_once,
    what_has_gone_meanwhile_does_not_keep_the_rest,
    a_photo_without_cards_is_told_at_the_field,
    a_visitors_file_is_heard_out_and_not_looked_at,
    stickers_are_printed_for_the_school,
    the_office_blurs_a_card_before_it_goes_out,
    what_is_no_rectangle_is_told_at_its_field,
];

const MANY: &str = "/school/cards/many";

async fn photograph(site: &TestSite, teacher: &Reader<'_>, file: &[u8]) -> Answer {
    let key = site.world.store.dice.id();
    teacher.upload(MANY, &[("form", &key)], ("table.jpg", file)).await
}

async fn one_photo_becomes_the_cards_that_its_stickers_name(world: World) {
    let site = TestSite::new(world);
    let (one, other) = (given(&site.world).await, given(&site.world).await);
    let teacher = teacher(&site).await;
    teacher.get("/school/cards").await.says("一张照片传多张卡片");
    teacher.get(MANY).await.has_status(200).says("怎么拍").says("打印贴纸");
    let address = |code: &entity::Code| format!("https://nuanxin.example.org/v/{code}");
    let file = table::photo(&[Some(&address(&one.code)), Some(&address(&other.code))]);
    let answer = photograph(&site, &teacher, &file).await;
    assert_eq!(answer.has_status(303).location(), "/school/cards");
    teacher.get("/school/cards").await.says("找到 2 张：2 张已交办公室").says("等办公室 2 张");
    let officer = officer(&site).await;
    let page = officer.get("/office/cards").await;
    page.says("还有 2 张等着看");
    let picture = format!("/pictures/{}/large.jpg", shown(&page).unwrap());
    let picture = image::load_from_memory(&officer.download(&picture).await).unwrap().into_rgb8();
    let (width, height) = picture.dimensions();
    assert!(width.abs_diff(table::WIDTH) < 8 && height.abs_diff(table::HEIGHT) < 8, "{width} × {height}");
    for (x, y) in [(4, 4), (width - 5, 4), (4, height - 5), (width - 5, height - 5)] {
        assert!(picture.get_pixel(x, y).0.iter().all(|&part| part > 200), "paper up to its corners");
    }
}

async fn what_could_not_be_matched_is_matched_by_hand(world: World) {
    let site = TestSite::new(world);
    let gift = given(&site.world).await;
    let teacher = teacher(&site).await;
    let answer = photograph(&site, &teacher, &table::photo(&[None, Some("https://example.org/menu")])).await;
    assert_eq!(answer.has_status(303).location(), MANY);
    let page = teacher.get(MANY).await;
    page.says("2 张请手工配").says("没有读到贴纸").says("贴纸不是本校心愿的").says(&gift.code.grouped());
    let desk = teacher.get("/school").await;
    desk.says("2 张卡片还不知道是谁的").says("以后自动销毁");
    assert!(desk.body.contains(&format!("href=\"{MANY}\"")), "and leads there");
    let pieces = piece::waiting(site.world.store.read(), site.world.school("shagou").await).await.unwrap();
    let [piece, foreign] = &pieces[..] else { panic!("two pieces") };
    let picture = format!("/pictures/{}/medium.jpg", piece.photo_id);
    assert!(image::load_from_memory(&teacher.download(&picture).await).is_ok());
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    lin.get(&picture).await.has_status(404);

    let place = format!("{MANY}/{}", piece.id);
    for (code, says) in [("", "请选择"), ("2222", "请选择")] {
        let answer = teacher.submit(&place, &[("form", "k"), ("card_of", code)]).await;
        answer.has_status(422).says(says);
        assert!(answer.body.contains("id=\"card_of-error\""));
    }
    let fields = [("form", "k1"), ("card_of", gift.code.as_str())];
    for _ in 0..2 {
        assert_eq!(teacher.submit(&place, &fields).await.has_status(303).location(), MANY);
    }
    teacher.get(MANY).await.says("配好了");
    let drop = format!("{MANY}/{}/drop", foreign.id);
    for _ in 0..2 {
        assert_eq!(teacher.submit(&drop, &[("form", "k2")]).await.has_status(303).location(), MANY);
    }
    let page = teacher.get(MANY).await;
    assert!(!page.body.contains("class=\"pieces\""));
    assert!(!teacher.get("/school").await.body.contains("还不知道是谁的"));
    assert_eq!(site.pictures().erase(&site.world.store, site.world.now).await.unwrap(), 1);
    officer(&site).await.get("/office/cards").await.says("还有 1 张等着看");
}

async fn a_card_before_the_hand_out_is_refused_with_its_reason(world: World) {
    let early = world.promised("shagou", "lin", claim::State::Received).await;
    let site = TestSite::new(world);
    let gift = given(&site.world).await;
    let teacher = teacher(&site).await;
    let file = table::photo(&[Some(&gift.code.grouped()), Some(&early.code.grouped())]);
    photograph(&site, &teacher, &file).await.has_status(303);
    let page = teacher.get("/school/cards").await;
    let (told, early) = ("1 张已交办公室。没有保存", early.code.grouped());
    page.says(&format!("{told} {early} ：礼物还没有发放，发放以后再拍。"));
    assert!(page.body.contains(&format!("class=\"nowrap\">{early}<")), "not broken after a hyphen");
    assert!(page.body.contains("notice wait") && !page.body.contains("notice ok"), "not all was done");
}

async fn what_was_seen_is_thrown_away_at_once(world: World) {
    let site = TestSite::new(world);
    let teacher = teacher(&site).await;
    let drop = format!("{MANY}/drop");
    photograph(&site, &teacher, &table::photo(&[None])).await.has_status(303);
    photograph(&site, &teacher, &table::photo(&[None])).await.has_status(303);
    let page = teacher.get(MANY).await;
    assert!(!page.body.contains("notice ok"), "nothing was handed in");
    let seen = page.says("把这 2 张都丢掉").value_of("pieces").unwrap();
    photograph(&site, &teacher, &table::photo(&[None])).await.has_status(303);
    let fields = [("form", "k"), ("pieces", seen.as_str())];
    let other = site.sign_in_as(site.world.school("huili").await.account()).await;
    other.submit(&drop, &fields).await.has_status(404);
    for (made_up, status) in [("", 404), ("1;2", 404), ("999999", 409)] {
        teacher.submit(&drop, &[("form", "l"), ("pieces", made_up)]).await.has_status(status);
    }
    let school = site.world.school("shagou").await;
    assert_eq!(piece::waiting(site.world.store.writer(), school).await.unwrap().len(), 3);
    for _ in 0..2 {
        assert_eq!(teacher.submit(&drop, &fields).await.has_status(303).location(), MANY);
    }
    teacher.get(MANY).await.says("丢掉了，照片已销毁。");
    assert_eq!(piece::waiting(site.world.store.writer(), school).await.unwrap().len(), 1, "the one not seen stays");
    assert_eq!(site.pictures().erase(&site.world.store, site.world.now).await.unwrap(), 2);
}

async fn what_has_gone_meanwhile_does_not_keep_the_rest(world: World) {
    let site = TestSite::new(world);
    let teacher = teacher(&site).await;
    photograph(&site, &teacher, &table::photo(&[None, None])).await.has_status(303);
    let page = teacher.get(MANY).await;
    let seen = page.says("把这 2 张都丢掉").value_of("pieces").unwrap();
    // On another phone.
    let last = format!("{MANY}/{}/drop", seen.split(',').next_back().unwrap());
    teacher.submit(&last, &[("form", "k1")]).await.has_status(303);
    let drop = format!("{MANY}/drop");
    let answer = teacher.submit(&drop, &[("form", "k2"), ("pieces", &seen)]).await;
    assert_eq!(answer.has_status(303).location(), MANY);
    let page = teacher.get(MANY).await;
    page.says("还在的 1 张丢掉了").says("另外 1 张之前已经配好或者丢掉");
    assert!(page.body.contains("notice wait"), "not all was done");
    let school = site.world.school("shagou").await;
    assert!(piece::waiting(site.world.store.writer(), school).await.unwrap().is_empty());
    let late = teacher.submit(&drop, &[("form", "k3"), ("pieces", &seen)]).await;
    late.has_status(409).says("这些卡片已经不在这里了").says("怎么拍");
}

async fn a_photo_without_cards_is_told_at_the_field(world: World) {
    let site = TestSite::new(world);
    given(&site.world).await;
    let teacher = teacher(&site).await;
    let answer = photograph(&site, &teacher, &table::photo(&[])).await;
    answer.has_status(422).says("没有找到卡片");
    assert!(answer.body.contains("id=\"file-error\""));
    photograph(&site, &teacher, b"<svg/>").await.has_status(422).says("这不是照片");
    teacher.submit(MANY, &[("form", "k")]).await.has_status(422).says("请选择卡片的照片");
    let english = teacher.window().in_english();
    english.get("/about?lang=en").await;
    english.submit(MANY, &[("form", "k")]).await.has_status(422).says("Please choose the photo of the card");
    assert!(photo::Entity::find().one(site.world.store.writer()).await.unwrap().is_none());
}

async fn a_visitors_file_is_heard_out_and_not_looked_at(world: World) {
    let site = TestSite::new(world);
    let file = drawn::jpeg(300, 200);
    let answer = site.visitor().upload(MANY, &[("form", "k")], ("table.jpg", &file)).await;
    assert!(answer.has_status(303).location().starts_with("/sign-in"));
    let large = [file, vec![0; 11 << 20]].concat();
    let answer = site.visitor().upload(MANY, &[], ("table.jpg", &large)).await;
    assert!(answer.has_status(303).location().starts_with("/sign-in"));
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    lin.upload(MANY, &[], ("table.jpg", &drawn::jpeg(30, 20))).await.has_status(403);
    assert!(photo::Entity::find().one(site.world.store.writer()).await.unwrap().is_none());
}

async fn stickers_are_printed_for_the_school(world: World) {
    let site = TestSite::new(world);
    let gift = given(&site.world).await;
    let teacher = teacher(&site).await;
    let page = teacher.get(MANY).await;
    let (_, rest) = page.body.split_once("/school/papers/").unwrap();
    let address = format!("/school/papers/{}/stickers.pdf", rest.split('/').next().unwrap());
    let papers = teacher.get("/school/papers").await;
    assert!(papers.body.contains(&address), "all is handed out, and the cards fall due");
    assert!(!papers.body.contains("tags.pdf") && !papers.words().contains("已到校"), "nothing else is to be printed");
    site.world.promised("shagou", "lin", claim::State::Received).await;
    let papers = teacher.get("/school/papers").await;
    assert!(papers.body.contains(&address) && papers.body.contains("tags.pdf"), "beside the other papers");
    let pdf = teacher.download(&address).await;
    assert!(pdf.starts_with(b"%PDF"));
    let text = lopdf::Document::load_mem(&pdf).unwrap().extract_text(&[1]).unwrap();
    assert!(text.replace(char::is_whitespace, "").contains(&gift.code.grouped()), "{text}");
    assert_eq!(scanned::squares(&pdf), [[gift.code.to_string()]], "what the photo of many cards is read by");
    assert!(!text.contains("还没到校") && !page.words().contains("份礼物还没到校"), "all are here");
    let coming = site.world.promised("shagou", "lin", claim::State::Shipped).await;
    agreed(&site.world, &coming).await;
    teacher.get(MANY).await.says("其中 1 份礼物还没到校，发放以后才有卡片。");
    let text = lopdf::Document::load_mem(&teacher.download(&address).await).unwrap().extract_text(&[1]).unwrap();
    let text = text.replace(char::is_whitespace, "");
    assert!(text.contains(&coming.code.grouped()) && text.contains("其中1份礼物还没到校"), "{text}");
    let elsewhere = site.sign_in_as(site.world.school("huili").await.account()).await;
    elsewhere.get(&address).await.says("没有要打印的");
}

async fn the_office_blurs_a_card_before_it_goes_out(world: World) {
    let site = TestSite::new(world);
    let gift = given(&site.world).await;
    send(&site, &teacher(&site).await, &gift.code, &table::written()).await.has_status(303);
    let officer = officer(&site).await;
    let page = officer.get(&format!("/office/cards?code={}", gift.code)).await;
    let (before, place) = (shown(&page).unwrap(), format!("/office/cards/{}/blur", gift.code));
    page.says("涂掉姓名或脸");
    officer.get(&place).await.has_status(200).says("不能恢复");
    let large = async |id: &str| {
        let file = officer.download(&format!("/pictures/{id}/large.jpg")).await;
        image::load_from_memory(&file).unwrap().into_luma8()
    };
    let old = large(&before).await;
    let fields = [
        ("form", "k"),
        ("photo", before.as_str()),
        ("blur_left", "50"),
        ("blur_top", "50"),
        ("blur_width", "50"),
        ("blur_height", "50"),
    ];
    for _ in 0..2 {
        let answer = officer.submit(&place, &fields).await;
        assert_eq!(answer.has_status(303).location(), format!("/office/cards?code={}", gift.code));
    }
    let page = officer.get(&format!("/office/cards?code={}", gift.code)).await;
    let after = shown(page.says("涂掉了")).unwrap();
    assert_ne!(before, after);
    let new = large(&after).await;
    assert_eq!(old.dimensions(), new.dimensions());
    // How rough the lower right and the upper left are, before and after.
    let (width, height) = old.dimensions();
    let rough = |picture: &image::GrayImage, left: u32, top: u32| -> u64 {
        let places = (top..top + height / 3).flat_map(|y| (left..left + width / 3).map(move |x| (x, y)));
        let step = |(x, y): (u32, u32)| picture.get_pixel(x, y).0[0].abs_diff(picture.get_pixel(x + 1, y).0[0]);
        places.map(|place| u64::from(step(place))).sum()
    };
    let corner = (width * 3 / 5, height * 3 / 5);
    assert!(rough(&new, corner.0, corner.1) * 4 < rough(&old, corner.0, corner.1));
    assert!(rough(&new, 8, 8) * 3 > rough(&old, 8, 8) * 2);
    // The old one is destroyed, key and file.
    officer.get(&format!("/pictures/{before}/small.jpg")).await.has_status(404);
    let row = photo::Entity::find_by_id(before.parse::<entity::id::PhotoId>().unwrap());
    assert_eq!(row.one(site.world.store.writer()).await.unwrap().unwrap().state, State::Erased);
    assert_eq!(site.pictures().erase(&site.world.store, site.world.now).await.unwrap(), 1);
    let judge = format!("/office/cards/{}", gift.code);
    let approval = [("form", "a"), ("photo", after.as_str()), ("judge", "approve"), ("shows", "nobody")];
    officer.submit(&judge, &approval).await.has_status(303);
    officer.get(&place).await.has_status(404);
}

async fn what_is_no_rectangle_is_told_at_its_field(world: World) {
    let site = TestSite::new(world);
    let gift = given(&site.world).await;
    send(&site, &teacher(&site).await, &gift.code, &drawn::card()).await.has_status(303);
    let officer = officer(&site).await;
    let id = shown(&officer.get("/office/cards").await).unwrap();
    let place = format!("/office/cards/{}/blur", gift.code);
    let nothing = officer.submit(&place, &[("form", "k"), ("photo", &id)]).await;
    nothing.has_status(422).says("还没有涂");
    assert!(!nothing.body.contains("blur_top-error"), "one sentence, not one for each number");
    let answer = officer.submit(&place, &[("form", "k"), ("photo", &id), ("blur_left", "101")]).await;
    answer.has_status(422);
    for field in ["blur_left", "blur_top", "blur_width", "blur_height"] {
        assert!(answer.body.contains(&format!("id=\"{field}-error\"")), "{field}");
    }
    assert_eq!(answer.value_of("blur_left").as_deref(), Some("101"));
    let strokes = [("form", "k"), ("photo", id.as_str()), ("strokes", "100,100,300,300 280,100,480,300")];
    officer.submit(&place, &strokes).await.has_status(303);
    officer.submit(&place, &[("form", "other"), ("photo", &id), ("strokes", "1,1,9,9")]).await.has_status(409);
}
