//! `nuanxin import`, as the process that it is: what it says, how it ends, and what is left where it is killed.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;
use sqlx::{Connection, SqliteConnection};

use crate::{sheets::expected, stopped};

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
    for (phase, file, said) in [
        ("4", file.as_str(), "nuanxin: --phase 4: 这一期不再收新的心愿\n"),
        ("5", "no-such-file.xlsx", "nuanxin: no-such-file.xlsx: 没有这个文件，或者打不开\n"),
    ] {
        let output = program.run(&["import", "--school", "SG", "--phase", phase, file]);
        assert_eq!(String::from_utf8(output.stderr).unwrap(), said, "one line, which says what to mend");
    }
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
/// Longer than any import could take.
const PATIENCE: Duration = Duration::from_mins(2);

fn import(program: &Program, file: &Path) -> Command {
    program.line(&["import", "--school", "SG", "--phase", "5", "--json", file.to_str().unwrap()])
}

/// What an import writes, in its order: the file is kept, the order, the first child, a line of the second statement,
/// the state, the journal.
const WRITES: [&str; 6] = [
    "INSERT ON import",
    "UPDATE ON import WHEN NEW.state = 'taking'",
    "INSERT ON child",
    "INSERT ON import_wish WHEN (SELECT count(*) FROM import_wish) % 600 = 550",
    "UPDATE ON import WHEN NEW.state = 'taken'",
    "INSERT ON journal WHEN NEW.act = 'import_taken'",
];

#[tokio::test]
async fn an_import_that_is_killed_is_all_or_nothing() {
    let program = Program::seeded();
    let mut taken = 0;
    for (round, write) in (0..).zip(WRITES) {
        let file = program.file("killed.csv", &table(round));
        stopped::at(&program.database(), write).await;
        let mut child = import(&program, &file).stdout(Stdio::null()).spawn().unwrap();
        stopped::came(&program.database(), write, || child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        stopped::goes_on(&program.database()).await;
        assert_eq!(program.wishes().await, taken, "{write}: some of it is there");
        let (code, answer) = program.import(&[file.to_str().unwrap()]);
        assert_eq!((code, &answer["imported"]), (Some(0), &LINES.into()), "{write}: it goes on after the kill");
        taken += i64::from(LINES);
        assert_eq!(program.wishes().await, taken, "{write}: nothing double");
    }
    let file = program.file("killed.csv", &table(90));
    let mut child = import(&program, &file).stdout(Stdio::null()).spawn().unwrap();
    let begun = Instant::now();
    let mut seen = taken;
    while seen == taken {
        assert!(begun.elapsed() < PATIENCE, "it is not taken in");
        seen = program.wishes().await;
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(seen, taken + i64::from(LINES), "whoever looks sees all of it at once");
    let (code, answer) = program.import(&[file.to_str().unwrap()]);
    assert_eq!((code, &answer["imported"]), (Some(0), &0.into()));
    assert_eq!(program.wishes().await, seen, "nothing double");
    assert!(program.run(&["journal", "verify"]).status.success());
}
