//! What is no table of wishes is refused in words, and the process that reads it is not ours.

use std::io::{Cursor, Write};

use entity::import::sheet::Unreadable;
use rust_xlsxwriter::Workbook;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::read;

async fn refused(file: &[u8]) -> Unreadable {
    match read(file).await {
        Err(why) => why,
        Ok(book) => panic!("read: {} tables", book.sheets.len()),
    }
}

/// A workbook around one sheet's XML.
fn workbook(sheet: &str) -> Vec<u8> {
    zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", RELATIONS),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", SHEETS),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const SHEETS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

fn sheet(rows: &str) -> String {
    format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    )
}

#[tokio::test]
async fn a_plain_workbook_is_read() {
    let file = workbook(&sheet(r#"<row r="3"><c r="B3"><v>7.10</v></c></row>"#));
    let book = read(&file).await.unwrap();
    assert_eq!((book.sheets[0].lines[0].number, book.sheets[0].lines[0].cell(1)), (3, "7.1"));
}

#[tokio::test]
async fn a_cell_in_the_farthest_corner_is_refused() {
    let file = workbook(&sheet(
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#,
    ));
    assert!(file.len() < 2_048);
    assert_eq!(refused(&file).await, Unreadable::FarCell);
}

#[tokio::test]
async fn a_zip_bomb_is_refused_before_it_is_unpacked() {
    let file = workbook(&sheet(&" ".repeat(300 << 20)));
    assert!(file.len() < 1 << 20);
    assert_eq!(refused(&file).await, Unreadable::ZipBomb);
}

#[tokio::test]
async fn a_bomb_below_the_limit_stays_in_the_child() {
    // Two million cells in one line: more than the child may hold of them, or than it has time for.
    let cells = "<c t=\"inlineStr\"><is><t>心愿心愿心愿心愿</t></is></c>".repeat(2_000_000);
    let why = refused(&workbook(&sheet(&format!("<row r=\"1\">{cells}</row>")))).await;
    assert_eq!(why, Unreadable::FarCell);
}

#[tokio::test]
async fn ten_thousand_sheets_are_too_many() {
    let names: Vec<String> = (1..=10_000).map(|number| format!("xl/worksheets/sheet{number}.xml")).collect();
    let mut parts = vec![("xl/workbook.xml", WORKBOOK)];
    parts.extend(names.iter().map(|name| (name.as_str(), "<worksheet/>")));
    assert_eq!(refused(&zipped(&parts)).await, Unreadable::TooManySheets);
    let many = (0..10_000).map(|number| format!(r#"<sheet name="{number}" sheetId="{number}" r:id="r1"/>"#));
    let book = WORKBOOK.replace(r#"<sheet name="a" sheetId="1" r:id="r1"/>"#, &many.collect::<String>());
    let file = zipped(&[
        ("_rels/.rels", RELATIONS),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", SHEETS),
        ("xl/worksheets/sheet1.xml", &sheet("")),
    ]);
    assert_eq!(refused(&file).await, Unreadable::TooManySheets);
}

#[tokio::test]
async fn other_formats_are_told_by_what_is_in_them() {
    const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    let wide: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (old, encrypted) = ([OLE, &[0; 600]].concat(), [OLE, &[0; 600], &wide, &[0; 600]].concat());
    assert_eq!(refused(&old).await, Unreadable::OldExcel);
    assert_eq!(refused(&encrypted).await, Unreadable::Encrypted);
    let ods = zipped(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<a/>")]);
    assert_eq!(refused(&ods).await, Unreadable::OpenDocument);
    let document = zipped(&[("word/document.xml", "<a/>")]);
    assert_eq!(refused(&document).await, Unreadable::NotASheet);
    assert_eq!(refused(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR").await, Unreadable::NotASheet);
    assert_eq!(refused(b"%PDF-1.7\n\x01\xFF\xFE\x80").await, Unreadable::NotASheet);
}

#[tokio::test]
async fn what_is_empty_or_cut_off_is_said_to_be() {
    assert_eq!(refused(b"").await, Unreadable::Empty);
    assert_eq!(refused(b" \r\n").await, Unreadable::Empty);
    let whole = Workbook::new().save_to_buffer();
    assert_eq!(refused(&whole.unwrap_or_default()).await, Unreadable::Empty);
    let file = workbook(&sheet(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#));
    assert_eq!(refused(&file[..file.len() / 2]).await, Unreadable::Damaged);
    let no_end = workbook("<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v>");
    assert_eq!(refused(&no_end).await, Unreadable::Damaged);
    assert_eq!(refused(&vec![b'a'; (10 << 20) + 1]).await, Unreadable::TooBig);
}

#[tokio::test]
async fn too_many_rows_are_refused() {
    assert_eq!(refused("甲,a\n".repeat(10_001).as_bytes()).await, Unreadable::TooManyRows);
}

#[tokio::test]
async fn text_is_read_in_every_encoding_with_the_rows_as_the_program_shows_them() {
    let text = "姓名,心愿\r\n\r\n甲,\"两行\r\n一格\"\r\n乙,书包";
    let utf16 = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| {
        [mark, &text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>()].concat()
    };
    let (gb18030, ..) = encoding_rs::GB18030.encode(text);
    for file in [
        text.as_bytes().to_vec(),
        ["\u{FEFF}".as_bytes(), text.as_bytes()].concat(),
        utf16(b"\xFF\xFE", u16::to_le_bytes),
        utf16(b"\xFE\xFF", u16::to_be_bytes),
        gb18030.into_owned(),
        text.replace(',', "\t").into_bytes(),
        text.replace("\r\n", "\n").into_bytes(),
    ] {
        let book = read(&file).await.unwrap();
        let lines: Vec<(u32, &str)> = book.sheets[0].lines.iter().map(|line| (line.number, line.cell(0))).collect();
        assert_eq!(lines, [(1, "姓名"), (3, "甲"), (4, "乙")]);
        assert_eq!(book.sheets[0].lines[2].cell(1), "书包");
    }
}
