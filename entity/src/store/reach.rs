//! Whether PostgreSQL answers, asked once and on a connection of its own: a pool that is refused goes on asking until
//! its time is up, and says no more than that it is; and one that is in full use is not away.

use std::{sync::Arc, time::Duration};

use sea_orm::{
    DbErr, RuntimeErr,
    sqlx::{ConnectOptions as _, Connection as _, Error, postgres::PgConnectOptions},
};

/// How its codes begin when it stops, or has not started yet: 57P01 to 57P03.
const NOT_NOW: &str = "57P";

/// Before it is opened: why it cannot be, in its own words.
pub(super) async fn once(url: &str, wait: Duration) -> Result<(), DbErr> {
    match tokio::time::timeout(wait, ask_at(url)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error)))),
        Err(_) => Err(DbErr::Conn(RuntimeErr::Internal(format!("no answer within {} seconds", wait.as_secs())))),
    }
}

/// While it is open. One that says no, as it does to one connection too many, is there.
pub(super) async fn is_there(options: &PgConnectOptions) -> bool {
    match ask(options).await {
        Ok(()) => true,
        Err(Error::Database(said)) => said.code().is_none_or(|code| !code.starts_with(NOT_NOW)),
        Err(_) => false,
    }
}

async fn ask_at(url: &str) -> Result<(), Error> {
    let options: PgConnectOptions = url.parse()?;
    ask(&options).await
}

async fn ask(options: &PgConnectOptions) -> Result<(), Error> {
    Box::pin(options.connect()).await?.close().await
}
