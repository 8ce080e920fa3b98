# Third-party libraries, all from Debian 12 packages, as imported targets named pkg::NAME.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
if(SANGGAR_PORTABLE)
  # Debian's fmt is a shared library; its headers hold all of it.
  add_library(fmt::fmt INTERFACE IMPORTED GLOBAL)
  target_compile_definitions(fmt::fmt INTERFACE FMT_HEADER_ONLY=1)
else()
  find_package(fmt REQUIRED)
endif()
find_package(ICU REQUIRED COMPONENTS uc i18n data)

function(packages)
  foreach(pair ${ARGN})
    string(REPLACE ":" ";" pair "${pair}")
    list(GET pair 0 name)
    list(GET pair 1 module)
    pkg_check_modules(${name} REQUIRED IMPORTED_TARGET GLOBAL ${module})
    add_library(pkg::${name} ALIAS PkgConfig::${name})
  endforeach()
endfunction()

find_library(BOOST_JSON boost_json REQUIRED)
add_library(pkg_boost_json INTERFACE)
target_link_libraries(pkg_boost_json INTERFACE ${BOOST_JSON})
add_library(pkg::boost_json ALIAS pkg_boost_json)

packages(fyaml:libfyaml xxhash:libxxhash deflate:libdeflate sqlite:sqlite3 sodium:libsodium crypto:libcrypto qrcodegen:qrcodegencpp xml2:libxml-2.0 archive:libarchive)
if(SANGGAR_PORTABLE)
  # What the archives need for ZIP and XML; what they need for the rest is left out with it.
  target_link_libraries(PkgConfig::archive INTERFACE nettle lzma zstd bz2 z)
  target_link_libraries(PkgConfig::xml2 INTERFACE ICU::uc ICU::data lzma z)
  return()
endif()

packages(cmark:libcmark-gfm harfbuzz:harfbuzz brotli:libbrotlienc jemalloc:jemalloc avcodec:libavcodec avfilter:libavfilter avformat:libavformat
         avutil:libavutil vips:vips-cpp postgresql:libpq)

# Debian ships no pkg-config file for the GFM extensions.
find_library(CMARK_EXTENSIONS cmark-gfm-extensions REQUIRED)
add_library(pkg_cmark_extensions INTERFACE)
target_link_libraries(pkg_cmark_extensions INTERFACE ${CMARK_EXTENSIONS} pkg::cmark)
add_library(pkg::cmark_extensions ALIAS pkg_cmark_extensions)
