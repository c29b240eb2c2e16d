//! Statements through the pages: a file is brought, its columns named once, sure lines booked by one press.

use std::fmt::Write as _;

use entity::{import::sheet::Unreadable, statement::work};
use sea_orm::ConnectionTrait;

use crate::{
    sheets::confined,
    site::{Answer, Reader, TestSite},
    world::World,
};

on_both!(
    a_statement_is_brought_matched_and_booked,
    a_bank_that_nobody_knows_is_asked_about_once,
    columns_named_wrongly_are_named_anew_and_forgotten,
    a_line_booked_and_undone_says_so,
    money_older_than_its_code_is_told_why,
    a_large_statement_is_worked_off_while_its_page_looks_again,
    a_statement_that_the_server_gave_up_says_so,
    what_cannot_be_read_is_told_at_the_file,
    money_to_look_at_leads_to_it_all,
    lines_that_cannot_be_read_are_money_to_look_at,
    a_confirmation_is_issued_voided_and_issued_anew,
);

async fn office(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.officer().await.account()).await
}

async fn bring(site: &TestSite, reader: &Reader<'_>, name: &str, file: &[u8]) -> Answer {
    let key = site.world.store.dice.id();
    let organiser = site.world.organiser_added().await.to_string();
    reader.upload("/office/statements", &[("form", &key), ("organiser", &organiser)], (name, file)).await
}

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

