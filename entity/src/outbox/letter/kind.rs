//! What a letter is called, and whether it is a duty.

use super::Letter;

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
