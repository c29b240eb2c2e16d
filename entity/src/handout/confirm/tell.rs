//! The letters of a hand-out, in its own transaction: the letter the whole platform is for.

use std::collections::{BTreeMap, HashMap, HashSet};

use sea_orm::{
    QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait},
};

use super::{Act, Gift};
use crate::{
    Lang, Result, Store, Time, account,
    child::consent,
    claim::NoteState,
    handout::line::SignedBy,
    id::{AccountId, ConsentId, PhaseId},
    outbox::{
        self, Letter, Recipient, compose,
        letter::{self, PhaseLine},
    },
    phase,
    store::Txn,
    wish::{self, Status},
};

/// One letter to each donor, of all that they gave in this act; the pool's gifts need none.
pub(super) async fn tell(store: &Store, txn: &Txn, phase: PhaseId, act: &Act, gifts: &[Gift], now: Time) -> Result<()> {
    let donors: HashMap<AccountId, account::Model> = account::Entity::find()
        .filter(account::COLUMN.id.is_in(gifts.iter().filter_map(|(claim, _)| claim.account_id)))
        .all(txn)
        .await?
        .into_iter()
        .map(|donor| (donor.id, donor))
        .collect();
    let wishes: Vec<wish::Model> = gifts.iter().map(|(_, wish)| wish.clone()).collect();
    let around = Around {
        act,
        with_card: consent::with_card(txn, wishes.iter().filter_map(|wish| wish.consent_id)).await?,
        card_days: phase::Entity::find_by_id(phase).one(txn).await?.map_or(0, |phase| phase.card_days),
        totals: totals(txn, phase).await?,
    };
    for lang in [Lang::Zh, Lang::En] {
        if !donors.values().any(|donor| donor.lang == lang) {
            continue;
        }
        let line = compose::phase_line(txn, phase, lang).await?;
        let mut given: BTreeMap<AccountId, Vec<(&Gift, letter::Gift)>> = BTreeMap::new();
        for (gift, shown) in gifts.iter().zip(compose::gifts(txn, &wishes, lang).await?) {
            if let Some(donor) = gift.0.account_id {
                given.entry(donor).or_default().push((gift, shown));
            }
        }
        for (donor, own) in given {
            let donor = donors.get(&donor).filter(|donor| donor.lang == lang);
            let Some(donor) = donor.map(Recipient::from) else { continue };
            let Some(letter) = around.letter(&donor.name, own, line.clone()) else { continue };
            outbox::post(store, txn, &donor, &letter, now).await?;
        }
    }
    Ok(())
}

/// What the letters of an act say besides the gifts.
struct Around<'a> {
    act: &'a Act,
    /// The consents that let the child make a card.
    with_card: HashSet<ConsentId>,
    card_days: i32,
    /// Children of the phase who have their gift, and at how many schools.
    totals: (u64, u64),
}

impl Around<'_> {
    /// `own`: one donor's gifts in the order of the act; none: no letter.
    fn letter(&self, name: &str, own: Vec<(&Gift, letter::Gift)>, phase: PhaseLine) -> Option<Letter> {
        let guardian = Some(&SignedBy::Guardian);
        let guardians = own.iter().filter(|(gift, _)| self.act.lines.get(&gift.1.code) == guardian).count();
        let may_thank = |id: ConsentId| self.with_card.contains(&id);
        let cards = own.iter().filter(|(gift, _)| gift.1.consent_id.is_some_and(may_thank)).count();
        let notes = |state| own.iter().filter(|(gift, _)| gift.0.note_state == Some(state)).count();
        let (unread, refused) = (notes(NoteState::Waiting), notes(NoteState::Refused));
        let all = own.len();
        let mut shown = own.into_iter().map(|(_, shown)| shown);
        Some(Letter::HandedOut {
            name: name.to_owned(),
            gift: shown.next()?,
            more: shown.collect(),
            on: self.act.handed_on,
            by_guardian: guardians > 0,
            by_teacher: guardians < all,
            phase_total: self.totals.0,
            phase_schools: self.totals.1,
            card_days: (cards > 0).then_some(self.card_days),
            cards,
            note_unread: unread > 0,
            unread,
            refused,
            phase,
        })
    }
}

async fn totals(db: &impl ConnectionTrait, phase: PhaseId) -> Result<(u64, u64)> {
    let counted: Option<(i64, i64)> = wish::Entity::find()
        .select_only()
        .column_as(wish::Column::Id.count(), "children")
        .column_as(Expr::col(wish::Column::SchoolId).count_distinct(), "schools")
        .filter(wish::COLUMN.phase_id.eq(phase))
        .filter(wish::COLUMN.status.eq(Status::HandedOut))
        .into_tuple()
        .one(db)
        .await?;
    let (children, schools) = counted.unwrap_or_default();
    Ok((u64::try_from(children).unwrap_or(0), u64::try_from(schools).unwrap_or(0)))
}
