//! `multipart/form-data`, byte for byte.

use castiron_runtime::{
    Body, Effect, Error, ErrorKind, File, Hidden, HttpRequest, Method, Multipart, Operation,
    RequestParts, ToMultipart, decode,
};

use super::{all, file, stream};
use crate::fake::{Fake, PLAIN, json};

static POST: Operation = Operation {
    method: Method::POST,
    ..PLAIN
};

struct Parts<F>(F);

impl<F: Fn(&mut Multipart)> ToMultipart for Parts<F> {
    fn parts(&self, multipart: &mut Multipart) {
        (self.0)(multipart);
    }
}

async fn send(parts: impl Fn(&mut Multipart)) -> Result<HttpRequest, Error> {
    let fake = Fake::new([json(200, "1")]);
    let mut request = RequestParts::new(&fake.core(), &POST);
    request.multipart_body(&Parts(parts));
    request.send(decode::json::<i32>, decode::none).await?;
    Ok(fake.sent().remove(0))
}

/// The body with its boundary replaced by `B`, after it was checked against its length.
async fn written(parts: impl Fn(&mut Multipart)) -> String {
    let request = send(parts).await.unwrap();
    let boundary = boundary(&request);
    assert_eq!(boundary.len(), 32);
    let open = request.body.open().unwrap();
    let length = open.length();
    let body = String::from_utf8(all(open).await.unwrap()).unwrap();
    assert!(length.is_none_or(|length| length == body.len() as u64));
    body.replace(&boundary, "B")
}

fn boundary(request: &HttpRequest) -> String {
    let content_type = request.headers["content-type"].to_str().unwrap();
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=");
    boundary.unwrap().to_owned()
}

#[tokio::test]
async fn every_kind_of_part() {
    let body = written(|multipart| {
        multipart.text("title", "Überweisung");
        multipart.text("count", &2);
        multipart.text_as("note", "text/markdown", "*now*");
        multipart.json("meta", "application/json", &[1, 2]);
        multipart.file("scan", "image/png", &File::new("a.png", "PNG"));
    });
    assert_eq!(
        body.await,
        "--B\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nÜberweisung\r\n\
         --B\r\nContent-Disposition: form-data; name=\"count\"\r\n\r\n2\r\n\
         --B\r\nContent-Disposition: form-data; name=\"note\"\r\nContent-Type: text/markdown\r\n\r\n*now*\r\n\
         --B\r\nContent-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n[1,2]\r\n\
         --B\r\nContent-Disposition: form-data; name=\"scan\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\nPNG\r\n\
         --B--\r\n"
    );
}

#[tokio::test]
async fn names_cannot_end_their_header() {
    let names: [(&'static str, &str); 8] = [
        ("plain.pdf", "plain.pdf"),
        ("two words.pdf", "two words.pdf"),
        ("résumé 履歴書.pdf", "résumé 履歴書.pdf"),
        ("a\"; filename=\"b", "a%22; filename=%22b"),
        (
            "a\r\nContent-Type: text/html",
            "a%0D%0AContent-Type: text/html",
        ),
        ("a\rb\nc", "a%0Db%0Ac"),
        ("100%.pdf", "100%.pdf"),
        ("", ""),
    ];
    for (name, expected) in names {
        let body = written(|multipart| multipart.file(name, "a/b", &File::new(name, ""))).await;
        assert_eq!(
            body,
            format!(
                "--B\r\nContent-Disposition: form-data; name=\"{expected}\"; \
                 filename=\"{expected}\"\r\nContent-Type: a/b\r\n\r\n\r\n--B--\r\n"
            )
        );
    }
}

#[tokio::test]
async fn a_file_has_the_type_and_the_headers_that_it_is_given() {
    let given = File::new("a", "x")
        .content_type("text/csv; charset=utf-8")
        .header("X-Checksum", "1 2");
    let body = written(|multipart| multipart.file("f", "image/png", &given)).await;
    assert_eq!(
        body,
        "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\
         Content-Type: text/csv; charset=utf-8\r\nX-Checksum: 1 2\r\n\r\nx\r\n--B--\r\n"
    );
}

#[tokio::test]
async fn a_header_that_would_be_another_is_refused() {
    let plain = || File::new("a", "x");
    for (file, header) in [
        (
            plain().content_type("text/plain\r\nX-Other: 1"),
            "Content-Type",
        ),
        (plain().header("X-One", "1\r\n\r\nbody"), "X-One"),
        (
            plain().header("X-One: 1\r\nX-Two", "2"),
            r"X-One: 1\r\nX-Two",
        ),
    ] {
        let error = send(|multipart| multipart.file("f", "a/b", &file))
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.effect()),
            (ErrorKind::Request, Effect::NotSent)
        );
        assert_eq!(
            error.message(),
            format!(
                "the body cannot be written: the part `f` cannot be written: its header `{header}` \
                 cannot be sent"
            )
        );
    }
}

