//! The ways to the plot and the fund that are shown beside wishes: as numbers that an address or a form carries on, and
//! as buttons. A number is what somebody sent: what becomes of it is checked where it is shown.

use entity::{
    Fen, Field,
    id::{FundId, PlotId},
    money,
    plot::browse::PublicPlot,
};
use leptos::prelude::*;

use crate::{
    pages::{funds::pledge, plots::adopt},
    request::{encode, parameters},
    text::Text,
};

/// Where they lead, and with what the forms there begin.
#[derive(Default)]
pub struct Ways {
    pub plot: Option<PlotId>,
    pub shares: Option<i32>,
    pub fund: Option<FundId>,
    pub amount: Option<Fen>,
}

impl Ways {
    /// Out of an address; what is no number is left out.
    pub fn read(query: &str) -> Self {
        let mut ways = Self::default();
        for (name, value) in parameters(query) {
            match name.as_str() {
                "plot" => ways.plot = value.parse().ok(),
                "shares" => ways.shares = value.parse().ok(),
                "fund" => ways.fund = value.parse().ok(),
                "amount" => ways.amount = money::read(Field::Amount, &value).ok(),
                _ => {}
            }
        }
        ways
    }

    /// `plot=3&shares=2&fund=1&amount=20.00`
    pub fn query(&self) -> String {
        let pairs = [
            self.plot.map(|plot| format!("plot={plot}")),
            self.plot.and(self.shares).map(|shares| format!("shares={shares}")),
            self.fund.map(|fund| format!("fund={fund}")),
            self.fund.and(self.amount).map(|amount| format!("amount={}", amount.plain())),
        ];
        pairs.into_iter().flatten().collect::<Vec<_>>().join("&")
    }
}

/// One more parameter of an address; nothing where it is blank.
pub fn parameter(name: &str, value: &str) -> String {
    if value.is_empty() { String::new() } else { format!("&{name}={}", encode(value)) }
}

/// To the form in which these shares are adopted.
pub fn to_plot(t: Text, plot: &PublicPlot, shares: i32) -> AnyView {
    let sum = Fen(plot.share_price.0 * i64::from(shares)).to_string();
    let button = if shares == 1 { t.match_plot_go_one(&sum) } else { t.match_plot_go(shares, &sum) };
    let href = format!("{}#adopt", adopt::address(plot.number, &shares.to_string()));
    view! {
        <div class="actions">
            <a class="btn pine" href=href>
                {button}
            </a>
        </div>
    }
    .into_any()
}

/// To the form in which this much is pledged.
pub fn to_fund(t: Text, fund: FundId, amount: Option<Fen>) -> AnyView {
    let button = amount.map_or_else(|| t.match_fund_go_any().to_owned(), |amount| t.match_fund_go(&amount.to_string()));
    let href = format!("{}#pledge", pledge::address(fund, &amount.map(Fen::plain).unwrap_or_default()));
    view! {
        <div class="actions">
            <a class="btn plum" href=href>
                {button}
            </a>
        </div>
    }
    .into_any()
}
