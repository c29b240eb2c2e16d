//! The comparator: the list of wishes and the claim of one, written with axum, sqlx and askama and nothing else.
//!
//! It has no roles, languages, filters or letters' texts; it shows the same 24 cards and writes the same rows.

use std::{net::SocketAddr, path::Path};

use anyhow::Context;
use askama::Template;
use axum::{Router, extract::State, http::StatusCode, response::Html, routing::get};
use sqlx::{
    Row, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous},
};
use tower_http::compression::{CompressionLayer, CompressionLevel};

/// The same settings as the site's own connections.
pub async fn connect(database: &Path, connections: u32) -> anyhow::Result<SqlitePool> {
    let options = SqliteConnectOptions::new()
        .filename(database)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("cache_size", "-16000")
        .pragma("temp_store", "MEMORY");
    Ok(SqlitePoolOptions::new().max_connections(connections).connect_with(options).await?)
}

/// Serves the list until the process ends.
pub async fn serve(database: &Path, at: SocketAddr) -> anyhow::Result<()> {
    let pool = connect(database, 4).await?;
    let listener = tokio::net::TcpListener::bind(at).await?;
    let router = Router::new()
        .route("/wishes", get(list))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .with_state(pool);
    Ok(axum::serve(listener, router).await?)
}

struct Card {
    code: String,
    item: String,
    specification: String,
    grade: i64,
    price_fen: i64,
    waiting_since: String,
    closes_on: String,
    school: String,
    township: String,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>微心愿</title></head><body><main><h1>微心愿</h1><ul>
{% for card in cards %}<li><h2><a href="/wishes/{{ card.code }}">{{ card.item }}</a></h2><p>{{ card.specification }}</p>
<p>{{ card.township }} · {{ card.school }} · {{ card.grade }} 年级 · 约 {{ card.price_fen / 100 }} 元</p>
<p>{{ card.waiting_since.get(..10).unwrap_or_default() }} 起等待，{{ card.closes_on }} 截止</p>
<form method="post" action="/basket"><input type="hidden" name="code" value="{{ card.code }}"><button>放进篮子</button></form>
</li>{% endfor %}</ul></main></body></html>"#
)]
struct List {
    cards: Vec<Card>,
}

const LIST: &str = "SELECT wish.code, item, specification, grade, price_fen, waiting_since, closes_on, \
    school.alias_zh AS school, township.name_zh AS township FROM wish \
    JOIN school ON school.id = wish.school_id JOIN township ON township.id = wish.township_id \
    WHERE wish.status = 'open' ORDER BY wish.waiting_since, wish.id LIMIT 24";

async fn list(State(pool): State<SqlitePool>) -> Result<Html<String>, StatusCode> {
    let broken = |_| StatusCode::INTERNAL_SERVER_ERROR;
    let rows = sqlx::query(LIST).fetch_all(&pool).await.map_err(broken)?;
    let cards = rows.iter().map(card).collect::<Result<_, _>>().map_err(broken)?;
    Ok(Html(List { cards }.render().map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?))
}

fn card(row: &SqliteRow) -> sqlx::Result<Card> {
    Ok(Card {
        code: row.try_get(0)?,
        item: row.try_get(1)?,
        specification: row.try_get(2)?,
        grade: row.try_get(3)?,
        price_fen: row.try_get(4)?,
        waiting_since: row.try_get(5)?,
        closes_on: row.try_get(6)?,
        school: row.try_get(7)?,
        township: row.try_get(8)?,
    })
}

/// What one claim needs to know.
#[derive(Clone)]
pub struct Claim {
    pub code: String,
    pub account: i64,
    /// A word of its own, for the batch, the letter and the form.
    pub word: String,
    pub now: String,
}

