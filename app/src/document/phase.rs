//! The office's report of a phase.

use entity::{
    Day,
    claim::Source,
    report::{Figures, Named, Problems, Report, Tally},
};

use super::{Cell, Document, Row, Table};
use crate::text::Text;

/// `made_on`: the day whose numbers these are.
pub fn report(t: Text, report: &Report, made_on: Day) -> Document {
    let phase = &report.phase;
    let document = Document {
        lang: t.0,
        title: t.phase_name(phase),
        subtitle: t.report_as_of(&t.date(made_on)),
        facts: facts(t, report),
        tables: Vec::new(),
        notes: vec![t.record_counting(), t.report_value_note()],
        file: format!("nuanxin-phase-{}-report", phase.number),
    };
    let places = |lines: &[(Named, Figures)]| -> Vec<(String, Figures)> {
        lines.iter().map(|(name, figures)| (name.of(t.0).to_owned(), *figures)).collect()
    };
    let categories: Vec<_> =
        report.categories.iter().map(|(one, figures)| (t.category(*one).to_owned(), *figures)).collect();
    document.with(vec![
        funnel(t, &report.whole),
        by(t, t.record_by_school(), t.wish_school(), &places(&report.schools), &report.whole),
        by(t, t.report_by_township(), t.filter_township(), &places(&report.townships), &report.whole),
        by(t, t.report_by_category(), t.wish_category(), &categories, &report.whole),
        problems(t, &report.problems),
    ])
}

fn facts(t: Text, report: &Report) -> Vec<(&'static str, String)> {
    let phase = &report.phase;
    let organiser = report.organiser.as_ref();
    let day = |day: Option<Day>| day.map(|day| t.date(day));
    let hand_outs = &report.hand_outs;
    let given = hand_outs.first.zip(hand_outs.last).map(|(first, last)| {
        let days = if first == last { t.date(first) } else { t.report_from_to(&t.date(first), &t.date(last)) };
        t.report_hand_outs(&days, hand_outs.acts, hand_outs.schools)
    });
    [
        (t.record_organiser(), organiser.map(|one| one.name(t.0).to_owned())),
        (t.record_basis(), organiser.and_then(|one| one.legal_basis).map(|basis| t.legal_basis(basis).to_owned())),
        (t.record_qualification(), organiser.map(|one| one.qualification_no.clone())),
        (t.record_filing(), organiser.map(|one| one.filing_no.clone())),
        (t.record_contact(), organiser.map(|one| one.contact.clone())),
        (t.record_state(), Some(t.phase_state(phase.state).to_owned())),
        (t.record_opened(), day(phase.opens_on)),
        (t.record_claim_until(), day(phase.claim_until)),
        (t.record_return_by(), day(phase.return_by)),
        (t.report_hand_out_planned(), day(phase.hand_out_on)),
        (t.report_handed_out_on(), given),
        (t.report_finished(), phase.finished_at.map(|at| t.date_of(at))),
        (t.record_cap(), Some(phase.price_cap_fen.to_string())),
    ]
    .into_iter()
    .filter_map(|(term, text)| text.filter(|text| !text.is_empty()).map(|text| (term, text)))
    .collect()
}

/// From the wall to the child, one step a line.
pub(super) fn funnel(t: Text, whole: &Figures) -> Table {
    let steps = [
        (t.report_posted(), whole.posted),
        (t.report_claimed(), whole.claimed),
        (t.report_received(), whole.received),
        (t.report_handed_out(), whole.handed_out),
        (t.report_pool(), whole.pool),
        (t.report_pool_handed_out(), whole.pool_handed_out),
        (t.report_withdrawn(), whole.withdrawn),
    ];
    let row = |(name, tally): (&str, Tally)| Row {
        name: name.to_owned(),
        cells: vec![Cell::Count(tally.gifts), Cell::Money(tally.value)],
    };
    Table {
        title: t.report_funnel(),
        heads: vec![t.report_step(), t.report_gifts(), t.report_value()],
        rows: steps.into_iter().map(row).collect(),
        total: None,
    }
}

/// What the pool gave stands apart from what donors gave, in gifts and in money alike.
fn by(t: Text, title: &'static str, of: &'static str, lines: &[(String, Figures)], whole: &Figures) -> Table {
    let cells = |figures: &Figures| {
        vec![
            Cell::Count(figures.posted.gifts),
            Cell::Count(figures.claimed.gifts),
            Cell::Count(figures.received.gifts),
            Cell::Count(figures.handed_out.gifts),
            Cell::Money(figures.handed_out.value),
            Cell::Count(figures.pool.gifts),
            Cell::Count(figures.pool_handed_out.gifts),
            Cell::Money(figures.pool_handed_out.value),
            Cell::Count(figures.withdrawn.gifts),
        ]
    };
    let heads = vec![
        of,
        t.record_posted(),
        t.record_claimed(),
        t.record_arrived(),
        t.report_given_by_donors(),
        t.report_value_by_donors(),
        t.report_pool(),
        t.report_given_from_pool(),
        t.report_value_from_pool(),
        t.report_withdrawn(),
    ];
    Table {
        title,
        heads,
        rows: lines.iter().map(|(name, figures)| Row { name: name.clone(), cells: cells(figures) }).collect(),
        total: Some(Row { name: t.record_total().to_owned(), cells: cells(whole) }),
    }
}

fn problems(t: Text, lines: &[Problems]) -> Table {
    let row = |line: &Problems| {
        let end = line.end.map_or(t.report_problem_open(), |end| t.problem_choice_of(end, line.source));
        let kind = t.problem_kind(line.kind);
        let name = match line.source {
            Source::Donor => t.report_problem(kind, end),
            Source::Pool => t.report_problem_of_pool(kind, end),
        };
        Row { name, cells: vec![Cell::Count(line.count)] }
    };
    Table {
        title: t.report_problems(),
        heads: vec![t.report_problem_end(), t.report_gifts()],
        rows: lines.iter().map(row).collect(),
        total: None,
    }
}
