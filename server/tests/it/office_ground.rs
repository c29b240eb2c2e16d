//! The office's pages for what the wishes stand on: phases and their steps, organisers, schools, places.

use chrono::TimeDelta;
use entity::{
    account::Role,
    claim, organiser, phase,
    phase::State,
    place::{change, township},
    school,
    wish::Status,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use crate::{
    site::{Reader, TestSite},
    world::World,
};

on_both![
    a_phase_is_drafted_once_however_often_its_form_is_sent,
    a_phase_that_is_mistyped_comes_back_with_what_was_typed,
    opening_a_phase_names_everything_that_is_missing,
    a_draft_whose_last_day_has_passed_says_so_before_it_is_opened,
    a_phase_opens_closes_and_finishes,
    a_phase_is_not_finished_while_gifts_are_under_way,
    a_running_phase_is_changed_and_not_blanked,
    an_organiser_is_added_and_completed,
    a_school_is_added_changed_closed_and_reopened,
    a_school_that_is_there_already_is_refused_beside_its_field,
    townships_and_their_villages_are_added_and_removed,
    a_township_that_is_used_stays,
    an_empty_county_says_what_comes_first,
    the_ground_is_the_offices_alone,
];

const PHASE: [(&str, &str); 7] = [
    ("form", "k"),
    ("number", "6"),
    ("title_zh", "圆梦微心愿"),
    ("price_cap", "150"),
    ("claim_until", "2026-12-10"),
    ("return_by", "2026-12-18"),
    ("hand_out_on", "2026-12-25"),
];

const SCHOOL: [(&str, &str); 6] = [
    ("code", "PQ"),
    ("name", "庞泉小学（样例）"),
    ("alias_zh", "河边的学校"),
    ("delivery_address", "样例路2号"),
    ("delivery_contact", "李老师"),
    ("delivery_phone", "0350-0000000"),
];

async fn officer(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.account("officer", Role::Office, None).await).await
}

/// These fields with others in place of them, or added.
fn with<'a>(fields: &[(&'a str, &'a str)], other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all: Vec<_> =
        fields.iter().filter(|(name, _)| other.iter().all(|(changed, _)| changed != name)).copied().collect();
    all.extend(other);
    all
}

async fn phases(site: &TestSite) -> Vec<phase::Model> {
    phase::all(site.world.store.read()).await.unwrap()
}

async fn a_phase_is_drafted_once_however_often_its_form_is_sent(world: World) {
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    let page = officer.get("/office/phases/new").await;
    page.has_status(200).says("准备新的一期");
    assert_eq!(page.value_of("hold_hours").as_deref(), Some("48"), "the usual timers are suggested");
    for _ in 0..2 {
        let answer = officer.submit("/office/phases/new", &PHASE).await;
        assert_eq!(answer.has_status(303).location(), "/office/phases/6");
    }
    let drafted = phases(&site).await;
    assert_eq!(drafted.len(), 1);
    assert_eq!((drafted[0].state, drafted[0].hold_hours), (State::Draft, 48));
    officer.get("/office/phases").await.says("圆梦微心愿 · 第 6 期").says("准备中").says("2026年12月10日");
    let page = officer.get("/office/phases/6").await;
    page.has_status(200).says("还缺").says("主办单位").says("开放日期");
    assert_eq!(page.value_of("claim_until").as_deref(), Some("2026-12-10"));
}

async fn a_phase_that_is_mistyped_comes_back_with_what_was_typed(world: World) {
    let site = TestSite::new(world);
    site.world.running_phase().await;
    let officer = officer(&site).await;
    let send = async |other: &[(&'static str, &'static str)]| {
        officer.submit("/office/phases/new", &with(&PHASE, &[&[("form", "")], other].concat())).await
    };
    let blank = send(&[("title_zh", ""), ("claim_until", "12月")]).await;
    blank.has_status(422).says("请填写中文标题");
    assert_eq!(blank.value_of("claim_until").as_deref(), Some("12月"), "a mistyped day comes back as it was typed");
    assert_eq!(blank.value_of("price_cap").as_deref(), Some("150"));
    send(&[("number", "5")]).await.has_status(422).says("这个期号已经有了");
    send(&[("organiser", "999999")]).await.has_status(422).says("请选择主办单位");
    send(&[("return_by", "2026-12-01")]).await.has_status(422).says("日期的先后不对");
    assert_eq!(phases(&site).await.len(), 1);
}

