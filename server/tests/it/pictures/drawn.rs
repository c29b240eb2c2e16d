//! Photos for the tests, drawn here: plain ones, ones with everything that phones and strangers put into them.

use image::{
    DynamicImage, ExtendedColorType, ImageEncoder, ImageFormat, Rgb, RgbImage,
    codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder},
};
use moxcms::ColorProfile;

/// What must not come out again.
pub const MARKS: [&str; 5] = ["GPS-canary", "comment-canary", "text-canary", "script-canary", "PK\u{3}\u{4}"];

fn plain(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| Rgb([(x % 251) as u8, (y % 241) as u8, 180]))
}

fn written(image: RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(image).write_to(&mut file, format).unwrap();
    file.into_inner()
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    written(plain(width, height), ImageFormat::Jpeg)
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    written(plain(width, height), ImageFormat::Png)
}

pub fn webp(width: u32, height: u32) -> Vec<u8> {
    written(plain(width, height), ImageFormat::WebP)
}

/// As many bytes as a camera would write for it, nearly.
pub fn noisy_jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut state = 1_u32;
    let image = RgbImage::from_fn(width, height, |x, y| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = (state >> 28) as u8;
        Rgb([(x / 23 % 200) as u8 + noise, (y / 17 % 200) as u8 + noise, 120 + noise])
    });
    cards::codec::jpeg(&DynamicImage::ImageRgb8(image), 88).unwrap()
}

/// A picture of 240 × 120 whose upper left corner is red, as a camera held this way stores it: a JPEG, a WebP, and a
/// WebP whose EXIF begins as in a JPEG.
pub fn held(orientation: u8) -> [Vec<u8>; 3] {
    let upright = DynamicImage::ImageRgb8(RgbImage::from_fn(240, 120, |x, y| {
        if x < 60 && y < 40 { Rgb([230, 30, 30]) } else { Rgb([40, 90, 200]) }
    }));
    // What undoes the camera's turn.
    let stored = match orientation {
        2 => upright.fliph(),
        3 => upright.rotate180(),
        4 => upright.flipv(),
        5 => upright.rotate90().fliph(),
        6 => upright.rotate270(),
        7 => upright.rotate270().fliph(),
        8 => upright.rotate90(),
        _ => upright,
    };
    let (stored, exif) = (stored.into_rgb8(), exif(orientation));
    let webp = |exif: &[u8]| {
        let mut file = Vec::new();
        let mut encoder = WebPEncoder::new_lossless(&mut file);
        encoder.set_exif_metadata(exif.to_vec()).unwrap();
        encoder.write_image(&stored, stored.width(), stored.height(), ExtendedColorType::Rgb8).unwrap();
        file
    };
    let plain = exif.strip_prefix(b"Exif\0\0").unwrap();
    [with_segments(&written(stored.clone(), ImageFormat::Jpeg), &[(0xE1, &exif)]), webp(plain), webp(&exif)]
}

/// EXIF with where it was taken, a thumbnail's worth of bytes, XMP and a comment.
pub fn with_metadata() -> Vec<u8> {
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>GPS-canary</x:xmpmeta>".to_vec();
    with_segments(&jpeg(320, 240), &[(0xE1, &exif(1)), (0xE1, &xmp), (0xFE, b"comment-canary"), (0xED, b"text-canary")])
}

/// The reddest red of the web, as a phone with a wide screen writes it down.
pub const WIDE_RED: [u8; 3] = [234, 51, 35];

/// A picture of [`WIDE_RED`] that says in which colours it is meant, in each kind of file.
pub fn wide() -> [Vec<u8>; 3] {
    let profile = ColorProfile::new_display_p3().encode().unwrap();
    let (mut jpeg, mut png, mut webp) = (Vec::new(), Vec::new(), Vec::new());
    coloured(JpegEncoder::new_with_quality(&mut jpeg, 95), &profile);
    coloured(PngEncoder::new(&mut png), &profile);
    coloured(WebPEncoder::new_lossless(&mut webp), &profile);
    [jpeg, png, webp]
}

fn coloured(mut encoder: impl ImageEncoder, profile: &[u8]) {
    encoder.set_icc_profile(profile.to_vec()).unwrap();
    let image = RgbImage::from_pixel(160, 120, Rgb(WIDE_RED));
    encoder.write_image(image.as_raw(), 160, 120, ExtendedColorType::Rgb8).unwrap();
}

/// A JPEG whose colours are those of a broken profile.
pub fn with_a_broken_profile() -> Vec<u8> {
    let mut jpeg = Vec::new();
    coloured(JpegEncoder::new_with_quality(&mut jpeg, 95), b"a profile of nothing at all");
    jpeg
}

/// A PNG with a text in it.
pub fn png_with_text() -> Vec<u8> {
    let whole = png(64, 64);
    let (head, rest) = whole.split_at(33);
    [head, &chunk(*b"tEXt", b"Comment\0text-canary GPS-canary"), rest].concat()
}

/// A JPEG that is a page to one program and an archive to another.
pub fn polyglot() -> Vec<u8> {
    let page = b"*/=1;/*<html><script>script-canary GPS-canary</script>";
    [with_segments(&jpeg(64, 64), &[(0xFE, page)]), b"PK\x03\x04 script-canary".to_vec()].concat()
}

/// A PNG whose header claims this size, and that has next to nothing in it.
pub fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([8, 2, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    file.extend(chunk(*b"IHDR", &header));
    file.extend(chunk(*b"IDAT", &[0x78, 0x9C, 3, 0, 0, 0, 0, 1]));
    file.extend(chunk(*b"IEND", b""));
    file
}

fn chunk(name: [u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [name.as_slice(), data].concat();
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [length.as_slice(), &body, &crc(&body).to_be_bytes()].concat()
}

/// The checksum of PNG, bit by bit.
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), |crc, _| step(crc)))
}

/// The smallest EXIF that turns a picture and says where it was taken.
fn exif(orientation: u8) -> Vec<u8> {
    let mut block = b"Exif\0\0MM\0\x2A\0\0\0\x08".to_vec();
    block.extend(2_u16.to_be_bytes());
    block.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    // Image description, at the end.
    block.extend([0x01, 0x0E, 0, 2, 0, 0, 0, 11, 0, 0, 0, 38]);
    block.extend([0, 0, 0, 0]);
    block.extend(b"GPS-canary\0");
    block
}

/// A JPEG with these segments behind its beginning.
fn with_segments(jpeg: &[u8], segments: &[(u8, &[u8])]) -> Vec<u8> {
    let mut file = jpeg[..2].to_vec();
    for (marker, data) in segments {
        file.extend([0xFF, *marker]);
        file.extend(u16::try_from(data.len() + 2).unwrap().to_be_bytes());
        file.extend(*data);
    }
    file.extend(&jpeg[2..]);
    file
}

/// The markers of a JPEG's segments, up to its pixels.
pub fn segments(jpeg: &[u8]) -> Vec<u8> {
    let (mut at, mut markers) = (2, Vec::new());
    while jpeg[at] == 0xFF && jpeg[at + 1] != 0xDA {
        markers.push(jpeg[at + 1]);
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
    markers
}

/// A card as a child might have made it, for forms and letters.
pub fn card() -> Vec<u8> {
    let image = RgbImage::from_pixel(600, 420, Rgb([250, 240, 220]));
    let mut file = Vec::new();
    JpegEncoder::new(&mut file).write_image(image.as_raw(), 600, 420, ExtendedColorType::Rgb8).unwrap();
    file
}
