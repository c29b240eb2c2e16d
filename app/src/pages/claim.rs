//! Claiming: the rules, and who it is. A donor's claim is made at once; a visitor's waits for the link in a
//! letter. Whoever comes too late is told kindly and shown others.

pub mod after;
mod fields;
mod gone;
mod instead;
pub mod limit;

use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, Query};
use entity::{
    Code, Error, Refusal, Refused,
    actor::Donor,
    claim::{hold, take},
    organisation,
    wish::browse::PublicWish,
};
use leptos::prelude::*;
use serde::Deserialize;

use self::{
    after::After,
    fields::{Terms, fields},
    gone::{not_there, too_late},
    instead::{Spares, lost},
};
use super::{
    basket::{row, sum},
    gifts::organisation::picked,
};
use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::{
        form::{FormErrors, Told},
        icon::UiIcon,
        notice::Notice,
        unproved,
        wish_tag::may_claim,
    },
    request::{Sent, basket_cookie},
};

/// Which wishes: codes with dots between them; none: the basket.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    code: String,
    /// Not blank: instead of codes, those who have waited longest, for an organisation's contact.
    longest: String,
    /// So many of them.
    count: String,
    /// And only of this category.
    category: String,
    /// What was asked for at `/match`, where they come from there: what is gone is replaced.
    matched: String,
    /// And the plot and the fund that were shown beside them there, as numbers.
    beside: String,
}

/// The whole form.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    code: String,
    email: String,
    name: String,
    rules: String,
    /// The link of the organisation it counts for.
    for_organisation: String,
    /// See [`Asked::matched`].
    matched: String,
    /// See [`Asked::beside`].
    beside: String,
}

/// Without anything chosen, such as after going back to what was claimed meanwhile: the basket, which says so.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    let code = if asked.code.is_empty() && asked.longest.is_empty() {
        joined(visit.basket())
    } else if asked.code.is_empty() {
        match picked(&visit, asked.count, asked.category).await? {
            Ok(codes) => joined(&codes),
            Err(desk) => return Ok(desk.into_response()),
        }
    } else {
        asked.code
    };
    if code.is_empty() {
        return Ok(visit.go("/basket").into_response());
    }
    let typed = Typed { code, matched: asked.matched, beside: asked.beside, ..Typed::default() };
    Ok(form(&visit, &typed, Told::nothing()).await?.into_response())
}

pub async fn claim(visit: Visit, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    if visit.signed_in().is_some() {
        let donor = visit.donor()?;
        return taken(&visit, donor, &sent).await;
    }
    held(&visit, &sent).await
}

async fn taken(visit: &Visit, donor: Donor, sent: &Sent<Typed>) -> Result<Response, AppError> {
    let codes = codes(&sent.typed.code);
    let rules_accepted = !sent.typed.rules.is_empty();
    let key = visit.form_key(&sent.form);
    let link = &sent.typed.for_organisation;
    let spares = Spares::read(visit, &sent.typed, &codes).await?;
    let (wanted, how) = (spares.wanted(&codes), (rules_accepted, link.as_str()));
    match take::take_wanted(visit.store(), donor, &wanted, how, &key, visit.now()).await {
        Ok(taken) => {
            let to = match &taken.won[..] {
                [one] => format!("/gifts/{one}"),
                _ => "/gifts".to_owned(),
            };
            let to = after::address(&to, &sent.typed.beside, (&taken.lost, &taken.instead));
            let said = claimed(visit, &taken).await?;
            let left = without(visit, &[&taken.won[..], &taken.lost].concat());
            Ok(visit.go_saying(to, said).with(basket_cookie(&left)).into_response())
        }
        Err(error) => refused(visit, &sent.typed, &codes, error).await,
    }
}

async fn held(visit: &Visit, sent: &Sent<Typed>) -> Result<Response, AppError> {
    let codes = codes(&sent.typed.code);
    let Typed { email, name, rules, for_organisation, .. } = sent.typed.clone();
    let typed = hold::Typed { email, name, rules, for_organisation };
    let from = (visit.lang(), visit.network());
    let spares = Spares::read(visit, &sent.typed, &codes).await?;
    let (wanted, key) = (spares.wanted(&codes), visit.form_key(&sent.form));
    match hold::hold_wanted(visit.store(), &wanted, &typed, from, &key, visit.now()).await {
        Ok(held) => {
            let t = visit.t();
            let mut said = t.held_saying(&held.email, &t.time(held.held_until));
            if let Some(lost) = lost(visit, &held.lost, &held.instead) {
                said = t.sentences(&[said, lost]);
            }
            let left = without(visit, &[&held.won[..], &held.lost].concat());
            let to = after::address("/claim/sent", &sent.typed.beside, (&held.lost, &held.instead));
            Ok(visit.go_saying(to, said).with(basket_cookie(&left)).into_response())
        }
        Err(error) => refused(visit, &sent.typed, &codes, error).await,
    }
}

/// What to say of a claim that was made.
async fn claimed(visit: &Visit, taken: &take::Taken) -> Result<String, AppError> {
    let t = visit.t();
    let wishes = visit.wishes(&taken.won).await?;
    let said = match &wishes[..] {
        [one] => t.claimed_one_saying(&one.item),
        _ => t.claimed_saying(taken.won.len()),
    };
    let lost = lost(visit, &taken.lost, &taken.instead);
    let said: Vec<String> = std::iter::once(said).chain(lost).collect();
    Ok(t.sentences(&said))
}

