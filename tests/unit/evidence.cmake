set(NEIGHBOR_READERS common/cursor.c common/frame.c common/tlv.c common/lldp.c common/cdp.c)

lacppair_test(test_neighbors SOURCES ${NEIGHBOR_READERS} common/err.c host/capture.c
  LIBS PkgConfig::PCAP)
lacppair_fuzz(fuzz_lldp SOURCES common/cursor.c common/frame.c common/tlv.c common/lldp.c)
lacppair_fuzz(fuzz_cdp SOURCES common/cursor.c common/frame.c common/tlv.c common/cdp.c)
lacppair_test(test_decode SOURCES ${NEIGHBOR_READERS} common/lacpdu.c common/conform.c common/buf.c
  common/writer.c common/jsonw.c common/err.c host/capture.c cli/decoded.c cli/decode_text.c
  cli/decode_json.c LIBS PkgConfig::PCAP PkgConfig::JANSSON)
