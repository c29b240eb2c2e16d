//! The county as anybody may know it: phases, who answers for them, townships, and schools by their aliases.
//!
//! Small tables that hardly ever change, read in one go, so that a page that needs them all need not ask four times.

use std::collections::HashMap;

use sea_orm::{QueryOrder, entity::prelude::*};

use crate::{
    Lang, Refusal, Result, Time,
    id::{OrganiserId, PhaseId},
    organiser, phase,
    place::township,
    school,
    wish::{
        Status,
        browse::{Places, PublicWish},
    },
};

#[derive(Clone, Debug, Default)]
pub struct County {
    /// Every phase, newest first; drafts too.
    phases: Vec<phase::Model>,
    organisers: HashMap<OrganiserId, organiser::Model>,
    zh: Places,
    en: Places,
}

impl County {
    /// Four statements.
    pub async fn read(db: &impl ConnectionTrait) -> Result<Self> {
        let organisers = organiser::Entity::find().all(db).await?;
        let townships = township::Entity::find().order_by_asc(township::COLUMN.id).all(db).await?;
        let schools = school::Entity::find().order_by_asc(school::COLUMN.code).all(db).await?;
        Ok(Self {
            phases: phase::all(db).await?,
            organisers: organisers.into_iter().map(|organiser| (organiser.id, organiser)).collect(),
            zh: Places::named(&townships, &schools, Lang::Zh),
            en: Places::named(&townships, &schools, Lang::En),
        })
    }

    /// Phases that anybody may see, newest first.
    pub fn public_phases(&self) -> impl Iterator<Item = &phase::Model> {
        self.phases.iter().filter(|phase| phase.state != phase::State::Draft)
    }

    pub fn phase(&self, id: PhaseId) -> Result<&phase::Model> {
        Ok(self.phases.iter().find(|phase| phase.id == id).ok_or(Refusal::NotFound)?)
    }

    /// The phases whose wishes can be claimed now.
    pub fn claimable(&self, now: Time) -> impl Iterator<Item = PhaseId> {
        self.phases.iter().filter(move |phase| phase.takes_claims(now)).map(|phase| phase.id)
    }

    /// Whether anybody can claim this wish now.
    pub fn can_be_claimed(&self, wish: &PublicWish, now: Time) -> bool {
        wish.status == Status::Open && self.claimable(now).any(|phase| phase == wish.phase_id)
    }

    /// Open, and yet nobody can claim it any more.
    pub fn is_past_claiming(&self, wish: &PublicWish, now: Time) -> bool {
        wish.status == Status::Open && !self.can_be_claimed(wish, now)
    }

    /// Who answers for a phase before the law.
    pub fn organiser(&self, phase: &phase::Model) -> Option<&organiser::Model> {
        self.organisers.get(&phase.organiser_id?)
    }

    /// Townships and schools, in the reader's language.
    pub const fn places(&self, lang: Lang) -> &Places {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}
