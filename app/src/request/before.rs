//! Whether the page that somebody comes from is there to go back to: a form that was refused is shown where it was sent
//! to, and such an address may take forms only.

use std::iter::successors;

use axum::{
    body::Body,
    extract::Request,
    handler::Handler,
    http::{Method, header},
    routing::MethodRouter,
};

use crate::{Site, pages};

/// No address of ours has more parts.
const DEEP: usize = 12;

/// Whether a page surely stands at this path. Where two places of the site map may be meant, both have one.
pub async fn is_page(site: &Site, path: &str) -> bool {
    let places = pages::map().into_iter().filter(|place| is_of(path, place.path));
    all_show(places.map(|place| place.methods).collect(), site).await
}

/// The page nearest to where a form was sent: there, else above it, else the one that it was sent from, else home.
pub async fn nearest(site: &Site, path: &str, came_from: Option<&str>) -> String {
    let ways: Vec<&str> = successors(Some(path), |path| path.rsplit_once('/').map(|(above, _)| above))
        .take_while(|way| !way.is_empty())
        .take(DEEP)
        .collect();
    let of_way = |place: pages::Place| {
        let way = ways.iter().position(|way| is_of(way, place.path))?;
        Some((way, place.methods))
    };
    let mut places: Vec<(usize, MethodRouter<Site>)> = pages::map().into_iter().filter_map(of_way).collect();
    for (number, way) in ways.iter().enumerate() {
        let (here, others): (Vec<_>, Vec<_>) = places.into_iter().partition(|(of, _)| *of == number);
        places = others;
        if all_show(here.into_iter().map(|(_, methods)| methods).collect(), site).await {
            return (*way).to_owned();
        }
    }
    match came_from {
        Some(before) if is_page(site, before).await => before.to_owned(),
        _ => "/".to_owned(),
    }
}

/// None shows nothing.
async fn all_show(places: Vec<MethodRouter<Site>>, site: &Site) -> bool {
    let is_page = !places.is_empty();
    for methods in places {
        if !shows(methods, site).await {
            return false;
        }
    }
    is_page
}

fn is_of(path: &str, place: &str) -> bool {
    let (parts, places) = (path.split('/'), place.split('/'));
    parts.clone().count() == places.clone().count()
        && parts.zip(places).all(|(part, place)| part == place || (place.starts_with('{') && !part.is_empty()))
}

/// No place of ours answers to this method itself: its router does, and says to which it would.
async fn shows(methods: MethodRouter<Site>, site: &Site) -> bool {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::OPTIONS;
    let answer = Handler::<(), Site>::call(methods, request, site.clone()).await;
    let allowed = answer.headers().get(header::ALLOW).and_then(|allowed| allowed.to_str().ok());
    allowed.is_some_and(|allowed| allowed.split(',').any(|method| method == Method::GET.as_str()))
}

#[cfg(test)]
mod tests {
    use super::is_of;

    #[test]
    fn a_path_is_of_the_place_that_would_answer_it() {
        for (path, place, is) in [
            ("/", "/", true),
            ("/plots/3/diary", "/plots/{number}/diary", true),
            ("/plots/3", "/plots/{number}/diary", false),
            ("/plots//diary", "/plots/{number}/diary", false),
            ("/plots/3/diary/", "/plots/{number}/diary", false),
            ("/school/imports", "/school/cards", false),
        ] {
            assert_eq!(is_of(path, place), is, "{path} of {place}");
        }
    }
}
