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
/// The most lines with something in them, in one table.
pub const MOST_LINES: usize = 10_000;
/// Lines and columns beyond these hold nothing that belongs to a table of wishes.
pub const LAST_LINE: u32 = 20_000;
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

/// Reads a file in a child process.
pub async fn read(confined: &Confined, file: &[u8]) -> Result<Book, Unreadable> {
    if file.len() > MOST_BYTES {
        return Err(Unreadable::TooBig);
    }
    let answer = confined.run(Work::Sheet, file).await.map_err(|failure| match failure {
        Failure::TimedOut | Failure::NotStarted => Unreadable::TimedOut,
        Failure::TooHeavy => Unreadable::TooHeavy,
        Failure::Fell => Unreadable::Damaged,
    })?;
    serde_json::from_slice(&answer).unwrap_or(Err(Unreadable::Damaged))
}
