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
sender-checked = Sender checked
sender-said = { $results } (says { $server })
sender-unknown = No word of the receiving mail server that can be believed
sender-result-pass = passed
sender-result-fail = failed
sender-result-none = not used by the sender
sender-result-unknown = without a clear result
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
