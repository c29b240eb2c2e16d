//! Says how many characters a text may still have, while it is typed.

use leptos::prelude::*;

/// A text area with its counter. `left` is the sentence with `{}` where the number goes.
#[island]
pub fn CountedArea(
    id: String,
    name: String,
    value: String,
    /// At most this many characters.
    most: usize,
    left: String,
    described_by: String,
    invalid: bool,
) -> impl IntoView {
    let (length, set_length) = signal(value.chars().count());
    let sentence = move || left.replace("{}", &most.saturating_sub(length.get()).to_string());
    view! {
        <textarea
            class="input"
            id=id
            name=name
            maxlength=most.to_string()
            aria-describedby=described_by
            aria-invalid=invalid.then_some("true")
            on:input:target=move |event| set_length.set(event.target().value().chars().count())
        >
            {value}
        </textarea>
        <p class="counter" aria-live="polite">
            {sentence}
        </p>
    }
}
