//! A what-if: the form, and its numbers beside those of the round.

use entity::{
    Fen, Field,
    matching::assign::Left,
    round::{Summary, what_if::Asked},
    wish::Category,
};
use leptos::prelude::*;

use super::{
    LIST,
    ground::no_fund,
    numbers::head,
    one::{Seen, Tried},
};
use crate::{
    parts::{
        form::{SelectField, TextField, Told},
        notice::Notice,
    },
    text::Text,
};

pub(super) fn what_if(t: Text, seen: &Seen, tried: &Tried, told: &Told) -> impl IntoView + use<> {
    let answer = tried.answer.as_ref().map(|(now, then)| compared(t, seen, &tried.asked, (now, then)));
    let blank = tried.is_blank.then(|| {
        view! {
            <div id="what-if-answer">
                <Notice kind="wait">{t.what_if_blank()}</Notice>
            </div>
        }
    });
    view! {
        <form class="form box" id="what-if" method="get" action=format!("{LIST}/{}#what-if-answer", seen.round.id)>
            <h2>{t.what_if_title()}</h2>
            <p class="soft">{t.what_if_lead()}</p>
            {number(t, told, Field::RaiseCap, (&tried.asked.raise, ""), "decimal")}
            {one_more(t, seen, &tried.asked, told)}
            <div class="actions">
                <button class="btn quiet">{t.what_if_go()}</button>
            </div>
            {answer}
            {blank}
        </form>
    }
}

/// One more offer; with shares and a sum where the round is over plots and funds, too.
fn one_more(t: Text, seen: &Seen, asked: &Asked, told: &Told) -> impl IntoView + use<> {
    let categories = Category::ALL.map(|one| (one.key().to_owned(), t.category(one).to_owned())).to_vec();
    let townships = &seen.county.places(t.0).townships;
    let townships = townships.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    let beside = seen.round.phase_id.is_none().then(|| {
        view! {
            {number(t, told, Field::MaxShares, (&asked.shares, t.what_if_shares_help()), "numeric")}
            {number(t, told, Field::ForFunds, (&asked.for_funds, t.what_if_for_funds_help()), "decimal")}
        }
    });
    view! {
        <fieldset class="group">
            <legend>{t.what_if_more()}</legend>
            <p class="help">{t.what_if_more_help()}</p>
            <div class="pair long">
                {number(t, told, Field::MaxCount, (&asked.count, ""), "numeric")} {beside}
                {number(t, told, Field::Budget, (&asked.budget, ""), "decimal")}
                <SelectField
                    field=Field::Category
                    t=t
                    told=told.clone()
                    value=asked.category.clone()
                    options=categories
                    blank=t.offer_any()
                    optional=true
                />
                <SelectField
                    field=Field::Township
                    t=t
                    told=told.clone()
                    value=asked.township.clone()
                    options=townships
                    blank=t.offer_any()
                    optional=true
                />
            </div>
        </fieldset>
    }
}

