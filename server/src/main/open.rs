//! What a command begins with: the database, brought up to date, and the folder of pictures.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use anyhow::Context;
use entity::{Store, store::Dice};
use server::{config::Kept, confined::Confined, pictures::Pictures, private};

/// The migrated database, and the lock that keeps a second process out of an SQLite file.
pub struct Opened {
    pub store: Store,
    pub lock: Option<File>,
}

pub async fn open(kept: &Kept) -> anyhow::Result<Opened> {
    let lock = match kept.sqlite_file() {
        Some(database) => Some(lock(&database)?.ok_or_else(|| in_use(&database))?),
        None => None,
    };
    up_to_date(kept, lock).await
}

/// For what only reads, and may stand beside a running site: it makes nothing and changes nothing, so that a wrong
/// address is an error and no empty database. A database in memory is always empty.
pub async fn open_to_read(kept: &Kept) -> anyhow::Result<Opened> {
    kept.check_address()?;
    if let Some(file) = kept.plain_sqlite_file() {
        anyhow::ensure!(file.exists(), "DATABASE_URL {}: there is no such database", kept.database_url);
    }
    let keys = kept.keys_there()?;
    let store = Store::open_to_read(kept.database_url.reveal(), keys, Dice::system());
    let store = store.await.with_context(|| cannot_open(kept))?;
    let is_up = migration::is_up(store.read()).await.with_context(|| cannot_open(kept))?;
    anyhow::ensure!(
        is_up,
        "the database is older than this program, and only reading it changes nothing; run `nuanxin migrate` first"
    );
    Ok(Opened { store, lock: None })
}

async fn up_to_date(kept: &Kept, lock: Option<File>) -> anyhow::Result<Opened> {
    let dice = Dice::system();
    let keys = kept.keys(&dice)?;
    if let Some(file) = kept.plain_sqlite_file() {
        // SQLite gives the files beside it the mode of this one.
        private::file(&file).with_context(|| format!("{} cannot be written", file.display()))?;
    }
    let store = Store::open(kept.database_url.reveal(), keys, dice).await.with_context(|| cannot_open(kept))?;
    migration::up(store.writer()).await.context("the database could not be brought up to date")?;
    Ok(Opened { store, lock })
}

fn cannot_open(kept: &Kept) -> String {
    format!("DATABASE_URL {} cannot be opened", kept.database_url)
}

/// None: another process has it. Freed by the system when the process ends, however it ends.
fn lock(database: &Path) -> anyhow::Result<Option<File>> {
    let path = lock_of(database);
    let file = private::file(&path).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(file.try_lock().is_ok().then_some(file))
}

fn lock_of(database: &Path) -> PathBuf {
    let mut path = database.as_os_str().to_owned();
    path.push(".lock");
    PathBuf::from(path)
}

fn in_use(database: &Path) -> anyhow::Error {
    anyhow::anyhow!(
        "another nuanxin uses this database ({} is locked); for several processes use PostgreSQL",
        lock_of(database).display()
    )
}

/// Made clean in children of this program.
pub fn pictures(kept: &Kept) -> anyhow::Result<Pictures> {
    let folder = kept.pictures_dir();
    let confined = Confined::own().context("the program's own file")?;
    Pictures::new(&folder, confined).with_context(|| format!("the folder {} cannot be used", folder.display()))
}
