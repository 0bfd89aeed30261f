learning-title = Hvad der læres
learning-what = Hvilke ord i en samtale der hører til hvilke af jeres etiketter: af de nyeste samtaler, som jeres folk har sat etiketter på, højst 2.000. Ved en samtale foreslås højst tre etiketter; nogen tilføjer dem, eller ingen gør det.
learning-not = Det læres her, af jeres firmas samtaler alene og til jeres firma alene. Intet ord gemmes i klartekst, intet om en person læses eller noteres, og intet forlader stedet. Den, der gør indsigelse, eller hvis data er begrænset, holdes udenfor; ved hver sletning destrueres det og læres på ny.
learning-built = { $count ->
    [one] Lært af én samtale.
   *[other] Lært af { $count } samtaler.
}
learning-none = Der er ikke lært noget endnu: det kræver nogle få samtaler med etiketter og nogle minutter.
learning-off = Intet læres: det er slået fra.
learning-forget = Glem nu
learning-forget-hint = Så længe det er slået til, læres det på ny inden for få minutter.
learning-suggested = Passer:
learning-suggested-hint = Foreslået efter jeres firmas egne samtaler med etiketter
learning-add = Tilføj den foreslåede etiket { $name }
verify-learned = { $n } set på: hver model åbnes med sit eget firmas nøgle, kender kun det firmas etiketter og samtaler, og er ønsket
verify-forgotten = { $n } set på: ingen model er ældre end den seneste sletning, og ingen er lært af nogen, der ikke må læres af
verify-inferred = { $n } set på: alt, hvad læringen gjorde, er at lære og glemme, og intet af det handler om en person
verify-fault-model-foreign = en model er ikke kun sit firmas
verify-fault-model-unasked = der er en model, som firmaet ikke har bedt om
verify-fault-model-old = en model er ældre end den seneste sletning
verify-fault-model-closed = en model er lært af nogen, der ikke må læres af
verify-fault-learning-person = læringen rørte data om en person
clause-49 = Ingen generel model trænes på jeres data
clause-51 = En model trænes kun på ét firmas data, hvor de data er
clause-52 = Intet lægges sammen på tværs af firmaer
clause-54 = Det lærte forsvinder sammen med dataene
clause-113 = Intet om personer udledes af mail
