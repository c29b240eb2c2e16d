//! The ledger: whole transfers, nothing changed, every balance a sum; and whatever was tampered with is found.

mod cut;

use std::collections::HashMap;

use chrono::TimeDelta;
use entity::{
    Error, Fen, Field, FormKey, Refusal, Store, Time,
    actor::Officer,
    id::TransferId,
    ledger::{
        self, Account, Programme, Purpose, Source, account, entry, list, period, programme, record, reverse, seal,
        totals,
        verify::{self, Broken},
    },
    money,
    payment::{State as PartState, refund},
    plot,
    store::DbBackend,
};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, TransactionTrait};

use crate::world::{World, refused};

on_both!(
    what_came_in_can_be_paid_out_and_no_more,
    what_is_to_go_back_is_paid_out_to_nobody,
    amounts_are_read_exactly_or_refused_at_the_field,
    nothing_is_booked_before_it_was_there,
    family_money_is_no_programmes,
    a_form_sent_twice_books_once,
    government_money_needs_its_document,
    a_settled_plot_takes_no_more_government_money,
    a_wrong_booking_is_reversed_once,
    a_closed_period_refuses_by_itself,
    the_database_refuses_change_and_deletion,
    the_database_refuses_what_is_not_whole,
    a_changed_byte_is_found_wherever_it_is,
    what_is_booked_while_it_is_gone_through_breaks_nothing,
    days_are_sealed_when_they_are_over,
    months_go_on_page_by_page,
    random_acts_from_many_tasks_stay_whole,
);

const AS_MANY: usize = 32;

/// What all tasks of the random test do together: `ACTS`, or 20,000; a debug build does less of it.
#[expect(clippy::disallowed_methods, reason = "a setting of the tests, not of the program")]
fn how_many() -> usize {
    let asked = std::env::var("ACTS").ok().map(|asked| asked.parse().unwrap());
    asked.unwrap_or(if cfg!(debug_assertions) { 2_000 } else { 20_000 })
}

pub fn typed(way: &str, programme: &str, source: &str, amount: &str) -> record::Typed {
    record::Typed {
        way: way.into(),
        programme: programme.into(),
        source: source.into(),
        amount: amount.into(),
        booked_on: "2026-11-23".into(),
        document_no: "样例〔2026〕3号".into(),
    }
}

/// The key of the organiser's own programme.
pub async fn own(world: &World) -> String {
    format!("organiser-{}", world.organiser_added().await)
}

async fn book(world: &World, typed: &record::Typed) -> Result<TransferId, Error> {
    record::record(&world.store, world.officer().await, typed, &world.form(), world.now).await
}

async fn balance(world: &World, account: Account) -> Fen {
    account::balance(world.store.read(), &account).await.unwrap()
}

async fn what_came_in_can_be_paid_out_and_no_more(world: World) {
    let (organiser, own) = (world.organiser_added().await, own(&world).await);
    book(&world, &typed("in", &own, "society", "1,000")).await.unwrap();
    assert_eq!(
        refused(book(&world, &typed("out", &own, "society", "1000.01")).await),
        [Refusal::NotEnough(Fen::yuan(1_000))]
    );
    let government = typed("out", &own, "government", "1");
    assert_eq!(refused(book(&world, &government).await), [Refusal::NotEnough(Fen::ZERO)]);
    book(&world, &typed("out", &own, "society", "250.50")).await.unwrap();
    assert_eq!(balance(&world, Account::bank(organiser)).await, Fen(74_950));
    let received = Account::received(organiser, Programme::Organiser, Source::Society);
    assert_eq!(balance(&world, received).await, Fen::yuan(-1_000));
    let out = Account::paid_out(organiser, Programme::Organiser, Source::Society, Purpose::Whole);
    assert_eq!(balance(&world, out).await, Fen(25_050));
    let sums = totals::of(world.store.read(), Programme::Organiser).await.unwrap();
    assert_eq!(sums[&Source::Society].held(), Fen(74_950));
    let listed = list::latest(world.store.read(), world.officer().await, None, 10).await.unwrap();
    assert_eq!(listed.iter().map(list::Booked::amount).collect::<Vec<_>>(), [Fen(25_050), Fen::yuan(1_000)]);
    assert_eq!(verify::verify(world.store.read()).await.unwrap().unwrap().transfers, 2);
}

