//! The first row of a file. Rule: every column once and in its place; one that is missing, unknown or there twice is
//! told by its name.

use super::{table::cells, wrong::shown};

/// So many unknown columns are told by name.
const NAMED: usize = 3;

/// What is wrong with the header of a file, if anything is.
pub(super) fn amiss(header: &[u8], columns: &[&str]) -> Option<String> {
    if header.trim_ascii().is_empty() {
        return Some("no header".to_owned());
    }
    let found = cells(header);
    if found.iter().copied().eq(columns.iter().map(|name| name.as_bytes())) {
        return None;
    }
    let times = |name: &str| found.iter().filter(|cell| **cell == name.as_bytes()).count();
    let is_known = |cell: &[u8]| columns.iter().any(|name| name.as_bytes() == cell);
    if !found.iter().any(|cell| is_known(cell)) {
        return Some(format!("not a header: {:?}", shown(header)));
    }
    let mut amiss = Vec::new();
    for name in columns {
        match times(name) {
            0 => amiss.push(format!("column {name} is missing")),
            1 => {}
            _ => amiss.push(format!("column {name} is there twice")),
        }
    }
    let unknown = found.iter().filter(|cell| !is_known(cell)).take(NAMED);
    amiss.extend(unknown.map(|cell| format!("column {:?} is unknown", shown(cell))));
    Some(if amiss.is_empty() { "the columns are in another order".to_owned() } else { amiss.join(", ") })
}

#[cfg(test)]
mod tests {
    use super::amiss;

    #[test]
    fn a_column_that_is_missing_unknown_or_there_twice_is_told_by_its_name() {
        for (header, expected) in [
            ("id,school,price", None),
            (" id , school,price ", None),
            ("\"id\",\"school\", \"price\"", None),
            ("id,school", Some("column price is missing")),
            ("id,school,prize", Some("column price is missing, column \"prize\" is unknown")),
            ("id,school,price,", Some("column \"\" is unknown")),
            ("id,id,school,price", Some("column id is there twice")),
            ("school,id,price", Some("the columns are in another order")),
            ("id;school;price", Some("not a header: \"id;school;price\"")),
            ("", Some("no header")),
        ] {
            assert_eq!(amiss(header.as_bytes(), &["id", "school", "price"]).as_deref(), expected, "{header:?}");
        }
    }
}
