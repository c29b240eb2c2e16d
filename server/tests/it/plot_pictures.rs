//! Pictures of a plot's diary and of the page that its household signed: public is what grows, and of a person nothing
//! is shown to anybody but who keeps the plot.

use axum::http::StatusCode;
use entity::{
    adoption::list,
    id::AccountId,
    plot::{self, State},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::{
    pictures::drawn,
    site::{Answer, Reader, TestSite},
    world::World,
};

on_both![
    a_picture_of_the_field_is_public_clean_and_taken_down,
    a_picture_in_which_somebody_could_be_known_is_not_taken,
    the_signed_page_is_for_its_village_and_the_office_and_each_look_is_written_down,
    a_scan_that_cannot_be_read_is_told_at_its_own_form,
    the_signed_page_goes_with_the_household,
    the_signed_page_goes_where_another_household_takes_over,
    a_receipt_is_kept_with_the_settlement_and_a_better_one_after_it,
    a_receipt_can_come_after_the_settlement_and_goes_with_the_household,
];

async fn village<'s>(site: &'s TestSite, name: &str) -> Reader<'s> {
    site.sign_in_as(site.world.village_desk(name).await.account()).await
}

async fn office(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.officer().await.account()).await
}

async fn donor<'s>(site: &'s TestSite, name: &str) -> Reader<'s> {
    let account: AccountId = site.world.donor(name).await.account();
    site.sign_in_as(account).await
}

/// The address of the first picture of a page.
fn picture_in(page: &Answer) -> Option<String> {
    let (_, rest) = page.body.split_once("\"/pictures/")?;
    rest.split('"').next().map(|rest| format!("/pictures/{rest}"))
}

const ENTRY: [(&str, &str); 2] = [("on_day", "2026-11-23"), ("diary", "出苗了，垄里很齐。")];

async fn a_picture_of_the_field_is_public_clean_and_taken_down(world: World) {
    let id = world.plot_at("南坡人家", State::Growing).await;
    let site = TestSite::new(world);
    let (keep, public) = (format!("/plots/{id}/keep"), format!("/plots/{id}"));
    let village = village(&site, "沙沟村").await;
    assert!(picture_in(&village.get(&keep).await).is_none());
    let fields = [&ENTRY[..], &[("form", "a"), ("sure", "yes")]].concat();
    let file = drawn::with_metadata();
    let sent = village.upload(&format!("{public}/diary"), &fields, ("IMG_1.jpg", &file)).await;
    assert_eq!(sent.location(), keep, "{}", sent.words());
    let again = village.upload(&format!("{public}/diary"), &fields, ("IMG_1.jpg", &file)).await;
    assert_eq!(again.location(), keep, "sent twice, written once");
    let page = site.visitor().get(&public).await;
    assert!(page.has_status(200).body.contains("2026年11月23日 的地里"), "what it shows is said");
    let address = picture_in(&page).unwrap();
    assert_eq!(page.body.matches("/medium.jpg\"").count(), 1, "one picture");
    let picture = site.visitor().get(&address).await;
    picture.has_status(200);
    assert_eq!(picture.headers.get("content-type").unwrap(), "image/jpeg");
    for mark in drawn::MARKS {
        assert!(!picture.bytes.windows(mark.len()).any(|at| at == mark.as_bytes()), "{mark} came out");
    }
    // An entry without a picture is written as before.
    assert_eq!(village.submit(&format!("{public}/diary"), &ENTRY).await.location(), keep);
    let office = office(&site).await;
    let words = office.get(&keep).await;
    let action = words.body.split("action=\"").filter_map(|rest| rest.split('"').next());
    let action = action.into_iter().find(|action| action.ends_with("/take-down")).unwrap().to_owned();
    village.submit(&action, &[("form", "x")]).await.has_status(403);
    assert_eq!(office.submit(&action, &[("form", "x")]).await.location(), keep);
    assert!(picture_in(&site.visitor().get(&public).await).is_none());
    office.get(&address).await.has_status(404);
}

async fn a_picture_in_which_somebody_could_be_known_is_not_taken(world: World) {
    let id = world.plot_at("南坡人家", State::Growing).await;
    let site = TestSite::new(world);
    let village = village(&site, "沙沟村").await;
    let address = format!("/plots/{id}/diary");
    let file = drawn::jpeg(640, 480);
    let told = village.upload(&address, &ENTRY, ("IMG_1.jpg", &file)).await;
    told.has_status(422);
    assert_eq!(told.value_of("on_day").as_deref(), Some("2026-11-23"), "what was typed is still there");
    let fields = [&ENTRY[..], &[("sure", "yes")]].concat();
    village.upload(&address, &fields, ("IMG_1.svg", b"<svg></svg>")).await.has_status(422);
    assert!(picture_in(&site.visitor().get(&format!("/plots/{id}")).await).is_none());
}

