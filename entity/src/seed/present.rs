//! Phase 5, running, with wishes in every state, and phase 6 in preparation.

use chrono::TimeDelta;
use sea_orm::{ActiveValue::Set, entity::prelude::*};

use super::{
    cast::People,
    county::County,
    gift::{Children, Plan},
    past,
    stage::{STAGES, Stage},
};
use crate::{
    Lang, Result, Store, Time,
    child::consent,
    claim::{self, NoteState, Source},
    handout::{problem, receipt},
    id::{AccountId, ClaimId},
    lang::china_date,
    outbox::{self, Letter, Recipient, compose},
    phase,
    store::Txn,
    substitution,
    wish::{self, Status, search},
};

pub(super) async fn tell(
    store: &Store,
    txn: &Txn,
    county: &County,
    people: &People,
    children: &mut Children<'_>,
    now: Time,
) -> Result<()> {
    let phase = past::open_phase(txn, county, 5, now + TimeDelta::days(32), phase::State::Open).await?;
    let mut story = Story { store, txn, county, people, phase, now };
    let mut number = 0;
    for (stage, times) in STAGES {
        for _ in 0..times {
            story.gift(children, stage, number).await?;
            number += 1;
        }
    }
    prepare(txn, county, people, children, now).await
}

/// Phase 6: nothing is public yet, and two required things are still blank.
async fn prepare(txn: &Txn, county: &County, people: &People, children: &mut Children<'_>, now: Time) -> Result<()> {
    let phase = past::open_phase(txn, county, 6, now + TimeDelta::days(120), phase::State::Draft).await?;
    phase::ActiveModel { organiser_id: Set(None), hand_out_on: Set(None), ..phase.clone().into() }.update(txn).await?;
    for school in 0..county.schools.len() {
        let plan = Plan {
            phase: phase.id,
            place: county.schools[school],
            teacher: people.teachers[school],
            status: Status::Approved,
            written: now - TimeDelta::days(3),
            opened: None,
            closes_on: None,
            received: None,
            handed_out: None,
            reason: None,
        };
        children.wish(txn, &plan).await?;
    }
    Ok(())
}

struct Story<'a> {
    store: &'a Store,
    txn: &'a Txn,
    county: &'a County,
    people: &'a People,
    phase: phase::Model,
    now: Time,
}

