//! In which order a proposal tells its wishes, in the letter and on the page: what one giver sends to one school goes
//! in one parcel.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use super::giver::Giver;
use crate::{
    id::{SchoolId, TownshipId},
    lang::china_date,
    wish,
};

/// Each giver's parcels, the donor's own first.
pub(super) fn by_giver<T>(
    things: impl IntoIterator<Item = (Giver, T)>,
    wish: impl Fn(&T) -> &wish::Model,
) -> BTreeMap<Giver, Vec<Vec<T>>> {
    let mut of_giver: BTreeMap<Giver, Vec<T>> = BTreeMap::new();
    for (giver, thing) in things {
        of_giver.entry(giver).or_default().push(thing);
    }
    of_giver.into_iter().map(|(giver, things)| (giver, by_school(things, &wish))).collect()
}

/// The schools with more wishes first.
fn by_school<T>(things: Vec<T>, wish: &impl Fn(&T) -> &wish::Model) -> Vec<Vec<T>> {
    let mut of_school: BTreeMap<(TownshipId, SchoolId), Vec<T>> = BTreeMap::new();
    for thing in things {
        let place = (wish(&thing).township_id, wish(&thing).school_id);
        of_school.entry(place).or_default().push(thing);
    }
    let mut parcels: Vec<Vec<T>> = of_school.into_values().map(|things| in_order(things, wish)).collect();
    parcels.sort_by_key(|parcel| Reverse(parcel.len()));
    parcels
}

/// Who has waited longest comes first, of those the youngest; brothers and sisters follow each other.
fn in_order<T>(mut things: Vec<T>, wish: &impl Fn(&T) -> &wish::Model) -> Vec<T> {
    things.sort_by_key(|thing| {
        let wish = wish(thing);
        (china_date(wish.waiting_since), wish.grade, wish.id)
    });
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut placed: Vec<(usize, T)> = Vec::with_capacity(things.len());
    for (place, thing) in things.into_iter().enumerate() {
        let set = wish(&thing).set_no.clone();
        placed.push((set.map_or(place, |set| *first.entry(set).or_insert(place)), thing));
    }
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, thing)| thing).collect()
}
