//! Plots and funds in a round: proposed after its wishes, from what is left of the offers that name them, in the same
//! letter, answered by the same link.

pub mod asked;
pub mod draw;
pub(super) mod hold;
pub(super) mod settle;
pub mod shown;

pub mod plot_line {
    //! Shares of one plot from one offer. Where it stands is what its reservation is.

    use sea_orm::entity::prelude::*;

    use crate::{
        id::{AdoptionId, OfferId, PlotId, ProposalId, ProposalPlotId},
        round::proposal::line::Lost,
    };

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "proposal_plot")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: ProposalPlotId,
        pub proposal_id: ProposalId,
        pub offer_id: OfferId,
        pub plot_id: PlotId,
        pub shares: i32,
        pub adoption_id: Option<AdoptionId>,
        pub lost: Option<Lost>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod fund_line {
    //! A sum for one fund from one offer; a pledge once its donor has said yes.

    use sea_orm::entity::prelude::*;

    use crate::{
        Fen,
        id::{FundId, OfferId, PledgeId, ProposalFundId, ProposalId},
        round::proposal::line::Lost,
    };

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "proposal_fund")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: ProposalFundId,
        pub proposal_id: ProposalId,
        pub offer_id: OfferId,
        pub fund_id: FundId,
        pub amount_fen: Fen,
        pub pledge_id: Option<PledgeId>,
        pub lost: Option<Lost>,
        /// Its donor said yes then, and the fund took nothing any more. Without it, what is lost was not asked about.
        pub gone_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
