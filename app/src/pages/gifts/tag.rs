//! The tag of a gift that is to be sent, to be printed and tied to it: its code as a square and in letters, no names.

use axum::{extract::Path, http::StatusCode};
use entity::{Code, claim::desk};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{icon::UiIcon, notice::Notice, qr::Qr},
};

pub async fn show(visit: Visit, Path(code): Path<String>) -> Result<Page, AppError> {
    let t = visit.t();
    let code: Code = code.parse().map_err(|_| AppError::not_found())?;
    let one = desk::one(visit.db(), visit.donor()?, &code, visit.lang()).await?;
    if one.delivery.is_none() {
        return Ok(nothing(&visit, &code));
    }
    let gift = one.line;
    let address = format!("{}/v/{code}", visit.site().public_url);
    Ok(visit.page(t.tag_title(), || {
        view! {
            <div class="box no-print">
                <h1>{t.tag_title()}</h1>
                <p class="hint">
                    <UiIcon name="printer" />
                    <span>{t.tag_hint()}</span>
                </p>
                <p class="actions">
                    <a class="btn" href=format!("/gifts/{code}/tag.pdf")>
                        {t.tag_pdf()}
                    </a>
                    <a class="btn quiet" href=format!("/gifts/{code}")>
                        {t.tag_back()}
                    </a>
                </p>
            </div>
            <div class="sheet" tabindex="0" role="region" aria-label=t.tag_title()>
                <div class="gift-tags">
                    <section class="gift-tag">
                        <p class="of">{t.tag_of(&gift.phase.title, &gift.gift.school)}</p>
                        <div class="item">
                            <b lang=t.own_lang(&gift.gift.item)>{gift.gift.item.clone()}</b>
                            <span lang=t.own_lang(&gift.gift.specification)>{gift.gift.specification.clone()}</span>
                            <br />
                            {t.grade_band(gift.gift.grade_band)}
                        </div>
                        <Qr address=address label=t.qr_label(&code.grouped()) />
                        <p class="code">{code.grouped()}</p>
                        <p class="note">{t.tag_note()}</p>
                    </section>
                </div>
            </div>
        }
    }))
}

/// Not to be sent: given back, ended, or here already.
fn nothing(visit: &Visit, code: &Code) -> Page {
    let t = visit.t();
    let page = visit.page(t.tag_title(), || {
        view! {
            <div class="narrow stack">
                <h1>{t.tag_title()}</h1>
                <Notice kind="wait">{t.tag_over()}</Notice>
                <p>
                    <a class="btn" href=format!("/gifts/{code}")>
                        {t.tag_back()}
                    </a>
                </p>
            </div>
        }
    });
    page.status(StatusCode::NOT_FOUND)
}