async fn what_is_to_go_back_is_paid_out_to_nobody(world: World) {
    let plot = world.plot_at("南坡人家", plot::State::Growing).await;
    let (officer, part) = (world.officer().await, world.part(PartState::Counted).await);
    let back = refund::Typed { amount: "470".into(), reason: "asked".into() };
    refund::ask(&world.store, officer, part, &back, &world.form(), world.now).await.unwrap();
    let out = |amount: &str| typed("out", &format!("plot-{plot}"), "society", amount);
    let told = [Refusal::NotEnough(Fen::yuan(1_000))];
    assert_eq!(refused(book(&world, &out("1000.01")).await), told, "470 of 1,470 yuan wait for who paid them");
    book(&world, &out("1000")).await.unwrap();
    assert_eq!(refused(book(&world, &out("0.01")).await), [Refusal::NotEnough(Fen::ZERO)]);
    verify::verify(world.store.read()).await.unwrap().unwrap();
}

async fn amounts_are_read_exactly_or_refused_at_the_field(world: World) {
    let own = own(&world).await;
    let range = Refusal::AmountRange(Field::Amount, Fen(1), money::MOST);
    for (amount, told) in [
        ("１００", None),
        ("100元", None),
        ("1,000", None),
        ("1e3", Some(Refusal::NotMoney(Field::Amount))),
        ("-5", Some(Refusal::NotMoney(Field::Amount))),
        ("0.005", Some(Refusal::NotMoney(Field::Amount))),
        ("92233720368547758.08", Some(Refusal::NotMoney(Field::Amount))),
        ("92233720368547758.07", Some(range.clone())),
        ("0", Some(range)),
        ("", Some(Refusal::Missing(Field::Amount))),
    ] {
        let answer = book(&world, &typed("in", &own, "society", amount)).await;
        match told {
            None => assert!(answer.is_ok(), "{amount}"),
            Some(refusal) => assert_eq!(refused(answer), [refusal], "{amount}"),
        }
    }
    let blank = book(&world, &record::Typed::default()).await;
    assert_eq!(refused(blank).len(), 5, "told of every field at once");
    let tomorrow = record::Typed { booked_on: "2026-11-24".into(), ..typed("in", &own, "society", "1") };
    assert_eq!(refused(book(&world, &tomorrow).await), [Refusal::DayInFuture(Field::BookedOn)]);
    assert_eq!(verify::verify(world.store.read()).await.unwrap().unwrap().transfers, 3);
}

async fn nothing_is_booked_before_it_was_there(world: World) {
    let own = own(&world).await;
    let on = |day: &str, way: &str, amount: &str| record::Typed {
        booked_on: day.into(),
        ..typed(way, &own, "society", amount)
    };
    let day = |year, month, day| entity::Day::from_ymd_opt(year, month, day).unwrap();
    let told = refused(book(&world, &on("1999-01-01", "in", "5")).await);
    assert_eq!(told, [Refusal::DayBefore(Field::BookedOn, day(2021, 11, 23))]);
    book(&world, &on("2026-10-01", "in", "100")).await.unwrap();
    book(&world, &on("2026-10-10", "out", "60")).await.unwrap();
    book(&world, &on("2026-10-20", "in", "50")).await.unwrap();
    let told = refused(book(&world, &on("2026-09-30", "out", "40")).await);
    assert_eq!(told, [Refusal::DayBefore(Field::BookedOn, day(2026, 10, 1))], "there are 40 left from the first on");
    let told = refused(book(&world, &on("2026-10-05", "out", "70")).await);
    assert_eq!(told, [Refusal::DayBefore(Field::BookedOn, day(2026, 10, 20))], "what was there went out meanwhile");
    book(&world, &on("2026-10-20", "out", "70")).await.unwrap();
    verify::verify(world.store.read()).await.unwrap().unwrap();
}