async fn opening_a_phase_names_everything_that_is_missing(world: World) {
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    officer.submit("/office/phases/new", &PHASE).await.has_status(303);
    officer.submit("/office/organisers", &[("name_zh", "样例公益会")]).await.has_status(303);
    let answer = officer.submit("/office/phases/6/open", &[("form", "k2")]).await;
    answer.has_status(422).says("还不能开放，缺少：主办单位、开放日期");
    let organiser = organiser::Entity::find().one(site.world.store.writer()).await.unwrap().unwrap();
    let id = organiser.id.to_string();
    let fields = with(&PHASE, &[("organiser", &id), ("opens_on", "2026-11-23")]);
    officer.submit("/office/phases/6", &fields).await.has_status(303);
    let answer = officer.submit("/office/phases/6/open", &[("form", "k3")]).await;
    answer.has_status(422).says("缺少：法律依据、公开募捐资格证书编号、备案号、联系方式");
    assert!(
        answer.body.contains(&format!("/office/organisers/{id}#legal_basis")),
        "each leads to where it is filled in"
    );
    assert_eq!(phases(&site).await[0].state, State::Draft);
}

async fn a_draft_whose_last_day_has_passed_says_so_before_it_is_opened(world: World) {
    let mut site = TestSite::new(world);
    site.world.phase_drafted().await;
    officer(&site).await.get("/office/phases/7").await.says("审核通过第一个心愿以后就可以开放");
    site.later(TimeDelta::days(18));
    let page = officer(&site).await.get("/office/phases/7").await;
    page.has_status(200).says("认领截止日 2026年12月10日 已经过去");
    assert!(page.body.contains("href=\"#claim_until\"") && !page.body.contains("/open\""), "{}", page.body);
    assert!(!page.words().contains("都齐了"));
}

async fn a_phase_opens_closes_and_finishes(world: World) {
    let site = TestSite::new(world);
    site.world.change_phase(|phase| phase.state = Set(State::Draft)).await;
    let officer = officer(&site).await;
    officer.get("/office/phases/5").await.has_status(200).says("审核通过第一个心愿以后就可以开放");
    officer.submit("/office/phases/5/open", &[("form", "a")]).await.has_status(422).says("还没有审核通过的心愿");
    let wish = site.world.wish_with("shagou", Status::Approved).await;
    let page = officer.get("/office/phases/5").await;
    page.says("审核通过的 1 个心愿会马上公开，可以认领到 2026年12月10日");
    let key = page.value_of("form").unwrap();
    for _ in 0..2 {
        officer.submit("/office/phases/5/open", &[("form", &key)]).await.has_status(303);
    }
    officer.get("/office/phases/5").await.says("已开放，1 个心愿可以认领了").says("结束认领");
    assert_eq!(site.world.status(wish.id).await, Status::Open);
    officer.submit("/office/phases/5/finish", &[("form", "b")]).await.has_status(409).says("请刷新看看它的状态");
    officer.submit("/office/phases/5/close", &[("form", "c")]).await.has_status(303);
    officer.submit("/office/phases/5/finish", &[("form", "d")]).await.has_status(303);
    let page = officer.get("/office/phases/5").await;
    page.says("已经结束，不能再修改").says("样例公益会");
    assert_eq!(page.value_of("title_zh"), None, "a finished phase has no form");
    officer.submit("/office/phases/5", &PHASE).await.has_status(409);
    officer.submit("/office/phases/7/open", &[("form", "e")]).await.has_status(404);
}

