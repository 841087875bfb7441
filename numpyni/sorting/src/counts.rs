//! Counts of small numbers, and what counts say how often to repeat.

use numpyni_gufunc::{Failed, In, Operation, Out};

/// How often each number from zero on occurs, added to what is there.
pub struct Count;

/// How many tables count in turn: one number after its like waits for nobody.
const TABLES: usize = 4;

impl Operation for Count {
    const SIGNATURE: &'static str = "(n),(m)->(m)";
    type Operands<'a> = (In<'a, i64>, In<'a, i64>, Out<'a, i64>);

    fn run((x, before, mut counts): Self::Operands<'_>) -> Result<(), Failed> {
        let (x, length) = (x.to_vec(), before.len());
        let mut found = vec![0i64; length * TABLES];
        let (whole, rest) = x.as_chunks::<TABLES>();
        let tables = if whole.len() > length { TABLES } else { 1 };
        let mut count = |table: usize, x: i64| {
            let place = usize::try_from(x).ok().filter(|&place| place < length).ok_or(Failed)?;
            found[table % tables * length + place] += 1;
            Ok(())
        };
        for four in whole {
            for (table, &x) in four.iter().enumerate() {
                count(table, x)?;
            }
        }
        rest.iter().try_for_each(|&x| count(0, x))?;
        let sums: Vec<i64> = (0..length).map(|place| before.get(place, 0) + found.iter().skip(place).step_by(length).sum::<i64>()).collect();
        counts.fill_from(&sums);
        Ok(())
    }
}

/// How many elements are in each of the bins between edges at one distance: from an edge on, up to the next; the last bin has its end, too.
pub struct Histogram;

/// Elements whose bins are worked out at once.
const BLOCK: usize = 128;

impl Operation for Histogram {
    const SIGNATURE: &'static str = "(n),(m)->(k)";
    type Operands<'a> = (In<'a, f64>, In<'a, f64>, Out<'a, i64>);

    fn derive(lengths: &mut [Option<usize>]) {
        lengths[2] = lengths[1].map(|edges| edges.saturating_sub(1));
    }

    fn run((x, edges, mut counts): Self::Operands<'_>) -> Result<(), Failed> {
        let (x, edges) = (x.to_vec(), edges.to_vec());
        let (Some(&first), Some(&last), bins) = (edges.first(), edges.last(), edges.len().saturating_sub(1)) else { return Err(Failed) };
        if bins == 0 {
            return Err(Failed);
        }
        let (span, mut found) = (last - first, vec![0i64; bins]);
        for block in x.chunks(BLOCK) {
            let mut places = [0.0; BLOCK];
            for (place, &x) in places.iter_mut().zip(block) {
                *place = (x - first) / span * bins as f64;
            }
            for (&place, &x) in places.iter().zip(block) {
                if first <= x && x <= last {
                    // An edge is rounded, and so is a place: the edges have the last word.
                    let mut bin = (place as usize).min(bins - 1);
                    bin -= usize::from(x < edges[bin] && bin > 0);
                    bin += usize::from(bin + 1 < bins && x >= edges[bin + 1]);
                    found[bin] += 1;
                }
            }
        }
        counts.fill_from(&found);
        Ok(())
    }
}

/// The sum of the weights of each number from zero on, added to what is there.
pub struct Weigh;

impl Operation for Weigh {
    const SIGNATURE: &'static str = "(n),(n),(m)->(m)";
    type Operands<'a> = (In<'a, i64>, In<'a, f64>, In<'a, f64>, Out<'a, f64>);

    fn run((x, weights, before, mut sums): Self::Operands<'_>) -> Result<(), Failed> {
        let mut found = before.to_vec();
        for i in 0..x.len() {
            let sum = usize::try_from(x.get(i, 0)).ok().and_then(|place| found.get_mut(place)).ok_or(Failed)?;
            *sum += weights.get(i, 0);
        }
        sums.fill_from(&found);
        Ok(())
    }
}

/// Each place as often as its count says; the second operand has the result's length and nothing else to say.
pub struct Repeat;

/// Places that are written at once.
const FEW: usize = 4;

impl Operation for Repeat {
    const SIGNATURE: &'static str = "(n),(m)->(m)";
    type Operands<'a> = (In<'a, i64>, In<'a, i64>, Out<'a, i64>);

    fn run((counts, like, mut places): Self::Operands<'_>) -> Result<(), Failed> {
        let mut repeated = vec![0; like.len() + FEW];
        let mut at = 0;
        for (count, place) in counts.to_vec().into_iter().zip(0..) {
            let count = usize::try_from(count).ok().filter(|&count| count <= like.len() - at).ok_or(Failed)?;
            // Most counts are small: what is written too much is written over.
            repeated[at..at + FEW].fill(place);
            if count > FEW {
                repeated[at + FEW..at + count].fill(place);
            }
            at += count;
        }
        if at < like.len() {
            return Err(Failed);
        }
        places.fill_from(&repeated[..at]);
        Ok(())
    }
}
