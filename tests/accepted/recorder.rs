//! [`Recorder`]: a transport that keeps what it is sent as text, and answers as it is told.

use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use client::runtime::{
    BoxFuture, Error, HeaderMap, HttpRequest, HttpResponse, Response, StatusCode, Transport,
    TransportError,
};

/// A transport that keeps the last request, and answers with 204 unless it is told otherwise.
#[derive(Clone, Default)]
pub struct Recorder {
    sent: Arc<Mutex<String>>,
    /// The content type and the body of a success.
    answer: Option<(&'static str, &'static str)>,
}

impl Recorder {
    /// One that answers with 200, a content type and a body.
    pub fn answering(content_type: &'static str, body: &'static str) -> Self {
        Self {
            answer: Some((content_type, body)),
            ..Self::default()
        }
    }

    /// What was sent: method and URL, the headers that describe the body, a blank line, the body. The
    /// boundary of a form is `B`, and lines have no carriage returns.
    pub fn sent(&self) -> String {
        self.sent.lock().unwrap().clone()
    }

    /// Sends a request, and gives what came of it.
    pub fn call<T, E>(
        call: impl IntoFuture<Output = Result<Response<T>, Error<E>>>,
    ) -> Result<Response<T>, Error<E>> {
        let mut call = pin!(call.into_future());
        // Nothing is ever waited for.
        match call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(result) => result,
            Poll::Pending => panic!("the call waits for something"),
        }
    }
}

impl Transport for Recorder {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        *self.sent.lock().unwrap() = shown(&request);
        let mut headers = HeaderMap::new();
        let (status, body) = match self.answer {
            Some((content_type, body)) => {
                headers.insert("content-type", content_type.parse().unwrap());
                (StatusCode::OK, body)
            }
            None => (StatusCode::NO_CONTENT, ""),
        };
        let response = HttpResponse::new(status, headers, body);
        Box::pin(async { Ok(response) })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async { panic!("nothing is repeated") })
    }
}

fn shown(request: &HttpRequest) -> String {
    let mut text = format!("{} {}\n", request.method, request.url);
    let content_type = request.headers.get("content-type");
    let content_type = content_type.map_or("", |value| value.to_str().unwrap());
    if !content_type.is_empty() {
        text += &format!("content-type: {content_type}\n");
    }
    let body = request.body.as_bytes().unwrap();
    if !body.is_empty() {
        text += &format!("\n{}", String::from_utf8_lossy(body));
    }
    let text = text.replace('\r', "");
    match content_type.split_once("boundary=") {
        Some((_, boundary)) => text.replace(boundary, "B"),
        None => text,
    }
}
