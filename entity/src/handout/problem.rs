//! Something is wrong with a gift: the school or the hub notes it, the office chooses what happens.
//!
//! Until the choice is made the gift is neither received nor handed out.

pub mod choose;
pub mod picture;
pub mod settled;
mod told;

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{
    promise,
    receive::{known, locked},
};
use crate::{
    Code, Field, FormKey, Refusal, Result, Store, Time,
    actor::Receiver,
    claim,
    error::Refusals,
    id::{AccountId, ClaimId, ProblemId, WishId},
    journal::{self, Act, Subject},
    school,
    store::Txn,
    text,
    wish::{self, Status, freetext},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    Wrong,
    Damaged,
    Short,
    ChildMoved,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::Wrong, Self::Damaged, Self::Short, Self::ChildMoved];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Wrong => "wrong",
            Self::Damaged => "damaged",
            Self::Short => "short",
            Self::ChildMoved => "child_moved",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Choice {
    /// The donor is asked to send the right thing.
    Replace,
    /// Handed out as it is, with a note to the donor.
    Substitute,
    /// Goes to another child who wished for the same kind of thing.
    PassOn,
    /// Goes back to the donor; the wish opens again, or waits for the pool once claiming has ended.
    Return,
}

impl Choice {
    pub const ALL: [Self; 4] = [Self::Replace, Self::Substitute, Self::PassOn, Self::Return];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Replace => "replace",
            Self::Substitute => "substitute",
            Self::PassOn => "pass_on",
            Self::Return => "return",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.key() == key)
    }

    /// A child who has moved away gets neither a replacement nor a substitute.
    pub fn answers(self, kind: Kind) -> bool {
        kind != Kind::ChildMoved || matches!(self, Self::PassOn | Self::Return)
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "problem")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ProblemId,
    pub wish_id: WishId,
    pub claim_id: ClaimId,
    pub kind: Kind,
    pub remark: String,
    pub noted_by: AccountId,
    pub noted_at: DateTimeUtc,
    pub choice: Option<Choice>,
    pub choice_remark: Option<String>,
    pub passed_to: Option<WishId>,
    pub chosen_by: Option<AccountId>,
    pub chosen_at: Option<DateTimeUtc>,
    /// When the gift had come that left this wish by the choice, to be replaced or to another child; its claim has
    /// another time, or none, from then on.
    pub received_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// What is wrong, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub kind: String,
    pub remark: String,
}

/// Longest remark, in characters.
pub const REMARK: usize = 300;

impl Typed {
    fn read(&self) -> Result<(Kind, String)> {
        let mut refusals = Refusals::default();
        let kind = refusals.take(match self.kind.as_str() {
            "" => Err(Refusal::Missing(Field::Kind)),
            key => Kind::from_key(key).ok_or(Refusal::NotAChoice(Field::Kind)),
        });
        let remark = refusals.take(text::lines(Field::Remark, &self.remark, REMARK));
        let (Some(kind), Some(remark)) = (kind, remark) else { return Err(refusals.into()) };
        Ok((kind, remark))
    }
}

