mail-retention-subject = Ab { $from } löscht eine Aufbewahrungsregel Älteres
mail-retention-conversation-text = Guten Tag { $name },

    { $company } hat eine Aufbewahrungsregel, die ab { $from } wirkt: „{ $rule }“. Von da an löscht sie Konversationen, { $which }, mit ihren Nachrichten, Notizen und Dateien, hier und in jedem Backup.

    Was einer Löschsperre oder einer gesetzlichen Aufbewahrung unterliegt, bleibt. Hier sehen Sie, welche Konversationen sie wann erfasst, und können das ändern:

    { $link }
mail-retention-files-text = Guten Tag { $name },

    { $company } hat eine Aufbewahrungsregel, die ab { $from } wirkt: „{ $rule }“. Von da an löscht sie die Dateien von Konversationen, { $which }, hier und in jedem Backup. Was geschrieben wurde, bleibt.

    Was einer Löschsperre oder einer gesetzlichen Aufbewahrung unterliegt, bleibt. Hier sehen Sie, welche Konversationen sie wann erfasst, und können das ändern:

    { $link }
mail-retention-people-subject = Ab { $from } nimmt eine Aufbewahrungsregel Personen aus älteren Konversationen heraus
mail-retention-people-text = Guten Tag { $name },

    { $company } hat eine Aufbewahrungsregel, die ab { $from } wirkt: „{ $rule }“. Von da an nimmt sie alle außerhalb des Unternehmens aus Konversationen heraus, { $which }, hier und in jedem Backup. An ihrer Stelle stehen Pseudonyme, und was geschrieben wurde, bleibt ohne ihre Namen, Adressen, Originale und Dateien. Was Sie sonst von diesen Personen haben, bleibt, wie es ist.

    Was einer Löschsperre oder einer gesetzlichen Aufbewahrung unterliegt, bleibt. Hier sehen Sie, welche Konversationen sie wann erfasst, und können das ändern:

    { $link }
mail-retention-contact-text = Guten Tag { $name },

    { $company } hat eine Aufbewahrungsregel, die ab { $from } wirkt: „{ $rule }“. Von da an löscht sie Personen, mit denen { $days } Tage lang nichts geschehen ist und die keine offene Konversation haben, mit jeder Konversation, in der sie angefragt haben, hier und in jedem Backup.

    Was einer Löschsperre oder einer gesetzlichen Aufbewahrung unterliegt, bleibt. Hier sehen Sie, wie viele Personen sie wann erfasst, und können das ändern:

    { $link }
mail-retention-pseudonym-subject = Ab { $from } nimmt eine Aufbewahrungsregel Personen aus Älterem heraus
mail-retention-pseudonym-text = Guten Tag { $name },

    { $company } hat eine Aufbewahrungsregel, die ab { $from } wirkt: „{ $rule }“. Von da an nimmt sie Personen, mit denen { $days } Tage lang nichts geschehen ist und die keine offene Konversation haben, aus jeder Konversation heraus, hier und in jedem Backup. An ihrer Stelle steht ein Pseudonym, und was geschrieben wurde, bleibt ohne ihre Namen, Adressen, Originale und Dateien.

    Was einer Löschsperre oder einer gesetzlichen Aufbewahrung unterliegt, bleibt. Hier sehen Sie, wie viele Personen sie wann erfasst, und können das ändern:

    { $link }
