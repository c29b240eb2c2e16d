//! The next step of a run, each behind a button that says what it does; what another officer has to do is only said.

use entity::{
    Field,
    fund::payout::{State, pay},
};
use leptos::prelude::*;

use super::{HERE, Seen};
use crate::{
    Visit,
    parts::{
        form::{FormKeyField, TextField, Told},
        icon::UiIcon,
        notice::Notice,
    },
};

pub fn acts(visit: &Visit, seen: &Seen, typed: &pay::Typed, told: &Told) -> AnyView {
    match seen.run.run.state {
        State::Draft => draft(visit, seen).into_any(),
        State::Reviewed => reviewed(visit, seen).into_any(),
        State::Approved => approved(visit, seen, typed, told).into_any(),
        State::Paid => paper(visit, seen).into_any(),
        State::Discarded => ().into_any(),
    }
}

fn draft(visit: &Visit, seen: &Seen) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <p class="soft">{t.office_payout_stale_hint()}</p>
        {button(visit, seen, "review", t.office_payout_review(), "btn plum", t.office_payout_review_what())}
        <div class="row">
            {small(visit, seen, "redraw", t.office_payout_redraw())}
            {small(visit, seen, "discard", t.office_payout_discard())}
        </div>
    }
}

fn reviewed(visit: &Visit, seen: &Seen) -> impl IntoView + use<> {
    let t = visit.t();
    let own = visit.signed_in().map(|signed_in| signed_in.account().id);
    let approve = if own.is_some() && own == seen.run.run.reviewed_by {
        view! { <Notice kind="wait">{t.office_payout_waits_other()}</Notice> }.into_any()
    } else {
        button(visit, seen, "approve", t.office_payout_approve(), "btn plum", t.office_payout_approve_what()).into_any()
    };
    view! {
        {approve}
        <div class="row">
            {small(visit, seen, "send-back", t.office_payout_send_back())}
            {small(visit, seen, "discard", t.office_payout_discard())}
        </div>
    }
}

fn approved(visit: &Visit, seen: &Seen, typed: &pay::Typed, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        {paper(visit, seen)}
        <form class="form box narrow" method="post" action=format!("{HERE}/{}/pay", seen.run.run.id) novalidate>
            <FormKeyField key=visit.mint() />
            <p>{t.office_payout_pay_what()}</p>
            <TextField
                field=Field::PaidOn
                t=t
                told=told.clone()
                value=typed.paid_on.clone()
                kind="date"
                short=true
            />
            <TextField
                field=Field::Document
                t=t
                told=told.clone()
                value=typed.document_no.clone()
                name=t.sign_list_document()
                short=true
            />
            <div class="actions">
                <button class="btn plum">{t.office_payout_pay()}</button>
            </div>
        </form>
        <div class="row">{small(visit, seen, "send-back", t.office_payout_send_back())}</div>
    }
}

fn paper(visit: &Visit, seen: &Seen) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <p class="actions">
            <a class="btn quiet" href=format!("{HERE}/{}/signatures.pdf", seen.run.run.id)>
                <UiIcon name="printer" />
                {t.office_payout_list()}
            </a>
        </p>
    }
}

fn button(
    visit: &Visit,
    seen: &Seen,
    step: &str,
    name: &'static str,
    class: &'static str,
    what: &'static str,
) -> impl IntoView + use<> {
    view! {
        <form class="form box narrow" method="post" action=format!("{HERE}/{}/{step}", seen.run.run.id)>
            <FormKeyField key=visit.mint() />
            <p>{what}</p>
            <div class="actions">
                <button class=class>{name}</button>
            </div>
        </form>
    }
}

fn small(visit: &Visit, seen: &Seen, step: &str, name: &'static str) -> impl IntoView + use<> {
    view! {
        <form method="post" action=format!("{HERE}/{}/{step}", seen.run.run.id)>
            <FormKeyField key=visit.mint() />
            <button class="btn quiet">{name}</button>
        </form>
    }
}
