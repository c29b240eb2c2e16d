//! One plain table a group: the figure, what it is compared with, the ratio, and what we aim at. Each is printed as soon
//! as it is measured. Nothing is asserted.

use std::{
    fmt::Write as _,
    io::{self, Write as _},
    time::Duration,
};

use crate::load::Run;

const HEAD: [&str; 5] = ["", "nuanxin", "comparator", "ratio", "aim"];

/// One group at a time.
#[derive(Default)]
pub struct Figures {
    title: String,
    rows: Vec<[String; 5]>,
}

impl Figures {
    /// A figure that stands alone.
    pub fn alone(&mut self, what: &str, figure: impl Into<String>, aim: &str) {
        self.rows.push([what.to_owned(), figure.into(), String::new(), String::new(), aim.to_owned()]);
    }

    pub fn compared(&mut self, what: &str, ours: String, theirs: String, ratio: f64, aim: &str) {
        self.rows.push([what.to_owned(), ours, theirs, format!("{ratio:.2}"), aim.to_owned()]);
    }

    /// Two runs of the same work; the ratio is that of the work done in a second.
    pub fn runs(&mut self, what: &str, ours: &Run, theirs: &Run, aim: &str) {
        self.compared(what, of_run(ours), of_run(theirs), ours.per_second() / theirs.per_second(), aim);
    }

    /// Begins a group; the one before is printed.
    pub fn group(&mut self, title: &str) -> io::Result<()> {
        self.print()?;
        title.clone_into(&mut self.title);
        Ok(())
    }

    /// Prints what was measured since the last time, at once.
    pub fn print(&mut self) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let table = self.table();
        self.rows.clear();
        let mut out = io::stdout().lock();
        writeln!(out, "\n{}\n{table}", self.title)?;
        out.flush()
    }

    fn table(&self) -> String {
        let head = HEAD.map(str::to_owned);
        let rows = || std::iter::once(&head).chain(&self.rows);
        let widths: [usize; 5] =
            std::array::from_fn(|column| rows().map(|row| row[column].chars().count()).max().unwrap_or(0));
        let mut text = String::new();
        for row in rows() {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(widths) {
                let _ = write!(line, "{cell:width$}  ");
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

fn of_run(run: &Run) -> String {
    let [middle, late] = [50, 99].map(|percent| milliseconds(run.percentile(percent)));
    format!("{:.0}/s, p50 {middle}, p99 {late}", run.per_second())
}

pub fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1_000.0)
}

pub fn kilobytes(bytes: usize) -> String {
    format!("{:.1} KB", f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1_000.0)
}

pub fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", f64::from(u32::try_from(bytes / 1_000).unwrap_or(u32::MAX)) / 1_000.0)
}
