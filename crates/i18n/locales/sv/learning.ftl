learning-title = Vad som lärs
learning-what = Vilka ord i ett samtal som hör till vilka av era etiketter: av de nyaste samtalen som era medarbetare har satt etiketter på, högst 2 000. Vid ett samtal föreslås högst tre etiketter; någon lägger till dem, eller ingen gör det.
learning-not = Det lärs här, enbart av ert företags samtal och enbart för ert företag. Inget ord sparas i klartext, inget om en person läses eller antecknas, och inget lämnar platsen. Den som invänder, eller vars uppgifter är begränsade, hålls utanför; vid varje radering förstörs det och lärs på nytt.
learning-built = { $count ->
    [one] Lärt av ett samtal.
   *[other] Lärt av { $count } samtal.
}
learning-none = Inget är lärt än: det krävs några samtal med etiketter och några minuter.
learning-off = Inget lärs: det är av.
learning-forget = Glöm nu
learning-forget-hint = Så länge det är på lärs det på nytt inom några minuter.
learning-suggested = Passar:
learning-suggested-hint = Föreslaget efter ert företags egna samtal med etiketter
learning-add = Lägg till den föreslagna etiketten { $name }
verify-learned = { $n } granskade: varje modell öppnas med sitt eget företags nyckel, känner bara det företagets etiketter och samtal, och är önskad
verify-forgotten = { $n } granskade: ingen modell är äldre än den senaste raderingen, och ingen är lärd av någon som inte får läras av
verify-inferred = { $n } granskade: allt som inlärningen gjorde är att lära och glömma, och inget av det handlar om en person
verify-fault-model-foreign = en modell är inte bara sitt företags
verify-fault-model-unasked = det finns en modell som företaget inte har bett om
verify-fault-model-old = en modell är äldre än den senaste raderingen
verify-fault-model-closed = en modell är lärd av någon som inte får läras av
verify-fault-learning-person = inlärningen rörde uppgifter om en person
clause-49 = Ingen allmän modell tränas på era uppgifter
clause-51 = En modell tränas bara på ett företags uppgifter, där de uppgifterna finns
clause-52 = Inget läggs ihop över företagsgränser
clause-54 = Det som lärts försvinner med uppgifterna
clause-113 = Inget om personer härleds ur e-post
