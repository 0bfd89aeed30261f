//! One click in a mail program.

use web::parts::is_click;

#[test]
fn one_click_is_known_in_both_kinds_of_form() {
    let form = "application/x-www-form-urlencoded";
    assert!(is_click(form, b"List-Unsubscribe=One-Click"));
    assert!(!is_click(form, b"List-Unsubscribe=Two"));
    assert!(!is_click("text/plain", b"List-Unsubscribe=One-Click"));
    let parts =
        "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
    assert!(is_click("multipart/form-data", parts.as_bytes()));
    assert!(!is_click("multipart/form-data", b"--x\r\n\r\nOne-Click\r\n--x--\r\n"));
}
