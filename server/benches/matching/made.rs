//! Counties of any size in six profiles, the same for the same seed: plenty (easy), just enough (tight), too little
//! (scarce), the popular and the local (skewed), pairs and chains that mislead whoever is greedy (adversarial), budgets.

use std::fmt::Write;

use clap::ValueEnum;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Profile {
    Easy,
    Tight,
    Scarce,
    Skewed,
    Adversarial,
    Budget,
}

const CATEGORIES: u64 = 12;
/// How much each category is wished for, in hundredths; what it costs, in yuan.
const SHARE: [u64; 12] = [17, 15, 13, 11, 10, 8, 7, 6, 4, 4, 3, 2];
const YUAN: [u64; 12] = [110, 120, 60, 150, 35, 80, 60, 70, 180, 90, 220, 90];
const BANDS: [(u64, u64); 5] = [(1, 6), (1, 3), (4, 6), (7, 9), (2, 8)];
const CAPS: [u64; 7] = [50, 80, 100, 120, 150, 200, 300];

/// Numbers that look like chance.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u64::try_from((u128::from(word ^ (word >> 31)) * u128::from(sides)) >> 64).unwrap_or(0)
    }

    /// True in so many of a hundred cases.
    fn percent(&mut self, of: u64) -> bool {
        self.roll(100) < of
    }

    /// Around a hundred; now and then several times as much, about log-normal.
    fn around(&mut self) -> u64 {
        let bell: u64 = (0..6).map(|_| self.roll(100)).sum::<u64>() / 6;
        (bell * bell * bell / 900).clamp(20, 600)
    }

    fn category(&mut self) -> u64 {
        let mut at = self.roll(100);
        for (category, share) in (1..).zip(SHARE) {
            if at < share {
                return category;
            }
            at -= share;
        }
        CATEGORIES
    }
}

/// A wish, as far as offers start from it.
struct Wish {
    school: u64,
    township: u64,
    category: u64,
}

/// Both files.
pub struct County {
    pub wishes: String,
    pub offers: String,
}

/// A county with so many wishes and offers.
pub fn county(profile: Profile, wishes: u64, offers: u64, seed: u64) -> County {
    let mut dice = Dice(seed ^ (wishes << 20) ^ (u64::from(profile as u8) << 56));
    let mut county = County {
        wishes: "id,school,township,grade,category,price,waiting_days\n".to_owned(),
        offers: "id,max_count,budget,categories,townships,schools,grade_min,grade_max,max_price\n".to_owned(),
    };
    let all = county.wish(profile, wishes, &mut dice);
    let rate = match profile {
        Profile::Easy => 200,
        Profile::Scarce => 60,
        Profile::Budget => 120,
        Profile::Skewed => 110,
        Profile::Tight | Profile::Adversarial => 100,
    };
    let places = wishes * rate / offers;
    for id in 1..=offers {
        // Counts from one to many; their mean is what the profile wants.
        let count = (1 + places * dice.around() / 22_000).max(1);
        let near = &all[usize::try_from(dice.roll(wishes)).unwrap_or(0)];
        let row = offer(profile, count, near, all.last().map_or(1, |wish| wish.school), &mut dice);
        let _ = writeln!(county.offers, "{id},{row}");
    }
    county
}

impl County {
    /// School by school, eighty to four hundred wishes each, three to eight schools a township.
    fn wish(&mut self, profile: Profile, wishes: u64, dice: &mut Dice) -> Vec<Wish> {
        let mut all = Vec::new();
        let (mut school, mut township, mut schools, mut left, mut visit, mut lowest) = (0, 0, 0, 0, 0, 1);
        for id in 1..=wishes {
            if left == 0 {
                school += 1;
                left = (20 + dice.around()).min(wishes / 3 + 1);
                visit = 3 + dice.roll(147);
                lowest = if dice.percent(20) { 7 } else { 1 };
                if schools == 0 {
                    (township, schools) = (township + 1, 3 + dice.roll(6));
                }
                schools -= 1;
            }
            left -= 1;
            let grade = if lowest == 7 { 7 + dice.roll(3) } else { 1 + dice.roll(6) };
            let category = match profile {
                Profile::Skewed if dice.percent(48) => 1 + dice.roll(3),
                Profile::Skewed | Profile::Adversarial => 1 + dice.roll(CATEGORIES),
                _ => dice.category(),
            };
            let usual = if profile == Profile::Budget { 100 } else { YUAN[usize::try_from(category - 1).unwrap_or(0)] };
            let price = (usual * dice.around() / 10 * 10 - 10 * dice.roll(2)).clamp(2_000, 50_000);
            let late = if profile == Profile::Adversarial && category % 2 == 0 { 200 } else { 0 };
            let waiting = visit + dice.roll(12) + late + if dice.percent(6) { 365 } else { 0 };
            let _ = writeln!(self.wishes, "{id},{school},{township},{grade},{category},{price},{waiting}");
            all.push(Wish { school, township, category });
        }
        all
    }
}

