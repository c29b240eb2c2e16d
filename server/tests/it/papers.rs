//! The papers through the router: what stands on each, who gets it, and everything in one go.

pub mod scanned;

use std::io::{Cursor, Read};

use chrono::TimeDelta;
use entity::{account::Role, claim, paper::job};

use crate::{
    site::{Answer, Reader, TestSite},
    world::World,
};

on_both![
    a_school_prints_its_own_papers_and_the_roster_is_journalled,
    what_nobody_has_sent_is_not_on_its_way,
    the_square_on_each_printed_tag_is_scanned_and_leads_to_its_gift,
    the_papers_are_for_whom_they_are,
    everything_is_made_in_one_go_and_lies_sealed_for_a_day,
    real_names_are_in_it_with_a_reason_only_and_for_who_gave_it,
    a_name_with_a_character_that_no_font_has_stops_no_paper,
    a_school_without_a_roster_is_told,
    the_page_of_papers_that_are_made_looks_again,
    a_confirmation_is_no_invoice_and_has_the_charitys_number,
    a_gift_handed_out_after_the_confirmation_is_on_the_next_one,
];

async fn officer(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.account("officer", Role::Office, None).await).await
}

async fn teacher<'a>(site: &'a TestSite, school: &str) -> Reader<'a> {
    site.sign_in_as(site.world.school(school).await.account()).await
}

/// The words of each page, as a reader that copies them gets them.
fn printed(pdf: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    document.get_pages().keys().map(|page| document.extract_text(&[*page]).unwrap()).collect()
}

/// All words stand there, whatever line they are broken into in a narrow column.
#[track_caller]
fn is_whole(text: &str, words: &[&str]) {
    let joined = |text: &str| text.split_whitespace().collect::<String>();
    for word in words {
        assert!(joined(text).contains(&joined(word)), "“{word}” is not in: {text}");
    }
}

/// Every PDF of a zip file by its name, its pages as one text.
fn unpacked(zip: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut papers = Vec::new();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).unwrap();
        let mut pdf = Vec::new();
        file.read_to_end(&mut pdf).unwrap();
        papers.push((file.name().unwrap().into_owned(), printed(&pdf).join("\n")));
    }
    papers
}

/// One gift on its way, one here for a child with this name.
async fn two_gifts(world: &World, child: &str) -> [String; 2] {
    let coming = world.promised("shagou", "lin", claim::State::Shipped).await;
    let here = world.here_for("shagou", child, "lin").await;
    [coming.code.grouped(), here.code.grouped()]
}

async fn a_school_prints_its_own_papers_and_the_roster_is_journalled(world: World) {
    let [coming, here] = two_gifts(&world, "喆堃一").await;
    let site = TestSite::new(world);
    let school = teacher(&site, "shagou").await;
    let page = school.get("/school/papers").await;
    page.has_status(200).says("还没寄出 0 · 在路上 1 · 已到校 1");
    for paper in ["tags", "packing", "receive", "roster"] {
        assert!(page.body.contains(&format!("/school/papers/5/{paper}.pdf")), "{paper} is linked to");
    }
    let tags = printed(&school.get("/school/papers/5/tags.pdf").await.has_status(200).bytes);
    is_whole(&tags[0], &[&coming, &here, "第五期微心愿", "shagou的学校", "第 1 页，共 1 页"]);
    assert!(!tags[0].contains("沙沟镇"), "a tag has no address");
    let packing = printed(&school.get("/school/papers/5/packing.pdf").await.bytes).concat();
    is_whole(&packing, &["装箱单：shagou小学", &coming, "防水，蓝色", "在路上", "装箱人："]);
    is_whole(&packing, &["学校已签收", "1 件，不用再装，不在这张单上"]);
    assert!(!packing.contains(&here), "what the school has is not packed");
    let receive = printed(&school.get("/school/papers/5/receive.pdf").await.bytes).concat();
    is_whole(&receive, &[&coming, "邮政 YZ0001", "无联系方式"]);
    assert!(!receive.contains(&here), "what is here was received");
    for text in [&tags.concat(), &packing, &receive] {
        assert!(!text.contains("喆堃一"), "only the roster names children");
    }
    let before = site.world.acts().await.iter().filter(|act| *act == "roster_opened").count();
    let roster = printed(&school.get("/school/papers/5/roster.pdf").await.bytes).concat();
    is_whole(&roster, &["喆堃一", &here, "签字", "与孩子的关系", "第二位成年人"]);
    assert!(!roster.contains(&coming), "what is not here is not handed out");
    assert_eq!(site.world.acts().await.iter().filter(|act| *act == "roster_opened").count(), before + 1);
}

