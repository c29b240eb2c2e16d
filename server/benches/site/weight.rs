//! How much a phone has to load, as it goes over the line.

use std::{fs, net::SocketAddr};

use anyhow::{Context, ensure};

use crate::{
    client::{Client, Request},
    program,
};

pub struct Weight {
    pub html: usize,
    pub css: usize,
    pub script: usize,
}

/// The list, with what it refers to.
pub async fn of_list(at: SocketAddr) -> anyhow::Result<Weight> {
    let mut client = Client::connect(at).await?;
    let html = plain(&mut client, "/wishes").await?;
    let css = between(&html, "<link rel=\"stylesheet\" href=\"", "\"").context("the page has no styles")?;
    let css = compressed(&mut client, css).await?;
    let script = if html.contains("<script") { of_islands()? } else { 0 };
    Ok(Weight { html: compressed(&mut client, "/wishes").await?, css, script })
}

/// The program of the islands, whichever page loads it.
pub fn of_islands() -> anyhow::Result<usize> {
    let mut bytes = 0;
    for entry in fs::read_dir(program::site().join("pkg"))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".js.br") || name.ends_with(".wasm.br") {
            bytes += usize::try_from(entry.metadata()?.len())?;
        }
    }
    ensure!(bytes > 0, "there is no islands' program: make site");
    Ok(bytes)
}

/// How many pages without islands load a program nevertheless.
pub async fn without_islands(at: SocketAddr) -> anyhow::Result<String> {
    let mut client = Client::connect(at).await?;
    let (mut without, mut loading) = (0, 0);
    for path in ["/", "/wishes", "/phases", "/about", "/privacy", "/sign-in"] {
        let html = plain(&mut client, path).await?;
        if !html.contains("<leptos-island") {
            without += 1;
            loading += usize::from(html.contains("<script"));
        }
    }
    Ok(format!("{loading} of {without} pages"))
}

async fn plain(client: &mut Client, path: &str) -> anyhow::Result<String> {
    let answer = client.send(&Request::get(path, &[])).await?;
    ensure!(answer.status == 200, "{path} answered {}", answer.status);
    Ok(String::from_utf8_lossy(&answer.body).into_owned())
}

async fn compressed(client: &mut Client, path: &str) -> anyhow::Result<usize> {
    let answer = client.send(&Request::get(path, &[("accept-encoding", "br")])).await?;
    ensure!(answer.compressed, "{path} came without compression");
    Ok(answer.body.len())
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    text.split_once(start)?.1.split_once(end).map(|(inner, _)| inner)
}
