//! Statements: a bank's lines are there once, sure ones are booked once, and nothing is booked that nobody said yes to.

use std::{collections::BTreeMap, future::poll_fn, pin::pin, task::Poll};

use entity::{
    Error, Fen, Field, Refusal, Store,
    actor::Officer,
    fund::standing,
    id::{LineId, StatementId},
    import::{
        read::Brought,
        sheet::{Book, Line, Sheet},
    },
    ledger::{Account, account, entry, period, verify},
    month::Month,
    payment::{ForWhat, PayCode, State as PartState, gift, look, reference, undo},
    statement::{
        self, Fit, State, Wrong, book, bring, drop as dropping, expire,
        list::{self, Counts, Which},
        remap, remembered, work,
    },
};
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};

use crate::world::{World, refused};

on_both!(
    lines_are_matched_by_code_and_sum,
    who_is_known_by_name_and_by_what_came_before_is_one,
    all_sure_lines_are_booked_by_one_yes,
    the_same_days_again_book_nothing_twice,
    what_was_written_down_by_hand_is_the_same_money,
    a_monthly_pledge_written_down_meanwhile_is_booked_once,
    what_families_transfer_is_booked_with_its_contribution,
    what_came_before_its_code_waits_for_an_officer,
    an_officer_books_line_by_line,
    a_bank_is_asked_once_what_its_columns_are,
    columns_named_wrongly_are_named_anew_until_a_line_is_booked,
    what_is_remembered_for_a_bank_can_be_forgotten,
    a_table_of_which_nothing_was_booked_is_destroyed_in_time,
    a_line_that_is_booked_meanwhile_leaves_the_table_to_who_reads_it,
    who_reads_the_old_columns_meanwhile_leaves_nothing_behind,
    what_cannot_be_read_is_told_with_its_line,
    a_killed_server_goes_on_where_it_was,
    one_that_cannot_be_read_lets_the_others_pass,
    one_that_cannot_be_booked_lets_the_others_pass,
    one_whose_officer_may_book_no_more_is_not_tried_for_ever,
    the_same_statement_brought_twice_at_once_is_there_once,
    without_the_digest_the_same_line_is_there_twice,
    a_closed_month_does_not_stop_what_is_found_later,
    what_was_undone_can_be_booked_anew,
    a_statement_brought_by_mistake_is_dropped,
);

const HEADINGS: &str = "交易日期|流水号|支出金额|收入金额|对方户名|附言";

/// Lines under the usual headings: day, serial, out, in, payer, remark.
fn book_of(lines: &[String]) -> Book {
    let all = std::iter::once("样例银行 账户流水".to_owned()).chain([HEADINGS.to_owned()]).chain(lines.iter().cloned());
    let cells = |line: String| line.split('|').map(str::to_owned).collect();
    let lines = (1..).zip(all).map(|(number, line)| Line { number, cells: cells(line) }).collect();
    Book { sheets: vec![Sheet { name: String::new(), lines }] }
}

fn came(serial: usize, amount: &str, remark: &str) -> String {
    format!("2026-11-23|{serial}||{amount}|付款人{serial}|{remark}")
}

async fn bring_file(world: &World, store: &Store, name: &str, book: Book) -> Result<StatementId, Error> {
    let typed = bring::Typed { organiser: world.organiser_added().await.to_string() };
    let brought = Brought { name: name.to_owned(), digest: store.keys.file_digest(name.as_bytes()), book };
    let kept = bring::bring(store, world.officer().await, brought, &typed, &world.form(), world.now).await?;
    Ok(kept.id)
}

/// Brings lines and reads them.
async fn brought(world: &World, name: &str, lines: &[String]) -> StatementId {
    let id = bring_file(world, &world.store, name, book_of(lines)).await.unwrap();
    work::carry_out(&world.store, id, world.now).await.unwrap();
    id
}

async fn counts(world: &World, id: StatementId) -> Counts {
    list::counts(world.store.read(), id).await.unwrap()
}

