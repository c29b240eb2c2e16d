//! The list that the elders of a payout run sign, as PDF. Rule: the only paper with their names; its opening is journalled.

use app::text::Text;
use entity::{Fen, Lang, fund::payout::signatures::Signatures, month::Month};

use crate::labels::{self, Column, Fonts, LabelError, Listing, Stands};

pub fn signatures(list: &Signatures, lang: Lang, fonts: &Fonts) -> Result<Vec<u8>, LabelError> {
    let t = Text(lang);
    let rows = list.lines.iter().enumerate().map(|(place, line)| {
        vec![
            (place + 1).to_string(),
            line.name.clone().unwrap_or_else(|| t.look_erased().to_owned()),
            line.alias.clone(),
            line.family.to_string(),
            line.government.to_string(),
            line.society.to_string(),
            line.sum().to_string(),
            String::new(),
        ]
    });
    let of = |part: fn(&entity::fund::payout::signatures::Line) -> Fen| {
        Fen(list.lines.iter().map(|line| part(line).0).sum()).to_string()
    };
    let blank = String::new;
    let total = vec![
        blank(),
        t.fund_sum().to_owned(),
        t.sign_list_count(list.lines.len()),
        of(|line| line.family),
        of(|line| line.government),
        of(|line| line.society),
        of(entity::fund::payout::signatures::Line::sum),
        blank(),
    ];
    let (from, to) = (Month::with(list.run.from_on), Month::with(list.run.to_on));
    let period = if from == to { t.month(from) } else { t.fund_month_from_to(&t.month(from), &t.month(to)) };
    let listing = Listing {
        lang,
        title: t.sign_list_title(list.fund.title(lang)),
        subtitle: period,
        says: String::new(),
        facts: vec![
            (t.sign_list_elders(), t.sign_list_count(list.lines.len())),
            (t.sign_list_document(), number(list)),
        ],
        columns: columns(t),
        rows: rows.collect(),
        total: Some(total),
        row_height: 12.0,
        notes: vec![t.sign_list_note()],
        on_every_page: "",
        signs: vec![t.sign_list_payer(), t.sign_list_witness(), t.sign_list_village(), t.sign_list_day()],
    };
    labels::list_pdf(&listing, fonts)
}

/// As it was recorded, or room to write it.
fn number(list: &Signatures) -> String {
    if list.run.document.is_empty() { "________________________".to_owned() } else { list.run.document.clone() }
}

fn columns(t: Text) -> Vec<Column> {
    let column = |head, width, stands| Column { head, width, stands };
    vec![
        column(t.sheet_no(), 9.0, Stands::Centre),
        column(t.sign_list_elder(), 24.0, Stands::Left),
        column(t.sign_list_alias(), 27.0, Stands::Left),
        column(t.fund_band_family(), 23.0, Stands::Right),
        column(t.office_payout_government(), 21.0, Stands::Right),
        column(t.office_payout_society(), 21.0, Stands::Right),
        column(t.sign_list_sum(), 24.0, Stands::Right),
        column(t.sign_list_sign(), 31.0, Stands::Left),
    ]
}
