//! A wish's own words and days, for those at work on it. Nothing of the child.

use entity::{
    Field, Time, phase,
    wish::{self, withdraw::Why},
};
use leptos::prelude::*;

use super::icon::CategoryIcon;
use crate::text::Text;

pub fn wish_facts(t: Text, wish: &wish::Model, phase: &phase::Model) -> impl IntoView + use<> {
    let line = |name: &'static str, text: Option<String>| {
        text.map(|text| {
            view! {
                <dt>{name}</dt>
                <dd>{text}</dd>
            }
        })
    };
    let day = |at: Option<Time>| at.map(|at| t.date_of(at));
    let why = wish.reason.as_deref().and_then(Why::from_key).map(|why| t.why_withdrawn(why).to_owned());
    view! {
        <div class="gift-head">
            <CategoryIcon category=wish.category.key() />
            <p>{if wish.specification.is_empty() { wish.item.clone() } else { wish.specification.clone() }}</p>
            <span class="price">{wish.price_fen.to_string()}</span>
        </div>
        <dl class="facts">
            {line(t.field(Field::Phase), Some(t.phase_name(phase)))}
            {line(t.field(Field::Category), Some(t.category(wish.category).to_owned()))}
            {line(t.field(Field::Grade), Some(t.roster_grade(wish.grade)))}
            {line(t.field(Field::Gender), wish.gender.map(|gender| t.gender(gender).to_owned()))}
            {line(t.wish_page_written(), Some(t.date_of(wish.created_at)))}
            {line(t.wish_page_submitted(), day(wish.submitted_at))}
            {line(t.wish_page_approved(), day(wish.approved_at))}
            {line(t.wish_page_opened(), day(wish.opened_at))}
            {line(t.wish_page_received(), day(wish.received_at))}
            {line(t.wish_page_handed_out(), day(wish.handed_out_at))}
            {line(t.wish_page_withdrawn(), day(wish.withdrawn_at))}
            {line(t.wish_page_why(), why)}
        </dl>
    }
}
