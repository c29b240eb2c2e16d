//! Texts of standing offers.

use entity::{
    Fen,
    matching::{Kind, assign::Idle},
    outbox::letter::OfferLine,
    round::{
        desk::{Passed, WhyNot},
        proposal::line::Lost,
    },
};

use super::{Text, texts};

texts! {
    offers_title: "认领意向" / "Standing offers";
    offers_lead: "说一次您愿意给多少、给什么，留在这里；什么时候想给，打开就看到现在哪些正合适，自己认领。办公室结对时，配上了会写信问您。"
        / "Say once how much you would give, and what, and it stays here; whenever you like, it shows what fits now, for you to claim. When the office makes a round, it writes to you about what fits.";
    offers_none: "还没有认领意向" / "No standing offer yet";
    offers_none_text: "例如：最多 5 个心愿，每个不超过 100 元，文具，不限学校。"
        / "For example: up to 5 wishes, at most 100 yuan each, stationery, any school.";
    offers_new: "写一个认领意向" / "Make an offer";
    offers_new_lead: "除了给什么、数量和有效期，都可以不填，不填就是不限。"
        / "Apart from what it is for, how many and until when, everything may stay blank; blank means any.";
    offers_open: "打开" / "Open";
    offers_open_one(n: i64): "打开认领意向 {n} 号" / "Open offer no. {n}";
    offer_title(n: i64): "认领意向 {n} 号" / "Offer no. {n}";
    offer_stands: "有效" / "stands";
    offer_paused: "已暂停" / "paused";
    offer_ended: "已结束" / "ended";
    offer_resting: "休息中" / "resting";
    offer_rests_asked(at: &str, until: &str): "先休息：{at} 写信问过您，等您回答，最晚到 {until}；这期间不再问您别的。"
        / "Rests until you answer, {until} at the latest, because we wrote to you on {at}.";
    offer_rests_about: "先休息：正要写信问您，这期间不再问您别的。" / "Rests, because a letter to you is about to be written.";
    offer_rests_refused(at: &str, until: &str): "休息到 {until}：{at} 有配上的您没有要，或者没有按时回答，一周里先不写信打扰您。"
        / "Rests until {until}, because something proposed from it was given back or not answered in time on {at}. For a week we do not write to you about it.";
    offer_rests_nameless: "先休息：您现在不是它写的那家单位的联系人，或者这家单位停用了。在“修改”里保存一次，就又参加结对。"
        / "Rests, because you are not the contact of the organisation that it names, or that organisation is closed. Save it once under “Change it”, and it takes part again.";
    offer_says: "内容" / "What it says";
    offer_change: "修改" / "Change it";
    offer_make_button: "保存这个意向" / "Make this offer";
    offer_save: "保存修改" / "Save the changes";
    offer_pause: "暂停" / "Pause";
    offer_stop_title: "暂停或结束" / "Pause it or end it";
    offer_pause_help: "暂停期间不列出合适的心愿，也不参加结对；随时可以恢复。" / "While it is paused it shows no wishes and takes part in no round; you can take it up again at any time.";
    offer_resume: "恢复" / "Take it up again";
    offer_end: "结束这个意向" / "End this offer";
    offer_end_sure: "确定结束" / "Yes, end it";
    offer_end_help: "结束以后不能恢复，已经认领的照常。" / "An ended offer stays ended; what you have claimed goes on.";
    offer_made_saying: "意向已保存，信已寄给您。" / "Your offer stands; a letter is on its way to you.";
    offer_changed_saying: "修改已保存。" / "The changes are saved.";
    offer_paused_saying: "已暂停。" / "Paused.";
    offer_resumed_saying: "已恢复。" / "It stands again.";
    offer_ended_saying: "已结束。" / "Ended.";
    offer_for_organisation(name: &str): "以{name}的名义" / "For {name}";
    offer_for_organisation_help: "认领记在单位名下，数量也受单位名额限制。" / "Claims count for it, within its own limit.";
    offer_how_much: "给多少" / "How much";
    offer_count_help: "同时在路上的礼物有上限：数量多时，送到一些，再接着配。" / "Only so many gifts may be on the way at once; of a larger number, more are proposed as they arrive.";
    offer_what: "哪些心愿" / "Which wishes";
    offer_where: "给哪里" / "Where";
    offer_kinds_help: "至少勾一样。结对时，先配心愿，剩下的预算再配地块和基金。"
        / "Tick one at least. In a round wishes come first; what they leave of the budget goes to plots and funds.";
    offer_shares_help: "勾了一亩地的话：一共认养几份。一轮结对里，一个意向只配一块地，剩下的等下一轮。"
        / "Where plots are ticked: how many shares in all. A round proposes one plot from each offer; the rest waits for the next round.";
    offer_for_funds_help: "勾了孝心基金的话：一共捐多少。一轮结对里，一个意向只配一个基金，剩下的等下一轮。"
        / "Where funds are ticked: how much in all. A round proposes one fund from each offer; the rest waits for the next round.";
    offer_shares(n: i32): "{n} 份" / "{n}";
    offer_any_school: "只给某几所学校" / "Only certain schools";
    offer_schools_help: "乡镇也勾了的话，只给这些乡镇里的这几所。" / "Where townships are ticked as well: only those of these schools that are there.";
    offer_budget_help: "心愿、地块和基金合起来不超过这个数。" / "Wishes, plots and funds together come to no more than this.";
    offer_max_price_help: "比这贵的心愿不配，也不列出来。" / "Wishes that cost more are neither proposed nor shown.";
    offer_school_closed(name: &str): "{name}（已停用）" / "{name} (closed)";
    offer_no_choice: "已经没有的选项" / "a choice that is not there any more";
    offer_none_is_any: "不勾就是不限。" / "None ticked means any.";
    offer_valid_help: "过了这一天自动结束，我们会写信告诉您。最长一年。" / "It ends by itself after that day, and we write to you. At most a year.";
    offer_taken(n: u32, of: i32): "心愿：{of} 个里已配上 {n} 个" / "Wishes taken: {n} of {of}";
    offer_taken_shares(n: i32, of: i32): "一亩地：{of} 份里已配上 {n} 份" / "Shares of plots taken: {n} of {of}";
    offer_taken_sum(sum: &str, of: &str): "孝心基金：{of} 里已配上 {sum}" / "Taken for village funds: {sum} of {of}";
    offer_at_once(n: usize): "一次最多列出 {n} 个，认领以后可以再看后面的。" / "Up to {n} are shown at once; when you have claimed them, look again for more.";
    offer_grades_wider(bands: &str): "公开的只有年级段，没有具体年级：这里按{bands}列出，里面也会有您没选的年级。结对时只配您选的年级。"
        / "Only grade bands are public, not a child's own grade. Shown here: {bands}, with grades outside your offer among them. Rounds keep to the grades you chose.";
    offer_used_up: "这个意向已经用完了。想再给，请把数量或预算改大。" / "This offer is used up. If you would give more, make its number or its budget larger.";
    offer_by_hand: "这样认领、认养或认捐的不从意向里扣；不想再多给，请把意向的数量改小。"
        / "What you give this way is not taken off the offer; if you would not give more in all, make its number smaller.";
    offer_any: "不限" / "any";
    offer_no_limit: "不限" / "no limit";
    offer_count(n: i32): "{n} 个" / "{n}";
    offer_grades(from: i32, to: i32): "{from}—{to} 年级" / "{from} to {to}";
    offer_one_grade(grade: i32): "{grade} 年级" / "{grade}";
    offer_places: "乡镇、学校" / "Places";
    offer_grades_name: "年级" / "Grades";
    offer_whose: "名义" / "In the name of";
    offer_budget: "总预算" / "Budget in all";
    offer_sum_for_funds: "给孝心基金" / "For village funds";
    offer_max_price: "每个最高" / "Most for one wish";
    offer_round_nothing(day: &str, why: &str): "{day} 的结对没有从这个意向提出什么：{why}。" / "The round of {day} proposed nothing from this offer: {why}.";
    offer_round_taken(day: &str): "{day} 的结对给这个意向配上过，可是没等到写信问您，就已经有别人先给了，或者撤下了。"
        / "The round of {day} found something for this offer, but before we could write to you, others had given it or it was not to be had any more.";
    offer_round_gone(day: &str): "{day} 的结对从这个意向提出过一笔给基金的钱，可是您答应的时候，基金已经停止接受认捐，没有算您认捐。"
        / "The round of {day} proposed a sum for a fund from this offer, but by the time you said yes the fund had closed, and nothing is pledged to it.";
}

