// What a previewed page gets in addition: a script that reloads it after a rebuild, or shows the mistakes instead.
#pragma once

#include <string>
#include <string_view>

namespace preview {

inline constexpr std::string_view kScriptPath = "/_sanggar/reload.js";
inline constexpr std::string_view kStylePath = "/_sanggar/reload.css";
// The event stream; the script adds "?age=N", milliseconds since its page was asked for. Events: "reload", without data, and
// "mistakes", with the text to show.
inline constexpr std::string_view kEventsPath = "/_sanggar/events";

// Runs in Chrome 64, Firefox 68 and Safari 12. It writes no inline style, so a strict content security policy holds.
std::string_view reload_script();
std::string_view reload_style();

// The page with the script's element before "</head>", or at the end when there is none. A content security policy in a <meta> is
// widened so that the script may open the event stream; the files on disk keep the strict one. A page that has the script
// already is left alone.
std::string with_reload_script(std::string page);

}  // namespace preview
