//! What is found on made-up photos, each from its seed.

use super::{
    Cut, cards,
    quad::{Quad, point},
    scene::{Scene, Setting, photographed},
    straighten::Projection,
};

/// The piece that lies where this card was laid.
fn piece<'a>(cuts: &'a [Cut], quad: &Quad) -> Option<&'a Cut> {
    cuts.iter().find(|cut| Quad(cut.corners.map(|(x, y)| point(x, y))).shared(quad).0 > 0.9)
}

/// How many cards were found, and how many stickers of them read; nothing else may be found.
fn found(scene: &Scene) -> (usize, usize) {
    let cuts = cards(&scene.photo);
    let mut counts = (0, 0);
    for (quad, says) in &scene.cards {
        let Some(cut) = piece(&cuts, quad) else { continue };
        assert!(cut.says.is_empty() || cut.says.first() == says.as_ref(), "{:?} is not {says:?}", cut.says);
        counts.0 += 1;
        counts.1 += usize::from(says.is_some() && !cut.says.is_empty());
    }
    assert_eq!(cuts.len(), counts.0, "what is no card was taken for one");
    counts
}

/// All cards are found.
fn all_found(seed: u64, setting: &Setting) {
    let scene = photographed(seed, setting);
    assert_eq!(found(&scene).0, scene.cards.len(), "seed {seed}: {setting:?}");
}

/// With nearly as many pixels as a phone has: a square of a sticker is some six of them wide.
#[test]
fn stickers_are_read() {
    let (mut stickers, mut read) = (0, 0);
    for seed in [51, 52] {
        let scene = photographed(seed, &Setting { width: 3200, ..Setting::default() });
        stickers += scene.cards.iter().filter(|(_, says)| says.is_some()).count();
        read += found(&scene).1;
    }
    assert!(stickers > 6 && read * 10 >= stickers * 8, "{read} of {stickers}");
}

#[test]
fn cards_are_found_on_dark_and_on_light_tables() {
    let tables = [([34.0, 34.0, 38.0], 0.02), ([196.0, 160.0, 116.0], 0.05), ([128.0, 128.0, 130.0], 0.01)];
    for (seed, (table, grain)) in (1..).zip(tables) {
        all_found(seed, &Setting { table, grain, ..Setting::default() });
    }
}

#[test]
fn cards_that_nearly_touch_come_apart() {
    all_found(21, &Setting { gap: 4.0, turned: 0.004, ..Setting::default() });
}

#[test]
fn cards_may_lie_at_the_border_and_at_a_slant() {
    all_found(31, &Setting { margin: 3.0, slant: 0.0, ..Setting::default() });
    all_found(32, &Setting { slant: 0.25, turned: 0.3, gap: 40.0, ..Setting::default() });
}

#[test]
fn an_empty_table_has_no_cards() {
    let scene = photographed(41, &Setting { columns: 0, ..Setting::default() });
    assert_eq!(found(&scene), (0, 0));
}

#[test]
fn a_card_that_lay_upside_down_is_turned_by_its_sticker() {
    let scene = photographed(2, &Setting { columns: 2, rows: 1, turned: 0.0, width: 2400, ..Setting::default() });
    let upright = cards(&scene.photo);
    let turned = cards(&image::imageops::rotate180(&scene.photo));
    for cut in upright.iter().filter(|cut| !cut.says.is_empty()) {
        let other = turned.iter().find(|other| other.says == cut.says).expect("read both ways");
        let at =
            |cut: &Cut, part: u32| *cut.picture.get_pixel(cut.picture.width() / 2, cut.picture.height() * part / 8);
        for part in 1..8 {
            let near = at(cut, part).0.iter().zip(at(other, part).0).all(|(a, b)| a.abs_diff(b) < 90);
            assert!(near, "{:?} and {:?}", at(cut, part), at(other, part));
        }
    }
}

#[test]
fn a_projection_takes_corners_to_corners() {
    let seen = Quad([point(10.0, 20.0), point(210.0, 40.0), point(190.0, 330.0), point(-15.0, 300.0)]);
    let card = Quad::upright(100.0, 150.0);
    let (there, back) = (Projection::of(&card, &seen).unwrap(), Projection::of(&seen, &card).unwrap());
    for (from, to) in card.0.into_iter().zip(seen.0) {
        assert!((there.apply(from) - to).length() < 0.01);
        assert!((back.apply(to) - from).length() < 0.01);
    }
    assert!(Projection::of(&card, &Quad([point(1.0, 1.0); 4])).is_none());
}
