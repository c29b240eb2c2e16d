//! One letter of every kind, and of every turn a kind can take, with made-up people and places.

mod funds;
mod plots;
mod returned;
mod rounds;

use chrono::{DateTime, NaiveDate};
use entity::{
    Code, Day, Fen, Lang, Time,
    card::recall,
    grade::GradeBand,
    id::{OfferId, PhotoId},
    outbox::letter::{
        Delivery, Gift, Letter, LookLine, OfferLine, PaymentLine, PhaseLine, ProblemChoice, ProblemKind, StuckLine,
    },
    store::Dice,
    wish::Category,
};

/// Each with a name for its snapshot: the kind, and the turn where there are several.
pub fn all(lang: Lang) -> Vec<(String, Letter)> {
    let sample = Sample { lang };
    let mut all = Vec::new();
    for letter in sample.about_accounts().into_iter().chain(sample.to_schools_and_the_office()) {
        all.push((letter.kind().to_owned(), letter));
    }
    all.push(("invitation-village".to_owned(), sample.village_invited()));
    all.push(("batch_approved-open".to_owned(), sample.approved_while_open()));
    let of_money = sample.of_plots().into_iter().chain(sample.of_funds()).chain(sample.of_pledges());
    let of_money = of_money.chain(sample.returned());
    for (turn, letter) in sample.to_donors().into_iter().chain(of_money).chain(sample.cards_due()) {
        let dash = if turn.is_empty() { "" } else { "-" };
        all.push((format!("{}{dash}{turn}", letter.kind()), letter));
    }
    all
}

pub fn handed_out(lang: Lang) -> Letter {
    Sample { lang }.handed_out(true)
}

pub fn claim_confirmed(lang: Lang, item: &str) -> Letter {
    let sample = Sample { lang };
    let gift = Gift { item: item.to_owned(), ..sample.gift() };
    Letter::ClaimConfirmed {
        name: sample.name(),
        gifts: vec![(gift, sample.delivery())],
        give_by: day(12, 7),
        grace: 5,
        to_pool: false,
        phase: sample.phase(),
    }
}

pub fn waiting_digest(lang: Lang) -> Letter {
    let sample = Sample { lang };
    Letter::WaitingDigest { name: sample.name(), gifts: sample.gifts(), open: 17, phase: sample.phase() }
}

pub fn sign_in(name: &str) -> Letter {
    Letter::SignInLink {
        name: name.to_owned(),
        link: "a-link-number".to_owned(),
        expires_at: at("2026-11-23T01:30:00Z"),
    }
}

struct Sample {
    lang: Lang,
}

