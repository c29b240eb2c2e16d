//! The master key: read from its file, or made for a database in which nothing is sealed yet. Rule: nobody else may
//! read the file.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use entity::store::{Dice, Keys, Secret, keys::hex};

use super::Kept;
use crate::private;

impl Kept {
    pub fn master_key_file(&self) -> PathBuf {
        self.master_key_file.clone().unwrap_or_else(|| self.data_dir.join("master.key"))
    }

    /// Reads the master key. None: there is no such file.
    pub fn keys(&self) -> anyhow::Result<Option<Keys>> {
        read(&self.master_key_file())
    }

    /// Makes the master key with mode 0600. Where another process was quicker, its key is the one: what counts is what
    /// lies in the file. For the caller to see first that no other key belongs to the database.
    pub fn make_keys(&self, dice: &Dice) -> anyhow::Result<Keys> {
        let path = self.master_key_file();
        match write(&path, &Secret::new(dice.bytes()), dice) {
            Ok(()) => tracing::info!(file = %path.display(), "made the master key; keep a copy in a safe place"),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            Err(e) => anyhow::bail!("{} cannot be written: {e}", name(&path)),
        }
        read(&path)?.ok_or_else(|| self.key_missing())
    }

    /// A new key would open none of the records, and lose what is sealed under it as soon as the right one is back.
    pub fn key_missing(&self) -> anyhow::Error {
        let name = name(&self.master_key_file());
        anyhow::anyhow!("{name}: there is no such file, and this database has a key already; put the copy of it there")
    }

    pub fn key_of_another(&self) -> anyhow::Error {
        let name = name(&self.master_key_file());
        anyhow::anyhow!("{name} is not the key of this database, whose records are sealed under another")
    }
}

fn name(path: &Path) -> String {
    format!("MASTER_KEY_FILE {}", path.display())
}

/// None: there is no such file.
fn read(path: &Path) -> anyhow::Result<Option<Keys>> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) => anyhow::bail!("{} cannot be read: {e}", name(path)),
    };
    only_ours(path).map_err(|e| anyhow::anyhow!("{}: {e}", name(path)))?;
    let master = unhex(text.trim()).ok_or_else(|| anyhow::anyhow!("{} must hold 64 hexadecimal digits", name(path)))?;
    Ok(Some(Keys::from_master(&master)))
}

#[cfg(unix)]
fn only_ours(path: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path)?.permissions().mode();
    anyhow::ensure!(mode.trailing_zeros() >= 6, "others can read it; give it mode 0600");
    Ok(())
}

#[cfg(not(unix))]
fn only_ours(_: &Path) -> anyhow::Result<()> {
    Ok(())
}

/// Written whole and synced under another name first: a key that was half written would lose every record. The name is
/// nobody else's: another process may be making one.
fn write(path: &Path, master: &Secret, dice: &Dice) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    private::folder(folder)?;
    let draft = path.with_extension(dice.id());
    let written = write_draft(&draft, &hex(&master[..])).and_then(|()| fs::hard_link(&draft, path));
    let removed = fs::remove_file(&draft);
    written.and(removed)?;
    sync(folder)
}

fn write_draft(draft: &Path, hex: &str) -> io::Result<()> {
    use std::io::Write;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(draft)?;
    writeln!(file, "{hex}")?;
    file.sync_all()
}

/// What is sealed from now on must not outlive the name of the file.
#[cfg(unix)]
fn sync(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (i, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).ok()?;
    }
    Some(bytes)
}
