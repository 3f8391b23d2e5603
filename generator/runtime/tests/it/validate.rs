//! Rules: each on both sides of its bound.

use castiron_runtime::validate::{Check, Rule, Validate};
use castiron_runtime::{Nullable, RawJson};

/// JSON that is held against rules.
struct Held(&'static str, &'static [Rule]);

impl Validate for Held {
    fn check(&self, check: &mut Check) {
        check.value(&RawJson::parse(self.0).unwrap(), self.1);
    }
}

/// What is said of the faults of JSON.
fn faults(json: &'static str, rules: &'static [Rule]) -> Vec<String> {
    match Held(json, rules).validate() {
        Ok(()) => Vec::new(),
        Err(errors) => errors.faults().iter().map(ToString::to_string).collect(),
    }
}

/// Rules with JSON that holds to them, and JSON that does not.
const BOUNDS: &[(Rule, &[&str], &[&str])] = &[
    (
        Rule::MinLength(2),
        &["\"ab\"", "\"\u{1f980}\u{e9}\"", "1"],
        &["\"\"", "\"\u{1f980}\""],
    ),
    (
        Rule::MaxLength(2),
        &["\"\"", "\"\\u00e9\u{1f980}\"", "null"],
        &["\"abc\""],
    ),
    (
        Rule::Pattern("^[a-z]+$"),
        &["\"abc\"", "[]"],
        &["\"\"", "\"abc\\n\"", "\"aBc\""],
    ),
    (Rule::Pattern("b"), &["\"abc\""], &["\"ac\""]),
    (
        Rule::Minimum("0.01"),
        &["0.01", "1e-2", "5", "1e999999999999", "\"0\""],
        &["0.0099", "0", "-0.0", "-5"],
    ),
    (
        Rule::ExclusiveMinimum("0"),
        &["0.0000000000000000000000001", "1"],
        &["0", "-0.00", "0e5", "-1"],
    ),
    (
        Rule::Maximum("100"),
        &["100", "1e2", "100.00", "-1000", "99.999999999999999999999"],
        &["100.00000000000000000000001", "101"],
    ),
    (
        Rule::ExclusiveMaximum("-1.5"),
        &["-1.51", "-2", "-1e3"],
        &["-1.5", "-1.50", "-1.49", "0"],
    ),
    (
        Rule::MultipleOf("0.01"),
        &[
            "0",
            "19.99",
            "0.070",
            "-3",
            "1e400",
            "123456789012345678901234567890.12",
        ],
        &["0.001", "19.999", "1e-400"],
    ),
    (
        Rule::MultipleOf("7"),
        &["49", "7e30", "-14.0"],
        &["50", "1e30", "0.7"],
    ),
    (
        Rule::MultipleOf("2.5"),
        &["5", "7.50", "1e5"],
        &["4", "2.55"],
    ),
    (Rule::MinItems(1), &["[1]", "[1,2]", "{}"], &["[]"]),
    (Rule::MaxItems(1), &["[]", "[[1,2]]"], &["[1,2]"]),
    (
        Rule::UniqueItems,
        &["[]", "[1,\"1\",true,null]", "[{\"a\":1},{\"a\":2}]"],
        &[
            "[1,1.0]",
            "[\"a\",\"\\u0061\"]",
            "[{\"a\":1,\"b\":[2]},{\"b\":[2e0],\"a\":1}]",
            "[null,null]",
        ],
    ),
    (Rule::MinProperties(1), &["{\"a\":null}", "[]"], &["{}"]),
    (
        Rule::MaxProperties(1),
        &["{\"a\":1}", "{}"],
        &["{\"a\":1,\"b\":2}"],
    ),
    (
        Rule::OneOf(&["1.5", "true"]),
        &["1.50", "true", "null"],
        &["1", "false", "\"true\""],
    ),
    (
        Rule::Each(&[Rule::MaxLength(1)]),
        &["[\"a\",\"\"]", "{\"a\":\"b\"}", "\"ab\"", "[1]"],
        &["[\"a\",\"ab\"]", "{\"a\":\"ab\"}"],
    ),
];

#[test]
fn rules_hold_up_to_their_bound() {
    for (rule, lawful, spoilt) in BOUNDS {
        let rules: &'static [Rule] = std::slice::from_ref(rule);
        for json in *lawful {
            assert_eq!(faults(json, rules), [""; 0], "{rule:?}: {json}");
        }
        for json in *spoilt {
            assert_eq!(faults(json, rules).len(), 1, "{rule:?}: {json}");
        }
    }
}

#[test]
fn faults_have_a_place_and_no_value() {
    let rules = &[
        Rule::MinItems(3),
        Rule::Each(&[Rule::Each(&[Rule::MaxLength(3)])]),
    ];
    let found = faults(r#"[{"a/b":"secret"},{"":"abc","~":"secret"}]"#, rules);
    assert_eq!(
        found,
        [
            "has to be a list of at least 3",
            "`/0/a~1b`: has to be at most 3 characters long",
            "`/1/~0`: has to be at most 3 characters long",
        ]
    );
}

#[test]
fn what_is_not_there_has_no_limits() {
    struct Absent;
    impl Validate for Absent {
        fn check(&self, check: &mut Check) {
            check.value(&None::<u8>, &[Rule::Minimum("1")]);
            check.value(&Nullable::<u8>::Null, &[Rule::Minimum("1")]);
            check.value(&Some(0), &[Rule::Minimum("1")]);
        }
    }
    assert_eq!(Absent.validate().unwrap_err().faults().len(), 1);
}

#[test]
fn lists_and_maps_lead_to_what_they_hold() {
    let item = Held("\"ab\"", &[Rule::MaxLength(1)]);
    let held = std::collections::BTreeMap::from([("k".to_owned(), Some(vec![Box::new(item)]))]);
    let errors = held.validate().unwrap_err();
    assert_eq!(errors.faults()[0].pointer(), "/k/0");
    assert_eq!(errors.faults()[0].rule(), Rule::MaxLength(1));
}
