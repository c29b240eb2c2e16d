//! A migrated database with a named cast, for the tests of `entity` and of `server`.
//!
//! People and places are made when a test first calls for them, and are the same when it calls again:
//! `world.donor("lin")`, `world.school("shagou")`, `world.officer()`, `world.admin()`.

use std::{
    fmt::Debug,
    sync::atomic::{AtomicU64, Ordering},
};

use chrono::{DateTime, TimeDelta};
use entity::{
    Error, FormKey, Lang, Refusal, Store, Time,
    account::{self, Role},
    actor::{Admin, Donor, Officer, School, SignedIn, Village},
    id::{AccountId, LetterId, SchoolId, TownshipId, VillageId},
    outbox::{self, Letter},
    place::{township, village},
    school, session,
    store::{Dice, Keys, keys},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, QueryFilter, QueryOrder};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::postgres::OwnDatabase;

/// One test's county.
pub struct World {
    pub store: Store,
    /// The time it is; move it with [`World::later`].
    pub now: Time,
    url: String,
    _ground: Ground,
}

/// What the database stands on; gone when the test is over.
#[expect(dead_code, reason = "held for what happens when it is dropped")]
enum Ground {
    Folder(TempDir),
    Database(OwnDatabase),
}

impl World {
    pub async fn on_sqlite() -> Self {
        static MIGRATED: OnceCell<Vec<u8>> = OnceCell::const_new();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("nuanxin.db");
        std::fs::write(&file, MIGRATED.get_or_init(migrated_file).await).unwrap();
        Self::at(format!("sqlite://{}", file.display()), Ground::Folder(folder)).await
    }

    pub async fn on_postgres() -> Self {
        let database = OwnDatabase::make().await;
        Self::at(database.url.clone(), Ground::Database(database)).await
    }

    async fn at(url: String, ground: Ground) -> Self {
        let now = DateTime::from_timestamp(1_795_395_600, 0).unwrap();
        assert_eq!(now.to_rfc3339(), "2026-11-23T01:00:00+00:00");
        Self { store: open(&url, 1).await, now, url, _ground: ground }
    }

    /// A second server process on the same database: same keys, own connections, own dice.
    pub async fn another_process(&self) -> Store {
        static PROCESSES: AtomicU64 = AtomicU64::new(2);
        open(&self.url, PROCESSES.fetch_add(1, Ordering::Relaxed)).await
    }

    /// Two processes whose dice fall alike.
    pub async fn twins(&self) -> [Store; 2] {
        [open(&self.url, 7_777).await, open(&self.url, 7_777).await]
    }

    pub fn later(&mut self, by: TimeDelta) {
        self.now += by;
    }

    /// The key of a form rendered just now.
    pub fn form(&self) -> FormKey {
        FormKey::new("test", &self.store.dice.id())
    }

    // The cast

    /// A donor with a verified address, `<name>@example.org`.
    pub async fn donor(&self, name: &str) -> Donor {
        self.signed_in_donor(name).await.donor().unwrap()
    }

    pub async fn signed_in_donor(&self, name: &str) -> SignedIn {
        let account = self.account(name, Role::Donor, None).await;
        self.signed_in(account).await
    }

    /// The teacher in charge of the school with this code, `teacher-<code>@example.org`.
    pub async fn school(&self, code: &str) -> School {
        self.signed_in_school(code).await.school().unwrap()
    }

    pub async fn signed_in_school(&self, code: &str) -> SignedIn {
        let school = self.school_id(code).await;
        let account = self.account(&format!("teacher-{code}"), Role::School, Some(school)).await;
        self.signed_in(account).await
    }

    /// The committee of the village with this name, `committee-<number>@example.org`.
    pub async fn village_desk(&self, name: &str) -> Village {
        self.signed_in_village(name).await.village().unwrap()
    }

    pub async fn signed_in_village(&self, name: &str) -> SignedIn {
        let village = self.village_id(name).await;
        let (email, db) = (format!("committee-{village}@example.org"), self.store.writer());
        let found = account::Entity::find().filter(account::COLUMN.email.eq(email.clone())).one(db).await.unwrap();
        if let Some(account) = found {
            return self.signed_in(account.id).await;
        }
        let row = account::ActiveModel {
            email: Set(email),
            name: Set("村委会".to_owned()),
            role: Set(Role::Village),
            village_id: Set(Some(village)),
            lang: Set(Lang::Zh),
            verified_at: Set(Some(self.now)),
            created_at: Set(self.now),
            ..Default::default()
        };
        let id = row.insert(db).await.unwrap().id;
        self.signed_in(id).await
    }

    pub async fn officer(&self) -> Officer {
        self.signed_in_officer().await.officer().unwrap()
    }

    pub async fn signed_in_officer(&self) -> SignedIn {
        let account = self.account("officer", Role::Office, None).await;
        self.signed_in(account).await
    }

    pub async fn admin(&self) -> Admin {
        self.signed_in_admin().await.admin().unwrap()
    }

    pub async fn signed_in_admin(&self) -> SignedIn {
        let account = self.account("admin", Role::Admin, None).await;
        self.signed_in(account).await
    }

    /// Signs an account in, as a browser with its cookie would be.
    pub async fn signed_in(&self, account: AccountId) -> SignedIn {
        let token = self.session(account).await;
        session::who(&self.store, &token, self.now).await.unwrap().unwrap()
    }