/// Notes a problem, before or after the receipt; one at a time for each gift.
pub async fn note(
    store: &Store,
    receiver: Receiver,
    code: &str,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<ProblemId> {
    let wish = known(store, receiver, code, now).await?;
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (kind, remark) = typed.read()?;
    let wish = locked(&txn, wish.id).await?;
    // Pressed twice: the first press may have been done while this one waited for the lock.
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    freetext::by_school(store, &txn, wish.school_id, Field::Remark, &remark).await?;
    let claim = promise(&txn, wish.id).await?.filter(|claim| claim.state != claim::State::Held);
    let claim = match wish.status {
        Status::Taken | Status::Received => claim.ok_or(Refusal::ClaimState)?,
        _ => return Err(Refusal::NotHere(wish.code).into()),
    };
    let row = ActiveModel {
        wish_id: Set(wish.id),
        claim_id: Set(claim.id),
        kind: Set(kind),
        remark: Set(remark),
        noted_by: Set(receiver.account()),
        noted_at: Set(now),
        ..Default::default()
    };
    let id = row.insert(&txn).await?.id;
    journal::note(&txn, receiver, Act::ProblemNoted, Subject("wish", wish.id.0), kind.key(), now).await?;
    form.keep(&txn, &id, now).await?;
    txn.commit().await?;
    Ok(id)
}

/// A problem beside the wish that it was noted at, whatever became of the gift since.
#[derive(Clone, Debug)]
pub struct Open {
    pub problem: Model,
    pub wish: wish::Model,
    pub school: String,
    /// The wish that it was passed on to.
    pub passed_to: Option<Code>,
    /// Whose gift it is, as that stands now.
    pub claim: claim::Model,
    /// The wish that has it now, where that is another.
    pub now_at: Option<Code>,
}

/// What the office has to choose about, longest waiting first.
pub async fn open(db: &impl ConnectionTrait, most: u64) -> Result<Vec<Open>> {
    let problems =
        Entity::find().filter(COLUMN.choice.is_null()).order_by_asc(COLUMN.noted_at).limit(most).all(db).await?;
    beside_gifts(db, problems).await
}

/// One problem that waits for the office.
pub async fn one(db: &impl ConnectionTrait, id: ProblemId) -> Result<Open> {
    let problem = Entity::find_by_id(id).filter(COLUMN.choice.is_null()).all(db).await?;
    Ok(beside_gifts(db, problem).await?.pop().ok_or(Refusal::NotFound)?)
}

/// One problem that is settled, with its wish; none: it waits, or there never was one.
pub async fn settled(db: &impl ConnectionTrait, id: ProblemId) -> Result<Option<Open>> {
    let problem = Entity::find_by_id(id).filter(COLUMN.choice.is_not_null()).all(db).await?;
    Ok(beside_gifts(db, problem).await?.pop())
}

/// Settled problems on a page.
pub const PAGE: usize = 25;

/// What is settled, newest first: a page of it, what comes before this one; with the number before which the next page
/// begins.
pub async fn all_settled(
    db: &impl ConnectionTrait,
    before: Option<ProblemId>,
) -> Result<(Vec<Open>, Option<ProblemId>)> {
    let mut query = Entity::find().filter(COLUMN.choice.is_not_null()).order_by_desc(COLUMN.id);
    if let Some(before) = before {
        query = query.filter(COLUMN.id.lt(before));
    }
    let mut problems = query.limit(u64::try_from(PAGE + 1).unwrap_or(u64::MAX)).all(db).await?;
    let more = problems.len() > PAGE;
    problems.truncate(PAGE);
    let next = problems.last().filter(|_| more).map(|last| last.id);
    Ok((beside_gifts(db, problems).await?, next))
}

async fn beside_gifts(db: &impl ConnectionTrait, problems: Vec<Model>) -> Result<Vec<Open>> {
    let claims: HashMap<ClaimId, claim::Model> = claim::Entity::find()
        .filter(claim::COLUMN.id.is_in(problems.iter().map(|problem| problem.claim_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|claim| (claim.id, claim))
        .collect();
    let named = problems.iter().flat_map(|problem| [Some(problem.wish_id), problem.passed_to]).flatten();
    let named = named.chain(claims.values().map(|claim| claim.wish_id));
    let wishes: HashMap<WishId, wish::Model> = wish::Entity::find()
        .filter(wish::COLUMN.id.is_in(named))
        .all(db)
        .await?
        .into_iter()
        .map(|wish| (wish.id, wish))
        .collect();
    let schools = school::Entity::find()
        .filter(school::COLUMN.id.is_in(wishes.values().map(|wish| wish.school_id)))
        .all(db)
        .await?;
    let beside = |problem: Model| {
        let wish = wishes.get(&problem.wish_id)?.clone();
        let school = schools.iter().find(|school| school.id == wish.school_id)?.name.clone();
        let code = |id: WishId| wishes.get(&id).map(|wish| wish.code.clone());
        let claim = claims.get(&problem.claim_id)?.clone();
        let (passed_to, now_at) = (problem.passed_to.and_then(code), code(claim.wish_id));
        let now_at = now_at.filter(|code| *code != wish.code);
        Some(Open { problem, wish, school, passed_to, claim, now_at })
    };
    Ok(problems.into_iter().filter_map(beside).collect())
}

/// The problem of this wish that waits for a choice.
pub(crate) async fn waiting(db: &impl ConnectionTrait, wish: WishId) -> Result<Option<Model>> {
    Ok(Entity::find().filter(COLUMN.wish_id.eq(wish)).filter(COLUMN.choice.is_null()).one(db).await?)
}

/// Closes the problem of a claim that has ended otherwise (withdrawn, released, lapsed), so that it stands
/// in nobody's list and does not bar the next gift for this wish. Call it where a claim ends.
pub(crate) async fn drop_with(txn: &Txn, claim: ClaimId, by: Option<AccountId>, now: Time) -> Result<()> {
    picture::destroy_with(txn, claim, now).await?;
    Entity::update_many()
        .col_expr(Column::Choice, Expr::value(Choice::Return))
        .col_expr(Column::ChosenBy, Expr::value(by))
        .col_expr(Column::ChosenAt, Expr::value(now))
        .filter(COLUMN.claim_id.eq(claim))
        .filter(COLUMN.choice.is_null())
        .exec(txn)
        .await?;
    Ok(())
}
