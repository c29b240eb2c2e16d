//! The wishes of a proposal, school by school: each with its box while it waits, and with what it has become.

use entity::{
    Fen,
    claim::State,
    round::{
        answer::{Line, Seen, Typed},
        giver::Part,
    },
    wish::browse::PublicWish,
};
use leptos::prelude::*;

use super::{
    has_heading,
    parcel::{Parcel, Row, parcels},
    total::box_id,
};
use crate::{
    Visit,
    parts::{
        icon::CategoryIcon,
        parcel::of_school,
        wish_tag::{days_waited, spec_line},
    },
};

/// What of this part can still be answered.
pub(super) fn choices(
    visit: &Visit,
    (seen, wishes): (&Seen, &[PublicWish]),
    part: &Part,
    typed: Option<&Typed>,
) -> Option<AnyView> {
    let its = parcels((seen, wishes), part, |line| line.state == State::Held);
    let drawn = its.iter().map(|parcel| {
        let rows: Vec<_> = parcel.rows.iter().map(|row| choice(visit, row, typed)).collect();
        let says = visit.t().proposal_of_school(parcel.rows.len(), sum(parcel.rows.iter()), true);
        draw(visit, parcel, (has_heading(seen, part), Some(says)), rows.into_any())
    });
    let drawn: Vec<_> = drawn.collect();
    (!drawn.is_empty()).then(|| drawn.into_any())
}

/// What this part has become.
pub(super) fn told(visit: &Visit, (seen, wishes): (&Seen, &[PublicWish]), part: &Part) -> Option<AnyView> {
    let its = parcels((seen, wishes), part, |_| true);
    let drawn = its.iter().map(|parcel| {
        let rows: Vec<_> = parcel.rows.iter().map(|row| became(visit, row)).collect();
        draw(visit, parcel, (has_heading(seen, part), claimed(visit, parcel)), rows.into_any())
    });
    let drawn: Vec<_> = drawn.collect();
    (!drawn.is_empty()).then(|| drawn.into_any())
}

pub(super) fn is_held(seen: &Seen, wish: &PublicWish) -> bool {
    line(seen, wish).is_some_and(|line| line.state == State::Held)
}

/// Whether its donor has claimed it.
pub(super) fn is_claimed_here(seen: &Seen, wish: &PublicWish) -> bool {
    line(seen, wish).is_some_and(|line| is_claimed(line.state))
}

/// What was proposed of this wish.
fn line<'a>(seen: &'a Seen, wish: &PublicWish) -> Option<&'a Line> {
    seen.lines.iter().find(|line| line.code == wish.code)
}

/// How many of a parcel were claimed, and what they come to; none where none was.
fn claimed(visit: &Visit, its: &Parcel<'_>) -> Option<String> {
    let claimed = || its.rows.iter().filter(|row| is_claimed(row.line.state));
    let sum = sum(claimed()).to_string();
    match claimed().count() {
        0 => None,
        1 => Some(visit.t().proposal_claimed_one(&sum)),
        count => Some(visit.t().proposal_claimed(count, &sum)),
    }
}

fn sum<'a, 'b: 'a>(rows: impl Iterator<Item = &'a Row<'b>>) -> Fen {
    Fen(rows.map(|row| row.wish.price.0).sum())
}

/// What goes to one school, under its heading. `below`: that of a giver stands above it; `says`: what it comes to.
fn draw(
    visit: &Visit,
    its: &Parcel<'_>,
    (below, says): (bool, Option<String>),
    rows: AnyView,
) -> impl IntoView + use<> {
    let t = visit.t();
    let gifts = view! {
        {says.map(|says| view! { <p class="soft">{says}</p> })}
        {its.why.map(|why| view! { <p class="soft small">{t.proposal_reason(why)}</p> })}
        <ul class="basket">{rows}</ul>
    };
    of_school(t, its.place(t.0), below, gifts.into_any())
}

/// A wish with its box, ticked until somebody has unticked it.
fn choice(visit: &Visit, row: &Row<'_>, typed: Option<&Typed>) -> impl IntoView + use<> {
    let t = visit.t();
    let code = row.wish.code.to_string();
    let ticked = typed.is_none_or(|typed| typed.wishes.contains(&code));
    let id = box_id("wish", &code);
    view! {
        <li>
            {facts(visit, row)} <span class="price">{row.wish.price.to_string()}</span> <div class="after">
                <label class="choice">
                    <input type="checkbox" id=id name="wish" value=code checked=ticked />
                    <span>{t.proposal_take()}</span>
                </label>
            </div>
        </li>
    }
}

/// What it is, and why it was found for this reader. Once it is claimed, the way is to the gift on its donor's desk.
fn facts(visit: &Visit, row: &Row<'_>) -> impl IntoView + use<> {
    let (t, wish, state) = (visit.t(), row.wish, row.line.state);
    // Whoever cannot read what is wished for reads of what kind it is.
    let lang = t.own_lang(&wish.item);
    let desk = if is_claimed(state) { "gifts" } else { "wishes" };
    let why = row.why.map(|why| t.proposal_reason(why));
    let sibling = row.is_sibling.then(|| t.proposal_sibling());
    let says: Vec<_> = sibling.into_iter().chain(why).map(|says| view! { <p class="soft small">{says}</p> }).collect();
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
                {(state == State::Held).then(|| days_waited(visit, wish))}
            </p>
            {says}
        </div>
    }
}

const fn is_claimed(state: State) -> bool {
    matches!(state, State::Confirmed | State::Shipped | State::Received | State::Fulfilled)
}

/// What is still held when nothing can be answered any more was not answered in time.
fn became(visit: &Visit, row: &Row<'_>) -> impl IntoView + use<> {
    let t = visit.t();
    let (key, says) = match row.line.state {
        State::Held => (State::Lapsed.key(), t.round_lapsed()),
        state => (state.key(), t.proposal_line(state)),
    };
    view! {
        <li>
            {facts(visit, row)}
            <span class=format!("pill k-{key}")>{says}</span>
        </li>
    }
}
