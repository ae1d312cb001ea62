# slow
# The host itself drops LACPDUs behind the capture (tc here; nftables and XDP do the same): they are
# seen on the wire, and the bond's own counter stands still.
. "$LAB_LIB"
lab_up
modprobe -qa sch_ingress cls_matchall act_gact

pair_up
tc -n host qdisc add dev eno2 clsact
tc -n host filter add dev eno2 ingress protocol 0x8809 matchall action drop
expect 1 lacppair verify --json --timeout 20
check "the headline" equal "$(json '.findings[0].id')" loss-towards-host
check "it is the host's own" equal "$(json '.findings[0].subject')" bond0/eno2
check "what to look at" equal "$(json '.findings[0].fix.host' | head -1)" \
	"tc filter show dev eno2 ingress"
tc -n host qdisc del dev eno2 clsact
expect 0 lacppair verify
