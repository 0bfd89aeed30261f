documents-title = Dokumenter
documents-intro = Hva som gjelder her: hvem som kan gjøre hva med hvilke data, og hva dere kan stole på.
documents-none = Ingenting er utgitt ennå.
document-dpa = Databehandleravtale
document-cookie-policy = Erklæring om informasjonskapsler
document-measures = Tekniske og organisatoriske tiltak
document-processing-record = Protokoll over behandlingsaktiviteter
document-sub-processors = Underdatabehandlere
document-incident-plan = Plan for hendelser
document-translation = Dette er en oversettelse. Ved forskjeller gjelder teksten på { $language }.
document-left-behind = Teksten på { $language } er endret siden dette ble oversatt.
document-original = Les den teksten
document-not-holding = Dette er ikke versjonen som gjelder nå.
document-to-holding = Les den som gjelder
document-effective = gjelder fra
document-versions = Versjoner
document-holds = gjelder nå
document-changes = Hva som er endret
document-unchanged = Ingenting er endret.
document-unchanged-here = Ingenting er endret i denne oversettelsen. Det er teksten på { $language }, som gjelder:
agreement-title = Før du begynner
agreement-changed = Noe er endret
agreement-intro = Les det som står under. Er du enig, går du videre; hvis ikke kan du ta med deg dataene dine og gå.
agreement-company = Du godtar dette på vegne av virksomheten. Uten det kan ingen postkasse kobles til.
agreement-read = Les: { $document }
agreement-agree = Jeg har lest dette og er enig
agreement-refuse = Jeg er ikke enig
refusal-title = Du er ikke enig
refusal-admin = Da kan du ta med alt fra virksomheten som én fil og lukke kontoen. Inntil da går ingenting tapt, og e-post fortsetter å komme inn.
refusal-export = Ta med alt
refusal-close = Lukk kontoen
refusal-agent = Bare virksomhetens administratorer kan lukke kontoen eller snakke med den som driver Deskhero: si fra til dem. Det som finnes om deg, kan du ta med deg.
refusal-back = Tilbake til det som skal leses
error-unagreed = Ingen postkasse kan kobles til ennå
error-unagreed-hint = En administrator i virksomheten må først godta databehandleravtalen. Den vises neste gang de åpner en side, når den er utgitt.
error-untranslated = Oversettelser er ikke endret
error-untranslated-hint = Det er teksten som gjelder. Skriv dem på nytt, eller bekreft at de blir som de er.
set-up-accept = Jeg godtar vilkårene, personvernerklæringen og databehandleravtalen for virksomheten
set-up-accept-hint = Utkast som du kan endre senere under Operatør, Dokumenter. Er det en annen som administrerer desken, blir vedkommende spurt ved innlogging.
nav-documents = Dokumenter
operator-documents-intro = Skriv dem, eller få utkast laget av innstillingene dine og datakartet. Det du gir ut, endres aldri; de det gjelder, får beskjed.
document-never = aldri utgitt
document-written = utkast
document-public = Slik alle ser dem
document-writing = Skriv
document-writing-intro = Markdown, uten HTML. Teksten på ett språk gjelder; de andre er oversettelser av den og sier det.
document-counts = denne teksten gjelder
document-text = Tekst ({ $language })
document-save = Lagre
document-another-language = Et annet språk
document-language-tag = Språkkode (BCP 47)
document-language-tag-hint = Et hvilket som helst språk: fr for fransk, fi for finsk, pt-BR for brasiliansk portugisisk. Rundt teksten er sidene på leserens språk.
document-another-text = Tekst
document-preview = Forhåndsvisning
document-generate = Skriv standardutkastene på nytt
document-generate-hint = Det som er skrevet på disse språkene, erstattes.
document-release = Gi ut
document-release-intro = Alle språk som er skrevet, blir én versjon. Den endres aldri etterpå.
document-material = Det endrer noe for folk
document-material-hint = Alle med konto får et brev, og en side de skal lese og godta.
document-no-mail = Ingen e-postserver er satt opp: Ingen får brev om en endring som betyr noe, før det finnes en (docs/operating.md).
document-stays = Disse oversettelsene blir som de er: { $languages }
document-stays-hint = Teksten som gjelder, er endret, og det er ikke de. Når den er utgitt, står det øverst i dem.
document-untranslated = Teksten som gjelder, er endret, men ikke disse oversettelsene: { $languages }. Skriv dem på nytt, eller bekreft nedenfor at de blir som de er.
field-effective = Gjelder fra
document-effective-day = Gjelder fra (i dag hvis tomt)
document-is-material = endrer noe
letters-title = Brev om versjon { $count }
letters-lost = Disse ble ikke nådd, eller ingen vet om de ble det.
letter-again = Send én gang til
letter-arrived = Det kom frem
letter-anew = Send på nytt
letter-told = De er underrettet
letters-doubt-hint = I tvil: Deskhero stoppet, eller forbindelsen ble brutt, mens serveren fikk vite brevets slutt. Spør personen, eller se i loggen til e-postserveren. Sendes det én gang til, har det samme Message-ID.
letters-back-hint = Avvist eller kommet tilbake: adressen er feil eller tar ikke imot e-post. Sendes brevet på nytt, går det til adressen som kontoen har da, med en annen Message-ID. Er personen underrettet på annen måte, noter det her.
document-letter-waiting = venter
document-letter-sending = sendes
document-letter-ending = leveres over
document-letter-sent = sendt
document-letter-refused = avvist av serveren
document-letter-in-doubt = i tvil
document-letter-bounced = kom tilbake
document-letter-dropped = ingen mottaker lenger, eller sendt til denne adressen for en annen konto
document-letter-told = underrettet på annen måte
mail-document-subject = { $document }: versjon { $version } gjelder fra { $day }
mail-document-text = Hei { $name },

    et dokument som du har godtatt, er endret på en måte som angår deg: { $document }, versjon { $version }. Det gjelder fra { $day }.

    Les det: { $link }
    Hva som er endret: { $changes }

    Neste gang du åpner Deskhero, blir du spurt om du er enig. Er du ikke det, kan virksomheten ta med seg dataene sine og lukke kontoen.
mail-document-operator-text = Hei { $name },

    et dokument for denne Deskhero-installasjonen er endret på en måte som angår dem som bruker den: { $document }, versjon { $version }. Det gjelder fra { $day }.

    Les det: { $link }
    Hva som er endret: { $changes }
document-pdf = Som PDF
document-no-pdf = Det finnes ingen PDF av denne teksten: skriftene mangler tegn som står i den. Siden kan skrives ut.
document-pdf-version = Versjon
document-pdf-from = Gjelder fra
document-pdf-counts = Språket som gjelder

language-in-bg = bulgarsk
language-in-cs = tsjekkisk
language-in-da = dansk
language-in-de = tysk
language-in-el = gresk
language-in-en = engelsk
language-in-es = spansk
language-in-et = estisk
language-in-fi = finsk
language-in-fr = fransk
language-in-ga = irsk
language-in-hr = kroatisk
language-in-hu = ungarsk
language-in-is = islandsk
language-in-it = italiensk
language-in-lt = litauisk
language-in-lv = latvisk
language-in-mt = maltesisk
language-in-nb = norsk bokmål
language-in-nl = nederlandsk
language-in-nn = norsk nynorsk
language-in-pl = polsk
language-in-pt = portugisisk
language-in-ro = rumensk
language-in-se = nordsamisk
language-in-sk = slovakisk
language-in-sl = slovensk
language-in-sv = svensk
language-in-uk = ukrainsk
