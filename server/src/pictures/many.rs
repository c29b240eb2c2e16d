//! One photo of many cards: the crate `cards` finds them, here they become pictures like any other. [`cut`] runs in the
//! confined child only.

use app::{AppError, site::CutCards};
use entity::{
    Refusal, Store, Time,
    card::piece::bring::Piece,
    id::AccountId,
    photo::{MOST_BYTES, Purpose, Unusable},
};
use image::DynamicImage;
use serde::{Deserialize, Serialize};

use super::{
    Pictures, Untaken,
    picture::{self, Sizes},
};
use crate::confined::{Failure, Work};

/// More stickers than these are not reported of one card.
const MOST_STICKERS: usize = 4;

/// One card in the child's answer: after the head, `length` bytes as [`Sizes::to_bytes`] writes them.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    says: Vec<String>,
    length: usize,
}

/// What the child answers to a photo: one line of heads, then the pictures one after another; or why there are none.
pub fn cut(photo: &[u8]) -> serde_json::Result<Vec<u8>> {
    let cards = match picture::decoded(photo) {
        Ok(photo) => cards::cards(&photo.into_rgb8()),
        Err(why) => {
            let mut answer = serde_json::to_vec(&Err::<Vec<Head>, _>(why))?;
            answer.push(b'\n');
            return Ok(answer);
        }
    };
    let (mut heads, mut pictures) = (Vec::new(), Vec::new());
    for card in cards {
        let Ok(sizes) = Sizes::draw(&DynamicImage::ImageRgb8(card.picture)) else { continue };
        let bytes = sizes.to_bytes()?;
        let says = card.says.into_iter().take(MOST_STICKERS).collect();
        heads.push(Head { says, length: bytes.len() });
        pictures.extend_from_slice(&bytes);
    }
    let mut answer = serde_json::to_vec(&Ok::<_, Unusable>(heads))?;
    answer.push(b'\n');
    answer.append(&mut pictures);
    Ok(answer)
}

/// The parent's side of [`cut`].
fn answered(answer: &[u8]) -> Result<Vec<(Vec<String>, Sizes)>, Unusable> {
    let end = answer.iter().position(|&byte| byte == b'\n').ok_or(Unusable::Damaged)?;
    let (heads, rest) = answer.split_at(end);
    let heads: Result<Vec<Head>, Unusable> = serde_json::from_slice(heads).map_err(|_| Unusable::Damaged)?;
    let mut rest = &rest[1..];
    let mut cards = Vec::new();
    for head in heads?.into_iter().take(cards::MOST) {
        let (this, after) = rest.split_at_checked(head.length).ok_or(Unusable::Damaged)?;
        cards.push((head.says, picture::answered(this)?));
        rest = after;
    }
    Ok(cards)
}

impl Pictures {
    /// The cards of a photo, each a row and sealed files of its own, to be kept within the hour.
    pub async fn cut_cards(
        &self,
        store: &Store,
        by: AccountId,
        photo: &[u8],
        now: Time,
    ) -> Result<Vec<Piece>, AppError> {
        let cards = self.cut(photo).await.map_err(Refusal::Picture)?;
        if cards.is_empty() {
            return Err(Refusal::NoCards.into());
        }
        let mut pieces = Vec::with_capacity(cards.len());
        for (says, sizes) in cards {
            let photo = self.put(store, Purpose::Piece, by, &sizes, now).await.map_err(Untaken::told)?;
            pieces.push(Piece { photo, says });
        }
        Ok(pieces)
    }

    async fn cut(&self, photo: &[u8]) -> Result<Vec<(Vec<String>, Sizes)>, Unusable> {
        if photo.is_empty() {
            return Err(Unusable::Empty);
        }
        if photo.len() > MOST_BYTES {
            return Err(Unusable::TooBig);
        }
        picture::kind(photo)?;
        let answer = self.confined.run(Work::Cards, photo).await.map_err(|failure| match failure {
            Failure::TimedOut | Failure::NotStarted => Unusable::TimedOut,
            Failure::TooHeavy => Unusable::TooManyPixels,
            Failure::Fell => Unusable::Damaged,
        })?;
        answered(&answer)
    }

    /// [`Pictures::cut_cards`], for the pages.
    pub fn cutter(&self, store: &Store) -> CutCards {
        let (pictures, store) = (self.clone(), store.clone());
        Box::new(move |by, photo, now| {
            let (pictures, store) = (pictures.clone(), store.clone());
            Box::pin(async move { pictures.cut_cards(&store, by, &photo, now).await })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{answered, cut};

    #[test]
    fn what_the_child_says_is_what_the_parent_hears() {
        assert!(answered(&cut(b"no photo at all").unwrap()).is_err());
        assert!(answered(b"").is_err());
        assert!(answered(b"{\"Ok\":[{\"says\":[],\"length\":9000}]}\nshort").is_err());
        assert!(answered(b"{\"Ok\":[]}\n").unwrap().is_empty());
    }
}
