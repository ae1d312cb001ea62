set(VERIFY_READERS common/cursor.c common/lacpdu.c common/proc_bonding.c common/net.c
  common/arena.c common/err.c)
set(VERIFY_RULES common/clause.c common/observe.c common/verdict.c common/finding.c
  common/finding_tests.c common/finding_switch.c common/host_state.c common/ifname.c)

lacppair_test(test_recordings SOURCES ${VERIFY_READERS} ${VERIFY_RULES} host/capture.c cli/replay.c
  LIBS PkgConfig::PCAP)
