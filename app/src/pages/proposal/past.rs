//! What becomes of the wishes of a proposal that its reader does not claim: they open again for others, or the pool
//! fills those that nobody can claim any more.

use entity::{Time, county::County, wish::browse::PublicWish};

use crate::text::Text;

/// Of how many of the wishes claiming has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Past {
    Nothing,
    Some,
    All,
}

impl Past {
    pub fn of<'a>(county: &County, wishes: impl Iterator<Item = &'a PublicWish>, now: Time) -> Self {
        let takes_claims = |wish: &PublicWish| county.claimable(now).any(|phase| phase == wish.phase_id);
        let open: Vec<bool> = wishes.map(takes_claims).collect();
        match open.iter().filter(|is_open| !**is_open).count() {
            0 => Self::Nothing,
            past if past == open.len() => Self::All,
            _ => Self::Some,
        }
    }

    /// What a tick does, and none.
    pub fn choose(self, t: Text, is_of_wishes: bool) -> String {
        match (is_of_wishes, self) {
            (true, Self::All) => t.proposal_choose_to_pool().to_owned(),
            (true, _) => self.and_pool(t, t.proposal_choose().to_owned()),
            (false, _) => self.and_pool(t, t.proposal_choose_all().to_owned()),
        }
    }

    /// That the time is over. `is_soon`: what was held then waits for the clock's next turn.
    pub fn over(self, t: Text, (is_of_wishes, is_soon): (bool, bool), until: &str) -> String {
        let said = match (is_of_wishes, is_soon) {
            (true, _) if self == Self::All => return t.proposal_over_to_pool(until),
            (true, false) => t.proposal_over(until),
            (true, true) => t.proposal_over_soon(until),
            (false, false) => t.proposal_over_all(until),
            (false, true) => t.proposal_over_all_soon(until),
        };
        self.and_pool(t, said)
    }

    fn and_pool(self, t: Text, said: String) -> String {
        match self {
            Self::Nothing => said,
            Self::Some | Self::All => t.sentences(&[said, t.proposal_some_to_pool().to_owned()]),
        }
    }
}
