# The reader of captures, live and stored.
set(CAPTURE_FILES host/capture.c common/pcapng.c common/buf.c common/cursor.c common/err.c)
set(NEIGHBOR_READERS common/cursor.c common/frame.c common/tlv.c common/lldp.c common/cdp.c)

lacppair_test(test_neighbors SOURCES ${NEIGHBOR_READERS} ${CAPTURE_FILES}
  LIBS PkgConfig::PCAP)
lacppair_fuzz(fuzz_lldp SOURCES common/cursor.c common/frame.c common/tlv.c common/lldp.c)
lacppair_fuzz(fuzz_cdp SOURCES common/cursor.c common/frame.c common/tlv.c common/cdp.c)
lacppair_test(test_decode SOURCES ${NEIGHBOR_READERS} common/lacpdu.c common/conform.c
  common/writer.c common/jsonw.c ${CAPTURE_FILES} cli/decoded.c cli/decode_text.c
  cli/decode_json.c LIBS PkgConfig::PCAP PkgConfig::JANSSON)
lacppair_test(test_pcapng SOURCES ${CAPTURE_FILES} LIBS PkgConfig::PCAP)
lacppair_fuzz(fuzz_pcapng SOURCES common/pcapng.c common/buf.c common/cursor.c)

# Partners and neighbours for the lab, whose switch has none that misbehave.
add_executable(lacp_partner ${CMAKE_CURRENT_SOURCE_DIR}/lab/lacp_partner.c)
target_link_libraries(lacp_partner PRIVATE common)
# A neighbour for the lab's switch, which has no LLDP and CDP of its own.
add_executable(say_neighbor ${CMAKE_CURRENT_SOURCE_DIR}/lab/say_neighbor.c)
target_link_libraries(say_neighbor PRIVATE common)

lacppair_test(test_texts LIBS switch common)
