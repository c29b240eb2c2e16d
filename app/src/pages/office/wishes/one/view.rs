//! What an officer reads about a wish: its facts, duplicates, claims, journal, and the child's record once opened.

use entity::{
    Field, claim,
    handout::problem::{Choice, settled::Chosen},
    journal,
    wish::{Status, review::Review, withdraw::Why},
};
use leptos::prelude::*;

use super::Looked;
use crate::{parts::notice::Notice, text::Text};

/// That the public does not see it, where the office took it off.
pub fn hidden(t: Text, review: &Review) -> Option<impl IntoView + use<>> {
    let at = review.wish.hidden_at?;
    Some(view! { <Notice kind="wait">{t.hidden_notice(&t.time(at))}</Notice> })
}

/// A submitted wish waits for its review there; an approved one can still be sent back.
pub fn to_review(t: Text, review: &Review) -> Option<impl IntoView + use<>> {
    let wish = &review.wish;
    let (class, name) = match wish.status {
        Status::Submitted => ("btn", t.review_go()),
        Status::Approved => ("btn quiet", t.review_return()),
        _ => return None,
    };
    Some(view! {
        <p>
            <a class=class href=format!("/office/review?code={}", wish.code)>
                {name}
            </a>
        </p>
    })
}

pub fn facts(t: Text, review: &Review) -> impl IntoView + use<> {
    let wish = &review.wish;
    let mut facts = vec![
        (t.field(Field::Code), wish.code.grouped()),
        (t.field(Field::Category), t.category(wish.category).to_owned()),
        (t.field(Field::Specification), wish.specification.clone()),
        (t.field(Field::Grade), t.roster_grade(wish.grade)),
        (t.wish_price(), wish.price_fen.to_string()),
        (t.field(Field::School), review.school.name.clone()),
        (t.field(Field::Phase), review.phase.title(t.0).to_owned()),
        (t.office_wish_consent(), consent(t, review)),
        (t.office_wish_written(), t.time(wish.created_at)),
    ];
    for (name, at) in [(t.office_wish_submitted(), wish.submitted_at), (t.office_wish_approved(), wish.approved_at)] {
        facts.extend(at.map(|at| (name, t.time(at))));
    }
    if let Some(reason) = &wish.reason {
        let said = Why::from_key(reason).map_or_else(|| reason.clone(), |why| t.why_withdrawn(why).to_owned());
        facts.push((t.office_wish_reason(), said));
    }
    if let Some(gender) = wish.gender {
        facts.insert(3, (t.field(Field::Gender), t.gender(gender).to_owned()));
    }
    let facts: Vec<_> = facts
        .into_iter()
        .map(|(name, value)| {
            view! {
                <dt>{name}</dt>
                <dd class=(name == t.field(Field::Code)).then_some("code")>{value}</dd>
            }
        })
        .collect();
    view! {
        <section class="box">
            <dl class="facts">{facts}</dl>
        </section>
    }
}

fn consent(t: Text, review: &Review) -> String {
    let Some(consent) = &review.consent else { return t.office_wish_no_consent().to_owned() };
    let scope: Vec<String> =
        [(consent.goods, t.scope_goods()), (consent.photo, t.scope_photo()), (consent.card, t.scope_card())]
            .into_iter()
            .filter(|(given, _)| *given)
            .map(|(_, name)| name.to_owned())
            .collect();
    let line = t.office_wish_consent_line(&t.date(consent.given_on), &consent.form_no, &t.list(&scope));
    match consent.withdrawn_at {
        Some(at) => line + &t.office_wish_consent_withdrawn(&t.date_of(at)),
        None => line,
    }
}

