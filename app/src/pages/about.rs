//! How it works, with the rules; and who sees what. The same for everybody.

use leptos::prelude::*;

use super::home::steps;
use crate::{AppError, Page, Visit};

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

pub async fn privacy(visit: Visit) -> Result<Page, AppError> {
    let t = visit.t();
    let county = visit.county().await?;
    let parts = [
        (t.privacy_public(), t.privacy_public_text()),
        (t.privacy_never(), t.privacy_never_text()),
        (t.privacy_donor(), t.privacy_donor_text()),
        (t.privacy_consent(), t.privacy_consent_text()),
        (t.privacy_cookies(), t.privacy_cookies_text()),
        (t.privacy_report(), t.privacy_report_text()),
        (t.privacy_keep(), t.privacy_keep_text()),
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
        let kept: Vec<_> = county
            .public_phases()
            .filter_map(|phase| Some(t.privacy_keep_phase(phase.title(t.0), &t.date(phase.kept_until()?))))
            .map(|line| view! { <li>{line}</li> })
            .collect();
        view! {
            <div class="page-head">
                <h1>{t.privacy_title()}</h1>
                <p class="soft">{t.privacy_lead()}</p>
            </div>
            <div class="prose">{parts} <ul>{kept}</ul></div>
        }
    });
    Ok(page.shared())
}
