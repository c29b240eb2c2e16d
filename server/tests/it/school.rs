//! The school's desk: a wish is written, mended, handed in and taken back, with and without mistakes.

use entity::{
    account::Role,
    claim, phase,
    wish::{Status, review},
};

use crate::{
    site::{Answer, Reader, TestSite},
    world::World,
    written::{typed, without_consent},
};

on_both![
    a_wish_is_written_and_handed_in,
    what_was_typed_stays_when_a_form_is_refused,
    a_form_to_be_handed_in_is_told_of_everything_at_once,
    what_cannot_be_is_told_beside_its_field,
    the_desk_opens_on_the_phase_that_runs_and_says_what_waits_in_the_next,
    a_draft_says_what_it_lacks_and_is_mended,
    all_drafts_are_handed_in_with_one_button,
    a_returned_wish_shows_its_reason,
    names_are_shown_on_request_only,
    a_long_list_has_pages,
    a_wish_is_withdrawn_and_so_is_a_consent,
    another_schools_wish_is_not_there,
    an_empty_desk_says_what_comes_next,
    every_page_reads_in_english,
];

async fn teacher<'a>(site: &'a TestSite, school: &str) -> Reader<'a> {
    let id = site.world.school_id(school).await;
    let account = site.world.account(&format!("teacher-{school}"), Role::School, Some(id)).await;
    site.sign_in_as(account).await
}

/// A whole form, with changes.
fn form<'a>(phase: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let whole = [
        ("form", "k"),
        ("phase", phase),
        ("category", "shoes"),
        ("item", "运动鞋"),
        ("specification", "35码"),
        ("grade", "5"),
        ("gender", "girl"),
        ("price", "95"),
        ("child_name", "陈小草"),
        ("birth_date", "2015-05-06"),
        ("guardian", "陈大山"),
        ("household", "沙沟 12 号"),
        ("situation", ""),
        ("consent_goods", "yes"),
        ("form_no", "同-001"),
        ("given_on", "2026-11-01"),
        ("then", "save"),
    ];
    whole
        .into_iter()
        .map(|(name, value)| {
            (name, changes.iter().find(|(changed, _)| *changed == name).map_or(value, |(_, value)| *value))
        })
        .filter(|(name, value)| *name != "consent_goods" || !value.is_empty())
        .collect()
}

async fn a_wish_is_written_and_handed_in(world: World) {
    let site = TestSite::new(world);
    let phase = site.world.phase_drafted().await.to_string();
    let teacher = teacher(&site, "shagou").await;
    teacher.get("/school/wishes/new").await.has_status(200).says("写一个心愿").says("本期上限 ¥200.00");
    let fields = form(&phase, &[("then", "submit")]);
    for _ in 0..2 {
        let answer = teacher.submit("/school/wishes/new", &fields).await;
        assert_eq!(answer.has_status(303).location(), format!("/school?phase={phase}"));
    }
    teacher.get("/school").await.says("已提交，等办公室审核").says("运动鞋").says("待审核 1");
}

async fn what_was_typed_stays_when_a_form_is_refused(world: World) {
    let site = TestSite::new(world);
    let phase = site.world.phase_drafted().await.to_string();
    let teacher = teacher(&site, "shagou").await;
    let fields = form(
        &phase,
        &[
            ("item", "陈小草的鞋"),
            ("specification", "电话 一三八零零一三八零零零"),
            ("price", "２０１"),
            ("birth_date", "昨天"),
        ],
    );
    let answer = teacher.submit("/school/wishes/new", &fields).await;
    answer.has_status(422).says("超过本期上限 ¥200.00").says("这不是一个日期");
    assert_eq!(answer.value_of("item").unwrap(), "陈小草的鞋");
    assert_eq!(answer.value_of("birth_date").unwrap(), "昨天");
    assert_eq!(answer.value_of("guardian").unwrap(), "陈大山");
    let fields = form(&phase, &[("item", "陈小草的鞋"), ("specification", "电话 一三八零零一三八零零零")]);
    let answer = teacher.submit("/school/wishes/new", &fields).await;
    answer.has_status(422).says("像是人名").says("像是电话号码");
    for (name, value) in
        [("item", "\0"), ("specification", "a\u{202E}b"), ("grade", "十"), ("category", "x"), ("phase", "x")]
    {
        teacher.submit("/school/wishes/new", &form(&phase, &[(name, value)])).await.has_status(422);
    }
    teacher.get("/school").await.says("这里还没有心愿");
}

