//! A sum in the proportions of a published split.

use super::Split;
use crate::Fen;

/// `held` in the proportions of the split, to the fen: what rounding leaves goes to the largest remainders.
pub(crate) fn shared_out(held: Fen, split: Split) -> Split {
    let weights = [split.farmer.0, split.inputs.0, split.logistics.0, split.charity.0].map(i128::from);
    let whole: i128 = weights.iter().sum::<i128>().max(1);
    let exact = weights.map(|weight| i128::from(held.0) * weight);
    let mut parts = exact.map(|part| part / whole);
    let mut order = [0, 1, 2, 3];
    order.sort_by_key(|&at| std::cmp::Reverse(exact[at] % whole));
    let left = i128::from(held.0) - parts.iter().sum::<i128>();
    for &at in order.iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[at] += 1;
    }
    let [farmer, inputs, logistics, charity] = parts.map(|part| Fen(i64::try_from(part).unwrap_or(0)));
    Split { farmer, inputs, logistics, charity }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Split, shared_out};
    use crate::Fen;

    fn split(parts: [i64; 4]) -> Split {
        let [farmer, inputs, logistics, charity] = parts.map(Fen);
        Split { farmer, inputs, logistics, charity }
    }

    #[test]
    fn the_whole_price_is_the_split_itself() {
        let published = split([220_000, 120_000, 90_000, 60_000]);
        assert_eq!(shared_out(Fen(490_000), published), published);
        assert_eq!(shared_out(Fen(49_000), published), split([22_000, 12_000, 9_000, 6_000]));
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_part_is_off_by_a_fen(
            parts in prop::array::uniform4(0_i64..10_000_000), held in 1_i64..40_000_000,
        ) {
            prop_assume!(parts.iter().sum::<i64>() > 0);
            let shared = shared_out(Fen(held), split(parts));
            let got = [shared.farmer.0, shared.inputs.0, shared.logistics.0, shared.charity.0];
            prop_assert_eq!(got.iter().sum::<i64>(), held);
            let whole: i64 = parts.iter().sum();
            for (part, got) in parts.iter().zip(got) {
                let exact = i128::from(held) * i128::from(*part);
                let off = i128::from(got) * i128::from(whole) - exact;
                prop_assert!(off.abs() < i128::from(whole), "{part} of {whole} became {got}");
                prop_assert!(*part > 0 || got == 0);
            }
        }
    }
}
