//! Project Wycheproof's vectors for every primitive that is used here, through the functions that the product calls: what is
//! good is taken, what was forged, cut, changed or padded wrongly is not. (Argon2id has none there; its own known answers
//! stand in `known_answer`.)

use crate::cipher::{CommittedKey, KEY_BYTES, NONCE_BYTES, TAG_BYTES, expand};
use crate::{mail_signature, provider_signature};
use aws_lc_rs::hmac;
use wycheproof::TestResult;

/// What a vector asks for; `Acceptable` leaves it to the library.
fn check(what: &str, id: usize, expected: &TestResult, is_taken: bool) {
    match expected {
        TestResult::Valid => assert!(is_taken, "{what} {id} is good and was refused"),
        TestResult::Invalid => assert!(!is_taken, "{what} {id} is bad and was taken"),
        TestResult::Acceptable => {}
    }
}

#[test]
fn aes_256_gcm() {
    let set = wycheproof::aead::TestSet::load(wycheproof::aead::TestName::AesGcm).unwrap();
    let mut count = 0;
    for group in set.test_groups {
        // Only nonces of 96 bits and whole tags are ever made or read.
        if (group.key_size, group.nonce_size, group.tag_size)
            != (KEY_BYTES * 8, NONCE_BYTES * 8, TAG_BYTES * 8)
        {
            continue;
        }
        for test in group.tests {
            let key = CommittedKey::of_aes_key(test.key.as_slice().try_into().unwrap());
            let nonce: [u8; NONCE_BYTES] = test.nonce.as_slice().try_into().unwrap();
            let sealed = [test.ct.as_slice(), test.tag.as_slice()].concat();
            let mut plain = vec![0; test.ct.len()];
            let opened = key.open_to(nonce, &test.aad, &sealed, &mut plain).is_ok();
            check("AES-GCM", test.tc_id, &test.result, opened);
            if opened {
                assert_eq!(plain, test.pt.as_slice());
                let mut again = Vec::new();
                key.seal_to(nonce, &test.aad, &plain, &mut again).unwrap();
                assert_eq!(again, sealed);
            }
            count += 1;
        }
    }
    assert!(count > 60, "{count} vectors");
}

#[test]
fn hmac_sha256() {
    let set = wycheproof::mac::TestSet::load(wycheproof::mac::TestName::HmacSha256).unwrap();
    let mut count = 0;
    for group in set.test_groups.into_iter().filter(|group| group.tag_size == 256) {
        for test in group.tests {
            let key = hmac::Key::new(hmac::HMAC_SHA256, &test.key);
            let is_taken = hmac::verify(&key, &test.msg, &test.tag).is_ok();
            check("HMAC-SHA256", test.tc_id, &test.result, is_taken);
            count += 1;
        }
    }
    assert!(count > 80, "{count} vectors");
}

#[test]
fn hkdf_sha256() {
    let set = wycheproof::hkdf::TestSet::load(wycheproof::hkdf::TestName::HkdfSha256).unwrap();
    let mut count = 0;
    for test in set.test_groups.into_iter().flat_map(|group| group.tests) {
        if test.result != TestResult::Valid {
            continue;
        }
        // RFC 5869 2.2, as the hierarchy combines keys; then the expansion that every key here goes through.
        let extracted = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &test.salt), &test.ikm);
        let okm = expand(extracted.as_ref().try_into().unwrap(), &[&test.info]).unwrap();
        let length = test.size.min(KEY_BYTES);
        assert_eq!(okm[..length], test.okm[..length], "HKDF {}", test.tc_id);
        count += 1;
    }
    assert!(count > 60, "{count} vectors");
}

#[test]
fn ed25519() {
    let set = wycheproof::eddsa::TestSet::load(wycheproof::eddsa::TestName::Ed25519).unwrap();
    let mut count = 0;
    for group in set.test_groups {
        for test in group.tests {
            let is_taken = mail_signature::ed25519(&group.key.pk, &test.msg, &test.sig).is_ok();
            check("Ed25519", test.tc_id, &test.result, is_taken);
            count += 1;
        }
    }
    assert!(count > 100, "{count} vectors");
}

#[test]
fn rsa_pkcs1_sha256() {
    use wycheproof::rsa_pkcs1_verify::{TestName, TestSet};
    let mut count = 0;
    for name in [TestName::Rsa2048Sha256, TestName::Rsa3072Sha256, TestName::Rsa4096Sha256] {
        for group in TestSet::load(name).unwrap().test_groups {
            for test in group.tests {
                let of_mail = mail_signature::rsa_sha256(&group.asn_key, &test.msg, &test.sig).is_ok();
                check("RSA of mail", test.tc_id, &test.result, of_mail);
                let number = group.key.n.as_slice();
                let modulus = number.strip_prefix(&[0]).unwrap_or(number);
                let of_provider = provider_signature::is_signed(modulus, &group.key.e, &test.msg, &test.sig);
                check("RSA of a provider", test.tc_id, &test.result, of_provider);
                count += 1;
            }
        }
    }
    assert!(count > 300, "{count} vectors");
}
