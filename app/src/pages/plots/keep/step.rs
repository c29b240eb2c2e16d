//! What comes next for a plot: its button or its form, or what it still waits for.

use axum::{extract::Path, response::Response};
use axum_extra::extract::Form;
use entity::{
    Fen, Field, Refused,
    adoption::{self, list::Kept},
    id::{DiaryEntryId, PhotoId},
    photo::Purpose,
    plot::{
        State, close,
        diary::{self, WORDS},
        open as opening, season,
        weight::kilograms,
    },
};
use leptos::prelude::*;

use super::{
    Of, Seen, Typed, deliveries, done, end,
    press::{asked, button},
    receipt, weigh,
};
use crate::{
    AppError, Visit,
    pages::plots::show::read_number,
    parts::{
        form::{AreaField, FormKeyField, PhotoField, TextField, TickField, Told},
        notice::Notice,
    },
    request::{Pressed, Sent, upload::Upload},
    text::Text,
};

pub async fn open(
    visit: Visit,
    Path(number): Path<String>,
    Form(sent): Form<Sent<opening::Typed>>,
) -> Result<Response, AppError> {
    let (officer, number) = (visit.officer()?, read_number(&number)?);
    let form = visit.form_key(&sent.form);
    let opened = opening::open(visit.store(), officer, number, &sent.typed, &form, visit.now()).await;
    let typed = Typed { of: Some(Of::Step), ..Typed::default() };
    done(&visit, number, &typed, opened.map(|()| visit.t().plot_opened_saying().to_owned())).await
}

pub async fn close(visit: Visit, Path(number): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let (officer, number) = (visit.officer()?, read_number(&number)?);
    let form = visit.form_key(&sent.form);
    let closed = close::close(visit.store(), officer, number, &form, visit.now()).await;
    done(&visit, number, &Typed::default(), closed.map(|()| visit.t().plot_closed_saying().to_owned())).await
}

pub async fn grow(
    visit: Visit,
    Path(number): Path<String>,
    Form(sent): Form<Sent<season::Typed>>,
) -> Result<Response, AppError> {
    let (keeper, number) = (visit.keeper()?, read_number(&number)?);
    let form = visit.form_key(&sent.form);
    let grown = season::grow(visit.store(), keeper, number, &sent.typed, &form, visit.now()).await;
    let typed = Typed { of: Some(Of::Step), ..Typed::default() };
    done(&visit, number, &typed, grown.map(|()| visit.t().plot_grown_saying().to_owned())).await
}

/// The picture is made clean first; then the entry is written with it.
pub async fn write(visit: Visit, Path(number): Path<String>, sent: Upload) -> Result<Response, AppError> {
    let (keeper, number) = (visit.keeper()?, read_number(&number)?);
    let form = visit.form_key(sent.text("form"));
    let words = diary::Typed { on_day: sent.text("on_day").to_owned(), diary: sent.text("diary").to_owned() };
    let shows_nobody = sent.text("sure") == "yes";
    let written = match brought(&visit, Purpose::Diary, sent.file).await? {
        Ok(photo) => {
            let picture = photo.map(|photo| diary::Picture { photo, shows_nobody });
            diary::with_picture(visit.store(), keeper, number, (&words, picture), &form, visit.now()).await
        }
        Err(refused) => Err(refused.into()),
    };
    let typed = Typed { of: Some(Of::Diary), diary: Some(words), ..Typed::default() };
    done(&visit, number, &typed, written.map(|told| visit.t().plot_diary_saying(told))).await
}

/// The photo that came with a form, if one did, made clean.
pub async fn brought(
    visit: &Visit,
    purpose: Purpose,
    file: Option<(String, Vec<u8>)>,
) -> Result<Result<Option<PhotoId>, Refused>, AppError> {
    let Some((_, file)) = file else { return Ok(Ok(None)) };
    let by = visit.keeper()?.account();
    match (visit.site().take_picture)(purpose, by, file, visit.now()).await {
        Ok(photo) => Ok(Ok(Some(photo))),
        Err(AppError::Refused(refused)) => Ok(Err(refused)),
        Err(error) => Err(error),
    }
}

pub async fn take_down(
    visit: Visit,
    Path((number, entry)): Path<(String, String)>,
    Form(sent): Form<Pressed>,
) -> Result<Response, AppError> {
    let (officer, number) = (visit.officer()?, read_number(&number)?);
    let entry: DiaryEntryId = entry.parse().map_err(|_| AppError::not_found())?;
    let form = visit.form_key(&sent.form);
    let taken = diary::take_down(visit.store(), officer, (number, entry), &form, visit.now()).await;
    done(&visit, number, &Typed::default(), taken.map(|()| visit.t().plot_picture_gone_saying().to_owned())).await
}