async fn family_money_is_no_programmes(world: World) {
    let plot = world.plot_at("南坡人家", plot::State::Growing).await;
    for programme in [own(&world).await, format!("plot-{plot}")] {
        for way in ["in", "out"] {
            let told = refused(book(&world, &typed(way, &programme, "family", "5")).await);
            assert_eq!(told, [Refusal::BookedAtFund], "{way} {programme}");
        }
    }
}

async fn a_form_sent_twice_books_once(world: World) {
    let (officer, form, typed) = (world.officer().await, world.form(), typed("in", &own(&world).await, "society", "5"));
    let first = record::record(&world.store, officer, &typed, &form, world.now).await.unwrap();
    assert_eq!(record::record(&world.store, officer, &typed, &form, world.now).await.unwrap(), first);
    assert_eq!(ledger::head(world.store.read()).await.unwrap().0, 1);
}

async fn government_money_needs_its_document(world: World) {
    let own = own(&world).await;
    let without = record::Typed { document_no: " ".into(), ..typed("in", &own, "government", "5") };
    assert_eq!(refused(book(&world, &without).await), [Refusal::Missing(Field::Document)]);
    let others = record::Typed { document_no: String::new(), ..typed("in", &own, "society", "5") };
    book(&world, &others).await.unwrap();
}

async fn a_settled_plot_takes_no_more_government_money(world: World) {
    let id = world.plot_at("南坡人家", plot::State::Harvested).await;
    let for_it = typed("in", &format!("plot-{id}"), "government", "5");
    let early = book(&world, &for_it).await.unwrap();
    world.delivered(id).await;
    world.settled(id).await;
    assert_eq!(refused(book(&world, &for_it).await), [Refusal::PlotSettled]);
    assert_eq!(Refusal::PlotSettled.field(), Some(Field::Programme));
    // What lies there can be paid out all the same, and what is below nothing made good.
    book(&world, &typed("out", &format!("plot-{id}"), "government", "5")).await.unwrap();
    reverse::reverse(&world.store, world.officer().await, early, &world.form(), world.now).await.unwrap();
    let more = record::Typed { amount: "5.01".to_owned(), ..for_it.clone() };
    assert_eq!(refused(book(&world, &more).await), [Refusal::PlotLacks(Fen::yuan(5))], "no more than it lacks");
    assert_eq!(Refusal::PlotLacks(Fen::ZERO).field(), Some(Field::Amount));
    book(&world, &for_it).await.unwrap();
    assert_eq!(refused(book(&world, &for_it).await), [Refusal::PlotSettled]);
    verify::verify(world.store.read()).await.unwrap().unwrap();
}

async fn a_wrong_booking_is_reversed_once(mut world: World) {
    let (organiser, officer) = (world.organiser_added().await, world.officer().await);
    let wrong = book(&world, &typed("in", &own(&world).await, "society", "88")).await.unwrap();
    world.later(TimeDelta::days(3));
    let (one, two) = (world.form(), world.form());
    let other = world.another_process().await;
    let (left, right) = tokio::join!(
        reverse::reverse(&world.store, officer, wrong, &one, world.now),
        reverse::reverse(&other, officer, wrong, &two, world.now),
    );
    assert!(left.is_ok() != right.is_ok(), "two officers at once: {left:?} {right:?}");
    assert_eq!(refused(if left.is_ok() { right } else { left }), [Refusal::NotReversible]);
    assert_eq!(balance(&world, Account::bank(organiser)).await, Fen::ZERO);
    let reversal = reverse::reverse(&world.store, officer, TransferId(2), &world.form(), world.now).await;
    assert_eq!(refused(reversal), [Refusal::NotReversible], "a reversal stays");
    let gone = reverse::reverse(&world.store, officer, TransferId(9), &world.form(), world.now).await;
    assert_eq!(refused(gone), [Refusal::NotFound]);
    assert!(totals::per_programme(world.store.read()).await.unwrap().is_empty(), "nothing came in after all");
    let lines = totals::all_months(world.store.read()).await.unwrap();
    assert!(lines.is_empty(), "both in the same month");
    verify::verify(world.store.read()).await.unwrap().unwrap();
}

