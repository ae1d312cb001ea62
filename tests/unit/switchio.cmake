set(SESSION_C switch/session.c switch/session_read.c switch/session_ahead.c switch/session_setup.c
  switch/term.c switch/prompt.c switch/reply.c switch/reply_rows.c common/buf.c common/err.c)

lacppair_test(test_reply SOURCES switch/reply.c switch/reply_rows.c common/buf.c
  LIBS PkgConfig::PCRE2)
lacppair_test(test_session SOURCES ${SESSION_C} tests/unit/session_play.c LIBS PkgConfig::PCRE2)
lacppair_test(test_session_recorded SOURCES ${SESSION_C} tests/unit/session_play.c
  LIBS PkgConfig::PCRE2 PkgConfig::YAML)
# Against the virtual switch, so with the whole of it.
foreach(name test_push test_push_saved test_push_settle)
  lacppair_test(${name} SOURCES tests/unit/push_wire.c LIBS switch common)
endforeach()
lacppair_test(test_push_net SOURCES tests/unit/push_wire.c tests/unit/push_night.c LIBS switch common)
lacppair_test(test_push_hold SOURCES tests/unit/push_wire.c tests/unit/push_night.c LIBS switch common)
lacppair_test(test_push_kill SOURCES tests/unit/push_wire.c tests/unit/push_night.c LIBS switch common)
lacppair_test(test_push_site SOURCES tests/unit/push_wire.c tests/unit/push_night.c LIBS switch common)
lacppair_test(test_push_remode SOURCES tests/unit/push_wire.c LIBS switch common)
lacppair_test(test_push_leg SOURCES tests/unit/push_wire.c LIBS switch common)
lacppair_test(test_push_flight SOURCES tests/unit/push_wire.c tests/unit/push_night.c LIBS switch common)
lacppair_test(test_push_reload SOURCES tests/unit/push_wire.c tests/unit/push_night.c LIBS switch common)
lacppair_test(test_journal LIBS switch common)
lacppair_fuzz(fuzz_journal SOURCES switch/journal.c common/switch_part.c common/ios_text.c
  ${DIFF_SWITCH} ${SWITCH_FACTS} LIBS PkgConfig::JANSSON)
lacppair_test(test_bad_input SOURCES tests/unit/push_wire.c LIBS switch common)
lacppair_test(test_ios_text SOURCES common/ios_text.c common/arena.c common/buf.c)

lacppair_fuzz(fuzz_session SOURCES ${SESSION_C} switch/transcript.c LIBS PkgConfig::PCRE2)
lacppair_test(test_ssh LIBS switch common PkgConfig::LIBSSH)
lacppair_test(test_sshd SOURCES tests/unit/sshd.c LIBS switch common PkgConfig::LIBSSH)
lacppair_test(test_session_device SOURCES ${SESSION_C} LIBS PkgConfig::PCRE2)
lacppair_test(test_session_ahead SOURCES ${SESSION_C} LIBS PkgConfig::PCRE2)
lacppair_test(test_session_time SOURCES ${SESSION_C} LIBS PkgConfig::PCRE2)
lacppair_test(test_transcript SOURCES switch/transcript.c switch/term.c common/buf.c)
lacppair_test(test_job LIBS switch common)
lacppair_test(test_push_replies SOURCES tests/unit/push_wire.c LIBS switch common)
lacppair_test(test_ssh_login LIBS switch common PkgConfig::LIBSSH)
