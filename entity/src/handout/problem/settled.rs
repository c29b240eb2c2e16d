//! What the office chose, for those who have the gift in their hands, and where a gift that was passed on is now.

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{COLUMN, Choice, Entity, Kind, Model};
use crate::{
    Code, Result, Time, claim,
    handout::promise,
    id::{AccountId, WishId},
    wish::{self, Status},
};

/// The last choice about a wish's gift, as long as something is still to be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    pub kind: Kind,
    pub choice: Choice,
    /// The wish that has the gift now.
    pub passed_to: Option<Code>,
    /// When it was chosen, if another gift was promised for this wish since: both may have its code on their tags.
    pub earlier: Option<Time>,
}

/// What whoever has a gift in hand should know of the problems that there were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    pub settled: Option<Settled>,
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
    Ok(About { settled: of(db, wish, live.as_ref()).await?, came_from })
}

/// `live`: the wish's claim now, if it has one.
///
/// A gift passed on is spoken of until the other child has it, one that goes back until the wish's next gift is handed
/// out (nobody notes when it is gone), a replacement until it is here, a substitute until it is handed out.
async fn of(db: &impl ConnectionTrait, wish: &wish::Model, live: Option<&claim::Model>) -> Result<Option<Settled>> {
    let Some(last) = chosen(wish.id).one(db).await? else { return Ok(None) };
    let Some(choice) = last.choice else { return Ok(None) };
    let is_the_same = live.is_some_and(|claim| claim.id == last.claim_id);
    // A hold brings no gift yet.
    let has_another = live.is_some_and(|claim| claim.id != last.claim_id && claim.state != claim::State::Held);
    let passed_to = if choice == Choice::PassOn { waits_at(db, &last).await? } else { None };
    let is_to_do = match choice {
        Choice::Replace => is_the_same && wish.status == Status::Taken,
        Choice::Substitute => is_the_same && wish.status == Status::Received,
        Choice::PassOn => passed_to.is_some(),
        Choice::Return => matches!(wish.status, Status::Open | Status::Taken | Status::Received | Status::Withdrawn),
    };
    let earlier = last.chosen_at.filter(|_| has_another);
    Ok(is_to_do.then_some(Settled { kind: last.kind, choice, passed_to, earlier }))
}

/// The wish at which a gift that was passed on waits to be handed out, however often it was passed on since.
async fn waits_at(db: &impl ConnectionTrait, problem: &Model) -> Result<Option<Code>> {
    let claim = claim::Entity::find_by_id(problem.claim_id).one(db).await?;
    let is_elsewhere = |claim: &claim::Model| claim.state == claim::State::Received && claim.wish_id != problem.wish_id;
    let Some(claim) = claim.filter(is_elsewhere) else { return Ok(None) };
    let wish = wish::Entity::find_by_id(claim.wish_id).one(db).await?;
    Ok(wish.filter(|wish| wish.status == Status::Received).map(|wish| wish.code))
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

/// Whether the last gift that the office chose about went from this wish to another child.
pub(crate) async fn was_passed_on(db: &impl ConnectionTrait, wish: WishId) -> Result<bool> {
    Ok(chosen(wish).one(db).await?.is_some_and(|last| last.choice == Some(Choice::PassOn)))
}

/// A gift that this wish had: when it was passed on, and to which wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOn {
    pub at: Time,
    pub to: Code,
}

/// Every gift that this wish had and that went to another child, oldest first.
pub async fn passed_on(db: &impl ConnectionTrait, wish: WishId) -> Result<Vec<PassedOn>> {
    let passed = Entity::find()
        .filter(COLUMN.wish_id.eq(wish))
        .filter(COLUMN.passed_to.is_not_null())
        .order_by_asc(COLUMN.id)
        .all(db)
        .await?;
    let ids: Vec<WishId> = passed.iter().filter_map(|problem| problem.passed_to).collect();
    let wishes = wish::Entity::find().filter(wish::COLUMN.id.is_in(ids)).all(db).await?;
    let line = |problem: &Model| {
        let to = wishes.iter().find(|wish| Some(wish.id) == problem.passed_to)?;
        Some(PassedOn { at: problem.chosen_at?, to: to.code.clone() })
    };
    Ok(passed.iter().filter_map(line).collect())
}

/// Where this donor's gift is now that was sent under this code and passed on.
pub(crate) async fn now_at(db: &impl ConnectionTrait, donor: AccountId, code: &Code) -> Result<Option<Code>> {
    let old = wish::Entity::find().filter(wish::COLUMN.code.eq(code.clone())).one(db).await?;
    let Some(old) = old else { return Ok(None) };
    let passed =
        Entity::find().filter(COLUMN.wish_id.eq(old.id)).filter(COLUMN.passed_to.is_not_null()).all(db).await?;
    let own = claim::Entity::find()
        .filter(claim::COLUMN.id.is_in(passed.iter().map(|problem| problem.claim_id)))
        .filter(claim::COLUMN.account_id.eq(donor))
        .order_by_desc(claim::COLUMN.id)
        .one(db)
        .await?;
    let Some(own) = own else { return Ok(None) };
    Ok(wish::Entity::find_by_id(own.wish_id).one(db).await?.map(|wish| wish.code))
}

/// The office's choices about a wish's gifts, newest first. A claim that ended otherwise closes its problem without a
/// word, and is none.
fn chosen(wish: WishId) -> Select<Entity> {
    Entity::find()
        .filter(COLUMN.wish_id.eq(wish))
        .filter(COLUMN.choice.is_not_null())
        .filter(COLUMN.choice_remark.is_not_null())
        .order_by_desc(COLUMN.id)
}
