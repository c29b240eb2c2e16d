//! From the bytes of a photo to clean pixels: the type by content, the size by its header before anything is decoded,
//! upright as the camera held it, in the colours of the web, three sizes, written anew. [`clean`] runs in the confined
//! child only.

use std::io::Cursor;

use cards::{codec, colour};
use entity::photo::{MOST_PIXELS, Size, Unusable};
use image::{DynamicImage, ImageFormat, ImageReader, RgbImage, imageops::FilterType};
use serde::{Deserialize, Serialize};

/// What a decoder may allocate for one picture: 24 megapixels of 16-bit colour with transparency, and a little.
const MOST_DECODED: u64 = 256 << 20;
/// JPEG quality: handwriting stays sharp.
const QUALITY: u8 = 84;

/// A picture in its three sizes, each a JPEG of ours with nothing but pixels in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Of the large one, in pixels.
    pub width: u32,
    pub height: u32,
    /// In the order of [`Size::ALL`].
    pub files: [Vec<u8>; 3],
}

/// How the child's answer begins: one line, then the files one after another.
#[derive(Serialize, Deserialize)]
struct Head {
    width: u32,
    height: u32,
    lengths: [usize; 3],
}

impl Sizes {
    pub fn of(&self, size: Size) -> &[u8] {
        let place = Size::ALL.iter().position(|one| *one == size).unwrap_or_default();
        &self.files[place]
    }

    /// The three sizes of what was decoded; nothing is made larger.
    pub fn draw(image: &DynamicImage) -> Result<Self, Unusable> {
        let large = shrunk(image, Size::Large.longest());
        let medium = shrunk(&large, Size::Medium.longest());
        let small = shrunk(&medium, Size::Small.longest());
        let files = [jpeg(&small)?, jpeg(&medium)?, jpeg(&large)?];
        Ok(Self { width: large.width(), height: large.height(), files })
    }

    /// For the child's side of the pipe.
    pub fn to_bytes(&self) -> serde_json::Result<Vec<u8>> {
        let lengths = [self.files[0].len(), self.files[1].len(), self.files[2].len()];
        let head = Head { width: self.width, height: self.height, lengths };
        let mut bytes = serde_json::to_vec(&Ok::<_, Unusable>(head))?;
        bytes.push(b'\n');
        for file in &self.files {
            bytes.extend_from_slice(file);
        }
        Ok(bytes)
    }
}

/// What a child answers: [`Sizes::to_bytes`], or why there is no picture.
pub fn answer(cleaned: &Result<Sizes, Unusable>) -> serde_json::Result<Vec<u8>> {
    match cleaned {
        Ok(sizes) => sizes.to_bytes(),
        Err(why) => {
            let mut bytes = serde_json::to_vec(&Err::<Head, _>(why))?;
            bytes.push(b'\n');
            Ok(bytes)
        }
    }
}

/// The parent's side of [`answer`].
pub fn answered(bytes: &[u8]) -> Result<Sizes, Unusable> {
    let end = bytes.iter().position(|&byte| byte == b'\n').ok_or(Unusable::Damaged)?;
    let (head, rest) = bytes.split_at(end);
    let head: Result<Head, Unusable> = serde_json::from_slice(head).map_err(|_| Unusable::Damaged)?;
    let head = head?;
    let mut rest = &rest[1..];
    let mut files: [Vec<u8>; 3] = Default::default();
    for (file, length) in files.iter_mut().zip(head.lengths) {
        let (this, after) = rest.split_at_checked(length).ok_or(Unusable::Damaged)?;
        *file = this.to_vec();
        rest = after;
    }
    Ok(Sizes { width: head.width, height: head.height, files })
}

/// JPEG, PNG or WebP, by what stands in the file.
pub fn kind(file: &[u8]) -> Result<ImageFormat, Unusable> {
    /// What stands after `ftyp` in a photo of an iPhone.
    const HEIC: [&[u8]; 6] = [b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1"];
    match image::guess_format(file) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => Ok(format),
        _ if file.get(4..8) == Some(b"ftyp") && file.get(8..12).is_some_and(|brand| HEIC.contains(&brand)) => {
            Err(Unusable::Heic)
        }
        _ => Err(Unusable::NotAPhoto),
    }
}

/// What the child does with the file.
pub fn clean(file: &[u8]) -> Result<Sizes, Unusable> {
    Sizes::draw(&decoded(file)?)
}

