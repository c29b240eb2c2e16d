//! A report in one language, as facts and tables: what its page shows and what its files hold, from one source.
//!
//! `server` writes it as PDF, workbook and CSV; [`crate::parts::document`] draws it as a page.

mod contract;
mod deed;
mod disclosure;
mod phase;
mod receipt;

use entity::{Fen, Lang};

pub use contract::{contract, wording};
pub use deed::Deed;
pub use disclosure::disclosure;
pub use phase::report;
pub use receipt::receipt;

/// A report, ready to be shown or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub lang: Lang,
    pub title: String,
    /// What kind of paper it is and of which days; under the title.
    pub subtitle: String,
    pub facts: Vec<(&'static str, String)>,
    pub tables: Vec<Table>,
    /// What its reader must know to read the numbers right.
    pub notes: Vec<&'static str>,
    /// The name of its files, without the ending; letters and digits only.
    pub file: String,
}

/// Rows under the heads of their columns. The first column holds names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub title: &'static str,
    /// One for each column, the names' first.
    pub heads: Vec<&'static str>,
    pub rows: Vec<Row>,
    pub total: Option<Row>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub name: String,
    pub cells: Vec<Cell>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Count(u64),
    Money(Fen),
}

impl Document {
    /// Table by table, without those that have no rows.
    fn with(mut self, tables: Vec<Table>) -> Self {
        self.tables = tables.into_iter().filter(|table| !table.rows.is_empty()).collect();
        self
    }
}
