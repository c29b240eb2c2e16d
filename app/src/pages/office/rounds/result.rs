//! What became of a round: how far its letters are, what was answered, and what was not proposed after all.

use entity::{
    claim,
    round::{
        Model, State,
        outcome::{Asked, Became, Outcome, Pair},
        proposal::{Answer, line::Lost},
    },
};
use leptos::prelude::*;

use super::{LIST, Outcomes, numbers::reasons, one::Seen};
use crate::{Visit, parts::notice::Notice, text::Text};

pub(super) fn result(t: Text, seen: &Seen) -> impl IntoView + use<> {
    let (donors, asked) = seen.progress;
    let outcome = &seen.outcome;
    let progress = (asked < donors).then(|| {
        view! {
            <Notice kind="wait">{t.round_progress(asked, donors)} " " {t.round_progress_help()}</Notice>
        }
    });
    let counters = [
        (outcome.proposed(), t.round_proposed_so_far()),
        (outcome.waiting, t.round_waiting_answers()),
        (outcome.accepted, t.round_accepted()),
        (outcome.given_back, t.round_given_back()),
        (outcome.lapsed, t.round_lapsed()),
        (outcome.cancelled, t.round_cancelled()),
        (outcome.all_lost(), t.round_lost()),
    ];
    let counters: Vec<_> = counters
        .into_iter()
        .map(|(number, name)| {
            view! {
                <li>
                    <span class="count">
                        <b>{t.number(number)}</b>
                        <span>{name}</span>
                    </span>
                </li>
            }
        })
        .collect();
    let next = (outcome.given_back + outcome.lapsed > 0).then(|| view! { <p>{t.round_next()}</p> });
    view! {
        <section class="stack">
            <h2>{t.round_answers()}</h2>
            {progress}
            <ul class="counts">{counters}</ul>
            {beside(t, t.round_plots(), &seen.beside.0)}
            {beside(t, t.round_funds(), &seen.beside.1)}
            {next}
            {lost(t, outcome)}
        </section>
    }
}

/// The plots, or the funds, in one line.
fn beside(t: Text, name: &'static str, outcome: &Outcome) -> Option<impl IntoView + use<>> {
    let says = in_short(t, outcome, t.round_planned(), t.round_agreed());
    (!says.is_empty()).then(|| view! { <p><b>{name}</b> " " {says}</p> })
}

/// What there is any of. `planned`, `accepted`: how that is called of which nobody has been asked yet, and to which
/// donors said yes.
fn in_short(t: Text, outcome: &Outcome, planned: &'static str, accepted: &'static str) -> String {
    let parts = [
        (outcome.planned, planned),
        (outcome.waiting, t.round_waiting_answers()),
        (outcome.accepted, accepted),
        (outcome.given_back, t.round_given_back()),
        (outcome.lapsed, t.round_lapsed()),
        (outcome.cancelled, t.round_cancelled()),
        (outcome.all_lost(), t.round_lost()),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, name)| format!("{name} {count}"));
    parts.collect::<Vec<_>>().join(" · ")
}

/// What a round found; once it is applied, how much was proposed and what became of it: its wishes, and the plots and
/// funds of which there are any.
pub(super) fn in_list(t: Text, round: &Model, outcomes: &Outcomes) -> impl IntoView + use<> {
    let (wishes, plots, funds) = if round.state == State::Applied {
        let wishes = outcomes.wishes.get(&round.id).cloned().unwrap_or_default();
        let (plots, funds) = outcomes.beside.get(&round.id).cloned().unwrap_or_default();
        let beside = |outcome: &Outcome| (*outcome != Outcome::default()).then(|| told(t, outcome, t.round_agreed()));
        (told(t, &wishes, t.round_accepted()), beside(&plots), beside(&funds))
    } else {
        let summary = round.read();
        let (shares, sum) = (summary.shares().0, summary.for_funds());
        let plots = (shares > 0).then(|| t.round_list_drawn(&t.round_list_shares(shares)));
        let funds = (sum.0 > 0).then(|| t.round_list_drawn(&sum.to_string()));
        (t.round_list_drawn(&t.number(summary.proposed)), plots, funds)
    };
    let plots = plots.map(|says| t.round_list_plots(&says));
    let funds = funds.map(|says| t.round_list_funds(&says));
    let beside: Vec<_> = plots.into_iter().chain(funds).map(|says| view! { <br />{says} }).collect();
    view! { {t.round_list_wishes(&wishes)} {beside} }
}

/// How many were proposed, and what became of them. `accepted`: how a yes is called.
fn told(t: Text, outcome: &Outcome, accepted: &'static str) -> String {
    let proposed = t.round_list_proposed(&t.number(outcome.proposed()));
    let became = in_short(t, outcome, t.round_planned(), accepted);
    if became.is_empty() { proposed } else { t.round_list_of(&proposed, &became) }
}

/// What others took meanwhile, and what else was in the way.
fn lost(t: Text, outcome: &Outcome) -> Option<impl IntoView + use<>> {
    let whys = Lost::ALL.into_iter().filter_map(|why| Some((t.round_lost_why(why), *outcome.lost.get(&why)?)));
    let whys: Vec<_> = whys.collect();
    (!whys.is_empty()).then(|| {
        view! {
            <h3>{t.round_lost_title()}</h3>
            {reasons(t, t.round_lost_title(), whys)}
        }
    })
}

