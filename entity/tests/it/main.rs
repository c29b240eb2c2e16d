//! What may be done with the tables, tried on SQLite and on PostgreSQL: one file per noun.
//!
//! A test is an `async fn` that takes a [`world::World`] and stands in its file's `on_both!` list; it
//! becomes two cases, `a_sentence::sqlite` and `a_sentence::postgres`.

#[macro_use]
mod cases;
/// Turns each story into two cases, so that a failure names the database.
macro_rules! on_both {
    ($($story:ident),+ $(,)?) => {$(
        mod $story {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$story(crate::world::World::on_sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                super::$story(crate::world::World::on_postgres().await).await;
            }
        }
    )+};
}

mod gifts;
mod postgres;
mod world;

mod handouts;
mod journal;
mod outbox;
mod pool;
mod problems;
mod rosters;
mod sessions;
mod stuck;
