//! What money is for: an organiser's own work, a phase, a plot, a fund.

use std::collections::HashSet;

use sea_orm::{DeriveActiveEnum, EnumIter, QueryOrder, entity::prelude::*};

use crate::{
    Lang, Refusal, Result, fund,
    id::{FundId, OrganiserId, PhaseId, PlotId},
    organiser, phase, plot,
};

/// The kinds of programme, as the tables hold them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum ProgrammeKind {
    Organiser,
    Phase,
    Plot,
    Fund,
}

/// A programme that money can be for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Programme {
    /// No programme in particular.
    Organiser,
    /// A round of micro-wishes.
    Phase(PhaseId),
    Plot(PlotId),
    Fund(FundId),
}

impl Programme {
    pub const fn kind(self) -> ProgrammeKind {
        match self {
            Self::Organiser => ProgrammeKind::Organiser,
            Self::Phase(_) => ProgrammeKind::Phase,
            Self::Plot(_) => ProgrammeKind::Plot,
            Self::Fund(_) => ProgrammeKind::Fund,
        }
    }

    /// Its row's number; 0 for an organiser's own work.
    pub const fn number(self) -> i64 {
        match self {
            Self::Organiser => 0,
            Self::Phase(id) => id.0,
            Self::Plot(id) => id.0,
            Self::Fund(id) => id.0,
        }
    }

    pub(crate) const fn of(kind: ProgrammeKind, number: i64) -> Self {
        match kind {
            ProgrammeKind::Organiser => Self::Organiser,
            ProgrammeKind::Phase => Self::Phase(PhaseId(number)),
            ProgrammeKind::Plot => Self::Plot(PlotId(number)),
            ProgrammeKind::Fund => Self::Fund(FundId(number)),
        }
    }
}

impl ProgrammeKind {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Organiser => "organiser",
            Self::Phase => "phase",
            Self::Plot => "plot",
            Self::Fund => "fund",
        }
    }
}

/// A programme with who answers for it and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub programme: Programme,
    pub organiser: OrganiserId,
    title_zh: String,
    title_en: String,
}

impl Named {
    pub fn title(&self, lang: Lang) -> &str {
        lang.pick(&self.title_zh, &self.title_en)
    }

    /// What a form's choice says: `phase-3`, `organiser-1`.
    pub fn key(&self) -> String {
        let number = match self.programme {
            Programme::Organiser => self.organiser.0,
            programme => programme.number(),
        };
        format!("{}-{number}", self.programme.kind().key())
    }

    fn of_phase(phase: phase::Model) -> Option<Self> {
        Some(Self {
            programme: Programme::Phase(phase.id),
            organiser: phase.organiser_id?,
            title_zh: phase.title_zh,
            title_en: phase.title_en,
        })
    }

    fn of_plot(plot: plot::Model) -> Option<Self> {
        Some(Self {
            programme: Programme::Plot(plot.id),
            organiser: plot.organiser_id?,
            title_zh: format!("一亩地 {} 号", plot.id),
            title_en: format!("Plot no. {}", plot.id),
        })
    }

    fn of_fund(fund: fund::Model) -> Option<Self> {
        Some(Self {
            programme: fund.programme(),
            organiser: fund.organiser_id?,
            title_zh: fund.title_zh,
            title_en: fund.title_en,
        })
    }
}

/// Every programme that money can be booked for: organisers by number, then phases and
/// plots, newest first, then funds.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Named>> {
    let own = |organiser: organiser::Model| Named {
        programme: Programme::Organiser,
        organiser: organiser.id,
        title_zh: organiser.name_zh,
        title_en: organiser.name_en,
    };
    let mut all: Vec<Named> = organiser::change::all(db).await?.into_iter().map(own).collect();
    all.extend(phase::all(db).await?.into_iter().filter_map(Named::of_phase));
    let opened = plot::Entity::find().filter(plot::COLUMN.opened_at.is_not_null()).order_by_desc(plot::COLUMN.id);
    all.extend(opened.all(db).await?.into_iter().filter_map(Named::of_plot));
    all.extend(fund::opened(db).await?.into_iter().filter_map(Named::of_fund));
    Ok(all)
}

/// What these are called, by their numbers; an organiser's own work has no other name than the organiser's.
pub(crate) async fn named(
    db: &impl ConnectionTrait,
    programmes: impl IntoIterator<Item = Programme>,
) -> Result<Vec<Named>> {
    let (mut phases, mut plots, mut funds) = (Vec::new(), Vec::new(), Vec::new());
    for programme in programmes.into_iter().collect::<HashSet<_>>() {
        match programme {
            Programme::Organiser => {}
            Programme::Phase(id) => phases.push(id),
            Programme::Plot(id) => plots.push(id),
            Programme::Fund(id) => funds.push(id),
        }
    }
    let mut named = Vec::new();
    if !phases.is_empty() {
        let phases = phase::Entity::find().filter(phase::COLUMN.id.is_in(phases)).all(db).await?;
        named.extend(phases.into_iter().filter_map(Named::of_phase));
    }
    if !plots.is_empty() {
        let plots = plot::Entity::find().filter(plot::COLUMN.id.is_in(plots)).all(db).await?;
        named.extend(plots.into_iter().filter_map(Named::of_plot));
    }
    if !funds.is_empty() {
        let funds = fund::Entity::find().filter(fund::COLUMN.id.is_in(funds)).all(db).await?;
        named.extend(funds.into_iter().filter_map(Named::of_fund));
    }
    Ok(named)
}

/// The one of this [`Named::key`].
pub async fn chosen(db: &impl ConnectionTrait, key: &str) -> Result<Named> {
    let found = all(db).await?.into_iter().find(|named| named.key() == key);
    Ok(found.ok_or(Refusal::NotAChoice(crate::Field::Programme))?)
}
