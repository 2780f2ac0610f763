# SPDX-License-Identifier: Apache-2.0

# Language and warnings of every target of this project.
#
# -ffp-contract=off: an expression is computed in the order written, never fused, so that every
# compiler and machine gives the same score.
# -Wno-sign-conversion: clang counts it to -Wconversion, g++ does not; both shall say the same.
# -Wno-restrict: g++ 12 gives it for sound uses of std::string (GCC bug 105651).
function(leadscore_flags target)
  target_compile_features(${target} PRIVATE cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  target_compile_options(${target} PRIVATE
    -ffp-contract=off
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wno-sign-conversion
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
    $<$<BOOL:${LEADSCORE_WERROR}>:-Werror>)
endfunction()