async fn the_signed_page_is_for_its_village_and_the_office_and_each_look_is_written_down(world: World) {
    let id = world.plot_at("南坡人家", State::Open).await;
    let code = world.signed(id, "lin", 2).await;
    let site = TestSite::new(world);
    let (own, keep) = (village(&site, "沙沟村").await, format!("/plots/{id}/keep"));
    let typed = [("adoption", code.as_str()), ("signed_on", "2026-11-23"), ("paper_no", "样例-1")];
    let sent = own.upload(&format!("/plots/{id}/signature"), &typed, ("scan.jpg", &drawn::jpeg(640, 900))).await;
    assert_eq!(sent.location(), keep, "{}", sent.words());
    let page = own.get(&keep).await;
    page.says("看签字页");
    let address = picture_in(&page).unwrap();
    let looks = async || site.world.acts().await.iter().filter(|act| *act == "paper_looked").count();
    assert_eq!(looks().await, 0);
    own.get(&address).await.has_status(200);
    office(&site).await.get(&address).await.has_status(200);
    assert_eq!(looks().await, 2);
    village(&site, "麻会村").await.get(&address).await.has_status(404);
    donor(&site, "lin").await.get(&address).await.has_status(404);
    site.sign_in_as(site.world.school("shagou").await.account()).await.get(&address).await.has_status(404);
    assert_eq!(site.visitor().get(&address).await.status, StatusCode::SEE_OTHER);
    assert_eq!(looks().await, 2, "who is not let in has not looked");
    assert!(picture_in(&site.visitor().get(&format!("/plots/{id}")).await).is_none());
    // A better scan takes its place.
    own.upload(&format!("/plots/{id}/signature"), &typed, ("scan.jpg", &drawn::jpeg(900, 640))).await;
    assert_ne!(picture_in(&own.get(&keep).await).unwrap(), address);
    own.get(&address).await.has_status(404);
}

async fn a_scan_that_cannot_be_read_is_told_at_its_own_form(world: World) {
    let id = world.plot_at("南坡人家", State::Growing).await;
    let keeper = world.keeper().await;
    let code = list::of_plot(world.store.read(), keeper, id).await.unwrap()[0].adoption.code.clone();
    let site = TestSite::new(world);
    let own = village(&site, "沙沟村").await;
    let typed = [("adoption", code.as_str()), ("signed_on", "2026-11-23"), ("paper_no", "样例-1")];
    let told = own.upload(&format!("/plots/{id}/signature"), &typed, ("scan.svg", b"<svg></svg>")).await;
    told.has_status(422);
    let is_marked = |action: &str| {
        let form = told.body.split("<form").find(|form| form.contains(&format!("action=\"/plots/{id}/{action}\"")));
        form.unwrap().split("</form>").next().unwrap().contains("aria-invalid")
    };
    assert_eq!((is_marked("signature"), is_marked("diary")), (true, false));
    assert_eq!(told.body.matches("id=\"file\"").count(), 1, "the summary leads to it");
}

async fn the_signed_page_goes_with_the_household(world: World) {
    let id = world.plot_at("南坡人家", State::Growing).await;
    let household = world.plot(id).await.household_id;
    let keeper = world.keeper().await;
    let code = list::of_plot(world.store.read(), keeper, id).await.unwrap()[0].adoption.code.clone();
    let site = TestSite::new(world);
    let office = office(&site).await;
    let typed =
        [("adoption", code.as_str()), ("signed_on", "2026-11-23"), ("paper_no", "样例-1"), ("correction", "yes")];
    office.upload(&format!("/plots/{id}/signature"), &typed, ("scan.jpg", &drawn::jpeg(640, 900))).await;
    let address = picture_in(&office.get(&format!("/plots/{id}/keep")).await).unwrap();
    let row = plot::ActiveModel { id: Set(id), state: Set(State::Closed), ..Default::default() };
    row.update(site.world.store.writer()).await.unwrap();
    office.submit(&format!("/households/{household}/erase"), &[("sure", "yes"), ("form", "e")]).await.has_status(303);
    office.get(&address).await.has_status(404);
}

