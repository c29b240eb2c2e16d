//! Results that follow a form: what changes in a GET form is asked for at once, and its answer put in the place of the
//! one before. Without it the form is sent by its button.

use std::time::Duration;

use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DomParser, Element, FormData, HtmlFormElement, Response, SupportedType, UrlSearchParams};

/// After the last change.
const REST: Duration = Duration::from_millis(250);

/// Watches the form with this id and renews the elements with those.
#[island]
pub fn Follow(form: String, renewed: Vec<String>) -> impl IntoView {
    let asked = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let (form, renewed) = (form.clone(), renewed.clone());
        let ask = move |event: web_sys::Event| {
            let inside = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if inside.and_then(|inside| inside.closest(&format!("#{form}")).ok().flatten()).is_none() {
                return;
            }
            asked.update_value(|asked| *asked += 1);
            let (turn, form, renewed) = (asked.get_value(), form.clone(), renewed.clone());
            set_timeout(
                move || {
                    if asked.get_value() == turn {
                        spawn_local(async move {
                            renew(&form, &renewed, || asked.get_value() == turn).await;
                        });
                    }
                },
                REST,
            );
        };
        let listening = window_event_listener_untyped("input", ask);
        on_cleanup(move || listening.remove());
    });
}

/// Nothing where anything fails: the button is still there.
async fn renew(form: &str, renewed: &[String], is_wanted: impl Fn() -> bool) -> Option<()> {
    let form: HtmlFormElement = document().get_element_by_id(form)?.dyn_into().ok()?;
    let typed = FormData::new_with_form(&form).ok()?;
    let query = UrlSearchParams::new_with_str_sequence_sequence(&typed).ok()?;
    let action = form.action();
    let action = action.split('#').next()?;
    let address = format!("{action}?{}", String::from(query.to_string()));
    let response: Response = JsFuture::from(window().fetch_with_str(&address)).await.ok()?.dyn_into().ok()?;
    let page = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    let page = DomParser::new().ok()?.parse_from_string(&page, SupportedType::TextHtml).ok()?;
    let both = |id: &String| Some((page.get_element_by_id(id)?, document().get_element_by_id(id)?));
    let both: Vec<(Element, Element)> = renewed.iter().map(both).collect::<Option<_>>()?;
    if is_wanted() {
        for (new, old) in both {
            old.set_inner_html(&new.inner_html());
        }
        let history = window().history().ok()?;
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
    Some(())
}
