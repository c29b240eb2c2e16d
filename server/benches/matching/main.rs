//! `make bench-match`: the command from file to file, on made counties of four sizes in six profiles, printed with how
//! near it came to the proven bound. It asserts nothing about speed.

mod made;

use std::{
    fs,
    io::{self, Write},
    path::Path,
    process::Command,
};

use anyhow::{Context, ensure};
use clap::{Parser, ValueEnum};
use made::{Profile, county};
use serde_json::Value;

const SIZES: [(u64, u64); 4] = [(322, 40), (5_000, 500), (100_000, 10_000), (1_000_000, 100_000)];

#[derive(Parser)]
struct Options {
    /// No county with more wishes
    #[arg(long, env = "BENCH_WISHES", default_value_t = 1_000_000)]
    most: u64,
    /// One profile only
    #[arg(long)]
    profile: Option<Profile>,
    /// Another seed makes other counties
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// What cargo passes to every benchmark
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let folder = tempfile::tempdir()?;
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{:12} {:>9} × {:<7} {:>9} {:>9} {:>7} {:>7} {:>8} {:>7} {:>6} {:>7}",
        "profile", "wishes", "offers", "matched", "bound", "gap %", "read s", "solve s", "write s", "MB", "threads"
    )?;
    for profile in Profile::value_variants() {
        for (wishes, offers) in SIZES {
            if wishes <= options.most && options.profile.is_none_or(|only| only == *profile) {
                let made = county(*profile, wishes, offers, options.seed);
                fs::write(folder.path().join("wishes.csv"), made.wishes)?;
                fs::write(folder.path().join("offers.csv"), made.offers)?;
                let report = run(folder.path())?;
                print(&mut out, *profile, (wishes, offers), &report)?;
            }
        }
    }
    Ok(())
}

/// The program itself, so that the memory is that of one run.
fn run(folder: &Path) -> anyhow::Result<Value> {
    let line =
        ["match", "--wishes", "wishes.csv", "--offers", "offers.csv", "--out", "matches.csv", "--report", "r.json"];
    let output = Command::new(env!("CARGO_BIN_EXE_nuanxin")).args(line).current_dir(folder).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&fs::read(folder.join("r.json"))?).context("the report")
}

fn print(out: &mut impl Write, profile: Profile, size: (u64, u64), report: &Value) -> io::Result<()> {
    let seconds = |field: &str| report[field].as_f64().unwrap_or_default();
    let count = |field: &str| report[field].to_string();
    writeln!(
        out,
        "{:12} {:>9} × {:<7} {:>9} {:>9} {:>7.3} {:>7.2} {:>8.2} {:>7.2} {:>6} {:>7}",
        format!("{profile:?}").to_lowercase(),
        size.0,
        size.1,
        count("matched"),
        count("bound"),
        100.0 * seconds("gap"),
        seconds("read_seconds"),
        seconds("solve_seconds"),
        seconds("write_seconds"),
        count("peak_mb"),
        count("threads"),
    )?;
    out.flush()
}
