//! `multipart/form-data` (RFC 7578): what `encoding` says of each part.

use client::multipart_encoding::{Client, models};
use client::runtime::File;

use super::recorder::Recorder;

fn sent(form: &models::UploadDocumentForm) -> String {
    let recorder = Recorder::default();
    let client = Client::builder()
        .base_url("https://api.example.com")
        .transport(recorder.clone())
        .build()
        .unwrap();
    let form = client::multipart_encoding::operations::ungrouped::UploadDocumentBody::FormData(
        Box::new(form.clone()),
    );
    Recorder::call(client.upload_document(form)).unwrap();
    recorder.sent()
}

fn form() -> models::UploadDocumentForm {
    models::UploadDocumentForm::new(
        File::new("scan.pdf", "PDF"),
        File::new("photo.png", "PNG").content_type("image/png"),
        "*now*",
        models::UploadDocumentFormMeta::new().year(2025),
        vec![1, 2],
    )
}

#[test]
fn a_list_whose_content_type_is_json_is_one_part() {
    let links = vec![models::Link::new().href("a"), models::Link::new().href("b")];
    assert_eq!(
        sent(&form().links(links)),
        r#"POST https://api.example.com/documents
content-type: multipart/form-data; boundary=B

--B
Content-Disposition: form-data; name="scan"; filename="scan.pdf"
Content-Type: application/pdf

PDF
--B
Content-Disposition: form-data; name="photo"; filename="photo.png"
Content-Type: image/png

PNG
--B
Content-Disposition: form-data; name="note"
Content-Type: text/markdown

*now*
--B
Content-Disposition: form-data; name="meta"
Content-Type: application/vnd.meta+json

{"year":2025}
--B
Content-Disposition: form-data; name="pages"
Content-Type: application/json

[1,2]
--B
Content-Disposition: form-data; name="links"
Content-Type: application/json

[{"href":"a"},{"href":"b"}]
--B--
"#
    );
}

#[test]
fn parts_have_the_headers_that_are_given_to_them() {
    use client::multipart_headers::models::{
        Size, UploadDocumentForm, UploadDocumentFormMeta, UploadDocumentFormMetaPart,
        UploadDocumentFormNotePart, UploadDocumentFormPhotosPart, UploadDocumentFormScanPart,
    };
    let recorder = Recorder::default();
    let client = client::multipart_headers::Client::builder()
        .base_url("https://api.example.com")
        .transport(recorder.clone())
        .build()
        .unwrap();
    let photo = UploadDocumentFormPhotosPart::new(File::new("a.png", "A"))
        .x_taken("2025-02-03T04:05:06Z".parse().unwrap())
        .x_size(Size::new().width(3).height(4));
    let form = UploadDocumentForm::new(
        UploadDocumentFormScanPart::new(File::new("scan.pdf", "PDF").header("X-More", "yes"), 2)
            .x_languages(vec!["en".to_owned(), "sv".to_owned()]),
        vec![
            photo,
            UploadDocumentFormPhotosPart::new(File::new("b.png", "B")),
        ],
        UploadDocumentFormMetaPart::new(UploadDocumentFormMeta::new())
            .x_origin(Size::new().width(1)),
    )
    .note(UploadDocumentFormNotePart::new("hush").x_key("k3y".to_owned()));
    Recorder::call(client.upload_document(&form)).unwrap();
    assert_eq!(
        recorder.sent(),
        r#"POST https://api.example.com/documents
content-type: multipart/form-data; boundary=B

--B
Content-Disposition: form-data; name="scan"; filename="scan.pdf"
Content-Type: application/pdf
X-More: yes
X-Pages: 2
X-Languages: en,sv

PDF
--B
Content-Disposition: form-data; name="photos"; filename="a.png"
Content-Type: application/octet-stream
X-Taken: Mon, 03 Feb 2025 04:05:06 GMT
X-Size: width=3,height=4

A
--B
Content-Disposition: form-data; name="photos"; filename="b.png"
Content-Type: application/octet-stream

B
--B
Content-Disposition: form-data; name="meta"
Content-Type: application/json
X-Origin: {"width":1}

{}
--B
Content-Disposition: form-data; name="note"
X-Key: k3y

hush
--B--
"#
    );
}
