//! The wishes of a proposal: each with its box while it waits, and with what it has become.

use entity::{
    claim::State,
    round::{
        answer::{Line, Seen, Typed},
        giver::Part,
    },
    wish::browse::PublicWish,
};
use leptos::prelude::*;

use super::total::box_id;
use crate::{
    Visit,
    parts::{icon::CategoryIcon, wish_tag::spec_line},
};

/// What of this part can still be answered.
pub(super) fn choices(
    visit: &Visit,
    (seen, wishes): (&Seen, &[PublicWish]),
    part: &Part,
    typed: Option<&Typed>,
) -> Option<AnyView> {
    let its = wishes.iter().filter(|wish| part.wishes.contains(&wish.code) && is_held(seen, wish));
    let rows: Vec<_> = its.map(|wish| choice(visit, seen, wish, typed)).collect();
    (!rows.is_empty()).then(|| view! { <ul class="basket">{rows}</ul> }.into_any())
}

/// What this part has become.
pub(super) fn told(visit: &Visit, (seen, wishes): (&Seen, &[PublicWish]), part: &Part) -> Option<AnyView> {
    let its = wishes.iter().filter(|wish| part.wishes.contains(&wish.code));
    let rows: Vec<_> = its.map(|wish| became(visit, seen, wish)).collect();
    (!rows.is_empty()).then(|| view! { <ul class="basket">{rows}</ul> }.into_any())
}

pub(super) fn is_held(seen: &Seen, wish: &PublicWish) -> bool {
    line(seen, wish).is_some_and(|line| line.state == State::Held)
}

/// What was proposed of this wish.
fn line<'a>(seen: &'a Seen, wish: &PublicWish) -> Option<&'a Line> {
    seen.lines.iter().find(|line| line.code == wish.code)
}

/// A wish with its box, ticked until somebody has unticked it.
fn choice(visit: &Visit, seen: &Seen, wish: &PublicWish, typed: Option<&Typed>) -> impl IntoView + use<> {
    let t = visit.t();
    let code = wish.code.to_string();
    let ticked = typed.is_none_or(|typed| typed.wishes.contains(&code));
    let id = box_id("wish", &code);
    view! {
        <li>
            {facts(visit, seen, wish)} <span class="price">{wish.price.to_string()}</span> <div class="after">
                <label class="choice">
                    <input type="checkbox" id=id name="wish" value=code checked=ticked />
                    <span>{t.proposal_take()}</span>
                </label>
            </div>
        </li>
    }
}

/// What it is, and why it was found for this reader. Once it is claimed, the way is to the gift on its donor's desk.
fn facts(visit: &Visit, seen: &Seen, wish: &PublicWish) -> impl IntoView + use<> {
    let t = visit.t();
    let line = line(seen, wish);
    let why = line.and_then(|line| line.why);
    let why = why.map(|why| view! { <p class="soft small">{t.proposal_why(why)}</p> });
    // Whoever cannot read what is wished for reads of what kind it is.
    let lang = t.own_lang(&wish.item);
    let desk = if line.is_some_and(|line| is_claimed(line.state)) { "gifts" } else { "wishes" };
    view! {
        <CategoryIcon category=wish.category.key() />
        <div>
            <b>
                <a href=format!("/{desk}/{}", wish.code) lang=lang>
                    {wish.item.clone()}
                </a>
            </b>
            <p class="spec">{spec_line(visit, wish)}</p>
            <p class="meta">
                {lang.map(|_| view! { <span>{t.category(wish.category)}</span> })}
                <span>{t.grade_band(wish.grade_band)}</span>
                <span lang=t.own_lang(&wish.township)>{wish.township.clone()}</span>
            </p>
            {why}
        </div>
    }
}

const fn is_claimed(state: State) -> bool {
    matches!(state, State::Confirmed | State::Shipped | State::Received | State::Fulfilled)
}

fn became(visit: &Visit, seen: &Seen, wish: &PublicWish) -> impl IntoView + use<> {
    let state = line(seen, wish).map_or(State::Lapsed, |line| line.state);
    view! {
        <li>
            {facts(visit, seen, wish)}
            <span class=format!("pill k-{}", state.key())>{visit.t().proposal_line(state)}</span>
        </li>
    }
}
