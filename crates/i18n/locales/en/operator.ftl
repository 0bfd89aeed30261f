sign-in-operator = as operator
nav-signed-in-as-operator = Operator: { $name }
nav-tenants = Tenants
nav-operator-mail = Operator mail
nav-operator-menu = Menu
tenants-title = Tenants
tenants-empty = There is no tenant yet.
tenants-add = Add a tenant
tenants-add-intro = A company with mailboxes and people of its own. Its first admin gets an invitation; what they do afterwards is theirs, and you see none of their mail.
tenants-add-submit = Add and invite
tenant-name = Company
tenant-host = Host name
tenant-host-hint = Under which its pages answer. Point its DNS record to this server.
tenant-no-host = No host name yet
tenant-admin-name = First admin’s name
tenant-admin-email = First admin’s address
tenant-agents = { $count ->
    [one] 1 person
   *[other] { $count } people
}
tenant-mailboxes = { $count ->
    [one] 1 mailbox
   *[other] { $count } mailboxes
}
tenant-without-mail = This company keeps its data in the European Economic Area, and operator mail goes out by a server outside: none of it reaches the company, letters about incidents and about the end of its account neither. Tell it by another way.
tenant-suspended = Suspended
tenant-waits = Waits for its admin
tenant-slug-is = Short name { $slug }
tenant-since = since
tenant-admin = First admin
tenant-admin-intro = Nobody can sign in yet. Invite the person who will run this helpdesk.
tenant-admin-invited = Somebody was invited and has not come yet. Type the same address for a fresh link, or another person’s.
tenant-hosts = Host names
tenant-hosts-intro = Its pages answer here, and at no other address. A name that is taken away stops at once.
tenant-host-add = Add
tenant-host-remove = Remove
tenant-rename = Save
tenant-suspend-title = Suspend
tenant-suspend-intro = Everyone is signed out, and nobody gets in by page or token. No mail is taken in, and answers that wait are not sent. Nothing is deleted.
tenant-suspend = Suspend this tenant
tenant-resume-title = Serve again
tenant-resume-intro = Its people can sign in again; mail that came meanwhile is taken in, and answers that wait are sent.
tenant-resume = Serve this tenant
operator-mail-title = Operator mail
operator-mail-intro = Deskhero’s own mail: invitations, links for a new password and to prove an address, letters about documents, incidents and requests, alerts, reminders and invoices. It never goes through a tenant’s mailbox.
operator-mail-server = Server
operator-mail-from = From
operator-mail-returns = Mailbox of this address
operator-mail-to = Send a test to
operator-mail-test = Send
operator-mail-sent = The server took the mail to { $to }.
operator-mail-none = No server is configured. Links are shown to whoever makes them, to be handed over.
operator-mail-how = Name one in [operator_mail] of the configuration (docs/operating.md), and start Deskhero again.
