//! The review queue: approve, send back, pass over; and who may.

use entity::{
    account::Role,
    wish::{Status, draft, submit},
};

use crate::{
    site::{Reader, TestSite},
    world::World,
    written::typed,
};

on_both![
    the_queue_is_worked_through_one_by_one,
    a_wish_can_be_passed_over_and_comes_again,
    nothing_is_sent_back_without_a_reason,
    two_children_of_one_household_are_approved_when_the_officer_says_so,
    somebody_else_was_quicker,
    an_approved_wish_is_sent_back_from_its_page,
    a_wish_that_comes_again_says_why_it_was_sent_back,
    only_the_office_reviews,
];

async fn officer(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.account("officer", Role::Office, None).await).await
}

async fn the_queue_is_worked_through_one_by_one(world: World) {
    let site = TestSite::new(world);
    let phase = site.world.phase_drafted().await;
    let first = site.world.submitted("shagou", &typed(phase, "甲")).await;
    let second = site.world.submitted("xishe", &typed(phase, "乙")).await;
    let officer = officer(&site).await;
    let page = officer.get("/office/review").await;
    page.says("还有 2 个等着审核").says("shagou小学").says("监护人同意：2026年11月1日").says("没有同一个孩子");
    assert!(page.body.contains(&format!("/office/review/{first}")) && !page.body.contains("甲"));
    for _ in 0..2 {
        let fields = [("form", "k"), ("judge", "approve")];
        officer.submit(&format!("/office/review/{first}"), &fields).await.has_status(303);
    }
    let page = officer.get("/office/review").await;
    page.says("已通过：双肩书包").says("还有 1 个等着审核");
    let fields = [("form", "k2"), ("judge", "return"), ("reason", "请写明颜色")];
    officer.submit(&format!("/office/review/{second}"), &fields).await.has_status(303);
    officer.get("/office/review").await.says("都审完了");
    assert_eq!(site.world.standing(&first).await, Status::Approved);
    assert_eq!(site.world.standing(&second).await, Status::Returned);
    let letters = site.world.letters_to("teacher-xishe@example.org").await;
    assert_eq!(letters.len(), 1);
}

async fn a_wish_can_be_passed_over_and_comes_again(world: World) {
    let site = TestSite::new(world);
    let phase = site.world.phase_drafted().await;
    let first = site.world.submitted("shagou", &typed(phase, "甲")).await;
    let second = site.world.submitted("shagou", &typed(phase, "乙")).await;
    let officer = officer(&site).await;
    let after = format!("/office/review?after={}", site.world.row(&first).await.id);
    let page = officer.get(&after).await;
    assert!(page.body.contains(&format!("action=\"/office/review/{second}\"")));
    let id = site.world.row(&first).await.id.to_string();
    let fields = [("form", "k"), ("judge", "approve"), ("after", id.as_str())];
    let answer = officer.submit(&format!("/office/review/{second}"), &fields).await;
    assert_eq!(answer.location(), after, "what was passed over stays passed over");
    officer.get(&after).await.says("从头再看一遍放下的");
    let page = officer.get("/office/review").await;
    assert!(page.body.contains(&format!("action=\"/office/review/{first}\"")));
}

async fn nothing_is_sent_back_without_a_reason(world: World) {
    let site = TestSite::new(world);
    let phase = site.world.phase_drafted().await;
    let code = site.world.submitted("shagou", &typed(phase, "甲")).await;
    let officer = officer(&site).await;
    let page = format!("/office/review/{code}");
    officer.submit(&page, &[("form", "k"), ("judge", "return")]).await.has_status(422).says("请写下原因");
    let long = "长".repeat(201);
    let answer = officer.submit(&page, &[("form", "k"), ("judge", "return"), ("reason", &long)]).await;
    answer.has_status(422).says("最多 200 个字").says(&long);
    officer.submit("/office/review/nonsense", &[("judge", "approve")]).await.has_status(404);
    assert_eq!(site.world.standing(&code).await, Status::Submitted);
}

