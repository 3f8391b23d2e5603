//! Depth: the same limit everywhere, reached without recursion on anything that is refused.

use std::thread;
use std::time::{Duration, Instant};

use castiron_runtime::json::{MAX_DEPTH, from_slice};
use castiron_runtime::{Kind, RawJson};
use serde::Deserialize;
use serde::de::value::MapDeserializer;
use serde::de::{DeserializeOwned, Deserializer, IgnoredAny};

/// A field that nests, and no other.
#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only read from JSON")]
struct Known {
    next: Option<Box<Known>>,
}

/// A union that nests in itself, by lists and by objects.
#[derive(Debug)]
#[expect(dead_code, reason = "only read from JSON")]
enum Nested {
    List(Vec<Nested>),
    Object(Box<Holder>),
    Unknown(RawJson),
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only read from JSON")]
struct Holder {
    next: Nested,
}

impl<'de> Deserialize<'de> for Nested {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = RawJson::deserialize(deserializer)?;
        match json.kind() {
            Kind::Array => json.decode().map(Self::List),
            Kind::Object => json.decode().map(Self::Object),
            _ => Ok(Self::Unknown(json)),
        }
    }
}

/// Lists and objects around a `1`.
fn nested(opening: &str, closing: &str, levels: usize) -> String {
    format!("{}1{}", opening.repeat(levels), closing.repeat(levels))
}

/// Reads on a thread with a small stack.
fn read_on<T: DeserializeOwned>(kibibytes: usize, text: String) -> Result<(), String> {
    let read = move || {
        let value = from_slice::<T>(text.as_bytes(), MAX_DEPTH);
        value.map(drop).map_err(|error| error.to_string())
    };
    let thread = thread::Builder::new().stack_size(kibibytes * 1024);
    thread.spawn(read).unwrap().join().unwrap()
}

fn known(levels: usize) -> String {
    nested(r#"{"next":"#, "}", levels).replace("{\"next\":1}", "{}")
}

#[test]
fn depth_128_is_read_in_known_fields_unknown_fields_and_unions() {
    const STACK: usize = 2048;
    assert_eq!(read_on::<Known>(STACK, known(128)), Ok(()));
    let unknown = format!(r#"{{"other":{}}}"#, nested("[", "]", 127));
    assert_eq!(read_on::<Known>(STACK, unknown), Ok(()));
    assert_eq!(read_on::<Nested>(STACK, nested("[", "]", 128)), Ok(()));
    let objects = nested(r#"{"next":"#, "}", 128);
    assert_eq!(read_on::<Nested>(STACK, objects), Ok(()));
    assert_eq!(read_on::<RawJson>(STACK, nested("[", "]", 128)), Ok(()));
}

#[test]
fn depth_129_is_refused_in_known_fields_unknown_fields_and_unions() {
    fn refused<T: DeserializeOwned>(text: String) {
        let error = read_on::<T>(64, text).unwrap_err();
        assert!(error.ends_with("nested deeper than 128 levels"), "{error}");
    }
    for levels in [129, 100_000, 3_000_000] {
        refused::<Known>(known(levels));
        refused::<Known>(format!(r#"{{"other":{}}}"#, nested("[", "]", levels - 1)));
        refused::<Nested>(nested("[", "]", levels));
        refused::<Nested>(nested(r#"{"next":"#, "}", levels));
        refused::<IgnoredAny>("[".repeat(levels));
        refused::<RawJson>(r#"{"a":"#.repeat(levels));
    }
}

#[test]
fn a_union_has_the_same_limit_when_serde_json_reads_alone() {
    let read = || {
        let text = nested("[", "]", 100_000);
        serde_json::from_str::<Nested>(&text)
            .map(drop)
            .unwrap_err()
            .to_string()
    };
    let thread = thread::Builder::new().stack_size(64 * 1024);
    let error = thread.spawn(read).unwrap().join().unwrap();
    assert!(
        error.starts_with("nested deeper than 128 levels"),
        "{error}"
    );
    assert!(RawJson::parse(&nested("[", "]", 129)).is_err());
    assert!(RawJson::parse(&format!("[\"{}\"]", "[\\\"".repeat(200))).is_ok());
}

#[test]
fn a_tree_has_the_same_limit_when_it_is_read() {
    let tree =
        |levels| (0..levels).fold(serde_json::json!([]), |tree, _| serde_json::json!([tree]));
    assert!(RawJson::from(tree(127)).read::<Nested>().is_ok());
    let error = RawJson::from(tree(128)).read::<Nested>().unwrap_err();
    assert_eq!(error.to_string(), "$: nested deeper than 128 levels");
}

/// What a key says makes no text one that was read.
#[test]
fn a_key_that_says_what_the_reader_says_is_checked() {
    for name in [
        "$serde_json::private::RawValue",
        "castiron$serde_json::private::RawValue",
    ] {
        let text = format!(r#"{{"{name}": "not JSON"}}"#);
        let kept: RawJson = from_slice(text.as_bytes(), MAX_DEPTH).unwrap();
        assert_eq!(kept.text(), text);
        let entries = [(name, "not JSON")].into_iter();
        let entries: MapDeserializer<'_, _, serde_json::Error> = MapDeserializer::new(entries);
        let kept = RawJson::deserialize(entries).map(|kept| kept.text().to_owned());
        assert_eq!(kept.is_err(), name.starts_with('$'), "{kept:?}");
    }
}

/// Texts that take long where the time does not grow with the length alone.
#[test]
fn the_time_grows_with_the_length_of_the_text() {
    let many_keys: String = (0..40_000).map(|key| format!("\"k{key}\":1,")).collect();
    let long_key = "k".repeat(400_000);
    let values = "1,".repeat(200_000);
    let texts = [
        format!("{{{many_keys}\"end\":1}}"),
        // The path to each of the values is long.
        format!(r#"{{"next":{{"{long_key}":[{values}1],"next":1}}}}"#),
        format!(r#"{{"{long_key}":[{values}[]]}}"#),
        format!("[{}1", "\"\\\\\",".repeat(100_000)),
    ];
    for text in texts {
        let began = Instant::now();
        let _ = from_slice::<Known>(text.as_bytes(), MAX_DEPTH);
        let _ = from_slice::<Nested>(text.as_bytes(), MAX_DEPTH);
        let _ =
            from_slice::<std::collections::BTreeMap<String, Vec<i8>>>(text.as_bytes(), MAX_DEPTH);
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "{} bytes",
            text.len()
        );
    }
}
