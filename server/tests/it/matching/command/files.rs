//! The files that the line names: what would be overwritten, what cannot be written, and what stays as it was.

use std::fs;

use super::{OFFERS, Program, WISHES};

impl Program {
    fn made() -> Self {
        let program = Self::new();
        program.file("wishes.csv", WISHES);
        program.file("offers.csv", OFFERS);
        program
    }

    /// How it ended, and the one line that it said.
    fn told(&self, reads: &str, writes: &str) -> (Option<i32>, String) {
        let line: Vec<&str> = reads.split(' ').chain(writes.split(' ')).collect();
        let output = self.run(&line);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(output.stdout.is_empty(), "{said}");
        (output.status.code(), said)
    }
}

const READS: &str = "--wishes wishes.csv --offers offers.csv";

#[test]
fn no_file_is_read_and_written() {
    let program = Program::made();
    fs::create_dir(program.path("folder")).unwrap();
    for (reads, writes, expected) in [
        (READS, "--out wishes.csv", "--out would overwrite wishes.csv, which --wishes reads"),
        (READS, "--out folder/../offers.csv", "--out would overwrite folder/../offers.csv, which --offers reads"),
        (READS, "--out m --report ./wishes.csv", "--report would overwrite ./wishes.csv, which --wishes reads"),
        (READS, "--out m --report ./m", "--report would overwrite ./m, which --out writes"),
        (READS, "--out - --report -", "--out and --report cannot both be standard output"),
        ("--wishes - --offers -", "--out m", "--wishes and --offers cannot both be standard input"),
    ] {
        let (code, said) = program.told(reads, writes);
        assert_eq!((code, said.trim_end()), (Some(2), format!("nuanxin: {expected}").as_str()));
    }
    assert_eq!(program.files(), ["folder", "offers.csv", "wishes.csv"]);
    assert_eq!(fs::read_to_string(program.path("wishes.csv")).unwrap(), WISHES);
}

#[test]
fn what_cannot_be_written_is_told_before_anything_is_read() {
    let program = Program::made();
    fs::create_dir(program.path("folder")).unwrap();
    for (writes, expected) in [
        ("--out folder", "nuanxin: folder cannot be written: "),
        ("--out none/m.csv", "nuanxin: none/m.csv cannot be written: "),
        ("--out m.csv --report none/r.json", "nuanxin: none/r.json cannot be written: "),
    ] {
        let (code, said) = program.told("--wishes none.csv --offers offers.csv", writes);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.starts_with(expected), "{said} instead of {expected}");
    }
    assert_eq!(program.files(), ["folder", "offers.csv", "wishes.csv"]);
}

#[test]
fn what_standard_input_brings_is_told_as_such() {
    let program = Program::made();
    let output = program.command(&["--wishes", "-", "--offers", "offers.csv", "--out", "m.csv"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.starts_with("nuanxin: standard input: the file is empty; the header must be id,school,"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let program = Program::made();
    program.file("real.csv", "before");
    std::os::unix::fs::symlink("real.csv", program.path("link.csv")).unwrap();
    let (code, said) = program.told(READS, "--out link.csv");
    assert_eq!(code, Some(0), "{said}");
    assert!(fs::symlink_metadata(program.path("link.csv")).unwrap().is_symlink());
    assert!(fs::read_to_string(program.path("real.csv")).unwrap().starts_with("wish_id,offer_id\n"));
}
