//! A round in numbers: what it brings, how the schools fare, who is left and why.

use entity::{
    matching::assign::Idle,
    round::{
        State, Summary,
        list::{Left, Whose},
        summary::{SchoolLine, Waiting},
    },
};
use leptos::prelude::*;

use super::{offer::offer_line, one::Seen, resting::resting};
use crate::{
    parts::{empty::Empty, notice::Notice},
    text::Text,
};

/// One counter: the number, what it counts, and what more there is to say.
type Counter = (String, &'static str, String);

/// A heading over what was drawn, which says so once the round is decided.
pub(super) fn heading(t: Text, seen: &Seen, name: &'static str) -> String {
    if seen.round.state == State::Open { name.to_owned() } else { t.round_as_drawn(name) }
}

pub(super) fn numbers(t: Text, seen: &Seen) -> AnyView {
    let summary = &seen.summary;
    let offers = offers(t, summary);
    if summary.is_empty() {
        return view! {
            <Empty title=t.round_none() text=t.round_none_text() />
            <p class="soft">{offers}</p>
            {rests(t, summary)}
            {resting(t, seen)}
        }
        .into_any();
    }
    let bound = match (summary.optimal, summary.cut_short) {
        (true, _) => t.round_is_best().to_owned(),
        (false, true) => t.round_cut_short(summary.bound),
        (false, false) => t.round_bound(summary.bound),
    };
    let counters: [Counter; 5] = [
        (t.number(summary.proposed), t.round_children(), t.round_of_open(summary.open)),
        (t.number(summary.donors), t.round_donors(), offers),
        (t.number(summary.parcels), t.round_parcels(), String::new()),
        (summary.price.to_string(), t.round_price(), String::new()),
        (t.number(summary.gap()), t.round_gap(), bound),
    ];
    let counters: Vec<_> = counters.into_iter().map(counter).collect();
    view! {
        <section>
            <h2>{heading(t, seen, t.round_numbers())}</h2>
            <ul class="counts sums">{counters}</ul>
            {rests(t, summary)}
            {resting(t, seen)}
        </section>
    }
    .into_any()
}

/// How many offers it looked at, passed over, and found their donors' limits of.
fn offers(t: Text, summary: &Summary) -> String {
    let offers = t.round_of_offers(summary.offers, summary.resting);
    match summary.limited {
        0 => offers,
        limited => format!("{offers}{}{}", t.0.pick("；", "; "), t.round_limited(limited)),
    }
}

/// Until when those rest that would fit what is left.
fn rests(t: Text, summary: &Summary) -> Option<impl IntoView + use<>> {
    let rest = summary.rest;
    (rest.offers > 0).then(|| view! { <Notice kind="wait">{t.round_rests(rest)}</Notice> })
}

fn counter((number, name, more): Counter) -> impl IntoView {
    view! {
        <li>
            <span class="count">
                <b>{number}</b>
                <span>{name}</span>
                {(!more.is_empty()).then(|| view! { <small>{more}</small> })}
            </span>
        </li>
    }
}

/// None where nobody waited.
pub(super) fn waiting(t: Text, seen: &Seen) -> Option<AnyView> {
    let (before, after) = (seen.summary.before, seen.summary.after);
    if before.wishes == 0 {
        return None;
    }
    let row = |name: &'static str, waiting: Waiting| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="num" data-label=t.round_wishes()>
                    {t.number(waiting.wishes)}
                </td>
                <td class="num" data-label=t.round_mean()>
                    {t.number(waiting.mean())}
                </td>
                <td class="num" data-label=t.round_longest()>
                    {waiting.longest}
                </td>
            </tr>
        }
    };
    let view = view! {
        <section>
            <h2>{heading(t, seen, t.round_waiting())}</h2>
            <div class="table-wrap" tabindex="0" role="region" aria-label=t.round_waiting()>
                <table class="table cards">
                    {head([t.round_waiting(), t.round_wishes(), t.round_mean(), t.round_longest()])}
                    <tbody>{row(t.round_before(), before)} {row(t.round_after(), after)}</tbody>
                </table>
            </div>
        </section>
    };
    Some(view.into_any())
}

