//! A donor's offers in words: what each says, and where it stands.

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{COLUMN, Entity, Model};
use crate::{
    Lang, Refusal, Result, actor::Donor, county::County, id::OfferId, matching::Kind, organisation,
    outbox::letter::OfferLine,
};

/// One of the donor's offers.
#[derive(Clone, Debug)]
pub struct Shown {
    pub offer: Model,
    pub line: OfferLine,
}

/// The donor's offers: those that have not ended first, then the newest.
pub async fn all(db: &impl ConnectionTrait, donor: Donor, county: &County, lang: Lang) -> Result<Vec<Shown>> {
    let own = Entity::find().filter(COLUMN.account_id.eq(donor.account())).order_by_desc(COLUMN.id);
    let mut own = own.all(db).await?;
    own.sort_by_key(|offer| offer.ended_at.is_some());
    let mut shown = Vec::with_capacity(own.len());
    for offer in own {
        let line = line_in(db, &offer, county, lang).await?;
        shown.push(Shown { offer, line });
    }
    Ok(shown)
}

/// One of them; another donor's answers like a missing one.
pub async fn one(db: &impl ConnectionTrait, donor: Donor, id: OfferId, county: &County, lang: Lang) -> Result<Shown> {
    let own = Entity::find_by_id(id).filter(COLUMN.account_id.eq(donor.account()));
    let offer = own.one(db).await?.ok_or(Refusal::NotFound)?;
    let line = line_in(db, &offer, county, lang).await?;
    Ok(Shown { offer, line })
}

/// What a letter says of it.
pub(crate) async fn line(db: &impl ConnectionTrait, offer: &Model, lang: Lang) -> Result<OfferLine> {
    line_in(db, offer, &County::read(db).await?, lang).await
}

/// The same where the county is known.
pub(crate) async fn line_in(
    db: &impl ConnectionTrait,
    offer: &Model,
    county: &County,
    lang: Lang,
) -> Result<OfferLine> {
    let organisation = match offer.organisation_id {
        Some(id) => Some(organisation::find(db, id).await?.name(lang).to_owned()),
        None => None,
    };
    let places = county.places(lang);
    let townships = offer.townships().into_iter().map(|id| places.township(id).to_owned());
    let schools = offer.schools().into_iter().map(|id| places.school(id).to_owned());
    Ok(OfferLine {
        number: offer.id,
        kinds: Kind::ALL.into_iter().filter(|kind| offer.gives(*kind)).collect(),
        max_count: offer.max_count,
        max_shares: offer.max_shares,
        for_funds: offer.fund_fen,
        budget: offer.budget_fen,
        max_price: offer.max_price_fen,
        categories: offer.categories(),
        places: townships.chain(schools).filter(|name| !name.is_empty()).collect(),
        grades: (offer.grade_min, offer.grade_max),
        valid_until: offer.valid_until,
        organisation,
    })
}
