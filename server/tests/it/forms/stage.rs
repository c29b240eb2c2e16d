//! A county with something to do on every desk, and all that is in its database as one text.

use entity::{
    Code, Lang,
    account::{self, digest, disable, invite, link_in, reset, sign_up},
    card,
    claim::note,
    confirmation,
    handout::pool::source,
    id::{AccountId, OfferId, PhaseId, PlotId, VillageId, WishId},
    import::{
        read::Brought,
        sheet::{Book, Line, Sheet},
    },
    ledger::{programme, record},
    link, offer,
    organisation::{self, change, join},
    outbox, page_report,
    paper::job,
    payment::{self, State, refund},
    phase, photo, plot,
    report::{Season, publish},
    round, school,
    statement::{book, bring, list, remap, work},
    store::DbBackend,
    substitution::ask,
    waiting,
    wish::{self, Category, Status, hide},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DatabaseConnection, EntityTrait, IntoActiveModel, QueryFilter,
    Statement,
};
use tokio::sync::OnceCell;

use super::funds;
use crate::{canary::children::story, given::day, world::World};

/// Looks are written down even where the form they lead to is refused; and what is saved as it was is saved again.
const ACTS: &str = "SELECT 'journal ' || act || ' ' || subject_id AS line FROM journal WHERE act NOT LIKE '%_changed' \
    AND act NOT IN ('child_looked', 'pupils_looked', 'roster_opened', 'sheet_opened', 'household_looked', \
    'deliveries_looked', 'paper_looked', 'elder_looked', 'signatures_opened')";

pub const PASSWORD: &str = "a few words of hers";

/// What stands on it, by what can be done with it.
pub struct Stage {
    /// The fifty wishes of the story; see there how far each ten-th is.
    pub codes: Vec<String>,
    /// Addresses that only letters tell.
    pub links: Vec<String>,
    /// A donor who has signed up and not answered the letter.
    pub unproved: AccountId,
    /// An account that an administrator has disabled.
    pub disabled: AccountId,
    /// The number of an invitation nobody has answered.
    pub invitation: String,
    /// The word of an organisation's link.
    pub link: String,
    /// A plot that grows, and qian's adoption that waits for its contract to be accepted.
    pub plot: String,
    pub adoption: String,
    /// A payment code of the donor's, under which half has arrived.
    pub reference: String,
    /// A line of a bank statement that is open.
    pub statement_line: String,
    /// A fund and a season of plots that are over; their reports are the second and the third that were published.
    pub fund_over: String,
    pub season: String,
    /// A village that nobody lives in.
    pub empty_village: String,
}

/// Everything that can happen to a wish has happened, and every desk has work left.
pub async fn set(world: &World) -> Stage {
    let codes = story(world).await;
    words_between(world, &codes).await;
    reported(world, &codes).await;
    cards(world, &codes).await;
    other_phases(world).await;
    stocked(world).await;
    a_past_phase(world).await;
    papers(world).await;
    booked(world).await;
    let reference = paid(world).await;
    let statement_line = statements(world, &reference).await;
    let fund_over = funds::set(world).await.to_string();
    waiting(world).await;
    people(world).await;
    let empty_village = places(world).await.to_string();
    let (plot, adoption) = plots(world).await;
    let season = a_past_season(world).await;
    let link = organisations(world).await;
    offers(world).await;
    let mut links = links(world).await;
    links.push(format!("/join?key={link}"));
    links.push(rounds(world).await);
    let unproved = account_of(world, "newcomer@example.org").await.id;
    dead_letter(world).await;
    let disabled = account_of(world, "disabled@example.org").await.id;
    let open = link::COLUMN.email.eq("invited@example.org");
    let invitation = link::Entity::find().filter(open).one(world.store.writer()).await.unwrap().unwrap().id;
    Stage {
        codes,
        links,
        unproved,
        disabled,
        invitation,
        link,
        plot,
        adoption,
        reference,
        statement_line,
        fund_over,
        season,
        empty_village,
    }
}

