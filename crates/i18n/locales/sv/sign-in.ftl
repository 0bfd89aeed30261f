sign-in-title = Logga in
sign-in-new-password = Ditt nya lösenord är sparat. Logga in med det.
sign-in-tenant = hos { $tenant }
sign-in-email = E-postadress
sign-in-password = Lösenord
sign-in-submit = Logga in
sign-in-wrong = Adressen eller lösenordet stämmer inte. Efter flera försök pausas inloggningen en stund.
sign-in-wait = För många försök. Inloggningen är pausad. Försök igen om { $minutes ->
    [one] en minut
   *[other] { $minutes } minuter
}.
sign-in-insecure = Det går inte att logga in på den här adressen: den är inte krypterad, så webbläsaren sparar ingen kaka. Öppna Deskhero med https, eller på den här datorn med http://localhost.
sign-in-no-cookie = Du är inte inloggad: din webbläsare har inte sparat någon kaka från den här webbplatsen. Tillåt kakor för den här webbplatsen i webbläsarens inställningar och logga sedan in igen.
sign-in-no-tenant = Inget företag finns på den här adressen. Kontrollera adressen i webbläsaren eller fråga den som driver Deskhero åt er.
