#!/bin/sh
# Turns a Debian base, pulled or bootstrapped, into the lab's host. Runs once, while the image is built.
set -eu
here=$(dirname "$0")
export DEBIAN_FRONTEND=noninteractive

# The machine's own package sources, where the lab found any for this release.
if [ -d "$here/apt/sources.list.d" ]; then
    rm -f /etc/apt/sources.list /etc/apt/sources.list.d/*
    cp -r "$here/apt/." /etc/apt/
fi

packages=$(sed '/^#/d' "$here/packages.txt")
# shellcheck disable=SC2086 # one word a package
if ! dpkg-query --show $packages >/dev/null 2>&1; then
    apt-get update
    apt-get install --yes --no-install-recommends $packages
fi
apt-get clean
rm -rf /var/lib/apt/lists/*

cp -r "$here/rootfs/." /
chmod 0755 /usr/local/sbin/lab-*
systemctl enable lab-host.service ssh.service

# Every host makes its own identity at its first boot.
rm -f /etc/ssh/ssh_host_*
: > /etc/machine-id
mkdir -p /etc/ssh/authorized_keys

# The kernel and its devices belong to the machine: no host sets parameters or mounts them at boot.
systemctl mask systemd-sysctl.service systemd-remount-fs.service systemd-tmpfiles-setup-dev.service \
    dev-hugepages.mount sys-fs-fuse-connections.mount sys-kernel-config.mount sys-kernel-debug.mount sys-kernel-tracing.mount
# Nothing starts by itself that would hold dpkg's lock, or use CPU, during a measurement.
systemctl mask apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer
systemctl set-default multi-user.target
