//! A throw-away PostgreSQL for one run of the tests: started by the first test that needs it, gone with
//! the process. Each test has a database of its own, copied from one that was migrated once.

use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use entity::store::{Dice, Keys, Store};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use tokio::sync::OnceCell;

/// Makes a cluster, says where its socket is, and stays until its own standard input closes: that
/// happens when the test process ends, however it ends.
const KEEP: &str = r#"
set -eu
trap '' INT TERM HUP
bin=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"$bin/initdb" -D "$dir/data" -U nuanxin -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/log" 2>&1 || { cat "$dir/log" >&2; exit 1; }
"$bin/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= -c max_connections=400 -c fsync=off \
    -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off >"$dir/log" 2>&1 </dev/null &
server=$!
until "$bin/pg_isready" -q -h "$dir" -U nuanxin -d postgres; do
    kill -0 $server 2>/dev/null || { cat "$dir/log" >&2; exit 1; }
    sleep 0.05
done
echo "$dir"
read -r _ || :
kill -QUIT $server
wait $server || :
"#;

const TEMPLATE: &str = "migrated";

static CLUSTER: OnceCell<Cluster> = OnceCell::const_new();
static NUMBER: AtomicU32 = AtomicU32::new(0);
/// Databases whose tests are over; dropped before the next is made, so that the disk stays small.
static OVER: Mutex<Vec<String>> = Mutex::new(Vec::new());

struct Cluster {
    socket: String,
    /// Holds the pipe whose closing ends the cluster.
    _keeper: Child,
}

/// One test's database.
pub struct OwnDatabase {
    name: String,
    pub url: String,
}

impl OwnDatabase {
    pub async fn make() -> Self {
        let cluster = CLUSTER.get_or_init(Cluster::start).await;
        let maintenance = cluster.maintenance().await;
        let over = std::mem::take(&mut *OVER.lock().unwrap_or_else(PoisonError::into_inner));
        for name in over {
            run(&maintenance, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
        let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        run(&maintenance, &format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE}")).await;
        maintenance.close().await.unwrap();
        Self { url: cluster.url(&name), name }
    }
}

impl Drop for OwnDatabase {
    fn drop(&mut self) {
        OVER.lock().unwrap_or_else(PoisonError::into_inner).push(std::mem::take(&mut self.name));
    }
}

impl Cluster {
    async fn start() -> Self {
        let mut keeper = keeper().stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut socket = String::new();
        BufReader::new(keeper.stdout.take().unwrap()).read_line(&mut socket).unwrap();
        assert!(!socket.is_empty(), "PostgreSQL did not start; its own words stand above");
        let cluster = Self { socket: socket.trim().to_owned(), _keeper: keeper };
        let maintenance = cluster.maintenance().await;
        run(&maintenance, &format!("CREATE DATABASE {TEMPLATE}")).await;
        maintenance.close().await.unwrap();
        let store = Store::open(&cluster.url(TEMPLATE), Keys::from_master(&[0; 32]), Dice::seeded(0)).await.unwrap();
        migration::up(store.writer()).await.unwrap();
        store.close().await.unwrap();
        cluster
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://nuanxin@localhost/{database}?host={}", self.socket)
    }

    async fn maintenance(&self) -> DatabaseConnection {
        Database::connect(self.url("postgres")).await.unwrap()
    }
}

/// initdb refuses to run as root, so root hands over to the user that Debian's package made.
fn keeper() -> Command {
    let bin = binaries();
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.trim_ascii() == b"0");
    let mut command = if is_root { Command::new("runuser") } else { Command::new("sh") };
    if is_root {
        command.args(["-u", "postgres", "--", "sh"]);
    }
    command.args(["-c", KEEP, "keep"]).arg(bin).current_dir("/");
    command
}

/// The newest installed version's programs.
fn binaries() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let debian = versions.map(|version| version.path().join("bin"));
    let others = ["/usr/local/bin", "/usr/bin", "/opt/homebrew/bin"].map(PathBuf::from);
    debian
        .filter(|bin| bin.join("initdb").exists())
        .max_by_key(|bin| bin.parent().and_then(|v| v.file_name()?.to_str()?.parse::<u32>().ok()))
        .or_else(|| others.into_iter().find(|bin| bin.join("initdb").exists() && bin.join("postgres").exists()))
        .expect("the tests need PostgreSQL's server programs: apt-get install postgresql")
}

async fn run(db: &DatabaseConnection, sql: &str) {
    db.execute_unprepared(sql).await.unwrap();
}
