//! Payments: what arrives is counted once, where it belongs, and the ledger says the same.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use entity::{
    Error, Fen, Field, Refusal, Store,
    id::PartId,
    ledger::{Account, Programme, Source, account, totals, verify},
    money,
    organiser::change,
    outbox::letter::{Letter, WhyReturned},
    payment::{
        PayCode, State, Went, gift, list,
        record::{self, Recorded},
        reference, refund, sort, undo,
    },
};
use sea_orm::EntityTrait;

use crate::world::{World, refused};

on_both!(
    a_promise_gets_a_code_and_a_letter,
    a_code_that_is_taken_is_not_given_again,
    what_arrives_counts_for_its_code_and_the_payer_hears_of_it,
    too_little_is_missing_and_too_much_is_unclear,
    what_is_unclear_is_sorted_later,
    the_same_money_is_written_down_once,
    the_newest_day_comes_first_whatever_was_written_down_last,
    amounts_and_days_are_read_exactly_or_refused_at_the_field,
    money_goes_back_with_its_paper,
    the_payer_reads_why_money_goes_back,
    what_was_recorded_wrongly_is_undone_everywhere,
    nothing_more_is_expected_of_what_was_given_up,
    an_organiser_gives_a_whole_account_or_none,
    two_officers_record_the_same_line,
    without_the_word_the_same_line_counts_twice,
    two_payments_at_once_never_count_for_more_than_was_asked,
);

async fn held(world: &World) -> Fen {
    let organiser = world.organiser_added().await;
    totals::held(world.store.read(), organiser, Programme::Organiser, Source::Society).await.unwrap()
}

async fn at_bank(world: &World) -> Fen {
    let organiser = world.organiser_added().await;
    account::balance(world.store.read(), &Account::bank(organiser)).await.unwrap()
}

async fn unclear(world: &World) -> Fen {
    let organiser = world.organiser_added().await;
    account::balance(world.store.read(), &Account::unclear(organiser)).await.unwrap()
}

/// The parts and the ledger say the same, and the ledger is sound.
async fn agrees(world: &World) {
    let [counted, apart, to_return, ..] = world.sums().await;
    let in_ledger = held(world).await.0 - unclear(world).await.0;
    assert_eq!(counted.0 + apart.0 + to_return.0, in_ledger);
    assert_eq!(at_bank(world).await.0, in_ledger);
    verify::verify(world.store.read()).await.unwrap().unwrap();
}

async fn kinds(world: &World) -> Vec<String> {
    world.letters_to("lin@example.org").await.iter().map(|letter| letter.kind().to_owned()).collect()
}

async fn a_code_that_is_taken_is_not_given_again(world: World) {
    let programme = format!("organiser-{}", world.organiser_added().await);
    let typed = gift::Typed { programme, amount: "20".to_owned() };
    let mut codes = BTreeSet::new();
    for twin in world.twins().await {
        let code = gift::promise(&twin, world.donor("lin").await, &typed, &world.form(), world.now).await.unwrap();
        codes.insert(code.to_string());
    }
    assert_eq!(codes.len(), 2);
}

async fn a_promise_gets_a_code_and_a_letter(world: World) {
    world.organiser_added().await;
    let open = gift::open(world.store.read()).await.unwrap();
    let typed = gift::Typed { programme: open[0].key(), amount: "１,200".into() };
    let (lin, form) = (world.donor("lin").await, world.form());
    let code = gift::promise(&world.store, lin, &typed, &form, world.now).await.unwrap();
    assert_eq!(gift::promise(&world.store, lin, &typed, &form, world.now).await.unwrap(), code, "sent twice");
    let Some(Letter::PaymentAsked { amount, bank, payment, .. }) = world.letters_to("lin@example.org").await.pop()
    else {
        panic!("no letter")
    };
    assert_eq!((amount, payment.code), (Some(Fen::yuan(1_200)), code.clone()));
    assert_eq!(bank[2], "0000 0042");
    let own = reference::own(world.store.read(), lin, 10).await.unwrap();
    assert_eq!((own.len(), own[0].missing()), (1, Some(Fen::yuan(1_200))));
    let other = reference::own_one(world.store.read(), world.donor("chen").await, code.as_str()).await;
    assert_eq!(refused(other), [Refusal::NotFound], "another's");
    for (programme, amount, told) in [
        ("", "5", Refusal::Missing(Field::Programme)),
        ("plot-1", "5", Refusal::NotAChoice(Field::Programme)),
        (open[0].key().as_str(), "1e3", Refusal::NotMoney(Field::Amount)),
    ] {
        let typed = gift::Typed { programme: programme.into(), amount: amount.into() };
        assert_eq!(refused(gift::promise(&world.store, lin, &typed, &world.form(), world.now).await), [told]);
    }
}

