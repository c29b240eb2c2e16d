//! The files that are sent: everything that Debian's source packages of Pillow and libpng keep to test decoders with,
//! and bombs, made here, that no honest camera writes.

use std::{
    fs,
    path::{Path, PathBuf},
};

use image::{DynamicImage, ImageFormat, RgbImage};

/// Where these packages keep their pictures: Pillow's tests, libpng's suites and examples.
const FOLDERS: [&str; 3] = ["Tests/images", "contrib", "png"];

/// Every file in the folders of pictures, by name; also those that are none.
pub fn files(corpora: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    gather(corpora, &mut files)?;
    let of_pictures = |file: &PathBuf| {
        let name = file.to_string_lossy();
        name.contains(FOLDERS[0])
            || (name.contains(FOLDERS[1]) && file.extension().is_some_and(|end| end == FOLDERS[2]))
            || file.parent().is_some_and(|folder| folder.parent() == Some(corpora)) && name.ends_with(".png")
    };
    files.retain(of_pictures);
    files.sort();
    Ok(files)
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            gather(&entry.path(), files)?;
        } else if kind.is_file() {
            files.push(entry.path());
        }
    }
    Ok(())
}

/// Each by what it does.
pub fn bombs() -> Vec<(&'static str, Vec<u8>)> {
    let photo = written(RgbImage::from_pixel(640, 480, image::Rgb([90, 120, 60])), ImageFormat::Jpeg);
    vec![
        ("nothing", Vec::new()),
        ("a PNG that claims 60000 × 60000", png(60_000, 60_000, &[0x78, 0x9C, 3, 0, 0, 0, 0, 1])),
        ("a PNG that claims 4294967295 × 1", png(u32::MAX, 1, &[])),
        ("a PNG of 24 megapixels in one colour", png_of(4_899, 5_000)),
        ("a PNG of 25 megapixels in one colour", png_of(5_000, 5_000)),
        ("a PNG whose text unpacks to a gigabyte", with_text()),
        ("a JPEG that claims 65500 × 65500", claiming(&photo, 65_500, 65_500)),
        ("a JPEG that claims no height", claiming(&photo, 640, 0)),
        ("a JPEG cut off", photo[..photo.len() / 2].to_vec()),
        ("a JPEG with eight megabytes of comments", with_comments(&photo)),
        ("a JPEG with an archive behind it", [photo.clone(), b"PK\x03\x04 and what else".to_vec()].concat()),
        ("a WebP that claims 16384 × 16384", webp()),
        ("a page that begins like a picture", b"GIF89a=1;/*<html><script>alert(1)</script>*/".to_vec()),
        ("a drawing that runs", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".to_vec()),
        ("more than the largest file", [photo, vec![0; 11 << 20]].concat()),
    ]
}

/// Photos as phones take them, laid down in this folder: 12 and 24 megapixels, with as much noise as a room has.
pub fn photos(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let sizes = [(4_000, 3_000), (3_024, 4_032), (5_712, 4_284)];
    let lay = |(width, height): (u32, u32)| {
        let file = folder.join(format!("phone-{width}.jpg"));
        let mut state = 1_u32;
        let image = RgbImage::from_fn(width, height, |x, y| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = (state >> 28) as u8;
            image::Rgb([(x / 23 % 200) as u8 + noise, (y / 17 % 200) as u8 + noise, 120 + noise])
        });
        fs::write(&file, cards::codec::jpeg(&DynamicImage::ImageRgb8(image), 88)?)?;
        Ok(file)
    };
    sizes.into_iter().map(lay).collect()
}

fn written(image: RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    // What cannot be written is sent empty, and refused as that.
    let _ = DynamicImage::ImageRgb8(image).write_to(&mut file, format);
    file.into_inner()
}

/// A whole picture that packs well.
fn png_of(width: u32, height: u32) -> Vec<u8> {
    written(RgbImage::from_pixel(width, height, image::Rgb([200, 30, 30])), ImageFormat::Png)
}

fn png(width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([8, 2, 0, 0, 0]);
    let chunks = [chunk(*b"IHDR", &header), chunk(*b"IDAT", pixels), chunk(*b"IEND", b"")].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunks].concat()
}

/// A small picture with a packed text of a gigabyte of blanks in front of the pixels: a megabyte of stored runs.
fn with_text() -> Vec<u8> {
    let whole = png_of(64, 64);
    let (head, rest) = whole.split_at(33.min(whole.len()));
    let mut text = b"Comment\0\0".to_vec();
    text.extend(blanks(1 << 30));
    [head, &chunk(*b"zTXt", &text), rest].concat()
}

/// So many blanks, packed by hand: one blank, and then runs of 258 that each repeat it. Fixed codes: a run is the code
/// of length 258 (eight bits) and of distance 1 (five bits of nought).
fn blanks(count: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.push(1, 1);
    bits.push(1, 2);
    bits.code(0x30 + 0x20, 8);
    for _ in 0..count / 258 {
        bits.code(0b1100_0101, 8);
        bits.code(0, 5);
    }
    bits.code(0, 7);
    // The checksum of it is wrong; who reads that far has unpacked it all.
    [vec![0x78, 0x9C], bits.done(), vec![0; 4]].concat()
}

/// Bits as DEFLATE packs them: numbers from the lowest bit, codes from the highest.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    held: u8,
    count: u8,
}

impl Bits {
    fn bit(&mut self, bit: bool) {
        self.held |= u8::from(bit) << self.count;
        self.count += 1;
        if self.count == 8 {
            self.bytes.push(self.held);
            (self.held, self.count) = (0, 0);
        }
    }

    fn push(&mut self, number: u16, length: u8) {
        (0..length).for_each(|place| self.bit(number >> place & 1 == 1));
    }

    fn code(&mut self, code: u16, length: u8) {
        (0..length).rev().for_each(|place| self.bit(code >> place & 1 == 1));
    }

    fn done(mut self) -> Vec<u8> {
        while self.count > 0 {
            self.bit(false);
        }
        self.bytes
    }
}

fn chunk(name: [u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [name.as_slice(), data].concat();
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes();
    [length.as_slice(), &body, &crc(&body).to_be_bytes()].concat()
}

/// The checksum of PNG, bit by bit.
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), |crc, _| step(crc)))
}

/// The same JPEG with another size in its frame.
fn claiming(jpeg: &[u8], width: u16, height: u16) -> Vec<u8> {
    let mut file = jpeg.to_vec();
    let frame = file.windows(2).position(|two| two == [0xFF, 0xC0] || two == [0xFF, 0xC2]);
    if let Some(sides) = frame.and_then(|at| file.get_mut(at + 5..at + 9)) {
        sides[..2].copy_from_slice(&height.to_be_bytes());
        sides[2..].copy_from_slice(&width.to_be_bytes());
    }
    file
}

fn with_comments(jpeg: &[u8]) -> Vec<u8> {
    let comment = [vec![0xFF, 0xFE, 0xFF, 0xFF], vec![b'x'; 65_533]].concat();
    [&jpeg[..2], &comment.repeat(128), &jpeg[2..]].concat()
}

/// A lossless header and no pixels.
fn webp() -> Vec<u8> {
    let sides: u32 = (16_384 - 1) | (16_384 - 1) << 14;
    let data = [vec![0x2F], sides.to_le_bytes().to_vec(), vec![0; 5]].concat();
    let length = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX).to_le_bytes();
    let body = [b"WEBPVP8L".as_slice(), &length(data.len()), &data].concat();
    [b"RIFF".as_slice(), &length(body.len()), &body].concat()
}
