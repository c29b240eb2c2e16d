//! One photo of many cards: how to take it, sending it, and matching by hand what its stickers did not say.

mod pieces;

use std::collections::BTreeSet;

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Code, Field, Refusal, Refused,
    card::{
        list::{self, Line},
        piece::{
            self, Model,
            bring::{self, Brought},
            pair::{self, Dropped, Typed},
            turn as turning,
        },
        stickers::{self, Stickers},
        turn::Typed as Turned,
    },
    id::CardPieceId,
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        desk::desk,
        form::{FormErrors, Told},
        photo::{Sending, sending},
    },
    request::{Pressed, Sent, upload::Upload},
    text::Text,
};

/// The longer side of what the browser sends, in pixels: what the server looks at, so that stickers stay as sharp.
const LONGEST: u32 = 4_000;

/// What stands on the page.
struct Shown {
    pieces: Vec<Model>,
    /// Gifts that wait for a card.
    owed: Vec<Line>,
    /// For each phase in which cards may come.
    stickers: Vec<Stickers>,
}

/// A choice that was refused, to be shown again where it was made.
type Chosen<'a> = Option<(CardPieceId, &'a Typed)>;

pub async fn show(visit: Visit) -> Result<Page, AppError> {
    page(&visit, None, Told::nothing()).await
}

/// The photo is cut up in a child that may fall over it; then the cards are handed in, all at once.
pub async fn send(visit: Visit, sent: Upload) -> Result<Response, AppError> {
    let school = visit.school()?;
    let key = visit.form_key(sent.text("form"));
    let is_by_script = sent.is_by_script;
    let cut = match sent.file {
        Some((_, photo)) => (visit.site().cut_cards)(school.account(), photo, visit.now()).await,
        None => Err(Refusal::Missing(Field::File).into()),
    };
    let done = match cut {
        Ok(pieces) => bring::bring(visit.store(), school, &pieces, &key, visit.now()).await,
        Err(AppError::Refused(refused)) => Err(refused.into()),
        Err(error) => return Err(error),
    };
    match done {
        Ok(brought) => {
            let said = said(visit.t(), &brought);
            let is_kept = brought.early.is_empty() && brought.refused.is_empty();
            let go = if is_kept && !brought.matched.is_empty() {
                visit.go_saying(after(&brought), said)
            } else {
                visit.go_warning(after(&brought), &said)
            };
            let mut answer = go.into_response();
            if is_by_script {
                // A script is told where to go, and goes there itself.
                *answer.status_mut() = StatusCode::CREATED;
            }
            Ok(answer)
        }
        Err(error) => again(&visit, None, &refused(error)?).await,
    }
}

/// Where there is something left to do.
const fn after(brought: &Brought) -> &'static str {
    if brought.left > 0 || brought.matched.is_empty() { "/school/cards/many" } else { "/school/cards" }
}

fn said(t: Text, brought: &Brought) -> String {
    let grouped = |codes: &[Code]| codes.iter().map(Code::grouped).collect::<Vec<String>>();
    t.pieces_saying(brought.matched.len(), brought.left, &grouped(&brought.early), &grouped(&brought.refused))
}

pub async fn pair(visit: Visit, Path(id): Path<String>, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let (school, id) = (visit.school()?, read(&id)?);
    let key = visit.form_key(&sent.form);
    match pair::pair(visit.store(), school, id, &sent.typed, &key, visit.now()).await {
        Ok(()) => Ok(visit.go_saying("/school/cards/many", visit.t().pieces_matched_saying()).into_response()),
        Err(error) => again(&visit, Some((id, &sent.typed)), &refused(error)?).await,
    }
}

pub async fn drop(visit: Visit, Path(id): Path<String>, Form(pressed): Form<Pressed>) -> Result<Response, AppError> {
    let (school, id) = (visit.school()?, read(&id)?);
    pair::drop(visit.store(), school, id, &visit.form_key(&pressed.form), visit.now()).await?;
    Ok(visit.go_saying("/school/cards/many", visit.t().pieces_dropped_saying()).into_response())
}

/// The numbers of the pieces that were seen, with commas between them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Seen {
    pieces: String,
}

pub async fn drop_all(visit: Visit, Form(sent): Form<Sent<Seen>>) -> Result<Response, AppError> {
    let (school, key, t) = (visit.school()?, visit.form_key(&sent.form), visit.t());
    let seen = sent.typed.pieces.split(',').map(read).collect::<Result<BTreeSet<_>, _>>()?;
    match pair::drop_all(visit.store(), school, &seen, &key, visit.now()).await {
        Ok(Dropped { gone: 0, .. }) => {
            Ok(visit.go_saying("/school/cards/many", t.pieces_dropped_saying()).into_response())
        }
        Ok(Dropped { dropped, gone }) => {
            Ok(visit.go_warning("/school/cards/many", &t.pieces_dropped_rest_saying(dropped, gone)).into_response())
        }
        Err(error) => again(&visit, None, &refused(error)?).await,
    }
}