async fn what_arrives_counts_for_its_code_and_the_payer_hears_of_it(world: World) {
    let code = world.promised_money("lin", "500").await;
    let typed = world.line(&code.grouped().to_lowercase(), "500").await;
    let (officer, form) = (world.officer().await, world.form());
    let first = record::record(&world.store, officer, &typed, &form, world.now).await.unwrap();
    assert_eq!((first.counted, first.unclear, first.missing), (Fen::yuan(500), Fen::ZERO, Some(Fen::ZERO)));
    let again = record::record(&world.store, officer, &typed, &form, world.now).await.unwrap();
    assert_eq!(again, first, "the form came twice");
    assert_eq!((held(&world).await, at_bank(&world).await), (Fen::yuan(500), Fen::yuan(500)));
    let Some(Letter::PaymentRecorded { amount, missing, .. }) = world.letters_to("lin@example.org").await.pop() else {
        panic!("no letter")
    };
    assert_eq!((amount, missing), (Fen::yuan(500), None));
    let own = reference::own_one(world.store.read(), world.donor("lin").await, code.as_str()).await.unwrap();
    assert!(own.is_whole());
    let line = world.parts().await.remove(0);
    assert_eq!((line.words.payer.as_str(), line.words.remark.as_str()), ("欧阳付款人", "附言标记"));
    agrees(&world).await;
}

async fn too_little_is_missing_and_too_much_is_unclear(world: World) {
    let code = world.promised_money("lin", "500").await;
    let part = world.arrives(code.as_str(), "200").await.unwrap();
    assert_eq!(part.missing, Some(Fen::yuan(300)));
    let Some(Letter::PaymentRecorded { missing, .. }) = world.letters_to("lin@example.org").await.pop() else {
        panic!("no letter")
    };
    assert_eq!(missing, Some(Fen::yuan(300)));
    let over = world.arrives(code.as_str(), "350.50").await.unwrap();
    assert_eq!((over.counted, over.unclear, over.missing), (Fen::yuan(300), Fen(5_050), Some(Fen::ZERO)));
    let double = world.arrives(code.as_str(), "500").await.unwrap();
    assert_eq!((double.counted, double.unclear), (Fen::ZERO, Fen::yuan(500)));
    assert_eq!(
        kinds(&world).await,
        ["payment_asked", "payment_recorded", "payment_recorded"],
        "nobody is thanked twice"
    );
    let apart = world.parts().await.into_iter().find(|line| line.part.state == State::Unclear).unwrap();
    assert_eq!(apart.named.unwrap().code, code, "the office sees what it named");
    assert_eq!(unclear(&world).await, Fen(-55_050));
    agrees(&world).await;
}

async fn what_is_unclear_is_sorted_later(world: World) {
    let (code, officer) = (world.promised_money("lin", "500").await, world.officer().await);
    world.arrives("", "700").await.unwrap();
    assert_eq!((held(&world).await, unclear(&world).await), (Fen::ZERO, Fen::yuan(-700)));
    let part = world.part(State::Unclear).await;
    let typed = |code: &str| sort::Typed { payment_code: code.to_owned() };
    let sorted = async |part: PartId, code: &str| {
        sort::sort(&world.store, officer, part, &typed(code), &world.form(), world.now).await
    };
    assert_eq!(refused(sorted(part, "").await), [Refusal::Missing(Field::PaymentCode)]);
    assert_eq!(refused(sorted(part, "P2222222").await), [Refusal::NotAPaymentCode]);
    sorted(part, code.as_str()).await.unwrap();
    assert_eq!(refused(sorted(part, code.as_str()).await), [Refusal::PaymentMoved]);
    assert_eq!((held(&world).await, unclear(&world).await), (Fen::yuan(500), Fen::yuan(-200)));
    let rest = world.part(State::Unclear).await;
    assert_eq!(refused(sorted(rest, code.as_str()).await), [Refusal::NothingMissing]);
    assert_eq!(kinds(&world).await, ["payment_asked", "payment_recorded"]);
    agrees(&world).await;
}

