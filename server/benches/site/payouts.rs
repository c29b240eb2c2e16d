//! How long a payout run of very many elders takes, beside one plain sum over the same rows by the database alone.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context, anyhow, ensure};
use entity::{
    FormKey, Lang, Store, Time,
    account::{create::create_admin, sign_in},
    actor::Officer,
    fund::payout::{draft, gather},
    id::FundId,
    seed, session,
    store::{Dice, Keys},
};
use sea_orm::{ConnectionTrait, Statement};
use server::clock;

use crate::{
    figures::{Figures, megabytes, milliseconds},
    program,
};

const ELDERS: usize = 20_000;
/// The one in the middle counts.
const ROUNDS: usize = 5;

/// What the families of each elder paid in the period: what a run needs at the least.
const PLAIN: &str =
    "SELECT fund_share.elder_id, SUM(fund_share.amount_fen) AS total, COUNT(DISTINCT supporter_id) AS paid_by
     FROM fund_share JOIN fund_contribution ON fund_contribution.id = contribution_id
     WHERE fund_id = 1 GROUP BY fund_share.elder_id";

pub async fn measure(figures: &mut Figures, ground: &Path) -> anyhow::Result<()> {
    let now = clock::now();
    let url = format!("sqlite://{}", ground.join("elders.db").display());
    let store = Store::open(&url, Keys::from_master(&[7; 32]), Dice::seeded(1)).await?;
    migration::up(store.writer()).await?;
    let fund = seed::elders(&store, ELDERS, now).await?;
    let plain = plain(&store).await?;
    let gathered = gathered(&store, fund, now).await?;
    let officer = officer(&store, now).await?;
    let before = program::mark()?;
    let begun = Instant::now();
    draft::draft(&store, officer, fund, &FormKey::new("bench", ""), now).await?;
    let drafted = begun.elapsed();
    let more = program::beyond(before)?;
    let ratio = |took: Duration| took.as_secs_f64() / plain.as_secs_f64();
    figures
        .group(&format!("a payout run of {ELDERS} elders with three children each; comparator: one plain SQL sum"))?;
    figures.compared("read and computed", milliseconds(gathered), milliseconds(plain), ratio(gathered), "");
    figures.compared("drafted, lines written", milliseconds(drafted), milliseconds(plain), ratio(drafted), "≤ 5 s");
    figures.alone("memory of drafting, beyond what the process had", megabytes(more), "≤ 100 MB");
    Ok(())
}

async fn plain(store: &Store) -> anyhow::Result<Duration> {
    let mut rounds = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let rows = store.read().query_all_raw(Statement::from_string(store.backend(), PLAIN)).await?;
        rounds.push(begun.elapsed());
        ensure!(rows.len() == ELDERS, "{} elders were summed", rows.len());
    }
    rounds.sort_unstable();
    Ok(rounds[ROUNDS / 2])
}

async fn gathered(store: &Store, fund: FundId, now: Time) -> anyhow::Result<Duration> {
    let mut rounds = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let lines = gather::next(store.read(), fund).await?.lines.len();
        rounds.push(begun.elapsed());
        ensure!(lines == ELDERS, "{lines} elders were computed on {now}");
    }
    rounds.sort_unstable();
    Ok(rounds[ROUNDS / 2])
}

/// An administrator may do what an officer may.
async fn officer(store: &Store, now: Time) -> anyhow::Result<Officer> {
    let (email, password) = ("bench@example.org", "four words of nothing");
    create_admin(store, email, "样例", password, Lang::Zh, now).await?;
    let typed = sign_in::Typed { email: email.to_owned(), password: password.to_owned() };
    let opened = sign_in::sign_in(store, &typed, "bench", now).await?;
    let who = session::who(store, &opened.token, now).await?.context("nobody is signed in")?;
    who.officer().map_err(|refusal| anyhow!("{refusal:?}"))
}
