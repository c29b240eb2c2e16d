//! A child process of our own program with little memory and little time, for files that strangers hand us.
//!
//! The child takes its limits before it reads a byte, gets the file on standard input and answers on standard output.
//! Whatever a hostile file does to it, the server only sees a [`Failure`].

mod child;

use std::{path::PathBuf, process::Stdio, sync::Arc, time::Duration};

use clap::ValueEnum;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process::{Child, Command},
    sync::Semaphore,
    time::timeout,
};

pub use child::child;

/// The hidden command of the program behind which the child stands.
pub const COMMAND: &str = "confined";

/// Children at once; more wait for their turn.
const AT_ONCE: usize = 2;

/// Address space for work on pixels, of which it fills a quarter.
const PIXELS: u64 = 1 << 30;
/// What the child's allocator sets aside at a time. By itself it would take a gigabyte before [`Limits`] hold, after
/// which it could get nothing at all: seen as one child in fifty that fell over a good file.
const SET_ASIDE: (&str, &str) = ("MIMALLOC_ARENA_RESERVE", "32MiB");

/// What a child can be asked to do.
///
/// Another one is added in three places: a variant here with its [`Work::key`] and [`Work::limits`]; its line in
/// `child::answer`, which turns standard input into one answer; and a caller that hands [`Confined::run`] the bytes
/// and reads the answer, as [`crate::pictures::Pictures::clean`] does. Work that begins with a photo calls
/// [`crate::pictures::picture::decoded`] in the child; what ends with pictures answers with their
/// [`crate::pictures::picture::Sizes`], which `Pictures::put` seals and writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Work {
    /// A workbook or a table in text becomes plain cells: see [`crate::sheets`].
    Sheet,
    /// A photo becomes clean pictures: see [`crate::pictures::picture`].
    Picture,
    /// The same for a bank's statement, which has more lines.
    Statement,
    /// A photo of many cards becomes clean pictures of each: see [`crate::pictures::many`].
    Cards,
    /// A picture is drawn anew with parts of it blurred: see [`crate::pictures::blur`].
    Blur,
    /// A picture is drawn anew, turned by a quarter: see [`crate::pictures::turn`].
    Turn,
}

/// What a child may use up.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Address space, in bytes: what it allocates and the program itself.
    pub memory: u64,
    /// Seconds of processor time.
    pub cpu: u64,
    /// Time by the clock, from start to end.
    pub patience: Duration,
    /// The longest answer, in bytes.
    pub answer: usize,
}

impl Work {
    const fn key(self) -> &'static str {
        match self {
            Self::Sheet => "sheet",
            Self::Picture => "picture",
            Self::Cards => "cards",
            Self::Blur => "blur",
            Self::Turn => "turn",
            Self::Statement => "statement",
        }
    }

    pub const fn limits(self) -> Limits {
        match self {
            Self::Sheet => Limits { memory: 512 << 20, cpu: 10, patience: Duration::from_secs(15), answer: 32 << 20 },
            Self::Picture | Self::Blur | Self::Turn => {
                Limits { memory: PIXELS, cpu: 10, patience: Duration::from_secs(15), answer: 16 << 20 }
            }
            Self::Cards => Limits { memory: PIXELS, cpu: 16, patience: Duration::from_secs(18), answer: 64 << 20 },
            Self::Statement => {
                Limits { memory: 768 << 20, cpu: 12, patience: Duration::from_secs(15), answer: 48 << 20 }
            }
        }
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    #[error("the child took too long")]
    TimedOut,
    /// It wanted more memory than it may have, or its answer was endless.
    #[error("the child wanted too much")]
    TooHeavy,
    /// A defect in what reads the file; the child took it along.
    #[error("the child fell over the file")]
    Fell,
    /// Ours: the child could not be started.
    #[error("no child could be started")]
    NotStarted,
}

/// Starts the children. Cheap to clone; all clones count their children together.
#[derive(Clone, Debug)]
pub struct Confined {
    program: PathBuf,
    turns: Arc<Semaphore>,
    /// Instead of [`Limits::patience`].
    patience: Option<Duration>,
}

impl Confined {
    /// `program`: `nuanxin` itself, which tests have to name.
    pub fn new(program: PathBuf) -> Self {
        Self { program, turns: Arc::new(Semaphore::new(AT_ONCE)), patience: None }
    }

    /// Waits by the clock for as long as this: for a machine so busy that a child hardly gets its turn. What a child
    /// may use up of memory and processor time stays as it is.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience: Some(patience), ..self }
    }

    /// With the program that runs now, even if its file was replaced meanwhile.
    pub fn own() -> std::io::Result<Self> {
        let running = PathBuf::from("/proc/self/exe");
        let program = if running.exists() { running } else { std::env::current_exe()? };
        Ok(Self::new(program))
    }

    /// The child's answer to `input`. Dropped half-way, the child is killed.
    pub async fn run(&self, work: Work, input: &[u8]) -> Result<Vec<u8>, Failure> {
        let _turn = self.turns.acquire().await.map_err(|_| Failure::NotStarted)?;
        let mut child = self.start(work).map_err(|error| {
            tracing::error!(%error, work = work.key(), "a confined child could not be started");
            Failure::NotStarted
        })?;
        let limits = work.limits();
        match timeout(self.patience.unwrap_or(limits.patience), converse(&mut child, input, limits.answer)).await {
            Ok(answer) => answer,
            Err(_) => Err(Failure::TimedOut),
        }
    }

    /// Nothing of our environment goes along: no secrets, no settings but one for memory.
    fn start(&self, work: Work) -> std::io::Result<Child> {
        Command::new(&self.program)
            .args([COMMAND, work.key()])
            .env_clear()
            .env(SET_ASIDE.0, SET_ASIDE.1)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
    }
}

/// Writes and reads at the same time, so that neither side waits for the other.
async fn converse(child: &mut Child, input: &[u8], most: usize) -> Result<Vec<u8>, Failure> {
    let (Some(mut to), Some(from)) = (child.stdin.take(), child.stdout.take()) else { return Err(Failure::NotStarted) };
    let mut answer = Vec::new();
    let mut from = from.take(most as u64 + 1);
    let ((), read) = tokio::join!(
        async {
            // A child that has seen enough closes its end; what it answers says why.
            let _ = to.write_all(input).await;
            drop(to);
        },
        from.read_to_end(&mut answer)
    );
    if read.is_err() || answer.len() > most {
        return Err(Failure::TooHeavy);
    }
    drop(from);
    match child.wait().await {
        Ok(ended) if ended.success() => Ok(answer),
        Ok(ended) => Err(cause(ended)),
        Err(_) => Err(Failure::Fell),
    }
}

/// Out of memory a program aborts; out of processor time the system ends it.
#[cfg(unix)]
fn cause(ended: std::process::ExitStatus) -> Failure {
    use std::os::unix::process::ExitStatusExt;
    const ABORTED: i32 = 6;
    const KILLED: i32 = 9;
    const OUT_OF_TIME: i32 = 24;
    match ended.signal() {
        Some(ABORTED) => Failure::TooHeavy,
        Some(KILLED | OUT_OF_TIME) => Failure::TimedOut,
        _ => Failure::Fell,
    }
}

#[cfg(not(unix))]
fn cause(_: std::process::ExitStatus) -> Failure {
    Failure::Fell
}
