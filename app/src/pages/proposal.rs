//! The link of a proposal: GET shows what a round found for a donor's standing offers, POST says yes to what is ticked, or
//! to none of it. The link is the key; nobody has to sign in.

pub mod beside;
mod parcel;
mod past;
mod total;
mod wishes;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use axum_extra::extract::{Form, Query};
use entity::{
    Code, Error, Field, Refusal,
    claim::State,
    round::{
        answer::{self, Seen, Typed},
        giver::Part,
    },
    wish::browse::PublicWish,
};
use leptos::prelude::*;
use past::Past;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::{
        dead_link::dead_link,
        form::{FormErrors, FormKeyField, TickField, Told},
        notice::Notice,
    },
    request::with_token,
    text::Text,
};

const HERE: &str = "/proposal";
const NO: &str = "/proposal/decline";
/// With more than so many things to answer, the way to the answer stands above them; as in the letter.
const LONG: usize = 6;

/// What the letter's link carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Followed {
    token: String,
    form: String,
}

pub async fn show(visit: Visit, Query(followed): Query<Followed>) -> Result<Response, AppError> {
    look(&visit, &followed.token, None, Told::nothing()).await
}

pub async fn accept(visit: Visit, Form(pairs): Form<Vec<(String, String)>>) -> Result<Response, AppError> {
    let (mut followed, mut typed) = (Followed::default(), Typed::default());
    for (name, value) in pairs {
        match name.as_str() {
            "token" => followed.token = value,
            "form" => followed.form = value,
            "wish" => typed.wishes.push(value),
            "plot" => typed.plots.push(value),
            "fund" => typed.funds.push(value),
            "rules" => typed.rules = value,
            _ => {}
        }
    }
    match answer::accept(visit.store(), &followed.token, &typed, &followed.form, visit.now()).await {
        Ok(answered) => {
            let (t, wishes) = (visit.t(), answered.accepted - answered.beside);
            let wishes = (wishes > 0).then(|| t.proposal_accepted_saying(wishes));
            let beside = (answered.beside > 0).then(|| t.proposal_beside_saying(answered.beside));
            let gone = (answered.gone > 0).then(|| t.proposal_gone_saying(answered.gone));
            let sentence = [wishes, beside, gone].into_iter().flatten().collect::<Vec<_>>().join(" ");
            Ok(visit.go_saying(with_token(HERE, &followed.token), sentence).into_response())
        }
        Err(error) => again(&visit, &followed.token, Some(&typed), error).await,
    }
}

pub async fn decline(visit: Visit, Form(followed): Form<Followed>) -> Result<Response, AppError> {
    match answer::decline(visit.store(), &followed.token, &followed.form, visit.now()).await {
        Ok(_) => {
            let sentence = visit.t().proposal_declined_saying();
            Ok(visit.go_saying(with_token(HERE, &followed.token), sentence).into_response())
        }
        Err(error) => again(&visit, &followed.token, None, error).await,
    }
}

async fn again(visit: &Visit, token: &str, typed: Option<&Typed>, error: Error) -> Result<Response, AppError> {
    match error {
        Error::Refused(refused) if refused.0.contains(&Refusal::LinkSpent) => Ok(spent(visit).into_response()),
        Error::Refused(refused) => {
            let response = look(visit, token, typed, Told::new(visit.lang(), &refused)).await?;
            Ok((status_of(&refused), response).into_response())
        }
        error => Err(error.into()),
    }
}

async fn look(visit: &Visit, token: &str, typed: Option<&Typed>, told: Told) -> Result<Response, AppError> {
    let seen = match answer::look(visit.store(), token, visit.lang(), visit.now()).await {
        Ok(seen) => seen,
        Err(Error::Refused(refused)) if refused.0 == [Refusal::LinkSpent] => return Ok(spent(visit).into_response()),
        Err(error) => return Err(error.into()),
    };
    let codes: Vec<Code> = seen.lines.iter().map(|line| line.code.clone()).collect();
    let wishes = visit.wishes(&codes).await?;
    let asked = wishes.iter().filter(|wish| !seen.waits || wishes::is_held(&seen, wish));
    let past = Past::of(&*visit.county().await?, asked, visit.now());
    let page = if seen.waits {
        ask(visit, token, (&seen, &wishes, past), typed, told)
    } else {
        tell(visit, (&seen, &wishes, past), told)
    };
    Ok(page.into_response())
}

/// What stands behind the link, its wishes as they are now, and of how many of these claiming has ended.
type Proposed<'a> = (&'a Seen, &'a [PublicWish], Past);

