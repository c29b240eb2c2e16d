//! Texts of rounds: the office's pages, and the page on which a donor answers.

use entity::{
    claim,
    matching::assign::{Idle, Left},
    round::{
        State,
        proposal::{Answer, line::Lost},
    },
};

use super::{Text, texts};

texts! {
    rounds_title: "结对" / "Rounds";
    rounds_lead: "把爱心人士的认领意向配给还在等的心愿：先让尽量多的孩子有人认领，不让哪所学校落得太远，然后是等得最久的。先看结果，再决定。"
        / "Matches standing offers to the wishes that wait: as many children as possible, no school far behind, then those who wait longest. Look at it first, then decide.";
    rounds_open_title: "新开一轮结对" / "Open a round";
    rounds_over: "给哪些心愿" / "Over which wishes";
    rounds_all: "所有正在认领的心愿" / "All wishes that can be claimed";
    rounds_open_button: "算一算，先看看" / "Draw it and look";
    rounds_open_help: "只是算出来给您看，谁也不会收到信。" / "It is only drawn for you to look at; nobody gets a letter.";
    rounds_none: "还没有结对过" / "No round yet";
    rounds_none_text: "开一轮，看看现有的认领意向能满足多少孩子。" / "Open one to see how many children the standing offers can serve.";
    rounds_so_far: "做过的结对" / "Rounds so far";
    round_title(n: i64): "第 {n} 轮结对" / "Round no. {n}";
    round_when: "时间" / "When";
    round_by: "谁开的" / "Opened by";
    round_by_clock: "定时" / "the clock";
    round_proposed: "配上的孩子" / "Children served";
    round_look: "查看" / "Look";
    nightly_title: "每天定时结对" / "A round every night";
    nightly_on(hour: i32): "每天 {hour} 点，自动给所有正在认领的心愿结对，信在白天寄出。"
        / "Every day at {hour}:00 the clock makes a round over all wishes that can be claimed; its letters go out by day.";
    nightly_off: "现在不定时。可以选一个钟点，每天自动结对一次，信在白天寄出。"
        / "Not now. Choose an hour, and the clock makes a round every day; its letters go out by day.";
    nightly_hour(hour: i32): "{hour}:00" / "{hour}:00";
    nightly_set: "每天这个时候结对" / "Every day at this hour";
    nightly_stop: "不再定时" / "No more by the clock";
    nightly_set_saying: "定好了。" / "It is set.";
    nightly_stopped_saying: "不再定时结对。" / "The clock makes no more rounds.";
    round_opened_saying: "算好了，还没有问任何人。" / "It is drawn; nobody has been asked.";
    round_redrawn_saying: "重新算过了。" / "Drawn anew.";
    round_applied_saying: "已开始寄信，请爱心人士回答。" / "The letters are going out; the donors can answer.";
    round_discarded_saying: "已放弃这一轮。" / "The round is discarded.";
    round_apply: "就这样，写信去问" / "Apply it and write the letters";
    round_apply_help(donors: u64): "先替 {donors} 位爱心人士留着心愿，每人一封信。算好以后被别人认领了的，自动不算在内。"
        / "The wishes are held for {donors} donors, with one letter each. What others have claimed since it was drawn is left out by itself.";
    round_redraw: "重新算" / "Draw it anew";
    round_discard: "放弃这一轮" / "Discard it";
    round_drawn_at(at: &str): "按 {at} 的心愿和意向计算" / "Drawn from the wishes and offers of {at}";
    round_none: "没有配上任何心愿" / "No wish has an offer";
    round_none_text: "看看下面的原因，或者试试“如果”。" / "See below why, or try a what-if.";
    round_numbers: "结果" / "What would come of it";
    round_children: "个孩子" / "children";
    round_of_open(n: u64): "共有 {n} 个在等" / "of {n} who wait";
    round_donors: "位爱心人士" / "donors";
    round_of_offers(offers: u64, resting: u64): "{offers} 个意向；另有 {resting} 个先不打扰" / "{offers} offers; {resting} are let rest";
    round_parcels: "个包裹" / "parcels";
    round_price: "心愿合计" / "all wishes together";
    round_gap: "离可证明的上限还差" / "short of the proven bound";
    round_bound(n: u64): "最多 {n} 个" / "at most {n}";
    round_is_best: "已证明最好" / "proven to be the best";
    round_waiting: "等了多久" / "How long they wait";
    round_before: "结对前" / "Before";
    round_after: "结对后还在等的" / "Those still waiting after";
    round_wishes: "心愿" / "Wishes";
    round_mean: "平均等了（天）" / "Days on average";
    round_longest: "最久（天）" / "Days at most";
    round_schools: "各学校" / "Each school";
    round_school_open: "在等" / "Waiting";
    round_school_proposed: "这次配上" / "Proposed";
    round_school_share: "有人认领的比例" / "Share with a donor";
    round_share(before: u64, after: u64): "{before}% → {after}%" / "{before}% → {after}%";
    round_missed(floor: u32, admitted: u32): "低于平均的一半：要 {floor} 个才够，有意向能给的只有 {admitted} 个"
        / "Below half of the average: {floor} would make it up, and offers reach {admitted}";
    round_left: "没配上的，为什么" / "Who is left, and why";
    round_left_none: "都配上了。" / "Nobody is left.";
    round_left_longest: "其中等得最久的" / "Those of them who wait longest";
    round_left_days(days: u32): "等了 {days} 天" / "waiting for {days} days";
    round_idle: "没用完的意向，为什么" / "Offers that could give more, and why";
    round_why: "原因" / "Why";
    round_count: "个数" / "How many";
    what_if_title: "如果……" / "What if …";
    what_if_lead: "只是试算，什么也不改。" / "Only tried out; nothing is changed.";
    what_if_raise: "每个意向的单价上限都提高（元）" / "Every offer's highest price raised by (yuan)";
    what_if_count: "再多一个意向，最多几个" / "One more offer, of how many wishes";
    what_if_budget: "这个意向的总预算（元）" / "Its budget (yuan)";
    what_if_go: "试算" / "Try it out";
    what_if_now: "现在" / "As it is";
    what_if_then: "如果这样" / "What if";
    what_if_missed: "偏少的学校" / "Schools left behind";
    round_progress(asked: u64, donors: u64): "{donors} 位爱心人士中已问了 {asked} 位" / "{asked} of {donors} donors have been asked";
    round_progress_help: "其余的正在一位一位地问，刷新可以看进度。" / "The others are being asked one after the other; reload to see how far it is.";
    round_answers: "回答" / "The answers";
    round_waiting_answers: "等回答" / "waiting for an answer";
    round_accepted: "认领了" / "claimed";
    round_given_back: "这次不认领" / "declined";
    round_lapsed: "没有回答" / "not answered in time";
    round_cancelled: "取消" / "cancelled";
    round_lost: "没有提出" / "not proposed";
    round_lost_title: "算好以后没有提出的" / "Drawn, and not proposed";
    round_next: "不认领和没回答的已重新开放，下一轮会再配。" / "What was declined or not answered is open again, for the next round.";
    round_donor: "爱心人士" / "Donor";
    round_letters: "问了谁" / "Who is asked";
    round_until(at: &str): "等到 {at}" / "until {at}";
    round_planned: "还没有问" / "not asked yet";
    round_more: "后面的爱心人士" / "More donors";
    proposal_title: "替您配好的心愿" / "Wishes that fit your offer";
    proposal_lead(name: &str, until: &str): "{name}，这些心愿正合您的意向，先替您留到 {until}。"
        / "{name}, these wishes fit your standing offer. We keep them for you until {until}.";
    proposal_choose: "勾上的由您认领；没勾的重新开放，留给别人。" / "What is ticked you claim; what is not opens again for others.";
    proposal_take: "我来认领" / "I claim it";
    proposal_accept: "认领勾上的" / "Claim what is ticked";
    proposal_decline: "这次都不认领" / "Nothing this time";
    proposal_decline_help: "没有关系，孩子们还会等到别人。您的意向先休息一周，随时可以自己去认领。"
        / "That is all right; others will come. Your offer rests for a week, and you can claim for yourself at any time.";
    proposal_accepted_saying(n: u64): "您认领了 {n} 个心愿。买什么、寄到哪里，信里会告诉您。" / "Wishes claimed: {n}. A letter tells you what to buy and where to send it.";
    proposal_declined_saying: "好的，这次不认领。" / "Noted: nothing this time.";
    proposal_answered: "您已经回答了" / "You have answered";
    proposal_over(until: &str): "这些心愿替您留到了 {until}，现在已经重新开放。喜欢的话，还可以去认领。"
        / "We kept these wishes until {until}; they are open again now. You can still claim what you like.";
    proposal_waits: "有心愿配上了您的意向，等您回答" / "Wishes fit your offer and wait for your answer";
    proposal_look: "看看并回答" / "Look and answer";
    offer_proposed: "从这个意向配出的心愿" / "Proposed from this offer";
    offer_proposed_none: "还没有。办公室结对时会写信给您。" / "Nothing yet. When the office makes a round, it writes to you.";
}

