//! The pages about fairness: the public one names no school and no few; the office's names all; tables can be had.

use entity::{claim::State, wish};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    IntoActiveModel,
};

use crate::{site::TestSite, world::World};

on_both!(
    the_public_page_names_no_school_and_merges_few,
    the_least_served_stay_open_and_the_others_are_folded,
    too_few_wishes_make_no_figures,
    what_nobody_has_said_yes_to_is_not_claimed_on_any_page,
    the_office_sees_schools_by_name_and_one_phase_alone,
    anybody_can_ask_for_one_phase_alone,
    a_phase_of_few_wishes_or_none_says_so,
    the_tables_can_be_had_for_a_spreadsheet,
);

/// Shagou: six open, three handed out; huili: two open; xishe: three open.
async fn wishes(world: &World) {
    world.open_wishes("shagou", 6).await;
    for _ in 0..3 {
        world.given("shagou", "lin").await;
    }
    world.open_wishes("huili", 2).await;
    world.open_wishes("xishe", 3).await;
}

async fn the_public_page_names_no_school_and_merges_few(world: World) {
    wishes(&world).await;
    let site = TestSite::new(world);
    let page = site.visitor().get("/fairness").await;
    page.has_status(200).says("公平：谁等到了，等了多久").says("shagou的学校").says("其他").says("33.3%").says("21.4%");
    for hidden in ["shagou小学", "huili的学校", "xishe的学校"] {
        assert!(!page.words().contains(hidden), "{hidden} in {}", page.words());
    }
    page.says("少于 5 个心愿的行合并成“其他”").says("还没到手的孩子平均已等几天");
    assert!(!page.body.contains("style="), "drawn without styles");
    assert!(page.body.contains("width=\"33.3%\""), "the bar is drawn");
    let english = site.visitor().in_english().get("/fairness").await;
    english.has_status(200).says("Share served").says("alias-shagou").says("Others").says("By month");
    assert!(english.body.contains("class=\"nowrap\">Grades 3–4<"), "on one line: {}", english.body);
    for from in ["/phases", "/phases/5", "/"] {
        assert!(site.visitor().get(from).await.body.contains("href=\"/fairness\""), "{from} leads there");
    }
}

async fn the_least_served_stay_open_and_the_others_are_folded(world: World) {
    wishes(&world).await;
    for school in ["a1", "a2", "a3", "a4", "a5"] {
        world.open_wishes(school, 5).await;
    }
    let site = TestSite::new(world);
    let officer = site.sign_in_as(site.world.officer().await.account()).await;
    for (page, served, others) in [
        (site.visitor().get("/fairness").await, "shagou的学校", 2),
        (officer.get("/office/fairness").await, "shagou小学", 3),
    ] {
        page.says("先列到手比例最低的 5 行").says(&format!("各学校：其余 {others} 行"));
        assert_eq!(page.folds(), [false], "short tables stay open");
        let (shown, folded) = page.body.split_once("fold prints").unwrap();
        assert!(!shown.contains(served) && folded.contains(served), "the best served: {}", page.body);
        let least = served.replace("shagou", "a4");
        assert!(shown.contains(&least) && !folded.contains(&least), "{least} in {}", page.body);
    }
}

async fn too_few_wishes_make_no_figures(world: World) {
    world.open_wishes("shagou", 4).await;
    let site = TestSite::new(world);
    site.visitor().get("/fairness").await.has_status(200).says("心愿还太少").says("满 5 个以后");
    let table = site.visitor().get("/fairness.csv").await;
    assert!(!table.body.contains("shagou") && !table.body.contains("\"4\""), "{}", table.body);
    let officer = site.sign_in_as(site.world.officer().await.account()).await;
    officer.get("/office/fairness").await.says("shagou小学");
}

