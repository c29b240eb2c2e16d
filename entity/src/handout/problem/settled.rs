//! What the office chose about each of a wish's gifts: for those who have one in their hands, for its donor, for the
//! office; and for anybody, without a name.

use std::collections::HashMap;

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{COLUMN, Choice, Entity, Kind, Model, waiting};
use crate::{
    Code, Day, Result, Time,
    claim::{self, Source},
    handout::promise,
    id::{AccountId, ClaimId, ProblemId, WishId},
    lang::china_date,
    wish::{self, Status},
};

/// A choice about a gift, and where that gift is now. A claim that ended otherwise closes its problem without a word,
/// and is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    pub problem: ProblemId,
    /// The gift's code then.
    pub code: Code,
    pub kind: Kind,
    pub choice: Choice,
    /// The office's word to the donor; may be blank.
    pub remark: String,
    pub at: Time,
    /// As it stands now.
    pub claim: claim::Model,
    /// The wish that the claim is for now.
    pub now_at: Code,
    pub now_status: Status,
}

/// Every choice about a gift that had this wish's code, oldest first.
pub async fn of_wish(db: &impl ConnectionTrait, wish: WishId) -> Result<Vec<Chosen>> {
    read(db, Entity::find().filter(COLUMN.wish_id.eq(wish))).await
}

/// Every choice about this donor's gifts that had one of the codes that this one has or had, oldest first.
pub(crate) async fn of_donor(db: &impl ConnectionTrait, donor: AccountId, claim: &claim::Model) -> Result<Vec<Chosen>> {
    let own = Entity::find().filter(COLUMN.claim_id.eq(claim.id)).all(db).await?;
    let wishes = own.iter().map(|problem| problem.wish_id).chain([claim.wish_id]);
    let mut chosen = read(db, Entity::find().filter(COLUMN.wish_id.is_in(wishes))).await?;
    chosen.retain(|one| one.claim.account_id == Some(donor));
    Ok(chosen)
}

/// The last choice about a gift that had a wish's code, as long as something is still to be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    pub kind: Kind,
    pub choice: Choice,
    pub at: Time,
    /// The wish that has the gift now.
    pub passed_to: Option<Code>,
    pub source: Source,
    /// Another gift has had the code since: both may have it on their tags.
    pub is_earlier: bool,
}

/// What whoever has a gift in hand should know of the problems that there were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Of each gift that had the code, newest first.
    pub settled: Vec<Settled>,
    /// All of these are earlier ones, and another gift is promised or here.
    pub has_new: bool,
    /// What its tag may still say, where the gift was passed on from another wish and is not handed out yet.
    /// Oldest first; a gift may be passed on more than once.
    pub came_from: Vec<Code>,
}

pub async fn about(db: &impl ConnectionTrait, wish: &wish::Model) -> Result<About> {
    let live = promise(db, wish.id).await?;
    let came_from = match &live {
        Some(claim) if wish.status == Status::Received => came_from(db, claim).await?,
        _ => Vec::new(),
    };
    // A hold brings no gift yet.
    let newest = live.filter(|claim| claim.state != claim::State::Held).map(|claim| claim.id);
    let waits = waiting(db, wish.id).await?.is_some();
    let settled = to_do(db, wish, newest, waits).await?;
    let has_new = newest.is_some()
        && !waits
        && matches!(wish.status, Status::Taken | Status::Received)
        && !settled.is_empty()
        && settled.iter().all(|one| one.is_earlier);
    Ok(About { settled, has_new, came_from })
}

/// `newest`: the claim that has the wish now; `waits`: it has a problem that the office has still to choose about, and
/// what was chosen about the same gift before is done with.
async fn to_do(
    db: &impl ConnectionTrait,
    wish: &wish::Model,
    newest: Option<ClaimId>,
    waits: bool,
) -> Result<Vec<Settled>> {
    let here = of_wish(db, wish.id).await?;
    let gifts = last_of_each(&here);
    if gifts.is_empty() {
        return Ok(Vec::new());
    }
    // One that was passed on may have had another problem where it went.
    let claims = gifts.iter().map(|gift| gift.claim.id);
    let everywhere = read(db, Entity::find().filter(COLUMN.claim_id.is_in(claims))).await?;
    let mut settled = Vec::new();
    for (place, gift) in gifts.iter().enumerate() {
        let is_newest = newest == Some(gift.claim.id);
        if waits && is_newest {
            continue;
        }
        let is_earlier = !is_newest && (place > 0 || newest.is_some());
        let last = everywhere.iter().rfind(|one| one.claim.id == gift.claim.id);
        settled.extend(last.and_then(|last| still(wish, last, is_earlier)));
    }
    Ok(settled)
}

/// A gift passed on is spoken of until the other child has it, one that goes back until the wish's next gift is handed
/// out (nobody notes when it is gone), a replacement until it is here, a substitute until it is handed out.
fn still(wish: &wish::Model, last: &Chosen, is_earlier: bool) -> Option<Settled> {
    use claim::State::{Confirmed, Received, Shipped};
    let (claim, is_here) = (&last.claim, last.claim.wish_id == wish.id);
    let choice = if is_here || last.choice == Choice::Return { last.choice } else { Choice::PassOn };
    let is_to_do = match choice {
        Choice::Replace => matches!(claim.state, Confirmed | Shipped),
        Choice::Substitute => claim.state == Received,
        Choice::PassOn => {
            !is_here
                && matches!(claim.state, Confirmed | Shipped | Received)
                && matches!(last.now_status, Status::Taken | Status::Received)
        }
        Choice::Return => {
            matches!(last.now_status, Status::Open | Status::Taken | Status::Received | Status::Withdrawn)
        }
    };
    let passed_to = Some(last.now_at.clone()).filter(|_| choice == Choice::PassOn);
    is_to_do.then_some(Settled { kind: last.kind, choice, at: last.at, passed_to, source: claim.source, is_earlier })
}

