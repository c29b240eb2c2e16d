//! The card itself, the two judgements beside it or the way back of one that has gone out, and what else waits.

use entity::{
    Field,
    card::{
        Shows, State,
        review::{self, Queued, Review},
    },
};
use leptos::prelude::*;

use super::{Sent, recall};
use crate::{
    Visit,
    islands::review_keys::ReviewKeys,
    parts::{
        form::{AreaField, FormKeyField, Told},
        icon::UiIcon,
        photo::{Photo, turning},
    },
    text::Text,
};

pub(super) fn card(visit: &Visit, seen: &Review, sent: &Sent, told: &Told) -> impl IntoView + use<> {
    let (t, wish) = (visit.t(), &seen.wish);
    let about = format!("{} · {} · {}", seen.school.name, t.roster_grade(wish.grade), t.phase_name(&seen.phase));
    let judged = (seen.card.state == State::Submitted).then(|| judgements(visit, seen, sent, told));
    let recalled = (seen.card.state == State::Approved).then(|| recall::form(visit, seen, &sent.reason, told));
    view! {
        <article class="review-card card-look">
            <Photo id=seen.photo.id says=t.cards_alt(&wish.item) t=t />
            <div class="stack">
                <h2>
                    <a href=format!("/office/wishes/{}", wish.code)>{wish.item.clone()}</a>
                </h2>
                <p class="soft">{about}</p>
                <p class="soft small">
                    <span class="code">{wish.code.grouped()}</span>
                    {format!(" · {} {}", t.cards_handed_on(), t.date(seen.handed_on))}
                </p>
            </div>
            {(seen.card.state == State::Submitted)
                .then(|| {
                    view! {
                        {turning(t, format!("/office/cards/{}/turn", wish.code), visit.mint(), seen.photo.id)}
                        <p>
                            <a class="btn quiet" href=format!("/office/cards/{}/blur", wish.code)>
                                {t.blur_title()}
                            </a>
                        </p>
                    }
                })}
            {judged}
            {recalled}
        </article>
    }
}

fn judgements(visit: &Visit, seen: &Review, sent: &Sent, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let action = format!("/office/cards/{}", seen.wish.code);
    let choices: Vec<_> = offered(seen).map(|shows| format!("shows-{}", shows.key())).collect();
    let choices = choices.join(" ");
    let hidden = || {
        view! {
            <FormKeyField key=visit.mint() />
            <input type="hidden" name="after" value=sent.after.clone() />
            <input type="hidden" name="photo" value=seen.photo.id.to_string() />
        }
    };
    view! {
        <form class="stack" method="post" action=action.clone()>
            {hidden()}
            {shows(t, seen, sent, told)}
            <button class="btn pine" id="approve" name="judge" value="approve">
                {t.card_review_approve()}
                <kbd>"A"</kbd>
            </button>
        </form>
        // A form of its own: Enter in the reason sends it, and must not approve.
        <form class="stack" method="post" action=action>
            {hidden()}
            <AreaField
                field=Field::Reason
                t=t
                told=told.clone()
                value=sent.reason.clone()
                most=review::REASON
                name=t.card_review_reason()
                help=t.card_review_reason_help()
                plain=true
            />
            <div class="review-bar">
                <button class="btn danger" id="give-back" name="judge" value="return">
                    {t.card_review_return()}
                    <kbd>"R"</kbd>
                </button>
                <a class="link skip-on" id="pass-over" href=format!("/office/cards?after={}", seen.wish.id)>
                    {t.card_review_skip()}
                    <kbd>"N"</kbd>
                </a>
            </div>
        </form>
        <ReviewKeys
            approve="approve".to_owned()
            reason=Field::Reason.key().to_owned()
            give_back="give-back".to_owned()
            next="pass-over".to_owned()
            choices=choices
        />
    }
}

/// What can be said of this card.
fn offered(seen: &Review) -> impl Iterator<Item = Shows> {
    let may_show_child = seen.may_show_child;
    Shows::ALL.into_iter().filter(move |shows| *shows == Shows::Nobody || may_show_child)
}

/// What the officer must say before the card goes out; the second only where the guardian agreed to photos.
fn shows(t: Text, seen: &Review, sent: &Sent, told: &Told) -> impl IntoView + use<> {
    let error = told.at(Field::Shows);
    let bad = error.is_some();
    let choices: Vec<_> = (1..)
        .zip(offered(seen))
        .map(|(digit, shows)| {
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        name="shows"
                        id=format!("shows-{}", shows.key())
                        value=shows.key()
                        checked=sent.shows == shows.key()
                    />
                    <span>{t.card_shows(shows)} <kbd>{digit}</kbd></span>
                </label>
            }
        })
        .collect();
    view! {
        <fieldset
            class=if bad { "group bad" } else { "group" }
            id="shows"
            aria-describedby=bad.then_some("shows-error")
        >
            <legend>{t.card_review_shows()}</legend>
            {error
                .map(|error| {
                    view! {
                        <p class="field-error" id="shows-error">
                            <UiIcon name="error" />
                            <span>{error}</span>
                        </p>
                    }
                })}
            {choices}
            {(!seen.may_show_child).then(|| view! { <p class="help">{t.card_review_no_photo()}</p> })}
        </fieldset>
    }
}

/// What waits, the longest first; `waiting`: how many in all, of which the list shows the first.
pub(super) fn beside(t: Text, queue: &[Queued], waiting: u64, seen: &Review) -> impl IntoView + use<> {
    let more = waiting.saturating_sub(queue.len() as u64);
    let lines: Vec<_> = queue
        .iter()
        .map(|queued| {
            let here = (queued.code == seen.wish.code).then_some("true");
            view! {
                <li>
                    <a href=format!("/office/cards?code={}", queued.code) aria-current=here>
                        {queued.item.clone()}
                        <small>{format!("{} · {}", queued.school, t.short_date_of(queued.made_at))}</small>
                    </a>
                </li>
            }
        })
        .collect();
    view! {
        <aside>
            <h2 class="vh">{t.card_review_queue()}</h2>
            <ol class="queue">{lines}</ol>
            {(more > 0).then(|| view! { <p class="soft small">{t.card_review_more(more)}</p> })}
        </aside>
    }
}
