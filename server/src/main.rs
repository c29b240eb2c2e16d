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
    config::{Settings, lang},
    confined::{self, Work},
    import::{self, Import},
    matching::{self, Match},
    pictures::Pictures,
    seed,
};

use self::{
    answer::answer,
    open::{open, pictures},
};

/// A page is thousands of small pieces.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Micro-wishes of a county's children.
#[derive(Parser)]
#[command(name = "nuanxin", version, about)]
struct Line {
    #[command(flatten)]
    settings: Settings,
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
    },
    /// Brings the database up to date
    Migrate,
    /// Fills an empty database with made-up data
    #[command(subcommand)]
    Seed(Seed),
    /// A school's table of wishes becomes drafts
    Import(Import),
    /// Matches offers to wishes, from file to file
    Match(Match),
    /// Administrators
    #[command(subcommand)]
    Admin(Admin),
    /// Prints the settings in force, secrets hidden
    Config,
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
    Demo,
    /// Many open wishes, to measure with
    Bulk {
        #[arg(long)]
        wishes: u32,
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
    },
}

#[derive(Subcommand)]
enum Journal {
    /// Goes through the whole chain
    Verify,
}

#[derive(Subcommand)]
enum Ledger {
    /// Goes through every transfer, line, account, seal and period; says where something was changed
    Verify,
}

fn main() -> ExitCode {
    let line = Line::parse();
    if let Command::Confined { work } = line.command {
        return confined::child(work);
    }
    if let Command::Match(ask) = &line.command {
        return matching::run(ask);
    }
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
    match runtime.block_on(run(line)) {
        Ok(code) => code,
        Err(error) => refuse(&error),
    }
}

/// One clear line.
fn refuse(error: &anyhow::Error) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "nuanxin: {error:#}");
    ExitCode::FAILURE
}

async fn run(line: Line) -> anyhow::Result<ExitCode> {
    let settings = line.settings;
    if matches!(line.command, Command::Config) {
        settings.print(&mut std::io::stdout().lock())?;
        return Ok(ExitCode::SUCCESS);
    }
    settings.check()?;
    let opened = open(&settings).await?;
    let store = &opened.store;
    let mut code = ExitCode::SUCCESS;
    match line.command {
        Command::Serve { demo } => {
            answer(settings, opened, demo).await?;
            return Ok(code);
        }
        Command::Import(ask) => code = import::run(store, &ask).await?,
        Command::Migrate | Command::Config | Command::Confined { .. } | Command::Match(_) => {}
        Command::Seed(Seed::Demo) => seed_demo(store, &pictures(&settings)?).await?,
        Command::Seed(Seed::Bulk { wishes }) => entity::seed::bulk(store, wishes, clock::now()).await?,
        Command::Admin(Admin::Create { email, name, lang }) => create_admin(store, &email, &name, lang).await?,
        Command::Journal(Journal::Verify) => verify(store).await?,
        Command::Ledger(Ledger::Verify) => verify_ledger(store).await?,
    }
    opened.store.close().await?;
    Ok(code)
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
