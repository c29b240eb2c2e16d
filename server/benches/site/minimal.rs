//! The comparator: the list of wishes and the claim of one, written with axum, sqlx and askama and nothing else.
//!
//! It has no roles, languages, filters or letters' texts; it shows the same 24 cards and writes the same rows.

use std::{net::SocketAddr, path::Path};

use anyhow::Context;
use askama::Template;
use axum::{Router, extract::State, http::StatusCode, response::Html, routing::get};
use chrono::NaiveDate;
use server::clock;
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
    category: String,
    item: String,
    specification: String,
    grade: i64,
    price_fen: i64,
    days: i64,
    township: String,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>微心愿</title></head><body><main><h1>微心愿</h1><ul class="grid">
{% for card in cards %}<li><article class="tag">
<div class="pic"><svg class="icon" aria-hidden="true"><use href="/icons.svg#{{ card.category }}"></use></svg></div>
<h3><a href="/wishes/{{ card.code }}">{{ card.item }}</a></h3><p class="spec">{{ card.specification }}</p>
<p class="meta"><span>{{ card.grade }} 年级</span><span>{{ card.township }}</span>
<span class="waited">等了 {{ card.days }} 天</span></p>
<div class="foot"><span class="price">¥{{ card.price_fen / 100 }}</span>
<form method="post" action="/basket"><input type="hidden" name="code" value="{{ card.code }}">
<button class="btn round quiet" aria-label="{{ card.item }}"><svg class="icon"><use href="/icons.svg#basket"></use></svg></button>
</form><a class="btn" href="/claim?code={{ card.code }}">认领</a></div>
</article></li>{% endfor %}</ul></main></body></html>"#
)]
struct List {
    cards: Vec<Card>,
}

const LIST: &str = "SELECT wish.code, category, item, specification, grade, price_fen, waiting_since, name_zh FROM wish \
    JOIN township ON township.id = township_id WHERE status = 'open' ORDER BY waiting_since, wish.id LIMIT 24";

async fn list(State(pool): State<SqlitePool>) -> Result<Html<String>, StatusCode> {
    let broken = |_| StatusCode::INTERNAL_SERVER_ERROR;
    let rows = sqlx::query(LIST).fetch_all(&pool).await.map_err(broken)?;
    let today = clock::now().date_naive();
    let cards = rows.iter().map(|row| card(row, today)).collect::<Result<_, _>>().map_err(broken)?;
    Ok(Html(List { cards }.render().map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?))
}

fn card(row: &SqliteRow, today: NaiveDate) -> sqlx::Result<Card> {
    let since: &str = row.try_get(6)?;
    let since = since.get(..10).and_then(|day| day.parse::<NaiveDate>().ok());
    Ok(Card {
        code: row.try_get(0)?,
        category: row.try_get(1)?,
        item: row.try_get(2)?,
        specification: row.try_get(3)?,
        grade: row.try_get(4)?,
        price_fen: row.try_get(5)?,
        days: since.map_or(0, |since| (today - since).num_days()),
        township: row.try_get(7)?,
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
