//! The office's blur brush: a name or a face on a card that waits is burnt into the pixels before it goes out.

use serde::Deserialize;

use super::redraw;
use crate::{
    Code, FormKey, Result, Store, Time,
    actor::{Officer, Receiver},
    id::PhotoId,
    journal::Act,
    photo::{
        self,
        area::{self, Area},
    },
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
    officer: Officer,
    code: &Code,
    typed: &Typed,
    form: &FormKey,
) -> Result<Option<(photo::Model, Vec<Area>)>> {
    redraw::ask(store, Receiver::Office(officer), (code, &typed.photo), typed.area.areas(), form).await
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
    let by = (Receiver::Office(officer), Act::CardBlurred);
    redraw::replace(store, by, (code, &typed.photo), drawn, form, now).await
}