/// The picture is drawn anew in a child, then takes the old one's place.
pub async fn turn(visit: Visit, Path(id): Path<String>, Form(sent): Form<Sent<Turned>>) -> Result<Response, AppError> {
    let (school, id, key) = (visit.school()?, read(&id)?, visit.form_key(&sent.form));
    let (store, now) = (visit.store(), visit.now());
    let done = match turning::ask(store, school, id, &sent.typed, &key).await {
        Ok(Some((photo, way))) => {
            let drawn = (visit.site().turn_picture)(photo, school.account(), way, now).await?;
            turning::replace(store, school, id, &sent.typed, drawn, &key, now).await
        }
        Ok(None) => Ok(()),
        Err(error) => Err(error),
    };
    let Err(error) = done else {
        return Ok(visit.go_saying("/school/cards/many", visit.t().turn_saying()).into_response());
    };
    let refused = refused(error)?;
    if refused.0 == [Refusal::NotFound] {
        return Err(AppError::Refused(refused));
    }
    again(&visit, None, &refused).await
}

fn read(id: &str) -> Result<CardPieceId, AppError> {
    id.parse().map_err(|_| AppError::not_found())
}

/// The page with what is wrong; a piece that is gone has none.
async fn again(visit: &Visit, chosen: Chosen<'_>, refused: &Refused) -> Result<Response, AppError> {
    if let Some((id, _)) = chosen {
        let waiting = piece::waiting(visit.db(), visit.school()?).await?;
        if waiting.iter().all(|piece| piece.id != id) {
            return Err(AppError::Refused(refused.clone()));
        }
    }
    let told = match (&refused.0[..], chosen) {
        ([Refusal::Missing(Field::File)], _) => Told::at_field(Field::File, visit.t().cards_file_missing()),
        // Whatever is wrong with the choice stands at it.
        ([one], Some(_)) => Told::at_field(Field::CardOf, &visit.t().refusal(one)),
        _ => Told::new(visit.lang(), refused),
    };
    Ok(page(visit, chosen, told).await?.status(status_of(refused)).into_response())
}

async fn page(visit: &Visit, chosen: Chosen<'_>, told: Told) -> Result<Page, AppError> {
    let shown = gather(visit).await?;
    let t = visit.t();
    Ok(visit.page(t.pieces_title(), || {
        desk(
            visit,
            view! {
                <ol class="crumbs" aria-label=t.crumbs()>
                    <li>
                        <a href="/school/cards">{t.cards_title()}</a>
                    </li>
                    <li aria-current="page">{t.pieces_title()}</li>
                </ol>
                <div class="page-head">
                    <h1>{t.pieces_title()}</h1>
                    <p class="soft">{t.pieces_lead()}</p>
                </div>
                <FormErrors told=told.clone() t=t />
                {pieces::waiting(visit, &shown, chosen, &told)}
                <div class="with-side">
                    {form(visit, &told)} {how(t, &shown.stickers)}
                </div>
            },
        )
    }))
}

async fn gather(visit: &Visit) -> Result<Shown, AppError> {
    let school = visit.school()?;
    let pieces = piece::waiting(visit.db(), school).await?;
    let mut owed = Vec::new();
    for phase in list::phases(visit.db(), school).await? {
        let lines = list::of_school(visit.db(), school, phase.id, visit.today()).await?;
        owed.extend(lines.into_iter().filter(Line::is_owed));
    }
    let mut stickers = Vec::new();
    for phase in stickers::phases(visit.db(), school).await? {
        stickers.push(stickers::of_school(visit.db(), school, phase.id).await?);
    }
    Ok(Shown { pieces, owed, stickers })
}

fn form(visit: &Visit, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let form = Sending {
        action: "/school/cards/many".to_owned(),
        key: visit.mint(),
        label: t.pieces_photo(),
        help: t.pieces_photo_help(),
        button: t.pieces_send(),
        longest: LONGEST,
    };
    sending(t, form, told.at(Field::File))
}

fn how(t: Text, stickers: &[Stickers]) -> impl IntoView + use<> {
    let links: Vec<_> = stickers
        .iter()
        .map(|sheet| {
            let (number, coming) = (sheet.phase.number, sheet.coming());
            view! {
                <li>
                    <a href=format!(
                        "/school/papers/{number}/stickers.pdf",
                    )>{format!("{} · {}", t.pieces_stickers(), t.wish_desk_phase(number))}</a>
                    {(coming > 0).then(|| view! { <p class="help">{t.pieces_coming(coming)}</p> })}
                </li>
            }
        })
        .collect();
    view! {
        <aside class="box stack">
            <h2>{t.pieces_how()}</h2>
            <ul>
                <li>{t.pieces_how_sticker()}</li>
                <li>{t.pieces_how_table()}</li>
                <li>{t.pieces_how_apart()}</li>
                <li>{t.pieces_how_light()}</li>
            </ul>
            {if links.is_empty() {
                view! { <p class="help">{t.pieces_stickers_none()}</p> }.into_any()
            } else {
                view! { <ul>{links}</ul> }.into_any()
            }}
        </aside>
    }
}