/// Too late: the kind page. Anything else: the form again, with what was typed.
async fn refused(visit: &Visit, typed: &Typed, codes: &[Code], error: Error) -> Result<Response, AppError> {
    let Error::Refused(refused) = error else { return Err(error.into()) };
    if let [Refusal::WishTaken(_) | Refusal::ClaimingOver(_)] = &refused.0[..] {
        return Ok(too_late(visit, codes).await?.into_response());
    }
    let told = Told::new(visit.lang(), &refused);
    Ok(form(visit, typed, told).await?.status(status_of(&refused)).into_response())
}

async fn form(visit: &Visit, typed: &Typed, told: Told) -> Result<Page, AppError> {
    let t = visit.t();
    let wishes = visit.wishes(&codes(&typed.code)).await?;
    let (county, now) = (visit.county().await?, visit.now());
    let open: Vec<&PublicWish> = wishes.iter().filter(|wish| county.can_be_claimed(wish, now)).collect();
    if typed.code.is_empty() {
        return Err(AppError::Refused(Refused(vec![Refusal::BasketEmpty])));
    }
    if wishes.is_empty() {
        return not_there(visit, &codes(&typed.code)).await;
    }
    let is_matched = !typed.matched.is_empty();
    if open.is_empty() && told.is_nothing() && !is_matched {
        return too_late(visit, &codes(&typed.code)).await;
    }
    let organisation = organisation(visit).await?;
    let gone = wishes.len() - open.len();
    // What is gone of a matched set is replaced by claiming it.
    let claimed = if is_matched { wishes.iter().collect() } else { open };
    let count = claimed.len();
    let beyond = limit::beyond(visit, &claimed, organisation.is_some()).await?;
    // Said by the refusal where the form was sent.
    let beyond = beyond.filter(|_| told.is_nothing()).map(|beyond| limit::notice(visit, &wishes, beyond));
    let row = |wish: &PublicWish| row(visit, wish, county.is_past_claiming(wish, now));
    let rows: Vec<_> = wishes.iter().map(|wish| view! { <li>{row(wish)}</li> }).collect();
    let terms = Terms::of(&county, &claimed, visit.today());
    let code = claimed.iter().map(|wish| wish.code.as_str()).collect::<Vec<_>>().join(".");
    Ok(visit.page(t.claim_title(), || {
        view! {
            <div class="narrow stack">
                <h1>{t.claim_title()}</h1>
                <FormErrors told=told.clone() t=t />
                <h2>{t.claim_which()}</h2>
                <ul class="basket">{rows}</ul>
                {sum(visit, &county, &wishes)}
                {beyond}
                {(is_matched && gone > 0).then(|| view! { <Notice kind="wait">{t.claim_will_replace(gone)}</Notice> })}
                {if !may_claim(visit) {
                    view! { <Notice kind="wait">{t.claim_wrong_role()}</Notice> }.into_any()
                } else if unproved::is_unproved(visit) {
                    unproved::notice(visit).into_any()
                } else {
                    fields(visit, typed, &code, terms, (count, organisation.as_ref()), &told).into_any()
                }}
            </div>
        }
    }))
}

/// The one the reader's claims count for, if they like: a donor's own, or the one whose link a visitor followed.
pub async fn organisation(visit: &Visit) -> Result<Option<organisation::Model>, AppError> {
    if let Ok(donor) = visit.donor() {
        let own = organisation::of_member(visit.db(), donor.account()).await?;
        return Ok(own.filter(organisation::Model::is_active));
    }
    if visit.signed_in().is_some() || visit.organisation().is_empty() {
        return Ok(None);
    }
    match organisation::of_link(visit.db(), visit.organisation()).await {
        Ok(organisation) => Ok(Some(organisation)),
        Err(Error::Refused(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// After a hold: the letter is on its way.
pub async fn sent(visit: Visit) -> Result<Page, AppError> {
    let t = visit.t();
    let demo = visit.site().demo;
    let after = After::read(&visit).await?;
    Ok(visit.page(t.claim_sent_title(), || {
        view! {
            <div class="lost">
                <UiIcon name="letter" big=true />
                <h1>{t.claim_sent_title()}</h1>
                <p>{t.claim_sent_text()}</p>
                <p class="soft">{t.claim_sent_spam()}</p>
                <div class="actions">
                    {demo
                        .then(|| {
                            view! {
                                <a class="btn" href="/dev/mail">
                                    {t.sent_demo()}
                                </a>
                            }
                        })} <a class="btn quiet" href="/wishes">
                        {t.see_wishes()}
                    </a>
                </div>
            </div>
            {after.view(t).map(|after| view! { <div class="narrow">{after}</div> })}
        }
    }))
}

/// The codes of a form or an address; what is none is left out.
fn codes(joined: &str) -> Vec<Code> {
    let mut codes: Vec<Code> = Vec::new();
    for code in joined.split('.').filter_map(|code| code.parse().ok()) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

fn joined(codes: &[Code]) -> String {
    codes.iter().map(Code::as_str).collect::<Vec<_>>().join(".")
}

/// The basket without these.
fn without(visit: &Visit, codes: &[Code]) -> Vec<Code> {
    visit.basket().iter().filter(|code| !codes.contains(code)).cloned().collect()
}
