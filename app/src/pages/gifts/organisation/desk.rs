//! The desk of an organisation's contact: its link, its sums, many at once, every gift, its people. Of one that is closed
//! the sums, the gifts and the people can still be read, and another can be asked for.

use entity::{
    id::ClaimId,
    organisation::{
        self, Model,
        change::Typed,
        desk::{self, Gift, Member},
    },
};
use leptos::prelude::*;

use super::{
    HERE, PAGE, asking, crumbs,
    pick::{Pick, many},
};
use crate::{
    AppError, Page, Visit,
    pages::organisations::sums,
    parts::{
        form::{FormErrors, FormKeyField, Told},
        icon::UiIcon,
        notice::Notice,
        pager::pager,
        parcel::{by_school, of_school},
    },
    text::Text,
};

/// `again`: what was typed to ask for another, where this one is closed; `pick`: to take many at once.
pub(super) async fn page(
    visit: &Visit,
    own: &Model,
    before: Option<ClaimId>,
    again: (&Typed, &Told),
    pick: &Pick,
) -> Result<Page, AppError> {
    let (db, t) = (visit.db(), visit.t());
    let totals = organisation::totals(db, own.id).await?;
    let (free, most) = (organisation::free(db, own).await?, desk::most(db, own).await?);
    let mut gifts = desk::gifts(db, own, visit.lang(), before, PAGE + 1).await?;
    let more = u64::try_from(gifts.len()).unwrap_or(0) > PAGE;
    if more {
        gifts.pop();
    }
    let older = gifts.last().filter(|_| more).map(|last| last.line.claim.id);
    let members = desk::members(db, own).await?;
    let name = own.name(t.0).to_owned();
    Ok(visit.page(&name, || {
        let (is_open, (typed, told)) = (own.closed_at.is_none(), again);
        let closed = (!is_open).then(|| view! { <Notice kind="wait">{t.own_org_closed()}</Notice> });
        let at_work = is_open.then(|| view! { <div class="cols">{link(visit, own)} {many(t, pick, most)}</div> });
        let another = (!is_open).then(|| view! { <section class="narrow">{asking(visit, typed, told)}</section> });
        view! {
            {crumbs(t)}
            <div class="page-head">
                <h1>{name.clone()}</h1>
                <p class="soft">{t.own_org_limit(&t.number(totals.on_the_way), own.wish_limit, free)}</p>
            </div>
            <FormErrors told=pick.told.clone() t=t />
            <FormErrors told=told.clone() t=t />
            {closed}
            {sums(t, totals)}
            {at_work}
            <section class="stack">
                <h2>{t.own_org_gifts()}</h2>
                {parcels(t, &gifts)}
                {pager(t, None, older.map(|id| format!("{HERE}?before={id}")))}
            </section>
            <section>
                <h2>{t.own_org_members()}</h2>
                {people(visit, own, &members)}
            </section>
            {another}
        }
    }))
}

fn link(visit: &Visit, own: &Model) -> impl IntoView + use<> {
    let t = visit.t();
    let address = format!("{}/join?key={}", visit.site().public_url, own.link);
    view! {
        <section class="box stack">
            <h2>{t.own_org_share()}</h2>
            <p>
                <a class="address" href=format!("/join?key={}", own.link)>
                    {address}
                </a>
            </p>
            <p class="help">{t.own_org_share_help()}</p>
            <form method="post" action=format!("{HERE}/link")>
                <FormKeyField key=visit.mint() />
                <button class="btn quiet">{t.own_org_renew()}</button>
            </form>
            <p>
                <a href=format!("/o/{}", own.slug)>{t.own_org_page()}</a>
            </p>
        </section>
    }
}

/// The page's gifts, school by school.
fn parcels(t: Text, gifts: &[Gift]) -> AnyView {
    if gifts.is_empty() {
        return view! { <p class="soft">{t.own_org_no_gifts()}</p> }.into_any();
    }
    let parcel = |(place, its): (String, Vec<&Gift>)| {
        let lines: Vec<_> = its.into_iter().map(|gift| line(t, gift)).collect();
        of_school(t, place, true, view! { <ul class="todo-list">{lines}</ul> }.into_any())
    };
    let parcels = by_school(gifts, |gift| gift.line.gift.place(t.0));
    let parcels: Vec<_> = parcels.into_iter().map(parcel).collect();
    view! {
        <p class="row no-print">
            <a class="btn quiet" href="/gifts/organisation.csv">
                <UiIcon name="list" />
                {t.own_org_csv()}
            </a>
        </p>
        {parcels}
    }
    .into_any()
}

/// What it is and of what kind, who gives it, by when, and how it stands.
fn line(t: Text, gift: &Gift) -> impl IntoView + use<> {
    let (shown, claim) = (&gift.line.gift, &gift.line.claim);
    let due = claim.give_by.map(|day| format!("{} {}", t.own_org_by(), t.short_date(day)));
    let category = t.category(shown.category).to_owned();
    let says = [category, gift.who.clone(), shown.specification.clone()].into_iter().chain(due);
    let says: Vec<String> = says.filter(|words| !words.is_empty()).collect();
    view! {
        <li>
            <div class="what">
                <b>
                    <a href=format!("/v/{}", shown.code) lang=t.own_lang(&shown.item)>
                        {shown.item.clone()}
                    </a>
                </b>
                <span class="soft small">
                    {says.join(" · ")} " · " <span class="code">{shown.code.grouped()}</span>
                </span>
            </div>
            <span class=format!("pill k-{}", claim.state.key())>{t.claim_state(claim.state)}</span>
        </li>
    }
}

fn people(visit: &Visit, own: &Model, members: &[Member]) -> impl IntoView + use<> {
    let t = visit.t();
    let lines: Vec<_> = members
        .iter()
        .map(|member| {
            let is_contact = member.account == own.contact_id;
            let act = if is_contact {
                view! { <span class="pill">{t.own_org_contact()}</span> }.into_any()
            } else if own.closed_at.is_some() {
                ().into_any()
            } else {
                view! {
                    <form method="post" action=format!("{HERE}/members/{}/remove", member.id)>
                        <FormKeyField key=visit.mint() />
                        <button class="btn quiet">{t.own_org_remove()}</button>
                    </form>
                }
                .into_any()
            };
            view! {
                <li>
                    <div class="what">
                        <b>{member.name.clone()}</b>
                        <span class="soft small">{t.date_of(member.joined_at)}</span>
                    </div>
                    {act}
                </li>
            }
        })
        .collect();
    view! { <ul class="todo-list">{lines}</ul> }
}
