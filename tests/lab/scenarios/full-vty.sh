# Every VTY of the switch is taken: exit 3, nothing changed.
. "$LAB_LIB"
lab_up
snapshot before
exec 7<> <(:)
held=
for i in 1 2 3 4 5; do
	: >"vty$i"
	ssh_switch <&7 >"vty$i" 2>&1 &
	held+=" $!"
	wait_for_text 20 "vty$i" "sw1#"
done
expect 3 lacppair push --switch sw1
says VTY
kill $held
answers() { [ -n "$(switch_shell 'show vlan brief')" ]; }
wait_for 20 answers
unchanged before