/// The office's way to take a picture of the diary away.
pub fn pictures(visit: &Visit, seen: &Seen) -> Option<impl IntoView + use<>> {
    let t = visit.t();
    let forms: Vec<_> = seen
        .entries
        .iter()
        .filter(|entry| seen.is_office() && seen.pictures.contains_key(&entry.id))
        .map(|entry| {
            let action = format!("/plots/{}/diary/{}/take-down", seen.plot.id, entry.id);
            view! {
                <form class="actions" method="post" action=action>
                    <FormKeyField key=visit.mint() />
                    <button class="btn quiet">{t.plot_picture_take_down(&t.date(entry.on_day))}</button>
                </form>
            }
        })
        .collect();
    (!forms.is_empty()).then(|| {
        view! {
            <section class="box">
                <h2>{t.plot_pictures()}</h2>
                <p class="soft">{t.plot_picture_take_down_what()}</p>
                {forms}
            </section>
        }
    })
}

/// The next step of the plot, for those who may take it.
pub fn next(visit: &Visit, seen: &Seen, typed: &Typed, told: &Told) -> AnyView {
    let t = visit.t();
    let (id, office) = (seen.plot.id, seen.is_office());
    match seen.plot.state {
        State::Draft if !seen.missing.is_empty() => view! {
            {lacking(t, seen)}
            {office.then(|| button(visit, id, "close", t.plot_close(), t.plot_close_draft(), true))}
        }
        .into_any(),
        State::Draft if office => view! {
            {to_open(visit, seen, told)}
            {button(visit, id, "close", t.plot_close(), t.plot_close_draft(), true)}
        }
        .into_any(),
        State::Open => opened(visit, seen, told),
        State::Growing => growing(visit, seen, typed, told),
        State::Harvested | State::Shortfall if seen.plot.delivered_on.is_none() => view! {
            {(office && !seen.plot.gave_nothing()).then(|| deliveries::button(visit, seen))}
            {office.then(|| end::deliver(visit, seen, typed, told))}
            {weigh::correct(visit, seen, typed, told)}
        }
        .into_any(),
        State::Harvested | State::Shortfall if office => end::settle(visit, seen, typed, told).into_any(),
        State::Harvested | State::Shortfall => receipt::to_sign(t, id).into_any(),
        State::Settled if office => view! {
            {end::rest(visit, seen, typed, told)}
            {renewal(visit, seen)}
            {settled(visit, seen)}
        }
        .into_any(),
        State::Closed if office => view! {
            {end::rest(visit, seen, typed, told)}
            {renewal(visit, seen)}
        }
        .into_any(),
        _ => ().into_any(),
    }
}

/// Harvested once the household that farms it has signed every contract: one that took it over signs them again.
fn growing(visit: &Visit, seen: &Seen, typed: &Typed, told: &Told) -> AnyView {
    let unsigned = unsigned(seen);
    if unsigned > 0 {
        let waits = visit.t().plot_harvest_waits(unsigned);
        return view! { <Notice kind="wait">{waits}</Notice> }.into_any();
    }
    weigh::harvest(visit, seen, typed, told).into_any()
}

/// Contracts that are paid and not signed by the household.
fn unsigned(seen: &Seen) -> u64 {
    let is_unsigned = |kept: &&Kept| {
        adoption::State::PAID.contains(&kept.adoption.state) && kept.adoption.household_signed_on.is_none()
    };
    u64::try_from(seen.adoptions.iter().filter(is_unsigned).count()).unwrap_or(u64::MAX)
}

/// The next season, where this one was settled and its household's record is still there.
fn renewal(visit: &Visit, seen: &Seen) -> Option<impl IntoView + use<>> {
    let t = visit.t();
    let goes_on = seen.plot.settled_at.is_some() && seen.household.erased_at.is_none();
    goes_on.then(|| button(visit, seen.plot.id, "renew", t.plot_renew(), t.plot_renew_what(), false))
}

/// Closed once no refund waits and nothing lies there.
fn settled(visit: &Visit, seen: &Seen) -> Option<AnyView> {
    let t = visit.t();
    if seen.owed > Fen::ZERO {
        return Some(end::stays(t, seen.owed).into_any());
    }
    (seen.rest == Fen::ZERO)
        .then(|| button(visit, seen.plot.id, "close", t.plot_close(), t.plot_close_settled(), true).into_any())
}

