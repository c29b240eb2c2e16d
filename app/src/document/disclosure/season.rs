//! The disclosure report of a season's plots: money, what it was spent on, the fields of each township, the harvest.

use entity::{
    Time,
    plot::weight::kilograms,
    report::season::{Fields, SeasonDisclosure, Spent},
};

use super::{Head, balance, facts};
use crate::{
    document::{Cell, Document, Row, Table},
    text::Text,
};

pub fn disclosure(t: Text, told: &SeasonDisclosure, published: Option<(i32, Time)>) -> Document {
    let head = Head {
        title: told.title.of(t.0),
        kind: told.kind,
        days: (told.from, told.to),
        organiser: told.organiser.as_ref(),
        file: format!("plots-{}", told.season),
    };
    let harvest = told.harvest;
    let weighed = (harvest.harvested > 0)
        .then(|| t.disclosure_weighed(&kilograms(harvest.weighed), &kilograms(harvest.promised)));
    let own = vec![
        (t.record_opened(), Some(t.date(told.begun_on))),
        (t.disclosure_ended(), told.ended_on.map(|day| t.date(day))),
        (t.disclosure_households(), Some(t.number(harvest.households))),
        (t.disclosure_harvested(), Some(t.number(harvest.harvested))),
        (t.disclosure_short(), Some(t.number(harvest.short))),
        (t.plot_weight(), weighed),
        (t.disclosure_settled(), Some(t.number(harvest.settled))),
    ];
    let tables = vec![
        balance(t, vec![t.moves_what(), t.disclosure_amount()], &[told.money]),
        spent(t, &told.spent),
        townships(t, told),
    ];
    let notes = vec![t.flow_note(), t.disclosure_season_note(), t.plot_no_return(), t.payment_not_invoice()];
    head.document(t, facts(t, &head, own, published), notes).with(tables)
}

fn spent(t: Text, spent: &Spent) -> Table {
    let parts = [
        (t.plot_farmer(), spent.farmer),
        (t.plot_inputs(), spent.inputs),
        (t.plot_logistics(), spent.logistics),
        (t.plot_charity(), spent.charity),
        (t.disclosure_part_whole(), spent.whole),
    ];
    let rows = parts.into_iter().filter(|(_, amount)| amount.0 != 0);
    Table {
        title: t.disclosure_spent(),
        heads: vec![t.plot_split_part(), t.disclosure_amount()],
        rows: rows.map(|(name, amount)| Row { name: name.to_owned(), cells: vec![Cell::Money(amount)] }).collect(),
        total: None,
    }
}

fn townships(t: Text, told: &SeasonDisclosure) -> Table {
    let cells = |fields: &Fields| {
        let counts = [fields.plots, fields.shares, fields.taken].map(Cell::Count);
        counts.into_iter().chain([fields.received, fields.farmer].map(Cell::Money)).collect()
    };
    let row = |name: String, fields: &Fields| Row { name, cells: cells(fields) };
    Table {
        title: t.report_by_township(),
        heads: vec![
            t.filter_township(),
            t.disclosure_plots(),
            t.disclosure_shares(),
            t.disclosure_taken(),
            t.flow_received(),
            t.disclosure_to_farmers(),
        ],
        rows: told.townships.iter().map(|(name, fields)| row(name.of(t.0).to_owned(), fields)).collect(),
        total: Some(row(t.record_total().to_owned(), &told.fields())),
    }
}