/// The pixels of a photo, upright and in sRGB; for any [`crate::confined::Work`] that begins with one.
pub fn decoded(file: &[u8]) -> Result<DynamicImage, Unusable> {
    let format = kind(file)?;
    let header = ImageReader::with_format(Cursor::new(file), format);
    let (width, height) = header.into_dimensions().map_err(|_| Unusable::Damaged)?;
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Unusable::TooManyPixels);
    }
    if width == 0 || height == 0 || (format == ImageFormat::Jpeg && !is_whole_jpeg(file)) {
        return Err(Unusable::Damaged);
    }
    let codec::Decoded { image: whole, orientation, profile } =
        codec::decode(file, format, MOST_DECODED).map_err(|_| Unusable::Damaged)?;
    // Turning needs a second copy, which what has more than three bytes a pixel may not have room for.
    let is_heavy = whole.width().max(whole.height()) > 2 * Size::Large.longest() && whole.as_rgb8().is_none();
    let mut upright =
        if is_heavy { whole.thumbnail(2 * Size::Large.longest(), 2 * Size::Large.longest()) } else { whole };
    upright.apply_orientation(orientation);
    let mut pixels = on_white(upright);
    if let Some(profile) = profile {
        colour::to_srgb(&mut pixels, &profile);
    }
    Ok(DynamicImage::ImageRgb8(pixels))
}

/// Decoders are patient with a file that ends half-way, as one does that was sent over a bad line; half a card is not.
fn is_whole_jpeg(file: &[u8]) -> bool {
    const SCAN: u8 = 0xDA;
    const END: u8 = 0xD9;
    let mut at = 2;
    // The segments before the pixels say how long they are, and may hold pictures of their own.
    while let Some(&[0xFF, marker, high, low]) = file.get(at..at + 4) {
        if marker == 0xFF {
            at += 1;
            continue;
        }
        if marker == SCAN {
            return file[at..].windows(2).any(|two| two == [0xFF, END]);
        }
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
    }
    false
}

/// Eight bits a colour; what can be seen through lies on white paper.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let clear = image.into_rgba8();
    let mut paper = RgbImage::new(clear.width(), clear.height());
    for (on, over) in paper.pixels_mut().zip(clear.pixels()) {
        let [red, green, blue, cover] = over.0.map(u32::from);
        let mixed = |colour: u32| u8::try_from((colour * cover + 255 * (255 - cover)) / 255).unwrap_or(u8::MAX);
        on.0 = [mixed(red), mixed(green), mixed(blue)];
    }
    paper
}

/// Whole blocks first, then the fine filter on the little that is left.
fn shrunk(image: &DynamicImage, longest: u32) -> DynamicImage {
    let side = image.width().max(image.height());
    if side <= longest {
        return image.clone();
    }
    let fitted = |side_of: u32| {
        let fitted = (u64::from(side_of) * u64::from(longest) + u64::from(side) / 2) / u64::from(side);
        u32::try_from(fitted).unwrap_or(longest).max(1)
    };
    let (width, height) = (fitted(image.width()), fitted(image.height()));
    match (image.as_rgb8(), side / longest) {
        (Some(pixels), times @ 2..) => {
            let near = DynamicImage::ImageRgb8(codec::reduced(pixels, times));
            near.resize_exact(width, height, FilterType::CatmullRom)
        }
        _ => image.resize_exact(width, height, FilterType::CatmullRom),
    }
}

fn jpeg(image: &DynamicImage) -> Result<Vec<u8>, Unusable> {
    codec::jpeg(image, QUALITY).map_err(|_| Unusable::Damaged)
}

#[cfg(test)]
mod tests {
    use entity::photo::Unusable;
    use image::DynamicImage;

    use super::{Sizes, answer, answered};

    #[test]
    fn what_the_child_says_is_what_the_parent_hears() {
        let sizes = Sizes::draw(&DynamicImage::new_rgb8(2_400, 30)).unwrap();
        assert_eq!((sizes.width, sizes.height), (2_000, 25));
        let said = answer(&Ok(sizes.clone())).unwrap();
        assert_eq!(answered(&said), Ok(sizes));
        assert_eq!(answered(&said[..said.len() - 1]), Err(Unusable::Damaged));
        for why in Unusable::ALL {
            assert_eq!(answered(&answer(&Err(why)).unwrap()), Err(why));
        }
        assert_eq!(answered(b""), Err(Unusable::Damaged));
    }
}
