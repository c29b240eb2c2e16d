//! The pool's shelf: goods and sponsors with what is left of each, a form for one more, and what was given.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Field,
    handout::pool::source::{self, Kind, NAME, Stock, Typed},
    id::PoolSourceId,
    phase,
    wish::Category,
};
use leptos::prelude::*;

use super::{HERE, told};
use crate::{
    AppError, Visit,
    parts::form::{FormKeyField, PickField, SelectField, TextField, Told},
    request::{Pressed, Sent},
    text::Text,
};

pub async fn add(visit: Visit, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let (officer, form) = (visit.officer()?, visit.form_key(&sent.form));
    match source::add(visit.store(), officer, &sent.typed, &form, visit.now()).await {
        Ok(_) => Ok(visit.go_saying(HERE, visit.t().stock_added_saying()).into_response()),
        Err(error) => told(&visit, &sent.typed, error).await,
    }
}

pub async fn close(visit: Visit, Path(id): Path<String>, Form(pressed): Form<Pressed>) -> Result<Response, AppError> {
    let id: PoolSourceId = id.parse().map_err(|_| AppError::not_found())?;
    let (officer, form) = (visit.officer()?, visit.form_key(&pressed.form));
    source::close(visit.store(), officer, id, &form, visit.now()).await?;
    Ok(visit.go_saying(HERE, visit.t().stock_closed_saying()).into_response())
}

pub(super) fn shelf(visit: &Visit, stock: &[Stock]) -> impl IntoView + use<> {
    let t = visit.t();
    let body = if stock.is_empty() {
        view! { <p class="soft">{t.stock_none()}</p> }.into_any()
    } else {
        let rows: Vec<_> = stock.iter().map(|one| row(t, one, Some(visit))).collect();
        table(t, t.stock_title(), rows, true).into_any()
    };
    view! {
        <section class="stack" id="stock">
            <h2>{t.stock_title()}</h2>
            <p class="soft">{t.stock_lead()}</p>
            {body}
        </section>
    }
}

/// What each phase got from where; apart from donors' gifts.
pub(super) fn report(t: Text, reports: &[(phase::Model, Vec<Stock>)]) -> Option<impl IntoView + use<>> {
    if reports.is_empty() {
        return None;
    }
    let tables: Vec<_> = reports
        .iter()
        .map(|(phase, given)| {
            let title = phase.title(t.0).to_owned();
            let rows: Vec<_> = given.iter().map(|one| row(t, one, None)).collect();
            view! {
                <h3>{title.clone()}</h3>
                {table(t, &title, rows, false)}
            }
        })
        .collect();
    Some(view! {
        <section class="stack">
            <h2>{t.stock_report()}</h2>
            <p class="soft">{t.stock_report_lead()}</p>
            {tables}
        </section>
    })
}

fn table<V: IntoView + 'static>(t: Text, title: &str, rows: Vec<V>, with_left: bool) -> impl IntoView + use<V> {
    let (title, label, left) = (title.to_owned(), title.to_owned(), t.stock_left());
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=label>
            <table class="table cards">
                <caption class="vh">{title}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.stock_name()}</th>
                        <th scope="col">{t.stock_giver()}</th>
                        <th scope="col">{t.stock_category()}</th>
                        <th scope="col">{t.stock_added()}</th>
                        {with_left
                            .then(|| {
                                view! {
                                    <th scope="col" class="num">
                                        {left}
                                    </th>
                                }
                            })}
                        <th scope="col" class="num">
                            {t.stock_promised()}
                        </th>
                        <th scope="col" class="num">
                            {t.stock_given()}
                        </th>
                        {with_left
                            .then(|| {
                                view! {
                                    <th scope="col">
                                        <span class="vh">{t.stock_close()}</span>
                                    </th>
                                }
                            })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// With `visit`, a row of the shelf; without, of a report.
fn row(t: Text, stock: &Stock, visit: Option<&Visit>) -> impl IntoView + use<> {
    let source = &stock.source;
    let category = source.category.map_or(t.stock_any(), |category| t.category(category));
    let cap = source.price_cap_fen.map(|cap| format!(" ≤ {cap}"));
    let left = visit.map(|_| {
        view! {
            <td class="num" data-label=t.stock_left()>
                {t.number(stock.left())}
            </td>
        }
    });
    let close = visit.map(|visit| {
        view! {
            <td class="act">
                <form method="post" action=format!("{HERE}/stock/{}/close", source.id)>
                    <FormKeyField key=visit.mint() />
                    <button class="btn quiet">{t.stock_close()}</button>
                </form>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row">
                {source.name.clone()}
                <br />
                <span class="soft small">{t.stock_kind_of(source.kind)}</span>
            </th>
            <td data-label=t.stock_giver()>{source.giver.clone()}</td>
            <td data-label=t.stock_category()>{category} {cap}</td>
            <td data-label=t.stock_added()>{t.date(source.added_on)}</td>
            {left}
            <td class="num" data-label=t.stock_promised()>
                {t.number(stock.promised)}
            </td>
            <td class="num" data-label=t.stock_given()>
                {t.number(stock.given)}
            </td>
            {close}
        </tr>
    }
}

/// Its page sums up what it was told.
pub(super) fn form(visit: &Visit, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let kinds = Kind::ALL.map(|kind| (kind.key().to_owned(), t.stock_kind_of(kind).to_owned(), String::new())).to_vec();
    let categories =
        Category::ALL.map(|category| (category.key().to_owned(), t.category(category).to_owned())).to_vec();
    view! {
        <details class="box" id="new-stock" open=!told.is_nothing()>
            <summary>{t.stock_new()}</summary>
            <form class="form" method="post" action=format!("{HERE}/stock")>
                <FormKeyField key=visit.mint() />
                <PickField
                    field=Field::StockKind
                    t=t
                    told=told.clone()
                    value=typed.kind.clone()
                    options=kinds
                />
                <TextField
                    field=Field::Goods
                    t=t
                    told=told.clone()
                    value=typed.goods.clone()
                    help=t.stock_name_help(NAME)
                    autocomplete="off"
                />
                <TextField
                    field=Field::Giver
                    t=t
                    told=told.clone()
                    value=typed.giver.clone()
                    help=t.stock_giver_help()
                    autocomplete="off"
                />
                <SelectField
                    field=Field::Category
                    t=t
                    told=told.clone()
                    value=typed.category.clone()
                    options=categories
                    blank=t.stock_any()
                    help=t.stock_category_help()
                />
                {numbers(t, typed, told)}
                <div class="actions">
                    <button class="btn">{t.stock_add()}</button>
                </div>
            </form>
        </details>
    }
}

fn numbers(t: Text, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    view! {
        <TextField
            field=Field::Quantity
            t=t
            told=told.clone()
            value=typed.quantity.clone()
            inputmode="numeric"
            short=true
        />
        <TextField
            field=Field::StockCap
            t=t
            told=told.clone()
            value=typed.price_cap.clone()
            help=t.stock_cap_help()
            inputmode="decimal"
            short=true
            optional=true
        />
        <TextField
            field=Field::AddedOn
            t=t
            told=told.clone()
            value=typed.added_on.clone()
            help=t.stock_added_help()
            kind="date"
            short=true
            optional=true
        />
    }
}
