//! A report as CSV: UTF-8 with its mark, so that spreadsheet programs read Chinese. Rule: a text can never be taken
//! for a formula by the program that opens the file.

use std::borrow::Cow;

use app::document::{Cell, Document, Row, Table};
use csv::{Terminator, Writer, WriterBuilder};
use entity::Lang;

use super::number;

/// What tells spreadsheet programs that the file is UTF-8.
const MARK: &[u8] = "\u{FEFF}".as_bytes();
/// What makes a cell a formula, also as Chinese keyboards type it, or hides what does.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A row with nothing in it.
const BLANK: [&str; 2] = [""; 2];

/// The whole report, table below table.
pub fn write(document: &Document) -> csv::Result<Vec<u8>> {
    let mut out = WriterBuilder::new().flexible(true).terminator(Terminator::CRLF).from_writer(MARK.to_vec());
    texts(&mut out, [document.title.as_str()])?;
    texts(&mut out, [document.subtitle.as_str()])?;
    for (term, text) in &document.facts {
        texts(&mut out, [*term, text])?;
    }
    for one in &document.tables {
        texts(&mut out, BLANK)?;
        table(&mut out, one, document.lang)?;
    }
    texts(&mut out, BLANK)?;
    for note in &document.notes {
        texts(&mut out, [*note])?;
    }
    out.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

fn table(out: &mut Writer<Vec<u8>>, table: &Table, lang: Lang) -> csv::Result<()> {
    texts(out, [table.title])?;
    let like = table.rows.first().or(table.total.as_ref());
    let is_money =
        |column: usize| column > 0 && like.is_some_and(|row| matches!(row.cells.get(column - 1), Some(Cell::Money(_))));
    let heads = table.heads.iter().enumerate().map(|(column, head)| {
        if is_money(column) { format!("{head}{}", lang.pick("（元）", " (yuan)")) } else { (*head).to_owned() }
    });
    texts(out, heads.collect::<Vec<_>>().iter().map(String::as_str))?;
    table.rows.iter().chain(&table.total).try_for_each(|one| row(out, one))
}

fn row(out: &mut Writer<Vec<u8>>, row: &Row) -> csv::Result<()> {
    out.write_field(plain(&row.name).as_bytes())?;
    for cell in &row.cells {
        out.write_field(number(cell))?;
    }
    out.write_record(None::<&[u8]>)
}

fn texts<'a>(out: &mut Writer<Vec<u8>>, texts: impl IntoIterator<Item = &'a str>) -> csv::Result<()> {
    for text in texts {
        out.write_field(plain(text).as_bytes())?;
    }
    out.write_record(None::<&[u8]>)
}

/// A text that would be a formula, with an apostrophe before it; every other as it is.
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.trim_start_matches(' ').starts_with(FORMULA) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_could_be_a_formula_is_a_text() {
        for text in ["=1+1", "+1", "-1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "  =1"] {
            assert_eq!(plain(text), format!("'{text}"));
        }
        for text in ["书包", "1-2年级", "a=b", "", "¥95.00", "'=1"] {
            assert_eq!(plain(text), text);
        }
    }
}
