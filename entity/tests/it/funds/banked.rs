//! A family's support that comes through the bank: under its code it is a contribution, counted once, and what is undone
//! or given back is none any more.

use entity::{
    Fen, Refusal,
    elder::{change, give_back},
    fund::{contribution, correct, desk, payout::State, standing},
    id::{ElderId, SupporterId},
    ledger::verify,
    payment::{ForWhat, PayCode, State as PartState, record, reference, refund, sort, undo},
    supporter::{add, end},
};

use super::{acted, joined_earlier, line, since_november};
use crate::world::{World, refused};

on_both!(
    support_through_the_bank_is_a_contribution,
    what_is_undone_or_given_back_counts_no_more,
    nothing_is_undone_that_went_back_to_the_family,
    nothing_is_expected_from_who_supports_nobody_here,
);

pub(super) async fn supported_by_lin(world: &World, elder: ElderId) -> SupporterId {
    world.donor("lin").await;
    let typed = add::Typed {
        supporter_name: "某".into(),
        relation: "son".into(),
        email: "lin@example.org".into(),
        month: "2026-11".into(),
        ..add::Typed::default()
    };
    add::add(&world.store, world.officer().await, elder, &typed, &world.form(), world.now).await.unwrap()
}

/// The newest code of a supporter.
async fn code(world: &World, supporter: SupporterId) -> PayCode {
    reference::of(world.store.read(), ForWhat::Support(supporter)).await.unwrap().unwrap().code
}

async fn arrives(world: &World, code: &str, yuan: &str, on: &str) -> record::Recorded {
    let typed = record::Typed { arrived_on: on.into(), ..world.line(code, yuan).await };
    record::record(&world.store, world.officer().await, &typed, &world.form(), world.now).await.unwrap()
}

async fn owed(world: &World, elder: ElderId) -> Fen {
    verify::verify(world.store.read()).await.unwrap().unwrap();
    standing::owed(world.store.read(), elder).await.unwrap()
}

async fn support_through_the_bank_is_a_contribution(world: World) {
    let (world, id) = since_november(world).await;
    let elder = joined_earlier(&world, id, "elder").await;
    let child = supported_by_lin(&world, elder).await;
    let code = code(&world, child).await;
    let arrived = arrives(&world, code.as_str(), "100", "2026-11-20").await;
    assert_eq!((arrived.counted, arrived.missing), (Fen::yuan(100), None));
    let own = desk::of(world.store.read(), world.donor("lin").await, world.now).await.unwrap().remove(0);
    assert_eq!((own.standing.paid, own.pay.unwrap().reference.code), (Fen::yuan(100), code.clone()));
    let run = world.payout(id, State::Approved).await;
    assert_eq!(line(&world, run, elder).await, Fen::yuan(100));
    // The period is approved: what came within it, and is found now, counts today.
    arrives(&world, code.as_str(), "30", "2026-11-29").await;
    let officer = world.officer().await;
    let rows = contribution::latest(world.store.read(), officer, id, None).await.unwrap();
    let told: Vec<_> = rows.iter().map(|one| (one.row.amount_fen, one.row.received_on.to_string())).collect();
    assert_eq!(told, [(Fen::yuan(30), "2026-12-02".to_owned()), (Fen::yuan(100), "2026-11-20".to_owned())]);
    acted(&world, "pay", run, elder).await.unwrap();
    assert_eq!(owed(&world, elder).await, Fen::yuan(30));
    let no = correct::correct(&world.store, officer, rows[0].row.id, &world.form(), world.now).await;
    assert_eq!(refused(no), [Refusal::NotReversible], "it is undone as a payment");
}