/// Who is asked, page by page.
pub(super) fn donors(visit: &Visit, seen: &Seen) -> impl IntoView + use<> {
    let t = visit.t();
    let lines: Vec<_> = seen.donors.iter().map(|asked| donor(t, seen, asked)).collect();
    let title = if seen.round.state == State::Open { t.round_letters_planned() } else { t.round_letters() };
    let more = seen.next.map(|last| {
        view! {
            <p>
                <a rel="next" href=format!("{LIST}/{}?after={last}", seen.round.id)>
                    {t.round_more()}
                </a>
            </p>
        }
    });
    let all = seen.has_one.then(|| {
        view! {
            <p>
                <a href=format!("{LIST}/{}#donors", seen.round.id)>{t.round_donors_all()}</a>
            </p>
        }
    });
    view! {
        <section id="donors">
            <h2>{title}</h2>
            <ul class="todo-list opens">{lines}</ul>
            {more}
            {all}
        </section>
    }
}

fn donor(t: Text, seen: &Seen, asked: &Asked) -> impl IntoView + use<> {
    let name = seen.names.get(&asked.proposal.account_id).cloned().unwrap_or_default();
    let lang = t.own_lang(&name);
    let planned = if seen.round.state == State::Applied { t.round_planned() } else { t.round_beside_proposed() };
    let beside = in_short(t, &asked.beside, planned, t.round_agreed());
    let beside = (!beside.is_empty()).then(|| t.round_beside(&beside));
    let wishes =
        Some(in_short(t, &asked.outcome, t.round_wishes(), t.round_accepted())).filter(|says| !says.is_empty());
    let says = wishes.into_iter().chain(beside).collect::<Vec<_>>().join(" · ");
    view! {
        <li>
            <div class="what">
                <b lang=lang>{name}</b>
                <span class="soft small">{says}</span>
                {pairs(t, seen, asked)}
            </div>
            {standing(t, seen.round.state, asked)}
        </li>
    }
}

/// The first of the donor's wishes, each with the reason why it was found for the donor's offer and its answer; how
/// many more there are, and the way to all of them.
fn pairs(t: Text, seen: &Seen, asked: &Asked) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> = asked.pairs.iter().map(|pair| pair_line(t, seen, pair)).collect();
    let all = asked.outcome.planned + asked.outcome.proposed() + asked.outcome.all_lost();
    let more = all.saturating_sub(u64::try_from(lines.len()).unwrap_or(u64::MAX));
    let all_of_them = format!("{LIST}/{}?donor={}#donors", seen.round.id, asked.proposal.id);
    let more = (more > 0).then(|| {
        view! {
            <p class="soft small">
                {t.round_pairs_more(more)} " " <a href=all_of_them>{t.round_pairs_all()}</a>
            </p>
        }
    });
    (!lines.is_empty()).then(|| {
        view! {
            <details class="more" open=seen.has_one>
                <summary>{t.round_pairs()}</summary>
                <ul>{lines}</ul>
                {more}
            </details>
        }
    })
}

fn pair_line(t: Text, seen: &Seen, pair: &Pair) -> impl IntoView + use<> {
    let school = seen.school(pair.school);
    let lang = t.own_lang(&school);
    let why = pair.why.map(|why| format!(" · {}", t.proposal_why(why)));
    let answer = (seen.round.state == State::Applied).then(|| {
        view! { <span class=pill(pair.became)>{t.round_wish_became(pair.became)}</span> }
    });
    view! {
        <li>
            <a href=format!("/office/wishes/{}", pair.code) lang=t.own_lang(&pair.item)>
                {pair.item.clone()}
            </a>
            <span class="soft small">
                " " {t.category(pair.category)} " · " <span lang=lang>{school}</span> {why} " "
            </span>
            {answer}
        </li>
    }
}

const fn pill(became: Became) -> &'static str {
    use claim::State::{Cancelled, Confirmed, Fulfilled, Held, Lapsed, Received, Released, Shipped};
    match became {
        Became::Asked(Held) => "pill k-submitted",
        Became::Asked(Confirmed | Shipped | Received | Fulfilled) => "pill k-handed_out",
        Became::Asked(Released | Lapsed | Cancelled) | Became::Planned | Became::Lost(_) => "pill k-draft",
    }
}

fn standing(t: Text, state: State, asked: &Asked) -> Option<impl IntoView + use<>> {
    let proposal = &asked.proposal;
    let (class, text) = match (proposal.answer, proposal.held_until) {
        _ if state != State::Applied => return None,
        (Some(answer @ Answer::Accepted), _) => ("pill k-handed_out", t.proposal_answer(answer).to_owned()),
        (Some(answer), _) => ("pill k-draft", t.proposal_answer(answer).to_owned()),
        (None, Some(until)) => ("pill k-submitted", t.round_until(&t.time(until))),
        (None, None) => ("pill k-draft", t.round_planned().to_owned()),
    };
    Some(view! { <span class=class>{text}</span> })
}
