//! Why a round leaves a wish, an offer, a plot or a school as it does, and why a what-if is other than the round.

use entity::{
    matching::assign::{Idle, Left},
    round::{
        Summary,
        behind::InTheWay,
        desk::Passed,
        ground::draw::{Unplaced, Unused},
        summary::{Rests, SchoolLine},
    },
};

use super::super::{Text, texts};

texts! {
    round_rests_some(n: u64): "没配上的里面，有的本来合适，但意向正在休息（{n} 个意向）。" / "Offers that would fit what is left, but rest: {n}.";
    round_rests_back(at: &str): "第一个到 {at} 恢复。" / " The first is back on {at}.";
    round_rests_asked(n: u64): "其中 {n} 个要等主人先回答上一封信。" / " Waiting for their donors to answer an earlier letter: {n}.";
    round_resting_which: "休息的是哪些意向，为什么" / "Which offers rest, and why";
    round_passed_asked(until: &str): "等主人回答上一封信，最晚到 {until}" / "an earlier letter waits for its donor's answer, until {until} at the latest";
    round_passed_about: "正要写信问它的主人" / "a letter to its donor is about to be written";
    round_passed_refused(until: &str): "有配上的没有要，或者没有按时回答，休息到 {until}"
        / "something proposed from it was given back or not answered in time; it rests until {until}";
    round_passed_nameless: "主人不是它写的那家单位的联系人，或者那家单位停用了"
        / "its donor is not the contact of the organisation that it names, or that organisation is closed";
    round_missed_half(floor: u32): "只看这一轮，这所学校偏少：配上 {floor} 个才到各校平均的一半。"
        / "Left behind in this round alone: it would take {floor} of its wishes to reach half of what schools get on average.";
    round_missed_none: "可是这一轮能给的意向，没有一个合适它的心愿。"
        / "No offer that could give in this round fits any of them.";
    round_missed_few(n: u32): "可是这一轮能给的意向，只合适它的 {n} 个心愿。"
        / "The offers that could give in this round fit only {n} of them.";
    round_missed_given_back: "另有合适的意向，主人这一周里没有要它的心愿，先不再问。"
        / "Others would fit, but their donors gave its wishes back less than a week ago.";
    round_missed_rests: "另有合适的意向正在休息。" / "Others that would fit rest.";
    round_missed_counts: "没配上的心愿，合适的意向这次能给的都给完了。"
        / "The offers that fit the wishes it has left have given all they can this time.";
    round_missed_needed: "没配上的心愿，合适的意向这次能给的都给完了；拿到的学校少拿一个，自己也不到一半。"
        / "The offers that fit the wishes it has left have given all they can this time, and each school that got any of it would be below its own half with one less.";
    round_missed_budgets: "没配上的心愿，合适的意向里还能再给的，剩下的钱不够。"
        / "Of the offers that fit the wishes it has left, those that could give more have too little money left.";
    round_missed_both: "没配上的心愿，合适的意向有的这次能给的都给完了，有的剩下的钱不够。"
        / "Of the offers that fit the wishes it has left, some have given all they can this time and some have too little money left.";
    round_missed_limit: "没配上的心愿，合适的意向有是有，主人手上的礼物已经到了上限。"
        / "Offers fit the wishes it has left, but their donors have as many gifts on the way as may be.";
    round_missed_time: "时间到了，没来得及再给它配。" / "The time was up before more was tried for it.";
    round_missed_unknown(admitted: u32): "它有 {admitted} 个心愿有合适的意向，这次没能给它多配。"
        / "Offers fit {admitted} of its wishes, but no more was found for it this time.";
    what_if_shares_help: "一共最多认养几份。一轮结对里，一个意向只配一块地。" / "How many shares it adopts at most, in all. A round proposes one plot from each offer.";
    what_if_for_funds_help: "一共最多捐多少。一轮结对里，一个意向只配一个基金。" / "How much it gives at most, in all. A round proposes one fund from each offer.";
    what_if_answer: "试算的结果" / "What it would bring";
    what_if_changed(at: &str, changes: &str): "“现在”一栏是按此刻的心愿和意向重新算的，和上面 {at} 算的不一样：{changes}。按“重新算”，上面的结果也会更新。"
        / "“As it is” is drawn from the wishes and offers of this moment and differs from the result above, drawn on {at}: {changes}. “Draw it anew” brings the result up to date.";
    what_if_from_to(name: &str, before: &str, now: &str): "{name}从 {before} 变成 {now}" / "{name}: {before} then, {now} now";
    what_if_time: "这段时间里，心愿或意向有过改动，或者孩子又多等了几天" / "wishes or offers have changed meanwhile, or the children have waited some days more";
    what_if_open: "在等的心愿" / "wishes that wait";
    what_if_offers: "参加的意向" / "offers that take part";
    what_if_resting: "休息的意向" / "offers at rest";
    what_if_limited: "主人已到上限的意向" / "offers whose donors have as much as may be";
    what_if_free: "空着的份数" / "free shares of plots";
    what_if_lacks: "基金还差的" / "what funds lack";
    what_if_parcels_children(more: u64, children: u64): "包裹多了 {more} 个，因为多配上了 {children} 个孩子。"
        / "Parcels: {more} more, because more children are served: {children}.";
    what_if_parcels_even(more: u64): "包裹多了 {more} 个：配上的孩子一样多，偏少的学校少了。"
        / "Parcels: {more} more. As many children are served, and fewer schools are left behind.";
    what_if_parcels_days(more: u64, days: u64): "包裹多了 {more} 个：配上的孩子一样多，但换上了等得更久的，一共多等了 {days} 天。"
        / "Parcels: {more} more. As many children are served, but some who have waited longer: {days} days more in all.";
    what_if_cap_none: "提高单价上限没有变化：没有哪个心愿是因为超过上限才没配上的。"
        / "Raising the highest prices changes nothing: no wish is left because it is above them.";
    what_if_cap_short(n: u64): "提高单价上限没有变化：有 {n} 个心愿，提高以后仍然超过上限。"
        / "Raising the highest prices changes nothing: wishes that are still above them: {n}.";
    what_if_cap_counts(n: u64): "提高单价上限没有变化：有 {n} 个心愿不再超过上限，但合适的意向能给的个数已经给完了。"
        / "Raising the highest prices changes nothing: wishes no longer above them: {n}, but the offers that fit have given as many as they say.";
    what_if_cap_limit(n: u64): "提高单价上限没有变化：有 {n} 个心愿不再超过上限，但合适的意向，主人手上的礼物到了上限。"
        / "Raising the highest prices changes nothing: wishes no longer above them: {n}, but the donors whose offers fit have as many gifts on the way as may be.";
    what_if_cap_money(n: u64): "提高单价上限没有变化：有 {n} 个心愿不再超过上限，但合适的意向剩下的钱不够。"
        / "Raising the highest prices changes nothing: wishes no longer above them: {n}, but the offers that fit have too little money left.";
}