/// Called as the field is, so that what it is told names what the page shows. `help`: nothing where it is blank.
fn number(
    t: Text,
    told: &Told,
    field: Field,
    (value, help): (&str, &'static str),
    inputmode: &'static str,
) -> impl IntoView + use<> {
    view! {
        <TextField
            field=field
            t=t
            told=told.clone()
            value=value.to_owned()
            help=help
            inputmode=inputmode
            optional=true
            autocomplete="off"
        />
    }
}

/// The numbers that matter, as a round drawn just now has them and as it would; with what explains them. Three narrow
/// columns, on a phone too: they are to be compared.
fn compared(t: Text, seen: &Seen, asked: &Asked, (now, then): (&Summary, &Summary)) -> AnyView {
    let is_over_all = seen.round.phase_id.is_none();
    let has_shares = is_over_all && !asked.shares.trim().is_empty();
    let has_sum = is_over_all && !asked.for_funds.trim().is_empty();
    let besides = (
        has_shares || [now, then].iter().any(|summary| !summary.plots.is_empty()),
        has_sum || [now, then].iter().any(|summary| !summary.funds.is_empty()),
    );
    let none_there = [
        (has_shares && then.plots.is_empty()).then(|| t.round_no_plot().to_owned()),
        no_fund(t, then).filter(|_| has_sum),
    ];
    let none_there: Vec<_> = none_there.into_iter().flatten().map(|says| view! { <p>{says}</p> }).collect();
    let (as_it_is, as_it_would) = (figures(t, now, besides), figures(t, then, besides));
    let changed = (figures(t, &seen.summary, besides) != as_it_is).then(|| {
        let says = t.what_if_changed(&t.time(seen.round.drawn_at), &changes(t, &seen.summary, now));
        view! { <p>{says}</p> }
    });
    let is_same = as_it_is == as_it_would;
    let same = [cap(t, asked, now, then), t.what_if_no_more(asked, then)].into_iter().flatten().filter(|_| is_same);
    let same: Vec<_> = same.map(|says| view! { <p>{says}</p> }).collect();
    let rows: Vec<_> = as_it_is
        .into_iter()
        .zip(as_it_would)
        .map(|((name, now), (_, then))| {
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="num">{now}</td>
                    <td class="num">
                        <b>{then}</b>
                    </td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="stack" id="what-if-answer">
            <h3>{t.what_if_answer()}</h3>
            <div class="table-wrap" tabindex="0" role="region" aria-label=t.what_if_answer()>
                <table class="table">
                    {head([t.round_numbers(), t.what_if_now(), t.what_if_then()])} <tbody>{rows}</tbody>
                </table>
            </div>
            {none_there}
            {t.what_if_more_parcels(now, then).map(|says| view! { <p>{says}</p> })}
            {same}
            {changed}
            <p class="soft small">{t.what_if_explains()}</p>
        </div>
    }
    .into_any()
}

/// What is compared, with its names. `besides`: whether plots and funds are.
fn figures(t: Text, of: &Summary, (has_plots, has_funds): (bool, bool)) -> Vec<(&'static str, String)> {
    let missed = of.schools.iter().filter(|line| line.missed.is_some()).count();
    let mut figures = vec![
        (t.round_proposed(), t.number(of.proposed)),
        (t.round_after(), t.number(of.open.saturating_sub(of.proposed))),
        (t.what_if_bound(), t.number(of.bound)),
        (t.what_if_gap(), t.number(of.gap())),
        (t.what_if_parcels(), t.number(of.parcels)),
        (t.what_if_price(), of.price.to_string()),
        (t.what_if_mean(), t.number(of.after.mean())),
        (t.what_if_missed(), missed.to_string()),
    ];
    if has_plots {
        let (shares, price) = of.shares();
        figures.push((t.what_if_plots(), shares.to_string()));
        figures.push((t.what_if_plots_price(), price.to_string()));
    }
    if has_funds {
        figures.push((t.what_if_funds(), of.for_funds().to_string()));
    }
    figures
}

/// What is other now than when the round was drawn.
fn changes(t: Text, before: &Summary, now: &Summary) -> String {
    let free = |summary: &Summary| summary.plots.iter().map(|line| i64::from(line.free)).sum::<i64>().to_string();
    let lacks = |summary: &Summary| Fen(summary.funds.iter().map(|line| line.lacks.0).sum()).to_string();
    let counts = [
        (t.what_if_open(), t.number(before.open), t.number(now.open)),
        (t.what_if_offers(), t.number(before.offers), t.number(now.offers)),
        (t.what_if_resting(), t.number(before.resting), t.number(now.resting)),
        (t.what_if_limited(), t.number(before.limited), t.number(now.limited)),
        (t.what_if_free(), free(before), free(now)),
        (t.what_if_lacks(), lacks(before), lacks(now)),
    ];
    let changes = counts.into_iter().filter(|(_, before, now)| before != now);
    let changes: Vec<String> = changes.map(|(name, before, now)| t.what_if_from_to(name, &before, &now)).collect();
    if changes.is_empty() { t.what_if_time().to_owned() } else { changes.join(t.0.pick("，", "; ")) }
}

/// Why raising the highest prices changes nothing; none where it was not asked for.
fn cap(t: Text, asked: &Asked, now: &Summary, then: &Summary) -> Option<String> {
    if asked.raise.trim().is_empty() {
        return None;
    }
    let left = |summary: &Summary, why: Left| {
        summary.left.iter().find(|(known, _)| *known == why).map_or(0, |(_, count)| *count)
    };
    let (before, after) = (left(now, Left::NoOfferAtPrice), left(then, Left::NoOfferAtPrice));
    let freed = before.saturating_sub(after);
    Some(match before {
        0 => t.what_if_cap_none().to_owned(),
        _ if freed == 0 => t.what_if_cap_short(after),
        _ if left(then, Left::Limit) > left(now, Left::Limit) => t.what_if_cap_limit(freed),
        _ if left(then, Left::BudgetsSpent) > left(now, Left::BudgetsSpent) => t.what_if_cap_money(freed),
        _ => t.what_if_cap_counts(freed),
    })
}
