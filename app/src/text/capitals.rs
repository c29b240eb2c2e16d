//! Money in the capitals that Chinese receipts ask for: a digit there cannot be made into another by a stroke.

use entity::Fen;

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
/// Of one digit within its four.
const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];
/// Of four digits.
const FOURS: [&str; 5] = ["", "万", "亿", "万亿", "亿亿"];

/// `2,200.50` as 人民币贰仟贰佰元伍角整. Never below zero: nobody signs for that.
pub fn capitals(amount: Fen) -> String {
    let fen = amount.0.unsigned_abs();
    let (yuan, jiao, fen) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut said = String::from("人民币");
    if yuan > 0 || (jiao, fen) == (0, 0) {
        said.push_str(&whole(yuan));
        said.push('元');
    }
    match (jiao, fen) {
        (0, 0) => said.push('整'),
        (jiao, 0) => said.extend([digit(jiao), '角', '整']),
        (0, fen) if yuan == 0 => said.extend([digit(fen), '分']),
        (0, fen) => said.extend(['零', digit(fen), '分']),
        (jiao, fen) => said.extend([digit(jiao), '角', digit(fen), '分']),
    }
    said
}

/// A whole number: four digits at a time, 零 once for any gap between two digits.
fn whole(number: u64) -> String {
    if number == 0 {
        return "零".to_owned();
    }
    let digits: Vec<u64> = number.to_string().bytes().map(|byte| u64::from(byte - b'0')).collect();
    let (mut said, mut gap, mut four_is_empty) = (String::new(), false, true);
    for (at, &one) in digits.iter().enumerate() {
        let place = digits.len() - 1 - at;
        if one == 0 {
            gap = true;
        } else {
            if gap && !said.is_empty() {
                said.push('零');
            }
            gap = false;
            four_is_empty = false;
            said.push(digit(one));
            said.push_str(PLACES[place % 4]);
        }
        if place.is_multiple_of(4) {
            if !four_is_empty {
                said.push_str(FOURS[place / 4]);
            }
            four_is_empty = true;
        }
    }
    said
}

fn digit(one: u64) -> char {
    usize::try_from(one).ok().and_then(|one| DIGITS.get(one)).copied().unwrap_or('零')
}

#[cfg(test)]
mod tests {
    use entity::Fen;

    use super::capitals;

    #[test]
    fn a_sum_reads_as_a_bank_writes_it() {
        for (fen, said) in [
            (0, "人民币零元整"),
            (5, "人民币伍分"),
            (50, "人民币伍角整"),
            (105, "人民币壹元零伍分"),
            (220_000, "人民币贰仟贰佰元整"),
            (220_050, "人民币贰仟贰佰元伍角整"),
            (10_000_100, "人民币壹拾万零壹元整"),
            (101_000, "人民币壹仟零壹拾元整"),
            (1_000_500_000, "人民币壹仟万零伍仟元整"),
            (10_000_000_107, "人民币壹亿零壹元零柒分"),
            (123_456_789, "人民币壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"),
        ] {
            assert_eq!(capitals(Fen(fen)), said);
        }
    }
}
