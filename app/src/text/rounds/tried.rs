//! What a what-if says where nothing comes of it.

use entity::{
    id::OfferId,
    matching::assign::Idle,
    round::{
        Summary,
        ground::draw::Unused,
        what_if::{Asked, IMAGINED_OFFER},
    },
};

use super::super::{Text, texts};

texts! {
    what_if_blank: "一样也没有写，没有什么可以试算的。请写单价上限提高多少，或者再多一个意向给多少。"
        / "Nothing is filled in, so there is nothing to try out. Please say by how much the highest prices rise, or how much one more offer gives.";
    what_if_more_same(whys: &str): "再多这一个意向没有变化：{whys}。" / "One more such offer changes nothing: {whys}.";
}

impl Text {
    /// Why one more offer changes nothing: of wishes, of plots and of funds, as far as it gives them. Where no plot is
    /// open, or no fund lacks anything, that is said by itself.
    pub fn what_if_no_more(self, asked: &Asked, then: &Summary) -> Option<String> {
        let is_said = |typed: &str| !typed.trim().is_empty();
        let wishes = is_said(&asked.count).then(|| self.no_more_wishes(then));
        let plots = is_said(&asked.shares) && !then.plots.is_empty();
        let plots = plots.then(|| self.no_more_plots(imagined(&then.unused_plots)));
        let funds = is_said(&asked.for_funds) && !then.funds.is_empty();
        let funds = funds.then(|| self.no_more_funds(imagined(&then.unused_funds)));
        let whys: Vec<&str> = [wishes, plots, funds].into_iter().flatten().collect();
        (!whys.is_empty()).then(|| self.what_if_more_same(&whys.join(self.0.pick("；", "; "))))
    }

    fn no_more_wishes(self, then: &Summary) -> &'static str {
        let (zh, en) = match imagined(&then.idle_offers) {
            _ if then.open == 0 => ("没有心愿在等", "no wish waits"),
            Some(Idle::NothingAdmitted) => ("在等的心愿里，没有符合它条件的", "no wish that waits fits it"),
            Some(Idle::AllServed) => {
                ("符合它条件的心愿，没有它也都配上了", "every wish that fits it is served without it")
            }
            Some(Idle::BudgetSpent | Idle::BudgetTooSmall) => {
                ("符合它条件、没配上的心愿，它的钱不够买", "its money buys none of the wishes that fit it and are left")
            }
            Some(Idle::OutOfTime) => ("时间到了，还没来得及配", "the time was up before anybody looked"),
            Some(Idle::GivenBack | Idle::Limit) | None => {
                ("它能给的心愿，没有它也配上了一样多", "as many wishes are served without it")
            }
        };
        self.either(zh, en)
    }

    const fn no_more_plots(self, why: Option<Unused>) -> &'static str {
        let (zh, en) = match why {
            Some(Unused::NothingThere) => ("它愿意给的地方没有空着的地块", "where it gives no plot is free"),
            Some(Unused::BudgetSpent) => ("它的钱不够认养一份", "its money is not enough for a share"),
            _ => ("空着的地块，没有它也都有人认养", "what is free of plots is proposed without it"),
        };
        self.either(zh, en)
    }

    const fn no_more_funds(self, why: Option<Unused>) -> &'static str {
        let (zh, en) = match why {
            Some(Unused::NothingThere) => ("它愿意给的地方没有基金还缺捐赠", "where it gives no fund lacks anything"),
            Some(Unused::BudgetSpent) => ("它的钱给心愿和地块用完了", "its money goes to wishes and plots"),
            _ => ("基金还差的，没有它也都有人给", "what funds lack is proposed without it"),
        };
        self.either(zh, en)
    }
}

/// What is told of the one more offer.
fn imagined<W: Copy>(lines: &[(OfferId, W)]) -> Option<W> {
    lines.iter().find(|(offer, _)| *offer == IMAGINED_OFFER).map(|(_, why)| *why)
}
