//! What things are called in a letter, and how many there are, in the pen's language.

use app::text::Text;
use entity::{
    Day, Lang,
    child::look::Reason,
    elder,
    grade::GradeBand,
    outbox::letter::{AdoptionLine, Gift, OfferLine, ProblemKind, StuckLine, SumLine, WhyKept, WhyReturned},
};

use super::Pen;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass every value by reference")]
impl Pen<'_> {
    /// The school as the public knows it, in its township: most aliases name the township themselves.
    pub fn place(&self, gift: &Gift) -> String {
        gift.place(self.lang)
    }

    /// The same in the middle of a sentence.
    pub fn place_within(&self, gift: &Gift) -> String {
        Text(self.lang).within(&self.place(gift))
    }

    /// What kind of thing it is, before the grades, where the reader may not be able to read what it is called.
    pub fn kind(&self, gift: &Gift) -> String {
        let t = Text(self.lang);
        t.own_lang(&gift.item).map_or_else(String::new, |_| format!("{} · ", t.category(gift.category)))
    }

    pub fn grades(&self, band: &GradeBand) -> &'static str {
        let (zh, en) = match band {
            GradeBand::OneTwo => ("1–2年级", "grades 1–2"),
            GradeBand::ThreeFour => ("3–4年级", "grades 3–4"),
            GradeBand::FiveSix => ("5–6年级", "grades 5–6"),
            GradeBand::SevenNine => ("7–9年级", "grades 7–9"),
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

    /// Since when an elder is in that state, and what this means for the family.
    pub fn elder_since(&self, alias: &str, state: &elder::State, since: &Day) -> String {
        Text(self.lang).elder_since(alias, *state, *since)
    }

    /// Why money goes back, as a sentence.
    pub fn why_returned(&self, why: &WhyReturned) -> &'static str {
        let (zh, en) = match why {
            WhyReturned::Shortfall => (
                "退款是因为这块地歉收：按合同，少收的部分按比例退还。",
                "It goes back because the field gave less: under the contract, what is missing is given back.",
            ),
            WhyReturned::TooMuch => (
                "退款是因为这个付款参考码收到的钱比要付的多。",
                "It goes back because more came under this code than was asked for.",
            ),
            WhyReturned::TooLate => (
                "退款是因为钱到的时候，这个付款参考码已经不再收款。",
                "It goes back because nothing was expected under this code any more when it came.",
            ),
            WhyReturned::GivenUp => {
                ("退款是因为您放弃了这笔捐款。", "It goes back because you gave this gift of money up.")
            }
            WhyReturned::PledgeOver => ("退款是因为这项认捐已经结束。", "It goes back because this pledge is over."),
            WhyReturned::SupportOver => (
                "退款是因为您在这里的赡养登记已经结束。",
                "It goes back because your support is no longer expected here.",
            ),
            WhyReturned::Asked => ("退款是因为您要求退还。", "It goes back because you asked for it."),
            WhyReturned::Mistake => ("退款是因为这笔钱付错了。", "It goes back because it was paid by mistake."),
            WhyReturned::Unused => (
                "退款是因为这笔钱在您指定的地方用不上了。",
                "It goes back because what you gave it for can no longer use it.",
            ),
            WhyReturned::Credit => (
                "退的是歉收时给您记下、现在用不上的抵扣。",
                "It is what was credited to you for a shortfall and can no longer be used.",
            ),
        };
        self.lang.pick(zh, en)
    }

    /// Why what was to go back stays, as a sentence.
    pub fn why_kept(&self, why: &WhyKept) -> &'static str {
        let (zh, en) = match why {
            WhyKept::Miscounted => (
                "取消是因为重新核对以后，没有少收这么多。",
                "The harvest was checked again, and it was not short by so much.",
            ),
            WhyKept::Waived => ("取消是因为您说过不用退。", "You told us that you do not want it back."),
            WhyKept::MadeGood => ("取消是因为已经用别的办法补给您了。", "It was made good to you in another way."),
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

    /// All that the stuck list counts: `3 件事`; `One thing is`, `3 things are`
    pub fn waiting(&self, lines: &[StuckLine]) -> String {
        let count: u64 = lines.iter().map(|line| u64::from(line.count)).sum();
        self.counted(count, "件事", "One thing is", "things are")
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
            "disclosure" => ("公示报告过了日子还没发布", "disclosure reports to be published, and overdue"),
            "dead_letter" => ("信没能送到", "letters that could not be delivered"),
            "page_report" => ("网页举报等办公室处理", "reports about a page to be answered by the office"),
            _ => ("别的事在等", "other things that wait"),
        };
        match (self.lang, line.whom.is_empty()) {
            (_, true) => self.lang.pick(zh, en).to_owned(),
            (Lang::Zh, false) => format!("{}：{zh}", line.whom),
            (Lang::En, false) => format!("{}: {en}", line.whom),
        }
    }

    /// What a standing offer says, line by line.
    pub fn offer(&self, offer: &OfferLine) -> Vec<(&'static str, String)> {
        Text(self.lang).offer_facts(offer)
    }

    /// What an officer opened a name for.
    pub fn look_reason(&self, reason: &str) -> &'static str {
        let (zh, en) = match Reason::from_key(reason) {
            Some(Reason::Review) => ("审核心愿或同意书", "to review a wish or a consent"),
            Some(Reason::Duplicate) => ("查重", "to check for duplicates"),
            Some(Reason::Delivery) => ("发放礼物", "to hand out a gift"),
            Some(Reason::Guardian) => ("监护人要求", "on the guardian's request"),
            Some(Reason::Contract) => ("农户签合同或签收", "for a household's contract"),
            Some(Reason::Household) => ("农户要求", "on a household's request"),
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

    /// What a round proposes: `1 个微心愿、1 块地和 1 个孝心基金`; `a wish, a plot and a fund`
    pub fn fitting(&self, gifts: &[Gift], adoptions: &[AdoptionLine], funds: &[SumLine]) -> String {
        let kinds = [
            (gifts.len(), "个微心愿", "a wish", "wishes"),
            (adoptions.len(), "块地", "a plot", "plots"),
            (funds.len(), "个孝心基金", "a fund", "funds"),
        ];
        let told = kinds.into_iter().filter(|(count, ..)| *count > 0);
        let told: Vec<String> = told.map(|(count, zh, one, many)| self.counted(count as u64, zh, one, many)).collect();
        match told.split_last() {
            Some((last, before)) if !before.is_empty() => {
                format!("{}{}{last}", Text(self.lang).list(before), self.lang.pick("和 ", " and "))
            }
            _ => told.concat(),
        }
    }

    fn counted(&self, count: u64, zh: &str, one: &str, many: &str) -> String {
        let number = Text(self.lang).number(count);
        match self.lang {
            Lang::Zh => format!("{number} {zh}"),
            Lang::En if count == 1 => one.to_owned(),
            Lang::En => format!("{number} {many}"),
        }
    }
}
