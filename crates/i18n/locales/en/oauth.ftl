oauth-instead = Without a password
oauth-button = Connect by { $provider }
oauth-title = Connect by { $provider }
oauth-intro = { $provider } will ask you to sign in and to agree. You come back here, and the mailbox is tested before it is kept.
oauth-asked = What is asked for, for { $address }
oauth-scope-identity = Who agrees
oauth-scope-address = The address of that account
oauth-scope-offline = Staying connected when you have left
oauth-scope-mail = Taking mail in and sending answers
oauth-scope-read = Taking mail in
oauth-scope-send = Sending answers
oauth-limited-use = What comes from Google is used for this mailbox’s tickets alone, in keeping with the Google API Services User Data Policy, including its Limited Use requirements. It is sold to nobody, used for no advertising, and no person reads it but your own team.
oauth-kept = The permission is kept encrypted under this mailbox’s key and destroyed when you disconnect it. You can withdraw it at any time, here or in your account there.
oauth-continue = Continue to { $provider }
oauth-failed = The mailbox is not connected
oauth-failed-hint = Nothing was kept.
oauth-again = Try again
oauth-state = The browser came back with something that was not asked for here. Begin again from the mailboxes.
oauth-attempt-unknown = This visit to the provider is over, or was not yours. Begin again from the mailboxes.
oauth-attempt-expired = You were away for more than a quarter of an hour. Begin again from the mailboxes.
oauth-issuer = The answer did not come from the provider that was asked. Nothing was sent to it.
oauth-no-code = The provider sent you back without a code. Begin again from the mailboxes.
oauth-scope-wider = The provider gave more than was asked for. That is refused: ask for no more than the page says.
oauth-scope-narrower = Not everything was agreed to. Without reading and sending mail, the mailbox cannot be connected: leave every box ticked.
oauth-no-refresh = The provider gave no lasting permission. Whoever runs Deskhero has to allow “offline access” there.
oauth-invalid-grant = The permission was withdrawn, has run out, or was used before. Connect the mailbox again.
oauth-invalid-client = The provider does not know this Deskhero, or its secret is wrong. Whoever runs Deskhero has to look at the settings.
oauth-unauthorized-client = The provider does not let this Deskhero ask in this way. Whoever runs Deskhero has to look at the settings there.
oauth-invalid-scope = The provider does not offer what is asked for. Whoever runs Deskhero has to look at the settings.
oauth-invalid-request = The provider did not understand the question. Whoever runs Deskhero finds more in the log.
oauth-invalid-token = The provider does not know the permission any more. Connect the mailbox again.
oauth-interaction-required = The provider wants somebody to sign in again. Connect the mailbox again.
oauth-access-denied = The provider was told no. Nothing was connected.
oauth-unavailable = The provider cannot answer at the moment. Try again in a few minutes.
oauth-refused = The provider refused, and did not say why.
connect-grant-ended = The provider’s permission has ended.
error-oauth = The mailbox could not be connected by the provider’s permission
error-oauth-hint = Begin again from the mailboxes.
oauth-good = Reached by the permission of { $provider }, without a password
oauth-fresh = made fresh
oauth-ended = The permission has ended:
oauth-reconnect = Connect again
oauth-provider-gone = a provider that is not set up any more
mailbox-disconnect = Disconnect
mailbox-disconnect-ask = Disconnect { $name }? No more mail comes in, no answer goes out, and its passwords or permissions are destroyed. Its tickets stay for now.
rule-by-permission = cannot be changed while the mailbox is reached by a provider’s permission
oauth-bad-address = The provider does not describe itself at the address that the operator gave.
oauth-bad-description = The provider’s description of itself cannot be read.
oauth-bad-issuer = At the address that the operator gave, another provider describes itself. It is not believed.
oauth-bad-endpoint = The provider names an address that is not protected (https). Nothing was sent to it.
oauth-bad-pkce = The provider does not know PKCE, which keeps a stolen code from being used. It cannot be used.
oauth-bad-tokens = The provider’s answer holds no permission that can be read.
oauth-bad-token-kind = The provider gave a permission of a kind that is not known here.
oauth-bad-token = The provider gave a permission that cannot be used as it is written.
oauth-bad-scopes = The provider names more permissions than anybody would ask for.
oauth-bad-identity = The provider’s word on who agreed cannot be read.
oauth-bad-answer = The provider answered with neither a permission nor a refusal.
oauth-identity-none = The provider did not say who agreed. Begin again from the mailboxes.
oauth-identity-audience = The provider’s word on who agreed was meant for somebody else than this Deskhero. Nothing was kept.
oauth-identity-issuer = The word on who agreed is another provider’s. Nothing was kept.
oauth-identity-nonce = The provider’s word on who agreed belongs to another visit. Begin again from the mailboxes.
oauth-identity-expired = The provider’s word on who agreed is too old. Look at the clocks of both machines, and begin again.
oauth-company = The account belongs to a company whose mailboxes may not be connected here. Whoever runs Deskhero can allow it.
oauth-scope-change = Taking mail in, and marking or moving it there as chosen
oauth-scope-readwrite = Taking mail in, marking or moving it there as chosen, and preparing answers with large files
oauth-scope-readwrite-shared = Taking mail in, marking or moving it there as chosen, and preparing answers with large files, in mailboxes that this account may open
oauth-scope-send-shared = Sending answers from mailboxes that this account may send from
rule-by-provider = needs the provider’s permission: connect it from the page for mailboxes
rule-permission-narrow = needs more than the permission that was given. Disconnect the mailbox and connect it with this choice
oauth-restored = The data was restored from a backup that holds an older permission than the last one. Connect the mailbox again to go on.
oauth-interrupted = Deskhero was stopped in the moment in which the provider gave the next permission, and the provider takes the old one no more. Connect the mailbox again.
oauth-left-untaken = When this mailbox was disconnected, its provider did not take the permission back.
oauth-left-no-way = This mailbox’s provider offers no way to give a permission back.
oauth-left-do = What Deskhero had of it is destroyed. At the provider it may be good until somebody withdraws it there, in the account’s settings.
mail-grant-subject = { $mailbox } has to be connected again
mail-grant-text = Hello { $name },

    the provider’s permission for the mailbox { $mailbox } of { $company } ended on { $since }. Since then no mail comes in, and no answer goes out. What comes meanwhile waits at the provider and is taken in afterwards.

    An admin connects it again here, in a minute:

    { $link }

    If nobody does so by { $until }, what was taken in by this mailbox is due to be deleted. What a legal hold covers is kept until the hold ends.
