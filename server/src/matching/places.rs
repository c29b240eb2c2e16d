//! The files that the line names. Rule: none is both read and written, none is read or written twice.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::Match;

/// Why the files of the line cannot all be what they are named as, if so.
pub(super) fn clash(ask: &Match) -> Option<String> {
    if is_stream(&ask.wishes) && is_stream(&ask.offers) {
        return Some("--wishes and --offers cannot both be standard input".to_owned());
    }
    let written = [Some(("--out", &ask.out)), ask.report.as_ref().map(|report| ("--report", report))];
    for (writes, to) in written.into_iter().flatten() {
        for (reads, from) in [("--wishes", &ask.wishes), ("--offers", &ask.offers)] {
            if is_same(from, to) {
                return Some(format!("{writes} would overwrite {}, which {reads} reads", to.display()));
            }
        }
    }
    let report = ask.report.as_ref()?;
    if is_stream(&ask.out) && is_stream(report) {
        return Some("--out and --report cannot both be standard output".to_owned());
    }
    is_same(&ask.out, report).then(|| format!("--report would overwrite {}, which --out writes", report.display()))
}

/// Standard input or output.
pub(super) fn is_stream(path: &Path) -> bool {
    path == Path::new("-")
}

/// A pipe or a device, which is written to where it is.
pub(super) fn is_device(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir())
}

/// As it is told: by its path, or as the stream that it is.
pub(super) fn named(path: &Path, stream: &str) -> String {
    if is_stream(path) { stream.to_owned() } else { path.display().to_string() }
}

fn is_same(one: &Path, other: &Path) -> bool {
    let is_file = |path: &Path| !is_stream(path) && !is_device(path);
    is_file(one) && is_file(other) && whole(one).is_some_and(|one| whole(other) == Some(one))
}

/// The one path of a file, whether it is there already or not.
fn whole(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok().or_else(|| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(fs::canonicalize(folder).ok()?.join(path.file_name()?))
    })
}
