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
    pub gifts: &'a [Gift],
    pub adoptions: &'a [AdoptionLine],
    pub funds: &'a [SumLine],
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
        if givers.is_empty() {
            return vec![Part { giver: String::new(), gifts, adoptions, funds }];
        }
        let part = |line: &GiverLine| Part {
            giver: Text(self.lang).proposal_giver(line.organisation.as_deref()),
            gifts: first(&mut gifts, line.gifts),
            adoptions: first(&mut adoptions, line.adoptions),
            funds: first(&mut funds, line.funds),
        };
        givers.iter().map(part).collect()
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
