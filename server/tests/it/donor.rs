//! What a donor gets: claiming signed in, the desk, one gift with all that can be said about it, its tag.

use chrono::TimeDelta;
use entity::{
    account::{self, Role},
    claim::{NoteState, State},
    wish::Status,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::{
    given::day,
    site::{Answer, Reader, TestSite},
    world::World,
};

on_both!(
    a_donor_claims_a_basket_at_once,
    what_others_took_from_the_basket_is_told,
    a_basket_of_too_many_says_so_before_the_form,
    an_address_that_is_not_proved_yet_gets_its_letter_again_where_it_stops,
    the_rules_come_before_the_claim,
    a_school_does_not_claim,
    a_strangers_gift_is_not_found,
    the_desk_shows_every_gift,
    an_empty_desk_says_what_to_do,
    a_gift_is_sent_and_the_number_can_be_changed,
    a_note_and_a_question_go_their_ways,
    giving_back_wants_a_reason,
    given_back_after_claiming_has_ended_it_is_the_pools,
    the_tag_is_printed_with_its_square,
    the_sheet_is_a_pdf_for_its_donor_only,
    the_tags_of_all_gifts_to_send_are_one_file,
    a_signed_out_donor_comes_back_after_signing_in,
);

/// Sends the first form of this kind that the page of a gift holds, with its key.
async fn say(reader: &Reader<'_>, page: &str, verb: &str, fields: &[(&str, &str)]) -> Answer {
    let key = reader.get(page).await.value_of("form").unwrap();
    let fields: Vec<(&str, &str)> = std::iter::once(("form", key.as_str())).chain(fields.iter().copied()).collect();
    reader.submit(&format!("{page}/{verb}"), &fields).await
}

async fn a_donor_claims_a_basket_at_once(world: World) {
    let lin = world.donor("lin").await;
    let wishes = world.open_wishes("shagou", 2).await;
    let site = TestSite::new(world);
    let donor = site.sign_in_as(lin.account()).await;
    for wish in &wishes {
        donor.submit("/basket", &[("code", wish.code.as_str())]).await;
    }
    let page = donor.get("/claim").await;
    assert!(page.value_of("email").is_none(), "we know who it is");
    let (key, code) = (page.value_of("form").unwrap(), page.value_of("code").unwrap());
    let form = [("form", key.as_str()), ("code", code.as_str()), ("rules", "yes")];
    for _ in 0..2 {
        assert_eq!(donor.submit("/claim", &form).await.location(), "/gifts", "pressed twice, claimed once");
    }
    donor.get("/gifts").await.says("认领成功：2 个心愿");
    assert!(!donor.holds("basket"), "what was claimed leaves the basket");
    assert_eq!(site.world.letters_to("lin@example.org").await.len(), 1);
}

async fn what_others_took_from_the_basket_is_told(world: World) {
    let (lin, zhao) = (world.donor("lin").await, world.donor("zhao").await);
    let (taken, _) = world.claim_with("shagou", zhao, State::Confirmed).await;
    let open = world.open_wish("shagou").await;
    let site = TestSite::new(world);
    let donor = site.sign_in_as(lin.account()).await;
    let code = format!("{}.{}", taken.code, open.code);
    let answer = donor.submit("/claim", &[("code", code.as_str()), ("rules", "yes")]).await;
    assert_eq!(answer.location(), format!("/gifts/{}?gone={}", open.code, taken.code));
    let page = donor.get(answer.location()).await;
    page.says("有 1 个刚刚被别人认领了").says("双肩书包 ¥90.00 刚刚被别人认领了，没有换上别的心愿。");
}

async fn a_basket_of_too_many_says_so_before_the_form(world: World) {
    let lin = world.donor("lin").await;
    world.change_phase(|phase| phase.donor_limit = Set(2)).await;
    let wishes = world.open_wishes("shagou", 3).await;
    let site = TestSite::new(world);
    let donor = site.sign_in_as(lin.account()).await;
    for wish in &wishes {
        assert!(!donor.get("/basket").await.words().contains("多了"));
        donor.submit("/basket", &[("code", wish.code.as_str())]).await;
    }
    let says = "您选了 3 个，现在还能认领 2 个（同时最多有 2 份礼物在路上），多了 1 个";
    donor.get("/basket").await.says(says);
    let page = donor.get("/claim").await;
    page.says(says).says("去篮子拿出几个");
    let code = page.value_of("code").unwrap();
    let refused = donor.submit("/claim", &[("code", code.as_str()), ("rules", "yes")]).await;
    refused.has_status(422).says(says);
    assert_eq!(refused.words().matches("多了 1 个").count(), 1, "said once");
    let two = format!("{}.{}", wishes[0].code, wishes[1].code);
    donor.submit("/claim", &[("code", two.as_str()), ("rules", "yes")]).await.has_status(303);
    donor.get("/basket").await.says("同时最多有 2 份礼物在路上，您的已经满了");
}

async fn an_address_that_is_not_proved_yet_gets_its_letter_again_where_it_stops(world: World) {
    let (lin, wish) = (world.account("lin", Role::Donor, None).await, world.open_wish("shagou").await);
    let unproved = account::ActiveModel { id: Set(lin), verified_at: Set(None), ..Default::default() };
    unproved.update(world.store.writer()).await.unwrap();
    let site = TestSite::new(world);
    let donor = site.sign_in_as(lin).await;
    let claim = format!("/claim?code={}", wish.code);
    for (path, status) in [("/gifts", 403), (claim.as_str(), 200)] {
        let page = donor.get(path).await;
        page.has_status(status).says("邮箱还没有确认").says("再寄一次");
        assert!(page.value_of("code").is_none(), "no form that would only be refused: {path}");
        let key = page.value_of("form").unwrap();
        donor.submit("/account/verify", &[("form", &key)]).await.has_status(303);
    }
    assert_eq!(site.world.letters_to("lin@example.org").await.len(), 2);
}

async fn the_rules_come_before_the_claim(world: World) {
    let (lin, wish) = (world.donor("lin").await, world.open_wish("shagou").await);
    let site = TestSite::new(world);
    let donor = site.sign_in_as(lin.account()).await;
    donor.submit("/claim", &[("code", wish.code.as_str())]).await.has_status(422).says("请先同意认领约定");
    assert_eq!(site.world.status(wish.id).await, Status::Open);
}

async fn a_school_does_not_claim(world: World) {
    let (teacher, wish) = (world.school("shagou").await, world.open_wish("shagou").await);
    let site = TestSite::new(world);
    let school = site.sign_in_as(teacher.account()).await;
    school.get(&format!("/claim?code={}", wish.code)).await.has_status(200).says("不能认领");
    school.submit("/claim", &[("code", wish.code.as_str()), ("rules", "yes")]).await.has_status(403);
    school.get("/gifts").await.has_status(403);
    assert_eq!(site.world.status(wish.id).await, Status::Open);
}

async fn a_strangers_gift_is_not_found(world: World) {
    let (lin, zhao) = (world.donor("lin").await, world.donor("zhao").await);
    let (wish, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let site = TestSite::new(world);
    let stranger = site.sign_in_as(zhao.account()).await;
    let gift = format!("/gifts/{}", wish.code);
    for path in [gift.clone(), format!("{gift}/tag"), format!("{gift}/tag.pdf"), "/gifts/nonsense".to_owned()] {
        stranger.get(&path).await.has_status(404);
    }
    for (verb, field) in [("ship", "tracking_no"), ("note", "note"), ("question", "question"), ("release", "reason")] {
        stranger.submit(&format!("{gift}/{verb}"), &[(field, "x")]).await.has_status(404);
    }
    assert_eq!(site.world.claims_of(wish.id).await[0].state, State::Confirmed);
}

async fn the_desk_shows_every_gift(world: World) {
    let lin = world.donor("lin").await;
    for state in State::ALL.into_iter().filter(|state| *state != State::Held) {
        world.claim_with("shagou", lin, state).await;
    }
    let site = TestSite::new(world);
    let donor = site.sign_in_as(lin.account()).await;
    let desk = donor.get("/gifts").await;
    assert_eq!(desk.body.matches("<article").count(), 7);
    desk.says("请在 2026年12月7日前寄出").says("已放弃").says("已过期").says("已取消").says("已发放");
    let codes: Vec<&str> =
        desk.body.split("href=\"/gifts/").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(!codes.is_empty());
    for code in codes {
        donor.get(&format!("/gifts/{code}")).await.has_status(200);
    }
}

async fn an_empty_desk_says_what_to_do(world: World) {
    let lin = world.donor("lin").await;
    let site = TestSite::new(world);
    site.sign_in_as(lin.account()).await.get("/gifts").await.has_status(200).says("还没有认领过心愿");
}

async fn a_gift_is_sent_and_the_number_can_be_changed(world: World) {
    let lin = world.donor("lin").await;
    let (wish, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let site = TestSite::new(world);
    let donor = site.sign_in_as(lin.account()).await;
    let page = format!("/gifts/{}", wish.code);
    let empty = say(&donor, &page, "ship", &[("how", "parcel"), ("carrier", "圆通")]).await;
    empty.has_status(422).says("请填写快递单号");
    assert_eq!(empty.value_of("carrier").as_deref(), Some("圆通"));
    let wrong = say(&donor, &page, "ship", &[("how", "drop_off"), ("drop_off_on", "明天")]).await;
    wrong.has_status(422).says("这不是一个日期");
    assert_eq!(wrong.value_of("drop_off_on").as_deref(), Some("明天"));
    let sent = say(&donor, &page, "ship", &[("how", "parcel"), ("tracking_no", "YT88120031")]).await;
    assert_eq!(sent.location(), page);
    donor.get(&page).await.says("学校会等着收").says("YT88120031").says("已寄出");
    say(&donor, &page, "ship", &[("how", "drop_off"), ("drop_off_on", "2026-12-01")]).await;
    donor.get(&page).await.says("2026年12月1日 亲自送到");
    assert_eq!(site.world.claims_of(wish.id).await[0].drop_off_on, Some(day(12, 1)));
}

async fn a_note_and_a_question_go_their_ways(world: World) {
    let lin = world.donor("lin").await;
    let (wish, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    world.school("shagou").await;
    let site = TestSite::new(world);
    let donor = site.sign_in_as(lin.account()).await;
    let page = format!("/gifts/{}", wish.code);
    let told = say(&donor, &page, "note", &[("note", "我的电话 13800000000")]).await;
    told.has_status(422).says("里面有像是电话号码，给孩子的话里不能有，请去掉").says("13800000000");
    say(&donor, &page, "note", &[("note", " ")]).await.has_status(422).says("请填写");
    say(&donor, &page, "note", &[("note", "祝你天天向上")]).await;
    donor.get(&page).await.says("办公室还没有看").says("祝你天天向上");
    assert_eq!(site.world.claims_of(wish.id).await[0].note_state, Some(NoteState::Waiting));

    say(&donor, &page, "question", &[("question", "红色可以吗？")]).await;
    donor.get(&page).await.says("红色可以吗？").says("学校还没有回答");
    let again = donor.submit(&format!("{page}/question"), &[("question", "绿色呢？")]).await;
    again.has_status(422).says("上一个问题学校还没有回答");
    assert_eq!(site.world.letters_to("teacher-shagou@example.org").await.len(), 1);
}

async fn given_back_after_claiming_has_ended_it_is_the_pools(world: World) {
    let lin = world.donor("lin").await;
    let (wish, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let mut site = TestSite::new(world);
    site.later(TimeDelta::days(20));
    let donor = site.sign_in_as(lin.account()).await;
    let page = format!("/gifts/{}", wish.code);
    donor.get(&page).await.says("这一期的认领已经结束，心愿由兜底库补上。");
    say(&donor, &page, "release", &[("reason", "买不到了")]).await;
    let after = donor.get(&page).await;
    after.says("已经放弃，心愿由兜底库补上");
    assert!(!after.words().contains("再认领一次") && !after.words().contains("重新开放"), "nobody can claim it");
}

async fn giving_back_wants_a_reason(world: World) {
    let lin = world.donor("lin").await;
    let (wish, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let site = TestSite::new(world);
    let donor = site.sign_in_as(lin.account()).await;
    let page = format!("/gifts/{}", wish.code);
    say(&donor, &page, "release", &[("reason", " ")]).await.has_status(422).says("请写下原因");
    say(&donor, &page, "release", &[("reason", "买不到了")]).await;
    let after = donor.get(&page).await;
    after.says("已经放弃").says("买不到了").says("再认领一次");
    assert!(!after.words().contains("shagou路1号"), "the address is shown only while something is to be sent");
    donor.submit(&format!("{page}/release"), &[("reason", "再来")]).await.has_status(409);
    assert_eq!(site.world.status(wish.id).await, Status::Open);
}

async fn the_tag_is_printed_with_its_square(world: World) {
    let lin = world.donor("lin").await;
    let (wish, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let site = TestSite::new(world);
    let donor = site.sign_in_as(lin.account()).await;
    let tag = donor.get(&format!("/gifts/{}/tag", wish.code)).await;
    tag.has_status(200).says(&wish.code.grouped()).says("双肩书包");
    assert!(tag.body.contains("class=\"qr\""));
    let sheet = tag.body.split("class=\"sheet\"").nth(1).unwrap();
    assert!(!sheet.contains("lin@example.org") && !sheet.contains("路1号"), "a tag names nobody and no address");
}

async fn the_sheet_is_a_pdf_for_its_donor_only(world: World) {
    let lin = world.donor("lin").await;
    let (wish, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let site = TestSite::new(world);
    let path = format!("/gifts/{}/tag.pdf", wish.code);
    let pdf = site.sign_in_as(lin.account()).await.get(&path).await;
    pdf.has_status(200);
    assert_eq!(pdf.headers["content-type"], "application/pdf");
    assert!(pdf.body.starts_with("%PDF"));
    assert!(site.visitor().get(&path).await.location().starts_with("/sign-in"));
}

async fn the_tags_of_all_gifts_to_send_are_one_file(world: World) {
    let (lin, zhao) = (world.donor("lin").await, world.donor("zhao").await);
    for donor in [lin, lin, zhao] {
        world.claim_with("shagou", donor, State::Confirmed).await;
    }
    world.claim_with("shagou", zhao, State::Shipped).await;
    let site = TestSite::new(world);
    let (two, one) = (site.sign_in_as(lin.account()).await, site.sign_in_as(zhao.account()).await);
    two.get("/gifts").await.says("打印全部吊牌");
    assert!(!one.get("/gifts").await.words().contains("打印全部吊牌"), "one has its own");
    let pdf = two.get("/gifts/tags.pdf").await;
    pdf.has_status(200);
    assert_eq!(pdf.headers["content-type"], "application/pdf");
    assert!(pdf.body.starts_with("%PDF"));
}

async fn a_signed_out_donor_comes_back_after_signing_in(world: World) {
    let site = TestSite::new(world);
    let answer = site.visitor().get("/gifts?before=7").await;
    assert_eq!(answer.location(), "/sign-in?next=/gifts%3Fbefore%3D7");
    let long = format!("/gifts?before={}", "7".repeat(5000));
    assert_eq!(site.visitor().get(&long).await.location(), "/sign-in?next=/gifts", "it can be gone back to");
}
