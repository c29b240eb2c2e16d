//! What an officer may do with a wish, beside reviewing it.

use entity::{
    Code, Field,
    child::look::{self, Reason},
    claim,
    wish::{
        review::Review,
        withdraw::{Why, is_possible},
    },
};
use leptos::prelude::*;

use super::{Shown, public};
use crate::{
    Visit,
    parts::form::{AreaField, FormKeyField, PickField, Told},
    text::Text,
};

/// Each act behind its own summary, so that nothing is done by accident. `is_erased`: the child's record is gone.
pub(super) fn acts(
    visit: &Visit,
    review: &Review,
    claims: &[claim::Model],
    shown: &Shown,
    is_erased: bool,
) -> impl IntoView + use<> {
    let t = visit.t();
    let open = |act: &str| shown.act == act;
    let told = |act: &str| if open(act) { shown.told.clone() } else { Told::nothing() };
    let reason = |act: &str| if open(act) { shown.reason.clone() } else { String::new() };
    let at = |act: &str| format!("/office/wishes/{}/{act}", review.wish.code);
    let whys = Why::CHOICES.map(|why| (why.key().to_owned(), t.why_withdrawn(why).to_owned(), String::new())).to_vec();
    // A look that was refused is the only form with a remark.
    let typed = (told("look"), reason("look"), shown.remark.clone());
    let look = (!is_erased).then(|| look_form(t, at("look"), open("look"), typed));
    let pending = claims.iter().any(|claim| claim::State::PENDING.contains(&claim.state));
    let opens = review.phase.takes_claims(visit.now());
    let cancel_help = if opens { t.cancel_help() } else { t.cancel_help_pool() };
    let cancel = pending.then(|| {
        view! {
            <details class="box" open=open("cancel")>
                <summary>{t.cancel_title()}</summary>
                <form class="form" method="post" action=at("cancel")>
                    <FormKeyField key=visit.mint() />
                    <p>{cancel_help}</p>
                    <AreaField
                        field=Field::Reason
                        t=t
                        told=told("cancel")
                        value=reason("cancel")
                        most=claim::cancel::REASON
                    />
                    <div class="actions">
                        <button class="btn danger">{t.cancel_button()}</button>
                    </div>
                </form>
            </details>
        }
    });
    let wish = &review.wish;
    let withdraw = is_possible(wish.status).then(|| {
        view! {
            <details class="box" open=open("withdraw")>
                <summary>{t.withdraw_title()}</summary>
                <form class="form" method="post" action=at("withdraw")>
                    <FormKeyField key=visit.mint() />
                    <p>{t.withdraw_help()}</p>
                    <PickField
                        field=Field::Reason
                        id="withdraw"
                        t=t
                        told=told("withdraw")
                        value=reason("withdraw")
                        options=whys
                    />
                    <div class="actions">
                        <button class="btn danger">{t.withdraw_button()}</button>
                    </div>
                </form>
            </details>
        }
    });
    let public = public::button(visit, &wish.code, wish.status, wish.hidden_at.is_some(), String::new());
    let public = public.map(|button| {
        view! {
            <details class="box">
                <summary>{t.hide_title()}</summary>
                {button}
            </details>
        }
    });
    view! {
        {look}
        {cancel}
        {withdraw}
        {public}
    }
}

/// Opening the child's record for a reason.
fn look_form(t: Text, action: String, open: bool, (told, reason, remark): (Told, String, String)) -> AnyView {
    let reasons =
        Reason::CHOICES.map(|why| (why.key().to_owned(), t.look_reason(why).to_owned(), String::new())).to_vec();
    view! {
        <details class="box" open=open>
            <summary>{t.look_title()}</summary>
            <form class="form" method="post" action=action>
                <p>{t.look_help()}</p>
                <PickField field=Field::Reason id="look" t=t told=told.clone() value=reason options=reasons />
                <AreaField
                    field=Field::Remark
                    t=t
                    told=told
                    value=remark
                    most=look::REMARK
                    help=t.look_remark_help()
                    optional=true
                />
                <div class="actions">
                    <button class="btn">{t.look_button()}</button>
                </div>
            </form>
        </details>
    }
    .into_any()
}

/// What has a page of its own. `has_card`: a picture of the child's card is there.
pub(super) fn pages(t: Text, code: &Code, has_card: bool, is_erased: bool) -> impl IntoView + use<> {
    let card = has_card.then(|| {
        view! {
            <li>
                <a href=format!("/office/cards?code={code}")>{t.card_recall_go()}</a>
            </li>
        }
    });
    let consent = if is_erased { t.consent_page_look() } else { t.consent_page_link() };
    let erase = (!is_erased).then(|| {
        view! {
            <li>
                <a href=format!("/office/wishes/{code}/erase")>{t.erase_go()}</a>
            </li>
        }
    });
    view! {
        <ul>
            {card}
            <li>
                <a href=format!("/office/wishes/{code}/consent")>{consent}</a>
            </li>
            {erase}
        </ul>
    }
}
