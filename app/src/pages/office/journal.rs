//! The journal: what happened, newest first, by subject; and whether its chain holds.

use axum_extra::extract::Query;
use entity::{
    id::JournalId,
    journal::{self, Subject},
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    parts::{desk::desk, notice::Notice, pager::pager},
    request::encode,
    text::Text,
};

const PAGE: u64 = 50;

/// `q`: a gift code, or a noun and a number, in the words of either language; `before`: entries before this one;
/// `verify`: go through the chain.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    q: String,
    before: String,
    verify: String,
}

pub async fn list(visit: Visit, Query(which): Query<Which>) -> Result<Page, AppError> {
    visit.officer()?;
    let sought = which.q.trim();
    let subject = if sought.is_empty() { None } else { Subject::sought(visit.db(), sought, Text::noun_said).await? };
    let understood = sought.is_empty() || subject.is_some();
    let before = which.before.parse::<JournalId>().ok();
    let entries = if understood { journal::latest(visit.db(), subject, before, PAGE + 1).await? } else { Vec::new() };
    let (length, seal) = journal::sealed(visit.db()).await?;
    let checked = match which.verify.as_str() {
        "" => None,
        _ => Some(journal::verify(visit.db()).await?),
    };
    let t = visit.t();
    Ok(visit.page(t.journal_title(), || {
        let kept = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let older = (entries.len() > kept).then(|| entries[kept - 1].id);
        let lines: Vec<_> = entries.iter().take(kept).map(|entry| line(t, entry)).collect();
        let newest = format!("/office/journal?q={}", encode(sought));
        let none = lines.is_empty();
        desk(
            &visit,
            view! {
                <h1>{t.journal_title()}</h1>
                <p class="soft">{t.journal_lead()}</p>
                {chain(t, length, &seal, checked)}
                {search(t, sought, understood)}
                {none.then(|| view! { <p>{t.journal_none()}</p> })}
                <ol class="journal">{lines}</ol>
                {pager(t, before.map(|_| newest.clone()), older.map(|id| format!("{newest}&before={id}")))}
            },
        )
    }))
}

fn chain(t: Text, length: i64, seal: &str, checked: Option<Result<(i64, String), i64>>) -> impl IntoView + use<> {
    let seal: String = seal.chars().take(16).collect();
    let checked = checked.map(|checked| match checked {
        Ok((length, _)) => view! { <Notice kind="ok">{t.journal_sound(length)}</Notice> }.into_any(),
        Err(place) => view! { <Notice kind="bad">{t.journal_broken(place)}</Notice> }.into_any(),
    });
    view! {
        <p class="row">
            <span>{t.journal_sealed(length)}</span>
            <span class="code small">{format!("{} {seal}", t.journal_head())}</span>
            <a href="/office/journal?verify=yes">{t.journal_verify()}</a>
        </p>
        {checked}
    }
}

fn search(t: Text, sought: &str, understood: bool) -> impl IntoView + use<> {
    let sought = sought.to_owned();
    let kinds = t.list(&Subject::NOUNS.map(|noun| t.journal_noun(noun).to_owned()));
    view! {
        <form class="tools" method="get" action="/office/journal" role="search">
            <label class="seek">
                <span class="label">{t.journal_search()}</span>
                <input class="input" type="search" name="q" value=sought aria-describedby="q-help" />
            </label>
            <div class="go">
                <button class="btn quiet">{t.journal_filter()}</button>
            </div>
        </form>
        <p class="help" id="q-help">
            {t.journal_search_help(&kinds)}
        </p>
        {(!understood).then(|| view! { <Notice kind="wait">{t.journal_unknown()}</Notice> })}
    }
}

fn line(t: Text, entry: &journal::Model) -> impl IntoView + use<> {
    let who = match (entry.role.as_str(), entry.account_id) {
        (role, None) => t.journal_role(role).to_owned(),
        (role, Some(account)) => t.journal_by(t.journal_role(role), account.0),
    };
    let about = format!("{} {}", t.journal_noun(&entry.subject), entry.subject_id);
    let href = format!("/office/journal?q={}", encode(&about));
    view! {
        <li>
            <time datetime=entry.at.to_rfc3339()>{t.time(entry.at)}</time>
            <span>
                {who} " · " <b>{t.journal_act(&entry.act).to_owned()}</b> " · " <a href=href>{about}</a> " "
                <span class="soft small">{t.journal_detail(entry)}</span>
            </span>
        </li>
    }
}
