//! What can be wrong with a file: said in one line, with the row, the column and what stands there.

use std::fmt;

/// How much of a cell is repeated at most.
const SHOWN: usize = 40;

/// What is wrong with a cell, a row or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    Unreadable(String),
    Header { amiss: String, expected: String },
    Columns { expected: usize, found: usize },
    Empty,
    NotANumber(String),
    Negative(String),
    TooSmall { least: u64, found: String },
    TooLarge { most: u64, found: String },
    Twice { first: usize },
    OtherTownship { first: usize },
    TooManyRows,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => write!(f, "cannot be read: {why}"),
            Self::Header { amiss, expected } => write!(f, "{amiss}; the header must be {expected}"),
            Self::Columns { expected, found } => write!(f, "{found} columns instead of {expected}"),
            Self::Empty => write!(f, "empty"),
            Self::NotANumber(cell) => write!(f, "not a whole number: {cell:?}"),
            Self::Negative(cell) => write!(f, "must not be negative: {cell}"),
            Self::TooSmall { least, found } => write!(f, "must be at least {least}: {found}"),
            Self::TooLarge { most, found } => write!(f, "too large: {found} (at most {most})"),
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

/// What stands in a cell, as far as it is repeated.
pub(super) fn shown(cell: &[u8]) -> String {
    String::from_utf8_lossy(&cell[..cell.len().min(4 * SHOWN)]).chars().take(SHOWN).collect()
}