async fn a_closed_period_refuses_by_itself(mut world: World) {
    let (own, officer) = (own(&world).await, world.officer().await);
    let october = record::Typed { booked_on: "2026-10-30".into(), ..typed("in", &own, "society", "5") };
    let wrong = book(&world, &october).await.unwrap();
    let close = async |month: &str, sure: &str| {
        let typed = period::Typed { month: month.into(), sure: sure.into() };
        period::close(&world.store, officer, &typed, &world.form(), world.now).await
    };
    assert_eq!(refused(close("2026-10", "").await), [Refusal::NotSure]);
    assert_eq!(refused(close("2026-11", "yes").await), [Refusal::NotAChoice(Field::Month)], "it is not over");
    assert_eq!(refused(close("2026-09", "yes").await), [Refusal::NotAChoice(Field::Month)], "nothing was booked then");
    let through = close("2026-10", "yes").await.unwrap();
    assert_eq!(through.to_string(), "2026-10-31");
    assert_eq!(refused(close("2026-10", "yes").await), [Refusal::NotAChoice(Field::Month)]);
    assert_eq!(refused(book(&world, &october).await), [Refusal::PeriodClosed(through)]);
    // Not only the verb says so.
    let insert = "INSERT INTO ledger_transfer (id, reason, booked_on, at, role, document, lines, hash)
        VALUES (2, 'by_hand', '2026-10-31', '2026-11-23T01:00:00+00:00', 'office', '', 2, 'x')";
    let error = with_lines(&world, 2, "1, 5), (2, 2, 2, -5", insert).await.unwrap_err().to_string();
    assert!(error.contains("period is closed"), "{error}");
    // A correction belongs to the day on which it is made.
    world.later(TimeDelta::hours(1));
    reverse::reverse(&world.store, officer, wrong, &world.form(), world.now).await.unwrap();
    let lines = totals::all_months(world.store.read()).await.unwrap();
    assert_eq!(lines.iter().map(|line| line.month.to_string()).collect::<Vec<_>>(), ["2026-11", "2026-10"]);
    verify::verify(world.store.read()).await.unwrap().unwrap();
}

/// Lines and a transfer written behind the verbs' back, in one transaction. `lines`: what stands after `(2, 1, `.
async fn with_lines(world: &World, id: i64, lines: &str, transfer: &str) -> Result<(), DbErr> {
    let txn = world.store.writer().begin().await?;
    let sql = format!("INSERT INTO ledger_entry (transfer_id, line, account_id, amount_fen) VALUES ({id}, 1, {lines})");
    txn.execute_unprepared(&sql).await?;
    if !transfer.is_empty() {
        txn.execute_unprepared(transfer).await?;
    }
    txn.commit().await
}

