# slow
# Partners whose states misbehave, one after the other: each gets its own headline.
. "$LAB_LIB"
. "$LAB_TOP/tests/lab/partners.sh"
lab_up
expect 0 lacppair apply --confirm now

well "as Cisco does" ""
well "version 2" version=2
well "tagged" vlan=10
says lacpdu-tagged
headline partner-individual may=ASCD
headline partner-standby "" "" may=AG
headline partner-not-collecting may=AGS
headline partner-not-distributing may=AGSC
headline partner-echo-mismatch "" "" echo=77
headline partner-does-not-hear-us "" "" deaf=1
headline lacpdu-illegal "" "" cut=60
headline partner-too-slow "" "" every=5000
