//! What is wrong with a line, or worth a look. Holds no value of the table, so that it may be kept and shown.

use crate::{Field, Refusal, error::Personal};

macro_rules! kinds {
    ($($name:ident = $key:literal, $field:ident;)+) => {
        /// What is wrong, in the word that the command's answer has for it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Kind { $($name),+ }

        impl Kind {
            pub const ALL: &[Self] = &[$(Self::$name),+];

            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),+ }
            }

            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.key() == key)
            }

            /// The field in which it usually stands.
            pub(super) const fn field(self) -> Field {
                match self { $(Self::$name => Field::$field),+ }
            }
        }
    };
}

kinds! {
    // The line cannot become a wish.
    MissingName = "missing_name", ChildName;
    DuplicateChild = "duplicate_child", ChildName;
    DuplicateInPhase = "duplicate_in_phase", ChildName;
    MissingBirth = "missing_birth", BirthDate;
    BadBirth = "bad_birth", BirthDate;
    Feb29 = "feb29", BirthDate;
    FutureBirth = "future_birth", BirthDate;
    TwoBirthdays = "two_birthdays", BirthDate;
    MissingGrade = "missing_grade", Grade;
    BadGrade = "bad_grade", Grade;
    BadGender = "bad_gender", Gender;
    MissingItem = "missing_item", Item;
    PhoneInItem = "pii_phone_in_item", Item;
    IdentityInItem = "pii_id_in_item", Item;
    EmailInItem = "pii_email_in_item", Item;
    AccountInItem = "pii_account_in_item", Item;
    NameInItem = "pii_name_in_item", Item;
    GuardianInItem = "pii_guardian_in_item", Item;
    VillageInItem = "pii_village_in_item", Item;
    MissingPrice = "missing_price", Price;
    BadPrice = "bad_price", Price;
    PriceZero = "price_zero", Price;
    PriceOverCap = "price_over_cap", Price;
    NoConsent = "no_consent", FormNo;
    BadConsentDate = "bad_consent_date", GivenOn;
    FutureConsent = "future_consent", GivenOn;
    ConsentBeforeBirth = "consent_before_birth", GivenOn;
    GuardianIsChild = "guardian_is_child", Guardian;
    PictureInName = "picture_in_name", ChildName;
    NoWords = "no_words", Item;
    TooLong = "too_long", Item;
    Invisible = "invisible", Item;
    // The line becomes a draft all the same.
    MissingSpecification = "missing_specification", Specification;
    MissingGuardian = "missing_guardian", Guardian;
    MissingGender = "missing_gender", Gender;
    UnknownCategory = "unknown_category", Category;
    UnusualAge = "unusual_age", BirthDate;
    EarlierPhase = "earlier_phase", ChildName;
}

impl Kind {
    /// Only worth a look: the line is taken.
    pub const fn is_note(self) -> bool {
        matches!(
            self,
            Self::MissingSpecification
                | Self::MissingGuardian
                | Self::MissingGender
                | Self::UnknownCategory
                | Self::UnusualAge
                | Self::EarlierPhase
        )
    }
}

/// One thing about one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// As the spreadsheet program numbers it.
    pub row: u32,
    pub field: Field,
    /// The column's heading in the table; empty where it has none.
    pub column: String,
    pub kind: Kind,
    /// The other line, the phase's number, the most characters, the cap in fen: whatever the sentence needs.
    pub about: Option<i64>,
}

/// What the rules for typed text say, as a kind.
pub(super) fn of_refusal(refusal: &Refusal) -> (Kind, Option<i64>) {
    match refusal {
        Refusal::TooLong(_, most) => (Kind::TooLong, i64::try_from(*most).ok()),
        Refusal::Missing(Field::ChildName) => (Kind::MissingName, None),
        Refusal::Missing(Field::Item) => (Kind::MissingItem, None),
        Refusal::NoWords(_) => (Kind::NoWords, None),
        Refusal::PictureInName(_) => (Kind::PictureInName, None),
        Refusal::Personal(_, what) => (of_personal(what), None),
        _ => (Kind::Invisible, None),
    }
}

const fn of_personal(what: &Personal) -> Kind {
    match what {
        Personal::Phone => Kind::PhoneInItem,
        Personal::IdentityNumber => Kind::IdentityInItem,
        Personal::Email => Kind::EmailInItem,
        Personal::Account => Kind::AccountInItem,
        Personal::PupilName => Kind::NameInItem,
        Personal::GuardianName => Kind::GuardianInItem,
        Personal::Village(_) => Kind::VillageInItem,
    }
}
