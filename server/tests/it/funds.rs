//! Funds through the pages: a fund from its draft to the first payout, the list to sign, the public page, a supporter's
//! desk.

use axum::http::StatusCode;
use chrono::TimeDelta;
use entity::{
    fund::{correct, open, payout::State},
    outbox::Letter,
    payment::{ForWhat, reference},
    plot,
};

use crate::{
    site::{Reader, TestSite},
    world::World,
};

on_both![
    an_office_runs_a_fund_from_its_draft_to_its_first_payout,
    the_public_reads_sums_and_nobody_s_arrears,
    older_months_and_runs_are_folded_by_year,
    a_long_list_of_what_came_in_is_folded_and_goes_on,
    an_empty_list_points_to_no_form_that_is_not_there,
    a_supporter_sees_what_is_due_and_what_was_paid,
    nothing_is_due_any_more_for_who_died,
    names_stand_on_the_list_to_sign_alone,
    a_village_opens_its_own_list_and_no_other_s,
    the_money_page_leads_to_what_waits_for_an_officer,
    who_died_is_not_said_to_have_stayed_away,
    a_support_is_ended_in_two_steps_and_its_last_day_is_said,
    an_elder_joins_today_unless_an_earlier_day_is_typed,
    a_month_below_zero_is_said,
];

async fn sent(reader: &Reader<'_>, site: &TestSite, path: &str, fields: &[(&str, &str)]) -> String {
    let key = site.world.store.dice.id();
    let fields: Vec<(&str, &str)> = std::iter::once(("form", key.as_str())).chain(fields.iter().copied()).collect();
    let answer = reader.submit(path, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.words());
    answer.location().to_owned()
}

async fn an_office_runs_a_fund_from_its_draft_to_its_first_payout(world: World) {
    let organiser = world.running_phase().await.organiser_id.unwrap().to_string();
    let village = world.village().await.to_string();
    let site = TestSite::new(world);
    let officer = site.sign_in_as(site.world.officer().await.account()).await;
    officer.get("/office/funds").await.has_status(200).says("还没有基金");
    let typed = [("village", village.as_str()), ("organiser", &organiser), ("title_zh", "窑底村孝心基金")];
    let here = sent(&officer, &site, "/office/funds/new", &typed).await;
    officer.get(&here).await.has_status(200).says("还不能开放，缺少").says("规则");
    site.visitor().get("/funds/1").await.has_status(404);
    let rule = [
        ("month", "2026-10"),
        ("minimum_age", "70"),
        ("support", "100"),
        ("match_percent", "10"),
        ("cap", "50"),
        ("match_source", "government"),
        ("cadence", "monthly"),
        ("minimum_supporters", "1"),
        ("due_day", "25"),
        ("remind_before", "5"),
        ("remind_every", "10"),
        ("remind_most", "3"),
    ];
    sent(&officer, &site, "/office/funds/1/rules", &rule).await;
    sent(&officer, &site, "/office/funds/1/open", &[]).await;
    let elder = site.world.elder_since(entity::id::FundId(1), "榆树下的奶奶", "2026-10-01").await;
    let child = site.world.supporters(elder, 1).await[0].to_string();
    let typed = [
        ("source", "family"),
        ("supporter", child.as_str()),
        ("amount", "１００"),
        ("received_on", "2026-10-20"),
        ("document_no", "样例收-1"),
    ];
    sent(&officer, &site, "/office/funds/1/contributions", &typed).await;
    let again = officer.submit("/office/funds/1/contributions", &typed).await;
    again.has_status(422).says("已经有了");
    assert_eq!(again.value_of("amount").as_deref(), Some("１００"));
    officer.get("/office/funds/1/contributions").await.says(&format!("榆树下的奶奶 · 儿子（{child} 号）"));
    let torn: Vec<_> = [("source", "society")].into_iter().chain(typed[1..].iter().copied()).collect();
    let told = officer.submit("/office/funds/1/contributions", &torn).await;
    told.has_status(422).says("选了赡养人，来源就要选家庭赡养");
    let run = sent(&officer, &site, "/office/funds/1/payouts", &[]).await;
    officer.get(&run).await.says("榆树下的奶奶").says("¥100.00").says("待审核");
    sent(&officer, &site, &format!("{run}/review"), &[]).await;
    officer.get(&run).await.says("批准要由另一位干事来做");
    officer.submit(&format!("{run}/approve"), &[]).await.has_status(422).says("两位不同的干事");
    let second = site.sign_in_as(site.world.second_officer().await.account()).await;
    sent(&second, &site, &format!("{run}/approve"), &[]).await;
    second
        .submit(&format!("{run}/pay"), &[("paid_on", "2026-10-31")])
        .await
        .has_status(422)
        .says("要在 2026年10月31日 之后");
    sent(&second, &site, &format!("{run}/pay"), &[("paid_on", "2026-11-20"), ("document_no", "样例发-1")]).await;
    second.get(&run).await.says("三种来源都与账目一致").says("已发放");
    let late = [("received_on", "2026-10-31"), ("document_no", "样例收-2")];
    let late: Vec<_> = typed[..3].iter().copied().chain(late).collect();
    officer.submit("/office/funds/1/contributions", &late).await.has_status(422).says("下一期一起算");
}

