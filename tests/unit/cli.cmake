# The program as one types it, where no kernel and no switch are asked.
if(NOT FUZZ)
  file(GLOB CLI_GOLDEN CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/golden/cli/*.in)
  foreach(in IN LISTS CLI_GOLDEN)
    get_filename_component(name ${in} NAME_WE)
    add_test(NAME cli_${name}
      COMMAND ${CMAKE_SOURCE_DIR}/tests/golden/run-cli $<TARGET_FILE:lacppair> ${in})
    set_tests_properties(cli_${name} PROPERTIES LABELS unit)
  endforeach()
  foreach(name session streams)
    add_test(NAME cli_${name}
      COMMAND ${CMAKE_SOURCE_DIR}/tests/cli/${name} $<TARGET_FILE:lacppair>)
    set_tests_properties(cli_${name} PROPERTIES LABELS unit TIMEOUT 240)
  endforeach()
endif()
