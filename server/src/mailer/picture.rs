//! The picture that a letter shows, opened when it is sent: what was taken down meanwhile does not go.

use entity::{
    Store,
    outbox::{self, Letter},
    photo::{Size, State, bring},
};

use super::{Mailer, post::Outcome};

impl Mailer {
    /// None: the letter shows no picture.
    pub(super) async fn picture(&self, store: &Store, row: &outbox::Model) -> Result<Option<Vec<u8>>, Outcome> {
        let Ok(Letter::Card { photo, .. }) = row.read() else { return Ok(None) };
        let later = |reason: &str| Outcome::Later(reason.to_owned());
        let photo = bring::find(store.read(), photo).await.map_err(|error| later(&error.to_string()))?;
        let Some(photo) = photo.filter(|photo| photo.state == State::Kept) else {
            return Err(Outcome::Never("the card was taken down".to_owned()));
        };
        let pictures = self.pictures.as_ref().ok_or_else(|| later("there is no folder of pictures"))?;
        match pictures.open(store, &photo, Size::Medium).await {
            Ok(Some(jpeg)) => Ok(Some(jpeg)),
            Ok(None) => Err(later("the file of the picture is not there")),
            Err(error) => Err(later(&error.to_string())),
        }
    }
}
