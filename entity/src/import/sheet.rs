//! A table as people made it, in plain text cells; which program wrote it is forgotten.

use serde::{Deserialize, Serialize};

/// All tables of a file.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Book {
    pub sheets: Vec<Sheet>,
}

/// One table. No `Debug`: it holds names.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Sheet {
    pub name: String,
    /// Only lines in which something stands, in their order.
    pub lines: Vec<Line>,
}

#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Line {
    /// As the spreadsheet program shows it, from 1.
    pub number: u32,
    /// From the first column on; empty where nothing stands.
    pub cells: Vec<String>,
}

impl Line {
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// What stands first in the line.
    pub fn first(&self) -> &str {
        self.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or_default()
    }
}

impl Sheet {
    pub fn line(&self, number: u32) -> Option<&Line> {
        self.lines.iter().find(|line| line.number == number)
    }
}

macro_rules! unreadable {
    ($($(#[$doc:meta])* $name:ident = $key:literal),+ $(,)?) => {
        /// Why a file is no table of wishes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Unreadable { $($(#[$doc])* $name),+ }

        impl Unreadable {
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The word in the command's answer.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),+ }
            }
        }
    };
}

unreadable! {
    Missing = "missing",
    Empty = "empty",
    TooBig = "too_big",
    Encrypted = "encrypted",
    /// The binary format of before 2007.
    OldExcel = "old_excel",
    OpenDocument = "open_document",
    /// Neither a workbook nor text.
    NotASheet = "not_a_sheet",
    /// Begins like a workbook and does not hold together.
    Damaged = "damaged",
    ZipBomb = "zip_bomb",
    TooManySheets = "too_many_sheets",
    TooManyRows = "too_many_rows",
    /// Something stands far away from everything else.
    FarCell = "far_cell",
    TimedOut = "timed_out",
    /// Reading it takes more memory than we give.
    TooHeavy = "too_heavy",
    /// No line in it names the columns.
    NoHeader = "no_header",
}
