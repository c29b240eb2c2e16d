//! Every "no" the domain can say, and the failures that are nobody's "no".

mod field;
mod gather;

use sea_orm::{DbErr, SqlErr};

use crate::{Code, Day, Fen, Time, import::sheet::Unreadable, ledger::Source, photo::Unusable};

pub use field::Field;
pub use gather::Refusals;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a verb did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The domain says no; nothing was written.
    #[error("refused: {0}")]
    Refused(#[from] Refused),
    /// The database is busy or away for the moment; nothing was written, trying again is right.
    #[error("the database is not available just now")]
    Busy,
    /// The database failed.
    #[error(transparent)]
    Db(DbErr),
}

/// One or more refusals: a form is told about all its fields at once.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?}")]
pub struct Refused(pub Vec<Refusal>);

/// One "no". The sentences, in both languages, are in `app`'s `text::refusal`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    // A typed field
    Missing(Field),
    /// At most this many characters.
    TooLong(Field, usize),
    /// At least this many characters.
    TooShort(Field, usize),
    /// Control characters or marks that nobody can see.
    Invisible(Field),
    /// Not a whole number from..to.
    NotANumber(Field, i32, i32),
    NotADay(Field),
    NotMoney(Field),
    /// An amount from..=to.
    AmountRange(Field, Fen, Fen),
    NotAnEmail,
    /// Not an e-mail address, in a field that may stay blank.
    NotAnAddress(Field),
    /// Nothing that can be read as words or figures.
    NoWords(Field),
    /// Pictures, or no letters at all, where a person's name belongs.
    PictureInName(Field),
    /// A web or an e-mail address where a name belongs.
    NotAName(Field),
    /// The box that says one is sure is not ticked.
    NotSure,
    /// Not one of the choices offered.
    NotAChoice(Field),
    /// This value is there already.
    Taken(Field),
    /// The column that was chosen for the first is the second's.
    ColumnTwice(Field, Field),
    DayInFuture(Field),
    DayInPast(Field),
    /// Not after this day.
    DayTooLate(Field, Day),
    /// Only after this day.
    DayTooEarly(Field, Day),
    /// Not before this day.
    DayBefore(Field, Day),
    /// A pupil is from..to years old.
    NotOfAge(i32, i32),
    /// The days of a phase stand in the wrong order.
    DaysOutOfOrder,
    /// Something in a free text that must not be public.
    Personal(Field, Personal),

    // Who acts
    /// Not signed in, or the session has ended.
    SignInFirst,
    /// Signed in, but this is for others.
    NotYours,
    /// No such thing, or not one you may know of: the two read alike.
    NotFound,
    /// E-mail and password do not fit together (never says which).
    WrongPassword,
    /// Too many tries; again after this time.
    TooManyTries(Time),
    /// A link from a letter that was used, has expired or never was.
    LinkSpent,
    /// This needs a verified address first.
    VerifyFirst,
    /// On the list of passwords that everybody tries first.
    PasswordCommon,
    /// The password holds the part of the address before the @.
    PasswordHoldsAddress,
    /// The present password, typed to change it, is not the right one.
    WrongPresentPassword,
    /// A school's, a village's or the office's address: its account cannot give.
    NotADonorsAddress,
    /// Not to one's own account: another administrator can.
    NotOneself,

    // Phases
    /// A phase cannot open, or stay open, while these are blank.
    PhaseIncomplete(Vec<Field>),
    /// Not in a state in which this can be done.
    PhaseState,
    /// A wish of it that was handed in costs this much.
    CapBelowWishes(Fen),
    /// So many gifts were promised for a later day; to be ticked if it is meant.
    PromisedLater(u64),
    /// Nothing approved yet, so there is nothing to open.
    PhaseEmpty,
    /// So many gifts of it are still on their way or not handed out, and so many holds wait for a donor's yes.
    GiftsUnderWay {
        gifts: u64,
        holds: u64,
    },
    /// The same, where the phase was to be put into the archive.
    ArchiveTooEarly {
        gifts: u64,
        holds: u64,
    },
    /// A report tells of days that are over; these run until then.
    PeriodRuns(Day),
    /// No gift is promised, or all are handed out.
    NothingToPrint,
    /// None of the donor's gifts of this phase has been handed out yet.
    NothingGiven,
    /// The place or organiser is used, so it stays.
    InUse,

    // Wishes
    OverCap(Fen),
    ConsentMissing,
    ConsentWithdrawn,
    /// The consent is dated before the child was born.
    ConsentBeforeBirth,
    /// The guardian has the child's own name.
    GuardianIsChild,
    /// The same child already has a wish in this phase.
    DuplicateChild,
    /// Another wish of this phase for the same household and the same item.
    DuplicateHousehold(Code),
    /// The wish is no longer in the state this button was made for.
    WishMoved,
    /// What this form changes was changed by somebody else after it was rendered.
    ChangedMeanwhile,
    ReasonMissing,

    // Claims
    /// Somebody else was quicker.
    WishTaken(Code),
    /// At most this many live claims in this phase; so many more fit now, and so many were chosen.
    LimitReached(i32, u64, u64),
    RulesNotAccepted,
    ClaimState,
    /// At most this many wishes are held for one address until it is confirmed.
    HoldLimit(i32),
    /// The hold ended at that time.
    HoldOver(Time),
    BasketEmpty,
    /// Claiming ended on that day.
    ClaimingOver(Day),
    NothingToWaitFor,
    QuestionOpen,
    /// Other signs than letters, digits, dashes and spaces.
    NotATrackingNo,
    /// What is sent together goes to one school.
    SeveralSchools,
    /// It has arrived, or its claim has ended.
    NotToSend(Code),
    /// So many gifts may be on the way at once for this organisation, all its people together; so many more fit now.
    OrganisationLimit(i32, u64),

    // Organisations
    /// A donor is the contact of one at a time.
    OneOrganisation,
    /// Not the address of a donor's account that was proved.
    NoSuchDonor,
    /// Not small letters, digits and dashes.
    NotASlug,

    // Offers
    /// At most this many stand at once for one account.
    TooManyOffers(u64),
    /// It has ended: a new one can be made.
    OfferOver,
    /// Something is ticked that is no choice, or not any more.
    NoSuchChoice(Field),
    /// None of the schools lies in any of the townships.
    NoSchoolThere,
    /// More than all of it may cost, which is so much.
    OverBudget(Field, Fen),
    /// Less than what is taken of it already: so many wishes, or shares.
    BelowTaken(Field, i32),
    /// The same of a sum.
    BelowTakenSum(Field, Fen),
    /// No wishes, and nothing else is asked for: from one to so many would be.
    NothingAsked(i32),

    // Rounds
    /// One more offer, and not how much it gives of anything; `has_others`: of plots and funds, too, it could.
    NothingOffered {
        has_others: bool,
    },
    /// Not in a state in which this can be done.
    RoundState,
    /// One over the same wishes is open already.
    RoundOpen,
    /// No wish has an offer.
    NothingToPropose,
    /// Another round over some of the same wishes was applied since this one was drawn.
    RoundStale,
    /// The donor has answered before.
    Answered,
    /// None of what was proposed is ticked.
    NothingChosen,

    // Money
    /// Nothing more can be booked up to and on this day.
    PeriodClosed(Day),
    /// The same arrival, line or run was booked before.
    BookedAlready,
    /// Only this much is there.
    NotEnough(Fen),
    /// Not booked by hand, or reversed before.
    NotReversible,
    /// Nothing that is to be paid has this code.
    NotAPaymentCode,
    /// A line of a bank's table that is not there, or reads like a payment.
    NotHeadings,
    /// It has moved on since the page was shown.
    PaymentMoved,
    /// What goes back by the weight that was put down went already, or stays.
    RefundSettled,
    /// The same sum came in for this on the same day; it may be another payment.
    ArrivedBefore,
    /// Nothing that was donated has arrived; what families give their elders is no donation.
    NothingToConfirm,
    /// All of it is paid.
    NothingMissing,
    /// Nothing is expected under this code any more: it ended, or was given up.
    PaymentCodeClosed,
    /// A monthly pledge of this donor's to this fund stands.
    PledgedAlready,
    /// Not in a state in which this can be done with a pledge.
    PledgeState,

    // Plots
    /// Kilograms between these weights, in grams.
    NotAWeight(Field, i64, i64),
    /// The parts add up to the first, the price is the second.
    SplitSum(Fen, Fen),
    /// A share of this price would not come to whole fen.
    SharesUneven(Fen, i32),
    /// A plot cannot open while these are blank.
    PlotIncomplete(Vec<Field>),
    /// Not in a state in which this can be done.
    PlotState,
    /// Its season is settled, so that no government money is booked for it any more.
    PlotSettled,
    /// Its season is settled, and so much government money makes good what is below nothing.
    PlotLacks(Fen),
    /// So many of its shares are adopted.
    PlotAdopted(i32),
    /// So many shares are left.
    SharesGone(i32),
    /// So many adoptions may be unpaid at once.
    AdoptionLimit(i32),
    /// The donor has a contract for this plot that is not paid yet.
    AdoptedAlready,
    AdoptionState,
    /// So much has come for it: the office gives that back first.
    AdoptionPartlyPaid(Fen),
    ContractNotAccepted,
    /// The contract says something else than what the donor was shown.
    ContractChanged,
    /// Until that day, those who adopted it last season come first.
    RenewalFirst(Day),
    /// So many contracts are neither paid nor over.
    AdoptionsOpen(u64),
    NobodyAdopted,
    /// So many contracts lack the household's signature.
    SignaturesMissing(u64),
    /// The household has signed it, on the paper of this number; to be ticked if that is put right.
    SignedAlready(String),
    /// The household gets so little of the price, and the organiser so much; to be ticked if it is meant.
    LittleForHousehold(Fen, Fen),
    /// Once it is sown no more shares are taken; to be ticked.
    SowingNotMeant,
    /// It is to be sown on this day only; to be ticked if it is harvested all the same.
    HarvestEarly(Day),
    /// Far more than the whole field promises (grams); to be ticked if it is meant.
    HarvestFar(i64),
    /// Less than was promised (grams): what proves it?
    EvidenceMissing(i64),
    /// A correction that says what stands there already.
    NothingCorrected,
    /// No money lies there for it.
    NothingHeld,
    /// It cannot be closed: so much is to go back to its adopters first.
    PlotRefundsWait(Fen),
    /// Nor while so many contracts may still be paid.
    PlotUnpaid(u64),
    /// Nor while so much lies there.
    PlotMoneyLeft(Source, Fen),
    /// It farms a plot that is not closed.
    HouseholdFarms,

    // Funds
    /// A fund cannot open while these are blank.
    FundIncomplete(Vec<Field>),
    /// Not in a state in which this can be done.
    FundState,
    /// An elder must be so old to join.
    NotOldEnough(i32),
    /// The alias holds the name.
    AliasNames,
    /// Not in a state in which this can be done.
    ElderState,
    /// Something that the family paid in was neither paid out nor given back.
    ElderOwed,
    /// No more than this is held for an elder who died or left, so that no more can be taken back.
    ElderGone(Fen),
    /// A family's money is booked at its fund, for its elder.
    BookedAtFund,
    /// A supporter was chosen beside money that is no family's.
    SupporterOfNoFamily,
    /// The fund's period up to and with this day is approved: nothing from families can be dated in it.
    PayoutClosed(Day),
    /// The run before is neither paid nor given up.
    PayoutUnfinished,
    /// The period lasts until that day.
    PayoutTooEarly(Day),
    /// Nobody was in the fund up to and with that day, the period's last.
    PayoutForNobody(Day),
    /// Not in a state in which this can be done.
    PayoutState,
    /// Something came in or changed since the run was drawn.
    PayoutStale,
    /// Who has reviewed a run does not approve it.
    SameOfficer,
    /// Only this much is left of what the run was to be paid from.
    PoolSpent(Fen),
    /// A fund closes once nothing from any source lies there; below nothing: so much too much was paid out.
    FundMoneyLeft(Source, Fen),

    // Gifts in hand
    NotAGiftCode,
    /// Not all points of the check list hold; note a problem instead.
    CheckListOpen,
    ProblemOpen,
    /// A gift to be passed on needs an open wish for the same kind of thing.
    NoSuchNeed,
    /// What a wish was to be filled from is used up, closed, or does not suit it.
    StockGone,
    TwoAdults,
    NobodyTicked,
    /// Not received yet, or already handed out.
    NotHere(Code),
    /// It arrived only on that day, after the day the hand-out is dated.
    ArrivedLater(Code, Day),
    /// The office has still to choose what happens with it.
    ProblemWaits(Code),

    // Imports
    /// The file is no table of wishes.
    Unreadable(Unreadable),
    /// Not in a state in which this can be done.
    ImportState,
    /// What was in it is kept only until it is taken, undone or forgotten.
    ImportTableGone,
    /// No line of the table can be taken.
    NothingToImport,
    /// So many of its wishes have a donor.
    ImportClaimed(u64),

    // Pictures and cards
    /// The file is no photo that can be kept.
    Picture(Unusable),
    /// The photo of many cards shows none that can be made out.
    NoCards,
    /// Neither a stroke of the blur brush nor a rectangle.
    NothingToBlur,
    /// A card answers a gift that the child has.
    NotHandedOut,
    /// The gift came from the pool.
    NobodyToThank,
    /// The guardian did not agree to a card, or does not any more.
    CardNotAgreed,
    /// The child can be recognised, and the guardian did not agree to photos.
    PhotoNotAgreed,
    /// The card is no longer what this button was made for.
    CardState,
    /// None of the pieces that were seen waits any more.
    PiecesGone,
}

