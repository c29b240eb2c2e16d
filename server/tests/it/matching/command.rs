//! `nuanxin match`, as the process that it is: files in, files out, what it says of bad ones, and nothing written then.

mod files;
mod samples;

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use serde_json::Value;

const WISHES: &str = "id,school,township,grade,category,price,waiting_days\n\
    101,1,1,3,2,9990,40\n102,1,1,4,2,12000,30\n103,2,1,3,2,8000,20\n104,3,2,9,5,3000,10\n";
const OFFERS: &str = "id,max_count,budget,categories,townships,schools,grade_min,grade_max,max_price\n\
    7,2,,2,1,,1,6,\n8,1,,2;9,,2;77,,,8000\n9,3,2999,,,,,,\n";

/// The program in a folder of its own, with no database anywhere.
struct Program(tempfile::TempDir);

impl Program {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        fs::write(self.path(name), text).unwrap();
        self.path(name)
    }

    fn command(&self, line: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nuanxin"));
        command.arg("match").args(line).env_clear().current_dir(self.0.path());
        command
    }

    fn run(&self, line: &[&str]) -> Output {
        self.command(line).output().unwrap()
    }

    /// Matches two texts; how it ended, what it said, what it wrote.
    fn matched(&self, wishes: &str, offers: &str) -> (Option<i32>, String, Option<String>) {
        self.file("wishes.csv", wishes);
        self.file("offers.csv", offers);
        let _ = fs::remove_file(self.path("matches.csv"));
        let line =
            ["--wishes", "wishes.csv", "--offers", "offers.csv", "--out", "matches.csv", "--report", "report.json"];
        let output = self.run(&line);
        let said = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), said, fs::read_to_string(self.path("matches.csv")).ok())
    }

    fn report(&self) -> Value {
        serde_json::from_slice(&fs::read(self.path("report.json")).unwrap()).unwrap()
    }

    fn files(&self) -> Vec<String> {
        let mut files: Vec<String> =
            fs::read_dir(self.0.path()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        files.sort();
        files
    }
}

#[test]
fn two_files_become_pairs_and_a_report() {
    let program = Program::new();
    let (code, said, pairs) = program.matched(WISHES, OFFERS);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(pairs.unwrap(), "wish_id,offer_id\n101,7\n102,7\n103,8\n");
    let report = program.report();
    assert_eq!((&report["matched"], &report["waiting_total"], &report["parcels"]), (&3.into(), &90.into(), &2.into()));
    assert_eq!((&report["spent_fen"], &report["policy"]), (&29_990.into(), &"waiting".into()));
    assert_eq!(report["min_school_fraction"], 0.0);
    let mut fields: Vec<&str> = report.as_object().unwrap().keys().map(String::as_str).collect();
    fields.sort_unstable();
    let expected = "bound floor_missed gap matched min_school_fraction optimal p10_school_fraction parcels peak_mb policy \
                    read_seconds solve_seconds spent_fen threads waiting_total write_seconds";
    assert_eq!(fields, expected.split_whitespace().collect::<Vec<_>>());
    assert_eq!(program.files(), ["matches.csv", "offers.csv", "report.json", "wishes.csv"]);
}

#[test]
fn the_same_files_give_the_same_bytes_and_row_order_no_other_figures() {
    let program = Program::new();
    let (_, _, first) = program.matched(WISHES, OFFERS);
    let (_, _, again) = program.matched(WISHES, OFFERS);
    assert_eq!(first, again);
    let before = program.report();
    let turned = |text: &str| {
        let (header, rows) = text.split_once('\n').unwrap();
        let mut rows: Vec<&str> = rows.lines().collect();
        rows.reverse();
        format!("\u{feff}{header}\r\n{}", rows.join("\r\n"))
    };
    let (code, said, _) = program.matched(&turned(WISHES), &turned(OFFERS));
    assert_eq!(code, Some(0), "{said}");
    let after = program.report();
    assert_eq!((&before["matched"], &before["waiting_total"]), (&after["matched"], &after["waiting_total"]));
}

