//! Signatures of requests to S3 (AWS Signature Version 4): the secret itself is never sent.

use aws_lc_rs::{digest, hmac};
use domain::Private;
use std::fmt::Write as _;

/// Header fields that are signed.
const SIGNED_FIELDS: &str = "host;x-amz-content-sha256;x-amz-date";

/// Who asks, where.
#[derive(Clone)]
pub struct S3Credentials {
    /// Access key: a name.
    pub access_key: String,
    /// Secret.
    pub secret: Private<String>,
    /// Region.
    pub region: String,
}

impl std::fmt::Debug for S3Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("S3Credentials").field("region", &self.region).finish_non_exhaustive()
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        // Writing to a String does not fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

fn mac(key: &[u8], text: &str) -> hmac::Tag {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text.as_bytes())
}

/// SHA-256 of a body, in hex.
#[must_use]
pub fn body_sha256(body: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, body).as_ref())
}

impl S3Credentials {
    /// The `Authorization` field of a request. `query` is sorted and encoded, `date` is as `20130524T000000Z`.
    #[must_use]
    pub fn authorize(
        &self,
        method: &str,
        host: &str,
        path: &str,
        query: &str,
        date: &str,
        body_sha256: &str,
    ) -> Private<String> {
        let request = format!(
            "{method}\n{path}\n{query}\nhost:{host}\nx-amz-content-sha256:{body_sha256}\nx-amz-date:{date}\n\n\
             {SIGNED_FIELDS}\n{body_sha256}"
        );
        let day: String = date.chars().take(8).collect();
        let scope = format!("{day}/{}/s3/aws4_request", self.region);
        let text = format!("AWS4-HMAC-SHA256\n{date}\n{scope}\n{}", self::body_sha256(request.as_bytes()));
        let first = Private::new(format!("AWS4{}", self.secret.reveal()));
        let mut key = mac(first.reveal().as_bytes(), &day);
        for part in [self.region.as_str(), "s3", "aws4_request"] {
            key = mac(key.as_ref(), part);
        }
        let signature = hex(mac(key.as_ref(), &text).as_ref());
        Private::new(format!(
            "AWS4-HMAC-SHA256 Credential={}/{scope},SignedHeaders={SIGNED_FIELDS},Signature={signature}",
            self.access_key
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Amazon S3 API Reference, "Signature Calculations for the Authorization Header", example "Get Bucket (List Objects)".
    #[test]
    fn the_example_of_the_documentation_comes_out() {
        let credentials = S3Credentials {
            access_key: "AKIAIOSFODNN7EXAMPLE".to_owned(),
            secret: Private::new("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".to_owned()),
            region: "us-east-1".to_owned(),
        };
        let field = credentials.authorize(
            "GET",
            "examplebucket.s3.amazonaws.com",
            "/",
            "max-keys=2&prefix=J",
            "20130524T000000Z",
            &body_sha256(b""),
        );
        let expected = "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7";
        assert!(field.reveal().ends_with(expected), "{}", field.reveal());
    }
}
