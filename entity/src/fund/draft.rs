//! The office drafts a village's fund and changes what it is called. Its organiser stays once it has opened.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, entity::prelude::*};
use serde::Deserialize;

use super::{ActiveModel, COLUMN, Entity, Model, State, lock};
use crate::{
    Field, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    error::Refusals,
    id::{FundId, OrganiserId, VillageId},
    journal::{self, Act, Subject},
    lang, organiser,
    place::village,
    store::Txn,
    text,
};

/// Longest title, in characters.
pub const TITLE: usize = 40;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub village: String,
    /// Blank: not known yet.
    pub organiser: String,
    pub title_zh: String,
    /// Blank: the Chinese title serves both languages.
    pub title_en: String,
}

impl From<&Model> for Typed {
    fn from(fund: &Model) -> Self {
        Self {
            village: fund.village_id.to_string(),
            organiser: fund.organiser_id.map_or_else(String::new, |id| id.to_string()),
            title_zh: fund.title_zh.clone(),
            title_en: lang::english_shown(&fund.title_en, &fund.title_zh),
        }
    }
}

pub async fn draft(store: &Store, officer: Officer, typed: &Typed, form: &FormKey, now: Time) -> Result<FundId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let mut row = typed.read(&txn, None).await?;
    row.state = Set(State::Draft);
    row.created_at = Set(now);
    let id = row.insert(&txn).await?.id;
    journal::note(&txn, officer, Act::FundDrafted, Subject("fund", id.0), "", now).await?;
    form.keep(&txn, &id, now).await?;
    txn.commit().await?;
    Ok(id)
}

/// Changes a fund that is not closed.
pub async fn change(store: &Store, officer: Officer, id: FundId, typed: &Typed, now: Time) -> Result<()> {
    let txn = store.write().await?;
    let before = lock(&txn, id).await?;
    if before.state == State::Closed {
        return Err(Refusal::FundState.into());
    }
    let mut row = typed.read(&txn, Some(&before)).await?;
    row.id = Set(id);
    row.update(&txn).await?;
    journal::note(&txn, officer, Act::FundChanged, Subject("fund", id.0), "", now).await?;
    Ok(txn.commit().await?)
}

impl Typed {
    async fn read(&self, txn: &Txn, before: Option<&Model>) -> Result<ActiveModel> {
        let mut refusals = Refusals::default();
        let title_zh = refusals.take(text::line(Field::TitleZh, &self.title_zh, TITLE));
        let title_en = refusals.take(text::line_or_empty(Field::TitleEn, &self.title_en, TITLE));
        let opened = before.filter(|fund| fund.state != State::Draft);
        // Once it has opened, both stand as they are.
        let (village, organiser) = match opened {
            Some(fund) => (Some(fund.village_id), Some(fund.organiser_id)),
            None => (refusals.take(self.village(txn, before).await?), refusals.take(self.organiser(txn).await?)),
        };
        let (Some(title_zh), Some(title_en), Some(village), Some(organiser)) = (title_zh, title_en, village, organiser)
        else {
            return Err(refusals.into());
        };
        Ok(ActiveModel {
            village_id: Set(village),
            organiser_id: Set(organiser),
            title_en: Set(lang::english_kept(title_en, &title_zh)),
            title_zh: Set(title_zh),
            ..Default::default()
        })
    }

    /// A village that has no other fund.
    async fn village(&self, txn: &Txn, before: Option<&Model>) -> Result<Result<VillageId, Refusal>> {
        if self.village.is_empty() {
            return Ok(Err(Refusal::Missing(Field::Village)));
        }
        let Ok(id) = self.village.parse::<VillageId>() else {
            return Ok(Err(Refusal::NotAChoice(Field::Village)));
        };
        if village::Entity::find_by_id(id).one(txn).await?.is_none() {
            return Ok(Err(Refusal::NotAChoice(Field::Village)));
        }
        let others = Entity::find().filter(COLUMN.village_id.eq(id)).filter(COLUMN.state.ne(State::Closed));
        let other = others.one(txn).await?.filter(|fund| before.is_none_or(|before| before.id != fund.id));
        Ok(if other.is_some() { Err(Refusal::Taken(Field::Village)) } else { Ok(id) })
    }

    async fn organiser(&self, txn: &Txn) -> Result<Result<Option<OrganiserId>, Refusal>> {
        if self.organiser.is_empty() {
            return Ok(Ok(None));
        }
        let Ok(id) = self.organiser.parse::<OrganiserId>() else {
            return Ok(Err(Refusal::NotAChoice(Field::Organiser)));
        };
        let is_there = organiser::Entity::find_by_id(id).one(txn).await?.is_some();
        Ok(if is_there { Ok(Some(id)) } else { Err(Refusal::NotAChoice(Field::Organiser)) })
    }
}
