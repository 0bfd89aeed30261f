#!/bin/bash
# Installs the Debian packages that the tests use. Without root it names what is missing; the tests that
# need it are then reported as skipped.
set -euo pipefail
packages="openssl dovecot-core dovecot-imapd dovecot-lmtpd dovecot-submissiond exim4-daemon-heavy
  clamav-daemon postgresql-15 chromium-headless-shell curl python3-venv strace iproute2
  poppler-utils"
command -v cc >/dev/null || packages="build-essential $packages"
missing=
for package in $packages; do
  [ "$(dpkg-query -Wf '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
done
if [ -n "$missing" ] && [ "$(id -u)" != 0 ]; then
  echo "not root: tests that need these packages are skipped:$missing"
elif [ -n "$missing" ]; then
  echo "installing$missing"
  # The packages must not start their own services: the tests start servers on ports of their own.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    trap 'rm -f $policy' EXIT
    printf '#!/bin/sh\nexit 101\n' >$policy; chmod 755 $policy
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # shellcheck disable=SC2086 — one word per package
  apt-get install -y -qq --no-install-recommends -o Dpkg::Options::=--force-confold $missing >/dev/null
fi
# Servers never run as root: the tests give them this account.
if [ "$(id -u)" = 0 ] && ! id deskhero-test >/dev/null 2>&1; then
  useradd --system --no-create-home --shell /usr/sbin/nologin deskhero-test
fi
[ -n "$missing" ] || echo 'every package is there'
# The S3 server, built once: the newest that the compiler at hand builds.
s3=$(dirname "$0")/../../target/s3s-fs version=0.14.1
if command -v cargo >/dev/null && [ ! -x "$s3/$version/bin/s3s-fs" ]; then
  echo "building s3s-fs $version"
  CARGO_TARGET_DIR=$s3/build cargo install s3s-fs --version $version --features binary --locked --debug --quiet \
    --root "$s3/$version"
  rm -rf "$s3/build"
fi