/// Sown once every contract is paid and signed; closed while nobody has adopted anything.
fn opened(visit: &Visit, seen: &Seen, told: &Told) -> AnyView {
    let (t, id) = (visit.t(), seen.plot.id);
    let open = seen.adoptions.iter().filter(|kept| adoption::State::UNPAID.contains(&kept.adoption.state)).count();
    if seen.plot.taken == 0 {
        return seen
            .is_office()
            .then(|| button(visit, id, "close", t.plot_close(), t.plot_close_open(), true))
            .into_any();
    }
    if open > 0 {
        let waits = t.plot_grow_waits_open(u64::try_from(open).unwrap_or(u64::MAX));
        return view! { <Notice kind="wait">{waits}</Notice> }.into_any();
    }
    let unsigned = unsigned(seen);
    if unsigned > 0 {
        let waits = t.plot_sow_waits(unsigned);
        return view! { <Notice kind="wait">{waits}</Notice> }.into_any();
    }
    let day = seen.plot.sow_on.map_or_else(String::new, |day| t.date(day));
    let what = t.plot_grow_what(seen.plot.taken, seen.plot.free(), &day);
    asked(visit, (id, "grow"), (t.plot_grow(), what), Some(t.plot_grow_meant().to_owned()), told).into_any()
}

/// What is promised of the whole field is said beside the button; where the household gets little of the price, who
/// opens it says that it is meant.
fn to_open(visit: &Visit, seen: &Seen, told: &Told) -> impl IntoView + use<> {
    let (t, split) = (visit.t(), seen.plot.split());
    let meant =
        opening::leaves_little(split).then(|| t.plot_open_meant(&split.farmer.to_string(), &split.charity.to_string()));
    let promise = i64::from(seen.plot.harvest_g.0) * i64::from(seen.plot.shares);
    let what = t.plot_open_what(seen.plot.shares, &seen.plot.harvest_g.to_string(), &kilograms(promise));
    asked(visit, (seen.plot.id, "open"), (t.plot_open(), what), meant, told)
}

/// What is blank, each leading to where it is filled in.
fn lacking(t: Text, seen: &Seen) -> impl IntoView + use<> {
    let lines: Vec<_> = seen
        .missing
        .iter()
        .map(|field| {
            let of_organiser =
                matches!(field, Field::LegalBasis | Field::QualificationNo | Field::FilingNo | Field::OrganiserContact);
            let href = match seen.plot.organiser_id.filter(|_| of_organiser && seen.is_office()) {
                Some(id) => format!("/office/organisers/{id}#{}", field.key()),
                None => format!("#{}", field.key()),
            };
            view! {
                <li>
                    <a href=href>{t.field(*field)}</a>
                </li>
            }
        })
        .collect();
    view! {
        <Notice kind="wait">
            <strong>{t.plot_open_lacks()}</strong>
            <ul>{lines}</ul>
        </Notice>
    }
}

/// A new entry, while anything can still be told of the season.
pub fn diary(visit: &Visit, seen: &Seen, typed: &Typed, told: &Told) -> Option<impl IntoView + use<>> {
    let t = visit.t();
    let writes = matches!(seen.plot.state, State::Open | State::Growing | State::Harvested | State::Shortfall);
    let fresh = || diary::Typed { on_day: visit.today().to_string(), ..diary::Typed::default() };
    let diary::Typed { on_day, diary: words } = typed.diary.clone().unwrap_or_else(fresh);
    let (action, key, told) = (format!("/plots/{}/diary", seen.plot.id), visit.mint(), told.clone());
    writes.then(|| {
        view! {
            <form class="form box" method="post" action=action enctype="multipart/form-data" novalidate>
                <h2>{t.plot_diary_write()}</h2>
                <p class="soft">{t.plot_diary_what()}</p>
                <FormKeyField key=key />
                <TextField field=Field::OnDay t=t told=told.clone() value=on_day kind="date" short=true />
                <AreaField field=Field::Diary t=t told=told.clone() value=words most=WORDS plain=true />
                <PhotoField t=t told=told.clone() id="photo" name=t.plot_picture() help=t.plot_picture_help() />
                <TickField field=Field::Sure told=told ticked=false text=t.plot_picture_nobody() />
                <div class="actions">
                    <button class="btn pine">{t.plot_diary_button()}</button>
                </div>
            </form>
        }
    })
}
