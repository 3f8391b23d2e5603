//! The table of codes: one per rule, stable across releases.

/// The rule that a finding is about.
///
/// The digits after `E0` group the rules: 1 source and syntax, 2 document structure and keywords,
/// 3 names, 4 paths, operations and parameters, 5 schemas, 6 responses, bodies and media types,
/// 7 servers and security, 8 selections and overlays. A code is never given to another rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// The file cannot be read.
    UnreadableFile,
    /// The input is larger than 64 MiB.
    InputTooLarge,
    /// The text is not UTF-8.
    NotUtf8,
    /// The text is not YAML.
    YamlSyntax,
    /// The text is not JSON.
    JsonSyntax,
    /// A key stands twice in one mapping.
    DuplicateKey,
    /// The input is nested too deep.
    TooDeep,
    /// Aliases make the document much larger than its text.
    AliasBomb,
    /// One file holds several YAML documents.
    SeveralDocuments,
    /// A YAML value has no counterpart in JSON.
    NotJsonValue,
    /// The document is not a mapping.
    NotAMapping,
    /// The document does not say which OpenAPI version it follows.
    UnknownVersion,
    /// A keyword that OpenAPI does not define.
    UnknownKeyword,
    /// An `x-rust-` extension that castiron does not define.
    UnknownExtension,
    /// A keyword with a value of the wrong kind.
    WrongValue,
    /// A keyword that OpenAPI requires is missing.
    MissingKeyword,
    /// A `$ref` to something that does not exist.
    DanglingReference,
    /// Keywords beside a `$ref`.
    ReferenceSiblings,
    /// A `$ref` into another document.
    ExternalReference,
    /// A `$ref` that is not a reference.
    MalformedReference,
    /// References that lead back to themselves.
    ReferenceCycle,
    /// An object that could not be read.
    UnreadableNode,
    /// A part of OpenAPI that is not modelled.
    NotModelled,
    /// An extension that says nothing where it stands.
    IdleExtension,
    /// Two things with the same Rust name.
    CollidingNames,
    /// An `x-rust-name` that changes nothing.
    UselessName,
    /// A name that cannot be a Rust name.
    UnusableName,
    /// Two operations with the same operationId.
    DuplicateOperationId,
    /// An operation without operationId.
    MissingOperationId,
    /// A path names a parameter that is not declared.
    UndeclaredPathParameter,
    /// A declared path parameter is not in the path.
    UnusedPathParameter,
    /// A parameter style that is not supported.
    UnsupportedParameterStyle,
    /// A header name that HTTP cannot carry.
    UnusableHeaderName,
    /// A header parameter that OpenAPI says to ignore.
    IgnoredHeaderParameter,
    /// A request body where HTTP gives it no meaning.
    BodyOfGet,
    /// A path that is not a path template.
    MalformedPath,
    /// A parameter is declared twice.
    DuplicateParameter,
    /// A path parameter that is not required.
    OptionalPathParameter,
    /// An `x-rust-idempotency` that no key can go with.
    UnusableIdempotencyKey,
    /// An `x-rust-pagination` that does not fit its operation.
    UnusablePagination,
    /// Two paths that are the same.
    SamePath,
    /// An enum without values.
    EmptyEnum,
    /// An enum lists a value twice.
    DuplicateEnumValue,
    /// A discriminator mapping to something that does not exist.
    DanglingMapping,
    /// A required property that does not exist.
    MissingRequiredProperty,
    /// A schema keyword that is not supported.
    UnsupportedSchemaKeyword,
    /// Branches of a union that JSON cannot tell apart.
    IndistinguishableBranches,
    /// A schema whose type cannot be decided.
    UndecidableType,
    /// Parts of an allOf that contradict each other.
    AllOfConflict,
    /// An allOf that contains itself.
    RecursiveAllOf,
    /// An `x-enum-` list that does not match its enum.
    UnusableExtensionList,
    /// A branch of a union that no value of its discriminator stands for.
    UntaggedBranch,
    /// A media type that is not supported.
    UnsupportedMediaType,
    /// A response key that is no status code.
    UnusableStatus,
    /// A link that cannot be followed.
    UnusableLink,
    /// A server URL that cannot be used.
    UnusableServerUrl,
    /// A security scheme that is not supported.
    UnsupportedSecurityScheme,
    /// A security requirement that names no scheme.
    UnknownSecurityScheme,
    /// A path or operation with servers of its own.
    OwnServers,
    /// A security scheme that no operation asks for.
    IdleSecurityScheme,
    /// A selector that matches no operation.
    IdleSelector,
    /// A file that is not an overlay.
    UnusableOverlay,
    /// An action of an overlay that changes nothing.
    IdleAction,
    /// `tag-features` of a document whose operations have no tags.
    IdleTagFeatures,
}

