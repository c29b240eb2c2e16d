//! `/school/consents`: the school's own register of consents, with its pupils' names; opening it is journalled.

use axum_extra::extract::Query;
use entity::{
    actor::Receiver,
    child::{
        consent::list::{self, Typed},
        look::{self, Reason},
    },
    id::WishId,
    phase,
};

use crate::{
    AppError, Page, Visit,
    parts::{
        desk::desk,
        register::{Around, register},
    },
};

pub async fn list(visit: Visit, Query(typed): Query<Typed>) -> Result<Page, AppError> {
    let school = visit.school()?;
    let (lines, next) = list::all(visit.db(), Receiver::School(school), &typed).await?;
    let shown: Vec<WishId> = lines.iter().filter_map(|line| Some(line.wishes.first()?.id)).collect();
    let names = look::names(visit.store(), school, &shown, Reason::Consents, visit.now()).await?;
    let phases = phase::all(visit.db()).await?;
    let around = Around { desk: "/school", typed: &typed, phases: &phases, schools: None, names, next };
    let t = visit.t();
    Ok(visit.page(t.consents_title(), || desk(&visit, register(t, &lines, &around))))
}