async fn what_nobody_has_sent_is_not_on_its_way(world: World) {
    world.promised("shagou", "lin", claim::State::Shipped).await;
    world.promised("shagou", "lin", claim::State::Confirmed).await;
    let site = TestSite::new(world);
    let school = teacher(&site, "shagou").await;
    school.get("/school").await.says("1 份礼物在路上，另有 1 份还没寄出");
    school.get("/school/papers").await.says("还没寄出 1 · 在路上 1 · 已到校 0");
    let packing = printed(&school.get("/school/papers/5/packing.pdf").await.bytes).concat();
    is_whole(&packing, &["还没寄出"]);
    assert_eq!(packing.split_whitespace().collect::<String>().matches("在路上").count(), 1, "{packing}");
    let page = officer(&site).await.get("/office/phases/5/papers").await;
    page.says("还没寄出 在路上 已到校").says("shagou小学 1 1 0");
}

async fn the_square_on_each_printed_tag_is_scanned_and_leads_to_its_gift(world: World) {
    let mut gifts = Vec::new();
    for _ in 0..9 {
        gifts.push(world.promised("shagou", "lin", claim::State::Shipped).await.code.to_string());
    }
    let site = TestSite::new(world);
    let pdf = teacher(&site, "shagou").await.get("/school/papers/5/tags.pdf").await;
    let pages = scanned::squares(&pdf.has_status(200).bytes);
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [8, 1]);
    let said = pages.concat();
    for code in gifts {
        let path = format!("/v/{code}");
        assert_eq!(said.iter().filter(|said| said.ends_with(&path)).count(), 1, "{code} in {said:?}");
        site.visitor().get(&path).await.has_status(200);
    }
}

async fn the_papers_are_for_whom_they_are(world: World) {
    two_gifts(&world, "陈小草").await;
    let school_id = world.school_id("shagou").await;
    let site = TestSite::new(world);
    let everybody = [
        site.visitor(),
        site.sign_in_as(site.world.donor("lin").await.account()).await,
        teacher(&site, "other").await,
        teacher(&site, "shagou").await,
        officer(&site).await,
    ];
    let office = |paper: &str| format!("/office/phases/5/papers/{school_id}/{paper}.pdf");
    // In the order of everybody; another school has nothing of its own to print, and is told so.
    let table = [
        ("/school/papers/5/tags.pdf".to_owned(), [303, 403, 422, 200, 403]),
        ("/school/papers/5/packing.pdf".to_owned(), [303, 403, 422, 200, 403]),
        ("/school/papers/5/receive.pdf".to_owned(), [303, 403, 422, 200, 403]),
        ("/school/papers/5/roster.pdf".to_owned(), [303, 403, 422, 200, 403]),
        ("/school/papers/9/roster.pdf".to_owned(), [303, 403, 404, 404, 403]),
        (office("tags"), [303, 403, 403, 403, 200]),
        (office("packing"), [303, 403, 403, 403, 200]),
        (office("receive"), [303, 403, 403, 403, 200]),
        (office("roster"), [404, 404, 404, 404, 404]),
        ("/office/phases/5/papers/999/tags.pdf".to_owned(), [303, 403, 403, 403, 404]),
        ("/office/papers/1/papers.zip".to_owned(), [303, 403, 403, 403, 404]),
        ("/gifts/confirmations/1/confirmation.pdf".to_owned(), [303, 404, 403, 403, 403]),
    ];
    for (address, statuses) in table {
        for (reader, status) in everybody.iter().zip(statuses) {
            let answer: Answer = reader.get(&address).await;
            assert_eq!(answer.status.as_u16(), status, "{address}: {}", answer.words());
        }
    }
}

