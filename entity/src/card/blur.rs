//! The office's blur brush: a name or a face on a card that waits is burnt into the pixels before it goes out.
//!
//! The edge draws the picture anew in all its sizes; here it takes the old one's place, whose key is destroyed.

use sea_orm::{entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, State, review};
use crate::{
    Code, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    id::{PhotoId, WishId},
    journal::{self, Act, Subject},
    photo::{
        self, Purpose,
        area::{self, Area},
        bring,
    },
    store::Txn,
};

/// Where to blur, and on which picture: the school may have brought another one meanwhile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub photo: String,
    #[serde(flatten)]
    pub area: area::Typed,
}

/// The picture that is to be drawn anew, and where; none: this form was answered before.
pub async fn ask(
    store: &Store,
    _officer: Officer,
    code: &Code,
    typed: &Typed,
    form: &FormKey,
) -> Result<Option<(photo::Model, Vec<Area>)>> {
    let txn = store.write().await?;
    if form.answered::<()>(&txn).await?.is_some() {
        return Ok(None);
    }
    let areas = typed.area.areas()?;
    let (_, photo) = review::looked_at(&txn, code, &typed.photo).await?;
    let photo = bring::find(&txn, photo).await?.ok_or(Refusal::NotFound)?;
    Ok(Some((photo, areas)))
}

/// `drawn`: brought by the same officer just before, in place of the one that was looked at.
pub async fn replace(
    store: &Store,
    officer: Officer,
    code: &Code,
    typed: &Typed,
    drawn: PhotoId,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    in_its_place(store, (officer, Act::CardBlurred), (code, &typed.photo), drawn, form, now).await
}

/// The same for any act that has a picture drawn anew; `seen`: the one that was looked at.
pub(super) async fn in_its_place(
    store: &Store,
    (officer, act): (Officer, Act),
    (code, seen): (&Code, &str),
    drawn: PhotoId,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (wish, seen) = review::looked_at(&txn, code, seen).await?;
    bring::keep(&txn, drawn, Purpose::Card, wish.id.0, officer.account()).await?;
    exchange(&txn, wish.id, seen, drawn).await?;
    bring::erase(&txn, seen, now).await?;
    journal::note(&txn, officer, act, Subject("wish", wish.id.0), code.as_str(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

async fn exchange(txn: &Txn, wish: WishId, seen: PhotoId, drawn: PhotoId) -> Result<()> {
    let exchanged = Entity::update_many()
        .col_expr(Column::PhotoId, Expr::value(drawn))
        .filter(COLUMN.wish_id.eq(wish))
        .filter(COLUMN.photo_id.eq(seen))
        .filter(COLUMN.state.eq(State::Submitted))
        .exec(txn)
        .await?;
    if exchanged.rows_affected == 1 { Ok(()) } else { Err(Refusal::CardState.into()) }
}
