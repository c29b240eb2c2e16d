//! What is told of plots and adoptions that were not done.

use entity::{Refusal, ledger::Source, plot::weight::kilograms};

use crate::text::Text;

impl Text {
    pub(super) fn of_plots_refused(self, refusal: &Refusal) -> Option<String> {
        Some(match refusal {
            Refusal::SplitSum(sum, price) => self.say(
                format!("四项加起来是 {sum}，和整块地的价钱 {price} 对不上"),
                format!("The four parts add up to {sum}, and the price is {price}"),
            ),
            Refusal::SharesUneven(price, shares) => self.say(
                format!("{price} 分成 {shares} 份，每份不是整分，请换一个份数或价钱"),
                format!("{price} in {shares} shares does not come to whole fen; please change one of them"),
            ),
            Refusal::PlotIncomplete(missing) => {
                let missing: Vec<String> = missing.iter().map(|field| self.field(*field).to_owned()).collect();
                let missing = self.list(&missing);
                self.say(format!("还不能开放，缺：{missing}"), format!("It cannot open yet. Still blank: {missing}"))
            }
            Refusal::PlotAdopted(taken) => self.say(
                format!("已经有人认养了 {taken} 份，不能关闭"),
                format!("It cannot be closed; shares adopted already: {taken}"),
            ),
            Refusal::SharesGone(0) => self.say("刚刚被认养完了".into(), "All shares have just been taken".into()),
            Refusal::SharesGone(free) => self.say(format!("只剩 {free} 份了"), format!("Shares left: only {free}")),
            Refusal::AdoptionLimit(most) => self.say(
                format!("您有 {most} 份认养还没有付款，付清或还回以后再选"),
                format!("You have {most} adoptions that are not paid yet; pay or give one back first"),
            ),
            Refusal::RenewalFirst(day) => {
                let day = self.date(*day);
                self.say(
                    format!("{day} 以前，上一季的认养人先选，请过了这一天再来"),
                    format!("Until {day}, those who adopted it last season come first; please come back after that"),
                )
            }
            Refusal::AdoptionsOpen(open) => self.say(
                format!("还有 {open} 份合同没有付清，付清或到期以后才能播种"),
                format!("Contracts not paid yet: {open}; it can be sown once they are, or have lapsed"),
            ),
            Refusal::SignaturesMissing(missing) => self.say(
                format!("还有 {missing} 份合同没有农户签字，请先记下签字"),
                format!("Contracts without the household's signature: {missing}; please put these down first"),
            ),
            Refusal::LittleForHousehold(farmer, charity) => self.say(
                format!("农户只得 {farmer}，公益得 {charity}。确定要这样公开，请先勾选"),
                format!(
                    "The farmer gets only {farmer} and the charity {charity}. If it is meant, please tick the box first"
                ),
            ),
            Refusal::HarvestEarly(day) => {
                let day = self.date(*day);
                self.say(
                    format!("计划 {day} 才播种。确实已经收了，请先勾选"),
                    format!(
                        "It was to be sown on {day} only. If it is harvested all the same, please tick the box first"
                    ),
                )
            }
            Refusal::HarvestFar(promised) => {
                let kg = kilograms(*promised);
                self.say(
                    format!("整块地约定 {kg} 公斤，这里写的是两倍还多。没有写错，请先勾选"),
                    format!("The whole field promises {kg} kg, and this is more than twice as much. If it is right, please tick the box first"),
                )
            }
            Refusal::EvidenceMissing(promised) => {
                let kg = kilograms(*promised);
                self.say(
                    format!("比约定的 {kg} 公斤少，请写明依据，例如村委会的记录"),
                    format!("Less than the {kg} kg promised: please say what proves it, such as the village's record"),
                )
            }
            other => {
                let of_money = self.of_plots_money(other);
                return of_money.or_else(|| self.of_plots_plainly(other).map(ToOwned::to_owned));
            }
        })
    }

