//! The colours of the web. Newer phones write wider ones and say so in a profile; as the profile is not kept, a photo
//! would look dull ever after if its numbers stayed as they are.

use image::RgbImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// The same colours in sRGB. `profile`: what the file says that its numbers mean; one that cannot be read, or that is
/// of other than three colours, says nothing.
pub fn to_srgb(image: &mut RgbImage, profile: &[u8]) {
    let Ok(profile) = ColorProfile::new_from_slice(profile) else { return };
    if profile.color_space != DataColorSpace::Rgb {
        return;
    }
    let (layout, srgb) = (Layout::Rgb, ColorProfile::new_srgb());
    let Ok(transform) = profile.create_transform_8bit(layout, &srgb, layout, TransformOptions::default()) else {
        return;
    };
    let side = 3 * image.width() as usize;
    let mut before = vec![0; side];
    for line in image.chunks_exact_mut(side) {
        before.copy_from_slice(line);
        if transform.transform(&before, line).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};
    use moxcms::ColorProfile;

    use super::to_srgb;

    fn seen(pixel: [u8; 3], profile: &[u8]) -> [u8; 3] {
        let mut image = RgbImage::from_pixel(3, 2, Rgb(pixel));
        to_srgb(&mut image, profile);
        assert!(image.pixels().all(|one| one == image.get_pixel(0, 0)));
        image.get_pixel(0, 0).0
    }

    #[test]
    fn the_reddest_red_of_the_web_is_a_duller_number_on_a_wide_screen() {
        let wide = ColorProfile::new_display_p3().encode().expect("a profile");
        for (number, colour) in
            [([234, 51, 35], [255, 0, 0]), ([255; 3], [255; 3]), ([0; 3], [0; 3]), ([128; 3], [128; 3])]
        {
            let seen = seen(number, &wide);
            assert!(seen.iter().zip(colour).all(|(one, other)| one.abs_diff(other) <= 4), "{number:?} is {seen:?}");
        }
    }

    #[test]
    fn a_profile_of_the_web_or_of_nothing_changes_nothing() {
        let web = ColorProfile::new_srgb().encode().expect("a profile");
        let paper = ColorProfile::new_gray_with_gamma(2.2).encode().expect("a profile");
        for profile in [&web[..], &paper, b"", b"no profile", &web[..200]] {
            let seen = seen([234, 51, 35], profile);
            assert!(seen.iter().zip([234, 51, 35]).all(|(one, other)| one.abs_diff(other) <= 1), "{seen:?}");
        }
    }
}
