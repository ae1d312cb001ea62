set(IOS_CONFIG common/ios_config.c common/arena.c common/ifname.c common/vlanset.c)
lacppair_test(test_ios_config SOURCES ${IOS_CONFIG})

set(SWITCH_SHOW common/show_text.c common/show_etherchannel.c common/show_lacp.c common/show_vlan.c
  common/show_vtp.c common/err.c common/arena.c common/ifname.c common/vlanset.c)
lacppair_test(test_switch_show SOURCES ${SWITCH_SHOW} LIBS PkgConfig::JANSSON)
