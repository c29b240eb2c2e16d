//! What a command begins with: the database, brought up to date and with its own key, and the folder of pictures.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use anyhow::Context;
use entity::{
    Store,
    store::{
        Dice, Keys,
        key_check::{self, Fit},
    },
};
use server::{
    config::{Database, Kept},
    confined::Confined,
    pictures::Pictures,
    private,
};

/// The migrated database, and the lock that keeps a second process out of an SQLite file.
pub struct Opened {
    pub store: Store,
    pub lock: Option<File>,
}

pub async fn open(kept: &Kept) -> anyhow::Result<Opened> {
    let lock = match kept.database.sqlite_file() {
        Some(file) => Some(lock(&kept.database, &file)?.ok_or_else(|| in_use(&file))?),
        None => None,
    };
    let mut store = up_to_date(kept).await?;
    settle_key(kept, &mut store).await?;
    Ok(Opened { store, lock })
}

/// For what only reads, and may stand beside a running site: it makes nothing and changes nothing, so that a wrong
/// address is an error and no empty database. A database in memory is always empty.
pub async fn open_to_read(kept: &Kept) -> anyhow::Result<Opened> {
    kept.database.check_there()?;
    let keys = kept.keys()?.ok_or_else(|| kept.key_missing())?;
    let opened = reading(&kept.database, keys).await?;
    let fit = key_check::fit(&opened.store.keys, opened.store.read()).await?;
    anyhow::ensure!(fit != Fit::Other, kept.key_of_another());
    Ok(opened)
}

/// The same for what opens nothing that is sealed.
pub async fn open_without_key(database: &Database) -> anyhow::Result<Opened> {
    database.check_there()?;
    reading(database, Keys::drawn(&Dice::system())).await
}

async fn reading(database: &Database, keys: Keys) -> anyhow::Result<Opened> {
    let store = Store::open_to_read(database.url.reveal(), keys, Dice::system());
    let store = store.await.with_context(|| cannot_open(database))?;
    let is_up = migration::is_up(store.read()).await.with_context(|| cannot_open(database))?;
    anyhow::ensure!(
        is_up,
        "the database is empty or older than this program, and reading changes nothing; run `nuanxin migrate` first"
    );
    Ok(Opened { store, lock: None })
}

/// With the key that is in the file, or one of nobody.
async fn up_to_date(kept: &Kept) -> anyhow::Result<Store> {
    let (database, dice) = (&kept.database, Dice::system());
    let keys = kept.keys()?.unwrap_or_else(|| Keys::drawn(&dice));
    if let Some(file) = database.plain_sqlite_file() {
        // SQLite gives the files beside it the mode of this one.
        private::file(&file).with_context(|| cannot_write(database, &file))?;
    }
    let store = Store::open(database.url.reveal(), keys, dice).await.with_context(|| cannot_open(database))?;
    refuse_another_key(kept, &store).await?;
    migration::up(store.writer()).await.context("the database could not be brought up to date")?;
    Ok(store)
}

/// The database of another key is not changed at all. One that is too old to tell is asked once it is up to date.
async fn refuse_another_key(kept: &Kept, store: &Store) -> anyhow::Result<()> {
    let db = store.writer();
    let is_told = migration::knows_keys(db).await.with_context(|| cannot_open(&kept.database))?;
    if !is_told || !key_check::is_kept(db).await? {
        return Ok(());
    }
    // The file is looked for after the database was asked, as below.
    let keys = kept.keys()?.ok_or_else(|| kept.key_missing())?;
    anyhow::ensure!(key_check::fit(&keys, db).await? == Fit::Own, kept.key_of_another());
    Ok(())
}

/// No record is read or written under a key that is not the database's. One is made only for a database that has none.
async fn settle_key(kept: &Kept, store: &mut Store) -> anyhow::Result<()> {
    // Asked before the file is looked for: where another process has just made the key, it lay there before the
    // database knew it.
    let fit = key_check::fit(&store.keys, store.writer()).await?;
    store.keys = match kept.keys()? {
        Some(keys) => keys,
        None if fit == Fit::Free => kept.make_keys(&store.dice)?,
        None => return Err(kept.key_missing()),
    };
    anyhow::ensure!(key_check::settle(store).await?, kept.key_of_another());
    Ok(())
}

fn cannot_open(database: &Database) -> String {
    format!("DATABASE_URL {} cannot be opened", database.url)
}

fn cannot_write(database: &Database, file: &Path) -> String {
    format!("DATABASE_URL {}: {} cannot be written", database.url, file.display())
}

/// None: another process has it. Freed by the system when the process ends, however it ends.
fn lock(database: &Database, file: &Path) -> anyhow::Result<Option<File>> {
    let path = lock_of(file);
    let file = private::file(&path).with_context(|| cannot_write(database, &path))?;
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