async fn the_same_money_is_written_down_once(world: World) {
    let code = world.promised_money("lin", "500").await;
    world.arrives(code.as_str(), "100").await.unwrap();
    assert_eq!(refused(world.arrives(code.as_str(), "100").await), [Refusal::ArrivedBefore]);
    world.arrives("", "100").await.unwrap();
    assert_eq!(refused(world.arrives("", "100").await), [Refusal::ArrivedBefore]);
    let again = record::Typed { again: "yes".into(), ..world.line(code.as_str(), "100").await };
    let officer = world.officer().await;
    record::record(&world.store, officer, &again, &world.form(), world.now).await.unwrap();
    assert_eq!(world.sums().await[0], Fen::yuan(200));
    agrees(&world).await;
}

async fn the_newest_day_comes_first_whatever_was_written_down_last(world: World) {
    let officer = world.officer().await;
    for (day, amount) in [("2026-11-22", "1"), ("2026-11-23", "2"), ("2026-11-21", "3"), ("2026-11-22", "4")] {
        let typed = record::Typed { arrived_on: day.into(), ..world.line("", amount).await };
        record::record(&world.store, officer, &typed, &world.form(), world.now).await.unwrap();
    }
    let page = async |before: Option<PartId>| list::latest(&world.store, officer, None, before, 3).await.unwrap();
    let sums = |lines: &[list::Line]| lines.iter().map(|line| line.part.amount_fen).collect::<Vec<Fen>>();
    let first = page(None).await;
    assert_eq!(sums(&first), [2, 4, 1].map(Fen::yuan));
    let rest = page(first.last().map(|line| line.part.id)).await;
    assert_eq!(sums(&rest), [Fen::yuan(3)]);
    assert!(page(Some(PartId(0))).await.is_empty(), "what is not there has nothing below it");
}

async fn amounts_and_days_are_read_exactly_or_refused_at_the_field(world: World) {
    let code = world.promised_money("lin", "100000000000").await;
    let range = Refusal::AmountRange(Field::Amount, Fen(1), money::MOST);
    for (amount, told) in [
        ("1,000", None),
        ("１００", None),
        ("99元", None),
        ("1e3", Some(Refusal::NotMoney(Field::Amount))),
        ("-5", Some(Refusal::NotMoney(Field::Amount))),
        ("0.005", Some(Refusal::NotMoney(Field::Amount))),
        ("92233720368547758.07", Some(range.clone())),
        ("92233720368547758.08", Some(Refusal::NotMoney(Field::Amount))),
        ("0", Some(range)),
    ] {
        match (world.arrives(code.as_str(), amount).await, told) {
            (answer, Some(refusal)) => assert_eq!(refused(answer), [refusal], "{amount}"),
            (answer, None) => assert!(answer.is_ok(), "{amount}"),
        }
    }
    assert_eq!(world.sums().await[0], Fen::yuan(1_199));
    let (officer, blank) = (world.officer().await, record::Typed::default());
    let told = refused(record::record(&world.store, officer, &blank, &world.form(), world.now).await);
    assert_eq!(told, [Field::Organiser, Field::Amount, Field::ArrivedOn].map(Refusal::Missing));
    for (typed, refusal) in [
        (
            record::Typed { arrived_on: "2026-11-24".into(), ..world.line("", "5").await },
            Refusal::DayInFuture(Field::ArrivedOn),
        ),
        (
            record::Typed { arrived_on: "2026-11-22".into(), ..world.line(code.as_str(), "5").await },
            Refusal::DayBefore(Field::ArrivedOn, entity::lang::china_date(world.now)),
        ),
        (record::Typed { organiser: "999".into(), ..world.line("", "5").await }, Refusal::NotAChoice(Field::Organiser)),
        (record::Typed { payment_code: "P123".into(), ..world.line("", "5").await }, Refusal::NotAPaymentCode),
    ] {
        assert_eq!(refused(record::record(&world.store, officer, &typed, &world.form(), world.now).await), [refusal]);
    }
}

