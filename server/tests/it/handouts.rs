//! The school's and the hub's pages for gifts in hand, from the typed code to the confirmed roster.

use entity::{account::Role, claim, wish::Status};

use crate::{
    cards::shown,
    gifts::Gift,
    pictures::drawn,
    site::{Reader, TestSite},
    world::World,
};

on_both![
    a_gift_is_received_from_its_code_to_the_running_count,
    a_code_that_leads_nowhere_is_said_at_the_field,
    an_open_check_list_comes_back_as_it_was_ticked,
    a_problem_is_noted_and_shown,
    a_photo_of_what_is_wrong_goes_to_the_office_alone,
    another_schools_gift_is_not_found,
    a_roster_is_ticked_and_confirmed_once,
    a_refused_hand_out_keeps_what_was_typed,
    all_of_a_roster_is_handed_out_with_one_tick,
    the_printed_roster_holds_lines_to_sign,
    what_is_coming_and_empty_lists_say_so,
    a_donors_question_is_answered,
    only_a_school_comes_to_the_schools_pages,
];

async fn teacher<'a>(site: &'a TestSite, school: &str) -> Reader<'a> {
    let id = site.world.school_id(school).await;
    let account = site.world.account(&format!("teacher-{school}"), Role::School, Some(id)).await;
    site.sign_in_as(account).await
}

/// The four boxes, with the key of the form on this page.
fn all_points(key: &str) -> Vec<(&'static str, String)> {
    let mut fields = vec![("form", key.to_owned())];
    fields.extend(entity::handout::receive::Typed::BOXES.map(|name| (name, "yes".to_owned())));
    fields
}

async fn submit(reader: &Reader<'_>, path: &str, fields: &[(&str, String)]) -> crate::site::Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    reader.submit(path, &fields).await
}

async fn a_gift_is_received_from_its_code_to_the_running_count(world: World) {
    let site = TestSite::new(world);
    let gift = site.world.promised("shagou", "lin", claim::State::Shipped).await;
    site.world.promised("shagou", "chen", claim::State::Confirmed).await;
    let teacher = teacher(&site, "shagou").await;
    teacher.get("/receive").await.has_status(200).says("心愿码");
    let found = teacher.submit("/receive", &[("gift_code", &gift.code.grouped().to_lowercase())]).await;
    let page = format!("/receive/{}", gift.code);
    assert_eq!((found.status.as_u16(), found.location()), (303, page.as_str()));
    let shown = teacher.get(&page).await;
    shown.has_status(200).says("双肩书包").says("防水，蓝色").says("一位爱心人士");
    let fields = all_points(&shown.value_of("form").unwrap());
    for _ in 0..2 {
        let done = submit(&teacher, &page, &fields).await;
        assert_eq!((done.status.as_u16(), done.location()), (303, "/receive"));
        teacher.get("/receive").await.says("已签收：双肩书包").says("本期到校 1 / 2");
    }
    assert_eq!(site.world.wish(gift.wish).await.status, Status::Received);
    assert_eq!(site.world.letters_of("received").await, 1);
    // Another tab, another key: the kind answer, and nothing done.
    let mut stale = fields.clone();
    stale[0].1 = "another".into();
    submit(&teacher, &page, &stale).await.has_status(303);
    teacher.get("/receive").await.says("之前已经签收过了");
    teacher.get(&page).await.says("已签收").says("记下来");
}

async fn a_code_that_leads_nowhere_is_said_at_the_field(world: World) {
    let site = TestSite::new(world);
    let teacher = teacher(&site, "shagou").await;
    let answer = teacher.submit("/receive", &[("gift_code", "K7M4-<b>")]).await;
    answer.has_status(422).says("这不是心愿码");
    assert_eq!(answer.value_of("gift_code").as_deref(), Some("K7M4-<b>"));
    let nobodys = entity::Code::mint(&site.world.store.dice).grouped();
    teacher.submit("/receive", &[("gift_code", &nobodys)]).await.has_status(422).says("没有找到这个心愿码");
    teacher.get(&format!("/receive/{}", nobodys.replace('-', ""))).await.has_status(404);
    teacher.get("/receive/%00").await.has_status(422).says("这不是心愿码");
}

