// Addresses: from source paths to URLs, and from one URL to another.
#pragma once

#include <string>
#include <string_view>

#include "base/locale.h"

namespace model {

// "01-memulai" → "memulai"; the order prefix is two digits and a hyphen.
std::string_view without_order(std::string_view name);

// "2026-08-keripik" → "keripik"; the date prefix is YYYY-MM- or YYYY-MM-DD-. `date` is set where there is one.
std::string_view without_date(std::string_view name, base::Date& date);

// A file's name as one part of an address: as it stands when it is an identifier, else slugified.
std::string url_part(std::string_view name);

enum class LinkStyle {
  folders,  // "../foto/"
  files,    // "../foto/index.html", for file://
};

// The relative link from the page at `from` to `to`, both relative to the site's root ("courses/a/", "", "media/x.pdf").
// Never empty: the page itself is "./" or "index.html".
std::string relative_link(std::string_view from, std::string_view to, LinkStyle style);

// The way from the page at `url` to the root: "../../", or "./".
std::string way_to_root(std::string_view url);

// The file that is written for a URL: "courses/a/index.html".
std::string output_file(std::string_view url);

// Percent-encodes what may not stand in a path of a URL (RFC 3986), leaving '/' and non-ASCII letters encoded.
std::string encode_path(std::string_view path);

}  // namespace model
