//! One line of a bank's table, read exactly or refused with its number; what is in it is never quoted.

use std::collections::HashMap;

use super::Wrong;
use crate::{
    Day, Fen, Field, Store,
    import::{columns::Mapping, sheet::Line},
    money::MOST,
    payment::Words,
    text::{self, half_width},
};

/// A line that says that money came in.
pub(super) struct Row {
    pub number: u32,
    pub on: Day,
    pub amount: Fen,
    pub words: Words,
    serial: String,
}

/// What a line is.
pub(super) enum Read {
    In(Row),
    /// Money went out.
    Out,
    Bad(Field, Wrong),
}

pub(super) fn read(line: &Line, mapping: &Mapping, today: Day) -> Read {
    let cell = |field| mapping.column(field).map_or("", |column| line.cell(column).trim());
    let amount = match amount(cell(Field::AmountIn), cell(Field::AmountOut), cell(Field::Direction)) {
        Ok(Some(amount)) => amount,
        Ok(None) => return Read::Out,
        Err((field, wrong)) => return Read::Bad(field, wrong),
    };
    let on = match day(cell(Field::ArrivedOn)) {
        Ok(day) if day > today => return Read::Bad(Field::ArrivedOn, Wrong::Future),
        Ok(day) => day,
        Err(wrong) => return Read::Bad(Field::ArrivedOn, wrong),
    };
    let short = |field| -> String {
        let shown = cell(field).chars().map(|c| if c.is_control() { ' ' } else { c });
        shown.take(Words::MOST).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let words = Words { payer: short(Field::Payer), remark: short(Field::Remark) };
    Read::In(Row { number: line.number, on, amount, words, serial: short(Field::Serial) })
}

/// What came in; none: it went out. A sign or a mark beside the sum says which.
fn amount(came: &str, went: &str, direction: &str) -> Result<Option<Fen>, (Field, Wrong)> {
    let (is_negative, plain) = unsigned(came);
    if is_zero(&plain) {
        return if is_zero(&unsigned(went).1) { Err((Field::AmountIn, Wrong::Missing)) } else { Ok(None) };
    }
    let is_out = is_out(direction).ok_or((Field::Direction, Wrong::Unknown))?;
    match plain.parse() {
        Ok(_) if is_negative || is_out => Ok(None),
        Ok(amount) if (Fen(1)..=MOST).contains(&amount) => Ok(Some(amount)),
        Ok(_) => Err((Field::AmountIn, Wrong::Range)),
        Err(_) => Err((Field::AmountIn, Wrong::NotMoney)),
    }
}

/// Banks write `+100.00` and `-100.00`.
fn unsigned(cell: &str) -> (bool, String) {
    let plain = half_width(cell);
    let plain = plain.trim();
    match plain.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest.trim().to_owned()),
        None => (false, plain.strip_prefix('+').unwrap_or(plain).trim().to_owned()),
    }
}

fn is_zero(plain: &str) -> bool {
    plain.is_empty() || plain == "-" || plain.parse() == Ok(Fen::ZERO)
}

/// None: a mark that nobody knows. Where there is no mark the sum speaks for itself.
fn is_out(direction: &str) -> Option<bool> {
    let plain = half_width(direction).trim().to_uppercase();
    match plain.as_str() {
        "" | "贷" | "贷方" | "收" | "收入" | "转入" | "来账" | "C" | "CR" | "CREDIT" | "IN" => Some(false),
        "借" | "借方" | "支" | "付" | "支出" | "转出" | "往账" | "D" | "DR" | "DEBIT" | "OUT" => Some(true),
        _ => None,
    }
}

/// `2026-11-20`, `20261120`, with or without the time of day.
fn day(cell: &str) -> Result<Day, Wrong> {
    let plain = half_width(cell);
    let first = plain.trim().split([' ', 'T']).next().unwrap_or_default();
    if first.is_empty() {
        return Err(Wrong::Missing);
    }
    let digits = first.bytes().take_while(u8::is_ascii_digit).count();
    let is_compact = (digits == 8 && first.len() == 8) || (digits == 14 && first.len() == 14);
    let spread =
        if is_compact { format!("{}-{}-{}", &first[..4], &first[4..6], &first[6..8]) } else { first.to_owned() };
    text::day(Field::ArrivedOn, &spread).map_err(|_| Wrong::NotADay)
}

/// Knows a line again in another file: what stands in it, and the how-many-eth of its like it is.
#[derive(Default)]
pub(super) struct Digests(HashMap<String, u32>);

impl Digests {
    pub fn of(&mut self, store: &Store, row: &Row) -> String {
        let parts = [&row.on.to_string(), &row.amount.0.to_string(), &row.words.payer, &row.words.remark, &row.serial];
        let plain = store.keys.payer_hash(&parts.map(String::as_str));
        let nth = self.0.entry(plain.clone()).or_default();
        *nth += 1;
        format!("{plain}-{nth}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Fen, Field, Wrong, amount, day};

    #[test]
    fn sums_are_read_as_banks_write_them_or_refused() {
        for (came, went, direction, read) in [
            ("1,000.00", "", "", Ok(Some(Fen::yuan(1_000)))),
            ("+500.5", "0.00", "贷", Ok(Some(Fen(50_050)))),
            ("１００", "", "收入", Ok(Some(Fen::yuan(100)))),
            ("-500.00", "", "", Ok(None)),
            ("500.00", "", "借", Ok(None)),
            ("", "80", "", Ok(None)),
            ("0.00", "80", "", Ok(None)),
            ("", "", "", Err((Field::AmountIn, Wrong::Missing))),
            ("1e3", "", "", Err((Field::AmountIn, Wrong::NotMoney))),
            ("0.005", "", "", Err((Field::AmountIn, Wrong::NotMoney))),
            ("92233720368547758.07", "", "", Err((Field::AmountIn, Wrong::Range))),
            ("92233720368547758.08", "", "", Err((Field::AmountIn, Wrong::NotMoney))),
            ("5", "", "冲", Err((Field::Direction, Wrong::Unknown))),
        ] {
            assert_eq!(amount(came, went, direction), read, "{came} {went} {direction}");
        }
    }

    #[test]
    fn days_are_read_as_banks_write_them() {
        for cell in ["2026-11-20", "20261120", "2026/11/20 10:11:12", "2026年11月20日", "20261120101112"] {
            assert_eq!(day(cell).unwrap().to_string(), "2026-11-20", "{cell}");
        }
        for cell in ["2026-13-01", "202611", "x", "2026112"] {
            assert_eq!(day(cell), Err(Wrong::NotADay), "{cell}");
        }
        assert_eq!(day(" "), Err(Wrong::Missing));
    }
}
