//! In whose name things of a proposal are given: the donor's own, or that of the organisation whose contact the donor
//! is. A wish is given as its claim says; shares and sums are as their offer does.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{QuerySelect, entity::prelude::*};

use super::{
    ground::{fund_line, plot_line},
    parcels,
};
use crate::{
    Code, Lang, Result, adoption, claim,
    id::{OfferId, OrganisationId, ProposalFundId, ProposalPlotId},
    offer, organisation,
    outbox::letter::GiverLine,
    wish,
};

/// None: the donor's own name.
pub(super) type Giver = Option<OrganisationId>;

/// What is proposed in one name.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Whose; none: the donor's own.
    pub organisation: Option<String>,
    /// Its wishes, by the schools that they go to, as they are told.
    pub parcels: Vec<Vec<Code>>,
    pub plots: Vec<ProposalPlotId>,
    pub funds: Vec<ProposalFundId>,
}

/// The donor's own first, then one for each organisation.
pub(super) async fn parts(
    db: &impl ConnectionTrait,
    wishes: &[(claim::Model, wish::Model)],
    plots: &[(plot_line::Model, adoption::Model)],
    funds: &[fund_line::Model],
    lang: Lang,
) -> Result<Vec<Part>> {
    let offers = plots.iter().map(|(line, _)| line.offer_id).chain(funds.iter().map(|line| line.offer_id));
    let offers: HashMap<OfferId, Giver> = offer::Entity::find()
        .select_only()
        .columns([offer::Column::Id, offer::Column::OrganisationId])
        .filter(offer::COLUMN.id.is_in(offers))
        .into_tuple::<(OfferId, Giver)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let says = |offer: OfferId| offers.get(&offer).copied().flatten();
    let mut parts: BTreeMap<Giver, Part> = BTreeMap::new();
    let wishes = wishes.iter().map(|(claim, wish)| (claim.organisation_id, wish));
    for (giver, parcels) in parcels::by_giver(wishes, |wish| *wish) {
        let codes = |parcel: Vec<&wish::Model>| parcel.into_iter().map(|wish| wish.code.clone()).collect();
        parts.entry(giver).or_default().parcels = parcels.into_iter().map(codes).collect();
    }
    for (line, _) in plots {
        parts.entry(says(line.offer_id)).or_default().plots.push(line.id);
    }
    for line in funds {
        parts.entry(says(line.offer_id)).or_default().funds.push(line.id);
    }
    let mut told = Vec::with_capacity(parts.len());
    for (giver, part) in parts {
        told.push(Part { organisation: name(db, giver, lang).await?, ..part });
    }
    Ok(told)
}

/// Puts the donor's own first, then each organisation's; otherwise the order stays.
pub(super) fn sort<T>(things: &mut [(Giver, T)]) {
    things.sort_by_key(|(giver, _)| *giver);
}

/// How much of each kind is given in each name, in the order of [`sort`]; nothing where all is in the donor's own.
pub(super) async fn lines(
    db: &impl ConnectionTrait,
    (gifts, adoptions, funds): (&[Giver], &[Giver], &[Giver]),
    lang: Lang,
) -> Result<Vec<GiverLine>> {
    let mut all = [gifts, adoptions, funds].concat();
    all.sort_unstable();
    all.dedup();
    if matches!(all[..], [] | [None]) {
        return Ok(Vec::new());
    }
    let mut lines = Vec::with_capacity(all.len());
    for giver in all {
        let of = |things: &[Giver]| things.iter().filter(|one| **one == giver).count();
        lines.push(GiverLine {
            organisation: name(db, giver, lang).await?,
            gifts: of(gifts),
            adoptions: of(adoptions),
            funds: of(funds),
        });
    }
    Ok(lines)
}

async fn name(db: &impl ConnectionTrait, giver: Giver, lang: Lang) -> Result<Option<String>> {
    let Some(id) = giver else { return Ok(None) };
    Ok(Some(organisation::find(db, id).await?.name(lang).to_owned()))
}
