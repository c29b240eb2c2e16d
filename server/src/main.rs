//! `nuanxin`: serve, migrate, seed, import wishes, match offers to wishes, make an administrator, show the settings,
//! check the journal and the ledger.

use std::{fs::File, io::Write, net::SocketAddr, path::PathBuf, process::ExitCode, sync::Arc};

use anyhow::Context;
use app::{Site, site, text::Text};
use clap::{Parser, Subcommand};
use entity::{Lang, Store, account::create as create_admin, outbox::work, paper::job, store::Dice};
use mimalloc::MiMalloc;
use server::{
    assets::Files,
    clock,
    config::{Settings, lang},
    confined::{self, Confined, Work},
    http::{self, Edge, Proxies},
    import::{self, Import},
    imports,
    labels::Fonts,
    mailer::Mailer,
    matching::{self, Match},
    papers::{Press, Shelf},
    pictures::Pictures,
    seed, serve, sheets, statements,
};
use tokio::{
    net::TcpListener,
    sync::{Notify, watch},
    task::JoinSet,
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

/// Made clean in children of this program.
fn pictures(settings: &Settings) -> anyhow::Result<Pictures> {
    let folder = settings.pictures_dir();
    let confined = Confined::own().context("the program's own file")?;
    Pictures::new(&folder, confined).with_context(|| format!("the folder {} cannot be used", folder.display()))
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

/// The migrated database, and the lock that keeps a second process out of an SQLite file.
struct Opened {
    store: Store,
    lock: Option<File>,
}

async fn open(settings: &Settings) -> anyhow::Result<Opened> {
    let dice = Dice::system();
    let keys = settings.keys(&dice)?;
    let lock = settings.sqlite_file().map(lock).transpose()?;
    let mut store = Store::open(settings.database_url.reveal(), keys, dice)
        .await
        .with_context(|| format!("DATABASE_URL {} cannot be opened", settings.database_url))?;
    store.watch = settings.watch();
    migration::up(store.writer()).await.context("the database could not be brought up to date")?;
    Ok(Opened { store, lock })
}

/// Freed by the system when the process ends, however it ends.
fn lock(database: PathBuf) -> anyhow::Result<File> {
    let mut path = database.into_os_string();
    path.push(".lock");
    let path = PathBuf::from(path);
    let file = File::create(&path).with_context(|| format!("{} cannot be written", path.display()))?;
    file.try_lock().map_err(|_| {
        anyhow::anyhow!(
            "another nuanxin uses this database ({} is locked); for several processes use PostgreSQL",
            path.display()
        )
    })?;
    Ok(file)
}

async fn answer(settings: Settings, opened: Opened, demo: bool) -> anyhow::Result<()> {
    let store = opened.store.clone();
    let pictures = pictures(&settings)?;
    if demo && entity::seed::is_empty(&store).await? {
        seed_demo(&store, &pictures).await?;
    }
    if opened.lock.is_some() {
        // Nobody else can be sending: what is still leased was in the hands of a process that was killed.
        work::take_back(&store).await?;
        job::work::take_back(&store).await?;
    }
    let fonts = match &settings.font_file {
        Some(file) => Fonts::with_file(file).with_context(|| format!("FONT_FILE {}", file.display()))?,
        None => Fonts::built_in(),
    };
    let files = Files::read(&settings.site_dir).with_context(|| format!("SITE_DIR {}", settings.site_dir.display()))?;
    let (imports, statements) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let mailer = Arc::new(Mailer::new(&settings.mail()?, fonts.clone())?.with_pictures(pictures.clone()));
    let site = Site::new(site::Parts {
        store: store.clone(),
        public_url: settings.public_url()?,
        demo,
        assets: files.named(),
        clock: Box::new(clock::now),
        read_sheet: sheets::reader(pictures.confined().clone()),
        read_statement: sheets::statement_reader(pictures.confined().clone()),
        take_picture: pictures.taker(&store),
        cut_cards: pictures.cutter(&store),
        blur_picture: pictures.blurrer(&store),
        imports: imports.clone(),
        statements: statements.clone(),
    });
    let edge = Edge {
        site,
        files,
        fonts,
        mail_dir: settings.mail_dir(),
        mail: mailer.bell(),
        papers: Shelf(settings.papers_dir()),
        pictures: pictures.clone(),
        press: Arc::default(),
        proxies: Proxies(settings.trusted_proxies.clone()),
    };
    let listener = TcpListener::bind(settings.listen).await.with_context(|| format!("LISTEN {}", settings.listen))?;
    announce(listener.local_addr()?, &edge.site.public_url);
    let (end, ended) = watch::channel(false);
    let mut loops = JoinSet::new();
    loops.spawn(clock::run(store.clone(), pictures, mailer.bell(), ended.clone()));
    loops.spawn(imports::run(store.clone(), imports, ended.clone()));
    loops.spawn(statements::run(store.clone(), statements, mailer.bell(), ended.clone()));
    loops.spawn(print(press(&edge), ended.clone()));
    loops.spawn(post(mailer, store.clone(), ended));
    let site = edge.site.clone();
    loops.spawn(async move { site.read_open_wishes().await });
    serve::serve(listener, http::router(&edge), serve::asked_to_end()).await;
    end.send_replace(true);
    loops.join_all().await;
    store.close().await?;
    Ok(())
}

/// The worker that makes papers.
fn press(edge: &Edge) -> Press {
    let site = &edge.site;
    let (papers, fonts, bell) = (edge.papers.clone(), edge.fonts.clone(), edge.press.clone());
    Press::new(site.store.clone(), papers, fonts, site.public_url.clone(), bell)
}

async fn print(press: Press, mut ended: watch::Receiver<bool>) {
    let ended = async move {
        let _ = ended.wait_for(|ended| *ended).await;
    };
    press.run(clock::now, ended).await;
}

/// The mailer's loop, until the end was asked for.
async fn post(mailer: Arc<Mailer>, store: Store, mut ended: watch::Receiver<bool>) {
    let ended = async move {
        let _ = ended.wait_for(|ended| *ended).await;
    };
    mailer.run(&store, clock::now, ended).await;
}

fn announce(listening: SocketAddr, public_url: &str) {
    tracing::info!(%listening, public_url, "ready");
}