async fn money_goes_back_with_its_paper(world: World) {
    let (code, officer) = (world.promised_money("lin", "500").await, world.officer().await);
    world.arrives(code.as_str(), "500").await.unwrap();
    let part = world.part(State::Counted).await;
    let ask = async |part: PartId, amount: &str| {
        let typed = refund::Typed { amount: amount.to_owned(), reason: "asked".to_owned() };
        refund::ask(&world.store, officer, part, &typed, &world.form(), world.now).await
    };
    for amount in ["500.01", "0"] {
        let range = Refusal::AmountRange(Field::Amount, Fen(1), Fen::yuan(500));
        assert_eq!(refused(ask(part, amount).await), [range], "{amount}: no more than it is");
    }
    ask(part, "200").await.unwrap();
    assert_eq!(world.sums().await[..3], [Fen::yuan(300), Fen::ZERO, Fen::yuan(200)]);
    let part = world.part(State::ToReturn).await;
    refund::keep(&world.store, officer, part, &refund::Kept::default(), &world.form(), world.now).await.unwrap();
    ask(part, "200").await.unwrap();
    let paper = |number: &str| refund::Paper { booked_on: "2026-11-23".into(), document_no: number.into() };
    let done =
        async |number: &str| refund::done(&world.store, officer, part, &paper(number), &world.form(), world.now).await;
    assert_eq!(refused(done("").await), [Refusal::Missing(Field::Document)]);
    let early = refund::Paper { booked_on: "2026-11-22".into(), ..paper("样例-退-1") };
    let told = refused(refund::done(&world.store, officer, part, &early, &world.form(), world.now).await);
    let first = entity::lang::china_date(world.now);
    assert_eq!(told, [Refusal::DayBefore(Field::BookedOn, first)], "it had not arrived by then");
    done("样例-退-1").await.unwrap();
    assert_eq!(refused(done("样例-退-1").await), [Refusal::PaymentMoved], "once");
    assert_eq!((held(&world).await, at_bank(&world).await), (Fen::yuan(300), Fen::yuan(300)));
    let shown = reference::own_one(world.store.read(), world.donor("lin").await, code.as_str()).await.unwrap();
    assert_eq!(shown.went, Some(Went { amount: Fen::yuan(200), by_contract: Fen::ZERO, on: first }));
    assert_eq!(shown.missing(), Some(Fen::ZERO), "nobody is asked again for what was given back");
    assert_eq!(kinds(&world).await, ["payment_asked", "payment_recorded", "payment_returned"]);
    world.arrives("", "40").await.unwrap();
    let nobodys = world.part(State::Unclear).await;
    ask(nobodys, "40").await.unwrap();
    refund::done(&world.store, officer, nobodys, &paper("样例-退-2"), &world.form(), world.now).await.unwrap();
    assert_eq!(unclear(&world).await, Fen::ZERO);
    agrees(&world).await;
}