impl Story<'_> {
    async fn gift(&mut self, children: &mut Children<'_>, stage: Stage, number: usize) -> Result<()> {
        let school = number % self.county.schools.len();
        let wish = children.wish(self.txn, &self.plan(stage, school, number)).await?;
        if stage == Stage::Open {
            return search::index(self.txn, &wish).await;
        }
        let Some(state) = stage.claim_state() else { return Ok(()) };
        let claim = self.claim(&wish, stage, state, number).await?;
        self.in_hand(&wish, &claim, stage, school).await?;
        if claim.account_id == Some(self.people.lin) {
            self.letter(&wish, &claim, stage).await?;
        }
        Ok(())
    }

    fn plan(&self, stage: Stage, school: usize, number: usize) -> Plan {
        let days = i64::try_from(number % 23).unwrap_or(0);
        let public = !matches!(stage, Stage::Draft | Stage::Submitted | Stage::Returned);
        let here = matches!(stage, Stage::Received | Stage::HandedOut | Stage::Problem);
        let fresh = if public { 30 + days } else { 1 + days % 5 };
        Plan {
            phase: self.phase.id,
            place: self.county.schools[school],
            teacher: self.people.teachers[school],
            status: stage.wish_status(),
            written: self.now - TimeDelta::days(fresh) - TimeDelta::minutes(11 * days),
            opened: public.then_some(self.now - TimeDelta::days(20)),
            closes_on: public.then_some(self.phase.claim_until).flatten(),
            received: here.then_some(self.now - TimeDelta::days(3 + days % 9)),
            handed_out: (stage == Stage::HandedOut).then_some(self.now - TimeDelta::days(1)),
            reason: match stage {
                Stage::Returned => Some("请写明尺码和颜色，爱心人士才买得对。"),
                Stage::Withdrawn => Some("孩子转学了"),
                _ => None,
            },
        }
    }

    fn donor(&self, stage: Stage, number: usize) -> AccountId {
        let people = self.people;
        match (stage, number % 4) {
            (Stage::Due | Stage::Problem, _) | (_, 0) => people.lin,
            (_, 1) => people.company,
            (_, 2) => people.grace,
            _ => people.others[number % people.others.len()],
        }
    }

    async fn claim(
        &self,
        wish: &wish::Model,
        stage: Stage,
        state: claim::State,
        number: usize,
    ) -> Result<claim::Model> {
        let held = stage == Stage::Held;
        let sent = matches!(stage, Stage::Shipped | Stage::Received | Stage::HandedOut | Stage::Problem);
        // Three days on the way, and three to buy it.
        let shipped = wish.received_at.unwrap_or(self.now - TimeDelta::days(3)) - TimeDelta::days(3);
        let made = match stage {
            Stage::Held => self.now - TimeDelta::hours(5),
            Stage::Due => self.now - TimeDelta::days(13) - TimeDelta::minutes(7),
            _ => shipped - TimeDelta::days(3) - TimeDelta::minutes(7),
        };
        let noted = number.is_multiple_of(6) && !held;
        let row = claim::ActiveModel {
            wish_id: Set(wish.id),
            source: Set(Source::Donor),
            account_id: Set((!held).then(|| self.donor(stage, number))),
            holder_email: Set(held.then(|| format!("visitor{number}@example.org"))),
            holder_name: Set(held.then(|| "路过的人".to_owned())),
            lang: Set(Lang::Zh),
            batch: Set(self.store.dice.id()),
            state: Set(state),
            made_at: Set(made),
            held_until: Set(held.then_some(made + TimeDelta::hours(48))),
            rules_accepted_at: Set(Some(made)),
            confirmed_at: Set((!held).then_some(made)),
            give_by: Set((!held).then(|| china_date(made + TimeDelta::days(14)))),
            reminders: Set(0),
            shipped_at: Set(sent.then_some(shipped)),
            carrier: Set(sent.then(|| "样例快递".to_owned())),
            tracking_no: Set(sent.then(|| format!("SAMPLE{:06}", 4_711 + number))),
            received_at: Set(wish.received_at),
            fulfilled_at: Set(wish.handed_out_at),
            note: Set(noted.then(|| "愿你每天都有新发现。祝学习进步！".to_owned())),
            note_state: Set(noted.then_some(if sent { NoteState::Approved } else { NoteState::Waiting })),
            ..Default::default()
        };
        Ok(row.insert(self.txn).await?)
    }

    /// What the school did with it.
    async fn in_hand(&self, wish: &wish::Model, claim: &claim::Model, stage: Stage, school: usize) -> Result<()> {
        let teacher = self.people.teachers[school];
        if let Some(received_at) = wish.received_at {
            let row = receipt::ActiveModel {
                claim_id: Set(claim.id),
                wish_id: Set(wish.id),
                received_by: Set(teacher),
                received_at: Set(received_at),
                item_matches: Set(true),
                is_new: Set(true),
                is_safe: Set(true),
                no_contact_details: Set(true),
            };
            receipt::Entity::insert(row).exec_without_returning(self.txn).await?;
        }
        match stage {
            Stage::Problem => self.problem(wish, claim.id, teacher).await,
            Stage::HandedOut => {
                let line = [(wish.id, claim.id)];
                let at = wish.handed_out_at.unwrap_or(self.now);
                past::hand_out(self.txn, self.phase.id, wish.school_id, teacher, &line, at).await
            }
            Stage::Due => self.question(claim.id).await,
            _ => Ok(()),
        }
    }

    async fn problem(&self, wish: &wish::Model, claim: ClaimId, teacher: AccountId) -> Result<()> {
        let row = problem::ActiveModel {
            wish_id: Set(wish.id),
            claim_id: Set(claim),
            kind: Set(problem::Kind::Wrong),
            remark: Set("颜色和写的不一样".to_owned()),
            noted_by: Set(teacher),
            noted_at: Set(self.now - TimeDelta::days(2)),
            ..Default::default()
        };
        row.insert(self.txn).await?;
        Ok(())
    }

    async fn question(&self, claim: ClaimId) -> Result<()> {
        let row = substitution::ActiveModel {
            claim_id: Set(claim),
            question: Set("蓝色的没有货了，绿色的可以吗？".to_owned()),
            asked_at: Set(self.now - TimeDelta::days(1)),
            ..Default::default()
        };
        row.insert(self.txn).await?;
        Ok(())
    }

    /// Mr Lin has his letters, so that the demonstration's mail shelf is not empty.
    async fn letter(&self, wish: &wish::Model, claim: &claim::Model, stage: Stage) -> Result<()> {
        let lin = crate::account::Entity::find_by_id(self.people.lin).one(self.txn).await?;
        let Some(lin) = lin else { return Ok(()) };
        let phase = compose::phase_line(self.txn, self.phase.id, lin.lang).await?;
        let gift = compose::gift(self.txn, wish, lin.lang).await?;
        let (name, today) = (lin.name.clone(), china_date(self.now));
        let give_by = claim.give_by.unwrap_or(today);
        let with_card = consent::with_card(self.txn, wish.consent_id).await?;
        let letter = match stage {
            Stage::Confirmed | Stage::Due => Letter::ClaimConfirmed {
                name,
                gifts: vec![(gift, compose::delivery(self.txn, wish.school_id).await?)],
                give_by,
                grace: self.phase.grace_days,
                to_pool: claim::lapse::to_pool(&self.phase, give_by, today),
                phase,
            },
            Stage::Received => Letter::Received {
                name,
                gift,
                on: china_date(claim.received_at.unwrap_or(self.now)),
                hand_out_on: self.phase.hand_out_on,
                phase,
            },
            Stage::HandedOut => Letter::HandedOut {
                name,
                gift,
                more: Vec::new(),
                on: china_date(claim.fulfilled_at.unwrap_or(self.now)),
                by_guardian: true,
                by_teacher: false,
                phase_total: 12,
                phase_schools: 8,
                card_days: (!with_card.is_empty()).then_some(self.phase.card_days),
                cards: with_card.len(),
                note_unread: false,
                unread: 0,
                refused: 0,
                phase,
            },
            _ => return Ok(()),
        };
        outbox::post(self.store, self.txn, &Recipient::from(&lin), &letter, self.now).await
    }
}
