//! Why a round leaves a wish, an offer, a plot or a school as it does, and why a what-if is other than the round.

use entity::{
    matching::assign::{Idle, Left},
    round::{ground::draw::Unplaced, summary::Rests},
};

use super::super::{Text, texts};

texts! {
    round_rests_some(n: u64): "没配上的里面，有的本来合适，但意向正在休息（{n} 个意向）。" / "Offers that would fit what is left, but rest: {n}.";
    round_rests_back(at: &str): "第一个到 {at} 恢复。" / " The first is back on {at}.";
    round_rests_asked(n: u64): "其中 {n} 个要等主人先回答上一封信。" / " Waiting for their donors to answer an earlier letter: {n}.";
    round_missed_few(floor: u32, admitted: u32): "这所学校偏少：配上 {floor} 个才到各校平均的一半，可它的心愿里只有 {admitted} 个有合适的意向。"
        / "Left behind: half of what schools get on average would be {floor} of its wishes, but only {admitted} of them have an offer that fits.";
    round_missed_none(floor: u32): "这所学校偏少：配上 {floor} 个才到各校平均的一半，可它的心愿都没有合适的意向。"
        / "Left behind: half of what schools get on average would be {floor} of its wishes, but no offer fits any of them.";
    round_missed_rests(floor: u32): "这所学校偏少：配上 {floor} 个才到各校平均的一半，可合适的意向正在休息。"
        / "Left behind: half of what schools get on average would be {floor} of its wishes, but the offers that would fit rest.";
    round_missed_others(floor: u32, admitted: u32): "这所学校偏少：配上 {floor} 个才到各校平均的一半。有合适意向的心愿有 {admitted} 个，但首先要让尽量多的孩子有人认领，这次没能多配给它。"
        / "Left behind: half of what schools get on average would be {floor} of its wishes. Offers fit {admitted} of them, but serving as many children as possible comes first, and this time there was no more for it.";
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
    what_if_cap_none: "提高单价上限没有变化：没有哪个心愿是因为超过上限才没配上的。"
        / "Raising the highest prices changes nothing: no wish is left because it is above them.";
    what_if_cap_short(n: u64): "提高单价上限没有变化：有 {n} 个心愿，提高以后仍然超过上限。"
        / "Raising the highest prices changes nothing: wishes that are still above them: {n}.";
    what_if_cap_counts(n: u64): "提高单价上限没有变化：有 {n} 个心愿不再超过上限，但合适的意向能给的个数已经给完了。"
        / "Raising the highest prices changes nothing: wishes no longer above them: {n}, but the offers that fit have given as many as they say.";
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

    /// Of a school that gets less than half of the average: how many would make up the half, and how many of its
    /// wishes any offer lets pass. `rests`: an offer that is let rest would fit some of them.
    pub fn round_missed(self, floor: u32, admitted: u32, rests: bool) -> String {
        match admitted {
            0 if rests => self.round_missed_rests(floor),
            0 => self.round_missed_none(floor),
            few if few < floor => self.round_missed_few(floor, few),
            more => self.round_missed_others(floor, more),
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
        };
        self.either(zh, en)
    }

    pub const fn round_idle_why(self, why: Idle) -> &'static str {
        let (zh, en) = match why {
            Idle::NothingAdmitted => ("没有符合条件的心愿", "no wish fits them"),
            Idle::AllServed => ("符合条件的心愿这次都配上了", "every wish that fits is served"),
            Idle::BudgetSpent => ("剩下的钱不够再买一个", "what is left buys no other"),
            Idle::OutOfTime => ("时间到了，还没来得及配", "the time was up before anybody looked"),
        };
        self.either(zh, en)
    }

    pub const fn round_unplaced(self, why: Unplaced) -> &'static str {
        let (zh, en) = match why {
            Unplaced::NoOffer => ("还没有意向愿意给这里", "no offer names it there"),
            Unplaced::BudgetsSpent => ("有意向，但剩下的钱不够", "the offers that name it have too little money left"),
            Unplaced::OffersSpent => ("有意向，但这次已经给了别处", "the offers that name it give elsewhere this time"),
            Unplaced::Resting => ("合适的意向正在休息", "the offers that would fit rest"),
        };
        self.either(zh, en)
    }
}

#[cfg(test)]
mod tests {
    use entity::Lang;

    use super::Text;

    #[test]
    fn a_school_that_is_left_behind_is_told_what_stood_in_the_way() {
        let t = Text(Lang::Zh);
        assert!(t.round_missed(1, 6, true).contains("有合适意向的心愿有 6 个，但首先要让尽量多的孩子有人认领"));
        assert!(t.round_missed(3, 2, false).contains("只有 2 个有合适的意向"));
        assert!(t.round_missed(3, 0, false).contains("都没有合适的意向"));
        assert!(t.round_missed(3, 0, true).contains("可合适的意向正在休息"));
    }
}
