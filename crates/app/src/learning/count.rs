//! Counting, and what follows from the counts: naive Bayes with integers alone. Nothing here reads or writes anything, and the
//! order of what is counted changes nothing.

use domain::limits::{
    LEARNED_CONVERSATIONS_MIN, LEARNED_PEOPLE_MIN, LEARNED_TAGS_MAX, LEARNED_WORDS_MAX,
    LEARNED_WORDS_OF_CONVERSATION_MAX, SUGGESTED_TAGS_MAX,
};
use domain::record::{LearnedModel, LearnedTag, LearnedWord};
use domain::{ContactId, TagId, TicketId};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Letters of a word that counts.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=30;
/// So many words of a conversation have to speak for a tag.
const VOTES_MIN: usize = 2;
/// Bits behind the point of a logarithm.
const FRACTION_BITS: u32 = 16;

/// What is learned from one conversation.
#[derive(Debug, Clone)]
pub(super) struct Lesson {
    pub(super) ticket: TicketId,
    pub(super) person: ContactId,
    pub(super) tags: Vec<TagId>,
    pub(super) words: BTreeSet<u64>,
}

/// The different words of a text, the first ones where there are many. What has a digit in it is a number of something, which
/// tells one conversation apart and nothing of what it is about.
pub(super) fn words(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if found.len() == LEARNED_WORDS_OF_CONVERSATION_MAX {
            break;
        }
        let is_word = LETTERS.contains(&word.chars().count()) && !word.chars().any(char::is_numeric);
        if is_word {
            found.insert(word.to_lowercase());
        }
    }
    found
}

#[derive(Default)]
struct Counted {
    conversations: u32,
    people: BTreeSet<ContactId>,
    of_tags: BTreeMap<u16, u32>,
}

/// The tags that are learned, by id: those with the most conversations.
fn tags(lessons: &[Lesson]) -> Vec<LearnedTag> {
    let mut all: BTreeMap<TagId, u32> = BTreeMap::new();
    for tag in lessons.iter().flat_map(|lesson| &lesson.tags) {
        *all.entry(*tag).or_default() += 1;
    }
    let mut most: Vec<(TagId, u32)> = all.into_iter().collect();
    most.sort_by_key(|(id, conversations)| (Reverse(*conversations), *id));
    most.truncate(LEARNED_TAGS_MAX);
    most.sort_unstable();
    most.into_iter().map(|(id, conversations)| LearnedTag { id, conversations, words: 0 }).collect()
}

/// The words that are learned, by hash: those of enough different people that stand in the most conversations.
fn learned_words(lessons: &[Lesson], tags: &[LearnedTag]) -> Vec<LearnedWord> {
    let places: BTreeMap<TagId, u16> = tags.iter().map(|tag| tag.id).zip(0..).collect();
    let mut all: BTreeMap<u64, Counted> = BTreeMap::new();
    for lesson in lessons {
        let of: BTreeSet<u16> = lesson.tags.iter().filter_map(|tag| places.get(tag).copied()).collect();
        for word in &lesson.words {
            let counted = all.entry(*word).or_default();
            counted.conversations += 1;
            if counted.people.len() < LEARNED_PEOPLE_MIN {
                counted.people.insert(lesson.person);
            }
            for place in &of {
                *counted.of_tags.entry(*place).or_default() += 1;
            }
        }
    }
    all.retain(|_, counted| counted.people.len() >= LEARNED_PEOPLE_MIN);
    let word = |(hash, counted): (u64, Counted)| LearnedWord {
        hash,
        conversations: counted.conversations,
        of_tags: counted.of_tags.into_iter().collect(),
    };
    let mut words: Vec<LearnedWord> = all.into_iter().map(word).collect();
    words.sort_by_key(|word| (Reverse(word.conversations), word.hash));
    words.truncate(LEARNED_WORDS_MAX);
    words.sort_by_key(|word| word.hash);
    words
}

/// Learns from conversations.
pub(super) fn count(salt: Vec<u8>, lessons: &[Lesson]) -> LearnedModel {
    let mut tags = tags(lessons);
    let words = learned_words(lessons, &tags);
    let mut word_count = 0;
    for word in &words {
        word_count += word.conversations;
        for (place, times) in &word.of_tags {
            if let Some(tag) = tags.get_mut(usize::from(*place)) {
                tag.words += times;
            }
        }
    }
    let mut tickets: Vec<TicketId> = lessons.iter().map(|lesson| lesson.ticket).collect();
    tickets.sort_unstable();
    LearnedModel { salt, tickets, tags, words, word_count }
}

/// The logarithm to base 2 of a number from 1 on, in 65536ths: the same on every machine.
fn log2(number: u64) -> i64 {
    let number = number.max(1);
    let whole = number.ilog2();
    let mut rest = u128::from(number) << (64 - whole);
    let mut fraction = 0;
    for _ in 0..FRACTION_BITS {
        // Between 1 and 2, with 64 bits behind the point; its square is looked at with 32.
        let short = rest >> 32;
        rest = short * short;
        fraction <<= 1;
        if rest >> 65 > 0 {
            fraction |= 1;
            rest >>= 1;
        }
    }
    (i64::from(whole) << FRACTION_BITS) | fraction
}

