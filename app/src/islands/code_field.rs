//! Groups a gift code while it is typed (`K7M4-9XQ2-TP`), so that it reads like the tag in the hand.

use leptos::prelude::*;

/// The text field of a gift code. Without JavaScript it is a plain field and the server reads any spelling.
#[island]
pub fn CodeField(
    /// The field's `id`.
    id: String,
    /// The field's `name`.
    name: String,
    value: String,
    /// Ids of help and error, for `aria-describedby`.
    described_by: String,
    invalid: bool,
) -> impl IntoView {
    let (typed, set_typed) = signal(value);
    view! {
        <input
            class="input"
            id=id
            name=name
            placeholder="K7M4-9XQ2-TP"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            inputmode="text"
            maxlength="80"
            aria-describedby=described_by
            aria-invalid=invalid.then_some("true")
            prop:value=typed
            value=typed.get_untracked()
            on:input:target=move |event| set_typed.set(grouped(&event.target().value()))
        />
    }
}

/// Capital letters and digits in groups of four, four and two; anything longer is left alone (a scanned address).
fn grouped(typed: &str) -> String {
    if typed.contains('/') {
        return typed.to_owned();
    }
    let signs: Vec<char> =
        typed.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_uppercase()).collect();
    if signs.len() > 10 || !typed.is_ascii() {
        return typed.to_owned();
    }
    signs.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn codes_are_grouped_and_all_else_is_left_alone() {
        assert_eq!(grouped("k7m49xq2tp"), "K7M4-9XQ2-TP");
        assert_eq!(grouped("k7m4-9"), "K7M4-9");
        assert_eq!(grouped("https://example.org/v/K7M49XQ2TP"), "https://example.org/v/K7M49XQ2TP");
        assert_eq!(grouped("Ｋ７"), "Ｋ７");
    }
}
