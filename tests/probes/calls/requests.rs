//! What is sent.

use client::runtime::{Body, File};

use super::{ANY, client, json, sends};
use crate::recorder::Answer;

static TEXT: &[Answer] = &[Answer {
    status: 200,
    content_type: "text/plain",
    body: "pong",
}];

static NOTHING: &[Answer] = &[Answer {
    status: 204,
    content_type: "",
    body: "",
}];

#[test]
fn styles_of_paths() {
    sends(
        ANY,
        "GET https://api.example.com/v1/x/a,b%20c%2Cd/.l%2Fm/;m=x;m=y
        accept: application/json",
        || async {
            let call = client!(o01_path_styles);
            call.things()
                .do_it(&["a", "b c,d"], "l/m", &["x", "y"])
                .await?;
            Ok(())
        },
    );
}

#[test]
fn styles_of_queries() {
    use client::o02_query_styles::models::{DoItE, DoItOb};
    sends(
        ANY,
        "GET https://api.example.com/v1/x?f=a&f=b%26c&fn=a,b%2Cc&sp=a%20b&pi=a%7Cb&a=x%20y&b=-1&e=y&d=7
        accept: application/json",
        || async {
            let ob = DoItOb::new().a("x y").b(-1);
            let client = client!(o02_query_styles);
            let call = client.things().do_it().f(&["a", "b&c"]).fn_(&["a", "b,c"]);
            let call = call.sp(&["a", "b"]).pi(&["a", "b"]).ob(&ob).e(&DoItE::Y).d(7);
            call.await?;
            Ok(())
        },
    );
}

#[test]
fn empty_lists_are_not_sent() {
    sends(
        ANY,
        "GET https://api.example.com/v1/x
        accept: application/json",
        || async {
            let client = client!(o02_query_styles);
            let call = client.things().do_it().f(&[]).fn_(&[]).sp(&[]).pi(&[]);
            call.await?;
            Ok(())
        },
    );
}

#[test]
fn a_value_that_is_not_listed_is_sent_as_it_is() {
    sends(
        ANY,
        "GET https://api.example.com/v1/x?e=z%2B
        accept: application/json",
        || async {
            let client = client!(o02_query_styles);
            client.things().do_it().e(&"z+".into()).await?;
            Ok(())
        },
    );
}

#[test]
fn deep_objects() {
    use client::o03_deepobject::models::DoItFilter;
    sends(
        ANY,
        "GET https://api.example.com/v1/x?filter%5Ba%5D=x%26y&filter%5Bb%5D=2
        accept: application/json",
        || async {
            let client = client!(o03_deepobject);
            let filter = DoItFilter::new().a("x&y").b(2);
            client.things().do_it().filter(&filter).await?;
            Ok(())
        },
    );
}

#[test]
fn headers_and_cookies() {
    sends(
        ANY,
        "GET https://api.example.com/v1/x
        accept: application/json
        cookie: sid=s1
        x-list: a,b
        x-trace: t 1",
        || async {
            let client = client!(o04_header_cookie);
            client
                .things()
                .do_it("t 1")
                .x_list(&["a", "b"])
                .sid("s1")
                .await?;
            Ok(())
        },
    );
}

#[test]
fn parameters_of_json() {
    use client::o05_content_param::models::DoItQ;
    sends(
        ANY,
        "GET https://api.example.com/v1/x?q=%7B%22a%22%3A%22x%20y%22%2C%22b%22%3A1%7D
        accept: application/json",
        || async {
            let q = DoItQ::new().a("x y").b(1);
            client!(o05_content_param).things().do_it(&q).await?;
            Ok(())
        },
    );
}

#[test]
fn forms() {
    use client::o06_form::models::DoItRequest;
    sends(
        ANY,
        "POST https://api.example.com/v1/x
        accept: application/json
        content-type: application/x-www-form-urlencoded

        a=1%20%26%202%3D3&l=x&l=y",
        || async {
            let form = DoItRequest::new("1 & 2=3").l(vec!["x".into(), "y".into()]);
            client!(o06_form).things().do_it(&form).await?;
            Ok(())
        },
    );
}

