set(INTENT_SOURCES common/intent.c common/intent_yaml.c common/intent_keys.c common/intent_include.c common/intent_profile.c common/intent_write.c
  common/intent_scalar.c common/intent_lines.c common/site_line.c common/bundle.c common/ios_attr.c common/ios_config.c common/intent_switch.c common/platform.c common/intent_bond.c common/intent_bridge.c common/intent_vlan.c common/intent_find.c
  common/check.c common/check_claims.c common/check_bond.c common/check_bridge.c common/check_vlan.c
  common/check_addr.c common/nearest.c common/arena.c common/report.c common/err.c
  common/bondopt.c common/ifname.c common/net.c common/vlanset.c)
lacppair_test(test_intent SOURCES ${INTENT_SOURCES} common/buf.c LIBS PkgConfig::YAML)
lacppair_test(test_check SOURCES ${INTENT_SOURCES} common/buf.c LIBS PkgConfig::YAML)
lacppair_fuzz(fuzz_intent SOURCES ${INTENT_SOURCES} common/buf.c LIBS PkgConfig::YAML)
