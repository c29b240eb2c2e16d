//! The privacy desk through the router: looks and their table, consents, how long records are kept, reported pages.

use entity::{
    account::Role,
    phase,
    wish::{Status, draft::Typed},
};
use sea_orm::EntityTrait;

use crate::{
    site::{Reader, TestSite},
    world::World,
    written::typed,
};

on_both![
    a_look_stands_in_the_months_report_and_its_table,
    a_remark_is_shown_to_administrators_alone,
    how_long_records_are_kept_is_set_for_each_phase_and_public,
    the_registers_show_what_their_readers_may_know,
    the_registers_tell_what_was_replaced_from_what_was_withdrawn,
    a_withdrawal_is_asked_once_more,
    a_child_is_erased_only_by_who_is_sure,
    a_page_is_reported_taken_off_and_answered,
    a_report_that_lacks_something_comes_back_as_it_was_typed,
    public_pages_hold_no_form_and_lead_to_one,
];

async fn officer(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.account("officer", Role::Office, None).await).await
}

async fn teacher(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.school("shagou").await.account()).await
}

async fn a_look_stands_in_the_months_report_and_its_table(world: World) {
    let phase = world.phase_drafted().await;
    let code = world.submitted("shagou", &typed(phase, "陈小草")).await;
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    officer.get("/office/privacy").await.has_status(200).says("这个月没有人看过");
    let look = [("reason", "duplicate"), ("remark", "")];
    officer.submit(&format!("/office/wishes/{code}/look"), &look).await.has_status(200).says("陈小草");
    let page = officer.get("/office/privacy").await;
    page.has_status(200).says("查重：可能是同一个孩子").says("办公室的每一次").says(&code.grouped());
    assert!(!page.body.contains("陈小草"));
    officer.get("/office/privacy?month=2026-10").await.says("2026年10月").says("这个月没有人看过");
    officer.get("/office/privacy?month=never").await.says("2026年11月");
    let table = officer.get("/office/privacy.csv").await;
    table.has_status(200);
    assert_eq!(table.headers["content-type"], "text/csv; charset=utf-8");
    assert!(
        table.body.contains("\"2026-11\",\"officer\",\"办公室\",\"查重：可能是同一个孩子\",\"1\",\"1\"\r\n"),
        "{}",
        table.body
    );
}

async fn a_remark_is_shown_to_administrators_alone(world: World) {
    let phase = world.phase_drafted().await;
    let code = world.submitted("shagou", &typed(phase, "陈小草")).await;
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    let at = format!("/office/wishes/{code}/look");
    let answer = officer.submit(&at, &[("reason", ""), ("remark", "监护人来电")]).await;
    answer.has_status(422).says("请写下原因").says("监护人来电");
    officer.submit(&at, &[("reason", "guardian"), ("remark", "监护人来电")]).await.has_status(200);
    assert!(!officer.get("/office/privacy").await.body.contains("监护人来电"));
    assert!(!officer.get("/office/journal").await.body.contains("监护人来电"));
    let admin = site.sign_in_as(site.world.admin().await.account()).await;
    admin.get("/office/privacy").await.says("监护人来电");
    admin.get("/office/journal").await.says("监护人要求查看或更正");
}

async fn how_long_records_are_kept_is_set_for_each_phase_and_public(world: World) {
    world.running_phase().await;
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    officer.get("/office/privacy").await.says("24 个月").says("2028年12月25日");
    officer.get("/office/phases/5").await.says("保留到 2028年12月25日");
    site.visitor().get("/privacy").await.says("第五期微心愿：保留到 2028年12月25日");
    let page = officer.get("/office/phases/5/keep").await;
    assert_eq!(page.value_of("keep_months").as_deref(), Some("24"));
    officer
        .submit("/office/phases/5/keep", &[("form", "k"), ("keep_months", "200")])
        .await
        .has_status(422)
        .says("1 到 120");
    for _ in 0..2 {
        officer.submit("/office/phases/5/keep", &[("form", "k"), ("keep_months", "6")]).await.has_status(303);
    }
    officer.get("/office/privacy").await.says("6 个月").says("2027年6月25日");
    site.visitor().get("/privacy").await.says("保留到 2027年6月25日");
}

