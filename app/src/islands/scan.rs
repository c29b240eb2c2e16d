//! Reads the square on a tag with the camera, where the browser can ([`BarcodeDetector`]), puts it into the code's
//! field and sends the form; the next gift's page goes on looking. What was just refused is not sent again, and what
//! cannot be a code (a courier's square on the same parcel) not at all. Without it, the code is typed, or the phone's
//! own camera opens the code's page.
//!
//! [`BarcodeDetector`]: https://wicg.github.io/shape-detection-api/

use leptos::{html::Video, prelude::*, task::spawn_local};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    HtmlInputElement, HtmlVideoElement, MediaStream, MediaStreamConstraints, MediaStreamTrack,
    js_sys::{Array, Function, Object, Promise, Reflect},
    wasm_bindgen::{JsCast, JsValue},
};

/// Milliseconds between two looks: a cheap phone needs most of them for one.
const PAUSE: i32 = 250;
/// Signs of a code, without those between them, and how many there are (see `entity::code`).
const SIGNS: &str = "2346789BCDFGHJKMNPQRTVWXYZAEU";
const LENGTH: usize = 10;
/// Remembers, in this tab, that somebody is working through a pile.
const GOING_ON: &str = "scan";

/// The camera under the field with the id `field`.
#[island]
pub fn ScanCode(
    field: String,
    start: String,
    stop: String,
    /// Says that it is looking.
    looking: String,
    /// Says that there is no camera, or that it may not be used.
    refused: String,
    /// What was sent last and is no gift to receive here; blank where nothing was.
    not_again: String,
) -> impl IntoView {
    let (can, set_can) = signal(false);
    let (on, set_on) = signal(false);
    let (said, set_said) = signal(String::new());
    let video = NodeRef::<Video>::new();
    let begin = StoredValue::new(move || {
        let Some(video) = video.get_untracked() else { return };
        let (field, refused, not_again) = (field.clone(), refused.clone(), not_again.clone());
        set_said.set(looking.clone());
        set_on.set(true);
        remember(true);
        spawn_local(async move {
            if scan(&video, &field, &not_again, on).await.is_err() {
                set_said.set(refused);
                remember(false);
            }
            release(&video);
            set_on.set(false);
        });
    });
    Effect::new(move |_| {
        set_can.set(is_possible());
        if is_possible() && is_going_on() {
            begin.with_value(|begin| begin());
        }
    });
    let press = move |_| {
        if on.get() {
            remember(false);
            set_on.set(false);
            set_said.set(String::new());
        } else {
            begin.with_value(|begin| begin());
        }
    };
    view! {
        <div class="scan" hidden=move || !can.get()>
            <button type="button" class="btn quiet wide" on:click=press>
                {move || if on.get() { stop.clone() } else { start.clone() }}
            </button>
            <video node_ref=video hidden=move || !on.get() prop:muted=true playsinline=""></video>
            <p class="help" role="status">
                {said}
            </p>
        </div>
    }
}

/// Looks until a code is found and sent, or the reader stops it.
async fn scan(video: &HtmlVideoElement, field: &str, not_again: &str, on: ReadSignal<bool>) -> Result<(), JsValue> {
    let detector = detector()?;
    let stream: MediaStream = JsFuture::from(camera()?).await?.dyn_into()?;
    video.set_src_object(Some(&stream));
    JsFuture::from(video.play()?).await?;
    let detect: Function = Reflect::get(&detector, &"detect".into())?.dyn_into()?;
    while on.get_untracked() {
        let found: Promise = detect.call1(&detector, video)?.dyn_into()?;
        // A frame that cannot be read is no reason to stop.
        if let Ok(found) = JsFuture::from(found).await
            && let Some(code) =
                Array::from(&found).iter().filter_map(|one| text_of(&one)).find(|text| is_new_code(text, not_again))
        {
            return send(field, &code);
        }
        JsFuture::from(pause()).await?;
    }
    Ok(())
}

/// What stands in a square.
fn text_of(found: &JsValue) -> Option<String> {
    Reflect::get(found, &"rawValue".into()).ok()?.as_string()
}

/// Whether a square may be a tag's, and another than the one that was refused.
fn is_new_code(text: &str, not_again: &str) -> bool {
    signs(text).is_some_and(|code| Some(code) != signs(not_again))
}

/// The signs of a code, from its address or as it is written on paper; none where it cannot be one.
fn signs(text: &str) -> Option<String> {
    let tail = text.rsplit_once("/v/").map_or(text, |(_, code)| code);
    let signs: String =
        tail.chars().filter(|sign| !matches!(sign, '-' | ' ')).map(|sign| sign.to_ascii_uppercase()).collect();
    (signs.len() == LENGTH && signs.chars().all(|sign| SIGNS.contains(sign))).then_some(signs)
}

fn send(field: &str, code: &str) -> Result<(), JsValue> {
    let input: HtmlInputElement = document().get_element_by_id(field).ok_or(JsValue::NULL)?.dyn_into()?;
    input.set_value(code);
    input.form().ok_or(JsValue::NULL)?.request_submit()
}

/// `BarcodeDetector` is not in every browser, and so is asked for by its name.
fn constructor() -> Option<Function> {
    Reflect::get(&window(), &"BarcodeDetector".into()).ok()?.dyn_into().ok()
}

fn is_possible() -> bool {
    let has_camera = Reflect::has(&window().navigator(), &"mediaDevices".into()).unwrap_or(false);
    has_camera && constructor().is_some()
}

fn detector() -> Result<JsValue, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"formats".into(), &Array::of1(&"qr_code".into()))?;
    Reflect::construct(&constructor().ok_or(JsValue::NULL)?, &Array::of1(&options))
}

/// The camera at the back.
fn camera() -> Result<Promise, JsValue> {
    let back = Object::new();
    Reflect::set(&back, &"facingMode".into(), &"environment".into())?;
    let wanted = MediaStreamConstraints::new();
    wanted.set_video(&back);
    window().navigator().media_devices()?.get_user_media_with_constraints(&wanted)
}

fn release(video: &HtmlVideoElement) {
    let Some(stream) = video.src_object() else { return };
    for track in stream.get_tracks().iter().filter_map(|track| track.dyn_into::<MediaStreamTrack>().ok()) {
        track.stop();
    }
    video.set_src_object(None);
}

fn pause() -> Promise {
    Promise::new(&mut |done, _| {
        // Without a timer there is nothing to wait for.
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, PAUSE);
    })
}

fn remember(going_on: bool) {
    let Ok(Some(storage)) = window().session_storage() else { return };
    // A browser that keeps nothing only asks for the button again.
    let _ = if going_on { storage.set_item(GOING_ON, "on") } else { storage.remove_item(GOING_ON) };
}

fn is_going_on() -> bool {
    window().session_storage().ok().flatten().and_then(|kept| kept.get_item(GOING_ON).ok().flatten()).is_some()
}

#[cfg(test)]
mod tests {
    use super::is_new_code;

    #[test]
    fn what_was_refused_and_what_is_no_code_are_left_alone() {
        let tag = "https://example.org/v/K7M49XQ2TP";
        assert!(is_new_code(tag, "") && is_new_code("K7M4-9XQ2-TP", "") && is_new_code(tag, "SF1234567890123"));
        assert!(!is_new_code(tag, tag) && !is_new_code(tag, "k7m4-9xq2-tp"), "it was refused a moment ago");
        for waybill in ["SF1234567890123", "1234567890", "https://courier.example/v/", "https://courier.example/q", ""]
        {
            assert!(!is_new_code(waybill, ""), "{waybill}");
        }
    }
}