async fn everything_is_made_in_one_go_and_lies_sealed_for_a_day(world: World) {
    let [coming, here] = two_gifts(&world, "陈小草").await;
    world.promised("xishe", "lin", claim::State::Confirmed).await;
    let mut site = TestSite::new(world);
    let asked = async |site: &TestSite| {
        let officer = officer(site).await;
        let page = officer.get("/office/phases/5/papers").await;
        page.has_status(200).says("shagou小学").says("一次全部打印");
        let key = page.value_of("form").unwrap();
        officer.submit("/office/phases/5/papers", &[("form", &key)]).await.has_status(303).location().to_owned()
    };
    let job = asked(&site).await.replace("?wait=yes", "");
    officer(&site).await.get(&job).await.has_status(200).says("正在排队");
    let now = site.world.now;
    assert_eq!(site.press().work_off(&|| now).await, 1);
    assert_eq!(site.press().work_off(&|| now).await, 0);
    let page = officer(&site).await.get(&job).await;
    page.says("已做好 · 压缩包里有 6 份文件").says("保存到 2026年11月24日 09:00");
    assert!(!page.body.contains("孩子的真实姓名"), "without a reason there is no roster");
    let answer = officer(&site).await.get(&format!("{job}/papers.zip")).await;
    let papers = unpacked(&answer.has_status(200).bytes);
    let names: Vec<&str> = papers.iter().map(|(name, _)| name.as_str()).collect();
    let of = |school: &str| ["吊牌", "装箱单", "签收单"].map(|paper| format!("{school}-{school}小学/{paper}.pdf"));
    assert_eq!(names, [of("shagou"), of("xishe")].concat());
    is_whole(&papers[0].1, &[&coming, &here]);
    assert!(papers.iter().all(|(_, text)| !text.contains("陈小草")), "without a reason nobody is named");

    let files: Vec<_> = std::fs::read_dir(site.papers()).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    assert!(!std::fs::read(&files[0]).unwrap().windows(4).any(|bytes| bytes == b"%PDF"), "it lies there sealed");
    site.later(job::KEPT + TimeDelta::seconds(1));
    site.press().clear(site.world.now).await;
    assert!(!files[0].exists(), "its day is over");
    let officer = officer(&site).await;
    officer.get(&job).await.says("文件已按时删除");
    officer.get(&format!("{job}/papers.zip")).await.has_status(404);
}

async fn real_names_are_in_it_with_a_reason_only_and_for_who_gave_it(world: World) {
    two_gifts(&world, "陈小草").await;
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    let school = site.world.school_id("shagou").await.to_string();
    let wrong = [("form", "a"), ("school", school.as_str()), ("reason", "curiosity")];
    officer.submit("/office/phases/5/papers", &wrong).await.has_status(422).says("请选择原因");
    let sound = [("form", "b"), ("school", school.as_str()), ("reason", "delivery")];
    let job = officer.submit("/office/phases/5/papers", &sound).await.location().replace("?wait=yes", "");
    let now = site.world.now;
    site.press().work_off(&|| now).await;
    let papers = unpacked(&officer.get(&format!("{job}/papers.zip")).await.has_status(200).bytes);
    let roster = papers.iter().find(|(name, _)| name.ends_with("签领表.pdf")).unwrap();
    is_whole(&roster.1, &["陈小草", "与孩子的关系"]);
    assert!(site.world.acts().await.contains(&"roster_printed".to_owned()));
    let admin = site.sign_in_as(site.world.admin().await.account()).await;
    admin.get(&job).await.has_status(200).says("只有提出的人能下载");
    admin.get(&format!("{job}/papers.zip")).await.has_status(404);
}

async fn a_name_with_a_character_that_no_font_has_stops_no_paper(world: World) {
    let [_, here] = two_gifts(&world, "陈𰻝").await;
    let site = TestSite::new(world);
    let school = teacher(&site, "shagou").await;
    let roster = school.get("/school/papers/5/roster.pdf").await;
    let roster = printed(&roster.has_status(200).bytes).concat();
    is_whole(&roster, &["陈□", &here, "方框里是打印字体没有的字，请对照网页用笔写上"]);
    let officer = officer(&site).await;
    let sent = [("form", "a"), ("reason", "delivery")];
    let job = officer.submit("/office/phases/5/papers", &sent).await.location().replace("?wait=yes", "");
    let now = site.world.now;
    site.press().work_off(&|| now).await;
    officer.get(&job).await.has_status(200).says("已做好 · 压缩包里有 4 份文件");
    let papers = unpacked(&officer.get(&format!("{job}/papers.zip")).await.has_status(200).bytes);
    let boxed = papers.iter().filter(|(_, text)| text.contains("方框里")).map(|(name, _)| name.as_str());
    assert_eq!(boxed.collect::<Vec<_>>(), ["shagou-shagou小学/签领表.pdf"]);
}

async fn a_school_without_a_roster_is_told(world: World) {
    two_gifts(&world, "陈小草").await;
    world.promised("xishe", "lin", claim::State::Confirmed).await;
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    let ask = async |form: &str, school: &str| {
        let sent = [("form", form), ("school", school), ("reason", "delivery")];
        let job = officer.submit("/office/phases/5/papers", &sent).await.location().replace("?wait=yes", "");
        let now = site.world.now;
        site.press().work_off(&|| now).await;
        officer.get(&job).await
    };
    let page = ask("a", "").await;
    page.has_status(200).says("压缩包里有 7 份文件").says("还没有可以发放的礼物：xishe小学。");
    page.says("里面有孩子的真实姓名");
    let page = ask("b", &site.world.school_id("xishe").await.to_string()).await;
    page.says("压缩包里有 3 份文件").says("还没有可以发放的礼物：xishe小学。");
    assert!(!page.body.contains("里面有孩子的真实姓名"), "no roster is in it");
}