fn day(month: u32, day: u32) -> Day {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn at(time: &str) -> Time {
    DateTime::parse_from_rfc3339(time).unwrap().to_utc()
}

fn code(seed: u64) -> Code {
    Code::mint(&Dice::seeded(seed))
}

impl Sample {
    fn say(&self, zh: &str, en: &str) -> String {
        self.lang.pick(zh, en).to_owned()
    }

    fn name(&self) -> String {
        self.say("林先生", "Mr Lin")
    }

    fn teacher(&self) -> String {
        self.say("赵老师", "Ms Zhao")
    }

    fn organisation_approved(&self) -> Letter {
        Letter::OrganisationApproved {
            name: self.name(),
            organisation: self.say("山路测绘公司", "Shanlu Survey Company"),
            slug: "shanlu".to_owned(),
            limit: 50,
        }
    }

    fn approved_while_open(&self) -> Letter {
        let gift = self.gift();
        Letter::BatchApproved {
            name: self.teacher(),
            wishes: vec![(gift.code, gift.item)],
            is_public: true,
            phase: self.phase(),
        }
    }

    fn looks_reported(&self) -> Letter {
        let look = |who: &str, reason: &str, looks, names| LookLine {
            who: who.to_owned(),
            reason: reason.to_owned(),
            looks,
            names,
        };
        let sun = self.say("孙干事", "Ms Sun");
        Letter::LooksReported {
            name: self.say("系统管理员", "Administrator"),
            month: day(11, 1),
            lines: vec![look(&sun, "duplicate", 5, 5), look(&sun, "guardian", 1, 1)],
            school_looks: 212,
            school_names: 4_031,
        }
    }

    fn page_report_answered(&self) -> Letter {
        Letter::PageReportAnswered {
            name: self.say("您好", "Sir or Madam"),
            number: 17,
            on: day(11, 19),
            answer: self.say("那个名字已经从页面上去掉了。", "The name has been taken off the page."),
        }
    }

    fn phase(&self) -> PhaseLine {
        PhaseLine {
            number: 5,
            title: self.say("第五期微心愿", "Micro-wishes, phase 5"),
            organiser: self.say("样例县青少年发展公益会", "Sample County Youth Charity"),
        }
    }

    fn gift(&self) -> Gift {
        Gift {
            code: code(1),
            category: Category::Books,
            item: self.say("新华字典", "Xinhua dictionary"),
            specification: self.say("第12版 双色本", "12th edition, two colours"),
            grade_band: GradeBand::ThreeFour,
            price: Fen(3_290),
            school: self.say("沙沟小学", "Shagou School"),
            township: self.say("岭底乡", "Lingdi Township"),
        }
    }

    fn gifts(&self) -> Vec<Gift> {
        let shoes = Gift {
            code: code(2),
            category: Category::Shoes,
            item: self.say("运动鞋", "Trainers"),
            specification: self.say("35码 蓝色", "size 35, blue"),
            grade_band: GradeBand::FiveSix,
            price: Fen(12_900),
            ..self.gift()
        };
        let schoolbag = Gift {
            code: code(3),
            category: Category::Schoolbag,
            item: self.say("双肩书包", "Schoolbag"),
            specification: String::new(),
            grade_band: GradeBand::OneTwo,
            price: Fen(9_500),
            school: self.say("石桥小学", "Shiqiao School"),
            township: self.say("石桥镇", "Shiqiao Town"),
        };
        vec![self.gift(), shoes, schoolbag]
    }

    fn delivery(&self) -> Delivery {
        Delivery {
            school: self.say("样例县岭底乡沙沟村小学", "Shagou Village School, Lingdi Township, Sample County"),
            address: self
                .say("样例县岭底乡沙沟村学校路1号", "1 School Road, Shagou Village, Lingdi Township, Sample County"),
            contact: self.teacher(),
            phone: "000-0000-0001".to_owned(),
        }
    }

    fn about_accounts(&self) -> Vec<Letter> {
        let (name, link, expires_at) = (self.name(), "a-link-number".to_owned(), at("2026-11-26T01:00:00Z"));
        let school = Some(self.delivery().school);
        vec![
            Letter::VerifyAddress { name: name.clone(), link: link.clone(), expires_at },
            Letter::SignInLink { name: name.clone(), link: link.clone(), expires_at },
            Letter::AlreadyHere { name: name.clone(), link: link.clone(), expires_at },
            Letter::ResetPassword { name, link: link.clone(), expires_at },
            Letter::Invitation { name: self.teacher(), school, village: None, link, expires_at },
        ]
    }

    fn village_invited(&self) -> Letter {
        Letter::Invitation {
            name: self.say("赵主任", "Mr Zhao"),
            school: None,
            village: Some(self.say("沙沟村", "Shagou Village")),
            link: "a-link-number".to_owned(),
            expires_at: at("2026-11-26T01:00:00Z"),
        }
    }

    fn released(&self, to_pool: bool) -> Letter {
        Letter::Released { name: self.name(), gift: self.gift(), to_pool, phase: self.phase() }
    }

    fn cancelled(&self, opens: bool, to_pool: bool) -> Letter {
        let reason = if opens || to_pool {
            self.say("快递退回了", "The parcel came back")
        } else {
            self.say("孩子转学去了外地", "The child has moved to a school elsewhere")
        };
        Letter::Cancelled { name: self.name(), gift: self.gift(), reason, opens, to_pool, phase: self.phase() }
    }

    fn to_donors(&self) -> Vec<(&'static str, Letter)> {
        let (name, gift, phase) = (self.name(), self.gift(), self.phase());
        let mut all = self.claims();
        all.extend([
            ("", self.released(false)),
            ("pool", self.released(true)),
            ("", self.cancelled(false, false)),
            ("opens", self.cancelled(true, false)),
            ("pool", self.cancelled(false, true)),
            ("", Letter::Received { name, gift, on: day(11, 19), hand_out_on: Some(day(12, 25)), phase }),
            ("guardian", self.handed_out(true)),
            ("teacher", self.handed_out(false)),
            ("no_card", self.without_card()),
            ("several", self.handed_out_together()),
            ("", self.card()),
            ("", Letter::CardRecalled { name: self.name(), gift: self.gift(), phase: self.phase() }),
            ("", waiting_digest(self.lang)),
        ]);
        all.extend(self.problems());
        all.extend(self.settled());
        all.extend(self.payments());
        all.extend(self.words_with_school_and_office());
        all.extend(self.proposed());
        all
    }

    /// With the picture that `mail_of` lays down first.
    fn card(&self) -> Letter {
        Letter::Card { name: self.name(), gift: self.gift(), on: day(11, 20), photo: PhotoId(1), phase: self.phase() }
    }

    fn cards_due(&self) -> Vec<(&'static str, Letter)> {
        let letter =
            |count, days| Letter::CardsDue { name: self.teacher(), count, due: day(12, 14), days, phase: self.phase() };
        vec![("before", letter(12, 3)), ("today", letter(1, 0)), ("after", letter(2, -7))]
    }

    fn claims(&self) -> Vec<(&'static str, Letter)> {
        let (name, gift, phase) = (self.name(), self.gift(), self.phase());
        let elsewhere = Delivery {
            school: self.say("样例县石桥镇中心小学", "Shiqiao Central School, Sample County"),
            address: self.say("样例县石桥镇东街2号", "2 East Street, Shiqiao Town, Sample County"),
            contact: self.say("钱老师", "Mr Qian"),
            phone: "000-0000-0002".to_owned(),
        };
        let places = [self.delivery(), self.delivery(), elsewhere];
        let gifts: Vec<_> = self.gifts().into_iter().zip(places).collect();
        let confirmed = |gifts, to_pool| Letter::ClaimConfirmed {
            name: name.clone(),
            gifts,
            give_by: day(12, 7),
            grace: 5,
            to_pool,
            phase: phase.clone(),
        };
        let more = || self.gifts().split_off(1);
        let reminder = |days, more, to_pool| Letter::Reminder {
            name: name.clone(),
            gift: gift.clone(),
            more,
            give_by: day(12, 7),
            days,
            grace: 5,
            to_pool,
            phase: phase.clone(),
        };
        let lapsed = |was_hold, more, to_pool| Letter::Lapsed {
            name: name.clone(),
            gift: gift.clone(),
            more,
            was_hold,
            to_pool,
            phase: phase.clone(),
        };
        let held = |gifts, to_pool| Letter::HoldReceived {
            name: name.clone(),
            gifts,
            link: "a-link-number".to_owned(),
            held_until: at("2026-11-25T01:00:00Z"),
            to_pool,
            phase: phase.clone(),
        };
        vec![
            ("", held(vec![gift.clone()], 0)),
            ("several", held(self.gifts(), 0)),
            ("pool", held(vec![gift.clone()], 1)),
            ("several-pool", held(self.gifts(), 3)),
            ("some-pool", held(self.gifts(), 2)),
            ("", claim_confirmed(self.lang, &gift.item)),
            ("several", confirmed(gifts.clone(), false)),
            ("pool", confirmed(vec![(gift.clone(), self.delivery())], true)),
            ("several-pool", confirmed(gifts, true)),
            ("days", reminder(7, Vec::new(), false)),
            ("today", reminder(0, Vec::new(), false)),
            ("several", reminder(2, more(), false)),
            ("pool", reminder(7, Vec::new(), true)),
            ("hold", lapsed(true, Vec::new(), false)),
            ("hold-several", lapsed(true, more(), false)),
            ("hold-pool", lapsed(true, Vec::new(), true)),
            ("hold-several-pool", lapsed(true, more(), true)),
            ("claim", lapsed(false, Vec::new(), false)),
            ("claim-several", lapsed(false, more(), false)),
            ("claim-pool", lapsed(false, Vec::new(), true)),
            ("claim-several-pool", lapsed(false, more(), true)),
        ]
    }

    fn problems(&self) -> Vec<(&'static str, Letter)> {
        let letter = |problem, choice: ProblemChoice, remark, give_by| Letter::ProblemChoice {
            name: self.name(),
            gift: self.gift(),
            was: (choice == ProblemChoice::PassOn).then(|| code(2)),
            problem,
            choice,
            remark,
            give_by,
            phase: self.phase(),
        };
        let remark = self.say("封面受潮了，字看不清", "The cover got wet and cannot be read");
        vec![
            ("replace", letter(ProblemKind::Damaged, ProblemChoice::Replace, remark.clone(), Some(day(12, 14)))),
            ("substitute", letter(ProblemKind::Wrong, ProblemChoice::Substitute, remark.clone(), None)),
            ("pass_on", letter(ProblemKind::ChildMoved, ProblemChoice::PassOn, String::new(), None)),
            ("return", letter(ProblemKind::Short, ProblemChoice::Return, remark, None)),
        ]
    }

    /// To the school, for each choice.
    fn settled(&self) -> Vec<(&'static str, Letter)> {
        let [dictionary, shoes, _] = <[Gift; 3]>::try_from(self.gifts()).unwrap();
        let letter = |problem, choice: ProblemChoice, at_hub, from_pool| Letter::ProblemSettled {
            name: self.teacher(),
            code: dictionary.code.clone(),
            item: dictionary.item.clone(),
            problem,
            choice,
            passed_to: (choice == ProblemChoice::PassOn).then(|| (shoes.code.clone(), shoes.item.clone())),
            at_hub,
            from_pool,
            phase: self.phase(),
        };
        vec![
            ("replace", letter(ProblemKind::Wrong, ProblemChoice::Replace, false, false)),
            ("substitute", letter(ProblemKind::Damaged, ProblemChoice::Substitute, false, false)),
            ("pass_on", letter(ProblemKind::ChildMoved, ProblemChoice::PassOn, false, false)),
            ("return", letter(ProblemKind::Short, ProblemChoice::Return, false, false)),
            ("at_hub", letter(ProblemKind::Short, ProblemChoice::Return, true, false)),
            ("pool-replace", letter(ProblemKind::Wrong, ProblemChoice::Replace, false, true)),
            ("pool-return", letter(ProblemKind::Short, ProblemChoice::Return, false, true)),
        ]
    }

    fn words_with_school_and_office(&self) -> Vec<(&'static str, Letter)> {
        let answer = |yes, remark| Letter::SubstitutionAnswered {
            name: self.name(),
            gift: self.gift(),
            question: self
                .say("双色本卖完了，单色本可以吗？", "The two-colour edition is sold out. Would one colour do?"),
            yes,
            remark,
            phase: self.phase(),
        };
        let note = Letter::NoteRefused {
            name: self.name(),
            gift: self.gift(),
            reason: self.say("留言里有电话号码", "There is a phone number in it"),
            phase: self.phase(),
        };
        vec![
            ("yes", answer(true, String::new())),
            ("no", answer(false, self.say("孩子上美术课要看彩色的", "The child needs the colours in art class"))),
            ("", note),
        ]
    }

    fn payments(&self) -> Vec<(&'static str, Letter)> {
        let name = self.name();
        let line = |is_family| PaymentLine {
            code: "P7M49XQB".parse().unwrap(),
            what: if is_family {
                self.say("柳树湾村孝心基金", "Filial-piety fund of Willow Bend Village")
            } else {
                self.phase().title
            },
            organiser: self.phase().organiser,
            is_family,
        };
        let bank = [
            self.phase().organiser,
            self.say("样例农商银行样例县支行", "Sample Rural Bank, Sample County"),
            "0000 0000 0000 0000 042".to_owned(),
        ];
        let asked = |amount, is_family| Letter::PaymentAsked {
            name: name.clone(),
            amount,
            bank: bank.clone(),
            payment: line(is_family),
        };
        let recorded = |missing, is_family| Letter::PaymentRecorded {
            name: name.clone(),
            amount: Fen::yuan(500),
            on: day(11, 20),
            missing,
            goes_back: None,
            payment: line(is_family),
        };
        vec![
            ("", asked(Some(Fen::yuan(1_200)), false)),
            ("monthly", asked(None, true)),
            ("", recorded(None, false)),
            ("missing", recorded(Some(Fen::yuan(700)), false)),
            ("family", recorded(None, true)),
            (
                "",
                Letter::PaymentReturned {
                    name: name.clone(),
                    amount: Fen::yuan(200),
                    on: day(11, 21),
                    why: None,
                    due: None,
                    payment: line(false),
                },
            ),
            (
                "",
                Letter::PaymentCorrected {
                    name: name.clone(),
                    amount: Fen::yuan(500),
                    on: day(11, 20),
                    payment: line(false),
                },
            ),
        ]
    }

    fn offer(&self) -> OfferLine {
        OfferLine {
            number: OfferId(12),
            kinds: Vec::new(),
            max_count: 40,
            max_shares: None,
            for_funds: None,
            budget: Some(Fen::yuan(2_400)),
            max_price: None,
            categories: vec![Category::Stationery, Category::Books],
            places: vec![self.say("沙沟镇", "Shagou Town")],
            grades: (1, 6),
            valid_until: day(12, 31),
            organisation: Some(self.say("山路测绘公司（样例）", "Shanlu Survey Company (sample)")),
        }
    }

    fn without_card(&self) -> Letter {
        let mut letter = self.handed_out(true);
        if let Letter::HandedOut { card_days, .. } = &mut letter {
            *card_days = None;
        }
        letter
    }

    /// Of one roster, and not all alike.
    fn handed_out_together(&self) -> Letter {
        let mut letter = self.handed_out(true);
        if let Letter::HandedOut { more, by_teacher, note_unread, unread, refused, .. } = &mut letter {
            more.push(self.gifts().remove(1));
            (*by_teacher, *note_unread, *unread, *refused) = (true, true, 1, 1);
        }
        letter
    }

    fn handed_out(&self, by_guardian: bool) -> Letter {
        Letter::HandedOut {
            name: self.name(),
            gift: self.gift(),
            more: Vec::new(),
            on: day(11, 20),
            by_guardian,
            by_teacher: !by_guardian,
            phase_total: 318,
            phase_schools: 8,
            card_days: Some(21),
            cards: 1,
            note_unread: false,
            unread: 0,
            refused: 0,
            phase: self.phase(),
        }
    }

    fn to_schools_and_the_office(&self) -> Vec<Letter> {
        let (name, phase, gifts) = (self.teacher(), self.phase(), self.gifts());
        let ways = ["圆通 YT0000000001", "2026-12-05", ""];
        let line =
            |kind: &str, whom: String, count, since| StuckLine { kind: kind.to_owned(), whom, count, since: at(since) };
        vec![
            Letter::WishReturned {
                name: name.clone(),
                code: code(1),
                item: gifts[0].item.clone(),
                reason: self.say("规格里请写明版本", "Please say which edition it is"),
                phase: phase.clone(),
            },
            Letter::BatchApproved {
                name: name.clone(),
                wishes: gifts.iter().map(|gift| (gift.code.clone(), gift.item.clone())).collect(),
                is_public: false,
                phase: phase.clone(),
            },
            Letter::SubstitutionAsked {
                name: name.clone(),
                code: code(1),
                item: gifts[0].item.clone(),
                question: self
                    .say("双色本卖完了，单色本可以吗？", "The two-colour edition is sold out. Would one colour do?"),
                phase: phase.clone(),
            },
            Letter::ParcelsExpected {
                name: name.clone(),
                parcels: gifts
                    .iter()
                    .zip(ways)
                    .map(|(gift, way)| (gift.code.clone(), gift.item.clone(), way.to_owned()))
                    .collect(),
                phase: phase.clone(),
            },
            Letter::CardReturned {
                name: name.clone(),
                code: code(1),
                item: gifts[0].item.clone(),
                reason: self
                    .say("右下角写了孩子的姓名，请遮住再拍", "The child's name stands in the corner; please cover it"),
                phase: phase.clone(),
            },
            Letter::CardToRedo {
                name: name.clone(),
                code: code(1),
                item: gifts[0].item.clone(),
                reason: recall::Why::Name.sentence(self.lang).to_owned(),
                phase: phase.clone(),
            },
            Letter::HandOutDue { name: name.clone(), count: 41, since: day(11, 10), phase: phase.clone() },
            Letter::KeepingEnds { name, children: 38, until: day(12, 23), phase },
            self.organisation_approved(),
            self.looks_reported(),
            Letter::OfferMade { name: self.name(), offer: self.offer() },
            Letter::OfferOver { name: self.name(), offer: OfferLine { organisation: None, ..self.offer() } },
            self.page_report_answered(),
            Letter::StuckList {
                name: self.say("孙干事", "Ms Sun"),
                lines: vec![
                    line("review", String::new(), 12, "2026-11-18T02:00:00Z"),
                    line("question", gifts[0].school.clone(), 1, "2026-11-19T02:00:00Z"),
                    line("hand_out", gifts[2].school.clone(), 41, "2026-11-20T17:00:00Z"),
                    line("dead_letter", String::new(), 2, "2026-11-21T02:00:00Z"),
                ],
            },
        ]
    }
}