async fn ordered(world: &World, id: StatementId) {
    let officer = world.officer().await;
    book::order(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    work::carry_out(&world.store, id, world.now).await.unwrap();
}

async fn line(world: &World, id: StatementId, which: Which) -> LineId {
    let lines = list::lines(&world.store, world.officer().await, id, which, None, 10).await.unwrap();
    lines.first().expect("such a line").line.id
}

async fn booked(world: &World, line: LineId, code: &str) -> Result<(), Error> {
    let typed = book::Typed { payment_code: code.to_owned() };
    book::one(&world.store, world.officer().await, line, &typed, &world.form(), world.now).await
}

async fn at_bank(world: &World) -> Fen {
    verify::verify(world.store.read()).await.unwrap().unwrap();
    account::balance(world.store.read(), &Account::bank(world.organiser_added().await)).await.unwrap()
}

/// The code with its third sign changed into another.
fn mistyped(code: &PayCode) -> String {
    let mut signs: Vec<char> = code.as_str().chars().collect();
    signs[2] = if signs[2] == '7' { '8' } else { '7' };
    signs.into_iter().collect()
}

async fn lines_are_matched_by_code_and_sum(world: World) {
    let mut codes = Vec::new();
    for amount in ["100", "200", "300", "400", "500"] {
        codes.push(world.promised_money("lin", amount).await);
    }
    let payer = world.promised_money("chen", "77.70").await;
    let id = brought(
        &world,
        "a.csv",
        &[
            came(1, "100.00", &format!("捐款 {}", codes[0].grouped())),
            came(2, "150.00", codes[1].as_str()),
            came(3, "301", codes[2].as_str()),
            came(4, "400", &mistyped(&codes[3])),
            came(5, "66", "爱心"),
            "2026-11-23|6||77.70|chen|".to_owned(),
            came(7, "100", codes[0].as_str()),
            "2026-11-23|8|50.00||水电|".to_owned(),
            came(9, "500", &format!("{} {}", codes[4], codes[3])),
        ],
    )
    .await;
    let counts = counts(&world, id).await;
    let fits = [(Fit::Sure, 1), (Fit::Partly, 1), (Fit::Over, 2), (Fit::Near, 2), (Fit::Payer, 1), (Fit::Nothing, 1)];
    assert_eq!(counts.open, BTreeMap::from(fits));
    let officer = world.officer().await;
    let near = list::lines(&world.store, officer, id, Which::Open(Fit::Near), None, 10).await.unwrap();
    assert_eq!(near[0].reference.as_ref().unwrap().code, codes[3], "a code with one wrong sign");
    let of_payer = list::lines(&world.store, officer, id, Which::Open(Fit::Payer), None, 10).await.unwrap();
    assert_eq!(of_payer[0].reference.as_ref().unwrap().code, payer, "a known name and an equal sum");
    let statement = list::one(world.store.read(), officer, id).await.unwrap();
    assert_eq!((statement.state, statement.row_count, statement.out_count), (State::Ready, 9, 1));
    assert_eq!(at_bank(&world).await, Fen::ZERO, "nobody has said yes");
}

async fn who_is_known_by_name_and_by_what_came_before_is_one(world: World) {
    let before = world.promised_money("chen", "50").await;
    let typed = entity::payment::record::Typed { payer: "chen".into(), ..world.line(before.as_str(), "50").await };
    let officer = world.officer().await;
    entity::payment::record::record(&world.store, officer, &typed, &world.form(), world.now).await.unwrap();
    let code = world.promised_money("chen", "77.70").await;
    let id = brought(&world, "a.csv", &["2026-11-23|1||77.70|chen|".to_owned()]).await;
    let of_payer = list::lines(&world.store, officer, id, Which::Open(Fit::Payer), None, 10).await.unwrap();
    assert_eq!(of_payer[0].reference.as_ref().unwrap().code, code);
}

async fn all_sure_lines_are_booked_by_one_yes(world: World) {
    let (mut lines, mut sum) = (Vec::new(), 0);
    for number in 1..=450 {
        let amount = format!("{number}.05");
        let code = world.promised_money(["lin", "chen"][number % 2], &amount).await;
        lines.push(came(number, &amount, &format!("付款码{code}谢谢")));
        sum += i64::try_from(number).unwrap() * 100 + 5;
    }
    let id = brought(&world, "many.csv", &lines).await;
    assert_eq!(counts(&world, id).await.open, BTreeMap::from([(Fit::Sure, 450)]));
    let (officer, form) = (world.officer().await, world.form());
    book::order(&world.store, officer, id, &form, world.now).await.unwrap();
    book::order(&world.store, officer, id, &form, world.now).await.unwrap();
    let again = book::order(&world.store, officer, id, &world.form(), world.now).await;
    assert_eq!(refused(again), [Refusal::PaymentMoved], "it is being booked");
    work::carry_out(&world.store, id, world.now).await.unwrap();
    assert_eq!(counts(&world, id).await, Counts { booked: 450, ..Counts::default() });
    assert_eq!(at_bank(&world).await, Fen(sum));
    let letters = world.letters_to("lin@example.org").await;
    assert_eq!(letters.iter().filter(|letter| letter.kind() == "payment_recorded").count(), 225);
    each_line_is_its_own_booking(&world, 450).await;
}

/// Every line has the arrival of its code and sum, and that arrival the transfer of its sum to the bank.
async fn each_line_is_its_own_booking(world: &World, count: usize) {
    let db = world.store.read();
    let lines = statement::line::Entity::find().all(db).await.unwrap();
    assert_eq!(lines.len(), count);
    let arrivals = entity::payment::Entity::find().all(db).await.unwrap();
    let arrivals: BTreeMap<_, _> = arrivals.into_iter().map(|arrival| (arrival.id.0, arrival)).collect();
    let entries = entry::Entity::find().all(db).await.unwrap();
    let to_bank = entries.iter().filter(|entry| entry.amount_fen > Fen::ZERO);
    let to_bank: BTreeMap<_, _> = to_bank.map(|entry| (entry.transfer_id.0, entry.amount_fen)).collect();
    for line in lines {
        let arrival = &arrivals[&line.arrival_id.unwrap().0];
        assert_eq!((arrival.reference_id, arrival.amount_fen), (line.reference_id, line.amount_fen));
        assert_eq!(to_bank[&arrival.transfer_id.unwrap().0], line.amount_fen);
    }
}

async fn the_same_days_again_book_nothing_twice(world: World) {
    let one = world.promised_money("lin", "100").await;
    let two = world.promised_money("lin", "200").await;
    let lines = [came(1, "100", one.as_str()), came(2, "200", two.as_str()), came(3, "5", "x"), came(3, "5", "x")];
    let first = brought(&world, "november.csv", &lines).await;
    ordered(&world, first).await;
    assert_eq!(brought(&world, "november.csv", &lines).await, first, "the same file");
    let three = world.promised_money("lin", "300").await;
    let overlaps = [lines.as_slice(), &[came(4, "300", three.as_str()), came(3, "5", "x")]].concat();
    let second = brought(&world, "november-december.csv", &overlaps).await;
    let statement = list::one(world.store.read(), world.officer().await, second).await.unwrap();
    assert_eq!(statement.known_count, 4);
    let counted = counts(&world, second).await;
    assert_eq!(counted.open, BTreeMap::from([(Fit::Sure, 1), (Fit::Nothing, 1)]), "a third one like the two before");
    ordered(&world, second).await;
    assert_eq!(at_bank(&world).await, Fen::yuan(600));
}

async fn what_was_written_down_by_hand_is_the_same_money(world: World) {
    let code = world.promised_money("lin", "500").await;
    let typed =
        entity::payment::record::Typed { arrived_on: "2026-11-23".into(), ..world.line(code.as_str(), "500").await };
    let officer = world.officer().await;
    entity::payment::record::record(&world.store, officer, &typed, &world.form(), world.now).await.unwrap();
    let id = brought(&world, "a.csv", &[came(1, "500", code.as_str()), came(2, "500", code.as_str())]).await;
    let one_of_each = Counts { open: BTreeMap::from([(Fit::Over, 1)]), booked: 1, ..Counts::default() };
    assert_eq!(counts(&world, id).await, one_of_each);
    assert_eq!(at_bank(&world).await, Fen::yuan(500));
    let unclear = entity::payment::record::Typed {
        arrived_on: "2026-11-23".into(),
        payer: "付款人3".into(),
        ..world.line("", "9").await
    };
    entity::payment::record::record(&world.store, officer, &unclear, &world.form(), world.now).await.unwrap();
    let id = brought(&world, "b.csv", &[came(3, "9", "")]).await;
    assert_eq!(counts(&world, id).await.booked, 1, "of the same payer");
}

/// There is no end to what a monthly pledge takes, so that its sum alone says of no line that it came before.
async fn a_monthly_pledge_written_down_meanwhile_is_booked_once(world: World) {
    let fund = world.fund_open().await;
    let pledge = world.pledged(fund, "lin", "50", "monthly").await;
    let code = world.code_of(pledge).await;
    let id = brought(&world, "a.csv", &[came(1, "50", code.as_str())]).await;
    assert_eq!(counts(&world, id).await.open, BTreeMap::from([(Fit::Sure, 1)]));
    let typed =
        entity::payment::record::Typed { arrived_on: "2026-11-23".into(), ..world.line(code.as_str(), "50").await };
    let officer = world.officer().await;
    let by_hand = entity::payment::record::record(&world.store, officer, &typed, &world.form(), world.now).await;
    ordered(&world, id).await;
    assert_eq!(counts(&world, id).await, Counts { booked: 1, ..Counts::default() });
    let lines = list::lines(&world.store, officer, id, Which::Booked, None, 10).await.unwrap();
    assert_eq!(lines[0].line.arrival_id, Some(by_hand.unwrap().id), "the line is what was written down");
    assert_eq!(at_bank(&world).await, Fen::yuan(50));
    // Read with other columns, the same line has another digest.
    let id = brought(&world, "b.csv", &[format!("2026-11-23|||50|付款人1|{code}")]).await;
    assert_eq!(counts(&world, id).await.open, BTreeMap::from([(Fit::Sure, 1)]));
    ordered(&world, id).await;
    assert_eq!(counts(&world, id).await.open, BTreeMap::from([(Fit::Over, 1)]), "an officer has to look");
    assert_eq!(at_bank(&world).await, Fen::yuan(50));
    // Nobody could tell what it is for, but it came from the same payer.
    let id = brought(&world, "c.csv", &[came(7, "60", code.as_str())]).await;
    let unclear = entity::payment::record::Typed {
        arrived_on: "2026-11-23".into(),
        payer: "付款人7".into(),
        ..world.line("", "60").await
    };
    entity::payment::record::record(&world.store, officer, &unclear, &world.form(), world.now).await.unwrap();
    ordered(&world, id).await;
    assert_eq!(counts(&world, id).await.open, BTreeMap::from([(Fit::Over, 1)]));
    assert_eq!(at_bank(&world).await, Fen::yuan(110));
    // Two lines of one statement are two payments.
    let id = brought(&world, "d.csv", &[came(3, "70", code.as_str()), came(3, "70", code.as_str())]).await;
    ordered(&world, id).await;
    assert_eq!((counts(&world, id).await.booked, at_bank(&world).await), (2, Fen::yuan(250)));
}

async fn what_families_transfer_is_booked_with_its_contribution(world: World) {
    let fund = world.fund_open().await;
    let elder = world.elder_since(fund, "elder", "2026-11-01").await;
    let mut lines = Vec::new();
    for (number, child) in (1..).zip(world.supporters(elder, 2).await) {
        let its = reference::of(world.store.read(), ForWhat::Support(child)).await.unwrap().unwrap();
        lines.push(came(number, "100", its.code.as_str()));
    }
    let id = brought(&world, "a.csv", &lines).await;
    assert_eq!(counts(&world, id).await.open, BTreeMap::from([(Fit::Sure, 2)]));
    ordered(&world, id).await;
    assert_eq!((counts(&world, id).await.booked, at_bank(&world).await), (2, Fen::yuan(200)));
    assert_eq!(standing::owed(world.store.read(), elder).await.unwrap(), Fen::yuan(200));
}

async fn what_came_before_its_code_waits_for_an_officer(world: World) {
    let pledge = world.pledged(world.fund_open().await, "lin", "50", "monthly").await;
    let monthly = world.code_of(pledge).await;
    let code = world.promised_money("lin", "400").await;
    let early = |serial: usize, amount: &str, remark: &str| came(serial, amount, remark).replace("-23|", "-22|");
    let lines = [early(1, "400", code.as_str()), early(2, "50", monthly.as_str()), early(3, "400", "x")];
    let id = brought(&world, "a.csv", &lines).await;
    let open = BTreeMap::from([(Fit::Early, 2), (Fit::Nothing, 1)]);
    assert_eq!(counts(&world, id).await.open, open);
    let told = book::order(&world.store, world.officer().await, id, &world.form(), world.now).await;
    assert_eq!(refused(told), [Refusal::PaymentMoved], "none of them is sure");
    // As an earlier program read it.
    let sure = "UPDATE payment_line SET fit = 'sure' WHERE fit = 'early'";
    world.store.writer().execute_unprepared(sure).await.unwrap();
    ordered(&world, id).await;
    assert_eq!((counts(&world, id).await.open, at_bank(&world).await), (open, Fen::ZERO));
    booked(&world, line(&world, id, Which::Open(Fit::Early)).await, code.as_str()).await.unwrap();
    assert_eq!(at_bank(&world).await, Fen::yuan(400), "an officer has looked");
    assert_eq!(list::all_counts(world.store.read()).await.unwrap().open(), 2);
    let read_anew = "UPDATE payment_statement SET state = 'reading'";
    world.store.writer().execute_unprepared(read_anew).await.unwrap();
    assert_eq!(list::all_counts(world.store.read()).await.unwrap().open(), 0, "nobody can deal with them yet");
}

async fn an_officer_books_line_by_line(world: World) {
    let code = world.promised_money("lin", "400").await;
    let lines = [came(1, "400", &mistyped(&code)), came(2, "30", "x"), came(3, "3.21", "利息")];
    let id = brought(&world, "a.csv", &lines).await;
    let near = line(&world, id, Which::Open(Fit::Near)).await;
    assert_eq!(refused(booked(&world, near, "P123").await), [Refusal::NotAPaymentCode]);
    booked(&world, near, code.as_str()).await.unwrap();
    assert_eq!(refused(booked(&world, near, code.as_str()).await), [Refusal::PaymentMoved]);
    booked(&world, line(&world, id, Which::Open(Fit::Nothing)).await, "").await.unwrap();
    assert_eq!(world.sums().await[..2], [Fen::yuan(400), Fen::yuan(30)]);
    let (officer, interest) = (world.officer().await, line(&world, id, Which::AllOpen).await);
    book::set_aside(&world.store, officer, interest, &world.form(), world.now).await.unwrap();
    assert_eq!(refused(booked(&world, interest, "").await), [Refusal::PaymentMoved]);
    book::bring_back(&world.store, officer, interest, &world.form(), world.now).await.unwrap();
    let to_look_at = look::all(world.store.read(), officer, world.now).await.unwrap();
    assert_eq!((to_look_at.unclear.count, to_look_at.lines.open()), (1, 1));
    book::set_aside(&world.store, officer, interest, &world.form(), world.now).await.unwrap();
    assert_eq!(at_bank(&world).await, Fen::yuan(430));
}

async fn a_bank_is_asked_once_what_its_columns_are(world: World) {
    let code = world.promised_money("lin", "8").await;
    let strange = |serial: usize| {
        let heading = "哪天|多少|谁|说了什么".split('|').map(str::to_owned).collect();
        let cells = format!("20261123|8|付款人{serial}|{code}").split('|').map(str::to_owned).collect();
        let lines = vec![Line { number: 1, cells: heading }, Line { number: 2, cells }];
        Book { sheets: vec![Sheet { name: String::new(), lines }] }
    };
    let id = bring_file(&world, &world.store, "a.csv", strange(1)).await.unwrap();
    let officer = world.officer().await;
    let statement = list::one(world.store.read(), officer, id).await.unwrap();
    assert_eq!(statement.state, State::Unmapped);
    let headings = remap::headings(&world.store, officer, &statement).await.unwrap();
    assert_eq!(headings.unwrap(), ["哪天", "多少", "谁", "说了什么"]);
    let save =
        async |typed: &remap::Typed| remap::remap(&world.store, officer, id, typed, &world.form(), world.now).await;
    let blank = remap::Typed { header_row: "1".into(), ..remap::Typed::default() };
    let needed = [Field::ArrivedOn, Field::AmountIn, Field::Remark].map(Refusal::Missing);
    assert_eq!(refused(save(&blank).await), needed);
    let twice = remap::Typed { arrived_on: "0".into(), amount_in: "0".into(), remark: "9".into(), ..blank.clone() };
    let told = [Refusal::ColumnTwice(Field::AmountIn, Field::ArrivedOn), Refusal::NotAChoice(Field::Remark)];
    assert_eq!(refused(save(&twice).await), told);
    let data = remap::Typed { header_row: "2".into(), ..blank.clone() };
    assert_eq!(refused(save(&data).await), [Refusal::NotHeadings], "a payment is no heading");
    let right =
        remap::Typed { arrived_on: "0".into(), amount_in: "1".into(), payer: "2".into(), remark: "3".into(), ..blank };
    save(&right).await.unwrap();
    work::carry_out(&world.store, id, world.now).await.unwrap();
    assert_eq!(counts(&world, id).await.open, BTreeMap::from([(Fit::Sure, 1)]));
    let next = bring_file(&world, &world.store, "b.csv", strange(2)).await.unwrap();
    assert_eq!(list::one(world.store.read(), officer, next).await.unwrap().state, State::Reading, "it is remembered");
}

/// A table with the sum in one column and the balance in another, under words that nobody knows.
fn with_balance(serial: usize, code: &PayCode) -> Book {
    let lines = ["哪天|多少|剩下|谁|说了什么".to_owned(), format!("2026-11-23|8|100012|付款人{serial}|{code}")];
    let cells = |line: String| line.split('|').map(str::to_owned).collect();
    let lines = (1..).zip(lines).map(|(number, line)| Line { number, cells: cells(line) }).collect();
    Book { sheets: vec![Sheet { name: String::new(), lines }] }
}

fn named(amount: &str) -> remap::Typed {
    remap::Typed {
        header_row: "1".into(),
        arrived_on: "0".into(),
        amount_in: amount.into(),
        payer: "3".into(),
        remark: "4".into(),
        ..remap::Typed::default()
    }
}

async fn amounts(world: &World, id: StatementId) -> Vec<Fen> {
    let lines = list::lines(&world.store, world.officer().await, id, Which::AllOpen, None, 10).await.unwrap();
    lines.iter().map(|one| one.line.amount_fen).collect()
}

async fn columns_named_wrongly_are_named_anew_until_a_line_is_booked(world: World) {
    let code = world.promised_money("lin", "8").await;
    let id = bring_file(&world, &world.store, "a.csv", with_balance(1, &code)).await.unwrap();
    let officer = world.officer().await;
    let save = async |amount: &str| {
        let saved = remap::remap(&world.store, officer, id, &named(amount), &world.form(), world.now).await;
        work::carry_out(&world.store, id, world.now).await.unwrap();
        saved
    };
    save("2").await.unwrap();
    assert_eq!(amounts(&world, id).await, [Fen::yuan(100_012)], "the balance, by mistake");
    book::set_aside(&world.store, officer, line(&world, id, Which::AllOpen).await, &world.form(), world.now)
        .await
        .unwrap();
    save("1").await.unwrap();
    assert_eq!(amounts(&world, id).await, [Fen::yuan(8)], "read anew, and nothing else");
    let statement = list::one(world.store.read(), officer, id).await.unwrap();
    assert_eq!((statement.state, statement.row_count, statement.known_count), (State::Ready, 1, 0));
    let next = bring_file(&world, &world.store, "b.csv", with_balance(2, &code)).await.unwrap();
    work::carry_out(&world.store, next, world.now).await.unwrap();
    assert_eq!(amounts(&world, next).await, [Fen::yuan(8)], "what was said last is remembered");
    booked(&world, line(&world, id, Which::AllOpen).await, code.as_str()).await.unwrap();
    assert_eq!(refused(save("2").await), [Refusal::PaymentMoved], "money is booked by these columns");
    let statement = list::one(world.store.read(), officer, id).await.unwrap();
    assert_eq!(remap::headings(&world.store, officer, &statement).await.unwrap(), None, "the table is gone");
    assert_eq!((counts(&world, id).await.booked, at_bank(&world).await), (1, Fen::yuan(8)));
}

async fn what_is_remembered_for_a_bank_can_be_forgotten(world: World) {
    let code = world.promised_money("lin", "8").await;
    let id = bring_file(&world, &world.store, "a.csv", with_balance(1, &code)).await.unwrap();
    let officer = world.officer().await;
    remap::remap(&world.store, officer, id, &named("2"), &world.form(), world.now).await.unwrap();
    work::carry_out(&world.store, id, world.now).await.unwrap();
    let statement = list::one(world.store.read(), officer, id).await.unwrap();
    let known = remembered::of(world.store.read(), officer, &statement).await.unwrap();
    assert_eq!(known.len(), 5);
    assert!(known.contains(&("剩下".to_owned(), Some(Field::AmountIn))) && known.contains(&("多少".to_owned(), None)));
    remembered::forget(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    assert!(remembered::of(world.store.read(), officer, &statement).await.unwrap().is_empty());
    let next = bring_file(&world, &world.store, "b.csv", with_balance(2, &code)).await.unwrap();
    assert_eq!(list::one(world.store.read(), officer, next).await.unwrap().state, State::Unmapped, "asked anew");
    assert_eq!(amounts(&world, id).await, [Fen::yuan(100_012)], "what was read stays");
}

async fn a_table_of_which_nothing_was_booked_is_destroyed_in_time(mut world: World) {
    let code = world.promised_money("lin", "8").await;
    let read = brought(&world, "a.csv", &[came(1, "5", "x")]).await;
    let asked = bring_file(&world, &world.store, "b.csv", with_balance(1, &code)).await.unwrap();
    let officer = world.officer().await;
    let is_there = async |world: &World, id: StatementId| {
        let statement = list::one(world.store.read(), officer, id).await.unwrap();
        remap::headings(&world.store, officer, &statement).await.unwrap().is_some()
    };
    world.later(expire::KEPT);
    assert_eq!(expire::expire(&world.store, world.now).await.unwrap(), 0);
    world.later(chrono::TimeDelta::seconds(1));
    assert_eq!(expire::expire(&world.store, world.now).await.unwrap(), 1);
    let are_there = (is_there(&world, read).await, is_there(&world, asked).await);
    assert_eq!(are_there, (false, true), "one waits for its columns");
    assert_eq!(amounts(&world, read).await, [Fen::yuan(5)]);
}

async fn a_line_that_is_booked_meanwhile_leaves_the_table_to_who_reads_it(world: World) {
    let code = world.promised_money("lin", "8").await;
    let id = brought(&world, "a.csv", &[came(1, "5", "x"), came(2, "8", code.as_str())]).await;
    // Its first lines are there, the others are still read.
    let reading = "UPDATE payment_statement SET state = 'reading'";
    world.store.writer().execute_unprepared(reading).await.unwrap();
    booked(&world, line(&world, id, Which::Open(Fit::Sure)).await, code.as_str()).await.unwrap();
    work::carry_out(&world.store, id, world.now).await.unwrap();
    let officer = world.officer().await;
    let statement = list::one(world.store.read(), officer, id).await.unwrap();
    assert_eq!((statement.state, counts(&world, id).await.booked), (State::Ready, 1));
    assert_eq!(remap::headings(&world.store, officer, &statement).await.unwrap(), None, "then the table goes");
}

/// Another server reads a statement by its old columns while they are named anew.
async fn who_reads_the_old_columns_meanwhile_leaves_nothing_behind(world: World) {
    let code = world.promised_money("lin", "8").await;
    let officer = world.officer().await;
    for serial in 10..18 {
        let id = bring_file(&world, &world.store, &format!("{serial}.csv"), with_balance(serial, &code)).await.unwrap();
        let save = async |amount: &str| loop {
            match remap::remap(&world.store, officer, id, &named(amount), &world.form(), world.now).await {
                Err(Error::Busy) => tokio::task::yield_now().await,
                done => break done.unwrap(),
            }
        };
        save("2").await;
        let other = world.another_process().await;
        let named_anew = async {
            read_until_done(&world.store, id, &world).await;
            save("1").await;
        };
        tokio::join!(read_until_done(&other, id, &world), named_anew);
        read_until_done(&world.store, id, &world).await;
        assert_eq!(amounts(&world, id).await, [Fen::yuan(8)], "{serial}");
        remembered::forget(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    }
}

async fn what_cannot_be_read_is_told_with_its_line(world: World) {
    world.organiser_added().await;
    let id = brought(
        &world,
        "a.csv",
        &[
            came(1, "1e3", "x"),
            came(2, "0.005", "x"),
            came(3, "92233720368547758.07", "x"),
            "32 May|4||5|x|x".to_owned(),
            "2026-11-24|5||5|x|x".to_owned(),
            "2026-11-23|6|||x|x".to_owned(),
            came(7, "1,000.00", "x"),
            came(8, "１００", "x"),
        ],
    )
    .await;
    let found = list::findings(world.store.read(), id, 10).await.unwrap();
    let found: Vec<_> = found.iter().map(|one| (one.row_no, one.field.as_str(), one.kind)).collect();
    assert_eq!(
        found,
        [
            (3, "amount_in", Wrong::NotMoney),
            (4, "amount_in", Wrong::NotMoney),
            (5, "amount_in", Wrong::Range),
            (6, "arrived_on", Wrong::NotADay),
            (7, "arrived_on", Wrong::Future),
            (8, "amount_in", Wrong::Missing),
        ]
    );
    assert_eq!(counts(&world, id).await.open(), 2);
}

async fn a_killed_server_goes_on_where_it_was(world: World) {
    let (mut lines, mut sum) = (Vec::new(), 0);
    for number in 1..=500 {
        let amount = number.to_string();
        let code = world.promised_money("lin", &amount).await;
        lines.push(came(number, &amount, code.as_str()));
        sum += i64::try_from(number).unwrap();
    }
    // Enough of them for several transactions.
    lines.extend((501..=2_300).map(|number| came(number, "1", "x")));
    let id = bring_file(&world, &world.store, "a.csv", book_of(&lines)).await.unwrap();
    for step in 0..40 {
        let dying = world.another_process().await;
        killed_after(4 * step, async { while work::next(&dying, world_now()).await.unwrap_or(false) {} }).await;
        let statement = list::one(world.store.read(), world.officer().await, id).await.unwrap();
        if statement.state == State::Ready && counts(&world, id).await.booked == 0 {
            book::order(&world.store, world.officer().await, id, &world.form(), world.now).await.unwrap();
        }
    }
    work::carry_out(&world.store, id, world.now).await.unwrap();
    if counts(&world, id).await.booked == 0 {
        ordered(&world, id).await;
    }
    let counted = counts(&world, id).await;
    assert_eq!((counted.booked, counted.open()), (500, 1_800));
    assert_eq!(at_bank(&world).await, Fen::yuan(sum));
    assert_eq!(world.letters_to("lin@example.org").await.len(), 1_000, "each promise and each arrival");
}

async fn next(world: &World) -> Result<bool, Error> {
    work::next(&world.store, world.now).await
}

/// It has failed once, and does so until the server gives up.
async fn given_up(world: &World, id: StatementId) -> statement::Model {
    for _ in 0..4 {
        next(world).await.unwrap_err();
    }
    assert!(!next(world).await.unwrap(), "it is not tried for ever");
    let statement = statement::Entity::find_by_id(id).one(world.store.read()).await.unwrap().unwrap();
    assert_eq!((statement.state, statement.failed_at), (State::Ready, Some(world.now)));
    statement
}

async fn one_that_cannot_be_read_lets_the_others_pass(world: World) {
    let broken = bring_file(&world, &world.store, "a.csv", book_of(&[came(1, "5", "x")])).await.unwrap();
    let sql = format!("UPDATE payment_sheet SET cells = wrapped WHERE statement_id = {broken}");
    world.store.writer().execute_unprepared(&sql).await.unwrap();
    let whole = bring_file(&world, &world.store, "b.csv", book_of(&[came(2, "6", "x")])).await.unwrap();
    assert!(next(&world).await.unwrap(), "though the other one is older");
    assert_eq!(counts(&world, whole).await.open(), 1);
    let failed = given_up(&world, broken).await;
    let officer = world.officer().await;
    assert_eq!(remap::headings(&world.store, officer, &failed).await.unwrap(), None);
    dropping::drop(&world.store, officer, broken, &world.form(), world.now).await.unwrap();
    assert_ne!(brought(&world, "a.csv", &[came(1, "5", "x")]).await, broken, "it can be brought anew");
}

async fn one_that_cannot_be_booked_lets_the_others_pass(world: World) {
    let (five, six) = (world.promised_money("lin", "5").await, world.promised_money("lin", "6").await);
    let broken = brought(&world, "a.csv", &[came(1, "5", five.as_str()), came(2, "1", "x")]).await;
    let sql = format!(
        "UPDATE payment_line SET words = (SELECT other.words FROM payment_line other
            WHERE other.statement_id = {broken} AND other.row_no = 4)
         WHERE statement_id = {broken} AND row_no = 3"
    );
    world.store.writer().execute_unprepared(&sql).await.unwrap();
    let whole = brought(&world, "b.csv", &[came(3, "6", six.as_str())]).await;
    let officer = world.officer().await;
    let order = async |id| book::order(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    order(broken).await;
    order(whole).await;
    assert!(next(&world).await.unwrap(), "though the other one is older");
    assert_eq!(counts(&world, whole).await.booked, 1);
    assert!(next(&world).await.unwrap(), "and that was all of it");
    given_up(&world, broken).await;
    order(broken).await;
    let again = list::one(world.store.read(), officer, broken).await.unwrap();
    assert_eq!((again.state, again.tries, again.failed_at), (State::Booking, 0, None));
}

async fn one_whose_officer_may_book_no_more_is_not_tried_for_ever(world: World) {
    let code = world.promised_money("lin", "5").await;
    let id = brought(&world, "a.csv", &[came(1, "5", code.as_str())]).await;
    let officer = world.officer().await;
    book::order(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    let sql = format!("UPDATE account SET role = 'donor' WHERE id = {}", officer.account());
    world.store.writer().execute_unprepared(&sql).await.unwrap();
    assert!(next(&world).await.unwrap(), "its line waits for another officer");
    next(&world).await.unwrap_err();
    given_up(&world, id).await;
    assert_eq!(counts(&world, id).await.open, BTreeMap::from([(Fit::Over, 1)]));
}

/// Lets go of the work, wherever it is when it has waited for the database so many times.
async fn killed_after(waits: u32, work: impl Future<Output = ()>) {
    let mut work = pin!(work);
    let mut left = waits;
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Pending if left > 0 => {
            left -= 1;
            Poll::Pending
        }
        _ => Poll::Ready(()),
    })
    .await;
}

fn world_now() -> entity::Time {
    chrono::DateTime::from_timestamp(1_795_395_600, 0).unwrap()
}

async fn the_same_statement_brought_twice_at_once_is_there_once(world: World) {
    world.organiser_added().await;
    for round in 0..8 {
        let lines: Vec<String> = (0..50).map(|number| came(1_000 * round + number, "1", "x")).collect();
        let (one, two) = (world.another_process().await, world.another_process().await);
        let name = format!("{round}.csv");
        let (left, right) =
            tokio::join!(until_answered(&world, &one, &name, &lines), until_answered(&world, &two, &name, &lines));
        assert_eq!(left, right);
        tokio::join!(read_until_done(&one, left, &world), read_until_done(&two, left, &world));
        assert_eq!(counts(&world, left).await.open(), 50);
    }
    assert_eq!(statement::Entity::find().count(world.store.read()).await.unwrap(), 8);
}

async fn until_answered(world: &World, store: &Store, name: &str, lines: &[String]) -> StatementId {
    loop {
        match bring_file(world, store, name, book_of(lines)).await {
            Err(Error::Busy) => tokio::task::yield_now().await,
            answer => return answer.unwrap(),
        }
    }
}

async fn read_until_done(store: &Store, id: StatementId, world: &World) {
    loop {
        match work::carry_out(store, id, world.now).await {
            // The other was quicker, or holds what this one needs.
            Err(Error::Busy | Error::Refused(_)) => tokio::task::yield_now().await,
            done => return done.unwrap(),
        }
    }
}

/// The negative control: what keeps a line from being there twice is its digest and nothing else.
async fn without_the_digest_the_same_line_is_there_twice(world: World) {
    use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
    let id = brought(&world, "a.csv", &[came(1, "5", "x")]).await;
    let there = statement::line::Entity::find().one(world.store.read()).await.unwrap().unwrap();
    let like = |digest: String| {
        let mut row = there.clone().into_active_model().reset_all();
        row.id = sea_orm::ActiveValue::NotSet;
        row.digest = Set(digest);
        row
    };
    like(there.digest.clone()).insert(world.store.writer()).await.unwrap_err();
    like("another".to_owned()).insert(world.store.writer()).await.unwrap();
    assert_eq!(counts(&world, id).await.open(), 2);
}

async fn a_closed_month_does_not_stop_what_is_found_later(world: World) {
    let (organiser, lin) = (world.organiser_added().await, world.donor("lin").await);
    let typed = gift::Typed { programme: format!("organiser-{organiser}"), amount: "5".into() };
    let in_october = world.now - chrono::TimeDelta::days(40);
    let code = gift::promise(&world.store, lin, &typed, &world.form(), in_october).await.unwrap();
    let officer: Officer = world.officer().await;
    let earlier = entity::payment::record::Typed { arrived_on: "2026-10-02".into(), ..world.line("", "1").await };
    entity::payment::record::record(&world.store, officer, &earlier, &world.form(), world.now).await.unwrap();
    let october = period::Typed { month: Month::of(world.now).previous().to_string(), sure: "yes".into() };
    period::close(&world.store, officer, &october, &world.form(), world.now).await.unwrap();
    let late = entity::payment::record::Typed { arrived_on: "2026-10-03".into(), ..world.line("", "2").await };
    let late = entity::payment::record::record(&world.store, officer, &late, &world.form(), world.now).await.unwrap();
    assert!(late.is_late, "booked today, and the officer hears of it");
    let id = brought(&world, "a.csv", &[format!("2026-10-20|1||5|x|{code}")]).await;
    ordered(&world, id).await;
    assert_eq!((counts(&world, id).await.booked, at_bank(&world).await), (1, Fen::yuan(8)));
}

async fn what_was_undone_can_be_booked_anew(world: World) {
    let code = world.promised_money("lin", "5").await;
    let id = brought(&world, "a.csv", &[came(1, "5", code.as_str())]).await;
    ordered(&world, id).await;
    let arrival = world.parts().await[0].arrival.id;
    let (officer, sure) = (world.officer().await, undo::Typed { sure: "yes".into() });
    undo::undo(&world.store, officer, arrival, &sure, &world.form(), world.now).await.unwrap();
    assert_eq!(counts(&world, id).await, Counts { undone: 1, ..Counts::default() }, "it is not too much");
    let told = book::order(&world.store, officer, id, &world.form(), world.now).await;
    assert_eq!(refused(told), [Refusal::PaymentMoved], "no longer booked with all others");
    booked(&world, line(&world, id, Which::Undone).await, code.as_str()).await.unwrap();
    assert_eq!(
        (world.part(PartState::Counted).await, at_bank(&world).await),
        (world.parts().await[0].part.id, Fen::yuan(5))
    );
}

async fn a_statement_brought_by_mistake_is_dropped(world: World) {
    let code = world.promised_money("lin", "5").await;
    let (officer, lines) = (world.officer().await, [came(1, "5", code.as_str())]);
    let id = brought(&world, "a.csv", &lines).await;
    dropping::drop(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    let again = brought(&world, "a.csv", &lines).await;
    assert_ne!(again, id);
    ordered(&world, again).await;
    let told = dropping::drop(&world.store, officer, again, &world.form(), world.now).await;
    assert_eq!(refused(told), [Refusal::PaymentMoved], "a line of it is booked");
}
