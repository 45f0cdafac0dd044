#!/bin/sh
# Install Debian packages, as root or with sudo. Usage: sh tests/apt.sh PACKAGE…
command -v apt-get >/dev/null || { echo "Please install: $*" >&2; exit 1; }
[ "$(id -u)" = 0 ] || sudo=sudo
echo "Installing $* with apt-get" >&2
$sudo apt-get update -qq >/dev/null 2>&1
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "$@" >/dev/null
