# The real NetworkManager in the host's namespace, with a message bus of its own; sourced by
# scenarios after lib.sh. Nothing of it is installed: see `peers` in ./dev.
# shellcheck shell=bash

PEERS=$LAB_TOP/build/peers

# peer NAME: an installed program, else the one of the unpacked packages.
peer() {
	local dir

	for dir in /usr/sbin /usr/bin "$PEERS/usr/sbin" "$PEERS/usr/bin"; do
		[ -x "$dir/$1" ] && echo "$dir/$1" && return
	done
	return 1
}

# An unpacked program finds its libraries beside itself, and lacppair nmcli in PATH.
PEER_LIBS=$(echo "$PEERS"/usr/lib/*-linux-gnu)
mkdir -p bin
cat >bin/nmcli <<-END
	#!/bin/sh
	LD_LIBRARY_PATH=$PEER_LIBS exec $(peer nmcli) "\$@"
END
chmod +x bin/nmcli
PATH=$PWD/bin:$PATH

nm_configure() {
	mkdir -p /run/dbus /var/lib/NetworkManager nm/conf.d nm/connections nm/none
	cat >nm/bus.conf <<-END
		<busconfig>
		  <type>system</type>
		  <listen>unix:path=/run/dbus/system_bus_socket</listen>
		  <auth>EXTERNAL</auth>
		  <policy context="default">
		    <allow user="*"/>
		    <allow own="*"/>
		    <allow send_destination="*"/>
		    <allow receive_sender="*"/>
		  </policy>
		</busconfig>
	END
	cat >nm/NetworkManager.conf <<-END
		[main]
		plugins=keyfile
		auth-polkit=false
		dns=none
		hostname-mode=none
		no-auto-default=*
		[keyfile]
		path=$PWD/nm/connections
		[logging]
		level=INFO
	END
}

# nm_profile NAME NIC LINES...: a keyfile.
nm_profile() {
	local file=nm/connections/$1.nmconnection

	printf '%s\n' '[connection]' "id=$1" type=ethernet "interface-name=$2" "${@:3}" >"$file"
	chmod 600 "$file"
}

nm_runs() { [ "$(in_host nmcli -g running general)" = running ]; }
nm_has_read() { [[ $(in_host nmcli -g startup general) == started ]]; }
nm_state() { nmcli -g GENERAL.STATE device show "$1"; }

# With /sys read-only it does not wait for udev, which does not run here.
nm_start() {
	local dir=$PWD/nm

	LD_LIBRARY_PATH=$PEER_LIBS ip netns exec host bash -c "mount -o remount,ro /sys; exec $(peer NetworkManager) \
		--no-daemon --config=$dir/NetworkManager.conf --config-dir=$dir/conf.d \
		--system-config-dir=$dir/none --intern-config=$dir/intern.conf \
		--state-file=$dir/state" >>nm.log 2>&1 &
	NM_PID=$!
	wait_for 60 nm_runs
	wait_for 60 nm_has_read
}

nm_stop() {
	kill "$NM_PID"
	wait "$NM_PID"
}

nm_up() {
	nm_configure
	LD_LIBRARY_PATH=$PEER_LIBS "$(peer dbus-daemon)" --config-file="$PWD/nm/bus.conf" --nofork --nopidfile >bus.log 2>&1 &
	wait_for 20 test -S /run/dbus/system_bus_socket
	nm_start
}
