//! What the office chose about this gift, and about others of the same donor's that had its code: whoever gave finds
//! what became of it.

use entity::{claim::desk::OneGift, handout::problem::settled::Chosen};
use leptos::prelude::*;

use crate::text::Text;

pub(super) fn chosen(t: Text, gift: &OneGift) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> = gift.chosen.iter().map(|one| line(t, gift, one)).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="box">
                <h2>{t.gift_chosen_title()}</h2>
                <ol class="journal">{lines}</ol>
            </section>
        }
    })
}

fn line(t: Text, gift: &OneGift, one: &Chosen) -> impl IntoView + use<> {
    let is_other = one.claim.id != gift.line.claim.id;
    let other = is_other.then(|| view! { <p class="soft small">{t.gift_chosen_other()}</p> });
    let remark = Some(one.remark.clone()).filter(|remark| !remark.is_empty());
    // It has a page of its own, under the code that it has now.
    let is_elsewhere = is_other && one.now_at != gift.line.gift.code;
    let elsewhere = is_elsewhere.then(|| {
        view! {
            <p>
                {t.gift_chosen_now()} " "
                <a class="code" href=format!("/gifts/{}", one.now_at)>
                    {one.now_at.grouped()}
                </a>
            </p>
        }
    });
    view! {
        <li>
            <time datetime=one.at.to_rfc3339()>{t.short_date_of(one.at)}</time>
            <div>
                {other}
                <p>
                    <span class="code">{one.code.grouped()}</span>
                    " · "
                    {format!("{} · {}", t.problem_kind(one.kind), t.gift_chosen(one.choice))}
                </p>
                {remark.map(|remark| view! { <blockquote>{remark}</blockquote> })}
                {elsewhere}
            </div>
        </li>
    }
}
