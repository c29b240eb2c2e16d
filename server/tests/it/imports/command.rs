//! `nuanxin import`, as the process that it is: what it says, how it ends, and what is left where it is killed.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;
use sqlx::{Connection, SqliteConnection};

use crate::sheets::expected;

/// The program itself, on a database of its own.
struct Program(tempfile::TempDir);

impl Program {
    fn seeded() -> Self {
        let program = Self(tempfile::tempdir().unwrap());
        assert!(program.run(&["seed", "demo"]).status.success());
        program
    }

    fn database(&self) -> String {
        format!("sqlite://{}", self.0.path().join("nuanxin.db").display())
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn line(&self, line: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nuanxin"));
        command.args(line).env_clear().env("DATA_DIR", self.0.path());
        command.env("DATABASE_URL", self.database()).env("RUST_LOG", "off");
        command
    }

    fn run(&self, line: &[&str]) -> Output {
        self.line(line).output().unwrap()
    }

    /// How many wishes came from tables.
    async fn wishes(&self) -> i64 {
        let mut connection = SqliteConnection::connect(&self.database()).await.unwrap();
        let count = sqlx::query_scalar("SELECT count(*) FROM import_wish").fetch_one(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        count
    }

    fn import(&self, line: &[&str]) -> (Option<i32>, Value) {
        let output = self.run(&[&["import", "--school", "SG", "--phase", "5", "--json"], line].concat());
        (output.status.code(), serde_json::from_slice(&output.stdout).unwrap_or_default())
    }
}

#[test]
fn the_command_checks_and_imports_and_says_so() {
    let program = Program::seeded();
    let sheets = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sheets");
    for (name, expected) in expected().as_object().unwrap() {
        let kind = if name.starts_with("天宁") { "csv" } else { "xlsx" };
        let (code, answer) = program.import(&["--dry-run", &format!("{sheets}/{name}.{kind}")]);
        assert_eq!(code, Some(0), "{name}");
        let plain = |answer: &Value| {
            let errors = answer["errors"].as_array().unwrap().iter();
            let errors: Vec<Value> = errors.map(|e| serde_json::json!([e["row"], e["kind"], e["column"]])).collect();
            serde_json::json!([answer["rows"], answer["header_row"], answer["good"], errors])
        };
        assert_eq!(plain(&answer), plain(expected), "{name}");
        assert!(answer["errors"][0]["message"].as_str().unwrap().chars().count() > 5);
    }
    let file = format!("{sheets}/西社镇沙沟村小学.xlsx");
    let (code, answer) = program.import(&[&file]);
    assert_eq!((code, &answer["imported"]), (Some(0), &36.into()));
    let (code, answer) = program.import(&[&file]);
    assert_eq!((code, &answer["imported"], &answer["good"]), (Some(0), &0.into(), &0.into()));
    let kinds: Vec<&str> = answer["errors"].as_array().unwrap().iter().map(|e| e["kind"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"duplicate_in_phase"));
    for (file, kind) in
        [("/dev/null", "empty"), ("no-such-file.xlsx", "missing"), (env!("CARGO_MANIFEST_PATH"), "no_header")]
    {
        let (code, answer) = program.import(&["--dry-run", file]);
        assert_eq!((code, &answer["error"]["kind"]), (Some(2), &kind.into()), "{file}");
    }
    let wrong = program.run(&["import", "--school", "nowhere", "--phase", "5", &file]);
    assert_eq!(wrong.status.code(), Some(1));
}

/// Lines of children nobody has met yet.
fn table(of: u32) -> String {
    let sign = |number: u32| char::from_u32(0x4E00 + number).unwrap();
    let line = |number: u32| {
        let name: String = [of, 100 + number / 50, 300 + number % 50].map(sign).iter().collect();
        format!("{name},2017-05-06,三年级,书包,蓝色,90,同-{of}-{number}\n")
    };
    format!("姓名,生日,年级,心愿,规格,价格,同意书\n{}", (0..LINES).map(line).collect::<String>())
}

/// More than are written in one statement.
const LINES: u32 = 600;

fn import(program: &Program, file: &Path) -> Command {
    program.line(&["import", "--school", "SG", "--phase", "5", "--json", file.to_str().unwrap()])
}

#[tokio::test]
async fn an_import_that_is_killed_is_all_or_nothing() {
    let program = Program::seeded();
    let begun = Instant::now();
    let first = program.file("whole.csv", &table(0));
    assert!(import(&program, &first).output().unwrap().status.success());
    let whole = begun.elapsed();
    let mut taken = i64::from(LINES);
    assert_eq!(program.wishes().await, taken);
    let mut cut_short = 0;
    for round in 1..=20_u32 {
        let file = program.file("killed.csv", &table(round));
        let mut child = import(&program, &file).stdout(Stdio::null()).spawn().unwrap();
        // Later each time: over the reading, the judging, the writing, the last words.
        tokio::time::sleep(whole * round / 20 + Duration::from_millis(5)).await;
        child.kill().unwrap();
        child.wait().unwrap();
        let now = program.wishes().await;
        assert!([taken, taken + i64::from(LINES)].contains(&now), "round {round}: {now} after {taken}");
        cut_short += u32::from(now == taken);
        taken = now;
    }
    assert!(cut_short >= 5, "the stick fell too late: {cut_short}");
    let last = program.file("killed.csv", &table(20));
    let (code, answer) = program.import(&[last.to_str().unwrap()]);
    assert_eq!((code, answer["rows"].as_u64()), (Some(0), Some(LINES.into())));
    assert_eq!(program.wishes().await, taken + answer["imported"].as_i64().unwrap(), "it goes on after the kill");
    assert!(program.run(&["journal", "verify"]).status.success());
}
