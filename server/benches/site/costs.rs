//! What each page costs the database, asked of the router in this process.

use std::path::Path;

use anyhow::ensure;
use app::{Site, site::Parts};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use server::{
    assets::Files,
    clock,
    http::{Edge, Patience, Proxies, router},
    labels::Fonts,
};
use tower::ServiceExt;

use crate::{
    claims,
    figures::Figures,
    minimal, program,
    statements::{Cost, Ear},
};

/// (b) The statements of each page, and the tables they read from end to end; their plans are put down.
pub async fn measure(figures: &mut Figures, plans: &mut String, folder: &Path, ear: &Ear) -> anyhow::Result<()> {
    let store = claims::open(folder).await?;
    let files = Files::read(&program::site())?;
    let confined = server::confined::Confined::new(program::NUANXIN.into());
    let pictures = server::pictures::Pictures::new(&folder.join("pictures"), confined.clone())?;
    let site = Site::new(Parts {
        store: store.clone(),
        public_url: "https://nuanxin.example.org".to_owned(),
        demo: false,
        assets: files.named(),
        clock: Box::new(clock::now),
        read_sheet: server::sheets::reader(confined),
        take_picture: pictures.taker(&store),
        cut_cards: pictures.cutter(&store),
        blur_picture: pictures.blurrer(&store),
        turn_picture: pictures.turner(&store),
        read_statement: server::sheets::statement_reader(server::confined::Confined::new(program::NUANXIN.into())),
        imports: std::sync::Arc::default(),
        statements: std::sync::Arc::default(),
    });
    let router = router(&Edge {
        site,
        files,
        fonts: Fonts::built_in(),
        mail_dir: folder.join("mail"),
        mail: std::sync::Arc::default(),
        papers: server::papers::Shelf(folder.join("papers")),
        pictures,
        press: std::sync::Arc::default(),
        proxies: Proxies::default(),
        patience: Patience::USUAL,
    });
    let pool = minimal::connect(&program::database(folder), 1).await?;
    let (code, school): (String, i64) =
        sqlx::query_as("SELECT code, school_id FROM wish WHERE status = 'open' LIMIT 1").fetch_one(&pool).await?;
    figures.group("statements; tables read from end to end")?;
    for (name, path) in [
        ("home, the first after a start", "/".to_owned()),
        ("home", "/".to_owned()),
        ("list", "/wishes".to_owned()),
        ("list, by school", format!("/wishes?school={school}")),
        ("list, by category, cheapest first", "/wishes?category=shoes&sort=price".to_owned()),
        ("list, searched", "/wishes?q=%E4%B9%A6%E5%8C%85".to_owned()),
        ("list, handed out", "/wishes?status=handed_out".to_owned()),
        ("detail", format!("/wishes/{code}")),
        ("journey of a code", format!("/v/{code}")),
    ] {
        let visit = async {
            // A page shows what is in the basket, and so it is rendered each time for whoever has one.
            let request = Request::get(&path).header("cookie", "basket=").body(Body::empty())?;
            let answer = router.clone().oneshot(request).await?;
            ensure!(answer.status() == StatusCode::OK, "{path} answered {}", answer.status());
            Ok(())
        };
        let cost = Cost::of(&ear.during(visit).await?, &pool).await?;
        let scans = if cost.scans.is_empty() { "none".to_owned() } else { cost.scans.join(", ") };
        let figure = format!("{}; {scans}; {} counts", cost.statements, cost.counts);
        figures.alone(name, figure, "≤ 8; none but townships, schools; 0");
        plans.extend([name, ": ", &path, "\n", &cost.plans]);
    }
    pool.close().await;
    store.close().await?;
    Ok(())
}
