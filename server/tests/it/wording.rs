//! What a contract says, as `app` writes it.

use app::document::wording;
use entity::{
    Code, Lang,
    actor::Donor,
    adoption::{list, wording::Wording},
};

use crate::world::World;

/// What it says now.
pub async fn now(world: &World, donor: Donor, code: &Code) -> Wording {
    let (store, now) = (&world.store, world.now);
    let zh = list::contract(store, donor, code.as_str(), Lang::Zh, now).await.unwrap();
    let en = list::contract(store, donor, code.as_str(), Lang::En, now).await.unwrap();
    wording(&zh, &en)
}
