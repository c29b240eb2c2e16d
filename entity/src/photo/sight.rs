//! Who may see a picture: the privacy table of domain.md, and nothing else. To everybody else it does not exist.

use sea_orm::entity::prelude::*;

use super::{Entity, Model, Purpose, State};
use crate::{
    Refusal, Result,
    account::Role,
    actor::SignedIn,
    adoption,
    card::{self, piece},
    claim,
    handout::problem,
    id::{AdoptionId, DiaryEntryId, PhotoId, PlotId, ProblemId, WishId},
    plot::{self, diary},
    wish,
};

/// The picture, for a reader who may see it.
pub async fn seen_by(db: &impl ConnectionTrait, who: &SignedIn, id: PhotoId) -> Result<Model> {
    let photo = Entity::find_by_id(id).one(db).await?.filter(|photo| photo.state == State::Kept);
    let photo = photo.ok_or(Refusal::NotFound)?;
    let may = match photo.purpose {
        Purpose::Card => of_card(db, who, &photo).await?,
        Purpose::Piece => of_piece(db, who, &photo).await?,
        Purpose::Problem => of_problem(db, who, &photo).await?,
        Purpose::Diary => of_diary(db, &photo).await?,
        Purpose::Paper => of_paper(db, who, &photo).await?,
        Purpose::Receipt => of_receipt(db, who, &photo).await?,
    };
    if may { Ok(photo) } else { Err(Refusal::NotFound.into()) }
}

/// The picture, where everybody may see it.
pub async fn by_anybody(db: &impl ConnectionTrait, id: PhotoId) -> Result<Option<Model>> {
    let photo = Entity::find_by_id(id).one(db).await?.filter(|photo| photo.state == State::Kept);
    match photo.filter(|photo| photo.purpose == Purpose::Diary) {
        Some(photo) => Ok(of_diary(db, &photo).await?.then_some(photo)),
        None => Ok(None),
    }
}

/// A picture of a field: anybody, once the plot has opened.
async fn of_diary(db: &impl ConnectionTrait, photo: &Model) -> Result<bool> {
    let entry = diary::Entity::find_by_id(DiaryEntryId(photo.subject_id.unwrap_or_default())).one(db).await?;
    let plot = match entry {
        Some(entry) => plot::Entity::find_by_id(entry.plot_id).one(db).await?,
        None => None,
    };
    Ok(plot.is_some_and(|plot| plot.opened_at.is_some()))
}

/// A signed contract: the office and the village of its plot.
async fn of_paper(db: &impl ConnectionTrait, who: &SignedIn, photo: &Model) -> Result<bool> {
    let Ok(keeper) = who.keeper() else { return Ok(false) };
    let adoption = adoption::Entity::find_by_id(AdoptionId(photo.subject_id.unwrap_or_default())).one(db).await?;
    match adoption {
        Some(adoption) => Ok(plot::find(db, keeper, adoption.plot_id).await.is_ok()),
        None => Ok(false),
    }
}

/// A signed receipt: the office and the village of its plot.
async fn of_receipt(db: &impl ConnectionTrait, who: &SignedIn, photo: &Model) -> Result<bool> {
    let Ok(keeper) = who.keeper() else { return Ok(false) };
    Ok(plot::find(db, keeper, PlotId(photo.subject_id.unwrap_or_default())).await.is_ok())
}

/// A card: the office, the school of its wish, and once it is approved the donor whose gift it answers.
async fn of_card(db: &impl ConnectionTrait, who: &SignedIn, photo: &Model) -> Result<bool> {
    Ok(match who.role() {
        Role::Office | Role::Admin => true,
        Role::School => {
            let wish = WishId(photo.subject_id.unwrap_or_default());
            let wish = wish::Entity::find_by_id(wish).one(db).await?;
            who.school().is_ok_and(|own| wish.is_some_and(|wish| wish.school_id == own.school()))
        }
        Role::Village => false,
        Role::Donor => {
            let card = card::Entity::find().filter(card::COLUMN.photo_id.eq(photo.id)).one(db).await?;
            let card = card.filter(|card| card.state == card::State::Approved);
            let claim = match card {
                Some(card) => claim::Entity::find_by_id(card.claim_id).one(db).await?,
                None => None,
            };
            who.donor().is_ok_and(|donor| claim.is_some_and(|claim| claim.account_id == Some(donor.account())))
        }
    })
}

/// A piece of a photo: the school that took it, which has still to say whose card it is.
async fn of_piece(db: &impl ConnectionTrait, who: &SignedIn, photo: &Model) -> Result<bool> {
    let Ok(own) = who.school() else { return Ok(false) };
    let piece = piece::Entity::find().filter(piece::COLUMN.photo_id.eq(photo.id)).one(db).await?;
    Ok(piece.is_some_and(|piece| piece.school_id == own.school()))
}

/// A gift with which something is wrong: the office, and the school where it is.
async fn of_problem(db: &impl ConnectionTrait, who: &SignedIn, photo: &Model) -> Result<bool> {
    if matches!(who.role(), Role::Office | Role::Admin) {
        return Ok(true);
    }
    let Ok(own) = who.school() else { return Ok(false) };
    let problem = problem::Entity::find_by_id(ProblemId(photo.subject_id.unwrap_or_default())).one(db).await?;
    let Some(problem) = problem else { return Ok(false) };
    let wish = wish::Entity::find_by_id(problem.wish_id).one(db).await?;
    Ok(wish.is_some_and(|wish| wish.school_id == own.school()))
}
