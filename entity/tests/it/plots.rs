//! Plots: who may do what in which state, what opens and what does not, and what of a household stays private.

use chrono::TimeDelta;
use entity::{
    Day, Error, Fen, Field, Lang, Refusal,
    actor::Keeper,
    adoption::{self, witness},
    error::Personal,
    household::{self, erase, keep, look},
    id::PlotId,
    journal::{self, Subject},
    lang::china_date,
    ledger::period,
    organiser,
    outbox::Letter,
    plot::{
        self, State, browse, change, close, diary, draft, harvest, open, renew, season,
        settle::{self, TypedDelivery},
        unsow, weigh_again,
    },
    store::DbBackend,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};

use crate::{
    fields::{household, sown, typed},
    world::{World, refused},
};

on_both!(
    a_households_record_is_sealed_and_can_be_erased,
    another_villages_household_reads_like_a_missing_one,
    households_are_found_by_alias_and_village,
    an_alias_names_neither_head_nor_village,
    a_draft_is_told_of_all_that_is_wrong_with_it,
    a_new_plots_form_begins_with_the_last_one_in_the_readers_language,
    the_table_itself_keeps_the_split_whole,
    nothing_opens_while_organiser_or_days_are_blank,
    an_unusual_split_is_opened_only_where_it_is_meant,
    what_is_hard_to_undo_is_said_twice,
    no_day_lies_before_what_it_is_about,
    a_settlement_is_told_at_its_own_day,
    each_state_lets_in_its_own_verbs_and_no_other,
    a_draft_is_nobodys_business,
    the_public_reads_no_name_and_no_village,
    the_diary_goes_to_the_adopters_and_its_silence_is_seen,
);

async fn a_households_record_is_sealed_and_can_be_erased(world: World) {
    let (store, officer, now) = (&world.store, world.officer().await, world.now);
    let id = world.household("南坡人家").await;
    let record = look::own(store, world.keeper().await, id, now).await.unwrap().unwrap();
    assert_eq!(record.head, "南坡人家的真名");
    assert_eq!(format!("{record:?}"), "Record(private)");
    let ask = |reason: &str| look::Typed { reason: reason.to_owned() };
    assert_eq!(refused(look::by_office(store, officer, id, &ask(""), now).await), [Refusal::ReasonMissing]);
    assert_eq!(
        refused(look::by_office(store, officer, id, &ask("x"), now).await),
        [Refusal::NotAChoice(Field::Reason)]
    );
    let seen = look::by_office(store, officer, id, &ask("household"), now).await.unwrap().unwrap();
    assert!(seen == record);
    let told = journal::of(store.read(), Subject("household", id.0), 9).await.unwrap();
    assert_eq!(
        told.iter().map(|entry| &*entry.act).collect::<Vec<_>>(),
        ["household_looked", "household_looked", "household_added"]
    );

    let sure = erase::Typed { sure: "yes".to_owned() };
    let not_sure = erase::erase(store, officer, id, &erase::Typed::default(), &world.form(), now).await;
    assert_eq!(refused(not_sure), [Refusal::NotSure]);
    let plot = draft::draft(store, world.keeper().await, id, &typed(""), &world.form(), now).await.unwrap();
    let under_way = erase::erase(store, officer, id, &sure, &world.form(), now).await;
    assert_eq!(refused(under_way), [Refusal::HouseholdFarms], "it farms a plot");
    close::close(store, officer, plot, &world.form(), now).await.unwrap();
    erase::erase(store, officer, id, &sure, &world.form(), now).await.unwrap();
    assert!(look::own(store, world.keeper().await, id, now).await.unwrap().is_none());
    for table in ["household_key", "household_record"] {
        assert_eq!(rows(&world, table).await, 0, "{table}");
    }
    world.household("另一户").await;
    let again = household("新化名", "南坡人家的真名");
    keep::add(store, world.keeper().await, &again, &world.form(), now).await.expect("nothing finds it again");
}

async fn rows(world: &World, table: &str) -> i64 {
    let sql = sea_orm::Statement::from_string(world.store.backend(), format!("SELECT COUNT(*) AS n FROM {table}"));
    world.store.writer().query_one_raw(sql).await.unwrap().unwrap().try_get("", "n").unwrap()
}

