//! What narrows a list down.

use leptos::prelude::*;

/// One list of the filter; its first choice is all of them.
pub fn choice(
    label: &'static str,
    name: &'static str,
    all: &'static str,
    options: Vec<(String, String)>,
    chosen: &str,
) -> impl IntoView + use<> {
    let options: Vec<_> = options
        .into_iter()
        .map(|(key, text)| {
            let selected = key == chosen;
            view! {
                <option value=key selected=selected>
                    {text}
                </option>
            }
        })
        .collect();
    view! {
        <label>
            <span class="label">{label}</span>
            <select class="input" name=name>
                <option value="">{all}</option>
                {options}
            </select>
        </label>
    }
}