pub fn duplicates(t: Text, review: &Review) -> Option<impl IntoView + use<>> {
    if review.duplicates.is_empty() {
        return None;
    }
    let lines: Vec<_> = review
        .duplicates
        .iter()
        .map(|other| {
            let kind = if other.same_child { t.office_wish_same_child() } else { t.office_wish_same_household() };
            view! {
                <li>
                    <a href=format!("/office/wishes/{}", other.code)>{other.item.clone()}</a>
                    {format!(" · {} · {kind} · {}", t.office_phase_no(other.phase), t.wish_status(other.status))}
                </li>
            }
        })
        .collect();
    Some(view! {
        <section>
            <h2>{t.office_wish_duplicates()}</h2>
            <ul>{lines}</ul>
        </section>
    })
}

/// `chosen`: what was chosen about the gifts that this wish had; the claims of some are another wish's now.
pub fn claims(t: Text, claims: &[claim::Model], chosen: &[Chosen]) -> impl IntoView + use<> {
    let none = claims.is_empty() && chosen.is_empty();
    let settled: Vec<_> = chosen.iter().map(|one| settled(t, one)).collect();
    let lines: Vec<_> = claims
        .iter()
        .map(|claim| {
            let who = match (claim.source, claim.account_id) {
                (claim::Source::Pool, _) => t.office_wish_pool().to_owned(),
                (_, Some(account)) => t.journal_by(t.role(entity::account::Role::Donor), account.0),
                (_, None) => t.office_wish_visitor().to_owned(),
            };
            view! {
                <li>
                    <time datetime=claim.made_at.to_rfc3339()>{t.time(claim.made_at)}</time>
                    <span>
                        {who} " "
                        <span class=format!("pill k-{}", claim.state.key())>{t.claim_state(claim.state)}</span>
                    </span>
                </li>
            }
        })
        .collect();
    view! {
        <section>
            <h2>{t.office_wish_claims()}</h2>
            {none.then(|| view! { <p class="soft">{t.office_wish_no_claims()}</p> })}
            <ol class="journal">{lines} {settled}</ol>
        </section>
    }
}

/// A problem with what was chosen, and where the gift is that was passed on.
fn settled(t: Text, one: &Chosen) -> impl IntoView + use<> {
    let problem = format!("{} · {}", t.problem_kind(one.kind), t.problem_choice_of(one.choice, one.claim.source));
    let gone = (one.choice == Choice::PassOn).then(|| {
        view! {
            " "
            {t.office_wish_passed_on()}
            " "
            <a class="code" href=format!("/office/wishes/{}", one.now_at)>
                {one.now_at.grouped()}
            </a>
        }
    });
    view! {
        <li>
            <time datetime=one.at.to_rfc3339()>{t.time(one.at)}</time>
            <span>
                <a href=format!("/office/problems/{}", one.problem)>{problem}</a>
                {gone}
            </span>
        </li>
    }
}

pub fn journey(t: Text, entries: &[journal::Model]) -> AnyView {
    let lines: Vec<_> = entries
        .iter()
        .map(|entry| {
            view! {
                <li>
                    <time datetime=entry.at.to_rfc3339()>{t.time(entry.at)}</time>
                    <span>{format!("{} · {}", t.journal_role(&entry.role), t.journal_act(&entry.act))}</span>
                </li>
            }
        })
        .collect();
    if lines.is_empty() {
        return view! { <p class="soft">{t.office_wish_no_journal()}</p> }.into_any();
    }
    view! { <ol class="journal">{lines}</ol> }.into_any()
}

pub fn record(t: Text, looked: Looked) -> AnyView {
    let Looked::Found(record) = looked else {
        return view! { <Notice kind="wait">{t.look_erased()}</Notice> }.into_any();
    };
    let facts: Vec<_> = [
        (t.look_name(), record.name),
        (t.look_birth(), t.date(record.birth_date)),
        (t.look_guardian(), record.guardian),
        (t.look_household(), record.household),
        (t.look_situation(), record.situation),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| {
        view! {
            <dt>{name}</dt>
            <dd>{value}</dd>
        }
    })
    .collect();
    view! {
        <section class="box">
            <dl class="facts">{facts}</dl>
            <p class="soft small">{t.look_noted()}</p>
        </section>
    }
    .into_any()
}
