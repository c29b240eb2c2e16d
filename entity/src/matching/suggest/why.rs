//! Why match me chose a wish; `app` puts it into words.

/// Why a wish is among the suggested, in the order of strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Of all that fit, nobody else has waited longer.
    Longest,
    /// Who has waited longer costs more than what is left of the budget; of the others nobody has.
    LongestPaid,
    /// Goes with the one before it.
    Together,
    /// Of those who have waited equally long: it goes in a parcel that is sent anyway.
    SameParcel,
    /// Of those who have waited equally long: of this school the fewest are promised, of a thousand.
    LeastServed(u32),
}
