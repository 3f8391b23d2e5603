//! Holding: whether a definition holds a value in itself, in a box, or apart.
//!
//! Whether a future may move to another thread is proved type by type, from a value to all that it
//! holds, and rustc gives up after 128 levels; the same holds for what is dropped. It does so in
//! every crate that has such a value, so a higher limit in ours would not help its users. What is
//! held apart (`runtime::Apart`) ends the proof.

use std::collections::{BTreeMap, BTreeSet};

use super::recursion::Circles;
use crate::model::{Additional, Api, Presence, Type, TypeId, TypeShape};

/// How a value is held that is not held as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// In a `Box`, as the type would be endless or too large without.
    Boxed,
    /// Behind `runtime::Apart`, where proofs about the holder end.
    Apart,
}

/// The levels that a proof about a value may have; the rest of rustc's 128 is for the futures of
/// users that hold it.
const LEVELS_AT_MOST: usize = 90;

/// The same for what leads back to itself. In which order rustc walks through it is for rustc to
/// say, so all of it may be one row.
const LEVELS_OF_A_CIRCLE: usize = 60;

/// The levels of other names that lists and maps may have in one another, until one of them becomes
/// a type of its own.
const LEVELS_OF_NAMES: usize = 16;

/// The levels of a list and of a map, of a box, and of what is held apart.
const LIST: usize = 3;
const BOX: usize = 2;
const APART: usize = 5;

/// What a structure may hold in itself of others, in words of eight bytes; values are moved over the
/// stack.
const WORDS_AT_MOST: usize = 2_048;

/// The words of a string, a list or a map.
const WORDS: usize = 3;

/// A place in a definition that holds a value which leads to another definition.
#[derive(Debug, Clone, Copy)]
struct Slot {
    /// The index of a field, an item or a branch; that of additional properties follows the fields.
    index: usize,
    to: TypeId,
    /// The levels between the two definitions.
    levels: usize,
    /// Whether the other is held in this one, if there is no box around it.
    by_value: bool,
}

/// For each definition, the slots whose values are not held as they are; and the levels of the
/// longest row of types that hold one another, wherever proofs about them end.
pub(super) fn held(api: &Api, wrappers: &BTreeSet<TypeId>) -> (Vec<BTreeMap<usize, Held>>, usize) {
    let slots: Vec<Vec<Slot>> = api
        .types()
        .map(|(id, _)| slots(api, wrappers, id))
        .collect();
    let mut holding = Holding {
        held: endless(&slots),
        levels: vec![0; slots.len()],
        words: vec![0; slots.len()],
        slots: &slots,
    };
    let edges = edges(&slots, |_| true);
    let circles = Circles::of(&edges);
    for circle in &circles.inner_first {
        holding.settle(api, circle);
    }
    (holding.held, longest_row(&slots, &circles))
}

/// The levels of the longest row; what leads back to itself may be one.
fn longest_row(slots: &[Vec<Slot>], circles: &Circles) -> usize {
    let mut rows = vec![0; slots.len()];
    for circle in &circles.inner_first {
        let (mut own, mut below) = (0, 0);
        for id in circle {
            let mut inner = 0;
            for slot in slots.get(*id).into_iter().flatten() {
                let levels = slot.levels + BOX;
                match circles.share(*id, slot.to.0) {
                    true => inner = inner.max(levels),
                    false => {
                        let row = rows.get(slot.to.0).copied().unwrap_or_default();
                        below = below.max(levels + row);
                    }
                }
            }
            own += 1 + inner;
        }
        for id in circle {
            set(&mut rows, *id, own + below);
        }
    }
    rows.into_iter().max().unwrap_or_default()
}

/// The definitions that are other names for lists and maps, too many in one another for rustc.
pub(super) fn deep_names(api: &Api, circular: &BTreeSet<TypeId>) -> BTreeSet<TypeId> {
    let next = |id: TypeId| match api.find_type(id).map(|def| &def.shape) {
        Some(TypeShape::Alias(target)) if !circular.contains(&id) => Some(target),
        _ => None,
    };
    let edges: Vec<Vec<(usize, TypeId)>> = api
        .types()
        .map(|(id, _)| next(id).and_then(Type::named).map(|to| (0, to)))
        .map(|edge| edge.into_iter().collect())
        .collect();
    let mut levels = vec![0; edges.len()];
    let mut deep = BTreeSet::new();
    for id in Circles::of(&edges).inner_first.into_iter().flatten() {
        let Some(target) = next(TypeId(id)) else {
            continue;
        };
        let inner = target.named().and_then(|to| levels.get(to.0).copied());
        let own = containers(target) + inner.unwrap_or_default();
        let is_deep = own > LEVELS_OF_NAMES;
        if is_deep {
            deep.insert(TypeId(id));
        }
        if let Some(levels) = levels.get_mut(id) {
            *levels = if is_deep { 0 } else { own };
        }
    }
    deep
}

