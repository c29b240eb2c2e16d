//! What a round proposes, by the name in which it is given, and what it comes to.

use app::text::Text;
use entity::{
    Fen,
    outbox::letter::{AdoptionLine, Gift, GiverLine, SumLine},
};

use super::Pen;

/// What is given in one name.
pub struct Part<'a> {
    /// In whose, as a heading; empty where all is in the reader's own.
    pub giver: String,
    pub parcels: Vec<Parcel<'a>>,
    pub adoptions: &'a [AdoptionLine],
    pub funds: &'a [SumLine],
}

impl Part<'_> {
    /// Whether its wishes stand under their schools, so that what goes to none needs a heading of its own.
    pub fn is_by_school(&self) -> bool {
        self.parcels.iter().any(|parcel| !parcel.place.is_empty())
    }
}

/// What of it goes to one school.
pub struct Parcel<'a> {
    /// Which; empty in a letter of one wish, which says so itself.
    pub place: String,
    /// How many they are and what they come to.
    pub says: String,
    pub gifts: Vec<&'a Gift>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass every value by reference")]
impl Pen<'_> {
    pub fn by_giver<'a>(
        &self,
        mut gifts: &'a [Gift],
        mut adoptions: &'a [AdoptionLine],
        mut funds: &'a [SumLine],
        givers: &[GiverLine],
    ) -> Vec<Part<'a>> {
        let has_one = gifts.len() == 1;
        if givers.is_empty() {
            let parcels = self.by_school(gifts, has_one);
            return vec![Part { giver: String::new(), parcels, adoptions, funds }];
        }
        let part = |line: &GiverLine| Part {
            giver: Text(self.lang).proposal_giver(line.organisation.as_deref()),
            parcels: self.by_school(first(&mut gifts, line.gifts), has_one),
            adoptions: first(&mut adoptions, line.adoptions),
            funds: first(&mut funds, line.funds),
        };
        givers.iter().map(part).collect()
    }

    /// School by school, in the order in which the gifts come. `has_one`: the letter is of one wish.
    fn by_school<'a>(&self, gifts: &'a [Gift], has_one: bool) -> Vec<Parcel<'a>> {
        let mut parcels: Vec<Parcel<'a>> = Vec::new();
        for gift in gifts {
            let place = if has_one { String::new() } else { gift.place(self.lang) };
            match parcels.iter_mut().find(|parcel| parcel.place == place) {
                Some(parcel) => parcel.gifts.push(gift),
                None => parcels.push(Parcel { place, says: String::new(), gifts: vec![gift] }),
            }
        }
        for parcel in &mut parcels {
            let sum = Fen(parcel.gifts.iter().map(|gift| gift.price.0).sum());
            parcel.says = Text(self.lang).proposal_of_school(parcel.gifts.len(), sum, true);
        }
        parcels
    }

    /// `1 个微心愿，大约 ¥32.90；1 块地，¥1,470.00`; `a wish, about ¥32.90; a plot, ¥1,470.00`
    pub fn sums(&self, gifts: &[Gift], adoptions: &[AdoptionLine], funds: &[SumLine], sum: &Fen) -> String {
        let of_plots: i64 = adoptions.iter().map(|adoption| adoption.amount.0).sum();
        let of_funds: i64 = funds.iter().map(|one| one.amount.0).sum();
        let parts = [
            (self.fitting(gifts, &[], &[]), self.lang.pick("，大约 ", ", about "), *sum),
            (self.fitting(&[], adoptions, &[]), self.lang.pick("，", ", "), Fen(of_plots)),
            (self.fitting(&[], &[], funds), self.lang.pick("，", ", "), Fen(of_funds)),
        ];
        let parts = parts.into_iter().filter(|(what, ..)| !what.is_empty());
        let parts: Vec<String> = parts.map(|(what, comma, sum)| format!("{what}{comma}{sum}")).collect();
        parts.join(self.lang.pick("；", "; "))
    }
}

/// Cuts off the first of what is left.
fn first<'a, T>(left: &mut &'a [T], count: usize) -> &'a [T] {
    let all = *left;
    let (first, rest) = all.split_at(count.min(all.len()));
    *left = rest;
    first
}
