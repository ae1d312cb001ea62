# VLANs of a VTP server are in vlan.dat, not in the running-config: made once, found again.
. "$LAB_LIB"
SWITCH_EXTRA='vtp mode server' lab_up

pair_up
lines=$(log_lines)
expect 0 lacppair push --switch sw1
says unchanged
check "no line of configuration was sent" equal "$(configured_since "$lines")" ""