#[test]
fn cells_in_quotes_are_what_they_hold() {
    let program = Program::new();
    let (_, _, plain) = program.matched(WISHES, OFFERS);
    let quoted = |text: &str| {
        let row = |row: &str| row.split(',').map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",");
        text.lines().map(row).collect::<Vec<_>>().join("\r\n")
    };
    let (code, said, pairs) = program.matched(&quoted(WISHES), &quoted(OFFERS));
    assert_eq!((code, pairs), (Some(0), plain), "{said}");
    let some = WISHES.replace("101,1,1,3", "\"101\",1, \"1\" ,3");
    assert_eq!(program.matched(&some, OFFERS).0, Some(0));
    for (row, expected) in [
        ("\"105\",1,1,3,2,\"ten\",40", "wishes.csv: row 6: column price: not a whole number: \"ten\""),
        ("\"105\",1,1,3,2,\"1,5\",40", "wishes.csv: row 6: column price: not a whole number: \"1,5\""),
        ("\"105\",1,1,3,2,\"\",40", "wishes.csv: row 6: column price: empty"),
        ("\"105\",1,1,3,2,\"1,40", "wishes.csv: row 6: column price: not a whole number: \"\\\"1\""),
        ("\"105\",\"1,1\",3,2,1", "wishes.csv: row 6: column school: not a whole number: \"1,1\""),
    ] {
        let (code, said, pairs) = program.matched(&format!("{WISHES}{row}\n"), OFFERS);
        assert_eq!((code, pairs), (Some(2), None), "{said}");
        assert!(said.contains(expected), "{said} instead of {expected}");
    }
}

#[test]
fn a_pipe_is_as_good_as_a_file() {
    let program = Program::new();
    program.file("offers.csv", OFFERS);
    let wishes = program.file("in.csv", WISHES);
    let output = program
        .command(&["--wishes", "-", "--offers", "offers.csv", "--out", "-"])
        .stdin(Stdio::from(fs::File::open(wishes).unwrap()))
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "wish_id,offer_id\n101,7\n102,7\n103,8\n");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("nuanxin: 3 of 4 wishes matched") && said.lines().count() == 1, "{said}");
}

