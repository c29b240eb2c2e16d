//! The disclosure report of a phase's period: who answers, what came in, what was handed out, what went back, what
//! remains.
//!
//! The lines add up: what was there and what came in, less what was handed out and went back, is what remains.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{JoinType, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::{Figures, Named, Tally, period::Kind, period::Period, place_of};
use crate::{
    Day, Fen, Result, Time,
    claim::{self, Source},
    handout::{self, line, problem},
    id::{PhaseId, SchoolId},
    lang::china_date,
    organiser::{self, LegalBasis},
    phase, school,
    wish::{self, Category},
};

/// Gifts in the schools' hands over a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moves {
    /// Here when the period began.
    pub before: Tally,
    pub came_in: Tally,
    pub handed_out: Tally,
    /// To the donor, out of the phase, or from one wish to another, where it comes in again.
    pub went_back: Tally,
    /// Here when the period ended.
    pub remains: Tally,
}

impl Moves {
    #[must_use]
    pub fn plus(mut self, other: Self) -> Self {
        self.before += other.before;
        self.came_in += other.came_in;
        self.handed_out += other.handed_out;
        self.went_back += other.went_back;
        self.remains += other.remains;
        self
    }

    const fn is_nothing(&self) -> bool {
        self.before.gifts == 0 && self.came_in.gifts == 0
    }

    fn add(&mut self, gift: &Gift, period: &Period) {
        let tally = Tally { gifts: 1, value: gift.value };
        if gift.came_on > period.to {
            return;
        }
        if gift.came_on >= period.from {
            self.came_in += tally;
        } else if gift.left.is_none_or(|left| left.on >= period.from) {
            self.before += tally;
        }
        match gift.left {
            Some(left) if left.on < period.from => {}
            Some(left) if left.on <= period.to => {
                *(if left.to_a_child { &mut self.handed_out } else { &mut self.went_back }) += tally;
            }
            _ => self.remains += tally,
        }
    }
}

/// Who answered for it when the report was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answerable {
    pub name: Named,
    pub legal_basis: Option<LegalBasis>,
    pub qualification_no: String,
    pub filing_no: String,
    /// The organisation's own, public.
    pub contact: String,
}

/// The report as it is published: a later change of the data does not change it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disclosure {
    pub kind: Kind,
    pub from: Day,
    pub to: Day,
    pub phase_number: i32,
    pub title: Named,
    pub organiser: Option<Answerable>,
    pub price_cap: Fen,
    pub claim_until: Option<Day>,
    pub hand_out_on: Option<Day>,
    pub finished_on: Option<Day>,
    pub donors: Moves,
    pub pool: Moves,
    /// By public alias.
    pub schools: Vec<(Named, Moves)>,
    pub categories: Vec<(Category, Moves)>,
    /// How far the wishes came in the whole phase; in the final report.
    pub wishes: Option<Figures>,
}

impl Disclosure {
    /// Donors and pool together.
    pub fn whole(&self) -> Moves {
        self.donors.plus(self.pool)
    }
}

/// The report of a period as the rows are now.
pub async fn draw(db: &impl ConnectionTrait, phase: &phase::Model, period: &Period) -> Result<Disclosure> {
    let (mut donors, mut pool) = (Moves::default(), Moves::default());
    let mut schools: HashMap<SchoolId, Moves> = HashMap::new();
    let mut categories: BTreeMap<usize, Moves> = BTreeMap::new();
    for gift in gifts(db, phase.id).await? {
        let source = if gift.from_pool { &mut pool } else { &mut donors };
        source.add(&gift, period);
        schools.entry(gift.school).or_default().add(&gift, period);
        categories.entry(place_of(gift.category)).or_default().add(&gift, period);
    }
    let wishes = match period.kind {
        Kind::Final => Some(super::of_phase(db, phase.clone()).await?.whole),
        Kind::Quarter(_) => None,
    };
    let categories = categories.into_iter().map(|(place, moves)| (Category::ALL[place], moves));
    Ok(Disclosure {
        kind: period.kind,
        from: period.from,
        to: period.to,
        phase_number: phase.number,
        title: Named { zh: phase.title_zh.clone(), en: phase.title_en.clone() },
        organiser: organiser::of_phase(db, phase).await?.map(Answerable::from),
        price_cap: phase.price_cap_fen,
        claim_until: phase.claim_until,
        hand_out_on: phase.hand_out_on,
        finished_on: phase.finished_at.map(china_date),
        donors,
        pool,
        schools: by_alias(db, schools).await?,
        categories: categories.filter(|(_, moves)| !moves.is_nothing()).collect(),
        wishes,
    })
}

