//! The ledger's pages: sums for everybody, the transfers for the office.

use entity::{
    ledger::{programme, record},
    payment::State,
};

use crate::{site::TestSite, world::World};

on_both!(
    the_public_page_shows_sums_and_nobody,
    an_officer_books_reverses_and_closes,
    a_long_ledger_is_folded,
    a_refused_booking_comes_back_as_it_was_typed,
    unclear_money_given_back_stands_under_paid_out,
);

async fn booked(world: &World, amount: &str, booked_on: &str, source: &str) {
    world.phase_drafted().await;
    let programme = programme::all(world.store.writer()).await.unwrap()[1].key();
    let typed = record::Typed {
        way: "in".into(),
        programme,
        source: source.into(),
        amount: amount.into(),
        booked_on: booked_on.into(),
        document_no: "样例〔2026〕99号".into(),
    };
    record::record(&world.store, world.officer().await, &typed, &world.form(), world.now).await.unwrap();
}

async fn the_public_page_shows_sums_and_nobody(world: World) {
    let site = TestSite::new(world);
    site.visitor().get("/ledger").await.has_status(200).says("还没有账目");
    booked(&site.world, "1,234.50", "2026-11-20", "society").await;
    for booked_on in ["2025-01-15", "2024-12-31"] {
        let row = record::Typed {
            way: "in".into(),
            programme: programme::all(site.world.store.writer()).await.unwrap()[1].key(),
            source: "government".into(),
            amount: "100".into(),
            booked_on: booked_on.into(),
            document_no: "样例〔2024〕1号".into(),
        };
        let (store, form) = (&site.world.store, site.world.form());
        record::record(store, site.world.officer().await, &row, &form, site.world.now).await.unwrap();
    }
    let page = site.visitor().get("/ledger").await;
    page.has_status(200).says("圆梦微心愿").says("¥1,234.50").says("社会捐赠").says("合计：政府").says("最新指纹");
    page.says("2026年11月");
    assert!(!page.words().contains("99号") && !page.words().contains("officer"), "no paper and no person");
    assert!(!page.words().contains("2025年1月"), "months go on page by page");
    assert!(page.body.contains("/ledger?before=2025-12"), "{}", page.body);
    let earlier = site.visitor().get("/ledger?before=2025-12").await;
    assert_eq!(earlier.folds(), [true, true, false], "the programmes, the newest month, and one before it");
    earlier.has_status(200).says("2025年1月").says("2024年12月");
    site.visitor().get("/ledger?before=nonsense").await.has_status(200).says("2026年11月");
    site.visitor().in_english().get("/ledger").await.has_status(200).says("Came in").says("Together: Government");
    let table = site.visitor().get("/ledger.csv").await;
    table.has_status(200);
    assert!(
        table.body.contains("\"2026-11\",\"圆梦微心愿\",\"社会捐赠\",\"1234.50\",\"0.00\",\"0.00\""),
        "{}",
        table.body
    );
}

async fn an_officer_books_reverses_and_closes(world: World) {
    booked(&world, "100", "2026-10-20", "society").await;
    let site = TestSite::new(world);
    let reader = site.sign_in_as(site.world.officer().await.account()).await;
    let page = reader.get("/office/ledger").await;
    page.has_status(200).says("手工记账").says("¥100.00").says("样例〔2026〕99号");
    let key = site.world.store.dice.id();
    let programme = programme::all(site.world.store.writer()).await.unwrap()[1].key();
    let fields = [
        ("form", key.as_str()),
        ("way", "out"),
        ("programme", programme.as_str()),
        ("source", "society"),
        ("amount", "３０"),
        ("booked_on", "2026-11-23"),
    ];
    let answer = reader.submit("/office/ledger", &fields).await;
    answer.has_status(303);
    reader.get(answer.location()).await.says("已记账，第 2 笔").says("¥30.00");
    reader.submit("/office/ledger", &fields).await.has_status(303);
    let back = site.world.store.dice.id();
    reader.submit("/office/ledger/2/reverse", &[("form", &back)]).await.has_status(303);
    reader.submit("/office/ledger/2/reverse", &[]).await.has_status(422).says("不能在这里冲正");
    reader.get("/office/ledger").await.says("冲正第 2 笔").says("已冲正");
    reader.submit("/office/ledger/close", &[("month", "2026-10")]).await.has_status(422).says("请先勾选确认");
    reader.submit("/office/ledger/close", &[("month", "2026-10"), ("sure", "yes")]).await.has_status(303);
    reader.get("/office/ledger?verify=yes").await.says("3 笔账，一个字节也没有变").says("没有可以结账的月份");
    site.visitor().get("/ledger").await.says("2026年10月31日");
}

async fn a_long_ledger_is_folded(world: World) {
    booked(&world, "1", "2026-11-20", "society").await;
    for yuan in 2..=13 {
        let row = record::Typed {
            way: "in".into(),
            programme: programme::all(world.store.writer()).await.unwrap()[1].key(),
            source: "society".into(),
            amount: yuan.to_string(),
            booked_on: "2026-11-20".into(),
            document_no: String::new(),
        };
        record::record(&world.store, world.officer().await, &row, &world.form(), world.now).await.unwrap();
    }
    let site = TestSite::new(world);
    let reader = site.sign_in_as(site.world.officer().await.account()).await;
    let page = reader.get("/office/ledger").await;
    page.has_status(200).says("再早的 1 笔");
    assert_eq!(page.folds(), [false]);
    let (shown, folded) = page.body.split_once("fold prints").unwrap();
    assert!(shown.contains("¥2.00") && !shown.contains("¥1.00") && folded.contains("¥1.00"), "the newest are shown");
}

async fn a_refused_booking_comes_back_as_it_was_typed(world: World) {
    booked(&world, "100", "2026-10-20", "society").await;
    let site = TestSite::new(world);
    let reader = site.sign_in_as(site.world.officer().await.account()).await;
    reader.get("/about?lang=en").await;
    let fields = [("way", "out"), ("source", "government"), ("amount", "1e3"), ("booked_on", "32 May")];
    let answer = reader.submit("/office/ledger", &fields).await;
    answer.has_status(422).says("Please give an amount in yuan").says("Please choose: Programme");
    answer.says("Please fill in: Document number").says("This is not a date");
    assert_eq!(answer.value_of("amount").as_deref(), Some("1e3"));
    assert_eq!(answer.value_of("booked_on").as_deref(), Some("32 May"));
}

async fn unclear_money_given_back_stands_under_paid_out(world: World) {
    world.arrives("", "60").await.unwrap();
    let part = world.part(State::Unclear).await;
    let site = TestSite::new(world);
    let reader = site.sign_in_as(site.world.officer().await.account()).await;
    let page = format!("/office/payments/{part}");
    reader.submit(&format!("{page}/return"), &[("amount", "60")]).await.has_status(303);
    let paper = [("booked_on", "2026-11-23"), ("document_no", "样例退-6")];
    reader.submit(&format!("{page}/returned"), &paper).await.has_status(303);
    let page = reader.get("/office/ledger").await;
    let row = page.body.split("<tr>").find(|row| row.contains("样例退-6")).unwrap();
    let stands_under = |name: &str| {
        let cell = row.split(&format!("data-label=\"{name}\"")).nth(1).unwrap();
        cell.split("</td>").next().unwrap().contains("60.00")
    };
    assert_eq!((stands_under("收到"), stands_under("支出")), (false, true));
}
