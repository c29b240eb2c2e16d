//! The program's help and settings: every command lists what matters to it, and minds nothing else.

use std::{
    fs::File,
    io::Write,
    net::TcpListener,
    path::Path,
    process::{Command, Output, Stdio},
};

use sqlx::{Connection, SqliteConnection};

/// What only the site itself needs.
const OF_THE_SITE: [&str; 8] =
    ["LISTEN", "PUBLIC_URL", "SMTP_URL", "MAIL_FROM", "TRUSTED_PROXIES", "SITE_DIR", "FONT_FILE", "ROUND_SECONDS"];
/// What every command needs that has a database.
const KEPT: [&str; 3] = ["DATABASE_URL", "DATA_DIR", "MASTER_KEY_FILE"];

fn command(line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nuanxin"));
    command.args(line.split(' ')).env_clear();
    command
}

fn said(output: Output) -> String {
    format!("{}{}", String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// Of these settings, those that the command's help lists.
fn listed<'a>(line: &str, settings: &[&'a str]) -> Vec<&'a str> {
    let output = command(line).arg("--help").output().unwrap();
    assert!(output.status.success(), "{line}");
    let help = said(output);
    settings.iter().copied().filter(|setting| help.contains(&format!("[env: {setting}"))).collect()
}

#[test]
fn the_help_of_a_command_lists_what_matters_to_it() {
    for line in ["serve", "config"] {
        assert_eq!(listed(line, &OF_THE_SITE), OF_THE_SITE, "{line}");
        assert_eq!(listed(line, &KEPT), KEPT, "{line}");
    }
    for line in ["migrate", "seed demo", "seed bulk", "import", "admin create"] {
        assert_eq!(listed(line, &OF_THE_SITE), [""; 0], "{line}");
        assert_eq!(listed(line, &KEPT), KEPT, "{line}");
    }
    for line in ["journal verify", "ledger verify"] {
        assert_eq!(listed(line, &[&OF_THE_SITE[..], &KEPT].concat()), ["DATABASE_URL"], "{line}");
    }
    assert_eq!(listed("match", &[&OF_THE_SITE[..], &KEPT].concat()), [""; 0]);
    let help = said(command("match").arg("--help").output().unwrap());
    let words: Vec<&str> = help.split_whitespace().collect();
    assert!(words.join(" ").contains("it may differ from run to run"), "{help}");
}

/// The lock is what a running site holds on its SQLite file.
#[test]
fn what_only_reads_need_not_wait_until_the_site_is_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("nuanxin.db");
    let run = |line: &str| {
        let mut command = command(line);
        command.env("DATA_DIR", folder.path()).env("DATABASE_URL", format!("sqlite://{}", file.display()));
        command.env("RUST_LOG", "off").output().unwrap()
    };
    assert!(run("migrate").status.success());
    let lock = File::create(folder.path().join("nuanxin.db.lock")).unwrap();
    lock.try_lock().unwrap();
    for line in ["journal verify", "ledger verify"] {
        let whole = run(line);
        assert!(whole.status.success(), "{line}: {}", said(whole));
    }
    let unknown = run("ledger verify --head 00ff");
    assert_eq!(unknown.status.code(), Some(1));
    assert!(said(unknown).contains("it is no part of the chain"), "nothing is booked yet");
    std::fs::write(folder.path().join("wishes.csv"), "x").unwrap();
    let table = folder.path().join("wishes.csv");
    let ask = format!("import --school none --phase 1 --dry-run {}", table.display());
    assert!(said(run(&ask)).starts_with("nuanxin: --school none: "), "it has read the database");
    for line in ["migrate", "import --school none --phase 1 wishes.csv"] {
        let refused = said(run(line));
        assert!(refused.contains("another nuanxin uses this database"), "{line}: {refused}");
    }
    drop(lock);
    assert!(run("migrate").status.success());
}