impl From<organiser::Model> for Answerable {
    fn from(organiser: organiser::Model) -> Self {
        Self {
            name: Named { zh: organiser.name_zh, en: organiser.name_en },
            legal_basis: organiser.legal_basis,
            qualification_no: organiser.qualification_no,
            filing_no: organiser.filing_no,
            contact: organiser.contact,
        }
    }
}

/// A gift that reached a school.
struct Gift {
    school: SchoolId,
    category: Category,
    value: Fen,
    from_pool: bool,
    came_on: Day,
    left: Option<Left>,
}

#[derive(Clone, Copy)]
struct Left {
    on: Day,
    to_a_child: bool,
}

async fn gifts(db: &impl ConnectionTrait, phase: PhaseId) -> Result<Vec<Gift>> {
    type Row = (SchoolId, Category, Fen, Source, Option<Time>, Option<Time>, Option<Day>);
    let to_wish = claim::Entity::belongs_to(wish::Entity).from(claim::Column::WishId).to(wish::Column::Id);
    let to_line = claim::Entity::belongs_to(line::Entity).from(claim::Column::Id).to(line::Column::ClaimId);
    let to_act = line::Entity::belongs_to(handout::Entity).from(line::Column::HandOutId).to(handout::Column::Id);
    let rows: Vec<Row> = claim::Entity::find()
        .select_only()
        .columns([wish::Column::SchoolId, wish::Column::Category, wish::Column::PriceFen])
        .columns([claim::Column::Source, claim::Column::ReceivedAt, claim::Column::EndedAt])
        .column(handout::Column::HandedOn)
        .join(JoinType::InnerJoin, to_wish.into())
        .join(JoinType::LeftJoin, to_line.into())
        .join(JoinType::LeftJoin, to_act.into())
        .filter(wish::COLUMN.phase_id.eq(phase))
        .filter(claim::COLUMN.received_at.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    let gift = |(school, category, value, source, received_at, ended_at, handed_on): Row| {
        let came_on = china_date(received_at?);
        // What is handed out was here, whatever day its paper names.
        let given = handed_on.map(|day| Left { on: day.max(came_on), to_a_child: true });
        let ended = ended_at.map(|at| Left { on: china_date(at), to_a_child: false });
        Some(Gift { school, category, value, from_pool: source == Source::Pool, came_on, left: given.or(ended) })
    };
    let mut gifts: Vec<Gift> = rows.into_iter().filter_map(gift).collect();
    gifts.extend(left_by_choice(db, phase).await?);
    Ok(gifts)
}

/// What was here until the office had it replaced or passed on: what its claim tells of is the gift that came then.
async fn left_by_choice(db: &impl ConnectionTrait, phase: PhaseId) -> Result<Vec<Gift>> {
    type Row = (SchoolId, Category, Fen, Source, Option<Time>, Option<Time>);
    let to_wish = problem::Entity::belongs_to(wish::Entity).from(problem::Column::WishId).to(wish::Column::Id);
    let to_claim = problem::Entity::belongs_to(claim::Entity).from(problem::Column::ClaimId).to(claim::Column::Id);
    let rows: Vec<Row> = problem::Entity::find()
        .select_only()
        .columns([wish::Column::SchoolId, wish::Column::Category, wish::Column::PriceFen])
        .column(claim::Column::Source)
        .columns([problem::Column::ReceivedAt, problem::Column::ChosenAt])
        .join(JoinType::InnerJoin, to_wish.into())
        .join(JoinType::InnerJoin, to_claim.into())
        .filter(wish::COLUMN.phase_id.eq(phase))
        .filter(problem::COLUMN.received_at.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    let gift = |(school, category, value, source, received_at, chosen_at): Row| {
        let came_on = china_date(received_at?);
        let left = chosen_at.map(|at| Left { on: china_date(at), to_a_child: false });
        Some(Gift { school, category, value, from_pool: source == Source::Pool, came_on, left })
    };
    Ok(rows.into_iter().filter_map(gift).collect())
}

async fn by_alias(db: &impl ConnectionTrait, mut moves: HashMap<SchoolId, Moves>) -> Result<Vec<(Named, Moves)>> {
    moves.retain(|_, moves| !moves.is_nothing());
    let mut schools = school::Entity::find().filter(school::COLUMN.id.is_in(moves.keys().copied())).all(db).await?;
    schools.sort_by(|one, other| one.code.cmp(&other.code));
    let line = |school: school::Model| {
        let moves = moves.get(&school.id).copied()?;
        Some((Named { zh: school.alias_zh, en: school.alias_en }, moves))
    };
    Ok(schools.into_iter().filter_map(line).collect())
}
