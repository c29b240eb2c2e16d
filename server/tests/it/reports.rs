//! The reports as pages and files: what the office sees, what it publishes, what anybody can read and reckon with.

use std::io::{Cursor, Read};

use entity::{account::Role, claim, handout::problem, phase::State, wish::Status};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::{
    gifts::Promise,
    site::{Answer, Reader, TestSite},
    world::World,
};

on_both![
    the_report_shows_the_funnel_and_each_file_holds_the_same_numbers,
    what_the_pool_gave_stands_apart_and_every_table_adds_up,
    a_problem_with_the_pools_gift_is_told_in_words_without_a_donor,
    a_name_that_could_be_a_formula_is_a_text_in_every_file,
    a_report_is_published_for_everybody_and_corrected,
    the_reports_files_are_for_whom_their_pages_are,
    a_phase_is_cloned_and_put_away_on_its_page,
    a_phase_without_wishes_says_so,
];

const ENDINGS: [&str; 3] = ["pdf", "xlsx", "csv"];

async fn officer(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.account("officer", Role::Office, None).await).await
}

/// A finished phase with two gifts handed out and one wish withdrawn.
async fn finished(world: &World) {
    for _ in 0..2 {
        world.promised("shagou", "lin", claim::State::Fulfilled).await;
    }
    world.wish_with("shagou", Status::Withdrawn).await;
    world
        .change_phase(|phase| {
            phase.state = Set(State::Finished);
            phase.finished_at = Set(Some(world.now));
        })
        .await;
}

/// The words of a PDF, as a reader that copies them gets them.
fn printed(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&pages).unwrap()
}

/// Everything inside a workbook, sheet by sheet.
fn unpacked(book: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut text = String::new();
    for place in 0..archive.len() {
        archive.by_index(place).unwrap().read_to_string(&mut text).unwrap();
    }
    text
}

/// A file in each of the three kinds, as text.
async fn files(reader: &Reader<'_>, address: &str) -> [String; 3] {
    let mut texts = Vec::new();
    for end in ENDINGS {
        let answer = reader.get(&format!("{address}.{end}")).await;
        answer.has_status(200);
        let header = answer.headers.get("content-disposition").unwrap().to_str().unwrap();
        assert!(
            header.starts_with("attachment; filename=\"nuanxin-phase-5-") && header.ends_with(&format!(".{end}\""))
        );
        texts.push(match end {
            "pdf" => printed(&answer.bytes),
            "xlsx" => unpacked(&answer.bytes),
            _ => answer.body.clone(),
        });
    }
    texts.try_into().unwrap()
}

fn is_whole(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "“{word}” is not in: {text}");
    }
}

async fn the_report_shows_the_funnel_and_each_file_holds_the_same_numbers(world: World) {
    finished(&world).await;
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    officer.get("/office/phases/5").await.has_status(200).says("本期报告");
    let page = officer.get("/office/phases/5/report").await;
    page.has_status(200).says("样例公益会").says("SAMPLE-2026-05").says("公布的心愿 2 ¥180.00").says("撤回 1 ¥90.00");
    page.says("不是捐赠票据").says("全面公开报告").says("最晚 2027年2月23日 公开");
    let [pdf, book, csv] = files(&officer, "/office/phases/5/report").await;
    is_whole(&pdf, &["第五期微心愿", "样例公益会", "SAMPLE-2026-05", "¥180.00", "第 1 页，共", "不是捐赠票据"]);
    is_whole(&book, &["样例公益会", "从公布到发放", "<v>180</v>"]);
    is_whole(&csv, &["\u{FEFF}", "公布的心愿,2,180.00\r\n", "环节,件数,申报金额（元）\r\n"]);
    officer.get("/office/phases/5/report?lang=en").await.says("Wishes posted 2 ¥180.00");
    let [pdf, _, csv] = files(&officer, "/office/phases/5/report").await;
    is_whole(&pdf, &["Report of the phase", "not a donation invoice", "Page 1 of"]);
    is_whole(&csv, &["Wishes posted,2,180.00\r\n", "Declared value (yuan)"]);
}

/// The numbers of one table of a CSV file, row by row, money in fen; the total is the last row.
fn numbers(csv: &str, title: &str) -> Vec<Vec<u64>> {
    let lines = csv.lines().skip_while(|line| *line != title).skip(2).take_while(|line| *line != ",");
    let number = |cell: &str| cell.replace('.', "").parse().unwrap();
    lines.map(|line| line.split(',').skip(1).map(number).collect()).collect()
}