/// Reads and writes what a claim reads and writes, in one durable transaction on the pool's only connection.
pub async fn claim(pool: &SqlitePool, claim: &Claim) -> anyhow::Result<()> {
    let mut txn = pool.begin_with("BEGIN IMMEDIATE").await?;
    let Claim { code, account, word, now } = claim;
    let db = &mut *txn;
    let done = sqlx::query("SELECT answer FROM form_once WHERE key = ?").bind(word).fetch_optional(&mut *db).await?;
    anyhow::ensure!(done.is_none(), "a form was sent twice");
    let (email, name): (String, String) =
        sqlx::query_as("SELECT email, name FROM account WHERE id = ? AND disabled_at IS NULL")
            .bind(account)
            .fetch_one(&mut *db)
            .await?;
    let (wish, phase, item): (i64, i64, String) =
        sqlx::query_as("SELECT id, phase_id, item FROM wish WHERE code = ? AND status = 'open'")
            .bind(code)
            .fetch_one(&mut *db)
            .await?;
    let (limit, organiser): (i64, String) = sqlx::query_as(
        "SELECT donor_limit, organiser.name_zh FROM phase JOIN organiser ON organiser.id = organiser_id \
         WHERE phase.id = ? AND state = 'open'",
    )
    .bind(phase)
    .fetch_one(&mut *db)
    .await?;
    let (pending,): (i64,) = sqlx::query_as(
        "SELECT count(*) FROM claim JOIN wish ON wish.id = wish_id \
         WHERE account_id = ? AND state IN ('held', 'confirmed', 'shipped') AND phase_id = ?",
    )
    .bind(account)
    .bind(phase)
    .fetch_one(&mut *db)
    .await?;
    anyhow::ensure!(pending < limit, "too many");
    let (address,): (String,) = sqlx::query_as(
        "SELECT delivery_address FROM wish JOIN school ON school.id = school_id \
         JOIN township ON township.id = wish.township_id WHERE wish.id = ?",
    )
    .bind(wish)
    .fetch_one(&mut *db)
    .await?;
    let taken = sqlx::query("UPDATE wish SET status = 'taken' WHERE id = ? AND status = 'open'")
        .bind(wish)
        .execute(&mut *db)
        .await?;
    anyhow::ensure!(taken.rows_affected() == 1, "somebody was quicker");
    sqlx::query(
        "INSERT INTO claim (wish_id, source, account_id, lang, batch, state, made_at, rules_accepted_at, confirmed_at, \
         give_by, reminders) VALUES (?1, 'donor', ?2, 'zh', ?3, 'confirmed', ?4, ?4, ?4, '2026-12-30', 0)",
    )
    .bind(wish)
    .bind(account)
    .bind(word)
    .bind(now)
    .execute(&mut *db)
    .await?;
    sqlx::query("DELETE FROM wish_gram WHERE wish_id = ?").bind(wish).execute(&mut *db).await?;
    sqlx::query(
        "INSERT INTO journal (at, role, account_id, act, subject, subject_id, detail) \
         VALUES (?, 'donor', ?, 'claim_confirmed', 'wish', ?, ?)",
    )
    .bind(now)
    .bind(account)
    .bind(wish)
    .bind(code)
    .execute(&mut *db)
    .await?;
    sqlx::query("UPDATE waiting SET left_at = ? WHERE account_id = ? AND left_at IS NULL")
        .bind(now)
        .bind(account)
        .execute(&mut *db)
        .await?;
    sqlx::query(
        "INSERT INTO outbox (kind, recipient, account_id, lang, letter, message_id, state, due_at, tries, created_at) \
         VALUES ('claim_confirmed', ?, ?, 'zh', ?, ?, 'waiting', ?5, 0, ?5)",
    )
    .bind(email)
    .bind(account)
    .bind(format!("{name}，{item}，{address}，{organiser}"))
    .bind(word)
    .bind(now)
    .execute(&mut *db)
    .await?;
    sqlx::query("INSERT INTO form_once (key, answer, made_at) VALUES (?, ?, ?)")
        .bind(word)
        .bind(code)
        .bind(now)
        .execute(&mut *db)
        .await?;
    txn.commit().await.context("the claim was not kept")
}
