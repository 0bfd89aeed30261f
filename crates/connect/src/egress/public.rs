//! Which addresses belong to the public internet, and which to this machine and the network around it.

use std::net::IpAddr;
use std::time::Duration;

/// How long a name may take.
const NAME_MAX: Duration = Duration::from_secs(3);

/// Whether an address belongs to the public internet (RFC 6890): not this machine, not a network around it.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            let is_shared = a == 100 && (64..128).contains(&b);
            let is_test = v4.is_documentation() || (a == 198 && (18..20).contains(&b));
            !(v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_multicast()
                || a == 0
                || a >= 240
                || is_shared
                || is_test)
        }
        // Global unicast alone (RFC 4291 2.4), without the blocks that carry IPv4 or are for documentation.
        IpAddr::V6(v6) => {
            let [first, second, ..] = v6.segments();
            (first & 0xe000) == 0x2000
                && first != 0x2002
                && !(first == 0x2001 && (second == 0xdb8 || second < 0x200))
        }
    }
}

/// Whether an address belongs to this machine or to the network around it.
pub(super) fn is_own(address: IpAddr) -> bool {
    !is_public(address)
}

/// Whether a host is none of this machine and the network around it, as far as anybody here can tell.
pub async fn is_outside(host: &str) -> bool {
    if let Ok(address) = host.trim_matches(['[', ']']).parse() {
        return is_public(address);
    }
    match tokio::time::timeout(NAME_MAX, tokio::net::lookup_host((host, 0))).await {
        Ok(Ok(mut found)) => !found.any(|address| is_own(address.ip())),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_internet_is_public() {
        let public = |text: &str| is_public(text.parse().unwrap());
        for yes in ["9.9.9.9", "193.0.6.139", "2a00:1450:4001::1", "2620:fe::fe", "::ffff:9.9.9.9"] {
            assert!(public(yes), "{yes}");
        }
        let no = [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "::ffff:10.0.0.1",
            "2002:a00:1::",
            "2001:db8::1",
            "2001:0:1::1",
            "ff02::1",
            "64:ff9b::a00:1",
        ];
        for no in no {
            assert!(!public(no), "{no}");
        }
    }
}