async fn an_open_check_list_comes_back_as_it_was_ticked(world: World) {
    let site = TestSite::new(world);
    let gift = site.world.promised("shagou", "lin", claim::State::Shipped).await;
    let teacher = teacher(&site, "shagou").await;
    let page = format!("/receive/{}", gift.code);
    let answer = teacher.submit(&page, &[("form", "k"), ("is_new", "yes"), ("is_safe", "yes")]).await;
    answer.has_status(422).says("四项都对才能签收");
    let ticked = answer.body.split('<').filter(|tag| tag.contains("type=\"checkbox\"") && tag.contains(" checked"));
    assert_eq!(ticked.count(), 2);
    assert_eq!(site.world.wish(gift.wish).await.status, Status::Taken);
}

async fn a_problem_is_noted_and_shown(world: World) {
    let site = TestSite::new(world);
    let gift = site.world.promised("shagou", "lin", claim::State::Received).await;
    let teacher = teacher(&site, "shagou").await;
    let page = format!("/receive/{}", gift.code);
    let answer = teacher.submit(&format!("{page}/problem"), &[("remark", "拉链坏了")]).await;
    answer.has_status(422).says("哪里不对").says("拉链坏了");
    let fields = [("form", "k"), ("kind", "damaged"), ("remark", "拉链坏了")];
    for _ in 0..2 {
        teacher.submit(&format!("{page}/problem"), &fields).await.has_status(303);
    }
    teacher.get(&page).await.says("有一个问题在等办公室处理：损坏");
    teacher.get("/school/roster").await.says("有问题，等办公室：损坏");
}

async fn a_photo_of_what_is_wrong_goes_to_the_office_alone(world: World) {
    let site = TestSite::new(world);
    let gift = site.world.promised("shagou", "lin", claim::State::Received).await;
    let teacher = teacher(&site, "shagou").await;
    let page = format!("/receive/{}", gift.code);
    let place = format!("{page}/photo");
    assert!(!teacher.get(&page).await.body.contains("send-photo"), "nothing is wrong with it");
    let fields = [("form", "k"), ("kind", "damaged"), ("remark", "")];
    let noted = teacher.submit(&format!("{page}/problem"), &fields).await;
    assert_eq!(noted.has_status(303).location(), page);
    teacher.get(&page).await.says("拍一张给办公室看").says("只有本校和办公室看得到");
    teacher.upload(&place, &[("form", "a")], ("x.jpg", b"GIF89a")).await.has_status(422).says("这不是照片");
    for _ in 0..2 {
        let sent = teacher.upload(&place, &[("form", "b")], ("x.jpg", &drawn::with_metadata())).await;
        assert_eq!(sent.has_status(303).location(), page);
    }
    let picture = format!("/pictures/{}/large.jpg", shown(&teacher.get(&page).await).unwrap());
    let officer = site.sign_in_as(site.world.officer().await.account()).await;
    assert!(officer.get("/office/problems/1").await.body.contains(&picture));
    assert!(image::load_from_memory(&officer.download(&picture).await).is_ok());
    site.sign_in_as(site.world.donor("lin").await.account()).await.get(&picture).await.has_status(404);
    let choice = [("form", "c"), ("choice", "substitute"), ("remark", "已和学校商量")];
    officer.submit("/office/problems/1", &choice).await.has_status(303);
    officer.get(&picture).await.has_status(404);
}

async fn another_schools_gift_is_not_found(world: World) {
    let site = TestSite::new(world);
    let gift = site.world.promised("huili", "lin", claim::State::Shipped).await;
    let teacher = teacher(&site, "shagou").await;
    let page = format!("/receive/{}", gift.code);
    let told = teacher.get(&page).await;
    told.has_status(404).says("这份礼物是给huili的学校的，不是本校的。请先放好，告诉办公室").says("签收下一份");
    assert!(!told.body.contains("huili小学") && !told.body.contains("双肩书包"), "{}", told.words());
    submit(&teacher, &page, &all_points("k")).await.has_status(404);
    // Whom it does not concern is not told more than before, nor of a gift that is not public.
    let donor = site.sign_in_as(site.world.donor("chen").await.account()).await;
    donor.get(&page).await.has_status(403);
    let (_, draft) = site.world.wish_at("huili", Status::Draft).await;
    let told = teacher.get(&format!("/receive/{draft}")).await;
    assert!(!told.has_status(404).body.contains("不是本校的"), "{}", told.words());
    teacher.get(&format!("{page}?lang=en")).await.has_status(404).says("keep it safe and tell the office");
    let officer = site.sign_in_as(site.world.account("officer", Role::Office, None).await).await;
    officer.get(&page).await.has_status(200).says("huili小学");
    submit(&officer, &page, &all_points("k")).await.has_status(303);
    assert_eq!(site.world.wish(gift.wish).await.status, Status::Received);
}

