//! Photos as phones and strangers send them: each becomes clean pixels or is refused in words, and only those of the
//! privacy table get to see it.

pub mod drawn;

use std::path::Path;

use chrono::TimeDelta;
use entity::{
    id::PhotoId,
    photo::{self, Purpose, Size, State, Unusable},
};
use image::GenericImageView;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use server::pictures::{Pictures, Untaken, picture::Sizes};

use crate::{
    site::{Reader, TestSite},
    world::World,
};

on_both![
    a_picture_is_shown_to_its_school_and_the_office_and_does_not_exist_for_others,
    the_sweep_deletes_what_is_erased_abandoned_or_unknown,
];

fn pictures(folder: &Path) -> Pictures {
    Pictures::new(folder, crate::sheets::confined()).unwrap()
}

async fn cleaned(file: &[u8]) -> Result<Sizes, Unusable> {
    let folder = tempfile::tempdir().unwrap();
    pictures(folder.path()).clean(file).await
}

#[tokio::test]
async fn a_photo_comes_out_in_three_sizes_and_never_larger() {
    for (width, height, sides) in
        [(2_600, 1_300, [(400, 200), (1_000, 500), (2_000, 1_000)]), (90, 120, [(90, 120), (90, 120), (90, 120)])]
    {
        for file in [drawn::jpeg(width, height), drawn::png(width, height), drawn::webp(width, height)] {
            let sizes = cleaned(&file).await.unwrap();
            assert_eq!((sizes.width, sizes.height), sides[2]);
            for (size, side) in Size::ALL.into_iter().zip(sides) {
                let picture = image::load_from_memory(sizes.of(size)).unwrap();
                assert_eq!(picture.dimensions(), side, "{size:?}");
                assert_eq!(image::guess_format(sizes.of(size)).unwrap(), image::ImageFormat::Jpeg);
            }
        }
    }
}

/// A red corner tells which way is up, whatever the camera wrote down.
#[tokio::test]
async fn every_orientation_comes_out_upright() {
    for (orientation, file) in (1..=8).flat_map(|orientation| drawn::held(orientation).map(|file| (orientation, file)))
    {
        let sizes = cleaned(&file).await.unwrap();
        let picture = image::load_from_memory(sizes.of(Size::Medium)).unwrap();
        assert_eq!(picture.dimensions(), (240, 120), "orientation {orientation}");
        let is_red = |x, y| {
            let [red, green, _, _] = picture.get_pixel(x, y).0;
            red > 180 && green < 90
        };
        let corners = [is_red(10, 10), is_red(230, 10), is_red(10, 110), is_red(230, 110)];
        assert_eq!(corners, [true, false, false, false], "orientation {orientation}");
    }
}

/// Else it would look dull for ever: what says how it is meant goes away with all else that is no pixel.
#[tokio::test]
async fn a_photo_in_wider_colours_comes_out_in_those_of_the_web() {
    let wide = drawn::wide().map(|file| (file, [255, 0, 0]));
    for (file, expected) in wide.into_iter().chain([(drawn::with_a_broken_profile(), drawn::WIDE_RED)]) {
        let sizes = cleaned(&file).await.unwrap();
        for size in Size::ALL {
            assert!(!drawn::segments(sizes.of(size)).contains(&0xE2), "the profile came out");
            let picture = image::load_from_memory(sizes.of(size)).unwrap().into_rgb8();
            let seen = picture.get_pixel(80, 60).0;
            assert!(seen.iter().zip(expected).all(|(one, other)| one.abs_diff(other) <= 6), "{seen:?}");
        }
    }
}

