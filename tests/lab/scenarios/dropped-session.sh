# The session is lost half way: lacppair comes back and undoes, or says what is left.
. "$LAB_LIB"
SWITCH_EXTRA='! fault: drop "switchport mode trunk" 1' lab_up

snapshot before
echo "$ lacppair push --switch sw1"
OUTPUT=$(lacppair push --switch sw1 2>&1)
status=$?
printf '%s\n[exit %s]\n' "$OUTPUT" $status
case $status in
1 | 3) unchanged before ;;
4) says Port-channel11 "no interface Port-channel11" ;;
*) fail "exit $status" ;;
esac
