//! What rounds have taken of an offer, and the way to what fits the rest of it today.

use entity::{
    Fen,
    grade::GradeBand,
    matching::{
        Kind,
        suggest::{Asked, MOST, MOST_MONEY},
    },
    offer::Model,
    round::desk::Given,
};
use leptos::prelude::*;

use crate::{pages::matching::address, text::Text};

/// How much of it rounds have taken, where they have taken any.
pub fn taken(t: Text, offer: &Model, given: &Given) -> Option<impl IntoView + use<>> {
    let wishes = Some(given.wishes.0).filter(|taken| *taken > 0 && offer.gives(Kind::Wishes));
    let shares = offer.max_shares.filter(|_| given.shares.0 > 0);
    let sum = offer.fund_fen.filter(|_| given.for_funds.0 > Fen::ZERO);
    let parts = [
        wishes.map(|taken| t.offer_taken(taken, offer.max_count)),
        shares.map(|most| t.offer_taken_shares(given.shares.0, most)),
        sum.map(|most| t.offer_taken_sum(&given.for_funds.0.to_string(), &most.to_string())),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| view! { <p>{parts.join(" · ")}</p> })
}

/// The way to what the rest of the offer would be asked for today, or that nothing is left of it.
pub fn fits_now(t: Text, offer: &Model, given: &Given) -> AnyView {
    let has_none = given.wishes.1 == 0 && given.shares.1 == 0 && given.for_funds.1 == Fen::ZERO;
    if has_none || given.budget == Some(Fen::ZERO) {
        return view! { <p class="soft">{t.offer_used_up()}</p> }.into_any();
    }
    let at_once = (given.wishes.1 > most()).then(|| t.offer_at_once(MOST));
    let wider = (given.wishes.1 > 0 && reaches_further(offer)).then(|| {
        let names: Vec<String> = bands(offer).map(|band| t.grade_band(band).to_owned()).collect();
        t.offer_grades_wider(&t.list(&names))
    });
    let notes = [at_once, wider, Some(t.offer_by_hand().to_owned())];
    let notes = t.sentences(&notes.into_iter().flatten().collect::<Vec<_>>());
    view! {
        <section>
            <p class="actions">
                <a class="btn" href=address(&asked(offer, given))>
                    {t.match_offer()}
                </a>
            </p>
            <p class="soft small">{notes}</p>
        </section>
    }
    .into_any()
}

/// What is left of the offer, as a question; no wishes where it leaves none, and nothing about them then.
fn asked(offer: &Model, given: &Given) -> Asked {
    let is_left = |kind: &Kind| match kind {
        Kind::Wishes => given.wishes.1 > 0,
        Kind::Plots => given.shares.1 > 0,
        Kind::Funds => given.for_funds.1 > Fen::ZERO,
    };
    // A larger one binds nothing there.
    let plain = |sum: Fen| sum.min(MOST_MONEY).plain();
    let whole = Asked {
        budget: given.budget.map(plain).unwrap_or_default(),
        count: given.wishes.1.min(most()).to_string(),
        township: offer.townships().iter().map(ToString::to_string).collect(),
        also: Kind::OTHER.into_iter().filter(is_left).map(|kind| kind.key().to_owned()).collect(),
        shares: Some(given.shares.1).filter(|_| is_left(&Kind::Plots)),
        sum: Some(given.for_funds.1).filter(|_| is_left(&Kind::Funds)),
        ..Asked::default()
    };
    if !is_left(&Kind::Wishes) {
        return whole;
    }
    Asked {
        max_price: offer.max_price_fen.map(plain).unwrap_or_default(),
        grade: bands(offer).map(|band| band.key().to_owned()).collect(),
        category: offer.categories().iter().map(|one| one.key().to_owned()).collect(),
        school: offer.schools().iter().map(ToString::to_string).collect(),
        ..whole
    }
}

/// Wishes that match me shows at once.
fn most() -> u32 {
    u32::try_from(MOST).unwrap_or(u32::MAX)
}

/// The bands that its grades reach into; none where they are all.
fn bands(offer: &Model) -> impl Iterator<Item = GradeBand> {
    let (first, last) = (offer.grade_min, offer.grade_max);
    let reaches = move |band: &GradeBand| first <= *band.grades().end() && *band.grades().start() <= last;
    GradeBand::ALL.into_iter().filter(reaches).filter(move |_| (first, last) != (1, 9))
}

/// Whether these bands hold a grade that is not the offer's: a wish's own grade is nobody's business, so that match me
/// cannot ask for it.
fn reaches_further(offer: &Model) -> bool {
    let own = offer.grade_min..=offer.grade_max;
    bands(offer).any(|band| band.grades().any(|grade| !own.contains(&grade)))
}
