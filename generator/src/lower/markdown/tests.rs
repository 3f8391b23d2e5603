//! How descriptions come out: what is kept, what is written differently, and what cannot break out.

use insta::assert_snapshot;
use proptest::prelude::*;
use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag};

use super::{first_sentence, rewrite};

/// Says what in a text rustdoc would compile, warn of or refuse; nothing, one hopes.
fn faults(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let rustdoc = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let mut broken_links = Vec::new();
    let mut note_broken_link = |link: BrokenLink<'_>| {
        broken_links.push(format!("{link:?}"));
        Some((CowStr::from("broken"), CowStr::from("")))
    };
    for event in Parser::new_with_broken_link_callback(text, rustdoc, Some(&mut note_broken_link)) {
        let is_fault = match &event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => &**language != "text",
            Event::Start(Tag::Link { dest_url, .. }) => {
                !["http://", "https://", "mailto:"].iter().any(|scheme| dest_url.to_lowercase().starts_with(scheme))
                    && !dest_url.contains('@')
                    // rustdoc looks for an item of that name.
                    || dest_url.starts_with("mailto:") && !dest_url.contains('.')
            }
            Event::Start(
                Tag::CodeBlock(CodeBlockKind::Indented)
                | Tag::Heading { .. }
                | Tag::HtmlBlock
                | Tag::Image { .. }
                | Tag::FootnoteDefinition(_),
            )
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::Rule => true,
            _ => false,
        };
        if is_fault {
            faults.push(format!("{event:?}"));
        }
    }
    faults.extend(broken_links);
    for line in text.split('\n') {
        let hidden =
            |c: char| c.is_control() || ('\u{202A}'..='\u{202E}').contains(&c) || c == '\u{FEFF}';
        if line.ends_with(' ') || line.contains(hidden) || line.contains(['\u{2066}', '\u{200F}']) {
            faults.push(format!("{line:?}"));
        }
    }
    faults
}

#[track_caller]
fn rewritten(text: &str) -> String {
    let once = rewrite(text);
    assert_eq!(faults(&once), [""; 0], "{once}");
    assert_eq!(rewrite(&once), once, "rewriting {text:?} twice");
    once
}

#[test]
fn prose_stays_as_written() {
    for text in [
        "Returns the user_id of the *current* user, or `null`.",
        r#"a * b, 2 < 3, x > y, AT&T, "quoted", C:\path, 50% (about), `code` and **strong**, ~10, $5, {id}"#,
        r#"Only "*" or a * is all, not ~5 nor _id, 3_4 and _"#,
        "Overdue -- or so..., `__init__`",
        "- one\n- two\n  - nested\n- three",
        "1. one\n2. two",
        "> quoted\n>\n> twice",
        "See [the guide](https://example.com/guide) and <https://example.com>.",
        "One paragraph.\n\nAnother paragraph.",
        "Ünïcode — 支付 👨‍👩‍👧 ok",
        "| a | b |\n| --- | :-: |\n| 1 | `x` |",
    ] {
        assert_eq!(rewritten(text), text);
    }
}

#[test]
fn every_code_block_is_text() {
    for text in [
        "```\npanic!()\n```",
        "```rust\npanic!()\n```",
        "~~~\npanic!()\n~~~",
        "~~~rust,should_panic\npanic!()\n~~~",
        "    panic!()",
        "\tpanic!()",
        "- item\n\n      panic!()",
        "- item\n  ```\n  panic!()\n  ```",
        "> ```\n> panic!()\n> ```",
        "```\npanic!()",
        "```text\nfirst\n```\n```\npanic!()\n```",
        "`````\n```\npanic!()\n```\n`````",
        "<pre>\n```\npanic!()\n```\n</pre>",
        "1. a\n   > - b\n   >\n   >       panic!()",
        "text\r    panic!()\r\r    panic!()",
        "```\u{202E}rust\npanic!()\n```",
    ] {
        let written = rewritten(text);
        assert!(written.contains("panic!()"), "{written}");
    }
}

