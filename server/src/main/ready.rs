//! What the settings of the site name, taken in hand before anything is made or changed in the database: a wrong one
//! stops the start.

use std::{io, net::SocketAddr};

use anyhow::Context;
use server::{assets::Files, config::Settings, labels::Fonts, mailer::Mailer};
use tokio::net::TcpSocket;

pub struct Ready {
    pub files: Files,
    pub fonts: Fonts,
    pub mailer: Mailer,
    pub public_url: String,
    /// Taken, so that nobody else can have it; whoever comes is refused until the site is there.
    pub socket: TcpSocket,
}

impl Ready {
    pub fn with(settings: &Settings) -> anyhow::Result<Self> {
        settings.check()?;
        let files =
            Files::read(&settings.site_dir).with_context(|| format!("SITE_DIR {}", settings.site_dir.display()))?;
        let fonts = match &settings.font_file {
            Some(file) => Fonts::with_file(file).with_context(|| format!("FONT_FILE {}", file.display()))?,
            None => Fonts::built_in(),
        };
        let mailer = Mailer::new(&settings.mail()?, fonts.clone())?;
        let socket = bound(settings.listen).with_context(|| format!("LISTEN {}", settings.listen))?;
        Ok(Self { files, fonts, mailer, public_url: settings.public_url()?, socket })
    }
}

fn bound(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // Else the connections of the program that ended just before would keep it.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    Ok(socket)
}
