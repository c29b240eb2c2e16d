//! Parts of a picture, in thousandths of its width and height: where an officer put the blur brush.

use serde::{Deserialize, Serialize};

use crate::{Field, Refusal, Result, error::Refusals, text};

/// Thousandths of a side.
pub const WHOLE: u16 = 1000;

/// A rectangle that lies within the picture and is not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    pub left: u16,
    pub top: u16,
    pub right: u16,
    pub bottom: u16,
}

/// Where to blur, as typed and drawn: a rectangle in percent, strokes as `left,top,right,bottom` in thousandths.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Typed {
    #[serde(rename = "blur_left")]
    pub left: String,
    #[serde(rename = "blur_top")]
    pub top: String,
    #[serde(rename = "blur_width")]
    pub width: String,
    #[serde(rename = "blur_height")]
    pub height: String,
    /// What the brush drew, rectangle by rectangle, with blanks between them.
    pub strokes: String,
}

impl Typed {
    fn numbers(&self) -> [(Field, &str); 4] {
        [
            (Field::BlurLeft, &self.left),
            (Field::BlurTop, &self.top),
            (Field::BlurWidth, &self.width),
            (Field::BlurHeight, &self.height),
        ]
    }

    /// What is to be blurred; with strokes, the four numbers may be blank. All that was drawn, however much: what the
    /// officer saw covered must be. A form holds some fifteen thousand squares.
    pub fn areas(&self) -> Result<Vec<Area>> {
        let mut areas: Vec<Area> = self.strokes.split_ascii_whitespace().filter_map(stroke).collect();
        let is_blank = self.numbers().iter().all(|(_, typed)| typed.trim().is_empty());
        if areas.is_empty() && is_blank {
            return Err(Refusal::NothingToBlur.into());
        }
        if !is_blank {
            areas.push(self.rectangle()?);
        }
        Ok(areas)
    }

    fn rectangle(&self) -> Result<Area> {
        let mut refusals = Refusals::default();
        let [left, top, width, height] = self.numbers().map(|(field, typed)| {
            let least = i32::from(matches!(field, Field::BlurWidth | Field::BlurHeight));
            refusals.take(percent(field, typed, least)).unwrap_or_default()
        });
        refusals.settle()?;
        let (right, bottom) = ((left + width).min(WHOLE), (top + height).min(WHOLE));
        if left >= right {
            return Err(Refusal::NotANumber(Field::BlurLeft, 0, 99).into());
        }
        if top >= bottom {
            return Err(Refusal::NotANumber(Field::BlurTop, 0, 99).into());
        }
        Ok(Area { left, top, right, bottom })
    }
}

/// Whole percents as thousandths.
fn percent(field: Field, typed: &str, least: i32) -> std::result::Result<u16, Refusal> {
    let plain = text::half_width(typed);
    let plain = plain.trim().trim_end_matches('%').trim();
    if plain.is_empty() {
        return Err(Refusal::Missing(field));
    }
    let percent = plain.parse::<u16>().ok().filter(|&percent| (least..=100).contains(&i32::from(percent)));
    percent.map(|percent| percent * 10).ok_or(Refusal::NotANumber(field, least, 100))
}

/// One square of a stroke, cut to the picture; none where it lies outside.
fn stroke(typed: &str) -> Option<Area> {
    let mut sides = typed.split(',').map(|side| side.parse::<i32>().ok());
    let mut next = || sides.next().flatten().map(|side| u16::try_from(side.clamp(0, WHOLE.into())).unwrap_or(WHOLE));
    let area = Area { left: next()?, top: next()?, right: next()?, bottom: next()? };
    (area.left < area.right && area.top < area.bottom).then_some(area)
}

#[cfg(test)]
mod tests {
    use super::{Area, Typed};

    fn rectangle(sides: [&str; 4]) -> Typed {
        let [left, top, width, height] = sides.map(ToOwned::to_owned);
        Typed { left, top, width, height, ..Typed::default() }
    }

    #[test]
    fn a_rectangle_is_cut_to_the_picture() {
        let area = |sides| rectangle(sides).areas().unwrap()[0];
        assert_eq!(area(["10", "20", "30", "40"]), Area { left: 100, top: 200, right: 400, bottom: 600 });
        assert_eq!(area(["９０", "0%", "30", "100"]), Area { left: 900, top: 0, right: 1000, bottom: 1000 });
    }

    #[test]
    fn what_is_no_rectangle_is_refused_at_its_fields() {
        for sides in [
            ["", "", "", ""],
            ["100", "0", "5", "5"],
            ["0", "0", "0", "5"],
            ["-1", "0", "5", "5"],
            ["a", "0", "5", "5"],
        ] {
            assert!(rectangle(sides).areas().is_err(), "{sides:?}");
        }
    }

    #[test]
    fn strokes_need_no_numbers_and_stay_in_the_picture() {
        let drawn = Typed { strokes: "10,10,60,60 -5,990,40,1040 nothing 7,7,7,9".to_owned(), ..Typed::default() };
        let expected = [(10, 10, 60, 60), (0, 990, 40, 1000)];
        let expected = expected.map(|(left, top, right, bottom)| Area { left, top, right, bottom });
        assert_eq!(drawn.areas().unwrap(), expected);
        let scribble: Vec<String> =
            (0..9_000).map(|place| format!("{0},{0},{1},{1}", place / 10, place / 10 + 20)).collect();
        let drawn = Typed { strokes: scribble.join(" "), ..Typed::default() };
        assert_eq!(drawn.areas().unwrap().len(), 9_000, "nothing that was drawn is left out");
    }
}
