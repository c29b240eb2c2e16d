//! What a round proposes.

use entity::{
    Fen,
    outbox::letter::{FundLine, Gift, Letter, SumLine},
};

use super::{Sample, at};

impl Sample {
    pub(super) fn proposed(&self) -> Vec<(&'static str, Letter)> {
        let letter = |gifts: Vec<Gift>, sum, beside: bool| Letter::Proposed {
            name: self.name(),
            phases: if gifts.is_empty() { Vec::new() } else { vec![self.phase()] },
            gifts,
            adoptions: if beside { vec![self.adoption()] } else { Vec::new() },
            funds: if beside { vec![self.sum()] } else { Vec::new() },
            sum,
            link: "a-link-number".to_owned(),
            held_until: at("2026-11-25T01:00:00Z"),
        };
        vec![
            ("", letter(vec![self.gift()], Fen(3_290), false)),
            ("several", letter(self.gifts(), Fen(25_690), false)),
            ("everything", letter(vec![self.gift()], Fen(3_290), true)),
            ("plot-and-fund", letter(Vec::new(), Fen::ZERO, true)),
        ]
    }

    fn sum(&self) -> SumLine {
        SumLine {
            amount: Fen::yuan(200),
            fund: FundLine {
                number: 3,
                title: self.say("柳树湾孝心基金", "Willow Bend fund"),
                organiser: self.say("样例县青少年发展公益会", "Sample County Youth Charity"),
            },
        }
    }
}
