//! `/plots/{number}`: one field with its split, its organiser, its diary and its harvest. Public; no names.

use std::collections::HashMap;

use axum::extract::{Path, Query};
use entity::{
    Fen,
    adoption::{credit, reserve},
    id::{DiaryEntryId, PhotoId, PlotId},
    organiser,
    plot::{
        ShortfallRule, State,
        browse::{self, PublicPlot},
        diary, renew,
        settled::{self, Settled},
        weight::kilograms,
    },
    report::{Season, publish},
};
use leptos::prelude::*;

use super::adopt;
use crate::{
    AppError, Page, Visit,
    pages::disclosures::{self, of_season},
    parts::{
        crumbs::Crumbs,
        form::{FormErrors, Told},
        photo::Photo,
        plot_card::{field, mu, parts, split_bar, standing, title},
    },
    text::Text,
};

/// The address may say how many shares the form begins with.
pub async fn show(
    visit: Visit,
    Path(number): Path<String>,
    Query(asked): Query<reserve::Typed>,
) -> Result<Page, AppError> {
    let number = read_number(&number)?;
    let shares = asked.shares.parse::<i32>().unwrap_or(1).max(1);
    draw(&visit, number, &reserve::Typed { shares: shares.to_string() }, Told::nothing()).await
}

pub fn read_number(typed: &str) -> Result<PlotId, AppError> {
    typed.parse().map_err(|_| AppError::not_found())
}

pub async fn draw(visit: &Visit, number: PlotId, typed: &reserve::Typed, told: Told) -> Result<Page, AppError> {
    let plot = browse::one(visit.db(), number, visit.lang(), visit.now()).await?;
    let organiser = match plot.organiser {
        Some(id) => Some(organiser::change::find(visit.db(), id).await?),
        None => None,
    };
    let entries = diary::of(visit.db(), number).await?;
    let pictures = diary::pictures(visit.db(), &entries).await?;
    let season = Season::of(&plot);
    let published = match season {
        Some(season) => publish::published(visit.db(), season).await?,
        None => Vec::new(),
    };
    let credit = match visit.donor() {
        Ok(donor) => credit::left(visit.db(), donor, number).await?,
        Err(_) => Fen::ZERO,
    };
    let first = renew::first(visit.db(), number, visit.donor().ok(), visit.now()).await?;
    let settled = settled::of(visit.db(), number, visit.now()).await?;
    let t = visit.t();
    let title = title(t, &plot);
    let (class, stands) = standing(t, &plot);
    let page = visit.page(&title, || {
        view! {
            <Crumbs t=t list=("/plots", t.plots_title()) here=title.clone() />
            <div class="plot-page">
                <div class="stack">
                    <div class="page-head">
                        <h1>{title.clone()}</h1>
                        <span class=class>{stands}</span>
                    </div>
                    <FormErrors told=told.clone() t=t />
                    <div class="box">
                        {field(t, plot.shares, plot.taken)}
                        <p class="foot">
                            <span class="price">{t.plot_per_share(&plot.share_price.to_string())}</span>
                            <span>{t.gifts_plots_shares(plot.taken, plot.shares)}</span>
                        </p>
                    </div>
                    {adopt::form(visit, &plot, typed, (credit, first), told)}
                    {result(t, &plot, None)}
                    {spent(t, settled)}
                    {log(t, &entries, &pictures)}
                </div>
                <div class="stack">
                    {facts(t, &plot)} {split(t, &plot)} {organiser.map(|one| answerable(t, &one))}
                    {season.and_then(|season| disclosures::list(t, &of_season(season), &published))}
                    <p class="soft small">{t.plot_no_return()}</p>
                </div>
            </div>
        }
    });
    Ok(page.shared())
}

pub fn facts(t: Text, plot: &PublicPlot) -> impl IntoView + use<> {
    let season = plot.sow_on.zip(plot.harvest_on).map(|(from, to)| t.plot_season(&t.date(from), &t.date(to)));
    let crop = [t.crop(plot.crop).to_owned(), plot.variety.clone()].into_iter().filter(|part| !part.is_empty());
    let until = plot.adopt_until.filter(|_| plot.state == State::Open).map(|day| t.date(day));
    let lines: Vec<_> = [
        (t.field(entity::Field::Crop), Some(crop.collect::<Vec<_>>().join(" · "))),
        (t.plot_standard(), Some(plot.standard.clone())),
        (t.plot_area(), Some(t.plot_area_of(&mu(plot.area_m2), plot.area_m2))),
        (t.plot_season_days(), season),
        (t.plot_adopt_until(), until),
        (t.plot_harvest_share(), Some(t.plot_kg(&plot.harvest.to_string()))),
        (t.plot_mode(), Some(t.plot_mode_name(plot.mode).to_owned())),
        (t.plot_shortfall(), Some(t.shortfall_rule(plot.shortfall_rule).to_owned())),
        (t.plot_farmed_by(), Some(t.plot_household_alias(&plot.household))),
    ]
    .into_iter()
    .filter_map(|(term, text)| Some((term, text?)))
    .map(|(term, text)| {
        view! {
            <dt>{term}</dt>
            <dd>{text}</dd>
        }
    })
    .collect();
    view! { <dl class="facts wide-terms">{lines}</dl> }
}

