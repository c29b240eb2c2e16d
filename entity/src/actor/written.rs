//! Who stands in the journal: a role and an account, of every key there is.

use super::{Admin, Donor, Importer, Keeper, Officer, Receiver, School, SignedIn, Village};
use crate::{account, id::AccountId};

/// Who stands in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    pub role: &'static str,
    pub account: Option<AccountId>,
}

impl Actor {
    /// A time-out, a reminder, the seed.
    pub const CLOCK: Self = Self { role: "clock", account: None };
    /// Whoever runs the installation, at its command line.
    pub const OPERATOR: Self = Self { role: "operator", account: None };
    /// Somebody without an account.
    pub const VISITOR: Self = Self { role: "visitor", account: None };

    /// Somebody acting on their own account.
    pub const fn of(account: &account::Model) -> Self {
        Self { role: account.role.key(), account: Some(account.id) }
    }
}

impl From<&SignedIn> for Actor {
    fn from(person: &SignedIn) -> Self {
        Self::of(&person.account)
    }
}

impl From<Donor> for Actor {
    fn from(donor: Donor) -> Self {
        Self { role: "donor", account: Some(donor.account) }
    }
}

impl From<School> for Actor {
    fn from(school: School) -> Self {
        Self { role: "school", account: Some(school.account) }
    }
}

impl From<Village> for Actor {
    fn from(village: Village) -> Self {
        Self { role: "village", account: Some(village.account) }
    }
}

impl From<Importer> for Actor {
    fn from(importer: Importer) -> Self {
        if importer.is_operator {
            return Self::OPERATOR;
        }
        Self { role: "school", account: Some(importer.account) }
    }
}

impl From<Officer> for Actor {
    fn from(officer: Officer) -> Self {
        Self { role: officer.role.key(), account: Some(officer.account) }
    }
}

impl From<Admin> for Actor {
    fn from(admin: Admin) -> Self {
        Self { role: "admin", account: Some(admin.account) }
    }
}

impl From<Receiver> for Actor {
    fn from(receiver: Receiver) -> Self {
        match receiver {
            Receiver::School(school) => school.into(),
            Receiver::Office(officer) => officer.into(),
        }
    }
}

impl From<Keeper> for Actor {
    fn from(keeper: Keeper) -> Self {
        match keeper {
            Keeper::Village(village) => village.into(),
            Keeper::Office(officer) => officer.into(),
        }
    }
}
