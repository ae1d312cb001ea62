# The table of bond options says what this kernel does, in every mode; an option that the kernel
# does not have is refused by name, and nothing is changed.
. "$LAB_LIB"
PROBE=$(dirname "$LACPPAIR")/tests/bondopt_probe
[ -x "$PROBE" ] || fail "$PROBE is not built"
lab_up
ip -n host link set eno1 up
expect 0 in_host "$PROBE" eno2
says "as the table says"

if [[ $OUTPUT == *"no lacp_strict"* ]]; then
	sed -i 's/lacp_rate: fast/lacp_strict: on/' lacppair.yaml
	snapshot before
	expect 1 lacppair apply
	says "bond0: lacp_strict: the bonds of this kernel have no such option"
	unchanged before
fi
