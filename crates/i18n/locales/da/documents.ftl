documents-title = Dokumenter
documents-intro = Hvad der gælder her: hvem der må gøre hvad med hvilke data, og hvad I kan stole på.
documents-none = Intet er udgivet endnu.
document-dpa = Databehandleraftale
document-cookie-policy = Cookiepolitik
document-measures = Tekniske og organisatoriske foranstaltninger
document-processing-record = Fortegnelse over behandlingsaktiviteter
document-sub-processors = Underdatabehandlere
document-incident-plan = Plan for hændelser
document-translation = Dette er en oversættelse. Ved forskelle gælder teksten på { $language }.
document-left-behind = Teksten på { $language } er ændret, siden dette blev oversat.
document-original = Læs den tekst
document-not-holding = Dette er ikke den version, der gælder nu.
document-to-holding = Læs den gældende
document-effective = gælder fra
document-versions = Versioner
document-holds = gælder nu
document-changes = Hvad der er ændret
document-unchanged = Intet er ændret.
document-unchanged-here = Intet er ændret i denne oversættelse. Det er teksten på { $language }, som gælder:
agreement-title = Før du begynder
agreement-changed = Noget er ændret
agreement-intro = Læs det nedenfor. Er du enig, går du videre; ellers kan du tage dine data med og gå.
agreement-company = Du godkender dette på din virksomheds vegne. Uden det kan ingen postkasse tilsluttes.
agreement-read = Læs: { $document }
agreement-agree = Jeg har læst dette og er enig
agreement-refuse = Jeg er ikke enig
refusal-title = Du er ikke enig
refusal-admin = Så kan du tage alt fra din virksomhed med som én fil og lukke dens konto. Indtil da går intet tabt, og der kommer fortsat mail ind.
refusal-export = Tag alt med
refusal-close = Luk kontoen
refusal-agent = Kun virksomhedens administratorer kan lukke kontoen eller tale med den, der driver Deskhero: sig det til dem. Det, der findes om dig, kan du tage med.
refusal-back = Tilbage til det, der skal læses
error-unagreed = Ingen postkasse kan tilsluttes endnu
error-unagreed-hint = En administrator i virksomheden skal først godkende databehandleraftalen. Den vises, næste gang de åbner en side, når den er udgivet.
error-untranslated = Oversættelser er ikke ændret
error-untranslated-hint = Det er teksten, der gælder. Skriv dem på ny, eller bekræft, at de bliver, som de er.
set-up-accept = Jeg godkender vilkårene, privatlivspolitikken og databehandleraftalen for virksomheden
set-up-accept-hint = Udkast, som du senere kan ændre under Operatør, Dokumenter. Er det en anden, der administrerer desken, bliver vedkommende spurgt ved login.
nav-documents = Dokumenter
operator-documents-intro = Skriv dem, eller få udkast lavet ud fra dine indstillinger og datakortet. Det, du udgiver, ændres aldrig; dem, det angår, får besked.
document-never = aldrig udgivet
document-written = udkast
document-public = Sådan ser alle dem
document-writing = Skriv
document-writing-intro = Markdown, uden HTML. Teksten på ét sprog gælder; de andre er oversættelser af den og siger det.
document-counts = denne tekst gælder
document-text = Tekst ({ $language })
document-save = Gem
document-another-language = Et andet sprog
document-language-tag = Sprogkode (BCP 47)
document-language-tag-hint = Ethvert sprog: fr for fransk, fi for finsk, pt-BR for brasiliansk portugisisk. Uden om teksten er siderne på læserens sprog.
document-another-text = Tekst
document-preview = Forhåndsvisning
document-generate = Skriv standardudkastene igen
document-generate-hint = Det, der er skrevet på disse sprog, erstattes.
document-release = Udgiv
document-release-intro = Alle sprog, der er skrevet, bliver til én version. Den ændres aldrig bagefter.
document-material = Det ændrer noget for folk
document-material-hint = Alle med en konto får et brev og en side, de skal læse og godkende.
document-no-mail = Der er ikke opsat en mailserver: Ingen får brev om en ændring, der har betydning, før der er en (docs/operating.md).
document-stays = Disse oversættelser bliver, som de er: { $languages }
document-stays-hint = Teksten, der gælder, er ændret, og det er de ikke. Når den er udgivet, står det øverst i dem.
document-untranslated = Teksten, der gælder, er ændret, og disse oversættelser er ikke: { $languages }. Skriv dem på ny, eller bekræft nedenfor, at de bliver, som de er.
field-effective = Gælder fra
document-effective-day = Gælder fra (i dag, hvis tomt)
document-is-material = ændrer noget
letters-title = Breve om version { $count }
letters-lost = Disse blev ikke nået, eller det vides ikke, om de blev.
letter-again = Send én gang til
letter-arrived = Det nåede frem
letter-anew = Send på ny
letter-told = De er underrettet
letters-doubt-hint = I tvivl: Deskhero stoppede, eller forbindelsen blev afbrudt, mens serveren fik brevets slutning at vide. Spørg personen, eller se i mailserverens log. Sendes det én gang til, har det samme Message-ID.
letters-back-hint = Afvist eller kommet tilbage: adressen er forkert eller tager ikke imod mail. Sendes brevet på ny, går det til den adresse, kontoen har til den tid, med et andet Message-ID. Er personen underrettet på anden vis, så noter det her.
document-letter-waiting = venter
document-letter-sending = er ved at blive sendt
document-letter-ending = er ved at blive overdraget
document-letter-sent = sendt
document-letter-refused = afvist af serveren
document-letter-in-doubt = i tvivl
document-letter-bounced = kom tilbage
document-letter-dropped = ingen modtager længere, eller sendt til denne adresse for en anden konto
document-letter-told = underrettet på anden vis
mail-document-subject = { $document }: version { $version } gælder fra { $day }
mail-document-text = Hej { $name },

    et dokument, som du har godkendt, er ændret på en måde, der har betydning for dig: { $document }, version { $version }. Det gælder fra { $day }.

    Læs det: { $link }
    Hvad der er ændret: { $changes }

    Næste gang du åbner Deskhero, bliver du spurgt, om du er enig. Er du ikke det, kan din virksomhed tage sine data med og lukke kontoen.
mail-document-operator-text = Hej { $name },

    et dokument for denne Deskhero er ændret på en måde, der har betydning for dem, der bruger den: { $document }, version { $version }. Det gælder fra { $day }.

    Læs det: { $link }
    Hvad der er ændret: { $changes }
document-pdf = Som PDF
document-no-pdf = Der er ingen PDF af denne tekst: skrifterne mangler tegn, som står i den. Siden kan udskrives.
document-pdf-version = Version
document-pdf-from = Gælder fra
document-pdf-counts = Det sprog, der gælder

language-in-bg = bulgarsk
language-in-cs = tjekkisk
language-in-da = dansk
language-in-de = tysk
language-in-el = græsk
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
language-in-lv = lettisk
language-in-mt = maltesisk
language-in-nb = norsk bokmål
language-in-nl = nederlandsk
language-in-nn = norsk nynorsk
language-in-pl = polsk
language-in-pt = portugisisk
language-in-ro = rumænsk
language-in-se = nordsamisk
language-in-sk = slovakisk
language-in-sl = slovensk
language-in-sv = svensk
language-in-uk = ukrainsk
