//! The four forms of a gift's page: sent, note, question, give back. Each shows only where its verb would do it.

use entity::{
    Field,
    claim::{
        State,
        desk::OneGift,
        note::{self, Standing},
        release, ship,
    },
    substitution::{Answer, ask},
};
use leptos::prelude::*;

use crate::{
    Visit,
    pages::gifts::ship::way_fields,
    parts::form::{AreaField, FormKeyField, TextField, Told},
    text::Text,
};

/// What was typed into each, and what it was told.
#[derive(Default)]
pub struct Forms {
    pub ship: ship::Typed,
    pub note: note::Typed,
    pub ask: ask::Typed,
    pub release: release::Typed,
    pub told: Told,
    /// What is given back opens for others; else it waits for the pool.
    pub opens: bool,
}

impl Forms {
    /// As the gift stands: what was said before can be changed.
    pub fn of(gift: &OneGift, opens: bool) -> Self {
        let claim = &gift.line.claim;
        Self {
            ship: ship::Typed {
                how: if claim.drop_off_on.is_some() { "drop_off" } else { "parcel" }.to_owned(),
                carrier: claim.carrier.clone().unwrap_or_default(),
                tracking_no: claim.tracking_no.clone().unwrap_or_default(),
                drop_off_on: claim.drop_off_on.map(|day| day.to_string()).unwrap_or_default(),
            },
            note: note::Typed { note: claim.note.clone().unwrap_or_default() },
            opens,
            ..Self::default()
        }
    }

    fn is_about(&self, fields: &[Field]) -> bool {
        fields.iter().any(|field| self.told.at(*field).is_some())
    }
}

pub fn all(visit: &Visit, gift: &OneGift, forms: &Forms) -> impl IntoView + use<> {
    let state = gift.line.claim.state;
    let can_send = matches!(state, State::Confirmed | State::Shipped) && gift.line.problem.is_none();
    view! {
        {can_send.then(|| sent(visit, gift, forms))}
        {(state == State::Confirmed || !gift.questions.is_empty()).then(|| question(visit, gift, forms))}
        {(can_send || gift.line.claim.note.is_some()).then(|| words(visit, gift, forms))}
        {(state == State::Confirmed).then(|| give_back(visit, gift, forms))}
    }
}

fn action(gift: &OneGift, verb: &str) -> String {
    format!("/gifts/{}/{verb}", gift.line.gift.code)
}

fn sent(visit: &Visit, gift: &OneGift, forms: &Forms) -> impl IntoView + use<> {
    let t = visit.t();
    let is_sent = gift.line.claim.state == State::Shipped;
    let open = !is_sent || forms.is_about(&[Field::How, Field::Carrier, Field::TrackingNo, Field::DropOffOn]);
    view! {
        <details class="box" open=open>
            <summary>
                <b>{if is_sent { t.ship_change() } else { t.ship_title() }}</b>
            </summary>
            <form class="form ship" method="post" action=action(gift, "ship")>
                <FormKeyField key=visit.mint() />
                {way_fields(t, &forms.told, &forms.ship)}
                <button class="btn">{t.ship_button()}</button>
            </form>
        </details>
    }
}

fn question(visit: &Visit, gift: &OneGift, forms: &Forms) -> impl IntoView + use<> {
    let t = visit.t();
    let is_open = gift.questions.iter().any(|question| question.answer.is_none());
    let can_ask = gift.line.claim.state == State::Confirmed && !is_open;
    let asked: Vec<_> = gift
        .questions
        .iter()
        .map(|question| {
            let said = match question.answer {
                None => unanswered(t, gift.line.claim.state),
                Some(Answer::Yes) => t.ask_yes(),
                Some(Answer::No) => t.ask_no(),
            };
            let remark = question.remark.clone().map(|remark| view! { <p>{remark}</p> });
            view! {
                <li>
                    <time datetime=question.asked_at.to_rfc3339()>{t.short_date_of(question.asked_at)}</time>
                    <div>
                        <p>{question.question.clone()}</p>
                        <p>
                            <b>{said}</b>
                        </p>
                        {remark}
                    </div>
                </li>
            }
        })
        .collect();
    let open = !asked.is_empty() || forms.is_about(&[Field::Question]);
    view! {
        <details class="box" open=open>
            <summary>
                <b>{t.ask_title()}</b>
            </summary>
            <ol class="journal">{asked}</ol>
            {can_ask
                .then(|| {
                    view! {
                        <form class="form" method="post" action=action(gift, "question")>
                            <FormKeyField key=visit.mint() />
                            <TextField
                                field=Field::Question
                                t=t
                                told=forms.told.clone()
                                value=forms.ask.question.clone()
                                help=t.ask_help()
                            />
                            <button class="btn quiet">{t.ask_button()}</button>
                        </form>
                    }
                })}
        </details>
    }
}

/// What becomes of a question that the school has not answered: it ends with the claim, and when the gift has come.
const fn unanswered(t: Text, state: State) -> &'static str {
    match state {
        State::Held | State::Confirmed | State::Shipped => t.ask_open(),
        State::Received | State::Fulfilled => t.ask_here(),
        State::Released | State::Lapsed | State::Cancelled => t.ask_over(),
    }
}

fn words(visit: &Visit, gift: &OneGift, forms: &Forms) -> impl IntoView + use<> {
    let t = visit.t();
    let claim = &gift.line.claim;
    let can_write = note::can_write(claim);
    let standing = note::standing(claim).map(|stands| view! { <p class="soft">{note_stands(t, stands, gift)}</p> });
    let open = claim.note.is_some() || forms.is_about(&[Field::Note]);
    let body = if can_write {
        view! {
            <form class="form" method="post" action=action(gift, "note")>
                <FormKeyField key=visit.mint() />
                <AreaField
                    field=Field::Note
                    t=t
                    told=forms.told.clone()
                    value=forms.note.note.clone()
                    most=note::NOTE
                    help=if claim.state == State::Received { t.note_help_here() } else { t.note_help() }
                />
                <button class="btn quiet">{t.note_button()}</button>
            </form>
        }
        .into_any()
    } else {
        view! { <blockquote>{claim.note.clone()}</blockquote> }.into_any()
    };
    view! {
        <details class="box" open=open>
            <summary>
                <b>{if can_write { t.note_title() } else { t.note_written() }}</b>
            </summary>
            {standing}
            {body}
        </details>
    }
}

fn note_stands(t: Text, stands: Standing, gift: &OneGift) -> String {
    let reason = || gift.line.claim.note_reason.as_deref().unwrap_or_default();
    match stands {
        Standing::Waits => t.note_waiting().to_owned(),
        Standing::Travels => t.note_approved().to_owned(),
        Standing::Went => t.note_went().to_owned(),
        Standing::Refused => t.note_refused(reason()),
        Standing::Unread => t.note_unread().to_owned(),
        Standing::Unchanged => t.note_unchanged(reason()),
        Standing::Over => t.note_over().to_owned(),
    }
}

fn give_back(visit: &Visit, gift: &OneGift, forms: &Forms) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <details class="box" open=forms.is_about(&[Field::Reason])>
            <summary>
                <b>{t.release_title()}</b>
            </summary>
            <form class="form" method="post" action=action(gift, "release")>
                <FormKeyField key=visit.mint() />
                <TextField
                    field=Field::Reason
                    t=t
                    told=forms.told.clone()
                    value=forms.release.reason.clone()
                    help=if forms.opens { t.release_help() } else { t.release_help_pool() }
                />
                <button class="btn danger">{t.release_button()}</button>
            </form>
        </details>
    }
}
