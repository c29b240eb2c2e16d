//! `nuanxin import`: a school's table of wishes from the command line, under the rules of the page.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context;
use app::text::Text;
use clap::{Args, ValueEnum};
use entity::{
    Error, FormKey, Lang, Refusal, Store, Time,
    actor::Importer,
    id::ImportId,
    import::{
        self, Checked, State, Table,
        finding::Finding,
        kept, list,
        read::{self, Brought},
        sheet::{Book, Unreadable},
        take_in,
    },
    lang::china_date,
    phase,
};
use serde_json::{Value, json};

use crate::{clock, confined::Confined, sheets};

/// The exit code for a file that is no table of wishes.
const UNREADABLE: u8 = 2;

/// A school's table of wishes becomes drafts
// Of the same name as the command that holds it, whose group the first one is.
#[derive(Args, Debug)]
#[group(skip)]
pub struct Import {
    /// The school's short code
    #[arg(long)]
    school: String,
    /// The phase's number
    #[arg(long)]
    phase: i32,
    /// .xlsx or .csv
    file: PathBuf,
    /// Only says what would come of it
    #[arg(long)]
    dry_run: bool,
    /// Answers in JSON
    #[arg(long)]
    json: bool,
    /// When the guardians signed, where the table does not say it: 2026-11-01 [default: today]
    #[arg(long)]
    consent_on: Option<String>,
    /// What the consents cover besides the gift
    #[arg(long, value_delimiter = ',')]
    consent_covers: Vec<Covered>,
    /// Language of the sentences: zh or en
    #[arg(long, default_value = "zh", value_parser = crate::config::lang)]
    lang: Lang,
}

impl Import {
    /// Nothing is written.
    pub const fn only_asks(&self) -> bool {
        self.dry_run
    }
}

/// What a guardian may agree to besides the gift itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Covered {
    Photo,
    Card,
}