#[tokio::test]
async fn headers_belong_to_the_part_before_them() {
    let body = written(|multipart| {
        multipart.text("a", "1");
        multipart.header("X-List", &["b", "c"]);
        multipart.header("X-Absent", &None::<i64>);
        multipart.header_json("X-Json", &["é"]);
        multipart.header_json("X-Absent", &None::<i64>);
        multipart.text("b", "2");
        multipart.header_styled("X-Object", true, &Card { cvv: "3" });
    });
    assert_eq!(
        body.await,
        "--B\r\nContent-Disposition: form-data; name=\"a\"\r\nX-List: b,c\r\n\
         X-Json: [\"\\u00e9\"]\r\n\r\n1\r\n\
         --B\r\nContent-Disposition: form-data; name=\"b\"\r\nX-Object: cvv=3\r\n\r\n2\r\n--B--\r\n"
    );
    let error = send(|multipart| {
        multipart.text("a", "1");
        multipart.header("X-Two", "1\r\nX-Three: 2");
    });
    assert_eq!(
        error.await.unwrap_err().message(),
        "the body cannot be written: the part `a` cannot be written: its header `X-Two` cannot be \
         sent"
    );
}

#[tokio::test]
async fn what_is_no_text_is_refused() {
    let refused = [
        send(|multipart| multipart.text("p", &[1])).await,
        send(|multipart| multipart.text("p", &f64::NAN)).await,
        send(|multipart| multipart.json("p", "application/json", &f64::INFINITY)).await,
    ];
    for result in refused {
        let error = result.unwrap_err();
        assert_eq!(
            (error.kind(), error.effect()),
            (ErrorKind::Request, Effect::NotSent)
        );
        assert!(error.message().contains("the part `p` cannot be written"));
    }
}

#[tokio::test]
async fn empty_parts_and_no_parts() {
    assert_eq!(written(|_| {}).await, "--B--\r\n");
    let body = written(|multipart| multipart.file("f", "a/b", &File::unnamed(""))).await;
    assert_eq!(
        body,
        "--B\r\nContent-Disposition: form-data; name=\"f\"\r\nContent-Type: a/b\r\n\r\n\r\n--B--\r\n"
    );
}

#[tokio::test]
async fn the_boundary_is_another_each_time_and_in_no_part() {
    let first = boundary(&send(|multipart| multipart.text("a", "")).await.unwrap());
    let text = format!("\r\n--{first}--\r\n");
    let request = send(|multipart| multipart.text("a", &text)).await.unwrap();
    let second = boundary(&request);
    assert_ne!(first, second);
    let body = String::from_utf8(request.body.as_bytes().unwrap().to_vec()).unwrap();
    assert_eq!(body.matches(&second).count(), 2);
    assert!(body.contains(&text));
}

#[tokio::test]
async fn files_and_streams_keep_their_place() {
    let path = file("scan é.txt", b"scan");
    let body = written(|multipart| {
        multipart.text("a", "1");
        multipart.file("b", "a/b", &File::at(&path));
        multipart.text("c", "2");
        let body = stream([Ok("str"), Ok("eam")]);
        multipart.file("d", "a/b", &File::new("s", body));
    });
    let bodies: Vec<String> = body
        .await
        .split("--B")
        .map(|part| part.rsplit("\r\n\r\n").next().unwrap().replace("\r\n", ""))
        .collect();
    assert_eq!(bodies, ["", "1", "scan", "2", "stream", "--"]);
}

#[tokio::test]
async fn the_length_is_known_when_that_of_every_part_is() {
    let path = file("length", b"scan");
    let large = vec![7; 100_000];
    let lengths: [(Body, bool, bool); 5] = [
        ("a".into(), true, true),
        (large.into(), true, true),
        (Body::file(path), true, true),
        (stream([Ok("a")]).with_length(1), true, false),
        (stream([Ok("a")]), false, false),
    ];
    for (body, known, repeatable) in lengths {
        let given = File::new("f", body);
        let request = send(|multipart| {
            multipart.text("a", "1");
            multipart.file("f", "a/b", &given);
        });
        let body = request.await.unwrap().body;
        assert_eq!(body.is_repeatable(), repeatable, "{given:?}");
        let open = body.open().unwrap();
        let length = open.length();
        let whole = all(open).await.unwrap();
        assert_eq!(length, known.then_some(whole.len() as u64), "{given:?}");
    }
}

#[test]
fn no_name_and_no_content_is_printed() {
    let file = File::new("s3cret", "s3cret").content_type("s3cret");
    assert_eq!(format!("{file:?}"), "File { body: Body(6 bytes), .. }");
}

static HIDING: Operation = Operation {
    hidden: &[Hidden::Property("pin"), Hidden::Property("cvv")],
    method: Method::POST,
    ..PLAIN
};

#[tokio::test]
async fn what_the_spec_hides_in_a_part_is_not_printed() {
    for quoted in ["pin-4711", "cvv-0815", "cvv-2342", "pin-0042"] {
        let answer = format!(r#"{{"message": "{quoted} is wrong"}}"#);
        let fake = Fake::new([json(422, answer.leak())]);
        let mut request = RequestParts::new(&fake.core(), &HIDING);
        request.multipart_body(&Parts(|multipart: &mut Multipart| {
            multipart.text("pin", "pin-4711");
            multipart.json("card", "application/json", &[Card { cvv: "cvv-0815" }]);
            multipart.json("card", "application/json", &Card { cvv: "cvv-2342" });
            multipart.file("scan", "a/b", &File::new("cvv", "scan"));
            multipart.header("pin", "pin-0042");
        }));
        let result: Result<_, Error> = request.send(decode::json::<i32>, decode::none).await;
        assert_eq!(result.unwrap_err().message(), "[redacted] is wrong");
    }
}

#[derive(serde::Serialize)]
struct Card {
    cvv: &'static str,
}
