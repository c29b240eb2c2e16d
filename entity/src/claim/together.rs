//! Letters of one turn of the clock: whoever gives much gets one for all that it has to say alike, not twenty.

use crate::{outbox::Recipient, wish};

/// One reader, what it is about, and the wishes that this is said of.
pub(super) struct Together<About> {
    pub to: Recipient,
    pub about: About,
    pub wishes: Vec<wish::Model>,
}

impl<About: PartialEq> Together<About> {
    /// Puts the wish with the others of this reader, or begins a letter with it.
    pub fn add(letters: &mut Vec<Self>, to: Recipient, about: About, wish: wish::Model) {
        match letters.iter_mut().find(|letter| letter.is_for(&to, &about)) {
            Some(letter) => letter.wishes.push(wish),
            None => letters.push(Self { to, about, wishes: vec![wish] }),
        }
    }

    fn is_for(&self, to: &Recipient, about: &About) -> bool {
        self.to.account == to.account && self.to.email == to.email && self.about == *about
    }
}
