//! Files of spreadsheet programs: the sample sheets, read line by line, and files made to do harm.

mod hostile;
mod made;

use std::{path::PathBuf, sync::LazyLock, time::Duration};

use entity::{
    import::{
        self, Checked, Table,
        sheet::{Book, Unreadable},
    },
    phase,
};
use serde_json::{Value, json};
use server::{confined::Confined, sheets};

use crate::world::World;

on_both![the_sample_sheets_end_as_expected, sheets_made_from_other_seeds_end_as_expected];

/// Files are read in the program itself, which is not the one that runs tests. How long a child takes by the clock
/// tells of what else runs here; its processor time is limited as ever.
pub fn confined() -> Confined {
    static CONFINED: LazyLock<Confined> = LazyLock::new(|| {
        let program = PathBuf::from(env!("CARGO_BIN_EXE_nuanxin"));
        Confined::new(program).with_patience(Duration::from_mins(5))
    });
    CONFINED.clone()
}

pub async fn read(file: &[u8]) -> Result<Book, Unreadable> {
    sheets::read(&confined(), file).await
}

pub fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sheets")).unwrap();
    let files = folder.map(|file| file.unwrap().path()).filter(|file| file.extension().unwrap() != "json");
    files.map(|file| (file.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read(file).unwrap())).collect()
}

pub fn expected() -> Value {
    serde_json::from_str(include_str!("../sheets/expected.json")).unwrap()
}

/// A drafted phase in which 300 yuan is the cap.
pub async fn phase(world: &World) -> phase::Model {
    let typed = phase::draft::Typed { price_cap: "300".to_owned(), ..world.typed_phase().await };
    let officer = world.officer().await;
    let id = phase::draft::draft(&world.store, officer, &typed, &world.form(), world.now).await.unwrap();
    phase::find(world.store.read(), id).await.unwrap()
}

async fn the_sample_sheets_end_as_expected(world: World) {
    let phase = phase(&world).await;
    let school = world.school_id("shagou").await;
    let (expected, samples) = (expected(), samples());
    assert_eq!(samples.len(), 8);
    for (name, file) in samples {
        let table = import::find(&read(&file).await.unwrap(), &[]).unwrap();
        let store = &world.store;
        let checked = import::rehearse(store, store.read(), school, &phase, &table, world.now).await.unwrap();
        assert_eq!(summary(&table, &checked), expected[&name], "{name}");
    }
}

async fn sheets_made_from_other_seeds_end_as_expected(world: World) {
    let phase = phase(&world).await;
    let school = world.school_id("shagou").await;
    for seed in 1..=40 {
        let sheet = made::made(seed);
        let table = import::find(&read(&sheet.file).await.unwrap(), &[]).unwrap();
        let store = &world.store;
        let checked = import::rehearse(store, store.read(), school, &phase, &table, world.now).await.unwrap();
        assert_eq!(summary(&table, &checked), sheet.expected, "seed {seed}");
    }
}

fn summary(table: &Table, checked: &Checked) -> Value {
    let errors = checked.errors().map(|e| json!({ "row": e.row, "kind": e.kind.key(), "column": e.column }));
    json!({
        "rows": checked.rows,
        "header_row": table.header,
        "errors": errors.collect::<Vec<_>>(),
        "good": checked.good(),
    })
}
