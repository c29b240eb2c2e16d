//! Sends a photo over a bad line: shown and shrunk before it is sent, its progress drawn, sent again when the line
//! breaks (the form's key lets it count once). Where anything of this is not possible, the form sends itself.

use leptos::{html::Canvas, prelude::*, task::spawn_local};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, DomParser, Event, File, FormData, HtmlCanvasElement, HtmlElement, HtmlFormElement,
    HtmlInputElement, ImageBitmap, ProgressEvent, SupportedType, XmlHttpRequest,
    js_sys::Promise,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
};

const QUALITY: f64 = 0.86;
/// Seconds before each further try.
const PAUSES: [i32; 4] = [3, 6, 12, 24];
/// Milliseconds that one try may take.
const PATIENCE: u32 = 180_000;

/// What it says meanwhile; the holes in braces are filled here.
#[derive(Clone)]
struct Words {
    shrinking: String,
    ready: String,
    sending: String,
    looking: String,
    broken: String,
    given_up: String,
}

/// What the reader sees of it.
#[derive(Clone, Copy)]
struct Shown {
    said: WriteSignal<String>,
    percent: WriteSignal<Option<f64>>,
    picture: WriteSignal<bool>,
}

/// Under the field with the id `field`, in the form with the id `form`. `longest`: the longer side of what is sent, in
/// pixels.
#[island]
pub fn SendPhoto(
    form: String,
    field: String,
    longest: u32,
    shrinking: String,
    ready: String,
    sending: String,
    looking: String,
    broken: String,
    given_up: String,
) -> impl IntoView {
    let (said, set_said) = signal(String::new());
    let (percent, set_percent) = signal(None::<f64>);
    let (picture, set_picture) = signal(false);
    let (busy, set_busy) = signal(false);
    let shown = Shown { said: set_said, percent: set_percent, picture: set_picture };
    let words = StoredValue::new(Words { shrinking, ready, sending, looking, broken, given_up });
    let canvas = NodeRef::<Canvas>::new();
    let small = StoredValue::new_local(None::<Blob>);
    // How often something was chosen: a large photo that is ready late must not go in place of the one chosen after it.
    let choice = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let Some((sheet, input)) = found(&form, &field) else { return };
        let of_input = input.clone();
        let chosen = move || {
            small.set_value(None);
            choice.update_value(|choice| *choice += 1);
            set_picture.set(false);
            let (Some(file), Some(canvas)) = (file_of(&of_input), canvas.get_untracked()) else { return };
            let this = choice.get_value();
            spawn_local(async move {
                let is_still = move || choice.get_value() == this;
                let ready = prepare(&file, longest, &canvas, &words.get_value(), shown, is_still).await;
                if is_still() {
                    small.set_value(ready);
                }
            });
        };
        let field = field.clone();
        let send = move |event: Event| {
            if busy.get_untracked() {
                return event.prevent_default();
            }
            let Some(photo) = small.get_value() else { return };
            event.prevent_default();
            set_busy.set(true);
            let (sheet, field) = (sheet.clone(), field.clone());
            spawn_local(async move {
                deliver(&sheet, &field, &photo, &words.get_value(), shown).await;
                set_percent.set(None);
                set_busy.set(false);
            });
        };
        listen(chosen, send, &input);
    });
    view! {
        <div class="send-photo">
            <canvas node_ref=canvas hidden=move || !picture.get() aria-hidden="true"></canvas>
            <progress
                max="100"
                prop:value=move || percent.get().unwrap_or_default()
                hidden=move || percent.get().is_none()
                aria-hidden="true"
            ></progress>
            <p class="help" role="status">
                {said}
            </p>
        </div>
    }
}

/// Both listeners stay as long as the page.
fn listen(chosen: impl Fn() + 'static, send: impl Fn(Event) + 'static, input: &HtmlInputElement) {
    let on_change = Closure::<dyn Fn()>::new(chosen);
    let _ = input.add_event_listener_with_callback("change", on_change.as_ref().unchecked_ref());
    on_change.forget();
    let Some(form) = input.form() else { return };
    let on_submit = Closure::<dyn Fn(Event)>::new(send);
    let _ = form.add_event_listener_with_callback("submit", on_submit.as_ref().unchecked_ref());
    on_submit.forget();
}

fn found(form: &str, field: &str) -> Option<(HtmlFormElement, HtmlInputElement)> {
    let form = document().get_element_by_id(form)?.dyn_into().ok()?;
    Some((form, document().get_element_by_id(field)?.dyn_into().ok()?))
}

fn file_of(input: &HtmlInputElement) -> Option<File> {
    input.files()?.get(0)
}

/// Draws the photo and gives what is to be sent. None: the browser cannot open it, and the server says why; or another
/// one was chosen meanwhile.
async fn prepare(
    file: &File,
    longest: u32,
    canvas: &HtmlCanvasElement,
    words: &Words,
    shown: Shown,
    is_still: impl Fn() -> bool,
) -> Option<Blob> {
    shown.said.set(words.shrinking.clone());
    let small = shrunk(file, f64::from(longest), canvas, &is_still).await;
    if !is_still() {
        return None;
    }
    let Ok(small) = small else {
        shown.said.set(String::new());
        return None;
    };
    shown.picture.set(true);
    // A photo that is small already is not made larger.
    let best = if small.size() < file.size() { small } else { file.clone().into() };
    let said = words.ready.replace("{before}", &size(file.size())).replace("{after}", &size(best.size()));
    shown.said.set(said);
    Some(best)
}

