//! What kind of file it is, by its first bytes: names lie. Runs in a confined child only.

use entity::import::sheet::{Book, Line, Unreadable};

use super::{Bounds, LAST_COLUMN, LONGEST, text, workbook};

const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

pub fn read(file: &[u8], bounds: Bounds) -> Result<Book, Unreadable> {
    if file.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty);
    }
    let book = if file.starts_with(ZIP) {
        workbook::read(file, bounds)?
    } else if file.starts_with(OLE) {
        // Office wraps an encrypted workbook in the old container.
        let is_encrypted = holds(file, &wide("EncryptedPackage"));
        return Err(if is_encrypted { Unreadable::Encrypted } else { Unreadable::OldExcel });
    } else {
        text::read(file, bounds)?
    };
    if book.sheets.iter().all(|sheet| sheet.lines.is_empty()) { Err(Unreadable::Empty) } else { Ok(book) }
}

/// The lines of one table, gathered cell by cell within bounds.
pub(super) struct Lines {
    lines: Vec<Line>,
    bounds: Bounds,
}

impl Lines {
    pub const fn within(bounds: Bounds) -> Self {
        Self { lines: Vec::new(), bounds }
    }

    /// Puts text into a place; both numbers count from 0. Nothing is kept for an empty cell, wherever it is.
    pub fn put(&mut self, line: u32, column: u32, text: &str) -> Result<(), Unreadable> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if line >= self.bounds.last_line || column >= LAST_COLUMN {
            return Err(Unreadable::FarCell);
        }
        let number = line + 1;
        // Files may name their lines in any order.
        let at = match self.lines.binary_search_by_key(&number, |line| line.number) {
            Ok(at) => at,
            Err(_) if self.lines.len() == self.bounds.lines => return Err(Unreadable::TooManyRows),
            Err(at) => {
                self.lines.insert(at, Line { number, cells: Vec::new() });
                at
            }
        };
        let cells = &mut self.lines[at].cells;
        let column = column as usize;
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text.chars().take(LONGEST).collect();
        Ok(())
    }

    pub fn finish(self) -> Vec<Line> {
        self.lines
    }
}

/// As UTF-16 has it, low byte first.
fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn holds(file: &[u8], what: &[u8]) -> bool {
    file.windows(what.len()).any(|window| window == what)
}