async fn a_statement_is_brought_matched_and_booked(world: World) {
    let code = world.promised_money("lin", "500").await;
    let site = TestSite::new(world);
    let reader = office(&site).await;
    reader.get("/office/statements").await.has_status(200).says("还没有上传过流水");
    let file = gb18030(&format!(
        "样例银行账户流水\n交易时间,流水号,借方发生额,贷方发生额,余额,对方户名,附言\n\
         2026-11-23 09:01:02,A1,,\"500.00\",\"1,500.00\",欧阳付款人,付款码{}谢谢\n\
         2026-11-20 10:01:02,A2,,36.50,\"1,536.50\",夏侯付款人,附言标记\n\
         2026-11-21 10:01:02,A3,20.00,,\"1,516.50\",水电,\n2026-11-21,A4,,1e3,,x,x\n",
        code.grouped()
    ));
    let answer = bring(&site, &reader, "11月.csv", &file).await;
    let own = answer.has_status(303).location().to_owned();
    let page = reader.get(&own).await;
    page.has_status(200)
        .says("1 行对得上")
        .says("看不出来 1")
        .says("支出 1 行")
        .says("第 6 行")
        .says("不是精确到分的金额");
    assert_eq!(bring(&site, &reader, "又一次.csv", &file).await.location(), own);
    reader.get(&own).await.says("这份流水以前上传过");
    for _ in 0..2 {
        reader.submit(&format!("{own}/book"), &[("form", "k")]).await.has_status(303);
    }
    reader.get(&format!("{own}?of=booked")).await.says("已记账 1").says("欧阳付款人");
    reader.submit(&format!("{own}/book"), &[]).await.has_status(409);
    let page = reader.get(&format!("{own}?of=nothing")).await;
    let line = page.body.split("/office/statement-lines/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let line = format!("/office/statement-lines/{line}");
    reader.get(&line).await.has_status(200).says("夏侯付款人");
    let told = reader.submit(&format!("{line}/book"), &[("payment_code", "P0000000")]).await;
    told.has_status(422).says("没有这个付款参考码");
    assert_eq!(told.value_of("payment_code").as_deref(), Some("P0000000"));
    reader.submit(&format!("{line}/aside"), &[]).await.has_status(303);
    reader.get(&line).await.says("还是有关");
    reader.submit(&format!("{line}/back"), &[]).await.has_status(303);
    reader.submit(&format!("{line}/book"), &[("payment_code", "")]).await.has_status(303);
    reader.get("/office/payments?state=unclear").await.says("¥36.50").says("夏侯付款人");
    reader.get(&format!("{own}?lang=en")).await.says("cannot be read").says("Nothing waits here").says("Ready");
    let unread = format!("{own}/unread/6");
    reader.submit(&unread, &[]).await.has_status(422).says("Please give a reason");
    let odd = reader.submit(&unread, &[("reason", "because")]).await;
    odd.has_status(422);
    assert!(odd.body.contains("href=\"#reason\"") && odd.body.contains("id=\"reason\""), "{}", odd.body);
    reader.submit(&unread, &[("reason", "no_payment")]).await.has_status(303);
    reader.submit(&unread, &[("reason", "no_payment")]).await.has_status(409);
    reader.get("/office/journal?lang=en").await.says("No money came: a sum, a heading");
    for page in [own.as_str(), "/office/statements"] {
        let page = reader.get(page).await;
        page.says("Done");
        assert!(!page.words().contains("cannot be read") && !page.words().contains("Ready"), "{}", page.words());
    }
    let database = crate::canary::places::database(&site.world).await;
    for words in ["欧阳付款人", "夏侯付款人", "附言标记"] {
        assert!(!database.contains(words), "{words} in the database");
    }
}

async fn a_bank_that_nobody_knows_is_asked_about_once(world: World) {
    let code = world.promised_money("lin", "8").await;
    let site = TestSite::new(world);
    let reader = office(&site).await;
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(["哪天", "多少", "谁", "说了什么"]) {
        sheet.write(0, column, heading).unwrap();
    }
    sheet.write(1, 0, "20261123").unwrap();
    sheet.write(1, 1, 8.0).unwrap();
    sheet.write(1, 2, "甲").unwrap();
    sheet.write(1, 3, code.grouped()).unwrap();
    let answer = bring(&site, &reader, "a.xlsx", &book.save_to_buffer().unwrap()).await;
    let own = answer.has_status(303).location().to_owned();
    reader.get(&own).await.says("等说明各列");
    reader.get(&format!("{own}/columns")).await.has_status(200).says("说了什么");
    let told = reader.submit(&format!("{own}/columns"), &[("header_row", "1"), ("arrived_on", "0")]).await;
    told.has_status(422);
    let fields = [("header_row", "1"), ("arrived_on", "0"), ("amount_in", "1"), ("payer", "2"), ("remark", "3")];
    let answer = reader.submit(&format!("{own}/columns"), &fields).await;
    reader.get(answer.has_status(303).location()).await.says("1 行对得上");
    let file = "哪天,多少,谁,说了什么\n2026-11-21,9,乙,x\n";
    let answer = bring(&site, &reader, "b.csv", file.as_bytes()).await;
    reader.get(answer.has_status(303).location()).await.says("看不出来 1");
}

async fn columns_named_wrongly_are_named_anew_and_forgotten(world: World) {
    let code = world.promised_money("lin", "8").await;
    let site = TestSite::new(world);
    let reader = office(&site).await;
    let file = format!("哪天,多少,剩下,说了什么\n2026-11-23,8,100012,{code}\n");
    let own = bring(&site, &reader, "a.csv", file.as_bytes()).await.location().to_owned();
    let save = async |amount: &str| {
        let fields = [("header_row", "1"), ("arrived_on", "0"), ("amount_in", amount), ("remark", "3")];
        reader.submit(&format!("{own}/columns"), &fields).await
    };
    save("0").await.has_status(422).says("这一列已经选作到账日期了");
    save("2").await.has_status(303);
    let page = reader.get(&own).await;
    page.says("¥100,012.00").says("看看各列");
    reader.get(&format!("{own}/columns")).await.has_status(200).says("重新读一遍").says("已经记住的这家银行的各列");
    save("1").await.has_status(303);
    let page = reader.get(&own).await;
    page.says("1 行对得上");
    assert!(!page.body.contains("100,012"), "the balance is still there");
    reader.submit(&format!("{own}/book"), &[]).await.has_status(303);
    let page = reader.get(&format!("{own}/columns")).await;
    page.has_status(200).says("现在不能改").says("剩下").says("不读");
    save("2").await.has_status(409);
    reader.submit(&format!("{own}/forget"), &[]).await.has_status(303);
    reader.get(&format!("{own}/columns?lang=en")).await.has_status(200).says("Nothing is remembered");
}

async fn a_line_booked_and_undone_says_so(world: World) {
    let code = world.promised_money("lin", "300").await;
    let site = TestSite::new(world);
    let reader = office(&site).await;
    let file = format!("日期,收入,付款人,附言\n2026-11-23,300,甲,{code}\n");
    let own = bring(&site, &reader, "a.csv", file.as_bytes()).await.location().to_owned();
    reader.submit(&format!("{own}/book"), &[]).await.has_status(303);
    let arrival = site.world.parts().await[0].part.id;
    reader.submit(&format!("/office/payments/{arrival}/undo"), &[("sure", "yes")]).await.has_status(303);
    let page = reader.get(&own).await;
    page.says("记过账，又撤销了 1");
    assert!(!page.body.contains("多付或重复") && !page.body.contains("行对得上"), "{}", page.words());
    reader.get(&format!("{own}?of=undone&lang=en")).await.says("Booked and undone").says("¥300.00");
}

async fn money_older_than_its_code_is_told_why(world: World) {
    let code = world.promised_money("lin", "500").await;
    let site = TestSite::new(world);
    let reader = office(&site).await;
    let file = gb18030(&format!(
        "交易时间,流水号,借方发生额,贷方发生额,余额,对方户名,附言\n\
         2026-11-22 09:01:02,A1,,500.00,\"1,500.00\",欧阳付款人,{code}\n"
    ));
    let own = bring(&site, &reader, "11月.csv", &file).await.location().to_owned();
    let page = reader.get(&format!("{own}?of=early")).await;
    let line = page.body.split("/office/statement-lines/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let line = reader.get(&format!("/office/statement-lines/{line}")).await;
    line.has_status(200).says("参考码是 2026年11月23日 才给出的");
    let fields = [("payment_code", code.as_str()), ("amount", "500"), ("arrived_on", "2026-11-22"), ("payer", "欧阳")];
    let told = reader.submit("/office/payments", &fields).await;
    told.has_status(422).says("最早 2026年11月23日：付款参考码是这一天才给出的");
}

async fn a_large_statement_is_worked_off_while_its_page_looks_again(world: World) {
    let mut file = "日期,收入,付款人,附言\n".to_owned();
    for number in 1..=600 {
        let code = world.promised_money("lin", &number.to_string()).await;
        writeln!(file, "2026-11-23,{number},甲,{code}").unwrap();
    }
    let site = TestSite::new(world);
    let reader = office(&site).await;
    let own = bring(&site, &reader, "a.csv", file.as_bytes()).await.location().to_owned();
    let page = reader.get(&own).await;
    page.says("正在读流水");
    assert!(page.headers.contains_key("refresh"));
    assert!(work::next(&site.world.store, site.world.now).await.unwrap());
    reader.get(&own).await.says("600 行对得上");
    reader.submit(&format!("{own}/book"), &[("form", "k")]).await.has_status(303);
    reader.get(&own).await.says("正在记账：0 / 600");
    assert!(work::next(&site.world.store, site.world.now).await.unwrap());
    reader.get(&own).await.says("正在记账：200 / 600");
    while work::next(&site.world.store, site.world.now).await.unwrap() {}
    let page = reader.get(&own).await;
    page.says("已记账 600");
    assert!(!page.headers.contains_key("refresh"));
}

async fn a_statement_that_the_server_gave_up_says_so(world: World) {
    let site = TestSite::new(world);
    let reader = office(&site).await;
    let own = bring(&site, &reader, "a.csv", "日期,收入,付款人,附言\n2026-11-20,8,甲,x\n".as_bytes()).await;
    let own = own.location().to_owned();
    for sql in ["UPDATE payment_statement SET state = 'reading'", "UPDATE payment_sheet SET cells = wrapped"] {
        site.world.store.writer().execute_unprepared(sql).await.unwrap();
    }
    let mut tries = 0;
    while work::next(&site.world.store, site.world.now).await.is_err() {
        tries += 1;
    }
    assert_eq!(tries, 5);
    reader.get(&own).await.has_status(200).says("没有处理完").says("请再试一次").says("丢弃这份流水");
    reader.get("/office/statements").await.says("没有处理完");
    reader.get(&format!("{own}/columns")).await.has_status(200).says("表格打不开了");
    reader.get(&format!("{own}?lang=en")).await.says("was not finished");
    reader.submit(&format!("{own}/drop"), &[("form", "k")]).await.has_status(303);
}

async fn what_cannot_be_read_is_told_at_the_file(world: World) {
    let site = TestSite::new(world);
    let reader = office(&site).await;
    bring(&site, &reader, "", b"").await.has_status(422).says("请选择文件");
    bring(&site, &reader, "a.xlsx", b"%PDF\x01\x02").await.has_status(422).says("这不是表格文件");
    let told = reader.upload("/office/statements", &[("organiser", "x")], ("a.csv", b"a,b,c\n1,2,3")).await;
    told.has_status(422).says("请选择");
    let told = bring(&site, &reader, "a.csv", "2026-11-20,5.00,x,y\n2026-11-21,6.00,x,y\n".as_bytes()).await;
    told.has_status(422).says("流水里要有一行写明各列是什么");
    assert!(!told.body.contains("出生日期"), "that is the children's table");
    let long: String = std::iter::repeat_n("2026-11-20,1,x,y\n", 50_300).collect();
    bring(&site, &reader, "long.csv", long.as_bytes()).await.has_status(422);
    let read = server::sheets::read_statement(&confined(), long.as_bytes()).await;
    assert_eq!(read.err(), Some(Unreadable::TooManyRows));
}

async fn money_to_look_at_leads_to_it_all(world: World) {
    let mut site = TestSite::new(world);
    let reader = office(&site).await;
    reader.get("/office/money").await.has_status(200).says("没有要看的钱");
    let code = site.world.promised_money("lin", "500").await;
    site.world.arrives("", "80").await.unwrap();
    site.later(chrono::TimeDelta::days(31));
    let reader = office(&site).await;
    let page = reader.get("/office/money").await;
    page.says("待认领的钱").says("¥80.00").says("过了 30 天还没付清的").says(&code.grouped());
    let code = site.world.promised_money("chen", "300").await;
    let file = format!("日期,收入,付款人,附言\n2026-12-24,300,甲,{code}\n2026-12-24,7,乙,x\n");
    let own = bring(&site, &reader, "a.csv", file.as_bytes()).await.location().to_owned();
    let unmapped = bring(&site, &reader, "b.csv", "哪天,多少,谁,说了什么\n2026-12-24,9,乙,x\n".as_bytes()).await;
    let page = reader.get("/office/money").await;
    for link in [format!("{own}?of=sure"), own, format!("{}/columns", unmapped.location())] {
        assert!(page.body.contains(&format!("href=\"{link}\"")), "{link}: {}", page.body);
    }
    reader.get("/office/money?lang=en").await.says("Unclear money");
}

async fn lines_that_cannot_be_read_are_money_to_look_at(world: World) {
    let site = TestSite::new(world);
    let reader = office(&site).await;
    let file = "日期,收入,付款人,附言\n2026-11-20,1e3,甲,x\n2026-11-21,1e4,乙,x\n";
    let own = bring(&site, &reader, "11月.csv", file.as_bytes()).await.has_status(303).location().to_owned();
    let page = reader.get("/office/money").await;
    page.has_status(200).says("流水里读不懂的行").says("11月.csv").says("2 行");
    assert!(page.body.contains(&format!("href=\"{own}\"")), "{}", page.body);
    reader.submit(&format!("{own}/unread/2"), &[("reason", "by_hand")]).await.has_status(303);
    reader.get("/office/money?lang=en").await.says("Statement lines that cannot be read").says("lines: 1");
    reader.submit(&format!("{own}/unread/3"), &[("reason", "by_hand")]).await.has_status(303);
    reader.get("/office/money?lang=en").await.says("No money to look at");
}

async fn a_confirmation_is_issued_voided_and_issued_anew(world: World) {
    let code = world.promised_money("lin", "500").await;
    let site = TestSite::new(world);
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let page = format!("/gifts/payments/{code}");
    lin.submit(&format!("{page}/confirmation"), &[]).await.has_status(422).says("已经到账的捐赠");
    site.world.arrives(code.as_str(), "200").await.unwrap();
    lin.submit(&format!("{page}/confirmation"), &[("form", "k")]).await.has_status(303);
    lin.submit(&format!("{page}/confirmation"), &[("form", "k")]).await.has_status(303);
    lin.get(&page).await.says("NXM1-0001");
    let pdf = lin.download(&format!("{page}/confirmation.pdf")).await;
    let document = lopdf::Document::load_mem(&pdf).unwrap();
    let words = document.extract_text(&[1]).unwrap();
    assert!(words.contains("NXM1-0001") && words.contains("200.00"), "{words}");
    let office = office(&site).await;
    office.get("/office/payment-confirmations").await.has_status(200).says("NXM1-0001").says("lin");
    office.submit("/office/payment-confirmations/1", &[("receipt_no", "样例票据-1")]).await.has_status(303);
    office.get("/office/payment-confirmations/1").await.has_status(200).says("作废");
    office.submit("/office/payment-confirmations/1/void", &[]).await.has_status(422);
    office.submit("/office/payment-confirmations/1/void", &[("reason", "抬头写错")]).await.has_status(303);
    assert_eq!(lin.get(&format!("{page}/confirmation.pdf")).await.status, 404);
    lin.submit(&format!("{page}/confirmation"), &[]).await.has_status(303);
    lin.get(&page).await.says("NXM1-0002");
    site.world.arrives(code.as_str(), "300").await.unwrap();
    lin.submit(&format!("{page}/confirmation"), &[]).await.has_status(303);
    lin.get(&page).await.says("NXM1-0003");
    office.get("/office/payment-confirmations").await.says("已作废").says("¥500.00");
    let chen = site.sign_in_as(site.world.donor("chen").await.account()).await;
    assert_eq!(chen.get(&format!("{page}/confirmation.pdf")).await.status, 404);
}