async fn shrunk(
    file: &File,
    longest: f64,
    canvas: &HtmlCanvasElement,
    is_still: impl Fn() -> bool,
) -> Result<Blob, JsValue> {
    let photo: ImageBitmap = JsFuture::from(window().create_image_bitmap_with_blob(file)?).await?.dyn_into()?;
    if !is_still() {
        photo.close();
        return Err(JsValue::NULL);
    }
    let (width, height) = (f64::from(photo.width()), f64::from(photo.height()));
    let scale = (longest / width.max(height)).min(1.0);
    let (width, height) = ((width * scale).round(), (height * scale).round());
    canvas.set_width(whole(width));
    canvas.set_height(whole(height));
    let pen: CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into()?;
    pen.draw_image_with_image_bitmap_and_dw_and_dh(&photo, 0.0, 0.0, width, height)?;
    photo.close();
    let written = Promise::new(&mut |done, _| {
        // Without a blob the promise stays open, and the form sends itself.
        let _ = canvas.to_blob_with_type_and_encoder_options(&done, "image/jpeg", &QUALITY.into());
    });
    JsFuture::from(written).await?.dyn_into()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels of a picture")]
fn whole(pixels: f64) -> u32 {
    pixels as u32
}

/// `1.3 MB`, `240 KB`
fn size(bytes: f64) -> String {
    if bytes < 1_048_576.0 { format!("{:.0} KB", bytes / 1_024.0) } else { format!("{:.1} MB", bytes / 1_048_576.0) }
}

/// Sends until the server has answered, or too often in vain.
async fn deliver(form: &HtmlFormElement, field: &str, photo: &Blob, words: &Words, shown: Shown) {
    for pause in PAUSES.map(Some).into_iter().chain([None]) {
        if let Ok(answer) = send(form, field, photo, words, shown).await
            && answered(&answer)
        {
            return;
        }
        shown.percent.set(None);
        let Some(seconds) = pause else { break };
        shown.said.set(words.broken.replace("{seconds}", &seconds.to_string()));
        let waited = Promise::new(&mut |done, _| {
            let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, seconds * 1_000);
        });
        let _ = JsFuture::from(waited).await;
    }
    shown.said.set(words.given_up.clone());
}

/// One try; resolves when it is over, however it went.
async fn send(
    form: &HtmlFormElement,
    field: &str,
    photo: &Blob,
    words: &Words,
    shown: Shown,
) -> Result<XmlHttpRequest, JsValue> {
    let data = FormData::new_with_form(form)?;
    data.set_with_blob_and_filename(field, photo, "card.jpg")?;
    let request = XmlHttpRequest::new()?;
    request.open("POST", &form.action())?;
    request.set_request_header("x-sent-by", "script")?;
    request.set_timeout(PATIENCE);
    let (sending, looking) = (words.sending.clone(), words.looking.clone());
    let drawn = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        let part = if event.length_computable() { event.loaded() / event.total().max(1.0) * 100.0 } else { 0.0 };
        shown.percent.set(Some(part));
        let is_there = part >= 100.0;
        shown.said.set(if is_there { looking.clone() } else { sending.replace("{percent}", &format!("{part:.0}%")) });
    });
    request.upload()?.set_onprogress(Some(drawn.as_ref().unchecked_ref()));
    let over = Promise::new(&mut |done, _| {
        request.set_onloadend(Some(&done));
        // A request that cannot begin ends at once.
        let _ = request.send_with_opt_form_data(Some(&data));
    });
    JsFuture::from(over).await?;
    Ok(request)
}

/// Follows the server's answer; whether there was one that trying again would not change.
fn answered(request: &XmlHttpRequest) -> bool {
    match request.status().unwrap_or_default() {
        0 | 500.. => false,
        201 => go(request.get_response_header("location").ok().flatten()),
        // Somewhere else: to the sign-in.
        200 => go(Some(request.response_url())),
        _ => show(request).is_some(),
    }
}

fn go(to: Option<String>) -> bool {
    to.is_some_and(|to| window().location().assign(&to).is_ok())
}

/// The page that the server answered with, with what is wrong beside its field, in place of this one's.
fn show(request: &XmlHttpRequest) -> Option<()> {
    let html = request.response_text().ok().flatten()?;
    let page = DomParser::new().ok()?.parse_from_string(&html, SupportedType::TextHtml).ok()?;
    document().get_element_by_id("main")?.set_inner_html(&page.get_element_by_id("main")?.inner_html());
    let errors: Option<HtmlElement> = document().get_element_by_id("errors").and_then(|errors| errors.dyn_into().ok());
    if let Some(errors) = errors {
        let _ = errors.focus();
    }
    Some(())
}
