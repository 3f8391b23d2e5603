//! `multipart/form-data` (RFC 7578): what `encoding` says of each part.

use client::multipart_encoding::{Client, models};
use client::runtime::File;

use crate::recorder::Recorder;

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
