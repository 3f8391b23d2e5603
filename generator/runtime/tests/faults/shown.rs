//! [`Shown`]: a transport around another, which shows the listener all that passes.

use std::time::{Duration, Instant};

use bytes::Bytes;
use castiron_runtime::{
    BoxFuture, HttpRequest, HttpResponse, ResponseBody, Transport, TransportError,
};

use crate::listener::{search_debug, search_error};

#[derive(Clone)]
pub struct Shown<T>(pub T);

impl<T: Transport> Transport for Shown<T> {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        search_debug(&request);
        Box::pin(async move {
            let result = self.0.send(request).await.inspect_err(search_error);
            result.map(|mut response| {
                search_debug(&response);
                response.body = Box::new(ShownBody(response.body));
                response
            })
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.0.sleep(duration)
    }

    fn now(&self) -> Instant {
        self.0.now()
    }
}

struct ShownBody(Box<dyn ResponseBody>);

impl ResponseBody for ShownBody {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move { self.0.chunk().await.inspect_err(search_error) })
    }
}
