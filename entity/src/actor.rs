//! Who acts: the keys to the verbs. They are made only from a session, so a verb whose check was
//! forgotten does not compile.

use crate::{
    Lang, Refusal,
    account::{self, Role},
    id::{AccountId, SchoolId},
};

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

/// A school or the office's hub, when gifts arrive.
#[derive(Clone, Copy, Debug)]
pub enum Receiver {
    School(School),
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

impl Officer {
    pub const fn account(self) -> AccountId {
        self.account
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
