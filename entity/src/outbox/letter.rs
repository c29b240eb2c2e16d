//! The kinds of letters, each with what it needs to be written. No child's name, ever; links by number.

mod problem;

use serde::{Deserialize, Serialize};

use crate::{Code, Day, Fen, Lang, Time, grade::GradeBand, wish::Category};

pub use problem::{ProblemChoice, ProblemKind};

/// A gift as a letter may show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gift {
    pub code: Code,
    pub category: Category,
    pub item: String,
    pub specification: String,
    pub grade_band: GradeBand,
    pub price: Fen,
    /// The school's public alias in the letter's language.
    pub school: String,
    pub township: String,
}

impl Gift {
    /// The school and its township; most aliases name the township themselves.
    pub fn place(&self, lang: Lang) -> String {
        if self.school.contains(&self.township) {
            return self.school.clone();
        }
        lang.pick(format!("{}{}", self.township, self.school), format!("{}, {}", self.school, self.township))
    }
}

/// Where a confirmed gift is sent: the real name and address, for this donor's eyes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    pub school: String,
    pub address: String,
    pub contact: String,
    pub phone: String,
}

/// The phase and who answers for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseLine {
    pub number: i32,
    pub title: String,
    pub organiser: String,
}

/// One line of a list of things that wait on somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StuckLine {
    /// `review`, `note`, `problem`, `question`, `late_gift`, `hand_out`, `dead_letter`
    pub kind: String,
    /// The school's alias, where one is meant.
    pub whom: String,
    pub count: u32,
    pub since: Time,
}

/// One officer's looks at real names for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookLine {
    /// Who looked: a member of staff.
    pub who: String,
    /// A [`crate::child::look::Reason`] by its key.
    pub reason: String,
    pub looks: u64,
    pub names: u64,
}

/// One letter. `name` is how its reader is addressed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Letter {
    /// To a new account: is this your address? `link`: [`crate::link::Kind::Verify`].
    VerifyAddress {
        name: String,
        link: String,
        expires_at: Time,
    },
    /// The sign-in link that was asked for.
    SignInLink {
        name: String,
        link: String,
        expires_at: Time,
    },
    /// Somebody tried to sign up with an address that has an account: the way in.
    AlreadyHere {
        name: String,
        link: String,
        expires_at: Time,
    },
    ResetPassword {
        name: String,
        link: String,
        expires_at: Time,
    },
    /// The office invites a school (`school`: its real name) or an officer.
    Invitation {
        name: String,
        school: Option<String>,
        link: String,
        expires_at: Time,
    },
    /// A visitor's hold: confirm by the link until then.
    HoldReceived {
        name: String,
        gifts: Vec<Gift>,
        link: String,
        held_until: Time,
        phase: PhaseLine,
    },
    /// What to buy, where to send it, by when; the tag is attached as PDF.
    ClaimConfirmed {
        name: String,
        gifts: Vec<(Gift, Delivery)>,
        give_by: Day,
        phase: PhaseLine,
    },
    /// `days` until the give-by day; 0 = today, less: it has passed, and the days of grace run.
    Reminder {
        name: String,
        gift: Gift,
        give_by: Day,
        days: i64,
        phase: PhaseLine,
    },
    /// The hold or the claim ended by the clock. `was_hold`: it was never confirmed.
    Lapsed {
        name: String,
        gift: Gift,
        was_hold: bool,
        phase: PhaseLine,
    },
    /// The donor gave it back.
    Released {
        name: String,
        gift: Gift,
        phase: PhaseLine,
    },
    /// The office ended it or the wish was withdrawn. `reason` is written for the donor.
    Cancelled {
        name: String,
        gift: Gift,
        reason: String,
        phase: PhaseLine,
    },
    /// The gift arrived and passed the check list.
    Received {
        name: String,
        gift: Gift,
        on: Day,
        hand_out_on: Option<Day>,
        phase: PhaseLine,
    },
    /// What the office chose to do about a problem. `remark` is written for the donor.
    ProblemChoice {
        name: String,
        gift: Gift,
        problem: ProblemKind,
        choice: ProblemChoice,
        remark: String,
        give_by: Option<Day>,
        phase: PhaseLine,
    },
    /// **The heart of the product.** `phase_total`: children of this phase who have their gift; `phase_schools`: at how many schools.
    /// `card_days`: when the child's card is due; none where the guardian did not agree to one.
    HandedOut {
        name: String,
        gift: Gift,
        on: Day,
        by_guardian: bool,
        phase_total: u64,
        phase_schools: u64,
        card_days: Option<i32>,
        phase: PhaseLine,
    },
    /// The school's answer to a question about a substitute.
    SubstitutionAnswered {
        name: String,
        gift: Gift,
        question: String,
        yes: bool,
        remark: String,
        phase: PhaseLine,
    },
    /// The office will not let the note travel; `reason` is written for the donor.
    NoteRefused {
        name: String,
        gift: Gift,
        reason: String,
        phase: PhaseLine,
    },
    /// To the school: mend this wish. The wish is named by its code.
    WishReturned {
        name: String,
        code: Code,
        item: String,
        reason: String,
        phase: PhaseLine,
    },
    /// To the school: these wishes were approved.
    BatchApproved {
        name: String,
        wishes: Vec<(Code, String)>,
        phase: PhaseLine,
    },
    /// To the school: a donor asks about a substitute.
    SubstitutionAsked {
        name: String,
        code: Code,
        item: String,
        question: String,
        phase: PhaseLine,
    },
    /// To the school: parcels on their way. Each with code, item, carrier and number or drop-off day.
    ParcelsExpected {
        name: String,
        parcels: Vec<(Code, String, String)>,
        phase: PhaseLine,
    },
    /// To the school: these gifts have waited for their hand-out since `since`.
    HandOutDue {
        name: String,
        count: u32,
        since: Day,
        phase: PhaseLine,
    },
    /// To those on the waiting list: wishes are open (again). Can be declined.
    WaitingDigest {
        name: String,
        gifts: Vec<Gift>,
        open: u64,
        phase: PhaseLine,
    },
    /// To the office: what waits on whom.
    StuckList {
        name: String,
        lines: Vec<StuckLine>,
    },
    /// To the administrators: who looked at how many real names in the month that is over. `month`: its first day.
    LooksReported {
        name: String,
        month: Day,
        lines: Vec<LookLine>,
        school_looks: u64,
        school_names: u64,
    },
    /// To the office: after this day the records of so many children are erased.
    KeepingEnds {
        name: String,
        children: u64,
        until: Day,
        phase: PhaseLine,
    },
    /// To the contact of an organisation that may begin: its public address, and how many gifts may be on the way.
    OrganisationApproved {
        name: String,
        organisation: String,
        slug: String,
        limit: i32,
    },
    /// To whoever reported a page, with the report's number.
    PageReportAnswered {
        name: String,
        number: i64,
        on: Day,
        answer: String,
    },
}