async fn the_payer_reads_why_money_goes_back(world: World) {
    let (code, officer) = (world.promised_money("lin", "500").await, world.officer().await);
    let back = async |state: State, amount: &str, reason: &str| {
        let typed = refund::Typed { amount: amount.to_owned(), reason: reason.to_owned() };
        let part = world.part(state).await;
        refund::ask(&world.store, officer, part, &typed, &world.form(), world.now).await.unwrap();
        let paper = refund::Paper { booked_on: "2026-11-23".into(), document_no: format!("样例-退-{amount}") };
        let part = world.part(State::ToReturn).await;
        refund::done(&world.store, officer, part, &paper, &world.form(), world.now).await.unwrap();
        let letters = world.letters_to("lin@example.org").await;
        let Some(Letter::PaymentReturned { why, .. }) = letters.last() else { panic!("{letters:?}") };
        *why
    };
    world.arrives(code.as_str(), "550").await.unwrap();
    let counted = world.part(State::Counted).await;
    for (reason, told) in [("", Refusal::ReasonMissing), ("too_much", Refusal::NotAChoice(Field::Reason))] {
        let typed = refund::Typed { amount: "100".to_owned(), reason: reason.to_owned() };
        let no = refund::ask(&world.store, officer, counted, &typed, &world.form(), world.now).await;
        assert_eq!(refused(no), [told], "the rows do not tell why");
    }
    assert_eq!(back(State::Unclear, "50", "").await, Some(WhyReturned::TooMuch));
    assert_eq!(back(State::Counted, "100", "office").await, None, "the office alone knows");
    for (amount, reason, told) in [
        ("10", "asked", WhyReturned::Asked),
        ("20", "mistake", WhyReturned::Mistake),
        ("5", "unused", WhyReturned::Unused),
        ("6", "credit", WhyReturned::Credit),
    ] {
        assert_eq!(back(State::Counted, amount, reason).await, Some(told));
    }
    let lin = world.donor("lin").await;
    gift::give_up(&world.store, lin, code.as_str(), &world.form(), world.now).await.unwrap();
    assert_eq!(back(State::Counted, "150", "").await, Some(WhyReturned::GivenUp));
    world.arrives(code.as_str(), "30").await.unwrap();
    assert_eq!(back(State::Unclear, "30", "").await, Some(WhyReturned::TooLate));
    agrees(&world).await;
}

async fn what_was_recorded_wrongly_is_undone_everywhere(mut world: World) {
    let (code, officer) = (world.promised_money("lin", "500").await, world.officer().await);
    let recorded = world.arrives(code.as_str(), "700").await.unwrap();
    let other = world.promised_money("lin", "80").await;
    let typed = sort::Typed { payment_code: other.to_string() };
    let part = world.part(State::Unclear).await;
    sort::sort(&world.store, officer, part, &typed, &world.form(), world.now).await.unwrap();
    world.later(TimeDelta::days(1));
    let undone = async |sure: &str| {
        let typed = undo::Typed { sure: sure.to_owned() };
        undo::undo(&world.store, officer, recorded.id, &typed, &world.form(), world.now).await
    };
    assert_eq!(refused(undone("").await), [Refusal::NotSure]);
    undone("yes").await.unwrap();
    assert_eq!(refused(undone("yes").await), [Refusal::PaymentMoved]);
    assert_eq!((held(&world).await, unclear(&world).await, at_bank(&world).await), (Fen::ZERO, Fen::ZERO, Fen::ZERO));
    assert_eq!(world.sums().await[4], Fen::yuan(700));
    let corrected = kinds(&world).await.into_iter().filter(|kind| kind == "payment_corrected").count();
    assert_eq!(corrected, 2, "both that heard of it hear that it was wrong");
    let right = world.arrives(code.as_str(), "700").await.unwrap();
    assert_eq!(right.counted, Fen::yuan(500), "what was undone can be written down rightly");
    agrees(&world).await;
}

async fn nothing_more_is_expected_of_what_was_given_up(world: World) {
    let (code, lin) = (world.promised_money("lin", "500").await, world.donor("lin").await);
    gift::give_up(&world.store, lin, code.as_str(), &world.form(), world.now).await.unwrap();
    let again = gift::give_up(&world.store, lin, code.as_str(), &world.form(), world.now).await;
    assert_eq!(refused(again), [Refusal::PaymentMoved]);
    let late = world.arrives(code.as_str(), "500").await.unwrap();
    assert_eq!((late.counted, late.unclear), (Fen::ZERO, Fen::yuan(500)));
    let (officer, typed) = (world.officer().await, sort::Typed { payment_code: code.to_string() });
    let part = world.part(State::Unclear).await;
    let sorted = sort::sort(&world.store, officer, part, &typed, &world.form(), world.now).await;
    assert_eq!(refused(sorted), [Refusal::PaymentCodeClosed]);
    agrees(&world).await;
}

