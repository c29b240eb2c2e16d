//! What stops a start: a setting that is wrong, before anything is made; a master key that is not the database's, for
//! whatever reads or writes what is sealed under it.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use entity::store::{Dice, Keys};
use sea_orm::{ConnectionTrait, Database};
use sqlx::{Connection, SqliteConnection};
use tempfile::TempDir;

use crate::postgres::OwnDatabase;

/// Two keys, the first byte of each as it stands in its file: the others are the same.
const OURS: &str = "07";
const THEIRS: &str = "08";
const NEED_THE_KEY: [&str; 6] = [
    "serve",
    "migrate",
    "seed demo",
    "admin create --email admin@example.org --name Admin",
    "import --school none --phase 1 none.csv",
    "import --school none --phase 1 --dry-run none.csv",
];

/// A folder with all that the site itself needs, and where its database is.
struct Ground {
    folder: TempDir,
    url: String,
}

impl Ground {
    fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let style = folder.path().join("site/pkg");
        fs::create_dir_all(&style).unwrap();
        fs::write(style.join("site.css"), "main { display: block; }").unwrap();
        let url = format!("sqlite://{}", folder.path().join("nuanxin.db").display());
        Self { folder, url }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn key(&self) -> PathBuf {
        self.path("data/master.key")
    }

    fn line(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nuanxin"));
        command.args(line.split(' ')).env_clear().current_dir(self.folder.path());
        command.env("DATABASE_URL", &self.url).env("DATA_DIR", self.path("data"));
        command.env("SITE_DIR", self.path("site")).env("LISTEN", "127.0.0.1:0");
        command
    }