/// The roster's form as a teacher fills it in.
fn roster_form(site: &TestSite, phase: &str, gifts: &[&Gift]) -> Vec<(&'static str, String)> {
    let mut fields = vec![
        ("form", "k".to_owned()),
        ("phase", phase.to_owned()),
        ("handed_on", site.world.today().to_string()),
        ("teacher", "王老师".to_owned()),
        ("second_adult", "李主任".to_owned()),
        ("signed_by", "guardian".to_owned()),
    ];
    fields.extend(gifts.iter().map(|gift| ("tick", gift.code.to_string())));
    fields
}

async fn a_roster_is_ticked_and_confirmed_once(world: World) {
    let site = TestSite::new(world);
    let one = site.world.here_for("shagou", "王小样", "lin").await;
    let two = site.world.here_for("shagou", "李小样", "chen").await;
    let left = site.world.here_for("shagou", "张小样", "lin").await;
    let phase = site.world.phase().await.to_string();
    let teacher = teacher(&site, "shagou").await;
    teacher.get("/school/roster?phase=5").await.has_status(200).says("王小样").says("李小样").says("3 年级");
    let name = format!("signed-{}", two.code);
    let mut fields: Vec<(&str, String)> = roster_form(&site, &phase, &[&one, &two]);
    fields.push((&name, "teacher".to_owned()));
    let done = submit(&teacher, "/school/roster", &fields).await;
    done.has_status(303);
    let sheet = done.location().to_owned();
    teacher.get(&sheet).await.says("已确认发放 2 份").says("王小样").says("老师代签").says("李主任");
    let again = submit(&teacher, "/school/roster", &fields).await;
    assert_eq!(again.location(), sheet, "sent again, the same answer");
    assert_eq!(site.world.letters_of("handed_out").await, 2);
    assert_eq!(site.world.wish(left.wish).await.status, Status::Received);
    teacher.get("/school/hand-outs").await.says("第 5 期，2 份礼物");
    let elsewhere = self::teacher(&site, "huili").await;
    elsewhere.get(&sheet).await.has_status(404);
}

async fn a_refused_hand_out_keeps_what_was_typed(world: World) {
    let site = TestSite::new(world);
    let gift = site.world.here_for("shagou", "王小样", "lin").await;
    let gone = site.world.promised("shagou", "chen", claim::State::Fulfilled).await;
    let phase = site.world.phase().await.to_string();
    let teacher = teacher(&site, "shagou").await;
    let mut fields = roster_form(&site, &phase, &[&gift]);
    fields[2].1 = "昨天".into();
    fields[4].1 = "王老师".into();
    let answer = submit(&teacher, "/school/roster", &fields).await;
    answer.has_status(422).says("这不是一个日期").says("两位不同的成年人");
    assert_eq!(answer.value_of("handed_on").as_deref(), Some("昨天"));
    assert_eq!(answer.value_of("second_adult").as_deref(), Some("王老师"));
    let ticked = answer.body.split('<').any(|tag| tag.contains("name=\"tick\"") && tag.contains(" checked"));
    assert!(ticked, "the tick is kept");
    let fields = roster_form(&site, &phase, &[&gift, &gone]);
    let answer = submit(&teacher, "/school/roster", &fields).await;
    answer.has_status(422).says(&format!("礼物 {} 不在这里", gone.code.grouped()));
    assert_eq!(site.world.wish(gift.wish).await.status, Status::Received, "nothing half-done");
    let nothing = submit(&teacher, "/school/roster", &roster_form(&site, &phase, &[])).await;
    nothing.has_status(422).says("还没有勾选孩子");
}

