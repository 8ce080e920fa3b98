// Serves the files of a built site the way a plain static host does.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/http_server/message.h"

namespace preview {

// Changes a page before it is sent.
using PageFilter = std::function<std::string(std::string page)>;

// Answers GET and HEAD with the file at request.path under `folder`: a folder gives its index.html, a folder without its slash a
// 301, what is missing the site's 404.html. Never leaves `folder`, neither by ".." nor by a symbolic link. Understands one Range
// (more are answered with the whole file), If-Range and If-None-Match; browsers may keep a file but must ask each time
// (Cache-Control: no-cache). HTML passes through `filter`, when there is one, and is always sent whole.
// May be called from several threads at once.
http_server::Response serve_file(const std::string& folder, const http_server::Request& request, const PageFilter& filter = {});

// The media type by the ending of the name, with charset=utf-8 for text; "application/octet-stream" when unknown.
std::string_view media_type(std::string_view path);

}  // namespace preview
