//! A day, in every form in which people write one into a table.

use chrono::TimeDelta;

use super::super::finding::Kind;
use crate::{Day, text::half_width};

/// A day in one of the forms of tables: `2012-03-25`, `2012/3/25`, `2012.3.25`, `2012年3月25日`, `20120325`, and the
/// number of a day, which is what is left of a date when its cell lost its format. Not in the future.
pub(in crate::import) fn birth(cell: &str, today: Day) -> Result<Day, Kind> {
    if cell.trim().is_empty() {
        return Err(Kind::MissingBirth);
    }
    match day(cell) {
        Ok(day) if day > today => Err(Kind::FutureBirth),
        read => read,
    }
}

/// When the consent was signed; blank is no mistake.
pub(in crate::import) fn given_on(cell: &str, today: Day) -> Result<Option<Day>, Kind> {
    if cell.trim().is_empty() {
        return Ok(None);
    }
    match day(cell) {
        Ok(day) if day > today => Err(Kind::FutureConsent),
        Ok(day) => Ok(Some(day)),
        Err(_) => Err(Kind::BadConsentDate),
    }
}

/// Whether it reads as a day.
pub(in crate::import) fn is_day(cell: &str) -> bool {
    day(cell).is_ok()
}

fn day(cell: &str) -> Result<Day, Kind> {
    let plain = half_width(cell);
    let plain: String = if plain.contains('年') {
        plain.split_whitespace().collect()
    } else {
        // A time of day may follow.
        plain.split_whitespace().next().unwrap_or_default().split('T').next().unwrap_or_default().to_owned()
    };
    let plain = plain.trim_end_matches(['日', '号', '生', '.']);
    if plain.bytes().all(|b| b.is_ascii_digit()) {
        return compact(plain);
    }
    let parts: Vec<Option<u32>> =
        plain.split(['-', '/', '.', '年', '月', '—', '、', '\\']).map(|part| part.parse().ok()).collect();
    match parts[..] {
        [Some(year), Some(month), Some(day)] => of(year, month, day),
        [Some(_), Some(_)] if plain.contains('.') => compact(plain.split('.').next().unwrap_or_default()),
        _ => Err(Kind::BadBirth),
    }
}

fn of(year: u32, month: u32, day: u32) -> Result<Day, Kind> {
    let full = (1900..=2200).contains(&year);
    let found = i32::try_from(year).ok().filter(|_| full).and_then(|year| Day::from_ymd_opt(year, month, day));
    found.ok_or(if full && (month, day) == (2, 29) { Kind::Feb29 } else { Kind::BadBirth })
}

/// `20120325`, or days since the last day of 1899 as spreadsheet programs count them.
fn compact(digits: &str) -> Result<Day, Kind> {
    let number: u32 = digits.parse().map_err(|_| Kind::BadBirth)?;
    match digits.len() {
        8 => of(number / 10_000, number / 100 % 100, number % 100),
        5 => Day::from_ymd_opt(1899, 12, 30)
            .and_then(|first| first.checked_add_signed(TimeDelta::days(number.into())))
            .ok_or(Kind::BadBirth),
        _ => Err(Kind::BadBirth),
    }
}

#[cfg(test)]
mod tests {
    use super::{Day, Kind, birth};

    #[test]
    fn birthdays_are_read_in_every_form() {
        let today = Day::from_ymd_opt(2026, 11, 24).unwrap();
        for cell in [
            "2012-03-05",
            "2012/3/5",
            "2012.3.5",
            "2012年3月5日",
            "２０１２年３月５日",
            "2012年 3月 5日",
            "20120305",
            "40973",
            "40973.5",
            "2012-03-05 00:00:00",
            "2012-03-05T00:00:00",
            "2012.3.5.",
        ] {
            assert_eq!(birth(cell, today).map(|day| day.to_string()), Ok("2012-03-05".to_owned()), "{cell}");
        }
        for (cell, kind) in [
            (" ", Kind::MissingBirth),
            ("2011-02-29", Kind::Feb29),
            ("2011-02-30", Kind::BadBirth),
            ("2031-05-01", Kind::FutureBirth),
            ("12-3-5", Kind::BadBirth),
            ("2012.3", Kind::BadBirth),
            ("九岁", Kind::BadBirth),
            ("2012", Kind::BadBirth),
        ] {
            assert_eq!(birth(cell, today), Err(kind), "{cell}");
        }
        assert!(birth("2012-02-29", today).is_ok(), "a leap year");
    }
}
