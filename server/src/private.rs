//! What is kept is for this program's user alone, whatever the umask says: folders 0700, files 0600. Letters hold live
//! links, and the database all the rest.

use std::{
    fs::{DirBuilder, File, OpenOptions},
    io,
    path::Path,
};

/// Makes a folder, and those above it. One that stands already is the operator's to open or to close.
pub fn folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// A folder in which only this program writes: closed too where it was made open.
pub fn own_folder(path: &Path) -> io::Result<()> {
    folder(path)?;
    close(path, 0o700)
}

/// Opens a file for writing as it stands, or makes it; closed too where it was made open.
pub fn file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).write(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    close(path, 0o600)?;
    Ok(file)
}

#[cfg(unix)]
fn close(path: &Path, mode: u32) -> io::Result<()> {
    use std::{fs, os::unix::fs::PermissionsExt};
    // The last six bits are the others'.
    if fs::metadata(path)?.permissions().mode().trailing_zeros() >= 6 {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn close(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::{
        fs::{self, Permissions},
        os::unix::fs::PermissionsExt,
        path::Path,
    };

    use super::{file, folder, own_folder};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).map_or(0, |found| found.permissions().mode() & 0o777)
    }

    #[test]
    fn what_is_made_is_closed_to_others() {
        let above = tempfile::tempdir().unwrap();
        let (data, mail) = (above.path().join("data"), above.path().join("data/mail"));
        folder(&mail).unwrap();
        assert_eq!([mode(&data), mode(&mail)], [0o700; 2]);
        file(&mail.join("letter")).unwrap();
        assert_eq!(mode(&mail.join("letter")), 0o600);
    }

    #[test]
    fn what_an_earlier_version_left_open_is_closed() {
        let above = tempfile::tempdir().unwrap();
        let (mail, database) = (above.path().join("mail"), above.path().join("nuanxin.db"));
        fs::create_dir(&mail).unwrap();
        fs::write(&database, "rows").unwrap();
        fs::set_permissions(&mail, Permissions::from_mode(0o755)).unwrap();
        fs::set_permissions(&database, Permissions::from_mode(0o644)).unwrap();
        folder(&mail).unwrap();
        assert_eq!(mode(&mail), 0o755, "the operator's own");
        own_folder(&mail).unwrap();
        file(&database).unwrap();
        assert_eq!([mode(&mail), mode(&database)], [0o700, 0o600]);
        assert_eq!(fs::read(&database).unwrap(), b"rows");
    }
}
