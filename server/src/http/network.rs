//! Where a request comes from, as far as the limits on guessing care.

use std::net::{IpAddr, SocketAddr};

use app::request::Network;
use axum::{
    extract::{Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};
use ipnet::IpNet;

/// Proxies whose `X-Forwarded-For` is believed.
#[derive(Clone, Debug, Default)]
pub struct Proxies(pub Vec<IpNet>);

/// The peer of the connection, put into the request by the accept loop.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

pub async fn network(State(proxies): State<Proxies>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().map(|peer| peer.0.ip());
    let network = peer.map(|peer| block(origin(&proxies, peer, request.headers()))).unwrap_or_default();
    request.extensions_mut().insert(Network(network));
    next.run(request).await
}

/// The nearest address that is not one of our proxies.
fn origin(proxies: &Proxies, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let ours = |ip: &IpAddr| proxies.0.iter().any(|net| net.contains(ip));
    let mut origin = peer;
    let forwarded = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let mut hops: Vec<&str> = forwarded.flat_map(|value| value.split(',')).map(str::trim).collect();
    while ours(&origin) {
        let Some(Ok(before)) = hops.pop().map(str::parse) else { break };
        origin = before;
    }
    origin
}

/// An IPv6 household has a whole /64.
fn block(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => ip.to_ipv4_mapped().map_or_else(
            || format!("{}/64", std::net::Ipv6Addr::from(u128::from(ip) >> 64 << 64)),
            |ip| ip.to_string(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};

    use super::{Proxies, block, origin};

    #[test]
    fn a_forwarded_address_counts_only_from_our_proxies() {
        let proxies = Proxies(vec!["10.0.0.0/8".parse().unwrap()]);
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("1.1.1.1, 203.0.113.7, 10.0.0.2"));
        let from = |peer: &str| origin(&proxies, peer.parse().unwrap(), &headers).to_string();
        assert_eq!(from("10.0.0.1"), "203.0.113.7");
        assert_eq!(from("198.51.100.1"), "198.51.100.1");
    }

    #[test]
    fn a_household_is_one_network() {
        let of = |ip: &str| block(ip.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::3"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::3"), of("2001:db8:1:3::3"));
        assert_eq!(of("::ffff:192.0.2.1"), "192.0.2.1");
    }
}
