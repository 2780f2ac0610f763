# SPDX-License-Identifier: Apache-2.0
#
# Headers, library and package files for find_package(leadscore); the command with its man page
# and completion; the rule files.
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/leadscore)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/rules/ DESTINATION ${CMAKE_INSTALL_DATADIR}/leadscore/rules
        FILES_MATCHING PATTERN "*.yaml")

if(LEADSCORE_BUILD_CLI)
  install(TARGETS leadscore_cli)
  install(FILES ${PROJECT_SOURCE_DIR}/share/leadscore.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  install(FILES ${PROJECT_SOURCE_DIR}/share/leadscore.bash RENAME leadscore
          DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
endif()

# A static library that was built against fetched sources cannot be linked without them.
get_property(fetched GLOBAL PROPERTY LEADSCORE_FETCHED)
list(REMOVE_ITEM fetched CLI11 simdjson)  # only the command links these
if(fetched AND NOT BUILD_SHARED_LIBS)
  message(STATUS "leadscore: the library is not installed, as these are not either: ${fetched}")
  return()
endif()

set(LEADSCORE_INSTALLS_LIBRARY ON)

install(TARGETS leadscore EXPORT leadscore-targets)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        FILES_MATCHING PATTERN "*.hpp" PATTERN "*.h" PATTERN "*.def")
install(EXPORT leadscore-targets NAMESPACE leadscore:: DESTINATION ${package_dir})
install(FILES ${PROJECT_SOURCE_DIR}/cmake/find.cmake
              ${PROJECT_SOURCE_DIR}/cmake/dependencies.cmake DESTINATION ${package_dir})

include(CMakePackageConfigHelpers)
write_basic_package_version_file(leadscore-config-version.cmake COMPATIBILITY SameMinorVersion)
file(CONFIGURE OUTPUT leadscore-config.cmake @ONLY CONTENT [[
if(NOT "@BUILD_SHARED_LIBS@")
  set(leadscore_missing "")
  include("${CMAKE_CURRENT_LIST_DIR}/find.cmake")
  include("${CMAKE_CURRENT_LIST_DIR}/dependencies.cmake")
  if(leadscore_missing)
    set(leadscore_FOUND FALSE)
    set(leadscore_NOT_FOUND_MESSAGE "leadscore needs these too: ${leadscore_missing}")
    return()
  endif()
endif()
include("${CMAKE_CURRENT_LIST_DIR}/leadscore-targets.cmake")
]])
install(FILES ${PROJECT_BINARY_DIR}/leadscore-config.cmake
              ${PROJECT_BINARY_DIR}/leadscore-config-version.cmake DESTINATION ${package_dir})