impl Text {
    /// What would fit and rests, and until when.
    pub fn round_rests(self, rest: Rests) -> String {
        let back = rest.back.map(|at| self.round_rests_back(&self.time(at))).unwrap_or_default();
        let asked = if rest.asked > 0 { self.round_rests_asked(rest.asked) } else { String::new() };
        format!("{}{back}{asked}", self.round_rests_some(rest.offers))
    }

    /// Why an offer was passed over.
    pub fn round_passed(self, why: Passed) -> String {
        match why {
            Passed::Asked(Some((_, until))) => self.round_passed_asked(&self.time(until)),
            Passed::Asked(None) => self.round_passed_about().to_owned(),
            Passed::Refused { until, .. } => self.round_passed_refused(&self.time(until)),
            Passed::Nameless => self.round_passed_nameless().to_owned(),
        }
    }

    /// Of a school that gets less than half of the average: how many would reach the half, and why it does not get
    /// them, as far as that is known.
    pub fn round_missed(self, line: &SchoolLine) -> Option<String> {
        let (floor, admitted) = line.missed?;
        let why = match line.in_the_way {
            _ if admitted == 0 => self.round_missed_none().to_owned(),
            _ if admitted < floor => self.round_missed_few(admitted),
            InTheWay::Unknown => self.round_missed_unknown(admitted),
            InTheWay::Counts => self.round_missed_counts().to_owned(),
            InTheWay::Needed => self.round_missed_needed().to_owned(),
            InTheWay::Budgets => self.round_missed_budgets().to_owned(),
            InTheWay::Both => self.round_missed_both().to_owned(),
            InTheWay::Limit => self.round_missed_limit().to_owned(),
            InTheWay::Time => self.round_missed_time().to_owned(),
        };
        let mut said = vec![self.round_missed_half(floor), why];
        if line.rests {
            said.push(self.round_missed_rests().to_owned());
        }
        if line.given_back {
            said.push(self.round_missed_given_back().to_owned());
        }
        Some(self.sentences(&said))
    }

