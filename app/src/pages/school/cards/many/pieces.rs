//! Cards that were cut out of a photo and whose stickers did not say whose they are: each with the choice of its gift.

use entity::{
    Field,
    card::{
        list::Line,
        piece::{Model, pair::AT_ONCE},
    },
    photo::Size,
};
use leptos::prelude::*;

use super::{Chosen, Shown};
use crate::{
    Visit,
    parts::{
        form::{FormKeyField, Told},
        icon::UiIcon,
        photo::{address, turning},
    },
};

pub(super) fn waiting(visit: &Visit, shown: &Shown, chosen: Chosen<'_>, told: &Told) -> Option<impl IntoView + use<>> {
    let t = visit.t();
    let pieces: Vec<_> = shown.pieces.iter().map(|piece| one(visit, piece, &shown.owed, chosen, told)).collect();
    (!pieces.is_empty()).then(|| {
        view! {
            <section class="stack">
                <h2>{t.pieces_waiting()}</h2>
                <p class="soft">{if shown.owed.is_empty() { t.pieces_none_owed() } else { t.pieces_waiting_lead() }}</p>
                <ul class="pieces">{pieces}</ul>
                {drop_all(visit, &shown.pieces)}
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
            {turning(t, format!("{action}/turn"), visit.mint(), piece.photo_id)}
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

/// Folded, for it cannot be undone.
fn drop_all(visit: &Visit, pieces: &[Model]) -> Option<impl IntoView + use<>> {
    let t = visit.t();
    let seen: Vec<String> = pieces.iter().take(AT_ONCE).map(|piece| piece.id.to_string()).collect();
    (seen.len() > 1).then(|| {
        view! {
            <details class="box">
                <summary>
                    <b>{t.pieces_drop_all_title()}</b>
                </summary>
                <form class="form" method="post" action="/school/cards/many/drop">
                    <FormKeyField key=visit.mint() />
                    <input type="hidden" name="pieces" value=seen.join(",") />
                    <button class="btn danger">{t.pieces_drop_all(seen.len())}</button>
                </form>
            </details>
        }
    })
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
