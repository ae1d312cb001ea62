# Somebody else has the configuration locked: exit 3, nothing changed.
. "$LAB_LIB"
SWITCH_EXTRA='! fault: lock "Configuration mode is locked by process 309 user engineer from terminal 3. Please try later."' lab_up

snapshot before
expect 3 lacppair push --switch sw1
says locked
unchanged before
