# Every mistake of the file in one run, with its place; nothing is read or changed.
. "$LAB_LIB"
lab_up
snapshot before
sed -i -e 's/vlans: 40-44/vlans: 40-4095/' -e 's/lacp_rate/lacp_rat/' lacppair.yaml
for command in plan "push --switch sw1" apply verify; do
	expect 2 lacppair $command
	says lacppair.yaml: lacp_rate "^"
done
unchanged before
