//! The language of a mail, as far as Deskhero's letters are in it: what its header says, else what its words tell.

/// How far one language has to lead, in words, before it is taken for that of a text.
const LEAD_MIN: usize = 2;
/// Words that a text needs of its language.
const WORDS_MIN: usize = 3;
/// Words that are looked at.
const WORDS_MAX: usize = 500;

/// Words that stand in nearly every text of a language. Danish and Bokmål share many: what they do not share decides.
const FREQUENT: [(&str, [&str; 18]); 5] = [
    (
        "da",
        [
            "og", "jeg", "ikke", "af", "at", "hvad", "mig", "har", "det", "er", "til", "på", "med", "jer",
            "mine", "kun", "noget", "gerne",
        ],
    ),
    (
        "de",
        [
            "und", "ich", "nicht", "von", "dass", "was", "mich", "haben", "das", "ist", "zu", "auf", "mit",
            "sie", "meine", "nur", "bitte", "über",
        ],
    ),
    (
        "en",
        [
            "and", "you", "not", "of", "that", "what", "my", "have", "it", "is", "to", "on", "with", "your",
            "the", "only", "please", "about",
        ],
    ),
    (
        "nb",
        [
            "og", "jeg", "ikke", "av", "å", "hva", "meg", "har", "det", "er", "til", "på", "med", "dere",
            "mine", "bare", "noe", "gjerne",
        ],
    ),
    (
        "sv",
        [
            "och", "jag", "inte", "av", "att", "vad", "mig", "har", "det", "är", "till", "på", "med", "ni",
            "mina", "bara", "något", "gärna",
        ],
    ),
];

/// The language of a mail: the first that its Content-Language (RFC 3282) names and letters can be in, else that of its
/// words, else English.
pub fn of(mail: &mime::Mail) -> &'static str {
    let named = mail.languages.iter().find_map(|tag| of_tag(tag));
    let told = || of_words(&format!("{} {}", mail.content.subject, mail.content.visible_text));
    named.or_else(told).unwrap_or(i18n::FALLBACK)
}

/// The language that a tag (BCP 47) names, region and script aside. Norwegian is written to in Bokmål.
fn of_tag(tag: &str) -> Option<&'static str> {
    let primary = tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    let wanted = if matches!(primary.as_str(), "no" | "nn") { "nb" } else { primary.as_str() };
    i18n::I18n::locales().iter().copied().find(|locale| *locale == wanted)
}

/// The language whose frequent words lead clearly, if one's do.
fn of_words(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).take(WORDS_MAX).collect();
    let mut counts = FREQUENT
        .map(|(language, frequent)| (words.iter().filter(|word| frequent.contains(word)).count(), language));
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let [(best, language), (second, _), ..] = counts;
    (best >= WORDS_MIN && best >= second + LEAD_MIN).then_some(language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_name_a_language_of_letters_or_none() {
        let named = ["da-DK", "DA", "nb-NO", "no", "nn-NO", "de-AT", "sv_SE", "en-GB"].map(of_tag);
        let wanted = ["da", "da", "nb", "nb", "nb", "de", "sv", "en"].map(Some);
        assert_eq!(named, wanted);
        assert_eq!(["fr", "", "x-klingon", "dan"].map(of_tag), [None; 4]);
    }

    #[test]
    fn words_tell_the_language_where_they_tell_it_clearly() {
        let told = [
            ("da", "Jeg vil gerne vide, hvad I har om mig, og bede jer slette det."),
            ("nb", "Jeg vil gjerne vite hva dere har om meg, og be dere slette det."),
            ("sv", "Jag vill veta vad ni har om mig, och att ni raderar det."),
            ("de", "Ich möchte wissen, was Sie über mich haben. Bitte löschen Sie das."),
            ("en", "I would like to know what you have about me. Please delete it."),
        ];
        for (language, text) in told {
            assert_eq!(of_words(text), Some(language), "{text}");
        }
        for unclear in
            ["", "Slet mig.", "GDPR", "Hola, quiero mis datos", "Sletning av data og det er", "4711 1/2"]
        {
            assert_eq!(of_words(unclear), None, "{unclear}");
        }
    }
}
