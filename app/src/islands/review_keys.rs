//! Reviewing by keyboard: A approves, R goes to the reason and then sends back, N passes over, digits choose; Ctrl+Enter
//! in the reason sends back. The page works without it; the letters stand on the buttons.

use leptos::{prelude::*, wasm_bindgen::JsCast};

/// Listens for the letters. The controls are found by the ids given here.
#[island]
pub fn ReviewKeys(
    /// The button that approves.
    approve: String,
    /// The field of the reason.
    reason: String,
    /// The button that sends back.
    give_back: String,
    /// The link to the next.
    next: String,
    /// What 1, 2 … choose, with blanks between.
    choices: String,
) -> impl IntoView {
    Effect::new(move |_| {
        let (approve, reason, give_back, next) = (approve.clone(), reason.clone(), give_back.clone(), next.clone());
        let choices: Vec<String> = choices.split_whitespace().map(ToOwned::to_owned).collect();
        let listening = window_event_listener(leptos::ev::keydown, move |event| {
            if event.ctrl_key() || event.meta_key() {
                if event.key() == "Enter" && is_at(&reason) && !is_blank(&reason) {
                    event.prevent_default();
                    press(&give_back);
                }
                return;
            }
            if event.alt_key() || is_writing() {
                return;
            }
            match event.key().to_lowercase().as_str() {
                "a" => press(&approve),
                "r" if is_blank(&reason) => {
                    event.prevent_default();
                    focus(&reason);
                }
                "r" => press(&give_back),
                "n" => press(&next),
                digit => {
                    let place = digit.parse::<usize>().ok().and_then(|digit| digit.checked_sub(1));
                    if let Some(choice) = place.and_then(|place| choices.get(place)) {
                        press(choice);
                    }
                }
            }
        });
        on_cleanup(move || listening.remove());
    });
}

fn element(id: &str) -> Option<web_sys::HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

fn press(id: &str) {
    if let Some(element) = element(id) {
        element.click();
    }
}

fn focus(id: &str) {
    if let Some(element) = element(id) {
        // A field that cannot be focused is no reason to stop.
        let _ = element.focus();
    }
}

fn is_at(id: &str) -> bool {
    document().active_element().is_some_and(|active| active.id() == id)
}

/// Letters typed into a field are text.
fn is_writing() -> bool {
    document().active_element().is_some_and(|active| is_for_text(&active))
}

/// A radio button takes no letters.
fn is_for_text(element: &web_sys::Element) -> bool {
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => element.get_attribute("type").as_deref() != Some("radio"),
        _ => false,
    }
}

fn is_blank(id: &str) -> bool {
    let area = document().get_element_by_id(id).and_then(|area| area.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
    area.is_none_or(|area| area.value().trim().is_empty())
}
