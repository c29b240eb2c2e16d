//! `make bench-pictures`: every file of the test corpora of Pillow and libpng, and bombs made here, sent to the running
//! site as photos of a card. Each must become a clean picture or a refusal with its reason, the server must stay the
//! same process with the same memory, and nothing but pixels may be served. Then the speed, beside libvips.

mod beside;
mod client;
mod corpus;
mod running;
mod served;

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, ensure};
use clap::Parser;

use crate::running::{Outcome, Server};

/// Files after which the memory is taken as that of a server at work.
const WARM: usize = 50;
/// What it may have grown by at the end; a leak of one photo in ten would be a hundred times this.
const GROWN: u64 = 64 << 20;

#[derive(Parser)]
struct Options {
    /// The folder with the unpacked sources
    #[arg(long, env = "CORPORA")]
    corpora: PathBuf,
    /// No more files than these
    #[arg(long, default_value_t = usize::MAX)]
    most: usize,
    /// What cargo passes to every benchmark
    #[arg(long, hide = true)]
    bench: bool,
}

/// What became of all of them.
#[derive(Default)]
struct Told {
    pictures: Vec<PathBuf>,
    refused: BTreeMap<String, usize>,
    fell: Vec<String>,
    /// In bytes, after each file.
    memory: Vec<u64>,
}

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let files = corpus::files(&options.corpora)?;
    ensure!(files.len() > 500, "{} holds no corpora: make corpora", options.corpora.display());
    let files: Vec<PathBuf> = files.into_iter().take(options.most).collect();
    let ground = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let kept = ground.path().join("served");
    fs::create_dir(&kept)?;
    let mut server = Server::start(ground.path())?;
    let told = send(&mut server, &files, &kept)?;
    let same = server.is_the_same();
    drop(server);
    let mut out = io::stdout().lock();
    let flat = report(&mut out, &told, same)?;
    let found = served::report(&mut out, &kept)?;
    writeln!(out, "what became pictures, most of it small:")?;
    beside::report(&mut out, &told.pictures, ground.path())?;
    writeln!(out, "photos as phones take them:")?;
    beside::report(&mut out, &corpus::photos(ground.path())?, ground.path())?;
    ensure!(same && told.fell.is_empty(), "some files were neither made clean nor refused");
    ensure!(found.dirty == 0 && found.tags == 0, "something besides pixels was served");
    ensure!(found.lying == 0, "some pictures are not upright");
    ensure!(flat, "the server's memory grows");
    Ok(())
}

/// One after another, as a teacher does it; what is served of each is laid down in `kept`.
fn send(server: &mut Server, files: &[PathBuf], kept: &Path) -> anyhow::Result<Told> {
    let mut told = Told::default();
    let bombs = corpus::bombs();
    let read = files.iter().map(|file| (file.display().to_string(), Some(file), fs::read(file).unwrap_or_default()));
    let made = bombs.into_iter().map(|(name, bytes)| (name.to_owned(), None, bytes));
    for (number, (name, file, bytes)) in read.chain(made).enumerate() {
        match server.send(&bytes).with_context(|| name.clone())? {
            Outcome::Picture(sizes) => {
                let label = file.and_then(|file| file.file_name()).map_or(name, |file| file.to_string_lossy().into());
                for (size, jpeg) in sizes {
                    fs::write(kept.join(format!("{number:04}-{label}-{size}.jpg")), jpeg)?;
                }
                told.pictures.extend(file.cloned());
            }
            Outcome::Refused(why) => *told.refused.entry(why).or_default() += 1,
            Outcome::Fell(how) => told.fell.push(format!("{name}: {how}")),
        }
        told.memory.push(server.memory()?);
    }
    Ok(told)
}

/// Whether the memory stayed as it was.
fn report(out: &mut impl Write, told: &Told, same: bool) -> anyhow::Result<bool> {
    writeln!(out, "{} files sent, {} became pictures", told.memory.len(), told.pictures.len())?;
    for (why, count) in &told.refused {
        writeln!(out, "{count:6} refused: {why}")?;
    }
    for fell in &told.fell {
        writeln!(out, "  FELL {fell}")?;
    }
    let warm = told.memory.get(WARM).or(told.memory.last()).copied().unwrap_or_default();
    let last = told.memory.last().copied().unwrap_or_default();
    let highest = told.memory.iter().max().copied().unwrap_or_default();
    let flat = last <= warm + GROWN;
    writeln!(out, "the same process: {same}")?;
    writeln!(
        out,
        "its memory: {} MB after {WARM} files, {} MB at its highest, {} MB at the end: {}",
        warm >> 20,
        highest >> 20,
        last >> 20,
        if flat { "flat" } else { "it GROWS" }
    )?;
    Ok(flat)
}
