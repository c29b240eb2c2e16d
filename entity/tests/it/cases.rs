//! One story, two databases: how tests of `entity` and `server` are listed.

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
