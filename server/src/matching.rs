//! `nuanxin match`: offers are matched to wishes from file to file, by the rules of the office's rounds, without any
//! database. A file that cannot be read is told with its row and column, and then nothing is written.

mod read;
mod report;
mod table;
mod write;

use std::{
    io::{self, IsTerminal, Write},
    num::NonZero,
    path::PathBuf,
    process::ExitCode,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::Context;
use clap::{Args, ValueEnum};
use entity::matching::assign::{self as engine, Answer, Policy, Settings};

use crate::config::seconds;
use read::{Asked, Bad};
use report::Report;

/// The exit code for a file that cannot be understood.
const UNREADABLE: u8 = 2;
/// Shorter runs say nothing on their way.
const SILENT: Duration = Duration::from_secs(1);

/// Matches offers to wishes: CSV in, CSV out
#[derive(Args, Debug)]
pub struct Match {
    /// CSV: `id,school,township,grade,category,price,waiting_days`; `-` reads standard input
    #[arg(long)]
    wishes: PathBuf,
    /// CSV: `id,max_count,budget,categories,townships,schools,grade_min,grade_max,max_price`
    #[arg(long)]
    offers: PathBuf,
    /// CSV: `wish_id,offer_id`; `-` writes to standard output
    #[arg(long)]
    out: PathBuf,
    /// JSON: what was reached and what at most can be
    #[arg(long)]
    report: Option<PathBuf>,
    /// Seconds after which the best answer so far is written
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    time_limit: Option<Duration>,
    /// waiting: as many as possible, then the longest waiting; even: no school far below the others
    #[arg(long, value_enum, default_value_t = By::Waiting)]
    policy: By,
    /// With even: the part of the overall served share that every school gets
    #[arg(long, default_value = "0.5", value_parser = thousandths)]
    floor: u32,
    /// Decides among choices that are equal in every goal
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    Waiting,
    Even,
}

impl Match {
    fn policy(&self) -> Policy {
        match self.policy {
            By::Waiting => Policy::Waiting,
            By::Even => Policy::Even { floor: self.floor },
        }
    }
}

/// Does it, and says in one line on standard error what came of it.
pub fn run(ask: &Match) -> ExitCode {
    match carry_out(ask) {
        Ok(Ok(report)) => {
            let _ = writeln!(io::stderr(), "nuanxin: {report}");
            ExitCode::SUCCESS
        }
        Ok(Err(bad)) => {
            let _ = writeln!(io::stderr(), "nuanxin: {bad}");
            ExitCode::from(UNREADABLE)
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "nuanxin: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out(ask: &Match) -> anyhow::Result<Result<Report, Bad>> {
    let begun = Instant::now();
    let asked = match read::read(&ask.wishes, &ask.offers) {
        Ok(asked) => asked,
        Err(bad) => return Ok(Err(bad)),
    };
    let read = begun.elapsed();
    let answer = solve(ask, &asked, begun);
    let solved = begun.elapsed();
    let matches =
        write::draft(&ask.out, &write::matches(&asked, &answer)).with_context(|| format!("{}", ask.out.display()))?;
    let mut report = Report::of(&asked, &answer, ask);
    report.read_seconds = read.as_secs_f64();
    report.solve_seconds = solved.saturating_sub(read).as_secs_f64();
    report.write_seconds = begun.elapsed().saturating_sub(solved).as_secs_f64();
    if let Some(path) = &ask.report {
        let draft = write::draft(path, &report.json()?).with_context(|| format!("{}", path.display()))?;
        draft.publish().with_context(|| format!("{}", path.display()))?;
    }
    matches.publish().with_context(|| format!("{}", ask.out.display()))?;
    Ok(Ok(report))
}

/// Solves it, while somebody who watches a terminal sees how far it is.
fn solve(ask: &Match, asked: &Asked, begun: Instant) -> Answer {
    let watched = io::stderr().is_terminal();
    let shown = AtomicBool::new(false);
    let progress = |served: usize| {
        if watched && begun.elapsed() > SILENT {
            shown.store(true, Ordering::Relaxed);
            let _ = write!(io::stderr(), "\r{served} of {} wishes matched", asked.wishes.len());
        }
    };
    let settings = Settings {
        policy: ask.policy(),
        seed: ask.seed,
        time_is_up: &|| ask.time_limit.is_some_and(|limit| begun.elapsed() > limit),
        progress: &progress,
    };
    let answer = engine::solve(&asked.wishes, &asked.offers, &settings);
    if shown.load(Ordering::Relaxed) {
        let _ = writeln!(io::stderr());
    }
    answer
}

/// How many threads reading may use.
fn threads() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// A part of one, to three decimals.
fn thousandths(typed: &str) -> Result<u32, String> {
    let wrong = || "a part between 0 and 1, such as 0.5".to_owned();
    let (whole, part) = typed.split_once('.').unwrap_or((typed, ""));
    let digits = format!("{part:0<3}");
    let number = |text: &str| text.parse::<u32>().map_err(|_| wrong());
    let thousandths = number(whole)?.saturating_mul(1000).saturating_add(number(digits.get(..3).ok_or_else(wrong)?)?);
    if thousandths > 1000 { Err(wrong()) } else { Ok(thousandths) }
}

#[cfg(test)]
mod tests {
    use super::thousandths;

    #[test]
    fn a_floor_is_a_part_of_one() {
        assert_eq!(thousandths("0.5"), Ok(500));
        assert_eq!(thousandths("1"), Ok(1000));
        assert_eq!(thousandths("0.1234"), Ok(123));
        assert!(thousandths("1.1").is_err());
        assert!(thousandths("half").is_err());
        assert!(thousandths("-0.5").is_err());
    }
}
