# Somebody put the second port into another channel-group: same switch, another key.
. "$LAB_LIB"
lab_up

pair_up
switch_shell 'configure terminal' 'interface GigabitEthernet2/0/1' 'no channel-group' \
	'channel-group 12 mode active' end >/dev/null
expect 1 lacppair verify --json
check "the verdict is not-up" equal "$(json .verdict)" not-up
check "one member is up" equal "$(json .members_up)" 1
check "the headline" equal "$(json '.findings[0].id')" partner-key-differs