/// A note for the office to read, a question for the school to answer.
async fn words_between(world: &World, codes: &[String]) {
    let donor = world.donor("qian").await;
    let code = |number: usize| codes[number].parse().unwrap();
    let typed = note::Typed { note: "祝你每天都有新发现".to_owned() };
    note::write(&world.store, donor, &code(24), &typed, &world.form(), world.now).await.unwrap();
    let typed = ask::Typed { question: "大一号可以吗？".to_owned() };
    ask::ask(&world.store, donor, &code(34), &typed, &world.form(), world.now).await.unwrap();
}

/// One that takes part, with a contact and a member; one that waits for the office; one that is closed. Gives the
/// link of the first.
async fn organisations(world: &World) -> String {
    let (store, now, officer) = (&world.store, world.now, world.officer().await);
    let typed = |slug: &str, contact: &str| change::TypedByOffice {
        own: change::Typed {
            name_zh: format!("{slug} 样例单位"),
            about_zh: "同事们一起参加。".to_owned(),
            ..change::Typed::default()
        },
        slug: slug.to_owned(),
        wish_limit: "40".to_owned(),
        email: format!("{contact}@example.org"),
    };
    let first = change::add(store, officer, &typed("shanlu", "qian"), &world.form(), now).await.unwrap();
    let link = organisation::find(store.writer(), first).await.unwrap().link;
    join::join(store, world.donor("chen").await, &link, &world.form(), now).await.unwrap();
    change::ask(store, world.donor("zhao").await, &typed("", "").own, &world.form(), now).await.unwrap();
    let closed = change::add(store, officer, &typed("gone", "lin"), &world.form(), now).await.unwrap();
    change::close(store, officer, closed, true, &world.form(), now).await.unwrap();
    link
}

/// A household without a plot, and a plot at each point of its season with something to do.
async fn plots(world: &World) -> (String, String) {
    world.household("闲着的人家").await;
    world.plot_at("要开放的", plot::State::Draft).await;
    let grows = world.plot_at("在长的", plot::State::Growing).await;
    pictured(world, grows).await;
    for (alias, state) in [("要送的", plot::State::Harvested), ("要续的", plot::State::Settled)] {
        world.plot_at(alias, state).await;
    }
    let short = world.plot_at("要结的", plot::State::Shortfall).await;
    world.delivered(short).await;
    world.plot_at("开放的", plot::State::Open).await;
    let to_sow = world.plot_at("要播的", plot::State::Open).await;
    world.adopted(to_sow, "lin", 2).await;
    let kept = world.plot_at("留着的", plot::State::Open).await;
    (grows.to_string(), world.reserved(kept, "qian", 1).await.to_string())
}

/// An entry of the diary with a picture, whose file is never opened.
async fn pictured(world: &World, id: PlotId) {
    let keeper = world.keeper().await;
    let purpose = photo::Purpose::Diary;
    let photo = photo::bring::begin(&world.store, purpose, keeper.account(), (800, 600), world.now).await.unwrap().id;
    let typed = plot::diary::Typed { on_day: "2026-11-23".to_owned(), diary: "垄里很齐。".to_owned() };
    let picture = plot::diary::Picture { photo, shows_nobody: true };
    let with = (&typed, Some(picture));
    plot::diary::with_picture(&world.store, keeper, id, with, &world.form(), world.now).await.unwrap();
}

/// A season of one plot, which was harvested this year and is closed; its report is published.
async fn a_past_season(world: &World) -> String {
    let id = world.plot_at("结束的", plot::State::Closed).await;
    let row = plot::ActiveModel {
        id: Set(id),
        adopt_until: Set(Some(day(5, 1))),
        sow_on: Set(Some(day(5, 2))),
        harvest_on: Set(Some(day(11, 10))),
        ..Default::default()
    };
    let plot = row.update(world.store.writer()).await.unwrap();
    let season = Season { year: 2026, organiser: plot.organiser_id.unwrap() };
    let officer = world.officer().await;
    publish::publish(&world.store, officer, season, "final", &world.form(), world.now).await.unwrap();
    season.to_string()
}