impl Code {
    /// Every code, in order.
    pub const ALL: &[Self] = &[
        Self::UnreadableFile,
        Self::InputTooLarge,
        Self::NotUtf8,
        Self::YamlSyntax,
        Self::JsonSyntax,
        Self::DuplicateKey,
        Self::TooDeep,
        Self::AliasBomb,
        Self::SeveralDocuments,
        Self::NotJsonValue,
        Self::NotAMapping,
        Self::UnknownVersion,
        Self::UnknownKeyword,
        Self::UnknownExtension,
        Self::WrongValue,
        Self::MissingKeyword,
        Self::DanglingReference,
        Self::ReferenceSiblings,
        Self::ExternalReference,
        Self::MalformedReference,
        Self::ReferenceCycle,
        Self::UnreadableNode,
        Self::NotModelled,
        Self::IdleExtension,
        Self::CollidingNames,
        Self::UselessName,
        Self::UnusableName,
        Self::DuplicateOperationId,
        Self::MissingOperationId,
        Self::UndeclaredPathParameter,
        Self::UnusedPathParameter,
        Self::UnsupportedParameterStyle,
        Self::UnusableHeaderName,
        Self::IgnoredHeaderParameter,
        Self::BodyOfGet,
        Self::MalformedPath,
        Self::DuplicateParameter,
        Self::OptionalPathParameter,
        Self::UnusableIdempotencyKey,
        Self::UnusablePagination,
        Self::SamePath,
        Self::EmptyEnum,
        Self::DuplicateEnumValue,
        Self::DanglingMapping,
        Self::MissingRequiredProperty,
        Self::UnsupportedSchemaKeyword,
        Self::IndistinguishableBranches,
        Self::UndecidableType,
        Self::AllOfConflict,
        Self::RecursiveAllOf,
        Self::UnusableExtensionList,
        Self::UntaggedBranch,
        Self::UnsupportedMediaType,
        Self::UnusableStatus,
        Self::UnusableLink,
        Self::UnusableServerUrl,
        Self::UnsupportedSecurityScheme,
        Self::UnknownSecurityScheme,
        Self::OwnServers,
        Self::IdleSecurityScheme,
        Self::IdleSelector,
        Self::UnusableOverlay,
        Self::IdleAction,
        Self::IdleTagFeatures,
    ];

