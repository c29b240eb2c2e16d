//! One gift at its arrival: what it should be, how far it is, the check list, and the form for a problem.

use entity::{
    Field, Refused, claim,
    handout::{
        notes::Note,
        problem::{self, Choice},
        receive::{self, Arrival},
    },
    wish::Status,
};
use leptos::prelude::*;

use crate::{
    Page, Visit,
    parts::{
        desk::desk,
        form::{AreaField, FormErrors, FormKeyField, PickField, Told},
        icon::{CategoryIcon, UiIcon},
        notice::Notice,
        photo::{Photo, Sending, sending},
        settled::settled,
    },
    text::Text,
};

/// The longer side of what the browser sends, in pixels: a little more than is kept.
const LONGEST: u32 = 2_200;

/// What was typed into the two forms of a gift's page, and what they were told.
#[derive(Default)]
pub(super) struct Forms {
    pub(super) checks: receive::Typed,
    pub(super) problem: problem::Typed,
    pub(super) told: Option<Refused>,
}

pub(super) fn gift(visit: &Visit, arrival: &Arrival, forms: &Forms) -> Page {
    let t = visit.t();
    let told = forms.told.as_ref().map_or_else(Told::nothing, |refused| Told::new(visit.lang(), refused));
    let title = arrival.item.clone();
    visit.page(&title, || {
        let can_note = arrival.problem.is_none() && (arrival.is_awaited() || arrival.status == Status::Received);
        let checks = arrival.is_awaited().then(|| check_list(visit, arrival, forms, &told));
        let problem = can_note.then(|| problem_form(visit, arrival, forms, &told));
        let photo = arrival.problem.is_some().then(|| photo(visit, arrival, &told));
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <FormErrors told=told t=t />
                    {facts(t, arrival)}
                    {settled(t, &arrival.about)}
                    {standing(t, arrival)}
                    {checks}
                    {problem}
                    {photo}
                    <p>
                        <a href="/receive">{t.receive_next()}</a>
                    </p>
                </div>
            },
        )
    })
}

fn facts(t: Text, arrival: &Arrival) -> impl IntoView + use<> {
    let donor = match arrival.source {
        Some(claim::Source::Pool) => t.receive_from_pool().to_owned(),
        _ => arrival.donor.clone().unwrap_or_else(|| t.receive_anonymous().to_owned()),
    };
    let gender = arrival.gender.map(|gender| format!(" · {}", t.gender(gender)));
    let line = |term: &'static str, text: Option<String>| {
        text.map(|text| {
            view! {
                <dt>{term}</dt>
                <dd>{text}</dd>
            }
        })
    };
    view! {
        <div class="gift-head">
            <CategoryIcon category=arrival.category.key() />
            <div>
                <h1>{arrival.item.clone()}</h1>
                <p class="spec">{arrival.specification.clone()} {gender}</p>
            </div>
            <span class=format!("pill k-{}", arrival.status.key())>{t.wish_status(arrival.status)}</span>
        </div>
        <dl class="facts">
            <dt>{t.col_code()}</dt>
            <dd class="code">{arrival.code.grouped()}</dd>
            {line(t.field(Field::School), Some(arrival.school_name.clone()))}
            {line(t.receive_donor(), arrival.claim.is_some().then_some(donor))}
            {line(t.receive_substitute(), arrival.substitute.clone())}
            {line(t.receive_note(), arrival.note.as_ref().map(|note| words(t, note)))}
        </dl>
    }
}

/// What the donor wrote for the child, once the office has read it.
fn words(t: Text, note: &Note) -> String {
    match note {
        Note::Travels(words) => words.clone(),
        Note::Waits => t.receive_note_waits().to_owned(),
    }
}

/// Whether it was said where the gift in hand went; nobody need ask the office.
fn is_gone(arrival: &Arrival) -> bool {
    arrival.about.settled.iter().any(|one| matches!(one.choice, Choice::PassOn | Choice::Return))
}

