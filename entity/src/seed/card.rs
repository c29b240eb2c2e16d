//! Thank-you cards of the demonstration: which gifts have one, and how far it has come. Their pictures are drawn and
//! laid down by the edge, one after another.

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, QueryOrder, entity::prelude::*};

use crate::{
    Result, Store, Time,
    account::{self, Role},
    card::{self, Shows, State},
    child::consent,
    claim,
    handout::claims_with_wishes,
    id::{AccountId, ClaimId, ConsentId, PhotoId, WishId},
    phase,
    photo::{Purpose, bring},
    store::Txn,
    wish::{self, Status},
};

/// Of the running phase, in this order; the rest is due.
const STATES: [State; 5] = [State::Approved, State::Submitted, State::Returned, State::Declined, State::Withdrawn];
/// So many cards of earlier phases, which their donors have.
const EARLIER: usize = 4;

/// A card to be written.
#[derive(Clone, Debug)]
pub struct Plan {
    pub state: State,
    /// Who brings it.
    pub teacher: AccountId,
    wish: WishId,
    claim: ClaimId,
    consent: ConsentId,
    since: Time,
}

impl Plan {
    /// Whether it has a picture.
    pub const fn is_drawn(&self) -> bool {
        matches!(self.state, State::Submitted | State::Returned | State::Approved)
    }
}

/// The cards that the demonstration has, some of the donor's in it who is listed first.
pub async fn planned(store: &Store, now: Time) -> Result<Vec<Plan>> {
    let db = store.read();
    let first = account::Entity::find().filter(account::COLUMN.role.eq(Role::Donor)).order_by_asc(account::COLUMN.id);
    let first = first.one(db).await?.map(|donor| donor.id);
    let mut plans = Vec::new();
    for phase in phase::all(db).await? {
        let mut given = answerable(db, &phase).await?;
        let is_running = phase.state == phase::State::Open;
        // What is over is told of one school: the first.
        let school = given.iter().map(|(_, wish, _)| wish.school_id).min().filter(|_| !is_running);
        let is_elsewhere = |wish: &wish::Model| school.is_some_and(|school| school != wish.school_id);
        given.sort_by_key(|(claim, wish, _)| (is_elsewhere(wish), claim.account_id != first));
        let states = if is_running { STATES.to_vec() } else { vec![State::Approved; EARLIER] };
        for (state, (claim, wish, consent)) in states.into_iter().zip(given) {
            // Old enough to have been brought after the hand-out, young enough to be news.
            let since = wish.handed_out_at.map_or(now, |at| (at + TimeDelta::hours(20)).min(now));
            let (wish, claim, teacher) = (wish.id, claim.id, wish.created_by);
            plans.push(Plan { state, teacher, wish, claim, consent, since });
        }
        if !is_running && phase.state == phase::State::Finished {
            break;
        }
    }
    Ok(plans)
}

type Given = (claim::Model, wish::Model, ConsentId);

/// Gifts of a phase that were handed out, given by somebody, with a guardian's consent to a card.
async fn answerable(db: &impl ConnectionTrait, phase: &phase::Model) -> Result<Vec<Given>> {
    let given = claims_with_wishes()
        .filter(wish::COLUMN.phase_id.eq(phase.id))
        .filter(wish::COLUMN.status.eq(Status::HandedOut))
        .filter(claim::COLUMN.state.eq(claim::State::Fulfilled))
        .filter(claim::COLUMN.account_id.is_not_null())
        .order_by_asc(wish::COLUMN.id)
        .all(db)
        .await?;
    let given: Vec<Given> = given
        .into_iter()
        .filter_map(|(claim, wish)| {
            let wish = wish?;
            wish.consent_id.map(|consent| (claim, wish, consent))
        })
        .collect();
    let agreed = consent::with_card(db, given.iter().map(|(.., consent)| *consent)).await?;
    Ok(given.into_iter().filter(|(.., consent)| agreed.contains(consent)).collect())
}

/// Writes a card as the verbs would have left it. `photo`: brought by its teacher just before.
pub async fn write(store: &Store, plan: &Plan, photo: Option<PhotoId>) -> Result<()> {
    let txn = store.write().await?;
    if let Some(photo) = photo {
        bring::keep(&txn, photo, Purpose::Card, plan.wish.0, plan.teacher).await?;
    }
    if plan.state == State::Withdrawn {
        ended(&txn, plan).await?;
    }
    let officer = account::Entity::find().filter(account::COLUMN.role.eq(Role::Office)).one(&txn).await?;
    let officer = officer.map(|officer| officer.id).filter(|_| matches!(plan.state, State::Approved | State::Returned));
    let row = card::ActiveModel {
        wish_id: Set(plan.wish),
        claim_id: Set(plan.claim),
        photo_id: Set(photo),
        state: Set(plan.state),
        shows: Set((plan.state == State::Approved).then_some(Shows::Nobody)),
        reason: Set((plan.state == State::Returned).then(|| "照片有点暗，字看不清，请在亮处再拍一张".to_owned())),
        made_by: Set(plan.teacher),
        made_at: Set(plan.since),
        judged_by: Set(officer),
        judged_at: Set(officer.map(|_| plan.since + TimeDelta::hours(2))),
    };
    card::Entity::insert(row).exec_without_returning(&txn).await?;
    Ok(txn.commit().await?)
}

/// The guardian no longer agrees to a card.
async fn ended(txn: &Txn, plan: &Plan) -> Result<()> {
    let row = consent::ActiveModel { id: Set(plan.consent), card: Set(false), ..Default::default() };
    row.update(txn).await?;
    Ok(())
}
