set(IOS_CONFIG common/ios_config.c common/arena.c common/ifname.c common/vlanset.c)
lacppair_test(test_ios_config SOURCES ${IOS_CONFIG})
