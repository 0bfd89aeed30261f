//! Dovecot's configuration for a server without any privilege.

use std::fmt::Write as _;

use crate::account::Account;
use crate::dovecot::Ports;
use crate::state_dir::StateDir;
use crate::tls::Tls;

/// The passwd-file. It serves as user database too: a static one would accept every name by LMTP.
pub(crate) fn accounts_file(accounts: &[Account]) -> String {
    accounts.iter().fold(String::new(), |mut file, account| {
        let _ = writeln!(file, "{}:{{PLAIN}}{}::::::", account.address, account.password);
        file
    })
}

/// How tokens are asked about (RFC 7662): whose they are says `sub`, and they must be for mail.
pub(crate) fn token_file(introspection_url: &str) -> String {
    format!(
        "introspection_mode = post
introspection_url = {introspection_url}
username_attribute = sub
active_attribute = active
active_value = true
scope = mail
timeout_msecs = 5000
"
    )
}

/// The main configuration file.
pub(crate) fn main_file(
    state: &StateDir,
    tls: &Tls,
    ports: &Ports,
    accounts: &[Account],
    by_token: bool,
) -> String {
    let mut file = general(state, tls, ports, accounts, by_token);
    file.push_str(MAIL);
    let login = |service: &str, plain: (&str, u16), secure: (&str, u16)| {
        format!(
            "service {service}-login {{\n  chroot =\n  inet_listener {} {{\n    port = {}\n  }}\n  \
             inet_listener {} {{\n    port = {}\n    ssl = yes\n  }}\n}}\n",
            plain.0, plain.1, secure.0, secure.1
        )
    };
    file += &login("imap", ("imap", ports.imap()), ("imaps", ports.imaps()));
    file += &login("submission", ("submission", ports.submission()), ("submissions", ports.submissions()));
    file += &services(&state.run_as().name, ports.lmtp());
    file
}

fn general(state: &StateDir, tls: &Tls, ports: &Ports, accounts: &[Account], by_token: bool) -> String {
    let (mechanisms, tokens) = match by_token {
        true => {
            let file = state.join("tokens.conf");
            let passdb = format!(
                "passdb {{\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = {}\n}}\n",
                file.display()
            );
            ("plain login xoauth2 oauthbearer", passdb)
        }
        false => ("plain login", String::new()),
    };
    let folder = state.path().display();
    let (name, group) = (&state.run_as().name, &state.run_as().group);
    let (certificate, key) = (tls.certificate.display(), tls.key.display());
    let domain = accounts.first().map_or("example.test", Account::domain);
    let relay = ports.relay();
    // Each may be signed in at once, through a process of its own; the rest is for the few accounts of a test.
    let (processes, clients) = (60 + accounts.len() * 2, 400 + accounts.len() * 6);
    format!(
        "base_dir = {folder}/run
state_dir = {folder}/state
instance_name = testkit
log_path = {folder}/log/dovecot.log
protocols = imap lmtp submission
listen = 127.0.0.1
default_internal_user = {name}
default_internal_group = {group}
default_login_user = {name}
first_valid_uid = 1
default_process_limit = {processes}
default_client_limit = {clients}
mail_max_userip_connections = 200
hostname = mail.example.test
postmaster_address = postmaster@{domain}
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = yes
auth_mechanisms = {mechanisms}
auth_failure_delay = 0
{tokens}passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = scheme=PLAIN username_format=%u {folder}/accounts
}}
userdb {{
  driver = passwd-file
  args = username_format=%u {folder}/accounts
  default_fields = uid={name} gid={group} home={folder}/mail/%u
}}
submission_relay_host = 127.0.0.1
submission_relay_port = {relay}
submission_relay_trusted = no
submission_relay_ssl = no
"
    )
}

const MAIL: &str = "mail_location = maildir:~/Maildir
namespace inbox {
  inbox = yes
  mailbox Sent {
    auto = create
    special_use = \\Sent
  }
  mailbox Trash {
    auto = create
    special_use = \\Trash
  }
  mailbox Junk {
    auto = create
    special_use = \\Junk
  }
  mailbox Archive {
    auto = create
    special_use = \\Archive
  }
}
imap_idle_notify_interval = 30 s
recipient_delimiter = +
lmtp_save_to_detail_mailbox = no
";

/// Without the anvil line failed sign-ins get slower and slower; chroot needs root.
fn services(name: &str, lmtp: u16) -> String {
    format!(
        "service lmtp {{
  user = {name}
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service auth {{
  user = {name}
  unix_listener auth-client {{
    mode = 0600
    user = {name}
  }}
}}
service auth-worker {{
  user = {name}
}}
"
    )
}
