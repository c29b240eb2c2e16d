//! The receipt that a household signs for its part of the price, as its PDF prints it.

use entity::plot::{receipt::Receipt as Read, weight::kilograms};

use super::{
    Deed,
    contract::{crop, organiser},
};
use crate::text::{Text, capitals};

/// `head`: the name of the household's head; blank: to be written by hand.
pub fn receipt(t: Text, read: &Read, head: &str) -> Deed {
    let (plot, parts) = (&read.plot, read.parts);
    let number = match &read.settled {
        Some((_, number)) => t.receipt_no(number),
        None => t.receipt_no_blank().to_owned(),
    };
    let harvested = plot.weight_g.map_or_else(String::new, kilograms);
    let harvest = if plot.gave_nothing() {
        t.receipt_1_nothing(plot.number.0, &crop(t, plot))
    } else {
        t.receipt_1(plot.number.0, &crop(t, plot), &harvested)
    };
    let sum = parts.sum().unwrap_or_default();
    Deed {
        lang: t.0,
        title: t.receipt_title().to_owned(),
        subtitle: number,
        parties: vec![
            (t.receipt_household().to_owned(), format!("{} · {}", plot.household, t.contract_head(head))),
            (t.contract_witness().to_owned(), t.contract_witness_of(&read.village)),
            (t.contract_organiser().to_owned(), organiser(t, &read.organiser)),
        ],
        clauses: vec![
            harvest,
            t.receipt_2(
                &sum.to_string(),
                &parts.farmer.to_string(),
                &parts.inputs.to_string(),
                &parts.logistics.to_string(),
                &parts.charity.to_string(),
            ),
            t.receipt_3(&parts.farmer.to_string(), &capitals(parts.farmer)),
        ],
        signatures: read.settled.iter().map(|(day, _)| t.receipt_booked(&t.date(*day))).collect(),
        lines: vec![t.receipt_sign_here(), t.contract_witness_here(), t.contract_date_here()],
        text_no: None,
    }
}