/// The first column names, the others count.
pub(super) fn head<const N: usize>(names: [&'static str; N]) -> impl IntoView + use<N> {
    let columns: Vec<_> = names
        .into_iter()
        .enumerate()
        .map(|(place, name)| {
            view! {
                <th scope="col" class=(place > 0).then_some("num")>
                    {name}
                </th>
            }
        })
        .collect();
    view! {
        <thead>
            <tr>{columns}</tr>
        </thead>
    }
}

pub(super) fn schools(t: Text, seen: &Seen) -> Option<impl IntoView + use<>> {
    let lines = &seen.summary.schools;
    let rows: Vec<_> = lines.iter().map(|line| school(t, seen, line)).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="stack">
                <h2>{heading(t, seen, t.round_schools())}</h2>
                <p class="soft small">{t.round_school_share_help()}</p>
                <div class="table-wrap" tabindex="0" role="region" aria-label=t.round_schools()>
                    <table class="table cards">
                        {head([
                            t.round_schools(),
                            t.round_school_open(),
                            t.round_school_proposed(),
                            t.round_school_share(),
                        ])}
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
    })
}

fn school(t: Text, seen: &Seen, line: &SchoolLine) -> impl IntoView + use<> {
    let (before, after) = line.promised_of_hundred();
    let name = seen.school(line.school);
    let lang = t.own_lang(&name);
    let missed = t.round_missed(line).map(|says| view! { <span class="spec late">{says}</span> });
    view! {
        <tr>
            <th scope="row">
                <span lang=lang>{name}</span>
                {missed}
            </th>
            <td class="num" data-label=t.round_school_open()>
                {t.number(line.open)}
            </td>
            <td class="num" data-label=t.round_school_proposed()>
                {t.number(line.proposed)}
            </td>
            <td class="num" data-label=t.round_school_share()>
                {t.round_share(before, after)}
            </td>
        </tr>
    }
}

pub(super) fn left(t: Text, seen: &Seen) -> impl IntoView + use<> {
    let whys = seen.summary.left.iter().map(|(why, count)| (t.round_left_why(*why), *count));
    let body = if seen.summary.left.is_empty() {
        view! { <p>{t.round_left_none()}</p> }.into_any()
    } else {
        let lines: Vec<_> = seen.left.iter().map(|left| left_line(t, seen, left)).collect();
        view! {
            {reasons(t, t.round_left(), whys.collect())}
            <details class="more">
                <summary>{t.round_left_longest()}</summary>
                <ul class="todo-list">{lines}</ul>
            </details>
        }
        .into_any()
    };
    view! {
        <section class="stack">
            <h2>{heading(t, seen, t.round_left())}</h2>
            {body}
        </section>
    }
}

fn left_line(t: Text, seen: &Seen, left: &Left) -> impl IntoView + use<> {
    let school = seen.school(left.school);
    let lang = t.own_lang(&school);
    view! {
        <li>
            <div class="what">
                <b>
                    <a href=format!("/office/wishes/{}", left.code) lang=t.own_lang(&left.item)>
                        {left.item.clone()}
                    </a>
                </b>
                <span class="soft small">
                    <span lang=lang>{school}</span>
                    {format!(" · {} · {}", t.round_left_days(left.line.days), t.round_left_why(left.line.why))}
                </span>
            </div>
        </li>
    }
}

pub(super) fn idle(t: Text, seen: &Seen) -> Option<impl IntoView + use<>> {
    let whys: Vec<_> = seen.summary.idle.iter().map(|(why, count)| (t.round_idle_why(*why), *count)).collect();
    let lines: Vec<_> = seen.idle.iter().map(|one| idle_line(t, seen, one)).collect();
    let lines = (!lines.is_empty()).then(|| {
        view! {
            <details class="more">
                <summary>{t.round_idle_offers()}</summary>
                <ul class="todo-list">{lines}</ul>
            </details>
        }
    });
    (!whys.is_empty()).then(|| {
        view! {
            <section class="stack">
                <h2>{heading(t, seen, t.round_idle())}</h2>
                {reasons(t, t.round_idle(), whys)}
                {lines}
            </section>
        }
    })
}

fn idle_line(t: Text, seen: &Seen, one: &Whose<Idle>) -> AnyView {
    let why = t.round_idle_why(one.why);
    let says = match seen.summary.idle_give.iter().find(|(offer, ..)| *offer == one.offer) {
        Some((_, given, of)) if given == of => t.round_gives_all(*of),
        Some((_, given, of)) => format!("{} · {why}", t.round_gives(*given, *of)),
        None => why.to_owned(),
    };
    offer_line(t, seen, one, &says)
}

/// How many for which reason.
pub(super) fn reasons(t: Text, label: &'static str, whys: Vec<(&'static str, u64)>) -> impl IntoView {
    let rows: Vec<_> = whys
        .into_iter()
        .map(|(why, count)| {
            view! {
                <tr>
                    <th scope="row">{why}</th>
                    <td class="num" data-label=t.round_count()>
                        {t.number(count)}
                    </td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=label>
            <table class="table cards">{head([t.round_why(), t.round_count()])} <tbody>{rows}</tbody></table>
        </div>
    }
}
