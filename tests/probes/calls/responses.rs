//! What becomes of answers.

use super::{client, gives, json};
use crate::recorder::{Answer, show};

const fn answer(status: u16, content_type: &'static str, body: &'static str) -> Answer {
    Answer {
        status,
        content_type,
        body,
    }
}

/// Notes what a caller sees.
fn see(value: impl std::fmt::Debug) {
    show(&format!("{value:?}"));
}

#[test]
fn successes_by_status() {
    use client::o12_multi_ok::operations::things::DoItResponse;
    let call = || async {
        let answer = client!(o12_multi_ok).things().do_it().await?;
        match answer.into_inner() {
            DoItResponse::Status200(body) => see(("200", body.a)),
            DoItResponse::Status201(body) => see(("201", body.b)),
            DoItResponse::Status204 => see("204"),
            other => see(other),
        }
        Ok(())
    };
    gives(
        const { &[json(200, r#"{"a":"x"}"#)] },
        r#"("200", "x")"#,
        call,
    );
    gives(
        const { &[json(201, r#"{"b":-2}"#)] },
        r#"("201", -2)"#,
        call,
    );
    gives(const { &[answer(204, "", "")] }, r#""204""#, call);
}

#[test]
fn failures_by_status() {
    use client::o13_errors::operations::things::DoItError;
    let call = || async {
        let Err(error) = client!(o13_errors).things().do_it().await else {
            return Err("a success".into());
        };
        match error.api_error() {
            Some(DoItError::Status404(body)) => see(("404", &body.missing)),
            Some(DoItError::Status4XX(body)) => see(("4XX", &body.client)),
            Some(DoItError::Default(body)) => see(("default", body.code)),
            other => see(other),
        }
        Ok(())
    };
    // Each body has the properties of the others, too: the status decides.
    const BODY: &str = r#"{"missing":"m","client":"c","code":7}"#;
    gives(const { &[json(404, BODY)] }, r#"("404", Some("m"))"#, call);
    gives(const { &[json(409, BODY)] }, r#"("4XX", Some("c"))"#, call);
    gives(
        const { &[json(501, BODY)] },
        r#"("default", Some(7))"#,
        call,
    );
}

#[test]
fn text_and_bytes() {
    gives(
        const { &[answer(200, "text/plain", "grüße\n")] },
        r#""grüße\n""#,
        || async {
            see(client!(o08_text).things().do_it("").await?.into_inner());
            Ok(())
        },
    );
    gives(
        const { &[answer(200, "application/octet-stream", "raw\0")] },
        r#"b"raw\0""#,
        || async {
            see(client!(o09_octet).things().do_it("").await?.into_inner());
            Ok(())
        },
    );
}

#[test]
fn events() {
    let events = const {
        &[answer(
            200,
            "text/event-stream",
            ": hello\nevent: tick\ndata: {\"a\":\ndata: \"x\"}\n\ndata: {\"b\":2}\n\n",
        )]
    };
    gives(events, "(Some(\"x\"), None)\n(None, Some(2))", || async {
        let mut events = client!(o15_sse).things().do_it().await?;
        while let Some(event) = events.next().await {
            let event = event?.data;
            see((event.a, event.b));
        }
        Ok(())
    });
}

#[test]
fn lines_of_json() {
    let lines = const {
        &[answer(
            200,
            "application/x-ndjson",
            "{\"a\":\"x\"}\n\n{\"b\":2}\n",
        )]
    };
    gives(lines, "(Some(\"x\"), None)\n(None, Some(2))", || async {
        let mut lines = client!(o26_csv_jsonl).things().do_it().await?;
        while let Some(line) = lines.next().await {
            let line = line?;
            see((line.a, line.b));
        }
        Ok(())
    });
}

#[test]
fn csv_as_text() {
    gives(
        const { &[answer(200, "text/csv", "a,b\r\n1,2\r\n")] },
        r#""a,b\r\n1,2\r\n""#,
        || async {
            let answer = client!(o26_csv_jsonl).things().do_it().send_csv().await?;
            see(answer.into_inner());
            Ok(())
        },
    );
}

#[test]
fn types_that_are_json_by_another_name() {
    gives(
        const { &[answer(200, "application/hal+json", r#"{"a":"x"}"#)] },
        r#"Some("x")"#,
        || async {
            see(&client!(o28_problem).things().do_it().await?.a);
            Ok(())
        },
    );
    gives(
        const { &[answer(400, "application/problem+json", r#"{"b":4}"#)] },
        "Some(Some(4))",
        || async {
            let Err(error) = client!(o28_problem).things().do_it().await else {
                return Err("a success".into());
            };
            see(error.api_error().map(|problem| problem.b));
            Ok(())
        },
    );
}

#[test]
fn any_type() {
    gives(
        const { &[json(200, r#"{"a":"x"}"#)] },
        r#"Some("x")"#,
        || async {
            see(&client!(o27_wildcard).things().do_it().await?.a);
            Ok(())
        },
    );
}

#[test]
fn headers() {
    gives(
        const { &[json(200, r#"{"a":"x"}"#)] },
        r#"Some("application/json")"#,
        || async {
            let answer = client!(o14_resp_headers).things().do_it().await?;
            let header = answer.headers().get("content-type");
            see(header.and_then(|value| value.to_str().ok()));
            Ok(())
        },
    );
}

#[test]
fn types_of_another_file() {
    gives(
        const { &[json(200, r#"{"a":"x"}"#)] },
        r#"Some("x")"#,
        || async {
            see(&client!(o40_multifile).do_it().await?.a);
            Ok(())
        },
    );
}

#[test]
fn types_of_an_alias() {
    gives(
        const { &[json(200, r#"{"on":"x","n":10}"#)] },
        r#"(Some("x"), Some(10))"#,
        || async {
            let builder = client::o42_yaml::Client::builder().transport(crate::Recorder);
            let client = builder.base_url("https://api.example.com").build()?;
            let answer = client.do_it().await?;
            see((&answer.on, answer.n));
            Ok(())
        },
    );
}