struct Holding<'a> {
    slots: &'a [Vec<Slot>],
    held: Vec<BTreeMap<usize, Held>>,
    /// The levels of a proof about each definition that is settled.
    levels: Vec<usize>,
    /// The size of each.
    words: Vec<usize>,
}

impl Holding<'_> {
    /// Settles definitions that lead back to one another, or one that does not, after all others
    /// that they lead to.
    fn settle(&mut self, api: &Api, circle: &[usize]) {
        let members = BTreeSet::from_iter(circle.iter().copied());
        let is_inner = |slot: &Slot| members.contains(&slot.to.0);
        let most = |id: usize| {
            let slots = self
                .slots
                .get(id)
                .into_iter()
                .flatten()
                .filter(|slot| is_inner(slot));
            slots.map(|slot| self.around(id, slot)).max()
        };
        let levels: usize = circle.iter().filter_map(|id| Some(1 + most(*id)?)).sum();
        if levels > LEVELS_OF_A_CIRCLE {
            for id in self.open(&members) {
                self.settle_one(api, id, 0, &|_| true);
            }
            return;
        }
        for id in circle {
            self.settle_one(api, *id, levels, &|slot| !is_inner(slot));
        }
        let of_all = circle.iter().filter_map(|id| self.levels.get(*id));
        let deepest = of_all.max().copied().unwrap_or_default();
        for id in circle {
            set(&mut self.levels, *id, deepest);
        }
    }

    /// Settles a definition, whose slots that count lead to settled ones.
    fn settle_one(&mut self, api: &Api, id: usize, around: usize, counts: &dyn Fn(&Slot) -> bool) {
        let slots = self.slots;
        let mut deepest = 0;
        let mut words = own_words(api, TypeId(id));
        for slot in slots
            .get(id)
            .into_iter()
            .flatten()
            .filter(|slot| counts(slot))
        {
            let to = self.levels.get(slot.to.0).copied().unwrap_or_default();
            let Some(held) = self.held.get_mut(id) else {
                continue;
            };
            let size = self.words.get(slot.to.0).copied().unwrap_or_default();
            if slot.by_value && !held.contains_key(&slot.index) {
                if words + size > WORDS_AT_MOST {
                    held.insert(slot.index, Held::Boxed);
                } else {
                    words += size;
                }
            }
            let is_apart = held.get(&slot.index) == Some(&Held::Apart);
            let below = self.around(id, slot) + to;
            if is_apart || around + 1 + below > LEVELS_AT_MOST {
                self.hold_apart(id, slot);
                deepest = deepest.max(APART);
            } else {
                deepest = deepest.max(below);
            }
        }
        set(&mut self.levels, id, around + 1 + deepest);
        set(&mut self.words, id, words);
    }

    /// The levels between a definition and what a slot leads to.
    fn around(&self, id: usize, slot: &Slot) -> usize {
        let held = self.held.get(id).and_then(|held| held.get(&slot.index));
        match held {
            Some(Held::Boxed) => slot.levels + BOX,
            Some(Held::Apart) | None => slot.levels,
        }
    }

    fn hold_apart(&mut self, id: usize, slot: &Slot) {
        if let Some(held) = self.held.get_mut(id) {
            held.insert(slot.index, Held::Apart);
        }
    }

    /// Holds apart what leads back in a circle, and gives its members, inner ones first.
    fn open(&mut self, members: &BTreeSet<usize>) -> Vec<usize> {
        let slots = self.slots;
        let mut order = Vec::new();
        let mut seen = BTreeSet::new();
        let mut walked = BTreeSet::new();
        for root in members {
            let mut walk = Vec::from_iter(seen.insert(*root).then_some((*root, 0)));
            walked.extend(walk.first().map(|(root, _)| *root));
            while let Some((id, at)) = walk.pop() {
                let Some(slot) = slots.get(id).and_then(|slots| slots.get(at)) else {
                    walked.remove(&id);
                    order.push(id);
                    continue;
                };
                walk.push((id, at + 1));
                let to = slot.to.0;
                if walked.contains(&to) {
                    self.hold_apart(id, slot);
                } else if members.contains(&to) && seen.insert(to) {
                    walked.insert(to);
                    walk.push((to, 0));
                }
            }
        }
        order
    }
}

