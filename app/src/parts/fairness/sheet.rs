//! The cuts as rows for a spreadsheet program.

use super::{Cut, Seen};
use crate::text::Text;

/// Every cut as rows of one table, heads first.
pub fn sheet(t: Text, cuts: &[Cut], whole: &Seen) -> Vec<Vec<String>> {
    let counts = [t.fairness_wishes(), t.fairness_promised(), t.fairness_served()];
    let heads = [t.fairness_cut(), t.fairness_line()].into_iter().chain(counts);
    let days = whole.days(t).into_iter().map(|(name, _)| name);
    let mut rows = vec![heads.chain([t.fairness_share()]).chain(days).map(ToOwned::to_owned).collect()];
    rows.push(record(t, t.fairness_whole(), t.record_total(), whole));
    for cut in cuts {
        rows.extend(cut.lines.iter().map(|line| record(t, cut.title, &line.name, line)));
    }
    rows
}

/// Plain figures for a program that reckons on; what is not told stays blank.
fn record(t: Text, cut: &str, name: &str, line: &Seen) -> Vec<String> {
    let share = &line.share;
    let counts = [share.wishes, share.promised, share.served].map(|count| count.to_string());
    let served = share.served_of_thousand().map_or_else(String::new, |part| t.per_cent(part));
    let days = line.days(t).into_iter().map(|(_, days)| days.map_or_else(String::new, |days| days.to_string()));
    [cut.to_owned(), name.to_owned()].into_iter().chain(counts).chain([served]).chain(days).collect()
}
