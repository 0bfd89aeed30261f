sign-in-title = Sign in
sign-in-new-password = Your new password is set. Sign in with it.
sign-in-tenant = to { $tenant }
sign-in-email = E-mail address
sign-in-password = Password
sign-in-submit = Sign in
sign-in-wrong = The address or the password is not right. After several tries, sign-in pauses for a while.
sign-in-wait = Too many tries. Sign-in is paused; try again in { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}.
sign-in-insecure = Sign-in cannot work at this address: it is not encrypted, so the browser keeps no cookie. Open Deskhero by https, or on this machine by http://localhost.
sign-in-no-cookie = You are not signed in: your browser kept no cookie of this site. Allow cookies for this site in your browser’s settings, then sign in again.
sign-in-no-tenant = No company answers at this address. Check the address in the browser, or ask who runs Deskhero for you.
