//! CSV of whole numbers, cell by cell from its bytes: quick, and with the row and column of whatever is wrong.

use std::fmt;

/// What is wrong with a cell, a row or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    Unreadable(String),
    Header { expected: String },
    Columns { expected: usize, found: usize },
    Empty,
    NotANumber(String),
    TooLarge,
    Outside { least: u64, most: u64 },
    Twice { first: usize },
    OtherTownship { first: usize },
    TooManyRows,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => write!(f, "cannot be read: {why}"),
            Self::Header { expected } => write!(f, "the header is not {expected}"),
            Self::Columns { expected, found } => write!(f, "{found} columns instead of {expected}"),
            Self::Empty => write!(f, "empty"),
            Self::NotANumber(cell) => write!(f, "not a whole number: {cell:?}"),
            Self::TooLarge => write!(f, "too large a number"),
            Self::Outside { least, most } => write!(f, "not between {least} and {most}"),
            Self::Twice { first } => write!(f, "the same id as in row {first}"),
            Self::OtherTownship { first } => write!(f, "the school is in another township in row {first}"),
            Self::TooManyRows => write!(f, "more rows than can be matched at once"),
        }
    }
}

/// Something wrong, and where: the row as an editor counts it, the header being row 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Misfit {
    pub row: usize,
    pub column: Option<&'static str>,
    pub wrong: Wrong,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.row > 0 {
            write!(f, "row {}: ", self.row)?;
        }
        if let Some(column) = self.column {
            write!(f, "column {column}: ")?;
        }
        self.wrong.fmt(f)
    }
}

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
        let (header, body) = cut(file);
        if header.split(|&byte| byte == b',').map(<[u8]>::trim_ascii).eq(columns.iter().map(|name| name.as_bytes())) {
            return Ok(Self { columns, body, first: 2 });
        }
        Err(Misfit { row: 1, column: None, wrong: Wrong::Header { expected: columns.join(",") } })
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
        let at = rest.iter().position(|&byte| byte == b',');
        self.rest = at.map(|at| &rest[at + 1..]);
        Ok(rest[..at.unwrap_or(rest.len())].trim_ascii())
    }

    /// A whole number.
    pub fn number(&mut self) -> Result<u64, Misfit> {
        let cell = self.next()?;
        if cell.is_empty() { Err(self.misfit(Wrong::Empty)) } else { self.parse(cell) }
    }

    /// A whole number within bounds.
    pub fn within(&mut self, least: u64, most: u64) -> Result<u64, Misfit> {
        let number = self.number()?;
        if (least..=most).contains(&number) { Ok(number) } else { Err(self.misfit(Wrong::Outside { least, most })) }
    }

    /// A whole number, or nothing.
    pub fn maybe(&mut self) -> Result<Option<u64>, Misfit> {
        let cell = self.next()?;
        if cell.is_empty() { Ok(None) } else { self.parse(cell).map(Some) }
    }

    /// Ids joined by `;`.
    pub fn set(&mut self) -> Result<Vec<u64>, Misfit> {
        let cell = self.next()?;
        if cell.is_empty() {
            return Ok(Vec::new());
        }
        cell.split(|&byte| byte == b';').map(|id| self.parse(id.trim_ascii())).collect()
    }

    fn parse(&self, cell: &[u8]) -> Result<u64, Misfit> {
        let mut number = 0_u64;
        for &byte in cell {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                return Err(self.no_number(cell));
            }
            let next = number.checked_mul(10).and_then(|tens| tens.checked_add(u64::from(digit)));
            number =
                next.filter(|&next| next <= i64::MAX.unsigned_abs()).ok_or_else(|| self.misfit(Wrong::TooLarge))?;
        }
        if cell.is_empty() { Err(self.no_number(cell)) } else { Ok(number) }
    }

    fn no_number(&self, cell: &[u8]) -> Misfit {
        self.misfit(Wrong::NotANumber(String::from_utf8_lossy(&cell[..cell.len().min(40)]).into_owned()))
    }

    /// Something is wrong with the cell that was read last.
    pub fn misfit(&self, wrong: Wrong) -> Misfit {
        Misfit { row: self.row, column: self.columns.get(self.column.wrapping_sub(1)).copied(), wrong }
    }

    fn ended(&self) -> Result<(), Misfit> {
        if self.rest.is_some() { Err(self.columns_amiss()) } else { Ok(()) }
    }

    fn columns_amiss(&self) -> Misfit {
        let found = self.line.split(|&byte| byte == b',').count();
        Misfit { row: self.row, column: None, wrong: Wrong::Columns { expected: self.columns.len(), found } }
    }
}
