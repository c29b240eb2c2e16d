//! A season's end and the next one's beginning in a browser: a harvest put right, a shortfall made up or credited to
//! the next season, who may adopt that and when, and the papers in English.

use entity::{
    Code,
    adoption::list,
    id::PlotId,
    plot::{self, ShortfallRule, State, close, open, renew, settle},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::{
    plots::{donor, office, village},
    site::TestSite,
    world::World,
};

on_both![
    a_sowing_is_put_right_by_the_office,
    a_field_handed_over_waits_for_its_signatures,
    a_harvest_is_put_right_at_the_desk,
    what_the_village_made_up_stands_on_the_donors_page,
    a_credit_comes_off_the_next_seasons_price,
    who_comes_later_reads_it_before_any_form,
    a_field_that_is_all_adopted_says_so,
    what_is_left_of_a_credit_leads_to_its_refund,
    the_papers_can_be_read_in_english,
    the_village_finds_the_receipt_that_it_has_signed,
];

/// The contract of the only adoption.
async fn contract_of(world: &World, id: PlotId) -> Code {
    let keeper = world.keeper().await;
    list::of_plot(world.store.read(), keeper, id).await.unwrap().pop().unwrap().adoption.code
}

async fn a_sowing_is_put_right_by_the_office(world: World) {
    let site = TestSite::new(world);
    let id = site.world.plot_at("南坡人家", State::Growing).await;
    let (keep, action) = (format!("/plots/{id}/keep"), format!("/plots/{id}/unsow"));
    let (village, office) = (village(&site).await, office(&site).await);
    assert!(!village.get(&keep).await.has_status(200).body.contains(&action), "the office alone");
    village.submit(&action, &[("form", "v"), ("reason", "slip")]).await.has_status(403);
    office.get(&keep).await.has_status(200).says("登记错了，还没有播种").says("地里还没有种");
    let told = office.submit(&action, &[("form", "o"), ("reason", "")]).await;
    assert!(told.has_status(422).body.contains("href=\"#reason\""), "{}", told.words());
    for _ in 0..2 {
        let done = office.submit(&action, &[("form", "k"), ("reason", "not_yet")]).await;
        assert_eq!(done.has_status(303).location(), keep);
    }
    let page = office.get(&keep).await;
    assert!(!page.says("已更正，信已寄给认养人").body.contains(&action), "it is open again");
    assert_eq!(site.world.plot(id).await.state, State::Open);
    assert_eq!(site.world.letters_of("plot_not_sown").await, 1);
    let log = site.visitor().get(&format!("/plots/{id}")).await;
    log.says("2026年11月23日 登记的播种是误记，当时还没有播种。").says("出苗了，很齐。");
    office.submit(&action, &[("form", "l"), ("reason", "slip")]).await.has_status(409);
}

async fn a_field_handed_over_waits_for_its_signatures(world: World) {
    let id = world.plot_at("南坡人家", State::Open).await;
    let code = world.adopted(id, "lin", 3).await;
    let other = world.household("北坡人家").await.to_string();
    let site = TestSite::new(world);
    let (office, keep, grow) = (office(&site).await, format!("/plots/{id}/keep"), format!("/plots/{id}/grow"));
    assert!(office.get(&keep).await.has_status(200).body.contains(&grow));
    let chosen = [("next_household", other.as_str())];
    assert_eq!(office.submit(&format!("/plots/{id}/hand-over"), &chosen).await.location(), keep);
    let page = office.get(&keep).await;
    page.says("还有 1 份合同农户没有签字。在下面记下签字以后，才能登记播种");
    assert!(!page.body.contains(&grow), "a form that would only be refused");
    let contract = donor(&site, "lin").await.get(&format!("/gifts/plots/{code}")).await;
    contract.says("2026年11月23日 起由同村另一户接着种").says("北坡人家");
}

/// The words of a PDF, however its lines are broken.
fn joined(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&pages).unwrap().split_whitespace().collect()
}