async fn another_villages_household_reads_like_a_missing_one(world: World) {
    let (store, now) = (&world.store, world.now);
    let plot = world.plot_at("南坡人家", State::Draft).await;
    let id = world.plot(plot).await.household_id;
    let other = Keeper::Village(world.village_desk("麻会村").await);
    assert_eq!(refused(look::own(store, other, id, now).await), [Refusal::NotFound]);
    let changed = keep::change(store, other, id, &household("化名", "某"), &world.form(), now).await;
    assert_eq!(refused(changed), [Refusal::NotFound]);
    assert_eq!(refused(plot::find(store.read(), other, plot).await), [Refusal::NotFound]);
    assert_eq!(refused(change::change(store, other, plot, &typed(""), now).await), [Refusal::NotFound]);
    let drafted = draft::draft(store, other, id, &typed(""), &world.form(), now).await;
    assert_eq!(refused(drafted), [Refusal::NotFound]);
    assert!(household::list::page(store.read(), other, &household::list::Filter::default()).await.unwrap().is_empty());
    assert!(plot::list::page(store.read(), other, &plot::list::Filter::default()).await.unwrap().is_empty());
}

async fn households_are_found_by_alias_and_village(world: World) {
    world.household("南坡人家").await;
    world.household("North Ridge").await;
    let (own, empty) = (world.village_id("沙沟村").await.to_string(), world.village_id("麻会村").await.to_string());
    let office = Keeper::Office(world.officer().await);
    for (q, village, found) in [
        ("", "", 2),
        (" 南坡 ", "", 1),
        ("north", &*own, 1),
        ("真名", "", 0),
        ("%", "", 2),
        ("h%r", "", 0),
        ("", &*own, 2),
        ("南坡", &*empty, 0),
        ("", "no village", 2),
    ] {
        let filter = household::list::Filter { q: q.into(), village: village.into(), ..Default::default() };
        let page = household::list::page(world.store.read(), office, &filter).await.unwrap();
        assert_eq!(page.len(), found, "“{q}” in “{village}”");
    }
}

async fn an_alias_names_neither_head_nor_village(world: World) {
    let add = async |typed: keep::Typed| {
        keep::add(&world.store, world.keeper().await, &typed, &world.form(), world.now).await
    };
    let named = refused(add(household("陈大山家", "陈大山")).await);
    assert!(named.contains(&Refusal::Personal(Field::AliasZh, Personal::PupilName)), "{named:?}");
    assert!(named.iter().all(|no| no.field() != Some(Field::AliasEn)), "nobody typed an English one: {named:?}");
    let english = keep::Typed { alias_en: "陈大山".to_owned(), ..household("北坡人家", "陈大山") };
    let english = refused(add(english).await);
    assert_eq!(english, [Refusal::Personal(Field::AliasEn, Personal::PupilName)]);
    let placed = refused(add(household("沙沟村东头", "陈大山")).await);
    assert!(placed.contains(&Refusal::Personal(Field::AliasZh, Personal::Village("沙沟村".to_owned()))), "{placed:?}");
    add(household("南坡人家", "陈大山")).await.unwrap();
    assert_eq!(refused(add(household("南坡人家", "李小河")).await), [Refusal::Taken(Field::AliasZh)]);
    assert_eq!(refused(add(household("北坡人家", "陈 大山")).await), [Refusal::Taken(Field::Head)]);
    let blank = keep::Typed::default();
    let all = refused(add(blank).await);
    for field in [Field::AliasZh, Field::People, Field::Head, Field::HouseholdAddress] {
        assert!(all.contains(&Refusal::Missing(field)), "{field:?} in {all:?}");
    }
}

