//! Thank-you cards, from the photo on the school's desk to the letter in the donor's hands.

use entity::{
    Code, card,
    child::consent,
    photo::{self, State},
    wish,
};
use mail_parser::{MessageParser, MimeHeaders};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use server::{
    labels::Fonts,
    mailer::{MailSettings, Mailer},
};

use crate::{
    gifts::Gift,
    pictures::drawn,
    site::{Answer, Reader, TestSite},
    world::World,
};

on_both![
    a_card_goes_from_the_school_through_the_office_to_its_donor_alone,
    a_returned_card_is_sent_again,
    a_card_that_its_donor_has_is_taken_back,
    what_is_no_photo_is_told_at_the_field,
    a_school_may_say_that_there_will_be_none,
];

/// A gift of lin's that was handed out today, with a guardian's consent to a card.
pub async fn given(world: &World) -> Gift {
    let gift = world.given("shagou", "lin").await;
    agreed(world, &gift).await;
    gift
}

/// The guardian agrees to a card.
pub async fn agreed(world: &World, gift: &Gift) {
    let row = consent::ActiveModel {
        child_id: Set(world.wish(gift.wish).await.child_id),
        version: Set("2026-11".to_owned()),
        form_no: Set("同-001".to_owned()),
        given_on: Set(world.today()),
        goods: Set(true),
        photo: Set(false),
        card: Set(true),
        recorded_by: Set(world.school("shagou").await.account()),
        recorded_at: Set(world.now),
        ..Default::default()
    };
    let consent = row.insert(world.store.writer()).await.unwrap().id;
    let row = wish::ActiveModel { id: Set(gift.wish), consent_id: Set(Some(consent)), ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
}

pub async fn teacher(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.school("shagou").await.account()).await
}

pub async fn officer(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.officer().await.account()).await
}

pub async fn send(site: &TestSite, teacher: &Reader<'_>, code: &Code, file: &[u8]) -> Answer {
    let key = site.world.store.dice.id();
    teacher.upload(&format!("/school/cards/{code}"), &[("form", &key)], ("card.jpg", file)).await
}

/// The picture's number in the page, where one is shown.
pub fn shown(page: &Answer) -> Option<String> {
    let (_, rest) = page.body.split_once("/pictures/")?;
    rest.split('/').next().map(ToOwned::to_owned)
}

async fn a_card_goes_from_the_school_through_the_office_to_its_donor_alone(world: World) {
    let site = TestSite::new(world);
    let gift = given(&site.world).await;
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let own = format!("/gifts/{}", gift.code);
    lin.get(&own).await.has_status(200).says("孩子正在做谢意卡片");
    let teacher = teacher(&site).await;
    teacher.get("/school").await.says("1 张谢意卡片要上传，最早的 12月14日前");
    teacher.get("/school/cards").await.has_status(200).says("待上传 1 张").says("双肩书包");
    teacher.get(&format!("/school/cards/{}", gift.code)).await.says("没有同意：卡片上不能看到孩子的脸");
    let answer = send(&site, &teacher, &gift.code, &drawn::with_metadata()).await;
    assert_eq!(answer.has_status(303).location(), "/school/cards");
    teacher.get("/school/cards").await.says("已上传").says("等办公室看");
    assert!(!teacher.get("/school").await.words().contains("谢意卡片要上传"));

    let officer = officer(&site).await;
    let page = officer.get("/office/cards").await;
    page.has_status(200).says("还有 1 张等着看").says("认不出任何人");
    assert!(!page.body.contains("shows-child"), "nobody may be seen on it");
    let (photo, judge) = (shown(&page).unwrap(), format!("/office/cards/{}", gift.code));
    let fields = [("form", "k1"), ("photo", photo.as_str()), ("judge", "approve")];
    officer.submit(&judge, &fields).await.has_status(422).says("请选择看得到谁");
    let fields = [("form", "k2"), ("photo", photo.as_str()), ("judge", "approve"), ("shows", "nobody")];
    assert_eq!(officer.submit(&judge, &fields).await.has_status(303).location(), "/office/cards");
    officer.get("/office/cards").await.says("没有等着看的卡片");

    let page = lin.get(&own).await;
    page.says("孩子给您的卡片").says("请不要发到网上");
    let picture = format!("/pictures/{}/large.jpg", shown(&page).unwrap());
    assert!(image::load_from_memory(&lin.download(&picture).await).is_ok());
    let chen = site.sign_in_as(site.world.donor("chen").await.account()).await;
    chen.get(&picture).await.has_status(404);
    chen.get(&own).await.has_status(404);
    let visitor = site.visitor().get(&format!("/v/{}", gift.code)).await;
    assert!(!visitor.has_status(200).body.contains("/pictures/"));
    a_letter_with_the_picture_in_it(&site).await;
}