async fn two_children_of_one_household_are_approved_when_the_officer_says_so(world: World) {
    let site = TestSite::new(world);
    let phase = site.world.phase_drafted().await;
    let mut codes = Vec::new();
    for child in ["甲", "乙"] {
        let mut form = typed(phase, child);
        form.household = "沙沟 12 号".into();
        codes.push(site.world.submitted("shagou", &form).await);
    }
    let officer = officer(&site).await;
    officer.get("/office/review").await.says("同一户：第 7 期 双肩书包");
    let approve = [("form", "k"), ("judge", "approve")];
    officer.submit(&format!("/office/review/{}", codes[0]), &approve).await.has_status(303);
    let page = format!("/office/review/{}", codes[1]);
    let answer = officer.submit(&page, &[("form", "k2"), ("judge", "approve")]).await;
    answer.has_status(422).says("同一户在本期已有相同的心愿").says("这是同一户的两个孩子，都通过");
    let fields = [("form", "k3"), ("judge", "approve"), ("siblings", "yes")];
    officer.submit(&page, &fields).await.has_status(303);
    assert_eq!(site.world.standing(&codes[1]).await, Status::Approved);
}

async fn somebody_else_was_quicker(world: World) {
    let site = TestSite::new(world);
    let phase = site.world.phase_drafted().await;
    let code = site.world.submitted("shagou", &typed(phase, "甲")).await;
    let officer = officer(&site).await;
    site.world.approve(&code).await;
    let answer = officer.submit(&format!("/office/review/{code}"), &[("form", "k"), ("judge", "approve")]).await;
    answer.has_status(409).says("这个心愿的状态刚刚变了");
}

async fn an_approved_wish_is_sent_back_from_its_page(world: World) {
    let site = TestSite::new(world);
    let phase = site.world.phase_drafted().await;
    let code = site.world.submitted("shagou", &typed(phase, "陈小草")).await;
    let officer = officer(&site).await;
    let own = format!("/office/wishes/{code}");
    officer.get(&own).await.says("去审核");
    site.world.approve(&code).await;
    let approved = officer.get(&own).await;
    assert!(!approved.says("退回学校").words().contains("去审核"), "no review waits");
    let page = officer.get(&format!("/office/review?code={code}")).await;
    page.says("退回学校");
    assert!(!page.body.contains("value=\"approve\""), "it is approved already");
    let fields = [("form", "k"), ("judge", "return"), ("reason", "请写明颜色")];
    officer.submit(&format!("/office/review/{code}"), &fields).await.has_status(303);
    assert_eq!(site.world.standing(&code).await, Status::Returned);
}

async fn a_wish_that_comes_again_says_why_it_was_sent_back(world: World) {
    let site = TestSite::new(world);
    let form = typed(site.world.phase_drafted().await, "陈小草");
    let code = site.world.submitted("shagou", &form).await;
    let (officer, school) = (officer(&site).await, site.world.school("shagou").await);
    let pages = [format!("/office/review?code={code}"), format!("/office/wishes/{code}")];
    assert!(!officer.get(&pages[0]).await.words().contains("退回过"), "it never was");
    let (store, now) = (&site.world.store, site.world.now);
    for (key, specification, since) in
        [("k", form.specification.as_str(), "学校后来什么也没有改。"), ("l", "红色，防水", "学校后来改了：规格")]
    {
        let fields = [("form", key), ("judge", "return"), ("reason", "请写明颜色")];
        officer.submit(&format!("/office/review/{code}"), &fields).await.has_status(303);
        let mended = draft::Typed { specification: specification.to_owned(), ..form.clone() };
        draft::change(store, school, &code, &mended, &site.world.form(), now).await.unwrap();
        submit::submit(store, school, &code, &site.world.form(), now).await.unwrap();
        for page in &pages {
            officer.get(page).await.says("2026年11月23日退回过，原因： 请写明颜色").says(since);
        }
    }
    for page in pages {
        let in_english = format!("{page}{}lang=en", if page.contains('?') { '&' } else { '?' });
        officer.get(&in_english).await.says("Sent back on 23 November 2026:").says("changed since: Specification");
    }
}

async fn only_the_office_reviews(world: World) {
    let site = TestSite::new(world);
    let phase = site.world.phase_drafted().await;
    let code = site.world.submitted("shagou", &typed(phase, "陈小草")).await;
    let school = site.world.school_id("shagou").await;
    let teacher = site.sign_in_as(site.world.account("teacher-shagou", Role::School, Some(school)).await).await;
    let donor = site.sign_in_as(site.world.account("lin", Role::Donor, None).await).await;
    for reader in [&teacher, &donor] {
        reader.get("/office/review").await.has_status(403);
        reader.get(&format!("/office/review?code={code}")).await.has_status(403);
        reader.submit(&format!("/office/review/{code}"), &[("judge", "approve")]).await.has_status(403);
    }
    site.visitor().get("/office/review").await.has_status(303);
    assert_eq!(site.world.standing(&code).await, Status::Submitted);
}