async fn the_signed_page_goes_where_another_household_takes_over(world: World) {
    let id = world.plot_at("南坡人家", State::Growing).await;
    let next = world.household("北坡人家").await.to_string();
    let keeper = world.keeper().await;
    let code = list::of_plot(world.store.read(), keeper, id).await.unwrap()[0].adoption.code.clone();
    let site = TestSite::new(world);
    let (office, keep) = (office(&site).await, format!("/plots/{id}/keep"));
    let typed =
        [("adoption", code.as_str()), ("signed_on", "2026-11-23"), ("paper_no", "样例-1"), ("correction", "yes")];
    office.upload(&format!("/plots/{id}/signature"), &typed, ("scan.jpg", &drawn::jpeg(640, 900))).await;
    let address = picture_in(&office.get(&keep).await).unwrap();
    let chosen = [("next_household", next.as_str()), ("form", "h")];
    let handed = office.submit(&format!("/plots/{id}/hand-over"), &chosen).await;
    assert_eq!(handed.location(), keep);
    office.get(&address).await.has_status(404);
    assert!(picture_in(&office.get(&keep).await).is_none());
    let typed = [("weight", "40"), ("test_no", "检-1"), ("evidence", "")];
    let unsigned = office.submit(&format!("/plots/{id}/harvest"), &typed).await;
    assert!(unsigned.status.is_client_error());
    unsigned.says("还有 1 份合同没有农户签字");
}

async fn a_receipt_is_kept_with_the_settlement_and_a_better_one_after_it(world: World) {
    let id = world.plot_at("南坡人家", State::Harvested).await;
    world.delivered(id).await;
    let site = TestSite::new(world);
    let (office, keep, settle) = (office(&site).await, format!("/plots/{id}/keep"), format!("/plots/{id}/settle"));
    let scan = drawn::jpeg(640, 900);
    let none = [("settled_on", "2026-11-23"), ("receipt_signed", "")];
    let told = office.upload(&settle, &none, ("scan.jpg", &scan)).await;
    told.has_status(422).says("请填写收据编号");
    assert_eq!(told.value_of("settled_on").as_deref(), Some("2026-11-23"), "what was typed is still there");
    let sound = [("settled_on", "2026-11-23"), ("receipt_signed", "收-1"), ("form", "s")];
    office.upload(&settle, &sound, ("scan.svg", b"<svg></svg>")).await.has_status(422);
    assert_eq!(site.world.plot(id).await.state, State::Harvested, "nothing is settled without the scan that was sent");
    for _ in 0..2 {
        assert_eq!(office.upload(&settle, &sound, ("scan.jpg", &scan)).await.location(), keep);
    }
    let page = office.get(&keep).await;
    page.says("已结算").says("看收据");
    let address = picture_in(&page).unwrap();
    let looks = async || site.world.acts().await.iter().filter(|act| *act == "paper_looked").count();
    let own = village(&site, "沙沟村").await;
    own.get(&address).await.has_status(200);
    office.get(&address).await.has_status(200);
    assert_eq!(looks().await, 2);
    village(&site, "麻会村").await.get(&address).await.has_status(404);
    donor(&site, "lin").await.get(&address).await.has_status(404);
    assert_eq!(site.visitor().get(&address).await.status, StatusCode::SEE_OTHER);
    assert_eq!(looks().await, 2, "who is not let in has not looked");
    office.get("/office/journal").await.says("查看签字页").says("收据");
    // A better one takes its place.
    let receipt = format!("/plots/{id}/receipt");
    own.upload(&receipt, &[("form", "b")], ("scan.jpg", &drawn::jpeg(900, 640))).await.has_status(303);
    assert_ne!(picture_in(&own.get(&keep).await).unwrap(), address);
    own.get(&address).await.has_status(404);
}

async fn a_receipt_can_come_after_the_settlement_and_goes_with_the_household(world: World) {
    let id = world.plot_at("南坡人家", State::Settled).await;
    let growing = world.plot_at("北坡人家", State::Growing).await;
    let household = world.plot(id).await.household_id;
    let site = TestSite::new(world);
    let (own, office, keep) = (village(&site, "沙沟村").await, office(&site).await, format!("/plots/{id}/keep"));
    let receipt = format!("/plots/{id}/receipt");
    own.submit(&receipt, &[("form", "a")]).await.has_status(422).says("请选择文件");
    let scan = drawn::jpeg(640, 900);
    let early = own.upload(&format!("/plots/{growing}/receipt"), &[("form", "g")], ("scan.jpg", &scan)).await;
    early.has_status(409);
    let other = village(&site, "麻会村").await;
    other.upload(&receipt, &[("form", "o")], ("scan.jpg", &scan)).await.has_status(404);
    for _ in 0..2 {
        assert_eq!(own.upload(&receipt, &[("form", "b")], ("scan.jpg", &scan)).await.location(), keep);
    }
    assert_eq!(site.world.acts().await.iter().filter(|act| *act == "receipt_scanned").count(), 1, "once");
    let address = picture_in(&own.get(&keep).await).unwrap();
    let row = plot::ActiveModel { id: Set(id), state: Set(State::Closed), ..Default::default() };
    row.update(site.world.store.writer()).await.unwrap();
    office.submit(&format!("/households/{household}/erase"), &[("sure", "yes"), ("form", "e")]).await.has_status(303);
    office.get(&address).await.has_status(404);
    office.upload(&receipt, &[("form", "c")], ("scan.jpg", &scan)).await.has_status(409);
}
