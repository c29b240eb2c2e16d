//! What a proposal comes to, kind by kind: of all without JavaScript, of what is ticked with it.

use std::fmt::Display;

use entity::{
    Fen,
    round::{answer::Seen, ground::shown::Stands},
    wish::browse::PublicWish,
};
use leptos::prelude::*;

use super::{is_of_wishes, wishes};
use crate::{
    islands::ticked_sum::{Kind, TickedSum},
    text::Text,
};

/// `several`: there is more than one thing to be ticked.
pub(super) fn total(t: Text, seen: &Seen, wishes: &[PublicWish], several: bool) -> impl IntoView + use<> {
    let wishes = wishes.iter().filter(|wish| wishes::is_held(seen, wish));
    let wishes = wishes.map(|wish| (box_id("wish", &wish.code), wish.price.0)).collect();
    let plots = seen.plots.iter().filter(|plot| plot.stands.waits());
    let plots = plots.map(|plot| (box_id("plot", plot.line), plot.amount.0)).collect();
    let funds = seen.funds.iter().filter(|fund| fund.stands.waits());
    let funds = funds.map(|fund| (box_id("fund", fund.line), fund.amount.0)).collect();
    let kinds: Vec<Kind> = vec![
        (t.proposal_sum_wishes("%n", "%sum"), wishes),
        (t.proposal_sum_plots("%n", "%sum"), plots),
        (t.proposal_sum_funds("%n", "%sum"), funds),
    ];
    let all = if several { t.proposal_sum_all() } else { t.proposal_sum_one() };
    view! {
        <TickedSum
            kinds=kinds
            comma=t.proposal_sum_comma().to_owned()
            all=all.to_owned()
            ticked=t.proposal_sum_ticked().to_owned()
            none=t.proposal_sum_none().to_owned()
            tick=t.proposal_tick_all().to_owned()
            untick=t.proposal_untick_all().to_owned()
        />
    }
}

/// What was said yes to, kind by kind; none where nothing was.
pub(super) fn agreed(t: Text, seen: &Seen, wishes: &[PublicWish]) -> Option<String> {
    let wishes = wishes.iter().filter(|wish| wishes::is_claimed_here(seen, wish)).map(|wish| wish.price);
    let plots = seen.plots.iter().filter(|plot| plot.stands == Stands::Accepted).map(|plot| plot.amount);
    let funds = seen.funds.iter().filter(|fund| fund.stands == Stands::Accepted).map(|fund| fund.amount);
    let kinds = [
        told(wishes, |n, sum| t.proposal_sum_wishes(n, sum)),
        told(plots, |n, sum| t.proposal_sum_plots(n, sum)),
        told(funds, |n, sum| t.proposal_sum_funds(n, sum)),
    ];
    let kinds: Vec<String> = kinds.into_iter().flatten().collect();
    let before = if is_of_wishes(seen) { t.proposal_sum_claimed() } else { t.proposal_sum_agreed() };
    (!kinds.is_empty()).then(|| format!("{before}{}", kinds.join(t.proposal_sum_comma())))
}

fn told(amounts: impl Iterator<Item = Fen>, says: impl Fn(&str, &str) -> String) -> Option<String> {
    let amounts: Vec<i64> = amounts.map(|amount| amount.0).collect();
    let sum = Fen(amounts.iter().sum()).to_string();
    (!amounts.is_empty()).then(|| says(&amounts.len().to_string(), &sum))
}

/// Of the box that says yes to this one.
pub(super) fn box_id(kind: &str, number: impl Display) -> String {
    format!("{kind}-{number}")
}