async fn a_phase_is_not_finished_while_gifts_are_under_way(world: World) {
    let site = TestSite::new(world);
    site.world.change_phase(|phase| phase.state = Set(State::Closed)).await;
    site.world.wish_with("shagou", Status::Received).await;
    let officer = officer(&site).await;
    officer.get("/office/phases/5").await.says("还有 1 份礼物没有发到孩子手里");
    let answer = officer.submit("/office/phases/5/finish", &[("form", "k")]).await;
    answer.has_status(422).says("还有 1 份礼物没有发到孩子手里，不能结束");
    assert_eq!(phases(&site).await[0].state, State::Closed);
    // A hold is no gift, and is named apart.
    site.world.promised("shagou", "lin", claim::State::Held).await;
    let waits = "还有 1 份礼物没有发到孩子手里，还有 1 个认领在等爱心人士确认";
    officer.get("/office/phases/5").await.says(waits);
    officer
        .submit("/office/phases/5/finish", &[("form", "h")])
        .await
        .has_status(422)
        .says(&format!("{waits}，不能结束"));
    // Nor is it put away, and that is what is said then.
    let answer = officer.submit("/office/phases/5/archive", &[("form", "a")]).await;
    answer.has_status(422).says(&format!("{waits}，不能归档"));
    assert!(!answer.words().contains("不能结束"), "{}", answer.words());
}

async fn a_running_phase_is_changed_and_not_blanked(world: World) {
    let site = TestSite::new(world);
    let organiser = site.world.running_phase().await.organiser_id.unwrap().to_string();
    let officer = officer(&site).await;
    let whole = with(&PHASE, &[("organiser", &organiser), ("opens_on", "2026-11-01"), ("number", "8")]);
    let blanked = with(&whole, &[("claim_until", "")]);
    officer.submit("/office/phases/5", &blanked).await.has_status(422).says("缺少：认领截止");
    let gone = with(&whole, &[("claim_until", "2026-11-11"), ("return_by", "2026-11-12")]);
    officer.submit("/office/phases/5", &gone).await.has_status(422).says("这一天已经过去了");
    assert_eq!(site.world.running_phase().await.claim_until.unwrap().to_string(), "2026-12-10");
    officer.submit("/office/phases/5", &with(&whole, &[("price_cap", "99999")])).await.has_status(422).says("¥2,000");

    // A letter has named 7 December; the box is there once it is asked for.
    let lin = site.world.donor("lin").await;
    site.world.claim_with("shagou", lin, claim::State::Confirmed).await;
    let nearer = [("claim_until", "2026-11-25"), ("return_by", "2026-12-01")];
    assert!(!officer.get("/office/phases/5").await.body.contains("id=\"sure\""));
    let asked = officer.submit("/office/phases/5", &with(&whole, &nearer)).await;
    asked.has_status(422).says("有 1 份礼物").says("仍按信里的日期送到");
    assert!(asked.body.contains("id=\"sure\""));
    let meant = with(&whole, &[&nearer[..], &[("sure", "yes"), ("number", "5")]].concat());
    officer.submit("/office/phases/5", &meant).await.has_status(303);
    let answer = officer.submit("/office/phases/5", &whole).await;
    assert_eq!(answer.has_status(303).location(), "/office/phases/8", "it goes where the phase is now");
    officer.get("/office/phases/8").await.has_status(200).says("圆梦微心愿 · 第 8 期");
    officer.get("/office/phases/5").await.has_status(404);
    officer.get("/office/phases/five").await.has_status(404);
}

async fn an_organiser_is_added_and_completed(world: World) {
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    officer.submit("/office/organisers", &[("name_zh", "")]).await.has_status(422).says("请填写中文名称");
    let foreign = [("name_zh", "样例基金会"), ("legal_basis", "lottery"), ("filing_no", "F-1")];
    let answer = officer.submit("/office/organisers", &foreign).await;
    answer.has_status(422).says("请选择法律依据");
    assert_eq!(answer.value_of("filing_no").as_deref(), Some("F-1"));
    for _ in 0..2 {
        officer.submit("/office/organisers", &[("form", "k"), ("name_zh", "样例基金会")]).await.has_status(303);
    }
    let answer = officer.submit("/office/organisers", &[("form", "l"), ("name_zh", "样例基金会")]).await;
    answer.has_status(422).says("这个中文名称已经有了");
    officer.get("/office/organisers").await.says("还缺：法律依据、公开募捐资格证书编号");
    let organiser = organiser::Entity::find().one(site.world.store.writer()).await.unwrap().unwrap();
    let page = format!("/office/organisers/{}", organiser.id);
    officer.get(&page).await.has_status(200).says("样例基金会");
    let whole = [
        ("name_zh", "样例基金会"),
        ("legal_basis", "partner_charity"),
        ("qualification_no", "SAMPLE-2"),
        ("filing_no", "SAMPLE-3"),
        ("contact", "office@example.org"),
    ];
    officer.submit(&page, &whole).await.has_status(303);
    officer.get("/office/organisers").await.says("已保存").says("资料齐全");
    officer.get("/office/organisers/999999").await.has_status(404);
}