async fn the_public_reads_sums_and_nobody_s_arrears(world: World) {
    let fund = world.fund_open().await;
    let elder = world.elder(fund, "榆树下的奶奶").await;
    let children = world.supporters(elder, 2).await;
    world.support(fund, children[0], "100", "2026-11-20").await;
    world.funded(fund, "government", "1,000", "2026-11-20").await;
    let site = TestSite::new(world);
    site.visitor().get("/funds").await.has_status(200).says("柳树湾孝心基金").says("70 岁以上老人 1 位");
    let page = site.visitor().get("/funds/1").await;
    page.has_status(200).says("子女赡养").says("¥1,000.00").says("样例公益会").says("不是捐赠");
    assert!(!page.body.contains("还差") && !page.words().contains("榆树下的奶奶"), "{}", page.words());
    assert!(page.body.contains("class=\"band-family\""), "the bands are drawn");
    let english = site.visitor().in_english();
    english.get("/funds/1").await.says("Children's support").says("Willow Bend fund");
    let table = site.visitor().get("/funds/1/months.csv").await;
    assert!(table.body.contains("\"2026-11\",\"子女赡养\",\"100.00\""), "{}", table.body);
    site.visitor().get("/ledger").await.says("柳树湾孝心基金").says("家庭赡养");
}

async fn older_months_and_runs_are_folded_by_year(world: World) {
    let fund = world.fund_open().await;
    let elder = world.elder_since(fund, "榆树下的奶奶", "2026-09-01").await;
    let children = world.supporters(elder, 1).await;
    world.support(fund, children[0], "100", "2026-09-20").await;
    let run = world.payout(fund, State::Paid).await;
    let mut site = TestSite::new(world);
    let officer = site.sign_in_as(site.world.officer().await.account()).await;
    let heading = "<span class=\"nowrap\">2026年9月</span>";
    assert!(officer.get(&format!("/office/payouts/{run}")).await.body.contains(heading), "a month stays in one line");
    assert!(site.visitor().get("/funds/1").await.folds().is_empty(), "the newest months stay open");
    site.later(TimeDelta::days(365));
    site.world.funded(fund, "government", "1,000", "2027-11-20").await;
    site.world.funded(fund, "society", "30", "2026-12-05").await;
    let page = site.visitor().get("/funds/1").await;
    page.says("按月 · 2026 年（1 行）");
    assert_eq!(page.folds(), [false], "of what came in; there is one payout");
    let (shown, folded) = page.body.split_once("fold prints").unwrap();
    assert!(shown.contains("2026年12月") && folded.contains("2026年9月"), "{}", page.body);
}

