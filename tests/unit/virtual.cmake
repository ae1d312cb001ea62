set(VIRTUAL switch/virtual/archive.c switch/virtual/channel.c switch/virtual/confdiff.c switch/virtual/config.c switch/virtual/events.c switch/virtual/exec.c
  switch/virtual/execute.c switch/virtual/facts.c switch/virtual/fault.c switch/virtual/filter.c
  switch/virtual/group.c switch/virtual/interface.c switch/virtual/kept.c switch/virtual/log.c switch/virtual/model.c
  switch/virtual/parser.c switch/virtual/reload.c switch/virtual/replace.c switch/virtual/revert.c switch/virtual/running.c switch/virtual/save.c switch/virtual/secret.c
  switch/virtual/show.c switch/virtual/show_channel.c switch/virtual/show_device.c
  switch/virtual/show_interfaces.c switch/virtual/show_lacp_detail.c switch/virtual/show_ports.c
  switch/virtual/show_stp.c switch/virtual/ssh_face.c
  switch/virtual/startup.c switch/virtual/switchport.c switch/virtual/terminal.c
  switch/virtual/virtual.c switch/virtual/vlans.c switch/virtual/want.c switch/virtual/wire.c switch/virtual/show_wire.c
  common/arena.c common/bondopt.c common/buf.c common/err.c common/host_state.c common/nametab.c common/ifname.c
  common/net.c common/vlanset.c)

set(VTY ${VIRTUAL} tests/unit/vty.c)
lacppair_test(test_virtual SOURCES ${VTY} common/show_text.c common/show_version.c LIBS crypt)
lacppair_test(test_virtual_timers SOURCES ${VTY} LIBS crypt)
lacppair_test(test_virtual_readers SOURCES ${VTY} ${SWITCH_FACTS} common/ios_config.c
  common/show_archive.c LIBS crypt)
lacppair_test(test_virtual_want SOURCES ${VIRTUAL} common/show_text.c common/show_lacp_local.c
  common/show_trunk.c common/show_status.c common/show_stp.c LIBS crypt)
lacppair_test(test_virtual_server SOURCES ${VIRTUAL} switch/virtual/server.c
  switch/virtual/algorithms.c switch/virtual/connection.c switch/virtual/delay.c
  switch/virtual/forward.c switch/virtual/login.c LIBS PkgConfig::LIBSSH crypt)

lacppair_fuzz(fuzz_virtual SOURCES ${VIRTUAL} LIBS crypt)
lacppair_fuzz(fuzz_virtual_startup SOURCES ${VIRTUAL} LIBS crypt)