async fn all_of_a_roster_is_handed_out_with_one_tick(world: World) {
    let site = TestSite::new(world);
    for child in ["王小样", "李小样", "张小样"] {
        site.world.here_for("shagou", child, "lin").await;
    }
    let teacher = teacher(&site, "shagou").await;
    let shown = teacher.get("/school/roster").await;
    shown.says("这 3 份都已发放");
    let lines = shown.body.split('<').filter(|tag| tag.contains("name=\"line\""));
    let codes: Vec<String> =
        lines.filter_map(|tag| Some(tag.split("value=\"").nth(1)?.split('"').next()?.to_owned())).collect();
    assert_eq!(codes.len(), 3);
    let mut fields = roster_form(&site, &shown.value_of("phase").unwrap(), &[]);
    fields.push(("all", "yes".to_owned()));
    fields.extend(codes.into_iter().map(|code| ("line", code)));
    submit(&teacher, "/school/roster", &fields).await.has_status(303);
    assert_eq!(site.world.letters_of("handed_out").await, 1, "all three in one, to the one who gave them");
    teacher.get("/school/roster").await.says("现在没有等着发放的礼物");
}

async fn the_printed_roster_holds_lines_to_sign(world: World) {
    let site = TestSite::new(world);
    site.world.here_for("shagou", "王小样", "lin").await;
    let teacher = teacher(&site, "shagou").await;
    let paper = teacher.get("/school/roster/print?phase=5").await;
    paper.has_status(200).says("shagou小学 · 签领表").says("王小样").says("第二位成年人");
    assert!(paper.body.contains("class=\"sign\""));
    assert_eq!(site.world.acts().await.iter().filter(|act| *act == "roster_opened").count(), 1);
}

async fn what_is_coming_and_empty_lists_say_so(world: World) {
    let site = TestSite::new(world);
    let teacher = teacher(&site, "shagou").await;
    teacher.get("/school/expected?lang=en").await.says("No gifts are on their way");
    teacher.get("/school/roster").await.says("No gifts wait for their hand-out");
    teacher.get("/school/hand-outs").await.says("No hand-outs yet");
    teacher.get("/school/questions").await.says("No questions are waiting");
    site.world.promised("shagou", "lin", claim::State::Shipped).await;
    teacher.get("/school/expected").await.says("1 sent, 1 awaited in all").says("YZ0001");
}

async fn a_donors_question_is_answered(world: World) {
    use entity::substitution;
    use sea_orm::{ActiveModelTrait, ActiveValue::Set};
    let site = TestSite::new(world);
    let gift = site.world.promised("shagou", "lin", claim::State::Confirmed).await;
    let row = substitution::ActiveModel {
        claim_id: Set(gift.claim),
        question: Set("红色可以吗".to_owned()),
        asked_at: Set(site.world.now),
        ..Default::default()
    };
    let id = row.insert(site.world.store.writer()).await.unwrap().id;
    let teacher = teacher(&site, "shagou").await;
    teacher.get("/school/questions").await.says("红色可以吗");
    let path = format!("/school/questions/{id}");
    let long = "长".repeat(300);
    let answer = teacher.submit(&path, &[("form", "k"), ("answer", "yes"), ("remark", &long)]).await;
    answer.has_status(422).says("最多 200 个字");
    assert_eq!(answer.value_of("remark"), Some(long));
    self::teacher(&site, "huili").await.submit(&path, &[("answer", "yes")]).await.has_status(404);
    teacher.submit(&path, &[("form", "k"), ("answer", "yes"), ("remark", "")]).await.has_status(303);
    teacher.get("/school/questions").await.says("没有等着回答的问题");
    assert_eq!(site.world.letters_of("substitution_answered").await, 1);
    teacher.get(&format!("/receive/{}", gift.code)).await.says("学校同意改为").says("红色可以吗");
}

async fn only_a_school_comes_to_the_schools_pages(world: World) {
    let site = TestSite::new(world);
    let donor = site.sign_in_as(site.world.account("lin", Role::Donor, None).await).await;
    for page in ["/receive", "/school/expected", "/school/roster", "/school/hand-outs", "/school/questions"] {
        donor.get(page).await.has_status(403);
        let stranger = site.visitor().get(page).await;
        assert_eq!(stranger.status.as_u16(), 303);
        assert!(stranger.location().starts_with("/sign-in?next="), "{}", stranger.location());
    }
}
