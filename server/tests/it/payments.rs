//! Payments through the pages: a donor's code, and what the office does with what arrives.

use entity::{
    Fen,
    outbox::letter::{Letter, WhyReturned},
    payment::State,
    plot::{self, ShortfallRule, harvest},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::{site::TestSite, world::World};

on_both!(
    a_donor_gets_a_code_and_sees_what_arrives,
    an_officer_records_sorts_returns_and_undoes,
    a_long_list_is_folded_and_goes_on_page_by_page,
    a_refused_arrival_comes_back_as_it_was_typed,
    who_paid_is_for_the_office_alone,
    what_was_paid_twice_leaves_its_trace_with_the_donor,
    a_refund_says_why_and_what_it_leaves_of_a_contract,
    what_a_shortfall_gives_back_was_paid_all_the_same,
    a_gift_that_went_back_is_expected_no_more,
    nothing_is_missing_where_nothing_is_expected,
    whoever_promised_long_ago_can_be_asked,
);

async fn a_donor_gets_a_code_and_sees_what_arrives(world: World) {
    let site = TestSite::new(world);
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    lin.get("/give").await.has_status(200).says("现在没有可以捐钱的项目");
    lin.get("/gifts/payments").await.has_status(200).says("还没有付款");
    let key = format!("organiser-{}", site.world.organiser_added().await);
    let fields = [("programme", key.as_str()), ("amount", "1e3")];
    let told = lin.submit("/give", &fields).await;
    told.has_status(422).says("请写金额（元）");
    assert_eq!(told.value_of("amount").as_deref(), Some("1e3"));
    let fields = [("form", "k"), ("programme", key.as_str()), ("amount", "1,200")];
    let answer = lin.submit("/give", &fields).await;
    let page = lin.get(answer.has_status(303).location()).await;
    page.has_status(200).says("怎么付款").says("0000 0042").says("¥1,200.00").says("还没有到账");
    assert_eq!(lin.submit("/give", &fields).await.location(), answer.location(), "sent twice");
    let code = answer.location().rsplit('/').next().unwrap().to_owned();
    site.world.arrives(&code, "200").await.unwrap();
    lin.get(answer.location()).await.says("还差").says("¥1,000.00").says("2026年11月23日").says("已入账");
    lin.get("/gifts/payments").await.says("还差一部分");
    let chen = site.sign_in_as(site.world.donor("chen").await.account()).await;
    chen.get(answer.location()).await.has_status(404);
    chen.submit(&format!("{}/give-up", answer.location()), &[]).await.has_status(404);
    lin.submit(&format!("{}/give-up", answer.location()), &[]).await.has_status(303);
    lin.get("/gifts/payments?lang=en").await.says("No longer expected");
}

async fn an_officer_records_sorts_returns_and_undoes(world: World) {
    let code = world.promised_money("lin", "500").await;
    let site = TestSite::new(world);
    let reader = site.sign_in_as(site.world.officer().await.account()).await;
    reader.get("/office/payments").await.has_status(200).says("还没有记过到账");
    let grouped = code.grouped();
    let fields = [("form", "k"), ("payment_code", grouped.as_str()), ("amount", "700"), ("arrived_on", "2026-11-23")];
    let answer = reader.submit("/office/payments", &fields).await;
    reader.get(answer.has_status(303).location()).await.says("付清了").says("¥200.00 记为待认领").says("¥500.00");
    let again = [("payment_code", grouped.as_str()), ("amount", "700"), ("arrived_on", "2026-11-23")];
    let told = reader.submit("/office/payments", &again).await;
    told.has_status(422).says("已经记过一笔").says("确实又来了一笔同样的");
    reader.get("/office/payments?state=unclear").await.says("¥200.00");
    let part = site.world.part(State::Unclear).await;
    let page = format!("/office/payments/{part}");
    reader.get(&page).await.has_status(200).says("可能重复付款或多付了").says("¥700.00 里的一部分");
    let told = reader.submit(&format!("{page}/sort"), &[("payment_code", &grouped)]).await;
    told.has_status(422).says("已经付清");
    let told = reader.submit(&format!("{page}/return"), &[("amount", "0.005")]).await;
    told.has_status(422).says("请写金额");
    assert_eq!(told.value_of("amount").as_deref(), Some("0.005"));
    reader.submit(&format!("{page}/return"), &[("amount", "200")]).await.has_status(303);
    reader.submit(&format!("{page}/return"), &[("amount", "200")]).await.has_status(409);
    reader.submit(&format!("{page}/returned"), &[("booked_on", "x")]).await.has_status(422).says("这不是一个日期");
    let fields = [("booked_on", "2026-11-23"), ("document_no", "样例-1")];
    reader.submit(&format!("{page}/returned"), &fields).await.has_status(303);
    reader.get("/office/ledger").await.says("退还").says("样例-1");
    let counted = site.world.part(State::Counted).await;
    let undo = format!("/office/payments/{counted}/undo");
    reader.submit(&undo, &[]).await.has_status(422).says("请先勾选确认");
    reader.submit(&undo, &[("sure", "yes")]).await.has_status(409).says("已经处理过了");
    reader.get("/office/payments?lang=en").await.says("Given back").says("Record an arrival");
}

async fn a_long_list_is_folded_and_goes_on_page_by_page(world: World) {
    for yuan in 1..=51 {
        world.arrives("", &yuan.to_string()).await.unwrap();
    }
    let site = TestSite::new(world);
    let reader = site.sign_in_as(site.world.officer().await.account()).await;
    let page = reader.get("/office/payments").await;
    page.has_status(200).says("再早的 38 笔").says("¥2.00");
    assert_eq!(page.folds(), [false]);
    let (shown, folded) = page.body.split_once("fold prints").unwrap();
    assert!(shown.contains("¥40.00") && !shown.contains("¥39.00") && folded.contains("¥39.00"), "the newest are shown");
    assert!(!page.words().contains("¥1.00"), "it is on the next page");
    let next = page.body.split("href=\"").filter_map(|rest| rest.split('"').next()).find(|to| to.contains("before="));
    let next = reader.get(&next.unwrap().replace("&amp;", "&")).await;
    next.has_status(200).says("¥1.00");
    assert!(next.folds().is_empty(), "a short list");
}

async fn a_refused_arrival_comes_back_as_it_was_typed(world: World) {
    world.organiser_added().await;
    let site = TestSite::new(world);
    let reader = site.sign_in_as(site.world.officer().await.account()).await;
    reader.get("/about?lang=en").await;
    let fields = [("payment_code", "P0000000"), ("amount", "-5"), ("arrived_on", "32 May"), ("payer", "欧阳")];
    let told = reader.submit("/office/payments", &fields).await;
    told.has_status(422).says("There is no such payment code").says("amount in yuan").says("This is not a date");
    for (name, typed) in fields {
        assert_eq!(told.value_of(name).as_deref(), Some(typed));
    }
}

async fn what_was_paid_twice_leaves_its_trace_with_the_donor(world: World) {
    let (code, other) = (world.promised_money("lin", "500").await, world.promised_money("lin", "100").await);
    for amount in ["500", "1000"] {
        world.arrives(code.as_str(), amount).await.unwrap();
    }
    let site = TestSite::new(world);
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let own = format!("/gifts/payments/{code}");
    lin.get(&own).await.says("¥500.00 · 已入账").says("¥1,000.00 · 多付或晚到的，办公室正在处理");
    let reader = site.sign_in_as(site.world.officer().await.account()).await;
    let unclear = format!("/office/payments/{}", site.world.part(State::Unclear).await);
    let moved = [("payment_code", other.as_str())];
    reader.submit(&format!("{unclear}/sort"), &moved).await.has_status(303);
    let unclear = format!("/office/payments/{}", site.world.part(State::Unclear).await);
    reader.submit(&format!("{unclear}/return"), &[("amount", "900")]).await.has_status(303);
    lin.get(&own).await.says("¥900.00 · 待退还（多付或晚到的，不计入这一笔）");
    let paper = [("booked_on", "2026-11-23"), ("document_no", "样例-1")];
    reader.submit(&format!("{unclear}/returned"), &paper).await.has_status(303);
    let page = lin.get(&own).await;
    page.says("¥900.00 · 已退还（多付或晚到的，不计入这一笔）");
    page.says(&format!("¥100.00 · 已转到付款参考码 {}", other.grouped()));
    lin.get(&format!("/gifts/payments/{other}")).await.says("¥100.00 · 已入账");
    lin.get(&format!("{own}?lang=en")).await.says(&format!("Moved to payment code {}", other.grouped()));
}

async fn a_refund_says_why_and_what_it_leaves_of_a_contract(world: World) {
    let plot = world.plot_open("南坡人家").await;
    world.adopted(plot, "lin", 1).await;
    let (part, code) = {
        let line = world.parts().await.remove(0);
        (line.part.id, line.reference.unwrap().code)
    };
    let site = TestSite::new(world);
    let reader = site.sign_in_as(site.world.officer().await.account()).await;
    let page = format!("/office/payments/{part}");
    reader.get(&page).await.has_status(200).says("合同回到“待付款”").says("付款人要求退还");
    let told = reader.submit(&format!("{page}/return"), &[("amount", "100")]).await;
    told.has_status(422).says("请写下原因");
    let why = [("amount", "100"), ("reason", "asked")];
    reader.submit(&format!("{page}/return"), &why).await.has_status(303);
    let paper = [("booked_on", "2026-11-23"), ("document_no", "样例-1")];
    reader.submit(&format!("{page}/returned"), &paper).await.has_status(303);
    let letters = site.world.letters_to("lin@example.org").await;
    let Some(Letter::PaymentReturned { why: Some(why), due: Some(due), .. }) = letters.last() else {
        panic!("{letters:?}")
    };
    assert_eq!((*why, due.amount, due.until.to_string().as_str()), (WhyReturned::Asked, Fen::yuan(100), "2026-12-07"));
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let own = lin.get(&format!("/gifts/payments/{code}")).await;
    own.says("2026年11月23日 ¥490.00").says("¥390.00 · 已入账").says("还差");
    own.says("¥100.00 · 已退还 · 2026年11月23日 · 您要求退还");
}

async fn what_a_shortfall_gives_back_was_paid_all_the_same(world: World) {
    let id = world.plot_at("南坡人家", plot::State::Growing).await;
    let row = plot::ActiveModel { id: Set(id), shortfall_rule: Set(ShortfallRule::Refund), ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
    let typed = harvest::Typed {
        weight: "36".to_owned(),
        test_no: "样例-检-7".to_owned(),
        evidence: "村委会记录：七月下了冰雹".to_owned(),
        meant: "yes".to_owned(),
    };
    harvest::harvest(&world.store, world.keeper().await, id, &typed, &world.form(), world.now).await.unwrap();
    let code = world.parts().await.remove(0).reference.unwrap().code;
    let site = TestSite::new(world);
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let own = format!("/gifts/payments/{code}");
    let page = lin.get(&own).await;
    page.says("已付清").says("2026年11月23日 ¥1,470.00");
    page.says("¥1,411.20 · 已入账").says("¥58.80 · 待退还 · 歉收，按合同退还");
    let reader = site.sign_in_as(site.world.officer().await.account()).await;
    let part = site.world.part(State::ToReturn).await;
    let paper = [("booked_on", "2026-11-23"), ("document_no", "样例-1")];
    reader.submit(&format!("/office/payments/{part}/returned"), &paper).await.has_status(303);
    let counted = format!("/office/payments/{}", site.world.part(State::Counted).await);
    let rest = reader.get(&counted).await;
    rest.says("整笔不能再更正");
    assert!(!rest.body.contains("/undo\""), "no form that would only be refused");
    for address in ["/gifts/payments", own.as_str()] {
        let page = lin.get(address).await;
        page.says("已付清，2026年11月23日 歉收退还 ¥58.80").says("已到账 ¥1,470.00");
        assert!(!page.words().contains("不再等"), "{address}");
    }
    lin.get(&own).await.says("¥58.80 · 已退还 · 2026年11月23日 · 歉收，按合同退还");
    lin.submit(&format!("{own}/confirmation"), &[]).await.has_status(303);
    let pdf = lin.download(&format!("{own}/confirmation.pdf")).await;
    let words = lopdf::Document::load_mem(&pdf).unwrap().extract_text(&[1]).unwrap();
    let words: String = words.split_whitespace().collect();
    for says in ["1,470.00", "58.80", "到账记录为准"] {
        assert!(words.contains(says), "{says}: {words}");
    }
    assert!(!words.contains("参考价") && !words.contains("1,411.20"), "one transfer, and no guide price: {words}");
}

async fn a_gift_that_went_back_is_expected_no_more(world: World) {
    let code = world.promised_money("lin", "500").await;
    world.arrives(code.as_str(), "500").await.unwrap();
    let page = format!("/office/payments/{}", world.part(State::Counted).await);
    let site = TestSite::new(world);
    let reader = site.sign_in_as(site.world.officer().await.account()).await;
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let why = [("amount", "500"), ("reason", "unused")];
    reader.submit(&format!("{page}/return"), &why).await.has_status(303);
    reader.get(&page).await.says("待退还").says("在指定的地方用不上了");
    let paper = [("booked_on", "2026-11-23"), ("document_no", "样例-1")];
    reader.submit(&format!("{page}/returned"), &paper).await.has_status(303);
    reader.get(&page).await.says("已退还").says("在指定的地方用不上了");
    for address in ["/gifts/payments".to_owned(), format!("/gifts/payments/{code}")] {
        let own = lin.get(&address).await;
        own.says("2026年11月23日 退还 ¥500.00");
        for not in ["还差", "等到账", "怎么付款"] {
            assert!(!own.words().contains(not), "{address}: {not}");
        }
    }
    lin.get("/gifts/payments?lang=en").await.says("¥500.00 given back on 23 November 2026");
}

async fn nothing_is_missing_where_nothing_is_expected(world: World) {
    let code = world.promised_money("lin", "500").await;
    world.arrives(code.as_str(), "200").await.unwrap();
    let site = TestSite::new(world);
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let own = format!("/gifts/payments/{code}");
    lin.get(&own).await.says("还差");
    lin.submit(&format!("{own}/give-up"), &[]).await.has_status(303);
    let page = lin.get(&own).await;
    page.says("不再等");
    assert!(!page.words().contains("还差"), "{}", page.words());
}

async fn whoever_promised_long_ago_can_be_asked(world: World) {
    let code = world.promised_money("lin", "500").await;
    let mut site = TestSite::new(world);
    site.later(chrono::TimeDelta::days(31));
    let reader = site.sign_in_as(site.world.officer().await.account()).await;
    let page = reader.get("/office/money").await;
    page.has_status(200).says(&code.grouped()).says("答应的人： lin");
    assert!(page.body.contains("href=\"mailto:lin@example.org?subject="), "{}", page.body);
}

async fn who_paid_is_for_the_office_alone(world: World) {
    let code = world.promised_money("lin", "500").await;
    world.arrives(code.as_str(), "500").await.unwrap();
    let site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    office.get("/office/payments").await.says("欧阳付款人 · 附言标记");
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    for (reader, path) in [
        (&lin, format!("/gifts/payments/{code}")),
        (&lin, "/gifts/payments".to_owned()),
        (&site.visitor(), "/ledger".to_owned()),
        (&office, "/office/ledger".to_owned()),
        (&office, "/office/journal".to_owned()),
    ] {
        let page = reader.get(&path).await;
        page.has_status(200);
        assert!(!page.body.contains("欧阳付款人") && !page.body.contains("附言标记"), "{path}");
    }
    let database = crate::canary::places::database(&site.world).await;
    assert!(database.contains(code.as_str()), "the database was read");
    for words in ["欧阳付款人", "附言标记"] {
        assert!(!database.contains(words), "{words} in the database");
    }
    for (letter, text) in crate::canary::places::letters(&site.world).await {
        assert!(!text.contains("欧阳付款人") && !text.contains("附言标记"), "{letter}");
    }
}