/// Does it, and says on standard output what came of it.
pub async fn run(store: &Store, ask: &Import) -> anyhow::Result<ExitCode> {
    let by = told(ask, read::operator(store.read(), &ask.school).await)
        .with_context(|| format!("--school {}", ask.school))?;
    let phase =
        told(ask, phase::numbered(store.read(), ask.phase).await).with_context(|| format!("--phase {}", ask.phase))?;
    if !phase.takes_wishes() {
        let why = anyhow::anyhow!(Text(ask.lang).import_phase_over());
        return Err(why.context(format!("--phase {}", ask.phase)));
    }
    let (file, book, table) = match open(store, by, ask).await? {
        Ok(opened) => opened,
        Err(why) => return unreadable(ask, why),
    };
    let rehearsed = import::rehearse(store, store.read(), by.school(), &phase, &table, clock::now()).await;
    let checked = told(ask, rehearsed)?;
    let imported = if ask.dry_run || checked.good() == 0 {
        None
    } else {
        let name = ask.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let brought = Brought { name, digest: store.keys.file_digest(&file), book };
        Some(told(ask, take(store, by, &phase, brought, ask).await)?)
    };
    let imported = imported.or((!ask.dry_run).then_some(0));
    let out = &mut io::stdout().lock();
    if ask.json {
        writeln!(out, "{}", answer(ask, &table, &checked, imported))?;
    } else {
        print(out, Text(ask.lang), &checked, imported)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The file, all its tables, and the one with wishes in it.
async fn open(store: &Store, by: Importer, ask: &Import) -> anyhow::Result<Result<(Vec<u8>, Book, Table), Unreadable>> {
    let size = tokio::fs::metadata(&ask.file).await.map_or(0, |file| file.len());
    if size > sheets::MOST_BYTES as u64 {
        return Ok(Err(Unreadable::TooBig));
    }
    let Ok(file) = tokio::fs::read(&ask.file).await else { return Ok(Err(Unreadable::Missing)) };
    let book = match sheets::read(&Confined::own()?, &file).await {
        Ok(book) => book,
        Err(why) => return Ok(Err(why)),
    };
    let remembered = kept::remembered(store.read(), by.school()).await?;
    let table = import::find(&book, &remembered).filter(|table| table.mapping.lacks().is_empty());
    Ok(table.map(|table| (file, book, table)).ok_or(Unreadable::NoHeader))
}

/// Says how many became drafts: none, if the same file was imported before.
async fn take(
    store: &Store,
    by: Importer,
    phase: &phase::Model,
    brought: Brought,
    ask: &Import,
) -> entity::Result<i32> {
    let now = clock::now();
    let form = || FormKey::new("operator", &store.dice.id());
    let typed = read::Typed { phase: phase.id.to_string() };
    let id = read::read(store, by, brought, &typed, &form(), now).await?;
    match list::one(store.read(), by.school(), id).await?.state {
        State::Taken => return Ok(0),
        // Ordered before, by a process that was killed over it.
        State::Taking => {}
        _ => order(store, by, id, ask, &form(), now).await?,
    }
    take_in::carry_out(store, id, now).await?;
    let import = list::one(store.read(), by.school(), id).await?;
    if import.state == State::Taken { Ok(import.wish_count) } else { Err(Refusal::ImportState.into()) }
}

async fn order(
    store: &Store,
    by: Importer,
    id: ImportId,
    ask: &Import,
    form: &FormKey,
    now: Time,
) -> entity::Result<()> {
    let yes = |what| if ask.consent_covers.contains(&what) { "yes".to_owned() } else { String::new() };
    let typed = take_in::Typed {
        given_on: ask.consent_on.clone().unwrap_or_else(|| china_date(now).to_string()),
        consent_photo: yes(Covered::Photo),
        consent_card: yes(Covered::Card),
    };
    take_in::order(store, by, id, &typed, form, now).await
}

/// A refusal as its sentence.
fn told<T>(ask: &Import, done: entity::Result<T>) -> anyhow::Result<T> {
    done.map_err(|error| match error {
        Error::Refused(refused) => {
            let sentences: Vec<String> = refused.0.iter().map(|refusal| Text(ask.lang).refusal(refusal)).collect();
            anyhow::anyhow!(sentences.join("; "))
        }
        error => error.into(),
    })
}

fn unreadable(ask: &Import, why: Unreadable) -> anyhow::Result<ExitCode> {
    let sentence = Text(ask.lang).unreadable(why);
    if ask.json {
        writeln!(io::stdout(), "{}", json!({ "error": { "kind": why.key(), "message": sentence } }))?;
    }
    writeln!(io::stderr(), "nuanxin: {}: {sentence}", ask.file.display())?;
    Ok(ExitCode::from(UNREADABLE))
}

fn answer(ask: &Import, table: &Table, checked: &Checked, imported: Option<i32>) -> Value {
    let t = Text(ask.lang);
    let line = |finding: &Finding| {
        json!({
            "row": finding.row,
            "column": t.column_of(finding),
            "kind": finding.kind.key(),
            "message": t.finding(finding),
        })
    };
    let mut answer = json!({
        "rows": checked.rows,
        "header_row": table.header,
        "good": checked.good(),
        "errors": checked.errors().map(line).collect::<Vec<_>>(),
        "notes": checked.notes().map(line).collect::<Vec<_>>(),
    });
    if let Some(imported) = imported {
        answer["imported"] = imported.into();
    }
    answer
}

fn print(out: &mut impl Write, t: Text, checked: &Checked, imported: Option<i32>) -> io::Result<()> {
    for finding in &checked.findings {
        let mark = if finding.kind.is_note() { "·" } else { "✗" };
        let place = t.import_place(finding.row, &t.column_of(finding));
        writeln!(out, "{mark} {place}{}{}", t.0.pick("：", ": "), t.finding(finding))?;
    }
    writeln!(out, "{}", t.import_counts(checked.rows, checked.good()))?;
    match imported {
        Some(count) => writeln!(out, "{}", t.import_taken_count(count)),
        None => Ok(()),
    }
}
