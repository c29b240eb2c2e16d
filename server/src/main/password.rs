//! A new password: asked for twice at a terminal, where nothing of it is seen, else the first line of standard input.

use std::io::{self, BufRead, IsTerminal, StdinLock, Write};

use anyhow::{Context, ensure};

pub fn read() -> anyhow::Result<String> {
    let mut input = io::stdin().lock();
    if !input.is_terminal() {
        return line(&mut input);
    }
    let quiet = Quiet::begin(&input);
    let seen = if quiet.is_some() { "" } else { " (it will be seen while you type)" };
    let password = asked(&mut input, &format!("Password{seen}: "))?;
    ensure!(asked(&mut input, "The same again: ")? == password, "the two passwords differ");
    Ok(password)
}

fn asked(input: &mut StdinLock<'_>, question: &str) -> anyhow::Result<String> {
    let mut told = io::stderr();
    write!(told, "{question}")?;
    told.flush()?;
    let typed = line(input);
    // The end of the line was not seen either.
    writeln!(told)?;
    typed
}

fn line(input: &mut StdinLock<'_>) -> anyhow::Result<String> {
    let mut typed = String::new();
    input.read_line(&mut typed).context("no password on standard input")?;
    Ok(typed.trim_end_matches(['\r', '\n']).to_owned())
}

/// While it is held, the terminal does not show what is typed.
#[cfg(target_os = "linux")]
struct Quiet(rustix::termios::Termios);

#[cfg(target_os = "linux")]
impl Quiet {
    /// None: the terminal does not do as it is told.
    fn begin(input: &StdinLock<'_>) -> Option<Self> {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
        let before = tcgetattr(input).ok()?;
        let mut quiet = before.clone();
        quiet.local_modes.remove(LocalModes::ECHO);
        tcsetattr(input, OptionalActions::Now, &quiet).ok()?;
        Some(Self(before))
    }
}

#[cfg(target_os = "linux")]
impl Drop for Quiet {
    fn drop(&mut self) {
        use rustix::termios::{OptionalActions, tcsetattr};
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.0);
    }
}

#[cfg(not(target_os = "linux"))]
struct Quiet;

#[cfg(not(target_os = "linux"))]
impl Quiet {
    const fn begin(_: &StdinLock<'_>) -> Option<Self> {
        None
    }
}
