//! One photo of many cards: how to take it, sending it, and matching by hand what its stickers did not say.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Field, Refusal, Refused,
    card::{
        list::{self, Line},
        piece::{
            self, Model,
            bring::{self, Brought},
            pair::{self, Typed},
        },
        stickers,
    },
    id::CardPieceId,
    photo::Size,
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        desk::desk,
        form::{FormErrors, FormKeyField, Told},
        icon::UiIcon,
        photo::address,
    },
    request::{Pressed, Sent, upload::Upload},
    text::Text,
};

/// What stands on the page.
struct Shown {
    pieces: Vec<Model>,
    /// Gifts that wait for a card.
    owed: Vec<Line>,
    /// Numbers of the phases with stickers to print.
    stickers: Vec<i32>,
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
        Ok(brought) => Ok(visit.go_saying(after(&brought), said(visit.t(), &brought)).into_response()),
        Err(error) => again(&visit, None, &refused(error)?).await,
    }
}

/// Where there is something left to do.
const fn after(brought: &Brought) -> &'static str {
    if brought.left > 0 || brought.matched.is_empty() { "/school/cards/many" } else { "/school/cards" }
}

fn said(t: Text, brought: &Brought) -> String {
    let refused: Vec<String> = brought.refused.iter().map(entity::Code::grouped).collect();
    t.pieces_saying(brought.matched.len(), brought.left, &refused)
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
                {waiting(visit, &shown, chosen, &told)}
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
    let stickers = stickers::phases(visit.db(), school).await?;
    Ok(Shown { pieces, owed, stickers })
}

fn form(visit: &Visit, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let error = told.at(Field::File);
    let bad = error.is_some();
    view! {
        <form
            class="form box"
            method="post"
            action="/school/cards/many"
            enctype="multipart/form-data"
            novalidate
        >
            <FormKeyField key=visit.mint() />
            <div class=if bad { "field bad" } else { "field" }>
                <label class="label" for="file">
                    {t.pieces_photo()}
                </label>
                <input
                    class="input"
                    type="file"
                    id="file"
                    name="file"
                    accept="image/jpeg,image/png,image/webp"
                    aria-describedby=if bad { "file-help file-error" } else { "file-help" }
                    aria-invalid=bad.then_some("true")
                />
                <span class="help" id="file-help">
                    {t.pieces_photo_help()}
                </span>
                {complaint("file-error", error)}
            </div>
            <div class="actions">
                <button class="btn pine">{t.pieces_send()}</button>
            </div>
        </form>
    }
}

fn complaint(id: &str, error: Option<String>) -> Option<impl IntoView + use<>> {
    let id = id.to_owned();
    error.map(|error| {
        view! {
            <p class="field-error" id=id>
                <UiIcon name="error" />
                <span>{error}</span>
            </p>
        }
    })
}

fn how(t: Text, stickers: &[i32]) -> impl IntoView + use<> {
    let links: Vec<_> = stickers
        .iter()
        .map(|number| {
            view! {
                <li>
                    <a href=format!(
                        "/school/papers/{number}/stickers.pdf",
                    )>{format!("{} · {}", t.pieces_stickers(), t.wish_desk_phase(*number))}</a>
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

fn waiting(visit: &Visit, shown: &Shown, chosen: Chosen<'_>, told: &Told) -> Option<impl IntoView + use<>> {
    let t = visit.t();
    let pieces: Vec<_> = shown.pieces.iter().map(|piece| one(visit, piece, &shown.owed, chosen, told)).collect();
    (!pieces.is_empty()).then(|| {
        view! {
            <section class="stack">
                <h2>{t.pieces_waiting()}</h2>
                <p class="soft">{if shown.owed.is_empty() { t.pieces_none_owed() } else { t.pieces_waiting_lead() }}</p>
                <ul class="pieces">{pieces}</ul>
            </section>
        }
    })
}

fn one(visit: &Visit, piece: &Model, owed: &[Line], chosen: Chosen<'_>, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let action = format!("/school/cards/many/{}", piece.id);
    let matching = (!owed.is_empty()).then(|| matching(visit, piece, owed, chosen, told));
    view! {
        <li class="box stack">
            <a class="piece" href=address(piece.photo_id, Size::Large)>
                <img src=address(piece.photo_id, Size::Medium) alt=t.pieces_alt() loading="lazy" />
            </a>
            <p>
                <b>{t.piece_why(piece.why)}</b>
                <br />
                <span class="soft small">{t.pieces_gone_at(&t.time(piece.gone_at()))}</span>
            </p>
            {matching}
            <form method="post" action=format!("{action}/drop")>
                <FormKeyField key=visit.mint() />
                <button class="btn quiet">{t.pieces_drop()}</button>
            </form>
        </li>
    }
}

fn matching(visit: &Visit, piece: &Model, owed: &[Line], chosen: Chosen<'_>, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let here = chosen.filter(|(id, _)| *id == piece.id).map(|(_, typed)| typed.card_of.clone());
    let error = here.as_ref().and_then(|_| told.at(Field::CardOf));
    let bad = error.is_some();
    // The summary on top leads to the one that was refused.
    let id = if here.is_some() { Field::CardOf.key().to_owned() } else { format!("gift-of-{}", piece.id) };
    let error_id = format!("{id}-error");
    let options: Vec<_> = owed
        .iter()
        .map(|line| {
            let code = line.wish.code.to_string();
            let is_chosen = here.as_ref() == Some(&code);
            let grade = t.roster_grade(line.wish.grade);
            view! {
                <option value=code selected=is_chosen>
                    {t.pieces_gift(&line.wish.code.grouped(), &line.wish.item, &grade)}
                </option>
            }
        })
        .collect();
    view! {
        <form class="stack" method="post" action=format!("/school/cards/many/{}", piece.id)>
            <FormKeyField key=visit.mint() />
            <div class=if bad { "field bad" } else { "field" }>
                <label class="label" for=id.clone()>
                    {t.pieces_choose()}
                </label>
                <select
                    class="input"
                    id=id
                    name=Field::CardOf.key()
                    aria-describedby=bad.then(|| error_id.clone())
                    aria-invalid=bad.then_some("true")
                >
                    <option value="">"—"</option>
                    {options}
                </select>
                {complaint(&error_id, error)}
            </div>
            <button class="btn">{t.pieces_match()}</button>
        </form>
    }
}