fn ask(visit: &Visit, token: &str, (seen, wishes, past): Proposed<'_>, typed: Option<&Typed>, told: Told) -> Page {
    let t = visit.t();
    let title = if is_of_wishes(seen) { t.proposal_title() } else { t.proposal_title_all() };
    let choose = past.choose(t, is_of_wishes(seen));
    let accept = if is_of_wishes(seen) { t.proposal_accept() } else { t.proposal_accept_all() };
    let has_wishes = wishes.iter().any(|wish| wishes::is_held(seen, wish));
    let waiting = waiting(seen, wishes);
    // Some can be left out with a yes to others; then the offer that they came from rests.
    let (several, is_long) = (waiting > 1, waiting > LONG);
    let until = t.time(seen.held_until);
    let lead = if several { t.proposal_lead(&seen.name, &until) } else { t.proposal_lead_one(&seen.name, &until) };
    visit.page(title, || {
        let choices = |part: &Part| {
            let (wishes, beside) =
                (wishes::choices(visit, (seen, wishes), part, typed), beside::choices(t, seen, part, typed));
            own(t, seen, part, wishes, beside)
        };
        let parts: Vec<AnyView> = seen.parts.iter().filter_map(choices).collect();
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                <FormErrors told=told.clone() t=t />
                <p class="lead">{lead}</p>
                {is_long
                    .then(|| {
                        view! {
                            <p>
                                <a href="#answer">{t.proposal_to_answer()}</a>
                            </p>
                        }
                    })}
                <form class="form box" method="post" action=with_token(HERE, token)>
                    <input type="hidden" name="token" value=token.to_owned() />
                    <FormKeyField key=visit.mint() />
                    <p class="help">{choose}</p>
                    {parts}
                    <div id="answer" tabindex="-1">
                        {total::total(t, seen, wishes, several)}
                    </div>
                    {has_wishes.then(|| rules(t, typed, &told))}
                    {several.then(|| view! { <p class="help">{t.proposal_some_rest()}</p> })}
                    <div class="actions">
                        <button class="btn big">{accept}</button>
                    </div>
                </form>
                {no(visit, token, is_of_wishes(seen))}
            </div>
        }
    })
}

/// How many things can still be answered, or could until the time was over.
fn waiting(seen: &Seen, wishes: &[PublicWish]) -> usize {
    let wishes = wishes.iter().filter(|wish| wishes::is_held(seen, wish)).count();
    let plots = seen.plots.iter().filter(|plot| plot.stands.waits()).count();
    let funds = seen.funds.iter().filter(|fund| fund.stands.waits()).count();
    wishes + plots + funds
}

fn is_of_wishes(seen: &Seen) -> bool {
    seen.plots.is_empty() && seen.funds.is_empty()
}

/// What is given in one name, under a heading that says in whose; without one where all is in the reader's own. None where
/// there is nothing of it.
fn own(t: Text, seen: &Seen, part: &Part, wishes: Option<AnyView>, beside: Option<AnyView>) -> Option<AnyView> {
    if wishes.is_none() && beside.is_none() {
        return None;
    }
    let is_named = has_heading(seen, part);
    let heading = is_named.then(|| view! { <h2>{t.proposal_giver(part.organisation.as_deref())}</h2> });
    Some(view! { {heading} {wishes} {beside} }.into_any())
}

/// Whether it is said in whose name this part is given.
const fn has_heading(seen: &Seen, part: &Part) -> bool {
    seen.parts.len() > 1 || part.organisation.is_some()
}

fn no(visit: &Visit, token: &str, is_of_wishes: bool) -> impl IntoView + use<> {
    let t = visit.t();
    let (help, button) = if is_of_wishes {
        (t.proposal_decline_help(), t.proposal_decline())
    } else {
        (t.proposal_decline_all_help(), t.proposal_decline_all())
    };
    view! {
        <form class="form box" method="post" action=with_token(NO, token)>
            <input type="hidden" name="token" value=token.to_owned() />
            <FormKeyField key=visit.mint() />
            <p class="help">{help}</p>
            <div class="actions">
                <button class="btn quiet">{button}</button>
            </div>
        </form>
    }
}

fn rules(t: Text, typed: Option<&Typed>, told: &Told) -> impl IntoView + use<> {
    let ticked = typed.is_some_and(|typed| !typed.rules.is_empty());
    view! {
        <fieldset class="group">
            <legend>{t.claim_rules()}</legend>
            <ul>
                <li>{t.rule_new()}</li>
                <li>{t.rule_by_any()}</li>
                <li>{t.rule_contact()}</li>
            </ul>
            <TickField field=Field::Rules told=told.clone() ticked=ticked text=t.rules_accept() />
        </fieldset>
    }
}

/// A link that nobody was sent, or one that is weeks old.
fn spent(visit: &Visit) -> Page {
    let t = visit.t();
    let said = (t.proposal_spent_title(), t.proposal_spent_text());
    dead_link(visit, "letter", said, Some(("/gifts/offers", t.offers_title())), ("/wishes", t.see_wishes()))
}

/// What was answered, or that the time is over.
fn tell(visit: &Visit, (seen, wishes, past): Proposed<'_>, told: Told) -> Page {
    let t = visit.t();
    let is_over = !seen.is_answered
        && seen.lines.iter().all(|line| matches!(line.state, State::Lapsed | State::Held | State::Cancelled))
        && beside::is_over(seen);
    let title = if is_over { t.hold_over_title() } else { t.proposal_answered() };
    let until = t.time(seen.held_until);
    let over = past.over(t, (is_of_wishes(seen), waiting(seen, wishes) > 0), &until);
    let page = visit.page(title, || {
        let told_of =
            |part: &Part| own(t, seen, part, wishes::told(visit, (seen, wishes), part), beside::told_of(t, seen, part));
        let parts: Vec<AnyView> = seen.parts.iter().filter_map(told_of).collect();
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                <FormErrors told=told t=t />
                {is_over.then(|| view! { <Notice kind="wait">{over}</Notice> })}
                {parts}
                {total::agreed(t, seen, wishes).map(|says| view! { <p>{says}</p> })}
                <p class="actions">
                    <a class="btn" href="/gifts">
                        {t.nav_gifts()}
                    </a>
                    <a class="btn quiet" href="/wishes">
                        {t.see_wishes()}
                    </a>
                </p>
            </div>
        }
    });
    if is_over { page.status(StatusCode::GONE) } else { page }
}
