//! Whether the page that somebody comes from is there to go back to: a form that was refused is shown where it was sent
//! to, and such an address may take forms only.

use axum::{
    body::Body,
    extract::Request,
    handler::Handler,
    http::{Method, header},
    routing::MethodRouter,
};

use crate::{Site, pages};

/// Whether a page surely stands at this path. Where two places of the site map may be meant, both have one.
pub async fn is_page(site: &Site, path: &str) -> bool {
    let mut is_page = false;
    for place in pages::map().into_iter().filter(|place| is_of(path, place.path)) {
        if !shows(place.methods, site).await {
            return false;
        }
        is_page = true;
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
