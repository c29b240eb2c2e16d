//! The office looks at each card before it goes out, the longest waiting first: whether somebody can be recognised,
//! and whether that was agreed to. Approved, it goes to its donor alone by letter; else back to the school.

use sea_orm::{
    PaginatorTrait, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait},
};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, Model, Shows, State, answered, find, list};
use crate::{
    Code, Day, Field, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    child::consent,
    claim, handout,
    id::{PhotoId, SchoolId, WishId},
    journal::{self, Act, Subject},
    outbox::{self, Letter, compose},
    phase, photo, school,
    store::{Txn, literal},
    text, wish,
};

/// Longest reason, in characters.
pub const REASON: usize = 200;

/// A card as an officer looks at it.
#[derive(Clone, Debug)]
pub struct Review {
    pub card: Model,
    pub photo: photo::Model,
    pub wish: wish::Model,
    pub school: school::Model,
    pub phase: phase::Model,
    pub handed_on: Day,
    /// Whether the guardian agreed to photos of the child.
    pub may_show_child: bool,
}

/// A card of the queue, for the list beside it.
#[derive(Clone, Debug)]
pub struct Queued {
    pub code: Code,
    pub item: String,
    pub school: String,
    pub made_at: Time,
}

/// How many cards wait for the office.
pub async fn waiting(db: &impl ConnectionTrait) -> Result<u64> {
    Ok(Entity::find().filter(is_waiting()).count(db).await?)
}

/// The card that has waited longest, or the next one after a wish whose card is passed over.
pub async fn next(db: &impl ConnectionTrait, officer: Officer, after: Option<WishId>) -> Result<Option<Review>> {
    let mut queue = Entity::find().filter(is_waiting()).order_by_asc(COLUMN.made_at).order_by_asc(COLUMN.wish_id);
    let passed = match after {
        Some(wish) => find(db, wish).await?,
        None => None,
    };
    if let Some(passed) = passed {
        let place = Expr::tuple([Expr::col(Column::MadeAt), Expr::col(Column::WishId)]);
        queue = queue.filter(place.gt(Expr::tuple([Expr::value(passed.made_at), Expr::value(passed.wish_id)])));
    }
    match queue.one(db).await? {
        Some(card) => of_card(db, officer, card).await.map(Some),
        None => Ok(None),
    }
}

/// The card of this wish, while it has a picture.
pub async fn of(db: &impl ConnectionTrait, officer: Officer, code: &Code) -> Result<Review> {
    let wish = wish::Entity::find().filter(wish::COLUMN.code.eq(code.clone())).one(db).await?;
    let card = match wish {
        Some(wish) => find(db, wish.id).await?,
        None => None,
    };
    of_card(db, officer, card.ok_or(Refusal::NotFound)?).await
}

/// The oldest cards that wait.
pub async fn queue(db: &impl ConnectionTrait, _officer: Officer, most: u64) -> Result<Vec<Queued>> {
    let cards = Entity::find().filter(is_waiting()).order_by_asc(COLUMN.made_at).order_by_asc(COLUMN.wish_id);
    let cards = cards.limit(most).all(db).await?;
    let wishes = wish::Entity::find().filter(wish::COLUMN.id.is_in(cards.iter().map(|card| card.wish_id)));
    let wishes = wishes.all(db).await?;
    let schools = school::Entity::find().filter(school::COLUMN.id.is_in(wishes.iter().map(|wish| wish.school_id)));
    let schools = schools.all(db).await?;
    let queued = |card: Model| {
        let wish = wishes.iter().find(|wish| wish.id == card.wish_id)?;
        let school = schools.iter().find(|school| school.id == wish.school_id)?;
        Some(Queued {
            code: wish.code.clone(),
            item: wish.item.clone(),
            school: school.name.clone(),
            made_at: card.made_at,
        })
    };
    Ok(cards.into_iter().filter_map(queued).collect())
}

async fn of_card(db: &impl ConnectionTrait, _officer: Officer, card: Model) -> Result<Review> {
    let photo = match card.photo_id {
        Some(id) => photo::bring::find(db, id).await?,
        None => None,
    };
    let wish = wish::Entity::find_by_id(card.wish_id).one(db).await?.ok_or(Refusal::NotFound)?;
    let consent = match wish.consent_id {
        Some(id) => consent::find(db, id).await?,
        None => None,
    };
    Ok(Review {
        photo: photo.ok_or(Refusal::NotFound)?,
        school: school::Entity::find_by_id(wish.school_id).one(db).await?.ok_or(Refusal::NotFound)?,
        phase: phase::find(db, wish.phase_id).await?,
        handed_on: list::handed_on(db, wish.id).await?.ok_or(Refusal::NotFound)?,
        may_show_child: consent.is_some_and(|consent| consent.stands() && consent.photo),
        card,
        wish,
    })
}

