nav-sub-processors = Sub-processors
sub-processors-title = Sub-processors
sub-processors-intro = Whoever gets data of companies besides those companies themselves and whoever runs this service. Each is bound by a contract; nothing else gets anything.
sub-processors-empty = Nobody: no data leaves the operator’s own machines and network for anybody else.
sub-processors-inside = On the operator’s own network, or not in use
sub-processors-inside-intro = These go nowhere else: a server outside of that network is refused as long as it does not stand above.
sub-processors-none-of = No sub-processors
sub-processors-none-of-intro = What goes to servers that the company itself or a sender chose, and to the machine’s own network.
sub-processors-changes = Changes
sub-processors-no-changes = None yet.
sub-processors-feed = Changes as a feed (Atom)
sub-processors-updated = Last changed on { $day }.
sub-processors-public = Public page
sub-processors-ahead = Announced: from { $day } on
sub-processors-add = Write a sub-processor down
sub-processor-active = active
sub-processor-announced = announced, from { $day } on
sub-processor-ended = ended
sub-processor-does = What it does
sub-processor-place = Where the data is
sub-processor-whose = Whose it is
sub-processor-own = The operator’s own server
sub-processor-transfer = Ground for the transfer
sub-processor-contract = Contract
sub-processor-contract-days = of { $on }, until { $until }
sub-processor-contract-open = of { $on }, without an end
sub-processor-measures = Technical and organisational measures
sub-processor-none = none
sub-processor-from = In force from
sub-processor-becomes = From { $day } on
sub-processor-name = Name of the company
sub-processor-ways = What leads there
sub-processor-hosts = Hosts
sub-processor-hosts-hint = One on each line. “*.” stands for every name before what follows.
sub-processor-country = Country
sub-processor-country-hint = Two letters, like SE.
sub-processor-town = Town or region
sub-processor-proof = What shows that the decision covers it
sub-processor-proof-hint = Only where a decision covers some recipients, as in the USA and Canada.
sub-processor-module = Module of the clauses
sub-processor-clauses-on = Clauses signed on
sub-processor-assessment = Reference of the transfer impact assessment
sub-processor-contract-on = Contract signed on
sub-processor-contract-until = Last day of the contract
sub-processor-contract-until-hint = Empty: it has no end. After it, nothing goes there any more.
sub-processor-flows-down = The contract binds it to what binds us
sub-processor-is-own = It is our own server at a public address, and nobody else’s
sub-processor-in-use = In use since
sub-processor-in-use-hint = Only for what was in use before there was a register, within a week of its first entry. Companies are told.
sub-processor-notice = What companies have a say in is told to their admins by mail and holds after { $days } days.
sub-processor-save = Write it down
sub-processor-said = What is in force
sub-processor-change = Say something else
sub-processor-history = Everything that was written down
sub-processor-end = Take it out
sub-processor-end-intro = From then on it gets nothing any more. What was written down stays readable.
sub-processor-stopped = It gets nothing: { $why }.
transfer-not-needed = None needed: the data stays in the European Economic Area
transfer-adequacy = Adequacy decision of the European Commission ({ $decision })
transfer-clauses = Standard contractual clauses, module { $module }, of { $day }; assessment { $assessment }
transfer-by-adequacy = An adequacy decision of the European Commission
transfer-by-clauses = Standard contractual clauses
stop-unregistered = nobody wrote it down
stop-not-yet-active = announced, and not active yet
stop-ended = taken out
stop-contract-missing = no contract is named
stop-contract-expired = the contract has ended
stop-obligations-missing = the contract does not pass the obligations on, or names no measures
stop-transfer-missing = outside of the EEA, without a ground for the transfer
stop-not-adequate = no decision says that the country protects data as well
stop-adequacy-lost = the adequacy decision does not hold any more
stop-residency = a company keeps its data in the EEA
register-intro = Whoever gets data besides the companies and you. Nothing leaves your own network for anybody who is not here with a contract that holds.
register-news-new = New: { $who } ({ $what }), { $place }. Active from { $day } on.
register-news-changed = Changed: { $who } ({ $what }), { $place }. In force from { $day } on.
register-news-in-use = Written down: { $who } ({ $what }), { $place }. It was in use before there was this list.
register-news-first = Written down: { $who } ({ $what }), { $place }.
register-news-kept = { $who } ({ $what }), { $place }: contract or references renewed.
residency-title = Where your data stays
residency-intro = If data stays in the European Economic Area, nothing of this company goes to a sub-processor elsewhere, and remote images of mails are not fetched, because nobody knows where they are. Your own mail servers are your own choice.
residency-outside = These are outside and get nothing of you then:
residency-installation = This installation is in { $country }.
residency-installation-unknown = The operator has not said in which country this installation is.
residency-only-eea = Our data stays in the European Economic Area
residency-save = Save
residency-changed = Changed on { $day }
objection-words = Why you object
objection-hint = The operator reads it and answers you. Your objection is kept with its time.
objection-send = Object
objection-made = You objected on { $day }.
objections-title = What companies object to
countries-title = Countries that protect data as well
countries-intro = By decision of the European Commission. If a decision falls, take the country out: whoever is there by it alone gets nothing any more, at once.
countries-decision = Decision
countries-counts = In force
countries-yes = yes
countries-no = no
countries-reason = Which decision, or what ended it
countries-take-out = Take out
countries-put-in = Put in
way-imap = Taking mail in from a mailbox
way-data-imap = Sign-in of the mailbox; copies of sent answers
way-smtp = Sending answers from a mailbox
way-data-smtp = Sign-in of the mailbox; sender and recipients; the answer
way-operator-mail = Sending the service’s own mail
way-data-operator-mail = Name and address of whoever is written to; invitations, links, notices with the numbers of tickets, letters about requests; never the mail of a ticket
way-clamd = Scanning mail for viruses
way-data-clamd = The whole mail
way-dns = Finding servers and keys by name
way-data-dns = Names of servers, and of domains that signed new mails
way-autoconfig = Finding the servers of a mailbox
way-data-autoconfig = The domain of the mailbox
way-images = Showing remote images of a mail when an agent asks for them
way-data-images = The address of the image; that the mail was opened
way-oauth = Connecting a mailbox by the provider’s permission
way-data-oauth = What the provider knows this service by; codes and tokens of the mailbox
way-gmail = Taking in and sending mail of a mailbox at Google
way-data-gmail = A token of the mailbox; sender and recipients; the answer
way-graph = Taking in and sending mail of a mailbox at Microsoft 365
way-data-graph = A token of the mailbox; sender and recipients; the answer
way-s3 = Keeping backups
way-data-s3 = Backups, sealed under a key that never leaves this service in clear; how large they are and when they are made
way-whom-tenant-server = To a server that the company chose: it is responsible for it
way-whom-operator-service = To the operator’s own server
way-whom-network = To the resolver of the machine’s own network
way-whom-named-by-sender = To a server that the sender of the mail named
connect-egress-not-active = This sub-processor is announced and gets nothing yet.
connect-egress-contract = There is no contract with this sub-processor that holds.
connect-egress-transfer = There is no ground on which data may go to that country.
connect-egress-residency = Your company keeps its data in the European Economic Area.
rule-in-use = is only possible in the week in which the register begins, with a day before it
rule-country-eea = belongs to the European Economic Area
rule-adapter = is no way out that may lead to a sub-processor
rule-module = must be from 1 to 4
field-service = What it does
field-adapters = What leads there
field-hosts = Hosts
field-place = Town or region
field-transfer = Ground for the transfer
field-proof = What shows that the decision covers it
field-module = Module of the clauses
field-clauses_on = Clauses signed on
field-assessment = Transfer impact assessment
field-contract = Contract
field-contract_on = Contract signed on
field-contract_until = Last day of the contract
field-measures = Measures
field-in_use_since = In use since
act-register-read = Read the register of sub-processors
act-register-change = Changed the register of sub-processors
act-register-tell = Told admins of a sub-processor
act-objection-make = Objected to a sub-processor
act-objection-keep = Kept an objection to a sub-processor
act-objection-forget = Forgot the objection of a company that is gone
act-residency-read = Looked where data stays
act-residency-change = Said whether data stays in the European Economic Area
alert-rule-egress-refused = Something wanted to leave for a place that nobody wrote down
alert-rule-egress-stopped = A way out stopped
alert-rule-sub-processor-objection = A company objects to a sub-processor
alert-why-egress-refused = A connection to a server outside of the operator’s own network was refused: it is not in the register of sub-processors, not active yet, or taken out. Nothing was sent.
alert-why-egress-stopped = Whoever is at the other end gets nothing any more: its contract has ended or is not whole, the ground on which data went to its country is gone, or a company keeps its data in the European Economic Area.
alert-why-sub-processor-objection = An admin of the company objected within the days of notice. The words are in the register.
alert-do-egress-refused = Operator: see under Sub-processors, or by “deskhero check”, which way it is. If it should go there, write the sub-processor down; companies are told first. If not, find out who set it up.
alert-do-egress-stopped = Operator: renew the contract or the ground for the transfer and write it down under Sub-processors, or use somebody else. Until then backups, scans or mail by that way wait.
alert-do-sub-processor-objection = Read it under Sub-processors and answer the company before the day comes.
mail-register-subject = { $company }: a sub-processor of your helpdesk
alert-count-egress-refused = { $count ->
    [one] { $count } attempt
   *[other] { $count } attempts
}
alert-count-egress-stopped = { $count ->
    [one] { $count } way out
   *[other] { $count } ways out
}
alert-count-sub-processor-objection = { $count ->
    [one] { $count } objection
   *[other] { $count } objections
}
mail-register-ahead-text =
    Hello { $name },

    From { $day } on, { $who } is to be a sub-processor of the service that { $company } uses for its mail ({ $what }; the data is in { $country }). Until that day it gets nothing.

    You can read what is said of it, and object, here:
    { $link }
