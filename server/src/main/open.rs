//! What a command begins with: the database, brought up to date, and the folder of pictures.

use std::{fs::File, path::PathBuf};

use anyhow::Context;
use entity::{Store, store::Dice};
use server::{config::Settings, confined::Confined, pictures::Pictures};

/// The migrated database, and the lock that keeps a second process out of an SQLite file.
pub struct Opened {
    pub store: Store,
    pub lock: Option<File>,
}

pub async fn open(settings: &Settings) -> anyhow::Result<Opened> {
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

/// Made clean in children of this program.
pub fn pictures(settings: &Settings) -> anyhow::Result<Pictures> {
    let folder = settings.pictures_dir();
    let confined = Confined::own().context("the program's own file")?;
    Pictures::new(&folder, confined).with_context(|| format!("the folder {} cannot be used", folder.display()))
}
