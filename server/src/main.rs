//! `nuanxin`: serve, migrate, seed, import wishes, match offers to wishes, make an administrator, show the settings,
//! check the journal and the ledger.

#[path = "main/answer.rs"]
mod answer;
#[path = "main/open.rs"]
mod open;

use std::{io::Write, process::ExitCode};

use anyhow::Context;
use app::text::Text;
use clap::{Parser, Subcommand};
use entity::{Lang, Store, account::create as create_admin};
use mimalloc::MiMalloc;
use server::{
    clock,
    config::{Kept, Settings, lang},
    confined::{self, Work},
    import::{self, Import},
    matching::{self, Match},
    pictures::Pictures,
    seed,
};

use self::{
    answer::answer,
    open::{Opened, open, open_to_read, pictures},
};

/// A page is thousands of small pieces.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Micro-wishes of a county's children.
#[derive(Parser)]
#[command(name = "nuanxin", version, about)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the site, sends the letters, drives the clock
    Serve {
        /// Seeds made-up people on an empty database, lists them on the sign-in page, shows letters at /dev/mail
        #[arg(long)]
        demo: bool,
        #[command(flatten)]
        settings: Settings,
    },
    /// Brings the database up to date
    Migrate(Kept),
    /// Fills an empty database with made-up data
    #[command(subcommand)]
    Seed(Seed),
    /// A school's table of wishes becomes drafts
    Import {
        #[command(flatten)]
        ask: Import,
        #[command(flatten)]
        kept: Kept,
    },
    /// Matches offers to wishes, from file to file
    Match(Match),
    /// Administrators
    #[command(subcommand)]
    Admin(Admin),
    /// Prints the settings in force, secrets hidden
    Config(Settings),
    /// Checks the journal's hash chain
    #[command(subcommand)]
    Journal(Journal),
    /// What this program starts of itself for files that strangers hand it
    #[command(name = confined::COMMAND, hide = true)]
    Confined { work: Work },
    /// Checks the ledger
    #[command(subcommand)]
    Ledger(Ledger),
}

#[derive(Subcommand)]
enum Seed {
    /// A county with eight schools and five phases
    Demo(Kept),
    /// Many open wishes, to measure with
    Bulk {
        #[arg(long)]
        wishes: u32,
        #[command(flatten)]
        kept: Kept,
    },
}

#[derive(Subcommand)]
enum Admin {
    /// Makes an administrator; the password is read from standard input
    Create {
        #[arg(long)]
        email: String,
        #[arg(long)]
        name: String,
        /// Language of the pages and letters for this person: zh or en
        #[arg(long, default_value = "zh", value_parser = lang)]
        lang: Lang,
        #[command(flatten)]
        kept: Kept,
    },
}

#[derive(Subcommand)]
enum Journal {
    /// Goes through the whole chain
    Verify(Kept),
}

#[derive(Subcommand)]
enum Ledger {
    /// Goes through every transfer, line, account, seal and period; says where something was changed
    Verify(Kept),
}

fn main() -> ExitCode {
    let Line { command } = Line::parse();
    match command {
        Command::Confined { work } => confined::child(work),
        Command::Match(ask) => matching::run(&ask),
        command => begin(command),
    }
}

/// With a log and a runtime.
fn begin(command: Command) -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env()
                .unwrap_or_else(|_| "info,sqlx=warn,sea_orm_migration=warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return refuse(&error.into()),
    };
    match runtime.block_on(run(command)) {
        Ok(code) => code,
        Err(error) => refuse(&error),
    }
}

/// One clear line.
fn refuse(error: &anyhow::Error) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "nuanxin: {error:#}");
    ExitCode::FAILURE
}

async fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve { demo, settings } => {
            settings.check()?;
            let mut opened = open(&settings.kept).await?;
            opened.store.watch = settings.watch();
            answer(settings, opened, demo).await?;
        }
        Command::Config(settings) => settings.print(&mut std::io::stdout().lock())?,
        Command::Migrate(kept) => with(&kept, async |_: &Store| Ok(())).await?,
        Command::Seed(Seed::Demo(kept)) => {
            with(&kept, async |store: &Store| seed_demo(store, &pictures(&kept)?).await).await?;
        }
        Command::Seed(Seed::Bulk { wishes, kept }) => {
            with(&kept, async |store: &Store| Ok(entity::seed::bulk(store, wishes, clock::now()).await?)).await?;
        }
        Command::Import { ask, kept } if ask.only_asks() => {
            return reading(&kept, async |store: &Store| import::run(store, &ask).await).await;
        }
        Command::Import { ask, kept } => {
            return with(&kept, async |store: &Store| import::run(store, &ask).await).await;
        }
        Command::Admin(Admin::Create { email, name, lang, kept }) => {
            with(&kept, async |store: &Store| create_admin(store, &email, &name, lang).await).await?;
        }
        Command::Journal(Journal::Verify(kept)) => reading(&kept, verify).await?,
        Command::Ledger(Ledger::Verify(kept)) => reading(&kept, verify_ledger).await?,
        // These have no database; they never come here.
        Command::Confined { .. } | Command::Match(_) => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// Does something with the database, which is brought up to date before and closed after it.
async fn with<T>(kept: &Kept, work: impl AsyncFnOnce(&Store) -> anyhow::Result<T>) -> anyhow::Result<T> {
    kept.check()?;
    closing(open(kept).await?, work).await
}

/// The same for what only reads, which need not wait until the site is stopped, and leaves all as it is.
async fn reading<T>(kept: &Kept, work: impl AsyncFnOnce(&Store) -> anyhow::Result<T>) -> anyhow::Result<T> {
    closing(open_to_read(kept).await?, work).await
}

async fn closing<T>(opened: Opened, work: impl AsyncFnOnce(&Store) -> anyhow::Result<T>) -> anyhow::Result<T> {
    let done = work(&opened.store).await?;
    opened.store.close().await?;
    Ok(done)
}

async fn create_admin(store: &Store, email: &str, name: &str, lang: Lang) -> anyhow::Result<()> {
    let mut password = String::new();
    std::io::stdin().read_line(&mut password).context("no password on standard input")?;
    let password = password.trim_end_matches(['\r', '\n']);
    match create_admin::create_admin(store, email, name, password, lang, clock::now()).await {
        Ok(_) => Ok(()),
        Err(entity::Error::Refused(refused)) => {
            let sentences: Vec<String> = refused.0.iter().map(|refusal| Text(lang).refusal(refusal)).collect();
            anyhow::bail!("no administrator was made: {}", sentences.join("; "))
        }
        Err(error) => Err(error.into()),
    }
}

async fn seed_demo(store: &Store, pictures: &Pictures) -> anyhow::Result<()> {
    anyhow::ensure!(
        entity::seed::is_empty(store).await?,
        "there are accounts already; made-up people belong into an empty database"
    );
    tracing::info!("seeding the demonstration");
    seed::demo(store, pictures, clock::now()).await
}

async fn verify(store: &Store) -> anyhow::Result<()> {
    match entity::journal::verify(store.read()).await? {
        Ok((entries, head)) => {
            writeln!(std::io::stdout(), "{entries} entries, the chain is whole; head {head}")?;
            Ok(())
        }
        Err(entry) => anyhow::bail!("the journal's chain breaks at entry {entry}"),
    }
}

async fn verify_ledger(store: &Store) -> anyhow::Result<()> {
    match entity::ledger::verify::verify(store.read()).await? {
        Ok(whole) => {
            let (transfers, days, head) = (whole.transfers, whole.sealed_days, whole.head);
            writeln!(
                std::io::stdout(),
                "{transfers} transfers, {days} sealed days, every byte as it was written; head {head}"
            )?;
            Ok(())
        }
        Err(broken) => anyhow::bail!("the ledger was changed: {broken}"),
    }
}
