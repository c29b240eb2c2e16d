//! `make bench`: sizes, speed and memory of the site, printed beside a minimal program's and what we aim at.
//!
//! Both run as release builds on loopback in the same run, on the same database. It asserts nothing about speed.

mod claims;
mod client;
mod figures;
mod load;
mod matching;
mod minimal;
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
    time::{Duration, Instant},
};

use anyhow::ensure;
use app::{Site, site::Parts};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use clap::{Parser, Subcommand};
use server::{
    assets::Files,
    clock,
    http::{Edge, Proxies, router},
    labels::Fonts,
};
use tower::ServiceExt;

use crate::{
    figures::{Figures, kilobytes, megabytes, milliseconds},
    load::{Bounds, Run},
    program::Program,
    statements::{Cost, Ear},
};

const SMALL: u32 = 1_000;
const CONNECTIONS: usize = 16;
/// Rounds alternate between the programs; the one in the middle counts.
const ROUNDS: usize = 3;
const ROUND: Duration = Duration::from_secs(3);
const MOST_REQUESTS: usize = 200_000;
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
    pages(&mut figures, &small, &large, options.wishes).await?;
    let plans = costs(&mut figures, &large, &ear).await?;
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

/// (b) and the memory of (d): requests a second for the list.
async fn pages(figures: &mut Figures, small: &Path, large: &Path, wishes: u32) -> anyhow::Result<()> {
    let (ours, theirs) = (Program::nuanxin(large).await?, Program::minimal(large).await?);
    let ours_small = Program::nuanxin(small).await?;
    let (each_time, kept) = (list(&[("cookie", "lang=zh")]), list(&[]));
    let each_time_br = list(&[("cookie", "lang=zh"), ("accept-encoding", "br")]);
    let kept_br = list(&[("accept-encoding", "br")]);
    let [minimal, rendered, rendered_small] =
        rounds([(theirs.at, &kept), (ours.at, &each_time), (ours_small.at, &each_time)]).await?;
    let [minimal_br, rendered_br] = rounds([(theirs.at, &kept_br), (ours.at, &each_time_br)]).await?;
    let [minimal_again, anonymous] = rounds([(theirs.at, &kept), (ours.at, &kept)]).await?;
    let [minimal_br_again, anonymous_br] = rounds([(theirs.at, &kept_br), (ours.at, &kept_br)]).await?;
    figures.group(&format!("list page, {CONNECTIONS} connections, {wishes} wishes; comparator: minimal program"));
    figures.runs("rendered each time", &rendered, &minimal, "≥ 0.5");
    figures.runs("rendered each time, brotli", &rendered_br, &minimal_br, "≥ 0.5");
    figures.runs("kept for anonymous readers", &anonymous, &minimal_again, "≥ 1");
    figures.runs("kept for anonymous readers, brotli", &anonymous_br, &minimal_br_again, "≥ 1");
    figures.group(&format!("the same with {SMALL} wishes; comparator: with {wishes}"));
    figures.runs("rendered each time", &rendered_small, &rendered, "≤ 1.3");
    figures.group("process");
    figures.alone("memory after the load", megabytes(ours.memory("VmRSS")?), "≤ 80 MB");
    figures.alone("memory at its highest", megabytes(ours.memory("VmHWM")?), "");
    figures.alone("size of the binary", megabytes(std::fs::metadata(program::NUANXIN)?.len()), "");
    ours.end().await?;
    let mut starts = Vec::with_capacity(5);
    for _ in 0..5 {
        let program = Program::nuanxin(large).await?;
        starts.push(program.first_page);
        program.end().await?;
    }
    starts.sort_unstable();
    figures.alone("start to first page", milliseconds(starts[starts.len() / 2]), "≤ 300 ms");
    theirs.end().await?;
    ours_small.end().await
}

fn list(headers: &[(&str, &str)]) -> client::Request {
    client::Request::get("/wishes", headers)
}