async fn a_school_is_added_changed_closed_and_reopened(world: World) {
    let site = TestSite::new(world);
    let township = site.world.township().await.to_string();
    let officer = officer(&site).await;
    officer.get("/office/schools/new").await.has_status(200).says("沙沟镇");
    let fields = with(&SCHOOL, &[("township", &township), ("form", "k")]);
    for _ in 0..2 {
        officer.submit("/office/schools/new", &fields).await.has_status(303);
    }
    officer.get("/office/schools").await.says("庞泉小学（样例）").says("河边的学校").says("沙沟镇").says("参加");
    let schools = school::change::all(site.world.store.read()).await.unwrap();
    assert_eq!(schools.len(), 1);
    let page = format!("/office/schools/{}", schools[0].id);
    let blank = officer.get(&page).await.value_of("alias_en").unwrap_or_default();
    assert_eq!(blank, "", "nobody typed the Chinese one as English");
    let renamed = with(&fields, &[("alias_en", "Riverside school")]);
    officer.submit(&page, &renamed).await.has_status(303);
    officer.get(&page).await.says("已保存").says("停用以后不能再写新的心愿");
    officer.submit(&format!("{page}/close"), &[]).await.has_status(303);
    officer.get("/office/schools?lang=en").await.says("Riverside school").says("Closed");
    officer.submit(&format!("{page}/reopen"), &[]).await.has_status(303);
    officer.get("/office/schools?lang=zh").await.says("参加");
    officer.submit("/office/schools/999999/close", &[]).await.has_status(404);
}

async fn a_school_that_is_there_already_is_refused_beside_its_field(world: World) {
    let site = TestSite::new(world);
    site.world.school_id("shagou").await;
    let township = site.world.township().await.to_string();
    let officer = officer(&site).await;
    let send = async |other: &[(&'static str, &'static str)]| {
        let fields = with(&SCHOOL, &[("township", township.as_str())]);
        officer.submit("/office/schools/new", &with(&fields, other)).await
    };
    send(&[("code", "shagou")]).await.has_status(422).says("这个学校代码已经有了");
    send(&[("township", "999999")]).await.has_status(422).says("请选择乡镇");
    let blank = send(&[("name", ""), ("delivery_phone", " ")]).await;
    blank.has_status(422).says("还有 2 处要改");
    assert_eq!(blank.value_of("alias_zh").as_deref(), Some("河边的学校"));
    assert_eq!(school::Entity::find().all(site.world.store.writer()).await.unwrap().len(), 1);
}