/// One that stands, one that rests.
async fn offers(world: &World) {
    let (store, qian, now) = (&world.store, world.donor("qian").await, world.now);
    let typed = offer::Typed::fresh(world.today());
    offer::make::make(store, qian, &typed, &world.form(), now).await.unwrap();
    let rests = offer::make::make(store, qian, &typed, &world.form(), now).await.unwrap();
    offer::pause::pause(store, qian, rests, &world.form(), now).await.unwrap();
}

/// One whose only donor has been asked, about a wish that nobody else is here for; one that is to be decided; and an
/// hour for the clock's. Gives the link in the letter.
async fn rounds(world: &World) -> String {
    let (store, officer, qian, now) = (&world.store, world.officer().await, world.donor("qian").await, world.now);
    world.wish_for("shagou", Category::Music, Status::Open).await;
    let typed = offer::Typed {
        max_count: "1".to_owned(),
        categories: vec!["music".to_owned()],
        ..offer::Typed::fresh(world.today())
    };
    let first = OfferId(1);
    offer::pause::pause(store, qian, first, &world.form(), now).await.unwrap();
    offer::make::make(store, world.donor("lin").await, &typed, &world.form(), now).await.unwrap();
    let all = round::open::Typed { phase: round::open::ALL.to_owned() };
    let asked = round::open::open(store, officer, &all, &world.form(), now).await.unwrap();
    round::apply::apply(store, officer, asked, &world.form(), now).await.unwrap();
    let link = format!("/proposal?token={}", world.token_to("lin@example.org").await);
    offer::pause::resume(store, qian, first, &world.form(), now).await.unwrap();
    let typed = offer::Typed { max_count: "2".to_owned(), ..offer::Typed::fresh(world.today()) };
    offer::make::make(store, world.donor("sun").await, &typed, &world.form(), now).await.unwrap();
    round::open::open(store, officer, &all, &world.form(), now).await.unwrap();
    let typed = round::nightly::Typed { hour: "2".to_owned() };
    round::nightly::set(store, officer, &typed, &world.form(), now).await.unwrap();
    link
}

/// Schoolbags on the pool's shelf, enough for the phase that waits for it.
async fn stocked(world: &World) {
    let typed = source::Typed {
        kind: "goods".to_owned(),
        goods: "书包 蓝色 防水".to_owned(),
        giver: "样例文具店".to_owned(),
        category: "schoolbag".to_owned(),
        quantity: "9".to_owned(),
        ..source::Typed::default()
    };
    source::add(&world.store, world.officer().await, &typed, &world.form(), world.now).await.unwrap();
}

/// What came in last month, which can be closed, and this month, which cannot.
async fn booked(world: &World) {
    let programme = programme::all(world.store.writer()).await.unwrap()[0].key();
    for booked_on in ["2026-10-20", "2026-11-20"] {
        let typed = record::Typed {
            way: "in".to_owned(),
            programme: programme.clone(),
            source: "society".to_owned(),
            amount: "1,000".to_owned(),
            booked_on: booked_on.to_owned(),
            document_no: String::new(),
        };
        record::record(&world.store, world.officer().await, &typed, &world.form(), world.now).await.unwrap();
    }
}

/// Half of what the donor promised, something that nobody knows what it is for, something that is to go back.
async fn paid(world: &World) -> String {
    let code = world.promised_money("qian", "500").await.to_string();
    world.arrives(&code, "240").await.unwrap();
    world.arrives("", "80").await.unwrap();
    world.arrives("", "60").await.unwrap();
    let part = world.part(State::Unclear).await;
    let typed = refund::Typed { amount: "60".to_owned(), ..refund::Typed::default() };
    refund::ask(&world.store, world.officer().await, part, &typed, &world.form(), world.now).await.unwrap();
    let whole = world.promised_money("lin", "90").await;
    world.arrives(whole.as_str(), "90").await.unwrap();
    let lin = world.donor("lin").await;
    payment::confirmation::issue(&world.store, lin, whole.as_str(), &world.form(), world.now).await.unwrap();
    code
}