async fn the_database_refuses_change_and_deletion(mut world: World) {
    let october = record::Typed { booked_on: "2026-10-30".into(), ..typed("in", &own(&world).await, "society", "5") };
    book(&world, &october).await.unwrap();
    world.later(TimeDelta::days(1));
    seal::seal_days(&world.store, world.now).await.unwrap();
    let closed = period::Typed { month: "2026-10".into(), sure: "yes".into() };
    period::close(&world.store, world.officer().await, &closed, &world.form(), world.now).await.unwrap();
    for table in ["ledger_account", "ledger_transfer", "ledger_entry", "ledger_day", "ledger_period"] {
        let column = match table {
            "ledger_account" => "programme_id",
            "ledger_entry" => "amount_fen",
            _ => "hash",
        };
        let mut acts = vec![format!("UPDATE {table} SET {column} = {column}"), format!("DELETE FROM {table}")];
        if world.store.backend() == DbBackend::Postgres {
            acts.push(format!("TRUNCATE {table} CASCADE"));
        }
        for sql in acts {
            let error = world.store.writer().execute_unprepared(&sql).await.unwrap_err().to_string();
            assert!(error.contains("append-only"), "{sql}: {error}");
        }
    }
    verify::verify(world.store.read()).await.unwrap().unwrap();
}

async fn the_database_refuses_what_is_not_whole(world: World) {
    book(&world, &typed("in", &own(&world).await, "society", "5")).await.unwrap();
    let transfer = |id: i64, lines: i64| {
        format!(
            "INSERT INTO ledger_transfer (id, reason, booked_on, at, role, document, lines, hash)
             VALUES ({id}, 'by_hand', '2026-11-23', '2026-11-23T01:00:00+00:00', 'office', '', {lines}, 'x')"
        )
    };
    for (id, lines, sql, why) in [
        (2, "1, 5), (2, 2, 2, -4", transfer(2, 2), "not whole"),
        (2, "1, 5), (2, 2, 2, -5", transfer(2, 3), "not whole"),
        (2, "1, 5", transfer(2, 1), ""),
        (3, "1, 5), (3, 2, 2, -5", transfer(3, 2), "no gaps"),
        (2, "1, 5), (2, 2, 2, -5", String::new(), ""),
        (1, "1, 5), (1, 3, 2, -5", String::new(), ""),
        (2, "1, 0), (2, 2, 2, 0", transfer(2, 2), ""),
    ] {
        let error = with_lines(&world, id, lines, &sql).await.expect_err(lines).to_string();
        assert!(error.contains(why), "{lines} {sql}: {error}");
    }
    let late = "INSERT INTO ledger_entry (transfer_id, line, account_id, amount_fen) VALUES (1, 3, 1, 5)";
    let error = world.store.writer().execute_unprepared(late).await.unwrap_err().to_string();
    assert!(error.contains("append-only"), "{error}");
    assert_eq!(verify::verify(world.store.read()).await.unwrap().unwrap().transfers, 1);
}

/// Does what the triggers refuse, as somebody with the database's own password could.
async fn unguarded(world: &World, sql: &str) {
    let db = world.store.writer();
    if world.store.backend() == DbBackend::Postgres {
        let txn = db.begin().await.unwrap();
        txn.execute_unprepared("SET LOCAL session_replication_role = replica").await.unwrap();
        txn.execute_unprepared(sql).await.unwrap();
        txn.commit().await.unwrap();
        return;
    }
    let names = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger%'";
    let rows = db.query_all_raw(sea_orm::Statement::from_string(DbBackend::Sqlite, names)).await.unwrap();
    let triggers: Vec<(String, String)> =
        rows.iter().map(|row| (row.try_get("", "name").unwrap(), row.try_get("", "sql").unwrap())).collect();
    for (name, _) in &triggers {
        db.execute_unprepared(&format!("DROP TRIGGER {name}")).await.unwrap();
    }
    db.execute_unprepared("PRAGMA foreign_keys = OFF").await.unwrap();
    db.execute_unprepared(sql).await.unwrap();
    db.execute_unprepared("PRAGMA foreign_keys = ON").await.unwrap();
    for (_, sql) in &triggers {
        db.execute_unprepared(sql).await.unwrap();
    }
}

