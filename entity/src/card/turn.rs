//! The office turns a card that waits, so that its donor does not get it upside down.
//!
//! The edge draws the picture anew, as it does for the [blur brush](super::blur).

use serde::Deserialize;

use super::{blur, review};
use crate::{
    Code, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    id::PhotoId,
    journal::Act,
    photo::{
        self, bring,
        turn::{self, Way},
    },
};

/// Which way, and which picture: the school may have brought another one meanwhile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub photo: String,
    #[serde(flatten)]
    pub turn: turn::Typed,
}

/// The picture that is to be drawn anew, and how; none: this form was answered before.
pub async fn ask(
    store: &Store,
    _officer: Officer,
    code: &Code,
    typed: &Typed,
    form: &FormKey,
) -> Result<Option<(photo::Model, Way)>> {
    let txn = store.write().await?;
    if form.answered::<()>(&txn).await?.is_some() {
        return Ok(None);
    }
    let way = typed.turn.way()?;
    let (_, photo) = review::looked_at(&txn, code, &typed.photo).await?;
    let photo = bring::find(&txn, photo).await?.ok_or(Refusal::NotFound)?;
    Ok(Some((photo, way)))
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
    blur::in_its_place(store, (officer, Act::CardTurned), (code, &typed.photo), drawn, form, now).await
}
