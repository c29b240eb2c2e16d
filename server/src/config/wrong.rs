//! A setting that cannot be read, in one line that names it as operators set it: by its variable.

use std::error::Error;

use clap::{
    Arg, Command,
    error::{ContextKind, ContextValue},
};

/// What is wrong with which setting. None: it is no setting, and clap's own words serve best.
pub fn wrong_setting(error: &clap::Error, command: &Command) -> Option<String> {
    let said = |kind| match error.get(kind) {
        Some(ContextValue::String(said)) => Some(said.as_str()),
        _ => None,
    };
    // `--listen <LISTEN>`
    let option = said(ContextKind::InvalidArg)?.split(' ').next()?.strip_prefix("--")?;
    let setting = setting(command, option)?;
    let (variable, value) = (setting.get_env()?.to_string_lossy(), said(ContextKind::InvalidValue)?);
    let must = match error.source() {
        Some(why) => why.to_string(),
        // All that clap itself refuses is a path without a letter.
        None => format!("must be a path, such as {}", example(setting)),
    };
    let value = if value.is_empty() { "is empty; it" } else { value };
    Some(format!("{variable} {value} {must}"))
}

fn setting<'a>(command: &'a Command, option: &str) -> Option<&'a Arg> {
    let own = command.get_arguments().find(|one| one.get_long() == Some(option) && one.get_env().is_some());
    own.or_else(|| command.get_subcommands().find_map(|one| setting(one, option)))
}

fn example(setting: &Arg) -> String {
    let usual = setting.get_default_values().first();
    usual.map_or_else(|| "/srv/nuanxin/file".to_owned(), |usual| usual.to_string_lossy().into_owned())
}