/// What the index `card_waiting` holds.
fn is_waiting() -> Expr {
    literal::is(Column::State, State::Submitted)
}

/// A judgement, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The picture that was looked at, by its number: the school may have brought another one meanwhile.
    pub photo: String,
    /// Who can be recognised: a [`Shows`] by its key.
    pub shows: String,
    /// Why it goes back.
    pub reason: String,
}

/// Approves a card and writes to its donor.
pub async fn approve(
    store: &Store,
    officer: Officer,
    code: &Code,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (wish, photo) = looked_at(&txn, None, code, &typed.photo).await?;
    let (claim, consent) = answered(&txn, &wish).await?;
    let shows = match typed.shows.as_str() {
        "" => return Err(Refusal::Missing(Field::Shows).into()),
        key => Shows::from_key(key).ok_or(Refusal::NotAChoice(Field::Shows))?,
    };
    if shows == Shows::Child && !consent.photo {
        return Err(Refusal::PhotoNotAgreed.into());
    }
    settle(&txn, officer, wish.id, (State::Approved, Some(shows), None), now).await?;
    journal::note(&txn, officer, Act::CardApproved, Subject("wish", wish.id.0), shows.key(), now).await?;
    tell_donor(store, &txn, &wish, &claim, photo, now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Sends a card back to its school with a reason.
pub async fn send_back(
    store: &Store,
    officer: Officer,
    code: &Code,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let reason = text::reason(&typed.reason, REASON)?;
    let (wish, _) = looked_at(&txn, None, code, &typed.photo).await?;
    settle(&txn, officer, wish.id, (State::Returned, None, Some(reason.clone())), now).await?;
    journal::note(&txn, officer, Act::CardReturned, Subject("wish", wish.id.0), code.as_str(), now).await?;
    for to in compose::teachers(&txn, wish.school_id).await? {
        let letter = Letter::CardReturned {
            name: to.name.clone(),
            code: wish.code.clone(),
            item: wish.item.clone(),
            reason: reason.clone(),
            phase: compose::phase_line(&txn, wish.phase_id, to.lang).await?,
        };
        outbox::post(store, &txn, &to, &letter, now).await?;
    }
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// The wish, locked, whose card still waits with the picture that was looked at. `school`: the only one whose card it
/// may be; none for the office.
pub(super) async fn looked_at(
    txn: &Txn,
    school: Option<SchoolId>,
    code: &Code,
    seen: &str,
) -> Result<(wish::Model, PhotoId)> {
    let wish = wish::within_reach(txn, school, code).await?;
    let card = find(txn, wish.id).await?.ok_or(Refusal::NotFound)?;
    let seen = seen.parse::<PhotoId>().ok();
    match card.photo_id {
        Some(photo) if card.state == State::Submitted && seen == Some(photo) => Ok((wish, photo)),
        _ => Err(Refusal::CardState.into()),
    }
}

async fn settle(
    txn: &Txn,
    officer: Officer,
    wish: WishId,
    (state, shows, reason): (State, Option<Shows>, Option<String>),
    now: Time,
) -> Result<()> {
    let settled = Entity::update_many()
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::Shows, Expr::value(shows))
        .col_expr(Column::Reason, Expr::value(reason))
        .col_expr(Column::JudgedBy, Expr::value(officer.account()))
        .col_expr(Column::JudgedAt, Expr::value(now))
        .filter(COLUMN.wish_id.eq(wish))
        .filter(COLUMN.state.eq(State::Submitted))
        .exec(txn)
        .await?;
    if settled.rows_affected == 1 { Ok(()) } else { Err(Refusal::CardState.into()) }
}

/// To the donor whose gift it answers, and to nobody else. The picture is put in when the letter is sent.
async fn tell_donor(
    store: &Store,
    txn: &Txn,
    wish: &wish::Model,
    claim: &claim::Model,
    photo: PhotoId,
    now: Time,
) -> Result<()> {
    let Some(to) = handout::donor(txn, claim).await? else { return Ok(()) };
    let letter = Letter::Card {
        name: to.name.clone(),
        gift: compose::gift(txn, wish, to.lang).await?,
        on: list::handed_on(txn, wish.id).await?.ok_or(Refusal::NotFound)?,
        photo,
        phase: compose::phase_line(txn, wish.phase_id, to.lang).await?,
    };
    outbox::post_once(store, txn, &to, &letter, Some(super::take_down::letter_of(photo)), now).await?;
    Ok(())
}
