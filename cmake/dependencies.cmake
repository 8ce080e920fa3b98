# Third-party libraries, all from Debian 12 packages, as imported targets named pkg::NAME.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n)

foreach(pair "cmark:libcmark-gfm" "fyaml:libfyaml" "harfbuzz:harfbuzz" "xxhash:libxxhash" "deflate:libdeflate"
             "brotli:libbrotlienc" "jemalloc:jemalloc" "avcodec:libavcodec" "avfilter:libavfilter" "avformat:libavformat" "avutil:libavutil" "vips:vips-cpp" "xml2:libxml-2.0")
  string(REPLACE ":" ";" pair "${pair}")
  list(GET pair 0 name)
  list(GET pair 1 module)
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${module})
  add_library(pkg::${name} ALIAS PkgConfig::${name})
endforeach()

# Debian ships no pkg-config file for the GFM extensions.
find_library(CMARK_EXTENSIONS cmark-gfm-extensions REQUIRED)
add_library(pkg_cmark_extensions INTERFACE)
target_link_libraries(pkg_cmark_extensions INTERFACE ${CMARK_EXTENSIONS} pkg::cmark)
add_library(pkg::cmark_extensions ALIAS pkg_cmark_extensions)

find_library(BOOST_JSON boost_json REQUIRED)
add_library(pkg_boost_json INTERFACE)
target_link_libraries(pkg_boost_json INTERFACE ${BOOST_JSON})
add_library(pkg::boost_json ALIAS pkg_boost_json)
