# News about the product by mail, and its end
nav-news = News
news-title = News by mail
news-intro = What is new in Deskhero, by mail to everybody who asked for it. Each piece is sent once. Whoever no longer wants it ends it with one click in the mail. Invitations, new passwords and letters about documents do not depend on it.
news-recipients = { $count ->
    [one] One person would get it now.
   *[other] { $count } people would get it now.
 }
news-no-mail = No mail server is configured: letters wait until there is one (docs/operating.md).
news-drafts = Drafts
news-sent-title = Sent
news-none = Nothing has been sent yet.
news-new = Write news
news-new-hint = One language is enough. Each person reads it in their own language, otherwise in English, otherwise in the first that there is.
news-title-in = Subject · { $language }
news-text-in = Text · { $language }
news-save = Save the draft
news-writing = Draft
news-preview = As it will read
news-as-sent = As it was sent
news-send = Send
news-send-hint = It cannot be called back. Each letter is sent only if its recipient still wants news at that moment.
news-remove = Discard the draft
news-is-sent = Sent
news-letters = Letters that did not arrive
news-sent = { $count ->
    [one] One letter sent
   *[other] { $count } letters sent
 }
news-waiting = { $count ->
    [one] one on its way
   *[other] { $count } on their way
 }
news-bounced = { $count ->
    [one] one came back
   *[other] { $count } came back
 }
news-in-doubt = { $count ->
    [one] one in doubt
   *[other] { $count } in doubt
 }
news-told = { $count ->
    [one] one told in another way
   *[other] { $count } told in another way
 }
news-dropped = { $count ->
    [one] one not wanted any more
   *[other] { $count } not wanted any more
 }
news-unsubscribed = { $count ->
    [one] one unsubscribed
   *[other] { $count } unsubscribed
 }
unsubscribe-title = No more news by mail?
unsubscribe-text = You will get no more news about Deskhero. You can ask for it again in your profile at any time.
unsubscribe-button = Unsubscribe
unsubscribe-done = Unsubscribed
unsubscribe-done-text = No more news about Deskhero is sent to you.
unsubscribe-rest = Whatever your account needs still reaches you: invitations, links for a new password, notices, changed documents.
mail-news-foot = You get this because you asked for news about Deskhero.
    Unsubscribe: { $link }
consent-news-title = News by mail
consent-news-text = If you ask for it, whoever runs Deskhero writes to you now and then about what is new in Deskhero, at the address of your account. Nothing else depends on it, and each mail has a link that ends it with one click.
consent-news-given = You get news by mail.
consent-news-refused = You get no news by mail.
consent-news-unasked = You have not decided. You get no news by mail.
consent-news-give = Send me news
consent-news-withdraw = No more news
account-ended-news = You get no more news about Deskhero by mail.
account-page-category-news-letter = News that was sent to you by mail
account-page-purpose-product-news = To tell you what is new, where you ask for it
access-page-purpose-product-news = Telling what is new, where it is asked for