async fn the_page_of_papers_that_are_made_looks_again(world: World) {
    two_gifts(&world, "陈小草").await;
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    let job = officer.submit("/office/phases/5/papers", &[("form", "a")]).await.location().replace("?wait=yes", "");
    assert_eq!(officer.get(&job).await.headers["refresh"], "5");
    let now = site.world.now;
    site.press().work_off(&|| now).await;
    assert!(!officer.get(&job).await.headers.contains_key("refresh"), "it is ready");
}

async fn a_confirmation_is_no_invoice_and_has_the_charitys_number(world: World) {
    let codes = crate::canary::children::story(&world).await;
    assert!(!codes.is_empty());
    let site = TestSite::new(world);
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    donor.get("/gifts").await.says("发放确认书");
    let page = donor.get("/gifts/confirmations").await;
    let key = page.has_status(200).says("不是捐赠票据").value_of("form").unwrap();
    for _ in 0..2 {
        donor.submit("/gifts/confirmations", &[("form", &key), ("phase", "5")]).await.has_status(303);
    }
    donor.get("/gifts/confirmations").await.says("已开具，编号 NX5-0001");
    let address = "/gifts/confirmations/1/confirmation.pdf";
    let paper = printed(&donor.get(address).await.has_status(200).bytes).concat();
    is_whole(&paper, &["礼物发放确认书", "编号 NX5-0001", "样例公益会", "SAMPLE-2026-05", "本确认书不是捐赠票据"]);
    is_whole(&paper, &["公益事业捐赠票据号", "________", "第 1 页，共"]);
    is_whole(&paper, &["礼物发放确认书 · 本确认书不是捐赠票据"]);

    let officer = officer(&site).await;
    officer.get("/office/phases/5/confirmations").await.says("NX5-0001").says("还没有");
    let long = "9".repeat(41);
    let refused = officer.submit("/office/confirmations/1", &[("receipt_no", long.as_str())]).await;
    refused.has_status(422).says("最多 40 个字");
    officer.submit("/office/confirmations/1", &[("receipt_no", "SAMPLE-７７")]).await.has_status(303);
    officer.get("/office/phases/5/confirmations").await.says("SAMPLE-77");
    let paper = printed(&donor.get(address).await.bytes).concat();
    assert!(paper.contains("SAMPLE-77") && !paper.contains("____"));
    let other = site.sign_in_as(site.world.donor("nobody").await.account()).await;
    other.get(address).await.has_status(404);
    other.submit("/gifts/confirmations", &[("phase", "5")]).await.has_status(422).says("还没有发到孩子手里");
    let paper = printed(&donor.get(&format!("{address}?lang=en")).await.bytes).concat();
    is_whole(&paper, &["not a donation invoice", "Charity's receipt number"]);
}

async fn a_gift_handed_out_after_the_confirmation_is_on_the_next_one(world: World) {
    let early = world.given("shagou", "lin").await.code.grouped();
    let mut site = TestSite::new(world);
    let lin = site.world.donor("lin").await.account();
    let issue = async |site: &TestSite, form: &str| {
        let donor = site.sign_in_as(lin).await;
        donor.submit("/gifts/confirmations", &[("form", form), ("phase", "5")]).await.has_status(303);
    };
    issue(&site, "a").await;
    let sent = [("receipt_no", "SAMPLE-123")];
    officer(&site).await.submit("/office/confirmations/1", &sent).await.has_status(303);
    site.later(TimeDelta::days(1));
    let late = site.world.given("shagou", "lin").await.code.grouped();
    let donor = site.sign_in_as(lin).await;
    let page = donor.get("/gifts/confirmations").await;
    page.says("2 份礼物，申报金额 ¥180.00").says("还没有开进确认书的：1 份礼物，申报金额 ¥90.00").says("NX5-0001");
    issue(&site, "b").await;
    let page = donor.get("/gifts/confirmations").await;
    page.says("NX5-0001").says("NX5-0002");
    assert!(!page.words().contains("还没有开进确认书的"));
    let paper = async |id: u8| {
        let pdf = donor.get(&format!("/gifts/confirmations/{id}/confirmation.pdf")).await;
        printed(&pdf.has_status(200).bytes).concat().split_whitespace().collect::<String>()
    };
    let (first, second) = (paper(1).await, paper(2).await);
    assert!(first.contains(&early) && first.contains("SAMPLE-123") && !first.contains(&late));
    assert!(first.contains("2026年11月23日") && !first.contains("2026年11月24日"), "the day it was made: {first}");
    assert!(second.contains(&late) && !second.contains("SAMPLE-123") && !second.contains(&early));
    officer(&site).await.get("/office/phases/5/confirmations").await.says("NX5-0001").says("NX5-0002");
}