oauth-due = Connected again, everything goes on, and what came meanwhile is taken in. Otherwise its mail here is due to be deleted on
oauth-nav = A mailbox has to be connected again
oauth-connect = Connect { $provider }
oauth-direct-hint = Without a password: you agree there, and come back.
oauth-choices = How far back, which folders, what happens there
oauth-folders = Folders or labels
oauth-shared = A shared mailbox of Microsoft 365, which your own account may open
mailbox-health = How it does
mailbox-last-mail = Last mail
mailbox-lag = Time from the provider to here
mailbox-position = Position
mailbox-quota = Asked to wait
mailbox-quota-none = never
mailbox-quota-waits = { $count ->
    [one] once, { $time } altogether
   *[other] { $count } times, { $time } altogether
}
mailbox-test = Test now
mailbox-test-good = { $count ->
    [one] It works: one mail in its folders.
   *[other] It works: { $count } mails in its folders.
}
mailbox-test-bad = It does not work
mailbox-ms = { $count } ms
mailbox-seconds = { $count } s
mailbox-health-of = How { $name } does
mailbox-kind-gmail = Google
mailbox-kind-graph = Microsoft 365
mailbox-servers-permission = This mailbox is reached by its provider’s permission. Its folders, and what happens there, can be changed.
oauth-bad-keys = The provider’s keys cannot be read.
rule-unreadable = cannot be read
identity-offered = Your provider lets you send from these, too
identity-offered-add = Add { $name }
mailbox-folders-only = Folders
oauth-application-company = The operator’s settings name no single company at Microsoft: put its id into the issuer.
oauth-found = { $address } is at { $provider }: connect it there, without a password.
oauth-by-servers = By IMAP and SMTP instead
