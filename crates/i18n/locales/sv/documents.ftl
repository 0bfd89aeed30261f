documents-title = Dokument
documents-intro = Vad som gäller här: vem som får göra vad med vilka uppgifter, och vad ni kan lita på.
documents-none = Inget har publicerats än.
document-dpa = Personuppgiftsbiträdesavtal
document-cookie-policy = Kakpolicy
document-measures = Tekniska och organisatoriska åtgärder
document-processing-record = Register över behandlingar
document-sub-processors = Underbiträden
document-incident-plan = Incidentplan
document-translation = Detta är en översättning. Där texterna skiljer sig gäller den på { $language }.
document-left-behind = Texten på { $language } har ändrats sedan detta översattes.
document-original = Läs den texten
document-not-holding = Det här är inte versionen som gäller nu.
document-to-holding = Läs den som gäller
document-effective = gäller från
document-versions = Versioner
document-holds = gäller nu
document-changes = Vad som ändrats
document-unchanged = Inget har ändrats.
document-unchanged-here = Inget har ändrats i den här översättningen. Det har texten på { $language }, som gäller:
agreement-title = Innan du börjar
agreement-changed = Något har ändrats
agreement-intro = Läs det som står nedan. Om du godkänner går du vidare; annars kan du ta med dina uppgifter och gå.
agreement-company = Du godkänner detta för ditt företags räkning. Utan det kan ingen brevlåda anslutas.
agreement-read = Läs: { $document }
agreement-agree = Jag har läst detta och godkänner
agreement-refuse = Jag godkänner inte
refusal-title = Du godkänner inte
refusal-admin = Då kan du ta med allt från ditt företag i en fil och stänga kontot. Tills du gör det går inget förlorat, och mejl fortsätter att komma in.
refusal-export = Ta med allt
refusal-close = Stäng kontot
refusal-agent = Bara företagets administratörer kan stänga kontot eller tala med den som driver Deskhero: säg till dem. Det som finns om dig kan du ta med dig.
refusal-back = Tillbaka till det som ska läsas
error-unagreed = Ingen brevlåda kan anslutas än
error-unagreed-hint = En administratör i företaget måste först godkänna personuppgiftsbiträdesavtalet. Det visas nästa gång de öppnar en sida, när det har publicerats.
error-untranslated = Översättningar har inte ändrats
error-untranslated-hint = Det har texten som gäller. Skriv dem på nytt, eller bekräfta att de förblir som de är.
set-up-accept = Jag godkänner villkoren, integritetspolicyn och personuppgiftsbiträdesavtalet för företaget
set-up-accept-hint = Utkast som du kan ändra senare under Driftansvarig, Dokument. Den som i stället administrerar desken får frågan vid inloggningen.
nav-documents = Dokument
operator-documents-intro = Skriv dem, eller låt utkast göras av dina inställningar och datakartan. Det du publicerar ändras aldrig; de som berörs får veta.
document-never = aldrig publicerat
document-written = utkast
document-public = Så som alla ser dem
document-writing = Skriv
document-writing-intro = Markdown, utan HTML. Texten på ett språk gäller; de andra är översättningar av den och säger det.
document-counts = den här texten gäller
document-text = Text ({ $language })
document-save = Spara
document-another-language = Ett annat språk
document-language-tag = Språkkod (BCP 47)
document-language-tag-hint = Vilket språk som helst: fr för franska, fi för finska, pt-BR för brasiliansk portugisiska. Runt texten är sidorna på läsarens språk.
document-another-text = Text
document-preview = Förhandsvisning
document-generate = Skriv standardutkasten på nytt
document-generate-hint = Det som är skrivet på dessa språk ersätts.
document-release = Publicera
document-release-intro = Alla språk som är skrivna blir en version. Den ändras aldrig efteråt.
document-material = Det ändrar något för människor
document-material-hint = Alla med konto får ett brev, och en sida att läsa och godkänna.
document-no-mail = Ingen e-postserver är konfigurerad: ingen får brev om en ändring som har betydelse förrän det finns en (docs/operating.md).
document-stays = Dessa översättningar förblir som de är: { $languages }
document-stays-hint = Texten som gäller har ändrats, och det har de inte. När den har publicerats står det överst i dem.
document-untranslated = Texten som gäller har ändrats, men inte dessa översättningar: { $languages }. Skriv dem på nytt, eller bekräfta nedan att de förblir som de är.
field-effective = Gäller från
document-effective-day = Gäller från (i dag om tomt)
document-is-material = ändrar något
letters-title = Brev om version { $count }
letters-lost = De här nåddes inte, eller så vet ingen om de nåddes.
letter-again = Skicka en gång till
letter-arrived = Det kom fram
letter-anew = Skicka på nytt
letter-told = De har underrättats
letters-doubt-hint = Osäkert: Deskhero stannade, eller så bröts förbindelsen, medan servern fick veta brevets slut. Fråga personen eller titta i e-postserverns logg. Skickas det en gång till har det samma Message-ID.
letters-back-hint = Avvisat eller tillbaka: adressen är fel eller tar inte emot e-post. Skickas brevet på nytt går det till den adress som kontot har då, med ett annat Message-ID. Har personen underrättats på annat sätt, notera det här.
document-letter-waiting = väntar
document-letter-sending = skickas
document-letter-ending = lämnas över
document-letter-sent = skickat
document-letter-refused = avvisat av servern
document-letter-in-doubt = osäkert
document-letter-bounced = kom tillbaka
document-letter-dropped = ingen mottagare längre, eller skickat till den här adressen för ett annat konto
document-letter-told = underrättad på annat sätt
mail-document-subject = { $document }: version { $version } gäller från { $day }
mail-document-text = Hej { $name },

    ett dokument som du har godkänt har ändrats på ett sätt som berör dig: { $document }, version { $version }. Det gäller från { $day }.

    Läs det: { $link }
    Vad som ändrats: { $changes }

    Nästa gång du öppnar Deskhero får du frågan om du godkänner. Om inte kan ditt företag ta med sina uppgifter och stänga kontot.
mail-document-operator-text = Hej { $name },

    ett dokument för denna Deskhero har ändrats på ett sätt som berör dem som använder den: { $document }, version { $version }. Det gäller från { $day }.

    Läs det: { $link }
    Vad som ändrats: { $changes }
document-pdf = Som PDF
document-no-pdf = Det finns ingen PDF av den här texten: typsnitten saknar tecken som står i den. Sidan kan skrivas ut.
document-pdf-version = Version
document-pdf-from = Gäller från
document-pdf-counts = Det språk som gäller

language-in-bg = bulgariska
language-in-cs = tjeckiska
language-in-da = danska
language-in-de = tyska
language-in-el = grekiska
language-in-en = engelska
language-in-es = spanska
language-in-et = estniska
language-in-fi = finska
language-in-fr = franska
language-in-ga = iriska
language-in-hr = kroatiska
language-in-hu = ungerska
language-in-is = isländska
language-in-it = italienska
language-in-lt = litauiska
language-in-lv = lettiska
language-in-mt = maltesiska
language-in-nb = norskt bokmål
language-in-nl = nederländska
language-in-nn = nynorska
language-in-pl = polska
language-in-pt = portugisiska
language-in-ro = rumänska
language-in-se = nordsamiska
language-in-sk = slovakiska
language-in-sl = slovenska
language-in-sv = svenska
language-in-uk = ukrainska
