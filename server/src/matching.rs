//! `nuanxin match`: offers are matched to wishes from file to file, by the rules of the office's rounds, without any
//! database. A file that cannot be read is told with its row and column, and then nothing is written.

mod header;
mod places;
mod progress;
mod read;
mod report;
mod table;
mod write;
mod wrong;

use std::{
    io::{self, Write},
    num::NonZero,
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
    time::{Duration, Instant},
};

use clap::{Args, ValueEnum};
use entity::matching::assign::{self as engine, Answer, Policy, Settings};

use crate::config::seconds;
use progress::Progress;
use read::Asked;
use report::Report;

/// The exit code for a file that cannot be understood, or that would be overwritten.
const UNREADABLE: u8 = 2;

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
    /// Seconds after which the best answer so far is written; where they run out, it may differ from run to run
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
    let (said, code) = match carry_out(ask) {
        Ok(report) => (report.to_string(), ExitCode::SUCCESS),
        Err(Failed::Asking(why)) => (why, ExitCode::from(UNREADABLE)),
        Err(Failed::Writing(why)) => (why, ExitCode::FAILURE),
    };
    let _ = writeln!(io::stderr(), "nuanxin: {said}");
    code
}

/// Why nothing came of it, in one line.
enum Failed {
    /// Something is wrong with what was asked.
    Asking(String),
    /// What came of it cannot be kept.
    Writing(String),
}

fn carry_out(ask: &Match) -> Result<Report, Failed> {
    if let Some(why) = places::clash(ask) {
        return Err(Failed::Asking(why));
    }
    for to in [Some(&ask.out), ask.report.as_ref()].into_iter().flatten() {
        write::try_out(to).map_err(unwritable(to))?;
    }
    let begun = Instant::now();
    let asked = read::read(&ask.wishes, &ask.offers).map_err(|bad| Failed::Asking(bad.to_string()))?;
    let read = begun.elapsed();
    let answer = solve(ask, &asked, begun);
    let solved = begun.elapsed();
    let matches = write::draft(&ask.out, write::matches(&asked, &answer)).map_err(unwritable(&ask.out))?;
    let mut report = Report::of(&asked, &answer, ask);
    report.read_seconds = read.as_secs_f64();
    report.solve_seconds = solved.saturating_sub(read).as_secs_f64();
    report.write_seconds = begun.elapsed().saturating_sub(solved).as_secs_f64();
    if let Some(path) = &ask.report {
        let json = report.json().map_err(io::Error::from);
        let draft = json.and_then(|json| write::draft(path, json));
        draft.and_then(write::Draft::publish).map_err(unwritable(path))?;
    }
    matches.publish().map_err(unwritable(&ask.out))?;
    Ok(report)
}

/// Says which file could not be written.
fn unwritable(path: &Path) -> impl FnOnce(io::Error) -> Failed {
    move |error| Failed::Writing(format!("{} cannot be written: {error}", places::named(path, "standard output")))
}

/// Solves it, while somebody who watches a terminal sees how far it is.
fn solve(ask: &Match, asked: &Asked, begun: Instant) -> Answer {
    let progress = Progress::new(asked.wishes.len(), begun);
    let settings = Settings {
        policy: ask.policy(),
        seed: ask.seed,
        gone: &|| ask.time_limit.map_or(0.0, |limit| begun.elapsed().div_duration_f64(limit)),
        progress: &|step| progress.tell(step),
    };
    let answer = engine::solve(&asked.wishes, &asked.offers, &settings);
    progress.end();
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