/// Each gift by the last choice about it, newest first.
fn last_of_each(chosen: &[Chosen]) -> Vec<&Chosen> {
    let mut last: Vec<&Chosen> = Vec::new();
    for one in chosen.iter().rev() {
        if last.iter().all(|known| known.claim.id != one.claim.id) {
            last.push(one);
        }
    }
    last
}

/// The codes under which a gift was that came to this wish from others, oldest first.
async fn came_from(db: &impl ConnectionTrait, claim: &claim::Model) -> Result<Vec<Code>> {
    let passed = Entity::find()
        .filter(COLUMN.claim_id.eq(claim.id))
        .filter(COLUMN.passed_to.is_not_null())
        .filter(COLUMN.wish_id.ne(claim.wish_id))
        .order_by_asc(COLUMN.id)
        .all(db)
        .await?;
    let mut wishes = wish::Entity::find()
        .filter(wish::COLUMN.id.is_in(passed.iter().map(|problem| problem.wish_id)))
        .all(db)
        .await?;
    wishes.sort_by_key(|wish| passed.iter().position(|problem| problem.wish_id == wish.id));
    Ok(wishes.into_iter().map(|wish| wish.code).collect())
}

/// A gift that had a wish's code and went to another child or back to its donor, or to the pool that it came from, as
/// anybody may know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone {
    /// [`Choice::PassOn`] or [`Choice::Return`].
    pub choice: Choice,
    pub source: Source,
    pub on: Day,
}

/// Every such gift of this wish, oldest first. `live`: the wish's claim now, whose gift is not gone.
pub(crate) async fn gone(db: &impl ConnectionTrait, wish: WishId, live: Option<&claim::Model>) -> Result<Vec<Gone>> {
    let chosen = of_wish(db, wish).await?;
    let is_gone = |one: &&Chosen| {
        matches!(one.choice, Choice::PassOn | Choice::Return) && live.is_none_or(|live| live.id != one.claim.id)
    };
    let gone = last_of_each(&chosen).into_iter().rev().filter(is_gone);
    Ok(gone.map(|one| Gone { choice: one.choice, source: one.claim.source, on: china_date(one.at) }).collect())
}

/// Where this donor's gift is now that was sent under this code and passed on; the newest of several.
pub(crate) async fn now_at(db: &impl ConnectionTrait, donor: AccountId, code: &Code) -> Result<Option<Code>> {
    let old = wish::Entity::find().filter(wish::COLUMN.code.eq(code.clone())).one(db).await?;
    let Some(old) = old else { return Ok(None) };
    let chosen = of_wish(db, old.id).await?;
    let own = chosen.iter().filter(|one| one.claim.account_id == Some(donor) && one.claim.wish_id != old.id);
    Ok(own.max_by_key(|one| one.claim.id).map(|one| one.now_at.clone()))
}

/// Problems with the office's choice, oldest first; a constant number of statements, however many there are.
async fn read(db: &impl ConnectionTrait, problems: Select<Entity>) -> Result<Vec<Chosen>> {
    let problems = problems
        .filter(COLUMN.choice.is_not_null())
        .filter(COLUMN.choice_remark.is_not_null())
        .order_by_asc(COLUMN.id)
        .all(db)
        .await?;
    if problems.is_empty() {
        return Ok(Vec::new());
    }
    let claims = claim::Entity::find()
        .filter(claim::COLUMN.id.is_in(problems.iter().map(|problem| problem.claim_id)))
        .all(db)
        .await?;
    let claims: HashMap<ClaimId, claim::Model> = claims.into_iter().map(|claim| (claim.id, claim)).collect();
    let named = problems.iter().map(|problem| problem.wish_id).chain(claims.values().map(|claim| claim.wish_id));
    let wishes = wish::Entity::find().filter(wish::COLUMN.id.is_in(named)).all(db).await?;
    let wishes: HashMap<WishId, wish::Model> = wishes.into_iter().map(|wish| (wish.id, wish)).collect();
    Ok(problems.into_iter().filter_map(|problem| chosen(problem, &claims, &wishes)).collect())
}

fn chosen(
    problem: Model,
    claims: &HashMap<ClaimId, claim::Model>,
    wishes: &HashMap<WishId, wish::Model>,
) -> Option<Chosen> {
    let claim = claims.get(&problem.claim_id)?;
    let (was, now) = (wishes.get(&problem.wish_id)?, wishes.get(&claim.wish_id)?);
    Some(Chosen {
        problem: problem.id,
        code: was.code.clone(),
        kind: problem.kind,
        choice: problem.choice?,
        remark: problem.choice_remark?,
        at: problem.chosen_at?,
        claim: claim.clone(),
        now_at: now.code.clone(),
        now_status: now.status,
    })
}
