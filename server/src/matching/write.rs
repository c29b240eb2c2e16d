//! What is written: beside its place first and then moved there, so that nobody ever reads half of it.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    process,
};

use entity::matching::assign::Answer;

use super::{
    places::{is_device, is_stream},
    read::Asked,
};

/// Made, but not yet where it belongs.
pub(super) struct Draft {
    /// Where it lies beside its place.
    from: Option<PathBuf>,
    to: PathBuf,
    /// What is written at once in the end, where nothing can lie beside: to a stream, a pipe or a device.
    bytes: Vec<u8>,
}

/// Looks whether anything can be written there, before anybody waits for what could not be kept.
pub(super) fn try_out(to: &Path) -> io::Result<()> {
    if to.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    draft(to, Vec::new()).map(drop)
}

/// Writes beside the place, where anything can lie there.
pub(super) fn draft(to: &Path, bytes: Vec<u8>) -> io::Result<Draft> {
    if is_stream(to) || is_device(to) {
        return Ok(Draft { from: None, to: to.to_owned(), bytes });
    }
    // A link stays what it is: the file behind it is written.
    let to = fs::canonicalize(to).unwrap_or_else(|_| to.to_owned());
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", process::id()));
    let from = to.with_file_name(name);
    let mut file = File::create(&from)?;
    let draft = Draft { from: Some(from), to, bytes: Vec::new() };
    file.write_all(&bytes)?;
    Ok(draft)
}

impl Draft {
    /// Moves it to its place.
    pub fn publish(mut self) -> io::Result<()> {
        let Some(from) = &self.from else { return self.write() };
        fs::rename(from, &self.to)?;
        self.from = None;
        Ok(())
    }

    fn write(&self) -> io::Result<()> {
        if is_stream(&self.to) {
            let mut out = io::stdout().lock();
            out.write_all(&self.bytes)?;
            return out.flush();
        }
        OpenOptions::new().write(true).open(&self.to)?.write_all(&self.bytes)
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
