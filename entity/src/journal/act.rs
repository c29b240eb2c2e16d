//! Every act that the journal can hold: a verb in the past. What is not in this list cannot be written, and
//! what is in it has words in both languages (`app/src/text/journal/acts.rs`).

macro_rules! acts {
    ($($name:ident = $key:literal;)+) => {
        /// What happened.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Act { $($name),+ }

        impl Act {
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The word that the journal keeps.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),+ }
            }

            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|act| act.key() == key)
            }
        }
    };
}

acts! {
    // Wishes, from the draft to the child.
    WishDrafted = "wish_drafted";
    WishChanged = "wish_changed";
    WishDeleted = "wish_deleted";
    WishSubmitted = "wish_submitted";
    WishReturned = "wish_returned";
    WishApproved = "wish_approved";
    WishOpened = "wish_opened";
    WishHeld = "wish_held";
    WishProposed = "wish_proposed";
    WishWithdrawn = "wish_withdrawn";
    WishHidden = "wish_hidden";
    WishShown = "wish_shown";
    ClaimConfirmed = "claim_confirmed";
    ClaimShipped = "claim_shipped";
    ClaimReleased = "claim_released";
    ClaimLapsed = "claim_lapsed";
    ClaimCancelled = "claim_cancelled";
    NoteWritten = "note_written";
    NoteApproved = "note_approved";
    NoteRefused = "note_refused";
    SubstitutionAsked = "substitution_asked";
    SubstitutionAnswered = "substitution_answered";
    GiftReceived = "gift_received";
    ProblemNoted = "problem_noted";
    ProblemPictured = "problem_pictured";
    ProblemSettled = "problem_settled";
    GiftPassedOn = "gift_passed_on";
    PoolFilled = "pool_filled";
    GiftHandedOut = "gift_handed_out";
    HandOutMade = "hand_out_made";
    WaitingJoined = "waiting_joined";
    WaitingLeft = "waiting_left";
    // Thank-you cards.
    CardUploaded = "card_uploaded";
    CardsBrought = "cards_brought";
    CardPieceDropped = "card_piece_dropped";
    CardPieceExpired = "card_piece_expired";
    CardDeclined = "card_declined";
    CardApproved = "card_approved";
    CardReturned = "card_returned";
    CardBlurred = "card_blurred";
    CardTurned = "card_turned";
    CardWithdrawn = "card_withdrawn";
    CardRecalled = "card_recalled";
    // Papers and lists with names.
    RosterOpened = "roster_opened";
    RosterKept = "roster_kept";
    RosterPrinted = "roster_printed";
    SheetOpened = "sheet_opened";
    PapersAsked = "papers_asked";
    PapersFetched = "papers_fetched";
    ConfirmationIssued = "confirmation_issued";
    ReceiptNoted = "receipt_noted";
    // Children.
    ChildRegistered = "child_registered";
    ChildChanged = "child_changed";
    ChildLooked = "child_looked";
    PupilsLooked = "pupils_looked";
    ChildErased = "child_erased";
    ConsentRecorded = "consent_recorded";
    ConsentNarrowed = "consent_narrowed";
    ConsentWithdrawn = "consent_withdrawn";
    KeepingSet = "keeping_set";
    ImportRead = "import_read";
    ImportRemapped = "import_remapped";
    ImportOpened = "import_opened";
    ImportOrdered = "import_ordered";
    ImportTaken = "import_taken";
    ImportUndone = "import_undone";
    ImportExpired = "import_expired";
    // Phases.
    PhaseDrafted = "phase_drafted";
    PhaseCloned = "phase_cloned";
    PhaseChanged = "phase_changed";
    PhaseOpened = "phase_opened";
    PhaseClosed = "phase_closed";
    PhaseReopened = "phase_reopened";
    PhaseFinished = "phase_finished";
    PhaseArchived = "phase_archived";
    PhaseBroughtBack = "phase_brought_back";
    // Places and bodies.
    OrganiserAdded = "organiser_added";
    OrganiserChanged = "organiser_changed";
    SchoolAdded = "school_added";
    SchoolChanged = "school_changed";
    SchoolClosed = "school_closed";
    SchoolReopened = "school_reopened";
    TownshipAdded = "township_added";
    TownshipChanged = "township_changed";
    TownshipRemoved = "township_removed";
    VillageAdded = "village_added";
    VillageRemoved = "village_removed";
    OrganisationAsked = "organisation_asked";
    OrganisationAdded = "organisation_added";
    OrganisationApproved = "organisation_approved";
    OrganisationChanged = "organisation_changed";
    OrganisationClosed = "organisation_closed";
    OrganisationReopened = "organisation_reopened";
    OrganisationJoined = "organisation_joined";
    OrganisationLeft = "organisation_left";
    OrganisationLinkRenewed = "organisation_link_renewed";
    OrganisationMemberRemoved = "organisation_member_removed";
    PoolSourceAdded = "pool_source_added";
    PoolSourceClosed = "pool_source_closed";
    // Offers and rounds.
    OfferMade = "offer_made";
    OfferChanged = "offer_changed";
    OfferPaused = "offer_paused";
    OfferResumed = "offer_resumed";
    OfferEnded = "offer_ended";
    OfferExpired = "offer_expired";
    RoundOpened = "round_opened";
    RoundRedrawn = "round_redrawn";
    RoundApplied = "round_applied";
    RoundDiscarded = "round_discarded";
    RoundsScheduled = "rounds_scheduled";
    RoundsUnscheduled = "rounds_unscheduled";
    ProposalMade = "proposal_made";
    ProposalAccepted = "proposal_accepted";
    ProposalDeclined = "proposal_declined";
    ProposalLapsed = "proposal_lapsed";
    // Plots.
    HouseholdAdded = "household_added";
    HouseholdChanged = "household_changed";
    HouseholdLooked = "household_looked";
    HouseholdErased = "household_erased";
    PlotDrafted = "plot_drafted";
    PlotChanged = "plot_changed";
    PlotOpened = "plot_opened";
    PlotGrows = "plot_grows";
    SowingUndone = "sowing_undone";
    CreditCarriedOver = "credit_carried_over";
    CreditTakenBack = "credit_taken_back";
    PlotHarvested = "plot_harvested";
    PlotShort = "plot_short";
    HarvestCorrected = "harvest_corrected";
    PlotDelivered = "plot_delivered";
    PlotSettled = "plot_settled";
    PlotRestPaidOut = "plot_rest_paid_out";
    ReceiptScanned = "receipt_scanned";
    PlotRenewed = "plot_renewed";
    PlotHandedOver = "plot_handed_over";
    PlotClosed = "plot_closed";
    DiaryWritten = "diary_written";
    DiaryPictureErased = "diary_picture_erased";
    AdoptionReserved = "adoption_reserved";
    AdoptionSigned = "adoption_signed";
    AdoptionWitnessed = "adoption_witnessed";
    SignatureCorrected = "signature_corrected";
    AdoptionPaid = "adoption_paid";
    AdoptionUnpaid = "adoption_unpaid";
    AdoptionReleased = "adoption_released";
    AdoptionLapsed = "adoption_lapsed";
    PaperLooked = "paper_looked";
    DeliveriesLooked = "deliveries_looked";
    // Funds.
    FundDrafted = "fund_drafted";
    FundChanged = "fund_changed";
    FundOpened = "fund_opened";
    FundClosed = "fund_closed";
    FundRuleAdded = "fund_rule_added";
    ElderRegistered = "elder_registered";
    ElderStateChanged = "elder_state_changed";
    ElderShown = "elder_shown";
    ElderHidden = "elder_hidden";
    ElderLooked = "elder_looked";
    ElderErased = "elder_erased";
    SupporterAdded = "supporter_added";
    SupportersShared = "supporters_shared";
    SupporterEnded = "supporter_ended";
    SupportGivenBack = "support_given_back";
    ContributionRecorded = "contribution_recorded";
    ContributionCorrected = "contribution_corrected";
    PayoutDrafted = "payout_drafted";
    PayoutRedrawn = "payout_redrawn";
    PayoutDiscarded = "payout_discarded";
    PayoutReviewed = "payout_reviewed";
    PayoutApproved = "payout_approved";
    PayoutSentBack = "payout_sent_back";
    PayoutLineHeld = "payout_line_held";
    PayoutLineReleased = "payout_line_released";
    PayoutPaid = "payout_paid";
    SignaturesOpened = "signatures_opened";
    PledgeMade = "pledge_made";
    PledgePaused = "pledge_paused";
    PledgeResumed = "pledge_resumed";
    PledgeStopped = "pledge_stopped";
    // Money.
    GiftOfMoneyPromised = "gift_of_money_promised";
    GiftOfMoneyGivenUp = "gift_of_money_given_up";
    PaymentRecorded = "payment_recorded";
    PaymentSorted = "payment_sorted";
    RefundAsked = "refund_asked";
    RefundDropped = "refund_dropped";
    PaymentReturned = "payment_returned";
    PaymentUndone = "payment_undone";
    StatementBrought = "statement_brought";
    StatementMapped = "statement_mapped";
    StatementRead = "statement_read";
    StatementOrdered = "statement_ordered";
    StatementBooked = "statement_booked";
    StatementDropped = "statement_dropped";
    ColumnsForgotten = "columns_forgotten";
    LineSetAside = "line_set_aside";
    LineBroughtBack = "line_brought_back";
    MoneyConfirmed = "money_confirmed";
    MoneyConfirmationVoided = "money_confirmation_voided";
    TransferRecorded = "transfer_recorded";
    TransferReversed = "transfer_reversed";
    PeriodClosed = "period_closed";
    DisclosurePublished = "disclosure_published";
    // Accounts, letters and the site.
    AccountMade = "account_made";
    AccountChanged = "account_changed";
    AccountDisabled = "account_disabled";
    AccountEnabled = "account_enabled";
    AccountForgotten = "account_forgotten";
    AddressProved = "address_proved";
    PasswordSet = "password_set";
    SignedIn = "signed_in";
    SessionsEnded = "sessions_ended";
    Invited = "invited";
    InvitationWithdrawn = "invitation_withdrawn";
    DigestWanted = "digest_wanted";
    DigestDeclined = "digest_declined";
    LetterResent = "letter_resent";
    PageReported = "page_reported";
    PageReportClosed = "page_report_closed";
    DemoSeeded = "demo_seeded";
}
