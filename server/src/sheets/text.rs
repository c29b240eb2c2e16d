//! Tables in text: UTF-8 with or without its mark, UTF-16, and what Chinese programs write, GB18030.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use entity::import::sheet::{Book, Sheet, Unreadable};

use super::{Bounds, read::Lines};

/// Signs that may stand between cells; the first line tells which.
const BETWEEN: [u8; 3] = [b',', b'\t', b';'];

pub(super) fn read(file: &[u8], bounds: Bounds) -> Result<Book, Unreadable> {
    let text = decoded(file)?;
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |sign: &u8| first.bytes().filter(|byte| byte == sign).count();
    let delimiter = BETWEEN.into_iter().max_by_key(|sign| (count(sign), *sign == b',')).unwrap_or(b',');
    let mut lines = Lines::within(bounds);
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut line = 0_u32;
    loop {
        let before = reader.position().line();
        if !reader.read_record(&mut record).map_err(|_| Unreadable::Damaged)? {
            break;
        }
        // The reader passes over blank lines, which the spreadsheet program counts; breaks inside cells it does not.
        let inside: u64 = record.iter().map(|cell| cell.matches('\n').count() as u64).sum();
        let blank = (reader.position().line() - before).saturating_sub(inside + 1);
        line = line.saturating_add(u32::try_from(blank).unwrap_or(u32::MAX));
        for (column, cell) in (0..).zip(&record) {
            lines.put(line, column, cell)?;
        }
        line = line.saturating_add(1);
    }
    Ok(Book { sheets: vec![Sheet { name: String::new(), lines: lines.finish() }] })
}

fn decoded(file: &[u8]) -> Result<String, Unreadable> {
    let (encoding, mark) = Encoding::for_bom(file).unwrap_or_else(|| (guessed(file), 0));
    let (text, had_errors) = encoding.decode_without_bom_handling(&file[mark..]);
    // What is text holds no NUL, and no other signs that no keyboard has.
    let is_text = |sign: char| !sign.is_control() || matches!(sign, '\n' | '\r' | '\t');
    if had_errors || !text.chars().all(is_text) { Err(Unreadable::NotASheet) } else { Ok(text.into_owned()) }
}

/// Without a mark: every second byte of a table in UTF-16 is often NUL, and what is valid UTF-8 is hardly anything else.
fn guessed(file: &[u8]) -> &'static Encoding {
    let start = &file[..file.len().min(4_096)];
    let nuls = |from: usize| start.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    if odd > start.len() / 16 && even == 0 {
        UTF_16LE
    } else if even > start.len() / 16 && odd == 0 {
        UTF_16BE
    } else if std::str::from_utf8(file).is_ok() {
        UTF_8
    } else {
        GB18030
    }
}