impl Text {
    pub const fn offer_kind(self, kind: Kind) -> &'static str {
        let (zh, en) = match kind {
            Kind::Wishes => ("微心愿", "wishes"),
            Kind::Plots => ("一亩地", "plots"),
            Kind::Funds => ("孝心基金", "village funds"),
        };
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }

    /// Why nothing came of the last round, of this day, for an offer.
    pub fn offer_why_not(self, day: &str, why: WhyNot) -> String {
        let (zh, en) = match why {
            WhyNot::Idle(Idle::NothingAdmitted) => ("没有符合条件的心愿", "no wish fitted it"),
            WhyNot::Idle(Idle::AllServed) => ("符合条件的心愿都有人了", "every wish that fitted had somebody"),
            WhyNot::Idle(Idle::BudgetSpent) => {
                ("剩下的预算不够买一个符合条件的", "what is left of its budget bought none of those that fitted")
            }
            WhyNot::Idle(Idle::BudgetTooSmall) => {
                ("总预算太少，符合条件的一个也不够买", "its budget is too small for any wish that fitted")
            }
            WhyNot::Idle(Idle::GivenBack) => {
                ("符合条件的您前几天没有要，一周里不再问", "what fitted it you had given back less than a week before")
            }
            WhyNot::Idle(Idle::OutOfTime) => {
                ("时间到了，还没来得及配", "the time was up before anybody had looked at it")
            }
            WhyNot::Limit | WhyNot::Idle(Idle::Limit) | WhyNot::Lost(Lost::Limit) => {
                ("您还在路上的礼物已到上限", "as many of your gifts are on the way as may be at once")
            }
            WhyNot::Lost(Lost::Gone) => return self.offer_round_taken(day),
            WhyNot::Gone => return self.offer_round_gone(day),
            WhyNot::Lost(Lost::Offer) => {
                ("意向当时改过、停过或已用完", "it had changed, was paused or used up by then")
            }
            WhyNot::Lost(Lost::Asked) => ("您当时还有一封信没有回答", "an earlier letter waited for your answer"),
        };
        self.offer_round_nothing(day, self.0.pick(zh, en))
    }

    /// Why rounds pass over an offer that stands, and until when.
    pub fn offer_passed(self, why: Passed) -> String {
        match why {
            Passed::Asked(Some((at, until))) => self.offer_rests_asked(&self.date_of(at), &self.time(until)),
            Passed::Asked(None) => self.offer_rests_about().to_owned(),
            Passed::Refused { at, until } => self.offer_rests_refused(&self.date_of(at), &self.date_of(until)),
            Passed::Nameless => self.offer_rests_nameless().to_owned(),
        }
    }

    /// What an offer says, line by line: on its page and in letters.
    pub fn offer_facts(self, offer: &OfferLine) -> Vec<(&'static str, String)> {
        let any = || self.offer_any().to_owned();
        let limit = |sum: Option<Fen>| sum.map_or_else(|| self.offer_no_limit().to_owned(), |sum| sum.to_string());
        let or_any = |parts: Vec<String>| if parts.is_empty() { any() } else { self.list(&parts) };
        let categories = offer.categories.iter().map(|one| self.category(*one).to_owned()).collect();
        let grades = match offer.grades {
            (1, 9) => any(),
            (from, to) if from == to => self.offer_one_grade(from),
            (from, to) => self.offer_grades(from, to),
        };
        let is_old = offer.kinds.is_empty();
        let gives = |kind| offer.kinds.contains(&kind) || (is_old && kind == Kind::Wishes);
        let mut facts = Vec::new();
        if offer.kinds.iter().any(|kind| *kind != Kind::Wishes) {
            let kinds: Vec<String> = offer.kinds.iter().map(|kind| self.offer_kind(*kind).to_owned()).collect();
            facts.push((self.field(entity::Field::Kinds), self.list(&kinds)));
        }
        let of_wishes = |fact| gives(Kind::Wishes).then_some(fact);
        facts.extend(of_wishes((self.field(entity::Field::MaxCount), self.offer_count(offer.max_count))));
        let shares = offer.max_shares.filter(|_| gives(Kind::Plots)).map(|shares| self.offer_shares(shares));
        facts.extend(shares.map(|shares| (self.field(entity::Field::MaxShares), shares)));
        let sum = offer.for_funds.filter(|_| gives(Kind::Funds)).map(|sum| sum.to_string());
        facts.extend(sum.map(|sum| (self.offer_sum_for_funds(), sum)));
        facts.push((self.offer_budget(), limit(offer.budget)));
        facts.extend(of_wishes((self.offer_max_price(), limit(offer.max_price))));
        facts.extend(of_wishes((self.field(entity::Field::Categories), or_any(categories))));
        facts.push((self.offer_places(), or_any(offer.places.clone())));
        facts.extend(of_wishes((self.offer_grades_name(), grades)));
        facts.push((self.field(entity::Field::ValidUntil), self.date(offer.valid_until)));
        facts.extend(offer.organisation.clone().map(|name| (self.offer_whose(), name)));
        facts
    }

    /// The same in one line, for a list: only what narrows it.
    pub fn offer_in_short(self, offer: &OfferLine) -> String {
        let open = [self.offer_any(), self.offer_no_limit()];
        let facts = self.offer_facts(offer);
        let told = facts.into_iter().filter(|(_, value)| !open.contains(&value.as_str()));
        let told: Vec<String> = told.map(|(name, value)| format!("{name}{}{value}", self.0.pick("：", ": "))).collect();
        told.join(self.0.pick("；", "; "))
    }
}
