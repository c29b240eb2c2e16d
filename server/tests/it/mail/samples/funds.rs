//! Letters to supporters.

use entity::{Fen, outbox::Letter};

use super::{Sample, day};

impl Sample {
    pub(super) fn of_funds(&self) -> Vec<(&'static str, Letter)> {
        let name = self.name();
        let fund = self.say("窑底村孝心基金", "Yaodi filial-piety fund");
        let elder = self.say("老槐树的奶奶", "Grandmother by the old locust tree");
        let (elders, on) = (elder.clone(), day(11, 20));
        vec![
            (
                "",
                Letter::SupportReceived {
                    name: name.clone(),
                    fund: fund.clone(),
                    elders: elders.clone(),
                    amount: Fen::yuan(100),
                    on,
                    document: "2026-0117".to_owned(),
                },
            ),
            (
                "",
                Letter::SupportDue {
                    name: name.clone(),
                    fund: fund.clone(),
                    elders,
                    open: Fen::yuan(200),
                    due_on: day(11, 25),
                },
            ),
            (
                "",
                Letter::PayoutDone {
                    name,
                    fund,
                    elder,
                    sum: Fen::yuan(550),
                    family: Fen::yuan(500),
                    matched: Fen::yuan(50),
                    on,
                },
            ),
        ]
    }
}