impl Text {
    pub const fn round_state(self, state: State) -> &'static str {
        let (zh, en) = match state {
            State::Open => ("待决定", "to be decided"),
            State::Applied => ("已寄信", "letters written"),
            State::Discarded => ("已放弃", "discarded"),
        };
        self.either(zh, en)
    }

    pub const fn round_left_why(self, why: Left) -> &'static str {
        let (zh, en) = match why {
            Left::NoOfferHere => ("没有意向给这所学校的这类东西", "no offer for this kind of thing at this school"),
            Left::NoOfferForGrade => ("有意向，但不给这个年级", "the offers are for other grades"),
            Left::NoOfferAtPrice => ("有意向，但都不到这个价", "the offers end below this price"),
            Left::CountsSpent => ("合适的意向都给了别的孩子", "the offers that fit are given to other children"),
            Left::BudgetsSpent => ("合适的意向剩下的钱不够", "the offers that fit have too little money left"),
        };
        self.either(zh, en)
    }

    pub const fn round_idle_why(self, why: Idle) -> &'static str {
        let (zh, en) = match why {
            Idle::NothingAdmitted => ("没有符合条件的心愿", "no wish fits them"),
            Idle::AllServed => ("符合条件的心愿都有人了", "every wish that fits has somebody"),
            Idle::BudgetSpent => ("剩下的钱不够买一个", "what is left buys none"),
        };
        self.either(zh, en)
    }

    pub const fn round_lost_why(self, why: Lost) -> &'static str {
        let (zh, en) = match why {
            Lost::Gone => ("已被别人认领或撤下", "claimed by others meanwhile, or not to be had any more"),
            Lost::Limit => ("超过同时能认领的数量", "more than may be on the way at once"),
            Lost::Offer => ("意向已改、已停或已用完", "the offer has changed, rests or is used up"),
            Lost::Asked => ("上一封信还没有回答", "an earlier letter waits for its answer"),
        };
        self.either(zh, en)
    }

    pub const fn proposal_answer(self, answer: Answer) -> &'static str {
        let (zh, en) = match answer {
            Answer::Accepted => ("已回答", "answered"),
            Answer::Declined => ("这次不认领", "declined"),
            Answer::Lapsed => ("没有回答", "not answered in time"),
            Answer::Nothing => ("没有可提出的", "nothing to propose"),
        };
        self.either(zh, en)
    }

    /// What became of one proposed wish, to its donor.
    pub const fn proposal_line(self, state: claim::State) -> &'static str {
        match state {
            claim::State::Released => self.either("这次不认领", "not this time"),
            claim::State::Lapsed => self.either("没有回答，已重新开放", "not answered, open again"),
            state => self.claim_state(state),
        }
    }

    const fn either(self, zh: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }
}
