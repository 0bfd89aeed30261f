nav-operator-access = Driftens åtkomst
nav-operator-accesses = Åtkomst
operator-access-title = Driftens åtkomst
operator-access-intro = Den som driver denna Deskhero kan inte läsa era konversationer. De kan begära åtkomst i högst en timme av ett av tre skäl: ni har bett om hjälp, tjänstens säkerhet eller en lag. Har ni bett om hjälp är det någon av er som släpper in dem. Allt de öppnar står i er granskningslogg.
operator-access-none = Ingen har begärt åtkomst till era konversationer.
operator-access-who = Vem
operator-access-reason = Skäl
operator-access-reason-security = Tjänstens säkerhet
operator-access-reason-support-requested = Företaget bad om hjälp
operator-access-reason-legal = En lag kräver det
operator-access-length = Hur länge
operator-access-asked = Begärd
operator-access-opened = Öppnad
operator-access-until = Till
operator-access-ended = Avslutad
operator-access-state-asked = väntar på en administratör
operator-access-state-open = öppen nu
operator-access-state-expired = över
operator-access-state-ended = avslutad
operator-access-state-refused = avslagen
operator-access-state-lapsed = förfallen
operator-access-decide = De kan inte läsa något förrän ni släpper in dem. De hittar konversationer via nummer och ämne och kan varken ändra eller hämta något.
operator-access-decided = Det är redan avgjort eller över.
operator-access-approve = Släpp in dem
operator-access-refuse = Avslå
operator-access-end = Avsluta nu
operator-access-seen = Vad som lästes, i granskningsloggen
operator-access-older = Äldre
operator-access-operator-title = Åtkomst till företag
operator-access-operator-intro = Du kan inte läsa vad företag skriver och tar emot. Där det behövs begär du åtkomst till ett företag, i högst en timme. Företaget ser att du begärde det, varför, och varje sak du öppnar.
operator-access-operator-none = Ingen åtkomst har begärts.
operator-access-ask = Begär åtkomst
operator-access-company = Företag
operator-access-length-ask = Minuter, högst 60
operator-access-words = Vad den ska användas till
operator-access-words-hint = Företaget läser detta. Nämn inte fler personer än nödvändigt.
operator-access-password = Ditt lösenord
operator-access-ask-send = Begär
operator-access-waits = Den väntar på en administratör på företaget. Efter ett dygn förfaller den.
operator-access-take-back = Ta tillbaka
operator-access-find = Hitta en konversation
operator-access-find-hint = Via nummer eller ord i ämnet. Högst tjugo visas.
operator-access-find-send = Sök
operator-access-found-none = Inget hittades.
operator-access-found-more = Det finns fler. Ett annat ord hittar dem.
operator-access-logged = Att du öppnade detta står i företagets granskningslogg, med ditt namn och skälet.
operator-access-note = anteckning
operator-access-files = Filer, som inte lämnas ut:
field-minutes = Minuter
rule-sixty-minutes = måste vara från 1 till 60
act-operator-access-list = Tittade på driftens åtkomster
act-operator-access-ask = Begärde åtkomst till konversationer
act-operator-access-open = Öppnade en åtkomst för driften
act-operator-access-refuse = Avslog en åtkomst för driften
act-operator-access-end = Avslutade en åtkomst för driften
act-operator-access-read = Läste konversationer som driftansvarig
audit-purpose-operator_access = Driftens åtkomst
audit-reason-no_access = ingen åtkomst är öppen
access-page-purpose-operator-access = Driften som under en tid tittar i konversationer: för säkerheten, på företagets begäran eller enligt lag
alert-rule-operator-asks = Driften begär åtkomst
alert-rule-operator-access = Driften har åtkomst
alert-why-operator-asks = Den som driver tjänsten begär att få läsa konversationer, eftersom företaget har bett om hjälp.
alert-why-operator-access = Den som driver tjänsten får läsa konversationer i högst en timme: för tjänstens säkerhet eller för att en lag kräver det.
alert-do-operator-asks = Läs skälet under ”Driftens åtkomst” och släpp in dem eller avslå. Inget öppnas dessförinnan.
alert-do-operator-access = Läs skälet under ”Driftens åtkomst” och avsluta den där om ni inte håller med.
verify-accesses = { $n } åtkomster och läsningar av driften: av ett av tre skäl, högst en timme, insläppta där det krävs, och varje läsning under en som var öppen
verify-fault-access-reason = en åtkomst av ett annat skäl än de tre
verify-fault-access-long = en åtkomst på mer än en timme
verify-fault-access-not-let-in = en åtkomst som företaget inte släppte in
verify-fault-access-not-logged = en åtkomst vars öppnande inte står i loggen
verify-fault-read-without-access = något läst utan öppen åtkomst
operator-access-minutes = { $count ->
    [one] { $count } minut
   *[other] { $count } minuter
}
alert-count-operator-asks = { $count ->
    [one] begärd en gång
   *[other] begärd { $count } gånger
}
alert-count-operator-access = { $count ->
    [one] öppnad en gång
   *[other] öppnad { $count } gånger
}
clause-55 = Människor tittar in för säkerheten eller för att hjälpa, och för inget annat
clause-56 = Ingen tittar in för att träna en modell
