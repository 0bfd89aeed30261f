message-more = More about the message of { $name }
message-details = Details
message-save-original = Save the source (.eml)
message-from = From
message-reply-to = Answers to
message-subject = Subject
attachment-open = Open { $name } in a new tab
attachment-open-short = Open
attachment-look-close = Close
remote-blocked = { $count ->
    [one] One image of this mail lies elsewhere ({ $names }) and was not loaded.
   *[other] { $count } images of this mail lie elsewhere ({ $names }) and were not loaded.
}
remote-trackers = { $count ->
    [one] One looks like a tracker and stays blocked: { $names }.
   *[other] { $count } look like trackers and stay blocked: { $names }.
}
remote-invisible = invisible image
remote-more = { $count ->
    [one] { $names } and one more
   *[other] { $names } and { $count } more
}
remote-show = { $count ->
    [one] Show the image
   *[other] Show { $count } images
}
remote-hint = Deskhero fetches them. The sender can learn that this mail was opened, but not by whom or where.
remote-shown = The images of this mail are shown until you leave this page.
remote-withheld = They cannot be shown: your company keeps its data in the European Economic Area, and nobody knows where these images lie.
sender-checked = Receiving server says
sender-said = { $results } (says { $server })
sender-unknown = Nothing that can be believed
sender-result-pass = passed
sender-result-fail = failed
sender-result-none = not used by the sender
sender-result-unknown = without a clear result
sender-checked-here = Checked here
sender-unsigned = The mail bears no signature (DKIM)
sender-waiting = Its signature (DKIM) is being checked
sender-signature-own = Signature of { $domain }, the sender’s domain: good
sender-signature-other = Signature of { $domain }: good, but not the sender’s domain
sender-signature-fail = Signature of { $domain }: does not fit. { $reason }
sender-signature-neutral = Signature of { $domain }: counts for nothing. { $reason }
sender-signature-permerror = Signature of { $domain }: cannot be checked. { $reason }
sender-signature-temperror = Signature of { $domain }: could not be checked. { $reason }
sender-signature-nameless = an unreadable domain
sender-signatures-left-out = { $count ->
    [one] One further signature was not looked at
   *[other] { $count } further signatures were not looked at
}
sender-reason-body_changed = The text was altered after it was signed.
sender-reason-header_changed = The header was altered after it was signed, or another key signed it.
sender-reason-expired = It was no longer valid when the mail came in.
sender-reason-future = It says that it was made later than the mail came in.
sender-reason-part_only = Only the beginning of the text was signed.
sender-reason-testing = The domain says that it is only trying signatures out.
sender-reason-malformed = The field cannot be read.
sender-reason-from_unsigned = The sender’s address was not signed.
sender-reason-algorithm = Its algorithm is not trusted or not known.
sender-reason-identity = It speaks for somebody else than its domain.
sender-reason-key_missing = The domain has no such key.
sender-reason-key_revoked = The domain has taken the key back.
sender-reason-key_unusable = The domain’s key cannot be used.
sender-reason-key_short = The key is too short to be trusted.
sender-reason-dns = The domain’s name servers did not answer.
sender-reason-doubled_field = A header field that may stand there once stands there twice.
sender-own-signature = This mail carries your own address { $address }, but your domain’s signature on it does not fit: it was altered on its way, or somebody is posing as a colleague.
sender-own-address = This mail carries your own address { $address }, but the receiving mail server could not confirm that it comes from you. Somebody may be posing as a colleague.
sender-not-confirmed = The receiving mail server could not confirm that this mail comes from { $domain }. Before you trust a link, a file or bank details in it, ask the sender in another way.
sender-other-address = The sender’s name shows the address { $shown }, but the mail comes from { $address }.
sender-answers-elsewhere = This mail asks for answers at { $address }. That looks like the sender, but is somebody else’s domain.
source-title = Message source
source-download = Save as .eml, { $size }
source-back = Back to the ticket
source-fields = Header
source-raw = Source
source-cut = Only the first { $size } are shown. The saved file holds every byte.
