set(IOS_CONFIG common/ios_config.c common/arena.c common/ifname.c common/vlanset.c)
lacppair_test(test_ios_config SOURCES ${IOS_CONFIG})

set(SWITCH_SHOW common/show_text.c common/show_etherchannel.c common/show_lacp.c common/show_vlan.c
  common/show_vtp.c common/show_lacp_local.c common/show_trunk.c common/show_status.c
  common/show_stp.c common/show_macs.c common/show_log.c common/show_mtu.c common/ios_config.c common/show_version.c common/show_neighbors.c common/show_path.c common/err.c common/arena.c common/ifname.c common/vlanset.c)
set(SWITCH_FACTS ${SWITCH_SHOW} common/switch_facts.c)
lacppair_test(test_switch_show SOURCES ${SWITCH_SHOW})
lacppair_test(test_switch_ports SOURCES ${SWITCH_SHOW})
lacppair_test(test_show_golden SOURCES ${SWITCH_SHOW} common/show_archive.c common/ios_config.c
  LIBS PkgConfig::JANSSON)
lacppair_test(test_switch_facts SOURCES ${SWITCH_FACTS})

lacppair_test(test_bundle SOURCES common/bundle.c common/ios_attr.c ${IOS_CONFIG})

set(WANT_SWITCH common/want_switch.c common/want_unit.c common/template.c common/site_line.c common/bundle.c common/ios_attr.c common/buf.c common/err.c
  ${IOS_CONFIG})
lacppair_test(test_want_switch SOURCES ${WANT_SWITCH})

lacppair_test(test_site_line SOURCES common/site_line.c common/bundle.c common/ios_attr.c ${IOS_CONFIG})

set(DIFF_SWITCH common/diff_switch.c common/diff_switch_undo.c common/diff_switch_refuse.c
  common/preflight.c common/preflight_ports.c common/preflight_macs.c common/preflight_vlans.c
  common/preflight_bundle.c common/preflight_platform.c common/preflight_session.c common/platform.c common/dialect.c
  common/neighbor.c common/lldp.c common/cdp.c common/tlv.c common/cursor.c
  common/switch_unit.c common/report.c common/net.c common/host_state.c common/nametab.c ${WANT_SWITCH})
lacppair_test(test_diff_switch SOURCES ${DIFF_SWITCH} tests/unit/ios_sim.c)
lacppair_test(test_preflight SOURCES ${DIFF_SWITCH} ${SWITCH_FACTS})

lacppair_fuzz(fuzz_ios_config SOURCES ${DIFF_SWITCH} common/ios_lint.c)
lacppair_fuzz(fuzz_show SOURCES ${SWITCH_SHOW} common/ios_message.c common/show_archive.c)
lacppair_fuzz(fuzz_template SOURCES ${WANT_SWITCH})
lacppair_test(test_settle SOURCES common/settle.c common/bundle.c common/ios_attr.c
  common/ios_message.c ${SWITCH_SHOW} common/ios_config.c)
