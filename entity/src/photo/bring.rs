//! A picture comes in: first its row with a key of its own, then the edge writes the sealed files, then the act that
//! it is for keeps it, in the act's own transaction. What is never kept is swept away ([`super::sweep`]).

use sea_orm::{ActiveModelTrait, ActiveValue::Set, entity::prelude::*, sea_query::Expr};
use zeroize::Zeroizing;

use super::{ActiveModel, COLUMN, Column, Entity, Model, Purpose, State, TABLE};
use crate::{
    Refusal, Result, Store, Time,
    id::{AccountId, PhotoId},
    store::Txn,
};

/// The row of a picture that was found sound, before its files are written. `size`: of the large one, in pixels.
pub async fn begin(store: &Store, purpose: Purpose, by: AccountId, size: (u32, u32), now: Time) -> Result<Model> {
    let pixels = |side: u32| i32::try_from(side).unwrap_or(i32::MAX);
    let txn = store.write().await?;
    let row = ActiveModel {
        purpose: Set(purpose),
        file: Set(Some(store.dice.id())),
        width: Set(pixels(size.0)),
        height: Set(pixels(size.1)),
        state: Set(State::Brought),
        brought_by: Set(by),
        brought_at: Set(now),
        ..Default::default()
    };
    let id = row.insert(&txn).await?.id;
    let wrapped = store.keys.wrap(&store.dice, TABLE, id.0, &Zeroizing::new(store.dice.bytes()));
    let row = ActiveModel { id: Set(id), wrapped: Set(Some(wrapped)), ..Default::default() };
    let photo = row.update(&txn).await?;
    txn.commit().await?;
    Ok(photo)
}

/// The act it was brought for has come: only by who brought it, only once.
pub(crate) async fn keep(txn: &Txn, id: PhotoId, purpose: Purpose, subject: i64, by: AccountId) -> Result<()> {
    let kept = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Kept))
        .col_expr(Column::SubjectId, Expr::value(subject))
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.state.eq(State::Brought))
        .filter(COLUMN.purpose.eq(purpose))
        .filter(COLUMN.brought_by.eq(by))
        .exec(txn)
        .await?;
    if kept.rows_affected == 1 { Ok(()) } else { Err(Refusal::NotFound.into()) }
}

/// What was cut out of a photo turns out to show something: brought again, by whoever says so, to be kept as that.
pub(crate) async fn becomes(txn: &Txn, id: PhotoId, purpose: Purpose, by: AccountId) -> Result<()> {
    let changed = Entity::update_many()
        .col_expr(Column::Purpose, Expr::value(purpose))
        .col_expr(Column::State, Expr::value(State::Brought))
        .col_expr(Column::SubjectId, Expr::value(None::<i64>))
        .col_expr(Column::BroughtBy, Expr::value(by))
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.purpose.eq(Purpose::Piece))
        .filter(COLUMN.state.ne(State::Erased))
        .exec(txn)
        .await?;
    if changed.rows_affected == 1 { Ok(()) } else { Err(Refusal::NotFound.into()) }
}

/// Destroys its key: from the commit on nobody can open it, and the next sweep deletes the files.
pub(crate) async fn erase(txn: &Txn, id: PhotoId, now: Time) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Erased))
        .col_expr(Column::Wrapped, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::ErasedAt, Expr::value(now))
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.state.ne(State::Erased))
        .exec(txn)
        .await?;
    Ok(())
}

pub async fn find(db: &impl ConnectionTrait, id: PhotoId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}