async fn the_registers_show_what_their_readers_may_know(world: World) {
    let phase = world.phase_open().await;
    world.published("shagou", &typed(phase, "陈小草")).await;
    world.published("xishe", &typed(phase, "梁上燕")).await;
    let site = TestSite::new(world);
    let page = officer(&site).await.get("/office/consents").await;
    page.has_status(200).says("shagou小学").says("xishe小学").says("同-001").says("2026-11");
    assert!(!page.body.contains("陈小草"));
    let own = teacher(&site).await.get("/school/consents").await;
    own.has_status(200).says("陈小草").says("有效");
    assert!(!own.body.contains("梁上燕") && !own.body.contains("xishe"));
    assert!(site.world.acts().await.contains(&"pupils_looked".to_owned()));
    teacher(&site).await.get("/school/consents?state=withdrawn").await.says("没有找到同意书");
}

async fn the_registers_tell_what_was_replaced_from_what_was_withdrawn(world: World) {
    let form = Typed { consent_card: "on".to_owned(), ..typed(world.phase_open().await, "陈小草") };
    let code = world.published("shagou", &form).await;
    let site = TestSite::new(world);
    let (officer, teacher) = (officer(&site).await, teacher(&site).await);
    let at = format!("/school/wishes/{code}/consent");
    for scope in ["card", ""] {
        let key = teacher.get(&at).await.value_of("form").unwrap();
        teacher.submit(&at, &[("form", key.as_str()), ("scope", scope)]).await.has_status(303);
    }
    for (reader, desk) in [(&officer, "/office"), (&teacher, "/school")] {
        let (replaced, withdrawn) = ("2026年11月23日换新", "2026年11月23日撤回");
        for (state, says, other) in [("replaced", replaced, withdrawn), ("withdrawn", withdrawn, replaced)] {
            let page = reader.get(&format!("{desk}/consents?state={state}")).await;
            page.has_status(200).says(says).says("已撤回").says("已换新");
            assert!(!page.words().contains(other), "{desk} {state}: {}", page.words());
        }
    }
}

async fn a_withdrawal_is_asked_once_more(world: World) {
    let phase = world.phase_open().await;
    let code = world.published("shagou", &typed(phase, "陈小草")).await;
    world.claimed(&code, "lin").await;
    let site = TestSite::new(world);
    let teacher = teacher(&site).await;
    let at = format!("/school/wishes/{code}/consent");
    let asked = teacher.get(&at).await;
    asked.has_status(200).says("双肩书包").says("爱心人士会收到信").says("撤回全部同意");
    let key = asked.value_of("form").unwrap();
    let fields = [("form", key.as_str()), ("scope", "")];
    for _ in 0..2 {
        teacher.submit(&at, &fields).await.has_status(303);
    }
    assert_eq!(site.world.standing(&code).await, Status::Withdrawn);
    assert_eq!(site.world.letters_of("cancelled").await, 1);
    teacher.get(&at).await.says("没有有效的同意");
    site.visitor().get(&format!("/wishes/{code}")).await.has_status(404);
}

async fn a_child_is_erased_only_by_who_is_sure(world: World) {
    let phase = world.phase_open().await;
    let code = world.published("shagou", &typed(phase, "陈小草")).await;
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    let at = format!("/office/wishes/{code}/erase");
    let page = officer.get(&at).await;
    page.has_status(200).says("密钥被销毁").says("谢意卡片随之销毁").says("马上从网上消失");
    officer.submit(&at, &[("form", "k")]).await.has_status(422).says("请先勾选确认");
    assert_eq!(site.world.standing(&code).await, Status::Open);
    for _ in 0..2 {
        officer.submit(&at, &[("form", "k"), ("sure", "yes")]).await.has_status(303);
    }
    officer.get(&at).await.says("已经删除了");
    let teacher = teacher(&site).await;
    for (reader, desk) in [(&officer, "/office"), (&teacher, "/school")] {
        let consents = reader.get(&format!("{desk}/consents")).await;
        consents.has_status(200).says("资料已删除").says("查看");
        let link = consents.body.split(&format!("{desk}/wishes/{code}/consent\"")).nth(1).unwrap();
        let link = link.split("</a>").next().unwrap();
        assert!(link.contains("查看") && !link.contains("撤回"), "nothing is left to withdraw: {desk}");
        let wish = reader.get(&format!("{desk}/wishes/{code}")).await;
        wish.has_status(200).says("这个孩子的记录已经删除").says("看同意书");
        for gone in ["或者撤回", "查看真实姓名", "去删除"] {
            assert!(!wish.words().contains(gone), "{desk} still offers {gone}");
        }
    }
    officer.get(&format!("/office/wishes/{code}")).await.says("删除孩子资料");
    let look = [("reason", "guardian"), ("remark", "")];
    officer.submit(&format!("/office/wishes/{code}/look"), &look).await.says("已");
    teacher.get(&format!("/school/wishes/{code}?lang=en")).await.says("record has been erased");
}