    /// What stands in the way of giving up, closing, or writing down again.
    fn of_plots_money(self, refusal: &Refusal) -> Option<String> {
        Some(match refusal {
            Refusal::AdoptionPartlyPaid(arrived) => self.say(
                format!("已经到账 {arrived}。请先联系主办单位退还这笔钱，退还以后才能还回份额"),
                format!("{arrived} has come for it. Ask the organiser to send that back first; then the shares can be given back"),
            ),
            Refusal::PlotLacks(lacks) => self.say(
                format!("这块地已经结算，政府的钱只补账上差的 {lacks}，最多记这么多"),
                format!("This plot is settled: government money only makes good the {lacks} that is lacking, and no more is booked"),
            ),
            Refusal::SignedAlready(number) => self.say(
                format!("这份合同已经记下签字，纸质编号 {number}。要更正，请先勾选"),
                format!("This contract is down as signed, on paper no. {number}. To put that right, please tick the box first"),
            ),
            Refusal::PlotRefundsWait(owed) => self.say(
                format!("还有 {owed} 要退给认养人，退还以后再关闭"),
                format!("{owed} is still to go back to its adopters; close it once that is done"),
            ),
            Refusal::PlotUnpaid(contracts) => self.say(
                format!("还有 {contracts} 份合同没有付清。付清以后，或者过了付款期限自动结束以后，再关闭"),
                format!("Contracts not paid in full: {contracts}. Close it once they are paid, or once their last day of paying has passed and they have ended by themselves"),
            ),
            Refusal::PlotMoneyLeft(Source::Government, left) => self.say(
                format!("政府给这块地的钱还有 {left}。先在“账目”里记下付到了哪里，再关闭"),
                format!("{left} of government money lies there: book in the ledger where it went, then close the plot"),
            ),
            Refusal::PlotMoneyLeft(_, left) => self.say(
                format!("这块地的账上还有 {left}。先补充结算；还没有结算过的，先退还。然后再关闭"),
                format!("{left} lies there for it: settle it further, or give it back where nothing was settled yet; then close it"),
            ),
            _ => return None,
        })
    }

    const fn of_plots_plainly(self, refusal: &Refusal) -> Option<&'static str> {
        let (zh, en) = match refusal {
            Refusal::PlotState => {
                ("这块地已经不在这一步了，请看现在的情况", "This plot has moved on; please look at it again")
            }
            Refusal::PlotSettled => (
                "这块地已经结算或关闭，不再收政府的钱，请选下一季的地块或别的项目",
                "This plot is settled or closed and takes no more government money; choose its next season, or another programme",
            ),
            Refusal::AdoptedAlready => (
                "这块地您已经有一份没付款的合同，请先看那一份",
                "You have a contract for this plot that is not paid yet; please look at that one first",
            ),
            Refusal::AdoptionState => {
                ("这份认养已经不在这一步了，请看现在的情况", "This adoption has moved on; please look at it again")
            }
            Refusal::ContractNotAccepted => {
                ("请看完合同，勾选接受", "Please read the contract and tick that you accept it")
            }
            Refusal::ContractChanged => (
                "您打开这一页之后，合同改过。请把现在的合同重新看一遍，再勾选接受",
                "The contract has changed since you opened it. Please read it as it stands now, then tick again",
            ),
            Refusal::SowingNotMeant => (
                "登记播种以后不再接受认养，登记错了要请办公室更正。确实已经播种，请先勾选",
                "Once it is put down as sown no more shares are taken, and a mistake has to be put right by the office. If it is sown, please tick the box first",
            ),
            Refusal::NothingCorrected => (
                "和已经登记的一样，没有要更正的。没有改动，也没有写信",
                "This is what stands there already, so there is nothing to correct. Nothing was changed and no letter sent",
            ),
            Refusal::NobodyAdopted => {
                ("还没有人付款认养，不能开始", "Nobody has adopted and paid yet, so it cannot begin")
            }
            Refusal::HouseholdFarms => (
                "这户还有没关闭的地块。先关闭地块，或者换给另一户来种，再抹去资料",
                "It has a plot that is not closed. Close that, or let another household take it over, then erase the record",
            ),
            Refusal::NothingHeld => {
                ("这块地的账上没有钱可以付", "There is no money in the ledger for this plot to pay out")
            }
            _ => return None,
        };
        Some(match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        })
    }
}
