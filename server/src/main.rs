//! `nuanxin`: serve, migrate, seed, import wishes, match offers to wishes, make an administrator, show the settings,
//! check the journal and the ledger.

#[path = "main/answer.rs"]
mod answer;
#[path = "main/open.rs"]
mod open;
#[path = "main/password.rs"]
mod password;
#[path = "main/ready.rs"]
mod ready;

use std::{io::Write, process::ExitCode};

use app::text::Text;
use clap::{CommandFactory, Parser, Subcommand};
use entity::{Lang, Refusal, Store, account::create as create_admin, journal, ledger::verify as ledger};
use mimalloc::MiMalloc;
use server::{
    clock,
    config::{Database, Kept, Settings, lang, wrong_setting},
    confined::{self, Work},
    import::{self, Import},
    matching::{self, Match},
    pictures::Pictures,
    seed,
};

use self::{
    answer::answer,
    open::{Opened, open, open_to_read, open_without_key, pictures},
    ready::Ready,
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
    /// Makes an administrator; asks for the password, or reads it from standard input where that is no terminal
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
    Verify(Database),
}

#[derive(Subcommand)]
enum Ledger {
    /// Goes through every transfer, line, account, seal and period; says where something was changed or cut off
    Verify {
        /// A newest fingerprint that was copied from /ledger earlier: it has to be part of the chain still
        #[arg(long)]
        head: Option<String>,
        #[command(flatten)]
        database: Database,
    },
}

fn main() -> ExitCode {
    let Line { command } = match Line::try_parse() {
        Ok(line) => line,
        Err(error) => match wrong_setting(&error, &Line::command()) {
            Some(why) => return refuse(&anyhow::anyhow!(why)),
            None => error.exit(),
        },
    };
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

/// One clear line. A cause that says again what was said before it is left out.
fn refuse(error: &anyhow::Error) -> ExitCode {
    let mut line = "nuanxin".to_owned();
    for cause in error.chain().map(ToString::to_string).filter(|cause| !cause.is_empty()) {
        if !line.contains(&cause) {
            line = line + ": " + &cause;
        }
    }
    let _ = writeln!(std::io::stderr(), "{line}");
    ExitCode::FAILURE
}

async fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve { demo, settings } => {
            let ready = Ready::with(&settings)?;
            let mut opened = open(&settings.kept).await?;
            opened.store.watch = settings.watch();
            Box::pin(answer(settings, ready, opened, demo)).await?;
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
            return closing(open_to_read(&kept).await?, async |store: &Store| import::run(store, &ask).await).await;
        }
        Command::Import { ask, kept } => {
            return with(&kept, async |store: &Store| import::run(store, &ask).await).await;
        }
        Command::Admin(Admin::Create { email, name, lang, kept }) => {
            with(&kept, async |store: &Store| create_admin(store, &email, &name, lang).await).await?;
        }
        Command::Journal(Journal::Verify(database)) => closing(open_without_key(&database).await?, verify).await?,
        Command::Ledger(Ledger::Verify { head, database }) => {
            let opened = open_without_key(&database).await?;
            closing(opened, async |store: &Store| verify_ledger(store, head.as_deref()).await).await?;
        }
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

async fn closing<T>(opened: Opened, work: impl AsyncFnOnce(&Store) -> anyhow::Result<T>) -> anyhow::Result<T> {
    let done = work(&opened.store).await?;
    opened.store.close().await?;
    Ok(done)
}

async fn create_admin(store: &Store, email: &str, name: &str, lang: Lang) -> anyhow::Result<()> {
    let password = password::read()?;
    match create_admin::create_admin(store, email, name, &password, lang, clock::now()).await {
        Ok(made) => Ok(writeln!(std::io::stdout(), "{} is an administrator now and can sign in", made.email)?),
        Err(entity::Error::Refused(refused)) => {
            let t = Text(Lang::En);
            let sentence = |refusal: &Refusal| match refusal.field() {
                Some(field) => format!("{}: {}", t.field(field), t.refusal(refusal)),
                None => t.refusal(refusal),
            };
            let sentences: Vec<String> = refused.0.iter().map(sentence).collect();
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
    let (entries, head) = match journal::verify(store.read()).await? {
        Ok(whole) => whole,
        Err(entry) => anyhow::bail!("the journal's chain breaks at entry {entry}"),
    };
    let head = if entries == 0 { head } else { format!("; head {head}") };
    let waiting = match journal::waiting(store.read()).await? {
        0 => String::new(),
        waiting => format!("; {waiting} more wait for the running site to chain them"),
    };
    writeln!(std::io::stdout(), "{entries} entries, the chain is whole{head}{waiting}")?;
    Ok(())
}

/// `copied`: the head that somebody wrote down.
async fn verify_ledger(store: &Store, copied: Option<&str>) -> anyhow::Result<()> {
    let whole = match ledger::verify(store.read()).await? {
        Ok(whole) => whole,
        Err(broken) => anyhow::bail!("the ledger was changed: {broken}"),
    };
    let copied = match copied {
        Some(copied) => match ledger::numbered(store.read(), copied).await? {
            Some(number) => format!("; the copied head is that of transfer {number}"),
            None => anyhow::bail!("the ledger was changed, or the head copied wrongly: it is no part of the chain"),
        },
        None => String::new(),
    };
    let (transfers, days, head) = (whole.transfers, whole.sealed_days, whole.head);
    writeln!(
        std::io::stdout(),
        "{transfers} transfers, {days} sealed days, every byte as it was written; head {head}{copied}"
    )?;
    Ok(())
}
