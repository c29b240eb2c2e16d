//! The list of wishes: filters, search, sorts, pages. Every state of it is an address that can be sent on.

pub mod show;
mod tools;

use axum_extra::extract::Query;
use entity::{
    phase,
    wish::browse::{self, Cursor, Filter, Standing, Typed},
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{icon::CategoryIcon, left_out::left_out, progress::phase_box, waiting, wish_tag::wall_of},
};

pub async fn list(visit: Visit, Query(mut typed): Query<Typed>) -> Result<Page, AppError> {
    let t = visit.t();
    let county = visit.county().await?;
    let places = county.places(visit.lang());
    let unknown = typed.leave_out(places);
    let filter = Filter::from(&typed);
    let found = browse::list(visit.db(), &county, &filter, visit.lang(), visit.now()).await?;
    let counts = visit.site().counts().await?;
    let running: Vec<_> = county
        .public_phases()
        .filter(|phase| phase.state == phase::State::Open)
        .map(|phase| phase_box(t, phase, &counts.of(phase.id), visit.now()))
        .collect();
    let left = counts.left_to_pool(&county, visit.now());
    let is_over = county.claimable(visit.now()).next().is_none();
    let is_on_list = found.wishes.is_empty() && waiting::is_on(&visit).await?;
    let title = match filter.standing {
        Standing::Open if is_over => t.nav_wishes().to_owned(),
        Standing::Open => t.wishes_title().to_owned(),
        standing => t.wishes_status_title(t.standing(standing)),
    };
    let page = visit.page(&title, || {
        view! {
            <div class="page-head">
                <h1>{title.clone()}</h1>
                {(!is_over).then(|| view! { <a href="/match">{t.match_home()}</a> })}
            </div>
            {running}
            {tools::form(t, &typed, &filter, &unknown, places)}
            {left_out(t, &unknown)}
            {tools::chips(t, &typed, &filter, places)}
            {if found.wishes.is_empty() {
                nothing(&visit, &filter, is_over, left, is_on_list).into_any()
            } else {
                wall_of(&visit, &found.wishes, filter.standing).into_any()
            }}
            {pager(&visit, &typed, found.previous.as_ref(), found.next.as_ref())}
        }
    });
    Ok(page.shared_if(counts.is_current))
}

/// Nothing fits: because of the filters, because every wish has somebody, or because claiming `is_over`, whatever the
/// filters, and the pool fills those that are `left`.
fn nothing(visit: &Visit, filter: &Filter, is_over: bool, left: u64, is_on_list: bool) -> AnyView {
    let t = visit.t();
    if filter.narrows() && !(is_over && filter.standing == Standing::Open) {
        return view! {
            <div class="empty">
                <CategoryIcon category="other" big=true />
                <h2>{t.wishes_none()}</h2>
                <p>{t.wishes_none_text()}</p>
                <div class="actions">
                    <a class="btn" href="/wishes">
                        {if is_over { t.see_all_wishes() } else { t.see_wishes() }}
                    </a>
                </div>
            </div>
        }
        .into_any();
    }
    let join = waiting::join(visit, "/wishes", is_on_list);
    let (title, text) = match left {
        0 if is_on_list => (t.wishes_all_taken(), t.waiting_is_on_text().to_owned()),
        0 => (t.wishes_all_taken(), t.wishes_all_taken_text().to_owned()),
        _ => (t.wishes_over(), t.wishes_over_text(left)),
    };
    let list = (left > 0 && join.is_some() && !is_on_list).then(|| view! { <p>{t.wishes_over_list()}</p> });
    view! {
        <div class="empty">
            <CategoryIcon category="other" big=true />
            <h2>{title}</h2>
            <p>{text}</p>
            {list}
            <div class="actions">
                {join}
                <a class="btn quiet" href="/phases">
                    {t.phases_title()}
                </a>
            </div>
        </div>
    }
    .into_any()
}

fn pager(
    visit: &Visit,
    typed: &Typed,
    previous: Option<&Cursor>,
    next: Option<&Cursor>,
) -> Option<impl IntoView + use<>> {
    let t = visit.t();
    let href = |cursor: &Cursor| {
        let plain = tools::address(&Typed { after: String::new(), before: String::new(), ..typed.clone() });
        let join = if plain.contains('?') { '&' } else { '?' };
        format!("{plain}{join}{}={}", cursor.parameter(), cursor.word())
    };
    let link = |rel: &'static str, name: &'static str, cursor: Option<&Cursor>| {
        cursor.map(|cursor| {
            view! {
                <a class="btn quiet" rel=rel href=href(cursor)>
                    {name}
                </a>
            }
        })
    };
    (previous.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="pager" aria-label=t.pager()>
                {link("prev", t.newer(), previous)}
                <span class="here">{t.per_page(browse::PAGE)}</span>
                {link("next", t.older(), next)}
            </nav>
        }
    })
}
