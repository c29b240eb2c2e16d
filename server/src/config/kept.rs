//! Where everything is kept: the database, the folder of files, the master key. All that a command needs that has no
//! page and sends nothing.

use std::path::PathBuf;

use clap::Args;

use super::Database;
use crate::private;

/// The settings of what is kept.
#[derive(Args, Clone, Debug)]
pub struct Kept {
    #[command(flatten)]
    pub database: Database,
    /// Folder for the key, the mail files and the lock
    #[arg(long, env = "DATA_DIR", default_value = "data")]
    pub data_dir: PathBuf,
    /// The key that all others are derived from; made on the first start [default: master.key in `DATA_DIR`]
    #[arg(long, env = "MASTER_KEY_FILE")]
    pub master_key_file: Option<PathBuf>,
}

impl Kept {
    /// Looks at what clap cannot judge, and makes the folders.
    pub fn check(&self) -> anyhow::Result<()> {
        self.database.check()?;
        let (data, name) = (&self.data_dir, self.data_dir.display());
        private::folder(data).map_err(|e| anyhow::anyhow!("DATA_DIR {name} cannot be made: {e}"))?;
        private::try_out(data).map_err(|e| anyhow::anyhow!("DATA_DIR {name} cannot be written: {e}"))?;
        self.database.make_folder()
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
