# Several switches in one push: together, after a failure no further one, with --keep-going all.
. "$LAB_LIB"
export LACPPAIR_PASSWORD=lab-password

switch_file() {
	cat >"$1.cfg" <<-END
		$2
		hostname $1
		vtp mode transparent
		username netops privilege 15 secret lab-password
		interface GigabitEthernet1/0/1
		interface GigabitEthernet1/0/2
		line vty 0 4
		end
	END
}

# Prints its port.
serve() {
	"$LACPPAIR" virtual-switch --listen 127.0.0.1:0 --config "$1.cfg" --no-kernel \
		--log "$1.log" >"$1.out" 2>&1 &
	wait_for_text 20 "$1.out" "listening on"
	PORT=$(sed -n 's/.*listening on .*:\([0-9]*\).*/\1/p' "$1.out")
}

hosts=
switches=
for n in 1 2 3; do
	fault=!
	[ $n = 2 ] && fault='! fault: refuse "channel-group" "Command rejected: not today" 2'
	switch_file sw$n "$fault"
	serve sw$n
	switches+="  sw$n: { address: '127.0.0.1:$PORT', user: netops }"$'\n'
	hosts+="  kvm$n: { bonds: { bond0: { members: { eno1: sw$n Gi1/0/1, eno2: sw$n Gi1/0/2 }, "
	hosts+="port_channel: 11, vlans: 40-44 } } }"$'\n'
done
printf 'lacppair: 1\nswitches:\n%shosts:\n%s' "$switches" "$hosts" >lacppair.yaml
push() { "$LACPPAIR" push "$@"; }

echo "-- which ones?"
expect 2 push
says "--all" "sw1, sw2, sw3"
expect 2 push --all --switch sw1
expect 2 push --all -j 0

echo "-- none is sent to before all can be locked"
expect 0 push --all --dry-run --accept-new --json
check "three would be changed" equal \
	"$(json '[.switches[] | select(.units[0].lines | length > 0) | .name] | join(" ")')" \
	"sw1 sw2 sw3"

echo "-- one at a time, and the second one fails: the third is not begun"
expect 1 push --all -j 1 --json
check "the results" equal "$(json '[.switches[].result] | join(" ")')" "changed undone refused"
check "the third says why" equal "$(json '.switches[2].error.text')" "not begun: another one failed"
check "the error is that of the second" equal "$(json '.error.object')" sw2
check "nothing was configured there" equal "$(grep -c 'configure terminal' sw3.log)" 0

echo "-- the second fails again, the third is pushed all the same"
expect 1 push --all -j 2 --keep-going
says "sw1     unchanged" "sw2     undone" "sw3     changed"

echo "-- of one host, of two names; what is there stays"
expect 0 push --host kvm2
says "sw2: changed"
expect 0 push --switch sw1 --switch sw3 --switch sw1
says "sw1     unchanged" "sw3     unchanged"
silent_about sw2
