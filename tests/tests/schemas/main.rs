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
    use crate::batch::{self, Outcome};
    use crate::seeds;
    use crate::shrink::shrunk;
    use crate::written::written;

    /// Schemas that are compiled together, at most but for those of one document.
    const BATCH: usize = 600;

    #[test]
    fn values_come_back() {
        let mut total = Outcome::default();
        let mut shown = None;
        let mut samples = seeds::samples();
        while !samples.is_empty() {
            let mut schemas = 0;
            let mut samples_of = samples.iter().take_while(|sample| {
                schemas += sample.document.components.len();
                schemas < BATCH
            });
            let count = samples_of.by_ref().count().max(1);
            let batch: Vec<_> = samples.drain(..count).collect();
            let outcome = batch::run(&batch);
            for fault in &outcome.faults {
                println!("{:?}: {}", fault.kind, fault.text);
            }
            if let (None, Some(fault)) = (&shown, outcome.faults.first()) {
                let (document, fault) = shrunk(&batch[fault.document], fault);
                shown = Some(format!("{}\n{}", written(&document), fault.text));
            }
            total.add(outcome);
        }
        println!(
            "{} schemas, {} types, {} values",
            total.schemas, total.types, total.values
        );
        if let Some(shown) = shown {
            panic!("{} faults, of which one:\n\n{shown}", total.faults.len());
        }
    }
}
