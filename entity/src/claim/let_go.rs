//! A visitor does not want what is held after all, or cannot confirm it with that address: the letter's link ends the
//! hold before its hour, and the wishes are there for others.

use super::{
    State,
    confirm::held,
    end::{Ending, end, reopen},
    locked,
};
use crate::{
    Error, FormKey, Refusal, Result, Store, Time,
    actor::Actor,
    journal::{self, Act, Subject},
    link,
};

/// Ends all that is still held. The link is spent with it. `minted`: the key of the page's form.
pub async fn by_link(store: &Store, token: &str, minted: &str, now: Time) -> Result<()> {
    let form = FormKey::new(store.keys.link_of_token(token).ok_or(Refusal::LinkSpent)?, minted);
    let txn = store.write().await?;
    let link = match link::spend(store, &txn, link::Kind::Hold, token, now).await {
        // A button pressed twice: the first press has spent it, while the second waited perhaps.
        Err(Error::Refused(refused)) => return form.answered(&txn).await?.ok_or(Error::Refused(refused)),
        spent => spent?,
    };
    let (held, _, held_until) = held(&txn, &link, now).await?;
    if held.is_empty() {
        return Err(Refusal::HoldOver(held_until).into());
    }
    for (claim, _) in held {
        let (wish, claim) = locked(&txn, claim.id).await?;
        let ending = Ending { to: State::Released, reason: None, by: None };
        // What was ended meanwhile is left as it is.
        if claim.state != State::Held || !end(&txn, &claim, &ending, now).await? {
            continue;
        }
        reopen(&txn, &wish, now).await?;
        let subject = Subject("wish", wish.id.0);
        journal::note(&txn, Actor::VISITOR, Act::ClaimReleased, subject, wish.code.as_str(), now).await?;
    }
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
