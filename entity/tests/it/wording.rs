//! What a contract says in these tests: little, for the words are `app`'s; `server`'s tests have them.

use std::future::{Ready, ready};

use entity::{
    Code,
    actor::Donor,
    adoption::wording::{Wording, Words},
};

use crate::world::World;

/// What it says now.
pub fn now(_: &World, _: Donor, code: &Code) -> Ready<Wording> {
    let words = |[title, donor, household, witness, organiser, clause]: [&str; 6]| Words {
        title: title.to_owned(),
        number: code.grouped(),
        donor: donor.to_owned(),
        household: household.to_owned(),
        witness: witness.to_owned(),
        organiser: organiser.to_owned(),
        organised_by: "样例公益会".to_owned(),
        clauses: vec![clause.to_owned()],
    };
    ready(Wording {
        zh: words(["合同", "甲方", "乙方", "见证", "主办单位", "不承诺任何回报。"]),
        en: words(["Contract", "First party", "Second party", "Witness", "Organiser", "No return is promised."]),
    })
}
