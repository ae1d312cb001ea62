# `write memory` fails three times: the running-config is taken back, since what is not saved is
# not done.
. "$LAB_LIB"
SWITCH_EXTRA='! fault: save-fails' lab_up

snapshot before
expect 1 lacppair push --switch sw1
unchanged before
