//! What became of each wish of a round; who it asks about plots and funds, and how each answered.

use entity::{
    claim::State,
    round::{
        ground::{asked::Became, shown::Stands},
        outcome,
    },
};

use super::super::{Text, texts};

texts! {
    round_asked_plots: "地块问了谁" / "Who is asked about plots";
    round_asked_plots_planned: "地块要问谁" / "Who would be asked about plots";
    round_asked_plots_more: "后面的地块" / "More plots";
    round_asked_funds: "基金问了谁" / "Who is asked about funds";
    round_asked_funds_planned: "基金要问谁" / "Who would be asked about funds";
    round_asked_funds_more: "后面的基金" / "More funds";
    round_pairs_all: "看这一位的全部心愿" / "All wishes of this donor";
    round_donors_all: "看所有人" / "Everybody who is asked";
    round_no_plot: "现在没有可以认养的地块。" / "No plot can be adopted.";
    round_no_fund: "没有哪个基金还缺社会捐赠。" / "No fund lacks society's money.";
    round_funds_all_asked(sum: &str): "基金还差的 {sum}，都已经向爱心人士提出，在等回答。" / "All that funds lack ({sum}) is proposed to donors already and waits for their answers.";
    round_funds_asked(sum: &str): "另有 {sum} 已经向爱心人士提出，在等回答，没有算在里面。" / "Another {sum} is proposed to donors already and waits for their answers; it is not counted here.";
    round_one_plot: "一轮结对里，一个意向只配一块地，剩下的等下一轮。" / "A round proposes one plot from each offer; the rest waits for the next round.";
    round_one_fund: "一轮结对里，一个意向只配一个基金，剩下的等下一轮。" / "A round proposes one fund from each offer; the rest waits for the next round.";
    round_more_shares(given: i32, of: i32): "能给 {of} 份，这次配上了 {given} 份 · 一轮只配一块地，剩下的等下一轮"
        / "shares proposed this time: {given} of {of} · one plot a round; the rest waits for the next one";
    round_more_sum(given: &str, of: &str): "能给 {of}，这次配上了 {given} · 一轮只配一个基金，剩下的等下一轮"
        / "proposed this time: {given} of {of} · one fund a round; the rest waits for the next one";
    round_unused: "没有用上的意向，为什么" / "Offers that give nothing here, and why";
    round_asked_end: "后面没有了。" / "There are no more.";
    round_asked_shares(n: i32): "{n} 份" / "shares: {n}";
    round_list_wishes(says: &str): "心愿 {says}" / "wishes, {says}";
    round_list_plots(says: &str): "地块 {says}" / "plots, {says}";
    round_list_funds(says: &str): "基金 {says}" / "funds, {says}";
    round_list_shares(n: i64): "{n} 份" / "{n} shares";
    round_list_drawn(n: &str): "算出 {n}" / "drawn: {n}";
    round_list_proposed(n: &str): "提出 {n}" / "proposed: {n}";
    round_list_of(proposed: &str, became: &str): "{proposed}：{became}" / "{proposed} ({became})";
    round_not_proposed(why: &str): "没有提出：{why}" / "not proposed: {why}";
    round_fund_gone: "答应了，可是基金已停止接受认捐" / "agreed to, but the fund had closed";
}

impl Text {
    /// What became of a wish, to the office: in the words of the totals.
    pub fn round_wish_became(self, became: outcome::Became) -> String {
        match became {
            outcome::Became::Planned => self.round_planned().to_owned(),
            outcome::Became::Lost(why) => self.round_not_proposed(self.round_lost_why(why)),
            outcome::Became::Asked(state) => self.round_claim(state).to_owned(),
        }
    }

    const fn round_claim(self, state: State) -> &'static str {
        match state {
            State::Held => self.round_waiting_answers(),
            State::Confirmed | State::Shipped | State::Received | State::Fulfilled => self.round_accepted(),
            State::Released => self.round_given_back(),
            State::Lapsed => self.round_lapsed(),
            State::Cancelled => self.round_cancelled(),
        }
    }

    /// What became of a plot's or a fund's line, to the office.
    pub fn round_became(self, became: Became) -> String {
        match became {
            Became::Planned => self.round_planned().to_owned(),
            Became::Lost(why) => self.round_not_proposed(self.round_lost_why(why)),
            Became::Gone => self.round_fund_gone().to_owned(),
            Became::Asked(stands) => self.round_stands(stands).to_owned(),
        }
    }

    const fn round_stands(self, stands: Stands) -> &'static str {
        match stands {
            Stands::Waiting => self.round_waiting_answers(),
            Stands::Accepted => self.round_agreed(),
            Stands::GivenBack => self.either("这次不要", "declined"),
            Stands::Lapsed => self.round_lapsed(),
        }
    }
}
