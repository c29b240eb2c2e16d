//! The contract of an adoption, in one language: what its page shows and what its PDF prints, from one source.
//!
//! Once accepted it says what was accepted, whatever has changed since; one that was accepted before its text was kept
//! says what the clauses say now, under no number.

use entity::{
    Fen, Lang,
    adoption::{
        list::Contract as Read,
        sign::{PAY, PAY_LEAST},
        wording::{Wording, Words},
    },
    organiser::Model as Organiser,
    plot::browse::PublicPlot,
};

use super::Deed;
use crate::{parts::plot_card::mu, text::Text};

/// `head`: the name of the household's head, for the paper that the village keeps; nowhere else.
pub fn contract(t: Text, read: &Read, head: Option<&str>) -> Deed {
    let household = match head {
        Some(head) => format!("{} · {}", read.plot.household, t.contract_head(head)),
        None => t.contract_household_alias(&read.plot.household),
    };
    let party = if read.party.is_empty() { t.contract_unsigned().to_owned() } else { read.party.clone() };
    let adoption = &read.adoption;
    let accepted = adoption.signed_at.map(|at| t.contract_accepted(&t.time(at)));
    let handed_over = read.handed_over.map(|day| t.contract_handed_over(&t.date(day)));
    let paper = adoption
        .household_signed_on
        .map(|day| t.contract_signed_paper(&t.date(day), adoption.paper_no.as_deref().unwrap_or_default()));
    let words = match &read.accepted {
        Some(accepted) => accepted.wording.of(t.0).clone(),
        None => words(t, read),
    };
    let lines = match head {
        Some(_) => vec![t.contract_sign_here(), t.contract_witness_here(), t.contract_date_here()],
        None => Vec::new(),
    };
    Deed {
        lang: t.0,
        title: words.title,
        subtitle: words.number,
        parties: vec![
            (words.donor, party),
            (words.household, household),
            (words.witness, t.contract_witness_of(&read.village)),
            (words.organiser, words.organised_by),
        ],
        clauses: words.clauses,
        signatures: accepted.into_iter().chain(handed_over).chain(paper).collect(),
        lines,
        text_no: read.accepted.as_ref().map(|accepted| t.contract_text_no(accepted.number())),
    }
}

/// What a contract says now, in both languages and without names: what its donor accepts.
pub fn wording(zh: &Read, en: &Read) -> Wording {
    Wording { zh: words(Text(Lang::Zh), zh), en: words(Text(Lang::En), en) }
}

fn words(t: Text, read: &Read) -> Words {
    Words {
        title: t.contract_title().to_owned(),
        number: t.adoption_contract_no(&read.adoption.code.grouped()),
        donor: t.contract_donor().to_owned(),
        household: t.contract_household().to_owned(),
        witness: t.contract_witness().to_owned(),
        organiser: t.contract_organiser().to_owned(),
        organised_by: organiser(t, &read.organiser),
        clauses: clauses(t, read),
    }
}

/// Who answers for it, with what the law asks to be named.
pub(super) fn organiser(t: Text, organiser: &Organiser) -> String {
    let basis = organiser.legal_basis.map(|basis| t.legal_basis(basis).to_owned());
    let parts = [
        Some(organiser.name(t.0).to_owned()),
        basis,
        Some(organiser.qualification_no.clone()),
        Some(organiser.filing_no.clone()),
        Some(organiser.contact.clone()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn clauses(t: Text, read: &Read) -> Vec<String> {
    let plot = &read.plot;
    let day = |day: Option<entity::Day>| day.map_or_else(String::new, |day| t.date(day));
    let split = plot.split;
    vec![
        t.contract_1(
            plot.number.0,
            &t.plot_area_of(&mu(plot.area_m2), plot.area_m2),
            &crop(t, &read.plot),
            &plot.standard,
        ),
        price(t, read),
        t.contract_pay(PAY.num_days(), PAY_LEAST.num_days()),
        t.contract_3(
            &split.farmer.to_string(),
            &split.inputs.to_string(),
            &split.logistics.to_string(),
            &split.charity.to_string(),
        ),
        t.contract_4(&day(plot.sow_on), &day(plot.harvest_on)),
        t.contract_5(&plot.harvest.to_string(), t.plot_mode_name(plot.mode)),
        t.contract_6(t.shortfall_rule(plot.shortfall_rule)),
        t.contract_7().to_owned(),
        t.contract_8().to_owned(),
        t.contract_9().to_owned(),
        t.contract_10().to_owned(),
    ]
}

/// What the shares cost, and what of it the season before pays.
fn price(t: Text, read: &Read) -> String {
    let (plot, adoption) = (&read.plot, &read.adoption);
    let (shares, amount) = (adoption.shares, adoption.amount_fen);
    let credit = adoption.credit(plot.share_price);
    if credit == Fen::ZERO {
        return t.contract_2(shares, plot.shares, &amount.to_string());
    }
    let whole = Fen(amount.0 + credit.0);
    t.contract_2_credited(shares, plot.shares, &whole.to_string(), &credit.to_string(), &amount.to_string())
}

/// What grows, with its variety.
pub(super) fn crop(t: Text, plot: &PublicPlot) -> String {
    let crop = t.crop(plot.crop);
    match (t.0, plot.variety.as_str()) {
        (Lang::Zh, "") => crop.to_owned(),
        (Lang::Zh, variety) => format!("{crop}（{variety}）"),
        (Lang::En, "") => crop.to_lowercase(),
        (Lang::En, variety) => format!("{} ({variety})", crop.to_lowercase()),
    }
}
