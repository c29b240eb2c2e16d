//! A bank's statement of 50,000 lines: read in the confined child, matched, booked; beside a plain aggregate over the
//! rows it left.

use std::{
    collections::BTreeSet,
    fmt::Write,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use chrono::{Days, SecondsFormat, TimeDelta};
use entity::{
    Day, Fen, FormKey, Store, Time,
    actor::Officer,
    id::{OrganiserId, StatementId},
    import::read::Brought,
    lang::china_date,
    ledger::{Source, programme::ProgrammeKind},
    payment::{PayCode, reference},
    session,
    statement::{book, bring, list, work},
    store::keys,
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use server::{clock, confined::Confined, sheets};

use crate::{
    claims,
    figures::{Figures, megabytes, milliseconds},
    minimal, program,
};

const LINES: usize = 50_000;
/// References in one statement of SQL.
const AT_ONCE: usize = 2_000;
/// How long ago all was promised: money comes after its code.
const PROMISED: TimeDelta = TimeDelta::days(30);
/// On how many days before today it came.
const DAYS: u64 = 28;
/// The organiser of the demonstration.
const ORGANISER: OrganiserId = OrganiserId(1);

pub async fn measure(figures: &mut Figures, ground: &Path) -> anyhow::Result<()> {
    let folder = ground.join("payments");
    let seed = program::nuanxin(&folder).args(["seed", "demo"]).stderr(Stdio::null()).status().await?;
    ensure!(seed.success(), "the demonstration was not seeded");
    let store = claims::open(&folder).await?;
    let now = clock::now();
    let officer = officer(&store, &folder, now).await?;
    let file = statement(&promised(&store, now - PROMISED).await?, china_date(now))?;
    let before = program::mark()?;
    figures
        .group(&format!("a bank's statement of {LINES} lines (CSV); comparator: one SQL aggregate over its rows"))?;

    let begun = Instant::now();
    let sheet = sheets::read_statement(&Confined::new(program::NUANXIN.into()), file.as_bytes()).await;
    let sheet = sheet.map_err(|why| anyhow::anyhow!("the statement is unreadable: {}", why.key()))?;
    let child = begun.elapsed();
    let brought = Brought { name: "bench.csv".into(), digest: store.keys.file_digest(file.as_bytes()), book: sheet };
    let typed = bring::Typed { organiser: ORGANISER.to_string() };
    let id = bring::bring(&store, officer, brought, &typed, &FormKey::new("bench", "bring"), now).await?.id;
    work::carry_out(&store, id, now).await?;
    let read = begun.elapsed();
    let sure = list::counts(store.read(), id).await?.open();
    ensure!(usize::try_from(sure)? == LINES, "{sure} lines are open");

    let plain = aggregate(&folder, id).await?;
    let begun = Instant::now();
    book::order(&store, officer, id, &FormKey::new("bench", "book"), now).await?;
    work::carry_out(&store, id, now).await?;
    let booked = begun.elapsed();
    ensure!(usize::try_from(list::counts(store.read(), id).await?.booked)? == LINES, "not all is booked");
    store.close().await?;

    figures.alone("read in the confined child", milliseconds(child), "");
    let ratio = |took: Duration| took.as_secs_f64() / plain.as_secs_f64();
    let plainly = milliseconds(plain);
    figures.compared("read, matched, sealed, on the disk", milliseconds(read), plainly.clone(), ratio(read), "≤ 15 s");
    figures.compared("booked: ledger, letters, journal", milliseconds(booked), plainly, ratio(booked), "≤ 120 s");
    figures.alone("memory at its highest, above the start", megabytes(program::beyond(before)?), "≤ 200 MB");
    Ok(())
}

/// An officer of the demonstration, signed in.
async fn officer(store: &Store, folder: &Path, now: Time) -> anyhow::Result<Officer> {
    const TOKEN: &str = "bench-officer";
    let pool = minimal::connect(&program::database(folder), 1).await?;
    sqlx::query(
        "INSERT INTO session (token_hash, account_id, created_at, expires_at)
         SELECT ?, MIN(id), ?, '2999-01-01' FROM account WHERE role = 'office'",
    )
    .bind(keys::digest(TOKEN.as_bytes()).to_vec())
    .bind(now.to_rfc3339_opts(SecondsFormat::Micros, false))
    .execute(&pool)
    .await?;
    pool.close().await;
    let signed_in = session::who(store, TOKEN, now).await?.context("the session is gone")?;
    Ok(signed_in.officer().map_err(entity::Error::from)?)
}

/// One promise for each line, made then, written straight into the table.
async fn promised(store: &Store, then: Time) -> anyhow::Result<Vec<(PayCode, Fen)>> {
    let (mut promised, mut taken) = (Vec::with_capacity(LINES), BTreeSet::new());
    while promised.len() < LINES {
        let amount = Fen(10_000 + i64::try_from(promised.len())? % 90_000);
        let code = PayCode::mint(&store.dice);
        if taken.insert(code.to_string()) {
            promised.push((code, amount));
        }
    }
    let txn = store.write().await?;
    for some in promised.chunks(AT_ONCE) {
        let rows = some.iter().map(|(code, amount)| reference::ActiveModel {
            code: Set(code.clone()),
            kind: Set(reference::Kind::Gift),
            subject_id: Set(0),
            organiser_id: Set(ORGANISER),
            programme: Set(ProgrammeKind::Organiser),
            programme_id: Set(0),
            source: Set(Source::Society),
            asked_fen: Set(Some(*amount)),
            account_id: Set(Some(entity::id::AccountId(1))),
            made_at: Set(then),
            ..Default::default()
        });
        reference::Entity::insert_many(rows).exec_without_returning(&txn).await?;
    }
    txn.commit().await?;
    Ok(promised)
}

fn statement(promised: &[(PayCode, Fen)], today: Day) -> anyhow::Result<String> {
    let mut file = "交易日期,流水号,支出金额,收入金额,对方户名,附言\n".to_owned();
    for (number, (code, amount)) in (0..).zip(promised) {
        let day = today - Days::new(number % DAYS);
        writeln!(file, "{day},{number},,{},付款人{number},付款码{}", amount.plain(), code.grouped())?;
    }
    Ok(file)
}

/// What a reader of the same rows in bare SQL would do: sums for each reference.
async fn aggregate(folder: &Path, id: StatementId) -> anyhow::Result<Duration> {
    let pool = minimal::connect(&program::database(folder), 1).await?;
    let begun = Instant::now();
    let rows: Vec<(i64, i64, i64)> = sqlx::query_as(
        "SELECT r.id, COUNT(*), SUM(l.amount_fen) FROM payment_line l
         JOIN payment_reference r ON r.id = l.reference_id WHERE l.statement_id = ? GROUP BY r.id",
    )
    .bind(id.0)
    .fetch_all(&pool)
    .await?;
    let took = begun.elapsed();
    ensure!(rows.len() == LINES, "{} references", rows.len());
    pool.close().await;
    Ok(took)
}
