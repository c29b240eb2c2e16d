//! A county with something to do on every desk, and all that is in its database as one text.

use entity::{
    Code, Lang,
    account::{self, digest, disable, invite, link_in, reset, sign_up},
    claim::note,
    confirmation,
    handout::pool::source,
    id::{AccountId, PhaseId, WishId},
    ledger::{programme, record},
    link,
    organisation::{self, change, join},
    outbox::work,
    page_report,
    paper::job,
    phase,
    report::publish,
    school,
    store::DbBackend,
    substitution::ask,
    waiting,
    wish::{self, Status, hide},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DatabaseConnection, EntityTrait, IntoActiveModel, QueryFilter,
    Statement,
};
use tokio::sync::OnceCell;

use crate::{canary::children::story, given::day, world::World};

/// Looks are written down even where the form they lead to is refused; and what is saved as it was is saved again.
const ACTS: &str = "SELECT 'journal ' || act || ' ' || subject_id AS line FROM journal WHERE act NOT LIKE '%_changed' \
    AND act NOT IN ('child_looked', 'pupils_looked', 'roster_opened', 'sheet_opened')";

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
}

/// Everything that can happen to a wish has happened, and every desk has work left.
pub async fn set(world: &World) -> Stage {
    let codes = story(world).await;
    words_between(world, &codes).await;
    reported(world, &codes).await;
    other_phases(world).await;
    stocked(world).await;
    a_past_phase(world).await;
    papers(world).await;
    booked(world).await;
    waiting(world).await;
    people(world).await;
    places(world).await;
    let link = organisations(world).await;
    let mut links = links(world).await;
    links.push(format!("/join?key={link}"));
    let unproved = account_of(world, "newcomer@example.org").await.id;
    dead_letter(world).await;
    let disabled = account_of(world, "disabled@example.org").await.id;
    let open = link::COLUMN.email.eq("invited@example.org");
    let invitation = link::Entity::find().filter(open).one(world.store.writer()).await.unwrap().unwrap().id;
    Stage { codes, links, unproved, disabled, invitation, link }
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

/// Schoolbags on the pool's shelf, enough for the phase that waits for it.
async fn stocked(world: &World) {
    let typed = source::Typed {
        kind: "goods".to_owned(),
        name: "书包".to_owned(),
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
async fn places(world: &World) {
    let db = world.store.writer();
    world.village().await;
    let id = world.school_id("gone").await;
    let row = school::ActiveModel { id: Set(id), closed_at: Set(Some(world.now)), ..Default::default() };
    row.update(db).await.unwrap();
    let row = entity::place::township::ActiveModel {
        name_zh: Set("柳河镇".to_owned()),
        name_en: Set("Liuhe Town".to_owned()),
        ..Default::default()
    };
    row.insert(db).await.unwrap();
}

async fn account_of(world: &World, email: &str) -> account::Model {
    let found = account::Entity::find().filter(account::COLUMN.email.eq(email));
    found.one(world.store.writer()).await.unwrap().unwrap()
}

/// The first letter of all will never be delivered.
async fn dead_letter(world: &World) {
    let leased = work::lease(&world.store, 1, world.now).await.unwrap();
    work::failed(&world.store, &leased[0], "550 no such mailbox", true, world.now).await.unwrap();
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
