//! The home page: what this is, how far the open phases are, and who has waited longest. For anybody.

use entity::{
    phase,
    wish::browse::{self, Filter, Typed},
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{progress::phase_box, waiting, wish_tag::wall},
    text::Text,
};

/// Wishes shown here.
const SHOWN: usize = 8;

pub async fn show(visit: Visit) -> Result<Page, AppError> {
    let t = visit.t();
    let county = visit.county().await?;
    let counts = visit.site().counts().await?;
    let filter = Filter::from(&Typed::default());
    let mut wishes = browse::list(visit.db(), &county, &filter, visit.lang(), visit.now()).await?.wishes;
    wishes.truncate(SHOWN);
    let children = counts.sum().children();
    let left = counts.left_to_pool(&county, visit.now());
    let is_over = county.claimable(visit.now()).next().is_none();
    let running: Vec<_> = county
        .public_phases()
        .filter(|phase| phase.state != phase::State::Finished)
        .map(|phase| phase_box(t, phase, &counts.of(phase.id), visit.now()))
        .collect();
    let is_on_list = wishes.is_empty() && waiting::is_on(&visit).await?;
    let page = visit.page("", || {
        view! {
            <section class="hero">
                <h1>
                    <span>{t.home_title_one()}</span>
                    <span>{t.home_title_two()}</span>
                </h1>
                <p class="lead">{t.home_lead()}</p>
                <div class="actions">
                    <a class="btn big" href="/wishes">
                        {if is_over { t.see_all_wishes() } else { t.see_wishes() }}
                    </a>
                    {(!is_over)
                        .then(|| {
                            view! {
                                <a class="btn big quiet" href="/match">
                                    {t.match_home()}
                                </a>
                            }
                        })}
                    <a class="btn big quiet" href="/about">
                        {t.home_how()}
                    </a>
                </div>
            </section>
            <div class="stack-l">
                {(children > 0).then(|| view! { <p class="lead">{t.home_children(&t.number(children))}</p> })}
                {running}
                {longest(&visit, &wishes, left, is_on_list)}
                <section class="stack">
                    <h2>{t.home_how()}</h2>
                    {steps(t)}
                </section>
            </div>
        }
    });
    Ok(page.shared_if(counts.is_current))
}

/// Who has waited longest; where nobody waits, the way onto the waiting list. `left`: how many are left to the pool.
fn longest(visit: &Visit, wishes: &[browse::PublicWish], left: u64, is_on_list: bool) -> AnyView {
    let t = visit.t();
    if wishes.is_empty() {
        let join = waiting::join(visit, "/", is_on_list);
        let (title, text, list) = match left {
            0 => (t.home_none(), t.home_none_text().to_owned(), t.wishes_all_taken_text()),
            _ => (t.wishes_over(), t.wishes_over_text(left), t.wishes_over_list()),
        };
        return view! {
            <div class="empty">
                <h2>{title}</h2>
                <p>{text}</p>
                {(join.is_some() && !is_on_list).then(|| view! { <p>{list}</p> })}
                <div class="actions">
                    {join}
                    <a class="btn quiet" href="/phases">
                        {t.phases_title()}
                    </a>
                </div>
            </div>
        }
        .into_any();
    }
    view! {
        <section>
            <h2>{t.home_waiting()}</h2>
            {wall(visit, wishes)}
            <p class="actions">
                <a class="btn quiet" href="/wishes">
                    {t.home_all()}
                </a>
            </p>
        </section>
    }
    .into_any()
}

/// How it works in four steps; on the page about it too.
pub fn steps(t: Text) -> impl IntoView {
    let steps = [
        (t.step_choose(), t.step_choose_text()),
        (t.step_send(), t.step_send_text()),
        (t.step_hand_out(), t.step_hand_out_text()),
        (t.step_letter(), t.step_letter_text()),
    ]
    .map(|(what, how)| {
        view! {
            <li>
                <b>{what}</b>
                {how}
            </li>
        }
    });
    view! { <ol class="steps">{steps.into_iter().collect::<Vec<_>>()}</ol> }
}
