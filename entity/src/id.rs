//! Row numbers, one type for each table, so that a school's cannot pass for a child's.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($name:ident),+ $(,)?) => {$(
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, DeriveValueType, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(s: &str) -> Result<Self, Self::Err> {
                s.parse().map(Self)
            }
        }
    )+};
}

ids!(
    AccountId,
    AdoptionId,
    ArrivalId,
    CardPieceId,
    ChildId,
    ClaimId,
    ConfirmationId,
    ConsentId,
    ContributionId,
    DiaryEntryId,
    DisclosureId,
    ElderId,
    FundId,
    FundRuleId,
    HandOutId,
    HouseholdId,
    ImportId,
    JournalId,
    LedgerAccountId,
    LetterId,
    LineId,
    LookId,
    MemberId,
    OfferId,
    OrganisationId,
    OrganiserId,
    PageReportId,
    PartId,
    PaymentConfirmationId,
    PayoutId,
    PhaseId,
    PhotoId,
    PledgeId,
    PlotId,
    PoolSourceId,
    PrintJobId,
    ProblemId,
    ProposalId,
    ProposalFundId,
    ProposalLineId,
    ProposalPlotId,
    ReferenceId,
    RoundId,
    SchoolId,
    StatementId,
    SubstitutionId,
    SupporterId,
    TownshipId,
    TransferId,
    VillageId,
    WaitingId,
    WishId,
);
