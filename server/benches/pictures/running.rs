//! The site as a process of its own, on the demonstration's data; and a teacher who sends photos of one card.

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use entity::{
    account::Role,
    photo::{MOST_BYTES, Size},
    seed,
};

use crate::client::Client;

/// The demonstration is seeded first.
const LONGEST_START: Duration = Duration::from_mins(2);

/// What became of a file.
pub enum Outcome {
    /// Each size by its word, as it is served.
    Picture(Vec<(&'static str, Vec<u8>)>),
    /// What the teacher is told.
    Refused(String),
    /// Anything else.
    Fell(String),
}

pub struct Server {
    child: Child,
    id: u32,
    client: Client,
    /// Of the gift whose card is sent again and again.
    code: String,
    sent: usize,
}

impl Server {
    pub fn start(folder: &Path) -> anyhow::Result<Self> {
        let at: SocketAddr = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let child = Command::new(env!("CARGO_BIN_EXE_nuanxin"))
            .args(["serve", "--demo"])
            .env("LISTEN", at.to_string())
            .env("DATABASE_URL", format!("sqlite://{}", folder.join("nuanxin.db").display()))
            .env("DATA_DIR", folder)
            .env("SITE_DIR", Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/site"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut server =
            Self { id: child.id(), child, client: Client { at, cookie: String::new() }, code: String::new(), sent: 0 };
        let begun = Instant::now();
        while !server.client.get("/livez").is_ok_and(|answer| answer.status == 200) {
            if begun.elapsed() > LONGEST_START {
                bail!("the server did not start: make site");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        server.enter()?;
        Ok(server)
    }

    /// As the first teacher who has a card to send.
    fn enter(&mut self) -> anyhow::Result<()> {
        for teacher in seed::CAST.iter().filter(|member| member.role == Role::School) {
            self.client.cookie = String::new();
            let answer = self.client.form("/sign-in/as", &format!("email={}", teacher.email.replace('@', "%40")))?;
            let Some(cookie) = answer.cookie(app::request::SESSION) else { continue };
            self.client.cookie = cookie;
            let list = self.client.get("/school/cards")?.text();
            let codes = list.split("href=\"/school/cards/").skip(1).filter_map(|rest| rest.split('"').next());
            for code in codes.filter(|code| *code != "many") {
                if self.client.get(&format!("/school/cards/{code}"))?.text().contains("id=\"send-photo\"") {
                    code.clone_into(&mut self.code);
                    return Ok(());
                }
            }
        }
        bail!("nobody of the demonstration has a card to send")
    }

    /// Sends a file as the photo of the card; one that was sent before is replaced.
    pub fn send(&mut self, file: &[u8]) -> anyhow::Result<Outcome> {
        self.sent += 1;
        let page = format!("/school/cards/{}", self.code);
        let answer = match self.client.photo(&page, &format!("bench-{}", self.sent), file) {
            Ok(answer) => answer,
            // The server hears no more of it, and the answer can be lost with the line.
            Err(_) if file.len() > MOST_BYTES => return Ok(Outcome::Refused("more than the largest file".to_owned())),
            Err(error) => return Err(error),
        };
        Ok(match answer.status {
            201 => self.served(&page)?,
            422 => match told(&answer.text()) {
                Some(why) => Outcome::Refused(why),
                None => Outcome::Fell("refused without a reason".to_owned()),
            },
            413 => Outcome::Refused("more than the largest file".to_owned()),
            status => Outcome::Fell(format!("status {status}")),
        })
    }

    fn served(&self, page: &str) -> anyhow::Result<Outcome> {
        let shown = self.client.get(page)?.text();
        let Some(id) = shown.split("/pictures/").nth(1).and_then(|rest| rest.split('/').next()) else {
            return Ok(Outcome::Fell("no picture on its page".to_owned()));
        };
        let mut sizes = Vec::with_capacity(Size::ALL.len());
        for size in Size::ALL {
            let answer = self.client.get(&format!("/pictures/{id}/{}.jpg", size.key()))?;
            if answer.status != 200 {
                return Ok(Outcome::Fell(format!("{} is not served: {}", size.key(), answer.status)));
            }
            sizes.push((size.key(), answer.body));
        }
        Ok(Outcome::Picture(sizes))
    }

    /// What it holds now, in bytes.
    pub fn memory(&self) -> anyhow::Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id)).context("it has ended")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB"));
        Ok(line.context("no such line")?.trim().parse::<u64>()? * 1024)
    }

    /// It was never started anew, and still answers.
    pub fn is_the_same(&mut self) -> bool {
        let runs = self.child.try_wait().is_ok_and(|ended| ended.is_none());
        runs && self.child.id() == self.id && self.client.get("/livez").is_ok_and(|answer| answer.status == 200)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has nothing to lose.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The sentence beside the field.
fn told(page: &str) -> Option<String> {
    let (_, beside) = page.split_once("id=\"file-error\"")?;
    let (_, sentence) = beside.split_once("<span>")?;
    let sentence = sentence.split('<').next()?.trim();
    (!sentence.is_empty()).then(|| sentence.to_owned())
}