#[track_caller]
fn prints(pdf: &[u8], sentences: &[&str]) {
    let words = joined(pdf);
    for sentence in sentences {
        let sought: String = sentence.split_whitespace().collect();
        assert!(words.contains(&sought), "“{sentence}” is not in {words}");
    }
}

async fn a_harvest_is_put_right_at_the_desk(world: World) {
    let site = TestSite::new(world);
    let id = site.world.plot_at("南坡人家", State::Shortfall).await;
    let (village, action, keep) = (village(&site).await, format!("/plots/{id}/harvest"), format!("/plots/{id}/keep"));
    let page = village.get(&keep).await;
    page.has_status(200).says("更正收成");
    assert_eq!(page.value_of("weight").as_deref(), Some("30"), "what stands there can be mended");
    let without = [("weight", "1039.5"), ("test_no", "检-2"), ("evidence", "")];
    let told = village.submit(&action, &without).await;
    told.has_status(422).says("请写下原因").says("整块地约定 125 公斤，这里写的是两倍还多");
    assert_eq!(told.value_of("weight").as_deref(), Some("1039.5"), "what was typed is still there");
    let sound = [&without[..], &[("reason", "mistyped"), ("meant", "yes"), ("form", "a")]].concat();
    for _ in 0..2 {
        assert_eq!(village.submit(&action, &sound).await.location(), keep);
    }
    let page = site.visitor().get(&format!("/plots/{id}")).await;
    page.says("已收获").says("1,039.5 公斤").says("检-2");
    assert!(!page.body.contains("冰雹"), "it is no shortfall any more");
    let typed = village.get(&keep).await.value_of("weight");
    assert_eq!(typed.as_deref(), Some("1039.5"), "grouped for readers, plain to type over");
    let office = office(&site).await;
    office.get("/office/journal").await.says("更正收成").says("写错了");
    let acts = site.world.acts().await;
    assert_eq!(acts.iter().filter(|act| *act == "harvest_corrected").count(), 1, "once");
    let delivered = [("delivered_on", "2026-11-23"), ("delivery_note", "快递寄出。")];
    office.submit(&format!("/plots/{id}/deliver"), &delivered).await.has_status(303);
    village.submit(&action, &sound[..5]).await.has_status(409);
    assert!(!village.get(&keep).await.body.contains("更正收成"));
}

async fn what_the_village_made_up_stands_on_the_donors_page(world: World) {
    let site = TestSite::new(world);
    let id = site.world.plot_at("南坡人家", State::Shortfall).await;
    let row = plot::ActiveModel { id: Set(id), shortfall_rule: Set(ShortfallRule::Substitute), ..Default::default() };
    row.update(site.world.store.writer()).await.unwrap();
    let (office, deliver) = (office(&site).await, format!("/plots/{id}/deliver"));
    office.get(&format!("/plots/{id}/keep")).await.says("补了什么");
    let bare = [("delivered_on", "2026-11-23"), ("delivery_note", "快递寄出。")];
    office.submit(&deliver, &bare).await.has_status(422).says("请填写补了什么");
    let sound = [&bare[..], &[("made_up", "村里另一块地补了 7.5 公斤谷子。")]].concat();
    office.submit(&deliver, &sound).await.has_status(303);
    let code = contract_of(&site.world, id).await;
    let own = donor(&site, "lin").await.get(&format!("/gifts/plots/{code}")).await;
    own.says("补了什么、去了哪里").says("村里另一块地补了 7.5 公斤谷子。").says("村委会记录：七月下了冰雹");
    own.says("寄给您的份额").says("37.5 公斤");
    let public = site.visitor().get(&format!("/plots/{id}")).await;
    assert!(!public.says("村里另一块地补了 7.5 公斤谷子。").body.contains("寄给您的份额"));
}

