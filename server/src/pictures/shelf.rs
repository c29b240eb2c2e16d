//! Where the sealed files lie: an object store, today a folder. Each picture has a name, and under it its sizes.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use entity::{Time, photo::Size};
use futures_util::TryStreamExt;
use object_store::{Error, ObjectStore, ObjectStoreExt, local::LocalFileSystem, path::Path as Place};

use crate::private;

#[derive(Clone, Debug)]
pub(super) struct Shelf(Arc<dyn ObjectStore>);

impl Shelf {
    /// A picture whose last file is deleted leaves no empty folder behind.
    pub fn in_folder(folder: &Path) -> Result<Self, Error> {
        private::own_folder(folder).map_err(|source| Error::Generic { store: "pictures", source: Box::new(source) })?;
        Ok(Self(Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true).with_automatic_cleanup(true))))
    }

    /// Whole or not at all.
    pub async fn write(&self, file: &str, size: Size, sealed: Vec<u8>) -> Result<(), Error> {
        self.0.put(&place(file, size), sealed.into()).await.map(|_| ())
    }

    /// The sealed bytes; none: they are not there.
    pub async fn read(&self, file: &str, size: Size) -> Result<Option<Vec<u8>>, Error> {
        match self.0.get(&place(file, size)).await {
            Ok(found) => Ok(Some(found.bytes().await?.to_vec())),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub async fn delete(&self, file: &str) -> Result<(), Error> {
        for size in Size::ALL {
            match self.0.delete(&place(file, size)).await {
                Ok(()) | Err(Error::NotFound { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// The name of every picture that has a file, and when the newest of its files was written.
    pub async fn list(&self) -> Result<Vec<(String, Time)>, Error> {
        let mut names: BTreeMap<String, Time> = BTreeMap::new();
        let mut lying = self.0.list(None);
        while let Some(found) = lying.try_next().await? {
            let Some(name) = found.location.parts().next() else { continue };
            let newest = names.entry(name.as_ref().to_owned()).or_insert(found.last_modified);
            *newest = (*newest).max(found.last_modified);
        }
        Ok(names.into_iter().collect())
    }
}

fn place(file: &str, size: Size) -> Place {
    Place::from(format!("{file}/{}.sealed", size.key()))
}