async fn a_page_is_reported_taken_off_and_answered(world: World) {
    let wish = world.open_wish("shagou").await;
    let site = TestSite::new(world);
    let (visitor, officer) = (site.visitor(), officer(&site).await);
    officer.get("/office/reports").await.says("没有等着处理的举报");
    let form = visitor.get(&format!("/report?page=%2Fwishes%2F{}", wish.code)).await;
    form.has_status(200).says(&format!("/wishes/{}", wish.code));
    let (key, page) = (form.value_of("form").unwrap(), form.value_of("page").unwrap());
    let fields = [
        ("form", key.as_str()),
        ("page", page.as_str()),
        ("kind", "personal"),
        ("words", "规格里写了孩子的名字"),
        ("reply_to", "reader@example.org"),
    ];
    for _ in 0..2 {
        visitor.submit("/report", &fields).await.has_status(303);
    }
    officer.get("/office").await.says("网页举报");
    officer.get("/office/reports").await.says("能认出某个人").says("举报 1");
    let shown = officer.get("/office/reports/1").await;
    shown.says("规格里写了孩子的名字").says("马上撤下");
    assert!(!shown.body.contains("reader@example.org"), "answered without being known");
    let back = [("form", "h"), ("back", "/office/reports/1")];
    let hidden = officer.submit(&format!("/office/wishes/{}/hide", wish.code), &back).await;
    assert_eq!((hidden.status.as_u16(), hidden.location()), (303, "/office/reports/1"));
    visitor.get(&format!("/wishes/{}", wish.code)).await.has_status(404);
    visitor.get(&format!("/v/{}", wish.code)).await.has_status(404);
    let scanned = teacher(&site).await.get(&format!("/v/{}", wish.code)).await;
    assert_eq!(scanned.location(), format!("/receive/{}", wish.code), "its gift still arrives");
    officer.get(&format!("/office/wishes/{}", wish.code)).await.says("从公开的页面撤下了");
    officer.submit("/office/reports/1", &[("form", "c"), ("answer", "")]).await.has_status(422).says("请填写");
    officer.submit("/office/reports/1", &[("form", "c"), ("answer", "已撤下")]).await.has_status(303);
    assert_eq!(site.world.letters_to("reader@example.org").await.len(), 1);
    officer.submit(&format!("/office/wishes/{}/show", wish.code), &[("form", "s")]).await.has_status(303);
    visitor.get(&format!("/wishes/{}", wish.code)).await.has_status(200);
}

async fn a_report_that_lacks_something_comes_back_as_it_was_typed(world: World) {
    let site = TestSite::new(world);
    let visitor = site.visitor();
    let fields = [("form", "k"), ("page", "//evil.example/<b>"), ("kind", ""), ("words", "写错了"), ("reply_to", "x")];
    let answer = visitor.submit("/report", &fields).await;
    answer.has_status(422).says("请选择").says("写错了").says("请写完整的邮箱").says("请在下面写明是哪一页");
    assert!(!answer.body.contains("evil.example"));
    let fine = [("form", "k"), ("page", "/about"), ("kind", "other"), ("words", "写错了"), ("reply_to", "")];
    for _ in 0..2 {
        visitor.submit("/report", &fine).await.has_status(303);
    }
    visitor.in_english().get("/report").await.says("Report this page").says("What is wrong?");
}

async fn public_pages_hold_no_form_and_lead_to_one(world: World) {
    let wish = world.open_wish("shagou").await;
    let site = TestSite::new(world);
    let page = format!("/wishes/{}", wish.code);
    let public = site.visitor().get(&page).await;
    assert!(public.body.contains(&format!("/report?page=/wishes/{}", wish.code)), "{}", public.body);
    assert!(!public.body.contains("name=\"form\""), "kept for all readers, so without a key");
    let token = site.visitor().get("/enter?token=secret").await;
    assert!(!token.body.contains("page=%2Fenter%3F"), "what stands after a question mark stays here");
    assert!(!officer(&site).await.get("/office").await.body.contains("/report?page="));
    let kept = phase::Entity::find().one(site.world.store.writer()).await.unwrap().unwrap();
    assert_eq!(kept.keep_months, phase::keep::USUAL);
}
