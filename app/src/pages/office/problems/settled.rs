//! Problems that are settled: the list of them, and one of them with what was done and what happens next.

use entity::{
    claim::{Source, State},
    handout::problem::{self, Choice, Kind, Open, settled::of_wish},
    id::ProblemId,
    lang::china_date,
    wish::Status,
};
use leptos::prelude::*;

use super::facts::{facts, others};
use crate::{
    AppError, Page, Visit,
    parts::{crumbs::Crumbs, desk::desk, notice::Notice, pager::pager},
    text::Text,
};

/// Under what waits; nothing where nothing was settled yet. `is_later`: newer ones come before these; `next`: before
/// which the next page begins.
pub(super) fn list(
    t: Text,
    settled: &[Open],
    (is_later, next): (bool, Option<ProblemId>),
) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> = settled.iter().map(|one| line(t, one)).collect();
    let newest = is_later.then(|| "/office/problems".to_owned());
    let older = next.map(|next| format!("/office/problems?before={next}"));
    (!lines.is_empty() || is_later).then(|| {
        view! {
            <section>
                <h2>{t.problems_settled()}</h2>
                <ul class="todo-list">{lines}</ul>
                {pager(t, newest, older)}
            </section>
        }
    })
}

fn line(t: Text, settled: &Open) -> impl IntoView + use<> {
    view! {
        <li>
            <div class="what">
                <b>
                    <a href=format!("/office/problems/{}", settled.problem.id)>{title(t, settled)}</a>
                </b>
                <span class="soft small">
                    {settled.school.clone()} " · " <span class="code">{settled.wish.code.grouped()}</span>
                </span>
            </div>
            <span class="soft">{said(t, settled)}</span>
        </li>
    }
}

/// What was done, and what happens next as things stand now.
pub(super) async fn page(visit: &Visit, settled: &Open) -> Result<Page, AppError> {
    let t = visit.t();
    let title = title(t, settled);
    let chosen = of_wish(visit.db(), settled.wish.id).await?;
    let said = [said(t, settled)].into_iter().chain(then(visit, settled).await?);
    let said: Vec<_> = said.map(|said| view! { <p>{said}</p> }).collect();
    let to_whom = if is_from_pool(settled) { t.problem_said_of_pool() } else { t.problem_choice_remark() };
    let remark = remark(settled).map(ToOwned::to_owned).map(|remark| {
        view! {
            <p>{to_whom}</p>
            <blockquote>{remark}</blockquote>
        }
    });
    Ok(visit.page(&title, || {
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=("/office/problems", t.problems_title()) here=title.clone() />
                    {facts(t, settled)}
                    <Notice kind="ok">{said} {remark}</Notice>
                    {others(t, settled.problem.id, &chosen)}
                </div>
            },
        )
    }))
}

/// What an officer is told who has just settled it: what was done with which gift, what happens next, and who is
/// written to.
pub(super) async fn saying(visit: &Visit, id: ProblemId) -> Result<String, AppError> {
    let t = visit.t();
    let settled = problem::settled(visit.db(), id).await?.ok_or_else(AppError::not_found)?;
    let done = choice(&settled).map_or("", |choice| t.problem_choice_of(choice, settled.claim.source));
    let done = t.problem_settled_saying(&settled.wish.item, &settled.wish.code.grouped(), done);
    let told = if is_from_pool(&settled) { t.problem_tells_school() } else { t.problem_tells_both() };
    let next = then(visit, &settled).await?;
    let said: Vec<String> = [done].into_iter().chain(next).chain([told.to_owned()]).collect();
    Ok(t.sentences(&said))
}

/// What becomes of the gift, and of the wish that it was for.
async fn then(visit: &Visit, settled: &Open) -> Result<Vec<String>, AppError> {
    let opens = visit.county().await?.phase(settled.wish.phase_id)?.takes_claims(visit.now());
    let (gift, wish) = (of_gift(visit.t(), settled), left_wish(visit.t(), settled, opens).map(ToOwned::to_owned));
    Ok(gift.into_iter().chain(wish).collect())
}

/// As long as something is still to be done with the gift, or until a child has it.
fn of_gift(t: Text, settled: &Open) -> Option<String> {
    let (claim, is_from_pool) = (&settled.claim, is_from_pool(settled));
    Some(match (choice(settled)?, claim.state) {
        // Nobody notes when it is gone; by then the child has another.
        (Choice::Return, _) if settled.wish.status == Status::HandedOut => return None,
        (Choice::Return, _) if is_from_pool => t.problem_next_return_pool().to_owned(),
        (Choice::Return, _) => t.problem_next_return().to_owned(),
        (_, State::Fulfilled) => t.problem_next_given().to_owned(),
        (Choice::Replace, State::Confirmed | State::Shipped) => match claim.give_by {
            Some(day) => t.problem_next_replace(&t.date(day)),
            // Nobody promised the pool's by a day.
            None => t.problem_next_replace_pool().to_owned(),
        },
        (Choice::Substitute, State::Received) => t.problem_next_substitute().to_owned(),
        (Choice::PassOn, State::Received) => t.problem_next_pass_on(&settled.now_at.as_ref()?.grouped()),
        _ => return None,
    })
}

/// What is now with the wish that the gift has left; none where its way went on since.
fn left_wish(t: Text, settled: &Open, opens: bool) -> Option<&'static str> {
    if !matches!(choice(settled)?, Choice::PassOn | Choice::Return) {
        return None;
    }
    match settled.wish.status {
        Status::Open if opens => Some(t.problem_wish_opens()),
        Status::Open => Some(t.problem_wish_to_pool()),
        Status::Withdrawn if settled.problem.kind == Kind::ChildMoved => Some(t.problem_wish_withdrawn()),
        _ => None,
    }
}

fn is_from_pool(settled: &Open) -> bool {
    settled.claim.source == Source::Pool
}

fn title(t: Text, settled: &Open) -> String {
    format!("{} · {}", settled.wish.item, t.problem_kind(settled.problem.kind))
}

fn remark(settled: &Open) -> Option<&str> {
    settled.problem.choice_remark.as_deref().filter(|remark| !remark.is_empty())
}

/// A claim that ends otherwise settles its problem without a word; then nothing was chosen.
fn choice(settled: &Open) -> Option<Choice> {
    settled.problem.choice.filter(|_| settled.problem.choice_remark.is_some())
}

/// What was chosen, and when.
fn said(t: Text, settled: &Open) -> String {
    let day = settled.problem.chosen_at.map(|at| t.date(china_date(at))).unwrap_or_default();
    match choice(settled) {
        Some(choice) => t.problem_is_settled(&day, t.problem_choice_of(choice, settled.claim.source)),
        None => t.problem_is_over(&day),
    }
}
