//! The PDF that goes with a confirmed claim: for each gift a page with what to buy, where to send it, and its tag.

use entity::outbox::{Letter, letter, letter::PhaseLine};

use super::pen::Pen;
use crate::labels::{self, Fonts, LabelError};

/// The sheets of a letter that has some.
pub(super) fn of(letter: &Letter, pen: &Pen<'_>, fonts: &Fonts) -> Option<Result<Vec<u8>, LabelError>> {
    let Letter::ClaimConfirmed { gifts, give_by, phase, .. } = letter else { return None };
    let gifts: Vec<_> = gifts
        .iter()
        .map(|(gift, delivery)| labels::Gift {
            tag: tag(gift, phase, pen),
            price: gift.price.to_string(),
            send_to: send_to(delivery),
            give_by: pen.day(give_by),
        })
        .collect();
    Some(labels::gift_sheets_pdf(&gifts, pen.lang, fonts))
}

fn tag(gift: &letter::Gift, phase: &PhaseLine, pen: &Pen<'_>) -> labels::Tag {
    labels::Tag {
        code: gift.code.to_string(),
        url: pen.gift_page(&gift.code),
        item: gift.item.clone(),
        specification: gift.specification.clone(),
        phase: phase.title.clone(),
        school_alias: gift.school.clone(),
    }
}

fn send_to(delivery: &letter::Delivery) -> Vec<String> {
    vec![
        delivery.school.clone(),
        delivery.address.clone(),
        format!("{} {}", delivery.contact, delivery.phone).trim().to_owned(),
    ]
}
