//! Where a private value could lie: the log, the letters, the database's bytes.

use std::{
    io,
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use entity::store::DbBackend;
use mail_parser::MessageParser;
use server::{
    labels::Fonts,
    mailer::{MailSettings, Mailer},
};
use tracing::Level;
use tracing_subscriber::{Layer, filter, fmt::MakeWriter, layer::SubscriberExt, util::SubscriberInitExt};

use crate::{forms::stage, world::World};

/// Everything that was logged since the tests began, at a level noisier than anybody runs it.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// What was heard, and no more.
    pub fn text(self) -> String {
        LISTENING.fetch_sub(1, Ordering::Relaxed);
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// How many are listening; what other tests do meanwhile is not kept.
static LISTENING: AtomicUsize = AtomicUsize::new(0);

/// The log of the whole test binary from now on: connections log from threads of their own.
pub fn log() -> Log {
    static LOG: OnceLock<Log> = OnceLock::new();
    let log = LOG.get_or_init(|| {
        let log = Log::default();
        let heard = filter::dynamic_filter_fn(|_, _| LISTENING.load(Ordering::Relaxed) > 0);
        let noisy = [("sqlx", Level::TRACE), ("sea_orm", Level::TRACE)];
        let levels = filter::Targets::new().with_default(Level::DEBUG).with_targets(noisy);
        let lines = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(log.clone());
        tracing_subscriber::registry().with(lines.with_filter(heard).with_filter(levels)).init();
        log
    });
    LISTENING.fetch_add(1, Ordering::Relaxed);
    log.clone()
}

/// Every letter as its reader gets it: headers, text, HTML and what is attached, with the name of its file.
pub async fn letters(world: &World) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    let settings = MailSettings {
        public_url: "https://nuanxin.example.org".to_owned(),
        from: "暖心 Nuanxin <nuanxin@example.org>".to_owned(),
        smtp_url: None,
        smtp_ca_file: None,
        mail_dir: folder.path().to_owned(),
    };
    Mailer::new(&settings, Fonts::built_in()).unwrap().send_due(&world.store, world.now).await.unwrap();
    let files = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|end| end == "eml")).map(|path| read(&path)).collect()
}

fn read(path: &std::path::Path) -> (String, String) {
    let raw = std::fs::read(path).unwrap();
    let mail = MessageParser::default().parse(&raw).unwrap();
    let mut text = format!("{} {:?} ", mail.subject().unwrap_or_default(), mail.headers());
    for part in &mail.parts {
        text.push_str(&words_of(part.contents()));
    }
    (path.file_name().unwrap().to_string_lossy().into_owned(), text)
}

/// A PDF's pages as text, anything else as it is.
fn words_of(part: &[u8]) -> String {
    if !part.starts_with(b"%PDF") {
        return String::from_utf8_lossy(part).into_owned();
    }
    let document = lopdf::Document::load_mem(part).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&pages).unwrap()
}

/// The database as a thief would have it: the files' bytes, or every row of every table as text.
pub async fn database(world: &World) -> String {
    let db = world.store.writer();
    if db.get_database_backend() == DbBackend::Sqlite {
        let file = stage::lines(db, "SELECT file AS line FROM pragma_database_list WHERE name = 'main'").await;
        let beside = ["", "-wal", "-shm"].map(|end| std::fs::read(format!("{}{end}", file[0])));
        let bytes: Vec<u8> = beside.into_iter().flatten().flatten().collect();
        return String::from_utf8_lossy(&bytes).into_owned();
    }
    let tables = "SELECT table_name AS line FROM information_schema.tables WHERE table_schema = 'public'";
    let mut dump = String::new();
    for table in stage::lines(db, tables).await {
        let rows = stage::lines(db, &format!("SELECT CAST(t AS text) AS line FROM \"{table}\" t")).await;
        dump.push_str(&rows.join("\n"));
    }
    dump
}
