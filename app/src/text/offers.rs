//! Texts of standing offers.

use entity::{matching::Kind, outbox::letter::OfferLine};

use super::{Text, texts};

texts! {
    offers_title: "认领意向" / "Standing offers";
    offers_lead: "说一次您愿意给多少、给什么，留在这里；什么时候想给，打开就看到哪些心愿正合适，一次认领。办公室结对时，配上了会写信问您。"
        / "Say once how much you would give, and what, and it stays here; whenever you like, it shows which wishes fit, to claim in one act. When the office makes a round, it writes to you of what fits.";
    offers_none: "还没有认领意向" / "No standing offer yet";
    offers_none_text: "例如：最多 5 个心愿，每个不超过 100 元，文具，不限学校。"
        / "For example: up to 5 wishes, at most 100 yuan each, stationery, any school.";
    offers_new: "写一个认领意向" / "Make an offer";
    offers_new_lead: "除了数量和有效期，都可以不填，不填就是不限。" / "Besides how many and until when, everything may stay blank; blank means any.";
    offers_open: "打开" / "Open";
    offer_title(n: i64): "认领意向 {n} 号" / "Offer no. {n}";
    offer_stands: "有效" / "stands";
    offer_paused: "已暂停" / "paused";
    offer_ended: "已结束" / "ended";
    offer_says: "内容" / "What it says";
    offer_change: "修改" / "Change it";
    offer_make_button: "保存这个意向" / "Make this offer";
    offer_save: "保存修改" / "Save the changes";
    offer_pause: "暂停" / "Pause";
    offer_pause_help: "暂停期间不列出合适的心愿，也不参加结对；随时可以恢复。" / "While it rests it shows no wishes and takes part in no round; you can take it up again at any time.";
    offer_resume: "恢复" / "Take it up again";
    offer_end: "结束" / "End it";
    offer_end_help: "结束以后不能恢复，已经认领的照常。" / "An ended offer stays ended; what you have claimed goes on.";
    offer_made_saying: "意向已保存，信已寄给您。" / "Your offer stands; a letter is on its way to you.";
    offer_changed_saying: "修改已保存。" / "The changes are saved.";
    offer_paused_saying: "已暂停。" / "Paused.";
    offer_resumed_saying: "已恢复。" / "It stands again.";
    offer_ended_saying: "已结束。" / "Ended.";
    offer_for_organisation(name: &str): "以{name}的名义" / "For {name}";
    offer_for_organisation_help: "认领记在单位名下，数量也受单位名额限制。" / "Claims count for it, within its own limit.";
    offer_how_much: "给多少" / "How much";
    offer_what: "哪些心愿" / "Which wishes";
    offer_where: "给哪里" / "Where";
    offer_kinds_help: "结对时，先配心愿，剩下的预算再配地块和基金。" / "In a round wishes come first; what they leave of the budget goes to plots and funds.";
    offer_shares_help: "勾了一亩地的话：一共认养几份。" / "Where plots are ticked: how many shares in all.";
    offer_for_funds_help: "勾了孝心基金的话：一共捐多少。" / "Where funds are ticked: how much in all.";
    offer_shares(n: i32): "{n} 份" / "{n} shares";
    offer_any_school: "只给某几所学校" / "Only certain schools";
    offer_budget_help: "全部心愿合起来不超过这个数。" / "All wishes together cost no more than this.";
    offer_max_price_help: "比这贵的心愿不列出来。" / "Wishes that cost more are not shown.";
    offer_none_is_any: "不勾就是不限。" / "None ticked means any.";
    offer_valid_help: "过了这一天自动结束，我们会写信告诉您。最长一年。" / "It ends by itself after that day, and we write to you. At most a year.";
    offer_any: "不限" / "any";
    offer_count(n: i32): "{n} 个" / "{n}";
    offer_grades(from: i32, to: i32): "{from}—{to} 年级" / "grades {from} to {to}";
    offer_one_grade(grade: i32): "{grade} 年级" / "grade {grade}";
    offer_places: "乡镇、学校" / "Places";
    offer_grades_name: "年级" / "Grades";
    offer_whose: "名义" / "In the name of";
    offer_budget: "总预算" / "Budget for all";
    offer_max_price: "每个最高" / "One at most";
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

    /// What an offer says, line by line: on its page and in letters.
    pub fn offer_facts(self, offer: &OfferLine) -> Vec<(&'static str, String)> {
        let any = || self.offer_any().to_owned();
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
        if gives(Kind::Wishes) {
            facts.push((self.field(entity::Field::MaxCount), self.offer_count(offer.max_count)));
        }
        let shares = offer.max_shares.filter(|_| gives(Kind::Plots)).map(|shares| self.offer_shares(shares));
        facts.extend(shares.map(|shares| (self.field(entity::Field::MaxShares), shares)));
        let sum = offer.for_funds.filter(|_| gives(Kind::Funds)).map(|sum| sum.to_string());
        facts.extend(sum.map(|sum| (self.field(entity::Field::ForFunds), sum)));
        facts.extend([
            (self.offer_budget(), offer.budget.map_or_else(any, |budget| budget.to_string())),
            (self.offer_max_price(), offer.max_price.map_or_else(any, |price| price.to_string())),
            (self.field(entity::Field::Categories), or_any(categories)),
            (self.offer_places(), or_any(offer.places.clone())),
            (self.offer_grades_name(), grades),
            (self.field(entity::Field::ValidUntil), self.date(offer.valid_until)),
        ]);
        facts.extend(offer.organisation.clone().map(|name| (self.offer_whose(), name)));
        facts
    }

    /// The same in one line, for a list: only what narrows it.
    pub fn offer_in_short(self, offer: &OfferLine) -> String {
        let facts = self.offer_facts(offer);
        let told = facts
            .into_iter()
            .filter(|(name, value)| value != self.offer_any() && *name != self.field(entity::Field::ValidUntil));
        let told: Vec<String> = told.map(|(name, value)| format!("{name}{}{value}", self.0.pick("：", ": "))).collect();
        told.join(self.0.pick("；", "; "))
    }
}
