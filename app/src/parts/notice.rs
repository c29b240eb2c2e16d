//! Sentences that stand out: what was just done, what to know.

use entity::{Code, Day, payment::PayCode};
use leptos::prelude::*;

use super::icon::UiIcon;

/// Before a sentence that warns, where it is kept until the next page says it.
pub const WARNING: char = '!';

/// What the last act did, said once.
#[component]
pub fn Said(sentence: Option<String>) -> impl IntoView {
    sentence.map(|sentence| {
        let (class, icon, sentence) = match sentence.strip_prefix(WARNING) {
            Some(warning) => ("notice wait", "info", warning.to_owned()),
            None => ("notice ok", "success", sentence),
        };
        view! {
            <div class=class role="status">
                <UiIcon name=icon />
                <div>{unbroken(&sentence)}</div>
            </div>
        }
    })
}

/// The sentence, its codes and days kept each on one line: a browser breaks lines after hyphens.
pub fn unbroken(sentence: &str) -> Vec<AnyView> {
    let shown = |(is_whole, part): (bool, &str)| {
        let part = part.to_owned();
        if is_whole { view! { <span class="nowrap">{part}</span> }.into_any() } else { part.into_any() }
    };
    parts(sentence).into_iter().map(shown).collect()
}

/// The sentence cut at what must stay whole; whether a part is that.
fn parts(sentence: &str) -> Vec<(bool, &str)> {
    let is_sign = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
    let (mut parts, mut plain, mut at) = (Vec::new(), 0, 0);
    while let Some(found) = sentence[at..].find(is_sign) {
        let begin = at + found;
        let end = sentence[begin..].find(|sign: char| !is_sign(sign)).map_or(sentence.len(), |length| begin + length);
        if is_whole(&sentence[begin..end]) {
            parts.push((false, &sentence[plain..begin]));
            parts.push((true, &sentence[begin..end]));
            plain = end;
        }
        at = end;
    }
    parts.push((false, &sentence[plain..]));
    parts.retain(|(_, part)| !part.is_empty());
    parts
}

fn is_whole(word: &str) -> bool {
    let is_code = || word.parse::<Code>().is_ok() || word.parse::<PayCode>().is_ok();
    word.contains('-') && (is_code() || word.parse::<Day>().is_ok())
}

/// A notice. `kind`: `ok`, `bad`, `wait`, or empty for plain information.
#[component]
pub fn Notice(#[prop(default = "")] kind: &'static str, children: Children) -> impl IntoView {
    let icon = match kind {
        "ok" => "success",
        "bad" => "error",
        "wait" => "clock",
        _ => "info",
    };
    let role = (kind == "bad").then_some("alert");
    view! {
        <div class=format!("notice {kind}") role=role>
            <UiIcon name=icon />
            <div>{children()}</div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use entity::{Code, payment::PayCode, store::Dice};

    use super::parts;

    #[test]
    fn codes_and_days_stay_whole_and_nothing_is_lost() {
        let dice = Dice::seeded(3);
        let (gift, money) = (Code::mint(&dice).grouped(), PayCode::mint(&dice).grouped());
        let sentence = format!("没有保存 {gift}：见 {money}、2016-05-01，re-take it (A-1)");
        let cut = parts(&sentence);
        let whole: Vec<&str> = cut.iter().filter(|(is_whole, _)| *is_whole).map(|(_, part)| *part).collect();
        assert_eq!(whole, [gift.as_str(), money.as_str(), "2016-05-01"]);
        assert_eq!(cut.iter().map(|(_, part)| *part).collect::<String>(), sentence);
        assert_eq!(parts(&gift), [(true, gift.as_str())]);
        assert_eq!(parts("没有"), [(false, "没有")]);
        assert!(parts("").is_empty());
    }
}
