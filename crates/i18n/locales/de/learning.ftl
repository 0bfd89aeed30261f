learning-title = Was gelernt wird
learning-what = Welche Wörter einer Unterhaltung zu welchen Ihrer Schlagwörter gehören: aus den neuesten Unterhaltungen, denen Ihre Leute Schlagwörter gaben, höchstens 2.000. Bei einer Unterhaltung werden höchstens drei Schlagwörter vorgeschlagen; jemand fügt sie hinzu, oder niemand tut es.
learning-not = Gelernt wird hier, nur aus den Unterhaltungen Ihres Unternehmens und nur für Ihr Unternehmen. Kein Wort wird im Klartext aufbewahrt, nichts über eine Person wird gelesen oder vermerkt, und nichts verlässt diesen Ort. Wer widerspricht oder wessen Daten eingeschränkt sind, bleibt außen vor; mit jeder Löschung wird das Gelernte vernichtet und neu gelernt.
learning-built = { $count ->
    [one] Aus einer Unterhaltung gelernt.
   *[other] Aus { $count } Unterhaltungen gelernt.
}
learning-none = Noch ist nichts gelernt: dazu braucht es einige Unterhaltungen mit Schlagwörtern und einige Minuten.
learning-off = Es wird nichts gelernt: es ist ausgeschaltet.
learning-forget = Jetzt vergessen
learning-forget-hint = Solange es eingeschaltet ist, wird innerhalb von Minuten neu gelernt.
learning-suggested = Passend:
learning-suggested-hint = Vorgeschlagen nach den eigenen Unterhaltungen Ihres Unternehmens mit Schlagwörtern
learning-add = Das vorgeschlagene Schlagwort { $name } hinzufügen
verify-learned = { $n } angesehen: jedes Modell öffnet sich mit dem Schlüssel seines Unternehmens, kennt nur dessen Schlagwörter und Unterhaltungen und ist gewollt
verify-forgotten = { $n } angesehen: kein Modell ist älter als die letzte Löschung, und keines wurde von jemandem gelernt, von dem nicht gelernt werden darf
verify-inferred = { $n } angesehen: was das Lernen tat, ist Lernen und Vergessen, und nichts davon handelt von einer Person
verify-fault-model-foreign = ein Modell ist nicht nur das seines Unternehmens
verify-fault-model-unasked = es gibt ein Modell, um das das Unternehmen nicht gebeten hat
verify-fault-model-old = ein Modell ist älter als die letzte Löschung
verify-fault-model-closed = ein Modell wurde von jemandem gelernt, von dem nicht gelernt werden darf
verify-fault-learning-person = das Lernen berührte Daten über eine Person
clause-49 = Kein allgemeines Modell wird mit Ihren Daten trainiert
clause-51 = Ein Modell wird nur mit den Daten eines Unternehmens trainiert, wo diese Daten sind
clause-52 = Nichts wird über Unternehmen hinweg zusammengeführt
clause-54 = Was gelernt wurde, geht mit den Daten
clause-113 = Aus E-Mails wird nichts über Personen geschlossen
