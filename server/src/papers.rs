//! All papers of a phase in one go: one worker takes the jobs, makes the PDFs, and keeps the file for a day.
//!
//! Rule: the file may hold real names, so it lies on disk only sealed, and is deleted when its day is over.

pub mod sheets;
pub mod signatures;

use std::{
    io::{Cursor, Write},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use app::text::Text;
use entity::{
    Store, Time,
    paper::job::{Model, work},
    school,
};
use tokio::{fs, sync::Notify};
use zip::{CompressionMethod, ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::{
    labels::{Fonts, LabelError},
    private,
};

/// How often it looks for work that nobody rang for, and for files whose day is over.
const TURN: Duration = Duration::from_secs(30);
/// Tags, packing list, receive sheet; the roster comes after them.
const PAPERS: usize = 3;

/// The worker, and what it needs.
pub struct Press {
    store: Store,
    shelf: Shelf,
    fonts: Fonts,
    public_url: String,
    bell: Arc<Notify>,
}

/// Where the sealed files lie.
#[derive(Clone, Debug)]
pub struct Shelf(pub PathBuf);

/// Why a job has no file.
#[derive(Debug, thiserror::Error)]
pub enum Unprinted {
    /// Who asked is told the sentence.
    #[error("it cannot be printed: {0}")]
    Label(#[from] LabelError),
    #[error("the database: {0}")]
    Entity(#[from] entity::Error),
    #[error("the file could not be packed: {0}")]
    Zip(#[from] ZipError),
    #[error("the file could not be written: {0}")]
    File(#[from] std::io::Error),
    #[error("the printing thread failed: {0}")]
    Thread(#[from] tokio::task::JoinError),
}

impl Press {
    pub fn new(store: Store, shelf: Shelf, fonts: Fonts, public_url: String, bell: Arc<Notify>) -> Self {
        Self { store, shelf, fonts, public_url, bell }
    }

    /// Works until `ended` resolves; a job that is being made then is made again by whoever comes next.
    pub async fn run(&self, now: impl Fn() -> Time, ended: impl Future<Output = ()>) {
        let mut ended = std::pin::pin!(ended);
        loop {
            let work = async {
                self.work_off(&now).await;
                self.clear(now()).await;
                tokio::select! {
                    () = self.bell.notified() => {}
                    () = tokio::time::sleep(TURN) => {}
                }
            };
            tokio::select! {
                () = work => {}
                () = &mut ended => return,
            }
        }
    }

    /// Does every job that waits; says how many.
    pub async fn work_off(&self, now: &impl Fn() -> Time) -> usize {
        let mut worked = 0;
        loop {
            match work::begin(&self.store, now()).await {
                Ok(Some(job)) => self.work(&job, now).await,
                Ok(None) => return worked,
                Err(error) => {
                    tracing::warn!(%error, "no print job could be taken");
                    return worked;
                }
            }
            worked += 1;
        }
    }

    async fn work(&self, job: &Model, now: &impl Fn() -> Time) {
        let ended = match self.make(job, now).await {
            Ok(file) => work::finish(&self.store, job.id, &file, now()).await,
            Err(Unprinted::Label(error)) => work::fail(&self.store, job.id, &error.sentence(job.lang), now()).await,
            Err(Unprinted::Entity(error @ entity::Error::Busy)) => {
                tracing::warn!(job = job.id.0, %error, "papers are made anew in a while");
                work::put_off(&self.store, job.id, now()).await
            }
            Err(error) => {
                tracing::error!(job = job.id.0, %error, "papers could not be made");
                work::fail(&self.store, job.id, "", now()).await
            }
        };
        if let Err(error) = ended {
            tracing::error!(job = job.id.0, %error, "a print job's end could not be kept");
        }
    }

    /// The sealed file's name.
    async fn make(&self, job: &Model, now: &impl Fn() -> Time) -> Result<String, Unprinted> {
        let schools = work::schools(self.store.read(), job).await?;
        let each = PAPERS + usize::from(job.has_rosters());
        let total = i32::try_from(schools.len() * each).unwrap_or(i32::MAX);
        let mut bundle = Bundle::new();
        let mut done = 0;
        let mut without_roster = Vec::new();
        for school in &schools {
            let made = self.of_school(job, school, now()).await?;
            if made.get(PAPERS).is_some_and(|(_, roster)| roster.is_none()) {
                without_roster.push(school.name.as_str());
            }
            for (name, pdf) in made {
                bundle.put(&folder(school), name, pdf.as_deref())?;
                done += 1;
                work::progress(&self.store, job.id, done, total, now()).await?;
            }
        }
        if bundle.is_empty() {
            return Err(LabelError::Nothing.into());
        }
        let rosters = if job.has_rosters() { schools.len() - without_roster.len() } else { 0 };
        work::pack(&self.store, job.id, bundle.papers, rosters, &without_roster).await?;
        let sealed = self.store.keys.seal_file(&self.store.dice, job.id.0, &bundle.finish()?);
        let file = format!("{}-{}", job.id, self.store.dice.id());
        self.shelf.write(&file, &sealed).await?;
        Ok(file)
    }

    /// The school's papers, each with its name; none where there is nothing to print on it.
    async fn of_school(&self, job: &Model, school: &school::Model, now: Time) -> Result<Vec<Named>, Unprinted> {
        let (t, lang) = (Text(job.lang), job.lang);
        let papers = work::papers(self.store.read(), job, school.id).await?;
        let roster = if job.has_rosters() { Some(work::roster(&self.store, job, school.id, now).await?) } else { None };
        let (fonts, public_url) = (self.fonts.clone(), self.public_url.clone());
        let made = tokio::task::spawn_blocking(move || {
            let mut made = vec![
                (t.papers_tags(), some(sheets::tags(&papers, &public_url, lang, &fonts))?),
                (t.papers_packing(), some(sheets::packing(&papers, lang, &fonts))?),
                (t.papers_receive(), some(sheets::receive(&papers, lang, &fonts))?),
            ];
            if let Some(roster) = roster {
                made.push((t.papers_roster(), some(sheets::roster(&roster, lang, &fonts))?));
            }
            Ok::<_, LabelError>(made)
        });
        Ok(made.await??)
    }

    /// Deletes the files whose day is over.
    pub async fn clear(&self, now: Time) {
        let expired = match work::expired(self.store.read(), now).await {
            Ok(expired) => expired,
            Err(error) => return tracing::warn!(%error, "expired papers could not be looked for"),
        };
        for job in expired {
            if let Some(file) = &job.file
                && let Err(error) = self.shelf.delete(file).await
            {
                tracing::error!(job = job.id.0, %error, "papers could not be deleted");
                continue;
            }
            if let Err(error) = work::gone(&self.store, job.id).await {
                tracing::warn!(job = job.id.0, %error, "papers are deleted, and their job does not know");
            }
        }
    }
}

type Named = (&'static str, Option<Vec<u8>>);

/// A paper with nothing on it is no failure.
fn some(paper: Result<Vec<u8>, LabelError>) -> Result<Option<Vec<u8>>, LabelError> {
    match paper {
        Ok(pdf) => Ok(Some(pdf)),
        Err(LabelError::Nothing) => Ok(None),
        Err(error) => Err(error),
    }
}

/// `SG-沙沟小学`: what a file system anywhere takes for a name.
fn folder(school: &school::Model) -> String {
    let plain = |text: &str| -> String { text.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect() };
    format!("{}-{}", plain(&school.code), plain(&school.name))
}

/// The zip file under construction.
struct Bundle {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    papers: usize,
}

impl Bundle {
    fn new() -> Self {
        Self { zip: ZipWriter::new(Cursor::new(Vec::new())), papers: 0 }
    }

    const fn is_empty(&self) -> bool {
        self.papers == 0
    }

    /// PDFs are compressed inside.
    fn put(&mut self, folder: &str, name: &str, pdf: Option<&[u8]>) -> Result<(), ZipError> {
        let Some(pdf) = pdf else { return Ok(()) };
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        self.zip.start_file(format!("{folder}/{name}.pdf"), options)?;
        self.zip.write_all(pdf)?;
        self.papers += 1;
        Ok(())
    }

    fn finish(self) -> Result<Vec<u8>, ZipError> {
        Ok(self.zip.finish()?.into_inner())
    }
}

impl Shelf {
    /// Written whole under another name first.
    async fn write(&self, file: &str, sealed: &[u8]) -> std::io::Result<()> {
        private::own_folder(&self.0)?;
        let draft = self.0.join(format!("{file}.new"));
        fs::write(&draft, sealed).await?;
        fs::rename(&draft, self.path(file)).await
    }

    /// The sealed bytes; none: it is deleted.
    pub async fn read(&self, file: &str) -> std::io::Result<Option<Vec<u8>>> {
        match fs::read(self.path(file)).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn delete(&self, file: &str) -> std::io::Result<()> {
        match fs::remove_file(self.path(file)).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.join(format!("{file}.sealed"))
    }
}
