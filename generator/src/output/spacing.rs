//! Puts blank lines between printed items.
//!
//! prettyplease prints none. Where they belong is a question of syntax, not of indentation, so the
//! printed text is parsed once more and the items say on which lines they stand.

use std::collections::BTreeSet;
use std::mem::{Discriminant, discriminant};

use proc_macro2::extra::invalidate_current_thread_spans;
use syn::spanned::Spanned;
use syn::{AttrStyle, Attribute, File, ImplItem, Item, TraitItem, Visibility};

/// Adds the blank lines that a person would put between the items of a file, an `impl`, a `trait` or a `mod`.
///
/// Text that already has them comes back unchanged.
pub(super) fn space(printed: &str) -> Result<String, syn::Error> {
    let file = syn::parse_file(printed)?;
    let first_lines = paragraphs(&file);
    // The parser keeps the text of everything it parsed on this thread until told otherwise.
    invalidate_current_thread_spans();

    let mut spaced = String::with_capacity(printed.len() + first_lines.len());
    let mut is_blank_above = true;
    for (number, line) in (1..).zip(printed.split_inclusive('\n')) {
        if first_lines.contains(&number) && !is_blank_above {
            spaced.push('\n');
        }
        is_blank_above = line == "\n";
        spaced.push_str(line);
    }
    Ok(spaced)
}

/// The lines, from 1, of items that stand apart from what is above them.
fn paragraphs(file: &File) -> BTreeSet<usize> {
    let mut lines = BTreeSet::new();
    module(&file.attrs, &file.items, &mut lines);
    lines
}

fn module(attributes: &[Attribute], items: &[Item], lines: &mut BTreeSet<usize>) {
    if attributes.iter().any(is_inner) {
        lines.extend(items.first().map(|first| first.span().start().line));
    }
    separate(
        items.iter().map(|item| Block::new(item, group(item))),
        lines,
    );
    for item in items {
        match item {
            Item::Impl(block) => separate(block.items.iter().map(impl_item), lines),
            Item::Trait(block) => separate(block.items.iter().map(trait_item), lines),
            Item::Mod(inner) => {
                if let Some((_, items)) = &inner.content {
                    module(&inner.attrs, items, lines);
                }
            }
            // The other items contain none.
            _ => {}
        }
    }
}

fn impl_item(item: &ImplItem) -> Block {
    Block::new(item, Group::ImplItem(discriminant(item)))
}

fn trait_item(item: &TraitItem) -> Block {
    Block::new(item, Group::TraitItem(discriminant(item)))
}

fn separate(blocks: impl Iterator<Item = Block>, lines: &mut BTreeSet<usize>) {
    let mut above: Option<Block> = None;
    for block in blocks {
        if above.is_some_and(|above| !above.joins(&block)) {
            lines.insert(block.first_line);
        }
        above = Some(block);
    }
}

/// Where one item stands, its documentation and attributes included.
#[derive(Clone, Copy)]
struct Block {
    first_line: usize,
    last_line: usize,
    group: Group,
}

/// What items have in common that may stand together without blank lines.
#[derive(Clone, Copy, PartialEq)]
enum Group {
    Use { public: bool },
    Item(Discriminant<Item>),
    ImplItem(Discriminant<ImplItem>),
    TraitItem(Discriminant<TraitItem>),
}

impl Block {
    fn new(item: &impl Spanned, group: Group) -> Self {
        let span = item.span();
        Self {
            first_line: span.start().line,
            last_line: span.end().line,
            group,
        }
    }

    /// Whether two neighbours stand together: imports always, other items as long as each fits one line.
    fn joins(&self, below: &Self) -> bool {
        let short = |block: &Self| block.first_line == block.last_line;
        self.group == below.group
            && (matches!(self.group, Group::Use { .. }) || short(self) && short(below))
    }
}

fn group(item: &Item) -> Group {
    match item {
        Item::Use(import) => Group::Use {
            public: !matches!(import.vis, Visibility::Inherited),
        },
        other => Group::Item(discriminant(other)),
    }
}

fn is_inner(attribute: &Attribute) -> bool {
    matches!(attribute.style, AttrStyle::Inner(_))
}
