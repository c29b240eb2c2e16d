//! Load over loopback: some connections that are kept, bounded in count and in time.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use tokio::{task::JoinSet, time::timeout};

use crate::client::{Client, Request};

/// An answer that takes longer fails the run.
const PATIENCE: Duration = Duration::from_secs(20);

/// Where a run ends, whichever comes first.
#[derive(Clone, Copy)]
pub struct Bounds {
    pub clients: usize,
    pub most: usize,
    pub lasts: Duration,
}

/// What a run came to.
#[derive(Clone, Debug)]
pub struct Run {
    pub count: usize,
    pub lasted: Duration,
    /// In ascending order.
    times: Vec<Duration>,
}

impl Run {
    pub fn per_second(&self) -> f64 {
        f64::from(u32::try_from(self.count).unwrap_or(u32::MAX)) / self.lasted.as_secs_f64()
    }

    /// The time within which so many per cent were done.
    pub fn percentile(&self, percent: usize) -> Duration {
        let place = (self.times.len() * percent / 100).min(self.times.len().saturating_sub(1));
        self.times.get(place).copied().unwrap_or_default()
    }
}

/// Runs one piece of work after the other in each client until a bound is reached; work is numbered from 0.
pub async fn run<C, W>(bounds: Bounds, clients: Vec<C>, work: W) -> anyhow::Result<Run>
where
    C: Send + 'static,
    W: AsyncWork<C>,
{
    let next = Arc::new(AtomicUsize::new(0));
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for mut client in clients {
        let (next, work) = (next.clone(), work.clone());
        tasks.spawn(async move {
            let mut times = Vec::new();
            while begun.elapsed() < bounds.lasts {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= bounds.most {
                    break;
                }
                let started = Instant::now();
                timeout(PATIENCE, work.perform(&mut client, number)).await.context("no answer in time")??;
                times.push(started.elapsed());
            }
            anyhow::Ok(times)
        });
    }
    let mut times = Vec::new();
    while let Some(done) = tasks.join_next().await {
        times.extend(done??);
    }
    let lasted = begun.elapsed();
    times.sort_unstable();
    ensure!(!times.is_empty(), "nothing was done");
    Ok(Run { count: times.len(), lasted, times })
}

/// What a client does again and again.
pub trait AsyncWork<C>: Clone + Send + 'static {
    fn perform(&self, client: &mut C, number: usize) -> impl Future<Output = anyhow::Result<()>> + Send;
}

/// Loads one address with the same request.
pub async fn pages(at: SocketAddr, page: &Request, bounds: Bounds) -> anyhow::Result<Run> {
    let mut clients = Vec::with_capacity(bounds.clients);
    for _ in 0..bounds.clients {
        clients.push(Client::connect(at).await?);
    }
    run(bounds, clients, page.clone()).await
}

impl AsyncWork<Client> for Request {
    async fn perform(&self, client: &mut Client, _: usize) -> anyhow::Result<()> {
        let answer = client.send(self).await?;
        ensure!(answer.status == 200, "answered {}", answer.status);
        Ok(())
    }
}
