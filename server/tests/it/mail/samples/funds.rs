//! Letters to supporters, and to society's donors who pledged to a fund.

use entity::{
    Fen, elder,
    id::{DisclosureId, FundId, OrganiserId},
    outbox::{
        Letter,
        letter::{FundLine, PaymentLine, ReportLine, ReportOf},
    },
    report::Season,
};

use super::{Sample, day};

impl Sample {
    pub(super) fn of_funds(&self) -> Vec<(&'static str, Letter)> {
        let name = self.name();
        let fund = self.say("窑底村孝心基金", "Yaodi filial-piety fund");
        let elder = self.say("老槐树的奶奶", "Grandmother by the old locust tree");
        let (elders, on) = (elder.clone(), day(11, 20));
        let due = |due_on| Letter::SupportDue {
            name: name.clone(),
            fund: fund.clone(),
            elders: elders.clone(),
            open: Fen::yuan(200),
            due_on,
        };
        let changed = |state| Letter::ElderChanged {
            name: name.clone(),
            fund: fund.clone(),
            elder: elder.clone(),
            state,
            since: on,
        };
        vec![
            ("", changed(elder::State::Paused)),
            ("again", changed(elder::State::Active)),
            ("excused", changed(elder::State::Hardship)),
            ("left", changed(elder::State::Exited)),
            ("", due(day(11, 25))),
            ("late", due(day(11, 18))),
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

    fn report_published(&self, is_final: bool) -> Letter {
        let report = if is_final {
            ReportLine {
                of: ReportOf::Season(Season { year: 2026, organiser: OrganiserId(2) }),
                id: DisclosureId(17),
                title: self.say("2026年公益“一亩地”", "One-acre plots 2026"),
                organiser: self.say("样例县青少年发展公益会", "Sample County Youth Charity"),
            }
        } else {
            ReportLine {
                of: ReportOf::Fund(FundId(3)),
                id: DisclosureId(18),
                title: self.say("窑底村孝心基金", "Yaodi filial-piety fund"),
                organiser: self.say("样例县青少年发展公益会", "Sample County Youth Charity"),
            }
        };
        Letter::ReportPublished { name: self.name(), from: day(8, 1), to: day(10, 31), is_final, report }
    }

    pub(super) fn of_pledges(&self) -> Vec<(&'static str, Letter)> {
        let (name, fund) = (self.name(), self.say("窑底村孝心基金", "Yaodi filial-piety fund"));
        let organiser = self.say("样例县青少年发展公益会", "Sample County Youth Charity");
        let payment = PaymentLine {
            code: "P7M49XQB".parse().unwrap(),
            what: fund.clone(),
            organiser: organiser.clone(),
            is_family: false,
        };
        let bank = [
            organiser.clone(),
            self.say("样例农商银行样例县支行", "Sample Rural Bank, Sample County"),
            "0000 0000 0000 0000 042".to_owned(),
        ];
        let made = |monthly| Letter::PledgeMade {
            name: name.clone(),
            amount: Fen::yuan(30),
            monthly,
            bank: bank.clone(),
            payment: payment.clone(),
        };
        let ended =
            |arrived| Letter::PledgeEnded { name: name.clone(), on: day(11, 20), arrived, payment: payment.clone() };
        let due = |due_on| Letter::PledgeDue {
            name: name.clone(),
            amount: Fen::yuan(30),
            open: Fen::yuan(60),
            due_on,
            bank: bank.clone(),
            payment: payment.clone(),
        };
        let paid_out = Letter::FundPaidOut {
            name: name.clone(),
            from: day(10, 1),
            to: day(10, 31),
            on: day(11, 20),
            elders: 12,
            sum: Fen::yuan(2_970),
            family: Fen::yuan(2_700),
            government: Fen::yuan(200),
            society: Fen::yuan(70),
            fund: FundLine { number: 3, title: fund, organiser },
        };
        vec![
            ("", made(false)),
            ("monthly", made(true)),
            ("", due(day(11, 25))),
            ("late", due(day(11, 18))),
            ("", ended(Some(Fen::yuan(360)))),
            ("nothing", ended(None)),
            ("", paid_out),
            ("", self.report_published(false)),
            ("final", self.report_published(true)),
        ]
    }
}
