//! Letters that are not a duty: declined and wanted again, signed in or by the link in each of them.

use sea_orm::{ActiveValue::Set, IntoActiveModel, entity::prelude::*};

use super::{Entity, Model};
use crate::{
    Refusal, Result, Store, Time,
    actor::{Actor, SignedIn},
    id::AccountId,
    journal::{self, Act, Subject},
    store::{Keys, Txn},
};

/// The token of the unsubscribe link in letters to this account. It never expires: an old letter must still do.
pub fn token(keys: &Keys, account: AccountId) -> String {
    keys.link_token(&format!("digest-{account}"))
}

/// Whose link this is, for the page that asks before it acts.
pub async fn reader(store: &Store, token: &str) -> Result<Model> {
    let id = account_of(&store.keys, token)?;
    Ok(Entity::find_by_id(id).one(store.read()).await?.ok_or(Refusal::LinkSpent)?)
}

/// Declines such letters by the link in one of them; doing it twice is no mistake.
pub async fn unsubscribe(store: &Store, token: &str, now: Time) -> Result<()> {
    let id = account_of(&store.keys, token)?;
    let txn = store.write().await?;
    set(&txn, id, false, now).await?.ok_or(Refusal::LinkSpent)?;
    txn.commit().await?;
    Ok(())
}

/// Says whether one wants such letters.
pub async fn choose(store: &Store, person: &SignedIn, wanted: bool, now: Time) -> Result<()> {
    let txn = store.write().await?;
    set(&txn, person.account().id, wanted, now).await?.ok_or(Refusal::SignInFirst)?;
    txn.commit().await?;
    Ok(())
}

/// Whoever asks to be written to wants such letters again.
pub(crate) async fn want(txn: &Txn, id: AccountId, now: Time) -> Result<()> {
    set(txn, id, true, now).await.map(|_| ())
}

fn account_of(keys: &Keys, token: &str) -> Result<AccountId, Refusal> {
    let id = keys.link_of_token(token).and_then(|link| link.strip_prefix("digest-")?.parse().ok());
    id.ok_or(Refusal::LinkSpent)
}

async fn set(txn: &Txn, id: AccountId, wanted: bool, now: Time) -> Result<Option<()>> {
    let Some(account) = Entity::find_by_id(id).one(txn).await? else { return Ok(None) };
    if account.digest_declined_at.is_none() == wanted {
        return Ok(Some(()));
    }
    let act = if wanted { Act::DigestWanted } else { Act::DigestDeclined };
    journal::note(txn, Actor::of(&account), act, Subject("account", id.0), "", now).await?;
    let mut row = account.into_active_model();
    row.digest_declined_at = Set((!wanted).then_some(now));
    row.update(txn).await?;
    Ok(Some(()))
}