/// A statement whose columns are not all known, and one with a line of each kind, and one that cannot be read, whose
/// columns are remembered.
async fn statements(world: &World, code: &str) -> String {
    let (store, officer) = (&world.store, world.officer().await);
    let bring = async |digest: &str, lines: &[String]| {
        let cells = |line: &String| line.split('|').map(str::to_owned).collect();
        let lines = (1..).zip(lines).map(|(number, line)| Line { number, cells: cells(line) }).collect();
        let book = Book { sheets: vec![Sheet { name: String::new(), lines }] };
        let brought = Brought { name: format!("{digest}.csv"), digest: digest.to_owned(), book };
        let typed = bring::Typed { organiser: world.organiser_added().await.to_string() };
        bring::bring(store, officer, brought, &typed, &world.form(), world.now).await.unwrap().id
    };
    let unknown = "客户的话|交易日期|收入金额|支出金额|对方户名|流水号|借贷标志";
    bring("unknown", &[unknown.to_owned(), "x|2026-11-20|7||甲|1|贷".to_owned()]).await;
    let known = "交易日期|流水号|收入金额|对方户名|附言".to_owned();
    let line = |serial: u8, amount: &str, remark: &str| format!("2026-11-23|{serial}|{amount}|甲|{remark}");
    let unread = line(5, "1e3", "w");
    let lines = [known, line(1, "260", code), line(2, "7", "x"), line(3, "8", "y"), line(4, "9", "z"), unread];
    let id = bring("known", &lines).await;
    work::carry_out(store, id, world.now).await.unwrap();
    let read = list::one(store.read(), officer, id).await.unwrap();
    let same = remap::Typed::of(read.header_row, &read.mapping());
    remap::remap(store, officer, id, &same, &world.form(), world.now).await.unwrap();
    work::carry_out(store, id, world.now).await.unwrap();
    let lines = list::lines(store, officer, id, list::Which::AllOpen, None, 10).await.unwrap();
    book::set_aside(store, officer, lines[3].line.id, &world.form(), world.now).await.unwrap();
    lines[0].line.id.to_string()
}

/// Two pages reported, by somebody who can be answered and somebody who cannot; a wish off the public pages.
async fn reported(world: &World, codes: &[String]) {
    let (store, now) = (&world.store, world.now);
    for reply_to in ["reader@example.org", ""] {
        let typed = page_report::send::Typed {
            page: format!("/wishes/{}", codes[16]),
            kind: "wrong".to_owned(),
            words: "规格写错了".to_owned(),
            reply_to: reply_to.to_owned(),
        };
        page_report::send::send(store, &typed, (Lang::Zh, ""), &world.form(), now).await.unwrap();
    }
    let officer = world.officer().await;
    hide::hide(store, officer, &codes[36].parse().unwrap(), &world.form(), now).await.unwrap();
}

/// Two cards that the office has still to look at, one that its donor has, and two that were cut out of a photo and
/// match nothing; the files of their pictures are never opened.
async fn cards(world: &World, codes: &[String]) {
    let (store, school) = (&world.store, world.school("shagou").await);
    for number in [10, 20, 30] {
        let by = school.account();
        let photo = photo::bring::begin(store, photo::Purpose::Card, by, (800, 600), world.now).await.unwrap();
        let code = codes[number].parse().unwrap();
        card::upload::upload(store, school, &code, photo.id, &world.form(), world.now).await.unwrap();
        if number == 30 {
            let (photo, shows) = (photo.id.to_string(), "nobody".to_owned());
            let typed = card::review::Typed { photo, shows, ..card::review::Typed::default() };
            card::review::approve(store, world.officer().await, &code, &typed, &world.form(), world.now).await.unwrap();
        }
    }
    let mut pieces = Vec::new();
    for _ in 0..2 {
        let by = school.account();
        let photo = photo::bring::begin(store, photo::Purpose::Piece, by, (800, 600), world.now).await.unwrap();
        pieces.push(card::piece::bring::Piece { photo: photo.id, says: Vec::new() });
    }
    card::piece::bring::bring(store, school, &pieces, &world.form(), world.now).await.unwrap();
}

