mailboxes-title = Postkasser
mailboxes-empty = Ingen postkasse er tilsluttet. Tilslut en: Deskhero henter mailen og svarer fra dens adresse.
mailboxes-connect = Tilslut en postkasse
mailbox-name = Navn
mailbox-address = Adresse
mailbox-kind-imap = IMAP og SMTP
mailbox-kind-maildir = Maildir-mappe på serveren
mailbox-imap = Indgående mail (IMAP)
mailbox-smtp = Udgående mail (SMTP)
mailbox-host = Værtsnavn
mailbox-port = Port
mailbox-security = Beskyttelse
mailbox-security-tls = TLS
mailbox-security-starttls = STARTTLS
mailbox-login = Brugernavn
mailbox-password = Adgangskode
mailbox-maildir = Stien til Maildir-mappen
mailbox-look-back = Mail, der allerede er der
mailbox-look-back-none = Udelad den: kun ny mail fra nu af
mailbox-look-back-week = Hent de seneste 7 dage
mailbox-look-back-month = Hent de seneste 30 dage
mailbox-look-back-year = Hent de seneste 365 dage
mailbox-look-back-all = Hent det hele
mailbox-look-back-hint = Både læst og ulæst. Intet besvares automatisk.
mailbox-after = Bagefter, i selve postkassen
mailbox-after-leave = Ændr ingenting
mailbox-after-mark_seen = Markér som læst
mailbox-after-move = Flyt til en mappe
mailbox-move-to = Mappe, der flyttes til
mailbox-state-active = Tilsluttet
mailbox-state-paused = På pause
mailbox-state-disconnected = Afbrudt
mailbox-state-trouble = Har problemer
mailbox-last-success = Senest hentet
mailbox-never = Intet hentet endnu
mailbox-next-attempt = næste forsøg
mailbox-failures = { $count ->
    [one] Én fejl i træk
   *[other] { $count } fejl i træk
}
mailbox-last-error = Seneste fejl
mailbox-pause = Sæt på pause
mailbox-resume = Fortsæt
mailbox-held = { $count ->
    [one] Én mail venter på virusscanneren
   *[other] { $count } mails venter på virusscanneren
}
agents-title = Medarbejdere
agent-name = Navn
agent-email = Mailadresse
agent-role = Rolle
agent-role-agent = Medarbejder
agent-role-admin = Administrator
agent-role-operator = Operatør
agent-state-active = Aktiv
agent-state-deactivated = Deaktiveret
agent-state-invited = Inviteret
tokens-title = API-nøgler
tokens-intro = En nøgle lader et program arbejde med sager, som du selv gør. Den vises én gang.
tokens-empty = Du har ingen nøgler.
tokens-created = Din nye nøgle. Kopiér den nu: Den vises ikke igen.
token-submit = Opret nøgle
token-revoke = Træk tilbage
token-created-at = oprettet
token-used-at = sidst brugt
token-never-used = aldrig brugt
mailbox-behind = Der venter mere mail i postkassen. Den er ved at blive hentet.
