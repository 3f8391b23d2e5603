//! The mock of an API.

use castiron::model::Api;
use castiron::names::Names;

use super::Code;
use super::page::{Page, signature};

pub(super) fn outline(api: &Api, names: &Names, code: &Code, page: &mut Page) {
    page.title("mock/Mock", "mock::Mock", "");
    for method in code.methods("mock/Mock") {
        let operation = api
            .operations()
            .find(|(id, _)| names.mock(*id).method == method.ident);
        let wire = operation.map(|(_, operation)| operation.id.as_str());
        let code = signature(method).replace("runtime::mock::", "");
        page.line(1, &code, wire.unwrap_or_default());
    }
}