async fn a_changed_byte_is_found_wherever_it_is(mut world: World) {
    let own = own(&world).await;
    let october = record::Typed { booked_on: "2026-10-30".into(), ..typed("in", &own, "society", "5") };
    book(&world, &october).await.unwrap();
    book(&world, &typed("in", &own, "government", "7")).await.unwrap();
    world.later(TimeDelta::days(1));
    seal::seal_days(&world.store, world.now).await.unwrap();
    let closed = period::Typed { month: "2026-10".into(), sure: "yes".into() };
    period::close(&world.store, world.officer().await, &closed, &world.form(), world.now).await.unwrap();
    book(&world, &typed("out", &own, "society", "2")).await.unwrap();
    let broken = async |sql: &str| {
        unguarded(&world, sql).await;
        verify::verify(world.store.read()).await.unwrap()
    };
    let day = |day: &str| day.parse().unwrap();
    for (sql, back, found) in [
        (
            "UPDATE ledger_transfer SET booked_on = '2026-11-22' WHERE id = 2",
            "booked_on = '2026-11-23'",
            Broken::Transfer(2),
        ),
        ("UPDATE ledger_transfer SET document = 'x' WHERE id = 2", "document = '样例〔2026〕3号'", Broken::Transfer(2)),
        ("UPDATE ledger_transfer SET role = 'admin' WHERE id = 2", "role = 'office'", Broken::Transfer(2)),
        ("UPDATE ledger_transfer SET reason = 'arrived' WHERE id = 2", "reason = 'by_hand'", Broken::Transfer(2)),
        ("UPDATE ledger_transfer SET once = '' WHERE id = 2", "once = NULL", Broken::Transfer(2)),
        ("UPDATE ledger_transfer SET lines = 3 WHERE id = 2", "lines = 2", Broken::Transfer(2)),
        ("UPDATE ledger_transfer SET id = 9 WHERE id = 3", "id = 3", Broken::Transfer(3)),
        (
            "UPDATE ledger_entry SET amount_fen = amount_fen * 2 WHERE transfer_id = 3",
            "amount_fen = amount_fen / 2",
            Broken::Transfer(3),
        ),
        (
            "UPDATE ledger_entry SET account_id = 3 WHERE transfer_id = 3 AND line = 1",
            "account_id = 2",
            Broken::Transfer(3),
        ),
        (
            "UPDATE ledger_account SET source = 'family' WHERE source = 'government'",
            "source = 'government'",
            Broken::Transfer(2),
        ),
        ("UPDATE ledger_day SET hash = 'x' || hash", "hash = substr(hash, 2)", Broken::Day(day("2026-11-23"))),
        ("UPDATE ledger_day SET transfers = 9", "transfers = 2", Broken::Day(day("2026-11-23"))),
        (
            "UPDATE ledger_period SET through_on = '2026-09-30'",
            "through_on = '2026-10-31'",
            Broken::Period(day("2026-09-30")),
        ),
        ("UPDATE ledger_period SET role = 'admin'", "role = 'office'", Broken::Period(day("2026-10-31"))),
    ] {
        assert_eq!(broken(sql).await, Err(found), "{sql}");
        let (table, condition) = (sql.split(' ').nth(1).unwrap(), sql.split(" WHERE ").nth(1));
        let condition = match condition {
            Some("id = 3") => "id = 9",
            Some("source = 'government'") => "source = 'family'",
            Some(condition) => condition,
            None => "1 = 1",
        };
        assert_eq!(
            broken(&format!("UPDATE {table} SET {back} WHERE {condition}")).await.map(|whole| whole.transfers),
            Ok(3),
            "{back}"
        );
    }
    let added = "INSERT INTO ledger_entry (transfer_id, line, account_id, amount_fen) VALUES (9, 1, 1, 5)";
    assert_eq!(broken(added).await, Err(Broken::Lines));
    unguarded(&world, "DELETE FROM ledger_entry WHERE transfer_id = 9").await;
    unguarded(&world, "DELETE FROM ledger_entry WHERE transfer_id <= 2").await;
    assert_eq!(broken("DELETE FROM ledger_transfer WHERE id <= 2").await, Err(Broken::Transfer(1)));
}