async fn a_draft_is_told_of_all_that_is_wrong_with_it(world: World) {
    let household = world.household("南坡人家").await;
    let organiser = world.organiser_added().await;
    let put = async |change: &dyn Fn(&mut draft::Typed)| {
        let mut typed = typed(organiser);
        change(&mut typed);
        let keeper = world.keeper().await;
        draft::draft(&world.store, keeper, household, &typed, &world.form(), world.now).await
    };
    let fen = Fen::yuan;
    assert_eq!(
        refused(put(&|typed| "599.99".clone_into(&mut typed.charity)).await),
        [Refusal::SplitSum(Fen(489_999), fen(4_900))]
    );
    assert_eq!(refused(put(&|typed| "9".clone_into(&mut typed.shares)).await), [Refusal::SharesUneven(fen(4_900), 9)]);
    for (amount, no) in [
        ("1e3", Refusal::NotMoney(Field::Farmer)),
        ("-5", Refusal::NotMoney(Field::Farmer)),
        ("0.005", Refusal::NotMoney(Field::Farmer)),
        ("9223372036854775807", Refusal::NotMoney(Field::Farmer)),
        ("92233720368547758.07", Refusal::AmountRange(Field::Farmer, Fen::ZERO, fen(1_000_000))),
        ("", Refusal::Missing(Field::Farmer)),
    ] {
        assert_eq!(refused(put(&|typed| amount.clone_into(&mut typed.farmer)).await), [no], "{amount}");
    }
    put(&|typed| (typed.farmer, typed.price) = ("２２００元".to_owned(), "¥4,900.00".to_owned())).await.unwrap();
    assert_eq!(
        refused(put(&|typed| "找南坡人家的真名，13800138000".clone_into(&mut typed.standard_zh)).await),
        [
            Refusal::Personal(Field::StandardZh, Personal::Phone),
            Refusal::Personal(Field::StandardZh, Personal::PupilName)
        ]
    );
    let late = refused(put(&|typed| "2027-10-11".clone_into(&mut typed.adopt_until)).await);
    assert!(matches!(late[..], [Refusal::DayTooLate(Field::AdoptUntil, _)]), "{late:?}");
    let all = refused(
        draft::draft(&world.store, world.keeper().await, household, &draft::Typed::default(), &world.form(), world.now)
            .await,
    );
    for no in [
        Refusal::NotAChoice(Field::Crop),
        Refusal::Missing(Field::StandardZh),
        Refusal::Missing(Field::WholePrice),
        Refusal::Missing(Field::Shares),
        Refusal::Missing(Field::Charity),
        Refusal::Missing(Field::Area),
        Refusal::Missing(Field::HarvestShare),
        Refusal::NotAChoice(Field::Mode),
        Refusal::NotAChoice(Field::ShortfallRule),
    ] {
        assert!(all.contains(&no), "{no:?} in {all:?}");
    }
    let form = world.form();
    let twice = async || {
        let keeper = world.keeper().await;
        draft::draft(&world.store, keeper, household, &typed(organiser), &form, world.now).await.unwrap()
    };
    assert_eq!(twice().await, twice().await, "one form is one plot");
}

async fn a_new_plots_form_begins_with_the_last_one_in_the_readers_language(world: World) {
    let id = world.plot_drafted("南坡人家").await;
    let db = world.store.read();
    let keeper = world.keeper().await;
    let plot = plot::find(db, keeper, id).await.unwrap();
    let household = household::find(db, keeper, plot.household_id).await.unwrap();
    let suggested = async |lang| draft::Typed::suggested(db, &household, lang).await.unwrap();
    let ((zh, from), (en, _)) = (suggested(Lang::Zh).await, suggested(Lang::En).await);
    assert_eq!(from, Some(id), "and says whose it was");
    assert_eq!((zh.standard_zh.as_str(), zh.standard_en.as_str()), ("羊粪做底肥，不用除草剂", ""));
    assert_eq!(en.standard_en, "Sheep manure, no weedkiller");
    assert_eq!((zh.price, zh.shares, zh.variety), ("4900.00".to_owned(), "10".to_owned(), String::new()));
    let blank = draft::Typed { standard_en: String::new(), ..typed(world.organiser_added().await) };
    change::change(&world.store, keeper, id, &blank, world.now).await.unwrap();
    let plot = plot::find(db, keeper, id).await.unwrap();
    assert_eq!(plot.standard_en, "羊粪做底肥，不用除草剂", "it serves both languages");
    assert_eq!(draft::Typed::from(&plot).standard_en, "", "and nobody typed it as English");
}

