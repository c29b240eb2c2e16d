//! The pairs, written beside their place first and then moved there, so that nobody ever reads half of them.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    process,
};

use entity::matching::assign::Answer;

use super::read::Asked;

/// Written, but not yet where it belongs.
pub(super) struct Draft {
    /// None for standard output.
    from: Option<PathBuf>,
    to: PathBuf,
}

/// Writes beside the place; standard output at once.
pub(super) fn draft(to: &Path, bytes: &[u8]) -> io::Result<Draft> {
    if to == Path::new("-") {
        io::stdout().lock().write_all(bytes)?;
        return Ok(Draft { from: None, to: to.to_owned() });
    }
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", process::id()));
    let draft = Draft { from: Some(to.with_file_name(name)), to: to.to_owned() };
    if let Some(from) = &draft.from {
        File::create(from)?.write_all(bytes)?;
    }
    Ok(draft)
}

impl Draft {
    /// Moves it to its place.
    pub fn publish(mut self) -> io::Result<()> {
        self.from.take().map_or(Ok(()), |from| fs::rename(from, &self.to))
    }
}

/// What was not published is not left lying about.
impl Drop for Draft {
    fn drop(&mut self) {
        if let Some(from) = &self.from {
            let _ = fs::remove_file(from);
        }
    }
}

/// The pairs in the order of the wishes' rows.
pub(super) fn matches(asked: &Asked, answer: &Answer) -> Vec<u8> {
    let mut text = Vec::with_capacity(20 * (answer.matches.len() + 1));
    text.extend_from_slice(b"wish_id,offer_id\n");
    for pair in &answer.matches {
        push(&mut text, asked.wish_id[pair.wish as usize]);
        text.push(b',');
        push(&mut text, asked.offer_id[pair.offer as usize]);
        text.push(b'\n');
    }
    text
}

fn push(text: &mut Vec<u8>, number: u64) {
    let mut digits = [b'0'; 20];
    let (mut at, mut number) = (digits.len(), number);
    while at == digits.len() || number > 0 {
        at -= 1;
        digits[at] = b"0123456789"[usize::try_from(number % 10).unwrap_or(0)];
        number /= 10;
    }
    text.extend_from_slice(&digits[at..]);
}