mail-register-in-use-text =
    Hello { $name },

    { $who } is a sub-processor of the service that { $company } uses for its mail ({ $what }; the data is in { $country }). It was in use before there was a register, and is written down now.

    You can read what is said of it here:
    { $link }
verify-registered = { $n } changes of the register of sub-processors: signed, each in its place, none missing
verify-leaving = { $n } ways out and days on which they were used: each is known and says what it sends, and none trains a model
verify-bound = { $n } sub-processors: whoever has no contract or ground that holds gets nothing, and that is told
verify-announced = { $n } announcements and uses: none too early, and companies were told
verify-resident = { $n } companies said where their data stays, and it stands as they said
verify-fault-register = the register of sub-processors is not what was signed
verify-fault-register-short = the end of the register is missing
verify-fault-unknown-way = something left by a way that this version does not have
verify-fault-not-stopped = who gets nothing is not written down as such
verify-fault-sent-early = something left before anybody could get it
verify-fault-not-ahead = it holds before the days of notice are over
verify-fault-not-announced = a company was not told
verify-fault-residency = where data stays is not what the company said
clause-27 = Mailbox data is not sold or shared for advertising or marketing
clause-28 = Data goes to listed sub-processors alone
clause-29 = Only what is necessary is sent
clause-30 = Sub-processors are bound to equal obligations
clause-50 = Nothing is transferred to develop general models
clause-53 = Nothing goes to external AI services
clause-76 = Disclosure to sub-processors follows the register
clause-79 = The list of sub-processors is public
clause-80 = Changes of the list are announced ahead
clause-81 = Sub-processors are bound by contract
clause-83 = A company can keep its data in the EEA
clause-84 = Standard contractual clauses where needed
clause-85 = Adequacy decisions, and what a loss stops
