//! Sentences that stand out: what was just done, what to know.

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
                <div>{sentence}</div>
            </div>
        }
    })
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