async fn what_is_booked_while_it_is_gone_through_breaks_nothing(world: World) {
    let typed = typed("in", &own(&world).await, "society", "5");
    let (other, officer, now) = (world.another_process().await, world.officer().await, world.now);
    let booking = tokio::spawn(async move {
        let mut booked = 0;
        while booked < 300 {
            let form = FormKey::new("test", &other.dice.id());
            match record::record(&other, officer, &typed, &form, now).await {
                Ok(_) => booked += 1,
                Err(error) => assert!(matches!(error, Error::Busy), "{error}"),
            }
        }
    });
    let mut seen = 0;
    while !booking.is_finished() {
        seen = verify::verify(world.store.read()).await.unwrap().unwrap().transfers;
    }
    booking.await.unwrap();
    assert!(seen <= 300, "{seen}");
    assert_eq!(verify::verify(world.store.read()).await.unwrap().unwrap().transfers, 300);
}

async fn days_are_sealed_when_they_are_over(mut world: World) {
    let own = own(&world).await;
    assert_eq!(seal::seal_days(&world.store, world.now).await.unwrap(), 0, "nothing was booked yet");
    for _ in 0..3 {
        book(&world, &typed("in", &own, "society", "5")).await.unwrap();
    }
    assert_eq!(seal::seal_days(&world.store, world.now).await.unwrap(), 0, "the day goes on");
    world.later(TimeDelta::days(1));
    book(&world, &typed("in", &own, "society", "5")).await.unwrap();
    // Another process's clock is a little behind.
    let late = world.now - TimeDelta::days(1);
    record::record(&world.store, world.officer().await, &typed("in", &own, "society", "5"), &world.form(), late)
        .await
        .unwrap();
    world.later(TimeDelta::days(5));
    let other = world.another_process().await;
    let (one, two) = tokio::join!(seal::seal_days(&world.store, world.now), seal::seal_days(&other, world.now));
    assert_eq!(one.unwrap() + two.unwrap(), 2);
    let days = seal::Entity::find().all(world.store.read()).await.unwrap();
    let counts: Vec<(String, i64)> = days.iter().map(|day| (day.day.to_string(), day.transfers)).collect();
    assert_eq!(counts, [("2026-11-23".to_owned(), 3), ("2026-11-24".to_owned(), 2)]);
    assert_eq!(verify::verify(world.store.read()).await.unwrap().unwrap().sealed_days, 2);
}

async fn months_go_on_page_by_page(world: World) {
    let own = own(&world).await;
    for month in ["2024-05", "2025-11", "2025-12", "2026-10"] {
        let typed = record::Typed { booked_on: format!("{month}-15"), ..typed("in", &own, "society", "5") };
        book(&world, &typed).await.unwrap();
    }
    let (first, next) = totals::months(world.store.read(), None).await.unwrap();
    assert_eq!(first.iter().map(|line| line.month.to_string()).collect::<Vec<_>>(), ["2026-10", "2025-12", "2025-11"]);
    let (second, next) = totals::months(world.store.read(), next).await.unwrap();
    assert_eq!(second.iter().map(|line| line.month.to_string()).collect::<Vec<_>>(), ["2024-05"]);
    assert_eq!(next, None);
}

/// A small generator of the test's own: the same acts on every run.
struct Acts(u64);

