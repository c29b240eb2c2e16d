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
    match &options.part {
        Some(Part::Minimal { database, at }) => minimal::serve(database, *at).await,
        _ => measure(&options).await,
    }
}

async fn measure(options: &Options) -> anyhow::Result<()> {
    let ground = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let mut bench = Bench::default();
    match options.part {
        Some(Part::Papers) => bench.papers()?,
        Some(Part::Payments) => bench.payments(ground.path()).await?,
        Some(Part::Payouts) => bench.payouts(ground.path()).await?,
        Some(Part::Matching) => {
            let large = seeded(ground.path(), options.wishes).await?;
            bench.matching(&large, options.wishes).await?;
        }
        None if options.files => bench.files(ground.path()).await?,
        None | Some(Part::Minimal { .. }) => bench.all(ground.path(), options).await?,
    }
    bench.end()
}

/// Part after part. What a part has measured is printed at once; one that fails is told, and stops no other.
#[derive(Default)]
struct Bench {
    figures: Figures,
    failed: Vec<&'static str>,
}

impl Bench {
    async fn all(&mut self, ground: &Path, options: &Options) -> anyhow::Result<()> {
        if let Err(error) = self.site(ground, options).await {
            self.done("the databases", Err(error))?;
        }
        self.files(ground).await?;
        self.payments(ground).await?;
        self.payouts(ground).await?;
        self.papers()
    }

    /// What is measured of the running site, on its two databases.
    async fn site(&mut self, ground: &Path, options: &Options) -> anyhow::Result<()> {
        let ear = Ear::install();
        let small = seeded(ground, SMALL).await?;
        let large = seeded(ground, options.wishes).await?;
        let weighed = weigh(&mut self.figures, &small).await;
        self.done("weight", weighed)?;
        let loaded = pages::measure(&mut self.figures, &small, &large, options.wishes).await;
        self.done("pages", loaded)?;
        let mut plans = String::new();
        let counted = costs::measure(&mut self.figures, &mut plans, &large, &ear).await;
        self.done("statements", counted)?;
        if options.plans {
            writeln!(std::io::stdout().lock(), "\n{plans}")?;
        }
        self.matching(&large, options.wishes).await?;
        let claimed = durable(&mut self.figures, &large, options.wishes).await;
        self.done("claims", claimed)
    }

    async fn matching(&mut self, folder: &Path, wishes: u32) -> anyhow::Result<()> {
        let asked = matching::measure(&mut self.figures, folder, wishes).await;
        self.done("matching", asked)
    }

    async fn files(&mut self, ground: &Path) -> anyhow::Result<()> {
        let read = tables::measure(&mut self.figures, ground).await;
        self.done("files", read)
    }

    async fn payments(&mut self, ground: &Path) -> anyhow::Result<()> {
        let booked = payments::measure(&mut self.figures, ground).await;
        self.done("payments", booked)
    }

    async fn payouts(&mut self, ground: &Path) -> anyhow::Result<()> {
        let drafted = payouts::measure(&mut self.figures, ground).await;
        self.done("payouts", drafted)
    }

    fn papers(&mut self) -> anyhow::Result<()> {
        let made = printed(&mut self.figures);
        self.done("papers", made)
    }

    /// Prints what the part has measured; fails only where nothing can be printed any more.
    fn done(&mut self, part: &'static str, done: anyhow::Result<()>) -> anyhow::Result<()> {
        self.figures.print()?;
        if let Err(error) = done {
            writeln!(std::io::stderr(), "{part} failed: {error:#}")?;
            self.failed.push(part);
        }
        Ok(())
    }

    /// Fails if any part did.
    fn end(self) -> anyhow::Result<()> {
        ensure!(self.failed.is_empty(), "failed: {}", self.failed.join(", "));
        Ok(())
    }
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
    figures.group("papers of a phase, PDF")?;
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
    figures.group("weight of the list page, brotli")?;
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
    figures.group("durable claims, 64 clients; comparator: the statements alone")?;
    figures.runs("the verb", &claims.domain, &claims.bare, "≥ 0.5");
    figures.runs("the form, letters going out meanwhile", &claims.form, &claims.bare, "");
    Ok(())
}
