//! Pledges through the pages: the form on a fund's public page, the donor's desk, the office's view of what never came.

use entity::{
    id::{FundId, PledgeId},
    pledge::Every,
};

use crate::{
    site::{Reader, TestSite},
    world::World,
};

on_both![
    a_donor_pledges_on_the_fund_s_page_and_sees_it_beside_the_gifts,
    what_is_typed_wrongly_comes_back_with_its_sentence,
    a_pledge_rests_goes_on_and_ends_on_its_page,
    the_office_reads_codes_and_no_donor,
];

async fn donor<'s>(site: &'s TestSite, name: &str) -> Reader<'s> {
    site.sign_in_as(site.world.donor(name).await.account()).await
}

/// The key of the first form of a page.
async fn key(reader: &Reader<'_>, address: &str) -> String {
    reader.get(address).await.has_status(200).value_of("form").unwrap()
}

async fn a_donor_pledges_on_the_fund_s_page_and_sees_it_beside_the_gifts(world: World) {
    let fund = world.fund_open().await;
    let site = TestSite::new(world);
    let page = format!("/funds/{fund}");
    site.visitor().get(&page).await.says("登录后认捐");
    let school = site.sign_in_as(site.world.school("shagou").await.account()).await;
    school.get(&page).await.says("用爱心人士的账户登录");
    let lin = donor(&site, "lin").await;
    let key = key(&lin, &page).await;
    let typed = [("form", key.as_str()), ("amount", "３０"), ("every", "monthly")];
    let made = lin.submit(&format!("{page}/pledge"), &typed).await;
    let own = made.has_status(303).location().to_owned();
    assert_eq!(lin.submit(&format!("{page}/pledge"), &typed).await.location(), own, "sent twice, made once");
    let shown = lin.get(&own).await;
    shown
        .has_status(200)
        .says("每月 ¥30.00")
        .says("进行中")
        .says("怎么付款")
        .says("0000-042")
        .says("到本月还差 ¥30.00");
    let desk = lin.get("/gifts").await;
    desk.says("我的认捐").says("柳树湾孝心基金");
    assert!(desk.body.contains(&own));
    lin.get("/gifts/pledges").await.has_status(200).says("每月 ¥30.00");
    let code = site.world.code_of(PledgeId(1)).await;
    lin.get(&format!("/gifts/payments/{code}")).await.says("看这份认捐");
    let english = lin.window().in_english();
    english.get("/about?lang=en").await;
    english.get(&own).await.says("¥30.00 a month").says("Pause");
    donor(&site, "chen").await.get(&own).await.has_status(404);
}

async fn what_is_typed_wrongly_comes_back_with_its_sentence(world: World) {
    let fund = world.fund_open().await;
    world.pledged(fund, "lin", "30", Every::Monthly.key()).await;
    let site = TestSite::new(world);
    let lin = donor(&site, "lin").await;
    let address = format!("/funds/{fund}/pledge");
    let wrong = lin.submit(&address, &[("form", "a"), ("amount", "三十"), ("every", "monthly")]).await;
    wrong.has_status(422);
    assert_eq!(wrong.value_of("amount").as_deref(), Some("三十"), "what was typed is still there");
    let again = lin.submit(&address, &[("form", "b"), ("amount", "50"), ("every", "monthly")]).await;
    again.has_status(422).says("您已经每月给这个基金认捐");
    lin.submit("/funds/999/pledge", &[("amount", "50"), ("every", "once")]).await.has_status(404);
    site.visitor().submit(&address, &[("amount", "50"), ("every", "once")]).await.has_status(303);
}

async fn a_pledge_rests_goes_on_and_ends_on_its_page(world: World) {
    let fund = world.fund_open().await;
    let id = world.pledged(fund, "lin", "30", Every::Monthly.key()).await;
    let site = TestSite::new(world);
    let lin = donor(&site, "lin").await;
    let own = format!("/gifts/pledges/{id}");
    for (act, says) in [("pause", "已暂停"), ("resume", "进行中"), ("stop", "已结束")] {
        lin.submit(&format!("{own}/{act}"), &[("form", act)]).await.has_status(303);
        lin.get(&own).await.has_status(200).says(says);
    }
    lin.submit(&format!("{own}/resume"), &[("form", "late")]).await.has_status(409).says("现在不能做这一步");
    assert!(!lin.get("/gifts").await.body.contains(&own), "what is over stands on its own list alone");
    lin.get("/gifts/pledges").await.says("已结束");
    let chen = donor(&site, "chen").await;
    chen.submit(&format!("{own}/stop"), &[("form", "x")]).await.has_status(404);
}

async fn the_office_reads_codes_and_no_donor(mut world: World) {
    let fund: FundId = world.fund_open().await;
    let id = world.pledged(fund, "lin", "30", Every::Monthly.key()).await;
    let code = world.code_of(id).await.grouped();
    world.later(chrono::TimeDelta::days(40));
    let site = TestSite::new(world);
    let officer = site.sign_in_as(site.world.officer().await.account()).await;
    let money = officer.get("/office/money").await;
    money.has_status(200).says("每月认捐没到账").says(&format!("柳树湾孝心基金 · {code}"));
    money.says("还差 ¥60.00").says("从 2026年11月 起");
    assert!(!money.words().contains("lin@example.org"));
    officer.get(&format!("/office/funds/{fund}")).await.says("每月认捐 1 份，每月 ¥30.00");
}
