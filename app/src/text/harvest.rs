//! Texts of a season's end and the next one's beginning: a harvest put right, a shortfall made up, the credit that the
//! next season owes, who may adopt it when, and what its form begins with.

use entity::{
    Lang, adoption,
    plot::{unsow, weigh_again::Reason},
};

use super::{Text, texts};

texts! {
    plot_harvest_waits(unsigned: u64): "还有 {unsigned} 份合同农户没有签字。在下面记下签字以后，才能登记收成。"
        / "Contracts the household has not signed: {unsigned}. Put the signatures down below; then the harvest can be put down.";
    plot_sow_waits(unsigned: u64): "还有 {unsigned} 份合同农户没有签字。在下面记下签字以后，才能登记播种。"
        / "Contracts the household has not signed: {unsigned}. Put the signatures down below; then the sowing can be put down.";
    plot_harvest_meant_early(day: &str): "计划 {day} 才播种，没有写错，确实收了这么多"
        / "It was to be sown on {day} only; it is right all the same: so much was harvested";
    plot_correct: "更正收成" / "Correct the harvest";
    plot_correct_what: "重量、检测报告或依据记错了，送达以前可以更正：抵扣或退款按更正后的重量重新算，认养人会再收到一封信。已经退出去的钱不能再改。"
        / "Where the weight, the test report or the evidence was put down wrongly, it can be corrected until the delivery: the credit or the refund is counted anew, and the adopters get another letter. Money that has gone back cannot change any more.";
    plot_correct_why: "为什么更正" / "Why it is corrected";
    plot_correct_button: "更正并告诉认养人" / "Correct it and tell the adopters";
    plot_corrected_saying: "已更正，信已寄给认养人。" / "Corrected; the adopters are told.";
    plot_corrected_quietly_saying: "已更正，没有写信。" / "Corrected. Nobody was written to.";
    plot_test_help: "一点收成也没有（0 公斤），就不用填。" / "Leave it blank where nothing was harvested (0 kg).";
    plot_unsow: "登记错了，还没有播种" / "It is not sown after all";
    plot_unsow_what: "地块回到开放认养，转来的上一季抵扣转回去，认养人会收到一封信。合同不变，日志里会写明是误记；生长期间退过钱的合同会回到“待付款”，少的钱要再付，信里写明数额和期限。"
        / "The plot is open again, credit that came over from the season before goes back, and the adopters get a letter. The contracts stay, and the diary says that it was a mistake; a contract of which money was given back while the crop grew waits for payment again, and its letter says how much is missing and until when.";
    plot_made_up_help: "少的部分补了多少、是哪块地的什么收成。会公开，也写进给认养人的信。不写人名、村名。"
        / "How much was made up, and with what from which field. It is public and stands in the adopters' letters. No names, no village.";
    plot_went_made_up: "补了什么、去了哪里" / "What was given instead, and where it went";
    plot_deliver_nothing: "没有收成，没有要寄出、捐出的。写下日期，就可以结算；不另外写信。" / "Nothing grew, and there is nothing to send or to donate. Put the day down, and it can be settled; no letter is sent.";
    plot_deliver_nothing_button: "登记" / "Put it down";
    plot_delivered_quietly_saying: "已登记，没有写信。" / "Put down. Nobody was written to.";
    plot_gave_nothing: "没有收成" / "No harvest";
    plot_rest: "补充结算" / "Settle what still lies there";
    plot_rest_what(sum: &str): "结算以后账上还有 {sum}：要退的钱不退了，或者钱后来才到。同样按公布的分法付出，农户再签一张收据。" / "{sum} still lies there after the settlement: a refund that stays after all, or money that came late. It is paid out by the published split, too, and the household signs a further receipt.";
    plot_rest_saying: "已补充结算，账目里能看到。" / "Settled further; it stands in the ledger.";
    plot_spent: "钱付给了谁" / "Where the money went";
    plot_spent_lead(day: &str): "{day} 结算：认养人付的钱按公布的分法付出，农户在收据上签了字。" / "Settled on {day}: what the adopters paid was paid out by the published split, and the household signed for its part.";
    plot_split_uneven: "“—”：这一项按份数分不成整分，只列整块地的数。" / "“—”: for one share this does not come to whole fen; only the whole plot's part is given.";
    adoption_goes_back(sum: &str): "合同到期没有付清，已经结束。到账的 {sum} 由主办单位退还，退了以后写信告诉您。" / "The contract ended, as not all of it was paid in time. The {sum} that came goes back to you; a letter tells you when it has been sent.";
    adoption_went_back(sum: &str, day: &str): "合同到期没有付清，已经结束。到账的 {sum} 已在 {day} 退还。" / "The contract ended, as not all of it was paid in time. The {sum} that came was sent back on {day}.";
    adoption_release_first(arrived: &str, contact: &str): "这份合同已经到账 {arrived}，所以这里不能直接还回份额。不想认养了，请先联系主办单位（{contact}）退还这笔钱，退还以后就能在这里还回份额。" / "{arrived} has come for this contract, so the shares cannot be given back here yet. If you do not want to go on, ask the organiser ({contact}) to send it back first; then the shares can be given back here.";
    adoption_release_else(day: &str): "{day} 以前没有付清，合同自动结束，到账的钱退还给您。" / "If not all of it is paid by {day}, the contract ends by itself, and what came goes back to you.";
    plot_settle_credited(sum: &str): "认养人下一季的抵扣 {sum} 先留着，不付出；他们接着认养的话，播种时转到下一季。"
        / "{sum} is credited to the adopters in the next season and stays; where they adopt again, it goes over when that is sown.";
    plot_form_copied: "表里已经填好的，照抄自本村上一次登记的地。日期、价钱、份数请逐项核对。"
        / "What is filled in is copied from the plot this village put down last. Please check the days, the price and the shares one by one.";
    plot_form_copied_from(number: i64): "看 {number} 号地" / "See plot no. {number}";
    plot_adopt_over: "认养已截止" / "adoption is over";
    plot_adopt_over_text: "认养的日子过了，不再接受认养。" / "The last day of adopting has passed; no more shares are taken.";
    plot_adopt_full_text(day: &str): "这块地的份数都有人认养了。{day} 以前如果有人还回，这里会再开放。"
        / "All shares of this plot are adopted. If one is given back by {day}, it can be adopted here.";
    plot_adopt_others: "看别的地块" / "See other plots";
    plot_first_until(day: &str): "{day} 以前（含当天），上一季的认养人先选，之后才向大家开放。"
        / "Until {day}, last season's adopters come first; after that day anybody may adopt.";
    plot_first_sign_in: "上一季认养过的，请登录" / "Sign in if you adopted last season";
    plot_first_theirs(day: &str): "您认养过上一季：{day} 以前（含当天）您先选。" / "You adopted last season: until {day} you come first.";
    plot_adopt_credit(sum: &str): "您上一季的抵扣还有 {sum}，认养时直接从价钱里减去。"
        / "{sum} of your credit for last season's shortfall is left; it comes off the price of your shares.";
    contract_2_credited(shares: i32, of: i32, price: &str, credit: &str, amount: &str):
        "认养：甲方认养 {of} 份中的 {shares} 份，价钱 {price}，减去上一季歉收的抵扣 {credit}，应付 {amount}，付到主办单位的账户；平台不经手钱款。"
        / "The adoption: the first party adopts {shares} of {of} shares for {price}; less {credit} credited for last season's shortfall, {amount} is to be paid to the organiser's account; the platform takes no money.";
}

impl Text {
    /// How an adoption stands, of a field that may have given nothing: then nothing was sent, nor donated.
    pub const fn adoption_stands(self, state: adoption::State, gave_nothing: bool) -> &'static str {
        match state {
            adoption::State::Delivered | adoption::State::Donated if gave_nothing => self.plot_gave_nothing(),
            state => self.adoption_state(state),
        }
    }

    pub const fn plot_not_sown_reason(self, reason: unsow::Reason) -> &'static str {
        let (zh, en) = match reason {
            unsow::Reason::Slip => ("点错了", "A slip at the desk"),
            unsow::Reason::OtherPlot => ("说的是另一块地", "Another plot was meant"),
            unsow::Reason::NotYet => ("地里还没有种", "The field is not sown yet"),
        };
        match self.0 {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    pub const fn plot_correct_reason(self, reason: Reason) -> &'static str {
        let (zh, en) = match reason {
            Reason::Mistyped => ("写错了", "A slip of the pen"),
            Reason::Weighed => ("重新称了", "It was weighed again"),
            Reason::Papers => ("检测报告或依据换了", "The test report or the evidence is another"),
        };
        match self.0 {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}
