//! The office, or the school whose it is, turns a card that waits, so that its donor does not get it upside down.

use serde::Deserialize;

use super::redraw;
use crate::{
    Code, FormKey, Result, Store, Time,
    actor::Receiver,
    id::PhotoId,
    journal::Act,
    photo::{
        self,
        turn::{self, Way},
    },
};

/// Which way, and which picture: it may have been turned, or another one brought, meanwhile.
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
    who: Receiver,
    code: &Code,
    typed: &Typed,
    form: &FormKey,
) -> Result<Option<(photo::Model, Way)>> {
    let way = typed.turn.way().map_err(Into::into);
    redraw::ask(store, who, (code, &typed.photo), way, form).await
}

/// `drawn`: brought by the same hand just before, in place of the one that was looked at.
pub async fn replace(
    store: &Store,
    who: Receiver,
    code: &Code,
    typed: &Typed,
    drawn: PhotoId,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    redraw::replace(store, (who, Act::CardTurned), (code, &typed.photo), drawn, form, now).await
}
