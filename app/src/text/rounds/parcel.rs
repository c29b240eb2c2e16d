//! What of a proposal goes to one school, and why it was found: on its page and in its letter; and that its time is over.

use entity::{Fen, matching::assign::Reason};

use super::super::{Text, texts};

texts! {
    proposal_one(sum: &str): "1 个微心愿，大约 {sum}" / "one wish, about {sum}";
    proposal_several(n: usize, sum: &str): "{n} 个微心愿，大约 {sum}" / "{n} wishes, about {sum}";
    proposal_parcel(n: usize, sum: &str): "{n} 个微心愿，大约 {sum}，可以装一个包裹" / "{n} wishes, about {sum}, in one parcel";
    proposal_claimed_one(sum: &str): "认领了 1 个，大约 {sum}" / "one claimed, about {sum}";
    proposal_claimed(n: usize, sum: &str): "认领了 {n} 个，大约 {sum}" / "{n} claimed, about {sum}";
    proposal_sum_claimed: "您认领的，合计：" / "You claimed: ";
    proposal_sum_agreed: "您答应的，合计：" / "You said yes to: ";
    proposal_lead_one(name: &str, until: &str): "{name}，下面这个正合您的意向，先替您留到 {until}。"
        / "{name}, this fits your standing offer. We keep it for you until {until}.";
    proposal_sum_one: "勾上的话：" / "If it is ticked: ";
    proposal_over_soon(until: &str): "这些心愿替您留到了 {until}，时间已经过了，马上会重新开放。喜欢的话，过几分钟还可以去认领。"
        / "We kept these wishes until {until}. That is over, and they open again in a few minutes; you can still claim what you like then.";
    proposal_over_all_soon(until: &str): "这些替您留到了 {until}，时间已经过了，马上会放开。喜欢的话，过几分钟还可以自己去认领、认养或认捐。"
        / "We kept these until {until}. That is over, and they are free for others again in a few minutes; you can still give what you like then.";
    proposal_choose_to_pool: "勾上的由您认领；没勾的由兜底库补上，因为这一期的认领已经结束。"
        / "What is ticked you claim; what is not is filled from the pool, because claiming in this phase is over.";
    proposal_over_to_pool(until: &str): "这些心愿替您留到了 {until}。这一期的认领已经结束，没有人认领的心愿由兜底库补上。"
        / "We kept these wishes until {until}. Claiming in this phase has ended, so what nobody claimed is filled from the pool.";
    proposal_some_to_pool: "其中认领已经结束的心愿，由兜底库补上。" / "Of those, wishes whose claiming has ended are filled from the pool.";
    proposal_to_answer: "直接去回答" / "Go to the answer";
    proposal_sibling: "和上面一个是同一家的孩子" / "from a brother or sister of the child above";
}

impl Text {
    /// What of a proposal goes to one school. `is_asked`: it is still to be answered, so that all of it may go there.
    pub fn proposal_of_school(self, wishes: usize, sum: Fen, is_asked: bool) -> String {
        match wishes {
            1 => self.proposal_one(&sum.to_string()),
            _ if is_asked => self.proposal_parcel(wishes, &sum.to_string()),
            _ => self.proposal_several(wishes, &sum.to_string()),
        }
    }

    /// Why a wish, or all that goes to its school, was found for the reader's offer.
    pub const fn proposal_reason(self, why: Reason) -> &'static str {
        let (zh, en) = match why {
            Reason::OnlyOffer => ("只有您的意向合适", "only your offer fits"),
            Reason::SameParcel => ("和别的一起寄到这所学校", "goes to this school together with others"),
            Reason::WaitedLongest => {
                ("合适您意向的心愿里，没有等得更久的", "none that fits your offer has waited longer")
            }
            Reason::NamesSchool => ("您的意向里写了这所学校", "your offer names this school"),
            Reason::NamesTownship => ("您的意向里写了这个乡镇", "your offer names this township"),
            Reason::NamesCategory => ("您的意向里写了这类东西", "your offer names this kind of thing"),
            Reason::Open => ("您的意向不限类别和地方", "your offer is open to any kind of thing and any place"),
        };
        self.either(zh, en)
    }
}
