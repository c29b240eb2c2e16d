//! What a proposal comes to, kind by kind: of all without JavaScript, of what is ticked with it.

use std::fmt::Display;

use entity::{round::answer::Seen, wish::browse::PublicWish};
use leptos::prelude::*;

use super::wishes::is_held;
use crate::{
    islands::ticked_sum::{Kind, TickedSum},
    text::Text,
};

pub(super) fn total(t: Text, seen: &Seen, wishes: &[PublicWish]) -> impl IntoView + use<> {
    let wishes = wishes.iter().filter(|wish| is_held(seen, wish));
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
    view! {
        <TickedSum
            kinds=kinds
            comma=t.proposal_sum_comma().to_owned()
            all=t.proposal_sum_all().to_owned()
            ticked=t.proposal_sum_ticked().to_owned()
            none=t.proposal_sum_none().to_owned()
            tick=t.proposal_tick_all().to_owned()
            untick=t.proposal_untick_all().to_owned()
        />
    }
}

/// Of the box that says yes to this one.
pub(super) fn box_id(kind: &str, number: impl Display) -> String {
    format!("{kind}-{number}")
}
