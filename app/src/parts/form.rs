//! Fields of forms: label above, help below, the refusal beside the field and all of them summed up on top.
//!
//! A form that was refused is rendered again with [`Told`] and the typed values, at 422.

mod fields;
mod file;

use std::sync::Arc;

use entity::{Field, Lang, Refused};
use leptos::prelude::*;

use super::{icon::UiIcon, notice::unbroken};
use crate::text::Text;

pub use fields::{AreaField, PickField, SelectField, TextField, TickField};
pub use file::{PhotoField, TableField};

/// What a form was told: each refusal as a sentence, with the field it belongs to.
#[derive(Clone, Debug, Default)]
pub struct Told(Arc<Vec<(Option<Field>, String)>>);

impl Told {
    /// A fresh form.
    pub fn nothing() -> Self {
        Self::default()
    }

    pub fn new(lang: Lang, refused: &Refused) -> Self {
        Self(Arc::new(refused.0.iter().map(|r| (r.field(), Text(lang).refusal(r))).collect()))
    }

    /// One sentence of the page's own, beside one field.
    pub fn at_field(field: Field, sentence: &str) -> Self {
        Self(Arc::new(vec![(Some(field), sentence.to_owned())]))
    }

    /// The sentence beside this field.
    pub fn at(&self, field: Field) -> Option<String> {
        self.0.iter().find(|(at, _)| *at == Some(field)).map(|(_, sentence)| sentence.clone())
    }

    pub fn is_nothing(&self) -> bool {
        self.0.is_empty()
    }
}

/// All refusals on top of the form, each leading to its field.
#[component]
pub fn FormErrors(told: Told, t: Text) -> impl IntoView {
    (!told.is_nothing()).then(|| {
        let lines: Vec<_> = told
            .0
            .iter()
            .map(|(field, sentence)| match field {
                Some(field) => {
                    let name = t.field(*field);
                    let line = if sentence.contains(name) {
                        sentence.clone()
                    } else {
                        format!("{name}{}{sentence}", t.0.pick("：", ": "))
                    };
                    view! {
                        <li>
                            <a href=format!("#{}", field.key())>{unbroken(&line)}</a>
                        </li>
                    }
                    .into_any()
                }
                None => view! { <li>{unbroken(sentence)}</li> }.into_any(),
            })
            .collect();
        let is_of_fields = told.0.iter().any(|(field, _)| field.is_some());
        let title = if is_of_fields { t.errors_title(lines.len()) } else { t.refused_title().to_owned() };
        view! {
            <div class="errors" role="alert" tabindex="-1" id="errors">
                <h2>
                    <UiIcon name="error" />
                    {title}
                </h2>
                <ul>{lines}</ul>
            </div>
        }
    })
}

/// The hidden key that lets a form that is sent twice have one effect.
#[component]
pub fn FormKeyField(key: String) -> impl IntoView {
    view! { <input type="hidden" name="form" value=key /> }
}