/// Everything behind the id.
fn offer(profile: Profile, count: u64, near: &Wish, schools: u64, dice: &mut Dice) -> String {
    let (categories, townships, named) = match profile {
        Profile::Skewed if dice.percent(50) => (some(1 + dice.roll(3), || 0, 3, dice), String::new(), String::new()),
        Profile::Skewed => (String::new(), near.township.to_string(), String::new()),
        Profile::Adversarial => misleading(near, schools, dice),
        _ => generous(profile, near, schools, dice),
    };
    let any_grade = match profile {
        Profile::Tight => 30,
        Profile::Adversarial => 100,
        _ => 55,
    };
    let (least, most) =
        if dice.percent(any_grade) { (1, 9) } else { BANDS[usize::try_from(dice.roll(5)).unwrap_or(0)] };
    let capped =
        matches!(profile, Profile::Easy | Profile::Tight | Profile::Scarce | Profile::Budget) && dice.percent(25);
    let cap = if capped { (CAPS[usize::try_from(dice.roll(7)).unwrap_or(0)] * 100).to_string() } else { String::new() };
    let budget = if profile == Profile::Budget && dice.percent(95) {
        (count * 45 * dice.around() / 1000 * 1000).max(3_000).to_string()
    } else {
        String::new()
    };
    format!("{count},{budget},{categories},{townships},{named},{least},{most},{cap}")
}

/// Filters as people set them: more or less narrow, around a child that they have in mind.
fn generous(profile: Profile, near: &Wish, schools: u64, dice: &mut Dice) -> (String, String, String) {
    let (any_category, any_town, school) = match profile {
        Profile::Easy => (50, 50, 5),
        Profile::Tight => (10, 10, 20),
        Profile::Scarce => (30, 30, 10),
        _ => (25, 15, 15),
    };
    let more = dice.roll(4);
    let categories =
        if dice.percent(any_category) { String::new() } else { some(1 + more, || near.category, CATEGORIES, dice) };
    let others = 1 + dice.roll(3);
    let at = dice.roll(100);
    if at < school {
        (categories, String::new(), some(others, || near.school, schools, dice))
    } else if at < school + any_town {
        (categories, String::new(), String::new())
    } else {
        (categories, some(others, || near.township, schools.div_ceil(5), dice), String::new())
    }
}

/// A narrow offer for two categories at one school, a wide one for one of them in the township; chains of schools.
fn misleading(near: &Wish, schools: u64, dice: &mut Dice) -> (String, String, String) {
    let pair = near.category.div_ceil(2) * 2;
    if near.category > 10 {
        let next = (near.school + 1).min(schools);
        (near.category.to_string(), String::new(), format!("{};{next}", near.school))
    } else if dice.percent(50) {
        (format!("{};{pair}", pair - 1), String::new(), near.school.to_string())
    } else {
        (pair.to_string(), near.township.to_string(), String::new())
    }
}

/// Ids joined by `;`: one that is given and others by chance.
fn some(count: u64, first: impl Fn() -> u64, most: u64, dice: &mut Dice) -> String {
    let mut ids = vec![first().max(1)];
    ids.extend((1..count).map(|_| 1 + dice.roll(most)));
    ids.sort_unstable();
    ids.dedup();
    ids.iter().map(u64::to_string).collect::<Vec<_>>().join(";")
}