#[test]
fn forms_of_parts() {
    use client::o07_multipart::models::{DoItForm, DoItFormMeta};
    let call = || async {
        let file = File::new("a \"b\".txt", "one").content_type("text/plain");
        let form = DoItForm::new(file)
            .files(vec![File::new("c.bin", "two"), File::new("d.bin", "three")])
            .meta(DoItFormMeta::new().a("x").b(2))
            .n(-7);
        client!(o07_multipart).things().do_it(&form).await?;
        Ok(())
    };
    let exchange = crate::exchanges(ANY, call);
    let boundary = exchange.split("boundary=").nth(1).unwrap();
    let boundary = boundary.lines().next().unwrap().to_owned();
    let (request, _) = exchange.split_once("\n=> ").unwrap();
    let request = request.replace(&boundary, "BOUNDARY");
    let expected = "POST https://api.example.com/v1/x
        accept: application/json
        content-type: multipart/form-data; boundary=BOUNDARY

        --BOUNDARY
        Content-Disposition: form-data; name=\"file\"; filename=\"a %22b%22.txt\"
        Content-Type: text/plain

        one
        --BOUNDARY
        Content-Disposition: form-data; name=\"files\"; filename=\"c.bin\"
        Content-Type: application/octet-stream

        two
        --BOUNDARY
        Content-Disposition: form-data; name=\"files\"; filename=\"d.bin\"
        Content-Type: application/octet-stream

        three
        --BOUNDARY
        Content-Disposition: form-data; name=\"meta\"
        Content-Type: application/json

        {\"a\":\"x\",\"b\":2}
        --BOUNDARY
        Content-Disposition: form-data; name=\"n\"

        -7
        --BOUNDARY--";
    assert_eq!(crate::sorted(&request), crate::sorted(expected));
}

#[test]
fn text() {
    sends(
        TEXT,
        "POST https://api.example.com/v1/x
        accept: text/plain
        content-type: text/plain

        grüße & \"mehr\"",
        || async {
            client!(o08_text).things().do_it("grüße & \"mehr\"").await?;
            Ok(())
        },
    );
}

#[test]
fn bytes() {
    static BYTES: &[Answer] = &[Answer {
        status: 200,
        content_type: "application/octet-stream",
        body: "raw",
    }];
    sends(
        BYTES,
        "POST https://api.example.com/v1/x
        accept: application/octet-stream
        content-type: application/octet-stream

        raw",
        || async {
            client!(o09_octet).things().do_it("raw").await?;
            Ok(())
        },
    );
}

#[test]
fn xml_whose_root_has_no_name_is_bytes() {
    static XML: &[Answer] = &[Answer {
        status: 200,
        content_type: "application/xml",
        body: "<r/>",
    }];
    sends(
        XML,
        "POST https://api.example.com/v1/x
        accept: application/xml
        content-type: application/xml

        <r><a>x</a></r>",
        || async {
            let body = Body::from("<r><a>x</a></r>");
            client!(o10_xml).things().do_it(body).await?;
            Ok(())
        },
    );
}

#[test]
fn one_of_several_types() {
    use client::o11_multi_req::models;
    use client::o11_multi_req::operations::things::DoItBody;
    let expected = |content_type: &str, body: &str| {
        format!(
            "POST https://api.example.com/v1/x
            accept: application/json
            content-type: {content_type}

            {body}"
        )
    };
    sends(
        ANY,
        &expected("application/json", r#"{"a":"x y","b":1}"#),
        || async {
            let body = models::DoItRequest::new().a("x y").b(1);
            client!(o11_multi_req).things().do_it(&body).await?;
            Ok(())
        },
    );
    sends(
        ANY,
        &expected("application/x-www-form-urlencoded", "a=x%20y&b=1"),
        || async {
            let body = models::DoItRequestX96c7::new().a("x y").b(1);
            let body = DoItBody::Form(Box::new(body));
            client!(o11_multi_req).things().do_it(body).await?;
            Ok(())
        },
    );
}

#[test]
fn parameters_of_pages() {
    sends(
        const { &[json(200, r#"{"items":[]}"#)] },
        "GET https://api.example.com/v1/x?cursor=c%2F1&limit=20
        accept: application/json",
        || async {
            let client = client!(o16_pagination);
            client.things().do_it().cursor("c/1").limit(20).await?;
            Ok(())
        },
    );
}

#[test]
fn servers_with_variables() {
    use client::o19_servers::{Client, Server};
    let client = |server: Option<Server>| {
        let builder = Client::builder().transport(crate::Recorder);
        match server {
            Some(server) => builder.server(server).build(),
            None => builder.build(),
        }
    };
    // 443 is what `https` means by itself (RFC 9110, section 4.2.2).
    sends(
        ANY,
        "GET https://eu.example.com/v1/x
        accept: application/json",
        || async {
            client(None)?.things().do_it().await?;
            Ok(())
        },
    );
    sends(
        ANY,
        "GET https://sandbox.example.com/x
        accept: application/json",
        || async {
            client(Some(Server::Sandbox))?.things().do_it().await?;
            Ok(())
        },
    );
}

#[test]
fn credentials() {
    use client::o20_security::ClientBuilder;
    type With = fn(ClientBuilder) -> ClientBuilder;
    let cases: [(With, &str); 7] = [
        (|it| it.k1("k 1"), "\nx-key: k 1"),
        (|it| it.k2("k&2"), "?key=k%262"),
        (|it| it.k3("k3"), "\ncookie: sess=k3"),
        (
            |it| it.b("Aladdin", "open sesame"),
            "\nauthorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
        ),
        (|it| it.t("t1"), "\nauthorization: Bearer t1"),
        (|it| it.o("t2"), "\nauthorization: Bearer t2"),
        (|it| it.oidc("t3"), "\nauthorization: Bearer t3"),
    ];
    for (with, sent) in cases {
        let expected = match sent.strip_prefix('\n') {
            None => format!("GET https://api.example.com/v1/x{sent}\naccept: application/json"),
            Some(header) => {
                format!("GET https://api.example.com/v1/x\naccept: application/json\n{header}")
            }
        };
        sends(ANY, &expected, || async {
            let builder = client::o20_security::Client::builder();
            let client = with(builder.transport(crate::Recorder)).build()?;
            client.things().do_it().await?;
            Ok(())
        });
    }
}

#[test]
fn operations_without_an_id() {
    sends(
        ANY,
        "POST https://api.example.com/v1/a/i%2Fj/b
        accept: application/json",
        || async {
            client!(o21_no_opid).post_a_id_b("i/j").await?;
            Ok(())
        },
    );
}

#[test]
fn operations_with_the_same_id() {
    sends(
        ANY,
        "GET https://api.example.com/v1/b
        accept: application/json",
        || async {
            client!(o21b_dup_opid).get_b().await?;
            Ok(())
        },
    );
}

#[test]
fn methods() {
    static EMPTY: &[Answer] = &[Answer {
        status: 200,
        content_type: "",
        body: "",
    }];
    macro_rules! sends_by {
        ($($method:literal $call:ident,)*) => {$(
            sends(EMPTY, concat!($method, " https://api.example.com/v1/a"), || async {
                client!(o22_methods).$call().await?;
                Ok(())
            });
        )*};
    }
    sends_by! {
        "GET" get_a,
        "PUT" put_a,
        "POST" post_a,
        "DELETE" delete_a,
        "OPTIONS" options_a,
        "HEAD" head_a,
        "PATCH" patch_a,
        "TRACE" trace_a,
    }
}

#[test]
fn parts_that_a_reference_names() {
    use client::o23_refs::models::DoItRequest;
    sends(
        ANY,
        "POST https://api.example.com/v1/x?q=a%3Fb
        accept: application/json
        content-type: application/json

        {\"a\":\"x\"}",
        || async {
            let body = DoItRequest::new().a("x");
            client!(o23_refs).things().do_it(&body).q("a?b").await?;
            Ok(())
        },
    );
}

#[test]
fn a_body_that_is_not_required() {
    use client::o24_optional_body::models::DoItRequest;
    sends(
        ANY,
        "POST https://api.example.com/v1/x
        accept: application/json",
        || async {
            client!(o24_optional_body).things().do_it().await?;
            Ok(())
        },
    );
    sends(
        ANY,
        "POST https://api.example.com/v1/x
        accept: application/json
        content-type: application/json

        {\"b\":1}",
        || async {
            let body = DoItRequest::new().b(1);
            client!(o24_optional_body)
                .things()
                .do_it()
                .body(&body)
                .await?;
            Ok(())
        },
    );
}

#[test]
fn a_get_with_a_body() {
    use client::o25_get_body_trace::models::DoItRequest;
    sends(
        ANY,
        "GET https://api.example.com/v1/x
        accept: application/json
        content-type: application/json

        {\"b\":1}",
        || async {
            let body = DoItRequest::new().b(1);
            client!(o25_get_body_trace)
                .things()
                .do_it()
                .body(&body)
                .await?;
            Ok(())
        },
    );
}

#[test]
fn one_name_in_path_and_query() {
    sends(
        ANY,
        "GET https://api.example.com/v1/x/1?body=b&client=c&type=t
        accept: application/json",
        || async {
            let client = client!(o29_path_dup_name);
            client
                .things()
                .do_it("1")
                .body("b")
                .client("c")
                .type_("t")
                .await?;
            Ok(())
        },
    );
}

#[test]
fn a_delete_without_an_answer() {
    sends(NOTHING, "DELETE https://api.example.com/v1/x", || async {
        client!(o30_204_only).things().do_it().await?;
        Ok(())
    });
}

#[test]
fn names_with_brackets_and_moments() {
    sends(
        ANY,
        "GET https://api.example.com/v1/x?ids%5B%5D=1&ids%5B%5D=-9223372036854775808&when=2024-01-02T03%3A04%3A05.120%2B02%3A00
        accept: application/json",
        || async {
            let client = client!(o31_path_no_schema);
            let when = "2024-01-02T03:04:05.120+02:00".parse()?;
            client.things().do_it().ids(&[1, i64::MIN]).when(when).await?;
            Ok(())
        },
    );
}

#[test]
fn names_of_properties_in_bodies() {
    use client::s22_names::models::W;
    let all = r#"{"type":"1","self":"2","1st":"3","foo-bar":"4","foo_bar":"5","fooBar":"6","crate":"7","Self":"8","$ref_":"9","@id":"10","":"11","async":"12","a.b":"13","+1":"14","-1":"15","日本":"16"}"#;
    sends(
        ANY,
        &format!(
            "POST https://api.example.com/v1/thing
            accept: application/json
            content-type: application/json

            {all}"
        ),
        || async {
            let body: W = serde_json::from_str(all)?;
            client!(s22_names).things().create_thing(&body).await?;
            Ok(())
        },
    );
}

#[test]
fn absent_and_null() {
    use client::runtime::Nullable;
    use client::s07_nullable::models::W;
    static ANSWER: &[Answer] = &[json(200, r#"{"r":"","rn":null}"#)];
    sends(
        ANSWER,
        "POST https://api.example.com/v1/thing
        accept: application/json
        content-type: application/json

        {\"r\":\"x\",\"rn\":null,\"on\":null}",
        || async {
            let body = W::new("x", None::<String>).on(Nullable::Null);
            client!(s07_nullable).things().create_thing(&body).await?;
            Ok(())
        },
    );
}