async fn what_nobody_has_said_yes_to_is_not_claimed_on_any_page(world: World) {
    world.open_wishes("shagou", 3).await;
    world.promised("shagou", "lin", State::Held).await;
    world.promised("shagou", "lin", State::Confirmed).await;
    let site = TestSite::new(world);
    let visitor = site.visitor();
    let page = visitor.get("/fairness").await;
    page.says("还在等爱心人士确认的不算").says("没到手的平均已等（天）");
    page.says("0 已到手").says("1 有人认领，还没到手").says("1 等确认").says("3 待认领");
    for width in ["20.0%", "40.0%"] {
        assert!(page.body.contains(&format!("width=\"{width}\"")), "promised, and with what is held: {width}");
    }
    assert!(!page.words().contains("还在等的平均"), "one word, one meaning");
    let table = visitor.get("/fairness.csv").await;
    assert!(table.body.contains("\"全部\",\"合计\",\"5\",\"1\",\"0\",\"0.0%\""), "{}", table.body);
    for page in ["/", "/wishes", "/phases/5"] {
        visitor.get(page).await.says("1 已认领").says("1 等确认").says("3 待认领");
    }
    for (status, name) in [("held", "等确认"), ("taken", "已认领")] {
        let page = visitor.get(&format!("/wishes?status={status}")).await;
        page.has_status(200).says(&format!("微心愿：{name}"));
        assert_eq!(page.body.matches("<article").count(), 1, "{status}");
        assert!(page.body.contains(&format!("\"stamp k-taken\">{name}<")), "{status}: {}", page.body);
    }
    visitor.get("/phases/5").await.says("shagou的学校 5 1 0 0 0").says("还在等爱心人士确认的不算认领");
    let (officer, school) = (site.world.officer().await.account(), site.world.school("shagou").await.account());
    for (reader, page) in [(officer, "/office"), (officer, "/office/phases/5"), (school, "/school")] {
        site.sign_in_as(reader).await.get(page).await.says("1 已认领").says("1 等确认");
    }
    let reader = site.sign_in_as(officer).await;
    for (status, name) in [("held", "等确认"), ("taken", "已认领")] {
        let page = reader.get(&format!("/office/wishes?status={status}")).await;
        assert_eq!(page.body.matches("<tr").count(), 2, "the head and one line: {status}");
        assert!(page.body.contains(&format!("\"pill k-{status}\">{name}<")), "{status}: {}", page.body);
    }
    site.sign_in_as(school).await.get("/school").await.says("1 份礼物有人认领了，还没寄出");
}

async fn the_office_sees_schools_by_name_and_one_phase_alone(world: World) {
    let site = TestSite::new(world);
    let officer = site.sign_in_as(site.world.officer().await.account()).await;
    officer.get("/office/fairness").await.has_status(200).says("还没有公布过的心愿");
    wishes(&site.world).await;
    let page = officer.get("/office/fairness").await;
    page.has_status(200).says("shagou小学").says("huili小学").says("3 年级").says("最久（天）").says("第五期微心愿");
    page.says("到手比例不到全部的一半");
    let in_english = officer.window().in_english().get("/office/fairness?lang=en").await;
    let marked = "<span lang=\"zh-CN\">huili小学, ";
    assert!(in_english.body.contains(marked), "{}", in_english.body);
    assert!(!page.body.contains("<span lang="), "what is Chinese all over needs no mark");
    assert!(page.body.contains("<h2>各期"), "all of them are compared");
    let one = officer.get("/office/fairness?phase=5").await;
    one.says("huili小学");
    assert!(!one.body.contains("<h2>各期"), "it alone");
    for none in ["99", "x"] {
        officer.get(&format!("/office/fairness?phase={none}")).await.has_status(404).says("没有找到");
        officer.get(&format!("/office/fairness.csv?phase={none}")).await.has_status(404);
    }
    officer.get("/office/fairness?phase=").await.has_status(200).says("huili小学");
    assert!(page.body.contains("class=\"tools by-phase\""), "the list has the width of a phone");
    assert!(officer.get("/office/phases/5").await.body.contains("href=\"/office/fairness?phase=5\""));
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    donor.get("/office/fairness").await.has_status(403);
    donor.get("/office/fairness.csv").await.has_status(403);
}

/// Another phase that is open, with so many open wishes of this school.
async fn phase_with(world: &World, number: i32, school: &str, wishes: usize) {
    let mut another = world.running_phase().await.into_active_model().reset_all();
    another.id = NotSet;
    another.number = Set(number);
    another.title_zh = Set(format!("微心愿 · 第{number}期"));
    let phase = another.insert(world.store.writer()).await.unwrap().id;
    for wish in world.open_wishes(school, wishes).await {
        let row = wish::ActiveModel { id: Set(wish.id), phase_id: Set(phase), ..Default::default() };
        row.update(world.store.writer()).await.unwrap();
    }
}