    /// Why a what-if has more parcels than the round as it is: what comes before them is better. None where there are no
    /// more.
    pub fn what_if_more_parcels(self, now: &Summary, then: &Summary) -> Option<String> {
        let more = then.parcels.saturating_sub(now.parcels);
        let behind = |of: &Summary| of.schools.iter().filter(|line| line.missed.is_some()).count();
        let waited = |of: &Summary| of.before.days.saturating_sub(of.after.days);
        let (children, days) = (then.proposed.saturating_sub(now.proposed), waited(then).saturating_sub(waited(now)));
        match more {
            0 => None,
            _ if children > 0 => Some(self.what_if_parcels_children(more, children)),
            _ if behind(then) < behind(now) => Some(self.what_if_parcels_even(more)),
            _ => (days > 0).then(|| self.what_if_parcels_days(more, days)),
        }
    }

    pub const fn round_left_why(self, why: Left) -> &'static str {
        let (zh, en) = match why {
            Left::NoOfferHere => ("没有意向给这所学校的这类东西", "no offer for this kind of thing at this school"),
            Left::NoOfferForGrade => ("有意向，但不给这个年级", "the offers are for other grades"),
            Left::NoOfferAtPrice => ("有意向，但单价上限都低于它的价钱", "the offers end below this price"),
            Left::CountsSpent => ("合适的意向都给了别的孩子", "the offers that fit are given to other children"),
            Left::BudgetsSpent => ("合适的意向剩下的钱不够", "the offers that fit have too little money left"),
            Left::OutOfTime => ("时间到了，还没来得及配", "the time was up before anybody looked"),
            Left::Resting => ("合适的意向正在休息", "the offers that would fit rest"),
            Left::GivenBack => {
                ("合适的意向，主人这一周里没有要它", "the donors whose offers fit gave it back less than a week ago")
            }
            Left::Limit => (
                "合适的意向，主人手上的礼物到了上限",
                "the donors whose offers fit have as many gifts on the way as may be",
            ),
        };
        self.either(zh, en)
    }

    pub const fn round_idle_why(self, why: Idle) -> &'static str {
        let (zh, en) = match why {
            Idle::NothingAdmitted => ("没有符合条件的心愿", "no wish fits them"),
            Idle::AllServed => ("符合条件的心愿这次都配上了", "every wish that fits is served"),
            Idle::BudgetSpent => ("剩下的钱不够再买一个", "what is left buys no other"),
            Idle::OutOfTime => ("时间到了，还没来得及配", "the time was up before anybody looked"),
            Idle::BudgetTooSmall => {
                ("总预算太少，符合条件的心愿一个也不够买", "the budget is too small for any wish that fits")
            }
            Idle::GivenBack => {
                ("其余符合条件的，主人这一周里没有要", "what else fits them was given back less than a week ago")
            }
            Idle::Limit => ("主人手上的礼物到了上限", "as many of the donor's gifts are on the way as may be"),
        };
        self.either(zh, en)
    }

    /// Why an offer that names plots, or funds, is proposed none.
    pub const fn round_unused_why(self, why: Unused) -> &'static str {
        let (zh, en) = match why {
            Unused::NothingThere => ("它愿意给的地方没有可给的", "where it gives there is nothing to give to"),
            Unused::OthersGive => ("别的意向都给了", "other offers give all of it"),
            Unused::GivenBack => ("主人这一周里没有要", "its donor gave it back less than a week ago"),
            Unused::BudgetSpent => ("剩下的钱不够", "too little of its money is left"),
            Unused::Limit => ("主人没有付款的认养已到上限", "its donor has as many unpaid adoptions as may be"),
        };
        self.either(zh, en)
    }

    pub const fn round_unplaced(self, why: Unplaced) -> &'static str {
        let (zh, en) = match why {
            Unplaced::NoOffer => ("还没有意向愿意给这里", "no offer names it there"),
            Unplaced::BudgetsSpent => ("有意向，但剩下的钱不够", "the offers that name it have too little money left"),
            Unplaced::OffersSpent => {
                ("有意向，但这次已经给了别处", "the offers that could give here give elsewhere this time")
            }
            Unplaced::UsedUp => ("有意向，但都已经用完", "the offers that name it are used up"),
            Unplaced::GivenBack => {
                ("合适的意向，主人这一周里没有要它", "the donors who offer it gave it back less than a week ago")
            }
            Unplaced::Resting => ("合适的意向正在休息", "the offers that would fit rest"),
        };
        self.either(zh, en)
    }
}

