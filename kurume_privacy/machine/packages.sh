#!/bin/sh
# Installs those of the named Debian packages that are missing.
# Never fails: whatever is still missing afterwards is named, with the command that installs it.
# shellcheck disable=SC2086  # lists of words are meant to be split

missing() {
    for package; do
        dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -q '^installed' ||
            echo "$package"
    done
}

apt() {
    $as_root DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 "$@" \
        </dev/null >/dev/null
}

if ! command -v apt-get >/dev/null; then
    echo "apt-getがありません。次に当たるものを、このシステムの方法で入れておいてください: $*" >&2
    exit 0
fi

wanted=$(missing "$@" | xargs)
[ -n "$wanted" ] || exit 0
install="install -y --no-install-recommends"

as_root=
[ "$(id -u)" -ne 0 ] || as_root="env"
[ -n "$as_root" ] || ! sudo -n true 2>/dev/null || as_root="sudo -n env"
if [ -n "$as_root" ]; then
    echo "パッケージを入れます: $wanted"
    apt update
    apt $install $wanted || for package in $wanted; do apt $install "$package"; done
    wanted=$(missing $wanted | xargs)
fi

[ -z "$wanted" ] || cat >&2 <<END
======================================================================
入っていないパッケージがあります。このまま続けますが、管理者の権限で
次を実行してください（apt-get updateの後で）:
  apt-get $install $wanted
======================================================================
END
exit 0
