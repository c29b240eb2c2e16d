//! The disclosure report of a period, as the law wants it published.

mod fund;
mod gifts;
mod season;

use entity::{
    Day, Time,
    report::{Content, Flow, disclosure::Answerable, period::Kind},
};

use super::{Cell, Document, Row, Table};
use crate::text::Text;

/// `published`: its edition and when; none for a preview, which says so.
pub fn disclosure(t: Text, told: &Content, published: Option<(i32, Time)>) -> Document {
    match told {
        Content::Phase(told) => gifts::disclosure(t, told, published),
        Content::Season(told) => season::disclosure(t, told, published),
        Content::Fund(told) => fund::disclosure(t, told, published),
    }
}

/// What all of them say first.
struct Head<'d> {
    title: &'d str,
    kind: Kind,
    days: (Day, Day),
    organiser: Option<&'d Answerable>,
    /// What its files are named after.
    file: String,
}

impl Head<'_> {
    fn document(&self, t: Text, facts: Vec<(&'static str, String)>, notes: Vec<&'static str>) -> Document {
        Document {
            lang: t.0,
            title: t.disclosure_title(self.title, &t.disclosure_kind(self.kind)),
            subtitle: self.span(t),
            facts,
            tables: Vec::new(),
            notes,
            file: format!("nuanxin-{}-disclosure-{}", self.file, self.kind.key()),
        }
    }

    fn span(&self, t: Text) -> String {
        t.report_from_to(&t.date(self.days.0), &t.date(self.days.1))
    }
}

/// Who answers for it, of which days it is, what else is `own` to it, and when it was published.
fn facts(
    t: Text,
    head: &Head<'_>,
    own: Vec<(&'static str, Option<String>)>,
    published: Option<(i32, Time)>,
) -> Vec<(&'static str, String)> {
    let organiser = head.organiser;
    let published = match published {
        Some((1, at)) => t.date_of(at),
        Some((edition, at)) => t.disclosure_edition(&t.date_of(at), edition),
        None => t.disclosure_preview().to_owned(),
    };
    let mut facts = vec![
        (t.record_organiser(), organiser.map(|one| one.name.of(t.0).to_owned())),
        (t.record_basis(), organiser.and_then(|one| one.legal_basis).map(|basis| t.legal_basis(basis).to_owned())),
        (t.record_qualification(), organiser.map(|one| one.qualification_no.clone())),
        (t.record_filing(), organiser.map(|one| one.filing_no.clone())),
        (t.record_contact(), organiser.map(|one| one.contact.clone())),
        (t.disclosure_period(), Some(head.span(t))),
    ];
    facts.extend(own);
    facts.push((t.disclosure_published_on(), Some(published)));
    let filled = facts.into_iter().filter_map(|(term, text)| Some((term, text.filter(|text| !text.is_empty())?)));
    filled.collect()
}

/// Money over the period, one line for each step and one column for each flow.
fn balance(t: Text, heads: Vec<&'static str>, flows: &[Flow]) -> Table {
    type Of = fn(&Flow) -> entity::Fen;
    let lines: [(&str, Of); 5] = [
        (t.flow_before(), |flow| flow.before),
        (t.flow_received(), |flow| flow.received),
        (t.flow_returned(), |flow| flow.returned),
        (t.flow_paid_out(), |flow| flow.paid_out),
        (t.flow_remains(), |flow| flow.remains()),
    ];
    let row = |(name, of): (&str, Of)| Row {
        name: name.to_owned(),
        cells: flows.iter().map(|flow| Cell::Money(of(flow))).collect(),
    };
    Table { title: t.flow_title(), heads, rows: lines.into_iter().map(row).collect(), total: None }
}

impl Text {
    /// What a period's report is called.
    pub fn disclosure_kind(self, kind: Kind) -> String {
        match kind {
            Kind::Quarter(number) => self.disclosure_quarter(number),
            Kind::Final => self.disclosure_final().to_owned(),
        }
    }
}
