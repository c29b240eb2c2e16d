//! What the page after a claim still says: each wish that others were quicker at with what took its place, and the way
//! to the plot and the fund that were shown beside the set at `/match`. All of it stands in the address, and is shown
//! as far as anybody may see it.

use entity::{
    Code, Error, Fen,
    fund::{self, public},
    matching::suggest::MOST,
    pledge::make,
    plot::browse::{self, PublicPlot},
    wish::{Status, browse::PublicWish},
};
use leptos::prelude::*;

use super::{codes, joined};
use crate::{
    AppError, Visit,
    pages::matching::ways::{Ways, to_fund, to_plot},
    parts::{icon::UiIcon, plot_card},
    request::parameters,
    text::Text,
};

/// What is gone, and what took its place.
type Gone = (PublicWish, Option<PublicWish>);

#[derive(Default)]
pub struct After {
    gone: Vec<Gone>,
    /// With as many shares as the way leads to.
    plot: Option<(PublicPlot, i32)>,
    fund: Option<(fund::Model, Option<Fen>)>,
}

/// The page with what it still says. `beside`: see [`super::Typed::beside`].
pub(super) fn address(page: &str, beside: &str, (lost, instead): (&[Code], &[Code])) -> String {
    let first = |codes: &[Code]| joined(&codes[..codes.len().min(MOST)]);
    let wishes = [("gone", first(lost)), ("instead", first(instead))];
    let wishes = wishes.into_iter().filter(|(_, codes)| !codes.is_empty());
    let wishes = wishes.map(|(name, codes)| format!("{name}={codes}"));
    let ways = Some(Ways::read(beside).query()).filter(|ways| !ways.is_empty());
    let query = wishes.chain(ways).collect::<Vec<_>>().join("&");
    if query.is_empty() { page.to_owned() } else { format!("{page}?{query}") }
}

impl After {
    pub async fn read(visit: &Visit) -> Result<Self, AppError> {
        let ways = Ways::read(visit.query());
        Ok(Self {
            gone: gone(visit).await?,
            plot: open_plot(visit, &ways).await?,
            fund: open_fund(visit, &ways).await?,
        })
    }

    /// None where there is nothing to say.
    pub fn view(&self, t: Text) -> Option<AnyView> {
        let rows: Vec<_> = self.gone.iter().map(|gone| row(t, gone)).collect();
        let cards: Vec<AnyView> = self
            .plot
            .iter()
            .map(|(plot, shares)| plot_box(t, plot, *shares))
            .chain(self.fund.iter().map(|(fund, amount)| fund_box(t, fund, *amount)))
            .collect();
        if rows.is_empty() && cards.is_empty() {
            return None;
        }
        let gone = (!rows.is_empty()).then(|| {
            view! {
                <div class="notice wait">
                    <UiIcon name="clock" />
                    <div>
                        {t.claim_gone_title()}
                        <ul>{rows}</ul>
                    </div>
                </div>
            }
        });
        let beside = (!cards.is_empty()).then(|| {
            view! {
                <section class="stack">
                    <h2>{t.claim_beside()}</h2>
                    {cards}
                </section>
            }
        });
        Some(view! { <div class="stack">{gone} {beside}</div> }.into_any())
    }
}

/// Line by line. What is open again, or nobody may see any more, is not spoken of.
async fn gone(visit: &Visit) -> Result<Vec<Gone>, AppError> {
    let (mut lost, mut instead) = (Vec::new(), Vec::new());
    for (name, value) in parameters(visit.query()) {
        match name.as_str() {
            "gone" => lost = codes(&value),
            "instead" => instead = codes(&value),
            _ => {}
        }
    }
    lost.truncate(MOST);
    instead.truncate(MOST);
    let all: Vec<Code> = lost.iter().chain(&instead).cloned().collect();
    let known = visit.wishes(&all).await?;
    let taken = |code: &Code| known.iter().find(|wish| wish.code == *code && wish.status != Status::Open).cloned();
    let line = |(place, code): (usize, &Code)| {
        let lost = taken(code)?;
        let instead = match instead.get(place) {
            Some(code) => Some(taken(code)?),
            None => None,
        };
        Some((lost, instead))
    };
    Ok(lost.iter().enumerate().filter_map(line).collect())
}

/// Where shares of it are still to be had; no more of them than there are.
async fn open_plot(visit: &Visit, ways: &Ways) -> Result<Option<(PublicPlot, i32)>, AppError> {
    let Some(number) = ways.plot else { return Ok(None) };
    match browse::one(visit.db(), number, visit.lang(), visit.now()).await {
        Ok(plot) => {
            let (is_open, free) = (plot.adoptable && plot.free() > 0, plot.free().max(1));
            Ok(is_open.then(|| (plot, ways.shares.unwrap_or(1).clamp(1, free))))
        }
        Err(Error::Refused(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Where it takes pledges.
async fn open_fund(visit: &Visit, ways: &Ways) -> Result<Option<(fund::Model, Option<Fen>)>, AppError> {
    let Some(number) = ways.fund else { return Ok(None) };
    match public::one(visit.db(), number, visit.now()).await {
        Ok(found) => {
            let is_open = make::is_open(visit.db(), &found.line.fund).await?;
            Ok(is_open.then_some((found.line.fund, ways.amount)))
        }
        Err(Error::Refused(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn row(t: Text, (lost, instead): &Gone) -> impl IntoView + use<> {
    let text = if instead.is_some() { t.claim_gone_replaced() } else { t.claim_gone_only() };
    let (lost, instead) = (named(t, lost), instead.as_ref().map(|wish| named(t, wish)));
    view! { <li>{lost} " " {text} " " {instead}</li> }
}

/// Item and price, as on its own page.
fn named(t: Text, wish: &PublicWish) -> AnyView {
    // Whoever cannot read what is wished for reads of what kind it is.
    let lang = t.own_lang(&wish.item);
    let category = lang.map(|_| format!(" ({})", t.category(wish.category)));
    view! {
        <b>
            <a href=format!("/wishes/{}", wish.code) lang=lang>
                {wish.item.clone()}
            </a>
        </b>
        {category}
        " "
        <span class="price">{wish.price.to_string()}</span>
    }
    .into_any()
}

fn plot_box(t: Text, plot: &PublicPlot, shares: i32) -> AnyView {
    view! {
        <article class="box">
            <h3>
                <a href=format!("/plots/{}", plot.number)>{plot_card::title(t, plot)}</a>
            </h3>
            {to_plot(t, plot, shares)}
        </article>
    }
    .into_any()
}

fn fund_box(t: Text, fund: &fund::Model, amount: Option<Fen>) -> AnyView {
    view! {
        <article class="box">
            <h3>
                <a href=format!("/funds/{}", fund.id)>{fund.title(t.0).to_owned()}</a>
            </h3>
            {to_fund(t, fund.id, amount)}
        </article>
    }
    .into_any()
}