    /// A session's token, for a cookie.
    pub async fn session(&self, account: AccountId) -> String {
        let token = self.store.dice.id();
        let row = session::ActiveModel {
            token_hash: Set(keys::digest(token.as_bytes()).to_vec()),
            account_id: Set(account),
            created_at: Set(self.now),
            expires_at: Set(self.now + TimeDelta::days(1)),
        };
        session::Entity::insert(row).exec_without_returning(self.store.writer()).await.unwrap();
        token
    }

    /// The account with the address `<name>@example.org`: verified, without a password.
    pub async fn account(&self, name: &str, role: Role, school: Option<SchoolId>) -> AccountId {
        let email = format!("{name}@example.org");
        let found = account::Entity::find().filter(account::COLUMN.email.eq(email.clone()));
        if let Some(account) = found.one(self.store.writer()).await.unwrap() {
            return account.id;
        }
        let row = account::ActiveModel {
            email: Set(email),
            name: Set(name.to_owned()),
            role: Set(role),
            school_id: Set(school),
            lang: Set(Lang::Zh),
            verified_at: Set(Some(self.now)),
            created_at: Set(self.now),
            ..Default::default()
        };
        row.insert(self.store.writer()).await.unwrap().id
    }

    // Places

    pub async fn township(&self) -> TownshipId {
        let db = self.store.writer();
        if let Some(township) = township::Entity::find().one(db).await.unwrap() {
            return township.id;
        }
        let row = township::ActiveModel {
            name_zh: Set("沙沟镇".to_owned()),
            name_en: Set("Shagou Town".to_owned()),
            ..Default::default()
        };
        row.insert(db).await.unwrap().id
    }

    pub async fn village(&self) -> VillageId {
        let db = self.store.writer();
        if let Some(village) = village::Entity::find().one(db).await.unwrap() {
            return village.id;
        }
        let row = village::ActiveModel {
            township_id: Set(self.township().await),
            name: Set("柳树湾村".to_owned()),
            ..Default::default()
        };
        row.insert(db).await.unwrap().id
    }

    /// The village with this name, in the only township.
    pub async fn village_id(&self, name: &str) -> VillageId {
        let db = self.store.writer();
        let found = village::Entity::find().filter(village::COLUMN.name.eq(name)).one(db).await.unwrap();
        if let Some(village) = found {
            return village.id;
        }
        let row = village::ActiveModel {
            township_id: Set(self.township().await),
            name: Set(name.to_owned()),
            ..Default::default()
        };
        row.insert(db).await.unwrap().id
    }

    /// The school with this code; its public alias is `alias-<code>`.
    pub async fn school_id(&self, code: &str) -> SchoolId {
        let db = self.store.writer();
        let found = school::Entity::find().filter(school::COLUMN.code.eq(code));
        if let Some(school) = found.one(db).await.unwrap() {
            return school.id;
        }
        let row = school::ActiveModel {
            township_id: Set(self.township().await),
            code: Set(code.to_owned()),
            name: Set(format!("{code}小学")),
            alias_zh: Set(format!("{code}的学校")),
            alias_en: Set(format!("alias-{code}")),
            delivery_address: Set(format!("沙沟镇{code}路1号")),
            delivery_contact: Set("王老师".to_owned()),
            delivery_phone: Set("0350-0000000".to_owned()),
            created_at: Set(self.now),
            ..Default::default()
        };
        row.insert(db).await.unwrap().id
    }

    // What was written

    /// The letters to this address, oldest first.
    pub async fn letters_to(&self, email: &str) -> Vec<Letter> {
        let rows = outbox::Entity::find().order_by_asc(outbox::COLUMN.id).all(self.store.writer()).await.unwrap();
        rows.iter().filter(|row| row.recipient == email).map(|row| row.read().unwrap()).collect()
    }

    /// The kinds of all letters after this one, oldest first, each with its recipient.
    pub async fn letters_since(&self, last: Option<LetterId>) -> Vec<(String, String)> {
        let rows = outbox::Entity::find().order_by_asc(outbox::COLUMN.id).all(self.store.writer()).await.unwrap();
        let new = rows.into_iter().filter(|row| last.is_none_or(|last| row.id > last));
        new.map(|row| (row.kind, row.recipient)).collect()
    }

    /// The token of the newest link sent to this address.
    pub async fn token_to(&self, email: &str) -> String {
        let letter = self.letters_to(email).await.pop().expect("a letter was sent");
        let json = serde_json::to_value(&letter).unwrap();
        self.store.keys.link_token(json["link"].as_str().expect("the letter has a link"))
    }
}

/// The refusals of a verb that said no.
pub fn refused<T: Debug>(result: Result<T, Error>) -> Vec<Refusal> {
    match result {
        Err(Error::Refused(refused)) => refused.0,
        other => panic!("not refused: {other:?}"),
    }
}

async fn open(url: &str, seed: u64) -> Store {
    Store::open(url, Keys::from_master(&[7; 32]), Dice::seeded(seed)).await.unwrap()
}

async fn migrated_file() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("migrated.db");
    let store = open(&format!("sqlite://{}", file.display()), 0).await;
    migration::up(store.writer()).await.unwrap();
    store.close().await.unwrap();
    std::fs::read(file).unwrap()
}
