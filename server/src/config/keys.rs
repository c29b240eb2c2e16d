//! The master key: read from its file, or made on the first start. Rule: nobody else may read the file.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use entity::store::{Dice, Keys, Secret};

use super::Kept;
use crate::private;

impl Kept {
    pub fn master_key_file(&self) -> PathBuf {
        self.master_key_file.clone().unwrap_or_else(|| self.data_dir.join("master.key"))
    }

    /// Reads the master key, or makes one with mode 0600 on the first start.
    pub fn keys(&self, dice: &Dice) -> anyhow::Result<Keys> {
        let path = self.master_key_file();
        if let Some(keys) = read(&path)? {
            return Ok(keys);
        }
        let master = Secret::new(dice.bytes());
        write_key(&path, &entity::store::keys::hex(&master[..]))
            .map_err(|e| anyhow::anyhow!("{}: {e}", name(&path)))?;
        tracing::info!(file = %path.display(), "made the master key; keep a copy in a safe place");
        Ok(Keys::from_master(&master))
    }

    /// Reads the master key of a database that is there; a new one would open none of its records.
    pub fn keys_there(&self) -> anyhow::Result<Keys> {
        let path = self.master_key_file();
        read(&path)?.ok_or_else(|| anyhow::anyhow!("{}: there is no such file", name(&path)))
    }
}

fn name(path: &Path) -> String {
    format!("MASTER_KEY_FILE {}", path.display())
}

/// None: there is no such file.
fn read(path: &Path) -> anyhow::Result<Option<Keys>> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
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

/// Written whole and synced under another name first: a key that was half written would lose every record.
fn write_key(path: &Path, hex: &str) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        private::folder(folder)?;
    }
    let draft = path.with_extension("new");
    let _ = fs::remove_file(&draft);
    let mut file = options.open(&draft)?;
    writeln!(file, "{hex}")?;
    file.sync_all()?;
    fs::hard_link(&draft, path)?;
    fs::remove_file(&draft)
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
