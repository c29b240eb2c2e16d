//! What the templates write with: one language, the site's address, and the links only a letter may hold.
//!
//! Days and times are China's; a time always says so.

use app::text::Text;
use entity::{
    Code, Day, Lang, Time,
    child::look::Reason,
    grade::GradeBand,
    id::{AccountId, OfferId, PhotoId},
    lang,
    month::Month,
    outbox::letter::{Delivery, Gift, OfferLine, ProblemKind, ReportLine, ReportOf, StuckLine},
    payment::PayCode,
    photo::Size,
    store::Keys,
};

/// Whether the PDF that a letter speaks of could be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    Attached,
    OnTheSite,
}

pub(super) struct Pen<'a> {
    pub lang: Lang,
    /// The site's address without a slash at the end.
    pub site: &'a str,
    /// The site's host: the right side of every number of ours.
    pub host: &'a str,
    pub keys: &'a Keys,
    pub account: Option<AccountId>,
    pub written_at: Time,
    pub sheet: Sheet,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass every value by reference")]
impl Pen<'_> {
    /// `https://…/path`
    pub fn page(&self, path: &str) -> String {
        format!("{}{path}", self.site)
    }

    /// The page that asks before it does what the link is for.
    pub fn link(&self, path: &str, number: &str) -> String {
        format!("{}{path}?token={}", self.site, self.keys.link_token(number))
    }

    /// The public page of a gift code.
    pub fn gift_page(&self, code: &Code) -> String {
        self.page(&format!("/v/{code}"))
    }

    /// The gift on its donor's own desk.
    pub fn own_gift(&self, code: &Code) -> String {
        self.page(&format!("/gifts/{code}"))
    }

    /// The picture that goes with the letter, as its HTML calls it.
    pub fn picture(&self) -> String {
        format!("cid:{}", self.picture_number())
    }

    /// The same in full, for the reader who is signed in.
    pub fn large(&self, photo: &PhotoId) -> String {
        self.page(&app::parts::photo::address(*photo, Size::Large))
    }

    pub fn picture_number(&self) -> String {
        format!("card@{}", self.host)
    }

    /// A wish's card on its school's desk.
    pub fn card(&self, code: &Code) -> String {
        self.page(&format!("/school/cards/{code}"))
    }

    /// What is to be paid, at its payer's own desk.
    pub fn payment(&self, code: &PayCode) -> String {
        self.page(&format!("/gifts/payments/{code}"))
    }

    /// A fund's public page.
    pub fn fund(&self, number: &i64) -> String {
        self.page(&format!("/funds/{number}"))
    }

    /// A published disclosure report.
    pub fn report(&self, report: &ReportLine) -> String {
        match report.of {
            ReportOf::Season(season) => self.page(&format!("/seasons/{season}/disclosures/{}", report.id)),
            ReportOf::Fund(fund) => self.page(&format!("/funds/{fund}/disclosures/{}", report.id)),
        }
    }

    /// Where the reader may decline letters that are not a duty; without an account there is nothing to decline.
    pub fn unsubscribe(&self) -> Option<String> {
        self.account.map(|account| self.link("/unsubscribe", &format!("digest-{account}")))
    }

    /// `2026年11月23日`, `23 November 2026`
    pub fn day(&self, day: &Day) -> String {
        day.format(self.lang.pick("%Y年%-m月%-d日", "%-d %B %Y")).to_string()
    }

    /// Whether the day was over when the letter was written.
    pub fn is_past(&self, day: &Day) -> bool {
        *day < lang::china_date(self.written_at)
    }

    /// The day and the time, in China, and says so.
    pub fn moment(&self, at: &Time) -> String {
        let format = self.lang.pick("%Y年%-m月%-d日 %H:%M（北京时间）", "%-d %B %Y, %H:%M Beijing time (UTC+8)");
        lang::china_time(*at).format(format).to_string()
    }

    /// The day on which a moment falls in China.
    pub fn day_of(&self, at: &Time) -> String {
        self.day(&lang::china_date(*at))
    }

    /// The school as the public knows it, in its township: most aliases name the township themselves.
    pub fn place(&self, gift: &Gift) -> String {
        gift.place(self.lang)
    }

    pub fn grades(&self, band: &GradeBand) -> &'static str {
        let (zh, en) = match band {
            GradeBand::OneTwo => ("一、二年级", "grades 1–2"),
            GradeBand::ThreeFour => ("三、四年级", "grades 3–4"),
            GradeBand::FiveSix => ("五、六年级", "grades 5–6"),
            GradeBand::SevenNine => ("七至九年级", "grades 7–9"),
        };
        self.lang.pick(zh, en)
    }

    /// About how long the card takes, in words people use.
    pub fn weeks(&self, days: &i32) -> String {
        const ZH: [&str; 8] = ["", "一", "两", "三", "四", "五", "六", "七"];
        const EN: [&str; 8] = ["", "one", "two", "three", "four", "five", "six", "seven"];
        let weeks = usize::try_from(*days).unwrap_or(0).div_ceil(7);
        match (self.lang, weeks) {
            (Lang::Zh, 0) => "几天".to_owned(),
            (Lang::En, 0) => "a few days".to_owned(),
            (Lang::Zh, _) => format!("大约{}周", ZH.get(weeks).map_or(weeks.to_string(), ToString::to_string)),
            (Lang::En, 1) => "about a week".to_owned(),
            (Lang::En, _) => format!("about {} weeks", EN.get(weeks).map_or(weeks.to_string(), ToString::to_string)),
        }
    }

    pub fn is_sheet_attached(&self) -> bool {
        self.sheet == Sheet::Attached
    }

    /// What was found, as half a sentence after 礼物 / "the gift".
    pub fn problem(&self, kind: &ProblemKind) -> &'static str {
        let (zh, en) = match kind {
            ProblemKind::Wrong => ("和心愿上写的不一样", "is not quite what the wish asked for"),
            ProblemKind::Damaged => ("到的时候有损坏", "arrived damaged"),
            ProblemKind::Short => ("少了一部分", "arrived with something missing"),
            ProblemKind::ChildMoved => ("到了，可是孩子已经转学", "arrived, but the child has moved to another school"),
        };
        self.lang.pick(zh, en)
    }

    /// How a parcel comes: carrier and number as they are, a drop-off day in words.
    pub fn way(&self, way: &str) -> String {
        let parts = way.split(' ').map(|part| match part.parse::<Day>() {
            Ok(day) => self.lang.pick("送来的日子：", "to be brought on ").to_owned() + &self.day(&day),
            Err(_) => part.to_owned(),
        });
        parts.collect::<Vec<_>>().join(" ")
    }

    /// A line of the stuck list without its count and its date.
    pub fn stuck(&self, line: &StuckLine) -> String {
        let (zh, en) = match line.kind.as_str() {
            "review" => ("心愿等办公室审核", "wishes to be reviewed by the office"),
            "note" => ("留言等办公室看过", "donors' notes to be read by the office"),
            "problem" => ("礼物问题等办公室决定", "problems with gifts to be decided by the office"),
            "question" => ("换货的问题等学校答复", "questions about a substitute to be answered by the school"),
            "late_gift" => ("礼物过了约定的日子还没到", "gifts that have not come by their day"),
            "hand_out" => ("礼物到了学校，还没有发放", "gifts at the school, not handed out yet"),
            "card_review" => ("谢意卡片等办公室看过", "thank-you cards to be looked at by the office"),
            "card" => ("谢意卡片过了日子还没送来", "thank-you cards that have not come by their day"),
            "diary" => ("地块超过 30 天没写日志", "plots without an entry for 30 days, to be written by the villages"),
            "dead_letter" => ("信没能送到", "letters that could not be delivered"),
            _ => ("件事在等", "things that wait"),
        };
        match (self.lang, line.whom.is_empty()) {
            (_, true) => self.lang.pick(zh, en).to_owned(),
            (Lang::Zh, false) => format!("{}：{zh}", line.whom),
            (Lang::En, false) => format!("{}: {en}", line.whom),
        }
    }

    /// `2026年11月`, `November 2026`
    pub fn month(&self, first: &Day) -> String {
        first.format(self.lang.pick("%Y年%-m月", "%B %Y")).to_string()
    }

    /// The month's looks at real names.
    pub fn looks(&self, first: &Day) -> String {
        self.page(&format!("/office/privacy?month={}", Month::with(*first)))
    }

    /// An organisation's public page.
    pub fn organisation(&self, slug: &str) -> String {
        self.page(&format!("/o/{slug}"))
    }

    /// What a standing offer says, line by line.
    pub fn offer(&self, offer: &OfferLine) -> Vec<(&'static str, String)> {
        Text(self.lang).offer_facts(offer)
    }

    /// The offer on its donor's own desk.
    pub fn own_offer(&self, number: &OfferId) -> String {
        self.page(&format!("/gifts/offers/{number}"))
    }

    /// How long a phase's records are kept.
    pub fn keeping(&self, number: &i32) -> String {
        self.page(&format!("/office/phases/{number}/keep"))
    }

    /// What an officer opened a name for.
    pub fn look_reason(&self, reason: &str) -> &'static str {
        let (zh, en) = match Reason::from_key(reason) {
            Some(Reason::Review) => ("审核心愿或同意书", "to review a wish or a consent"),
            Some(Reason::Duplicate) => ("查重", "to tell two children apart"),
            Some(Reason::Delivery) => ("发放礼物", "to hand out a gift"),
            Some(Reason::Guardian) => ("监护人要求", "on the guardian's request"),
            _ => ("学校的日常工作", "for a school's daily work"),
        };
        self.lang.pick(zh, en)
    }

    /// `3 次`; `once`, `3 times`
    pub fn times(&self, count: &u64) -> String {
        self.counted(*count, "次", "once", "times")
    }

    /// `3 个姓名`; `1 name`, `3 names`
    pub fn names(&self, count: &u64) -> String {
        self.counted(*count, "个姓名", "1 name", "names")
    }

    /// `3 个孩子`; `1 child`, `3 children`
    pub fn children(&self, count: &u64) -> String {
        self.counted(*count, "个孩子", "1 child", "children")
    }

    /// `3 张谢意卡片`; `1 thank-you card`, `3 thank-you cards`
    pub fn cards(&self, count: &u32) -> String {
        self.counted(u64::from(*count), "张谢意卡片", "1 thank-you card", "thank-you cards")
    }

    fn counted(&self, count: u64, zh: &str, one: &str, many: &str) -> String {
        match self.lang {
            Lang::Zh => format!("{count} {zh}"),
            Lang::En if count == 1 => one.to_owned(),
            Lang::En => format!("{count} {many}"),
        }
    }

    /// Gifts that go to the same place stand together under one address.
    pub fn by_delivery(gifts: &[(Gift, Delivery)]) -> Vec<(&Delivery, Vec<&Gift>)> {
        let mut places: Vec<(&Delivery, Vec<&Gift>)> = Vec::new();
        for (gift, delivery) in gifts {
            match places.iter_mut().find(|(known, _)| *known == delivery) {
                Some((_, together)) => together.push(gift),
                None => places.push((delivery, vec![gift])),
            }
        }
        places
    }
}
