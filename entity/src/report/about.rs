//! What has to be accounted for: a phase, a season of the plots, a village's fund.

use sea_orm::{QuerySelect, Select, entity::prelude::*};
use serde::Serialize;

use super::{
    Named,
    disclosure::{self, Disclosure},
    fund::{self as of_fund, FundDisclosure},
    period::{self, Kind, Period},
    publish,
    season::{self, Season, SeasonDisclosure},
};
use crate::{
    Refusal, Result, Time, fund,
    id::{FundId, PhaseId},
    organiser, phase,
    store::Txn,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum About {
    Phase(PhaseId),
    Season(Season),
    Fund(FundId),
}

impl From<PhaseId> for About {
    fn from(id: PhaseId) -> Self {
        Self::Phase(id)
    }
}

impl From<Season> for About {
    fn from(season: Season) -> Self {
        Self::Season(season)
    }
}

impl From<FundId> for About {
    fn from(id: FundId) -> Self {
        Self::Fund(id)
    }
}

/// A report as it is published: a later change of the data does not change it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Content {
    Phase(Box<Disclosure>),
    Season(Box<SeasonDisclosure>),
    Fund(Box<FundDisclosure>),
}

impl Content {
    pub fn title(&self) -> &Named {
        match self {
            Self::Phase(told) => &told.title,
            Self::Season(told) => &told.title,
            Self::Fund(told) => &told.title,
        }
    }
}

impl About {
    /// The periods that have begun, oldest first; the final one once it is over. None before it opens.
    pub async fn periods(self, db: &impl ConnectionTrait, now: Time) -> Result<Vec<Period>> {
        let span = match self {
            Self::Phase(id) => return Ok(period::of(&phase::find(db, id).await?, now)),
            Self::Season(season) => season::span(db, season).await?,
            Self::Fund(id) => return of_fund::periods(db, &fund::find(db, id).await?, now).await,
        };
        Ok(span.map_or_else(Vec::new, |span| period::within(span, now)))
    }

    /// The period with this key; one that has not begun is not found.
    pub async fn period(self, db: &impl ConnectionTrait, key: &str, now: Time) -> Result<Period> {
        let kind = Kind::from_key(key).ok_or(Refusal::NotFound)?;
        let found = self.periods(db, now).await?.into_iter().find(|period| period.kind == kind);
        Ok(found.ok_or(Refusal::NotFound)?)
    }

    /// The report of a period as the rows are now.
    pub async fn draw(self, db: &impl ConnectionTrait, period: &Period) -> Result<Content> {
        Ok(match self {
            Self::Phase(id) => {
                Content::Phase(Box::new(disclosure::draw(db, &phase::find(db, id).await?, period).await?))
            }
            Self::Season(season) => Content::Season(Box::new(season::draw(db, season, period).await?)),
            Self::Fund(id) => Content::Fund(Box::new(of_fund::draw(db, fund::find(db, id).await?, period).await?)),
        })
    }

    /// The content of a report about it, as it was kept.
    pub(super) fn read(self, kept: &str) -> serde_json::Result<Content> {
        Ok(match self {
            Self::Phase(_) => Content::Phase(serde_json::from_str(kept)?),
            Self::Season(_) => Content::Season(serde_json::from_str(kept)?),
            Self::Fund(_) => Content::Fund(serde_json::from_str(kept)?),
        })
    }

    /// Nobody else publishes about it until we commit.
    pub(super) async fn lock(self, txn: &Txn) -> Result<()> {
        let found = match self {
            Self::Phase(id) => phase::Entity::find_by_id(id).lock_exclusive().one(txn).await?.is_some(),
            Self::Season(season) => {
                organiser::Entity::find_by_id(season.organiser).lock_exclusive().one(txn).await?.is_some()
            }
            Self::Fund(id) => fund::Entity::find_by_id(id).lock_exclusive().one(txn).await?.is_some(),
        };
        if found { Ok(()) } else { Err(Refusal::NotFound.into()) }
    }

    /// What was published about it.
    pub(super) fn published(self) -> Select<publish::Entity> {
        let all = publish::Entity::find();
        match self {
            Self::Phase(id) => all.filter(publish::COLUMN.phase_id.eq(id)),
            Self::Fund(id) => all.filter(publish::COLUMN.fund_id.eq(id)),
            Self::Season(season) => all
                .filter(publish::COLUMN.organiser_id.eq(season.organiser))
                .filter(publish::COLUMN.season.eq(season.year)),
        }
    }

    /// As the journal names it.
    pub(super) const fn subject(self) -> (&'static str, i64) {
        match self {
            Self::Phase(id) => ("phase", id.0),
            Self::Season(season) => ("organiser", season.organiser.0),
            Self::Fund(id) => ("fund", id.0),
        }
    }
}
