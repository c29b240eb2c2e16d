//! What a problem's page says beside the choice: which gift it is about, what was said of it, where it is, and what was
//! chosen about others with the same code.

use entity::{
    Code, Field,
    handout::problem::{Open, settled::Chosen},
    id::ProblemId,
    wish::Status,
};
use leptos::prelude::*;

use crate::{parts::icon::CategoryIcon, text::Text};

pub(super) fn facts(t: Text, open: &Open) -> impl IntoView + use<> {
    // Once the choice is made, the wish's state says nothing of where this gift was.
    let place = open.problem.choice.is_none().then(|| {
        let is_here = open.wish.status == Status::Received;
        view! {
            <dt>{t.problem_gift_state()}</dt>
            <dd>{if is_here { t.problem_is_here() } else { t.problem_not_received() }}</dd>
        }
    });
    let remark = Some(open.problem.remark.clone()).filter(|remark| !remark.is_empty());
    let passed_to = open.passed_to.as_ref().map(|code| of_wish(t.problem_passed_to(), code));
    // It may have been passed on again since.
    let now_at = open.now_at.as_ref().filter(|code| open.passed_to.as_ref() != Some(*code));
    let now_at = now_at.map(|code| of_wish(t.problem_now_at(), code));
    view! {
        <div class="gift-head">
            <CategoryIcon category=open.wish.category.key() />
            <div>
                <h1>{open.wish.item.clone()}</h1>
                <p class="spec">{open.wish.specification.clone()}</p>
            </div>
            <span class="pill k-problem">{t.problem_kind(open.problem.kind)}</span>
        </div>
        <dl class="facts">
            {of_wish(t.col_code(), &open.wish.code)}
            <dt>{t.field(Field::School)}</dt>
            <dd>{open.school.clone()}</dd>
            <dt>{t.problem_said()}</dt>
            <dd>{remark.unwrap_or_else(|| t.problem_no_remark().to_owned())}</dd>
            <dt>{t.problem_noted_at()}</dt>
            <dd>{t.time(open.problem.noted_at)}</dd>
            {place}
            {passed_to}
            {now_at}
        </dl>
    }
}

/// A wish by its code, with the way to its page.
fn of_wish(name: &'static str, code: &Code) -> impl IntoView + use<> {
    view! {
        <dt>{name}</dt>
        <dd>
            <a class="code" href=format!("/office/wishes/{code}")>
                {code.grouped()}
            </a>
        </dd>
    }
}

/// What was chosen about the other gifts that had this code, and about this one before or since: each with the way to
/// its page.
pub(super) fn others(t: Text, id: ProblemId, chosen: &[Chosen]) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> = chosen.iter().filter(|one| one.problem != id).map(|one| other(t, one)).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section>
                <h2>{t.problem_others()}</h2>
                <ol class="journal">{lines}</ol>
            </section>
        }
    })
}

fn other(t: Text, one: &Chosen) -> impl IntoView + use<> {
    view! {
        <li>
            <time datetime=one.at.to_rfc3339()>{t.short_date_of(one.at)}</time>
            <a href=format!(
                "/office/problems/{}",
                one.problem,
            )>{format!("{} · {}", t.problem_kind(one.kind), t.problem_choice_of(one.choice, one.claim.source))}</a>
        </li>
    }
}