async fn a_long_list_of_what_came_in_is_folded_and_goes_on(world: World) {
    let fund = world.fund_open().await;
    let elder = world.elder_since(fund, "榆树下的奶奶", "2026-11-01").await;
    let child = world.supporters(elder, 1).await[0];
    for yuan in 101..=125 {
        world.support(fund, child, &yuan.to_string(), "2026-11-20").await;
    }
    let site = TestSite::new(world);
    let officer = site.sign_in_as(site.world.officer().await.account()).await;
    let here = format!("/office/funds/{fund}/contributions");
    let page = officer.get(&here).await;
    page.has_status(200).says("再早的 12 笔");
    assert_eq!(page.folds(), [false]);
    let (shown, folded) = page.body.split_once("fold prints").unwrap();
    assert!(shown.contains("¥125.00") && shown.contains("¥114.00") && !shown.contains("¥113.00"), "the newest first");
    assert!(folded.contains("¥113.00") && !page.words().contains("¥101.00"), "the oldest is on the next page");
    let next = page.body.split("href=\"").filter_map(|rest| rest.split('"').next()).find(|to| to.contains("before="));
    let next = officer.get(&next.unwrap().replace("&amp;", "&")).await;
    next.has_status(200).says("¥101.00");
    assert!(next.folds().is_empty() && next.body.contains(&format!("href=\"{here}\"")), "and back to the newest");
}

async fn an_empty_list_points_to_no_form_that_is_not_there(world: World) {
    let fund = world.fund_open().await;
    let site = TestSite::new(world);
    let (world, officer) = (&site.world, site.world.officer().await);
    let reader = site.sign_in_as(officer.account()).await;
    let here = format!("/office/funds/{fund}/contributions");
    reader.get(&here).await.has_status(200).says("还没有缴存").says("用上面的表格");
    open::close(&world.store, officer, fund, &world.form(), world.now).await.unwrap();
    let closed = reader.get(&here).await;
    closed.has_status(200).says("还没有缴存").says("基金在开放的时候才记缴存");
    assert!(!closed.words().contains("用上面的表格"), "{}", closed.words());
}

async fn a_supporter_sees_what_is_due_and_what_was_paid(world: World) {
    let fund = world.fund_open().await;
    let elder = world.elder_since(fund, "榆树下的奶奶", "2026-09-01").await;
    let lin = world.donor("lin").await.account();
    let site = TestSite::new(world);
    let reader = site.sign_in_as(lin).await;
    reader.get("/gifts/support").await.has_status(200).says("还没有登记为赡养人");
    let officer = site.sign_in_as(site.world.officer().await.account()).await;
    let typed = [("supporter_name", "林样例"), ("relation", "son"), ("email", "lin@example.org"), ("month", "2026-09")];
    sent(&officer, &site, &format!("/office/elders/{elder}/supporters"), &typed).await;
    let supporter = entity::id::SupporterId(1);
    site.world.support(fund, supporter, "100", "2026-09-20").await;
    site.world.payout(fund, State::Paid).await;
    let page = reader.get("/gifts/support").await;
    let code = reference::of(site.world.store.read(), ForWhat::Support(supporter)).await.unwrap().unwrap().code;
    page.says("怎么付款").says(&code.grouped());
    officer.get(&format!("/office/elders/{elder}")).await.says(&code.grouped());
    page.says("到本月还应缴 ¥200.00").says("榆树下的奶奶").says("2026年9月").says("发到老人手里").says("日前缴");
    let other = site.sign_in_as(site.world.donor("chen").await.account()).await;
    assert!(!other.get("/gifts/support").await.words().contains("榆树下的奶奶"));
    other.get(&format!("/gifts/payments/{code}")).await.has_status(404);
    reader.get(&format!("/gifts/payments/{code}")).await.has_status(200).says("不是捐赠，不计入捐赠合计");
    site.world.support(fund, supporter, "200", "2026-11-23").await;
    reader.get("/gifts/support").await.says("到本月都缴齐了");
    for (state, told) in [
        ("paused", "榆树下的奶奶从 2026年11月22日 起暂停，此后的月份不用缴"),
        ("exited", "榆树下的奶奶从 2026年11月22日 起退出基金，此后不用缴"),
    ] {
        let change = [("state", state), ("since_on", "2026-11-22")];
        sent(&officer, &site, &format!("/office/elders/{elder}/state"), &change).await;
        let page = reader.get("/gifts/support").await;
        page.says(told);
        for not in ["都缴齐了", "日前缴", "怎么付款"] {
            assert!(!page.words().contains(not), "{state}: {not}");
        }
    }
    let change = [("state", "active"), ("since_on", "2026-11-23")];
    sent(&officer, &site, &format!("/office/elders/{elder}/state"), &change).await;
    let kinds: Vec<&str> = site.world.letters_to("lin@example.org").await.iter().map(Letter::kind).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "elder_changed").count(), 3, "{kinds:?}");
}

