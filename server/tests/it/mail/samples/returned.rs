//! Letters about money that went back, or will, one for each reason that the books tell.

use entity::{
    Fen,
    outbox::letter::{Letter, PaymentLine, StillDue, WhyKept, WhyReturned},
};

use super::{Sample, day};

impl Sample {
    pub(super) fn returned(&self) -> Vec<(&'static str, Letter)> {
        let (plot, phase) = (self.say("一亩地 17 号", "Plot no. 17"), self.phase().title);
        let fund = self.say("柳树湾村孝心基金", "Filial-piety fund of Willow Bend Village");
        let line = |what: &String, is_family| PaymentLine {
            code: "P7M49XQB".parse().unwrap(),
            what: what.clone(),
            organiser: self.phase().organiser,
            is_family,
        };
        let owing = |what: &String, why, due| Letter::PaymentReturned {
            name: self.name(),
            amount: Fen::yuan(200),
            on: day(11, 21),
            why: Some(why),
            due,
            payment: line(what, why == WhyReturned::SupportOver),
        };
        let letter = |what: &String, why| owing(what, why, None);
        let due = StillDue { amount: Fen::yuan(200), until: day(12, 5) };
        let kept = |is_lapsed| Letter::RefundKept {
            name: self.name(),
            amount: Fen::yuan(200),
            is_lapsed,
            why: WhyKept::Waived,
            payment: line(&plot, false),
        };
        let recorded = Letter::PaymentRecorded {
            name: self.name(),
            amount: Fen::yuan(500),
            on: day(11, 20),
            missing: None,
            goes_back: Some(Fen::yuan(294)),
            payment: line(&plot, false),
        };
        vec![
            ("short", recorded),
            ("short", letter(&plot, WhyReturned::Shortfall)),
            ("too-much", letter(&phase, WhyReturned::TooMuch)),
            ("too-late", letter(&phase, WhyReturned::TooLate)),
            ("given-up", letter(&phase, WhyReturned::GivenUp)),
            ("pledge-over", letter(&fund, WhyReturned::PledgeOver)),
            ("support-over", letter(&fund, WhyReturned::SupportOver)),
            ("still-due", owing(&plot, WhyReturned::Asked, Some(due))),
            ("", kept(false)),
            ("lapsed", kept(true)),
        ]
    }
}