async fn the_table_itself_keeps_the_split_whole(world: World) {
    let id = world.plot_at("南坡人家", State::Open).await;
    for broken in [
        format!("UPDATE plot SET farmer_fen = farmer_fen + 1 WHERE id = {id}"),
        format!("UPDATE plot SET taken = 11 WHERE id = {id}"),
        format!("UPDATE plot SET taken = -1 WHERE id = {id}"),
        format!("UPDATE plot SET shares = 9 WHERE id = {id}"),
        format!("UPDATE plot SET organiser_id = NULL WHERE id = {id}"),
        format!("UPDATE plot SET state = 'sold' WHERE id = {id}"),
    ] {
        world.store.writer().execute_unprepared(&broken).await.expect_err(&broken);
    }
}

async fn nothing_opens_while_organiser_or_days_are_blank(world: World) {
    let (store, officer, now) = (&world.store, world.officer().await, world.now);
    let (sound, household) = (world.organiser_added().await, world.household("南坡人家").await);
    let bare = draft::Typed { sow_on: String::new(), ..typed("") };
    let id = draft::draft(store, world.keeper().await, household, &bare, &world.form(), now).await.unwrap();
    let no = refused(open::open(store, officer, id, &open::Typed::default(), &world.form(), now).await);
    assert_eq!(no, [Refusal::PlotIncomplete(vec![Field::Organiser, Field::SowOn])]);

    let blank = organiser::ActiveModel {
        name_zh: Set("没有资格的单位".to_owned()),
        name_en: Set("Nobody".to_owned()),
        legal_basis: Set(None),
        created_at: Set(now),
        ..Default::default()
    };
    let blank = organiser::ActiveModel {
        qualification_no: Set(String::new()),
        filing_no: Set(String::new()),
        contact: Set(String::new()),
        bank_holder: Set(String::new()),
        bank_name: Set(String::new()),
        bank_account: Set(String::new()),
        ..blank
    };
    let blank = blank.insert(store.writer()).await.unwrap().id;
    change::change(store, world.keeper().await, id, &typed(blank), now).await.unwrap();
    let no = refused(open::open(store, officer, id, &open::Typed::default(), &world.form(), now).await);
    let [Refusal::PlotIncomplete(missing)] = &no[..] else { panic!("{no:?}") };
    for field in
        [Field::LegalBasis, Field::QualificationNo, Field::FilingNo, Field::OrganiserContact, Field::BankAccount]
    {
        assert!(missing.contains(&field), "{field:?} in {missing:?}");
    }
    change::change(store, world.keeper().await, id, &typed(sound), now).await.unwrap();
    world.last_day_was(id, 1).await;
    let late = open::open(store, officer, id, &open::Typed::default(), &world.form(), now).await;
    assert_eq!(refused(late), [Refusal::DayInPast(Field::AdoptUntil)]);
    world.last_day_was(id, 0).await;
    open::open(store, officer, id, &open::Typed::default(), &world.form(), now).await.unwrap();
}

async fn an_unusual_split_is_opened_only_where_it_is_meant(world: World) {
    let (store, officer, now) = (&world.store, world.officer().await, world.now);
    let (organiser, household) = (world.organiser_added().await, world.household("南坡人家").await);
    for (farmer, charity) in [("0", "2,800"), ("1,300", "1,500")] {
        let odd = draft::Typed { farmer: farmer.into(), charity: charity.into(), ..typed(organiser) };
        let id = draft::draft(store, world.keeper().await, household, &odd, &world.form(), now).await.unwrap();
        let told = refused(open::open(store, officer, id, &open::Typed::default(), &world.form(), now).await);
        let [farmer, charity] = [farmer, charity].map(|amount| amount.parse::<Fen>().unwrap());
        assert_eq!(told, [Refusal::LittleForHousehold(farmer, charity)]);
        let meant = open::Typed { meant: "yes".to_owned() };
        open::open(store, officer, id, &meant, &world.form(), now).await.unwrap();
        assert_eq!(world.plot(id).await.state, State::Open);
    }
}

