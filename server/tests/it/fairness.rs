//! The pages about fairness: the public one names no school and no few; the office's names all; tables can be had.

use entity::claim::State;

use crate::{site::TestSite, world::World};

on_both!(
    the_public_page_names_no_school_and_merges_few,
    the_least_served_stay_open_and_the_others_are_folded,
    too_few_wishes_make_no_figures,
    the_office_sees_schools_by_name_and_one_phase_alone,
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
    officer.get("/office/fairness?phase=5").await.says("huili小学");
    officer.get("/office/fairness?phase=99").await.has_status(200).says("huili小学");
    assert!(officer.get("/office/phases/5").await.body.contains("href=\"/office/fairness?phase=5\""));
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    donor.get("/office/fairness").await.has_status(403);
    donor.get("/office/fairness.csv").await.has_status(403);
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
