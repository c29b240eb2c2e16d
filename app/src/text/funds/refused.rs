//! What is told of acts of a fund, its elders or a payout that were not done.

use entity::{Fen, Refusal, ledger::Source};

use super::super::Text;

impl Text {
    /// What is wrong with an act of a fund, its elders or a payout.
    pub(in crate::text) fn of_fund(self, refusal: &Refusal) -> Option<String> {
        let (zh, en) = match refusal {
            Refusal::FundIncomplete(fields) => {
                let names: Vec<String> = fields.iter().map(|field| self.field(*field).to_owned()).collect();
                let names = self.list(&names);
                return Some(
                    self.0.pick(
                        format!("还不能开放，缺少：{names}"),
                        format!("It cannot open yet; still blank: {names}"),
                    ),
                );
            }
            Refusal::NotOldEnough(age) => {
                return Some(self.0.pick(
                    format!("这个基金要满 {age} 岁才能参加，请核对出生日期"),
                    format!("One joins this fund at {age}; please check the date of birth"),
                ));
            }
            Refusal::PayoutClosed(through) => {
                let through = self.date(*through);
                return Some(self.0.pick(
                    format!("到 {through} 的发放已经批准，家庭的钱请记在这以后的日子，下一期一起算"),
                    format!(
                        "The payout through {through} is approved; record it on a later day, and the next run counts it"
                    ),
                ));
            }
            Refusal::PayoutTooEarly(last) => {
                let last = self.date(*last);
                return Some(self.0.pick(
                    format!("这一期要到 {last} 才过完，之后才能计算"),
                    format!("This period lasts until {last}; it can be computed after that"),
                ));
            }
            Refusal::PayoutForNobody(last) => {
                let last = self.date(*last);
                return Some(self.0.pick(
                    format!("到 {last} 还没有老人在这个基金里，这一期没有可以发放的。请先登记老人"),
                    format!(
                        "Nobody was in the fund up to {last}, so that there is nothing to pay; register its elders"
                    ),
                ));
            }
            Refusal::PoolSpent(there) => {
                return Some(self.0.pick(
                    format!("账上只剩 {there}，不够发放。请退回重算"),
                    format!(
                        "Only {there} is left in the books, which is not enough. Send it back and compute it again"
                    ),
                ));
            }
            Refusal::PledgedAlready => (
                "您已经每月给这个基金认捐。想改金额，请先结束原来的认捐",
                "You give to this fund every month already; to change the sum, end that pledge first",
            ),
            Refusal::PledgeState => (
                "这份认捐现在不能做这一步，请刷新看看它的状态",
                "This pledge is not in a state for this; reload to see where it stands",
            ),
            Refusal::FundState => (
                "这个基金现在不能做这一步，请刷新看看它的状态",
                "This fund is not in a state for this; reload to see where it stands",
            ),
            Refusal::AliasNames => {
                ("化名里有老人的姓名，请换一个", "The alias holds the elder's name; please choose another")
            }
            Refusal::ElderState => {
                ("这位老人现在的状态不能做这一步", "Nothing like this can be done in this elder's state")
            }
            Refusal::ElderOwed => (
                "家里缴的钱还没有发完或退还，先处理好再删除",
                "What the family paid in is neither paid out nor given back; settle that first",
            ),
            Refusal::BookedAtFund => {
                ("家庭赡养请在基金的“缴存”里记，要记到老人名下", "Family money is recorded at its fund, for its elder")
            }
            Refusal::SupporterOfNoFamily => (
                "选了赡养人，来源就要选家庭赡养；不是家庭的钱，赡养人留空",
                "A supporter pays a family's money: choose families as the source, or leave the supporter blank",
            ),
            Refusal::PayoutUnfinished => {
                ("上一期还没有发完，先把它发完或作废", "The run before is under way; pay it or give it up first")
            }
            Refusal::PayoutState => (
                "这一期现在不能做这一步，请刷新看看它的状态",
                "This run is not in a state for this; reload to see where it stands",
            ),
            Refusal::PayoutStale => (
                "计算以后又有缴存或变动，请重新计算",
                "Something came in or changed since it was computed; please compute it again",
            ),
            Refusal::SameOfficer => {
                ("审核和批准要由两位不同的干事来做", "Whoever reviewed it does not approve it; another officer does")
            }
            Refusal::FundMoneyLeft(source, left) => return Some(self.fund_money_left(*source, *left)),
            _ => return None,
        };
        Some(self.0.pick(zh, en).to_owned())
    }

    /// Why a fund cannot close yet, and what to do first.
    fn fund_money_left(self, source: Source, left: Fen) -> String {
        let band = self.fund_band(source);
        if left < Fen::ZERO {
            let lacking = Fen(-left.0);
            return self.0.pick(
                format!("{band}多发了 {lacking}，先补上，再结束基金"),
                format!("{band}: {lacking} too much was paid out; make it good first, then close the fund"),
            );
        }
        match source {
            Source::Family => self.0.pick(
                format!("家里缴的钱还有 {left} 没有发给老人，也没有退还。先发放，或在老人退出后退给家里，再结束基金"),
                format!(
                    "{left} of families' money is left: pay it out or, once the elder has left, give it back first"
                ),
            ),
            Source::Government | Source::Society => self.0.pick(
                format!("{band}还有 {left}。先发放，或在“账目”里记下转到了哪里，再结束基金"),
                format!("{band}: {left} is left. Pay it out, or book in the ledger where it went; then close the fund"),
            ),
        }
    }
}