async fn a_form_to_be_handed_in_is_told_of_everything_at_once(world: World) {
    let site = TestSite::new(world);
    let phase = site.world.phase_drafted().await.to_string();
    let teacher = teacher(&site, "shagou").await;
    let empty = [("form", "k"), ("phase", phase.as_str())];
    let answer = teacher.submit("/school/wishes/new", &[&empty[..], &[("then", "submit")]].concat()).await;
    answer.has_status(422).says("请填写孩子姓名").says("要先有监护人的同意");
    for field in ["specification", "guardian", "consent_goods"] {
        assert!(answer.body.contains(&format!("id=\"{field}-error\"")), "{field}");
    }
    let draft = teacher.submit("/school/wishes/new", &[&empty[..], &[("then", "save")]].concat()).await;
    draft.has_status(422).says("请填写孩子姓名");
    assert!(!draft.body.contains("id=\"consent_goods-error\""), "a draft may lack it");
}

async fn what_cannot_be_is_told_beside_its_field(world: World) {
    let site = TestSite::new(world);
    let phase = site.world.phase_drafted().await.to_string();
    let teacher = teacher(&site, "shagou").await;
    for (field, value, says) in [
        ("given_on", "1999-01-01", "同意的日期早于孩子的出生日期"),
        ("guardian", "陈　小草", "监护人和孩子是同一个姓名"),
        ("child_name", "某😀某", "姓名只用文字写"),
        ("item", "🎒", "请用文字写"),
    ] {
        let answer = teacher.submit("/school/wishes/new", &form(&phase, &[(field, value)])).await;
        answer.has_status(422).says(says);
        assert!(answer.body.contains(&format!("id=\"{field}-error\"")), "{field}");
    }
    teacher.get("/school").await.says("这里还没有心愿");
}

async fn the_desk_opens_on_the_phase_that_runs_and_says_what_waits_in_the_next(world: World) {
    let site = TestSite::new(world);
    let running = site.world.phase_open().await;
    let code = site.world.submitted("shagou", &typed(running, "甲")).await;
    let later = phase::draft::Typed { number: "8".into(), ..site.world.typed_phase().await };
    let (officer, form) = (site.world.officer().await, site.world.form());
    let now = site.world.now;
    let next = phase::draft::draft(&site.world.store, officer, &later, &form, now).await.unwrap();
    site.world.drafted("shagou", &typed(next, "乙")).await;
    let why = review::Typed { reason: "请写明颜色".into() };
    review::send_back(&site.world.store, officer, &code, &why, &site.world.form(), now).await.unwrap();
    let teacher = teacher(&site, "shagou").await;
    let desk = teacher.get("/school").await;
    desk.says("第 7 期 · 认领中").says("1 个心愿被退回").says("第 8 期：1 个草稿还没有提交");
    let desk = teacher.get(&format!("/school?phase={next}")).await;
    desk.says("第 7 期：1 个心愿被退回").says("1 个草稿还没有提交");

    let all = [("form", "k"), ("phase", &running.to_string())];
    teacher.submit("/school/wishes/submit-all", &all).await.has_status(303);
    assert_eq!(site.world.standing(&code).await, Status::Returned, "it is mended first");
}

async fn a_draft_says_what_it_lacks_and_is_mended(world: World) {
    let site = TestSite::new(world);
    let phase = site.world.phase_drafted().await.to_string();
    let teacher = teacher(&site, "shagou").await;
    let fields =
        form(&phase, &[("consent_goods", ""), ("form_no", ""), ("given_on", ""), ("gender", ""), ("then", "submit")]);
    let answer = teacher.submit("/school/wishes/new", &fields).await;
    let own = answer.has_status(303).location().to_owned();
    let page = teacher.get(&own).await;
    page.says("已保存，但还没有提交").says("提交以前还要补上").says("请选择男生或女生").says("要先有监护人的同意");
    assert_eq!(page.value_of("child_name").unwrap(), "陈小草", "the record comes back into the form");
    teacher.submit(&format!("{own}/submit"), &[("form", "s")]).await.has_status(422).says("要先有监护人的同意");
    let answer = teacher.submit(&own, &form(&phase, &[("form", "k2"), ("then", "submit")])).await;
    assert_eq!(answer.has_status(303).location(), format!("/school?phase={phase}"));
    teacher.get(&own).await.says("待审核").says("撤回这个心愿");
}

async fn all_drafts_are_handed_in_with_one_button(world: World) {
    let site = TestSite::new(world);
    let phase = site.world.phase_drafted().await;
    site.world.drafted("shagou", &typed(phase, "甲")).await;
    site.world.drafted("shagou", &without_consent(typed(phase, "乙"))).await;
    let teacher = teacher(&site, "shagou").await;
    teacher.get("/school").await.says("2 个草稿还没有提交");
    let fields = [("form", "k"), ("phase", &phase.to_string())];
    teacher.submit("/school/wishes/submit-all", &fields).await.has_status(303);
    teacher.get("/school").await.says("提交了 1 个，还有 1 个缺内容").says("1 个草稿还没有提交");
    teacher.submit("/school/wishes/submit-all", &[("phase", "x")]).await.has_status(404);
}