async fn anybody_can_ask_for_one_phase_alone(world: World) {
    wishes(&world).await;
    phase_with(&world, 6, "huili", 7).await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    let page = reader.get("/fairness").await;
    page.has_status(200).says("14.2%").says("全部各期").says("微心愿 · 第6期");
    assert!(page.body.contains("<h2>各期"), "all of them are compared");
    let page = reader.get("/fairness?phase=6").await;
    page.has_status(200).says("huili的学校").says("0.0%").says("7 待认领");
    assert!(page.body.contains("<h2>微心愿 · 第6期") && !page.body.contains("<h2>各期"), "it alone");
    assert!(!page.words().contains("shagou的学校"), "{}", page.words());
    assert!(page.body.contains("href=\"/fairness.csv?phase=6\""), "the table follows");
    let table = reader.get("/fairness.csv?phase=6").await;
    assert!(table.headers["content-disposition"].to_str().unwrap().contains("nuanxin-fairness-phase-6.csv"));
    assert!(table.body.contains("\"各学校\",\"huili的学校\",\"7\",\"0\""), "{}", table.body);
    assert!(!table.body.contains("shagou"), "{}", table.body);
    // In the other phase huili has two: no line of its own.
    let page = reader.get("/fairness?phase=5").await;
    page.has_status(200).says("21.4%").says("shagou的学校").says("其他");
    assert!(!page.words().contains("huili的学校"), "{}", page.words());
    assert!(reader.get("/phases/6").await.body.contains("href=\"/fairness?phase=6\""));
}

async fn a_phase_of_few_wishes_or_none_says_so(world: World) {
    wishes(&world).await;
    phase_with(&world, 6, "xishe", 4).await;
    phase_with(&world, 7, "xishe", 0).await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    for phase in [6, 7] {
        reader.get(&format!("/fairness?phase={phase}")).await.has_status(200).says("心愿还太少").says("满 5 个以后");
        let table = reader.get(&format!("/fairness.csv?phase={phase}")).await;
        assert!(!table.body.contains("xishe") && !table.body.contains("\"4\""), "{}", table.body);
    }
    for none in ["99", "x"] {
        reader.get(&format!("/fairness?phase={none}")).await.has_status(404).says("没有找到");
        reader.get(&format!("/fairness.csv?phase={none}")).await.has_status(404);
    }
    reader.get("/fairness?phase=").await.has_status(200).says("16.6%");
    site.visitor().in_english().get("/fairness?phase=99").await.has_status(404).says("We could not find this page");
}

async fn the_tables_can_be_had_for_a_spreadsheet(world: World) {
    wishes(&world).await;
    world.promised("shagou", "lin", State::Confirmed).await;
    let site = TestSite::new(world);
    let public = site.visitor().get("/fairness.csv").await;
    public.has_status(200);
    assert_eq!(public.headers["content-type"], "text/csv; charset=utf-8");
    // 10 of shagou, 30 days each; three served: too few for their days. The others: huili's two and xishe's three.
    for line in [
        "\"全部\",\"合计\",\"15\",\"4\",\"3\",\"20.0%\",\"\",\"30\"",
        "\"各学校\",\"shagou的学校\",\"10\",\"4\",\"3\",\"30.0%\",\"\",\"30\"",
        "\"各学校\",\"其他\",\"5\",\"0\",\"0\",\"0.0%\",\"\",\"30\"",
        "\"各年级\",\"3–4年级\",\"15\",\"4\",\"3\",\"20.0%\",\"\",\"30\"",
        "\"各月\",\"2026年10月\",\"15\",\"4\",\"3\",\"20.0%\",\"\",\"30\"",
    ] {
        assert!(public.body.contains(line), "{line} in {}", public.body);
    }
    let officer = site.sign_in_as(site.world.officer().await.account()).await;
    let table = officer.get("/office/fairness.csv?phase=5").await;
    assert!(table.headers["content-disposition"].to_str().unwrap().contains("nuanxin-office-fairness-phase-5.csv"));
    for line in [
        "\"各学校\",\"shagou小学\",\"10\",\"4\",\"3\",\"30.0%\",\"30\",\"30\",\"30\"",
        "\"各学校\",\"huili小学\",\"2\",\"0\",\"0\",\"0.0%\",\"\",\"30\",\"30\"",
    ] {
        assert!(table.body.contains(line), "{line} in {}", table.body);
    }
}
