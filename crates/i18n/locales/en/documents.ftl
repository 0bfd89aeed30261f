documents-title = Documents
documents-intro = What holds here: who may do what with which data, and what you can rely on.
documents-none = Nothing has been released yet.
document-dpa = Data processing agreement
document-cookie-policy = Cookie policy
document-measures = Technical and organisational measures
document-processing-record = Record of processing activities
document-sub-processors = Sub-processors
document-incident-plan = Plan for incidents
document-translation = This is a translation. Where it differs, the text in { $language } counts.
document-left-behind = The text in { $language } changed since this was translated.
document-original = Read that text
document-not-holding = This is not the version that holds now.
document-to-holding = Read the one that holds
document-effective = holds from
document-versions = Versions
document-holds = holds now
document-changes = What changed
document-unchanged = Nothing changed.
document-unchanged-here = Nothing changed in this translation. The text in { $language }, which counts, did:
agreement-title = Before you begin
agreement-changed = Something has changed
agreement-intro = Read what is below. If you agree, you go on; if not, you can take your data and go.
agreement-company = You agree to this on behalf of your company. Without it, no mailbox can be connected.
agreement-read = Read: { $document }
agreement-agree = I have read this and agree
agreement-refuse = I don’t agree
refusal-title = You don’t agree
refusal-admin = Then you can take everything of your company with you as one file, and close its account. Until you do, nothing is lost, and mail goes on coming in.
refusal-export = Take everything with you
refusal-close = Close the account
refusal-agent = Only your company’s admins can close the account or talk to whoever runs Deskhero: tell them. What is held about you, you can take with you.
refusal-back = Back to what is to be read
error-unagreed = No mailbox can be connected yet
error-unagreed-hint = An admin of the company has to agree to the data processing agreement first. It is shown when they open the next page, once it is released.
error-untranslated = Translations were not changed
error-untranslated-hint = The text that counts was. Write them anew, or confirm that they stay as they are.
set-up-accept = I accept the terms of service, the privacy policy and the data processing agreement, for the company
set-up-accept-hint = Drafts that you can change later under Operator, Documents. Somebody else who administrates the desk is asked when they sign in.
nav-documents = Documents
operator-documents-intro = Write them, or have drafts written from your settings and the data map. What you release is never changed; whoever it concerns is told.
document-never = never released
document-written = draft
document-public = As everybody sees them
document-writing = Writing
document-writing-intro = Markdown, without HTML. The text in one language counts; the others are its translations and say so.
document-counts = this text counts
document-text = Text ({ $language })
document-save = Save
document-another-language = Another language
document-language-tag = Language tag (BCP 47)
document-language-tag-hint = Any language: fr for French, fi for Finnish, pt-BR for Portuguese of Brazil. Around the text, pages stay in the reader’s language.
document-another-text = Text
document-preview = Preview
document-generate = Write the standard drafts anew
document-generate-hint = What is written in these languages is replaced.
document-release = Release
document-release-intro = Every language that is written becomes one version. It is never changed afterwards.
document-material = It changes something for people
document-material-hint = Everybody with an account gets a letter, and a page to read and agree to.
document-no-mail = No mail server is configured: nobody gets a letter about a change that matters until there is one (docs/operating.md).
document-stays = These translations stay as they are: { $languages }
document-stays-hint = The text that counts changed, and they did not. Once it is released, they say so on top.
document-untranslated = The text that counts changed, and these translations did not: { $languages }. Write them anew, or confirm below that they stay as they are.
field-effective = Holds from
document-effective-day = Holds from (today when empty)
document-is-material = changes something
letters-title = Letters about version { $count }
letters-lost = These people were not reached, or it is not known whether they were.
letter-again = Send once more
letter-arrived = It arrived
letter-anew = Send anew
letter-told = They were told
letters-doubt-hint = In doubt: Deskhero stopped, or the connection broke, while the server was being told the end of the letter. Ask the person, or look in the log of the mail server. Sent once more, it has the same Message-ID.
letters-back-hint = Refused or came back: the address is wrong, or takes no mail. Sent anew, the letter goes to the address that the account has then, under another Message-ID. If they were told in another way, note it here.
document-letter-waiting = waiting
document-letter-sending = being sent
document-letter-ending = being handed over
document-letter-sent = sent
document-letter-refused = refused by the server
document-letter-in-doubt = in doubt
document-letter-bounced = came back
document-letter-dropped = nobody there any more, or sent to this address by another account
document-letter-told = told in another way
mail-document-subject = { $document }: version { $version } holds from { $day }
mail-document-text = Hello { $name },

    a document that you agreed to has changed in a way that matters to you: { $document }, version { $version }. It holds from { $day }.

    Read it: { $link }
    What changed: { $changes }

    When you open Deskhero next, you are asked whether you agree. If you don’t, your company can take its data and close its account.
mail-document-operator-text = Hello { $name },

    a document of this Deskhero has changed in a way that matters to the people who use it: { $document }, version { $version }. It holds from { $day }.

    Read it: { $link }
    What changed: { $changes }
document-pdf = As PDF
document-no-pdf = There is no PDF of this text: the fonts lack characters of it. The page can be printed.
document-pdf-version = Version
document-pdf-from = Holds from
document-pdf-counts = The language that counts

language-in-bg = Bulgarian
language-in-cs = Czech
language-in-da = Danish
language-in-de = German
language-in-el = Greek
language-in-en = English
language-in-es = Spanish
language-in-et = Estonian
language-in-fi = Finnish
language-in-fr = French
language-in-ga = Irish
language-in-hr = Croatian
language-in-hu = Hungarian
language-in-is = Icelandic
language-in-it = Italian
language-in-lt = Lithuanian
language-in-lv = Latvian
language-in-mt = Maltese
language-in-nb = Norwegian Bokmål
language-in-nl = Dutch
language-in-nn = Norwegian Nynorsk
language-in-pl = Polish
language-in-pt = Portuguese
language-in-ro = Romanian
language-in-se = Northern Sami
language-in-sk = Slovak
language-in-sl = Slovenian
language-in-sv = Swedish
language-in-uk = Ukrainian
