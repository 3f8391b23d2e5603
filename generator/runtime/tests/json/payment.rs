//! A model with everything that models can have, written as castiron writes them.

use std::collections::BTreeMap;
use std::fmt;

use castiron_runtime::json::{JsonError, MAX_DEPTH, from_slice};
use castiron_runtime::object::{self, Writer};
use castiron_runtime::wire::written;
use castiron_runtime::{
    Kind, Nullable, RawJson, base64_bytes, decimal, decimal_string, required_nullable,
};
use rust_decimal::Decimal;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

pub fn read(text: &str) -> Result<Payment, JsonError> {
    from_slice(text.as_bytes(), MAX_DEPTH)
}

/// Texts that come out of [`Payment`] as they went in.
pub const TEXTS: &[&str] = &[
    r#"{"id":1,"amount":10.50,"parent":null,"state":"paid","creator":"x","lines":[],"rates":{}}"#,
    r#"{"id":18446744073709551615,"amount":-0.00000000000000000000000001,"tax":"0.10","tip":null,"parent":-9223372036854775808,"state":"a \"new\" état","level":7,"creator":{"kind":"login","name":"é","limit":1.10},"lines":[{"price":79228162514264337593543950335,"data":"aGk="},{"price":0.0}],"rates":{"a":[1.50,null],"b":[]},"x":1.10,"y":{"b":[1,2.50],"a":null}}"#,
    r#"{"id":0,"amount":1,"tip":2.0,"parent":5,"state":"open","level":1,"creator":{"kind":"robot","serial":12345678901234567890123.4500},"lines":[],"rates":{},"z":"text"}"#,
    r#"{"id":0,"amount":1,"parent":5,"state":"","level":-2147483648,"creator":12.30,"lines":[],"rates":{},"float":0.1,"n":null,"t":true}"#,
    r#"{"id":0,"amount":1,"parent":5,"state":"open","creator":[1.0,{"a":2e3}],"lines":[],"rates":{}}"#,
];

/// An object that keeps undeclared properties.
#[derive(Debug, Clone, PartialEq)]
pub struct Payment {
    pub id: u64,
    pub amount: Decimal,
    pub tax: Option<Decimal>,
    pub tip: Nullable<Decimal>,
    pub parent: Option<i64>,
    pub state: State,
    pub level: Option<Level>,
    pub creator: Creator,
    pub lines: Vec<Line>,
    pub rates: BTreeMap<String, Vec<Option<Decimal>>>,
    pub additional_properties: BTreeMap<String, RawJson>,
}

impl Serialize for Payment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Writer::new(serializer)?;
        object.required("id", &self.id)?;
        object.required_with("amount", &self.amount, decimal::Number)?;
        object.optional_with("tax", &self.tax, decimal_string::Text)?;
        object.optional_with("tip", &self.tip, decimal::Number)?;
        object.required("parent", &self.parent)?;
        object.required("state", &self.state)?;
        object.optional("level", &self.level)?;
        object.required("creator", &self.creator)?;
        object.required("lines", &self.lines)?;
        object.required_with("rates", &self.rates, decimal::Number)?;
        object.additional(&self.additional_properties)?;
        object.end()
    }
}

impl<'de> Deserialize<'de> for Payment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PaymentVisitor)
    }
}

struct PaymentVisitor;

impl<'de> Visitor<'de> for PaymentVisitor {
    type Value = Payment;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object `Payment`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Payment, A::Error> {
        use object::{insert, optional, required, set, set_with};
        let (mut id, mut amount, mut tax, mut tip, mut parent) = (None, None, None, None, None);
        let (mut state, mut level, mut creator) = (None, None, None);
        let (mut lines, mut rates) = (None, None);
        let mut others = BTreeMap::new();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "id" => set(&mut id, "id", &mut map)?,
                "amount" => set_with(&mut amount, "amount", &mut map, decimal::Number)?,
                "tax" => set_with(&mut tax, "tax", &mut map, decimal_string::Text)?,
                "tip" => set_with(&mut tip, "tip", &mut map, decimal::Number)?,
                "parent" => set(&mut parent, "parent", &mut map)?,
                "state" => set(&mut state, "state", &mut map)?,
                "level" => set(&mut level, "level", &mut map)?,
                "creator" => set(&mut creator, "creator", &mut map)?,
                "lines" => set(&mut lines, "lines", &mut map)?,
                "rates" => set_with(&mut rates, "rates", &mut map, decimal::Number)?,
                _ => insert(&mut others, key, &mut map)?,
            }
        }
        Ok(Payment {
            id: required(id, "id")?,
            amount: required(amount, "amount")?,
            tax: optional(tax),
            tip: optional(tip),
            parent: required(parent, "parent")?,
            state: required(state, "state")?,
            level: optional(level),
            creator: required(creator, "creator")?,
            lines: required(lines, "lines")?,
            rates: required(rates, "rates")?,
            additional_properties: others,
        })
    }
}

/// A closed object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    #[serde(with = "decimal")]
    pub price: Decimal,
    #[serde(
        with = "base64_bytes",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub data: Option<Vec<u8>>,
}

/// An open enumeration of texts.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    Open,
    Unknown(String),
}

impl Serialize for State {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Open => "open",
            Self::Unknown(text) => text,
        })
    }
}

impl<'de> Deserialize<'de> for State {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(match text.as_str() {
            "open" => Self::Open,
            _ => Self::Unknown(text),
        })
    }
}

/// An open enumeration of integers.
#[derive(Debug, Clone, PartialEq)]
pub enum Level {
    High,
    Unknown(i32),
}

impl Serialize for Level {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i32(match self {
            Self::High => 1,
            Self::Unknown(value) => *value,
        })
    }
}

impl<'de> Deserialize<'de> for Level {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i32::deserialize(deserializer).map(|value| match value {
            1 => Self::High,
            other => Self::Unknown(other),
        })
    }
}

/// A union: a text, a decimal, an object that a tag tells apart, or anything else.
#[derive(Debug, Clone, PartialEq)]
pub enum Creator {
    Text(String),
    Number(Decimal),
    Login(Box<Login>),
    Unknown(RawJson),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Login {
    pub kind: String,
    #[serde(deserialize_with = "required_nullable")]
    pub name: Option<String>,
    #[serde(with = "decimal", default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Decimal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
}

impl Serialize for Creator {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => text.serialize(serializer),
            Self::Number(value) => written(value, decimal::Number).serialize(serializer),
            Self::Login(login) => login.serialize(serializer),
            Self::Unknown(json) => json.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Creator {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = RawJson::deserialize(deserializer)?;
        match (json.kind(), json.tag("kind").as_deref()) {
            (Kind::String, _) => json.decode().map(Self::Text),
            (Kind::Number, _) => json.decode_with(decimal::Number).map(Self::Number),
            (Kind::Object, Some("login")) => json.decode().map(Self::Login),
            _ => Ok(Self::Unknown(json)),
        }
    }
}
