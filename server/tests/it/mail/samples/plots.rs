//! Letters about plots.

use entity::{
    Fen,
    outbox::letter::{AdoptionLine, Letter, PlotLine, ShortLine, StillDue},
    payment::PayCode,
    plot::{Crop, Mode, ShortfallRule, unsow, weigh_again::Reason},
    store::Dice,
};

use super::{Sample, at, code, day};

impl Sample {
    pub(super) fn adoption(&self) -> AdoptionLine {
        AdoptionLine {
            code: code(17),
            shares: 3,
            of: 10,
            amount: Fen::yuan(1_470),
            plot: PlotLine {
                number: 17,
                crop: Crop::Millet,
                household: self.say("南坡人家", "South Slope"),
                township: self.say("岭底乡", "Lingdi"),
                organiser: self.say("样例县青少年发展公益会", "Sample County Youth Charity"),
            },
        }
    }

    pub(super) fn of_plots(&self) -> Vec<(&'static str, Letter)> {
        let (name, adoption, on) = (self.name(), self.adoption(), day(11, 21));
        let bank = [
            self.say("样例县青少年发展公益会", "Sample County Youth Charity"),
            self.say("样例银行样例县支行", "Sample Bank, Sample County"),
            "0000 0000 0000 0000".to_owned(),
        ];
        let pay_code = PayCode::mint(&Dice::seeded(17));
        let named = || (name.clone(), adoption.clone());
        let (reserved, signed) = (named(), named());
        let mut all = vec![
            (
                "",
                Letter::AdoptionReserved { name: reserved.0, until: at("2026-11-26T01:00:00Z"), adoption: reserved.1 },
            ),
            ("", Letter::AdoptionSigned { name: signed.0, bank, pay_code, pay_until: day(12, 7), adoption: signed.1 }),
        ];
        for (turn, was_reserved, back) in
            [("reserved", true, None), ("unpaid", false, None), ("partly", false, Some(Fen::yuan(470)))]
        {
            let (name, adoption) = named();
            all.push((turn, Letter::AdoptionLapsed { name, was_reserved, back, adoption }));
        }
        let words = self.say("锄了头遍草，没有打除草剂。", "First weeding done, without any weedkiller.");
        let (diary, over) = (named(), named());
        all.push(("", Letter::PlotDiary { name: diary.0, on, words, adoption: diary.1 }));
        let still_due = StillDue { amount: Fen::yuan(200), until: day(12, 7) };
        for (turn, reason, sow_on, due) in [
            ("", unsow::Reason::OtherPlot, Some(day(12, 21)), None),
            ("late", unsow::Reason::NotYet, None, None),
            ("due", unsow::Reason::Slip, Some(day(12, 21)), Some(still_due)),
        ] {
            let (name, adoption) = named();
            all.push((turn, Letter::PlotNotSown { name, reason, sow_on, due, adoption }));
        }
        all.extend(self.of_the_harvest());
        all.push(("", Letter::PlotHandedOver { name: over.0, on, adoption: over.1 }));
        all
    }

    fn of_the_harvest(&self) -> Vec<(&'static str, Letter)> {
        let (name, adoption, on) = (self.name(), self.adoption(), day(11, 21));
        let test_no = "2026-0817".to_owned();
        let short = ShortLine {
            promised: 37_500,
            evidence: self.say("村委会记录：七月下旬的冰雹", "the village's record of hail in late July"),
            rule: ShortfallRule::Credit,
            credit: Fen::yuan(294),
        };
        let refund = ShortLine { rule: ShortfallRule::Refund, ..short.clone() };
        let harvested = |short: Option<ShortLine>, corrected, in_part| Letter::PlotHarvested {
            name: name.clone(),
            weight: if short.is_some() { 30_000 } else { 1_238_250 },
            test_no: test_no.clone(),
            short,
            corrected,
            in_part,
            adoption: adoption.clone(),
        };
        let note = self.say("快递寄出，三天内送到。", "Sent by parcel; it should reach you within three days.");
        let delivered = |mode| Letter::PlotDelivered {
            name: name.clone(),
            mode,
            on,
            note: note.clone(),
            part: (mode != Mode::DonatedOn).then_some(37_500),
            adoption: adoption.clone(),
        };
        let renewal = |credit| Letter::PlotRenewal {
            name: name.clone(),
            next: 42,
            until: day(12, 5),
            credit,
            adoption: adoption.clone(),
        };
        // As the price of 220, 120, 90 and 60 is split.
        let paid_out = |farmer: i64, is_rest, short| Letter::PlotSettled {
            name: name.clone(),
            is_rest,
            on,
            farmer: Fen::yuan(farmer),
            inputs: Fen::yuan(farmer * 6 / 11),
            logistics: Fen::yuan(farmer * 9 / 22),
            charity: Fen::yuan(farmer * 3 / 11),
            short,
            adoption: adoption.clone(),
        };
        let settled = |farmer, short| paid_out(farmer, false, short);
        vec![
            ("", harvested(None, None, false)),
            ("short", harvested(Some(short.clone()), None, false)),
            ("refund", harvested(Some(refund.clone()), None, false)),
            ("part", harvested(Some(refund.clone()), None, true)),
            ("corrected", harvested(Some(refund.clone()), Some(Reason::Mistyped), false)),
            ("", delivered(Mode::ToDonor)),
            ("donated", delivered(Mode::DonatedOn)),
            ("", settled(660, None)),
            ("short", settled(528, Some(short))),
            ("refund", settled(528, Some(refund))),
            ("rest", paid_out(132, true, None)),
            ("", renewal(None)),
            ("credit", renewal(Some(Fen::yuan(294)))),
        ]
    }
}