    /// The code as it is printed, for example `E0204`.
    pub fn as_str(self) -> &'static str {
        self.row().0
    }

    /// The rule in a few words, for an index of all codes.
    pub fn title(self) -> &'static str {
        self.row().1
    }

    fn row(self) -> (&'static str, &'static str) {
        match self {
            Self::UnreadableFile => ("E0101", "the file cannot be read"),
            Self::InputTooLarge => ("E0102", "the input is larger than 64 MiB"),
            Self::NotUtf8 => ("E0103", "the text is not UTF-8"),
            Self::YamlSyntax => ("E0104", "the text is not YAML"),
            Self::JsonSyntax => ("E0105", "the text is not JSON"),
            Self::DuplicateKey => ("E0106", "a key stands twice in one mapping"),
            Self::TooDeep => ("E0107", "the input is nested too deep"),
            Self::AliasBomb => (
                "E0108",
                "aliases make the document much larger than its text",
            ),
            Self::SeveralDocuments => ("E0109", "one file holds several YAML documents"),
            Self::NotJsonValue => ("E0110", "a YAML value has no counterpart in JSON"),
            Self::NotAMapping => ("E0201", "the document is not a mapping"),
            Self::UnknownVersion => (
                "E0202",
                "the document does not say which OpenAPI version it follows",
            ),
            Self::UnknownKeyword => ("E0204", "a keyword that OpenAPI does not define"),
            Self::UnknownExtension => (
                "E0205",
                "an `x-rust-` extension that castiron does not define",
            ),
            Self::WrongValue => ("E0206", "a keyword with a value of the wrong kind"),
            Self::MissingKeyword => ("E0207", "a keyword that OpenAPI requires is missing"),
            Self::DanglingReference => ("E0208", "a `$ref` to something that does not exist"),
            Self::ReferenceSiblings => ("E0209", "keywords beside a `$ref`"),
            Self::ExternalReference => ("E0210", "a `$ref` into another document"),
            Self::MalformedReference => ("E0211", "a `$ref` that is not a reference"),
            Self::ReferenceCycle => ("E0212", "references that lead back to themselves"),
            Self::UnreadableNode => ("E0213", "an object that could not be read"),
            Self::NotModelled => ("E0214", "a part of OpenAPI that is not modelled"),
            Self::IdleExtension => ("E0215", "an extension that says nothing where it stands"),
            Self::CollidingNames => ("E0301", "two things with the same Rust name"),
            Self::UselessName => ("E0302", "an `x-rust-name` that changes nothing"),
            Self::UnusableName => ("E0303", "a name that cannot be a Rust name"),
            Self::DuplicateOperationId => ("E0401", "two operations with the same operationId"),
            Self::MissingOperationId => ("E0402", "an operation without operationId"),
            Self::UndeclaredPathParameter => {
                ("E0403", "a path names a parameter that is not declared")
            }
            Self::UnusedPathParameter => ("E0404", "a declared path parameter is not in the path"),
            Self::UnsupportedParameterStyle => ("E0405", "a parameter style that is not supported"),
            Self::UnusableHeaderName => ("E0406", "a header name that HTTP cannot carry"),
            Self::IgnoredHeaderParameter => {
                ("E0407", "a header parameter that OpenAPI says to ignore")
            }
            Self::BodyOfGet => ("E0408", "a request body where HTTP gives it no meaning"),
            Self::MalformedPath => ("E0409", "a path that is not a path template"),
            Self::DuplicateParameter => ("E0410", "a parameter is declared twice"),
            Self::OptionalPathParameter => ("E0411", "a path parameter that is not required"),
            Self::UnusableIdempotencyKey => {
                ("E0412", "an `x-rust-idempotency` that no key can go with")
            }
            Self::UnusablePagination => (
                "E0413",
                "an `x-rust-pagination` that does not fit its operation",
            ),
            Self::SamePath => ("E0414", "two paths that are the same"),
            Self::EmptyEnum => ("E0501", "an enum without values"),
            Self::DuplicateEnumValue => ("E0502", "an enum lists a value twice"),
            Self::DanglingMapping => (
                "E0503",
                "a discriminator mapping to something that does not exist",
            ),
            Self::MissingRequiredProperty => ("E0504", "a required property that does not exist"),
            Self::UnsupportedSchemaKeyword => ("E0505", "a schema keyword that is not supported"),
            Self::IndistinguishableBranches => {
                ("E0506", "branches of a union that JSON cannot tell apart")
            }
            Self::UndecidableType => ("E0507", "a schema whose type cannot be decided"),
            Self::AllOfConflict => ("E0508", "parts of an allOf that contradict each other"),
            Self::RecursiveAllOf => ("E0509", "an allOf that contains itself"),
            Self::UnusableExtensionList => {
                ("E0510", "an `x-enum-` list that does not match its enum")
            }
            Self::UntaggedBranch => (
                "E0511",
                "a branch that no value of the discriminator stands for",
            ),
            Self::UnsupportedMediaType => ("E0601", "a media type that is not supported"),
            Self::UnusableStatus => ("E0602", "a response key that is no status code"),
            Self::UnusableLink => ("E0603", "a link that cannot be followed"),
            Self::UnusableServerUrl => ("E0701", "a server URL that cannot be used"),
            Self::UnsupportedSecurityScheme => ("E0702", "a security scheme that is not supported"),
            Self::UnknownSecurityScheme => ("E0703", "a security requirement that names no scheme"),
            Self::OwnServers => ("E0704", "a path or operation with servers of its own"),
            Self::IdleSecurityScheme => ("E0705", "a security scheme that no operation asks for"),
            Self::IdleSelector => ("E0801", "a selector that no operation matches"),
            Self::UnusableOverlay => ("E0802", "a file, or an action in it, that is no overlay"),
            Self::IdleAction => ("E0803", "an action of an overlay that changes nothing"),
            Self::IdleTagFeatures => ("E0804", "features for tags where there are no tags"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn codes_are_listed_once_and_in_order() {
        for (position, code) in Code::ALL.iter().enumerate() {
            assert_eq!(*code as usize, position, "{}", code.as_str());
        }
        assert!(Code::ALL.is_sorted_by(|left, right| left.as_str() < right.as_str()));
    }
}