async fn what_is_undone_or_given_back_counts_no_more(world: World) {
    let id = world.fund_open().await;
    let elder = world.elder_since(id, "elder", "2026-11-01").await;
    let code = code(&world, supported_by_lin(&world, elder).await).await;
    let officer = world.officer().await;
    let wrong = arrives(&world, code.as_str(), "100", "2026-11-20").await;
    let sure = undo::Typed { sure: "yes".into() };
    undo::undo(&world.store, officer, wrong.id, &sure, &world.form(), world.now).await.unwrap();
    assert_eq!(owed(&world, elder).await, Fen::ZERO);
    arrives(&world, "", "80", "2026-11-21").await;
    assert_eq!(owed(&world, elder).await, Fen::ZERO, "nobody knows whose it is");
    let typed = sort::Typed { payment_code: code.to_string() };
    let part = world.part(PartState::Unclear).await;
    sort::sort(&world.store, officer, part, &typed, &world.form(), world.now).await.unwrap();
    assert_eq!(owed(&world, elder).await, Fen::yuan(80));
    for (back, left) in [("30", 50), ("50", 0)] {
        let typed = refund::Typed { amount: back.into(), reason: "mistake".into() };
        let part = world.part(PartState::Counted).await;
        refund::ask(&world.store, officer, part, &typed, &world.form(), world.now).await.unwrap();
        let paper = refund::Paper { booked_on: "2026-11-23".into(), document_no: format!("样例退-{back}") };
        let part = world.part(PartState::ToReturn).await;
        refund::done(&world.store, officer, part, &paper, &world.form(), world.now).await.unwrap();
        assert_eq!(owed(&world, elder).await, Fen::yuan(left));
        let own = desk::of(world.store.read(), world.donor("lin").await, world.now).await.unwrap().remove(0);
        assert_eq!(own.standing.paid, Fen::yuan(left));
    }
}

async fn nothing_is_undone_that_went_back_to_the_family(world: World) {
    let id = world.fund_open().await;
    let elder = world.elder_since(id, "elder", "2026-11-01").await;
    let code = code(&world, supported_by_lin(&world, elder).await).await;
    let (first, second) = (
        arrives(&world, code.as_str(), "100", "2026-11-20").await,
        arrives(&world, code.as_str(), "40", "2026-11-21").await,
    );
    let (officer, sure) = (world.officer().await, undo::Typed { sure: "yes".into() });
    let undone = async |arrival| undo::undo(&world.store, officer, arrival, &sure, &world.form(), world.now).await;
    let typed = change::Typed { state: "exited".into(), since_on: "2026-11-23".into() };
    change::change(&world.store, officer, elder, &typed, &world.form(), world.now).await.unwrap();
    undone(second.id).await.unwrap();
    assert_eq!(owed(&world, elder).await, Fen::yuan(100), "what is held for who left is undone");
    let typed = give_back::Typed { received_on: "2026-11-23".into(), document_no: "样例退-1".into() };
    give_back::give_back(&world.store, officer, elder, &typed, &world.form(), world.now).await.unwrap();
    assert_eq!(refused(undone(first.id).await), [Refusal::ElderGone(Fen::ZERO)]);
    assert_eq!(owed(&world, elder).await, Fen::ZERO);
}

async fn nothing_is_expected_from_who_supports_nobody_here(world: World) {
    let id = world.fund_open().await;
    let elder = world.elder_since(id, "elder", "2026-11-01").await;
    let child = supported_by_lin(&world, elder).await;
    let first = code(&world, child).await;
    let became = async |state: &str| {
        let typed = change::Typed { state: state.into(), since_on: "2026-11-23".into() };
        change::change(&world.store, world.officer().await, elder, &typed, &world.form(), world.now).await.unwrap();
    };
    became("exited").await;
    let late = arrives(&world, first.as_str(), "10", "2026-11-20").await;
    assert_eq!((late.counted, late.unclear), (Fen::ZERO, Fen::yuan(10)));
    became("active").await;
    let second = code(&world, child).await;
    assert_ne!(second, first);
    assert_eq!(arrives(&world, second.as_str(), "20", "2026-11-20").await.counted, Fen::yuan(20));
    end::end(&world.store, world.officer().await, child, &world.form(), world.now).await.unwrap();
    // November is still due: the code is there until that has come.
    for yuan in ["30", "50"] {
        assert_eq!(arrives(&world, second.as_str(), yuan, "2026-11-20").await.unclear, Fen::ZERO);
    }
    assert_eq!(arrives(&world, second.as_str(), "10", "2026-11-20").await.unclear, Fen::yuan(10));
    assert_eq!(owed(&world, elder).await, Fen::yuan(100));
}