async fn nothing_is_due_any_more_for_who_died(world: World) {
    let fund = world.fund_open().await;
    let elder = world.elder_since(fund, "榆树下的奶奶", "2026-09-01").await;
    let lin = world.donor("lin").await.account();
    let site = TestSite::new(world);
    let reader = site.sign_in_as(lin).await;
    let officer = site.sign_in_as(site.world.officer().await.account()).await;
    let typed = [("supporter_name", "林样例"), ("relation", "son"), ("email", "lin@example.org"), ("month", "2026-09")];
    sent(&officer, &site, &format!("/office/elders/{elder}/supporters"), &typed).await;
    reader.get("/gifts/support").await.says("到本月还应缴 ¥300.00");
    let change = [("state", "died"), ("since_on", "2026-11-22")];
    sent(&officer, &site, &format!("/office/elders/{elder}/state"), &change).await;
    let page = reader.get("/gifts/support").await;
    page.says("请节哀").says("以前没缴齐的 ¥300.00 不用补了");
    for not in ["还应缴", "都缴齐了", "还差"] {
        assert!(!page.words().contains(not), "{not}");
    }
    officer.get(&format!("/office/elders/{elder}")).await.says("以前没缴齐的 ¥300.00 不用补了");
}

async fn names_stand_on_the_list_to_sign_alone(world: World) {
    let fund = world.fund_open().await;
    let elder = world.elder_since(fund, "榆树下的奶奶", "2026-09-01").await;
    let child = world.supporters(elder, 1).await[0];
    world.support(fund, child, "100", "2026-09-20").await;
    let run = world.payout(fund, State::Approved).await;
    let site = TestSite::new(world);
    let officer = site.sign_in_as(site.world.officer().await.account()).await;
    let name = "name-榆树下的奶奶";
    let page = officer.get(&format!("/office/elders/{elder}")).await;
    assert!(!page.body.contains(name));
    officer.submit(&format!("/office/elders/{elder}/look"), &[]).await.has_status(422);
    officer.submit(&format!("/office/elders/{elder}/look"), &[("reason", "review")]).await.has_status(200).says(name);
    let pdf = officer.download(&format!("/office/payouts/{run}/signatures.pdf")).await;
    let words = printed(&pdf);
    assert!(words.contains(name), "{words}");
    let entries = officer.get("/office/journal").await;
    entries.says("打开发放签领表").says("查看老人资料");
    let school = site.sign_in_as(site.world.school("shagou").await.account()).await;
    school.get(&format!("/office/payouts/{run}/signatures.pdf")).await.has_status(403);
}

/// The first page's words, without the gaps between them.
fn printed(pdf: &[u8]) -> String {
    let words = lopdf::Document::load_mem(pdf).unwrap().extract_text(&[1]).unwrap();
    words.replace(['\n', ' '], "")
}