/// Phase 3 waits for its end, 4 for the pool, 6 for its beginning.
async fn other_phases(world: &World) {
    for (number, state, status) in [
        (3, phase::State::Closed, Status::HandedOut),
        (4, phase::State::Closed, Status::Open),
        (6, phase::State::Draft, Status::Approved),
    ] {
        let like = world.running_phase().await;
        let row = phase::ActiveModel {
            id: sea_orm::ActiveValue::NotSet,
            number: Set(number),
            title_zh: Set(format!("第{number}期")),
            title_en: Set(format!("Phase {number}")),
            state: Set(state),
            claim_until: Set(Some(day(11, if number == 3 { 20 } else { 29 }))),
            ..like.into_active_model().reset_all()
        };
        let phase = row.insert(world.store.writer()).await.unwrap().id;
        moved(world, status, phase).await;
    }
}

/// Phase 2 is over, its report is published, and it is put away.
async fn a_past_phase(world: &World) {
    let like = world.running_phase().await;
    let row = phase::ActiveModel {
        id: sea_orm::ActiveValue::NotSet,
        number: Set(2),
        title_zh: Set("第2期".to_owned()),
        title_en: Set("Phase 2".to_owned()),
        state: Set(phase::State::Finished),
        finished_at: Set(Some(world.now)),
        ..like.into_active_model().reset_all()
    };
    let phase = row.insert(world.store.writer()).await.unwrap().id;
    let officer = world.officer().await;
    publish::publish(&world.store, officer, phase, "final", &world.form(), world.now).await.unwrap();
    phase::archive::archive(&world.store, officer, phase, &world.form(), world.now).await.unwrap();
}

/// A print job whose file is deleted, and a donor's confirmation.
async fn papers(world: &World) {
    let (store, now) = (&world.store, world.now);
    let (officer, phase) = (world.officer().await, world.phase().await);
    let id = job::ask(store, officer, phase, &job::Typed::default(), Lang::Zh, &world.form(), now).await.unwrap();
    job::work::begin(store, now).await.unwrap();
    job::work::finish(store, id, "no-such-file", now).await.unwrap();
    world.given("shagou", "qian").await;
    let donor = world.donor("lin").await;
    confirmation::issue(store, donor, "5", &world.form(), now).await.unwrap();
}

