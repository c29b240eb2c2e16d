//! The office adds and changes organisers. A blank may stand here; a phase does not open with it.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};
use serde::Deserialize;

use super::{ActiveModel, COLUMN, Entity, LegalBasis, Model};
use crate::{
    Field, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    error::{Refusals, Refused},
    fund,
    id::OrganiserId,
    journal::{self, Act, Subject},
    lang, phase, plot, seen, text,
};

/// Longest name, number or contact, in characters.
pub const LINE: usize = 120;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub name_zh: String,
    /// Blank: the Chinese name serves both languages.
    pub name_en: String,
    pub legal_basis: String,
    pub qualification_no: String,
    pub filing_no: String,
    pub contact: String,
    /// Where money goes to: all three, or none.
    pub bank_holder: String,
    pub bank_name: String,
    pub bank_account: String,
    /// What stood there when the form was rendered ([`crate::seen`]); blank where nothing did.
    pub seen: String,
}

impl From<&Model> for Typed {
    fn from(organiser: &Model) -> Self {
        Self {
            name_zh: organiser.name_zh.clone(),
            name_en: lang::english_shown(&organiser.name_en, &organiser.name_zh),
            legal_basis: organiser.legal_basis.map_or_else(String::new, |basis| basis.key().to_owned()),
            qualification_no: organiser.qualification_no.clone(),
            filing_no: organiser.filing_no.clone(),
            contact: organiser.contact.clone(),
            bank_holder: organiser.bank_holder.clone(),
            bank_name: organiser.bank_name.clone(),
            bank_account: organiser.bank_account.clone(),
            seen: seen::word(organiser),
        }
    }
}

pub async fn add(store: &Store, officer: Officer, typed: &Typed, form: &FormKey, now: Time) -> Result<OrganiserId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let mut row = read(typed)?;
    row.created_at = Set(now);
    let id = row.insert(&txn).await?.id;
    journal::note(&txn, officer, Act::OrganiserAdded, Subject("organiser", id.0), "", now).await?;
    form.keep(&txn, &id, now).await?;
    txn.commit().await?;
    Ok(id)
}

/// Changes an organiser. Of one that answers for an open phase or fund nothing can be blanked.
pub async fn change(store: &Store, officer: Officer, id: OrganiserId, typed: &Typed, now: Time) -> Result<()> {
    let txn = store.write().await?;
    let before = Entity::find_by_id(id).lock_exclusive().one(&txn).await?.ok_or(Refusal::NotFound)?;
    let mut row = read(typed)?;
    row.id = Set(id);
    let after = row.update(&txn).await?;
    if after != before {
        seen::unchanged(&typed.seen, &before)?;
    }
    let blank = after.blank();
    if !blank.is_empty() && answers_for_something(&txn, id).await? {
        return Err(Refused(blank.into_iter().map(Refusal::Missing).collect()).into());
    }
    journal::note(&txn, officer, Act::OrganiserChanged, Subject("organiser", id.0), "", now).await?;
    Ok(txn.commit().await?)
}

/// All organisers, by number.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>> {
    Ok(Entity::find().order_by_asc(COLUMN.id).all(db).await?)
}

/// Those a phase names: what stands on their pages is public.
pub async fn of_phases(db: &impl ConnectionTrait) -> Result<Vec<Model>> {
    let named = phase::Entity::find()
        .select_only()
        .column(phase::Column::OrganiserId)
        .filter(phase::COLUMN.state.ne(phase::State::Draft))
        .into_query();
    Ok(Entity::find().filter(super::Column::Id.in_subquery(named)).order_by_asc(COLUMN.id).all(db).await?)
}

pub async fn find(db: &impl ConnectionTrait, id: OrganiserId) -> Result<Model> {
    Ok(Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?)
}

async fn answers_for_something(db: &impl ConnectionTrait, id: OrganiserId) -> Result<bool> {
    let opened = phase::Entity::find()
        .filter(phase::COLUMN.organiser_id.eq(id))
        .filter(phase::COLUMN.state.ne(phase::State::Draft));
    let plots =
        plot::Entity::find().filter(plot::COLUMN.organiser_id.eq(id)).filter(plot::COLUMN.opened_at.is_not_null());
    let has_plot = plots.one(db).await?.is_some();
    Ok(opened.one(db).await?.is_some() || has_plot || fund::open::answers_for_one(db, id).await?)
}

fn read(typed: &Typed) -> Result<ActiveModel> {
    let mut refusals = Refusals::default();
    let name_zh = refusals.take(text::line(Field::NameZh, &typed.name_zh, LINE));
    let mut line = |field, typed: &str| refusals.take(text::line_or_empty(field, typed, LINE));
    let name_en = line(Field::NameEn, &typed.name_en);
    let qualification_no = line(Field::QualificationNo, &typed.qualification_no);
    let filing_no = line(Field::FilingNo, &typed.filing_no);
    let contact = line(Field::OrganiserContact, &typed.contact);
    let bank = bank(&mut refusals, typed);
    let legal_basis = refusals.take(match typed.legal_basis.as_str() {
        "" => Ok(None),
        key => LegalBasis::from_key(key).map(Some).ok_or(Refusal::NotAChoice(Field::LegalBasis)),
    });
    let (Some(name_zh), Some(name_en), Some(legal_basis)) = (name_zh, name_en, legal_basis) else {
        return Err(refusals.into());
    };
    let (Some(qualification_no), Some(filing_no), Some(contact)) = (qualification_no, filing_no, contact) else {
        return Err(refusals.into());
    };
    let (Some([bank_holder, bank_name, bank_account]), true) = (bank, refusals.is_empty()) else {
        return Err(refusals.into());
    };
    Ok(ActiveModel {
        name_en: Set(lang::english_kept(name_en, &name_zh)),
        name_zh: Set(name_zh),
        legal_basis: Set(legal_basis),
        qualification_no: Set(qualification_no),
        filing_no: Set(filing_no),
        contact: Set(contact),
        bank_holder: Set(bank_holder),
        bank_name: Set(bank_name),
        bank_account: Set(bank_account),
        ..Default::default()
    })
}

/// Holder, bank and number: money cannot be sent to two of them.
fn bank(refusals: &mut Refusals, typed: &Typed) -> Option<[String; 3]> {
    const FIELDS: [Field; 3] = [Field::BankHolder, Field::BankName, Field::BankAccount];
    let lines = [&typed.bank_holder, &typed.bank_name, &typed.bank_account];
    let mut read = Vec::with_capacity(FIELDS.len());
    for (field, line) in FIELDS.into_iter().zip(lines) {
        read.push(refusals.take(text::line_or_empty(field, line, LINE))?);
    }
    let is_none = read.iter().all(String::is_empty);
    for (field, _) in FIELDS.into_iter().zip(&read).filter(|(_, line)| line.is_empty() && !is_none) {
        refusals.add(Refusal::Missing(field));
    }
    read.try_into().ok()
}
