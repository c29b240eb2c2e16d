//! A field for a photo; the form that holds it is sent as multipart.

use entity::Field;
use leptos::prelude::*;

use super::Told;
use crate::{parts::icon::UiIcon, text::Text};

/// A photo that may be left out.
#[component]
pub fn PhotoField(
    t: Text,
    told: Told,
    /// Where a page has more than one.
    #[prop(default = "file")]
    id: &'static str,
    name: &'static str,
    /// The form is about nothing else.
    #[prop(optional)]
    needed: bool,
    help: &'static str,
) -> impl IntoView {
    let error = told.at(Field::File);
    let bad = error.is_some();
    let (help_id, error_id) = (format!("{id}-help"), format!("{id}-error"));
    let described = if bad { format!("{help_id} {error_id}") } else { help_id.clone() };
    view! {
        <div class=if bad { "field bad" } else { "field" }>
            <label class="label" for=id>
                {name}
                {(!needed).then(|| view! { <span class="optional">{t.optional()}</span> })}
            </label>
            <input
                class="input"
                type="file"
                id=id
                name=Field::File.key()
                accept="image/jpeg,image/png,image/webp"
                aria-describedby=described
                aria-invalid=bad.then_some("true")
            />
            <span class="help" id=help_id>
                {help}
            </span>
            {error
                .map(|error| {
                    view! {
                        <p class="field-error" id=error_id>
                            <UiIcon name="error" />
                            <span>{error}</span>
                        </p>
                    }
                })}
        </div>
    }
}
