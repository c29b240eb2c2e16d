//! Reading and writing photos. Here and not in the server, whose debug build would take seconds for each.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, ImageResult, Limits, RgbImage, codecs::jpeg::JpegEncoder,
    metadata::Orientation,
};

/// A photo as its file has it.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// As the pixels are stored.
    pub image: DynamicImage,
    /// How they are to be turned.
    pub orientation: Orientation,
    /// What their colours mean, where the file says so.
    pub profile: Option<Vec<u8>>,
}

/// `most`: what the decoder may allocate, in bytes.
pub fn decode(file: &[u8], format: ImageFormat, most: u64) -> ImageResult<Decoded> {
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(most);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = orientation(decoder.exif_metadata()?.as_deref().unwrap_or_default());
    // Nobody misses a profile that is broken.
    let profile = decoder.icc_profile().unwrap_or_default();
    Ok(Decoded { image: DynamicImage::from_decoder(decoder)?, orientation, profile })
}

/// Some writers of WebP put before it what stands before it in a JPEG.
fn orientation(exif: &[u8]) -> Orientation {
    let exif = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    Orientation::from_exif_chunk(exif).unwrap_or(Orientation::NoTransforms)
}

/// Nothing but pixels, as JPEG.
pub fn jpeg(image: &DynamicImage, quality: u8) -> ImageResult<Vec<u8>> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, quality).encode_image(image)?;
    Ok(file)
}

/// The picture with blocks of so many pixels each way made one, their mean: a tenth of the time that a finer filter
/// takes, and as good where one follows. What is left at the right and below counts as smaller blocks.
pub fn reduced(image: &RgbImage, times: u32) -> RgbImage {
    let (width, height) = image.dimensions();
    let (wide, high) = (width.div_ceil(times), height.div_ceil(times));
    let (line, block) = (3 * width as usize, 3 * times as usize);
    let mut pixels = Vec::with_capacity(3 * wide as usize * high as usize);
    let mut sums = vec![[0_u32; 3]; wide as usize];
    for lines in image.as_raw().chunks(line * times as usize) {
        sums.fill([0; 3]);
        for line in lines.chunks_exact(line) {
            for (sum, block) in sums.iter_mut().zip(line.chunks(block)) {
                for pixel in block.chunks_exact(3) {
                    sum.iter_mut().zip(pixel).for_each(|(sum, part)| *sum += u32::from(*part));
                }
            }
        }
        let tall = (lines.len() / line) as u32;
        for (place, sum) in (0..).zip(&sums) {
            let count = tall * times.min(width - place * times);
            pixels.extend(sum.map(|sum| ((sum + count / 2) / count) as u8));
        }
    }
    RgbImage::from_raw(wide, high, pixels).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};

    use super::reduced;

    #[test]
    fn each_block_becomes_its_mean() {
        let image = RgbImage::from_fn(5, 3, |x, y| Rgb([10 * (5 * y + x) as u8, 7, 255]));
        let small = reduced(&image, 2);
        assert_eq!(small.dimensions(), (3, 2));
        // 0 10 50 60; 20 30 70 80; 40 90; the last row alone.
        let reds: Vec<u8> = small.pixels().map(|pixel| pixel.0[0]).collect();
        assert_eq!(reds, [30, 50, 65, 105, 125, 140]);
        assert!(small.pixels().all(|pixel| pixel.0[1..] == [7, 255]));
        assert_eq!(reduced(&image, 1), image);
        assert_eq!(reduced(&image, 9).dimensions(), (1, 1));
    }
}