    /// What the command says where it does what it is to do.
    fn does(&self, line: &str) -> String {
        let output = self.line(line).env("RUST_LOG", "off").output().unwrap();
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The one line that it says instead.
    fn refuses(&self, line: &str, settings: &[(&str, &str)]) -> String {
        let mut command = self.line(line);
        let output = command.env("RUST_LOG", "off").envs(settings.iter().copied()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{line}: {said}");
        assert_eq!((said.lines().count(), output.stdout.len()), (1, 0), "{line}: {said}");
        said.trim_end().strip_prefix("nuanxin: ").unwrap().to_owned()
    }

    fn refuses_the_key(&self, because: &str) {
        for line in NEED_THE_KEY {
            let said = self.refuses(line, &[]);
            let name = format!("MASTER_KEY_FILE {}", self.key().display());
            assert!(said.starts_with(&name) && said.contains(because), "{line}: {said}");
        }
    }
}

fn put(file: &Path, key: &str) {
    let mut file = server::private::file(file).unwrap();
    file.set_len(0).unwrap();
    file.write_all(key.repeat(32).as_bytes()).unwrap();
}

fn only_its_own_key_will_do(ground: &Ground) {
    ground.does("migrate");
    let (key, copy) = (ground.key(), ground.path("copy"));
    let made = fs::read_to_string(&key).unwrap();
    ground.does("migrate");
    assert_eq!(fs::read_to_string(&key).unwrap(), made);
    fs::rename(&key, &copy).unwrap();
    ground.refuses_the_key("there is no such file");
    assert!(!key.exists(), "no other is made");
    put(&key, THEIRS);
    ground.refuses_the_key("is not the key of this database");
    for line in ["journal verify", "ledger verify"] {
        ground.does(line);
    }
    fs::rename(&copy, &key).unwrap();
    ground.does("migrate");
}

#[test]
fn only_its_own_key_opens_an_sqlite_file() {
    only_its_own_key_will_do(&Ground::on_sqlite());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_its_own_key_opens_a_postgres_database() {
    let database = OwnDatabase::make().await;
    let ground = Ground { url: database.url.clone(), ..Ground::on_sqlite() };
    only_its_own_key_will_do(&ground);
}

/// As a program left it that lacked the newest change.
async fn another_key_changes_nothing(ground: &Ground) {
    ground.does("migrate");
    let database = Database::connect(&ground.url).await.unwrap();
    let newest = "DELETE FROM seaql_migrations WHERE version = (SELECT max(version) FROM seaql_migrations)";
    database.execute_unprepared(newest).await.unwrap();
    database.close().await.unwrap();
    put(&ground.key(), THEIRS);
    let said = ground.refuses("migrate", &[]);
    assert!(said.contains("is not the key of this database"), "{said}");
    fs::remove_file(ground.key()).unwrap();
    let said = ground.refuses("migrate", &[]);
    assert!(said.contains("there is no such file") && !ground.key().exists(), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_key_changes_no_sqlite_file() {
    another_key_changes_nothing(&Ground::on_sqlite()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_key_changes_no_postgres_database() {
    let database = OwnDatabase::make().await;
    another_key_changes_nothing(&Ground { url: database.url.clone(), ..Ground::on_sqlite() }).await;
}

/// As an earlier program left it: with a value that is sealed, and without one to know the key by.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_database_takes_the_key_that_opens_what_is_sealed() {
    let ground = Ground::on_sqlite();
    fs::create_dir(ground.path("data")).unwrap();
    put(&ground.key(), OURS);
    ground.does("migrate");
    let words = Keys::from_master(&[7; 32]).seal_words(&Dice::seeded(1), "page_report/words/1", "confided");
    let mut connection = SqliteConnection::connect(&ground.url).await.unwrap();
    let sealed = "INSERT INTO page_report (id, path, kind, words, lang, made_at)
        VALUES (1, '/', 'other', ?, 'zh', '2026-11-23T01:00:00.000000+00:00')";
    sqlx::query(sealed).bind(words).execute(&mut connection).await.unwrap();
    sqlx::query("DELETE FROM key_check").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    put(&ground.key(), THEIRS);
    ground.refuses_the_key("is not the key of this database");
    fs::remove_file(ground.key()).unwrap();
    ground.refuses_the_key("there is no such file");
    put(&ground.key(), OURS);
    ground.does("migrate");
    let mut connection = SqliteConnection::connect(&ground.url).await.unwrap();
    let kept: String = sqlx::query_scalar("SELECT value FROM key_check").fetch_one(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    assert!(!kept.contains(&OURS.repeat(32)), "not the key itself");
}

#[test]
fn every_setting_is_looked_at_before_anything_is_made() {
    let ground = Ground::on_sqlite();
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = other.local_addr().unwrap().to_string();
    fs::create_dir(ground.path("empty")).unwrap();
    for (variable, value) in [
        ("LISTEN", "nowhere"),
        ("LISTEN", taken.as_str()),
        ("TRUSTED_PROXIES", "0.0.0.0/0"),
        ("ROUND_SECONDS", "soon"),
        ("DATA_DIR", ""),
        ("PUBLIC_URL", "http://x.cn"),
        ("SMTP_URL", "geheim"),
        ("SMTP_CA_FILE", "none.pem"),
        ("MAIL_FROM", "nobody"),
        ("SITE_DIR", "empty"),
        ("FONT_FILE", "none.ttf"),
    ] {
        let said = ground.refuses("serve", &[(variable, value)]);
        assert!(said.starts_with(&format!("{variable} ")), "{said}");
        assert!(!ground.key().exists() && !ground.path("nuanxin.db").exists(), "{variable}");
    }
}

/// Nobody makes a file in `/proc`, not even root.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_file_is_named_by_its_setting() {
    let ground = Ground::on_sqlite();
    let said = ground.refuses("migrate", &[("DATA_DIR", "/proc")]);
    assert!(said.starts_with("DATA_DIR /proc cannot be written: "), "{said}");
    let said = ground.refuses("migrate", &[("DATABASE_URL", "sqlite:///proc/n.db")]);
    assert!(said.starts_with("DATABASE_URL sqlite:///proc/n.db: /proc/n.db.lock cannot be written: "), "{said}");
}

#[test]
fn without_a_mail_server_the_start_says_where_letters_go() {
    let ground = Ground::on_sqlite();
    let mut child = ground.line("serve").stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let begun: Vec<String> = lines.take_while(|line| !line.contains(" ready")).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    let folder = ground.path("data/mail").display().to_string();
    assert!(begun.iter().any(|line| line.contains("letters are not sent") && line.contains(&folder)), "{begun:#?}");
}

#[test]
fn a_chain_that_is_whole_tells_what_waits_to_be_in_it() {
    let ground = Ground::on_sqlite();
    ground.does("migrate");
    assert_eq!(ground.does("journal verify"), "0 entries, the chain is whole\n");
    let password = ground.path("password");
    fs::write(&password, "three goats on a red roof\n").unwrap();
    let mut making = ground.line("admin create --email admin@example.org --name Admin");
    making.stdin(File::open(password).unwrap()).stdout(Stdio::null()).stderr(Stdio::null());
    assert!(making.status().unwrap().success());
    let told = "0 entries, the chain is whole; 1 more wait for the running site to chain them\n";
    assert_eq!(ground.does("journal verify"), told);
}
