//! Workbooks for schools: an empty table to fill in, and their own table with its errors marked.

use app::text::Text;
use entity::{
    Fen, Field,
    import::{
        Table,
        columns::{FIELDS, NEEDED},
        finding::Finding,
    },
    wish::Category,
};
use rust_xlsxwriter::{Color, DataValidation, Format, FormatBorder, Note, Workbook, Worksheet, XlsxError};

/// Rows of the empty table that know their choices.
const ROWS: u32 = 500;

/// One line of headings, which the import knows in both languages; lists where there is a choice.
pub fn template(t: Text, cap: Option<Fen>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let (needed, other) = (heading().set_background_color(Color::RGB(0x00FB_E3C8)), heading());
    for (column, field) in (0..).zip(FIELDS) {
        let format = if NEEDED.contains(&field) || field == Field::FormNo { &needed } else { &other };
        sheet.write_with_format(0, column, t.field(field), format)?;
        sheet.set_column_width(column, if field == Field::Situation { 30.0 } else { 16.0 })?;
        // Dates and numbers stay as they are typed.
        sheet.set_column_format(column, &Format::new().set_num_format("@"))?;
        if let Some(choices) = choices(t, field) {
            let list = DataValidation::new().allow_list_strings(&choices)?;
            sheet.add_data_validation(1, column, ROWS, column, &list)?;
        }
        if let Some(cap) = cap.filter(|_| field == Field::Price) {
            sheet.insert_note(
                0,
                column,
                &Note::new(t.wish_form_price_help(&cap.to_string())).add_author_prefix(false),
            )?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    book.save_to_buffer()
}

fn choices(t: Text, field: Field) -> Option<Vec<String>> {
    match field {
        Field::Category => Some(Category::ALL.map(|category| t.category(category).to_owned()).to_vec()),
        Field::Grade => Some((1..=9).map(|grade| t.roster_grade(grade)).collect()),
        Field::Gender => Some(vec![t.0.pick("女", "girl").to_owned(), t.0.pick("男", "boy").to_owned()]),
        _ => None,
    }
}

/// The table as it came, each wrong cell coloured, and in a last column what to do about the line.
pub fn marked(t: Text, table: &Table, findings: &[Finding]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let width = table.sheet.lines.iter().map(|line| line.cells.len()).max().unwrap_or_default();
    let last = u16::try_from(width).unwrap_or(u16::MAX);
    let (plain, text) = (Format::new(), Format::new().set_num_format("@"));
    for line in &table.sheet.lines {
        let row = line.number - 1;
        for (column, cell) in (0..).zip(&line.cells) {
            let format = if line.number == table.header { heading() } else { text.clone() };
            // As text, whatever it looks like: a cell of ours is never a formula.
            sheet.write_string_with_format(row, column, cell, &format)?;
        }
    }
    sheet.write_string_with_format(table.header.saturating_sub(1), last, t.import_col_what(), &heading())?;
    mark(sheet, t, table, findings, last)?;
    for column in 0..last {
        sheet.set_column_width(column, 14.0)?;
    }
    sheet.set_column_width(last, 60.0)?;
    sheet.set_column_format(last, &plain)?;
    sheet.set_freeze_panes(table.header, 0)?;
    book.save_to_buffer()
}

fn mark(sheet: &mut Worksheet, t: Text, table: &Table, findings: &[Finding], last: u16) -> Result<(), XlsxError> {
    let (wrong, look) = (coloured(0x00F8_C9C4), coloured(0x00FD_F0C4));
    for of_row in findings.chunk_by(|a, b| a.row == b.row) {
        let Some(row) = of_row.first().map(|finding| finding.row - 1) else { continue };
        let is_wrong = of_row.iter().any(|finding| !finding.kind.is_note());
        for finding in of_row {
            let format = if finding.kind.is_note() { &look } else { &wrong };
            let Some(column) = table.mapping.column(finding.field) else { continue };
            let cell = table.sheet.line(finding.row).map_or("", |line| line.cell(column));
            let column = u16::try_from(column).unwrap_or(u16::MAX);
            sheet.write_string_with_format(row, column, cell, format)?;
        }
        let sentences: Vec<String> =
            of_row.iter().map(|f| format!("{}{}{}", t.column_of(f), t.0.pick("：", ": "), t.finding(f))).collect();
        let format = if is_wrong { &wrong } else { &look };
        sheet.write_string_with_format(row, last, sentences.join("\n"), format)?;
    }
    Ok(())
}

fn heading() -> Format {
    Format::new().set_bold().set_border_bottom(FormatBorder::Thin).set_text_wrap()
}

fn coloured(colour: u32) -> Format {
    Format::new().set_background_color(Color::RGB(colour)).set_num_format("@").set_text_wrap()
}
