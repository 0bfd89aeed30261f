//! From matching documents to a page of hits: one per ticket, in a stable order, with a cursor.

use crate::query::Order;
use crate::schema::{AT, HALVES};
use domain::{MessageId, TicketId, Timestamp};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::ColumnValues;
use tantivy::{DocId, Score, Searcher, SegmentOrdinal, SegmentReader};

/// Matching messages that are looked at, best first; what lies behind them is not reached by paging.
pub const EXAMINED_MAX: usize = 131_072;

/// A ticket that matches, by its first matching message in the order that was asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The ticket.
    pub ticket: TicketId,
    /// The message.
    pub message: MessageId,
    /// When the message was received or written.
    pub at: Timestamp,
    /// How well it matches; in the order of relevance only.
    pub score: Option<f32>,
}

impl Hit {
    /// The place of this hit: a page after it goes on behind it.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        let key = self.score.map_or_else(|| tantivy::i64_to_u64(self.at.as_millis()), score_key);
        Cursor { key, message: self.message }
    }
}

/// Where a page ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    key: u64,
    message: MessageId,
}

impl Cursor {
    /// Length of [`Cursor::to_bytes`].
    pub const BYTES: usize = 24;

    /// The bytes to hand out.
    #[must_use]
    pub fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut out = [0; Self::BYTES];
        let (key, message) = out.split_at_mut(8);
        key.copy_from_slice(&self.key.to_be_bytes());
        message.copy_from_slice(self.message.as_bytes());
        out
    }

    /// Reads what [`Cursor::to_bytes`] wrote; anything of its length is some place in the order.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (key, message) = bytes.split_first_chunk::<8>()?;
        Some(Self { key: u64::from_be_bytes(*key), message: MessageId::from_slice(message).ok()? })
    }
}

/// One page of hits.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The hits, first first.
    pub hits: Vec<Hit>,
    /// What to ask the next page with; `None` when there is none.
    pub next: Option<Cursor>,
}

/// A matching document; ordered by its key, larger first out of the heap.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    key: u64,
    segment: SegmentOrdinal,
    doc: DocId,
}

/// Collects the [`EXAMINED_MAX`] best documents.
pub struct Best {
    pub order: Order,
}

/// Collects those of one segment.
pub struct BestOfSegment {
    segment: SegmentOrdinal,
    at: Option<Arc<dyn ColumnValues<i64>>>,
    found: Vec<Candidate>,
}

impl Collector for Best {
    type Fruit = Vec<Candidate>;
    type Child = BestOfSegment;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<BestOfSegment> {
        let at = match self.order {
            Order::Newest => Some(times(reader)?),
            Order::Relevance => None,
        };
        Ok(BestOfSegment { segment, at, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        self.order == Order::Relevance
    }

    fn merge_fruits(&self, segments: Vec<Vec<Candidate>>) -> tantivy::Result<Vec<Candidate>> {
        let mut all = segments.concat();
        keep_best(&mut all);
        Ok(all)
    }
}

impl SegmentCollector for BestOfSegment {
    type Fruit = Vec<Candidate>;

    fn collect(&mut self, doc: DocId, score: Score) {
        let key =
            self.at.as_ref().map_or_else(|| score_key(score), |at| tantivy::i64_to_u64(at.get_val(doc)));
        self.found.push(Candidate { key, segment: self.segment, doc });
        if self.found.len() >= 2 * EXAMINED_MAX {
            keep_best(&mut self.found);
        }
    }

    fn harvest(mut self) -> Vec<Candidate> {
        keep_best(&mut self.found);
        self.found
    }
}

fn times(reader: &SegmentReader) -> tantivy::Result<Arc<dyn ColumnValues<i64>>> {
    Ok(reader.fast_fields().i64(AT)?.first_or_default_col(i64::MIN))
}

/// Scores are not negative: their bits sort as they do.
fn score_key(score: Score) -> u64 {
    u64::from(score.max(0.0).to_bits())
}

fn keep_best(found: &mut Vec<Candidate>) {
    if found.len() > EXAMINED_MAX {
        found.select_nth_unstable_by_key(EXAMINED_MAX, |c| Reverse(*c));
        found.truncate(EXAMINED_MAX);
    }
}

/// Reads ids and times of documents; the columns of a segment are opened when first needed.
struct Ids<'a> {
    searcher: &'a Searcher,
    open: HashMap<SegmentOrdinal, Columns>,
}

struct Columns {
    halves: [Arc<dyn ColumnValues<u64>>; 4],
    at: Arc<dyn ColumnValues<i64>>,
}

impl Ids<'_> {
    fn hit(&mut self, candidate: Candidate, order: Order) -> tantivy::Result<Hit> {
        let columns = match self.open.entry(candidate.segment) {
            std::collections::hash_map::Entry::Occupied(open) => open.into_mut(),
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(Columns::of(self.searcher.segment_reader(candidate.segment))?)
            }
        };
        let [message_high, message_low, ticket_high, ticket_low] =
            columns.halves.each_ref().map(|column| column.get_val(candidate.doc));
        let score = match order {
            Order::Newest => None,
            Order::Relevance => u32::try_from(candidate.key).ok().map(f32::from_bits),
        };
        Ok(Hit {
            message: MessageId::from_uuid(uuid::Uuid::from_u64_pair(message_high, message_low)),
            ticket: TicketId::from_uuid(uuid::Uuid::from_u64_pair(ticket_high, ticket_low)),
            at: Timestamp::from_millis(columns.at.get_val(candidate.doc)),
            score,
        })
    }
}

impl Columns {
    fn of(reader: &SegmentReader) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        let column = |name: &str| Ok::<_, tantivy::TantivyError>(fast.u64(name)?.first_or_default_col(0));
        let [a, b, c, d] = HALVES;
        Ok(Self { halves: [column(a)?, column(b)?, column(c)?, column(d)?], at: times(reader)? })
    }
}

/// The page behind `after`. A ticket that stood on an earlier page, by a better message, does not come
/// again.
pub fn page(
    searcher: &Searcher,
    found: Vec<Candidate>,
    order: Order,
    limit: usize,
    after: Option<Cursor>,
) -> tantivy::Result<Page> {
    let mut ids = Ids { searcher, open: HashMap::new() };
    let mut heap = BinaryHeap::from(found);
    let mut seen = HashSet::new();
    let mut hits = Vec::new();
    let mut next = None;
    'all: while let Some(first) = heap.pop() {
        let mut group = vec![ids.hit(first, order)?];
        while heap.peek().is_some_and(|c| c.key == first.key) {
            let Some(same) = heap.pop() else { break };
            group.push(ids.hit(same, order)?);
        }
        group.sort_unstable_by_key(|hit| Reverse(hit.message));
        for hit in group {
            let place = Cursor { key: first.key, message: hit.message };
            if !seen.insert(hit.ticket) || after.is_some_and(|a| !is_behind(place, a)) {
                continue;
            }
            if hits.len() == limit {
                break 'all;
            }
            if hits.len() + 1 == limit {
                next = Some(place);
            }
            hits.push(hit);
        }
    }
    let is_full = hits.len() == limit;
    // A last page that is just full says that there is another; that one is empty, and says the truth.
    Ok(Page { hits, next: next.filter(|_| is_full) })
}

/// Whether `place` comes later than `other`: lower key, then lower id.
fn is_behind(place: Cursor, other: Cursor) -> bool {
    (place.key, place.message) < (other.key, other.message)
}
