//! Problems that are settled: the list of them, and one of them as it was.

use entity::{
    handout::problem::{Choice, Open},
    id::ProblemId,
    lang::china_date,
};
use leptos::prelude::*;

use super::facts;
use crate::{
    Page, Visit,
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

/// What was chosen, and when.
pub(super) fn page(visit: &Visit, settled: &Open) -> Page {
    let t = visit.t();
    let title = title(t, settled);
    let said = said(t, settled);
    let remark = remark(settled).map(ToOwned::to_owned);
    visit.page(&title, || {
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=("/office/problems", t.problems_title()) here=title.clone() />
                    {facts(t, settled)}
                    <Notice kind="ok">
                        {said} {remark.map(|remark| view! { <blockquote>{remark}</blockquote> })}
                    </Notice>
                </div>
            },
        )
    })
}

fn title(t: Text, settled: &Open) -> String {
    format!("{} · {}", settled.wish.item, t.problem_kind(settled.problem.kind))
}

fn remark(settled: &Open) -> Option<&str> {
    settled.problem.choice_remark.as_deref().filter(|remark| !remark.is_empty())
}

fn said(t: Text, settled: &Open) -> String {
    let day = settled.problem.chosen_at.map(|at| t.date(china_date(at))).unwrap_or_default();
    // A claim that ends otherwise settles its problem without a word.
    let choice = settled.problem.choice.filter(|choice| *choice != Choice::Return || remark(settled).is_some());
    match choice {
        Some(choice) => t.problem_is_settled(&day, t.problem_choice(choice)),
        None => t.problem_is_over(&day),
    }
}
