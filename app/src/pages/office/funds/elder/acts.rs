//! What an officer can do with an elder, each in a form of its own; the one that was refused stands open.

use entity::{
    Fen, Field,
    elder::{self, look::CHOICES},
    fund::State,
    supporter::{Kin, add},
};
use leptos::prelude::*;

use super::{Seen, Shown};
use crate::{
    Visit,
    parts::form::{FormKeyField, PickField, SelectField, TextField, TickField},
};

pub fn acts(visit: &Visit, seen: &Seen, shown: &Shown) -> impl IntoView + use<> {
    let is_open = seen.placed.fund.state == State::Open;
    let is_in = seen.elder.state.is_in();
    let is_erased = seen.elder.erased_at.is_some();
    let can_change = !is_erased && !next(seen).is_empty();
    view! {
        {(!is_erased).then(|| look(visit, seen, shown))}
        {(is_open && is_in).then(|| add_supporter(visit, seen, shown))}
        {(is_open && is_in && !seen.others.is_empty()).then(|| share(visit, seen, shown))}
        {(is_in || seen.elder.public_from.is_some()).then(|| publish(visit, seen))}
        {can_change.then(|| change(visit, seen, shown))}
        {(!is_in && seen.owed > Fen::ZERO).then(|| give_back(visit, seen, shown))}
        {(!is_in && !is_erased && seen.owed == Fen::ZERO).then(|| erase(visit, seen, shown))}
    }
}

/// Where an elder can go: once the fund is closed, out of it alone.
fn next(seen: &Seen) -> Vec<elder::State> {
    let is_open = seen.placed.fund.state == State::Open;
    seen.elder.state.next().into_iter().filter(|next| is_open || !next.is_in()).collect()
}

/// A form behind its name.
fn act(
    visit: &Visit,
    seen: &Seen,
    (step, name, is_shown): (&str, &'static str, bool),
    class: &'static str,
    fields: AnyView,
) -> impl IntoView + use<> {
    view! {
        <details class="box" open=is_shown>
            <summary>{name}</summary>
            <form class="form" method="post" action=format!("/office/elders/{}/{step}", seen.elder.id) novalidate>
                <FormKeyField key=visit.mint() />
                {fields}
                <div class="actions">
                    <button class=class>{name}</button>
                </div>
            </form>
        </details>
    }
}

fn look(visit: &Visit, seen: &Seen, shown: &Shown) -> impl IntoView + use<> {
    let t = visit.t();
    let reasons = CHOICES.map(|why| (why.key().to_owned(), t.look_reason(why).to_owned(), String::new())).to_vec();
    let fields = view! {
        <p>{t.office_elder_look_what()}</p>
        <PickField field=Field::Reason t=t told=shown.told("look") value=shown.look.reason.clone() options=reasons />
    };
    act(visit, seen, ("look", t.office_elder_looks(), shown.act == "look"), "btn quiet", fields.into_any())
}

fn change(visit: &Visit, seen: &Seen, shown: &Shown) -> impl IntoView + use<> {
    let t = visit.t();
    let states =
        next(seen).into_iter().map(|state| (state.key().to_owned(), t.elder_state(state).to_owned())).collect();
    let told = shown.told("change");
    let fields = view! {
        <SelectField
            field=Field::ElderState
            t=t
            told=told.clone()
            value=shown.change.state.clone()
            options=states
            blank=t.ground_not_chosen()
            short=true
        />
        <TextField
            field=Field::SinceOn
            t=t
            told=told
            value=shown.change.since_on.clone()
            kind="date"
            short=true
        />
    };
    act(visit, seen, ("state", t.office_elder_change(), shown.act == "change"), "btn", fields.into_any())
}

fn publish(visit: &Visit, seen: &Seen) -> impl IntoView + use<> {
    let t = visit.t();
    let (step, name) = match seen.elder.public_from {
        Some(_) => ("hide", t.office_elder_hide()),
        None => ("show", t.office_elder_show()),
    };
    view! {
        <form class="actions" method="post" action=format!("/office/elders/{}/{step}", seen.elder.id)>
            <FormKeyField key=visit.mint() />
            <button class="btn quiet">{name}</button>
        </form>
    }
}

fn add_supporter(visit: &Visit, seen: &Seen, shown: &Shown) -> impl IntoView + use<> {
    let t = visit.t();
    let (told, typed) = (shown.told("add"), &shown.add);
    let relations = Kin::ALL.map(|one| (one.key().to_owned(), t.relation(one).to_owned())).to_vec();
    let months = add::choices(&seen.elder, visit.now());
    let months = months.into_iter().map(|month| (month.to_string(), t.month(month))).collect();
    let texts = [
        (Field::SupporterName, &typed.supporter_name, "", "text", false),
        (Field::SupporterPhone, &typed.supporter_phone, "", "tel", true),
        (Field::Email, &typed.email, t.office_supporter_email_help(), "email", true),
        (Field::Pledge, &typed.pledge, t.office_supporter_pledge_help(), "text", true),
    ];
    let texts: Vec<_> = texts
        .into_iter()
        .map(|(field, value, help, kind, optional)| {
            view! {
                <TextField
                    field=field
                    t=t
                    told=told.clone()
                    value=value.clone()
                    help=help
                    kind=kind
                    optional=optional
                    autocomplete="off"
                />
            }
        })
        .collect();
    let fields = view! {
        {texts}
        <SelectField
            field=Field::Relation
            t=t
            told=told.clone()
            value=typed.relation.clone()
            options=relations
            blank=t.ground_not_chosen()
            short=true
        />
        <SelectField
            field=Field::Month
            t=t
            told=told.clone()
            value=typed.month.clone()
            options=months
            blank=t.ground_not_chosen()
            help=t.office_supporter_month_help()
            short=true
        />
    };
    act(visit, seen, ("supporters", t.office_supporter_add(), shown.act == "add"), "btn", fields.into_any())
}

fn share(visit: &Visit, seen: &Seen, shown: &Shown) -> impl IntoView + use<> {
    let t = visit.t();
    let others = seen.others.iter().map(|other| (other.id.to_string(), other.alias.clone())).collect();
    let fields = view! {
        <p>{t.office_share_what()}</p>
        <SelectField
            field=Field::Elder
            t=t
            told=shown.told("share")
            value=shown.share.elder.clone()
            options=others
            blank=t.ground_not_chosen()
        />
    };
    act(visit, seen, ("share", t.office_share(), shown.act == "share"), "btn quiet", fields.into_any())
}

fn give_back(visit: &Visit, seen: &Seen, shown: &Shown) -> impl IntoView + use<> {
    let t = visit.t();
    let (told, typed) = (shown.told("give-back"), &shown.give_back);
    let fields = view! {
        <p>{t.office_give_back_what(&seen.owed.to_string())}</p>
        <TextField
            field=Field::ReceivedOn
            t=t
            told=told.clone()
            value=typed.received_on.clone()
            kind="date"
            short=true
        />
        <TextField field=Field::Document t=t told=told value=typed.document_no.clone() short=true />
    };
    act(visit, seen, ("give-back", t.office_give_back(), shown.act == "give-back"), "btn", fields.into_any())
}

fn erase(visit: &Visit, seen: &Seen, shown: &Shown) -> impl IntoView + use<> {
    let t = visit.t();
    let fields = view! {
        <p>{t.office_elder_erase_what()}</p>
        <TickField field=Field::Sure told=shown.told("erase") ticked=false text=t.office_elder_erase_sure() />
    };
    act(visit, seen, ("erase", t.office_elder_erase(), shown.act == "erase"), "btn danger", fields.into_any())
}
