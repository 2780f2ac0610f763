# SPDX-License-Identifier: Apache-2.0
#
# One way to find a library, whatever it brings along: a CMake package, or only a header and a
# library file, or (in a build of leadscore itself) a release archive. Installed with leadscore,
# whose package file finds the same libraries again.

# leadscore_find(<target>            the name to link, the same wherever the library came from
#   [PACKAGE <name>]                 its CMake package
#   [KNOWN_AS <target>]              the target's name in other versions
#   [HEADER <file>] [LIBRARY <name>] what to look for where there is no package
#   [DEBIAN <package>]               for the message when nothing is found
#   [ARCHIVE <url> SHA256 <hash> [SUBDIR <folder>] [OPTIONS <name=value>...]])
#
# A library that is not found is added to the list leadscore_missing.
function(leadscore_find target)
  cmake_parse_arguments(PARSE_ARGV 1 arg ""
    "PACKAGE;KNOWN_AS;HEADER;LIBRARY;DEBIAN;ARCHIVE;SHA256;SUBDIR" "OPTIONS")

  if(arg_PACKAGE AND NOT TARGET ${target})
    find_package(${arg_PACKAGE} CONFIG QUIET)
    set(${arg_PACKAGE}_VERSION "${${arg_PACKAGE}_VERSION}" PARENT_SCOPE)
    _leadscore_alias(${target} "${arg_KNOWN_AS}")
  endif()
  if(arg_HEADER AND NOT TARGET ${target})
    _leadscore_find_files(${target} ${arg_HEADER} "${arg_LIBRARY}")
  endif()
  if(arg_ARCHIVE AND NOT TARGET ${target} AND LEADSCORE_FETCH)
    _leadscore_fetch(${arg_PACKAGE} ${arg_ARCHIVE} ${arg_SHA256} "${arg_SUBDIR}" "${arg_OPTIONS}")
    _leadscore_alias(${target} "${arg_KNOWN_AS}")
  endif()

  if(NOT TARGET ${target})
    set(leadscore_missing ${leadscore_missing} "${target} (Debian: ${arg_DEBIAN})" PARENT_SCOPE)
  endif()
endfunction()

# Ends the configuration with one message that names all that is missing.
macro(leadscore_require_all)
  if(leadscore_missing)
    list(JOIN leadscore_missing "\n  " _leadscore_list)
    message(FATAL_ERROR "leadscore needs these libraries, which are not installed:\n  ${_leadscore_list}")
  endif()
endmacro()

function(_leadscore_alias target known_as)
  if(known_as AND TARGET "${known_as}" AND NOT TARGET ${target})
    add_library(${target} ALIAS ${known_as})
  endif()
endfunction()

# Makes an imported target of a header and, where one is named, a library file.
function(_leadscore_find_files target header library)
  string(MAKE_C_IDENTIFIER "LEADSCORE_${target}" prefix)
  find_path(${prefix}_INCLUDE_DIR ${header})
  mark_as_advanced(${prefix}_INCLUDE_DIR)
  if(NOT ${prefix}_INCLUDE_DIR)
    return()
  endif()
  if(library)
    find_library(${prefix}_LIBRARY ${library})
    mark_as_advanced(${prefix}_LIBRARY)
    if(NOT ${prefix}_LIBRARY)
      return()
    endif()
    add_library(${target} UNKNOWN IMPORTED)
    set_target_properties(${target} PROPERTIES IMPORTED_LOCATION "${${prefix}_LIBRARY}")
  else()
    add_library(${target} INTERFACE IMPORTED)
  endif()
  target_include_directories(${target} SYSTEM INTERFACE "${${prefix}_INCLUDE_DIR}")
endfunction()

# Builds a library from its release archive, as a part of this build.
function(_leadscore_fetch name url hash subdir options)
  message(STATUS "leadscore: ${name} is not installed, fetching ${url}")
  include(FetchContent)
  set(CMAKE_POLICY_DEFAULT_CMP0077 NEW)    # options below count in old projects too
  set(CMAKE_POLICY_VERSION_MINIMUM 3.5)    # old projects configure with CMake 4
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
  set(BUILD_SHARED_LIBS OFF)
  set(BUILD_TESTING OFF)
  foreach(option IN LISTS options)
    string(REGEX MATCH "^([^=]+)=(.*)$" _ "${option}")
    set(${CMAKE_MATCH_1} ${CMAKE_MATCH_2})
  endforeach()
  FetchContent_Declare(${name} URL ${url} URL_HASH SHA256=${hash} SOURCE_SUBDIR "${subdir}"
                       SYSTEM DOWNLOAD_EXTRACT_TIMESTAMP ON)
  FetchContent_MakeAvailable(${name})
  set_property(GLOBAL APPEND PROPERTY LEADSCORE_FETCHED ${name})
endfunction()