async fn an_organiser_gives_a_whole_account_or_none(world: World) {
    let (id, officer) = (world.organiser_added().await, world.officer().await);
    let saved = change::find(world.store.read(), id).await.unwrap();
    let typed = change::Typed { bank_name: String::new(), ..change::Typed::from(&saved) };
    let told = change::change(&world.store, officer, id, &typed, world.now).await;
    assert_eq!(refused(told), [Refusal::Missing(Field::BankName)]);
    let typed = change::Typed { bank_holder: String::new(), bank_account: String::new(), ..typed };
    change::change(&world.store, officer, id, &typed, world.now).await.unwrap();
    assert!(gift::open(world.store.read()).await.unwrap().is_empty(), "there is nowhere to send it");
}

/// Each from a process of its own, over and over until it is answered.
async fn record_until_answered(store: Store, world: &World, typed: record::Typed) -> Result<Recorded, Error> {
    let officer = world.officer().await;
    loop {
        match record::record(&store, officer, &typed, &world.form(), world.now).await {
            Err(Error::Busy) => tokio::task::yield_now().await,
            answer => return answer,
        }
    }
}

async fn two_officers_record_the_same_line(world: World) {
    for round in 1..=10 {
        let code = world.promised_money("lin", "500").await;
        let typed = world.line(code.as_str(), "500").await;
        let (one, two) = (world.another_process().await, world.another_process().await);
        let (left, right) = tokio::join!(
            record_until_answered(one, &world, typed.clone()),
            record_until_answered(two, &world, typed.clone()),
        );
        assert!(left.is_ok() != right.is_ok(), "{left:?} {right:?}");
        let told = refused(if left.is_ok() { right } else { left });
        assert!([[Refusal::ArrivedBefore], [Refusal::BookedAlready]].iter().any(|one| told == *one), "{told:?}");
        assert_eq!(held(&world).await, Fen::yuan(500 * round));
    }
    agrees(&world).await;
}

/// The negative control: two officers who look before they write, with nothing that makes the line the same line.
async fn without_the_word_the_same_line_counts_twice(world: World) {
    use entity::payment;
    use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel, PaginatorTrait};
    let code = world.promised_money("lin", "500").await;
    let recorded = world.arrives(code.as_str(), "500").await.unwrap();
    let like = payment::Entity::find_by_id(recorded.id).one(world.store.read()).await.unwrap().unwrap();
    let write = async |store: Store| {
        let before = payment::Entity::find().count(store.read()).await.unwrap();
        tokio::task::yield_now().await;
        let mut row = like.clone().into_active_model().reset_all();
        row.id = sea_orm::ActiveValue::NotSet;
        row.once = Set(store.dice.id());
        row.insert(store.writer()).await.unwrap();
        before
    };
    let (one, two) = (world.another_process().await, world.another_process().await);
    let seen = tokio::join!(write(one), write(two));
    let all = payment::Entity::find().count(world.store.read()).await.unwrap();
    assert_eq!(all, 3, "nothing else keeps it from being there twice: {seen:?}");
}

async fn two_payments_at_once_never_count_for_more_than_was_asked(world: World) {
    let code: PayCode = world.promised_money("lin", "500").await;
    let mut sums = BTreeSet::new();
    let mut stores = Vec::new();
    for _ in 0..6 {
        stores.push(world.another_process().await);
    }
    let mut lines = Vec::new();
    for amount in ["101", "102", "103", "104", "105", "106"] {
        lines.push(world.line(code.as_str(), amount).await);
    }
    let race = stores.into_iter().zip(lines).map(|(store, line)| record_until_answered(store, &world, line));
    for recorded in futures_of(race).await {
        sums.insert(recorded.unwrap().counted);
    }
    assert_eq!(held(&world).await, Fen::yuan(500));
    assert_eq!(world.sums().await[..2], [Fen::yuan(500), Fen::yuan(121)]);
    agrees(&world).await;
}

async fn futures_of<T>(all: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut pinned: Vec<_> = all.map(Box::pin).collect();
    let mut done = Vec::new();
    std::future::poll_fn(|context| {
        pinned.retain_mut(|one| match one.as_mut().poll(context) {
            std::task::Poll::Ready(answer) => {
                done.push(answer);
                false
            }
            std::task::Poll::Pending => true,
        });
        if pinned.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done
}