#[tokio::test]
async fn nothing_but_pixels_comes_out() {
    for file in [drawn::with_metadata(), drawn::png_with_text(), drawn::polyglot()] {
        for mark in drawn::MARKS {
            assert!(file.windows(mark.len()).any(|at| at == mark.as_bytes()) || !mark.contains("GPS"));
        }
        let sizes = cleaned(&file).await.unwrap();
        for size in Size::ALL {
            let bytes = sizes.of(size);
            for mark in drawn::MARKS {
                assert!(!bytes.windows(mark.len()).any(|at| at == mark.as_bytes()), "{mark} came out");
            }
            // APP1 to APP15 and comments hold metadata; APP0 says that it is a JPEG.
            let segments = drawn::segments(bytes);
            assert!(segments.iter().all(|marker| !matches!(marker, 0xE1..=0xEF | 0xFE)), "{segments:x?}");
        }
    }
}

#[tokio::test]
async fn what_is_no_photo_is_refused_with_its_reason() {
    let whole = drawn::jpeg(640, 480);
    let cut = &whole[..whole.len() * 2 / 3];
    let png = drawn::png(640, 480);
    for (what, file, why) in [
        ("nothing", Vec::new(), Unusable::Empty),
        ("a header that claims 60000 × 60000", drawn::png_claiming(60_000, 60_000), Unusable::TooManyPixels),
        ("one pixel row too many", drawn::png_claiming(24_500_001, 1), Unusable::TooManyPixels),
        ("a JPEG cut off", cut.to_vec(), Unusable::Damaged),
        ("a PNG cut off", png[..png.len() / 2].to_vec(), Unusable::Damaged),
        ("a header and no more", png[..33].to_vec(), Unusable::Damaged),
        ("two bytes of a JPEG", vec![0xFF, 0xD8, 0xFF], Unusable::Damaged),
        ("SVG", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>".to_vec(), Unusable::NotAPhoto),
        ("a PDF", b"%PDF-1.7 ...".to_vec(), Unusable::NotAPhoto),
        ("GIF", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;".to_vec(), Unusable::NotAPhoto),
        ("HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), Unusable::Heic),
        ("11 MiB", [whole.clone(), vec![0; 11 << 20]].concat(), Unusable::TooBig),
    ] {
        assert_eq!(cleaned(&file).await.unwrap_err(), why, "{what}");
    }
}

/// What a phone of today takes at its best; said with `--nocapture`.
#[tokio::test]
async fn a_photo_of_24_megapixels_is_taken() {
    let file = drawn::noisy_jpeg(5_712, 4_284);
    let begun = std::time::Instant::now();
    let sizes = cleaned(&file).await.unwrap();
    assert_eq!((sizes.width, sizes.height), (2_000, 1_500));
    eprintln!("{} KiB in, {:?}, {:?} KiB out", file.len() >> 10, begun.elapsed(), sizes.files.map(|f| f.len() >> 10));
}

/// A picture of a card of the school's wish, as an act leaves it that kept it.
async fn card(site: &TestSite, school: &str) -> PhotoId {
    let world = &site.world;
    let gift = world.given(school, "lin").await;
    let by = world.school(school).await.account();
    let file = drawn::jpeg(800, 600);
    let id = site.pictures().take_in(&world.store, Purpose::Card, by, &file, world.now).await.unwrap();
    let row = photo::ActiveModel {
        id: Set(id),
        state: Set(State::Kept),
        subject_id: Set(Some(gift.wish.0)),
        ..Default::default()
    };
    row.update(world.store.writer()).await.unwrap();
    id
}

async fn a_picture_is_shown_to_its_school_and_the_office_and_does_not_exist_for_others(world: World) {
    let site = TestSite::new(world);
    let id = card(&site, "shagou").await;
    let world = &site.world;
    for account in
        [world.school("shagou").await.account(), world.officer().await.account(), world.admin().await.account()]
    {
        let reader = site.sign_in_as(account).await;
        for size in Size::ALL {
            let answer = reader.get(&format!("/pictures/{id}/{}.jpg", size.key())).await;
            answer.has_status(200);
            assert!(image::load_from_memory(&answer.bytes).is_ok());
            let header = |name: &str| answer.headers.get(name).unwrap().to_str().unwrap().to_owned();
            assert_eq!(header("content-type"), "image/jpeg");
            assert_eq!(header("x-content-type-options"), "nosniff");
            assert_eq!(header("cache-control"), "private, no-store");
            assert_eq!(header("content-security-policy"), "default-src 'none'; sandbox; frame-ancestors 'none'");
        }
    }
    let strangers = [
        site.sign_in_as(world.school("huili").await.account()).await,
        site.sign_in_as(world.donor("chen").await.account()).await,
    ];
    for reader in &strangers {
        missing(reader, &format!("/pictures/{id}/small.jpg")).await;
    }
    assert!(site.visitor().get(&format!("/pictures/{id}/small.jpg")).await.location().starts_with("/sign-in"));
    let officer = site.sign_in_as(world.officer().await.account()).await;
    for odd in ["999/small.jpg", "x/small.jpg", "-1/small.jpg", "1/huge.jpg", "1/small.png", "1/small"] {
        missing(&officer, &format!("/pictures/{odd}")).await;
    }
}

async fn missing(reader: &Reader<'_>, address: &str) {
    reader.get(address).await.has_status(404);
}

async fn the_sweep_deletes_what_is_erased_abandoned_or_unknown(mut world: World) {
    let folder = tempfile::tempdir().unwrap();
    let pictures = pictures(folder.path());
    let by = world.school("shagou").await.account();
    let file = drawn::jpeg(300, 200);
    let first = pictures.take_in(&world.store, Purpose::Card, by, &file, world.now).await.unwrap();
    assert_eq!(lying(folder.path()), 1);
    // Sealed, and no JPEG to whoever finds the folder.
    let names = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    for sealed in names.flat_map(|name| std::fs::read_dir(name).unwrap()) {
        let bytes = std::fs::read(sealed.unwrap().path()).unwrap();
        assert!(image::guess_format(&bytes).is_err());
    }
    std::fs::create_dir(folder.path().join("stray")).unwrap();
    std::fs::write(folder.path().join("stray/small.sealed"), b"of a crash").unwrap();
    // Files bear the machine's time: the story goes on well after it.
    world.now = chrono::DateTime::from_timestamp(4_000_000_000, 0).unwrap();
    let young = pictures.take_in(&world.store, Purpose::Card, by, &file, world.now).await.unwrap();
    pictures.sweep(&world.store, world.now).await;
    assert_eq!(lying(folder.path()), 1, "only the young one is left");
    let rows = photo::Entity::find().all(world.store.writer()).await.unwrap();
    assert_eq!(rows.iter().map(|photo| photo.id).collect::<Vec<_>>(), [young]);
    assert_ne!(first, young);

    // A kept one whose files are lost: nothing to show, nothing deleted, nothing falls over.
    let row =
        photo::ActiveModel { id: Set(young), state: Set(State::Kept), subject_id: Set(Some(1)), ..Default::default() };
    let kept = row.update(world.store.writer()).await.unwrap();
    assert!(pictures.open(&world.store, &kept, Size::Small).await.unwrap().is_some());
    std::fs::remove_dir_all(folder.path().join(kept.file.clone().unwrap())).unwrap();
    world.later(TimeDelta::hours(2));
    pictures.sweep(&world.store, world.now).await;
    assert!(pictures.open(&world.store, &kept, Size::Small).await.unwrap().is_none());
    assert!(photo::Entity::find_by_id(young).one(world.store.writer()).await.unwrap().is_some());
    let none = pictures.take_in(&world.store, Purpose::Card, by, b"GIF89a", world.now).await;
    assert!(matches!(none, Err(Untaken::Unusable(Unusable::NotAPhoto))));
}

/// Pictures that have a file in the folder.
fn lying(folder: &Path) -> usize {
    let pictures = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    pictures.filter(|picture| std::fs::read_dir(picture).is_ok_and(|files| files.count() > 0)).count()
}
