//! Where the database is.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Hidden;
use crate::private;

/// All that a command needs that reads nothing sealed.
#[derive(Args, Clone, Debug)]
pub struct Database {
    /// `sqlite://FILE` or `postgres://USER:PASSWORD@HOST/DATABASE`
    #[arg(
        long = "database-url",
        value_name = "DATABASE_URL",
        env = "DATABASE_URL",
        default_value = "sqlite://data/nuanxin.db",
        hide_env_values = true
    )]
    pub url: Hidden,
}

impl Database {
    /// Looks at what clap cannot judge, and makes nothing.
    pub fn check(&self) -> anyhow::Result<()> {
        let url = self.url.reveal();
        if !["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| url.starts_with(scheme)) {
            anyhow::bail!("DATABASE_URL must begin with sqlite:// or postgres://");
        }
        Ok(())
    }

    /// The same, for what only reads: a file that is not there is not made.
    pub fn check_there(&self) -> anyhow::Result<()> {
        self.check()?;
        if let Some(file) = self.plain_sqlite_file() {
            anyhow::ensure!(file.exists(), "DATABASE_URL {}: there is no such database", self.url);
        }
        Ok(())
    }

    /// Makes the folder of the file, where the database is one.
    pub(super) fn make_folder(&self) -> anyhow::Result<()> {
        let file = self.sqlite_file();
        let Some(folder) = file.as_deref().and_then(Path::parent).filter(|f| !f.as_os_str().is_empty()) else {
            return Ok(());
        };
        private::folder(folder)
            .map_err(|e| anyhow::anyhow!("the folder of DATABASE_URL, {}, cannot be made: {e}", folder.display()))
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
        let address = self.url.reveal().strip_prefix("sqlite:")?;
        Some(address.strip_prefix("//").unwrap_or(address))
    }
}
