//! What a round proposes.

use entity::{
    Fen,
    outbox::letter::{Gift, Letter},
};

use super::{Sample, at};

impl Sample {
    pub(super) fn proposed(&self) -> Vec<(&'static str, Letter)> {
        let letter = |gifts: Vec<Gift>, sum| Letter::Proposed {
            name: self.name(),
            gifts,
            sum,
            link: "a-link-number".to_owned(),
            held_until: at("2026-11-25T01:00:00Z"),
            phases: vec![self.phase()],
        };
        vec![("", letter(vec![self.gift()], Fen(3_290))), ("several", letter(self.gifts(), Fen(25_690)))]
    }
}
