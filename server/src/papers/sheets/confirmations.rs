//! The donor's confirmations as PDF, of gifts and of money: not donation invoices, and nothing about children.

use app::text::Text;
use entity::{
    Fen, Lang,
    confirmation::Paper,
    lang::china_date,
    organiser,
    payment::{self, State, confirmation::Line},
};

use super::column;
use crate::labels::{self, Fonts, LabelError, Listing, Stands};

/// The donor's confirmation: not a donation invoice, with room for the number of the charity's.
pub fn confirmation(paper: &Paper, lang: Lang, fonts: &Fonts) -> Result<Vec<u8>, LabelError> {
    let t = Text(lang);
    let made_on = china_date(paper.confirmation.issued_at);
    let number = paper.confirmation.printed_number(&paper.phase);
    let rows = paper.gifts.iter().enumerate().map(|(place, gift)| {
        vec![
            (place + 1).to_string(),
            gift.code.grouped(),
            gift.item.clone(),
            gift.school.clone(),
            t.date(gift.handed_on),
            gift.value.to_string(),
        ]
    });
    let blank = String::new;
    let listing = Listing {
        lang,
        title: t.confirmation_heading().to_owned(),
        subtitle: t.confirmation_number_line(&number),
        says: t.confirmation_says(&paper.donor, paper.phase.title(lang)),
        facts: facts(t, &paper.donor, paper.organiser.as_ref(), paper.confirmation.receipt_no.as_ref(), made_on),
        columns: vec![
            column(t.sheet_no(), 9.0, Stands::Centre),
            column(t.sheet_code(), 31.0, Stands::Left),
            column(t.sheet_gift(), 46.0, Stands::Left),
            column(t.sheet_school(), 40.0, Stands::Left),
            column(t.confirmation_day(), 30.0, Stands::Left),
            column(t.confirmation_value(), 24.0, Stands::Right),
        ],
        rows: rows.collect(),
        total: Some(vec![
            blank(),
            t.record_total().to_owned(),
            t.sheet_gifts(paper.gifts.len()),
            blank(),
            blank(),
            paper.value.to_string(),
        ]),
        row_height: 0.0,
        notes: vec![t.confirmation_not_invoice()],
        on_every_page: t.confirmation_no_invoice(),
        signs: vec![t.confirmation_seal(), t.sheet_day_line()],
    };
    labels::list_pdf(&listing, fonts)
}

/// The donor's confirmation of money: the same paper with days and sums, a row for each transfer, and beside it what of
/// it went back or is to.
pub fn money_confirmation(
    paper: &payment::confirmation::Paper,
    lang: Lang,
    fonts: &Fonts,
) -> Result<Vec<u8>, LabelError> {
    let t = Text(lang);
    let confirmation = &paper.confirmation;
    let made_on = china_date(confirmation.issued_at);
    let lines = confirmation.lines();
    let went_back = lines.iter().any(|line| line.to_return.0 + line.returned.0 > 0);
    let with = |mut cells: Vec<String>, back: String| {
        cells.extend(went_back.then_some(back));
        cells
    };
    let rows = lines.iter().enumerate().map(|(place, line)| {
        let code = paper.shown.reference.code.grouped();
        let cells = vec![(place + 1).to_string(), t.date(line.on), code, line.amount.to_string()];
        with(cells, back(t, std::slice::from_ref(line)))
    });
    let blank = String::new;
    let came = Fen(lines.iter().map(|line| line.amount.0).sum());
    let total = vec![blank(), t.record_total().to_owned(), blank(), came.to_string()];
    let mut columns = vec![
        column(t.sheet_no(), 12.0, Stands::Centre),
        column(t.field(entity::Field::ArrivedOn), 48.0, Stands::Left),
        column(t.field(entity::Field::PaymentCode), 44.0, Stands::Left),
        column(t.field(entity::Field::Amount), 34.0, Stands::Right),
    ];
    columns.extend(went_back.then(|| column(t.money_confirmation_back(), 42.0, Stands::Left)));
    let listing = Listing {
        lang,
        title: t.money_confirmation_heading().to_owned(),
        subtitle: t.confirmation_number_line(&confirmation.printed_number()),
        says: t.money_confirmation_says(&paper.donor, paper.shown.title(lang)),
        facts: facts(t, &paper.donor, Some(&paper.shown.organiser), confirmation.receipt_no.as_ref(), made_on),
        columns,
        rows: rows.collect(),
        total: Some(with(total, back(t, &lines))),
        row_height: 0.0,
        notes: vec![t.money_confirmation_not_invoice()],
        on_every_page: t.confirmation_no_invoice(),
        signs: vec![t.confirmation_seal(), t.sheet_day_line()],
    };
    labels::list_pdf(&listing, fonts)
}

/// What of these went back, and what is to.
fn back(t: Text, lines: &[Line]) -> String {
    let sum = |of: fn(&Line) -> Fen| Fen(lines.iter().map(|line| of(line).0).sum());
    let sums = [(State::ToReturn, sum(|line| line.to_return)), (State::Returned, sum(|line| line.returned))];
    let said = sums.into_iter().filter(|(_, sum)| *sum > Fen::ZERO);
    let said: Vec<String> = said.map(|(state, sum)| format!("{} {sum}", t.payment_state(state))).collect();
    t.list(&said)
}

fn facts(
    t: Text,
    donor: &str,
    organiser: Option<&organiser::Model>,
    receipt_no: Option<&String>,
    made_on: entity::Day,
) -> Vec<(&'static str, String)> {
    /// To be filled in by hand.
    const ROOM: &str = "________________________";
    let receipt = receipt_no.cloned().unwrap_or_else(|| ROOM.to_owned());
    [
        (t.confirmation_donor(), Some(donor.to_owned())),
        (t.record_organiser(), organiser.map(|one| one.name(t.0).to_owned())),
        (t.record_basis(), organiser.and_then(|one| one.legal_basis).map(|basis| t.legal_basis(basis).to_owned())),
        (t.record_qualification(), organiser.map(|one| one.qualification_no.clone())),
        (t.record_filing(), organiser.map(|one| one.filing_no.clone())),
        (t.confirmation_as_of(), Some(t.date(made_on))),
        (t.confirmation_receipt(), Some(receipt)),
    ]
    .into_iter()
    .filter_map(|(term, text)| text.filter(|text| !text.is_empty()).map(|text| (term, text)))
    .collect()
}
