//! Durable claims from many clients at once: through the domain, through a form, and as bare statements.

use std::{path::Path, sync::Arc, time::Duration};

use anyhow::Context;
use chrono::SecondsFormat;
use entity::{
    Code, FormKey, Store, Time,
    actor::Donor,
    claim, session,
    store::{Dice, Keys, keys},
};
use sqlx::SqlitePool;

use crate::{
    client::{Client, Request},
    load::{AsyncWork, Bounds, Run, run},
    minimal,
    program::{self, Program},
};

const CLIENTS: usize = 64;
const LASTS: Duration = Duration::from_secs(20);

/// The three ways, on open wishes of their own.
pub struct Claims {
    pub domain: Run,
    pub form: Run,
    pub bare: Run,
}

pub async fn measure(folder: &Path, most: usize, now: Time) -> anyhow::Result<Claims> {
    let pool = minimal::connect(&program::database(folder), 1).await?;
    let donors = donors(&pool, now).await?;
    let codes = codes(&pool, 3 * most).await?;
    let [first, second, third] = [0, 1, 2].map(|part| Arc::<[String]>::from(&codes[part * most..(part + 1) * most]));
    let bounds = Bounds { clients: CLIENTS, most, lasts: LASTS };
    let bare = {
        let at = now.to_rfc3339_opts(SecondsFormat::Micros, false);
        let work = Bare { pool: pool.clone(), codes: first, now: at };
        run(bounds, donors.iter().map(|donor| donor.account).collect(), work).await?
    };
    pool.close().await;
    let domain = {
        let store = open(folder).await?;
        let mut clients = Vec::with_capacity(CLIENTS);
        for donor in &donors {
            let signed_in = session::who(&store, &donor.token, now).await?.context("the session is gone")?;
            clients.push(signed_in.donor().map_err(entity::Error::from)?);
        }
        let done = run(bounds, clients, Domain { store: store.clone(), codes: second, now }).await;
        store.close().await?;
        done?
    };
    let form = {
        let site = Program::nuanxin(folder).await?;
        let mut clients = Vec::with_capacity(CLIENTS);
        for donor in &donors {
            clients.push((Client::connect(site.at).await?, donor.token.clone()));
        }
        let done = run(bounds, clients, Form { codes: third }).await;
        site.end().await?;
        done?
    };
    Ok(Claims { domain, form, bare })
}

/// The store of the folder. No child's record is read here, so any key will do.
pub async fn open(folder: &Path) -> anyhow::Result<Store> {
    let url = format!("sqlite://{}", program::database(folder).display());
    Ok(Store::open(&url, Keys::from_master(&[0; 32]), Dice::system()).await?)
}

struct SignedIn {
    account: i64,
    token: String,
}

/// As many donors as clients, signed in, with a limit that is out of their way.
async fn donors(pool: &SqlitePool, now: Time) -> anyhow::Result<Vec<SignedIn>> {
    let now = now.to_rfc3339_opts(SecondsFormat::Micros, false);
    sqlx::query("UPDATE phase SET donor_limit = 10000").execute(pool).await?;
    let mut donors = Vec::with_capacity(CLIENTS);
    for number in 0..CLIENTS {
        let made = sqlx::query(
            "INSERT INTO account (email, name, role, lang, verified_at, created_at) VALUES (?, '量测', 'donor', 'zh', ?2, ?2)",
        )
        .bind(format!("donor{number}@bench.example.org"))
        .bind(&now)
        .execute(pool)
        .await?;
        let (account, token) = (made.last_insert_rowid(), format!("bench-{number}"));
        sqlx::query(
            "INSERT INTO session (token_hash, account_id, created_at, expires_at) VALUES (?, ?, ?, '2999-01-01')",
        )
        .bind(keys::digest(token.as_bytes()).to_vec())
        .bind(account)
        .bind(&now)
        .execute(pool)
        .await?;
        donors.push(SignedIn { account, token });
    }
    Ok(donors)
}

async fn codes(pool: &SqlitePool, most: usize) -> anyhow::Result<Vec<String>> {
    let codes: Vec<(String,)> = sqlx::query_as("SELECT code FROM wish WHERE status = 'open' ORDER BY id LIMIT ?")
        .bind(i64::try_from(most)?)
        .fetch_all(pool)
        .await?;
    anyhow::ensure!(codes.len() == most, "only {} open wishes", codes.len());
    Ok(codes.into_iter().map(|(code,)| code).collect())
}

/// The statements alone.
#[derive(Clone)]
struct Bare {
    pool: SqlitePool,
    codes: Arc<[String]>,
    now: String,
}

impl AsyncWork<i64> for Bare {
    async fn perform(&self, account: &mut i64, number: usize) -> anyhow::Result<()> {
        let code = self.codes[number].clone();
        let claim = minimal::Claim { word: format!("bare-{code}"), code, account: *account, now: self.now.clone() };
        minimal::claim(&self.pool, &claim).await
    }
}

/// The verb.
#[derive(Clone)]
struct Domain {
    store: Store,
    codes: Arc<[String]>,
    now: Time,
}

impl AsyncWork<Donor> for Domain {
    async fn perform(&self, donor: &mut Donor, number: usize) -> anyhow::Result<()> {
        let code: Code = self.codes[number].parse().ok().context("not a code")?;
        let form = FormKey::new(donor.account(), &self.store.dice.id());
        claim::take::take(&self.store, *donor, &[code], true, &form, self.now).await?;
        Ok(())
    }
}

/// The form that claims, with the cookie of somebody signed in.
#[derive(Clone)]
struct Form {
    codes: Arc<[String]>,
}

impl AsyncWork<(Client, String)> for Form {
    async fn perform(&self, (client, token): &mut (Client, String), number: usize) -> anyhow::Result<()> {
        let code = &self.codes[number];
        let cookie = format!("{}={token}", app::request::SESSION);
        let body = format!("form=form{number}&code={code}&rules=1");
        let answer = client.send(&Request::form("/claim", &[("cookie", &cookie)], &body)).await?;
        anyhow::ensure!(answer.status == 303, "a claim was answered {}", answer.status);
        Ok(())
    }
}
