//! Texts of rounds: the office's pages, and the page on which a donor answers.

mod asked;
mod parcel;
mod tried;
mod why;

use entity::{
    Time, claim,
    matching::assign::Reason,
    round::{
        Model, State,
        ground::shown::Stands,
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
    rounds_all: "全部：心愿、地块和基金" / "Everything: wishes, plots and funds";
    rounds_open_button: "算一算，先看看" / "Draw it and look";
    rounds_open_help: "只是算出来给您看，谁也不会收到信。" / "It is only drawn for you to look at; nobody gets a letter.";
    round_open_waits: "先决定这一轮：" / "This one comes first:";
    rounds_none: "还没有结对过" / "No round yet";
    rounds_none_text: "开一轮，看看现有的认领意向能满足多少孩子。" / "Open one to see how many children the standing offers can serve.";
    rounds_so_far: "做过的结对" / "Rounds so far";
    round_title(n: i64): "第 {n} 轮结对" / "Round no. {n}";
    round_drawn: "最近一次计算" / "Last drawn";
    round_by: "谁开的" / "Opened by";
    round_by_clock: "定时" / "the clock";
    round_proposed: "配上的孩子" / "Children served";
    nightly_title: "每天定时结对" / "A round every night";
    nightly_on(hour: i32): "每天 {hour} 点，自动给心愿、地块和基金结对，不再等您决定，信在白天寄出。"
        / "Every day at {hour}:00 the clock makes a round over wishes, plots and funds and applies it by itself; its letters go out by day.";
    nightly_off: "现在不定时。可以选一个钟点，每天自动给心愿、地块和基金结对一次，不再等您决定，信在白天寄出。"
        / "Not now. Choose an hour, and every day the clock makes a round over wishes, plots and funds and applies it by itself; its letters go out by day.";
    nightly_next(at: &str): "下一次：{at}。" / "The next one: {at}.";
    nightly_due: "下一次马上就做。" / "The next one is due now.";
    nightly_last(at: &str): "上一次是 {at} 算的。" / "The last one was drawn on {at}.";
    nightly_last_nothing(at: &str): "上一次是 {at} 算的，没有可配的。" / "The last one was drawn on {at}; there was nothing to match.";
    round_letters_from(hour: u32): "{hour} 点起寄信" / "letters go out from {hour}:00";
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
    round_apply_help(donors: u64): "先替 {donors} 位爱心人士留着配上的，每人一封信。算好以后被别人认领了的，自动不算在内。信马上就寄，夜里也一样。"
        / "What was found is kept, and each donor gets one letter (donors: {donors}). What others have claimed since it was drawn is left out by itself. The letters go out at once, at night too.";
    round_gone(n: u64): "算好以后，这一轮里有 {n} 个心愿已经被别人认领，或者撤下了，写信时会自动不算。按“重新算”，可以看现在还能配上什么。"
        / "Wishes of this round that others have claimed since it was drawn, or that are not to be had any more: {n}. They are left out by themselves; draw it anew to see what can be proposed now.";
    round_overlaps: "这一轮里的心愿，另一轮也算了进去，那一轮也在等决定。决定了其中一轮，另一轮请重新算：" / "Wishes of this round are in another one that waits, too. Once one of them is decided, please draw the other anew:";
    round_ahead: "算好以后，另一轮已经写信问了其中的心愿；先重新算，看过再决定：" / "Since it was drawn, another round has asked for some of its wishes. Draw it anew and look again first:";
    round_redraw: "重新算" / "Draw it anew";
    round_discard: "放弃这一轮" / "Discard it";
    round_drawn_at(at: &str): "按 {at} 的心愿和意向计算" / "Drawn from the wishes and offers of {at}";
    round_none: "没有配上任何心愿" / "No wish has an offer";
    round_none_text: "原因在下面。" / "See below why.";
    round_numbers: "结果" / "The result";
    round_as_drawn(name: &str): "{name}（计算时）" / "{name} (as drawn)";
    round_as_drawn_lead(at: &str): "从这里往下，都是 {at} 计算时的数字，不是后来的结果。" / "From here on everything is as it was drawn on {at}, not what came of it.";
    round_proposed_so_far: "提出了" / "proposed";
    round_children: "个孩子" / "children";
    round_of_open(n: u64): "共有 {n} 个在等" / "of {n} who wait";
    round_donors: "位爱心人士" / "donors";
    round_of_offers(offers: u64, resting: u64): "看了 {offers} 个意向；另有 {resting} 个正在休息，没有算" / "offers looked at: {offers}; at rest: {resting}";
    round_limited(n: u64): "有 {n} 个意向的主人，手上的礼物已经到了上限" / "whose donors have as many gifts on the way as may be: {n}";
    round_parcels: "个包裹" / "parcels";
    round_price: "心愿合计" / "all wishes together";
    round_gap: "离可证明的上限还差" / "short of the proven bound";
    round_bound(n: u64): "按证明，最多能配上 {n} 个" / "proven: no more than {n} can be served";
    round_cut_short(n: u64): "按证明，最多能配上 {n} 个；时间到了，没有再找下去" / "proven: no more than {n} can be served; the time was up before the search for better was over";
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
    round_school_share: "有人认领的比例" / "Share promised";
    round_school_share_help: "“有人认领”只算爱心人士已经答应的，还有兜底库补上的；替人留着、等他回答的不算。箭头后面，是这次配上的都答应以后。"
        / "Promised is what a donor has said yes to, or the pool fills; what is held until somebody answers is not. After the arrow: if all that is proposed this time is accepted.";
    round_share(before: u64, after: u64): "{before}% → {after}%" / "{before}% → {after}%";
    round_left: "没配上的，为什么" / "Who is left, and why";
    round_left_none: "没有剩下的。" / "Nobody is left.";
    round_left_longest: "其中等得最久的" / "Those of them who wait longest";
    round_left_days(days: u32): "等了 {days} 天" / "days waiting: {days}";
    round_idle: "没用完的意向，为什么" / "Offers that could give more, and why";
    round_idle_offers: "是哪些意向" / "Which offers";
    round_gives(given: u64, of: u64): "能给 {of} 个，这次配上了 {given} 个" / "proposed this time: {given} of {of}";
    round_gives_all(n: u64): "它能给的 {n} 个心愿，这次都配上了" / "all that it offered are proposed: {n}";
    round_why: "原因" / "Why";
    round_count: "个数" / "How many";
    what_if_title: "如果……" / "What if …";
    what_if_lead: "只是试算，什么也不改。" / "Only tried out; nothing is changed.";
    what_if_more: "再多一个意向" / "One more offer";
    what_if_more_help: "至少写一样给多少。" / "Say how much of at least one thing.";
    what_if_go: "试算" / "Try it out";
    what_if_now: "现在" / "As it is";
    what_if_then: "如果这样" / "What if";
    what_if_missed: "偏少的学校" / "Schools left behind";
    what_if_mean: "还在等的平均等了（天）" / "Days on average of those still waiting";
    what_if_explains: "平均等了几天，只算配完以后还在等的孩子。“偏少的学校”是这次配上的心愿不到各校平均一半的学校，这一半按整数个心愿算，零头不计；配上的孩子多了，平均也跟着升高，所以这个数有时反而变大。包裹放在最后考虑：先看配上多少孩子，再看哪些学校偏少、谁等得最久。"
        / "The average is of those who still wait afterwards. A school is left behind where fewer of its wishes are served this time than half of what schools get on average, that half rounded down to whole wishes; as more children are served the average rises, so that this number can rise, too. Few parcels come last: after how many children are served, which schools are left behind, and who has waited longest.";
    what_if_bound: "可证明的上限" / "Proven bound";
    what_if_gap: "离这个上限还差" / "Short of that bound";
    what_if_parcels: "包裹" / "Parcels";
    what_if_price: "心愿合计" / "All wishes together";
    what_if_plots: "认养的份数" / "Shares of plots";
    what_if_plots_price: "认养合计" / "All shares together";
    what_if_funds: "给孝心基金" / "For village funds";
    round_plots_nobody(n: usize, why: &str): "{n} 块地没有配上：{why}" / "Plots with nobody: {n} ({why})";
    round_funds_nobody(n: usize, why: &str): "{n} 个基金没有配上：{why}" / "Funds with nobody: {n} ({why})";
    round_plots_which: "是哪些地块" / "Which plots";
    round_funds_which: "是哪些基金" / "Which funds";
    round_plots: "一亩地" / "Plots";
    round_plot(n: i64): "{n} 号地" / "Plot no. {n}";
    round_plot_name: "地块" / "Plot";
    round_plot_free: "空着的份数" / "Free shares";
    round_shares(n: i64, sum: &str): "这次配上 {n} 份，合计 {sum}" / "Shares proposed: {n}, {sum} in all";
    round_funds: "孝心基金" / "Village funds";
    round_fund_name: "基金" / "Fund";
    round_fund_elders: "老人" / "Elders";
    round_fund_lacks: "下次发放还差" / "Lacking for the next payout";
    round_sums(sum: &str): "这次配上 {sum}" / "Proposed: {sum}";
    round_beside(says: &str): "地块和基金：{says}" / "plots and funds: {says}";
    round_progress(asked: u64, donors: u64): "{donors} 位爱心人士中已问了 {asked} 位" / "Donors asked so far: {asked} of {donors}.";
    round_progress_help: "其余的正在一位一位地问，刷新可以看进度。" / "The others are being asked one after the other; reload to see how far it is.";
    round_answers: "回答" / "The answers";
    round_waiting_answers: "等回答" / "waiting for an answer";
    round_accepted: "认领了" / "claimed";
    round_agreed: "答应了" / "agreed to";
    round_given_back: "这次不认领" / "declined";
    round_lapsed: "没有回答" / "not answered in time";
    round_cancelled: "取消" / "cancelled";
    round_lost: "没有提出" / "not proposed";
    round_lost_title: "算好以后没有提出的" / "Drawn, and not proposed";
    round_next: "不认领和没回答的都放回了：还能认领的，下一轮会再配；认领已经结束的，由兜底库补上。" / "What was declined or not answered was let go: it is open for the next round, or filled from the pool where claiming has ended.";
    round_letters: "问了谁" / "Who is asked";
    round_letters_planned: "要问谁" / "Who would be asked";
    round_pairs: "哪些心愿，为什么" / "Which wishes, and why";
    round_pairs_more(n: u64): "还有 {n} 个没有列出。" / "More that are not listed: {n}.";
    round_until(at: &str): "等到 {at}" / "until {at}";
    round_planned: "还没有问" / "not asked yet";
    round_beside_proposed: "这次配上" / "proposed";
    round_more: "后面的爱心人士" / "More donors";
    proposal_plot(household: &str, shares: i32, sum: &str): "{household}（化名） · 认养 {shares} 份 · {sum}"
        / "{household} (an alias) · shares: {shares} · {sum}";
    proposal_plot_help: "先替您留着份额。同意以后，请在三天内看合同、签合同。" / "The shares are kept for you. If you say yes, please read and sign the contract while they are.";
    proposal_plot_take: "我来认养" / "I adopt it";
    proposal_fund(title: &str): "给{title}" / "For {title}";
    proposal_fund_help: "同意以后，信里会告诉您怎么付款。" / "If you say yes, a letter tells you how to pay.";
    proposal_fund_take: "我来认捐" / "I pledge it";
    proposal_beside_saying(n: u64): "地块和基金：{n} 个，各有一封信。" / "Plots and funds: {n}, with a letter each.";
    offer_proposed_beside: "从这个意向配出的地块和基金" / "Plots and funds proposed from this offer";
    proposal_title: "替您配好的心愿" / "Wishes that fit your offer";
    proposal_title_all: "替您配好的" / "What fits your offer";
    proposal_lead(name: &str, until: &str): "{name}，下面这些正合您的意向，先替您留到 {until}。"
        / "{name}, this fits your standing offer. We keep it for you until {until}.";
    proposal_choose: "勾上的由您认领；没勾的重新开放，留给别人。" / "What is ticked you claim; what is not opens again for others.";
    proposal_choose_all: "勾上的，您就答应了；没勾的会放开，留给别人。" / "What is ticked you say yes to; what is not is free for others again.";
    proposal_take: "我来认领" / "I claim it";
    proposal_sum_wishes(n: &str, sum: &str): "{n} 个微心愿，大约 {sum}" / "wishes: {n}, about {sum}";
    proposal_sum_plots(n: &str, sum: &str): "{n} 块地，{sum}" / "plots: {n}, {sum}";
    proposal_sum_funds(n: &str, sum: &str): "{n} 个孝心基金，{sum}" / "funds: {n}, {sum}";
    proposal_sum_comma: "；" / "; ";
    proposal_sum_all: "全部勾上的话，合计：" / "If all of it is ticked: ";
    proposal_sum_ticked: "现在勾上的：" / "Ticked now: ";
    proposal_sum_none: "现在一个也没有勾。" / "Nothing is ticked now.";
    proposal_tick_all: "全部勾上" / "Tick all";
    proposal_untick_all: "全部不勾" / "Untick all";
    proposal_some_rest: "没勾的出自哪个意向，那个意向就先休息一周。这一周里，没勾的也不从您别的意向再问您。"
        / "If you leave anything out, the offer that it came from rests for a week. For as long it is not proposed to you from any other offer either.";
    proposal_accept: "认领勾上的" / "Claim what is ticked";
    proposal_accept_all: "答应勾上的" / "Say yes to what is ticked";
    proposal_decline: "这次都不认领" / "Nothing this time";
    proposal_decline_all: "这次都不要" / "Nothing this time";
    proposal_decline_all_help: "没有关系，还会有别人。您的意向先休息一周，随时可以自己去认领、认养或认捐。"
        / "That is all right; others will come. Your offer rests for a week, and you can give by yourself at any time.";
    proposal_decline_help: "没有关系，孩子们还会等到别人。您的意向先休息一周，随时可以自己去认领。"
        / "That is all right; others will come. Your offer rests for a week, and you can claim for yourself at any time.";
    proposal_accepted_saying(n: u64): "您认领了 {n} 个心愿。买什么、寄到哪里，信里会告诉您。" / "Wishes claimed: {n}. A letter tells you what to buy and where to send it.";
    proposal_declined_saying: "好的，这次都不要。" / "Noted: nothing this time.";
    proposal_gone_saying(n: u64): "有 {n} 个基金在您回答以前已经停止接受认捐，没有算您认捐。"
        / "Funds that had closed before you answered: {n}. Nothing is pledged to them.";
    proposal_answered: "您已经回答了" / "You have answered";
    proposal_over(until: &str): "这些心愿替您留到了 {until}，现在已经重新开放。喜欢的话，还可以去认领。"
        / "We kept these wishes until {until}; they are open again now. You can still claim what you like.";
    proposal_over_all(until: &str): "这些替您留到了 {until}，现在已经放开。喜欢的话，还可以自己去认领、认养或认捐。"
        / "We kept these until {until}; they are free for others again. You can still give what you like.";
    proposal_spent_title: "这个链接不能用了" / "This link no longer works";
    proposal_spent_text: "可能时间过得太久，也可能地址没有复制完整。登录以后，在“认领意向”里看得到替您配过什么。"
        / "It may be too old, or its address was not copied whole. Once you have signed in, your standing offers show what was found for you.";
    proposal_waits: "您的意向配上了，等您回答" / "Something fits your offer and waits for your answer";
    proposal_waits_other: "您的另一个意向配上了，等您回答" / "Something fits another of your offers and waits for your answer";
    proposal_look: "看看并回答" / "Look and answer";
    offer_proposed: "从这个意向配出的心愿" / "Proposed from this offer";
    offer_proposed_none: "还没有。办公室结对时会写信给您。" / "Nothing yet. When the office makes a round, it writes to you.";
}

impl Text {
    /// `asks`: it has asked somebody, or is still to. `now`: whether its letters wait for the morning.
    pub fn round_state(self, round: &Model, asks: bool, now: Time) -> String {
        let (zh, en) = match (round.state, round.letters_from(now)) {
            (State::Open, _) => ("待决定", "to be decided"),
            (State::Applied, _) if !asks => ("谁也没问", "nobody asked"),
            (State::Applied, Some(hour)) => return self.round_letters_from(hour),
            (State::Applied, None) => ("已寄信", "letters written"),
            (State::Discarded, _) => ("已放弃", "discarded"),
        };
        self.either(zh, en).to_owned()
    }

    /// Why a wish was found for an offer, to the office.
    pub const fn proposal_why(self, why: Reason) -> &'static str {
        let (zh, en) = match why {
            Reason::OnlyOffer => ("只有这个意向合适", "no other offer fits it"),
            Reason::SameParcel => {
                ("和这个意向的别的心愿寄到同一所学校", "goes to the same school as others of this offer")
            }
            Reason::WaitedLongest => {
                ("合适这个意向的心愿里，没有等得更久的", "none that fits the offer has waited longer")
            }
            Reason::NamesSchool => ("意向里写了这所学校", "the offer names its school"),
            Reason::NamesTownship => ("意向里写了这个乡镇", "the offer names its township"),
            Reason::NamesCategory => ("意向里写了这一类", "the offer names this kind of thing"),
            Reason::Open => ("意向不限类别和地方", "the offer is open to any kind of thing and any place"),
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

    /// In whose name something is given; none: the reader's own.
    pub fn proposal_giver(self, organisation: Option<&str>) -> String {
        match organisation {
            Some(name) => self.0.pick(format!("以{name}的名义"), format!("In the name of {name}")),
            None => self.either("以您自己的名义", "In your own name").to_owned(),
        }
    }

    /// What became of a proposed plot or fund, to its donor.
    pub const fn proposal_stands(self, stands: Stands) -> &'static str {
        let (zh, en) = match stands {
            Stands::Waiting => ("等您回答", "waits for your answer"),
            Stands::Accepted => ("您同意了", "you said yes"),
            Stands::GivenBack => ("这次不要", "not this time"),
            Stands::Lapsed => ("没有回答，已放开", "not answered, free again"),
        };
        self.either(zh, en)
    }

    /// What became of one proposed wish, to its donor.
    pub const fn proposal_line(self, state: claim::State) -> &'static str {
        match state {
            claim::State::Released => self.either("这次不认领", "not this time"),
            claim::State::Lapsed => self.round_lapsed(),
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