/// How much more likely than not a conversation with these words has a tag, in 65536ths of a bit, and how many words say so.
fn odds(model: &LearnedModel, (place, tag): (u16, &LearnedTag), found: &[&LearnedWord]) -> (i64, usize) {
    let known = model.words.len() as u64;
    let (with, all) = (u64::from(tag.conversations), model.tickets.len() as u64);
    let (words_with, words_all) = (u64::from(tag.words), u64::from(model.word_count));
    let mut odds = log2(with + 1) - log2(all.saturating_sub(with) + 1);
    let mut votes = 0;
    let unit = log2(words_all.saturating_sub(words_with) + known) - log2(words_with + known);
    for word in found {
        let times =
            word.of_tags.iter().find(|(of, _)| *of == place).map_or(0, |(_, times)| u64::from(*times));
        let others = u64::from(word.conversations).saturating_sub(times);
        let says = log2(times + 1) - log2(others + 1) + unit;
        votes += usize::from(times > 0 && says > 0);
        odds += says;
    }
    (odds, votes)
}

/// The tags that fit these words best, without those that are there already.
pub(super) fn fitting(model: &LearnedModel, words: &BTreeSet<u64>, there: &[TagId]) -> Vec<TagId> {
    let known = |hash: &u64| {
        let at = model.words.binary_search_by_key(hash, |word| word.hash).ok()?;
        model.words.get(at)
    };
    let found: Vec<&LearnedWord> = words.iter().filter_map(known).collect();
    let mut fitting: Vec<(i64, TagId)> = Vec::new();
    for (place, tag) in (0..).zip(&model.tags) {
        if there.contains(&tag.id) || tag.conversations < LEARNED_CONVERSATIONS_MIN {
            continue;
        }
        let (odds, votes) = odds(model, (place, tag), &found);
        if odds > 0 && votes >= VOTES_MIN {
            fitting.push((odds, tag.id));
        }
    }
    fitting.sort_by_key(|(odds, id)| (Reverse(*odds), *id));
    fitting.truncate(SUGGESTED_TAGS_MAX);
    fitting.into_iter().map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;

    fn hash(word: &str) -> u64 {
        word.bytes().fold(7, |hash, byte| hash * 31 + u64::from(byte))
    }

    fn hashes(text: &str) -> BTreeSet<u64> {
        words(text).iter().map(|word| hash(word)).collect()
    }

    fn lesson(text: &str, tag: TagId) -> Lesson {
        let at = Timestamp::from_millis(1);
        let (ticket, person) = (TicketId::generate(at), ContactId::generate(at));
        Lesson { ticket, person, tags: vec![tag], words: hashes(text) }
    }

    fn lessons() -> ([TagId; 2], Vec<Lesson>) {
        let tags = [TagId::generate(Timestamp::from_millis(1)), TagId::generate(Timestamp::from_millis(2))];
        let mut all = Vec::new();
        for _ in 0..4 {
            all.push(lesson("The invoice is wrong, please correct the amount", tags[0]));
            all.push(lesson("The parcel did not arrive, where is the delivery", tags[1]));
        }
        (tags, all)
    }

    #[test]
    fn words_are_words_and_no_numbers() {
        let found: Vec<_> = words("Re: Order A-4711, Größe 42; it is BROKEN. broken!").into_iter().collect();
        assert_eq!(found, ["broken", "größe", "order"]);
    }

    #[test]
    fn a_logarithm_is_what_it_is() {
        assert_eq!([1, 2, 4, 1024].map(log2), [0, 1 << 16, 2 << 16, 10 << 16]);
        assert_eq!(log2(3), 103_872);
        assert!(log2(u64::MAX) > 63 << 16);
    }

    #[test]
    fn the_order_changes_nothing() {
        let (_, mut all) = lessons();
        let one = count(vec![1], &all);
        all.reverse();
        assert_eq!(count(vec![1], &all), one);
    }

    #[test]
    fn what_fits_is_suggested_and_what_is_there_is_not() {
        let ([invoice, delivery], all) = lessons();
        let model = count(vec![1], &all);
        let asks = hashes("My invoice has a wrong amount");
        assert_eq!(fitting(&model, &asks, &[]), [invoice]);
        assert_eq!(fitting(&model, &hashes("Has the delivery of my parcel begun?"), &[]), [delivery]);
        assert_eq!(fitting(&model, &asks, &[invoice]), []);
        assert_eq!(fitting(&model, &hashes("Hello, how are you?"), &[]), []);
    }

    #[test]
    fn what_one_person_alone_wrote_is_not_learned() {
        let (tags, mut all) = lessons();
        let mut theirs = lesson("zanzibar zanzibar", tags[0]);
        let again = Lesson { ticket: TicketId::generate(Timestamp::from_millis(9)), ..theirs.clone() };
        all.extend([theirs.clone(), again]);
        let knows =
            |all: &[Lesson]| count(vec![1], all).words.iter().any(|word| word.hash == hash("zanzibar"));
        assert!(!knows(&all));
        theirs.person = ContactId::generate(Timestamp::from_millis(8));
        all.push(theirs);
        assert!(knows(&all));
    }
}
