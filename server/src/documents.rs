//! Reports as files: PDF for paper, a workbook and CSV for those who reckon on.

pub mod csv;
pub mod xlsx;

use app::document::{Cell, Document};
use entity::Time;

use crate::labels::{self, Fonts, LabelError};

/// The kinds of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Pdf,
    Xlsx,
    Csv,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Xlsx, Self::Csv];

    /// The end of the file's name.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }

    /// Writes the report; `now` stands in the workbook's properties.
    pub fn write(self, document: &Document, fonts: &Fonts, now: Time) -> Result<Vec<u8>, Unwritable> {
        match self {
            Self::Pdf => Ok(labels::document_pdf(document, fonts)?),
            Self::Xlsx => Ok(xlsx::write(document, now)?),
            Self::Csv => Ok(csv::write(document)?),
        }
    }
}

/// A number as programs read it: an amount in yuan, `1234.50`, a negative one with its sign.
fn number(cell: &Cell) -> String {
    match cell {
        Cell::Count(count) => count.to_string(),
        Cell::Money(amount) => {
            let sign = if amount.0 < 0 { "-" } else { "" };
            let fen = amount.0.unsigned_abs();
            format!("{sign}{}.{:02}", fen / 100, fen % 100)
        }
    }
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    /// The paper could not be made.
    #[error(transparent)]
    Label(#[from] LabelError),
    #[error("the workbook could not be written: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    #[error("the table could not be written: {0}")]
    Csv(#[from] ::csv::Error),
}

#[cfg(test)]
mod tests {
    use app::document::Cell;
    use entity::Fen;

    use super::number;

    #[test]
    fn amounts_are_numbers_of_yuan() {
        assert_eq!(number(&Cell::Money(Fen(-5))), "-0.05");
        assert_eq!(number(&Cell::Money(Fen(123_450))), "1234.50");
        assert_eq!(number(&Cell::Count(1_234)), "1234");
    }
}
