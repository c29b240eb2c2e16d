//! `nuanxin serve`: the site, the clock, the loops that import, print and post, until the end is asked for.

use std::{net::SocketAddr, sync::Arc};

use anyhow::Context;
use app::{Site, site};
use entity::{Store, outbox::work, paper::job};
use server::{
    clock,
    config::Settings,
    http::{self, Edge, Patience, Proxies},
    imports,
    mailer::Mailer,
    papers::{Press, Shelf},
    pictures::Pictures,
    serve, sheets, statements,
};
use tokio::{
    sync::{Notify, watch},
    task::JoinSet,
};

use crate::{
    open::{Opened, pictures},
    ready::Ready,
    seed_demo,
};

/// Connections that nobody has taken yet; the system may hold fewer.
const WAITING: u32 = 1_024;

pub async fn answer(settings: Settings, ready: Ready, opened: Opened, demo: bool) -> anyhow::Result<()> {
    keep_pages_small();
    let store = opened.store.clone();
    let Ready { files, fonts, mailer, public_url, socket } = ready;
    let pictures = pictures(&settings.kept)?;
    if demo {
        show_off(&store, &pictures).await?;
    }
    if opened.lock.is_some() {
        // Nobody else can be sending: what is still leased was in the hands of a process that was killed.
        work::take_back(&store).await?;
        job::work::take_back(&store).await?;
    }
    let (imports, statements) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let mailer = Arc::new(mailer.with_pictures(pictures.clone()));
    let site = Site::new(site::Parts {
        store: store.clone(),
        public_url,
        demo,
        assets: files.named(),
        clock: Box::new(clock::now),
        read_sheet: sheets::reader(pictures.confined().clone()),
        read_statement: sheets::statement_reader(pictures.confined().clone()),
        take_picture: pictures.taker(&store),
        cut_cards: pictures.cutter(&store),
        blur_picture: pictures.blurrer(&store),
        turn_picture: pictures.turner(&store),
        imports: imports.clone(),
        statements: statements.clone(),
    });
    let edge = Edge {
        site,
        files,
        fonts,
        mail_dir: settings.kept.mail_dir(),
        mail: mailer.bell(),
        papers: Shelf(settings.kept.papers_dir()),
        pictures: pictures.clone(),
        press: Arc::default(),
        proxies: Proxies(settings.trusted_proxies.clone()),
        patience: Patience::USUAL,
    };
    let listener = socket.listen(WAITING).with_context(|| format!("LISTEN {}", settings.listen))?;
    announce(listener.local_addr()?, &edge.site.public_url, &settings);
    let (end, ended) = watch::channel(false);
    let mut loops = JoinSet::new();
    loops.spawn(clock::run(store.clone(), pictures, mailer.bell(), ended.clone()));
    loops.spawn(imports::run(store.clone(), imports, ended.clone()));
    loops.spawn(statements::run(store.clone(), statements, mailer.bell(), ended.clone()));
    loops.spawn(print(press(&edge), ended.clone()));
    loops.spawn(post(mailer, store.clone(), ended));
    let site = edge.site.clone();
    loops.spawn(async move { site.read_open_wishes().await });
    serve::serve(listener, http::router(&edge), serve::asked_to_end()).await;
    end.send_replace(true);
    loops.join_all().await;
    store.close().await?;
    Ok(())
}

/// The demonstration shows every letter and lets anybody in as anybody of its cast: never what belongs to somebody.
async fn show_off(store: &Store, pictures: &Pictures) -> anyhow::Result<()> {
    if entity::seed::is_empty(store).await? {
        return seed_demo(store, pictures).await;
    }
    anyhow::ensure!(
        entity::seed::is_demo(store).await?,
        "--demo is for an empty database or the demonstration's own; this one holds other accounts"
    );
    Ok(())
}

/// The worker that makes papers.
fn press(edge: &Edge) -> Press {
    let site = &edge.site;
    let (papers, fonts, bell) = (edge.papers.clone(), edge.fonts.clone(), edge.press.clone());
    Press::new(site.store.clone(), papers, fonts, site.public_url.clone(), bell)
}

async fn print(press: Press, mut ended: watch::Receiver<bool>) {
    let ended = async move {
        let _ = ended.wait_for(|ended| *ended).await;
    };
    press.run(clock::now, ended).await;
}

/// The mailer's loop, until the end was asked for.
async fn post(mailer: Arc<Mailer>, store: Store, mut ended: watch::Receiver<bool>) {
    let ended = async move {
        let _ = ended.wait_for(|ended| *ended).await;
    };
    mailer.run(&store, clock::now, ended).await;
}

fn announce(listening: SocketAddr, public_url: &str, settings: &Settings) {
    if settings.smtp_url.is_none() {
        let folder = settings.kept.mail_dir();
        tracing::info!(folder = %folder.display(), "SMTP_URL is unset: letters are not sent, they become files");
    }
    tracing::info!(%listening, public_url, "ready");
}

/// Huge pages fill with a little of everything: a server that answers small questions takes half the memory without.
#[cfg(target_os = "linux")]
fn keep_pages_small() {
    if let Err(error) = rustix::thread::disable_transparent_huge_pages(true) {
        tracing::info!(%error, "huge pages stay as they are");
    }
}

#[cfg(not(target_os = "linux"))]
fn keep_pages_small() {}