async fn a_village_opens_its_own_list_and_no_other_s(world: World) {
    let fund = world.fund_open().await;
    let elder = world.elder_since(fund, "榆树下的奶奶", "2026-09-01").await;
    let child = world.supporters(elder, 1).await[0];
    world.support(fund, child, "100", "2026-09-20").await;
    let run = world.payout(fund, State::Approved).await;
    let (own, other) = (world.village_desk("柳树湾村").await.account(), world.village_desk("沙沟村").await.account());
    let site = TestSite::new(world);
    let list = format!("/village/payouts/{run}/signatures.pdf");
    let own = site.sign_in_as(own).await;
    own.get(&list).await.has_status(200);
    let chinese = printed(&own.download(&list).await);
    assert!(chinese.contains("发放签领表") && chinese.contains("name-榆树下的奶奶"), "{chinese}");
    site.sign_in_as(other).await.get(&list).await.has_status(404);
    own.get("/about?lang=en").await;
    let english = printed(&own.download(&list).await);
    assert!(english.contains("WillowBendfund:listtosign"), "{english}");
    assert!(english.contains("name-榆树下的奶奶") && !english.contains("签领表"), "{english}");
}

async fn who_died_is_not_said_to_have_stayed_away(world: World) {
    let fund = world.fund_open().await;
    let mut elders = Vec::new();
    for alias in ["榆树下的奶奶", "槐树下的爷爷"] {
        let elder = world.elder_since(fund, alias, "2026-09-01").await;
        let child = world.supporters(elder, 1).await[0];
        world.support(fund, child, "100", "2026-09-20").await;
        elders.push(elder);
    }
    let run = world.payout(fund, State::Approved).await;
    let site = TestSite::new(world);
    let officer = site.sign_in_as(site.world.officer().await.account()).await;
    let [gone, away] = elders[..] else { panic!("two elders") };
    let change = [("state", "died"), ("since_on", "2026-11-22")];
    sent(&officer, &site, &format!("/office/elders/{gone}/state"), &change).await;
    sent(&officer, &site, &format!("/office/payouts/{run}/lines/{away}/hold"), &[]).await;
    let list = officer.get(&format!("/office/payouts/{run}")).await;
    list.says("已去世或退出，没有发放").says("没有到场，下一期补发");
    assert_eq!(list.body.matches("到场了</button>").count(), 1, "nobody who died was there after all");
    let page = officer.get(&format!("/office/elders/{gone}")).await;
    page.says("已去世或退出，没有发放");
    assert!(!page.body.contains("下一期补发"), "there is no next time");
    officer.get(&format!("/office/elders/{away}")).await.says("没有到场，下一期补发");
}

async fn a_support_is_ended_in_two_steps_and_its_last_day_is_said(world: World) {
    let fund = world.fund_open().await;
    let elder = world.elder_since(fund, "榆树下的奶奶", "2026-11-01").await;
    let lin = world.donor("lin").await.account();
    let site = TestSite::new(world);
    let reader = site.sign_in_as(lin).await;
    let officer = site.sign_in_as(site.world.officer().await.account()).await;
    let here = format!("/office/elders/{elder}");
    let typed = [("supporter_name", "林样例"), ("relation", "son"), ("email", "lin@example.org"), ("month", "2026-11")];
    sent(&officer, &site, &format!("{here}/supporters"), &typed).await;
    let supporter = entity::id::SupporterId(1);
    let code = reference::of(site.world.store.read(), ForWhat::Support(supporter)).await.unwrap().unwrap().code;
    officer.get(&here).await.says("到 2026年11月30日 结束：此后的月份不用缴").says("确定结束");
    sent(&officer, &site, &format!("/office/supporters/{supporter}/end"), &[]).await;
    let page = officer.get(&here).await;
    page.says("到 2026年11月30日 结束").says("到本月还应缴 ¥100.00").says(&code.grouped());
    assert!(!page.words().contains("确定结束"));
    reader.get("/gifts/support").await.says("到 2026年11月30日 结束").says(&code.grouped());
    site.world.support(fund, supporter, "100", "2026-11-20").await;
    let page = officer.get(&here).await;
    page.says("到本月都缴齐了");
    assert!(!page.words().contains("谢谢您"), "an officer is no supporter");
    assert!(!page.words().contains(&code.grouped()), "nothing more is expected");
}

