#!/usr/bin/env bash
# Installs what `npm run test:all` needs beyond Node, where it is missing: Chromium and an Arabic font for the tests
# of the page, a JDK and Maven for the tests that compare with Lucene. Changes nothing where all of it is there.
set -euo pipefail

wanted=()
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null ||
  wanted+=(chromium)
[ -n "$(fc-list :lang=ar family 2>/dev/null)" ] || wanted+=(fontconfig fonts-noto-core)
command -v javac >/dev/null || wanted+=(default-jdk-headless)
command -v mvn >/dev/null || wanted+=(maven)

if [ ${#wanted[@]} -eq 0 ]; then
  echo "setup:all: everything is there already"
  exit 0
fi

install="apt-get install --yes --no-install-recommends ${wanted[*]}"
if ! command -v apt-get >/dev/null; then
  echo "setup:all: this system has no apt-get; install by its own package manager: ${wanted[*]}" >&2
  exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "setup:all: not root; run: sudo apt-get update && sudo $install" >&2
  exit 1
fi
echo "setup:all: $install"
export DEBIAN_FRONTEND=noninteractive
apt-get update --quiet
$install
