//! What the ticked boxes of a form come to; where there are several, the buttons that tick all or none. Without it the
//! sentence tells what all of them come to, and says so.

use leptos::{prelude::*, wasm_bindgen::JsCast};
use web_sys::HtmlInputElement;

/// Boxes of one kind: what is said of them, with `%n` where their number goes and `%sum` where the amount does; and the
/// boxes by their ids, each with its amount in fen.
pub type Kind = (String, Vec<(String, i64)>);

/// `all`, `ticked`: what goes before the sum of all, and before that of what is ticked; `none`: said of nothing.
#[island]
pub fn TickedSum(
    kinds: Vec<Kind>,
    comma: String,
    all: String,
    ticked: String,
    none: String,
    /// The words on the buttons.
    tick: String,
    untick: String,
) -> impl IntoView {
    let of_all = format!("{all}{}", sums(&kinds, &comma, |_| true));
    let (said, set_said) = signal(None::<String>);
    let has_many = kinds.iter().map(|(_, boxes)| boxes.len()).sum::<usize>() > 1;
    let told = StoredValue::new((kinds, comma, ticked, none));
    let add_up = move || {
        let sentence = told.with_value(|(kinds, comma, ticked, none)| {
            let sums = sums(kinds, comma, |id| find(id).is_some_and(|found| found.checked()));
            if sums.is_empty() { none.clone() } else { format!("{ticked}{sums}") }
        });
        set_said.set(Some(sentence));
    };
    let set_all = move |checked: bool| {
        told.with_value(|(kinds, ..)| {
            for found in kinds.iter().flat_map(|(_, boxes)| boxes).filter_map(|(id, _)| find(id)) {
                found.set_checked(checked);
            }
        });
        add_up();
    };
    Effect::new(move |_| {
        add_up();
        let listening = window_event_listener_untyped("input", move |_| add_up());
        on_cleanup(move || listening.remove());
    });
    let is_still = move || !has_many || said.get().is_none();
    view! {
        <div class="ticked-sum">
            <p aria-live="polite">{move || said.get().unwrap_or_else(|| of_all.clone())}</p>
            <div class="actions" hidden=is_still>
                <button type="button" class="btn quiet" on:click=move |_| set_all(true)>
                    {tick}
                </button>
                <button type="button" class="btn quiet" on:click=move |_| set_all(false)>
                    {untick}
                </button>
            </div>
        </div>
    }
}

fn find(id: &str) -> Option<HtmlInputElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Kind by kind; empty where nothing counts.
fn sums(kinds: &[Kind], comma: &str, counts: impl Fn(&str) -> bool) -> String {
    let mut said = Vec::new();
    for (says, boxes) in kinds {
        let amounts: Vec<i64> = boxes.iter().filter(|(id, _)| counts(id)).map(|(_, amount)| *amount).collect();
        if !amounts.is_empty() {
            let sum = yuan(amounts.iter().sum());
            said.push(says.replace("%n", &amounts.len().to_string()).replace("%sum", &sum));
        }
    }
    said.join(comma)
}

/// An amount that is not negative, as the pages print it.
fn yuan(fen: i64) -> String {
    let digits = (fen / 100).to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("¥{grouped}.{:02}", fen % 100)
}

#[cfg(test)]
mod tests {
    use super::{Kind, sums, yuan};

    #[test]
    fn what_is_not_ticked_is_neither_counted_nor_summed_up() {
        let kinds: [Kind; 2] = [
            ("wishes: %n, %sum".to_owned(), vec![("a".to_owned(), 3_290), ("b".to_owned(), 9_500)]),
            ("plots: %n, %sum".to_owned(), vec![("c".to_owned(), 147_000)]),
        ];
        assert_eq!(sums(&kinds, "; ", |_| true), "wishes: 2, ¥127.90; plots: 1, ¥1,470.00");
        assert_eq!(sums(&kinds, "; ", |id| id == "b"), "wishes: 1, ¥95.00");
        assert_eq!(sums(&kinds, "; ", |_| false), "");
    }

    #[test]
    fn amounts_read_as_on_the_pages() {
        for fen in [0, 5, 99_999, 100_000, 123_456_789] {
            assert_eq!(yuan(fen), entity::Fen(fen).to_string());
        }
    }
}
