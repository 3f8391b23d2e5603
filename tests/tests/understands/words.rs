//! Every word that needs a row.

use castiron::dialect;
use castiron::lower;

use super::table::{FOLDER, STRAY_SWAGGER, yaml};

/// The keywords of Swagger 2.0 by the objects that have them, each with the words that it may have as
/// its value. The generator has no table of them: it rearranges what has another form in OpenAPI 3.0.
const SWAGGER: &str = "2.0.yaml";

/// A word of a dialect.
#[derive(Debug, PartialEq, Eq)]
pub struct Word {
    pub dialect: String,
    pub object: String,
    pub keyword: String,
    /// The value, where the keyword has one of a few words.
    pub value: Option<String>,
}

/// Those of the generator's tables, and those of Swagger 2.0.
pub fn words() -> Vec<Word> {
    let tables = dialect::vocabulary().into_iter().map(|word| Word {
        // The tables hold those words of Swagger 2.0 that OpenAPI says in another way.
        dialect: match word.dialect {
            "Swagger 2.0" => STRAY_SWAGGER.to_owned(),
            other => other.to_owned(),
        },
        object: word.object.to_owned(),
        keyword: word.keyword.to_owned(),
        value: word.value.map(str::to_owned),
    });
    let formats = lower::formats().map(|(_, format)| Word {
        dialect: "OpenAPI 3.0".to_owned(),
        object: "Schema".to_owned(),
        keyword: "format".to_owned(),
        value: Some(format.to_owned()),
    });
    tables.chain(formats).chain(of_swagger()).collect()
}

fn of_swagger() -> Vec<Word> {
    let list = yaml(&format!("{FOLDER}/{SWAGGER}"));
    let mut words = Vec::new();
    for (object, keywords) in list.as_object().unwrap() {
        for (keyword, values) in keywords.as_object().unwrap() {
            let values = values.as_array().into_iter().flatten();
            let values = values.map(|value| Some(value.as_str().unwrap().to_owned()));
            words.extend(std::iter::once(None).chain(values).map(|value| Word {
                dialect: "Swagger 2.0".to_owned(),
                object: object.clone(),
                keyword: keyword.clone(),
                value,
            }));
        }
    }
    words
}
