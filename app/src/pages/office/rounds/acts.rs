//! What an officer may do with a round that is to be decided.

use leptos::prelude::*;

use super::{LIST, one::Seen};
use crate::{Visit, parts::form::FormKeyField};

/// Apply it, draw it anew, discard it; with nothing to propose, only the last two.
pub(super) fn acts(visit: &Visit, seen: &Seen) -> impl IntoView + use<> {
    let (t, id) = (visit.t(), seen.round.id);
    let apply = (seen.progress.0 > 0).then(|| {
        view! {
            <form class="form" method="post" action=format!("{LIST}/{id}/apply")>
                <FormKeyField key=visit.mint() />
                <p>{t.round_apply_help(seen.progress.0)}</p>
                <div class="actions">
                    <button class="btn big">{t.round_apply()}</button>
                </div>
            </form>
        }
    });
    view! {
        <section class="box stack">
            {apply}
            <div class="actions">
                <form method="post" action=format!("{LIST}/{id}/redraw")>
                    <FormKeyField key=visit.mint() />
                    <button class="btn quiet">{t.round_redraw()}</button>
                </form>
                <form method="post" action=format!("{LIST}/{id}/discard")>
                    <FormKeyField key=visit.mint() />
                    <button class="btn quiet">{t.round_discard()}</button>
                </form>
            </div>
        </section>
    }
}
