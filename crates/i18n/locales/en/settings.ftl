mailboxes-title = Mailboxes
mailboxes-empty = No mailbox is connected. Connect one: Deskhero takes its mail in and answers from its address.
mailboxes-connect = Connect a mailbox
mailbox-name = Name
mailbox-address = Address
mailbox-kind-imap = IMAP and SMTP
mailbox-kind-maildir = Maildir folder on the server
mailbox-imap = Incoming mail (IMAP)
mailbox-smtp = Outgoing mail (SMTP)
mailbox-host = Host name
mailbox-port = Port
mailbox-security = Protection
mailbox-security-tls = TLS
mailbox-security-starttls = STARTTLS
mailbox-login = Sign-in name
mailbox-password = Password
mailbox-maildir = Path of the Maildir folder
mailbox-look-back = Mail that is already there
mailbox-look-back-none = Leave out: only new mail from now on
mailbox-look-back-week = Take in the last 7 days
mailbox-look-back-month = Take in the last 30 days
mailbox-look-back-year = Take in the last 365 days
mailbox-look-back-all = Take in everything
mailbox-look-back-hint = Read and unread alike. Nothing is answered automatically.
mailbox-after = In the mailbox itself, afterwards
mailbox-after-leave = Change nothing
mailbox-after-mark_seen = Mark as read
mailbox-after-move = Move to a folder
mailbox-move-to = Folder to move to
mailbox-state-active = Connected
mailbox-state-paused = Paused
mailbox-state-disconnected = Disconnected
mailbox-state-trouble = In trouble
mailbox-last-success = Last take-in
mailbox-never = Nothing taken in yet
mailbox-next-attempt = next try
mailbox-failures = { $count ->
    [one] One failure in a row
   *[other] { $count } failures in a row
}
mailbox-last-error = Last error
mailbox-pause = Pause
mailbox-resume = Resume
mailbox-held = { $count ->
    [one] One mail waits for the virus scanner
   *[other] { $count } mails wait for the virus scanner
}
agents-title = Agents
agent-name = Name
agent-email = E-mail address
agent-role = Role
agent-role-agent = Agent
agent-role-admin = Admin
agent-role-operator = Operator
agent-state-active = Active
agent-state-deactivated = Deactivated
agent-state-invited = Invited
tokens-title = API tokens
tokens-intro = A token lets a program work with tickets as you do. It is shown once.
tokens-empty = You have no token.
tokens-created = Your new token. Copy it now: it is not shown again.
token-submit = Create token
token-revoke = Withdraw
token-created-at = created
token-used-at = last used
token-never-used = never used
mailbox-behind = More mail is waiting in the mailbox; it is being taken in.
