# SPDX-License-Identifier: Apache-2.0
#
# What the library links. Also installed: a program that links the static library needs the same.
# What only the command, the tests or the benchmarks need is found where it is used.
leadscore_find(yaml::yaml PACKAGE yaml KNOWN_AS yaml HEADER yaml.h LIBRARY yaml DEBIAN libyaml-dev
  ARCHIVE https://github.com/yaml/libyaml/archive/0.2.5.tar.gz
  SHA256 fa240dbf262be053f3898006d502d514936c818e422afdcf33921c63bed9bf2e)

leadscore_find(fmt::fmt PACKAGE fmt DEBIAN libfmt-dev
  ARCHIVE https://github.com/fmtlib/fmt/archive/9.1.0.tar.gz
  SHA256 5dea48d1fcddc3ec571ce2058e13910a0d4a6bab4cc09a809d8b1dd1c88ae6f2
  OPTIONS FMT_INSTALL=OFF FMT_TEST=OFF FMT_DOC=OFF)

leadscore_find(re2::re2 PACKAGE re2 HEADER re2/re2.h LIBRARY re2 DEBIAN libre2-dev
  ARCHIVE https://github.com/google/re2/archive/2022-06-01.tar.gz
  SHA256 f89c61410a072e5cbcf8c27e3a778da7d6fd2f2b5b1445cd4f4508bee946ab0f
  OPTIONS RE2_BUILD_TESTING=OFF)

leadscore_find(utf8proc::utf8proc PACKAGE utf8proc KNOWN_AS utf8proc
  HEADER utf8proc.h LIBRARY utf8proc DEBIAN libutf8proc-dev
  ARCHIVE https://github.com/JuliaStrings/utf8proc/archive/v2.8.0.tar.gz
  SHA256 a0a60a79fe6f6d54e7d411facbfcc867a6e198608f2cd992490e46f04b1bcecc
  OPTIONS UTF8PROC_INSTALL=OFF UTF8PROC_ENABLE_TESTING=OFF)

# It reads the time zones of the system, not a copy of its own.
leadscore_find(date::date-tz PACKAGE date KNOWN_AS date-tz DEBIAN libhowardhinnant-date-dev
  ARCHIVE https://github.com/HowardHinnant/date/archive/v3.0.1.tar.gz
  SHA256 7a390f200f0ccd207e8cff6757e04817c1a0aec3e327b006b7eb451c57ee3538
  OPTIONS BUILD_TZ_LIB=ON USE_SYSTEM_TZ_DB=ON)

leadscore_find(xxHash::xxhash PACKAGE xxHash KNOWN_AS xxhash
  HEADER xxhash.h LIBRARY xxhash DEBIAN libxxhash-dev
  ARCHIVE https://github.com/Cyan4973/xxHash/archive/v0.8.1.tar.gz
  SHA256 3bb6b7d6f30c591dd65aaaff1c8b7a5b94d81687998ca9400082c739a690436c
  SUBDIR cmake_unofficial OPTIONS XXHASH_BUILD_XXHSUM=OFF XXHASH_BUNDLED_MODE=ON)

# Headers, and what it needs at run time to see which vector instructions there are.
leadscore_find(hwy::hwy PACKAGE hwy KNOWN_AS hwy DEBIAN libhwy-dev)
