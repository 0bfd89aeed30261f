nav-incidents = Vorfälle
incident-title = Vorfälle
incident-intro = Was mit personenbezogenen Daten schiefging, was getan wurde und wer es erfuhr. Eine Behörde erfährt es binnen 72 Stunden nach dem Bemerken, außer wenn voraussichtlich niemand Schaden nimmt. Nichts, was hier steht, wird nachträglich geändert.
incident-none = Es ist nichts aufgeschrieben.
incident-open = Einen Vorfall aufschreiben
incident-open-send = Aufschreiben
incident-name = Titel
incident-severity = Schwere
incident-severity-low = gering
incident-severity-medium = mittel
incident-severity-high = hoch
incident-severity-critical = kritisch
incident-state-open = offen
incident-state-contained = eingedämmt
incident-state-closed = abgeschlossen
incident-what = Was geschah
incident-companies = Unternehmen
incident-categories = Kategorien von Daten
incident-people = Personen, ungefähr
incident-measures = Maßnahmen
incident-aware = Bemerkt
incident-aware-hint = In UTC. Die 72 Stunden laufen ab dann.
incident-known = Was bekannt ist
incident-number = Nummer
incident-report = Meldung an die Behörde
incident-report-until = Zu melden bis
incident-report-hint = Entweder erfuhr es eine Behörde, oder es steht da, warum keine es erfahren muss. Nach 72 Stunden ist es verspätet, und der Grund wird aufgeschrieben.
incident-report-at = Gemeldet (UTC)
incident-report-send = Es wurde gemeldet
incident-report-reported = gemeldet
incident-report-reported-late = verspätet gemeldet
incident-report-not-needed = keine Meldung nötig
incident-report-over = Meldung überfällig
incident-report-due = Meldung steht aus
incident-why-late = Warum es verspätet war
incident-not-needed = Keine Meldung ist nötig
incident-not-needed-why = Warum keine Meldung nötig ist
incident-timeline = Verlauf
incident-written = geschrieben
incident-note = Zum Verlauf hinzufügen
incident-note-at = Wann (UTC)
incident-note-text = Was geschah oder getan wurde
incident-add = Hinzufügen
incident-why = Warum
incident-reopen = Wieder öffnen
incident-contain = Es ist eingedämmt
incident-close = Abschließen
incident-close-text = Was daraus wurde
incident-change = Neu aufschreiben, was bekannt ist
incident-change-send = Als neue Fassung hinzufügen
incident-notice = Die Unternehmen benachrichtigen
incident-notice-hint = Jeder Admin jedes Unternehmens bekommt einen Brief. Was jetzt bekannt ist und was zu tun ist, steht auf einer Seite dort. Andere Unternehmen werden nicht genannt.
incident-notice-send = Benachrichtigen
incident-advice = Was zu tun ist
incident-told = Wer es erfuhr
incident-told-at = Mitgeteilt
incident-told-intro = Was der Betreiber dieses Dienstes über Vorfälle mitteilt, die Ihr Unternehmen betreffen.
incident-told-none = Es gibt nichts, was mitzuteilen war.
incident-freeze = Beweise aufbewahren
incident-freeze-hint = Solange der Vorfall offen ist, werden Warnungen dieser Zeit nicht vergessen, und ein betroffenes Unternehmen wird nicht gelöscht: sein Protokoll bleibt.
incident-frozen = Beweise aufbewahrt von
incident-from = Von (UTC)
incident-until = Bis (UTC)
incident-release = Nicht länger aufbewahren
incident-bundle = Alles herunterladen
incident-bundle-hint = Ein signiertes ZIP mit allem auf dieser Seite und den versiegelten Einträgen der Protokolle jener Zeit, jeder mit seinem Beweis. Dass es ausgehändigt wurde, wird aufgeschrieben.
incident-plan = Plan für Vorfälle
incident-plan-due = binnen zwölf Monaten durchzusehen und neu zu veröffentlichen
incident-plan-none = keiner ist veröffentlicht
incident-by-rule = Eine Regel auf dem Prüfprotokoll fand dies. Noch hat es niemand angesehen.
incident-entry-opened = Eröffnet
incident-entry-changed = Neue Fassung
incident-entry-note = Notiz
incident-entry-contained = Eingedämmt
incident-entry-closed = Abgeschlossen
incident-entry-reopened = Wieder geöffnet
incident-entry-reported = Behörde benachrichtigt
incident-entry-not-needed = Keine Meldung nötig
incident-entry-notice = Unternehmen benachrichtigt
incident-entry-frozen = Beweise werden aufbewahrt
incident-entry-released = Beweise werden nicht länger aufbewahrt
incident-entry-alarm = Erinnerung an die Meldung (Stunden)
incident-entry-alert = Von einer Regel gefunden
incident-entry-bundle = Bündel ausgehändigt
incident-letter-waiting = wartet
incident-letter-sending = wird gesendet
incident-letter-ending = wird gesendet
incident-letter-sent = Brief gesendet
incident-letter-refused = Brief abgewiesen
incident-letter-bounced = Brief kam zurück
incident-letter-in-doubt = Brief ungewiss
incident-letter-dropped = niemand mehr da
mail-incident-notice-subject = Ein Vorfall betrifft Ihr Unternehmen (Nr. { $number })
mail-incident-notice-text =
    Guten Tag { $name },

    mit personenbezogenen Daten, die wir für Ihr Unternehmen verarbeiten, ging etwas schief (Art. 33 Abs. 2 DSGVO). Was geschah, um welche Daten es geht, was wir getan haben und was Sie tun sollten, steht nach der Anmeldung hier:

    { $link }
