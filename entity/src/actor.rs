//! Who acts: the keys to the verbs. They are made only from a session, so a verb whose check was
//! forgotten does not compile.

mod written;

use crate::{
    Lang, Refusal,
    account::{self, Role},
    id::{AccountId, SchoolId, VillageId},
};

pub use written::Actor;

/// Somebody signed in; what they may do is asked of [`SignedIn::donor`] and its siblings.
#[derive(Clone, Debug)]
pub struct SignedIn {
    account: account::Model,
}

impl SignedIn {
    /// Only [`crate::session`] makes one, and [`crate::account`] where it has just proved who it is.
    pub(crate) const fn new(account: account::Model) -> Self {
        Self { account }
    }

    pub const fn account(&self) -> &account::Model {
        &self.account
    }

    pub const fn role(&self) -> Role {
        self.account.role
    }

    pub const fn lang(&self) -> Lang {
        self.account.lang
    }

    /// A donor with a verified address.
    pub fn donor(&self) -> Result<Donor, Refusal> {
        match (self.account.role, self.account.verified_at) {
            (Role::Donor, Some(_)) => Ok(Donor { account: self.account.id }),
            (Role::Donor, None) => Err(Refusal::VerifyFirst),
            _ => Err(Refusal::NotYours),
        }
    }

    /// Somebody of a school, for that school only.
    pub fn school(&self) -> Result<School, Refusal> {
        match (self.account.role, self.account.school_id) {
            (Role::School, Some(school)) => Ok(School { account: self.account.id, school }),
            _ => Err(Refusal::NotYours),
        }
    }

    /// Somebody of a village's committee, for that village only.
    pub fn village(&self) -> Result<Village, Refusal> {
        match (self.account.role, self.account.village_id) {
            (Role::Village, Some(village)) => Ok(Village { account: self.account.id, village }),
            _ => Err(Refusal::NotYours),
        }
    }

    /// An officer of the county office; an admin may do what an officer may.
    pub fn officer(&self) -> Result<Officer, Refusal> {
        match self.account.role {
            Role::Office | Role::Admin => Ok(Officer { account: self.account.id, role: self.account.role }),
            _ => Err(Refusal::NotYours),
        }
    }

    pub fn admin(&self) -> Result<Admin, Refusal> {
        match self.account.role {
            Role::Admin => Ok(Admin { account: self.account.id }),
            _ => Err(Refusal::NotYours),
        }
    }

    /// Who keeps households and plots: a village its own, the office all.
    pub fn keeper(&self) -> Result<Keeper, Refusal> {
        match self.village() {
            Ok(village) => Ok(Keeper::Village(village)),
            Err(_) => self.officer().map(Keeper::Office),
        }
    }

    /// Who may take in and hand out gifts: a school its own, the office's hub any.
    pub fn receiver(&self) -> Result<Receiver, Refusal> {
        match self.school() {
            Ok(school) => Ok(Receiver::School(school)),
            Err(_) => self.officer().map(Receiver::Office),
        }
    }
}

/// A donor who may claim.
#[derive(Clone, Copy, Debug)]
pub struct Donor {
    account: AccountId,
}

/// A school's teacher in charge.
#[derive(Clone, Copy, Debug)]
pub struct School {
    account: AccountId,
    school: SchoolId,
}

/// A village's committee.
#[derive(Clone, Copy, Debug)]
pub struct Village {
    account: AccountId,
    village: VillageId,
}

/// An officer.
#[derive(Clone, Copy, Debug)]
pub struct Officer {
    account: AccountId,
    role: Role,
}

/// An administrator of the installation.
#[derive(Clone, Copy, Debug)]
pub struct Admin {
    account: AccountId,
}

/// A school or the office: when gifts arrive, and when a card that waits is turned.
#[derive(Clone, Copy, Debug)]
pub enum Receiver {
    School(School),
    Office(Officer),
}

/// A village or the office, when it is about households and plots.
#[derive(Clone, Copy, Debug)]
pub enum Keeper {
    Village(Village),
    Office(Officer),
}

/// Who brings in a table of wishes: the school itself, or whoever runs the installation, at its command line.
#[derive(Clone, Copy, Debug)]
pub struct Importer {
    account: AccountId,
    school: SchoolId,
    is_operator: bool,
}

impl Donor {
    pub const fn account(self) -> AccountId {
        self.account
    }
}

impl School {
    pub const fn account(self) -> AccountId {
        self.account
    }

    pub const fn school(self) -> SchoolId {
        self.school
    }
}

impl Village {
    pub const fn account(self) -> AccountId {
        self.account
    }

    pub const fn village(self) -> VillageId {
        self.village
    }
}

impl Officer {
    pub const fn account(self) -> AccountId {
        self.account
    }

    /// Whose order the server carries out, after the session in which it was given.
    pub(crate) fn who_ordered(account: &account::Model) -> Result<Self, Refusal> {
        match account.role {
            role @ (Role::Office | Role::Admin) => Ok(Self { account: account.id, role }),
            _ => Err(Refusal::NotYours),
        }
    }

    pub(crate) const fn is_admin(self) -> bool {
        matches!(self.role, Role::Admin)
    }
}

impl Admin {
    pub const fn account(self) -> AccountId {
        self.account
    }

    /// What an officer may do.
    pub const fn officer(self) -> Officer {
        Officer { account: self.account, role: Role::Admin }
    }
}

impl Receiver {
    pub const fn account(self) -> AccountId {
        match self {
            Self::School(school) => school.account,
            Self::Office(officer) => officer.account,
        }
    }

    /// The only school whose gifts this is about; `None` for all.
    pub const fn school(self) -> Option<SchoolId> {
        match self {
            Self::School(school) => Some(school.school),
            Self::Office(_) => None,
        }
    }
}

impl Keeper {
    pub const fn account(self) -> AccountId {
        match self {
            Self::Village(village) => village.account,
            Self::Office(officer) => officer.account,
        }
    }

    /// The only village whose households this is about; `None` for all.
    pub const fn village(self) -> Option<VillageId> {
        match self {
            Self::Village(village) => Some(village.village),
            Self::Office(_) => None,
        }
    }
}

impl Importer {
    /// Only [`crate::import`] makes one that is not a school's own: from the command line, or from an import's row.
    pub(crate) const fn new(account: AccountId, school: SchoolId, is_operator: bool) -> Self {
        Self { account, school, is_operator }
    }

    /// Whose drafts they become.
    pub const fn account(self) -> AccountId {
        self.account
    }

    pub const fn school(self) -> SchoolId {
        self.school
    }

    pub(crate) const fn is_operator(self) -> bool {
        self.is_operator
    }
}

impl From<School> for Importer {
    fn from(school: School) -> Self {
        Self::new(school.account, school.school, false)
    }
}
