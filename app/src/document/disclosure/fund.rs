//! The disclosure report of a fund: the three sources side by side, and every payout.

use entity::{
    Day, Time,
    ledger::Source,
    report::fund::{FundDisclosure, Paid},
};

use super::{Head, balance, facts};
use crate::{
    document::{Cell, Document, Row, Table},
    text::Text,
};

pub fn disclosure(t: Text, told: &FundDisclosure, published: Option<(i32, Time)>) -> Document {
    let head = Head {
        title: told.title.of(t.0),
        kind: told.kind,
        days: (told.from, told.to),
        organiser: told.organiser.as_ref(),
        file: format!("fund-{}", told.fund),
    };
    let day = |day: Option<Day>| day.map(|day| t.date(day));
    let own = vec![
        (t.record_opened(), day(told.opened_on)),
        (t.disclosure_ended(), day(told.closed_on)),
        (t.disclosure_elders(), Some(t.number(told.elders))),
    ];
    let heads =
        vec![t.moves_what(), t.fund_band_family(), t.fund_band_government(), t.fund_band_society(), t.fund_sum()];
    let [family, government, society] = Source::ALL.map(|source| told.of(source));
    let tables = vec![balance(t, heads, &[family, government, society, told.whole()]), payouts(t, &told.payouts)];
    let notes = vec![t.flow_note(), t.fund_not_a_gift(), t.fund_direct(), t.payment_not_invoice()];
    head.document(t, facts(t, &head, own, published), notes).with(tables)
}

fn payouts(t: Text, paid: &[Paid]) -> Table {
    let row = |paid: &Paid| {
        let days = t.report_from_to(&t.date(paid.from), &t.date(paid.to));
        let name = t.disclosure_payout_of(&days, &t.date(paid.paid_on));
        let name = if paid.is_scaled { format!("{name} · {}", t.disclosure_payout_scaled()) } else { name };
        let whole = entity::Fen(paid.family.0 + paid.government.0 + paid.society.0);
        let sums = [paid.family, paid.government, paid.society, whole].map(Cell::Money);
        Row { name, cells: std::iter::once(Cell::Count(paid.elders)).chain(sums).collect() }
    };
    Table {
        title: t.fund_runs(),
        heads: vec![
            t.fund_run_period(),
            t.fund_run_elders(),
            t.fund_band_family(),
            t.fund_band_government(),
            t.fund_band_society(),
            t.fund_sum(),
        ],
        rows: paid.iter().map(row).collect(),
        total: None,
    }
}
