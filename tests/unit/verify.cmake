set(VERIFY_READERS common/cursor.c common/lacpdu.c common/proc_bonding.c common/net.c
  common/arena.c common/err.c common/frame.c common/tlv.c common/lldp.c common/cdp.c
  common/neighbor.c common/ifname.c)
set(VERIFY_RULES common/clause.c common/observe.c common/observe_heard.c common/vlanset.c common/verdict.c common/finding.c common/finding_table.c
  common/finding_tests.c common/finding_switch.c common/finding_trunk.c common/finding_host.c
  common/finding_kernel.c common/finding_pair.c common/finding_vlans.c common/finding_log.c
  common/observe_bridge.c
  common/host_state.c common/nametab.c common/finding_cabling.c common/cabling.c)

lacppair_test(test_recordings SOURCES ${VERIFY_READERS} ${VERIFY_RULES} ${CAPTURE_FILES} cli/replay.c cli/plan_bond.c
  common/kernel_view.c common/intent_find.c LIBS PkgConfig::PCAP)
lacppair_test(test_verdict SOURCES ${VERIFY_READERS} ${VERIFY_RULES})
lacppair_test(test_verdict_live SOURCES ${VERIFY_READERS} ${VERIFY_RULES})
lacppair_test(test_arp SOURCES host/arp.c common/cursor.c common/err.c)
lacppair_test(test_catalogue SOURCES ${VERIFY_READERS} ${VERIFY_RULES})
lacppair_test(test_cabling SOURCES ${VERIFY_READERS} ${VERIFY_RULES} ${CAPTURE_FILES}
  LIBS PkgConfig::PCAP)
lacppair_test(test_switch_view SOURCES ${VERIFY_READERS} ${VERIFY_RULES} common/show_text.c
  common/show_etherchannel.c common/show_lacp.c common/show_lacp_local.c common/show_trunk.c
  common/show_status.c common/show_stp.c common/show_vlan.c common/show_log.c common/show_mtu.c common/ios_config.c)
lacppair_test(test_lacpdu SOURCES common/lacpdu.c ${CAPTURE_FILES}
  LIBS PkgConfig::PCAP)
lacppair_test(test_proc_bonding SOURCES common/proc_bonding.c common/net.c common/arena.c
  common/err.c)
lacppair_test(test_capture SOURCES ${VERIFY_READERS} common/clause.c common/observe.c common/observe_heard.c common/vlanset.c
  common/host_state.c common/nametab.c ${CAPTURE_FILES} cli/replay.c cli/plan_bond.c
  common/kernel_view.c common/observe_bridge.c common/intent_find.c LIBS PkgConfig::PCAP)
lacppair_fuzz(fuzz_lacpdu SOURCES common/cursor.c common/lacpdu.c)
lacppair_fuzz(fuzz_proc_bonding SOURCES ${VERIFY_READERS} common/clause.c common/observe.c common/observe_heard.c common/vlanset.c
  common/host_state.c common/nametab.c)
lacppair_test(test_watch SOURCES ${VERIFY_READERS} ${VERIFY_RULES} common/buf.c cli/watch_rows.c
  LIBS PkgConfig::JANSSON)
lacppair_test(test_kernel_json SOURCES cli/kernel_json.c cli/state_json.c cli/rule_json.c
  LIBS common PkgConfig::JANSSON)
lacppair_fuzz(fuzz_kernel_json SOURCES ${VERIFY_READERS} ${VERIFY_RULES} common/kernel_view.c
  common/link_field.c common/bondopt.c common/report.c common/buf.c common/managers.c
  common/managers_text.c common/step.c common/rule.c cli/kernel_json.c cli/state_json.c cli/rule_json.c
  LIBS PkgConfig::JANSSON)
