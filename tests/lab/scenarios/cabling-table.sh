# Nobody speaks LLDP or CDP: one frame that goes nowhere, and the switch's address table tells where
# the cables end. They are swapped.
. "$LAB_LIB"
SWITCH_EXTRA='! mac: GigabitEthernet2/0/1 0200.0000.0101 40
! mac: GigabitEthernet1/0/1 0200.0000.0201 40'
lab_up
ip -n host link set eno1 up
ip -n host link set eno2 up

expect 1 lacppair verify --cabling --timeout 4 --json
check "swapped" equal "$(json '.findings[0].id')" cables-swapped
check "by the table" equal "$(json '.bonds[0].members[0].heard.neighbors[0].via')" \
	"the switch's address table"
