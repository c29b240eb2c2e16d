//! Wishes that donors gave back lately, and are not asked for again so soon. The matching knows only what an offer
//! lets pass: so these wishes get a category of their own, which everybody's offers name but those of whoever gave them
//! back.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{
    capacity::{Standing, given_back::GivenBack},
    left_over::Filters,
    summary::count,
};
use crate::{
    id::AccountId,
    matching::{
        assign::Wish,
        open::{Class, Entry},
    },
    wish::Category,
};

/// The categories that were added.
#[derive(Default)]
pub(super) struct Withheld {
    /// The number of the first; the others follow.
    first: u64,
    /// What each is in truth, and who gave it back.
    added: Vec<(u64, BTreeSet<AccountId>)>,
    /// How long the one has waited that waits longest, of what each gave back.
    longest: HashMap<AccountId, u32>,
}

impl Withheld {
    /// Gives the wishes their own categories, but only where an offer of those who gave them back would fit: what
    /// nobody would be asked for again needs none. `phases`: how many the round is over.
    pub fn of(
        phases: usize,
        (open, wishes): (&[(Class, Entry)], &mut [Wish]),
        standing: &[Standing],
        given_back: &GivenBack,
    ) -> Self {
        let mut withheld = Self { first: count(phases.max(1) * Category::ALL.len()), ..Self::default() };
        let mut offers: HashMap<AccountId, Vec<Filters>> = HashMap::new();
        for one in standing.iter().filter(|one| one.count > 0) {
            offers.entry(one.offer.account_id).or_default().push(Filters::of(one));
        }
        let would_fit = |account: &AccountId, class: &Class, wish: &Wish| {
            offers.get(account).is_some_and(|own| own.iter().any(|one| one.let_pass(class, wish)))
        };
        let accounts: HashSet<AccountId> = offers.keys().copied().collect();
        let mut given_back = given_back.wishes(&accounts);
        let mut known: HashMap<(u64, BTreeSet<AccountId>), u64> = HashMap::new();
        for ((class, entry), wish) in open.iter().zip(wishes) {
            let Some(mut by) = given_back.remove(&entry.id) else { continue };
            by.retain(|account| would_fit(account, class, wish));
            if by.is_empty() {
                continue;
            }
            for account in &by {
                let longest = withheld.longest.entry(*account).or_default();
                *longest = wish.waiting_days.max(*longest);
            }
            let next = withheld.first + count(withheld.added.len());
            wish.category = *known.entry((wish.category, by)).or_insert_with_key(|kind| {
                withheld.added.push(kind.clone());
                next
            });
        }
        withheld
    }

    /// Of these categories, the added ones that this account may be asked for.
    pub fn besides(&self, account: AccountId, kinds: &[u64]) -> Vec<u64> {
        let may = |(of, by): &(u64, BTreeSet<AccountId>)| kinds.contains(of) && !by.contains(&account);
        (self.first..).zip(&self.added).filter(|&(_, added)| may(added)).map(|(kind, _)| kind).collect()
    }

    /// Whether anything is withheld from this account.
    pub fn is_from(&self, account: AccountId) -> bool {
        self.longest.contains_key(&account)
    }

    /// Whether something is that has waited longer.
    pub fn waits_longer(&self, account: AccountId, days: u32) -> bool {
        self.longest.get(&account).is_some_and(|longest| *longest > days)
    }

    /// Who gave the wish back and would be asked for it otherwise.
    pub fn by(&self, wish: &Wish) -> Option<&BTreeSet<AccountId>> {
        let place = usize::try_from(wish.category.checked_sub(self.first)?).ok()?;
        self.added.get(place).map(|(_, by)| by)
    }
}
