learning-title = Hva som læres
learning-what = Hvilke ord i en samtale som hører til hvilke av etikettene deres: av de nyeste samtalene som folkene deres har merket, høyst 2000. Ved en samtale foreslås høyst tre etiketter; noen legger dem til, eller ingen gjør det.
learning-not = Det læres her, bare av samtalene i deres firma og bare for deres firma. Ingen ord lagres i klartekst, ingenting om en person leses eller noteres, og ingenting forlater stedet. Den som protesterer, eller har begrensede data, holdes utenfor; ved hver sletting ødelegges det og læres på nytt.
learning-built = { $count ->
    [one] Lært av én samtale.
   *[other] Lært av { $count } samtaler.
}
learning-none = Ingenting er lært ennå: Det krever noen få merkede samtaler og noen minutter.
learning-off = Ingenting læres: Det er av.
learning-forget = Glem nå
learning-forget-hint = Så lenge det er på, læres det på nytt i løpet av minutter.
learning-suggested = Passer:
learning-suggested-hint = Foreslått etter firmaets egne merkede samtaler
learning-add = Legg til den foreslåtte etiketten { $name }
verify-learned = { $n } sett på: Hver modell åpnes med sitt eget firmas nøkkel, kjenner bare det firmaets etiketter og samtaler, og er ønsket
verify-forgotten = { $n } sett på: Ingen modell er eldre enn den siste slettingen, og ingen er lært av noen det ikke må læres av
verify-inferred = { $n } sett på: alt læringen gjorde, er å lære og glemme, og ingenting av det handler om en person
verify-fault-model-foreign = en modell er ikke bare sitt firmas
verify-fault-model-unasked = det finnes en modell som firmaet ikke har bedt om
verify-fault-model-old = en modell er eldre enn den siste slettingen
verify-fault-model-closed = en modell er lært av noen det ikke må læres av
verify-fault-learning-person = læringen rørte data om en person
clause-49 = Ingen generell modell trenes på dataene deres
clause-51 = En modell trenes bare på ett firmas data, der dataene er
clause-52 = Ingenting legges sammen på tvers av firmaer
clause-54 = Det som er lært, forsvinner med dataene
clause-113 = Ingenting om personer utledes av e-post
