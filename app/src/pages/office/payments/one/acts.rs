//! What an officer can do with a part of what arrived.

use entity::{
    Field,
    outbox::letter::WhyKept,
    payment::{State, Why, list::Line, refund::Promised},
};
use leptos::prelude::*;

use super::{Forms, HERE};
use crate::{
    Visit,
    parts::{
        form::{FormKeyField, SelectField, TextField, TickField},
        notice::Notice,
    },
};

/// What can be done with it as it is.
/// `beside`: all parts of what it came in; once one went back, none of it can be undone.
pub(super) fn acts(visit: &Visit, line: &Line, beside: &[Line], forms: &Forms) -> impl IntoView + use<> {
    let state = line.part.state;
    let went = beside.iter().any(|other| other.part.state == State::Returned);
    let is_open = is_there(state) || state == State::ToReturn;
    view! {
        {(state == State::Unclear).then(|| sort_form(visit, line, forms))}
        {is_there(state).then(|| back_form(visit, line, forms))}
        {(state == State::ToReturn).then(|| paper_form(visit, line, forms))}
        {(is_open && !went).then(|| undo_form(visit, line, forms))}
        {(is_open && went).then(|| view! { <p class="soft">{visit.t().office_payment_undo_not()}</p> })}
    }
}

const fn is_there(state: State) -> bool {
    matches!(state, State::Counted | State::Unclear)
}

fn sort_form(visit: &Visit, line: &Line, forms: &Forms) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <form class="form box" method="post" action=format!("{HERE}/{}/sort", line.part.id) novalidate>
            <h2>{t.office_payment_sort()}</h2>
            <p class="soft">{t.office_payment_sort_text()}</p>
            <FormKeyField key=visit.mint() />
            <TextField
                field=Field::PaymentCode
                t=t
                told=forms.told.clone()
                value=forms.sort.payment_code.clone()
                short=true
                autocomplete="off"
            />
            <div class="actions">
                <button class="btn">{t.office_payment_sort_go()}</button>
            </div>
        </form>
    }
}

fn back_form(visit: &Visit, line: &Line, forms: &Forms) -> impl IntoView + use<> {
    let t = visit.t();
    let reasons = Why::CHOSEN.map(|why| (why.key().to_owned(), t.payment_why_chosen(why).to_owned())).to_vec();
    let reason = line.lacks_a_reason().then(|| {
        view! {
            <SelectField
                field=Field::Reason
                t=t
                told=forms.told.clone()
                value=forms.back.reason.clone()
                options=reasons
                blank=t.ground_not_chosen()
                help=t.office_payment_why_help()
            />
        }
    });
    view! {
        <form class="form box" id="return" method="post" action=format!("{HERE}/{}/return", line.part.id) novalidate>
            <h2>{t.office_payment_return()}</h2>
            <p class="soft">{t.office_payment_return_text()}</p>
            {forms.unsettles.then(|| view! { <Notice kind="wait">{t.office_payment_unsettles()}</Notice> })}
            <FormKeyField key=visit.mint() />
            <TextField
                field=Field::Amount
                t=t
                told=forms.told.clone()
                value=forms.back.amount.clone()
                inputmode="decimal"
                short=true
            />
            {reason}
            <div class="actions">
                <button class="btn quiet">{t.office_payment_return_go()}</button>
            </div>
        </form>
    }
}

fn paper_form(visit: &Visit, line: &Line, forms: &Forms) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <form class="form box" method="post" action=format!("{HERE}/{}/returned", line.part.id) novalidate>
            <h2>{t.office_payment_returned()}</h2>
            <FormKeyField key=visit.mint() />
            <TextField
                field=Field::BookedOn
                t=t
                told=forms.told.clone()
                value=forms.paper.booked_on.clone()
                kind="date"
                short=true
            />
            <TextField
                field=Field::Document
                t=t
                told=forms.told.clone()
                value=forms.paper.document_no.clone()
                autocomplete="off"
            />
            <div class="actions">
                <button class="btn">{t.office_payment_returned_go()}</button>
            </div>
        </form>
        {keep_form(visit, line, forms)}
    }
}

/// One press; for what its payer was told would come a form with the reason that is read there.
fn keep_form(visit: &Visit, line: &Line, forms: &Forms) -> AnyView {
    let (t, action) = (visit.t(), format!("{HERE}/{}/keep", line.part.id));
    let Some(promised) = forms.promised else {
        return view! {
            <form method="post" action=action>
                <FormKeyField key=visit.mint() />
                <button class="btn quiet">{t.office_payment_keep()}</button>
            </form>
        }
        .into_any();
    };
    let choice = |why: &WhyKept| (why.key().to_owned(), t.payment_why_kept(*why).to_owned());
    let reasons: Vec<_> = promised.reasons().iter().map(choice).collect();
    let what = match promised {
        Promised::Shortfall => t.office_payment_keep_text(),
        Promised::Lapsed => t.office_payment_keep_lapsed_text(),
    };
    view! {
        <form class="form box" method="post" action=action novalidate>
            <h2>{t.office_payment_keep()}</h2>
            <p class="soft">{what}</p>
            <FormKeyField key=visit.mint() />
            <SelectField
                field=Field::Reason
                t=t
                told=forms.told.clone()
                value=forms.kept.reason.clone()
                options=reasons
                blank=t.ground_not_chosen()
            />
            <div class="actions">
                <button class="btn quiet">{t.office_payment_keep()}</button>
            </div>
        </form>
    }
    .into_any()
}

fn undo_form(visit: &Visit, line: &Line, forms: &Forms) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <form class="form box" method="post" action=format!("{HERE}/{}/undo", line.part.id) novalidate>
            <h2>{t.office_payment_undo()}</h2>
            <p class="soft">{t.office_payment_undo_text()}</p>
            <FormKeyField key=visit.mint() />
            <TickField
                field=Field::Sure
                told=forms.told.clone()
                ticked=false
                text=t.office_payment_undo_sure()
            />
            <div class="actions">
                <button class="btn quiet">{t.office_payment_undo_go()}</button>
            </div>
        </form>
    }
}
