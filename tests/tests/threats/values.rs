//! Values that are not of the type that their schema declares.

use std::fmt::Write as _;

use insta::assert_snapshot;

use crate::trial::trial;

const TYPES: [(&str, &str); 8] = [
    ("string", "type: string"),
    ("date-time", "type: string, format: date-time"),
    ("integer", "type: integer"),
    ("number", "type: number"),
    ("boolean", "type: boolean"),
    ("array", "type: array, items: { type: string }"),
    (
        "object",
        "type: object, properties: { a: { type: string } }",
    ),
    ("none", "description: Anything."),
];

const KEYWORDS: [&str; 3] = ["enum", "default", "example"];

const VALUES: [&str; 8] = ["a", "'1'", "1", "1.5", "true", "null", "[a]", "{ a: b }"];

/// What is said of each value under a keyword of each type.
fn answers(keyword: &str) -> String {
    let mut table = format!("{keyword:<10}");
    for value in VALUES {
        let _ = write!(table, "|{value:<9}");
    }
    for (name, ty) in TYPES {
        let _ = write!(table, "\n{name:<10}");
        for value in VALUES {
            let trial = trial(&document(ty, keyword, value)).unwrap();
            let _ = write!(table, "|{:<9}", short(&trial.answer));
        }
    }
    table
}

fn short(answer: &str) -> String {
    match answer {
        "accepted" => String::new(),
        answer => answer.replace("warning ", "! ").replace("note ", ""),
    }
}

/// The documents with every value under every keyword.
pub fn documents() -> Vec<String> {
    let of_keyword = |keyword| {
        TYPES.iter().flat_map(move |(_, ty)| {
            let values = VALUES.iter();
            values.map(move |value| document(ty, keyword, value))
        })
    };
    KEYWORDS.into_iter().flat_map(of_keyword).collect()
}

fn document(ty: &str, keyword: &str, value: &str) -> String {
    let value = match keyword {
        "enum" => format!("[{value}]"),
        _ => value.to_owned(),
    };
    format!(
        "openapi: 3.0.3
info: {{ title: Case, version: '1' }}
paths:
  /case:
    post:
      operationId: case
      requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Case' }} }} }} }}
      responses: {{}}
components: {{ schemas: {{ Case: {{ type: object, properties: {{ a: {{ {ty}, {keyword}: {value} }} }} }} }} }}
"
    )
}

#[test]
fn values_of_enum() {
    assert_snapshot!(answers("enum"), @r"
    enum      |a        |'1'      |1        |1.5      |true     |null     |[a]      |{ a: b } 
    string    |         |         |E0206    |E0206    |E0206    |         |! E0206  |! E0206  
    date-time |         |         |E0206    |E0206    |E0206    |         |! E0206  |! E0206  
    integer   |! E0206  |E0206    |         |! E0206  |! E0206  |         |! E0206  |! E0206  
    number    |! E0206  |E0206    |         |         |! E0206  |         |! E0206  |! E0206  
    boolean   |! E0206  |! E0206  |! E0206  |! E0206  |         |         |! E0206  |! E0206  
    array     |! E0206  |! E0206  |! E0206  |! E0206  |! E0206  |! E0206  |         |! E0206  
    object    |! E0206  |! E0206  |! E0206  |! E0206  |! E0206  |         |! E0206  |         
    none      |         |         |         |         |         |         |         |
    ");
}

#[test]
fn values_of_default() {
    assert_snapshot!(answers("default"), @r"
    default   |a        |'1'      |1        |1.5      |true     |null     |[a]      |{ a: b } 
    string    |         |         |E0206    |E0206    |E0206    |         |E0206    |E0206    
    date-time |         |         |E0206    |E0206    |E0206    |         |E0206    |E0206    
    integer   |E0206    |E0206    |         |E0206    |E0206    |         |E0206    |E0206    
    number    |E0206    |E0206    |         |         |E0206    |         |E0206    |E0206    
    boolean   |E0206    |E0206    |E0206    |E0206    |         |         |E0206    |E0206    
    array     |E0206    |E0206    |E0206    |E0206    |E0206    |         |         |E0206    
    object    |E0206    |E0206    |E0206    |E0206    |E0206    |         |E0206    |         
    none      |         |         |         |         |         |         |         |
    ");
}

#[test]
fn values_of_example() {
    assert_snapshot!(answers("example"), @r"
    example   |a        |'1'      |1        |1.5      |true     |null     |[a]      |{ a: b } 
    string    |         |         |E0206    |E0206    |E0206    |         |E0206    |E0206    
    date-time |         |         |E0206    |E0206    |E0206    |         |E0206    |E0206    
    integer   |E0206    |E0206    |         |E0206    |E0206    |         |E0206    |E0206    
    number    |E0206    |E0206    |         |         |E0206    |         |E0206    |E0206    
    boolean   |E0206    |E0206    |E0206    |E0206    |         |         |E0206    |E0206    
    array     |E0206    |E0206    |E0206    |E0206    |E0206    |         |         |E0206    
    object    |E0206    |E0206    |E0206    |E0206    |E0206    |         |E0206    |         
    none      |         |         |         |         |         |         |         |
    ");
}