#[test]
fn fence_is_longer_than_any_in_the_code() {
    assert_snapshot!(rewritten("~~~\n````\nx\n````\n\n\ty   \n~~~"), @r"
    `````text
    ````
    x
    ````

        y
    `````
    ");
}

#[test]
fn bare_urls_become_links() {
    assert_snapshot!(
        rewritten("See https://example.com/a_b?c=1&d=2*3, (http://example.com/x) and \"https://example.com\"; **https://x.io**. https://example.com/Foo_(bar)"),
        @r#"
    See <https://example.com/a_b?c=1&d=2*3>, (<http://example.com/x>) and
    "<https://example.com>"; **<https://x.io>**. <https://example.com/Foo_(bar)>
    "#);
    assert_snapshot!(rewritten("http:// and https://... and ftp://example.com"), @"http:// and https://... and ftp://example.com");
    assert_snapshot!(rewritten("GET https://api.example.com/{version}/users."), @"GET `https://api.example.com/{version}/users`.");
    assert_snapshot!(rewritten("<mailto:a@example.com> <a@example.com> <ftp://example.com>"), @r"<a@example.com> <a@example.com> \<ftp://example.com>");
}

#[test]
fn links_lead_to_the_web_or_nowhere() {
    assert_snapshot!(rewritten("[a](https://example.com 'title'), [b](/docs/b), [c](#c), [d](javascript:alert(1)), [e](Foo::bar), [f](mailto:f@example.com), [x](mailto:a@b), [`g`]"),
        @r"[a](https://example.com), b, c, d, e, [f](mailto:f@example.com), x, \[`g`\]");
    assert_snapshot!(rewritten("[a][1] ![logo](https://example.com/a.png) ![chart](a.png) [![badge](x.svg)](https://example.com/ci)\n\n[1]: <https://example.com/a b\"c>"),
        @"
    [a](https://example.com/a%20b%22c) [logo](https://example.com/a.png) chart
    [badge](https://example.com/ci)
    ");
    assert_snapshot!(rewritten("[https://example.com](https://example.com) [](https://example.com) hey![x](https://a.io \"t\")"),
        @"<https://example.com> <https://example.com> hey[x](https://a.io)");
}

#[test]
fn brackets_are_no_intra_doc_links() {
    assert_snapshot!(rewritten("[Foo], [foo][], [a][b], [0, 1], [^note], !`x`, ![Foo]\n\n[^note]: A [Note].\n\n- [ ] open\n- [x] done"), @r"
    \[Foo\], \[foo\]\[\], \[a\]\[b\], \[0, 1\], \[^note\], !`x`, !\[Foo\]

    \[^note\]: A \[Note\].

    - \[ \] open
    - \[x\] done
    ");
}

#[test]
fn generics_and_placeholders_are_no_html() {
    assert_snapshot!(rewritten("Vec<T>, Vec<std::string::String>, <account-id>, a<b, <!DOCTYPE x>, <?php ?>, &lt;b&gt; &amp;lt; \\<b>"),
        @r"
    Vec\<T>, Vec\<std::string::String>, \<account-id>, a\<b, \<!DOCTYPE x>, \<?php ?>, \<b> \&lt;
    \<b>
    ");
    assert_snapshot!(rewritten("<auto>\n- a\n\n<unclosed"), @r"
    \<auto>

    - a

    \<unclosed
    ");
}

#[test]
fn html_becomes_markdown() {
    assert_snapshot!(rewritten("<p class=\"x\">First <b>bold </b>and <i>it</i>, <code>a_b</code>.<br>Next<br/>Last</p><p>Second <!-- hidden --> <a href='https://example.com?a=1&amp;b=2'>link</a> <a name=x>anchor</a></p>"), @r"
    First **bold** and *it*, `a_b`.\
    Next\
    Last

    Second [link](https://example.com?a=1&b=2) anchor
    ");
    assert_snapshot!(rewritten("Intro:\n<ul>\n  <li>one</li>\n  <li>two\n    <ol><li>deep</li></ol></li>\n</ul>\n<p>After <script>alert(1)</script></p>"), @r"
    Intro:

    - one
    - two
      1. deep

    After \<script>alert(1)\</script>
    ");
    assert_snapshot!(rewritten("| a | b |\n|---|---|\n| x<br>y | <b>p\\|q</b> <ul><li>r</li></ul> |"), @r"
    | a | b |
    | --- | --- |
    | x y | **p\|q** r |
    ");
    assert_snapshot!(rewritten("<li>a<li>b<b>c"), @r"
    - a
    - b**c**
    ");
}

#[test]
fn headings_become_bold_paragraphs() {
    assert_snapshot!(rewritten("# Title `x`\ntext\n\nSetext *a*\n===\n\n### **All** bold ###\n---\n#\n"), @r"
    **Title `x`**

    text

    **Setext *a***

    **All bold**
    ");
}

#[test]
fn tables_stay_tables() {
    assert_snapshot!(rewritten("A|B\n-|:-:\n`a\\|b`|**c**\n<https://example.com> only\n"), @r"
    | A | B |
    | --- | :-: |
    | `a\|b` | **c** |
    | <https://example.com> only |  |
    ");
}

#[test]
fn control_characters_go() {
    assert_snapshot!(
        rewritten("\u{FEFF}a\u{0}b\u{202E}c\u{2066}d\u{200F}e\u{7}f\u{85}g\rh\r\ni\u{2028}j\tk &#x202E;&#0;&#13;l `m\u{202E}\u{1b}[0mn`"),
        @"abcdef g h i j k \u{FFFD} l `m[0mn`"
    );
}

#[test]
fn text_that_looks_like_a_block_stays_text() {
    assert_snapshot!(rewritten("\\- a\n\n\\+\n\n\\# b\n\n1\\. c\n\n12\\) d\n\n\\> e\n\n\\~~~ f\n\n\\*\n\n\\---\n\n\\=== g\\\n\\=\n\n\\_ _ _\n\n\\* * *\n\na | b\\\n\\:-- | ---\n\n-1 --flag #5 5.5"), @r"
    \- a

    \+

    \# b

    1\. c

    12\) d

    \> e

    \~~~ f

    \*

    \---

    \=== g\
    \=

    \_ _ _

    \* * *

    a | b\
    \:-- | ---

    -1 --flag #5 5.5
    ");
}

#[test]
fn emphasis_that_cannot_be_written_is_plain() {
    assert_snapshot!(rewritten("a \\*<br>b*\n\n<b>Note:</b>For *a* <b>it</b>\n\n***both* bold** ~~old *and*~~ *a **b***"), @r"
    a \*\
    b\*

    Note:For a it

    **_both_ bold** ~~old *and*~~ *a **b***
    ");
}

#[test]
fn lines_break_where_no_block_begins() {
    let words = "word ".repeat(18);
    for block in [
        "-", "+ x", "* x", "# x", "> x", "1. x", "2) x", "===", "| x", ":-- x", "~~~",
    ] {
        let written = rewritten(&format!("{words}end {block} after"));
        assert_eq!(written.lines().count(), 2, "{written}");
        assert_eq!(
            written.split_whitespace().collect::<Vec<_>>().join(" "),
            format!("{words}end {block} after")
        );
    }
    assert_snapshot!(rewritten(&format!("- {words}`a code span of some length` after [a link of some length](https://example.com) end")), @r"
    - word word word word word word word word word word word word word word word word word word
      `a code span of some length` after [a link of some length](https://example.com) end
    ");
}

#[test]
fn adjacent_lists_stay_apart() {
    assert_snapshot!(rewritten("- a\n* b\n1. c\n3) d\n\ntext\n7. e\n\n-\n- - -\n- - x\n\n8. f\n9. g\n   ```\n   h\n   ```"), @r"
    - a

    * b

    1. c

    3) d

    text 7. e

    - - x

    8. f

    9. g

       ```text
       h
       ```
    ");
}

#[test]
fn nesting_ends_at_sixteen_levels() {
    for marker in [
        "> ",
        "- ",
        "> - ",
        "1. ",
        "<ul><li>",
        "<blockquote>",
        "*a **b ",
        "[",
        "![",
        "`a",
    ] {
        let written = rewritten(&format!("{}deep", marker.repeat(5_000)));
        assert!(written.contains("deep"), "{written}");
        let indented = written
            .lines()
            .map(|line| line.len() - line.trim_start_matches(['>', ' ', '-']).len());
        assert!(indented.max() <= Some(64), "{written}");
    }
}

#[test]
fn first_sentence_ends_at_a_sentence_or_a_space() {
    for (text, expected) in [
        ("", ""),
        ("One. Two.", "One."),
        ("Uses e.g. cards. Then more.", "Uses e.g. cards."),
        ("Version 1.5 of the API! Next", "Version 1.5 of the API!"),
        ("# Title\n\nText.", "**Title**"),
        ("**Done.** Next", "**Done.**"),
        ("- item one\n- item two", "item one"),
        ("- - x", "x"),
        ("1\\. x", "1\\. x"),
        ("Hard  \nbreak", "Hard"),
        (
            "```\ncode\n```\nText `a. B` [x](https://example.com).",
            "Text `a. B` [x](https://example.com).",
        ),
        ("支付。更多", "支付。更多"),
    ] {
        assert_eq!(first_sentence(text), expected);
    }
    assert_snapshot!(first_sentence(&format!("The **bold** `code`, {}", "word ".repeat(40))), @"The bold `code`, word word word word word word word word word word word word word word word word word word word word word…");
    assert_snapshot!(first_sentence(&format!("See https://example.com/{}", "x".repeat(200))), @"See…");
    assert_eq!(first_sentence(&"x".repeat(500)).chars().count(), 121);
    assert_eq!(
        first_sentence(&format!("https://example.com/{}", "x".repeat(500)))
            .chars()
            .count(),
        123
    );
}

fn markdown() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "B",
        "c d",
        "1",
        "é",
        "支",
        "“",
        " ",
        "  ",
        "\u{a0}",
        "\n",
        "\n\n",
        "\n    ",
        "\n\t",
        "\t",
        "  \n",
        "\\\n",
        "\r",
        "*",
        "**",
        "***",
        "_",
        "__",
        "~",
        "~~",
        "~~~",
        "`",
        "``",
        "```",
        "```rust\n",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "7) ",
        "> ",
        "# ",
        "## ",
        "---",
        "===",
        "|",
        "a|b\n-|-\n",
        "|-|-|",
        ":-",
        "[",
        "]",
        "(",
        ")",
        "[a](https://b.c)",
        "[a](b)",
        "![i](https://i.j)",
        "[r]",
        "[r]: https://r.s\n",
        "[^1]",
        "[^1]: ",
        "<",
        ">",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<a href=\"https://h.i\">",
        "</a>",
        "<br>",
        "<p>",
        "</p>",
        "<ul>",
        "</ul>",
        "<li>",
        "</li>",
        "<code>",
        "</code>",
        "<T>",
        "<div>\n",
        "<!--",
        "-->",
        "&amp;",
        "&#32;",
        "&#42;",
        "&",
        ";",
        "\\",
        "!",
        ".",
        ",",
        ":",
        "=",
        "#",
        "https://u.v/w",
        "http",
        "{",
        "}",
        "<https://x.y>",
        "<m@n.o>",
        "mailto:",
        "@",
        "\0",
        "\u{202E}",
        "\u{FEFF}",
        "\u{FDD0}",
        "[x] ",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

#[test]
fn a_table_left_as_text_stays_as_it_is() {
    let once = rewrite("a|b\n-|-\n---&amp;\\&amp;a");
    assert_eq!(rewrite(&once), once);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_made_safe_once_and_for_all(text in any::<String>()) {
        let once = rewrite(&text);
        prop_assert_eq!(faults(&once), Vec::<String>::new());
        prop_assert_eq!(rewrite(&once), once);
    }

    #[test]
    fn any_markdown_is_made_safe_once_and_for_all(text in markdown()) {
        let once = rewrite(&text);
        prop_assert_eq!(faults(&once), Vec::<String>::new());
        prop_assert_eq!(rewrite(&once), once);
    }

    #[test]
    fn a_summary_is_one_safe_line(text in markdown()) {
        let sentence = first_sentence(&text);
        prop_assert_eq!(faults(&sentence), Vec::<String>::new());
        prop_assert!(!sentence.contains('\n'));
    }

    #[test]
    fn words_survive(text in "[a-zA-Z0-9 ,.;(){}%$-]{0,300}") {
        let words = |text: &str| text.replace('\\', "").split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = format!("x {}", text);
        prop_assert_eq!(words(&rewrite(&plain)), words(&plain));
    }
}
