//! A payout run is recorded as paid while the program is killed: it is paid wholly or not at all, and once for the form
//! that is sent again.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use sqlx::{Connection, SqliteConnection};
use tempfile::TempDir;

use crate::stopped;

/// What a payment writes, in its order: letters, the run, the journal, the ledger, the form's answer.
const WRITES: [&str; 5] = [
    "INSERT ON outbox WHEN NEW.dedupe LIKE 'payout/%'",
    "UPDATE ON fund_payout WHEN NEW.state = 'paid'",
    "INSERT ON journal WHEN NEW.act = 'payout_paid'",
    "INSERT ON ledger_transfer WHEN NEW.once LIKE 'payout/%'",
    "INSERT ON form_once",
];
/// Longer than any start or answer that could be called one.
const PATIENCE: Duration = Duration::from_mins(1);

/// Everything that a program keeps.
struct Ground(TempDir);

impl Ground {
    fn new() -> Self {
        let ground = Self(tempfile::tempdir().unwrap());
        // No server starts without a style.
        let style = ground.0.path().join("site/pkg");
        std::fs::create_dir_all(&style).unwrap();
        std::fs::write(style.join("site.css"), "main { display: block; }").unwrap();
        ground
    }

    /// The same once more; nobody may be at it meanwhile.
    fn copied(&self) -> Self {
        let copy = Self::new();
        for entry in std::fs::read_dir(self.0.path()).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_file() {
                std::fs::copy(entry.path(), copy.0.path().join(entry.file_name())).unwrap();
            }
        }
        copy
    }

    fn database(&self) -> String {
        format!("sqlite://{}", self.0.path().join("nuanxin.db").display())
    }

    fn line(&self, line: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nuanxin"));
        command.args(line).env_clear().env("DATA_DIR", self.0.path()).env("SITE_DIR", self.0.path().join("site"));
        command.env("DATABASE_URL", self.database()).env("RUST_LOG", "off");
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn does(&self, line: &[&str]) -> bool {
        self.line(line).status().unwrap().success()
    }

    /// What there is of a run's payment: the run itself, its transfers, its entry in the journal, its letters.
    async fn paid(&self, run: i64) -> [i64; 4] {
        let counts = "SELECT
            (SELECT count(*) FROM fund_payout WHERE id = ?1 AND state = 'paid'),
            (SELECT count(*) FROM ledger_transfer WHERE once LIKE 'payout/' || ?1 || '/%'),
            (SELECT count(*) FROM journal WHERE act = 'payout_paid' AND subject_id = ?1),
            (SELECT count(*) FROM outbox WHERE kind IN ('payout_done', 'fund_paid_out')
                AND dedupe LIKE 'payout/' || ?1 || '/%')";
        let mut connection = SqliteConnection::connect(&self.database()).await.unwrap();
        let counts: (i64, i64, i64, i64) = sqlx::query_as(counts).bind(run).fetch_one(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        counts.into()
    }

    async fn approved(&self) -> Option<i64> {
        let mut connection = SqliteConnection::connect(&self.database()).await.unwrap();
        let approved = "SELECT id FROM fund_payout WHERE state = 'approved' ORDER BY id LIMIT 1";
        let run = sqlx::query_scalar(approved).fetch_optional(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        run
    }
}

/// The program on its ground; killed where it is dropped.
struct Program {
    child: Child,
    at: SocketAddr,
}

impl Program {
    fn serving(ground: &Ground) -> Self {
        let at = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap();
        let child = ground.line(&["serve", "--demo"]).env("LISTEN", at.to_string()).spawn().unwrap();
        let program = Self { child, at };
        let begun = Instant::now();
        while ask(at, "", "/livez", None).is_none() {
            assert!(begun.elapsed() < PATIENCE, "it does not start");
            thread::yield_now();
        }
        program
    }

    /// The session of somebody of the demonstration's cast.
    fn signed_in(&self, name: &str) -> String {
        let answer = ask(self.at, "", "/sign-in/as", Some(&format!("email={name}%40example.org"))).unwrap();
        let set = answer.lines().filter_map(|line| line.strip_prefix("set-cookie: "));
        let mut cookies = set.filter_map(|cookie| cookie.split(';').next());
        cookies.find(|cookie| cookie.starts_with(app::request::SESSION)).unwrap().to_owned()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One request on a line of its own. None: nobody listens yet, or the program was killed over it.
fn ask(at: SocketAddr, cookie: &str, path: &str, form: Option<&str>) -> Option<String> {
    let mut stream = TcpStream::connect(at).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    let (method, body) = form.map_or(("GET", ""), |form| ("POST", form));
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {at}\r\nconnection: close\r\nsec-fetch-site: same-origin\r\n\
         cookie: {cookie}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    (!answer.is_empty()).then(|| String::from_utf8_lossy(&answer).into_owned())
}

fn is_done(answer: Option<&String>) -> bool {
    answer.is_some_and(|answer| answer.starts_with("HTTP/1.1 303"))
}

/// An approved run that an officer pays.
struct Due {
    run: i64,
    office: String,
    form: String,
}

impl Due {
    /// The demonstration's own; on the first days of a month there is none yet.
    async fn on(ground: &Ground) -> Self {
        let program = Program::serving(ground);
        let (office, admin) = (program.signed_in("office"), program.signed_in("admin"));
        if ground.approved().await.is_none() {
            let drafted = ask(program.at, &office, "/office/funds/1/payouts", Some("form=draft")).unwrap();
            let page = drafted.lines().find_map(|line| line.strip_prefix("location: ")).unwrap();
            for (who, step) in [(&office, "review"), (&admin, "approve")] {
                let answer = ask(program.at, who, &format!("{page}/{step}"), Some(&format!("form={step}")));
                assert!(is_done(answer.as_ref()), "{step}: {answer:?}");
            }
        }
        let run = ground.approved().await.unwrap();
        let today = entity::lang::china_date(server::clock::now());
        Self { run, office, form: format!("form=paid&paid_on={today}&document_no=A-1") }
    }

    /// Sends the form, always the same.
    fn send(&self, at: SocketAddr) -> JoinHandle<Option<String>> {
        let (office, path, form) =
            (self.office.clone(), format!("/office/payouts/{}/pay", self.run), self.form.clone());
        thread::spawn(move || ask(at, &office, &path, Some(&form)))
    }

    fn pay(&self, program: &Program) -> bool {
        is_done(self.send(program.at).join().unwrap().as_ref())
    }
}

#[tokio::test]
async fn a_run_whose_payment_is_killed_is_paid_once_or_not_at_all() {
    let seeded = Ground::new();
    assert!(seeded.does(&["seed", "demo"]));
    let due = Due::on(&seeded).await;
    assert_eq!(seeded.paid(due.run).await, [0; 4]);

    let ground = seeded.copied();
    let program = Program::serving(&ground);
    assert!(due.pay(&program));
    drop(program);
    let whole = ground.paid(due.run).await;
    assert!(whole.iter().all(|count| *count > 0), "{whole:?}");

    for write in WRITES {
        let ground = seeded.copied();
        stopped::at(&ground.database(), write).await;
        let program = Program::serving(&ground);
        let sent = due.send(program.at);
        stopped::came(&ground.database(), write, || !sent.is_finished());
        drop(program);
        assert!(!is_done(sent.join().unwrap().as_ref()), "{write}: told that it is paid");
        stopped::goes_on(&ground.database()).await;
        assert_eq!(ground.paid(due.run).await, [0; 4], "{write}: some of it is there");
        sent_again(&ground, &due, whole, write).await;
    }

    let ground = seeded.copied();
    let program = Program::serving(&ground);
    let sent = due.send(program.at);
    let begun = Instant::now();
    let mut seen = [0; 4];
    while seen == [0; 4] {
        assert!(begun.elapsed() < PATIENCE, "it is not paid");
        seen = ground.paid(due.run).await;
    }
    drop(program);
    assert_eq!(seen, whole, "whoever looks sees all of it at once");
    // Whether the answer was quicker than the kill makes no difference.
    sent.join().unwrap();
    sent_again(&ground, &due, whole, "the commit").await;
}

/// The form is sent again and once more to a program that was killed at this write: it is paid, and nothing double.
async fn sent_again(ground: &Ground, due: &Due, whole: [i64; 4], killed_at: &str) {
    let program = Program::serving(ground);
    assert!(due.pay(&program) && due.pay(&program), "{killed_at}: sent again, and once more");
    drop(program);
    assert_eq!(ground.paid(due.run).await, whole, "{killed_at}: nothing double");
    assert!(ground.does(&["ledger", "verify"]) && ground.does(&["journal", "verify"]), "{killed_at}");
}
