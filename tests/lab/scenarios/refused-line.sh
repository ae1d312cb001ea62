# The switch refuses a line half way: what was sent before it is taken back, nothing is saved.
. "$LAB_LIB"
SWITCH_EXTRA='! fault: refuse "switchport mode trunk" "% Command rejected: not today."' lab_up

snapshot before
expect 1 lacppair push --switch sw1
says "Command rejected: not today" "switchport mode trunk"
unchanged before
