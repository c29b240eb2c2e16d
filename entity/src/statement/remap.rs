//! An officer says what the columns of a bank's table mean, and where its headings are; it is remembered for the bank.
//! What was named wrongly is named anew until a line is booked.

use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde::Deserialize;

use super::{
    ActiveModel, State, bring,
    columns::{self, NEEDED},
    count,
};
use crate::{
    Field, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    id::StatementId,
    import::{Table, columns::Mapping, header::may_be_headings},
    journal::{self, Act, Subject},
    organiser, text,
};

/// Headings stand above the lines, and no table is longer.
const LAST_ROW: i32 = 200_000;

/// The form: for each field the number of its column, from 0; blank where the table has none.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub header_row: String,
    pub arrived_on: String,
    pub amount_in: String,
    pub amount_out: String,
    pub direction: String,
    pub payer: String,
    pub remark: String,
    pub serial: String,
}

impl Typed {
    pub fn of(header_row: i32, mapping: &Mapping) -> Self {
        let column = |field| mapping.column(field).map_or_else(String::new, |column| column.to_string());
        Self {
            header_row: header_row.to_string(),
            arrived_on: column(Field::ArrivedOn),
            amount_in: column(Field::AmountIn),
            amount_out: column(Field::AmountOut),
            direction: column(Field::Direction),
            payer: column(Field::Payer),
            remark: column(Field::Remark),
            serial: column(Field::Serial),
        }
    }

    /// What was chosen for a field.
    pub fn column(&self, field: Field) -> &str {
        self.columns().into_iter().find(|(its, _)| *its == field).map_or("", |(_, column)| column)
    }

    fn columns(&self) -> [(Field, &str); 7] {
        [
            (Field::ArrivedOn, &self.arrived_on),
            (Field::AmountIn, &self.amount_in),
            (Field::AmountOut, &self.amount_out),
            (Field::Direction, &self.direction),
            (Field::Payer, &self.payer),
            (Field::Remark, &self.remark),
            (Field::Serial, &self.serial),
        ]
    }
}

/// The headings of a table whose columns can still be named; they name no one. None: the table is gone, its lines are
/// read or booked right now, or the server gave up at it and it cannot be opened.
pub async fn headings(store: &Store, _officer: Officer, statement: &super::Model) -> Result<Option<Vec<String>>> {
    if !is_at_rest(statement) || !bring::is_kept(store.read(), statement.id).await? {
        return Ok(None);
    }
    match bring::unseal(store, store.read(), statement).await {
        Ok(table) => Ok(Some(table.headings().to_vec())),
        Err(_) if statement.failed_at.is_some() => Ok(None),
        Err(error) => Err(error),
    }
}

const fn is_at_rest(statement: &super::Model) -> bool {
    matches!(statement.state, State::Unmapped | State::Ready)
}

/// Its lines are read anew. With the headings in another line, the columns are read from there and the choices dropped.
pub async fn remap(
    store: &Store,
    officer: Officer,
    id: StatementId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let statement = super::locked(&txn, id).await?;
    if !is_at_rest(&statement) {
        return Err(Refusal::PaymentMoved.into());
    }
    // It is gone with the first line that was booked, or in time.
    let before = bring::unseal(store, &txn, &statement).await?;
    let organiser = organiser::change::find(&txn, statement.organiser_id).await?;
    let bank = columns::bank(&organiser);
    let row = text::number(Field::HeaderRow, &typed.header_row, 1..=LAST_ROW)?;
    let table = if row == statement.header_row {
        let mapping = Mapping::chosen(typed.columns(), &NEEDED, before.headings().len())?;
        columns::remember(&txn, &bank, before.headings(), &mapping).await?;
        Table { mapping, ..before }
    } else {
        let remembered = columns::remembered(&txn, &bank).await?;
        let line = u32::try_from(row).unwrap_or_default();
        // A line that could be somebody's payment names no columns, and is not kept as if it did.
        let found = before.sheet.line(line).filter(|line| may_be_headings(line));
        let headings = found.ok_or(Refusal::NotHeadings)?;
        let mapping = columns::by_headings(&headings.cells, &remembered);
        Table { header: line, mapping, ..before }
    };
    let is_known = columns::lacks(&table.mapping).is_empty() && row == statement.header_row;
    let row = ActiveModel {
        id: Set(id),
        header_row: Set(row),
        mapping: Set(table.mapping.to_text()),
        row_count: Set(count(table.rows().count())),
        state: Set(if is_known { State::Reading } else { State::Unmapped }),
        tries: Set(0),
        failed_at: Set(None),
        ..Default::default()
    };
    row.update(&txn).await?;
    super::clear(&txn, id).await?;
    journal::note(&txn, officer, Act::StatementMapped, Subject("statement", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
