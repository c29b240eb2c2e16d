//! Letters by the clock to schools that owe cards: three days before they are due, on the day, and a week after. Then
//! it is the office's list that knows.

use std::collections::BTreeMap;

use chrono::{TimeDelta, Timelike};

use super::list;
use crate::{
    Day, Result, Store, Time,
    id::{PhaseId, SchoolId},
    lang::{china_date, china_time},
    outbox::{self, Letter, compose},
};

const MORNING: u32 = 8;
/// Days before the due day, as the letters go; less is after it.
const STAGES: [i64; 3] = [3, 0, -7];
/// Older ones are not begun with: after a long downtime, or in a phase that was reopened.
const LAST: i64 = -21;

/// Writes to the teachers of each school that owes cards, once for each stage. Gives the number of letters.
pub async fn remind(store: &Store, now: Time) -> Result<u64> {
    if china_time(now).hour() < MORNING {
        return Ok(0);
    }
    let today = china_date(now);
    let mut owed: BTreeMap<(SchoolId, PhaseId, Day), u32> = BTreeMap::new();
    for line in list::owed(store.read()).await? {
        *owed.entry((line.wish.school_id, line.phase.id, line.due_on)).or_default() += 1;
    }
    let mut told = 0;
    for ((school, phase, due), count) in owed {
        if let Some(stage) = stage(due, today) {
            told += tell(store, (school, phase), (due, stage), count, now).await?;
        }
    }
    Ok(told)
}

/// The last stage that has come.
fn stage(due: Day, today: Day) -> Option<i64> {
    let left = (due - today).num_days();
    STAGES.into_iter().filter(|stage| left <= *stage && left > LAST).min()
}

async fn tell(
    store: &Store,
    (school, phase): (SchoolId, PhaseId),
    (due, stage): (Day, i64),
    count: u32,
    now: Time,
) -> Result<u64> {
    let mut told = 0;
    for to in compose::teachers(store.read(), school).await? {
        let reader = to.account.map_or_else(|| to.email.clone(), |id| id.to_string());
        let once = format!("cards_due/{school}/{phase}/{due}/{stage}/{reader}");
        if outbox::has(store.read(), &once).await? {
            continue;
        }
        let txn = store.write().await?;
        let letter = Letter::CardsDue {
            name: to.name.clone(),
            count,
            due,
            days: (due - china_date(now)).num_days(),
            phase: compose::phase_line(&txn, phase, to.lang).await?,
        };
        told += u64::from(outbox::post_once(store, &txn, &to, &letter, Some(once), now).await?);
        txn.commit().await?;
    }
    Ok(told)
}

/// Overdue after the day in China is over.
pub(crate) fn overdue_since(due: Day) -> Time {
    (due + TimeDelta::days(1)).and_time(chrono::NaiveTime::MIN).and_utc() - TimeDelta::hours(8)
}

#[cfg(test)]
mod tests {
    use chrono::{Days, NaiveDate};

    use super::stage;

    #[test]
    fn each_stage_has_its_days() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let of = |left: i64| {
            let days = Days::new(left.unsigned_abs());
            stage(if left < 0 { today - days } else { today + days }, today)
        };
        let expected = [(4, None), (3, Some(3)), (1, Some(3)), (0, Some(0)), (-6, Some(0)), (-7, Some(-7))];
        for (left, expected) in expected.into_iter().chain([(-20, Some(-7)), (-21, None)]) {
            assert_eq!(of(left), expected, "{left} days left");
        }
    }
}
