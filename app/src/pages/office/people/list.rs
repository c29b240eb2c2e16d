//! The accounts an officer may see, found by name, address and role, a page at a time.

use entity::{
    Field, Time,
    account::{
        self, Role,
        people::{Filter, PAGE},
    },
};
use leptos::prelude::*;

use super::Seats;
use crate::{
    Visit,
    parts::{icon::UiIcon, pager::pager},
    request::encode,
    text::Text,
};

pub fn accounts(
    visit: &Visit,
    mut people: Vec<account::Model>,
    filter: &Filter,
    seats: &Seats,
) -> impl IntoView + use<> {
    let t = visit.t();
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = people.len() > most;
    people.truncate(most);
    let older = people
        .last()
        .filter(|_| more)
        .map(|last| format!("/office/people?q={}&role={}&before={}", encode(&filter.q), encode(&filter.role), last.id));
    let none = people.is_empty();
    let rows: Vec<_> = people.into_iter().map(|account| person(visit, account, seats)).collect();
    view! {
        <section class="stack">
            <h2>{t.people_accounts()}</h2>
            {tools(visit, filter)}
            {if none {
                view! { <p class="soft">{t.people_none()}</p> }.into_any()
            } else {
                table(t, rows).into_any()
            }}
            {pager(t, None, older)}
        </section>
    }
}

fn tools(visit: &Visit, filter: &Filter) -> impl IntoView + use<> {
    let t = visit.t();
    let (q, wanted) = (filter.q.clone(), filter.role.clone());
    let roles = visit.admin().is_ok().then(|| {
        let options: Vec<_> = Role::ALL
            .into_iter()
            .map(|role| {
                view! {
                    <option value=role.key() selected=role.key() == wanted>
                        {t.role(role)}
                    </option>
                }
            })
            .collect();
        view! {
            <label>
                <span class="label">{t.field(Field::Role)}</span>
                <select class="input" name="role">
                    <option value="">{t.people_all_roles()}</option>
                    {options}
                </select>
            </label>
        }
    });
    view! {
        <form class="tools" method="get" action="/office/people" role="search">
            <label class="seek">
                <span class="label">{t.people_search()}</span>
                <input class="input" type="search" name="q" value=q />
            </label>
            {roles}
            <div class="go">
                <button class="btn">
                    <UiIcon name="search" />
                    {t.people_find()}
                </button>
            </div>
        </form>
    }
}

fn table(t: Text, rows: Vec<impl IntoView + 'static>) -> impl IntoView {
    view! {
        <div class="table-wrap">
            <table class="table cards dense">
                <thead>
                    <tr>
                        <th scope="col">{t.field(Field::Name)}</th>
                        <th scope="col">{t.field(Field::Email)}</th>
                        <th scope="col">{t.field(Field::Role)}</th>
                        <th scope="col">{t.people_since()}</th>
                        <th scope="col">{t.people_state()}</th>
                        <th scope="col">
                            <span class="vh">{t.people_act()}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn person(visit: &Visit, account: account::Model, seats: &Seats) -> impl IntoView + use<> {
    let t = visit.t();
    let part = seats.line(t, account.role, account.school_id, account.village_id);
    let button = disabling(visit, &account);
    view! {
        <tr>
            <th scope="row">{account.name}</th>
            <td class="whole" data-label=t.field(Field::Email)>
                {account.email}
            </td>
            <td data-label=t.field(Field::Role)>{part}</td>
            <td class="day" data-label=t.people_since()>
                {t.date_of(account.created_at)}
            </td>
            <td data-label=t.people_state()>{state(t, account.verified_at, account.disabled_at)}</td>
            <td class="act">{button}</td>
        </tr>
    }
}

const fn state(t: Text, verified_at: Option<Time>, disabled_at: Option<Time>) -> &'static str {
    match (disabled_at, verified_at) {
        (Some(_), _) => t.people_disabled(),
        (None, None) => t.people_unproved(),
        (None, Some(_)) => t.people_active(),
    }
}

/// For administrators, and not beside their own name.
fn disabling(visit: &Visit, account: &account::Model) -> Option<impl IntoView + use<>> {
    let admin = visit.admin().ok().filter(|admin| admin.account() != account.id);
    let (id, is_disabled, t) = (account.id.to_string(), account.disabled_at.is_some(), visit.t());
    admin.map(|_| {
        let (action, class, name) = if is_disabled {
            ("/office/people/enable", "btn quiet", t.people_enable())
        } else {
            ("/office/people/disable", "btn danger", t.people_disable())
        };
        view! {
            <form method="post" action=action>
                <input type="hidden" name="account" value=id />
                <button class=class>{name}</button>
            </form>
        }
    })
}
