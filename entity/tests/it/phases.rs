//! Phases: nothing opens while anything required is blank, and what opens, opens together.

use chrono::TimeDelta;
use entity::{
    Fen, Field, Refusal, claim, journal, organiser, phase,
    phase::State,
    wish::{Status, draft::Typed},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::{
    world::{World, refused},
    written::typed,
};

on_both!(
    a_phase_says_everything_it_lacks_at_once,
    a_phase_without_approved_wishes_does_not_open,
    every_approved_wish_opens_with_its_phase_and_nothing_else_does,
    what_people_type_is_read_and_what_cannot_be_is_named,
    each_step_is_taken_from_its_own_state_only,
    a_new_last_day_counts_for_every_wish,
    what_a_letter_promised_stands_when_the_last_day_of_arrival_comes_nearer,
    a_running_phase_takes_no_day_that_has_passed,
    a_cap_is_no_lower_than_a_wish_and_no_higher_than_makes_sense,
    a_cap_from_before_the_bound_stands_until_it_is_changed,
    an_open_phase_cannot_lose_what_it_needed_to_open,
    nobody_overwrites_unseen_what_another_has_changed,
    a_phase_is_finished_when_no_gift_is_under_way,
    a_hold_is_counted_apart_from_the_gifts_under_way,
    a_phase_that_should_have_closed_does_not_open,
    a_phase_closes_by_itself_and_is_reopened_until_a_later_day,
    the_next_phase_is_suggested_from_the_last,
    a_phase_is_cloned_without_its_days,
    a_phase_is_put_away_when_nothing_is_under_way_and_brought_back,
);

async fn a_phase_says_everything_it_lacks_at_once(world: World) {
    let officer = world.officer().await;
    let typed = phase::draft::Typed {
        number: "1".into(),
        title_zh: "圆梦".into(),
        price_cap: "100".into(),
        ..Default::default()
    };
    let id = phase::draft::draft(&world.store, officer, &typed, &world.form(), world.now).await.unwrap();
    let row = phase::find(world.store.read(), id).await.unwrap();
    assert_eq!((row.hold_hours, row.give_days, row.grace_days), (48, 14, 5), "blank timers are the usual ones");
    assert_eq!((row.confirm_days, row.card_days, row.donor_limit), (7, 21, 20));
    let days = [Field::OpensOn, Field::ClaimUntil, Field::ReturnBy, Field::HandOutOn];
    let open = async || phase::open::open(&world.store, officer, id, &world.form(), world.now).await;
    let lacks = [[Field::Organiser].as_slice(), &days].concat();
    assert_eq!(refused(open().await), [Refusal::PhaseIncomplete(lacks)]);

    let bare = organiser::change::Typed { name_zh: "公益会".into(), ..Default::default() };
    let bare = organiser::change::add(&world.store, officer, &bare, &world.form(), world.now).await.unwrap();
    let typed = phase::draft::Typed { organiser: bare.to_string(), ..typed };
    phase::change::change(&world.store, officer, id, &typed, world.now).await.unwrap();
    let blank = [Field::LegalBasis, Field::QualificationNo, Field::FilingNo, Field::OrganiserContact];
    let lacks = [blank.as_slice(), &days].concat();
    assert_eq!(refused(open().await), [Refusal::PhaseIncomplete(lacks)]);
}

async fn a_phase_without_approved_wishes_does_not_open(world: World) {
    let officer = world.officer().await;
    let phase = world.phase_drafted().await;
    world.submitted("shagou", &typed(phase, "陈小草")).await;
    let opened = phase::open::open(&world.store, officer, phase, &world.form(), world.now).await;
    assert_eq!(refused(opened), [Refusal::PhaseEmpty]);
    assert_eq!(phase::find(world.store.read(), phase).await.unwrap().state, State::Draft);
}

async fn every_approved_wish_opens_with_its_phase_and_nothing_else_does(world: World) {
    let officer = world.officer().await;
    let phase = world.phase_drafted().await;
    let approved = [
        world.submitted("shagou", &typed(phase, "孩子一")).await,
        world.submitted("xishe", &typed(phase, "孩子二")).await,
    ];
    for code in &approved {
        world.approve(code).await;
    }
    let submitted = world.submitted("shagou", &typed(phase, "孩子三")).await;
    let draft = world.drafted("shagou", &typed(phase, "孩子四")).await;
    let form = world.form();
    let open = async || phase::open::open(&world.store, officer, phase, &form, world.now).await;
    assert_eq!(open().await.unwrap(), 2);
    assert_eq!(open().await.unwrap(), 2, "the same form again has the same answer");
    for code in &approved {
        let wish = world.row(code).await;
        assert_eq!(wish.status, Status::Open);
        assert_eq!(wish.opened_at, Some(world.now));
        assert_eq!(wish.closes_on, phase::find(world.store.read(), phase).await.unwrap().claim_until);
        assert_eq!(world.acts_on(code).await.last().unwrap(), "wish_opened");
    }
    assert_eq!(world.standing(&submitted).await, Status::Submitted);
    assert_eq!(world.standing(&draft).await, Status::Draft);
    let entry =
        &journal::latest(world.store.read(), Some(journal::Subject("phase", phase.0)), None, 1).await.unwrap()[0];
    assert_eq!((entry.act.as_str(), entry.detail.as_str()), ("phase_opened", "2"));
}

async fn what_people_type_is_read_and_what_cannot_be_is_named(world: World) {
    let officer = world.officer().await;
    let whole = world.typed_phase().await;
    let draft = async |typed| phase::draft::draft(&world.store, officer, &typed, &world.form(), world.now).await;
    let typed = phase::draft::Typed {
        number: "０".into(),
        title_zh: "二".repeat(61),
        organiser: "x".into(),
        price_cap: "很贵".into(),
        claim_until: "明天".into(),
        hold_hours: "9999".into(),
        ..whole.clone()
    };
    assert_eq!(
        refused(draft(typed).await),
        [
            Refusal::NotANumber(Field::Number, 1, 9_999),
            Refusal::TooLong(Field::TitleZh, 60),
            Refusal::NotMoney(Field::PriceCap),
            Refusal::NotAChoice(Field::Organiser),
            Refusal::NotADay(Field::ClaimUntil),
            Refusal::NotANumber(Field::HoldHours, 1, 720),
        ]
    );
    let swapped =
        phase::draft::Typed { claim_until: "2026-12-24".into(), return_by: "2026-12-01".into(), ..whole.clone() };
    assert_eq!(refused(draft(swapped).await), [Refusal::DaysOutOfOrder]);
    let typed = phase::draft::Typed {
        number: " ７ ".into(),
        price_cap: "１５０元".into(),
        opens_on: "２０２６年１１月２３日".into(),
        ..whole.clone()
    };
    let id = draft(typed).await.unwrap();
    let row = phase::find(world.store.read(), id).await.unwrap();
    assert_eq!((row.number, row.price_cap_fen), (7, Fen::yuan(150)));
    assert_eq!(row.opens_on.unwrap().to_string(), "2026-11-23");
    assert_eq!(refused(draft(whole).await), [Refusal::Taken(Field::Number)]);
}

async fn each_step_is_taken_from_its_own_state_only(world: World) {
    let officer = world.officer().await;
    let phase = world.phase_drafted().await;
    let code = world.submitted("shagou", &typed(phase, "陈小草")).await;
    world.approve(&code).await;
    let state = async || phase::find(world.store.read(), phase).await.unwrap().state;
    let open = async || phase::open::open(&world.store, officer, phase, &world.form(), world.now).await.map(|_| ());
    let close = async || phase::close::close(&world.store, officer, phase, &world.form(), world.now).await;
    let finish = async || phase::close::finish(&world.store, officer, phase, &world.form(), world.now).await;
    let no = [Refusal::PhaseState];

    assert_eq!((refused(close().await), refused(finish().await)), (no.to_vec(), no.to_vec()));
    open().await.unwrap();
    assert_eq!((refused(open().await), refused(finish().await)), (no.to_vec(), no.to_vec()));
    close().await.unwrap();
    assert_eq!((refused(open().await), refused(close().await)), (no.to_vec(), no.to_vec()));
    assert_eq!(world.standing(&code).await, Status::Open, "it waits for the pool");
    finish().await.unwrap();
    assert_eq!(
        (refused(open().await), refused(close().await), refused(finish().await)),
        (no.to_vec(), no.to_vec(), no.to_vec())
    );
    assert_eq!(state().await, State::Finished);
    let change = phase::change::change(&world.store, officer, phase, &world.typed_phase().await, world.now).await;
    assert_eq!(refused(change), no);
    let unknown = phase::close::close(&world.store, officer, entity::id::PhaseId(999), &world.form(), world.now).await;
    assert_eq!(refused(unknown), [Refusal::NotFound]);
}

async fn a_new_last_day_counts_for_every_wish(world: World) {
    let officer = world.officer().await;
    let phase = world.phase_open().await;
    let code = world.published("shagou", &typed(phase, "陈小草")).await;
    let row = phase::find(world.store.read(), phase).await.unwrap();
    let typed = phase::draft::Typed { claim_until: "2026-12-15".into(), ..phase::draft::Typed::from(&row) };
    phase::change::change(&world.store, officer, phase, &typed, world.now).await.unwrap();
    assert_eq!(world.row(&code).await.closes_on.unwrap().to_string(), "2026-12-15");
}

async fn what_a_letter_promised_stands_when_the_last_day_of_arrival_comes_nearer(world: World) {
    let (officer, lin) = (world.officer().await, world.donor("lin").await);
    let (wish, claim) = world.claim_with("shagou", lin, claim::State::Confirmed).await;
    world.claim_with("shagou", lin, claim::State::Shipped).await;
    let give_by = async || world.claims_of(wish.id).await[0].give_by.unwrap().to_string();
    let row = world.running_phase().await;
    let change = async |return_by: &str, sure: &str| {
        let (claim_until, return_by, sure) = ("2026-11-30".to_owned(), return_by.to_owned(), sure.to_owned());
        let typed = phase::draft::Typed {
            claim_until,
            return_by,
            sure,
            seen: String::new(),
            ..phase::draft::Typed::from(&row)
        };
        phase::change::change(&world.store, officer, row.id, &typed, world.now).await
    };
    change("2026-12-07", "").await.expect("no gift was promised for a later day");
    assert_eq!(refused(change("2026-12-01", "").await), [Refusal::PromisedLater(1)], "what was sent is on its way");
    assert_eq!(world.running_phase().await.return_by.unwrap().to_string(), "2026-12-07");
    change("2026-12-01", "yes").await.unwrap();
    assert_eq!(world.running_phase().await.return_by.unwrap().to_string(), "2026-12-01");
    assert_eq!(give_by().await, "2026-12-07");
    let last = claim::ship::Typed { how: "drop_off".into(), drop_off_on: "2026-12-07".into(), ..Default::default() };
    let late = claim::ship::Typed { drop_off_on: "2026-12-08".into(), ..last.clone() };
    let ship = async |typed| claim::ship::ship(&world.store, lin, &wish.code, &typed, &world.form(), world.now).await;
    assert_eq!(refused(ship(late).await), [Refusal::DayTooLate(Field::DropOffOn, claim.give_by.unwrap())]);
    ship(last).await.unwrap();
}

async fn a_running_phase_takes_no_day_that_has_passed(world: World) {
    let (officer, lin) = (world.officer().await, world.donor("lin").await);
    let (wish, before) = world.claim_with("shagou", lin, claim::State::Confirmed).await;
    let row = world.running_phase().await;
    let change = async |typed| phase::change::change(&world.store, officer, row.id, &typed, world.now).await;
    let shown = phase::draft::Typed::from(&row);
    let gone = phase::draft::Typed {
        claim_until: "2026-11-11".into(),
        return_by: "2026-11-12".into(),
        sure: "yes".into(),
        ..shown.clone()
    };
    let both = [Refusal::DayInPast(Field::ClaimUntil), Refusal::DayInPast(Field::ReturnBy)];
    assert_eq!(refused(change(gone).await), both);
    assert_eq!(phase::close::over(&world.store, world.now).await.unwrap(), 0);
    assert_eq!(claim::lapse::claims(&world.store, world.now).await.unwrap(), 0);
    assert_eq!(world.claims_of(wish.id).await[0], before);
    change(phase::draft::Typed { claim_until: "2026-11-23".into(), ..shown }).await.expect("today is not over");

    // What has passed by itself stands in nobody's way.
    let row = world.change_phase(|row| row.state = Set(State::Closed)).await;
    let later = world.now + TimeDelta::days(30);
    let typed = phase::draft::Typed { title_zh: "圆梦".into(), ..phase::draft::Typed::from(&row) };
    phase::change::change(&world.store, officer, row.id, &typed, later).await.unwrap();

    // Nor does claiming that is over end earlier afterwards.
    let row = world.running_phase().await;
    let earlier = phase::draft::Typed { claim_until: "2026-11-11".into(), ..phase::draft::Typed::from(&row) };
    let answer = phase::change::change(&world.store, officer, row.id, &earlier, later).await;
    assert_eq!(refused(answer), [Refusal::DayInPast(Field::ClaimUntil)]);
}

async fn a_cap_is_no_lower_than_a_wish_and_no_higher_than_makes_sense(world: World) {
    let officer = world.officer().await;
    let phase = world.phase_open().await;
    let dear = Typed { price: "180".into(), ..typed(phase, "陈小草") };
    world.published("shagou", &dear).await;
    world.drafted("shagou", &Typed { price: "190".into(), ..typed(phase, "陈小花") }).await;
    let row = phase::find(world.store.read(), phase).await.unwrap();
    let change = async |cap: &str| {
        let typed =
            phase::draft::Typed { price_cap: cap.to_owned(), seen: String::new(), ..phase::draft::Typed::from(&row) };
        phase::change::change(&world.store, officer, phase, &typed, world.now).await
    };
    assert_eq!(refused(change("179.99").await), [Refusal::CapBelowWishes(Fen::yuan(180))]);
    change("180").await.expect("a draft is judged when it is handed in");
    let range = Refusal::AmountRange(Field::PriceCap, Fen::yuan(1), Fen::yuan(2_000));
    for cap in ["2000.01", "100000", "0.5"] {
        assert_eq!(refused(change(cap).await), std::slice::from_ref(&range), "{cap}");
    }
    change("2000").await.unwrap();
}

async fn a_cap_from_before_the_bound_stands_until_it_is_changed(world: World) {
    let officer = world.officer().await;
    let id = world.phase_open().await;
    let old = phase::ActiveModel { id: Set(id), price_cap_fen: Set(Fen::yuan(5_000)), ..Default::default() };
    let row = old.update(world.store.writer()).await.unwrap();
    let change = async |cap: &str| {
        let typed = phase::draft::Typed {
            price_cap: cap.to_owned(),
            title_zh: "改名".to_owned(),
            seen: String::new(),
            ..phase::draft::Typed::from(&row)
        };
        phase::change::change(&world.store, officer, id, &typed, world.now).await
    };
    let range = Refusal::AmountRange(Field::PriceCap, Fen::yuan(1), Fen::yuan(2_000));
    for cap in ["5000.01", "4999"] {
        assert_eq!(refused(change(cap).await), std::slice::from_ref(&range), "{cap}");
    }
    change("5000").await.unwrap();
    let now = phase::find(world.store.read(), id).await.unwrap();
    assert_eq!((now.title_zh.as_str(), now.price_cap_fen), ("改名", Fen::yuan(5_000)));
    change("2000").await.unwrap();
    assert_eq!(refused(change("5000").await), [range], "it does not come back");
}

async fn an_open_phase_cannot_lose_what_it_needed_to_open(world: World) {
    let officer = world.officer().await;
    let phase = world.phase_open().await;
    let row = phase::find(world.store.read(), phase).await.unwrap();
    let blank =
        phase::draft::Typed { organiser: String::new(), hand_out_on: String::new(), ..phase::draft::Typed::from(&row) };
    let no = refused(phase::change::change(&world.store, officer, phase, &blank, world.now).await);
    assert_eq!(no, [Refusal::PhaseIncomplete(vec![Field::Organiser, Field::HandOutOn])]);
    assert_eq!(phase::find(world.store.read(), phase).await.unwrap(), row);
}

async fn nobody_overwrites_unseen_what_another_has_changed(world: World) {
    let officer = world.officer().await;
    let id = world.phase_drafted().await;
    let shown = async || phase::draft::Typed::from(&phase::find(world.store.read(), id).await.unwrap());
    let change =
        async |typed: &phase::draft::Typed| phase::change::change(&world.store, officer, id, typed, world.now).await;
    let mine = phase::draft::Typed { title_zh: "我写的".into(), ..shown().await };
    let theirs = phase::draft::Typed { price_cap: "150".into(), ..shown().await };
    change(&theirs).await.unwrap();
    change(&theirs).await.expect("a button pressed twice overwrites nothing");
    assert_eq!(refused(change(&mine).await), [Refusal::ChangedMeanwhile]);
    assert_eq!(shown().await.price_cap, "150");
    let again = phase::draft::Typed { seen: shown().await.seen, ..mine };
    change(&again).await.unwrap();
    assert_eq!(shown().await.title_zh, "我写的");
}

async fn a_phase_is_finished_when_no_gift_is_under_way(world: World) {
    let officer = world.officer().await;
    let phase = world.phase_open().await;
    let code = world.published("shagou", &typed(phase, "陈小草")).await;
    phase::close::close(&world.store, officer, phase, &world.form(), world.now).await.unwrap();
    let finish = async || phase::close::finish(&world.store, officer, phase, &world.form(), world.now).await;
    for status in [Status::Taken, Status::Received] {
        world.put(&code, status).await;
        assert_eq!(refused(finish().await), [Refusal::GiftsUnderWay { gifts: 1, holds: 0 }]);
    }
    world.put(&code, Status::HandedOut).await;
    finish().await.unwrap();
}

async fn a_hold_is_counted_apart_from_the_gifts_under_way(world: World) {
    let officer = world.officer().await;
    let phase = world.change_phase(|phase| phase.state = Set(State::Closed)).await.id;
    world.wish_with("shagou", Status::Received).await;
    world.promised("shagou", "lin", claim::State::Held).await;
    let finished = phase::close::finish(&world.store, officer, phase, &world.form(), world.now).await;
    assert_eq!(refused(finished), [Refusal::GiftsUnderWay { gifts: 1, holds: 1 }]);
}

async fn a_phase_that_should_have_closed_does_not_open(mut world: World) {
    let officer = world.officer().await;
    let phase = world.phase_drafted().await;
    let code = world.submitted("shagou", &typed(phase, "陈小草")).await;
    world.approve(&code).await;
    world.later(TimeDelta::days(18));
    let opened = phase::open::open(&world.store, officer, phase, &world.form(), world.now).await;
    assert_eq!(refused(opened), [Refusal::DayInPast(Field::ClaimUntil)]);
}

async fn a_phase_closes_by_itself_and_is_reopened_until_a_later_day(mut world: World) {
    let officer = world.officer().await;
    let phase = world.phase_open().await;
    let code = world.published("shagou", &typed(phase, "陈小草")).await;
    let last = phase::find(world.store.read(), phase).await.unwrap().claim_until.unwrap();
    let over = last.and_hms_opt(16, 0, 0).unwrap().and_utc();
    assert_eq!(phase::close::over(&world.store, over - TimeDelta::seconds(1)).await.unwrap(), 0, "midnight in China");
    world.later(over - world.now);
    let other = world.another_process().await;
    let (one, two) = tokio::join!(phase::close::over(&world.store, world.now), phase::close::over(&other, world.now));
    assert_eq!(one.unwrap() + two.unwrap(), 1, "of two clocks one closes it");
    let closed = phase::find(world.store.read(), phase).await.unwrap();
    assert_eq!((closed.state, closed.closed_at), (State::Closed, Some(world.now)));
    assert_eq!(world.standing(&code).await, Status::Open, "it waits for the pool");

    let reopen = async || phase::close::reopen(&world.store, officer, phase, &world.form(), world.now).await;
    assert_eq!(refused(reopen().await), [Refusal::DayInPast(Field::ClaimUntil)]);
    let later = (last + TimeDelta::days(2)).to_string();
    let typed = phase::draft::Typed { claim_until: later.clone(), ..phase::draft::Typed::from(&closed) };
    phase::change::change(&world.store, officer, phase, &typed, world.now).await.unwrap();
    reopen().await.unwrap();
    let row = phase::find(world.store.read(), phase).await.unwrap();
    assert_eq!((row.state, row.takes_claims(world.now)), (State::Open, true));
    assert_eq!(world.row(&code).await.closes_on.unwrap().to_string(), later);
    assert_eq!(refused(reopen().await), [Refusal::PhaseState]);
}

async fn the_next_phase_is_suggested_from_the_last(world: World) {
    let first = phase::draft::Typed::suggested(world.store.read()).await.unwrap();
    assert_eq!((first.number.as_str(), first.give_days.as_str()), ("1", "14"));
    world.phase_drafted().await;
    let next = phase::draft::Typed::suggested(world.store.read()).await.unwrap();
    assert_eq!((next.number.as_str(), next.price_cap.as_str()), ("8", "200"));
    assert_eq!(next.title_zh, "圆梦微心愿");
    assert!(next.claim_until.is_empty());

    world.running_phase().await;
    let change = |row: &mut phase::ActiveModel| row.number = Set(19);
    let named = world.change_phase(|row| {
        change(row);
        row.title_zh = Set("圆梦微心愿 · 第十九期".to_owned());
        row.title_en = Set("Micro-wishes, phase 19".to_owned());
    });
    named.await;
    let after = phase::draft::Typed::suggested(world.store.read()).await.unwrap();
    assert_eq!(after.title_zh, "圆梦微心愿 · 第二十期");
    assert_eq!(after.title_en, "Micro-wishes, phase 20");
}

async fn a_phase_is_cloned_without_its_days(world: World) {
    let officer = world.officer().await;
    let like = world.change_phase(|phase| phase.hold_hours = Set(24)).await;
    let form = world.form();
    let clone = async || phase::clone::clone(&world.store, officer, like.id, &form, world.now).await;
    let id = clone().await.unwrap();
    assert_eq!(clone().await.unwrap(), id, "the same form again has the same answer");
    let row = phase::find(world.store.read(), id).await.unwrap();
    assert_eq!((row.number, row.state, row.title_zh.as_str()), (6, State::Draft, "第六期微心愿"));
    assert_eq!((row.organiser_id, row.price_cap_fen, row.hold_hours), (like.organiser_id, like.price_cap_fen, 24));
    assert_eq!([row.opens_on, row.claim_until, row.return_by, row.hand_out_on], [None; 4]);
    assert_eq!((row.opened_at, row.closed_at, row.finished_at), (None, None, None));
    assert_eq!(world.acts().await, ["phase_cloned"]);
}

async fn a_phase_is_put_away_when_nothing_is_under_way_and_brought_back(world: World) {
    let officer = world.officer().await;
    let phase = world.change_phase(|phase| phase.state = Set(State::Open)).await.id;
    let archive = async || phase::archive::archive(&world.store, officer, phase, &world.form(), world.now).await;
    assert_eq!(refused(archive().await), [Refusal::PhaseState], "an open phase is not put away");
    world.change_phase(|phase| phase.state = Set(State::Closed)).await;
    world.wish_with("shagou", Status::Received).await;
    assert_eq!(refused(archive().await), [Refusal::ArchiveTooEarly { gifts: 1, holds: 0 }]);
    sea_orm::ConnectionTrait::execute_unprepared(world.store.writer(), "UPDATE wish SET status = 'handed_out'")
        .await
        .unwrap();
    archive().await.unwrap();
    assert_eq!(refused(archive().await), [Refusal::PhaseState], "it is put away already");
    let away = phase::archive::archived(world.store.read()).await.unwrap();
    assert!(away.contains(&phase));
    assert_eq!(phase::archive::since(world.store.read(), phase).await.unwrap(), Some(world.now));
    let back = async || phase::archive::bring_back(&world.store, officer, phase, &world.form(), world.now).await;
    back().await.unwrap();
    assert_eq!(refused(back().await), [Refusal::PhaseState]);
    assert!(phase::archive::archived(world.store.read()).await.unwrap().is_empty());
    assert_eq!(world.acts().await, ["phase_archived", "phase_brought_back"]);
}
