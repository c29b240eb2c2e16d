//! What was served, byte by byte: JPEGs with nothing in them but pixels, upright whatever the camera wrote down; and the
//! same by the word of `exiftool`, which knows more hiding places than we do.

use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Context;
use image::RgbImage;

/// What `exiftool` says of any file, or reckons itself.
const PLAIN: [&str; 5] = ["[ExifTool]", "[System]", "[File]", "[JFIF]", "[Composite]"];
/// The same photo in eight positions, by Pillow.
const HELD: &str = "hopper_orientation_";
/// Mean distance of colours, of 255, that writing anew may make.
const NEAR: u64 = 16;

/// What must be none at all.
pub struct Found {
    /// Files with anything but pixels.
    pub dirty: usize,
    /// Tags that `exiftool` finds; none where it is not installed.
    pub tags: usize,
    /// Photos that do not stand upright.
    pub lying: usize,
}

pub fn report(out: &mut impl Write, folder: &Path) -> anyhow::Result<Found> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect::<anyhow::Result<_>>()?;
    files.sort();
    let mut dirty = BTreeSet::new();
    for file in &files {
        if !is_bare(&fs::read(file)?) {
            dirty.insert(file.display().to_string());
        }
    }
    writeln!(out, "{} files served, {} of them with anything but pixels", files.len(), dirty.len())?;
    for file in &dirty {
        writeln!(out, "  DIRTY {file}")?;
    }
    let said = said(folder);
    match &said {
        Ok(said) if said.is_empty() => writeln!(out, "exiftool finds nothing in them")?,
        Ok(said) => writeln!(out, "exiftool FINDS {}", said.iter().cloned().collect::<Vec<_>>().join(", "))?,
        Err(_) => writeln!(out, "exiftool is not installed: .make/install pictures")?,
    }
    let (held, lying) = upright(&files)?;
    writeln!(out, "{held} photos held in other positions, {lying} of them not upright")?;
    Ok(Found { dirty: dirty.len(), tags: said.map_or(0, |said| said.len()), lying })
}

/// Nothing before the pixels but what says that it is a JPEG (APP0) and how to read them; nothing after them.
fn is_bare(jpeg: &[u8]) -> bool {
    let mut at = 2;
    while let Some(&[0xFF, marker, high, low]) = jpeg.get(at..at + 4) {
        match marker {
            0xE1..=0xEF | 0xFE => return false,
            0xDA => return jpeg.ends_with(&[0xFF, 0xD9]),
            _ => at += 2 + usize::from(u16::from_be_bytes([high, low])),
        }
    }
    false
}

/// The tags that are not of the file itself, each once.
fn said(folder: &Path) -> anyhow::Result<BTreeSet<String>> {
    let output = Command::new("exiftool").args(["-r", "-q", "-G1", "-s"]).arg(folder).output()?;
    let text = String::from_utf8(output.stdout)?;
    let tags = text.lines().filter(|line| line.starts_with('['));
    let is_comment = |line: &str| line.split_whitespace().nth(1) == Some("Comment");
    let odd = tags.filter(|line| is_comment(line) || !PLAIN.iter().any(|plain| line.starts_with(plain)));
    Ok(odd.map(|line| line.split(':').next().unwrap_or(line).trim().to_owned()).collect())
}

/// How many photos there are in other positions, and how many of them do not look like the first.
fn upright(files: &[PathBuf]) -> anyhow::Result<(usize, usize)> {
    let is_one =
        |file: &&PathBuf| file.to_string_lossy().contains(HELD) && file.to_string_lossy().ends_with("-medium.jpg");
    let held: Vec<RgbImage> = files
        .iter()
        .filter(is_one)
        .map(|file| Ok(image::open(file).with_context(|| file.display().to_string())?.into_rgb8()))
        .collect::<anyhow::Result<_>>()?;
    let Some(first) = held.first() else { return Ok((0, 0)) };
    let lying = held.iter().filter(|one| apart(first, one) > NEAR).count();
    Ok((held.len(), lying))
}

/// Pictures of unlike sizes are as far apart as can be.
fn apart(one: &RgbImage, other: &RgbImage) -> u64 {
    if one.dimensions() != other.dimensions() {
        return 255;
    }
    let sum: u64 = one.as_raw().iter().zip(other.as_raw()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum / (one.as_raw().len() as u64).max(1)
}
