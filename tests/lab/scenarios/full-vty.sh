# Every VTY of the switch is taken: exit 3, nothing changed, and later it works.
. "$LAB_LIB"
lab_up
snapshot before
exec 7<> <(:)
hold() {
	SSH_ASKPASS=$LAB_TOP/tests/lab/askpass SSH_ASKPASS_REQUIRE=force in_host \
		ssh -T -o UserKnownHostsFile="$HOME/.ssh/known_hosts" netops@192.0.2.10 <&7 >"$1" 2>&1 &
}
for i in 1 2 3 4 5; do
	hold "vty$i"
	wait_for_text 20 "vty$i" "sw1#"
	held+=" $!"
done
expect 3 lacppair push --switch sw1
kill $held
wait_for 20 snapshot_switch after
unchanged before
