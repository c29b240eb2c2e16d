//! The form that invites, and the invitations that nobody has accepted yet.

use entity::{
    Field,
    account::{Role, invite},
    id::VillageId,
    link, school,
};
use leptos::prelude::*;

use super::Seats;
use crate::{
    Visit,
    pages::accounts::languages,
    parts::form::{FormErrors, FormKeyField, SelectField, TextField, Told},
};

pub fn form(
    visit: &Visit,
    typed: invite::Typed,
    told: Told,
    schools: &[school::Model],
    villages: &[(VillageId, String)],
) -> impl IntoView + use<> {
    let t = visit.t();
    let roles = roles_to_invite(visit).iter().map(|role| (role.key().to_owned(), t.role(*role).to_owned())).collect();
    let open = schools.iter().filter(|school| school.closed_at.is_none());
    let schools = open.map(|school| (school.id.to_string(), school.name.clone())).collect();
    let villages = villages.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    view! {
        <form class="form box" method="post" action="/office/people" novalidate>
            <h2>{t.people_invite()}</h2>
            <p class="soft">
                {t.people_invite_lead()} " " {visit.admin().is_err().then(|| t.people_only_admins())}
            </p>
            <FormErrors told=told.clone() t=t />
            <FormKeyField key=visit.mint() />
            <div class="pair">
                <TextField field=Field::Name t=t told=told.clone() value=typed.name autocomplete="off" />
                <TextField field=Field::Email t=t told=told.clone() value=typed.email kind="email" autocomplete="off" />
            </div>
            <SelectField field=Field::Role t=t told=told.clone() value=typed.role options=roles />
            <div class="pair">
                <SelectField
                    field=Field::School
                    t=t
                    told=told.clone()
                    value=typed.school
                    options=schools
                    blank=t.people_school_none()
                    help=t.people_school_help()
                />
                <SelectField
                    field=Field::Village
                    t=t
                    told=told.clone()
                    value=typed.village
                    options=villages
                    blank=t.people_village_none()
                    help=t.people_village_help()
                />
            </div>
            <SelectField
                field=Field::Lang
                t=t
                told=told
                value=typed.lang
                options=languages(t)
                name=t.people_letter_lang()
                short=true
            />
            <div class="actions">
                <button class="btn">{t.people_invite_button()}</button>
            </div>
        </form>
    }
}

/// An officer is offered only what an officer may do.
fn roles_to_invite(visit: &Visit) -> &'static [Role] {
    if visit.admin().is_ok() {
        &[Role::School, Role::Village, Role::Office, Role::Admin]
    } else {
        &[Role::School, Role::Village]
    }
}

pub fn open(visit: &Visit, invitations: Vec<link::Model>, seats: &Seats) -> Option<impl IntoView + use<>> {
    let t = visit.t();
    if invitations.is_empty() {
        return None;
    }
    let rows: Vec<_> = invitations.into_iter().map(|link| invitation(visit, link, seats)).collect();
    Some(view! {
        <section class="stack">
            <h2>{t.people_open()}</h2>
            <div class="table-wrap">
                <table class="table cards">
                    <thead>
                        <tr>
                            <th scope="col">{t.field(Field::Name)}</th>
                            <th scope="col">{t.field(Field::Email)}</th>
                            <th scope="col">{t.field(Field::Role)}</th>
                            <th scope="col">{t.people_expires()}</th>
                            <th scope="col">
                                <span class="vh">{t.people_act()}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    })
}

fn invitation(visit: &Visit, link: link::Model, seats: &Seats) -> impl IntoView + use<> {
    let t = visit.t();
    let part = seats.line(t, link.role.unwrap_or(Role::School), link.school_id, link.village_id);
    let until = if link.expires_at <= visit.now() { t.people_expired().to_owned() } else { t.date_of(link.expires_at) };
    let key = visit.mint();
    view! {
        <tr>
            <th scope="row">{link.name}</th>
            <td data-label=t.field(Field::Email)>{link.email}</td>
            <td data-label=t.field(Field::Role)>{part}</td>
            <td data-label=t.people_expires()>{until}</td>
            <td class="act">
                <form class="row" method="post" action="/office/people/resend">
                    <FormKeyField key=key />
                    <input type="hidden" name="id" value=link.id />
                    <button class="btn quiet">{t.people_resend()}</button>
                    <button class="link" formaction="/office/people/withdraw">
                        {t.people_withdraw()}
                    </button>
                </form>
            </td>
        </tr>
    }
}