mail-incident-opened-subject = Vorfall Nr. { $number } wurde eröffnet
mail-incident-opened-text =
    Guten Tag { $name },

    eine Regel auf dem Prüfprotokoll hat einen Vorfall eröffnet. Die 72 Stunden für eine Meldung laufen.

    { $link }
mail-incident-alarm-subject = Vorfall Nr. { $number }: die Meldung an die Behörde steht aus
mail-incident-alarm-text =
    Guten Tag { $name },

    noch hat niemand gesagt, ob eine Behörde von diesem Vorfall erfährt. Das muss binnen 72 Stunden nach dem Bemerken geschehen.

    { $link }
data-class-mail = E-Mails und Notizen
data-class-draft = Entwürfe
data-class-contact = Kontakte: Namen und Adressen
data-class-account = Konten der Agenten
data-class-credential = Passwörter und Token
data-class-mailbox = Postfächer und ihr Zugang
data-class-cursor = Ordnernamen
data-class-settings = Einstellungen
data-class-ordering = Schlagwörter, Teams, Textbausteine
data-class-audit = Prüfprotokoll
data-class-keys = Zahlen über Schlüssel
data-class-request = Anfragen zu Daten von Personen
data-class-alert = Warnungen
data-class-usage = Zahlen zur Nutzung
rule-incident-past = darf nicht in der Zukunft liegen
rule-incident-report = muss nach dem Bemerken und nicht in der Zukunft liegen
rule-incident-people = muss eine Zahl sein
act-incident-list = Sah Vorfälle an
act-incident-open = Schrieb einen Vorfall auf
act-incident-change = Ergänzte einen Vorfall
act-incident-report = Vermerkte die Meldung eines Vorfalls
act-incident-tell = Ließ Unternehmen über einen Vorfall benachrichtigen
act-incident-freeze = Bewahrte Beweise eines Vorfalls auf oder beendete das
act-incident-bundle = Lud alles über einen Vorfall herunter
act-incident-watch = Eröffnete einen Vorfall nach einer Regel oder erinnerte an die Meldung
act-incident-notice = Benachrichtigte das Unternehmen über einen Vorfall
act-incident-show = Zeigte, was über Vorfälle mitgeteilt wurde
act-incident-read = Sah an, was über Vorfälle mitgeteilt wurde
verify-incidents = { $n } angesehen: Vorfälle rechtzeitig gemeldet oder begründet, Unternehmen benachrichtigt, der Plan höchstens zwölf Monate alt
verify-incidents-none = noch kein Vorfall und kein Plan
verify-fault-incident-unreported = nach 72 Stunden weder gemeldet noch begründet
verify-fault-incident-unexplained = ohne Grund verspätet gemeldet
verify-fault-incident-plan-old = der Plan für Vorfälle ist älter als zwölf Monate
verify-fault-incident-untold = ein Unternehmen wurde nicht benachrichtigt, oder sein Brief fehlt
clause-38 = Vorfälle werden aufgeschrieben, gemeldet und mitgeteilt
field-title = Titel
field-what = Was geschah
field-severity = Schwere
field-categories = Kategorien von Daten
field-tenants = Unternehmen
field-people = Personen, ungefähr
field-aware_at = Bemerkt
field-at = Wann
field-why_late = Warum es verspätet war
field-until = Bis
