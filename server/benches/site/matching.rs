//! How long match me takes among all open wishes, one question after another over one connection.

use std::{path::Path, time::Instant};

use anyhow::ensure;

use crate::{
    client::{Client, Request},
    figures::{Figures, megabytes, milliseconds},
    program::Program,
};

/// From nothing to very particular.
const QUESTIONS: [&str; 6] = [
    "/match",
    "/match?count=5&budget=300",
    "/match?budget=120",
    "/match?count=5&category=books&category=shoes&grade=1-2&grade=3-4",
    "/match?count=5&township=1&school=1",
    "/match?count=5&category=music&grade=7-9&school=2&budget=200",
];
const ROUNDS: usize = 50;

pub async fn measure(figures: &mut Figures, folder: &Path, wishes: u32) -> anyhow::Result<()> {
    let site = Program::nuanxin(folder).await?;
    let mut client = Client::connect(site.at).await?;
    let begun = Instant::now();
    ask(&mut client, QUESTIONS[0]).await?;
    let first = begun.elapsed();
    let mut took = Vec::with_capacity(ROUNDS * QUESTIONS.len());
    for _ in 0..ROUNDS {
        for question in QUESTIONS {
            let begun = Instant::now();
            ask(&mut client, question).await?;
            took.push(begun.elapsed());
        }
    }
    took.sort_unstable();
    figures.group(&format!("match me among {wishes} open wishes"))?;
    figures.alone("the first answer, when all is read", milliseconds(first), "");
    figures.alone("the middle answer", milliseconds(took[took.len() / 2]), "< 50 ms");
    figures.alone("one of a hundred takes longer than", milliseconds(took[took.len() * 99 / 100]), "< 50 ms");
    figures.alone("memory", megabytes(site.memory("VmRSS")?), "");
    site.end().await
}

async fn ask(client: &mut Client, question: &str) -> anyhow::Result<()> {
    let answer = client.send(&Request::get(question, &[("cookie", "lang=zh")])).await?;
    ensure!(answer.status == 200, "{question} answered {}", answer.status);
    Ok(())
}