/// Text and HTML, and the picture that the HTML calls by its number.
async fn a_letter_with_the_picture_in_it(site: &TestSite) {
    let folder = tempfile::tempdir().unwrap();
    let settings = MailSettings {
        public_url: "https://nuanxin.example.org".to_owned(),
        from: "暖心 Nuanxin <nuanxin@example.org>".to_owned(),
        smtp_url: None,
        smtp_ca_file: None,
        mail_dir: folder.path().to_owned(),
    };
    let mailer = Mailer::new(&settings, Fonts::built_in()).unwrap().with_pictures(site.pictures().clone());
    mailer.send_due(&site.world.store, site.world.now).await.unwrap();
    let files = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path());
    let raw =
        files.filter(|path| path.to_string_lossy().ends_with("-card.eml")).map(|path| std::fs::read(path).unwrap());
    let letters = raw.collect::<Vec<_>>();
    let [raw] = &letters[..] else { panic!("one letter") };
    let mail = MessageParser::default().parse(raw).unwrap();
    assert_eq!(mail.to().unwrap().first().unwrap().address(), Some("lin@example.org"));
    let picture = mail.parts.iter().find(|part| part.content_id().is_some()).unwrap();
    let number = picture.content_id().unwrap();
    assert!(mail.body_html(0).unwrap().contains(&format!("src=\"cid:{number}\"")));
    assert_eq!(picture.content_type().unwrap().subtype(), Some("jpeg"));
    assert!(image::load_from_memory(picture.contents()).is_ok());
    for mark in drawn::MARKS {
        assert!(!picture.contents().windows(mark.len()).any(|at| at == mark.as_bytes()), "{mark}");
    }
}

async fn a_returned_card_is_sent_again(world: World) {
    let site = TestSite::new(world);
    let gift = given(&site.world).await;
    let (teacher, officer) = (teacher(&site).await, officer(&site).await);
    send(&site, &teacher, &gift.code, &drawn::card()).await.has_status(303);
    let photo = shown(&officer.get("/office/cards").await).unwrap();
    let judge = format!("/office/cards/{}", gift.code);
    let fields = [("form", "k1"), ("photo", photo.as_str()), ("judge", "return"), ("reason", "")];
    officer.submit(&judge, &fields).await.has_status(422);
    let reason = "右下角写了孩子的姓名";
    let fields = [("form", "k2"), ("photo", photo.as_str()), ("judge", "return"), ("reason", reason)];
    officer.submit(&judge, &fields).await.has_status(303);
    teacher.get(&format!("/school/cards/{}", gift.code)).await.says(reason).says("换一张照片");
    send(&site, &teacher, &gift.code, &drawn::png(300, 200)).await.has_status(303);
    // The first picture is destroyed, key and file.
    let first = photo::Entity::find_by_id(photo.parse::<entity::id::PhotoId>().unwrap());
    let first = first.one(site.world.store.writer()).await.unwrap().unwrap();
    assert_eq!(first.state, State::Erased);
    let file = site.pictures_folder().join(first.file.unwrap());
    assert!(file.join("small.sealed").exists());
    assert_eq!(site.pictures().erase(&site.world.store, site.world.now).await.unwrap(), 1);
    assert!(!file.join("small.sealed").exists());
    officer.get(&format!("/pictures/{photo}/small.jpg")).await.has_status(404);
    let old = [("form", "k3"), ("photo", photo.as_str()), ("judge", "approve"), ("shows", "nobody")];
    officer.submit(&judge, &old).await.has_status(409);
}