async fn moved(world: &World, status: Status, phase: PhaseId) {
    let (id, _): (WishId, Code) = world.wish_at("shagou", status).await;
    let row = wish::ActiveModel { id: Set(id), phase_id: Set(phase), ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
}

/// Somebody joined the list while all was taken.
async fn waiting(world: &World) {
    let row = waiting::ActiveModel {
        account_id: Set(world.donor("qian").await.account()),
        since: Set(world.now),
        ..Default::default()
    };
    row.insert(world.store.writer()).await.unwrap();
}

/// Someone invited, someone disabled, someone with a password.
async fn people(world: &World) {
    let (store, admin, now) = (&world.store, world.admin().await, world.now);
    let disabled = world.donor("disabled").await.account();
    disable::disable(store, admin, disabled, now).await.unwrap();
    let typed = invite::Typed {
        email: "invited@example.org".to_owned(),
        name: "受邀老师".to_owned(),
        role: "school".to_owned(),
        school: world.school_id("shagou").await.to_string(),
        lang: "zh".to_owned(),
        ..Default::default()
    };
    invite::invite(store, world.officer().await, &typed, &world.form(), now).await.unwrap();
    let hash = account::create::create_admin(store, "root@example.org", "管理员", PASSWORD, Lang::Zh, now).await;
    hash.unwrap();
    let hash = account_of(world, "root@example.org").await.password_hash;
    for email in ["lin@example.org", "qian@example.org"] {
        let row = account::ActiveModel {
            id: Set(account_of(world, email).await.id),
            password_hash: Set(hash.clone()),
            ..Default::default()
        };
        row.update(store.writer()).await.unwrap();
    }
}

/// A school that is closed, a village that nobody lives in, a township without villages.
async fn places(world: &World) -> VillageId {
    let db = world.store.writer();
    // Somebody acts for the first village to choose: what is removed is one that no other form chooses.
    world.signed_in_village("柳树湾村").await;
    let empty = world.village_id("空山村").await;
    let id = world.school_id("gone").await;
    let row = school::ActiveModel { id: Set(id), closed_at: Set(Some(world.now)), ..Default::default() };
    row.update(db).await.unwrap();
    let row = entity::place::township::ActiveModel {
        name_zh: Set("柳河镇".to_owned()),
        name_en: Set("Liuhe Town".to_owned()),
        ..Default::default()
    };
    row.insert(db).await.unwrap();
    empty
}

async fn account_of(world: &World, email: &str) -> account::Model {
    let found = account::Entity::find().filter(account::COLUMN.email.eq(email));
    found.one(world.store.writer()).await.unwrap().unwrap()
}

/// The first letter of all will never be delivered.
async fn dead_letter(world: &World) {
    let leased = outbox::work::lease(&world.store, 1, world.now).await.unwrap();
    outbox::work::failed(&world.store, &leased[0], "550 no such mailbox", true, world.now).await.unwrap();
}

/// The addresses that only a letter tells: each kind of link, fresh.
async fn links(world: &World) -> Vec<String> {
    let (store, now) = (&world.store, world.now);
    let typed = sign_up::Typed {
        email: "newcomer@example.org".to_owned(),
        name: "新来的人".to_owned(),
        password: "four words of nothing".to_owned(),
        ..Default::default()
    };
    sign_up::sign_up(store, &typed, Lang::Zh, "letters", &world.form(), now).await.unwrap();
    link_in::ask(store, "chen@example.org", "letters", &world.form(), now).await.unwrap();
    reset::ask(store, "zhao@example.org", "letters", &world.form(), now).await.unwrap();
    let lin = world.donor("lin").await.account();
    vec![
        format!("/verify?token={}", world.token_to("newcomer@example.org").await),
        format!("/enter?token={}", world.token_to("chen@example.org").await),
        format!("/reset?token={}", world.token_to("zhao@example.org").await),
        format!("/hold?token={}", world.token_to("held@example.org").await),
        format!("/invitation?token={}", world.token_to("invited@example.org").await),
        format!("/unsubscribe?token={}", digest::token(&store.keys, lin)),
    ]
}

/// Every row of every table as text, but for what counts tries and looks, which a refused form adds to as well.
pub async fn rows(world: &World) -> String {
    static ON_SQLITE: OnceCell<String> = OnceCell::const_new();
    static ON_POSTGRES: OnceCell<String> = OnceCell::const_new();
    let db = world.store.writer();
    let is_sqlite = db.get_database_backend() == DbBackend::Sqlite;
    let all = if is_sqlite { &ON_SQLITE } else { &ON_POSTGRES };
    lines(db, all.get_or_init(|| all_tables(db, is_sqlite)).await).await.join("\n")
}

/// One statement for all of them.
async fn all_tables(db: &DatabaseConnection, is_sqlite: bool) -> String {
    let names = if is_sqlite {
        "SELECT name AS line FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    } else {
        "SELECT table_name::text AS line FROM information_schema.tables WHERE table_schema = 'public'"
    };
    let mut all = vec![ACTS.to_owned()];
    for table in lines(db, names).await {
        if matches!(table.as_str(), "guess" | "session" | "journal" | "look") {
            continue;
        }
        let row = if is_sqlite {
            let columns = format!("SELECT 'quote(\"' || name || '\")' AS line FROM pragma_table_info('{table}')");
            lines(db, &columns).await.join(" || ',' || ")
        } else {
            "CAST(t AS text)".to_owned()
        };
        all.push(format!("SELECT '{table} ' || {row} AS line FROM \"{table}\" t"));
    }
    format!("{} ORDER BY 1", all.join(" UNION ALL "))
}

/// Tries are counted for each address and network; here one network tries everything.
pub async fn forget_guesses(world: &World) {
    world.store.writer().execute_unprepared("DELETE FROM guess").await.unwrap();
}

pub async fn lines(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get("", "line").unwrap()).collect()
}
