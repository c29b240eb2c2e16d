//! A whole site under test: a [`World`] behind the real router, and readers who visit it.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicI64, Ordering},
};

use app::{Site, site::Parts};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use chrono::TimeDelta;
use entity::{Lang, Time, id::AccountId};
use server::{
    assets::Files,
    http::{Edge, Patience, Proxies, router},
    labels::Fonts,
    papers::{Press, Shelf},
    pictures::Pictures,
};
use tower::ServiceExt;

use crate::world::World;

/// The site, its world and its clock.
pub struct TestSite {
    pub world: World,
    router: Router,
    edge: Edge,
    papers: tempfile::TempDir,
    shelf: tempfile::TempDir,
    mail: tempfile::TempDir,
    clock: Arc<AtomicI64>,
}

impl TestSite {
    pub fn new(world: World) -> Self {
        Self::with(world, false)
    }

    /// With the demonstration's doors open.
    pub fn demo(world: World) -> Self {
        Self::with(world, true)
    }

    fn with(world: World, demo: bool) -> Self {
        let clock = Arc::new(AtomicI64::new(world.now.timestamp()));
        let reads = clock.clone();
        let shelf = tempfile::tempdir().unwrap();
        let pictures = Pictures::new(shelf.path(), crate::sheets::confined()).unwrap();
        let site = Site::new(Parts {
            store: world.store.clone(),
            public_url: "https://nuanxin.example.org".to_owned(),
            demo,
            assets: app::site::Assets { css: "/pkg/site.css".to_owned(), islands: Some("/pkg/islands.js".to_owned()) },
            clock: Box::new(move || Time::from_timestamp(reads.load(Ordering::Relaxed), 0).unwrap()),
            read_sheet: server::sheets::reader(crate::sheets::confined()),
            take_picture: pictures.taker(&world.store),
            cut_cards: pictures.cutter(&world.store),
            blur_picture: pictures.blurrer(&world.store),
            turn_picture: pictures.turner(&world.store),
            read_statement: server::sheets::statement_reader(crate::sheets::confined()),
            imports: Arc::default(),
            statements: Arc::default(),
        });
        let (papers, mail) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let edge = Edge {
            site,
            files: Files::default(),
            fonts: Fonts::built_in(),
            mail_dir: mail.path().to_owned(),
            mail: Arc::default(),
            papers: Shelf(papers.path().to_owned()),
            pictures,
            press: Arc::default(),
            proxies: Proxies::default(),
            patience: Patience::USUAL,
        };
        Self { router: router(&edge), edge, papers, shelf, mail, world, clock }
    }

    /// The same site, which gives requests up after other times than usual.
    pub fn with_patience(mut self, patience: Patience) -> Self {
        self.edge.patience = patience;
        self.router = router(&self.edge);
        self
    }

    /// Moves the clock of the world and of the site.
    pub fn later(&mut self, by: TimeDelta) {
        self.world.later(by);
        self.clock.store(self.world.now.timestamp(), Ordering::Relaxed);
    }

    /// What the pages have of it.
    pub fn pages(&self) -> &Site {
        &self.edge.site
    }

    /// The worker that makes papers.
    pub fn press(&self) -> Press {
        let edge = &self.edge;
        let (store, public_url) = (self.world.store.clone(), edge.site.public_url.clone());
        Press::new(store, edge.papers.clone(), edge.fonts.clone(), public_url, edge.press.clone())
    }

    /// The folder of its sealed files.
    pub fn papers(&self) -> &std::path::Path {
        self.papers.path()
    }

    /// What takes pictures in and clears them away.
    pub fn pictures(&self) -> &Pictures {
        &self.edge.pictures
    }

    /// The folder of their sealed files.
    pub fn pictures_folder(&self) -> &std::path::Path {
        self.shelf.path()
    }

    /// The folder of the letters that a demonstration shows.
    pub fn mail_folder(&self) -> &std::path::Path {
        self.mail.path()
    }

    /// A reader without an account, who reads Chinese.
    pub fn visitor(&self) -> Reader<'_> {
        Reader { site: self, jar: Mutex::default(), lang: Lang::Zh }
    }

    /// A reader with a session, opened by the real verb.
    pub async fn sign_in_as(&self, account: AccountId) -> Reader<'_> {
        let reader = self.visitor();
        reader.keep(app::request::SESSION, &self.world.session(account).await);
        reader
    }
}

/// Somebody with a browser: keeps cookies, sends forms the way a browser does.
pub struct Reader<'a> {
    site: &'a TestSite,
    jar: Mutex<Vec<(String, String)>>,
    lang: Lang,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    /// The body as it came, for files.
    pub bytes: Vec<u8>,
}

