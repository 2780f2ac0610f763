# SPDX-License-Identifier: Apache-2.0
#
# Compiles through ccache where it is installed. The two allowances are what ccache asks for
# before it caches files that use a precompiled header.
find_program(LEADSCORE_CCACHE ccache)
mark_as_advanced(LEADSCORE_CCACHE)

if(PROJECT_IS_TOP_LEVEL AND LEADSCORE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros ${LEADSCORE_CCACHE})
endif()
