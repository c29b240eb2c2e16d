//! What is kept is for this program's user alone, whatever the umask says: folders 0700, files 0600. Letters hold live
//! links, and the database all the rest.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
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

/// Whether a folder takes files: makes one, and takes it away. Another process may be trying it out as well.
pub fn try_out(folder: &Path) -> io::Result<()> {
    let draft = folder.join(format!(".tried-{}", std::process::id()));
    OpenOptions::new().create(true).write(true).truncate(false).open(&draft)?;
    match fs::remove_file(draft) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

#[cfg(unix)]
fn close(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
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

    use super::{file, folder, own_folder, try_out};

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
    fn a_folder_that_takes_files_is_left_as_it_was() {
        let above = tempfile::tempdir().unwrap();
        try_out(above.path()).unwrap();
        assert_eq!(fs::read_dir(above.path()).unwrap().count(), 0);
        assert!(try_out(&above.path().join("missing")).is_err());
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
