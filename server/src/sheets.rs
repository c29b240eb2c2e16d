//! Files of spreadsheet programs: read in a confined child, written for schools to fill in or to mend.

pub mod read;
mod text;
mod workbook;
pub mod write;

use app::site::ReadSheet;
use entity::import::sheet::{Book, Unreadable};

use crate::confined::{Confined, Failure, Work};

/// The largest file that is taken, in bytes.
pub const MOST_BYTES: usize = 10 << 20;
/// How long a table may be.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// The most lines with something in them, in one table.
    pub lines: usize,
    /// Lines beyond this one hold nothing that belongs to it.
    pub last_line: u32,
}

/// A school's table of wishes.
pub const OF_WISHES: Bounds = Bounds { lines: 10_000, last_line: 20_000 };
/// A year of a bank account, with its titles and totals.
pub const OF_A_BANK: Bounds = Bounds { lines: 50_200, last_line: 100_000 };
/// Columns beyond this one hold nothing that belongs to a table of either kind.
pub const LAST_COLUMN: u32 = 200;
/// Tables in one file.
pub const MOST_SHEETS: usize = 64;
/// The longest cell, in characters; what is longer is cut, and too long for every field.
pub const LONGEST: usize = 1_000;

/// [`read`], for the pages.
pub fn reader(confined: Confined) -> ReadSheet {
    Box::new(move |file| {
        let confined = confined.clone();
        Box::pin(async move { read(&confined, &file).await })
    })
}

/// [`read_statement`], for the pages.
pub fn statement_reader(confined: Confined) -> ReadSheet {
    Box::new(move |file| {
        let confined = confined.clone();
        Box::pin(async move { read_statement(&confined, &file).await })
    })
}

/// Reads a table of wishes in a child process.
pub async fn read(confined: &Confined, file: &[u8]) -> Result<Book, Unreadable> {
    read_as(Work::Sheet, confined, file).await
}

/// Reads a bank's statement in a child process.
pub async fn read_statement(confined: &Confined, file: &[u8]) -> Result<Book, Unreadable> {
    read_as(Work::Statement, confined, file).await
}

async fn read_as(work: Work, confined: &Confined, file: &[u8]) -> Result<Book, Unreadable> {
    if file.len() > MOST_BYTES {
        return Err(Unreadable::TooBig);
    }
    let answer = confined.run(work, file).await.map_err(|failure| match failure {
        Failure::TimedOut | Failure::NotStarted => Unreadable::TimedOut,
        Failure::TooHeavy => Unreadable::TooHeavy,
        Failure::Fell => Unreadable::Damaged,
    })?;
    serde_json::from_slice(&answer).unwrap_or(Err(Unreadable::Damaged))
}