/// What in a text could tell who the child is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Personal {
    Phone,
    IdentityNumber,
    Email,
    /// A messenger or account number.
    Account,
    /// The name of one of the school's pupils.
    PupilName,
    GuardianName,
    Village(String),
}

impl Refusal {
    /// The field the sentence belongs beside, where there is one.
    pub const fn field(&self) -> Option<Field> {
        Some(match self {
            Self::Missing(field)
            | Self::TooLong(field, _)
            | Self::TooShort(field, _)
            | Self::Invisible(field)
            | Self::NotANumber(field, ..)
            | Self::NotADay(field)
            | Self::NotMoney(field)
            | Self::NotAWeight(field, ..)
            | Self::AmountRange(field, ..)
            | Self::NotAChoice(field)
            | Self::NoSuchChoice(field)
            | Self::OverBudget(field, _)
            | Self::BelowTaken(field, _)
            | Self::BelowTakenSum(field, _)
            | Self::Taken(field)
            | Self::ColumnTwice(field, _)
            | Self::DayInFuture(field)
            | Self::DayInPast(field)
            | Self::DayTooLate(field, _)
            | Self::DayTooEarly(field, _)
            | Self::DayBefore(field, _)
            | Self::NotAnAddress(field)
            | Self::NotAName(field)
            | Self::NoWords(field)
            | Self::PictureInName(field)
            | Self::Personal(field, _) => *field,
            Self::NotAnEmail | Self::NotADonorsAddress | Self::NoSuchDonor => Field::Email,
            Self::NotASlug => Field::Slug,
            Self::NoSchoolThere => Field::Schools,
            Self::NothingAsked(_) => Field::Count,
            Self::NothingOffered { .. } => Field::MaxCount,
            Self::PasswordCommon | Self::PasswordHoldsAddress => Field::Password,
            Self::WrongPresentPassword => Field::PresentPassword,
            Self::OverCap(_) => Field::Price,
            Self::SplitSum(..) => Field::WholePrice,
            Self::ConsentMissing => Field::ConsentGoods,
            Self::ConsentBeforeBirth => Field::GivenOn,
            Self::GuardianIsChild => Field::Guardian,
            Self::DuplicateChild => Field::ChildName,
            Self::NotOfAge(..) | Self::NotOldEnough(_) => Field::BirthDate,
            Self::AliasNames => Field::Alias,
            Self::BookedAtFund | Self::StockGone => Field::Source,
            Self::PlotSettled => Field::Programme,
            Self::SupporterOfNoFamily => Field::Supporter,
            Self::PayoutClosed(_) => Field::ReceivedOn,
            Self::ReasonMissing => Field::Reason,
            Self::NotSure | Self::PromisedLater(_) => Field::Sure,
            Self::CapBelowWishes(_) => Field::PriceCap,
            Self::SharesUneven(..) | Self::SharesGone(_) => Field::Shares,
            Self::ContractNotAccepted => Field::Contract,
            Self::LittleForHousehold(..) | Self::SowingNotMeant | Self::HarvestEarly(_) | Self::HarvestFar(_) => {
                Field::Meant
            }
            Self::EvidenceMissing(_) => Field::Evidence,
            Self::SignedAlready(_) => Field::Correction,
            Self::PeriodClosed(_) => Field::BookedOn,
            Self::NotEnough(_) | Self::PlotLacks(_) => Field::Amount,
            Self::PledgedAlready => Field::Every,
            Self::RulesNotAccepted => Field::Rules,
            Self::NotAPaymentCode | Self::NothingMissing | Self::PaymentCodeClosed => Field::PaymentCode,
            Self::NotHeadings => Field::HeaderRow,
            Self::ArrivedBefore => Field::Again,
            Self::NotAGiftCode => Field::Code,
            Self::NotATrackingNo => Field::TrackingNo,
            Self::SeveralSchools | Self::NotToSend(_) => Field::Gifts,
            Self::CheckListOpen => Field::CheckList,
            Self::NoSuchNeed => Field::PassTo,
            Self::TwoAdults => Field::SecondAdult,
            Self::ArrivedLater(..) => Field::HandedOn,
            Self::PhotoNotAgreed => Field::Shows,
            Self::Unreadable(_) | Self::Picture(_) | Self::NoCards => Field::File,
            Self::NothingToBlur => Field::BlurLeft,
            _ => return None,
        })
    }
}

