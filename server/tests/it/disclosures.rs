//! Disclosure reports of a fund and of a season of plots as pages and files: what the office previews and publishes,
//! what anybody reads, and that no cell of any file is a formula.

use std::io::{Cursor, Read};

use entity::{
    fund::{self, open},
    id::FundId,
    plot::State,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::{
    site::{Reader, TestSite},
    world::World,
};

on_both![
    a_fund_s_report_is_previewed_published_and_read_by_anybody,
    a_season_s_report_stands_on_the_pages_of_its_plots,
    a_title_that_could_be_a_formula_is_a_text_in_every_file,
    the_office_sees_what_it_owes_of_everything,
    who_may_not_see_a_page_gets_no_file_of_it,
];

/// A fund that had a gift and government money, which went elsewhere, and is closed.
async fn closed_fund(world: &World) -> FundId {
    let fund = world.fund_open().await;
    world.funded(fund, "government", "1,000", "2026-11-23").await;
    world.funded(fund, "society", "88.80", "2026-11-23").await;
    world.spent(fund, "government", "1,000").await;
    world.spent(fund, "society", "88.80").await;
    open::close(&world.store, world.officer().await, fund, &world.form(), world.now).await.unwrap();
    fund
}

async fn officer(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.officer().await.account()).await
}

/// Publishes what stands at this address of the office, and gives where anybody reads it.
async fn published(officer: &Reader<'_>, address: &str) -> String {
    let preview = officer.get(address).await;
    preview.has_status(200).says("别人看不到").says("尚未公开");
    let key = preview.value_of("form").unwrap();
    let sent = officer.submit(address, &[("form", &key)]).await;
    let public = sent.has_status(303).location().to_owned();
    let again = officer.submit(address, &[("form", &key)]).await;
    assert_eq!(again.location(), public, "sent twice, published once");
    public
}

/// The workbook's parts, one after the other.
fn unpacked(book: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut text = String::new();
    for place in 0..archive.len() {
        archive.by_index(place).unwrap().read_to_string(&mut text).unwrap();
    }
    text
}

fn printed(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&pages).unwrap()
}

async fn a_fund_s_report_is_previewed_published_and_read_by_anybody(world: World) {
    let fund = closed_fund(&world).await;
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    officer.get(&format!("/office/funds/{fund}")).await.says("信息公开报告").says("全面公开报告");
    let visitor = site.visitor();
    assert!(!visitor.get(&format!("/funds/{fund}")).await.body.contains("/disclosures/"));
    let public = published(&officer, &format!("/office/funds/{fund}/report/final")).await;
    visitor.get(&format!("/funds/{fund}")).await.says("全面公开报告");
    let page = visitor.get(&public).await;
    page.has_status(200).says("柳树湾孝心基金").says("样例公益会").says("期末结余").says("¥88.80").says("不是捐赠票据");
    let english = site.visitor().in_english();
    english.get(&public).await.has_status(200).says("Willow Bend fund").says("There when it ended");
    let csv = visitor.get(&format!("{public}/disclosure.csv")).await;
    let header = csv.headers.get("content-disposition").unwrap().to_str().unwrap();
    assert_eq!(header, format!("attachment; filename=\"nuanxin-fund-{fund}-disclosure-final.csv\""));
    assert!(csv.body.contains("本期收到,0.00,1000.00,88.80,1088.80\r\n"), "{}", csv.body);
    let book = unpacked(&visitor.get(&format!("{public}/disclosure.xlsx")).await.bytes);
    assert!(book.contains("<v>1088.8</v>") && !book.contains("<f>"));
    let pdf = printed(&visitor.get(&format!("{public}/disclosure.pdf")).await.bytes);
    assert!(pdf.contains("¥1,088.80"), "{pdf}");
    officer.get(&format!("/office/funds/{fund}/report/final")).await.says("公开更正的一版");
    officer.submit(&format!("/office/funds/{fund}/report/q9"), &[("form", "x")]).await.has_status(404);
}

async fn a_season_s_report_stands_on_the_pages_of_its_plots(world: World) {
    let plot = world.plot_at("东沟人家", State::Closed).await;
    let season = format!("2027-{}", world.organiser_added().await);
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    let public = published(&officer, &format!("/office/seasons/{season}/report/final")).await;
    assert!(public.starts_with(&format!("/seasons/{season}/disclosures/")));
    let visitor = site.visitor();
    assert!(visitor.get(&format!("/plots/{plot}")).await.body.contains(&public));
    let page = visitor.get(&public).await;
    page.has_status(200).says("2027年公益“一亩地”").says("农户").says("¥660.00").says("付给农户");
    assert!(!page.words().contains("东沟人家"), "no household: {}", page.words());
    let csv = visitor.get(&format!("{public}/disclosure.csv")).await;
    assert!(
        csv.body.contains("农户,660.00\r\n") && csv.body.contains("沙沟镇,1,10,3,1470.00,660.00\r\n"),
        "{}",
        csv.body
    );
    site.visitor().in_english().get(&public).await.says("One-acre plots 2027").says("Paid to households");
    visitor.get(&format!("/seasons/2026-1/disclosures/{}", public.rsplit('/').next().unwrap())).await.has_status(404);
}

async fn a_title_that_could_be_a_formula_is_a_text_in_every_file(world: World) {
    let fund = closed_fund(&world).await;
    let title = "=cmd|'/C calc'!A0";
    let row = fund::ActiveModel { id: Set(fund), title_zh: Set(title.to_owned()), ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    let address = format!("/office/funds/{fund}/report/final/disclosure");
    let csv = officer.get(&format!("{address}.csv")).await;
    assert!(csv.body.contains(&format!("'{title}")) && !csv.body.contains(&format!("\n{title}")), "{}", csv.body);
    let book = unpacked(&officer.get(&format!("{address}.xlsx")).await.bytes);
    assert!(book.contains("=cmd|") && !book.contains("<f>"), "a text, and no formula anywhere");
}

async fn the_office_sees_what_it_owes_of_everything(world: World) {
    let fund = closed_fund(&world).await;
    world.plot_at("开放的", State::Open).await;
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    let list = officer.get("/office/disclosures").await;
    list.has_status(200).says("柳树湾孝心基金 · 全面公开报告").says("2027年公益“一亩地”").says("这段时间还没有结束");
    assert!(list.body.contains(&format!("/office/funds/{fund}/report/final")));
    assert!(list.body.contains("aria-label=\"看这份报告：柳树湾孝心基金 · 全面公开报告\""), "each link says which");
    officer.get("/office/plots").await.says("信息公开报告");
}

async fn who_may_not_see_a_page_gets_no_file_of_it(world: World) {
    let fund = closed_fund(&world).await;
    world.plot_at("结束的", State::Closed).await;
    let season = format!("2027-{}", world.organiser_added().await);
    let site = TestSite::new(world);
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let village = site.sign_in_as(site.world.village_desk("沙沟村").await.account()).await;
    let officer = officer(&site).await;
    for of in [format!("funds/{fund}"), format!("seasons/{season}")] {
        for end in ["pdf", "xlsx", "csv"] {
            let address = format!("/office/{of}/report/final/disclosure.{end}");
            site.visitor().get(&address).await.has_status(303);
            donor.get(&address).await.has_status(403);
            village.get(&address).await.has_status(403);
            officer.get(&address).await.has_status(200);
            officer.get(&format!("/office/{of}/report/q7/disclosure.{end}")).await.has_status(404);
            officer.get(&format!("/{of}/disclosures/999/disclosure.{end}")).await.has_status(404);
        }
    }
}
