//! The kinds of letters, each with what it needs to be written. No child's name, ever; links by number.

mod end;
mod gift;
mod kind;
mod money;
mod offer;
mod office;
mod plot;
mod problem;
mod report;
mod returned;

use serde::{Deserialize, Serialize};

use crate::{
    Code, Day, Fen, Time, elder,
    id::PhotoId,
    payment::PayCode,
    plot::{Mode, unsow, weigh_again::Reason},
};

pub use gift::{Delivery, Gift, PhaseLine, place};
pub use money::{FundLine, PaymentLine, SumLine};
pub use offer::{GiverLine, OfferLine};
pub use office::{LookLine, StuckLine};
pub use plot::{AdoptionLine, PlotLine, ShortLine};
pub use problem::{ProblemChoice, ProblemKind};
pub use report::{ReportLine, ReportOf};
pub use returned::{StillDue, WhyKept, WhyReturned};

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
    /// A visitor's hold: confirm by the link until then. `to_pool`: so many of these nobody else can claim by then.
    HoldReceived {
        name: String,
        gifts: Vec<Gift>,
        link: String,
        held_until: Time,
        #[serde(default)]
        to_pool: usize,
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
    /// The office ended it, and others can claim the wish (`opens`) or it waits for the pool (`to_pool`); or the wish
    /// was withdrawn. `reason` is written for the donor.
    Cancelled {
        name: String,
        gift: Gift,
        reason: String,
        #[serde(default)]
        opens: bool,
        #[serde(default)]
        to_pool: bool,
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
    /// **The heart of the product.** One gift, and `more` of the same donor's that were handed out in one act.
    /// `by_guardian`, `by_teacher`: who signed for some of them. `phase_total`: children of this phase who have their
    /// gift; `phase_schools`: at how many schools. `card_days`: when the cards of `cards` of the children are due; none
    /// where no guardian agreed to one. `note_unread`: the donor's note stayed behind, because the office had not read
    /// it; `unread` of the notes did. `refused` others did: the office had asked for a change that did not come.
    HandedOut {
        name: String,
        gift: Gift,
        #[serde(default)]
        more: Vec<Gift>,
        on: Day,
        by_guardian: bool,
        #[serde(default)]
        by_teacher: bool,
        phase_total: u64,
        phase_schools: u64,
        card_days: Option<i32>,
        #[serde(default)]
        cards: usize,
        #[serde(default)]
        note_unread: bool,
        #[serde(default)]
        unread: usize,
        #[serde(default)]
        refused: usize,
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
        /// No donor belongs to the gift.
        #[serde(default)]
        from_pool: bool,
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
    /// It reached the organiser's account. `missing`: what is still expected. `goes_back`: what of all that came for
    /// this contract waits to be returned for a shortfall.
    PaymentRecorded {
        name: String,
        amount: Fen,
        on: Day,
        missing: Option<Fen>,
        #[serde(default)]
        goes_back: Option<Fen>,
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
    /// What was to go back for a shortfall, or as the contract lapsed (`is_lapsed`), stays after all.
    RefundKept {
        name: String,
        amount: Fen,
        #[serde(default)]
        is_lapsed: bool,
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
    /// The time is over, for signing (`was_reserved`) or for paying. `back`: what had come of it, which goes back.
    AdoptionLapsed {
        name: String,
        was_reserved: bool,
        #[serde(default)]
        back: Option<Fen>,
        adoption: AdoptionLine,
    },
    /// An entry of the season's diary.
    PlotDiary {
        name: String,
        on: Day,
        words: String,
        adoption: AdoptionLine,
    },
    /// The harvest, in grams. `corrected`: it takes the place of the letter before, and why. `in_part`: its contract is
    /// not paid in full.
    PlotHarvested {
        name: String,
        weight: i64,
        test_no: String,
        short: Option<ShortLine>,
        #[serde(default)]
        corrected: Option<Reason>,
        #[serde(default)]
        in_part: bool,
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
    /// What the money for the plot became. `short`: why not all of it was paid out, or what was made up. `is_rest`:
    /// what lay there after the settlement was paid out, too.
    PlotSettled {
        name: String,
        #[serde(default)]
        is_rest: bool,
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
        /// So many of the wishes nobody else can claim by then.
        #[serde(default)]
        to_pool: usize,
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
