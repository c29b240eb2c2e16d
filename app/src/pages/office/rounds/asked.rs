//! Who is asked about the plots and the funds of a round, each in its own list, page by page.

use entity::{
    id::{AccountId, OfferId, ProposalFundId, ProposalId, ProposalPlotId, RoundId},
    round::{
        Model, State,
        ground::{
            asked::{self, Became, Shares, Sum},
            shown::Stands,
        },
    },
};
use leptos::prelude::*;

use super::{
    LIST,
    one::{PAGE, Seen},
};
use crate::{AppError, Visit, text::Text};

/// The last line of the page before, of each of the round's lists; or one donor alone.
#[derive(Clone, Copy, Default)]
pub(super) struct After {
    pub donor: Option<ProposalId>,
    /// The one donor who is to be told of, with all wishes.
    pub only: Option<ProposalId>,
    plot: Option<ProposalPlotId>,
    fund: Option<ProposalFundId>,
}

impl After {
    /// One parameter of the address.
    pub fn put(&mut self, name: &str, value: &str) {
        match name {
            "donor" => self.only = value.parse().ok(),
            "after" => self.donor = value.parse().ok(),
            "after_plot" => self.plot = value.parse().ok(),
            "after_fund" => self.fund = value.parse().ok(),
            _ => {}
        }
    }
}

/// One page of each list; the last line of it where there are more.
pub(super) struct Beside {
    after: After,
    shares: Vec<Shares>,
    next_shares: Option<ProposalPlotId>,
    sums: Vec<Sum>,
    next_sum: Option<ProposalFundId>,
}

impl Beside {
    /// None where the round is not over plots and funds, or has put away what it found.
    pub async fn read(visit: &Visit, round: &Model, after: After) -> Result<Option<Self>, AppError> {
        if round.phase_id.is_some() || round.state == State::Discarded {
            return Ok(None);
        }
        let (db, officer) = (visit.db(), visit.officer()?);
        let shares = asked::shares(db, officer, round.id, after.plot, PAGE + 1).await?;
        let (shares, next_shares) = page(shares, |one| one.line);
        let sums = asked::sums(db, officer, round.id, after.fund, PAGE + 1).await?;
        let (sums, next_sum) = page(sums, |one| one.line);
        Ok(Some(Self { after, shares, next_shares, sums, next_sum }))
    }

    pub fn accounts(&self) -> impl Iterator<Item = AccountId> {
        let of_plots = self.shares.iter().map(|one| one.account);
        of_plots.chain(self.sums.iter().map(|one| one.account))
    }
}

fn page<L, Id>(mut lines: Vec<L>, id: impl Fn(&L) -> Id) -> (Vec<L>, Option<Id>) {
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let next = (lines.len() > most).then(|| id(&lines[most - 1]));
    lines.truncate(most);
    (lines, next)
}

pub(super) fn plots(t: Text, seen: &Seen) -> Option<AnyView> {
    let beside = seen.asked.as_ref().filter(|beside| beside.after.plot.is_some() || !beside.shares.is_empty())?;
    let lines = beside.shares.iter().map(|one| {
        let what = view! { <a href=format!("/plots/{}", one.plot)>{t.round_plot(one.plot.0)}</a> }.into_any();
        let much = format!("{} · {}", t.round_asked_shares(one.shares), one.amount);
        line(t, seen, (one.account, one.offer), what, much, one.became)
    });
    let is_open = seen.round.state == State::Open;
    let list = Asked {
        id: "asked-plots",
        title: if is_open { t.round_asked_plots_planned() } else { t.round_asked_plots() },
        none: t.round_asked_end(),
        lines: lines.collect(),
        more: beside.next_shares.map(|last| more(seen.round.id, "after_plot", last.0, "asked-plots")),
        name: t.round_asked_plots_more(),
    };
    Some(list.draw())
}

pub(super) fn funds(t: Text, seen: &Seen) -> Option<AnyView> {
    let beside = seen.asked.as_ref().filter(|beside| beside.after.fund.is_some() || !beside.sums.is_empty())?;
    let lines = beside.sums.iter().map(|one| {
        let title = one.fund.title(t.0).to_owned();
        let lang = t.own_lang(&title);
        let what = view! { <a href=format!("/office/funds/{}", one.fund.id) lang=lang>{title}</a> }.into_any();
        line(t, seen, (one.account, one.offer), what, one.amount.to_string(), one.became)
    });
    let is_open = seen.round.state == State::Open;
    let list = Asked {
        id: "asked-funds",
        title: if is_open { t.round_asked_funds_planned() } else { t.round_asked_funds() },
        none: t.round_asked_end(),
        lines: lines.collect(),
        more: beside.next_sum.map(|last| more(seen.round.id, "after_fund", last.0, "asked-funds")),
        name: t.round_asked_funds_more(),
    };
    Some(list.draw())
}

/// The address of the next page.
fn more(round: RoundId, name: &str, last: i64, id: &str) -> String {
    format!("{LIST}/{round}?{name}={last}#{id}")
}

/// One of the two lists.
struct Asked {
    id: &'static str,
    title: &'static str,
    /// What is said after the last page.
    none: &'static str,
    lines: Vec<AnyView>,
    more: Option<String>,
    /// What the next page is called.
    name: &'static str,
}

impl Asked {
    fn draw(self) -> AnyView {
        let Self { id, title, none, lines, more, name } = self;
        let list = if lines.is_empty() {
            view! { <p class="soft">{none}</p> }.into_any()
        } else {
            view! { <ul class="todo-list">{lines}</ul> }.into_any()
        };
        let more = more.map(|href| {
            view! {
                <p>
                    <a rel="next" href=href>
                        {name}
                    </a>
                </p>
            }
        });
        view! {
            <section id=id>
                <h2>{title}</h2>
                {list}
                {more}
            </section>
        }
        .into_any()
    }
}

/// Whose offer, which plot or fund, how much, and what was answered.
fn line(
    t: Text,
    seen: &Seen,
    (account, offer): (AccountId, OfferId),
    what: AnyView,
    much: String,
    became: Became,
) -> AnyView {
    let name = seen.names.get(&account).cloned().unwrap_or_default();
    let lang = t.own_lang(&name);
    let answer = (seen.round.state == State::Applied).then(|| {
        view! { <span class=pill(became)>{t.round_became(became)}</span> }
    });
    view! {
        <li>
            <div class="what">
                <b lang=lang>{name}</b>
                <span class="soft small">{t.offer_title(offer.0)} " · " {what} " · " {much}</span>
            </div>
            {answer}
        </li>
    }
    .into_any()
}

const fn pill(became: Became) -> &'static str {
    match became {
        Became::Asked(Stands::Waiting) => "pill k-submitted",
        Became::Asked(Stands::Accepted) => "pill k-handed_out",
        Became::Asked(Stands::GivenBack | Stands::Lapsed) | Became::Planned | Became::Lost(_) | Became::Gone => {
            "pill k-draft"
        }
    }
}