async fn what_the_pool_gave_stands_apart_and_every_table_adds_up(world: World) {
    for (school, state) in
        [("shagou", claim::State::Fulfilled), ("xishe", claim::State::Fulfilled), ("xishe", claim::State::Confirmed)]
    {
        world.promised_by(school, Promise { donor: None, state, since: world.now }).await;
    }
    finished(&world).await;
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    let page = officer.get("/office/phases/5/report").await;
    page.says("发放（爱心人士） 发放金额（爱心人士） 兜底库补上 发放（兜底库） 发放金额（兜底库）");
    page.says("合计 5 2 2 2 ¥180.00 3 2 ¥180.00 1");
    let [_, book, csv] = files(&officer, "/office/phases/5/report").await;
    is_whole(&book, &["发放（爱心人士）", "发放金额（兜底库）"]);
    is_whole(&csv, &["\r\nshagou小学,3,2,2,2,180.00,1,1,90.00,1\r\n", "发放金额（兜底库）（元）"]);
    for title in ["各学校", "各乡镇", "各类别"] {
        let mut rows = numbers(&csv, title);
        let total = rows.pop().unwrap();
        let sum = |column: usize| rows.iter().map(|row| row[column]).sum::<u64>();
        assert_eq!(total, (0..total.len()).map(sum).collect::<Vec<_>>(), "{title}");
        assert_eq!(total, [5, 2, 2, 2, 18_000, 3, 2, 18_000, 1], "{title}");
    }
}

async fn a_problem_with_the_pools_gift_is_told_in_words_without_a_donor(world: World) {
    for donor in [None, Some("lin")] {
        let promise = Promise { donor, state: claim::State::Received, since: world.now };
        let gift = world.promised_by("shagou", promise).await;
        let row = problem::ActiveModel {
            wish_id: Set(gift.wish),
            claim_id: Set(gift.claim),
            kind: Set(problem::Kind::Wrong),
            remark: Set(String::new()),
            noted_by: Set(world.account("officer", Role::Office, None).await),
            noted_at: Set(world.now),
            choice: Set(Some(problem::Choice::Replace)),
            ..Default::default()
        };
        row.insert(world.store.writer()).await.unwrap();
    }
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    for (lang, [donors, of_pool, pools]) in [
        ("zh-CN", ["东西不对：请爱心人士另寄一份", "东西不对（兜底库）：", "从兜底库换一份"]),
        ("en", ["Wrong item: Ask the donor to replace it", "Wrong item (pool): ", "Replace it from the pool"]),
    ] {
        let page = officer.get(&format!("/office/phases/5/report?lang={lang}")).await;
        page.has_status(200).says(donors).says(&format!("{of_pool}{pools}"));
        let [pdf, book, csv] = files(&officer, "/office/phases/5/report").await;
        is_whole(&pdf, &[donors, pools]);
        for file in [&book, &csv] {
            is_whole(file, &[donors, &format!("{of_pool}{pools}")]);
        }
    }
}

