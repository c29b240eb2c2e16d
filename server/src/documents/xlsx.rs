//! A report as a workbook: what it is on the first sheet, then a sheet for each table. Texts are written as texts, so
//! that none can be a formula.

use app::document::{Cell, Document, Row, Table};
use entity::Time;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::number;

/// A4, as spreadsheet programs number papers.
const A4: u8 = 9;
/// A sheet's name is at most this long, and has none of these signs.
const NAME: usize = 31;
const NOT_IN_NAMES: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];

struct Formats {
    head: Format,
    text: Format,
    count: Format,
    money: Format,
    total: Format,
    total_count: Format,
    total_money: Format,
}

impl Formats {
    fn new() -> Self {
        let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let (count, money) = (Format::new().set_num_format("#,##0"), Format::new().set_num_format("¥#,##0.00"));
        Self {
            head: text.clone().set_bold(),
            total: text.clone().set_bold(),
            total_count: count.clone().set_bold(),
            total_money: money.clone().set_bold(),
            text,
            count,
            money,
        }
    }
}

/// The whole report.
pub fn write(document: &Document, now: Time) -> Result<Vec<u8>, XlsxError> {
    let formats = Formats::new();
    let mut book = Workbook::new();
    let made_at = ExcelDateTime::from_timestamp(now.timestamp())?;
    book.set_properties(&DocProperties::new().set_title(&document.title).set_creation_datetime(&made_at));
    first(book.add_worksheet(), document, &formats)?;
    for table in &document.tables {
        sheet(book.add_worksheet(), table, &formats)?;
    }
    book.save_to_buffer()
}

/// What it is, of which days, who answers, how to read it.
fn first(sheet: &mut Worksheet, document: &Document, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(named(document.lang.pick("说明", "About")))?.set_paper_size(A4);
    sheet.set_column_width(0, 28)?.set_column_width(1, 70)?;
    sheet.write_string_with_format(0, 0, &document.title, &formats.head)?;
    sheet.write_string_with_format(1, 0, &document.subtitle, &formats.text)?;
    let mut row = 3;
    for (term, text) in &document.facts {
        sheet.write_string_with_format(row, 0, *term, &formats.text)?;
        sheet.write_string_with_format(row, 1, text, &formats.text)?;
        row += 1;
    }
    for note in &document.notes {
        row += 1;
        sheet.write_string_with_format(row, 1, *note, &formats.text)?;
    }
    Ok(())
}

fn sheet(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(named(table.title))?.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_column_width(0, 36)?;
    for (column, head) in (0..).zip(&table.heads) {
        if column > 0 {
            sheet.set_column_width(column, 15)?;
        }
        sheet.write_string_with_format(0, column, *head, &formats.head)?;
    }
    sheet.set_freeze_panes(1, 1)?.set_repeat_rows(0, 0)?;
    for (row, line) in (1..).zip(&table.rows) {
        write_row(sheet, row, line, (&formats.text, &formats.count, &formats.money))?;
    }
    if let Some(total) = &table.total {
        let below = u32::try_from(table.rows.len()).unwrap_or(u32::MAX - 1) + 1;
        write_row(sheet, below, total, (&formats.total, &formats.total_count, &formats.total_money))?;
    }
    Ok(())
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    line: &Row,
    (text, count, money): (&Format, &Format, &Format),
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, 0, &line.name, text)?;
    for (column, cell) in (1..).zip(&line.cells) {
        let format = match cell {
            Cell::Count(_) => count,
            Cell::Money(_) => money,
        };
        let number: f64 = number(cell).parse().map_err(|_| XlsxError::ParameterError("not a number".to_owned()))?;
        sheet.write_number_with_format(row, column, number, format)?;
    }
    Ok(())
}

fn named(title: &str) -> String {
    title.chars().filter(|sign| !NOT_IN_NAMES.contains(sign)).take(NAME).collect()
}
