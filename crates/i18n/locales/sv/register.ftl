nav-sub-processors = Underbiträden
sub-processors-title = Underbiträden
sub-processors-intro = De som får företagens data utöver företagen själva och den som driver tjänsten. Var och en är bunden av ett avtal; ingen annan får något.
sub-processors-empty = Ingen: inga data lämnar driftsansvarigs egna maskiner och nätverk till någon annan.
sub-processors-inside = På driftsansvarigs eget nätverk eller inte i bruk
sub-processors-inside-intro = Detta går ingen annanstans: en server utanför nätverket nekas så länge den inte står ovan.
sub-processors-none-of = Inga underbiträden
sub-processors-none-of-intro = Det som går till servrar som företaget självt eller en avsändare har valt, och till maskinens eget nätverk.
sub-processors-changes = Ändringar
sub-processors-no-changes = Inga ännu.
sub-processors-feed = Ändringar som flöde (Atom)
sub-processors-updated = Senast ändrad { $day }.
sub-processors-public = Offentlig sida
sub-processors-ahead = Aviserat: från { $day }
sub-processors-add = För in ett underbiträde
sub-processor-active = aktiv
sub-processor-announced = aviserat, från { $day }
sub-processor-ended = avslutat
sub-processor-does = Vad det gör
sub-processor-place = Var data finns
sub-processor-whose = Vems det är
sub-processor-own = Driftsansvarigs egen server
sub-processor-transfer = Grund för överföringen
sub-processor-contract = Avtal
sub-processor-contract-days = av { $on }, till { $until }
sub-processor-contract-open = av { $on }, tills vidare
sub-processor-measures = Tekniska och organisatoriska åtgärder
sub-processor-none = inget
sub-processor-from = Gäller från
sub-processor-becomes = Från { $day }
sub-processor-name = Företagets namn
sub-processor-ways = Vad som leder dit
sub-processor-hosts = Värdar
sub-processor-hosts-hint = En på varje rad. ”*.” står för varje namn före det som följer.
sub-processor-country = Land
sub-processor-country-hint = Två bokstäver, till exempel SE.
sub-processor-town = Ort eller region
sub-processor-proof = Vad som visar att beslutet omfattar det
sub-processor-proof-hint = Bara där ett beslut omfattar vissa mottagare, som i USA och Kanada.
sub-processor-module = Klausulernas modul
sub-processor-clauses-on = Klausuler undertecknade
sub-processor-assessment = Referens till bedömningen av överföringen
sub-processor-contract-on = Avtal undertecknat
sub-processor-contract-until = Avtalets sista dag
sub-processor-contract-until-hint = Tomt: det gäller tills vidare. Därefter går inget mer dit.
sub-processor-flows-down = Avtalet binder det vid det som binder oss
sub-processor-is-own = Det är vår egen server på en offentlig adress och ingen annans
sub-processor-in-use = I bruk sedan
sub-processor-in-use-hint = Bara för det som var i bruk före registret, inom en vecka från den första posten. Företagen får besked.
sub-processor-notice = Det som företagen får invända mot meddelas deras administratörer med e-post och gäller efter { $days } dagar.
sub-processor-save = För in
sub-processor-said = Vad som gäller
sub-processor-change = Skriv något annat
sub-processor-history = Allt som har förts in
sub-processor-end = Ta bort det
sub-processor-end-intro = Därefter får det inget mer. Det som har förts in går fortfarande att läsa.
sub-processor-stopped = Det får inget: { $why }.
transfer-not-needed = Behövs inte: data stannar inom EES
transfer-adequacy = Europeiska kommissionens beslut om adekvat skyddsnivå ({ $decision })
transfer-clauses = Standardavtalsklausuler, modul { $module }, av { $day }; bedömning { $assessment }
transfer-by-adequacy = Ett beslut om adekvat skyddsnivå från Europeiska kommissionen
transfer-by-clauses = Standardavtalsklausuler
stop-unregistered = ingen har fört in det
stop-not-yet-active = aviserat och ännu inte aktivt
stop-ended = borttaget
stop-contract-missing = inget avtal är angivet
stop-contract-expired = avtalet har löpt ut
stop-obligations-missing = avtalet för inte skyldigheterna vidare eller nämner inga åtgärder
stop-transfer-missing = utanför EES utan grund för överföringen
stop-not-adequate = inget beslut säger att landet skyddar data lika väl
stop-adequacy-lost = beslutet om adekvat skyddsnivå gäller inte längre
stop-residency = ett företag håller sina data inom EES
register-intro = De som får data utöver företagen och du. Inget lämnar ditt eget nätverk till någon som inte står här med ett gällande avtal.
register-news-new = Nytt: { $who } ({ $what }), { $place }. Aktivt från { $day }.
register-news-changed = Ändrat: { $who } ({ $what }), { $place }. Gäller från { $day }.
register-news-in-use = Infört: { $who } ({ $what }), { $place }. Det var i bruk före den här listan.
register-news-first = Infört: { $who } ({ $what }), { $place }.
register-news-kept = { $who } ({ $what }), { $place }: avtal eller referenser förnyade.
residency-title = Var era data stannar
residency-intro = Om data stannar inom EES går inget från företaget till ett underbiträde någon annanstans, och externa bilder i mejl hämtas inte eftersom ingen vet var de finns. Era egna mejlservrar väljer ni själva.
residency-outside = De här finns utanför och får då inget från er:
residency-installation = Den här installationen finns i { $country }.
residency-installation-unknown = Driftsansvarig har inte sagt i vilket land installationen finns.
residency-only-eea = Våra data stannar inom EES
residency-save = Spara
residency-changed = Ändrat { $day }
objection-words = Varför ni invänder
objection-hint = Driftsansvarig läser den och svarar er. Invändningen sparas med tidpunkt.
objection-send = Invänd
objection-made = Ni invände { $day }.
objections-title = Vad företag invänder mot
countries-title = Länder som skyddar data lika väl
countries-intro = Enligt Europeiska kommissionens beslut. Faller ett beslut, ta bort landet: den som är där bara genom det får genast inget mer.
countries-decision = Beslut
countries-counts = Gäller
countries-yes = ja
countries-no = nej
countries-reason = Vilket beslut, eller vad som upphävde det
countries-take-out = Ta bort
countries-put-in = Lägg till
way-imap = Hämta mejl från en brevlåda
way-data-imap = Brevlådans inloggning; kopior av skickade svar
way-smtp = Skicka svar från en brevlåda
way-data-smtp = Brevlådans inloggning; avsändare och mottagare; svaret
way-operator-mail = Skicka tjänstens egna mejl
way-data-operator-mail = Mottagarens namn och adress; inbjudningar, länkar, aviseringar med ärendenummer, brev om begäranden; aldrig ett ärendes mejl
way-clamd = Söka virus i mejl
way-data-clamd = Hela mejlet
way-dns = Hitta servrar och nycklar efter namn
way-data-dns = Namn på servrar och på domäner som signerat nya mejl
way-autoconfig = Hitta en brevlådas servrar
way-data-autoconfig = Brevlådans domän
way-images = Visa externa bilder i ett mejl när en handläggare ber om det
way-data-images = Bildens adress; att mejlet öppnades
way-oauth = Ansluta en brevlåda med leverantörens tillstånd
way-data-oauth = Det leverantören känner tjänsten genom; brevlådans koder och token
way-gmail = Hämta och skicka mejl från en brevlåda hos Google
way-data-gmail = Brevlådans token; avsändare och mottagare; svaret
way-graph = Hämta och skicka mejl från en brevlåda hos Microsoft 365
way-data-graph = Brevlådans token; avsändare och mottagare; svaret
way-s3 = Förvara säkerhetskopior
way-data-s3 = Säkerhetskopior, förseglade under en nyckel som aldrig lämnar tjänsten okrypterad; hur stora de är och när de görs
way-whom-tenant-server = Till en server som företaget har valt och ansvarar för
way-whom-operator-service = Till driftsansvarigs egen server
way-whom-network = Till namnservern i maskinens eget nätverk
way-whom-named-by-sender = Till en server som mejlets avsändare har angett
connect-egress-not-active = Det här underbiträdet är aviserat och får inget ännu.
connect-egress-contract = Det finns inget gällande avtal med det här underbiträdet.
connect-egress-transfer = Det finns ingen grund för att överföra data till det landet.
connect-egress-residency = Ert företag håller sina data inom EES.
rule-in-use = är bara möjligt under registrets första vecka och med en dag före det
rule-country-eea = hör till EES
rule-adapter = är ingen väg ut som får leda till ett underbiträde
rule-module = måste vara från 1 till 4
field-service = Vad det gör
field-adapters = Vad som leder dit
field-hosts = Värdar
field-place = Ort eller region
field-transfer = Grund för överföringen
field-proof = Vad som visar att beslutet omfattar det
field-module = Klausulernas modul
field-clauses_on = Klausuler undertecknade
field-assessment = Bedömning av överföringen
field-contract = Avtal
field-contract_on = Avtal undertecknat
field-contract_until = Avtalets sista dag
field-measures = Åtgärder
field-in_use_since = I bruk sedan
act-register-read = Läste registret över underbiträden
act-register-change = Ändrade registret över underbiträden
act-register-tell = Meddelade administratörer om ett underbiträde
act-objection-make = Invände mot ett underbiträde
act-objection-keep = Sparade en invändning mot ett underbiträde
act-objection-forget = Glömde en invändning från ett företag som är borta
act-residency-read = Tittade var data stannar
act-residency-change = Sade om data stannar inom EES
alert-rule-egress-refused = Något ville till en plats som ingen har fört in
alert-rule-egress-stopped = En väg ut har stoppats
alert-rule-sub-processor-objection = Ett företag invänder mot ett underbiträde
alert-why-egress-refused = En anslutning till en server utanför driftsansvarigs eget nätverk nekades: den står inte i registret över underbiträden, är inte aktiv ännu eller är borttagen. Inget skickades.
alert-why-egress-stopped = Mottagaren får inget mer: avtalet har löpt ut eller är ofullständigt, grunden för överföring till landet är borta, eller ett företag håller sina data inom EES.
alert-why-sub-processor-objection = En administratör på företaget har invänt inom varseltiden. Orden står i registret.
alert-do-egress-refused = Driftsansvarig: se under Underbiträden eller med ”deskhero check” vilken väg det är. Ska det dit, för in underbiträdet; företagen får besked först. Om inte, ta reda på vem som ställde in det.
alert-do-egress-stopped = Driftsansvarig: förnya avtalet eller grunden för överföringen och för in det under Underbiträden, eller använd någon annan. Till dess väntar säkerhetskopior, sökningar eller mejl den vägen.
alert-do-sub-processor-objection = Läs den under Underbiträden och svara företaget innan dagen kommer.
mail-register-subject = { $company }: ett underbiträde till er helpdesk
alert-count-egress-refused = { $count ->
    [one] { $count } försök
   *[other] { $count } försök
}
alert-count-egress-stopped = { $count ->
    [one] { $count } väg ut
   *[other] { $count } vägar ut
}
alert-count-sub-processor-objection = { $count ->
    [one] { $count } invändning
   *[other] { $count } invändningar
}
mail-register-ahead-text =
    Hej { $name },

    Från { $day } ska { $who } vara underbiträde för tjänsten som { $company } använder för sin e-post ({ $what }; data finns i { $country }). Fram till den dagen får det inget.

    Här kan ni läsa vad som står om det och invända:
    { $link }
