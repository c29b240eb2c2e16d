//! A server as a process of its own: started, asked for its first page, measured, ended.

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use tokio::{
    net::TcpListener,
    process::{Child, Command},
};

use crate::client::{Client, Request};

/// Made by cargo with the same settings as this benchmark: a release build.
pub const NUANXIN: &str = env!("CARGO_BIN_EXE_nuanxin");
/// Of this process.
const SELF: &str = "/proc/self/status";
/// Longer than any start that could be called one.
const LONGEST_START: Duration = Duration::from_secs(30);

/// A running server; ends when it is dropped.
pub struct Program {
    child: Child,
    pub at: SocketAddr,
    /// From its start to its first page.
    pub first_page: Duration,
}

impl Program {
    /// The site on the database in this folder.
    pub async fn nuanxin(folder: &Path) -> anyhow::Result<Self> {
        let at = free_address().await?;
        let mut command = nuanxin(folder);
        command.arg("serve").env("LISTEN", at.to_string());
        Self::start(command, at).await
    }

    /// The comparator on the same database.
    pub async fn minimal(folder: &Path) -> anyhow::Result<Self> {
        let at = free_address().await?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("minimal").arg(database(folder)).arg(at.to_string());
        Self::start(command, at).await
    }

    async fn start(mut command: Command, at: SocketAddr) -> anyhow::Result<Self> {
        let begun = Instant::now();
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true).spawn()?;
        let list = Request::get("/wishes", &[]);
        while begun.elapsed() < LONGEST_START {
            if let Ok(mut client) = Client::connect(at).await
                && let Ok(answer) = client.send(&list).await
                && answer.status == 200
            {
                return Ok(Self { child, at, first_page: begun.elapsed() });
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        bail!("no first page from {at}")
    }

    /// A line of `/proc/…/status` in bytes: `VmRSS`, `VmHWM`.
    pub fn memory(&self, line: &str) -> anyhow::Result<u64> {
        let id = self.child.id().context("it has ended")?;
        memory(&format!("/proc/{id}/status"), line)
    }

    pub async fn end(mut self) -> anyhow::Result<()> {
        Ok(self.child.kill().await?)
    }
}

/// The most memory a process has had, by its status file.
pub fn highest(status: &str) -> anyhow::Result<u64> {
    memory(status, "VmHWM")
}

/// What this process holds now; its highest mark is lowered to it, so that nothing measured before counts.
pub fn mark() -> anyhow::Result<u64> {
    fs::write("/proc/self/clear_refs", "5").context("the highest mark cannot be lowered")?;
    memory(SELF, "VmRSS")
}

/// The most that this process has held beyond a mark since then.
pub fn beyond(mark: u64) -> anyhow::Result<u64> {
    Ok(highest(SELF)?.saturating_sub(mark))
}

fn memory(status: &str, line: &str) -> anyhow::Result<u64> {
    let status = fs::read_to_string(status)?;
    let value = status.lines().find_map(|l| l.strip_prefix(line)?.strip_prefix(':')?.trim().strip_suffix(" kB"));
    Ok(value.context("no such line")?.parse::<u64>()? * 1024)
}

/// The program with its settings: everything it keeps lies in the folder.
pub fn nuanxin(folder: &Path) -> Command {
    let mut command = Command::new(NUANXIN);
    command
        .env("DATABASE_URL", format!("sqlite://{}", database(folder).display()))
        .env("DATA_DIR", folder)
        .env("SITE_DIR", site());
    command
}

/// Where the database lies in its folder.
pub fn database(folder: &Path) -> std::path::PathBuf {
    folder.join("nuanxin.db")
}

/// What `make site` made.
pub fn site() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/site")
}

/// An address nobody listens on just now.
async fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?.local_addr()?)
}
