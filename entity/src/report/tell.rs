//! The letter to those whose money a report is about: a plot's adopters, a fund's donors of those days. Once for each
//! report; a correction stands on the page beside it and is not told again.

use std::collections::BTreeSet;

use sea_orm::{QuerySelect, entity::prelude::*};

use super::{About, Content, disclosure::Answerable, period::Kind, publish, season};
use crate::{
    Result, Store, Time, account, adoption,
    id::AccountId,
    ledger::{Programme, Source},
    outbox::{
        self, Letter, Recipient,
        letter::{ReportLine, ReportOf},
    },
    payment,
    store::Txn,
};

pub(super) async fn published(store: &Store, txn: &Txn, about: About, row: &publish::Model, now: Time) -> Result<()> {
    let (of, accounts) = match about {
        // Who gave a gift hears of the gift itself.
        About::Phase(_) => return Ok(()),
        About::Season(season) => (ReportOf::Season(season), adopters(txn, season).await?),
        About::Fund(id) => {
            let days = (row.from_on, row.to_on);
            (ReportOf::Fund(id), payment::payers(txn, Programme::Fund(id), Source::Society, days).await?)
        }
    };
    let content = row.read()?;
    let organiser = answerable(&content);
    for id in accounts {
        let found = account::Entity::find_by_id(id).filter(account::COLUMN.disabled_at.is_null()).one(txn).await?;
        let Some(to) = found.as_ref().map(Recipient::from) else { continue };
        let report = ReportLine {
            of,
            id: row.id,
            title: content.title().of(to.lang).to_owned(),
            organiser: organiser.map_or_else(String::new, |one| one.name.of(to.lang).to_owned()),
        };
        let is_final = Kind::from_key(&row.period) == Some(Kind::Final);
        let (from, until) = (row.from_on, row.to_on);
        let letter = Letter::ReportPublished { name: to.name.clone(), from, to: until, is_final, report };
        let once = format!("disclosure/{}/{id}", row.id);
        outbox::post_once(store, txn, &to, &letter, Some(once), now).await?;
    }
    Ok(())
}

fn answerable(content: &Content) -> Option<&Answerable> {
    match content {
        Content::Phase(told) => told.organiser.as_ref(),
        Content::Season(told) => told.organiser.as_ref(),
        Content::Fund(told) => told.organiser.as_ref(),
    }
}

/// Who has paid for shares of the season's plots, each once.
async fn adopters(txn: &Txn, season: season::Season) -> Result<Vec<AccountId>> {
    let plots = season::plots(season).all(txn).await?;
    let accounts: Vec<AccountId> = adoption::Entity::find()
        .select_only()
        .column(adoption::Column::AccountId)
        .filter(adoption::COLUMN.plot_id.is_in(plots.iter().map(|plot| plot.id)))
        .filter(adoption::COLUMN.state.is_in(adoption::State::PAID))
        .into_tuple()
        .all(txn)
        .await?;
    Ok(accounts.into_iter().collect::<BTreeSet<_>>().into_iter().collect())
}
