//! How it works, with the rules; and who sees what. The same for everybody.

use leptos::prelude::*;

use super::home::steps;
use crate::{Page, Visit};

pub async fn about(visit: Visit) -> Page {
    let t = visit.t();
    let questions = [
        (t.about_q_substitute(), t.about_a_substitute()),
        (t.about_q_note(), t.about_a_note()),
        (t.about_q_contact(), t.about_a_contact()),
        (t.about_q_money(), t.about_a_money()),
        (t.about_q_company(), t.about_a_company()),
    ];
    let page = visit.page(t.about_title(), || {
        let questions: Vec<_> = questions
            .into_iter()
            .map(|(question, answer)| {
                view! {
                    <h3>{question}</h3>
                    <p>{answer}</p>
                }
            })
            .collect();
        view! {
            <div class="page-head">
                <h1>{t.about_title()}</h1>
                <p class="soft">{t.about_lead()}</p>
            </div>
            {steps(t)}
            <div class="prose">
                <h2>{t.about_rules()}</h2>
                <ul>
                    <li>{t.rule_new()}</li>
                    <li>{t.rule_by_any()}</li>
                    <li>{t.rule_contact()}</li>
                </ul>
                <h2>{t.about_times()}</h2>
                <ul>
                    <li>{t.about_time_hold()}</li>
                    <li>{t.about_time_give()}</li>
                    <li>{t.about_time_lapse()}</li>
                    <li>{t.about_time_release()}</li>
                </ul>
                <h2>{t.about_questions()}</h2>
                {questions}
            </div>
            <p class="actions">
                <a class="btn" href="/wishes">
                    {t.see_wishes()}
                </a>
                <a class="btn quiet" href="/privacy">
                    {t.privacy_link()}
                </a>
            </p>
        }
    });
    page.shared()
}

pub async fn privacy(visit: Visit) -> Page {
    let t = visit.t();
    let parts = [
        (t.privacy_public(), t.privacy_public_text()),
        (t.privacy_never(), t.privacy_never_text()),
        (t.privacy_donor(), t.privacy_donor_text()),
        (t.privacy_consent(), t.privacy_consent_text()),
        (t.privacy_cookies(), t.privacy_cookies_text()),
    ];
    let page = visit.page(t.privacy_title(), || {
        let parts: Vec<_> = parts
            .into_iter()
            .map(|(title, text)| {
                view! {
                    <h2>{title}</h2>
                    <p>{text}</p>
                }
            })
            .collect();
        view! {
            <div class="page-head">
                <h1>{t.privacy_title()}</h1>
                <p class="soft">{t.privacy_lead()}</p>
            </div>
            <div class="prose">{parts}</div>
        }
    });
    page.shared()
}
