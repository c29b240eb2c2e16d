//! A picture for those who may see it: the page shows the middle size, and leads to the large one. And the form with
//! which one is sent.

use entity::{
    id::PhotoId,
    photo::{Size, turn::Way},
};
use leptos::prelude::*;

use super::{form::FormKeyField, icon::UiIcon};
use crate::{islands::send_photo::SendPhoto, text::Text};

/// The address of one size of a picture; whoever may not see it finds nothing there.
pub fn address(id: PhotoId, size: Size) -> String {
    format!("/pictures/{id}/{}.jpg", size.key())
}

#[component]
pub fn Photo(
    id: PhotoId,
    /// What it shows, for those who do not see it.
    says: String,
    t: Text,
) -> impl IntoView {
    view! {
        <figure class="thanks-card">
            <a href=address(id, Size::Large)>
                <img src=address(id, Size::Medium) alt=says />
            </a>
            <figcaption>
                <a href=address(id, Size::Large)>{t.cards_larger()}</a>
            </figcaption>
        </figure>
    }
}

/// Two buttons that turn a picture by a quarter. `seen`: the one that is shown, which may be replaced meanwhile.
pub fn turning(t: Text, action: String, key: String, seen: PhotoId) -> impl IntoView + use<> {
    view! {
        <form class="turns" method="post" action=action>
            <FormKeyField key=key />
            <input type="hidden" name="photo" value=seen.to_string() />
            <button class="btn quiet" name="way" value=Way::Left.key()>
                {t.turn_left()}
            </button>
            <button class="btn quiet" name="way" value=Way::Right.key()>
                {t.turn_right()}
            </button>
        </form>
    }
}

/// A form with a photo in it, one on a page.
pub struct Sending {
    /// Where it goes.
    pub action: String,
    /// See [`crate::Visit::mint`].
    pub key: String,
    pub label: &'static str,
    pub help: &'static str,
    pub button: &'static str,
    /// The longer side of what the browser sends, in pixels.
    pub longest: u32,
}

/// Works without JavaScript; with it the photo is shrunk before it is sent, and sent again when the line breaks.
/// `error`: what was wrong with the last one.
pub fn sending(t: Text, form: Sending, error: Option<String>) -> impl IntoView {
    let bad = error.is_some();
    view! {
        <form
            class="form box"
            id="send-photo"
            method="post"
            action=form.action
            enctype="multipart/form-data"
            novalidate
        >
            <FormKeyField key=form.key />
            <div class=if bad { "field bad" } else { "field" }>
                <label class="label" for="file">
                    {form.label}
                </label>
                <input
                    class="input"
                    type="file"
                    id="file"
                    name="file"
                    accept="image/jpeg,image/png,image/webp"
                    aria-describedby=if bad { "file-help file-error" } else { "file-help" }
                    aria-invalid=bad.then_some("true")
                />
                <span class="help" id="file-help">
                    {form.help}
                </span>
                {error
                    .map(|error| {
                        view! {
                            <p class="field-error" id="file-error">
                                <UiIcon name="error" />
                                <span>{error}</span>
                            </p>
                        }
                    })}
            </div>
            <SendPhoto
                form="send-photo".to_owned()
                field="file".to_owned()
                longest=form.longest
                shrinking=t.cards_shrinking().to_owned()
                ready=t.cards_ready().to_owned()
                sending=t.cards_sending().to_owned()
                looking=t.cards_looking().to_owned()
                broken=t.cards_broken().to_owned()
                given_up=t.cards_given_up().to_owned()
            />
            <div class="actions">
                <button class="btn pine">{form.button}</button>
            </div>
        </form>
    }
}
