//! Made wishes and offers: any at all for the properties, and small counties in the profiles that matching is measured
//! with.

use entity::{
    Fen,
    matching::assign::{Offer, Wish},
};
use proptest::{collection::vec, prelude::*, sample::subsequence};

#[derive(Clone, Debug)]
pub struct Case {
    pub wishes: Vec<Wish>,
    pub offers: Vec<Offer>,
}

/// Ten yuan, first grade, category 1.
pub fn wish(school: u64, township: u64, waiting_days: u32) -> Wish {
    Wish { school, township, grade: 1, category: 1, price: Fen(1000), waiting_days, set: 0 }
}

/// Takes anything.
pub fn offer(max_count: u32) -> Offer {
    Offer {
        max_count,
        budget: None,
        categories: Vec::new(),
        townships: Vec::new(),
        schools: Vec::new(),
        grade_min: 1,
        grade_max: 9,
        max_price: None,
    }
}

/// Few places, categories, prices and days, so that much collides; ids that no wish has, grades that are none.
pub fn case(wishes: usize, offers: usize, budgets: bool) -> impl Strategy<Value = Case> {
    (vec(any_wish(), 0..=wishes), vec(any_offer(budgets), 0..=offers))
        .prop_map(|(wishes, offers)| Case { wishes, offers })
}

fn any_wish() -> impl Strategy<Value = Wish> {
    (1..6_u64, 1..4_u8, 1..4_u64, 1..9_i64, 0..12_u32).prop_map(|(school, grade, category, price, waiting_days)| Wish {
        school,
        township: school.div_ceil(2),
        grade,
        category,
        price: Fen(price * 10),
        waiting_days,
        set: 0,
    })
}

fn any_offer(budgets: bool) -> impl Strategy<Value = Offer> {
    let most = if budgets { 200_i64 } else { 0 };
    let filters = (
        subsequence(vec![1_u64, 2, 3, 4], 0..=3),
        subsequence(vec![1_u64, 2, 3, 9], 0..=2),
        subsequence(vec![1_u64, 2, 3, 4, 5, 9], 0..=3),
    );
    let grades = (0..3_u8, 1..5_u8);
    let money = (proptest::option::of(0..=most), proptest::option::of(10..100_i64));
    (1..4_u32, filters, any::<[bool; 3]>(), grades, money).prop_map(
        move |(max_count, (categories, townships, schools), any, (grade_min, grade_max), (budget, max_price))| {
            let keep = |set: Vec<u64>, any: bool| if any { Vec::new() } else { set };
            Offer {
                max_count,
                budget: budget.filter(|_| budgets).map(Fen),
                categories: keep(categories, any[0]),
                townships: keep(townships, any[1]),
                schools: keep(schools, any[2]),
                grade_min,
                grade_max,
                max_price: max_price.map(Fen),
            }
        },
    )
}

/// Numbers that look like chance.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn count(&mut self, sides: u32) -> u32 {
        u32::try_from(self.roll(u64::from(sides))).unwrap()
    }
}

/// A small county in each profile: plenty, just enough, too little, the popular and the local, pairs that mislead,
/// budgets.
pub fn county(seed: u64, wishes: usize, offers: usize) -> Vec<(&'static str, Case)> {
    let mut dice = Dice(seed);
    [("easy", 200), ("tight", 100), ("scarce", 60), ("skewed", 110), ("adversarial", 100), ("budget", 120)]
        .into_iter()
        .map(|(profile, share)| {
            let wishes: Vec<Wish> = (0..wishes).map(|_| some_wish(&mut dice)).collect();
            let places = wishes.len() * share / 100 / offers;
            let offers =
                (0..offers).map(|n| some_offer(&mut dice, profile, n, u32::try_from(places).unwrap())).collect();
            (profile, Case { wishes, offers })
        })
        .collect()
}

fn some_wish(dice: &mut Dice) -> Wish {
    let school = dice.roll(8);
    Wish {
        school,
        township: school / 3,
        grade: u8::try_from(1 + dice.roll(9)).unwrap(),
        category: dice.roll(12).min(dice.roll(12)),
        price: Fen(2000 + 100 * i64::try_from(dice.roll(100).min(dice.roll(160))).unwrap()),
        waiting_days: dice.count(120),
        set: 0,
    }
}

fn some_offer(dice: &mut Dice, profile: &str, n: usize, places: u32) -> Offer {
    let max_count = 1 + dice.count(2 * places);
    let two = |dice: &mut Dice, sides: u64| vec![dice.roll(sides), dice.roll(sides)];
    let any = Offer { grade_max: if dice.roll(3) == 0 { 6 } else { 9 }, ..offer(max_count) };
    match profile {
        "easy" => Offer { categories: if dice.roll(2) == 0 { Vec::new() } else { (0..8).collect() }, ..any },
        "skewed" if n.is_multiple_of(2) => Offer { categories: vec![0, 1, 2], ..any },
        "skewed" => Offer { townships: vec![dice.roll(3)], ..any },
        "adversarial" if n.is_multiple_of(2) => Offer { categories: two(dice, 6), schools: two(dice, 8), ..any },
        "adversarial" => Offer { categories: vec![dice.roll(6)], townships: vec![dice.roll(3)], ..any },
        "budget" => Offer { budget: Some(Fen(i64::from(max_count) * 3000)), categories: two(dice, 12), ..any },
        _ => Offer { categories: two(dice, 12), townships: two(dice, 3), ..any },
    }
}