impl Acts {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// What one task believes it has done.
#[derive(Default)]
struct Done {
    moved: HashMap<(String, Source), i64>,
    transfers: i64,
    refused: usize,
}

async fn random_acts_from_many_tasks_stay_whole(world: World) {
    let officer = world.officer().await;
    world.phase_drafted().await;
    let programmes: Vec<String> =
        programme::all(world.store.read()).await.unwrap().iter().map(programme::Named::key).collect();
    assert_eq!(programmes.len(), 2);
    let mut stores = vec![world.store.clone()];
    for _ in 0..3 {
        stores.push(world.another_process().await);
    }
    let mut tasks = tokio::task::JoinSet::new();
    let each = how_many() / AS_MANY;
    for task in 0..AS_MANY {
        let (store, programmes, now) = (stores[task % stores.len()].clone(), programmes.clone(), world.now);
        tasks.spawn(async move { acts(&store, officer, &programmes, (task as u64, each), now).await });
    }
    let done = tasks.join_all().await;
    let transfers: i64 = done.iter().map(|one| one.transfers).sum();
    assert!(done.iter().any(|one| one.refused > 0), "somebody wanted more than there was");

    let db = world.store.writer();
    let whole = verify::verify(db).await.unwrap().unwrap();
    assert_eq!(whole.transfers, transfers);
    let (mut per_transfer, mut recomputed) = (HashMap::new(), HashMap::new());
    let accounts: HashMap<_, _> =
        account::Entity::find().all(db).await.unwrap().into_iter().map(|row| (row.id, row.place())).collect();
    for line in entry::Entity::find().all(db).await.unwrap() {
        *per_transfer.entry(line.transfer_id).or_insert(0) += line.amount_fen.0;
        *recomputed.entry(accounts[&line.account_id]).or_insert(Fen::ZERO) =
            recomputed.get(&accounts[&line.account_id]).copied().unwrap_or(Fen::ZERO).plus(line.amount_fen).unwrap();
    }
    assert!(per_transfer.values().all(|sum| *sum == 0), "every transfer sums to zero");
    assert_eq!(account::balances(db).await.unwrap(), recomputed, "derived equals recomputed");
    for (band, sums) in totals::per_programme(db).await.unwrap() {
        let key = match band.programme {
            Programme::Organiser => format!("organiser-{}", band.organiser),
            programme => format!("phase-{}", programme.number()),
        };
        let believed: i64 = done.iter().filter_map(|one| one.moved.get(&(key.clone(), band.source))).sum();
        assert_eq!(sums.held().0, believed, "{key} {:?}", band.source);
    }
}

async fn acts(store: &Store, officer: Officer, programmes: &[String], (seed, acts): (u64, usize), now: Time) -> Done {
    let (mut dice, mut done, mut own) = (Acts(seed), Done::default(), Vec::new());
    for _ in 0..acts {
        if dice.below(5) == 0
            && let Some((id, key, amount)) = own.pop()
        {
            let form = FormKey::new("test", &store.dice.id());
            while let Err(error) = reverse::reverse(store, officer, id, &form, now).await {
                assert!(matches!(error, Error::Busy), "{error}");
                tokio::task::yield_now().await;
            }
            *done.moved.entry(key).or_default() -= amount;
            done.transfers += 1;
            continue;
        }
        let source = [Source::Government, Source::Society][usize::try_from(dice.below(2)).unwrap()];
        let programme = programmes[usize::try_from(dice.below(2)).unwrap()].clone();
        let (is_in, fen) = (dice.below(3) > 0, i64::try_from(dice.below(100_000)).unwrap() + 1);
        let typed = typed(if is_in { "in" } else { "out" }, &programme, source.key(), &Fen(fen).plain());
        let form = FormKey::new("test", &store.dice.id());
        // One try after the other until the database has answered: a busy one has written nothing.
        let mut answer = record::record(store, officer, &typed, &form, now).await;
        while matches!(answer, Err(Error::Busy)) {
            tokio::task::yield_now().await;
            answer = record::record(store, officer, &typed, &form, now).await;
        }
        match answer {
            Ok(id) => {
                let amount = if is_in { fen } else { -fen };
                *done.moved.entry((programme.clone(), source)).or_default() += amount;
                done.transfers += 1;
                own.push((id, (programme, source), amount));
            }
            Err(Error::Refused(told)) => {
                assert!(matches!(told.0[..], [Refusal::NotEnough(_)]), "{told:?}");
                done.refused += 1;
            }
            Err(error) => panic!("{error}"),
        }
    }
    done
}
