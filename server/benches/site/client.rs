//! As much of HTTP/1.1 as the load needs: small, so that measuring costs little of what is measured.

use std::net::SocketAddr;

use anyhow::{Context, ensure};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

const LARGEST: usize = 8 << 20;

/// A request, written out once.
#[derive(Clone)]
pub struct Request(Vec<u8>);

impl Request {
    pub fn get(path: &str, headers: &[(&str, &str)]) -> Self {
        Self::written("GET", path, headers, "")
    }

    /// A form as a browser sends it from a page of the same site.
    pub fn form(path: &str, headers: &[(&str, &str)], body: &str) -> Self {
        let length = body.len().to_string();
        let own = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
            ("content-length", &length),
        ];
        Self::written("POST", path, &[headers, &own].concat(), body)
    }

    fn written(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Self {
        let mut text = format!("{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n");
        for (name, value) in headers {
            text.extend([name, ": ", value, "\r\n"]);
        }
        text.extend(["\r\n", body]);
        Self(text.into_bytes())
    }
}

/// What came back.
#[derive(Default)]
pub struct Answer {
    pub status: u16,
    pub compressed: bool,
    pub body: Vec<u8>,
}

/// One kept connection.
pub struct Client {
    stream: BufReader<TcpStream>,
    line: String,
}

impl Client {
    pub async fn connect(at: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(at).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::with_capacity(64 * 1024, stream), line: String::new() })
    }

    pub async fn send(&mut self, request: &Request) -> anyhow::Result<Answer> {
        self.stream.get_mut().write_all(&request.0).await?;
        let status = self.line().await?.split(' ').nth(1).and_then(|status| status.parse().ok());
        let mut answer = Answer { status: status.context("not HTTP")?, ..Answer::default() };
        let (mut length, mut chunked) = (0, false);
        loop {
            let line = self.line().await?;
            let Some((name, value)) = line.split_once(':') else { break };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse()?,
                "transfer-encoding" => chunked = value == "chunked",
                "content-encoding" => answer.compressed = true,
                _ => {}
            }
        }
        if chunked {
            self.chunks(&mut answer.body).await?;
        } else {
            self.piece(&mut answer.body, length).await?;
        }
        Ok(answer)
    }

    async fn chunks(&mut self, body: &mut Vec<u8>) -> anyhow::Result<()> {
        loop {
            let length = usize::from_str_radix(self.line().await?, 16)?;
            self.piece(body, length).await?;
            self.line().await?;
            if length == 0 {
                return Ok(());
            }
        }
    }

    async fn piece(&mut self, body: &mut Vec<u8>, length: usize) -> anyhow::Result<()> {
        let from = body.len();
        ensure!(from + length <= LARGEST, "an answer without end");
        body.resize(from + length, 0);
        self.stream.read_exact(&mut body[from..]).await?;
        Ok(())
    }

    /// The next line without its end.
    async fn line(&mut self) -> anyhow::Result<&str> {
        self.line.clear();
        ensure!(self.stream.read_line(&mut self.line).await? > 0, "the connection was closed");
        Ok(self.line.trim_end())
    }
}
