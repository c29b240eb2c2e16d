//! The child's side: limits first, then the file, then one answer.

use std::{
    io::{self, Read, Write},
    process::ExitCode,
};

use super::{Limits, Work};
use crate::{
    pictures::{blur, many, picture, turn},
    sheets,
};

/// The largest file any child is given.
const MOST_INPUT: u64 = 32 << 20;

/// Does the work on standard input; ends with success if it could say anything at all.
pub fn child(work: Work) -> ExitCode {
    match confine(work.limits()).and_then(|()| answer(work)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn answer(work: Work) -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().lock().take(MOST_INPUT).read_to_end(&mut input)?;
    let answer = match work {
        Work::Sheet => serde_json::to_vec(&sheets::read::read(&input, sheets::OF_WISHES))?,
        Work::Statement => serde_json::to_vec(&sheets::read::read(&input, sheets::OF_A_BANK))?,
        Work::Picture => picture::answer(&picture::clean(&input))?,
        Work::Cards => many::cut(&input)?,
        Work::Blur => picture::answer(&blur::blurred(&input))?,
        Work::Turn => picture::answer(&turn::turned(&input))?,
    };
    let mut out = io::stdout().lock();
    out.write_all(&answer)?;
    out.flush()
}

/// No more memory and time than the work needs, no files, no core dump that would hold names.
#[cfg(unix)]
fn confine(limits: Limits) -> io::Result<()> {
    use rlimit::{Resource, setrlimit};
    for (resource, most) in [
        (Resource::AS, limits.memory),
        (Resource::CPU, limits.cpu),
        (Resource::FSIZE, 0),
        (Resource::CORE, 0),
        (Resource::NOFILE, 8),
    ] {
        setrlimit(resource, most, most)?;
    }
    Ok(())
}

/// Elsewhere the parent's clock is the only limit.
#[cfg(not(unix))]
fn confine(_: Limits) -> io::Result<()> {
    Ok(())
}
