//! The kinds of letters, each with what it needs to be written. No child's name, ever; links by number.

mod plot;
mod problem;
mod returned;

use serde::{Deserialize, Serialize};

use crate::{
    Code, Day, Fen, Lang, Time, elder,
    grade::GradeBand,
    id::{DisclosureId, FundId, OfferId, PhotoId},
    matching::Kind,
    payment::PayCode,
    plot::{Mode, unsow, weigh_again::Reason},
    report::Season,
    wish::Category,
};

pub use plot::{AdoptionLine, PlotLine, ShortLine};
pub use problem::{ProblemChoice, ProblemKind};
pub use returned::{StillDue, WhyKept, WhyReturned};

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
    pub fn place(&self, lang: Lang) -> String {
        place(&self.school, &self.township, lang)
    }
}

/// The school by its public alias and its township; most aliases name the township themselves.
pub fn place(school: &str, township: &str, lang: Lang) -> String {
    if school.contains(township) {
        return school.to_owned();
    }
    lang.pick(format!("{township}{school}"), format!("{school}, {township}"))
}

/// Where a confirmed gift is sent: the real name and address, for this donor's eyes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    pub school: String,
    pub address: String,
    pub contact: String,
    pub phone: String,
}

/// A standing offer as its donor reads it. An empty list stands for any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferLine {
    pub number: OfferId,
    /// None: an older letter, of wishes.
    #[serde(default)]
    pub kinds: Vec<Kind>,
    pub max_count: i32,
    #[serde(default)]
    pub max_shares: Option<i32>,
    #[serde(default)]
    pub for_funds: Option<Fen>,
    /// For all its wishes together.
    pub budget: Option<Fen>,
    /// For one wish.
    pub max_price: Option<Fen>,
    pub categories: Vec<Category>,
    /// Townships, then schools by their public aliases.
    pub places: Vec<String>,
    /// First and last.
    pub grades: (i32, i32),
    pub valid_until: Day,
    /// For which organisation.
    pub organisation: Option<String>,
}

/// The phase and who answers for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseLine {
    pub number: i32,
    pub title: String,
    pub organiser: String,
}

/// What money is for, and the code it is known by at the bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentLine {
    pub code: PayCode,
    pub what: String,
    pub organiser: String,
    /// A family's duty, which no letter calls a donation.
    pub is_family: bool,
}

/// A fund and who answers for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundLine {
    pub number: i64,
    pub title: String,
    pub organiser: String,
}

/// A sum for a fund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SumLine {
    pub amount: Fen,
    pub fund: FundLine,
}

/// How much of a proposal's lists, in their order, is given in one name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiverLine {
    /// Of the organisation whose contact the reader is; none: the reader's own.
    pub organisation: Option<String>,
    pub gifts: usize,
    pub adoptions: usize,
    pub funds: usize,
}

/// What a disclosure report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportOf {
    Season(Season),
    Fund(FundId),
}

/// A published disclosure report, and who answers for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportLine {
    pub of: ReportOf,
    pub id: DisclosureId,
    /// Of what it is about.
    pub title: String,
    pub organiser: String,
}

