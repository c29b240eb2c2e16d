//! How many pages of the list the site answers in a second, beside the comparator; and what its process takes.

use std::{net::SocketAddr, path::Path, time::Duration};

use crate::{
    SMALL, client,
    figures::{Figures, megabytes, milliseconds},
    load::{self, Bounds, Run},
    program::{self, Program},
};

const CONNECTIONS: usize = 16;
/// Rounds alternate between the programs; the one in the middle counts.
const ROUNDS: usize = 3;
const ROUND: Duration = Duration::from_secs(3);
const MOST_REQUESTS: usize = 200_000;

/// (b) and the memory of (d): requests a second for the list.
pub async fn measure(figures: &mut Figures, small: &Path, large: &Path, wishes: u32) -> anyhow::Result<()> {
    let (ours, theirs) = (Program::nuanxin(large).await?, Program::minimal(large).await?);
    let ours_small = Program::nuanxin(small).await?;
    let (each_time, kept) = (list(&[("cookie", "basket=")]), list(&[]));
    let each_time_br = list(&[("cookie", "basket="), ("accept-encoding", "br")]);
    let kept_br = list(&[("accept-encoding", "br")]);
    let [minimal, rendered, rendered_small] =
        rounds([(theirs.at, &kept), (ours.at, &each_time), (ours_small.at, &each_time)]).await?;
    let [minimal_br, rendered_br] = rounds([(theirs.at, &kept_br), (ours.at, &each_time_br)]).await?;
    let [minimal_again, anonymous] = rounds([(theirs.at, &kept), (ours.at, &kept)]).await?;
    let [minimal_br_again, anonymous_br] = rounds([(theirs.at, &kept_br), (ours.at, &kept_br)]).await?;
    figures.group(&format!("list page, {CONNECTIONS} connections, {wishes} wishes; comparator: minimal program"))?;
    figures.runs("rendered each time", &rendered, &minimal, "≥ 0.5");
    figures.runs("rendered each time, brotli", &rendered_br, &minimal_br, "≥ 0.5");
    figures.runs("kept for anonymous readers", &anonymous, &minimal_again, "≥ 1");
    figures.runs("kept for anonymous readers, brotli", &anonymous_br, &minimal_br_again, "≥ 1");
    figures.group(&format!("the same with {SMALL} wishes; comparator: with {wishes}"))?;
    figures.runs("rendered each time", &rendered_small, &rendered, "≤ 1.3");
    figures.group("process")?;
    figures.alone("memory after the load", megabytes(ours.memory("VmRSS")?), "≤ 80 MB");
    figures.alone("memory at its highest", megabytes(ours.memory("VmHWM")?), "");
    figures.alone("size of the binary", megabytes(std::fs::metadata(program::NUANXIN)?.len()), "");
    ours.end().await?;
    let mut starts = Vec::with_capacity(5);
    for _ in 0..5 {
        let program = Program::nuanxin(large).await?;
        starts.push(program.first_page);
        program.end().await?;
    }
    starts.sort_unstable();
    figures.alone("start to first page", milliseconds(starts[starts.len() / 2]), "≤ 300 ms");
    theirs.end().await?;
    ours_small.end().await
}

fn list(headers: &[(&str, &str)]) -> client::Request {
    client::Request::get("/wishes", headers)
}

/// Loads the servers in turn, [`ROUNDS`] times after a short warm-up, and gives each one's middle round.
async fn rounds<const N: usize>(servers: [(SocketAddr, &client::Request); N]) -> anyhow::Result<[Run; N]> {
    let bounds = Bounds { clients: CONNECTIONS, most: MOST_REQUESTS, lasts: ROUND };
    let mut runs: [Vec<Run>; N] = std::array::from_fn(|_| Vec::with_capacity(ROUNDS));
    for (at, page) in servers {
        load::pages(at, page, Bounds { lasts: Duration::from_millis(500), ..bounds }).await?;
    }
    for _ in 0..ROUNDS {
        for (runs, (at, page)) in runs.iter_mut().zip(servers) {
            runs.push(load::pages(at, page, bounds).await?);
        }
    }
    Ok(runs.map(|mut runs| {
        runs.sort_by(|a, b| a.per_second().total_cmp(&b.per_second()));
        runs.swap_remove(ROUNDS / 2)
    }))
}