async fn what_is_hard_to_undo_is_said_twice(world: World) {
    let (store, keeper, now) = (&world.store, world.keeper().await, world.now);
    let id = world.plot_open("南坡人家").await;
    world.adopted(id, "lin", 3).await;
    let told = refused(season::grow(store, keeper, id, &season::Typed::default(), &world.form(), now).await);
    assert_eq!((told, world.plot(id).await.state), (vec![Refusal::SowingNotMeant], State::Open));
    season::grow(store, keeper, id, &sown(), &world.form(), now).await.unwrap();
    let before = world.letters_to("lin@example.org").await.len();
    let harvest = async |weight: &str, meant: &str| {
        let [weight, test_no, meant] = [weight, "检-1", meant].map(ToOwned::to_owned);
        let typed = harvest::Typed { weight, test_no, meant, ..harvest::Typed::default() };
        harvest::harvest(store, keeper, id, &typed, &world.form(), now).await
    };
    let sow_on = Day::from_ymd_opt(2026, 12, 21).unwrap();
    assert_eq!(refused(harvest("40", "").await), [Refusal::HarvestEarly(sow_on)]);
    assert_eq!(refused(harvest("250.1", "").await), [Refusal::HarvestFar(125_000)], "the field promises 125 kg");
    let most = Refusal::NotAWeight(Field::Weight, 0, 20_010_000);
    assert_eq!(refused(harvest("999,999", "yes").await), [most], "no field of 667 square metres gives that");
    assert_eq!(world.letters_to("lin@example.org").await.len(), before, "nobody was told");
    harvest("250.1", "yes").await.unwrap();
    assert_eq!(world.plot(id).await.weight_g, Some(250_100));
}

async fn no_day_lies_before_what_it_is_about(world: World) {
    let (store, keeper, officer, now) = (&world.store, world.keeper().await, world.officer().await, world.now);
    let (today, day) = (china_date(now), || "2026-11-22".to_owned());
    let id = world.plot_at("南坡人家", State::Growing).await;
    let drafted_before = Set(now - TimeDelta::days(90));
    let row = plot::ActiveModel { id: Set(id), created_at: drafted_before, ..Default::default() };
    row.update(store.writer()).await.unwrap();
    let entry = diary::Typed { on_day: day(), diary: "间苗了。".to_owned() };
    let told = refused(diary::write(store, keeper, id, &entry, &world.form(), now).await);
    assert_eq!(told, [Refusal::DayBefore(Field::OnDay, today)], "it was not open yet");
    let adoption = adoption::list::of_plot(store.read(), keeper, id).await.unwrap()[0].adoption.code.to_string();
    let paper_no = "样例-又".to_owned();
    let signed = witness::Typed { adoption, signed_on: day(), paper_no, ..witness::Typed::default() };
    let told = refused(witness::witness(store, keeper, id, &signed, &world.form(), now).await);
    assert_eq!(told, [Refusal::DayBefore(Field::SignedOn, today)]);
    tried(&world, "harvest", id).await.unwrap();
    let sent = TypedDelivery { delivered_on: day(), delivery_note: "寄出了。".to_owned(), ..Default::default() };
    let told = refused(settle::deliver(store, officer, id, &sent, &world.form(), now).await);
    assert_eq!(told, [Refusal::DayBefore(Field::DeliveredOn, today)]);
    world.delivered(id).await;
    let paid = settle::Typed { settled_on: day(), receipt_signed: "收-1".to_owned() };
    let settle = async || refused(settle::settle(store, officer, id, &paid, &world.form(), now).await);
    assert_eq!(settle().await, [Refusal::DayBefore(Field::SettledOn, today)], "nothing had been sown");
    let long_ago = Some(now - TimeDelta::days(90));
    let row = plot::ActiveModel { id: Set(id), growing_at: Set(long_ago), ..Default::default() };
    row.update(store.writer()).await.unwrap();
    assert_eq!(settle().await, [Refusal::DayBefore(Field::SettledOn, today)], "the money had not come");
}

