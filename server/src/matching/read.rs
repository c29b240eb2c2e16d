//! Both files, as what the engine is asked; or the first thing that is wrong with them.

use std::{
    collections::HashMap,
    fmt, fs, io,
    panic::resume_unwind,
    path::{Path, PathBuf},
    thread,
};

use entity::{
    Fen,
    matching::assign::{Offer, Wish},
};

use super::{
    places::{is_stream, named},
    table::{Cells, Table},
    threads,
    wrong::{Misfit, Wrong},
};

const WISHES: [&str; 7] = ["id", "school", "township", "grade", "category", "price", "waiting_days"];
const OFFERS: [&str; 9] =
    ["id", "max_count", "budget", "categories", "townships", "schools", "grade_min", "grade_max", "max_price"];
/// Rows are counted with 32 bits.
const MOST_ROWS: usize = i32::MAX as usize;
/// The dearest wish: ten million yuan.
const MOST_FEN: u64 = 1_000_000_000;

/// What the files ask; ids by position.
pub(super) struct Asked {
    pub wish_id: Vec<u64>,
    pub wishes: Vec<Wish>,
    pub offer_id: Vec<u64>,
    pub offers: Vec<Offer>,
}

/// A file that cannot be understood.
#[derive(Debug)]
pub(super) struct Bad {
    file: PathBuf,
    misfit: Misfit,
}

impl fmt::Display for Bad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", named(&self.file, "standard input"), self.misfit)
    }
}

/// Reads both files.
pub(super) fn read(wishes: &Path, offers: &Path) -> Result<Asked, Bad> {
    let asked = file(wishes, &WISHES, wish)?;
    in_one_township(&asked).map_err(|misfit| bad(wishes, misfit))?;
    let offered = file(offers, &OFFERS, offer)?;
    Ok(Asked { wish_id: asked.ids, wishes: asked.rows, offer_id: offered.ids, offers: offered.rows })
}

/// What was read of a file, and in which rows it stood.
struct Read<T> {
    ids: Vec<u64>,
    rows: Vec<T>,
    at: Vec<usize>,
}

/// One row of one kind.
type Row<T> = fn(&mut Cells<'_>) -> Result<(u64, T), Misfit>;

/// One file: its pieces are read at the same time.
fn file<T: Send>(path: &Path, columns: &'static [&'static str], row: Row<T>) -> Result<Read<T>, Bad> {
    let unreadable = |error: io::Error| Misfit { row: 0, column: None, wrong: Wrong::Unreadable(error.to_string()) };
    let bytes = bytes(path).map_err(|error| bad(path, unreadable(error)))?;
    let table = Table::of(&bytes, columns).map_err(|misfit| bad(path, misfit))?;
    whole(table.pieces(threads()), row).map_err(|misfit| bad(path, misfit))
}

fn whole<T: Send>(pieces: Vec<Table>, row: Row<T>) -> Result<Read<T>, Misfit> {
    let read: Vec<_> = thread::scope(|scope| {
        let reading: Vec<_> = pieces.iter().map(|piece| scope.spawn(move || rows(piece, row))).collect();
        reading.into_iter().map(|piece| piece.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    let mut all = Read { ids: Vec::new(), rows: Vec::new(), at: Vec::new() };
    for piece in read {
        let mut piece = piece?;
        all.ids.append(&mut piece.ids);
        all.rows.append(&mut piece.rows);
        all.at.append(&mut piece.at);
    }
    once(&all)?;
    Ok(all)
}

fn rows<T>(piece: &Table, row: Row<T>) -> Result<Read<T>, Misfit> {
    let about = piece.body.len() / 24;
    let mut read =
        Read { ids: Vec::with_capacity(about), rows: Vec::with_capacity(about), at: Vec::with_capacity(about) };
    piece.rows(|cells| {
        let (id, what) = row(cells)?;
        read.ids.push(id);
        read.rows.push(what);
        read.at.push(cells.row);
        Ok(())
    })?;
    Ok(read)
}

fn wish(cells: &mut Cells<'_>) -> Result<(u64, Wish), Misfit> {
    let id = cells.number()?;
    let (school, township) = (cells.number()?, cells.number()?);
    let grade = u8::try_from(cells.within(1, 9)?).unwrap_or(9);
    let category = cells.number()?;
    let price = fen(cells.within(0, MOST_FEN)?);
    let waiting_days = u32::try_from(cells.within(0, u64::from(u32::MAX))?).unwrap_or(u32::MAX);
    Ok((id, Wish { school, township, grade, category, price, waiting_days, set: 0 }))
}

fn offer(cells: &mut Cells<'_>) -> Result<(u64, Offer), Misfit> {
    let id = cells.number()?;
    let max_count = u32::try_from(cells.within(1, u64::from(u32::MAX))?).unwrap_or(u32::MAX);
    let budget = cells.maybe()?.map(fen);
    let (categories, townships, schools) = (cells.set()?, cells.set()?, cells.set()?);
    let mut grade = |empty| Ok(cells.maybe()?.map_or(empty, |grade| u8::try_from(grade).unwrap_or(u8::MAX)));
    let (grade_min, grade_max) = (grade(1)?, grade(9)?);
    let max_price = cells.maybe()?.map(fen);
    Ok((id, Offer { max_count, budget, categories, townships, schools, grade_min, grade_max, max_price }))
}

fn fen(number: u64) -> Fen {
    Fen(i64::try_from(number).unwrap_or(i64::MAX))
}

/// Every id stands once.
fn once<T>(read: &Read<T>) -> Result<(), Misfit> {
    let wrong = |at: usize, wrong| Misfit { row: read.at[at], column: Some("id"), wrong };
    if read.ids.len() > MOST_ROWS {
        return Err(wrong(MOST_ROWS, Wrong::TooManyRows));
    }
    if read.ids.is_sorted_by(|one, next| one < next) {
        return Ok(());
    }
    let mut order: Vec<(u64, usize)> = read.ids.iter().copied().zip(0..).collect();
    order.sort_unstable();
    let twice = order.windows(2).filter(|pair| pair[0].0 == pair[1].0).min_by_key(|pair| pair[1].1);
    twice.map_or(Ok(()), |pair| Err(wrong(pair[1].1, Wrong::Twice { first: read.at[pair[0].1] })))
}

/// A school lies in one township.
fn in_one_township(read: &Read<Wish>) -> Result<(), Misfit> {
    let mut town_of: HashMap<u64, (u64, usize)> = HashMap::new();
    let mut last = None;
    for (wish, &row) in read.rows.iter().zip(&read.at) {
        let here = Some((wish.school, wish.township));
        if here == last {
            continue;
        }
        last = here;
        let (town, first) = *town_of.entry(wish.school).or_insert((wish.township, row));
        if town != wish.township {
            return Err(Misfit { row, column: Some("township"), wrong: Wrong::OtherTownship { first } });
        }
    }
    Ok(())
}

fn bad(file: &Path, misfit: Misfit) -> Bad {
    Bad { file: file.to_owned(), misfit }
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    if is_stream(path) {
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut io::stdin().lock(), &mut bytes)?;
        return Ok(bytes);
    }
    fs::read(path)
}