#[cfg(test)]
mod tests {
    use entity::{
        Lang,
        id::SchoolId,
        round::{
            Summary,
            behind::InTheWay,
            summary::{SchoolLine, Waiting},
        },
    };

    use super::Text;

    #[test]
    fn a_school_that_is_left_behind_is_told_what_stood_in_the_way() {
        let told = |lang: Lang, missed: (u32, u32), in_the_way: InTheWay, rests: bool| {
            let (ever, open, proposed, missed) = (9, 9, 0, Some(missed));
            let (school, promised, given_back) = (SchoolId(1), None, false);
            let line = SchoolLine { school, ever, open, proposed, promised, missed, in_the_way, rests, given_back };
            Text(lang).round_missed(&line).unwrap()
        };
        let zh = |missed, in_the_way| told(Lang::Zh, missed, in_the_way, false);
        assert!(zh((1, 6), InTheWay::Needed).ends_with("能给的都给完了；拿到的学校少拿一个，自己也不到一半。"));
        assert!(zh((1, 6), InTheWay::Counts).ends_with("合适的意向这次能给的都给完了。"));
        let money = zh((1, 6), InTheWay::Budgets);
        assert!(money.contains("剩下的钱不够") && !money.contains("给完"), "{money}");
        assert!(zh((1, 6), InTheWay::Unknown).contains("它有 6 个心愿有合适的意向"), "no more is said than is known");
        assert!(zh((1, 6), InTheWay::Limit).ends_with("主人手上的礼物已经到了上限。"));
        assert!(zh((3, 2), InTheWay::Counts).contains("只合适它的 2 个心愿"));
        assert!(zh((3, 0), InTheWay::Unknown).contains("没有一个合适它的心愿"));
        assert!(told(Lang::Zh, (3, 0), InTheWay::Unknown, true).ends_with("另有合适的意向正在休息。"));
        let rests = told(Lang::En, (3, 2), InTheWay::Counts, true);
        assert!(rests.ends_with("fit only 2 of them. Others that would fit rest."), "{rests}");
    }

    #[test]
    fn more_parcels_say_what_is_gained() {
        let drawn = |parcels: u64, proposed: u64, days: u64| {
            let (before, after) = (Waiting { days: 90, ..Waiting::default() }, Waiting { days, ..Waiting::default() });
            Summary { parcels, proposed, before, after, ..Summary::default() }
        };
        let (now, told) =
            (drawn(2, 4, 50), |then: &Summary| Text(Lang::Zh).what_if_more_parcels(&drawn(2, 4, 50), then));
        assert_eq!((told(&now), told(&drawn(1, 5, 40))), (None, None), "no more parcels");
        assert_eq!(told(&drawn(3, 6, 30)).as_deref(), Some("包裹多了 1 个，因为多配上了 2 个孩子。"));
        assert!(told(&drawn(4, 4, 43)).unwrap().contains("配上的孩子一样多，但换上了等得更久的，一共多等了 7 天"));
        assert_eq!(told(&drawn(3, 4, 50)), None, "no more is said than is known");
    }
}