async fn a_returned_wish_shows_its_reason(world: World) {
    let site = TestSite::new(world);
    let phase = site.world.phase_drafted().await;
    let code = site.world.submitted("shagou", &typed(phase, "甲")).await;
    let officer = site.sign_in_as(site.world.account("officer", Role::Office, None).await).await;
    let fields = [("form", "k"), ("judge", "return"), ("reason", "请写明颜色")];
    officer.submit(&format!("/office/review/{code}"), &fields).await.has_status(303);
    let teacher = teacher(&site, "shagou").await;
    let desk = teacher.get("/school").await;
    desk.says("1 个心愿被退回").says("1 已退回");
    assert!(!desk.words().contains("草稿还没有提交"), "nothing is counted twice");
    teacher.get(&format!("/school/wishes/{code}")).await.says("办公室退回的原因 请写明颜色");
}

async fn names_are_shown_on_request_only(world: World) {
    let site = TestSite::new(world);
    let phase = site.world.phase_drafted().await;
    site.world.submitted("shagou", &typed(phase, "陈小草")).await;
    let teacher = teacher(&site, "shagou").await;
    assert!(!teacher.get("/school").await.body.contains("陈小草"));
    teacher.get("/school?names=yes").await.says("陈小草");
}

async fn a_long_list_has_pages(world: World) {
    let site = TestSite::new(world);
    let phase = site.world.phase_drafted().await;
    for sign in ('一'..).take(27) {
        site.world.drafted("shagou", &typed(phase, &format!("陈{sign}"))).await;
    }
    let teacher = teacher(&site, "shagou").await;
    let rows = |page: &Answer| page.body.matches("<th scope=\"row\">").count();
    let first = teacher.get("/school?status=draft&names=yes").await;
    assert_eq!(rows(first.says("27 个草稿还没有提交").says("下一页")), 25);
    assert!(!first.words().contains("第一页"));
    let after = first.body.split("after=").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let second = teacher.get(&format!("/school?status=draft&names=yes&after={after}")).await;
    assert_eq!(rows(second.says("第一页")), 2);
    assert!(!second.words().contains("下一页"));
}

async fn a_wish_is_withdrawn_and_so_is_a_consent(world: World) {
    let site = TestSite::new(world);
    let phase = site.world.phase_open().await;
    let moved = site.world.published("shagou", &typed(phase, "甲")).await;
    let consent = site.world.published("shagou", &typed(phase, "乙")).await;
    let claim = site.world.claimed(&consent, "lin").await;
    let teacher = teacher(&site, "shagou").await;
    let page = format!("/school/wishes/{moved}");
    teacher.submit(&format!("{page}/withdraw"), &[("form", "k")]).await.has_status(422).says("请写下原因");
    teacher.submit(&format!("{page}/withdraw"), &[("form", "k"), ("reason", "moved")]).await.has_status(303);
    teacher.get(&page).await.says("心愿已撤回").says("孩子转学了");
    teacher.submit(&format!("/school/wishes/{consent}/consent"), &[("form", "c")]).await.has_status(303);
    assert_eq!(site.world.standing(&consent).await, Status::Withdrawn);
    assert_eq!(site.world.claim(claim).await.state, claim::State::Cancelled);
}

async fn another_schools_wish_is_not_there(world: World) {
    let site = TestSite::new(world);
    let phase = site.world.phase_drafted().await;
    let code = site.world.drafted("xishe", &typed(phase, "甲")).await;
    let teacher = teacher(&site, "shagou").await;
    let page = format!("/school/wishes/{code}");
    teacher.get(&page).await.has_status(404);
    for act in ["", "/submit", "/delete", "/withdraw", "/consent"] {
        teacher.submit(&format!("{page}{act}"), &[("form", "k"), ("reason", "moved")]).await.has_status(404);
    }
    teacher.get("/school/wishes/nonsense").await.has_status(404);
    assert_eq!(site.world.standing(&code).await, Status::Draft);
    site.visitor().get(&page).await.has_status(303);
    let donor = site.sign_in_as(site.world.account("lin", Role::Donor, None).await).await;
    donor.get("/school").await.has_status(403);
}

async fn an_empty_desk_says_what_comes_next(world: World) {
    let site = TestSite::new(world);
    let teacher = teacher(&site, "shagou").await;
    teacher.get("/school").await.says("现在没有在准备的一期");
    teacher.get("/school/wishes/new").await.says("现在没有在准备的一期");
    site.world.phase_drafted().await;
    teacher.get("/school").await.says("这里还没有心愿").says("现在没有要做的事");
}

async fn every_page_reads_in_english(world: World) {
    let site = TestSite::new(world);
    let phase = site.world.phase_drafted().await;
    let code = site.world.drafted("shagou", &typed(phase, "甲")).await;
    let teacher = teacher(&site, "shagou").await;
    teacher.get("/school?lang=en").await.says("School desk").says("Drafts not handed in yet: 1");
    teacher.get("/school/wishes/new").await.says("What everybody sees").says("The guardian's consent");
    teacher.get(&format!("/school/wishes/{code}")).await.says("It is complete and can be handed in");
}