/// What would be endless if it were held as it is.
fn endless(slots: &[Vec<Slot>]) -> Vec<BTreeMap<usize, Held>> {
    let edges = edges(slots, |slot| slot.by_value);
    let circles = Circles::of(&edges);
    let boxed = edges.iter().enumerate().map(|(from, edges)| {
        let back = edges.iter().filter(|(_, to)| circles.share(from, to.0));
        back.map(|(index, _)| (*index, Held::Boxed)).collect()
    });
    boxed.collect()
}

fn edges(slots: &[Vec<Slot>], counts: impl Fn(&Slot) -> bool) -> Vec<Vec<(usize, TypeId)>> {
    let edges = slots.iter().map(|slots| {
        let slots = slots.iter().filter(|slot| counts(slot));
        slots.map(|slot| (slot.index, slot.to)).collect()
    });
    edges.collect()
}

/// The places in a definition that lead to others.
fn slots(api: &Api, wrappers: &BTreeSet<TypeId>, id: TypeId) -> Vec<Slot> {
    let slot = |index: usize, ty: &Type, around: usize| slot(api, wrappers, (index, ty), around);
    match api.find_type(id).map(|def| &def.shape) {
        Some(TypeShape::Structure(structure)) => {
            let fields = structure
                .fields
                .iter()
                .enumerate()
                .filter_map(|(index, field)| {
                    let option = usize::from(field.presence != Presence::Required);
                    slot(index, &field.ty, option)
                });
            let additional = match &structure.additional {
                Additional::Kept(ty) => slot(structure.fields.len(), ty, LIST).map(|slot| Slot {
                    by_value: false,
                    ..slot
                }),
                Additional::Ignored | Additional::Denied => None,
            };
            fields.chain(additional).collect()
        }
        Some(TypeShape::Tuple(items)) => {
            let items = items.iter().enumerate();
            items
                .filter_map(|(index, item)| slot(index, &item.ty, 0))
                .collect()
        }
        Some(TypeShape::Union(union)) => {
            let branches = union.branches.iter().enumerate();
            let slots = branches.filter_map(|(index, branch)| slot(index, &branch.ty, BOX));
            // Whatever is large is in a box there.
            slots
                .map(|slot| Slot {
                    by_value: false,
                    ..slot
                })
                .collect()
        }
        Some(TypeShape::Alias(target)) if wrappers.contains(&id) => {
            slot(0, target, 0).into_iter().collect()
        }
        Some(TypeShape::Alias(_) | TypeShape::Enumeration(_)) | None => Vec::new(),
    }
}

fn slot(
    api: &Api,
    wrappers: &BTreeSet<TypeId>,
    (index, ty): (usize, &Type),
    around: usize,
) -> Option<Slot> {
    let (mut ty, mut levels, mut by_value) = (ty, around, true);
    // A circle of aliases is one step longer than there are definitions.
    for _ in 0..=api.types.len() {
        levels += containers(ty);
        by_value &= !holds_elsewhere(ty);
        let to = ty.named()?;
        match api.find_type(to).map(|def| &def.shape)? {
            TypeShape::Alias(target) if !wrappers.contains(&to) => ty = target,
            TypeShape::Enumeration(_) => return None,
            shape => {
                let by_value = by_value && !matches!(shape, TypeShape::Union(_));
                return Some(Slot {
                    index,
                    to,
                    levels,
                    by_value,
                });
            }
        }
    }
    None
}

/// The levels of lists and the like around what a type names.
fn containers(ty: &Type) -> usize {
    let own = match ty {
        Type::List(_) | Type::Map(_) => LIST,
        Type::Nullable(_) | Type::Sensitive(_) => 1,
        _ => 0,
    };
    own + ty.inner().map_or(0, containers)
}

/// Whether values of a type are on the heap.
fn holds_elsewhere(ty: &Type) -> bool {
    matches!(ty, Type::List(_) | Type::Map(_)) || ty.inner().is_some_and(holds_elsewhere)
}

/// The words of what a definition holds besides other ones.
fn own_words(api: &Api, id: TypeId) -> usize {
    let parts = api.find_type(id).map_or(0, |def| match &def.shape {
        TypeShape::Structure(structure) => structure.fields.len() + 1,
        TypeShape::Tuple(items) => items.len(),
        TypeShape::Alias(_) | TypeShape::Enumeration(_) | TypeShape::Union(_) => 1,
    });
    parts * WORDS
}

fn set(list: &mut [usize], at: usize, value: usize) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}
