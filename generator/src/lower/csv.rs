//! CSV: which bodies are lists of flat records, and their columns.

use super::Lowering;
use super::body::bodies;
use crate::diagnostics::Code;
use crate::model::{
    Additional, Callback, Csv, CsvCell, Made, Media, Operation, Origin, Structure, Type, TypeId,
    TypeShape,
};

/// How many other names a type may have in a row.
const DEPTH: usize = 16;

impl Lowering<'_, '_, '_> {
    /// Finds the columns of what CSV bodies hold; a body that is no list of flat records becomes text.
    pub(super) fn as_csv(&mut self, operations: &mut [Operation], callbacks: &mut [Callback]) {
        let of_operations = operations.iter_mut().flat_map(|operation| {
            let held = bodies(&mut operation.body, &mut operation.responses);
            held.map(|contents| (operation.origin.clone(), contents))
        });
        let of_callbacks = callbacks.iter_mut().flat_map(|callback| {
            let held = bodies(&mut callback.body, &mut callback.responses);
            held.map(|contents| (callback.origin.clone(), contents))
        });
        for (origin, contents) in of_operations.chain(of_callbacks) {
            for content in contents.iter_mut() {
                if content.media != Media::Csv {
                    continue;
                }
                match self.records(&content.ty, &origin) {
                    Ok((id, csv)) => {
                        self.fill(id, |def| {
                            if let TypeShape::Structure(structure) = &mut def.shape {
                                structure.csv = Some(csv);
                            }
                        });
                        content.ty = Type::List(Box::new(Type::Named(id)));
                    }
                    Err((fact, origin)) => {
                        self.no_records(&fact, &origin);
                        content.media = Media::Text;
                        content.ty = Type::String;
                    }
                }
            }
            contents.sort_by_key(|content| content.media);
        }
    }

    fn no_records(&mut self, fact: &str, origin: &Origin) {
        let place = self.resolved.place(&origin.0);
        self.diagnostics
            .warning(Code::UnsupportedMediaType, &place, fact)
            .effect("CSV bodies with it are text that the caller writes or reads")
            .help("a list of objects whose properties are single values has a form in CSV");
    }

    /// The definition of the records of a list, and their columns; else why it has none, and where.
    fn records(&self, ty: &Type, origin: &Origin) -> Result<(TypeId, Csv), (String, Origin)> {
        let (list, origin) = self.unaliased(ty, origin);
        let no_list = || "CSV of what is no list of objects is not supported".to_owned();
        let Type::List(item) = list else {
            return Err((no_list(), origin));
        };
        let (item, origin) = self.unaliased(item, &origin);
        let Type::Named(id) = item else {
            return Err((no_list(), origin));
        };
        let def = self.types.get(id.0);
        let Some(TypeShape::Structure(structure)) = def.map(|def| &def.shape) else {
            return Err((no_list(), origin));
        };
        Ok((*id, self.columns(structure, &origin)?))
    }

    fn columns(&self, structure: &Structure, origin: &Origin) -> Result<Csv, (String, Origin)> {
        if structure.fields.is_empty() {
            let fact = "a record without declared properties has no columns";
            return Err((fact.to_owned(), origin.clone()));
        }
        let mut cells = Vec::new();
        for field in &structure.fields {
            let wire = &field.wire;
            let cell = self.cell(&field.ty, DEPTH).filter(|_| !field.flat);
            let fact = || format!("`{wire}` is no single value, which a cell of CSV has to be");
            cells.push(cell.ok_or_else(|| (fact(), field.origin.clone()))?);
        }
        let additional = match &structure.additional {
            Additional::Kept(ty) => {
                let fact =
                    "an undeclared property is no single value, which a cell of CSV has to be";
                let cell = self.cell(ty, DEPTH);
                Some(cell.ok_or_else(|| (fact.to_owned(), origin.clone()))?)
            }
            Additional::Ignored | Additional::Denied => None,
        };
        Ok(Csv { cells, additional })
    }

    /// What a type is behind other names, and where it stands.
    fn unaliased<'a>(&'a self, ty: &'a Type, origin: &Origin) -> (&'a Type, Origin) {
        let (mut ty, mut origin) = (ty, origin.clone());
        for _ in 0..DEPTH {
            let Type::Named(id) = ty else { break };
            let Some(def) = self.types.get(id.0) else {
                break;
            };
            origin = def.origin.clone();
            let TypeShape::Alias(target) = &def.shape else {
                break;
            };
            ty = target;
        }
        (ty, origin)
    }

    /// What is in the cell of a value; `None` if it is not a single one.
    fn cell(&self, ty: &Type, depth: usize) -> Option<CsvCell> {
        let depth = depth.checked_sub(1)?;
        match ty.made() {
            Made::Single(scalar) => Some(scalar.into()),
            Made::Wrapped(inner) => self.cell(inner, depth),
            Made::Named(id) => match &self.types.get(id.0)?.shape {
                TypeShape::Alias(target) => self.cell(target, depth),
                TypeShape::Enumeration(list) => list.values.scalar().map(CsvCell::from),
                // Only texts are written alike, whatever they are.
                TypeShape::Union(union) => {
                    let branches = union.branches.iter();
                    let mut cells = branches.map(|branch| self.cell(&branch.ty, depth));
                    cells
                        .all(|cell| cell == Some(CsvCell::Text))
                        .then_some(CsvCell::Text)
                }
                TypeShape::Structure(_) | TypeShape::Tuple(_) => None,
            },
            Made::Bytes | Made::List(_) | Made::Map(_) | Made::Null | Made::Any => None,
        }
    }
}
