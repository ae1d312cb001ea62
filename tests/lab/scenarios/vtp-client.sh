# VLANs of a VTP client are somebody else's: refused before any line.
. "$LAB_LIB"
SWITCH_EXTRA='vtp mode client' lab_up

snapshot before
lines=$(log_lines)
expect 1 lacppair push --switch sw1
says VTP client
check "no line of configuration was sent" equal "$(configured_since "$lines")" ""
unchanged before