async fn a_settlement_is_told_at_its_own_day(mut world: World) {
    let id = world.plot_at("南坡人家", State::Harvested).await;
    world.delivered(id).await;
    world.later(TimeDelta::days(10));
    let (store, officer) = (&world.store, world.officer().await);
    let november = period::Typed { month: "2026-11".to_owned(), sure: "yes".to_owned() };
    period::close(store, officer, &november, &world.form(), world.now).await.unwrap();
    let through = Day::from_ymd_opt(2026, 11, 30).unwrap();
    assert_eq!(refused(tried(&world, "settle", id).await), [Refusal::DayTooEarly(Field::SettledOn, through)]);
}

/// The verbs of a plot, in the order of its season.
const VERBS: [&str; 11] =
    ["change", "open", "grow", "unsow", "write", "harvest", "weigh_again", "deliver", "settle", "renew", "close"];

/// What each state lets in: `o` done, `-` not in this state.
const TABLE: [(State, &str); 8] = [
    (State::Draft, "oo--------o"),
    // Nobody has adopted anything, so it cannot grow but can be closed.
    (State::Open, "----o-----o"),
    (State::Growing, "---ooo-----"),
    (State::Harvested, "----o-oo---"),
    (State::Shortfall, "----o-oo---"),
    (State::Settled, "---------oo"),
    (State::Closed, "---------o-"),
    // Delivered, and not settled yet.
    (State::Harvested, "----o---o--"),
];

