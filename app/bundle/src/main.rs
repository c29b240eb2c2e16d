//! Makes the folder that the server serves: `bundle WASM OUT` from the compiled `app`, its styles and `public/`.
//!
//! Names carry a hash of their content and every file gets compressed copies, so that the server need not
//! do either. Runs from the workspace's root; needs no cargo-leptos and no Node.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(wasm), Some(out)) = (arguments.next(), arguments.next()) else { bail!("usage: bundle WASM OUT") };
    let pkg = out.join("pkg");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&pkg)?;
    copy(Path::new("public"), &out)?;
    let css = styles(Path::new("app/style/main.css"))?;
    write_hashed(&pkg, "site", "css", css.as_bytes())?;
    islands(&wasm, &pkg)
}

/// `main.css` with its `@import`s put in their place, comments and indentation left out.
fn styles(main: &Path) -> anyhow::Result<String> {
    let folder = main.parent().context("styles have a folder")?;
    let mut css = String::new();
    for line in fs::read_to_string(main)?.lines() {
        if let Some(name) = line.strip_prefix("@import \"").and_then(|rest| rest.strip_suffix("\";")) {
            css += &fs::read_to_string(folder.join(name)).with_context(|| name.to_owned())?;
        }
    }
    Ok(tight(&css))
}

fn tight(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find("/*") {
        kept += &rest[..start];
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    kept += rest;
    kept.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The islands' program: wasm-bindgen's module and wasm under hashed names, and a loader that wakes the islands.
fn islands(wasm: &Path, pkg: &Path) -> anyhow::Result<()> {
    let made = tempfile::tempdir()?;
    Bindgen::new()
        .input_path(wasm)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(made.path())
        .context("wasm-bindgen")?;
    let (mut js, mut binary) = (None, None);
    for entry in fs::read_dir(made.path())? {
        let path = entry?.path();
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("js") => js = Some(fs::read(&path)?),
            Some("wasm") => binary = Some(fs::read(&path)?),
            _ => {}
        }
    }
    let module = write_hashed(pkg, "app", "js", &js.context("wasm-bindgen made no module")?)?;
    let binary = write_hashed(pkg, "app", "wasm", &binary.context("wasm-bindgen made no wasm")?)?;
    let loader = include_str!("islands.js").replace("MODULE", &module).replace("BINARY", &binary);
    write_hashed(pkg, "islands", "js", loader.as_bytes())?;
    Ok(())
}

/// Writes `name.<hash>.ending` with its compressed copies; gives the file's name.
fn write_hashed(folder: &Path, name: &str, ending: &str, bytes: &[u8]) -> anyhow::Result<String> {
    let hash = Sha256::digest(bytes).iter().take(6).fold(String::new(), |hash, byte| hash + &format!("{byte:02x}"));
    let name = format!("{name}.{hash}.{ending}");
    fs::write(folder.join(&name), bytes)?;
    compress(&folder.join(&name), bytes)?;
    Ok(name)
}

fn compress(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let beside = |ending: &str| {
        let mut path = file.as_os_str().to_owned();
        path.push(ending);
        PathBuf::from(path)
    };
    let mut brotli = Vec::new();
    let best = brotli::enc::BrotliEncoderParams::default();
    brotli::BrotliCompress(&mut &bytes[..], &mut brotli, &best)?;
    fs::write(beside(".br"), brotli)?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(bytes)?;
    fs::write(beside(".gz"), gzip.finish()?)?;
    Ok(())
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir_all(&target)?;
            copy(&entry.path(), &target)?;
            continue;
        }
        let bytes = fs::read(entry.path())?;
        fs::write(&target, &bytes)?;
        let packed_already = target.extension().is_some_and(|ending| ending == "png" || ending == "ico");
        if !packed_already {
            compress(&target, &bytes)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::tight;

    #[test]
    fn comments_and_indentation_are_left_out() {
        assert_eq!(tight("/* a */\n.b {\n  color: red; /* c */\n}\n/* open"), ".b {\ncolor: red;\n}");
    }
}
