//! A table that somebody brings as a file: how it is read, and the form that says what its columns are.

use entity::{Field, Refusal, Refused, import::read::Brought};
use leptos::prelude::*;

use super::form::{SelectField, TextField, Told};
use crate::{Visit, site::ReadSheet, text::Text};

/// The file of a form, read in a child that may fall over it.
pub async fn brought(visit: &Visit, read: &ReadSheet, file: Option<(String, Vec<u8>)>) -> Result<Brought, Refusal> {
    let (name, file) = file.ok_or(Refusal::Missing(Field::File))?;
    let digest = visit.store().keys.file_digest(&file);
    let book = read(file).await.map_err(Refusal::Unreadable)?;
    Ok(Brought { name, digest, book })
}

/// What its form was told; where there was no file, in words of its own.
pub fn told(visit: &Visit, refused: &Refused) -> Told {
    if refused.0 == [Refusal::Missing(Field::File)] {
        return Told::at_field(Field::File, visit.t().imports_file_missing());
    }
    Told::new(visit.lang(), refused)
}

/// What the form of the columns shows.
pub struct Columns<'a> {
    pub headings: &'a [String],
    /// The number of the line that they stand in, as typed.
    pub header_row: &'a str,
    pub header_help: &'static str,
    /// What a field's list says where the table has no column for it.
    pub none: &'static str,
    /// Each field with its column as chosen, and whether it needs one.
    pub fields: Vec<(Field, String, bool)>,
}

/// The line of the headings, and a list of them for each field.
pub fn columns(t: Text, columns: Columns<'_>, told: &Told) -> impl IntoView + use<> {
    let options: Vec<(String, String)> = columns
        .headings
        .iter()
        .enumerate()
        .map(|(column, heading)| (column.to_string(), t.import_column(&letter(column), heading.trim())))
        .collect();
    let none = columns.none;
    let fields: Vec<_> = columns
        .fields
        .into_iter()
        .map(|(field, column, is_needed)| {
            view! {
                <SelectField
                    field=field
                    t=t
                    told=told.clone()
                    value=column
                    options=options.clone()
                    blank=none
                    optional=!is_needed
                />
            }
        })
        .collect();
    view! {
        <TextField
            field=Field::HeaderRow
            t=t
            told=told.clone()
            value=columns.header_row.to_owned()
            help=columns.header_help
            inputmode="numeric"
            short=true
            autocomplete="off"
        />
        {fields}
    }
}

/// As spreadsheet programs call the column: A, B, …, Z, AA.
fn letter(column: usize) -> String {
    let sign = |number: usize| char::from(b'A' + u8::try_from(number % 26).unwrap_or_default());
    if column < 26 { sign(column).to_string() } else { format!("{}{}", sign(column / 26 - 1), sign(column)) }
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn columns_have_the_letters_of_the_spreadsheet_program() {
        assert_eq!([0, 25, 26, 51, 52, 199].map(letter), ["A", "Z", "AA", "AZ", "BA", "GR"]);
    }
}