async fn townships_and_their_villages_are_added_and_removed(world: World) {
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    officer.submit("/office/places", &[("name_zh", "")]).await.has_status(422).says("请填写中文名称");
    let answer = officer.submit("/office/places", &[("form", "k"), ("name_zh", "西坡镇")]).await;
    let page = answer.has_status(303).location().to_owned();
    officer.submit("/office/places", &[("form", "l"), ("name_zh", "西坡镇")]).await.has_status(422).says("已经有了");
    let villages = format!("{page}/villages");
    officer.submit(&villages, &[("form", "m"), ("village", " \n")]).await.has_status(422).says("请填写村");
    officer.submit(&villages, &[("form", "m"), ("village", "村")]).await.has_status(422).says("至少 2 个字");
    officer.submit(&villages, &[("form", "n"), ("village", "上石村\r\n下石村\r\n\r\n上石村")]).await.has_status(303);
    officer.get(&page).await.says("添加了 2 个村").says("上石村").says("下石村");
    officer.get("/office/places").await.says("西坡镇").says("上石村、下石村").says("0 所学校");
    let named = [("name_zh", "西坡镇"), ("name_en", "Xipo Town")];
    officer.submit(&page, &named).await.has_status(303);
    let key = site.world.officer().await;
    for village in change::villages(site.world.store.read(), key).await.unwrap() {
        officer.submit(&format!("{villages}/{}/remove", village.id), &[]).await.has_status(303);
    }
    officer.get(&page).await.says("还没有村").says("删除这个乡镇");
    officer.submit(&format!("{page}/remove"), &[]).await.has_status(303);
    officer.get(&page).await.has_status(404);
    assert!(township::Entity::find().all(site.world.store.writer()).await.unwrap().is_empty());
}

async fn a_township_that_is_used_stays(world: World) {
    let site = TestSite::new(world);
    site.world.school_id("shagou").await;
    let page = format!("/office/places/{}", site.world.township().await);
    let officer = officer(&site).await;
    officer.submit(&format!("{page}/remove"), &[]).await.has_status(422).says("还有学校或村在用");
    let other = township::ActiveModel {
        name_zh: Set("西坡镇".to_owned()),
        name_en: Set("Xipo Town".to_owned()),
        ..Default::default()
    };
    other.insert(site.world.store.writer()).await.unwrap();
    let answer = officer.submit(&page, &[("name_zh", "西坡镇")]).await;
    answer.has_status(422).says("这个中文名称已经有了");
    assert_eq!(answer.value_of("name_zh").as_deref(), Some("西坡镇"), "what was typed is kept");
}

async fn an_empty_county_says_what_comes_first(world: World) {
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    for (page, sentence) in [
        ("/office/phases", "还没有一期"),
        ("/office/organisers", "还没有主办单位"),
        ("/office/schools", "还没有学校"),
        ("/office/schools/new", "请先添加学校所在的乡镇"),
        ("/office/places", "还没有乡镇"),
    ] {
        officer.get(page).await.has_status(200).says(sentence);
    }
    officer.get("/office/phases?lang=en").await.says("There is no phase yet");
    let today = officer.get("/office?lang=zh").await;
    today.says("按顺序做这几步 添加乡镇和村").says("准备第一期");
    assert!(!today.words().contains("所有心愿都审过了") && !today.words().contains("已经有了"), "{}", today.words());
    site.world.township().await;
    officer.get("/office").await.says("心愿里不能出现村名。 已经有了");
    site.world.running_phase().await;
    let today = officer.get("/office").await;
    assert!(!today.words().contains("按顺序做这几步"), "{}", today.words());
}

async fn the_ground_is_the_offices_alone(world: World) {
    let site = TestSite::new(world);
    site.world.running_phase().await;
    let school = site.world.school_id("shagou").await;
    let township = site.world.township().await;
    let teacher = site.sign_in_as(site.world.school("shagou").await.account()).await;
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let visitor = site.visitor();
    for page in ["phases", "phases/new", "phases/5", "organisers", "schools", "schools/new", "places"] {
        let page = format!("/office/{page}");
        teacher.get(&page).await.has_status(403);
        donor.get(&page).await.has_status(403);
        assert!(visitor.get(&page).await.has_status(303).location().starts_with("/sign-in"));
    }
    for act in [
        "phases/new".to_owned(),
        "phases/5".to_owned(),
        "phases/5/close".to_owned(),
        "organisers".to_owned(),
        "schools/new".to_owned(),
        format!("schools/{school}/close"),
        "places".to_owned(),
        format!("places/{township}/villages"),
        format!("places/{township}/remove"),
    ] {
        let act = format!("/office/{act}");
        teacher.submit(&act, &PHASE).await.has_status(403);
        donor.submit(&act, &PHASE).await.has_status(403);
        assert!(visitor.submit(&act, &PHASE).await.has_status(303).location().starts_with("/sign-in"));
    }
    assert_eq!(phases(&site).await[0].state, State::Open);
}
