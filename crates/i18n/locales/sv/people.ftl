nav-profile = Din profil
agent-former = Tidigare handläggare { $code }
agent-change = Ändra
agent-role-save = Spara roll
agent-reset = Länk för nytt lösenord
agent-invite-again = Ny inbjudan
agent-deactivate = Inaktivera
agent-deactivate-what = Inaktivera { $name }? Personen loggas ut överallt, öppna ärenden lämnas tillbaka och en pseudonym ersätter namnet från och med då.
agent-reactivate = Släpp in igen
agent-last-admin = Ett företag behöver en aktiv administratör. Gör någon annan till administratör först.
agents-invite = Bjud in någon
agents-invite-intro = Personen väljer själv sitt lösenord via en länk som fungerar en gång, i sju dagar.
agents-invite-submit = Bjud in
agent-invited-link = Ge den här länken till { $name }. Den fungerar en gång, i sju dagar, och visas inte igen.
agent-invited-mailed = En inbjudan är på väg till { $name }.
agent-reset-link = Ge den här länken till { $name }. Den fungerar en gång, i en timme, och visas inte igen.
agent-reset-mailed = En länk för ett nytt lösenord är på väg till { $name }.
invitation-title = Välkommen till { $company }
invitation-intro = Du loggar in med { $email }. Välj ett lösenord.
invitation-submit = Kom igång
invitation-gone = Inbjudan fungerar inte längre
invitation-gone-hint = Den fungerar en gång och i sju dagar. Be administratören som skickade den om en ny, eller logga in om du redan har använt den.
reset-title = Glömt lösenordet?
reset-intro = En länk för ett nytt lösenord skickas till ditt kontos adress.
reset-request = Skicka länken
reset-asked = Om det finns ett konto med den adressen är en länk på väg dit. Den fungerar en gång, i en timme. Titta även i skräpposten.
reset-ask-admin = Fråga en administratör i ditt företag: på sidan ”Handläggare” kan de skapa en länk för ett nytt lösenord.
reset-back = Tillbaka till inloggningen
reset-set-title = Nytt lösenord
reset-set-intro = Du loggas ut överallt och loggar in med det nya lösenordet.
reset-set-whose = För { $email }.
reset-submit = Spara lösenordet
reset-gone = Länken fungerar inte längre
reset-gone-hint = Den fungerar en gång och i en timme. Be om en ny på inloggningssidan.
profile-title = Din profil
profile-signature = Signatur
profile-signature-hint = Står under dina svar, om inte ärendets team har en. Lämna tomt om du inte vill ha någon egen. Det som står inom klamrar fylls i, som {"{"}agent.name{"}"}. Där ett värde kan saknas, ange vad som då ska stå: {"{"}mailbox.name|Kundtjänst{"}"}
profile-theme = Tema
profile-theme-system = Enligt systemet
profile-theme-light = Ljust
profile-theme-dark = Mörkt
profile-density = Ärendelista
profile-density-comfortable = Med början av varje meddelande
profile-density-compact = Kompakt
profile-language = Språk
profile-language-none = Enligt webbläsaren
profile-time-zone = Tidszon
profile-time-zone-hint = Lämna tomt för webbläsarens egen.
profile-undo = Skickade svar kan ångras i
profile-undo-none = Inte alls: svar skickas genast
profile-undo-seconds = { $count } sekunder
profile-undo-hint = Ett svar väntar så länge innan det skickas.
profile-save = Spara
profile-saved = Sparat.
profile-password-saved = Ditt nya lösenord är sparat. Alla andra webbläsare har loggats ut.
profile-password = Lösenord
profile-password-present = Nuvarande lösenord
profile-password-submit = Byt lösenord
profile-password-hint = Du förblir inloggad här och loggas ut överallt annars.
profile-password-wrong = Det nuvarande lösenordet stämmer inte.
language-name = Svenska
mail-invitation-subject = Ditt konto hos { $company }
mail-invitation-text = Hej { $name }!

    Du är inbjuden att besvara e-posten för { $company } i Deskhero. Välj ditt lösenord här:

    { $link }

    Länken fungerar en gång, i sju dagar. Om du inte vet vad det här gäller behöver du inte göra något.
mail-reset-subject = Nytt lösenord för { $company }
mail-reset-text = Hej { $name }!

    Välj ett nytt lösenord för Deskhero hos { $company } här:

    { $link }

    Länken fungerar en gång, i en timme. Om du inte har bett om den behöver du inte göra något: inget ändras.
mail-test-subject = Deskheros egna mejl fungerar
mail-test-text = Det här är ett test. Inbjudningar och länkar för nya lösenord kommer från den här adressen.
sign-up-title = Skapa en plats för ditt företag
sign-up-intro = Era brevlådor, era ärenden, er personal. Det tar två minuter.
sign-up-slug = Kortnamn
sign-up-slug-hint = Era sidor finns på det här namnet före .{ $domain }. Lämna tomt så bildas det av företagets namn.
sign-up-you = Du
sign-up-email-hint = En länk skickas dit. Inget skapas innan du har öppnat den.
sign-up-documents = Vad du godkänner
sign-up-accept = Jag har läst och godkänner:
sign-up-recorded = Vilka versioner du godkänner, och när, sparas med företagets uppgifter.
sign-up-submit = Skicka länken till mig
sign-up-sent = En länk är på väg till dig. Den fungerar en gång, i ett dygn. Titta även i skräpposten.
sign-up-gone = Länken fungerar inte längre
sign-up-gone-hint = Den fungerar en gång och i ett dygn. Har du använt den, logga in. Annars kan du registrera dig igen.
document-terms = Användarvillkor
document-privacy-policy = Integritetspolicy
document-version = version { $version }
nav-acceptances = Godkända dokument
acceptances-title = Godkända dokument
acceptances-intro = Vilka dokument er personal har godkänt, i vilken version och när. Hashvärdet är den exakta textens.
acceptances-empty = Inget har godkänts här. Företag som registrerar sig själva godkänner dokument. Ert skapades av driftansvarig.
mail-sign-up-subject = { $company } i Deskhero
mail-sign-up-text = Hej { $name }!

    Någon har med den här adressen bett om att skapa en plats för { $company } i Deskhero. Om det var du, fortsätt här:

    { $link }

    Länken fungerar en gång, i ett dygn. Om det inte var du behöver du inte göra något: inget har skapats.
file-erased = Den här filen raderades den { $day }.
person-removed = Borttagen person { $code }