async fn an_elder_joins_today_unless_an_earlier_day_is_typed(world: World) {
    let fund = world.fund_open().await;
    let site = TestSite::new(world);
    let officer = site.sign_in_as(site.world.officer().await.account()).await;
    let here = format!("/office/funds/{fund}/elders/new");
    assert_eq!(officer.get(&here).await.value_of("joined_on").as_deref(), Some("2026-11-23"));
    let typed = [
        ("alias", "榆树下的奶奶"),
        ("elder_name", "某甲"),
        ("birth_date", "1950-05-04"),
        ("form_no", "样例-1"),
        ("given_on", "2026-08-20"),
    ];
    let with = |day: &'static str| [&typed[..], &[("joined_on", day)]].concat();
    for (day, told) in [("2026-11-24", "这一天还没有到"), ("2026-08-31", "2026年9月1日")] {
        let answer = officer.submit(&here, &with(day)).await;
        answer.has_status(422).says(told);
        assert_eq!(answer.value_of("joined_on").as_deref(), Some(day));
    }
    sent(&officer, &site, &here, &with("2026-09-10")).await;
    officer.get("/office/elders/1").await.says("榆树下的奶奶").says("2026年9月10日");
}

async fn a_month_below_zero_is_said(world: World) {
    let fund = world.fund_open().await;
    let elder = world.elder_since(fund, "榆树下的奶奶", "2026-09-01").await;
    let child = world.supporters(elder, 1).await[0];
    let wrong = world.support(fund, child, "100", "2026-10-20").await;
    let page = format!("/funds/{fund}");
    let site = TestSite::new(world);
    assert!(!site.visitor().get(&page).await.words().contains("更正或退还"));
    let officer = site.world.officer().await;
    correct::correct(&site.world.store, officer, wrong, &site.world.form(), site.world.now).await.unwrap();
    site.visitor().get(&page).await.says("2026年11月，子女赡养：-¥100.00，更正或退还的比收到的多");
}

async fn the_money_page_leads_to_what_waits_for_an_officer(world: World) {
    let fund = world.fund_open().await;
    let elder = world.elder_since(fund, "榆树下的奶奶", "2026-09-01").await;
    let child = world.supporters(elder, 1).await[0];
    let wrong = world.support(fund, child, "100", "2026-09-20").await;
    world.payout(fund, State::Paid).await;
    let officer = world.officer().await;
    correct::correct(&world.store, officer, wrong, &world.form(), world.now).await.unwrap();
    let run = world.payout(fund, State::Draft).await;
    let plot = world.plot_at("南坡人家", plot::State::Harvested).await;
    world.delivered(plot).await;
    let site = TestSite::new(world);
    let reader = site.sign_in_as(officer.account()).await;
    let page = reader.get("/office/money").await;
    page.has_status(200).says("等审核、批准或发放的基金").says("柳树湾孝心基金 · 2026年10月").says("待审核");
    page.says("收成已送到、还没结算的地块").says(&format!("一亩地 {plot} 号")).says("从 2026年11月23日 起");
    page.says("低于零的余额").says("柳树湾孝心基金 · 家庭赡养").says("-¥100.00");
    let links = [format!("/office/payouts/{run}"), format!("/plots/{plot}/keep"), format!("/office/funds/{fund}")];
    for link in links {
        assert!(page.body.contains(&format!("href=\"{link}\"")), "{link}: {}", page.body);
    }
    reader.get("/office/money?lang=en").await.says("Payouts to review, approve or pay").says("Balances below zero");
}
