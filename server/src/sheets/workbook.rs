//! Workbooks (.xlsx), cell by cell: a whole range would be allocated up to its farthest corner.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};
use entity::import::sheet::{Book, Sheet, Unreadable};
use zip::ZipArchive;

use super::{Bounds, MOST_SHEETS, read::Lines};

/// Parts of a workbook, and what they may come to when they are unpacked.
const MOST_PARTS: usize = 2_000;
const MOST_UNPACKED: u64 = 200 << 20;
/// Cells looked at, filled or not: schools format whole columns.
const MOST_CELLS: usize = 4_000_000;

pub(super) fn read(file: &[u8], bounds: Bounds) -> Result<Book, Unreadable> {
    weigh(file)?;
    let mut book = Xlsx::new(Cursor::new(file)).map_err(|error| cause(&error))?;
    let names = book.sheet_names();
    if names.len() > MOST_SHEETS {
        return Err(Unreadable::TooManySheets);
    }
    let mut sheets = Vec::with_capacity(names.len());
    let mut cells = 0;
    for name in names {
        match sheet(&mut book, &name, bounds, &mut cells) {
            Ok(sheet) => sheets.push(sheet),
            // Charts and dialogs are sheets, too.
            Err(Trouble::Workbook(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_))) => {}
            Err(Trouble::Workbook(error)) => return Err(cause(&error)),
            Err(Trouble::Told(why)) => return Err(why),
        }
    }
    Ok(Book { sheets })
}

/// Looks at the table of contents before anything is unpacked.
fn weigh(file: &[u8]) -> Result<(), Unreadable> {
    let mut zip = ZipArchive::new(Cursor::new(file)).map_err(|_| Unreadable::Damaged)?;
    let names: Vec<String> = zip.file_names().map_while(|name| name.ok().map(|name| name.to_lowercase())).collect();
    let is_there = |part: &str| names.iter().any(|name| name.replace('\\', "/") == part);
    if is_there("content.xml") && is_there("mimetype") {
        return Err(Unreadable::OpenDocument);
    }
    if names.iter().filter(|name| name.contains("worksheets/")).count() > MOST_SHEETS {
        return Err(Unreadable::TooManySheets);
    }
    if !is_there("xl/workbook.xml") {
        return Err(Unreadable::NotASheet);
    }
    if zip.len() > MOST_PARTS {
        return Err(Unreadable::ZipBomb);
    }
    let mut unpacked = 0_u64;
    for part in 0..zip.len() {
        let part = zip.by_index_raw(part).map_err(|_| Unreadable::Damaged)?;
        unpacked = unpacked.saturating_add(part.size());
    }
    if unpacked > MOST_UNPACKED { Err(Unreadable::ZipBomb) } else { Ok(()) }
}

enum Trouble {
    Workbook(XlsxError),
    Told(Unreadable),
}

impl From<XlsxError> for Trouble {
    fn from(error: XlsxError) -> Self {
        Self::Workbook(error)
    }
}

impl From<Unreadable> for Trouble {
    fn from(why: Unreadable) -> Self {
        Self::Told(why)
    }
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, bounds: Bounds, cells: &mut usize) -> Result<Sheet, Trouble> {
    let mut reader = book.worksheet_cells_reader(name)?;
    let mut lines = Lines::within(bounds);
    while let Some(cell) = reader.next_cell()? {
        *cells += 1;
        if *cells > MOST_CELLS {
            return Err(Unreadable::TooManyRows.into());
        }
        let (line, column) = cell.get_position();
        lines.put(line, column, &plain(cell.get_value()))?;
    }
    Ok(Sheet { name: name.to_owned(), lines: lines.finish() })
}

fn plain(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => decimal(*number),
        DataRef::Bool(yes) => (if *yes { "TRUE" } else { "FALSE" }).to_owned(),
        DataRef::DateTime(at) => day(at),
        DataRef::Error(error) => error.to_string(),
    }
}

/// As the program shows it: without the last digits, in which a sum of tenths goes astray.
fn decimal(number: f64) -> String {
    let text = format!("{number:.8}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn day(at: &ExcelDateTime) -> String {
    if at.is_duration() {
        return decimal(at.as_f64());
    }
    let (year, month, day, ..) = at.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

fn cause(error: &XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Encrypted,
        XlsxError::ColumnNumberOverflow | XlsxError::RowNumberOverflow => Unreadable::FarCell,
        _ => Unreadable::Damaged,
    }
}