#[test]
fn a_bad_file_is_told_by_row_and_column_and_nothing_is_written() {
    let program = Program::new();
    let wish = |row: &str| (format!("{WISHES}{row}\n"), OFFERS.to_owned());
    let offer = |row: &str| (WISHES.to_owned(), format!("{OFFERS}{row}\n"));
    for ((wishes, offers), expected) in [
        (wish("105,1,1,3,2,ten,40"), "wishes.csv: row 6: column price: not a whole number: \"ten\""),
        (wish("105,1,1,3,2,-1,40"), "wishes.csv: row 6: column price: must not be negative: -1"),
        (wish("105,1,1,3,2,1.5,40"), "wishes.csv: row 6: column price: not a whole number: \"1.5\""),
        (wish("105,1,1,3,2,-,40"), "wishes.csv: row 6: column price: not a whole number: \"-\""),
        (wish("105,1,1,10,2,1,40"), "wishes.csv: row 6: column grade: too large: 10 (at most 9)"),
        (wish("105,1,1,0,2,1,40"), "wishes.csv: row 6: column grade: must be at least 1: 0"),
        (wish("105,1,1,3,2,1,4294967296"), "column waiting_days: too large: 4294967296 (at most 4294967295)"),
        (wish("9223372036854775808,1,1,3,2,1,4"), "column id: too large: 9223372036854775808 (at most 92233720368547"),
        (wish("105,1,1,3,2,,40"), "wishes.csv: row 6: column price: empty"),
        (wish("105,1,1,3,2,1"), "wishes.csv: row 6: 6 columns instead of 7"),
        (wish("105,1,1,3,2,1,4,5"), "wishes.csv: row 6: 8 columns instead of 7"),
        (wish("103,2,1,3,2,1,4"), "wishes.csv: row 6: column id: the same id as in row 4"),
        (wish("105,3,1,3,2,1,4"), "wishes.csv: row 6: column township: the school is in another township in row 5"),
        (wish("99999999999999999999,3,1,3,2,1,4"), "column id: too large: 99999999999999999999 (at most 92233"),
        (offer("10,0,,,,,,,"), "offers.csv: row 5: column max_count: must be at least 1: 0"),
        (offer("10,-5,,,,,,,"), "offers.csv: row 5: column max_count: must be at least 1: -5"),
        (offer("10,1,-5,,,,,,"), "offers.csv: row 5: column budget: must not be negative: -5"),
        (offer("10,1,,,,1;-2,,,"), "offers.csv: row 5: column schools: must not be negative: -2"),
        (offer("10,1,,1;;2,,,,,"), "offers.csv: row 5: column categories: not a whole number: \"\""),
        (offer("7,1,,,,,,,"), "offers.csv: row 5: column id: the same id as in row 2"),
    ] {
        let (code, said, pairs) = program.matched(&wishes, &offers);
        assert_eq!((code, pairs), (Some(2), None), "{said}");
        assert!(said.contains(expected), "{said} instead of {expected}");
        assert_eq!(program.files(), ["offers.csv", "wishes.csv"]);
    }
    let missing = program.run(&["--wishes", "none.csv", "--offers", "offers.csv", "--out", "x"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8(missing.stderr).unwrap().contains("none.csv: cannot be read"));
}

#[test]
fn a_header_that_is_another_is_told_by_its_columns() {
    let program = Program::new();
    let other = |from: &str, to: &str| (WISHES.replace(from, to), OFFERS.to_owned());
    let rows = WISHES.split_once('\n').unwrap().1.to_owned();
    for ((wishes, offers), expected) in [
        (other(",price", ""), "wishes.csv: row 1: column price is missing; the header must be id,school,"),
        (other("price", "prize"), "wishes.csv: row 1: column price is missing, column \"prize\" is unknown; the"),
        (other("category", "price"), "row 1: column category is missing, column price is there twice; the header"),
        (other("school,township", "township,school"), "row 1: the columns are in another order; the header"),
        ((rows, OFFERS.to_owned()), "wishes.csv: row 1: not a header: \"101,1,1,3,2,9990,40\"; the header must be"),
        ((OFFERS.to_owned(), WISHES.to_owned()), "row 1: column school is missing, column township is missing"),
        ((String::new(), OFFERS.to_owned()), "wishes.csv: the file is empty; the header must be id,school,township,"),
        ((WISHES.to_owned(), "\u{feff}\r\n".to_owned()), "offers.csv: the file is empty; the header must be id,"),
    ] {
        let (code, said, pairs) = program.matched(&wishes, &offers);
        assert_eq!((code, pairs), (Some(2), None), "{said}");
        assert!(said.contains(expected) && said.lines().count() == 1, "{said} instead of {expected}");
    }
}

#[test]
fn a_header_without_rows_matches_nothing_and_says_so() {
    let program = Program::new();
    let header = |text: &str| text.lines().next().unwrap().to_owned();
    for (wishes, offers, expected) in [
        (header(WISHES), OFFERS.to_owned(), "0 of 0 wishes matched, 0 waiting days; there are no wishes in the file"),
        (WISHES.to_owned(), header(OFFERS), "0 of 4 wishes matched, 0 waiting days; there are no offers in the file"),
    ] {
        let (code, said, pairs) = program.matched(&wishes, &offers);
        assert_eq!((code, pairs.as_deref()), (Some(0), Some("wish_id,offer_id\n")), "{said}");
        assert!(said.contains(expected), "{said}");
        assert_eq!((&program.report()["matched"], &program.report()["bound"]), (&0.into(), &0.into()));
    }
}

#[test]
fn an_even_round_says_which_schools_stay_below() {
    let program = Program::new();
    program.file("wishes.csv", WISHES);
    program.file("offers.csv", OFFERS);
    let files = ["--wishes", "wishes.csv", "--offers", "offers.csv", "--out", "m.csv", "--report", "report.json"];
    let output = program.run(&[&files[..], &["--policy", "even", "--floor", "0.5", "--time-limit", "5"]].concat());
    assert_eq!(output.status.code(), Some(0));
    let missed = &program.report()["floor_missed"];
    assert_eq!(missed, &serde_json::json!([{"school": 3, "served": 0, "floor": 1, "wishes": 1, "admitted": 0}]));
    let wrong = program.run(&[&files[..], &["--policy", "even", "--floor", "2"]].concat());
    assert_eq!(wrong.status.code(), Some(2));
}