async fn a_card_that_its_donor_has_is_taken_back(world: World) {
    let site = TestSite::new(world);
    let gift = given(&site.world).await;
    let (teacher, officer) = (teacher(&site).await, officer(&site).await);
    send(&site, &teacher, &gift.code, &drawn::card()).await.has_status(303);
    let photo = shown(&officer.get("/office/cards").await).unwrap();
    let fields = [("form", "k1"), ("photo", photo.as_str()), ("judge", "approve"), ("shows", "nobody")];
    officer.submit(&format!("/office/cards/{}", gift.code), &fields).await.has_status(303);
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let (own, picture) = (format!("/gifts/{}", gift.code), format!("/pictures/{photo}/large.jpg"));
    lin.get(&own).await.says("孩子给您的卡片");
    lin.get(&picture).await.has_status(200);

    let wish = format!("/office/wishes/{}", gift.code);
    let card = format!("/office/cards?code={}", gift.code);
    assert!(officer.get(&wish).await.body.contains(&card), "the wish leads to its card");
    officer.get(&card).await.says("收回这张卡片").says("卡片上看得到姓名");
    let act = format!("/office/cards/{}/recall", gift.code);
    officer.submit(&act, &[("form", "k2"), ("photo", photo.as_str())]).await.has_status(422).says("请选择原因");
    let fields = [("form", "k3"), ("photo", photo.as_str()), ("reason", "name_seen")];
    for _ in 0..2 {
        assert_eq!(officer.submit(&act, &fields).await.has_status(303).location(), wish);
    }
    let page = officer.get(&wish).await;
    page.says("卡片已收回").says("收回谢意卡片");
    assert!(!page.body.contains(&card), "nothing is left to be looked at");
    officer.get(&card).await.has_status(404);
    let fields = [("form", "k4"), ("photo", photo.as_str()), ("reason", "name_seen")];
    officer.submit(&act, &fields).await.has_status(409);

    let page = lin.get(&own).await;
    assert!(!page.has_status(200).words().contains("谢意卡片"), "the donor's page is silent");
    lin.get(&picture).await.has_status(404);
    assert_eq!(site.pictures().erase(&site.world.store, site.world.now).await.unwrap(), 1, "the files go, too");
    teacher.get(&format!("/school/cards/{}", gift.code)).await.says("卡片已收回").says("可以重新上传");
    send(&site, &teacher, &gift.code, &drawn::card()).await.has_status(303);
}

async fn what_is_no_photo_is_told_at_the_field(world: World) {
    let site = TestSite::new(world);
    let gift = given(&site.world).await;
    let teacher = teacher(&site).await;
    let whole = drawn::jpeg(640, 480);
    for (file, says) in [
        (Vec::new(), "这个文件是空的"),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(), "这不是照片"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), "HEIC"),
        (whole[..whole.len() / 2].to_vec(), "照片打不开"),
        (drawn::png_claiming(60_000, 60_000), "像素太多"),
    ] {
        let answer = send(&site, &teacher, &gift.code, &file).await;
        answer.has_status(422).says(says);
        assert!(answer.body.contains("id=\"file-error\""));
    }
    let address = format!("/school/cards/{}", gift.code);
    teacher.submit(&address, &[("form", "k")]).await.has_status(422).says("请选择卡片的照片");
    let english = teacher.window().in_english();
    english.get("/about?lang=en").await;
    english.submit(&address, &[("form", "k")]).await.has_status(422).says("Please choose the photo of the card");
    let large = [whole, vec![0; 11 << 20]].concat();
    send(&site, &teacher, &gift.code, &large).await.has_status(422).says("照片超过 10 MB");
    assert!(card::Entity::find().one(site.world.store.writer()).await.unwrap().is_none());
    assert!(photo::Entity::find().one(site.world.store.writer()).await.unwrap().is_none(), "no row without a picture");
}

async fn a_school_may_say_that_there_will_be_none(world: World) {
    let site = TestSite::new(world);
    let gift = given(&site.world).await;
    let teacher = teacher(&site).await;
    let address = format!("/school/cards/{}/decline", gift.code);
    for _ in 0..2 {
        assert_eq!(teacher.submit(&address, &[("form", "k")]).await.has_status(303).location(), "/school/cards");
    }
    teacher.get("/school/cards").await.says("没有卡片");
    teacher.submit(&address, &[("form", "other")]).await.has_status(409);
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let page = lin.get(&format!("/gifts/{}", gift.code)).await;
    assert!(!page.words().contains("谢意卡片"), "the donor is told nothing");
    send(&site, &teacher, &gift.code, &drawn::card()).await.has_status(303);
}