/// A wrong address is an error and no empty database; an older one stays older.
#[test]
fn what_only_reads_makes_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let run = |line: &str, data: &str, file: &str| {
        let mut command = command(line);
        command.env("DATA_DIR", folder.path().join(data));
        command.env("DATABASE_URL", format!("sqlite://{}", folder.path().join(file).display()));
        command.env("RUST_LOG", "off").output().unwrap()
    };
    let table = folder.path().join("wishes.csv");
    std::fs::write(&table, "x").unwrap();
    let dry = format!("import --school none --phase 1 --dry-run {}", table.display());
    let reading = ["journal verify", "ledger verify", dry.as_str()];
    let refused = |line: &str, data: &str, file: &str, told: &str| {
        let output = run(line, data, file);
        assert_eq!(output.status.code(), Some(1), "{line}");
        let said = said(output);
        assert!(said.starts_with("nuanxin: ") && said.contains(told) && said.lines().count() == 1, "{line}: {said}");
    };
    let there = || {
        let names = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<_> = names.collect();
        names.sort();
        names
    };
    for line in reading {
        refused(line, "none", "none/nuanxin.db", "there is no such database");
    }
    assert_eq!(there(), ["wishes.csv"], "no database, no key, no lock, no folder");
    assert!(run("migrate", "data", "nuanxin.db").status.success());
    refused(&dry, "none", "nuanxin.db", "MASTER_KEY_FILE");
    for line in ["journal verify", "ledger verify"] {
        let whole = run(line, "none", "nuanxin.db");
        assert!(whole.status.success(), "{line} opens nothing that is sealed: {}", said(whole));
    }
    assert!(!folder.path().join("none").exists(), "no other key is made");
    // As an earlier program left it.
    let database = folder.path().join("nuanxin.db");
    forget_the_newest_change(&database);
    for line in reading {
        refused(line, "data", "nuanxin.db", "older than this program");
    }
    File::create(folder.path().join("blank.db")).unwrap();
    for line in reading {
        refused(line, "data", "blank.db", "run `nuanxin migrate` first");
    }
    assert_eq!(std::fs::metadata(folder.path().join("blank.db")).unwrap().len(), 0);
}

fn forget_the_newest_change(database: &Path) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let mut connection = SqliteConnection::connect(&format!("sqlite://{}", database.display())).await.unwrap();
        let newest = "DELETE FROM seaql_migrations WHERE version = (SELECT max(version) FROM seaql_migrations)";
        sqlx::query(newest).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    });
}

#[test]
fn a_database_that_refuses_says_so_once() {
    let folder = tempfile::tempdir().unwrap();
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut command = command("migrate");
    command.env("DATA_DIR", folder.path()).env("DATABASE_URL", format!("postgres://nuanxin@{nobody}/nuanxin"));
    let refused = said(command.env("RUST_LOG", "off").output().unwrap());
    assert!(refused.starts_with("nuanxin: DATABASE_URL ") && refused.lines().count() == 1, "{refused}");
    assert_eq!(refused.matches("refused").count(), 1, "{refused}");
}

#[test]
fn an_administrator_is_made_and_a_refusal_names_its_field() {
    let folder = tempfile::tempdir().unwrap();
    let run = |password: &str| {
        let mut command = command("admin create --email admin@example.org --name Admin");
        command.env("DATA_DIR", folder.path()).env("RUST_LOG", "off");
        command.env("DATABASE_URL", format!("sqlite://{}", folder.path().join("nuanxin.db").display()));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
        said(child.wait_with_output().unwrap())
    };
    assert_eq!(run("kurz\n"), "nuanxin: no administrator was made: Password: At least 10 characters\n");
    let made = run("three goats on a red roof\n");
    assert_eq!(made, "admin@example.org is an administrator now and can sign in\n");
    assert_eq!(run("three goats on a red roof\n").lines().count(), 1, "the address is taken");
}

#[test]
fn a_command_minds_only_the_settings_that_it_lists() {
    let folder = tempfile::tempdir().unwrap();
    let run = |line: &str, wrong: (&str, &str)| {
        let database = format!("sqlite://{}", folder.path().join("nuanxin.db").display());
        let mut command = command(line);
        command.current_dir(folder.path()).env("DATA_DIR", folder.path()).env("DATABASE_URL", database);
        command.env("RUST_LOG", "off").env(wrong.0, wrong.1).output().unwrap()
    };
    assert!(run("migrate", ("LISTEN", "nowhere")).status.success());
    let whole = run("journal verify", ("LISTEN", "nowhere"));
    assert!(whole.status.success(), "{}", said(whole));
    let whole = run("ledger verify", ("PUBLIC_URL", "https://nuanxin.example.org"));
    assert!(whole.status.success(), "{}", said(whole));
    let lacking = said(run("match --wishes none.csv --offers none.csv --out m.csv", ("DATABASE_URL", "nowhere")));
    assert!(lacking.starts_with("nuanxin: none.csv: cannot be read: "), "{lacking}");
    let wrong = run("journal verify", ("DATABASE_URL", "nowhere"));
    assert_eq!(wrong.status.code(), Some(1));
    assert_eq!(said(wrong), "nuanxin: DATABASE_URL must begin with sqlite:// or postgres://\n");
    let wrong = run("serve", ("PUBLIC_URL", "https://nuanxin.example.org"));
    assert!(said(wrong).starts_with("nuanxin: TRUSTED_PROXIES must name the proxy"));
}
