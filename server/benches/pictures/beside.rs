//! Pictures a second and memory of the confined child beside libvips' thumbnailer, on the files that became pictures:
//! three widths of each, without metadata. Each as a process for each file, which is what a limit needs.

use std::{
    fs::File,
    io::{self, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use entity::photo::Size;

/// What all files took together, and the most memory that any process had.
#[derive(Default)]
struct Sum {
    took: Duration,
    peak: u64,
    done: u32,
}

impl Sum {
    fn per_second(&self) -> f64 {
        f64::from(self.done) / self.took.as_secs_f64().max(f64::EPSILON)
    }
}

pub fn report(out: &mut impl Write, files: &[PathBuf], ground: &Path) -> anyhow::Result<()> {
    let (mut ours, mut theirs) = (Sum::default(), Sum::default());
    for file in files {
        watch(&mut ours, &[confined(file)])?;
    }
    writeln!(out, "  ours: {:.1} pictures/s in three sizes, {} MB at the highest", ours.per_second(), ours.peak >> 20)?;
    for file in files {
        let commands = Size::ALL.map(|size| thumbnail(file, size, ground));
        if watch(&mut theirs, &commands).is_err() {
            writeln!(out, "  vipsthumbnail is not installed: .make/install pictures")?;
            return Ok(());
        }
    }
    writeln!(
        out,
        "  vipsthumbnail: {:.1} pictures/s in three sizes, {} MB at the highest; ratio {:.2} in speed",
        theirs.per_second(),
        theirs.peak >> 20,
        ours.per_second() / theirs.per_second().max(f64::EPSILON)
    )?;
    Ok(())
}

fn confined(file: &Path) -> Asked {
    let args = vec!["confined".into(), "picture".into()];
    Asked { program: env!("CARGO_BIN_EXE_nuanxin").into(), args, input: Some(file.to_owned()) }
}

/// Only ever smaller, upright, sRGB, nothing kept.
fn thumbnail(file: &Path, size: Size, ground: &Path) -> Asked {
    let longest = size.longest();
    let to = ground.join("vips.jpg[Q=84,strip]");
    let args = [file.into(), "--size".into(), format!("{longest}x{longest}>").into(), "-o".into(), to.into()];
    Asked { program: "vipsthumbnail".into(), args: args.to_vec(), input: None }
}

/// A process to be run.
struct Asked {
    program: PathBuf,
    args: Vec<std::ffi::OsString>,
    input: Option<PathBuf>,
}

impl Asked {
    fn start(&self) -> io::Result<Child> {
        let input = match &self.input {
            Some(file) => File::open(file)?.into(),
            None => Stdio::null(),
        };
        Command::new(&self.program).args(&self.args).stdin(input).stdout(Stdio::null()).stderr(Stdio::null()).spawn()
    }
}

/// Runs them one after another to their ends; whether they succeed is not ours to judge here.
fn watch(sum: &mut Sum, commands: &[Asked]) -> io::Result<()> {
    let begun = Instant::now();
    for asked in commands {
        let mut child = asked.start()?;
        let status = format!("/proc/{}/status", child.id());
        while child.try_wait()?.is_none() {
            sum.peak = sum.peak.max(highest(&status).unwrap_or_default());
            std::thread::sleep(Duration::from_millis(1));
        }
    }
    sum.took += begun.elapsed();
    sum.done += 1;
    Ok(())
}

/// The highest mark never falls.
fn highest(status: &str) -> Option<u64> {
    let status = std::fs::read_to_string(status).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"))?;
    Some(line.trim().parse::<u64>().ok()? * 1024)
}
