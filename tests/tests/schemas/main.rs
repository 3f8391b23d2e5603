//! Random schemas: each becomes a type, and random values of it go through the type and come back.
//!
//! `CASTIRON_SCHEMAS=10000` sets how many schemas there are at least, and `CASTIRON_SCHEMAS_SEED=7`
//! from which seed; without one, half of them are always the same and half those of the day. Seeds are
//! printed. A document with a fault is made as small as possible before it is printed with its value.

#[cfg(test)]
mod batch;
#[cfg(test)]
mod draw;
#[cfg(test)]
mod plain;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod seeds;
#[cfg(test)]
mod settle;
#[cfg(test)]
mod shrink;
#[cfg(test)]
mod values;
#[cfg(test)]
mod written;

#[cfg(test)]
mod tests {
    use proptest::strategy::{Strategy, ValueTree};
    use proptest::test_runner::TestRunner;

    use crate::batch::{self, Outcome};
    use crate::schema::Document;
    use crate::seeds::{self, runner};
    use crate::shrink::shrunk;
    use crate::written::written;

    /// Schemas that are compiled together.
    const BATCH: usize = 600;

    /// How many faults are made small.
    const SHOWN: usize = 0;

    #[test]
    fn values_come_back() {
        let mut total = Outcome::default();
        let mut shown = Vec::new();
        for (seed, schemas) in seeds::runs() {
            let mut runner = runner(seed);
            let mut left = schemas;
            while left > 0 {
                let documents = documents(&mut runner, left.min(BATCH));
                let outcome = batch::run(&documents, &mut runner);
                left = left.saturating_sub(outcome.schemas);
                println!(
                    "seed {seed}: {} schemas, {} values, {} faults",
                    outcome.schemas,
                    outcome.values,
                    outcome.faults.len()
                );
                for fault in &outcome.faults {
                    println!("{:?} {}", fault.kind, fault.text);
                }
                for fault in outcome
                    .faults
                    .iter()
                    .take(SHOWN.saturating_sub(shown.len()))
                {
                    let (document, fault) = shrunk(&documents[fault.document], fault, &mut runner);
                    shown.push(format!("{}\n{}", written(&document), fault.text));
                }
                total.add(outcome);
            }
        }
        println!(
            "{} schemas, {} types, {} values",
            total.schemas, total.types, total.values
        );
        assert!(
            total.faults.is_empty(),
            "{} faults, of which some:\n\n{}",
            total.faults.len(),
            shown.join("\n\n")
        );
    }

    /// Documents of so many schemas at least.
    fn documents(runner: &mut TestRunner, schemas: usize) -> Vec<Document> {
        let strategy = crate::draw::document();
        let mut documents: Vec<Document> = Vec::new();
        let mut count = 0;
        while count < schemas {
            let document = strategy.new_tree(runner).unwrap().current();
            count += document.components.len();
            documents.push(document);
        }
        documents
    }
}