impl Reader<'_> {
    #[must_use]
    pub fn in_english(mut self) -> Self {
        self.lang = Lang::En;
        self
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, Body::empty(), None).await
    }

    /// Sends a form; a key that comes several times is given several times.
    pub async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(Method::POST, path, form(fields), Some("same-origin")).await
    }

    /// What a script of ours sends.
    pub async fn send_json(&self, path: &str, json: &serde_json::Value) -> Answer {
        self.send_as(Method::POST, path, Body::from(json.to_string()), Some("same-origin"), "application/json").await
    }

    /// A file, as its bytes.
    pub async fn download(&self, path: &str) -> Vec<u8> {
        let cookies: Vec<String> = self.jar.lock().unwrap().iter().map(|(k, v)| format!("{k}={v}")).collect();
        let request = Request::builder()
            .uri(path)
            .header(header::HOST, "nuanxin.example.org")
            .header(header::ACCEPT_LANGUAGE, self.lang.tag())
            .header(header::COOKIE, cookies.join("; "));
        let response = self.site.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        to_bytes(response.into_body(), 32 << 20).await.unwrap().to_vec()
    }

    /// Sends a form with a file in it.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], file: (&str, &[u8])) -> Answer {
        const BETWEEN: &str = "between-the-parts";
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!("--{BETWEEN}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        let (name, bytes) = file;
        let head = format!("Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"");
        body.extend(format!("--{BETWEEN}\r\n{head}\r\nContent-Type: application/octet-stream\r\n\r\n").bytes());
        body.extend(bytes);
        body.extend(format!("\r\n--{BETWEEN}--\r\n").bytes());
        let kind = format!("multipart/form-data; boundary={BETWEEN}");
        self.send_as(Method::POST, path, Body::from(body), Some("same-origin"), &kind).await
    }

    /// A form with a file, sent `from` a page of ours, of which nothing is heard but how long it is.
    pub async fn announce(&self, path: &str, from: &str, length: usize) -> Answer {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::HOST, "nuanxin.example.org")
            .header(header::ACCEPT_LANGUAGE, self.lang.tag())
            .header("sec-fetch-site", "same-origin")
            .header(header::REFERER, format!("https://nuanxin.example.org{from}"))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=between-the-parts")
            .header(header::CONTENT_LENGTH, length);
        self.sent(request.body(Body::empty()).unwrap()).await
    }

    /// A form without a field, from a page at this origin, of a browser that says no more of it; through a proxy that
    /// calls the site `host`.
    pub async fn submit_from(&self, origin: &str, host: &str, path: &str) -> Answer {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::HOST, host)
            .header(header::ORIGIN, origin)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.sent(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a body that comes as it comes.
    pub async fn send_slowly(&self, path: &str, kind: &str, body: Body) -> Answer {
        self.send_as(Method::POST, path, body, Some("same-origin"), kind).await
    }

    /// What another site's page could make this browser send.
    pub async fn lured_to(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(Method::POST, path, form(fields), Some("cross-site")).await
    }

    /// What a program that is no browser sends: no cookie, no word about where it comes from.
    pub async fn posted_by_a_program(&self, path: &str, kind: &str, body: &str) -> Answer {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::HOST, "nuanxin.example.org")
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body.to_owned()));
        let response = self.site.router.clone().oneshot(request.unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 32 << 20).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
            bytes: body.to_vec(),
        }
    }

    async fn send(&self, method: Method, path: &str, body: Body, fetched_from: Option<&str>) -> Answer {
        self.send_as(method, path, body, fetched_from, "application/x-www-form-urlencoded").await
    }

    async fn send_as(&self, method: Method, path: &str, body: Body, fetched_from: Option<&str>, kind: &str) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "nuanxin.example.org")
            .header(header::ACCEPT_LANGUAGE, self.lang.tag());
        if let Some(from) = fetched_from {
            request = request.header("sec-fetch-site", from).header(header::CONTENT_TYPE, kind);
        }
        let cookies: Vec<String> = self.jar.lock().unwrap().iter().map(|(k, v)| format!("{k}={v}")).collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        self.sent(request.body(body).unwrap()).await
    }

    async fn sent(&self, request: Request<Body>) -> Answer {
        let response = self.site.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for set in parts.headers.get_all(header::SET_COOKIE) {
            let (pair, attributes) = set.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.keep(name, if attributes.contains("Max-Age=0") { "" } else { value });
        }
        let body = to_bytes(body, 32 << 20).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
            bytes: body.to_vec(),
        }
    }

    fn keep(&self, name: &str, value: &str) {
        let mut jar = self.jar.lock().unwrap();
        jar.retain(|(kept, _)| kept != name);
        if !value.is_empty() {
            jar.push((name.to_owned(), value.to_owned()));
        }
    }

    /// Another window of the same browser, as it is now.
    pub fn window(&self) -> Self {
        Self { site: self.site, jar: Mutex::new(self.jar.lock().unwrap().clone()), lang: self.lang }
    }

    /// Whether the browser holds this cookie.
    pub fn holds(&self, name: &str) -> bool {
        self.jar.lock().unwrap().iter().any(|(kept, _)| kept == name)
    }
}

fn form(fields: &[(&str, &str)]) -> Body {
    Body::from(url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish())
}

impl Answer {
    /// Where a redirect leads.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |to| to.to_str().unwrap())
    }

    /// Where the header leads for the same page in the other language.
    pub fn other_language(&self) -> String {
        let (before, _) = self.body.split_once(" hreflang=").unwrap();
        let href = before.rsplit("href=\"").next().unwrap();
        href.split('"').next().unwrap().replace("&amp;", "&")
    }

    /// The value of the first input with this name: form keys, typed values.
    pub fn value_of(&self, name: &str) -> Option<String> {
        let named = format!("name=\"{name}\"");
        let tag = self.body.split('<').find(|tag| tag.starts_with("input") && tag.contains(&named))?;
        let value = tag.split("value=\"").nth(1)?.split('"').next()?;
        Some(value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    }

    /// The words of the page without its tags.
    pub fn words(&self) -> String {
        let mut words = String::new();
        let mut inside = false;
        for sign in self.body.chars() {
            match sign {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    words.push(' ');
                }
                sign if !inside => words.push(sign),
                _ => {}
            }
        }
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    pub fn says(&self, text: &str) -> &Self {
        assert!(self.words().contains(text), "“{text}” is not in: {}", self.words());
        self
    }

    /// What is folded for the screen alone: whether each fold is open.
    pub fn folds(&self) -> Vec<bool> {
        let tags = self.body.split("<details").skip(1).filter_map(|rest| rest.split('>').next());
        tags.filter(|tag| tag.contains("prints")).map(|tag| tag.contains("open")).collect()
    }

    #[track_caller]
    pub fn has_status(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{} → {}", self.location(), self.words());
        self
    }
}