/// Why there is no check list, where there is none.
fn standing(t: Text, arrival: &Arrival) -> Option<impl IntoView + use<>> {
    let (kind, sentence) = match (arrival.problem, arrival.status, arrival.claim) {
        (Some(kind), ..) => ("wait", t.receive_problem_waits(t.problem_kind(kind))),
        (None, Status::Open | Status::Withdrawn, _) if is_gone(arrival) => return None,
        (None, Status::Withdrawn, _) => ("wait", t.receive_withdrawn().to_owned()),
        (None, Status::HandedOut, _) => ("ok", t.receive_is_handed_out().to_owned()),
        (None, Status::Received, _) => {
            let on = arrival.received_at.map(|at| t.date_of(at)).unwrap_or_default();
            ("ok", t.receive_is_here(&on))
        }
        (None, _, Some(claim::State::Held)) => ("wait", t.receive_held().to_owned()),
        (None, ..) if !arrival.is_awaited() => ("wait", t.receive_nobody().to_owned()),
        _ => return None,
    };
    Some(view! { <Notice kind=kind>{sentence}</Notice> })
}

fn check_list(visit: &Visit, arrival: &Arrival, forms: &Forms, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let checks = &forms.checks;
    let item = if arrival.substitute.is_some() { t.check_item_substitute() } else { t.check_item() };
    let boxes: Vec<_> = receive::Typed::BOXES
        .into_iter()
        .zip([
            (item, &checks.item_matches),
            (t.check_new(), &checks.is_new),
            (t.check_safe(), &checks.is_safe),
            (t.check_contact(), &checks.no_contact_details),
        ])
        .map(|(name, (text, typed))| {
            let ticked = !typed.is_empty();
            view! {
                <label class="choice">
                    <input type="checkbox" name=name value="yes" checked=ticked />
                    <span>{text}</span>
                </label>
            }
        })
        .collect();
    let error = told.at(Field::CheckList);
    let described_by = error.is_some().then_some("check_list-error");
    view! {
        <form class="form box" method="post" action=format!("/receive/{}", arrival.code)>
            <FormKeyField key=visit.mint() />
            <fieldset class="group" id="check_list" aria-describedby=described_by>
                <legend>{t.receive_checks()}</legend>
                {error
                    .map(|error| {
                        view! {
                            <p class="field-error" id="check_list-error">
                                <UiIcon name="error" />
                                <span>{error}</span>
                            </p>
                        }
                    })}
                <div class="checklist">{boxes}</div>
            </fieldset>
            <button class="btn pine wide big">{t.receive_button()}</button>
        </form>
    }
}

fn problem_form(visit: &Visit, arrival: &Arrival, forms: &Forms, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let kinds =
        problem::Kind::ALL.map(|kind| (kind.key().to_owned(), t.problem_kind(kind).to_owned(), String::new())).to_vec();
    let open = told.at(Field::Kind).is_some() || told.at(Field::Remark).is_some();
    view! {
        <details class="box" open=open>
            <summary>{t.problem_note_title()}</summary>
            <form class="form" method="post" action=format!("/receive/{}/problem", arrival.code)>
                <FormKeyField key=visit.mint() />
                <PickField
                    field=Field::Kind
                    t=t
                    told=told.clone()
                    value=forms.problem.kind.clone()
                    options=kinds
                    name=t.problem_kind_legend()
                />
                <AreaField
                    field=Field::Remark
                    t=t
                    told=told.clone()
                    value=forms.problem.remark.clone()
                    most=problem::REMARK
                    name=t.problem_remark()
                    help=t.problem_remark_help()
                    optional=true
                    plain=true
                />
                <button class="btn danger">{t.problem_button()}</button>
            </form>
        </details>
    }
}

/// What is wrong with it, to be seen by the office: while it waits, and as often as a better photo is taken.
fn photo(visit: &Visit, arrival: &Arrival, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let taken = arrival.picture.map(|id| view! { <Photo id=id says=t.gift_photo_alt(&arrival.item) t=t /> });
    let form = Sending {
        action: format!("/receive/{}/photo", arrival.code),
        key: visit.mint(),
        label: t.gift_photo_file(),
        help: t.gift_photo_help(),
        button: t.gift_photo_send(),
        longest: LONGEST,
    };
    view! {
        <section class="stack">
            <h2>{t.gift_photo_title()}</h2>
            <p class="soft">{t.gift_photo_text()}</p>
            {taken}
            {sending(t, form, told.at(Field::File))}
        </section>
    }
}
