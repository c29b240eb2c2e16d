//! CSV of whole numbers, cell by cell from its bytes: quick, and with the row and column of whatever is wrong. A cell may
//! stand in quotes; no number goes over several lines, so that every line is a row.

use super::{
    header,
    wrong::{Misfit, Wrong, shown},
};

/// The largest number of any column.
const LARGEST: u64 = i64::MAX.unsigned_abs();

/// The rows of a file, without its header.
pub(super) struct Table<'a> {
    pub columns: &'static [&'static str],
    /// Behind the header.
    pub body: &'a [u8],
    /// The row that the body begins with.
    pub first: usize,
}

impl<'a> Table<'a> {
    /// Checks the header.
    pub fn of(file: &'a [u8], columns: &'static [&'static str]) -> Result<Self, Misfit> {
        let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
        if file.trim_ascii().is_empty() {
            let empty = Wrong::Header { amiss: "the file is empty".to_owned(), expected: columns.join(",") };
            return Err(Misfit { row: 0, column: None, wrong: empty });
        }
        let (header, body) = cut(file);
        match header::amiss(header, columns) {
            None => Ok(Self { columns, body, first: 2 }),
            Some(amiss) => {
                let wrong = Wrong::Header { amiss, expected: columns.join(",") };
                Err(Misfit { row: 1, column: None, wrong })
            }
        }
    }

    /// The same table in pieces of about equal size, each of whole rows.
    pub fn pieces(self, most: usize) -> Vec<Self> {
        let size = self.body.len().div_ceil(most).max(1 << 16);
        let (mut rest, mut first) = (self.body, self.first);
        let mut pieces = Vec::new();
        while !rest.is_empty() {
            let end = rest.iter().skip(size - 1).position(|&byte| byte == b'\n').map_or(rest.len(), |at| at + size);
            let (body, behind) = rest.split_at(end.min(rest.len()));
            pieces.push(Self { columns: self.columns, body, first });
            first += body.split(|&byte| byte == b'\n').count() - 1;
            rest = behind;
        }
        pieces
    }

    /// Reads every row that is not blank.
    pub fn rows(&self, mut read: impl FnMut(&mut Cells<'a>) -> Result<(), Misfit>) -> Result<(), Misfit> {
        let mut rest = self.body;
        let mut row = self.first;
        while !rest.is_empty() {
            let (line, behind) = cut(rest);
            if !line.trim_ascii().is_empty() {
                let mut cells = Cells { columns: self.columns, rest: Some(line), line, row, column: 0 };
                read(&mut cells)?;
                cells.ended()?;
            }
            rest = behind;
            row += 1;
        }
        Ok(())
    }
}

/// A line without its end, and what is behind it.
fn cut(text: &[u8]) -> (&[u8], &[u8]) {
    let (line, behind) = match text.iter().position(|&byte| byte == b'\n') {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, &text[text.len()..]),
    };
    (line.strip_suffix(b"\r").unwrap_or(line), behind)
}

/// The cells of a line, as what they hold.
pub(super) fn cells(line: &[u8]) -> Vec<&[u8]> {
    let (mut cells, mut rest) = (Vec::new(), Some(line));
    while let Some(line) = rest {
        let (cell, behind) = first(line);
        cells.push(cell);
        rest = behind;
    }
    cells
}

/// The first cell, and what is behind its comma, if there is one.
fn first(rest: &[u8]) -> (&[u8], Option<&[u8]>) {
    let at = rest.iter().position(|&byte| byte == b',');
    let cell = rest[..at.unwrap_or(rest.len())].trim_ascii();
    let plain = (cell, at.map(|at| &rest[at + 1..]));
    if cell.first() == Some(&b'"') { quoted(rest).unwrap_or(plain) } else { plain }
}

/// The same of a cell in quotes; none where they do not close at its end. A quote that it holds is written twice, and
/// stays so: it is in no number.
fn quoted(rest: &[u8]) -> Option<(&[u8], Option<&[u8]>)> {
    let inside = rest.trim_ascii_start().strip_prefix(b"\"")?;
    let mut end = 0;
    loop {
        end += inside.get(end..)?.iter().position(|&byte| byte == b'"')?;
        if inside.get(end + 1) != Some(&b'"') {
            break;
        }
        end += 2;
    }
    let cell = inside[..end].trim_ascii();
    match inside[end + 1..].trim_ascii_start().split_first() {
        None => Some((cell, None)),
        Some((b',', behind)) => Some((cell, Some(behind))),
        Some(_) => None,
    }
}

/// The cells of one row, from left to right.
pub(super) struct Cells<'a> {
    columns: &'static [&'static str],
    rest: Option<&'a [u8]>,
    line: &'a [u8],
    pub row: usize,
    column: usize,
}