/// One line of a list of things that wait on somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StuckLine {
    /// A [`crate::handout::stuck::Kind`] by its key.
    pub kind: String,
    /// The school's real name, where one is meant: the office alone reads it.
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
    /// The office invites a school (`school`: its real name), a village or an officer.
    Invitation {
        name: String,
        school: Option<String>,
        #[serde(default)]
        village: Option<String>,
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
    /// What to buy, where to send it, by when; the tag is attached as PDF. `grace`: days after that until the claim
    /// lapses; 0 in an older letter, and not told. `to_pool`: after those days nobody else can claim the wish.
    ClaimConfirmed {
        name: String,
        gifts: Vec<(Gift, Delivery)>,
        give_by: Day,
        #[serde(default)]
        grace: i32,
        #[serde(default)]
        to_pool: bool,
        phase: PhaseLine,
    },
    /// `days` until the give-by day; 0 = today, less: it has passed, and the days of `grace` run. `more`: of the same
    /// phase, due on the same day. `to_pool`: after those days nobody else can claim it.
    Reminder {
        name: String,
        gift: Gift,
        #[serde(default)]
        more: Vec<Gift>,
        give_by: Day,
        days: i64,
        #[serde(default)]
        grace: i32,
        #[serde(default)]
        to_pool: bool,
        phase: PhaseLine,
    },
    /// Holds or claims ended by the clock: one, and `more` of the same phase that ended with it. `was_hold`: they were
    /// never confirmed. `to_pool`: claiming has ended, so nobody else can claim them.
    Lapsed {
        name: String,
        gift: Gift,
        #[serde(default)]
        more: Vec<Gift>,
        was_hold: bool,
        #[serde(default)]
        to_pool: bool,
        phase: PhaseLine,
    },
    /// The donor gave it back. `to_pool`: claiming has ended, so nobody else can claim it.
    Released {
        name: String,
        gift: Gift,
        #[serde(default)]
        to_pool: bool,
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
    /// What the office chose to do about a problem. `remark` is written for the donor. `was`: the code under which a
    /// gift was sent that now is for another wish, this one.
    ProblemChoice {
        name: String,
        gift: Gift,
        #[serde(default)]
        was: Option<Code>,
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
    /// The child's thank-you card, for the donor alone; the picture goes with it. `on`: the day of the hand-out.
    Card {
        name: String,
        gift: Gift,
        on: Day,
        photo: PhotoId,
        phase: PhaseLine,
    },
    /// To the school: this card cannot go out as it is.
    CardReturned {
        name: String,
        code: Code,
        item: String,
        reason: String,
        phase: PhaseLine,
    },
    /// To a donor who may have a card that was taken down: please delete it. Why is not said.
    CardRecalled {
        name: String,
        gift: Gift,
        phase: PhaseLine,
    },
    /// To the school: the office took this card back from its donor; another one may be brought.
    CardToRedo {
        name: String,
        code: Code,
        item: String,
        reason: String,
        phase: PhaseLine,
    },
    /// To the school: so many cards are due on that day, in `days`; less than nought: so long ago.
    CardsDue {
        name: String,
        count: u32,
        due: Day,
        days: i64,
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
    /// To the school: these wishes were approved. `is_public`: donors see them already, because the phase is open.
    BatchApproved {
        name: String,
        wishes: Vec<(Code, String)>,
        #[serde(default)]
        is_public: bool,
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
    /// To the school: what the office chose about the gift of this wish. `passed_to`: code and item of the wish that has
    /// it now. `at_hub`: the gift is with the office.
    ProblemSettled {
        name: String,
        code: Code,
        item: String,
        problem: ProblemKind,
        choice: ProblemChoice,
        passed_to: Option<(Code, String)>,
        at_hub: bool,
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
    /// How to pay what was promised. `bank`: holder, bank, number. `amount`: none where there is no end to it.
    PaymentAsked {
        name: String,
        amount: Option<Fen>,
        bank: [String; 3],
        payment: PaymentLine,
    },
    /// It reached the organiser's account. `missing`: what is still expected.
    PaymentRecorded {
        name: String,
        amount: Fen,
        on: Day,
        missing: Option<Fen>,
        payment: PaymentLine,
    },
    /// It was given back. `why`: as far as the books tell.
    PaymentReturned {
        name: String,
        amount: Fen,
        on: Day,
        #[serde(default)]
        why: Option<WhyReturned>,
        #[serde(default)]
        due: Option<StillDue>,
        payment: PaymentLine,
    },
    /// What the contract was to give back for a shortfall stays after all.
    RefundKept {
        name: String,
        amount: Fen,
        why: WhyKept,
        payment: PaymentLine,
    },
    /// The letter that said it had arrived was wrong.
    PaymentCorrected {
        name: String,
        amount: Fen,
        on: Day,
        payment: PaymentLine,
    },
    /// Shares of a plot wait for the contract to be accepted.
    AdoptionReserved {
        name: String,
        until: Time,
        adoption: AdoptionLine,
    },
    /// The contract is ready; how to pay. `bank`: holder, bank, number.
    AdoptionSigned {
        name: String,
        bank: [String; 3],
        pay_code: PayCode,
        pay_until: Day,
        adoption: AdoptionLine,
    },
    /// The time is over, for signing (`was_reserved`) or for paying.
    AdoptionLapsed {
        name: String,
        was_reserved: bool,
        adoption: AdoptionLine,
    },
    /// An entry of the season's diary.
    PlotDiary {
        name: String,
        on: Day,
        words: String,
        adoption: AdoptionLine,
    },
    /// The harvest, in grams. `corrected`: it takes the place of the letter before, and why.
    PlotHarvested {
        name: String,
        weight: i64,
        test_no: String,
        short: Option<ShortLine>,
        #[serde(default)]
        corrected: Option<Reason>,
        adoption: AdoptionLine,
    },
    /// Where the harvest went. `part`: what of it was sent to the adopter, in grams.
    PlotDelivered {
        name: String,
        mode: Mode,
        on: Day,
        note: String,
        #[serde(default)]
        part: Option<i64>,
        adoption: AdoptionLine,
    },
    /// What the money for the plot became. `short`: why not all of it was paid out, or what was made up.
    PlotSettled {
        name: String,
        on: Day,
        farmer: Fen,
        inputs: Fen,
        logistics: Fen,
        charity: Fen,
        #[serde(default)]
        short: Option<ShortLine>,
        adoption: AdoptionLine,
    },
    /// The next season is open, and until then for those who adopted the last. `credit`: what comes off its price for
    /// the adopter, of all that they adopted.
    PlotRenewal {
        name: String,
        next: i64,
        until: Day,
        #[serde(default)]
        credit: Option<Fen>,
        adoption: AdoptionLine,
    },
    /// The field was put down as sown by mistake. `sow_on`: when it is to be sown, where that is still to come; `due`:
    /// what is to be paid anew, where some of it was given back while the contract counted as paid.
    PlotNotSown {
        name: String,
        reason: unsow::Reason,
        sow_on: Option<Day>,
        #[serde(default)]
        due: Option<StillDue>,
        adoption: AdoptionLine,
    },
    /// Another household of the village goes on.
    PlotHandedOver {
        name: String,
        on: Day,
        adoption: AdoptionLine,
    },
    /// To a supporter: what was paid in for the elders is written down. `elders`: by alias.
    SupportReceived {
        name: String,
        fund: String,
        elders: String,
        amount: Fen,
        on: Day,
        document: String,
    },
    /// To a supporter: so much is still due through this month.
    SupportDue {
        name: String,
        fund: String,
        elders: String,
        open: Fen,
        due_on: Day,
    },
    /// To a supporter: the elder takes part again, pauses, is excused or left, and what is due from then on.
    ElderChanged {
        name: String,
        fund: String,
        elder: String,
        state: elder::State,
        since: Day,
    },
    /// To a supporter: the elder was paid and has signed.
    PayoutDone {
        name: String,
        fund: String,
        elder: String,
        sum: Fen,
        family: Fen,
        matched: Fen,
        on: Day,
    },
    /// To one of society's donors: what was promised to a fund, and how to pay it. `bank`: holder, bank, number.
    PledgeMade {
        name: String,
        amount: Fen,
        monthly: bool,
        bank: [String; 3],
        payment: PaymentLine,
    },
    /// The month is due soon. `amount`: of one month; `open`: of this one and those before.
    PledgeDue {
        name: String,
        amount: Fen,
        open: Fen,
        due_on: Day,
        bank: [String; 3],
        payment: PaymentLine,
    },
    /// The fund is closed, and nothing more is expected. `arrived`: all that came, if anything did.
    PledgeEnded {
        name: String,
        on: Day,
        arrived: Option<Fen>,
        payment: PaymentLine,
    },
    /// To one of society's donors: a payout in which elders signed, as everybody may know it.
    FundPaidOut {
        name: String,
        from: Day,
        to: Day,
        on: Day,
        elders: u64,
        sum: Fen,
        family: Fen,
        government: Fen,
        society: Fen,
        fund: FundLine,
    },
    /// To who gave money: a report of what became of it is published. `is_final`: of all its days.
    ReportPublished {
        name: String,
        from: Day,
        to: Day,
        is_final: bool,
        report: ReportLine,
    },
    /// A standing offer was made: what it says, and how it is paused.
    OfferMade {
        name: String,
        offer: OfferLine,
    },
    /// Its last day is over.
    OfferOver {
        name: String,
        offer: OfferLine,
    },
    /// A round proposes these wishes, plots and funds from the reader's standing offers. `link`: the proposal's number.
    Proposed {
        name: String,
        gifts: Vec<Gift>,
        #[serde(default)]
        adoptions: Vec<AdoptionLine>,
        #[serde(default)]
        funds: Vec<SumLine>,
        /// Empty: all in the reader's own name.
        #[serde(default)]
        givers: Vec<GiverLine>,
        /// Of the wishes.
        sum: Fen,
        link: String,
        held_until: Time,
        phases: Vec<PhaseLine>,
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
            Self::Card { .. } => "card",
            Self::CardReturned { .. } => "card_returned",
            Self::CardRecalled { .. } => "card_recalled",
            Self::CardToRedo { .. } => "card_to_redo",
            Self::CardsDue { .. } => "cards_due",
            Self::SubstitutionAnswered { .. } => "substitution_answered",
            Self::NoteRefused { .. } => "note_refused",
            Self::WishReturned { .. } => "wish_returned",
            Self::BatchApproved { .. } => "batch_approved",
            Self::SubstitutionAsked { .. } => "substitution_asked",
            Self::ParcelsExpected { .. } => "parcels_expected",
            Self::HandOutDue { .. } => "hand_out_due",
            Self::ProblemSettled { .. } => "problem_settled",
            Self::WaitingDigest { .. } => "waiting_digest",
            Self::StuckList { .. } => "stuck_list",
            Self::LooksReported { .. } => "looks_reported",
            Self::KeepingEnds { .. } => "keeping_ends",
            Self::OrganisationApproved { .. } => "organisation_approved",
            Self::PaymentAsked { .. } => "payment_asked",
            Self::PaymentRecorded { .. } => "payment_recorded",
            Self::PaymentReturned { .. } => "payment_returned",
            Self::RefundKept { .. } => "refund_kept",
            Self::PaymentCorrected { .. } => "payment_corrected",
            Self::AdoptionReserved { .. } => "adoption_reserved",
            Self::AdoptionSigned { .. } => "adoption_signed",
            Self::AdoptionLapsed { .. } => "adoption_lapsed",
            Self::PlotDiary { .. } => "plot_diary",
            Self::PlotHarvested { .. } => "plot_harvested",
            Self::PlotDelivered { .. } => "plot_delivered",
            Self::PlotSettled { .. } => "plot_settled",
            Self::PlotRenewal { .. } => "plot_renewal",
            Self::PlotNotSown { .. } => "plot_not_sown",
            Self::PlotHandedOver { .. } => "plot_handed_over",
            Self::SupportReceived { .. } => "support_received",
            Self::SupportDue { .. } => "support_due",
            Self::ElderChanged { .. } => "elder_changed",
            Self::PayoutDone { .. } => "payout_done",
            Self::PledgeMade { .. } => "pledge_made",
            Self::PledgeDue { .. } => "pledge_due",
            Self::PledgeEnded { .. } => "pledge_ended",
            Self::FundPaidOut { .. } => "fund_paid_out",
            Self::ReportPublished { .. } => "report_published",
            Self::OfferMade { .. } => "offer_made",
            Self::OfferOver { .. } => "offer_over",
            Self::Proposed { .. } => "proposed",
            Self::PageReportAnswered { .. } => "page_report_answered",
        }
    }

    /// Whether the reader may decline such letters; all others are a duty (feedback to donors is one by law).
    pub const fn can_be_declined(&self) -> bool {
        matches!(self, Self::WaitingDigest { .. })
    }
}
