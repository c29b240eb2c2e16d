//! What a round proposes.

use entity::{
    Fen,
    outbox::letter::{FundLine, Gift, GiverLine, Letter, SumLine},
};

use super::{Sample, at};

impl Sample {
    pub(super) fn proposed(&self) -> Vec<(&'static str, Letter)> {
        let letter = |gifts: Vec<Gift>, sum, beside: bool, givers: Vec<GiverLine>, to_pool| Letter::Proposed {
            name: self.name(),
            phases: if gifts.is_empty() { Vec::new() } else { vec![self.phase()] },
            gifts,
            adoptions: if beside { vec![self.adoption()] } else { Vec::new() },
            funds: if beside { vec![self.sum()] } else { Vec::new() },
            givers,
            sum,
            link: "a-link-number".to_owned(),
            held_until: at("2026-11-25T01:00:00Z"),
            to_pool,
        };
        let own = GiverLine { organisation: None, gifts: 1, adoptions: 0, funds: 0 };
        let company = self.say("山路测绘公司", "Shanlu Survey Company");
        let company = GiverLine { organisation: Some(company), gifts: 2, adoptions: 1, funds: 1 };
        vec![
            ("", letter(vec![self.gift()], Fen(3_290), false, Vec::new(), 0)),
            ("several", letter(self.gifts(), Fen(25_690), false, Vec::new(), 0)),
            ("pool", letter(vec![self.gift()], Fen(3_290), false, Vec::new(), 1)),
            ("some-pool", letter(self.gifts(), Fen(25_690), false, Vec::new(), 2)),
            ("everything", letter(vec![self.gift()], Fen(3_290), true, Vec::new(), 0)),
            ("everything-pool", letter(vec![self.gift()], Fen(3_290), true, Vec::new(), 1)),
            ("plot-and-fund", letter(Vec::new(), Fen::ZERO, true, Vec::new(), 0)),
            ("two-names", letter(self.gifts(), Fen(25_690), true, vec![own, company], 0)),
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