async fn a_name_that_could_be_a_formula_is_a_text_in_every_file(world: World) {
    finished(&world).await;
    let id = world.school_id("shagou").await;
    let row =
        entity::school::ActiveModel { id: Set(id), name: Set("=cmd|'/C calc'!A0".to_owned()), ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    let [_, book, csv] = files(&officer, "/office/phases/5/report").await;
    assert!(csv.contains("\r\n'=cmd|'/C calc'!A0,"), "{csv}");
    assert!(book.contains("=cmd|'/C calc'!A0") && !book.contains("<f>"), "a text, and no formula anywhere");
}

async fn a_report_is_published_for_everybody_and_corrected(world: World) {
    finished(&world).await;
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    let visitor = site.visitor();
    let preview = officer.get("/office/phases/5/report/final").await;
    preview.has_status(200).says("别人看不到").says("尚未公开");
    assert!(!visitor.get("/phases/5").await.has_status(200).body.contains("/disclosures/"));
    let key = preview.value_of("form").unwrap();
    let sent = async |key: &str| officer.submit("/office/phases/5/report/final", &[("form", key)]).await;
    let first = sent(&key).await.has_status(303).location().to_owned();
    assert_eq!(sent(&key).await.location(), first, "sent twice, published once");
    assert!(visitor.get("/phases/5").await.body.contains(&first));
    let page = visitor.get(&first).await;
    page.has_status(200).says("全面公开报告").says("期末在校").says("SAMPLE-2026-05").says("shagou的学校");
    assert!(!page.body.contains("shagou小学"), "by public alias");
    let [pdf, _, csv] = files(&visitor, &format!("{first}/disclosure")).await;
    is_whole(&pdf, &["全面公开报告", "本期到校", "shagou的学校"]);
    is_whole(&csv, &["本期到校,2,180.00,0,0.00,2,180.00"]);

    let again = officer.get("/office/phases/5/report/final").await;
    again.says("公开更正的一版");
    let second = sent(&again.value_of("form").unwrap()).await.location().to_owned();
    assert_ne!(second, first);
    visitor.get(&first).await.has_status(200).says("这一版已被更正");
    visitor.get(&second).await.says("第 2 版");
    officer.submit("/office/phases/5/report/q9", &[("form", "x")]).await.has_status(404);
}

async fn the_reports_files_are_for_whom_their_pages_are(world: World) {
    finished(&world).await;
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    let key = officer.get("/office/phases/5/report/final").await.value_of("form").unwrap();
    let public = officer.submit("/office/phases/5/report/final", &[("form", &key)]).await.location().to_owned();
    let status = async |reader: &Reader<'_>, address: &str| -> u16 {
        let answer: Answer = reader.get(address).await;
        answer.status.as_u16()
    };
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let school = site.sign_in_as(site.world.school("shagou").await.account()).await;
    for end in ENDINGS {
        for private in
            [format!("/office/phases/5/report.{end}"), format!("/office/phases/5/report/final/disclosure.{end}")]
        {
            assert_eq!(status(&site.visitor(), &private).await, 303, "{private}: sign in first");
            assert_eq!(status(&donor, &private).await, 403, "{private}");
            assert_eq!(status(&school, &private).await, 403, "{private}");
            assert_eq!(status(&officer, &private).await, 200, "{private}");
        }
        for reader in [&site.visitor(), &donor, &school, &officer] {
            assert_eq!(status(reader, &format!("{public}/disclosure.{end}")).await, 200);
        }
        for missing in [
            format!("/office/phases/9/report.{end}"),
            format!("/office/phases/5/report/q7/disclosure.{end}"),
            format!("/phases/5/disclosures/999/disclosure.{end}"),
            format!("/phases/9/disclosures/1/disclosure.{end}"),
        ] {
            assert_eq!(status(&officer, &missing).await, 404, "{missing}");
        }
    }
}

async fn a_phase_is_cloned_and_put_away_on_its_page(world: World) {
    finished(&world).await;
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    let key = officer.get("/office/phases/5").await.says("归档这一期").value_of("form").unwrap();
    let cloned = officer.submit("/office/phases/5/clone", &[("form", &key)]).await;
    assert_eq!(cloned.has_status(303).location(), "/office/phases/6");
    officer.get("/office/phases/6").await.says("请填日期").says("准备中");
    officer.submit("/office/phases/6/archive", &[("form", "a")]).await.has_status(409);
    officer.submit("/office/phases/5/archive", &[("form", "b")]).await.has_status(303);
    let lists = |page: &Answer| page.body.contains("href=\"/office/phases/5\"");
    let list = officer.get("/office/phases").await;
    assert!(!lists(&list), "put away");
    list.says("已归档的 1 期");
    assert!(lists(&officer.get("/office/phases?archived=yes").await));
    let visitor = site.visitor();
    assert!(!visitor.get("/phases").await.body.contains("href=\"/phases/5\""));
    assert!(visitor.get("/phases?archived=yes").await.body.contains("href=\"/phases/5\""));
    visitor.get("/phases/5").await.has_status(200);
    officer.get("/office/phases/5").await.says("不在列表里");
    officer.submit("/office/phases/5/bring-back", &[("form", "c")]).await.has_status(303);
    assert!(lists(&officer.get("/office/phases").await));
}

async fn a_phase_without_wishes_says_so(world: World) {
    world.running_phase().await;
    let site = TestSite::new(world);
    let page = officer(&site).await.get("/office/phases/5/report").await;
    page.has_status(200).says("这一期还没有心愿").says("这段时间还没有结束");
}
