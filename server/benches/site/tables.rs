//! Tables of wishes: the confined child that reads one beside openpyxl, and the whole way to drafts.

use std::{
    fs::{self, File},
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use rust_xlsxwriter::Workbook;
use tokio::process::Command;

use crate::{
    figures::{Figures, megabytes},
    program,
};

const LINES: u32 = 5_000;
/// The one in the middle counts.
const ROUNDS: usize = 5;
const OPENPYXL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/site/tables.py");

pub async fn measure(figures: &mut Figures, ground: &Path) -> anyhow::Result<()> {
    let file = ground.join("wishes.xlsx");
    fs::write(&file, workbook()?)?;
    let child = || {
        let mut command = Command::new(program::NUANXIN);
        command.args(["confined", "sheet"]).stdin(File::open(&file)?);
        Ok(command)
    };
    let openpyxl = |mode: &[&str]| {
        let mut command = Command::new(python());
        command.arg(OPENPYXL).arg(&file).args(mode);
        Ok(command)
    };
    let ours = middle(child).await?;
    figures.group(&format!("a table of {LINES} wishes (.xlsx) read in the confined child; comparator: openpyxl"))?;
    for (name, mode) in [("as a stream (read_only)", &[][..]), ("whole", &["whole"])] {
        // Without it there is nothing to compare with: .make/install bench.
        let Ok(theirs) = middle(|| openpyxl(mode)).await else {
            figures.alone("openpyxl is not installed; ours alone", ours.to_string(), "");
            break;
        };
        let ratio = ours.lines_per_second() / theirs.lines_per_second();
        figures.compared(&format!("lines a second, {name}"), ours.speed(), theirs.speed(), ratio, "≥ 1");
        let ratio = ours.memory() / theirs.memory();
        figures.compared("memory at its highest", megabytes(ours.peak), megabytes(theirs.peak), ratio, "≤ 1");
    }
    figures.group("the same table by `nuanxin import`: read, judged, written as drafts, on the disk")?;
    let folder = ground.join("tables");
    let seed = program::nuanxin(&folder).args(["seed", "demo"]).stderr(Stdio::null()).status().await?;
    ensure!(seed.success(), "the demonstration was not seeded");
    let mut import = program::nuanxin(&folder);
    import.args(["import", "--school", "SG", "--phase", "5"]).arg(&file);
    let taken_in = watched(import).await?;
    figures.alone("lines a second", taken_in.speed(), "≥ 500/s");
    figures.alone("memory at its highest", megabytes(taken_in.peak), "");
    Ok(())
}

/// The Python that has openpyxl: Debian's package is for Debian's own, which another one may hide.
fn python() -> &'static str {
    const OWN: &str = "/usr/bin/python3";
    if Path::new(OWN).exists() { OWN } else { "python3" }
}

/// What a process took for the table, from its start to its end.
struct Watched {
    took: Duration,
    peak: u64,
}

impl Watched {
    fn lines_per_second(&self) -> f64 {
        f64::from(LINES) / self.took.as_secs_f64()
    }

    fn memory(&self) -> f64 {
        f64::from(u32::try_from(self.peak / 1024).unwrap_or(u32::MAX))
    }

    fn speed(&self) -> String {
        format!("{:.0}/s", self.lines_per_second())
    }
}

impl std::fmt::Display for Watched {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, {}", self.speed(), megabytes(self.peak))
    }
}

async fn middle(command: impl Fn() -> anyhow::Result<Command>) -> anyhow::Result<Watched> {
    let mut runs = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        runs.push(watched(command()?).await?);
    }
    runs.sort_by_key(|run| run.took);
    Ok(runs.swap_remove(ROUNDS / 2))
}

/// Runs it to its end and looks at its memory every millisecond: the highest mark never falls.
async fn watched(mut command: Command) -> anyhow::Result<Watched> {
    let begun = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true).spawn()?;
    let status = format!("/proc/{}/status", child.id().context("it has ended")?);
    let mut peak = 0;
    let ended = loop {
        tokio::select! {
            ended = child.wait() => break ended?,
            () = tokio::time::sleep(Duration::from_millis(1)) => peak = program::highest(&status).unwrap_or(peak),
        }
    };
    ensure!(ended.success(), "{command:?} failed");
    Ok(Watched { took: begun.elapsed(), peak })
}

/// Made-up children, in the columns of a school's table.
fn workbook() -> anyhow::Result<Vec<u8>> {
    const HEADINGS: &str =
        "序号 姓名 性别 出生日期 年级 心愿 规格 预计价格（元） 类别 监护人 监护人电话 同意书编号 备注";
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(HEADINGS.split(' ')) {
        sheet.write_string(0, column, heading)?;
    }
    let sign = |number: u32| char::from_u32(0x4E00 + number).unwrap_or('一');
    for line in 1..=LINES {
        let name: String = [line / 100, 300 + line % 100, 600].map(sign).iter().collect();
        sheet.write_number(line, 0, line)?;
        let form = format!("同-{line}");
        let guardian = format!("长{name}");
        let cells = [
            &name,
            "女",
            "2017-05-06",
            "三年级",
            "双肩书包",
            "防水，蓝色",
            "90",
            "书包",
            &guardian,
            "",
            &form,
            "喜欢画画",
        ];
        for (column, cell) in (1..).zip(cells) {
            sheet.write_string(line, column, cell)?;
        }
    }
    Ok(book.save_to_buffer()?)
}