impl Error {
    /// A month that is closed, told at the field of the form that has the day of the booking.
    pub(crate) fn at_day(self, field: Field) -> Self {
        match self {
            Self::Refused(refused) => match refused.0.first() {
                Some(Refusal::PeriodClosed(through)) => Refusal::DayTooEarly(field, *through).into(),
                _ => Self::Refused(refused),
            },
            other => other,
        }
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self(vec![refusal])
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<DbErr> for Error {
    /// Named constraints are refusals; a lock that could not be had is [`Error::Busy`].
    fn from(error: DbErr) -> Self {
        let text = match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(text) | SqlErr::ForeignKeyConstraintViolation(text)) => text,
            _ => error.to_string(),
        };
        if let Some(refusal) = refusal_of(&text) {
            return refusal.into();
        }
        if is_busy(&error, &text) { Self::Busy } else { Self::Db(error) }
    }
}

/// SQLite names the columns of a unique index, PostgreSQL the constraint.
fn refusal_of(text: &str) -> Option<Refusal> {
    const KNOWN: [(&str, &str, Refusal); 22] = [
        ("account_email_unique", "account.email", Refusal::Taken(Field::Email)),
        ("township_name_unique", "township.name_zh", Refusal::Taken(Field::NameZh)),
        ("village_name_unique", "village.township_id, village.name", Refusal::Taken(Field::Village)),
        ("school_code_unique", "school.code", Refusal::Taken(Field::SchoolCode)),
        ("school_name_unique", "school.name", Refusal::Taken(Field::Name)),
        ("organiser_name_unique", "organiser.name_zh", Refusal::Taken(Field::NameZh)),
        ("organisation_slug_unique", "organisation.slug", Refusal::Taken(Field::Slug)),
        ("phase_number_unique", "phase.number", Refusal::Taken(Field::Number)),
        ("wish_one_per_child", "wish.phase_id, wish.child_id", Refusal::DuplicateChild),
        ("claim_one_live", "claim.wish_id", Refusal::WishMoved),
        ("substitution_one_open", "substitution.claim_id", Refusal::QuestionOpen),
        ("import_one_live", "import.school_id, import.phase_id, import.digest", Refusal::ImportState),
        ("problem_one_open", "problem.wish_id", Refusal::ProblemOpen),
        (
            "payment_statement_one_live",
            "payment_statement.organiser_id, payment_statement.digest",
            Refusal::BookedAlready,
        ),
        ("payment_arrival_once", "payment_arrival.once", Refusal::ArrivedBefore),
        ("adoption_one_unpaid", "adoption.plot_id, adoption.account_id", Refusal::AdoptedAlready),
        ("adoption_one_paper", "adoption.plot_id, adoption.paper_no", Refusal::Taken(Field::PaperNo)),
        ("household_alias_unique", "household.village_id, household.alias_zh", Refusal::Taken(Field::AliasZh)),
        ("household_identity_unique", "household.identity_hash", Refusal::Taken(Field::Head)),
        ("ledger_transfer_once", "ledger_transfer.once", Refusal::BookedAlready),
        ("ledger_transfer_reversed_once", "ledger_transfer.reverses", Refusal::NotReversible),
        // An index over an expression is called by its name on both.
        ("round_one_open", "index 'round_one_open'", Refusal::RoundOpen),
    ];
    KNOWN
        .into_iter()
        .find(|(name, columns, _)| text.contains(name) || text.contains(&format!("failed: {columns}")))
        .map(|(.., refusal)| refusal)
}

fn is_busy(error: &DbErr, text: &str) -> bool {
    matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(_))
        || [
            "database is locked",
            "deadlock detected",
            "could not serialize",
            "terminating connection",
            "Connection refused",
            "error communicating with database",
        ]
        .iter()
        .any(|sign| text.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::{Field, Refusal, refusal_of};

    #[test]
    fn both_databases_words_for_a_constraint_are_known() {
        for text in [
            "UNIQUE constraint failed: account.email",
            "duplicate key value violates unique constraint \"account_email_unique\"",
        ] {
            assert_eq!(refusal_of(text), Some(Refusal::Taken(Field::Email)));
        }
        assert_eq!(refusal_of("UNIQUE constraint failed: wish.code"), None);
    }
}