impl<'a> Cells<'a> {
    fn next(&mut self) -> Result<&'a [u8], Misfit> {
        let Some(rest) = self.rest else { return Err(self.columns_amiss()) };
        self.column += 1;
        let (cell, behind) = first(rest);
        self.rest = behind;
        Ok(cell)
    }

    /// A whole number.
    pub fn number(&mut self) -> Result<u64, Misfit> {
        self.within(0, LARGEST)
    }

    /// A whole number within bounds.
    pub fn within(&mut self, least: u64, most: u64) -> Result<u64, Misfit> {
        let cell = self.next()?;
        if cell.is_empty() { Err(self.misfit(Wrong::Empty)) } else { self.parse(cell, least, most) }
    }

    /// A whole number, or nothing.
    pub fn maybe(&mut self) -> Result<Option<u64>, Misfit> {
        let cell = self.next()?;
        if cell.is_empty() { Ok(None) } else { self.parse(cell, 0, LARGEST).map(Some) }
    }

    /// Ids joined by `;`.
    pub fn set(&mut self) -> Result<Vec<u64>, Misfit> {
        let cell = self.next()?;
        if cell.is_empty() {
            return Ok(Vec::new());
        }
        cell.split(|&byte| byte == b';').map(|id| self.parse(id.trim_ascii(), 0, LARGEST)).collect()
    }

    fn parse(&self, cell: &[u8], least: u64, most: u64) -> Result<u64, Misfit> {
        let mut number = 0_u64;
        for &byte in cell {
            let digit = byte.wrapping_sub(b'0');
            let next = number.checked_mul(10).and_then(|tens| tens.checked_add(u64::from(digit)));
            let Some(next) = next.filter(|_| digit <= 9) else { return Err(self.no_number(cell, least, most)) };
            number = next;
        }
        let fits = !cell.is_empty() && (least..=most).contains(&number);
        if fits { Ok(number) } else { Err(self.no_number(cell, least, most)) }
    }

    /// Why the cell is no number within the bounds.
    #[cold]
    fn no_number(&self, cell: &[u8], least: u64, most: u64) -> Misfit {
        let found = shown(cell);
        let digits = cell.strip_prefix(b"-").unwrap_or(cell);
        let below = digits.len() < cell.len();
        let wrong = if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
            Wrong::NotANumber(found)
        } else if below && least == 0 {
            Wrong::Negative(found)
        } else if below || found.parse::<u64>().is_ok_and(|number| number < least) {
            Wrong::TooSmall { least, found }
        } else {
            Wrong::TooLarge { most, found }
        };
        self.misfit(wrong)
    }

    /// Something is wrong with the cell that was read last.
    pub fn misfit(&self, wrong: Wrong) -> Misfit {
        Misfit { row: self.row, column: self.columns.get(self.column.wrapping_sub(1)).copied(), wrong }
    }

    fn ended(&self) -> Result<(), Misfit> {
        if self.rest.is_some() { Err(self.columns_amiss()) } else { Ok(()) }
    }

    fn columns_amiss(&self) -> Misfit {
        let found = cells(self.line).len();
        Misfit { row: self.row, column: None, wrong: Wrong::Columns { expected: self.columns.len(), found } }
    }
}

#[cfg(test)]
mod tests {
    use super::cells;

    #[test]
    fn a_cell_may_stand_in_quotes() {
        let cases: [(&str, &[&str]); 10] = [
            ("1,2,3", &["1", "2", "3"]),
            ("\"1\",\"2;3\",\"\",4", &["1", "2;3", "", "4"]),
            (" \"1\" , \" 2 \" ,", &["1", "2", ""]),
            ("\"1,2\",3", &["1,2", "3"]),
            ("\"1\"\"2\",3", &["1\"\"2", "3"]),
            ("\"\"\"\",3", &["\"\"", "3"]),
            // What is no cell in quotes stays as it stands.
            ("\"1,2", &["\"1", "2"]),
            ("\"1\"2,3", &["\"1\"2", "3"]),
            ("\"1\";\"2\",3", &["\"1\";\"2\"", "3"]),
            ("", &[""]),
        ];
        for (line, expected) in cases {
            let found: Vec<_> = cells(line.as_bytes()).into_iter().map(String::from_utf8_lossy).collect();
            assert_eq!(found, expected, "{line}");
        }
    }
}
