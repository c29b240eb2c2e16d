//! `make bench`: sizes, speed and memory of the site, printed beside a minimal program's and what we aim at.
//!
//! Both run as release builds on loopback in the same run, on the same database. It asserts nothing about speed.

mod claims;
mod client;
mod costs;
mod figures;
mod load;
mod matching;
mod minimal;
mod pages;
mod papers;
mod payments;
mod payouts;
mod program;
mod statements;
mod tables;
mod weight;

use std::{
    io::Write,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::ensure;
use clap::{Parser, Subcommand};
use server::clock;

use crate::{
    figures::{Figures, kilobytes, megabytes, milliseconds},
    program::Program,
    statements::Ear,
};

/// Wishes in the small database.
const SMALL: u32 = 1_000;
const MOST_CLAIMS: usize = 3_000;

#[derive(Parser)]
struct Options {
    /// Wishes in the large database
    #[arg(long, env = "BENCH_WISHES", default_value_t = 1_000_000)]
    wishes: u32,
    /// Prints how SQLite carries out each statement of each page
    #[arg(long)]
    plans: bool,
    /// What cargo says to every benchmark
    #[arg(long, hide = true)]
    bench: bool,
    /// Measures only what is done with files
    #[arg(long)]
    files: bool,
    #[command(subcommand)]
    part: Option<Part>,
}

#[derive(Subcommand)]
enum Part {
    /// Only how fast papers are made
    Papers,
    /// Only how fast a bank's statement is read and booked
    Payments,
    /// Only how long a payout run of very many elders takes
    Payouts,
    /// Only how fast match me answers
    Matching,
    /// The comparator, as a process of its own
    #[command(hide = true)]
    Minimal { database: PathBuf, at: SocketAddr },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    match options.part {
        Some(Part::Minimal { database, at }) => return minimal::serve(&database, at).await,
        Some(Part::Papers) => {
            let mut figures = Figures::default();
            printed(&mut figures)?;
            return say(&figures.table());
        }
        Some(Part::Payments) => {
            let mut figures = Figures::default();
            let ground = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
            payments::measure(&mut figures, ground.path()).await?;
            return say(&figures.table());
        }
        Some(Part::Payouts) => {
            let ground = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
            let mut figures = Figures::default();
            payouts::measure(&mut figures, ground.path()).await?;
            return say(&figures.table());
        }
        Some(Part::Matching) | None => {}
    }
    let ear = Ear::install();
    let ground = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let mut figures = Figures::default();
    if options.files {
        tables::measure(&mut figures, ground.path()).await?;
        return say(&figures.table());
    }
    if matches!(options.part, Some(Part::Matching)) {
        let large = seeded(ground.path(), options.wishes).await?;
        matching::measure(&mut figures, &large, options.wishes).await?;
        return say(&figures.table());
    }
    let small = seeded(ground.path(), SMALL).await?;
    let large = seeded(ground.path(), options.wishes).await?;
    weigh(&mut figures, &small).await?;
    pages::measure(&mut figures, &small, &large, options.wishes).await?;
    let plans = costs::measure(&mut figures, &large, &ear).await?;
    matching::measure(&mut figures, &large, options.wishes).await?;
    durable(&mut figures, &large, options.wishes).await?;
    tables::measure(&mut figures, ground.path()).await?;
    payments::measure(&mut figures, ground.path()).await?;
    payouts::measure(&mut figures, ground.path()).await?;
    printed(&mut figures)?;
    say(&figures.table())?;
    if options.plans {
        say(&plans)?;
    }
    Ok(())
}

fn say(text: &str) -> anyhow::Result<()> {
    Ok(writeln!(std::io::stdout().lock(), "\n{text}")?)
}

/// A folder with a database of so many open wishes.
async fn seeded(ground: &Path, wishes: u32) -> anyhow::Result<PathBuf> {
    let folder = ground.join(wishes.to_string());
    let begun = Instant::now();
    let seed = program::nuanxin(&folder).args(["seed", "bulk", "--wishes", &wishes.to_string()]).status().await?;
    ensure!(seed.success(), "the database was not seeded");
    writeln!(std::io::stderr(), "{wishes} wishes seeded in {:.0} s", begun.elapsed().as_secs_f64())?;
    Ok(folder)
}

/// (e) How long all papers of a large phase take.
fn printed(figures: &mut Figures) -> anyhow::Result<()> {
    let made = papers::make()?;
    let pages = f64::from(u32::try_from(made.pages).unwrap_or(u32::MAX)) / made.took.as_secs_f64();
    figures.group("papers of a phase, PDF");
    figures.alone(&format!("{} gifts at 8 schools", papers::GIFTS), milliseconds(made.took), "≤ 10 s");
    figures.alone("pages", made.pages.to_string(), "");
    figures.alone("pages a second", format!("{pages:.0}"), "");
    figures.alone("bytes", megabytes(u64::try_from(made.bytes).unwrap_or(u64::MAX)), "");
    Ok(())
}

/// (a) What a phone has to load.
async fn weigh(figures: &mut Figures, folder: &Path) -> anyhow::Result<()> {
    let site = Program::nuanxin(folder).await?;
    let weight = weight::of_list(site.at).await?;
    let quiet = weight::without_islands(site.at).await?;
    site.end().await?;
    figures.group("weight of the list page, brotli");
    figures.alone("HTML", kilobytes(weight.html), "");
    figures.alone("CSS", kilobytes(weight.css), "");
    figures.alone("HTML + CSS", kilobytes(weight.html + weight.css), "≤ 35 KB");
    figures.alone("JS + wasm it loads", kilobytes(weight.script), "≤ 110 KB");
    figures.alone("JS + wasm of the islands' program", kilobytes(weight::of_islands()?), "≤ 110 KB");
    figures.alone("JS on pages without islands", quiet, "0");
    Ok(())
}

/// (c) Claims that are on the disk when they are answered.
async fn durable(figures: &mut Figures, folder: &Path, wishes: u32) -> anyhow::Result<()> {
    let most = MOST_CLAIMS.min(usize::try_from(wishes)? / 4);
    let claims = claims::measure(folder, most, clock::now()).await?;
    figures.group("durable claims, 64 clients; comparator: the statements alone");
    figures.runs("the verb", &claims.domain, &claims.bare, "≥ 0.5");
    figures.runs("the form, letters going out meanwhile", &claims.form, &claims.bare, "");
    Ok(())
}