async fn a_credit_comes_off_the_next_seasons_price(world: World) {
    let site = TestSite::new(world);
    let (store, officer, now) = (&site.world.store, site.world.officer().await, site.world.now);
    let id = site.world.plot_at("南坡人家", State::Shortfall).await;
    site.world.delivered(id).await;
    let office = office(&site).await;
    office.get(&format!("/plots/{id}/keep")).await.says("认养人下一季的抵扣 ¥294.00 先留着");
    let typed = settle::Typed { settled_on: "2026-11-23".to_owned(), receipt_signed: "收-7".to_owned() };
    settle::settle(store, officer, id, &typed, &site.world.form(), now).await.unwrap();
    let next = renew::renew(store, officer, id, &site.world.form(), now).await.unwrap();
    open::open(store, officer, next, &open::Typed::default(), &site.world.form(), now).await.unwrap();
    let (lin, page) = (donor(&site, "lin").await, format!("/plots/{next}"));
    lin.get(&page).await.has_status(200).says("您上一季的抵扣还有 ¥294.00");
    assert!(!site.visitor().get(&page).await.body.contains("抵扣还有"));
    let mine = lin.submit(&format!("{page}/adopt"), &[("shares", "2"), ("form", "a")]).await;
    let contract = lin.get(mine.location()).await;
    contract.says("价钱 ¥980.00，减去上一季歉收的抵扣 ¥196.00，应付 ¥784.00");
    lin.get(&page).await.says("您上一季的抵扣还有 ¥98.00");
}

async fn who_comes_later_reads_it_before_any_form(world: World) {
    let site = TestSite::new(world);
    let (store, officer, now) = (&site.world.store, site.world.officer().await, site.world.now);
    let id = site.world.plot_at("南坡人家", State::Settled).await;
    let next = renew::renew(store, officer, id, &site.world.form(), now).await.unwrap();
    open::open(store, officer, next, &open::Typed::default(), &site.world.form(), now).await.unwrap();
    let (page, form) = (format!("/plots/{next}"), "认养几份");
    let other = donor(&site, "qian").await.get(&page).await;
    other.has_status(200).says("上一季的认养人先选，之后才向大家开放").says("看别的地块");
    assert!(!other.body.contains(form), "a form that would only be refused");
    let visitor = site.visitor().get(&page).await;
    visitor.says("上一季的认养人先选，之后才向大家开放").says("上一季认养过的，请登录");
    let adopter = donor(&site, "lin").await.get(&page).await;
    adopter.says("您认养过上一季").says(form);
}

async fn a_field_that_is_all_adopted_says_so(world: World) {
    let site = TestSite::new(world);
    let id = site.world.plot_at("南坡人家", State::Open).await;
    site.world.reserved(id, "lin", 10).await;
    let page = site.visitor().get(&format!("/plots/{id}")).await;
    page.has_status(200).says("已全部认养").says("这块地的份数都有人认养了").says("看别的地块");
    assert!(!page.body.contains("可认养</span>"), "nothing can be adopted");
    site.visitor().in_english().get(&format!("/plots/{id}?lang=en")).await.says("All shares of this plot are adopted");
    let qian = donor(&site, "qian").await;
    qian.submit(&format!("/plots/{id}/adopt"), &[("shares", "1")]).await.has_status(422).says("刚刚被认养完了");
    site.visitor().get("/plots").await.says("已全部认养").says("2026年12月21日–2027年10月10日");
}

