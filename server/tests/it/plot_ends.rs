//! What hinders the end of a contract or a season, and what helps, in a browser: money of which a part came, that stays
//! after the settlement, a wrong number on paper, and a field on which nothing grew.

use chrono::TimeDelta;
use entity::{
    Code,
    adoption::list,
    clock,
    household::erase,
    id::PlotId,
    ledger::record,
    payment::{ForWhat, State as Part, reference, refund, undo},
    plot::{self, ShortfallRule, State, harvest},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::{
    plots::{donor, office, village},
    site::TestSite,
    world::World,
};

on_both![
    who_paid_a_part_is_told_to_ask_for_it_first,
    what_stays_after_a_settlement_is_settled_further_and_then_closed,
    a_paper_s_number_is_shown_and_corrected_on_purpose,
    where_nothing_grew_nothing_is_asked_of_the_delivery,
    a_correction_says_whether_anybody_was_written_to,
];

/// Lin's three shares, paid with 1,470 yuan, under the rule that gives money back; 37.5 kilograms were promised.
async fn harvested(world: &World, kilograms: &str) -> (PlotId, Code) {
    let id = world.plot_at("南坡人家", State::Growing).await;
    let rule = Set(ShortfallRule::Refund);
    let row = plot::ActiveModel { id: Set(id), shortfall_rule: rule, ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
    let [weight, test_no, evidence, meant] =
        [kilograms, "样例-检-7", "村委会记录：七月下了冰雹", "yes"].map(ToOwned::to_owned);
    let typed = harvest::Typed { weight, test_no, evidence, meant };
    let keeper = world.keeper().await;
    harvest::harvest(&world.store, keeper, id, &typed, &world.form(), world.now).await.unwrap();
    let code = list::of_plot(world.store.read(), keeper, id).await.unwrap()[0].adoption.code.clone();
    (id, code)
}

async fn who_paid_a_part_is_told_to_ask_for_it_first(world: World) {
    let id = world.plot_at("南坡人家", State::Open).await;
    let code = world.signed(id, "lin", 2).await;
    let what = ForWhat::Adoption(world.adoption(&code).await.id);
    let its = reference::of(world.store.read(), what).await.unwrap().unwrap();
    let mut site = TestSite::new(world);
    let (mine, release) = (format!("/gifts/plots/{code}"), format!("/gifts/plots/{code}/release"));
    let lin = donor(&site, "lin").await;
    assert!(lin.get(&mine).await.body.contains(&release), "while nothing has come");
    site.world.arrives(its.code.as_str(), "100").await.unwrap();
    let page = lin.get(&mine).await;
    page.says("这份合同已经到账 ¥100.00，所以这里不能直接还回份额")
        .says("退还以后就能在这里还回份额")
        .says("没有付清，合同自动结束");
    assert!(!page.body.contains(&release), "no form that would only be refused");
    lin.submit(&release, &[]).await.has_status(409).says("已经到账 ¥100.00。请先联系主办单位退还这笔钱");
    site.later(TimeDelta::days(15));
    let done = clock::turn(&site.world.store, site.world.now).await;
    assert!(done.failed.is_empty(), "{:?}", done.failed);
    let lin = donor(&site, "lin").await;
    lin.get(&mine).await.says("合同到期没有付清，已经结束。到账的 ¥100.00 由主办单位退还");
}

async fn what_stays_after_a_settlement_is_settled_further_and_then_closed(world: World) {
    let (id, code) = harvested(&world, "30").await;
    world.delivered(id).await;
    world.settled(id).await;
    let site = TestSite::new(world);
    let (office, keep) = (office(&site).await, format!("/plots/{id}/keep"));
    let (close, settle) = (format!("/plots/{id}/close"), format!("/plots/{id}/settle"));
    let waits = office.get(&keep).await;
    waits.says("要退给认养人的 ¥294.00 先留着");
    assert!(!waits.body.contains(&close));
    office.submit(&close, &[]).await.has_status(409).says("还有 ¥294.00 要退给认养人");
    let (public, mine) = (format!("/plots/{id}"), format!("/gifts/plots/{code}"));
    site.visitor().get(&public).await.says("钱付给了谁").says("2026年11月23日 结算").says("¥528.00");

    let world = &site.world;
    let (waived, part) = (refund::Kept { reason: "waived".to_owned() }, world.part(Part::ToReturn).await);
    let officer = world.officer().await;
    refund::keep(&world.store, officer, part, &waived, &world.form(), world.now).await.unwrap();
    let list = office.get("/office/money").await;
    list.says("结算以后账上还有钱的地块").says("¥294.00");
    assert!(list.body.contains(&format!("href=\"{keep}\"")), "{}", list.body);
    let lies = office.get(&keep).await;
    lies.says("补充结算").says("结算以后账上还有 ¥294.00");
    assert!(!lies.body.contains(&close));
    office.submit(&close, &[]).await.has_status(409).says("这块地的账上还有 ¥294.00");
    let early = [("rest", "yes"), ("settled_on", "2026-11-22"), ("receipt_signed", "")];
    office.submit(&settle, &early).await.has_status(422).says("请填写收据编号");
    let sound = [("rest", "yes"), ("settled_on", "2026-11-23"), ("receipt_signed", "收-8"), ("form", "r")];
    for _ in 0..2 {
        assert_eq!(office.submit(&settle, &sound).await.location(), keep);
    }
    site.visitor().get(&public).await.says("¥660.00");
    donor(&site, "lin").await.get(&mine).await.says("钱付给了谁").says("¥660.00");
    assert_eq!(office.submit(&close, &[]).await.location(), keep);
    assert!(!office.get("/office/money").await.words().contains("结算以后账上还有钱的地块"));

    let [way, source, amount] = ["in", "society", "50"].map(ToOwned::to_owned);
    let (programme, booked_on) = (format!("plot-{id}"), "2026-11-23".to_owned());
    let late = record::Typed { way, programme, source, amount, booked_on, document_no: String::new() };
    record::record(&world.store, officer, &late, &world.form(), world.now).await.unwrap();
    let (household, sure) = (world.plot(id).await.household_id, erase::Typed { sure: "yes".to_owned() });
    erase::erase(&world.store, officer, household, &sure, &world.form(), world.now).await.unwrap();
    let (late, paper) = (office.get(&keep).await, format!("/plots/{id}/receipt.pdf"));
    late.says("结算以后账上还有 ¥50.00");
    assert!(late.body.contains(&format!("href=\"{paper}\"")), "its receipt is signed without a name: {}", late.body);
    assert!(!office.download(&paper).await.is_empty());
}

async fn a_paper_s_number_is_shown_and_corrected_on_purpose(world: World) {
    let id = world.plot_at("南坡人家", State::Open).await;
    let code = world.signed(id, "lin", 2).await;
    let site = TestSite::new(world);
    let (own, keep, sign) = (village(&site).await, format!("/plots/{id}/keep"), format!("/plots/{id}/signature"));
    assert!(!own.get(&keep).await.body.contains("name=\"correction\""), "nothing stands there yet");
    let first = [("adoption", code.as_str()), ("signed_on", "2026-11-23"), ("paper_no", "样例-1")];
    assert_eq!(own.submit(&sign, &first).await.location(), keep);
    own.get(&keep).await.says("农户 2026年11月23日 签字，纸质编号 样例-1").says("已签，纸质编号 样例-1");
    let other = [first[0], first[1], ("paper_no", "样例-2")];
    let told = own.submit(&sign, &other).await;
    told.has_status(422).says("已经记下签字，纸质编号 样例-1。要更正，请先勾选");
    assert_eq!(told.value_of("paper_no").as_deref(), Some("样例-2"), "what was typed is still there");
    let meant = [&other[..], &[("correction", "yes")]].concat();
    assert_eq!(own.submit(&sign, &meant).await.location(), keep);
    own.get(&keep).await.says("纸质编号 样例-2");
    office(&site).await.get("/office/journal").await.says("更正农户签字");
}

async fn where_nothing_grew_nothing_is_asked_of_the_delivery(world: World) {
    let (id, code) = harvested(&world, "0").await;
    let site = TestSite::new(world);
    let (office, keep) = (office(&site).await, format!("/plots/{id}/keep"));
    let page = office.get(&keep).await;
    page.says("没有收成，没有要寄出、捐出的");
    assert!(!page.body.contains("name=\"delivery_note\""), "there is nowhere it was sent to");
    let day = [("delivered_on", "2026-11-23")];
    assert_eq!(office.submit(&format!("/plots/{id}/deliver"), &day).await.location(), keep);
    let mine = donor(&site, "lin").await.get(&format!("/gifts/plots/{code}")).await;
    for not in ["收成已寄出", "收成已捐出"] {
        assert!(!mine.words().contains(not), "{not}: {}", mine.words());
    }
}

async fn a_correction_says_whether_anybody_was_written_to(world: World) {
    let (id, _) = harvested(&world, "45").await;
    let (arrival, pay) = {
        let line = world.parts().await.remove(0);
        (line.part.arrival_id, line.reference.unwrap().code)
    };
    let sure = undo::Typed { sure: "yes".to_owned() };
    undo::undo(&world.store, world.officer().await, arrival, &sure, &world.form(), world.now).await.unwrap();
    let site = TestSite::new(world);
    let (office, keep, harvest) = (office(&site).await, format!("/plots/{id}/keep"), format!("/plots/{id}/harvest"));
    let evidence = ("evidence", "村委会记录：七月下了冰雹");
    let to = |kilograms| [("weight", kilograms), ("test_no", "检-8"), evidence, ("reason", "weighed")];
    assert_eq!(office.submit(&harvest, &to("36")).await.location(), keep);
    office.get(&keep).await.says("已更正，没有写信");
    site.world.arrives(pay.as_str(), "400").await.unwrap();
    assert_eq!(office.submit(&harvest, &to("30")).await.location(), keep);
    office.get(&keep).await.says("已更正，信已寄给认养人");
    office.get("/office/money").await.says("¥294.00");
}