impl Letter {
    /// The folder under `server/mail/`, and what the office's list calls it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::VerifyAddress { .. } => "verify_address",
            Self::SignInLink { .. } => "sign_in_link",
            Self::AlreadyHere { .. } => "already_here",
            Self::ResetPassword { .. } => "reset_password",
            Self::Invitation { .. } => "invitation",
            Self::HoldReceived { .. } => "hold_received",
            Self::ClaimConfirmed { .. } => "claim_confirmed",
            Self::Reminder { .. } => "reminder",
            Self::Lapsed { .. } => "lapsed",
            Self::Released { .. } => "released",
            Self::Cancelled { .. } => "cancelled",
            Self::Received { .. } => "received",
            Self::ProblemChoice { .. } => "problem_choice",
            Self::HandedOut { .. } => "handed_out",
            Self::SubstitutionAnswered { .. } => "substitution_answered",
            Self::NoteRefused { .. } => "note_refused",
            Self::WishReturned { .. } => "wish_returned",
            Self::BatchApproved { .. } => "batch_approved",
            Self::SubstitutionAsked { .. } => "substitution_asked",
            Self::ParcelsExpected { .. } => "parcels_expected",
            Self::HandOutDue { .. } => "hand_out_due",
            Self::WaitingDigest { .. } => "waiting_digest",
            Self::StuckList { .. } => "stuck_list",
            Self::LooksReported { .. } => "looks_reported",
            Self::KeepingEnds { .. } => "keeping_ends",
            Self::OrganisationApproved { .. } => "organisation_approved",
            Self::PageReportAnswered { .. } => "page_report_answered",
        }
    }

    /// Whether the reader may decline such letters; all others are a duty (feedback to donors is one by law).
    pub const fn can_be_declined(&self) -> bool {
        matches!(self, Self::WaitingDigest { .. })
    }
}