/// Loads the servers in turn, [`ROUNDS`] times after a short warm-up, and gives each one's middle round.
async fn rounds<const N: usize>(servers: [(SocketAddr, &client::Request); N]) -> anyhow::Result<[Run; N]> {
    let bounds = Bounds { clients: CONNECTIONS, most: MOST_REQUESTS, lasts: ROUND };
    let mut runs: [Vec<Run>; N] = std::array::from_fn(|_| Vec::with_capacity(ROUNDS));
    for (at, page) in servers {
        load::pages(at, page, Bounds { lasts: Duration::from_millis(500), ..bounds }).await?;
    }
    for _ in 0..ROUNDS {
        for (runs, (at, page)) in runs.iter_mut().zip(servers) {
            runs.push(load::pages(at, page, bounds).await?);
        }
    }
    Ok(runs.map(|mut runs| {
        runs.sort_by(|a, b| a.per_second().total_cmp(&b.per_second()));
        runs.swap_remove(ROUNDS / 2)
    }))
}

/// (b) What a page costs the database, asked of the router in this process.
async fn costs(figures: &mut Figures, folder: &Path, ear: &Ear) -> anyhow::Result<String> {
    let store = claims::open(folder).await?;
    let files = Files::read(&program::site())?;
    let confined = server::confined::Confined::new(program::NUANXIN.into());
    let pictures = server::pictures::Pictures::new(&folder.join("pictures"), confined.clone())?;
    let site = Site::new(Parts {
        store: store.clone(),
        public_url: "https://nuanxin.example.org".to_owned(),
        demo: false,
        assets: files.named(),
        clock: Box::new(clock::now),
        read_sheet: server::sheets::reader(confined),
        take_picture: pictures.taker(&store),
        cut_cards: pictures.cutter(&store),
        blur_picture: pictures.blurrer(&store),
        read_statement: server::sheets::statement_reader(server::confined::Confined::new(program::NUANXIN.into())),
        imports: std::sync::Arc::default(),
        statements: std::sync::Arc::default(),
    });
    let router = router(&Edge {
        site,
        files,
        fonts: Fonts::built_in(),
        mail_dir: folder.join("mail"),
        mail: std::sync::Arc::default(),
        papers: server::papers::Shelf(folder.join("papers")),
        pictures,
        press: std::sync::Arc::default(),
        proxies: Proxies::default(),
    });
    let pool = minimal::connect(&program::database(folder), 1).await?;
    let (code, school): (String, i64) =
        sqlx::query_as("SELECT code, school_id FROM wish WHERE status = 'open' LIMIT 1").fetch_one(&pool).await?;
    let mut plans = String::new();
    figures.group("statements; tables read from end to end");
    for (name, path) in [
        ("home, the first after a start", "/".to_owned()),
        ("home", "/".to_owned()),
        ("list", "/wishes".to_owned()),
        ("list, by school", format!("/wishes?school={school}")),
        ("list, by category, cheapest first", "/wishes?category=shoes&sort=price".to_owned()),
        ("list, searched", "/wishes?q=%E4%B9%A6%E5%8C%85".to_owned()),
        ("list, handed out", "/wishes?status=handed_out".to_owned()),
        ("detail", format!("/wishes/{code}")),
        ("journey of a code", format!("/v/{code}")),
    ] {
        let visit = async {
            // A page in a language that was asked for by cookie is rendered each time.
            let request = Request::get(&path).header("cookie", "lang=zh").body(Body::empty())?;
            let answer = router.clone().oneshot(request).await?;
            ensure!(answer.status() == StatusCode::OK, "{path} answered {}", answer.status());
            Ok(())
        };
        let cost = Cost::of(&ear.during(visit).await?, &pool).await?;
        let scans = if cost.scans.is_empty() { "none".to_owned() } else { cost.scans.join(", ") };
        let figure = format!("{}; {scans}; {} counts", cost.statements, cost.counts);
        figures.alone(name, figure, "≤ 8; none but townships, schools; 0");
        plans.extend([name, ": ", &path, "\n", &cost.plans]);
    }
    pool.close().await;
    store.close().await?;
    Ok(plans)
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
