//! `/office/consents`: the register of all guardians' consents. For officers; no child's name is in it.

use std::collections::HashMap;

use axum_extra::extract::Query;
use entity::{
    child::consent::list::{self, Typed},
    phase, school,
};

use crate::{
    AppError, Page, Visit,
    parts::{
        desk::desk,
        register::{Around, register},
    },
};

pub async fn list(visit: Visit, Query(typed): Query<Typed>) -> Result<Page, AppError> {
    visit.officer()?;
    let (lines, next) = list::all(visit.db(), visit.receiver()?, &typed).await?;
    let phases = phase::all(visit.db()).await?;
    let schools = school::change::all(visit.db()).await?;
    let around = Around {
        desk: "/office",
        typed: &typed,
        phases: &phases,
        schools: Some(&schools),
        names: HashMap::new(),
        next,
    };
    let t = visit.t();
    Ok(visit.page(t.consents_title(), || desk(&visit, register(t, &lines, &around))))
}
