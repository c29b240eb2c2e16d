//! What is cut off the end of the ledger: it is missed by what else names it, by the days that lack their seal, and by
//! who wrote a head down.

use chrono::TimeDelta;
use entity::{
    clock,
    id::TransferId,
    ledger::{
        self,
        verify::{self, Broken, Whole},
    },
};

use super::{book, own, typed, unguarded};
use crate::world::World;

on_both!(
    what_a_payment_or_the_journal_names_is_missed,
    a_day_that_is_over_has_its_seal,
    a_head_that_was_written_down_is_part_of_the_chain,
);

async fn found(world: &World) -> Result<Whole, Broken> {
    verify::verify(world.store.read()).await.unwrap()
}

/// Takes the end away, from this transfer on.
async fn cut(world: &World, from: i64) {
    unguarded(world, &format!("DELETE FROM ledger_entry WHERE transfer_id >= {from}")).await;
    unguarded(world, &format!("DELETE FROM ledger_transfer WHERE id >= {from}")).await;
}

async fn what_a_payment_or_the_journal_names_is_missed(world: World) {
    let own = own(&world).await;
    book(&world, &typed("in", &own, "society", "5")).await.unwrap();
    for amount in ["8", "9"] {
        world.arrives("", amount).await.unwrap();
    }
    book(&world, &typed("in", &own, "society", "6")).await.unwrap();
    assert_eq!(found(&world).await.map(|whole| whole.transfers), Ok(4));
    cut(&world, 4).await;
    assert_eq!(found(&world).await, Err(Broken::Gone(4)), "the journal says that it was booked by hand");
    cut(&world, 3).await;
    assert_eq!(found(&world).await, Err(Broken::Gone(3)), "what arrived was booked with it");
}

async fn a_day_that_is_over_has_its_seal(mut world: World) {
    let own = own(&world).await;
    for _ in 0..3 {
        book(&world, &typed("in", &own, "society", "5")).await.unwrap();
        world.later(TimeDelta::days(1));
        assert!(found(&world).await.is_ok(), "the clock has not turned since");
        let done = clock::turn(&world.store, world.now).await;
        assert!(done.failed.is_empty(), "{:?}", done.failed);
    }
    assert_eq!(found(&world).await.map(|whole| whole.sealed_days), Ok(3));
    for first in ["2026-11-24", "2026-11-23"] {
        unguarded(&world, &format!("DELETE FROM ledger_day WHERE day >= '{first}'")).await;
        assert_eq!(found(&world).await, Err(Broken::Unsealed(first.parse().unwrap())));
    }
}

async fn a_head_that_was_written_down_is_part_of_the_chain(world: World) {
    let own = own(&world).await;
    let mut heads = Vec::new();
    for amount in ["5", "6"] {
        book(&world, &typed("in", &own, "society", amount)).await.unwrap();
        heads.push(ledger::head(world.store.read()).await.unwrap().1);
    }
    let numbered = async |head: &str| verify::numbered(world.store.read(), head).await.unwrap();
    assert_eq!(numbered(&format!(" {} ", heads[0].to_uppercase())).await, Some(TransferId(1)), "as it was copied");
    assert_eq!(numbered(&heads[1]).await, Some(TransferId(2)));
    cut(&world, 2).await;
    assert_eq!(numbered(&heads[1]).await, None);
    assert_eq!(numbered("").await, None);
}
