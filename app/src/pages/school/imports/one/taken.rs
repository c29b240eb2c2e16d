//! A table whose good lines are in: how its wishes stand now, and taking them back.

use entity::import::{self, finding::Finding, undo::Standing};
use leptos::prelude::*;

use super::findings::tables;
use crate::{
    Visit,
    parts::{form::FormKeyField, notice::Notice},
    text::Text,
};

pub(super) fn taken(visit: &Visit, import: &import::Model, findings: &[Finding], standing: &Standing) -> AnyView {
    let t = visit.t();
    let title = t.import_taken_title(import.wish_count);
    let (said, only) = match standing.drafts {
        0 => (t.import_taken_done().to_owned(), ""),
        all if all == standing.wishes => (t.import_taken_text().to_owned(), "&status=draft"),
        some => (t.import_taken_drafts(some), "&status=draft"),
    };
    view! {
        <Notice kind="ok">
            <b>{title}</b>
            " "
            {said}
        </Notice>
        <p class="actions">
            <a class="btn" href=format!("/school?phase={}{only}", import.phase_id)>
                {t.import_to_desk()}
            </a>
        </p>
        {tables(t, findings, (t.import_left_out(), t.import_notes_taken()), Text::import_more_taken)}
        {undoing(visit, import, standing)}
    }
    .into_any()
}

/// Many wishes go at once, so that it takes two steps.
fn undoing(visit: &Visit, import: &import::Model, standing: &Standing) -> AnyView {
    let t = visit.t();
    if standing.is_claimed {
        return view! { <p class="soft">{t.import_undo_claimed()}</p> }.into_any();
    }
    view! {
        <details class="more">
            <summary>{t.import_undo()}</summary>
            <form class="form box" method="post" action=format!("/school/imports/{}/undo", import.id)>
                <FormKeyField key=visit.mint() />
                <p>{t.import_undo_text()}</p>
                <p>{t.import_undo_what(standing.wishes)}</p>
                <div class="actions">
                    <button class="btn quiet">{t.import_undo_sure()}</button>
                </div>
            </form>
        </details>
    }
    .into_any()
}