mail-retention-quiet = in denen { $days } Tage lang nichts geschehen ist
mail-retention-old = deren erste Nachricht vor { $age } Tagen oder früher eingegangen ist
mail-retention-old-and-quiet = deren erste Nachricht vor { $age } Tagen oder früher eingegangen ist und in denen { $days } Tage lang nichts geschehen ist
retention-standing-conversation = Geschlossene Konversationen
retention-standing-contact = Personen, die nicht mehr schreiben
retention-standing-open = Konversationen, die niemand geschlossen hat
rule-retention-days = muss von 1 bis 3.660 sein; bei Konversationen darf eines von beiden leer bleiben
rule-retention-notice-days = darf höchstens 90 sein
rule-retention-contact = eine Regel für Personen hat weder Postfach noch Schlagwort noch Status noch Alter
rule-retention-merged = zusammengeführte Konversationen gehen mit der, die ihre Nachrichten hat
rule-retention-action = nur bei Konversationen lassen sich Dateien löschen
rule-retention-standing = an einer Regel, die jedes Unternehmen hat, lassen sich nur Tage, Ankündigung und Name ändern
rule-statutory-scope = muss eine Person oder eine Konversation sein
rule-ten-years = darf höchstens zehn Jahre in der Zukunft liegen
nav-retention = Aufbewahrung
retention-title = Aufbewahrung
retention-intro = Was nicht länger aufbewahrt wird, als Sie festlegen. Nichts wird ohne Ende aufbewahrt: Drei Regeln gibt es für jedes Unternehmen, genauere lassen sich hinzufügen. Fälliges wird endgültig gelöscht, in denselben Schritten wie bei jeder Löschung.
retention-rules = Regeln
retention-rule = Was sie besagt
retention-all = Alle Regeln
retention-new = Neue Regel
retention-says-conversation = { $count ->
    [one] Konversationen, in denen einen Tag lang nichts Neues geschah
   *[other] Konversationen, in denen { $count } Tage lang nichts Neues geschah
}
retention-says-contact = { $count ->
    [one] Personen, bei denen einen Tag lang nichts Neues geschah
   *[other] Personen, bei denen { $count } Tage lang nichts Neues geschah
}
retention-says-old = { $count ->
    [one] Konversationen, deren erste Nachricht mindestens einen Tag alt ist
   *[other] Konversationen, deren erste Nachricht mindestens { $count } Tage alt ist
}
retention-says-first = { $count ->
    [one] erste Nachricht mindestens einen Tag alt
   *[other] erste Nachricht mindestens { $count } Tage alt
}
retention-waiting = Beginnt
retention-unreached = Wartet: Ihre Ankündigung hat niemanden erreicht
retention-acting = Wirkt
retention-name = Name
retention-name-standing = Bleibt er leer, gilt der übliche Name.
retention-subject = Worum es geht
retention-subject-conversation = Konversationen
retention-subject-contact = Personen
retention-subject-hint = Personen mit einer offenen Konversation sind nie fällig. Werden sie gelöscht, dann mit jeder Konversation, in der sie angefragt haben. Für Personen bleiben Status, Postfächer, Schlagwort und Alter außer Betracht.
retention-statuses = Mit diesem Status
retention-mailboxes = In diesen Postfächern (keines: alle)
retention-tag = Mit diesem Schlagwort
retention-any-tag = Mit beliebigen
retention-action = Was geschieht
retention-action-erase = Endgültig gelöscht
retention-action-drop_attachments = Dateien werden gelöscht, der Rest bleibt
retention-action-anonymise = Personen erhalten Pseudonyme, Konversationen bleiben
retention-actions-hint = Nur bei Konversationen lassen sich Dateien löschen. Mit Pseudonymen nimmt eine Regel für Konversationen alle außerhalb Ihres Unternehmens aus jeder fälligen heraus, und anderswo bleiben sie, wer sie sind; eine Regel für Personen nimmt sie aus jeder Konversation heraus.
retention-days = Tage, ohne dass etwas geschieht
retention-age = Tage, seit die erste Nachricht einging
retention-age-hint = Für Konversationen. Mit beiden Zahlen muss beides vergangen sein; die andere darf leer bleiben.
retention-open-hint = Diese Konversationen hat niemand geschlossen. Geschieht in ihnen so lange nichts, antwortet niemand mehr: Auch sie enden.
retention-notice = Tage, bis sie wirkt
retention-notice-hint = Ab dem Anlegen oder Verschärfen. Alle Admins erfahren es per E-Mail, wo Deskhero eigene senden kann.
retention-save = Speichern
retention-try = Nur zeigen, was sie erfassen würde
retention-dry = Was sie wann erfasst
retention-acts-from = Die Regel wirkt ab
retention-dry-none = Innerhalb eines Jahres wird nichts fällig.
retention-at-once = { $count ->
    [0] Nichts ist fällig, wenn sie zu wirken beginnt.
    [one] Eine ist fällig, wenn sie zu wirken beginnt.
   *[other] { $count } sind fällig, wenn sie zu wirken beginnt.
}
retention-by-month = Nach Monat
retention-month = Monat
retention-count = Fällig
retention-first = Die ersten davon
retention-a-person = Eine Person
retention-waits = Wartet
retention-more = Es gibt mehr, als hier gezählt wurde.
retention-version = Seit Version { $version } Ihrer Aufbewahrungsrichtlinie.
retention-standing-hint = Jedes Unternehmen hat diese Regel; sie lässt sich verkürzen und verlängern, nicht entfernen.
retention-remove = Regel entfernen
retention-remove-ask = Was sie erfasst hätte, bleibt, bis eine andere Regel es erfasst.
retention-holds = Löschsperren und gesetzliche Aufbewahrung
holds-ends = endet von selbst
holds-ends-at = Endet von selbst am (bei gesetzlicher Aufbewahrung)
holds-ends-hint = Nennen Sie oben das Gesetz. Höchstens zehn Jahre in der Zukunft.
field-age_days = Tage, seit die erste Nachricht einging
field-notice_days = Tage, bis sie wirkt
field-statuses = Status
field-mailbox_ids = Postfächer
field-tag_id = Schlagwort
field-action = Was geschieht
field-ends_at_ms = Ende
field-law = Gesetz
field-scope = Was gesperrt ist
