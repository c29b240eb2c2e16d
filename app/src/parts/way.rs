//! A gift's way as a line of stations with dates.

use entity::claim::{
    Model,
    stations::{Mark, Station, Stop},
};
use leptos::prelude::*;

use crate::text::Text;

/// The line. `own`: the donor's claim, whose parcel stands beside its station.
pub fn way(t: Text, stations: &[Station], own: Option<&Model>) -> impl IntoView + use<> {
    let stations: Vec<_> = stations
        .iter()
        .map(|station| {
            let class = match station.mark {
                Mark::Done => "ok",
                Mark::Now => "now",
                Mark::Todo => "todo",
                Mark::Bad => "bad",
            };
            let current = (station.mark == Mark::Now).then_some("step");
            view! {
                <li class=class aria-current=current>
                    <span class="what">{t.stop(station.stop, station.on.is_some())}</span>
                    {date(t, station)}
                    {own.filter(|_| station.stop == Stop::Shipped).and_then(|claim| sent(t, claim))}
                </li>
            }
        })
        .collect();
    view! { <ol class="way">{stations}</ol> }
}

fn date(t: Text, station: &Station) -> Option<AnyView> {
    if let Some(on) = station.on {
        return Some(view! { <time datetime=on.to_string()>{t.short_date(on)}</time> }.into_any());
    }
    station.due.map(|due| view! { <span class="when">{t.way_by(&t.short_date(due))}</span> }.into_any())
}

/// What the donor said about the parcel.
fn sent(t: Text, claim: &Model) -> Option<impl IntoView + use<>> {
    let said = match (&claim.tracking_no, claim.drop_off_on) {
        (Some(number), _) => format!("{} {number}", claim.carrier.as_deref().unwrap_or_default()).trim().to_owned(),
        (None, Some(day)) => t.ship_said_drop_off(&t.date(day)),
        (None, None) => return None,
    };
    Some(view! { <span class="note">{said}</span> })
}
