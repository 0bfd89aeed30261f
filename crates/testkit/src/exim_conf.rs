//! Exim's configuration for a server without any privilege.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::account::Account;
use crate::dovecot::Dovecot;
use crate::exim::Ports;
use crate::state_dir::StateDir;

/// The domain whose signatures are put on mails.
pub(crate) const SIGNING_DOMAIN: &str = "example.test";
/// The names of its keys: RSA and Ed25519.
pub(crate) const SELECTORS: [&str; 2] = ["rsa", "ed25519"];

/// The lookup file `address: password`.
pub(crate) fn passwords_file(accounts: &[Account]) -> String {
    accounts.iter().fold(String::new(), |mut file, account| {
        let _ = writeln!(file, "{}: {}", account.address, account.password);
        file
    })
}

/// The main configuration file.
pub(crate) fn main_file(state: &StateDir, ports: &Ports, dovecot: &Dovecot) -> String {
    let mut file = general(state, ports, dovecot);
    file += &acl(ports, dovecot.relay_port());
    file += &routers(state);
    file += &transports(state, dovecot.lmtp_port());
    file += &authenticators(state);
    file
}

fn general(state: &StateDir, ports: &Ports, dovecot: &Dovecot) -> String {
    let folder = state.path().display();
    let (name, group) = (&state.run_as().name, &state.run_as().group);
    let (certificate, key) = (dovecot.tls().certificate.display(), dovecot.tls().key.display());
    let domains: BTreeSet<&str> = dovecot.accounts().iter().map(Account::domain).collect();
    let domains = domains.into_iter().collect::<Vec<_>>().join(" : ");
    let all = [ports.internet(), dovecot.relay_port(), ports.starttls(), ports.smtps()];
    let listen = all.map(|port| format!("[127.0.0.1]:{port}")).join(" ; ");
    let daemon = all.map(|port| port.to_string()).join(" : ");
    let smtps = ports.smtps();
    format!(
        "exim_user = {name}
exim_group = {group}
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
pid_file_path = {folder}/exim.pid
deliver_drop_privilege = true
local_interfaces = <; {listen}
daemon_smtp_ports = {daemon}
tls_on_connect_ports = {smtps}
tls_advertise_hosts = *
tls_certificate = {certificate}
tls_privatekey = {key}
primary_hostname = mail.example.test
qualify_domain = example.test
domainlist local_domains = {domains}
host_lookup =
rfc1413_hosts =
dns_ipv4_lookup =
dns_again_means_nonexist = *
disable_ipv6 = true
never_users =
keep_environment =
queue_run_max = 2
smtp_accept_max = 100
smtp_accept_queue_per_connection = 0
message_size_limit = 50M
ignore_bounce_errors_after = 1h
timeout_frozen_after = 1h
bounce_return_size_limit = 100K
log_selector = +smtp_confirmation +tls_cipher +delivery_size
acl_smtp_mail = acl_mail
acl_smtp_rcpt = acl_rcpt
acl_smtp_data = acl_data
"
    )
}

fn acl(ports: &Ports, relay: u16) -> String {
    let (starttls, smtps) = (ports.starttls(), ports.smtps());
    format!(
        "
begin acl
acl_mail:
  deny condition = ${{if or{{{{eq{{$received_port}}{{{starttls}}}}}{{eq{{$received_port}}{{{smtps}}}}}}}}}
       !authenticated = *
       message = 530 5.7.0 Authentication required
  accept
acl_rcpt:
  deny  local_parts = reject550
        message = 550 5.1.1 no such account
  deny  authenticated = *
        senders = ^unowned@
        message = 553 5.7.1 Sender address rejected: not owned by user
  defer local_parts = defer451
        message = 451 4.3.0 try again later
  accept authenticated = *
  accept condition = ${{if eq{{$received_port}}{{{relay}}}}}
  deny  !domains = +local_domains
        message = 550 5.7.1 relay not permitted
  accept
acl_data:
  accept
"
    )
}

/// What is accepted and unknown here comes back as a late bounce.
fn routers(state: &StateDir) -> String {
    let passwords = state.join("passwords");
    let passwords = passwords.display();
    format!(
        "
begin routers
known:
  driver = accept
  domains = +local_domains
  local_part_suffix = +*
  local_part_suffix_optional
  condition = ${{lookup{{$local_part@$domain}}lsearch{{{passwords}}}{{yes}}{{no}}}}
  transport = lmtp
unknown:
  driver = redirect
  domains = +local_domains
  allow_fail
  data = :fail: 550 5.1.1 User unknown
  more = false
nowhere:
  driver = redirect
  allow_fail
  data = :fail: 550 5.4.4 Host unknown (test bed has no route)
"
    )
}

/// With a key of each name in [`SELECTORS`] there, what goes out is signed.
fn transports(state: &StateDir, lmtp: u16) -> String {
    let key = state.join("dkim");
    let key = format!("{}-$dkim_selector.pem", key.display());
    let selectors = SELECTORS.join(" : ");
    format!(
        "
begin transports
lmtp:
  driver = smtp
  protocol = lmtp
  hosts = 127.0.0.1
  hosts_override
  allow_localhost
  port = {lmtp}
  hosts_try_fastopen =
  hosts_try_chunking =
  hosts_avoid_tls = *
  dkim_domain = {SIGNING_DOMAIN}
  dkim_selector = {selectors}
  dkim_private_key = ${{if exists{{{key}}}{{{key}}}{{0}}}}
  dkim_canon = relaxed
  return_path_add
  delivery_date_add

begin retry
* * F,5m,2s; F,1h,1m
"
    )
}

fn authenticators(state: &StateDir) -> String {
    let passwords = state.join("passwords");
    let passwords = passwords.display();
    format!(
        "
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_advertise_condition = ${{if def:tls_in_cipher}}
  server_condition = ${{if and{{{{!eq{{$auth2}}{{}}}}{{eq{{$auth3}}{{${{lookup{{$auth2}}lsearch{{{passwords}}}{{$value}}fail}}}}}}}}}}
  server_set_id = $auth2
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = <| Username: | Password:
  server_advertise_condition = ${{if def:tls_in_cipher}}
  server_condition = ${{if and{{{{!eq{{$auth1}}{{}}}}{{eq{{$auth2}}{{${{lookup{{$auth1}}lsearch{{{passwords}}}{{$value}}fail}}}}}}}}}}
  server_set_id = $auth1
"
    )
}