mail-register-in-use-text =
    Hej { $name },

    { $who } är underbiträde för tjänsten som { $company } använder för sin e-post ({ $what }; data finns i { $country }). Det var i bruk innan det fanns ett register och är nu infört.

    Här kan ni läsa vad som står om det:
    { $link }
verify-registered = { $n } ändringar av registret över underbiträden: signerade, var och en på sin plats, ingen saknas
verify-leaving = { $n } vägar ut och dagar då de användes: var och en är känd och säger vad den skickar, och ingen tränar en modell
verify-bound = { $n } underbiträden: den som saknar gällande avtal eller grund får inget, och det är meddelat
verify-announced = { $n } aviseringar och användningar: ingen för tidigt, och företagen fick besked
verify-resident = { $n } företag har sagt var deras data stannar, och det står som de sade
verify-fault-register = registret över underbiträden är inte det som signerades
verify-fault-register-short = slutet av registret saknas
verify-fault-unknown-way = något lämnade systemet på en väg som den här versionen inte har
verify-fault-not-stopped = den som inget får är inte noterad som sådan
verify-fault-sent-early = något lämnade systemet innan någon fick ta emot det
verify-fault-not-ahead = det gäller innan varseltiden är slut
verify-fault-not-announced = ett företag fick inte besked
verify-fault-residency = var data stannar är inte det som företaget sade
clause-27 = Brevlådedata säljs eller delas inte för reklam eller marknadsföring
clause-28 = Data går bara till underbiträden på listan
clause-29 = Bara det nödvändiga skickas
clause-30 = Underbiträden är bundna av samma skyldigheter
clause-50 = Inget överförs för att utveckla allmänna modeller
clause-53 = Inget går till externa AI-tjänster
clause-76 = Utlämnande till underbiträden följer registret
clause-79 = Listan över underbiträden är offentlig
clause-80 = Ändringar av listan aviseras i förväg
clause-81 = Underbiträden är bundna av avtal
clause-83 = Ett företag kan hålla sina data inom EES
clause-84 = Standardavtalsklausuler där det behövs
clause-85 = Beslut om adekvat skyddsnivå, och vad ett bortfall stoppar
