//! Where everything is kept: the database, the folder of files, the master key. All that a command needs that has no
//! page and sends nothing.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Hidden;
use crate::private;

/// The settings of what is kept.
#[derive(Args, Clone, Debug)]
pub struct Kept {
    /// `sqlite://FILE` or `postgres://USER:PASSWORD@HOST/DATABASE`
    #[arg(long, env = "DATABASE_URL", default_value = "sqlite://data/nuanxin.db", hide_env_values = true)]
    pub database_url: Hidden,
    /// Folder for the key, the mail files and the lock
    #[arg(long, env = "DATA_DIR", default_value = "data")]
    pub data_dir: PathBuf,
    /// The key that all others are derived from; made on the first start [default: master.key in `DATA_DIR`]
    #[arg(long, env = "MASTER_KEY_FILE")]
    pub master_key_file: Option<PathBuf>,
}

impl Kept {
    /// Looks at what clap cannot judge, and makes nothing.
    pub fn check_address(&self) -> anyhow::Result<()> {
        let url = self.database_url.reveal();
        if !["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| url.starts_with(scheme)) {
            anyhow::bail!("DATABASE_URL must begin with sqlite:// or postgres://");
        }
        Ok(())
    }

    /// The same, and makes the folders.
    pub fn check(&self) -> anyhow::Result<()> {
        self.check_address()?;
        private::folder(&self.data_dir)
            .map_err(|e| anyhow::anyhow!("DATA_DIR {} cannot be made: {e}", self.data_dir.display()))?;
        if let Some(folder) = self.sqlite_file().as_deref().and_then(Path::parent).filter(|f| !f.as_os_str().is_empty())
        {
            private::folder(folder).map_err(|e| {
                anyhow::anyhow!("the folder of DATABASE_URL, {}, cannot be made: {e}", folder.display())
            })?;
        }
        Ok(())
    }

    /// The database file, where the database is one; a database in memory has none.
    pub fn sqlite_file(&self) -> Option<PathBuf> {
        let address = self.sqlite_address()?;
        let (path, parameters) = address.split_once('?').unwrap_or((address, ""));
        let is_in_memory = ["", ":memory:"].contains(&path) || parameters.split('&').any(|one| one == "mode=memory");
        (!is_in_memory).then(|| PathBuf::from(path))
    }

    /// The same where nothing but its path is said, so that it may be made: parameters can forbid it, and with a `%`
    /// the file is called otherwise.
    pub fn plain_sqlite_file(&self) -> Option<PathBuf> {
        self.sqlite_file().filter(|_| self.sqlite_address().is_some_and(|address| !address.contains(['?', '%'])))
    }

    fn sqlite_address(&self) -> Option<&str> {
        let address = self.database_url.reveal().strip_prefix("sqlite:")?;
        Some(address.strip_prefix("//").unwrap_or(address))
    }

    pub fn mail_dir(&self) -> PathBuf {
        self.data_dir.join("mail")
    }

    pub fn papers_dir(&self) -> PathBuf {
        self.data_dir.join("papers")
    }

    pub fn pictures_dir(&self) -> PathBuf {
        self.data_dir.join("pictures")
    }
}