async fn each_state_lets_in_its_own_verbs_and_no_other(world: World) {
    let mut wrong = Vec::new();
    for (row, (state, expected)) in TABLE.into_iter().enumerate() {
        for (verb, expected) in VERBS.into_iter().zip(expected.chars()) {
            let id = world.plot_at(&format!("人家{row}{verb}"), state).await;
            if row == 7 {
                world.delivered(id).await;
            }
            let got = match tried(&world, verb, id).await {
                Ok(()) => 'o',
                Err(Error::Refused(no)) if matches!(no.0[..], [Refusal::PlotState | Refusal::NobodyAdopted]) => '-',
                Err(other) => panic!("{verb} of {state:?}: {other}"),
            };
            if got != expected {
                wrong.push(format!("{verb} of {state:?} ({row}): {got} instead of {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn tried(world: &World, verb: &str, id: PlotId) -> Result<(), Error> {
    let (store, officer, now) = (&world.store, world.officer().await, world.now);
    let (keeper, form) = (world.keeper().await, world.form());
    let day = "2026-11-23".to_owned();
    match verb {
        "change" => change::change(store, keeper, id, &typed(world.organiser_added().await), now).await,
        "open" => open::open(store, officer, id, &open::Typed::default(), &form, now).await,
        "grow" => season::grow(store, keeper, id, &sown(), &form, now).await,
        "unsow" => {
            let typed = unsow::Typed { reason: "slip".to_owned() };
            unsow::unsow(store, officer, id, &typed, &form, now).await
        }
        "write" => {
            let typed = diary::Typed { on_day: day, diary: "间苗了。".to_owned() };
            diary::write(store, keeper, id, &typed, &form, now).await.map(drop)
        }
        "harvest" => {
            let [weight, test_no, meant] = ["40", "检-1", "yes"].map(ToOwned::to_owned);
            let typed = harvest::Typed { weight, test_no, meant, ..harvest::Typed::default() };
            harvest::harvest(store, keeper, id, &typed, &form, now).await.map(drop)
        }
        "weigh_again" => {
            let typed = weigh_again::Typed {
                weight: "40".to_owned(),
                test_no: "检-1".to_owned(),
                reason: "mistyped".to_owned(),
                ..weigh_again::Typed::default()
            };
            weigh_again::weigh_again(store, keeper, id, &typed, &form, now).await.map(drop)
        }
        "deliver" => {
            let note = "寄出了。".to_owned();
            let typed = TypedDelivery { delivered_on: day, delivery_note: note, ..TypedDelivery::default() };
            settle::deliver(store, officer, id, &typed, &form, now).await.map(drop)
        }
        "settle" => {
            let typed = settle::Typed { settled_on: day, receipt_signed: "收-1".to_owned() };
            settle::settle(store, officer, id, &typed, &form, now).await
        }
        "renew" => renew::renew(store, officer, id, &form, now).await.map(drop),
        _ => close::close(store, officer, id, &form, now).await,
    }
}

async fn a_draft_is_nobodys_business(world: World) {
    let (drafted, opened) = (world.plot_at("甲", State::Draft).await, world.plot_at("乙", State::Open).await);
    let lang = Lang::Zh;
    let list = async |typed: browse::Typed| {
        let page = browse::list(world.store.read(), &typed, lang, world.now).await.unwrap();
        page.plots.iter().map(|plot| plot.number).collect::<Vec<_>>()
    };
    assert_eq!(list(browse::Typed::default()).await, [opened]);
    assert_eq!(list(browse::Typed { status: "draft".to_owned(), ..Default::default() }).await, [opened]);
    assert_eq!(list(browse::Typed { status: "growing".to_owned(), ..Default::default() }).await, []);
    assert_eq!(
        list(browse::Typed { crop: "millet".to_owned(), mode: "to_donor".to_owned(), ..Default::default() }).await,
        [opened]
    );
    assert_eq!(list(browse::Typed { crop: "oats".to_owned(), ..Default::default() }).await, []);
    assert_eq!(list(browse::Typed { township: "999".to_owned(), ..Default::default() }).await, []);
    assert_eq!(list(browse::Typed { before: opened.to_string(), ..Default::default() }).await, []);
    assert_eq!(refused(browse::one(world.store.read(), drafted, lang, world.now).await), [Refusal::NotFound]);
    world.reserved(opened, "lin", 3).await;
    let counters = browse::counters(world.store.read()).await.unwrap();
    assert_eq!(counters, browse::Counters { plots: 1, households: 1, shares: 10, taken: 3 });
}

async fn the_public_reads_no_name_and_no_village(world: World) {
    let id = world.plot_at("南坡人家", State::Shortfall).await;
    let plot = browse::one(world.store.read(), id, Lang::Zh, world.now).await.unwrap();
    let all = format!("{plot:?}");
    for private in ["真名", "沙沟村", "院子", "7654321", "lin"] {
        assert!(!all.contains(private), "{private} in {all}");
    }
    assert_eq!((plot.taken, plot.free(), plot.household.as_str()), (3, 7, "南坡人家"));
    assert_eq!(plot.credit, Some(Fen(9_800)), "a fifth of 490 yuan: 30 of 37.5 kg came");
    if world.store.backend() == DbBackend::Sqlite {
        assert_eq!(rows(&world, "household_record").await, 1);
    }
}

async fn the_diary_goes_to_the_adopters_and_its_silence_is_seen(mut world: World) {
    let id = world.plot_at("南坡人家", State::Growing).await;
    let before = world.letters_to("lin@example.org").await.len();
    let write = async |world: &World, words: &str| {
        let typed = diary::Typed { on_day: "2026-11-23".to_owned(), diary: words.to_owned() };
        diary::write(&world.store, world.keeper().await, id, &typed, &world.form(), world.now).await
    };
    assert_eq!(write(&world, "锄了头遍草。").await.unwrap(), 1);
    let letters = world.letters_to("lin@example.org").await;
    assert_eq!(letters.len(), before + 1);
    let Some(Letter::PlotDiary { words, adoption, .. }) = letters.last() else { panic!("{letters:?}") };
    assert_eq!((words.as_str(), adoption.shares, adoption.plot.household.as_str()), ("锄了头遍草。", 3, "南坡人家"));
    assert_eq!(
        refused(write(&world, "南坡人家的真名说今年雨水好").await),
        [Refusal::Personal(Field::Diary, Personal::PupilName)]
    );
    assert!(diary::silent(world.store.read(), world.now).await.unwrap().is_empty());
    world.later(diary::EVERY);
    let silent = diary::silent(world.store.read(), world.now).await.unwrap();
    assert_eq!(silent.iter().map(|one| one.plot).collect::<Vec<_>>(), [id]);
}