/// The published split, of the whole plot and of one share where that comes to whole fen.
fn split(t: Text, plot: &PublicPlot) -> impl IntoView + use<> {
    let shares = i64::from(plot.shares);
    let is_uneven = parts(t, plot.split).iter().any(|(.., amount)| amount.0 % shares != 0);
    let uneven = is_uneven.then(|| view! { <p class="soft small">{t.plot_split_uneven()}</p> });
    let rows: Vec<_> = parts(t, plot.split)
        .into_iter()
        .map(|(kind, name, amount)| {
            let share = if amount.0 % shares == 0 { Fen(amount.0 / shares).to_string() } else { "—".to_owned() };
            view! {
                <tr>
                    <th scope="row" class=format!("p-{kind}")>
                        {name}
                    </th>
                    <td class="num" data-label=t.plot_split_whole()>
                        {amount.to_string()}
                    </td>
                    <td class="num" data-label=t.plot_split_share()>
                        {share}
                    </td>
                </tr>
            }
        })
        .collect();
    view! {
        <section class="box">
            <h2>{t.plot_split()}</h2>
            <p class="soft">{t.plot_split_lead(&plot.price.to_string(), plot.shares)}</p>
            {split_bar(t, plot.split)}
            <div class="table-wrap" tabindex="0" role="region" aria-label=t.plot_split()>
                <table class="table cards">
                    <thead>
                        <tr>
                            <th scope="col">{t.plot_split_part()}</th>
                            <th scope="col" class="num">
                                {t.plot_split_whole()}
                            </th>
                            <th scope="col" class="num">
                                {t.plot_split_share()}
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row">{t.plot_split_sum()}</th>
                            <td class="num" data-label=t.plot_split_whole()>
                                {plot.price.to_string()}
                            </td>
                            <td class="num" data-label=t.plot_split_share()>
                                {plot.share_price.to_string()}
                            </td>
                        </tr>
                    </tfoot>
                </table>
            </div>
            {uneven}
        </section>
    }
}

/// Who answers for it before the law.
fn answerable(t: Text, organiser: &organiser::Model) -> impl IntoView + use<> {
    view! {
        <section class="box">
            <h2>{t.plot_organiser()}</h2>
            <dl class="facts wide-terms">
                <dt>{t.record_organiser()}</dt>
                <dd>{organiser.name(t.0).to_owned()}</dd>
                <dt>{t.record_basis()}</dt>
                <dd>{organiser.legal_basis.map(|basis| t.legal_basis(basis))}</dd>
                <dt>{t.record_qualification()}</dt>
                <dd>{organiser.qualification_no.clone()}</dd>
                <dt>{t.record_filing()}</dt>
                <dd>{organiser.filing_no.clone()}</dd>
                <dt>{t.record_contact()}</dt>
                <dd>{organiser.contact.clone()}</dd>
            </dl>
        </section>
    }
}

/// What the field gave, and what a shortfall means; nothing while it is not weighed. `part`: what of it is sent to who
/// reads this, in grams.
pub fn result(t: Text, plot: &PublicPlot, part: Option<i64>) -> Option<impl IntoView + use<>> {
    let weight = plot.weight_g?;
    let is_made_up = plot.shortfall_rule == ShortfallRule::Substitute && plot.evidence.is_some();
    let credit = if plot.shortfall_rule == ShortfallRule::Refund { t.plot_refund() } else { t.plot_credit() };
    let lines: Vec<_> = [
        (t.plot_weight(), Some(t.plot_kg(&kilograms(weight)))),
        (t.plot_own_part(), part.map(|part| t.plot_kg(&kilograms(part)))),
        (t.plot_test(), plot.test_no.clone()),
        (t.plot_evidence(), plot.evidence.clone()),
        (t.plot_shortfall(), plot.evidence.as_ref().map(|_| t.shortfall_rule(plot.shortfall_rule).to_owned())),
        (credit, plot.credit.filter(|credit| credit.0 > 0).map(|credit| credit.to_string())),
        (if is_made_up { t.plot_went_made_up() } else { t.plot_went() }, plot.delivery_note.clone()),
    ]
    .into_iter()
    .filter_map(|(term, text)| Some((term, text?)))
    .map(|(term, text)| {
        view! {
            <dt>{term}</dt>
            <dd>{text}</dd>
        }
    })
    .collect();
    Some(view! {
        <section class="box">
            <h2>{t.plot_result()}</h2>
            <dl class="facts">{lines}</dl>
        </section>
    })
}

/// What the money became, by the published split; nothing while it is not settled.
pub fn spent(t: Text, settled: Option<Settled>) -> Option<impl IntoView + use<>> {
    let Settled { on, parts } = settled?;
    Some(view! {
        <section class="box">
            <h2>{t.plot_spent()}</h2>
            <p class="soft">{t.plot_spent_lead(&t.date(on))}</p>
            {split_bar(t, parts)}
        </section>
    })
}

/// What an entry says: its words, or in the reader's language that nothing had been sown.
fn said(t: Text, entry: &diary::Model) -> String {
    entry.not_sown.map_or_else(|| entry.words.clone(), |day| t.plot_not_sown(&t.date(day)))
}

/// The diary, newest first, with its pictures.
pub fn log(t: Text, entries: &[diary::Model], pictures: &HashMap<DiaryEntryId, Vec<PhotoId>>) -> impl IntoView + use<> {
    let lines: Vec<_> = entries
        .iter()
        .map(|entry| {
            let words: Vec<_> = said(t, entry).lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect();
            let says = t.plot_picture_of(&t.date(entry.on_day));
            let photos = pictures.get(&entry.id).into_iter().flatten();
            let photos: Vec<_> = photos.map(|id| view! { <Photo id=*id says=says.clone() t=t /> }).collect();
            view! {
                <li>
                    <time datetime=entry.on_day.to_string()>{t.date(entry.on_day)}</time>
                    <div>{words} {photos}</div>
                </li>
            }
        })
        .collect();
    let body = if lines.is_empty() {
        view! { <p class="soft">{t.plot_diary_none()}</p> }.into_any()
    } else {
        view! { <ul class="journal">{lines}</ul> }.into_any()
    };
    view! {
        <section class="box">
            <h2>{t.plot_diary()}</h2>
            {body}
        </section>
    }
}