async fn what_is_left_of_a_credit_leads_to_its_refund(world: World) {
    let (store, officer, now) = (&world.store, world.officer().await, world.now);
    let id = world.plot_at("南坡人家", State::Shortfall).await;
    world.delivered(id).await;
    let typed = settle::Typed { settled_on: "2026-11-23".to_owned(), receipt_signed: "收-7".to_owned() };
    settle::settle(store, officer, id, &typed, &world.form(), now).await.unwrap();
    close::close(store, officer, id, &world.form(), now).await.unwrap();
    let site = TestSite::new(world);
    let office = office(&site).await;
    let page = office.get("/office/money").await;
    page.has_status(200).says("用不上的抵扣，要退还").says(&format!("一亩地 {id} 号")).says("¥294.00");
    let (_, link) = page.body.split_once("href=\"/office/payments/").unwrap();
    let (number, rest) = link.split_once('?').unwrap();
    assert!(rest.starts_with("amount=294.00&amp;reason=credit#return\""), "{rest}");
    let payment = format!("/office/payments/{number}");
    let refund = office.get(&format!("{payment}?amount=294.00&reason=credit")).await;
    assert_eq!(refund.value_of("amount").as_deref(), Some("294.00"));
    assert!(refund.body.contains("<option value=\"credit\" selected"), "{}", refund.body);
    assert!(refund.body.contains("id=\"return\""));
    let too_much = office.get(&format!("{payment}?amount=9999")).await;
    assert_eq!(too_much.value_of("amount").as_deref(), Some("1470.00"), "more than it is");
    office.submit(&format!("{payment}/return"), &[("amount", "294.00")]).await.has_status(422).says("请写下原因");
    let fields = [("amount", "294.00"), ("reason", "credit"), ("form", "a")];
    office.submit(&format!("{payment}/return"), &fields).await.has_status(303);
    assert!(!office.get("/office/money").await.body.contains("用不上的抵扣"));
    office.get("/office/money?lang=en").await.says("Money to be given back");
}

async fn the_papers_can_be_read_in_english(world: World) {
    let site = TestSite::new(world);
    let id = site.world.plot_at("南坡人家", State::Harvested).await;
    let code = contract_of(&site.world, id).await;
    let own = donor(&site, "lin").await.download(&format!("/gifts/plots/{code}/contract.pdf?lang=en")).await;
    prints(
        &own,
        &[
            "Contract of adoption, one-acre plot",
            "the first party adopts 3 of 10 shares for ¥1,470.00",
            "Sheep manure, no weedkiller",
            "no return, interest or buy-back is promised",
            "Signed on paper by the second party on 23 November 2026",
            "lin的合同名",
        ],
    );
    assert!(!joined(&own).contains("真名"), "the donor does not learn who farms");
    let keeper = village(&site).await;
    let to_sign = keeper.download(&format!("/plots/{id}/contracts/{code}/contract.pdf?lang=en")).await;
    prints(&to_sign, &["Head of the household: 南坡人家的真名", "lin的合同名", "Witness's signature and stamp"]);
    assert!(!joined(&to_sign).contains("lin的收件地址"), "the household does not learn where the donor lives");
    site.world.delivered(id).await;
    let receipt = keeper.download(&format!("/plots/{id}/receipt.pdf?lang=en")).await;
    prints(
        &receipt,
        &[
            "Receipt, one-acre plot",
            "gave 40 kg this season, delivered as the contracts say",
            "Of what its adopters paid, ¥1,470.00 is paid out by the published split",
            "The farmer's part, ¥660.00",
            "Received by (head of the household)",
        ],
    );
}

async fn the_village_finds_the_receipt_that_it_has_signed(world: World) {
    let site = TestSite::new(world);
    let id = site.world.plot_at("南坡人家", State::Shortfall).await;
    let village = village(&site).await;
    let (keep, paper) = (format!("/plots/{id}/keep"), format!("/plots/{id}/receipt.pdf"));
    assert!(!village.get(&keep).await.body.contains(&paper), "there is nothing to sign for yet");
    site.world.delivered(id).await;
    let page = village.get(&keep).await;
    page.has_status(200).says("在村委会见证下签字");
    assert!(page.body.contains(&format!("href=\"{paper}\"")) && !page.body.contains("/settle\""), "{}", page.words());
    // Of the ¥1,470.00 that were paid, ¥294.00 stay for the next season.
    prints(&village.download(&paper).await, &["认养人为这块地付的钱里，¥1,176.00 按公布的分法付出"]);
}
