//! The blur brush on a card: strokes drawn with a finger, a pen or the mouse become rectangles in a hidden field; the
//! rectangle typed in percent is drawn too. Without JavaScript the picture and the numbers alone work.

use leptos::{
    html::{Div, Input},
    prelude::*,
};
use web_sys::{PointerEvent, wasm_bindgen::JsCast};

/// Thousandths of a side.
const WHOLE: f64 = 1_000.0;

/// `left,top,right,bottom` in thousandths.
type Square = [i32; 4];

/// The picture with the brush over it. `wide`, `high`: of the picture, in pixels.
#[island]
pub fn BlurBrush(
    picture: String,
    says: String,
    /// What was drawn before, when the form comes back.
    strokes: String,
    wide: i32,
    high: i32,
    draw: String,
    size: String,
    undo: String,
    clear: String,
) -> impl IntoView {
    let (can, set_can) = signal(false);
    let (drawn, set_drawn) = signal(read(&strokes));
    let (brush, set_brush) = signal(60.0_f64);
    let (typed, set_typed) = signal(None::<Square>);
    let drawing = StoredValue::new(false);
    let pad = NodeRef::<Div>::new();
    let range = NodeRef::<Input>::new();
    let shape = f64::from(wide.max(1)) / f64::from(high.max(1));
    Effect::new(move |_| {
        set_can.set(true);
        set_typed.set(rectangle());
        let watching = window_event_listener(leptos::ev::input, move |_| set_typed.set(rectangle()));
        on_cleanup(move || watching.remove());
    });
    let dab = move |event: &PointerEvent| {
        let Some(pad) = pad.get_untracked() else { return };
        let frame = pad.get_bounding_client_rect();
        let at = |place: i32, from: f64, whole: f64| (f64::from(place) - from) / whole.max(1.0) * WHOLE;
        let (x, y) =
            (at(event.client_x(), frame.left(), frame.width()), at(event.client_y(), frame.top(), frame.height()));
        let across = brush.get_untracked() / 2.0;
        let down = across * shape;
        let square = [x - across, y - down, x + across, y + down].map(whole);
        set_drawn.update(|strokes| {
            if let Some(stroke) = strokes.last_mut()
                && stroke.last().is_none_or(|last| far(*last, square, across))
            {
                stroke.push(square);
            }
        });
    };
    let press = move |event: PointerEvent| {
        event.prevent_default();
        if let Some(pad) = pad.get_untracked() {
            // Without it, a stroke ends at the picture's border.
            let _ = pad.set_pointer_capture(event.pointer_id());
        }
        drawing.set_value(true);
        set_drawn.update(|strokes| strokes.push(Vec::new()));
        dab(&event);
    };
    let drag = move |event: PointerEvent| {
        if drawing.get_value() {
            event.prevent_default();
            dab(&event);
        }
    };
    let lift = move |_: PointerEvent| drawing.set_value(false);
    let resize = move |_| {
        let chosen = range.get_untracked().and_then(|range| range.value().parse().ok());
        set_brush.set(chosen.unwrap_or(60.0));
    };
    let squares = move || {
        let all = drawn.get().into_iter().flatten().chain(typed.get());
        all.map(|[left, top, right, bottom]| {
            view! { <rect x=left y=top width=right - left height=bottom - top /> }
        })
        .collect::<Vec<_>>()
    };
    view! {
        <div class="blur-brush">
            <p class="help" hidden=move || !can.get()>
                {draw}
            </p>
            <div
                class="blur-pad"
                class:on=move || can.get()
                node_ref=pad
                on:pointerdown=press
                on:pointermove=drag
                on:pointerup=lift
                on:pointercancel=lift
            >
                <img src=picture alt=says width=wide height=high draggable="false" />
                <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
                    {squares}
                </svg>
            </div>
            <input type="hidden" name="strokes" value=strokes prop:value=move || written(&drawn.get()) />
            <div class="blur-tools" hidden=move || !can.get()>
                <label>
                    {size}
                    <input type="range" min="20" max="160" step="10" value="60" node_ref=range on:input=resize />
                </label>
                <button
                    type="button"
                    class="btn quiet"
                    on:click=move |_| set_drawn.update(|strokes| { strokes.pop(); })
                >
                    {undo}
                </button>
                <button type="button" class="btn quiet" on:click=move |_| set_drawn.set(Vec::new())>
                    {clear}
                </button>
            </div>
        </div>
    }
}

/// Another dab only where the last one leaves a gap.
fn far(last: Square, next: Square, brush: f64) -> bool {
    let apart = |i: usize| f64::from(last[i] - next[i]).abs();
    apart(0).max(apart(1)) > brush / 3.0
}

#[expect(clippy::cast_possible_truncation, reason = "thousandths of a side")]
fn whole(part: f64) -> i32 {
    part.round().clamp(0.0, WHOLE) as i32
}

/// All dabs as the server reads them, one stroke after another.
fn written(strokes: &[Vec<Square>]) -> String {
    let dabs = strokes.iter().flatten().map(|[left, top, right, bottom]| format!("{left},{top},{right},{bottom}"));
    dabs.collect::<Vec<_>>().join(" ")
}

/// What [`written`] wrote, as one stroke.
fn read(strokes: &str) -> Vec<Vec<Square>> {
    let dabs: Vec<Square> = strokes
        .split_ascii_whitespace()
        .filter_map(|dab| {
            let sides: Vec<i32> = dab.split(',').filter_map(|side| side.parse().ok()).collect();
            sides.try_into().ok()
        })
        .collect();
    if dabs.is_empty() { Vec::new() } else { vec![dabs] }
}

/// The rectangle in the number fields, once all four hold a number.
fn rectangle() -> Option<Square> {
    let number = |id: &str| -> Option<i32> {
        let field: web_sys::HtmlInputElement = document().get_element_by_id(id)?.dyn_into().ok()?;
        field.value().trim().parse::<i32>().ok().filter(|percent| (0..=100).contains(percent))
    };
    let (left, top) = (number("blur_left")?, number("blur_top")?);
    let (right, bottom) = (left + number("blur_width")?, top + number("blur_height")?);
    Some([left, top, right.min(100), bottom.min(100)].map(|percent| percent * 10))
}

#[cfg(test)]
mod tests {
    use super::{far, read, written};

    #[test]
    fn what_is_written_is_read_again() {
        let strokes = vec![vec![[1, 2, 30, 40], [5, 6, 70, 80]], vec![[0, 0, 1000, 1000]]];
        let text = written(&strokes);
        assert_eq!(text, "1,2,30,40 5,6,70,80 0,0,1000,1000");
        assert_eq!(written(&read(&text)), text);
        assert!(read("").is_empty());
    }

    #[test]
    fn dabs_overlap() {
        assert!(!far([0, 0, 60, 60], [5, 5, 65, 65], 30.0));
        assert!(far([0, 0, 60, 60], [11, 0, 71, 60], 30.0));
    }
}
