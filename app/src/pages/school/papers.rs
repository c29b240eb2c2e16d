//! What a school prints for itself: tags, packing list, receive sheet, roster, stickers for cards.

use entity::{
    actor::Receiver,
    card::stickers,
    handout::{expect, roster},
    id::PhaseId,
    paper, phase,
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    pages::office::phases::papers::files,
    parts::{desk::desk, empty::Empty},
    text::Text,
};

/// A phase with something to print.
struct Printable {
    phase: phase::Model,
    /// Promised, not here.
    coming: usize,
    /// Of those, what is on its way.
    sent: usize,
    here: usize,
    to_pack: usize,
    /// Whether cards may come, now or after the hand-out.
    has_stickers: bool,
}

impl Printable {
    /// Whether gifts are promised and not handed out: each has its tag.
    const fn has_gifts(&self) -> bool {
        self.coming + self.here > 0
    }
}

pub async fn show(visit: Visit) -> Result<Page, AppError> {
    let printable = read(&visit).await?;
    let t = visit.t();
    Ok(visit.page(t.papers_title(), || {
        let body = if printable.is_empty() {
            view! { <Empty title=t.papers_none() text=t.papers_none_text() /> }.into_any()
        } else {
            let boxes: Vec<_> = printable.iter().map(|one| of_phase(t, one)).collect();
            view! { <div class="stack">{boxes}</div> }.into_any()
        };
        desk(
            &visit,
            view! {
                <div class="page-head">
                    <h1>{t.papers_title()}</h1>
                    <p class="soft">{t.papers_lead_school()}</p>
                </div>
                {body}
            },
        )
    }))
}

async fn read(visit: &Visit) -> Result<Vec<Printable>, AppError> {
    let school = visit.school()?;
    let coming = expect::expected(visit.db(), school, visit.now()).await?;
    let mut phases: Vec<PhaseId> = coming.into_iter().map(|coming| coming.phase).collect();
    phases.extend(roster::phases(visit.db(), school.school()).await?.into_iter().map(|(phase, _)| phase.id));
    // Where all has been handed out, the cards fall due.
    phases.extend(stickers::phases(visit.db(), school).await?.into_iter().map(|phase| phase.id));
    phases.sort_unstable_by_key(|phase| std::cmp::Reverse(*phase));
    phases.dedup();
    let mut printable = Vec::with_capacity(phases.len());
    for phase in phases {
        let papers = paper::of_school(visit.db(), Receiver::School(school), phase, school.school()).await?;
        let here = papers.lines.iter().filter(|line| line.is_here).count();
        let to_pack = papers.lines.iter().filter(|line| !line.is_at_school).count();
        let has_stickers = !stickers::of_school(visit.db(), school, phase).await?.lines.is_empty();
        let coming = papers.lines.len() - here;
        let sent = papers.lines.iter().filter(|line| line.is_sent).count();
        printable.push(Printable { coming, sent, here, to_pack, has_stickers, phase: papers.phase });
    }
    printable.retain(|one| one.has_gifts() || one.has_stickers);
    Ok(printable)
}

fn of_phase(t: Text, one: &Printable) -> impl IntoView + use<> {
    let address = format!("/school/papers/{}", one.phase.number);
    let title = t.phase_name(&one.phase);
    let roster = (one.here > 0).then(|| {
        view! {
            <a href=format!("{address}/roster.pdf") aria-label=t.papers_file_of(t.papers_roster(), &title)>
                {t.papers_roster()}
            </a>
        }
    });
    let stickers = one.has_stickers.then(|| {
        view! {
            <a href=format!("{address}/stickers.pdf") aria-label=t.papers_file_of(t.papers_stickers(), &title)>
                {t.papers_stickers()}
            </a>
        }
    });
    let standing = one.has_gifts().then(|| {
        let counts = [
            (t.papers_not_sent(), one.coming.saturating_sub(one.sent)),
            (t.papers_coming(), one.sent),
            (t.papers_here(), one.here),
        ];
        view! { <p class="soft">{counts.map(|(what, count)| format!("{what} {count}")).join(" · ")}</p> }
    });
    let files = one.has_gifts().then(|| files(t, &address, &title, one.to_pack > 0, one.coming > 0));
    view! {
        <section class="box">
            <h2>{title.clone()}</h2>
            {standing}
            <p class="row">{files} {roster} {stickers}</p>
        </section>
    }
}
