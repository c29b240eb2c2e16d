//! More than the reader may claim at once: said in the basket, and before the form is filled in.

use entity::{
    claim::{hold::MOST_HELD, take},
    wish::browse::PublicWish,
};
use leptos::prelude::*;

use crate::{AppError, Visit, parts::notice::Notice};

/// Why the reader cannot claim all of these at once; none where nothing is in the way. An organisation has a limit of
/// its own, which the claim itself keeps to.
pub async fn beyond(
    visit: &Visit,
    open: &[&PublicWish],
    is_for_organisation: bool,
) -> Result<Option<String>, AppError> {
    let t = visit.t();
    if visit.signed_in().is_none() {
        let most = usize::try_from(MOST_HELD).unwrap_or(usize::MAX);
        let over = open.len().saturating_sub(most);
        return Ok((over > 0).then(|| t.basket_beyond_hold(most, over)));
    }
    let Ok(donor) = visit.donor() else { return Ok(None) };
    if is_for_organisation {
        return Ok(None);
    }
    let refusal = take::beyond_limit(visit.db(), donor, open).await?;
    Ok(refusal.map(|refusal| t.refusal(&refusal)))
}

/// The same above the form, with the way to take some out where all of them lie in the basket.
pub(super) fn notice(visit: &Visit, wishes: &[PublicWish], beyond: String) -> impl IntoView + use<> {
    let is_basket = wishes.iter().all(|wish| visit.basket().contains(&wish.code));
    let way = is_basket.then(|| {
        view! {
            " "
            <a href="/basket">{visit.t().basket_take_out()}</a>
        }
    });
    view! { <Notice kind="wait">{beyond} {way}</Notice> }
}
