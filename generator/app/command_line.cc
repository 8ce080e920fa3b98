#include "generator/app/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>

#include "base/text.h"

namespace app {
namespace {

constexpr std::array kCommands = {
    CommandInfo{kNew, "new", "KIND NAME", "make a site, course, lesson, story, infographic, page or theme",
                "  sanggar new site desa-maju                    a folder that builds at once\n"
                "  sanggar new course jahit                      courses/jahit/ with a module and a lesson\n"
                "  sanggar new lesson jahit/01-memulai/mengukur  the next lesson of that module\n"
                "  sanggar new story kebun-bu-rini               stories/<this month>-kebun-bu-rini/index.md\n"
                "  sanggar new theme desa                        themes/desa/, laid over the built-in theme\n"},
    CommandInfo{kBuild, "build", "", "compile the sources to the finished site",
                "Reads site.yaml, courses/, stories/, pages/, authors/, data/ and media/, and writes site/.\n"
                "All mistakes are listed with file, line and cure; as long as there is one, the last good site stays.\n"
                "  sanggar build                                 into site/\n"
                "  sanggar build --offline --out usb             links that open from a memory card\n"
                "  sanggar build --base-url https://example.org/kursus/\n"},
    CommandInfo{kPreview, "preview", "", "show the site in the browser, and anew after every change",
                "  sanggar preview                               http://127.0.0.1:8080/\n"},
    CommandInfo{kCheck, "check", "", "look for mistakes without writing the site",
                "Severities are set in site.yaml:  checks: {sentence-length: off}\n"
                "  sanggar check --format json                   one object a line, for editors and scripts\n"},
    CommandInfo{kMedia, "media", "plan|run|clean", "work on pictures, sounds and videos apart from the site",
                "'build' does all of it by itself; this is for long videos, and for several machines.\n"
                "  sanggar media plan                            what becomes of each file, and whether it is made\n"
                "  sanggar media run                             make what is missing; a run that was ended goes on\n"
                "  sanggar media run --shard 2/4 --cache /shared/cache\n"
                "                                                one of four processes that share a folder (docs/media.md)\n"
                "  sanggar media clean                           delete what no source needs any more\n"},
    CommandInfo{kKeys, "keys", "", "list every key, block, check and option with its meaning",
                "The same table that messages and documentation are made from.\n"},
};

constexpr unsigned kReads = kBuild | kPreview | kCheck | kMedia;
constexpr std::array kOptions = {
    OptionInfo{kReads | kNew, "--root", "DIR", "the site's folder, with site.yaml (default: here)"},
    OptionInfo{kBuild, "--out", "DIR", "where the site is written (default: site in the site's folder)"},
    OptionInfo{kBuild | kPreview | kCheck, "--base-url", "URL", "the site's address, instead of site.yaml's"},
    OptionInfo{kBuild | kPreview | kCheck, "--endpoint", "URL", "the progress endpoint, instead of site.yaml's"},
    OptionInfo{kBuild, "--offline", "", "links end in index.html, so that the site opens from a folder"},
    OptionInfo{kBuild, "--compress", "", "a .gz and a .br beside every text file, for hosts that serve them"},
    OptionInfo{kReads, "--drafts", "", "drafts and pages of the future are shown too"},
    OptionInfo{kReads, "--now", "TIME", "the time of the build, such as 2026-08-17T09:00 (default: now)"},
    OptionInfo{kBuild, "--next", "", "only print when the next page appears or expires: 2026-08-17T09:00:00+07:00"},
    OptionInfo{kReads, "--jobs", "N", "threads (default: one for each processor)"},
    OptionInfo{kReads, "--cache", "DIR", "where dear results are kept (default: .sanggar/cache, or SANGGAR_CACHE)"},
    OptionInfo{kBuild, "--adopt", "", "write into a folder that no build made; its other files are kept"},
    OptionInfo{kBuild, "--explain", "", "say why each file is written or removed"},
    OptionInfo{kMedia, "--shard", "I/N", "be process I of N that share --cache"},
    OptionInfo{kBuild | kCheck, "--verbose", "", "say how long each pass takes"},
    OptionInfo{kBuild | kCheck, "--format", "text|json", "how mistakes are printed"},
    OptionInfo{kPreview, "--port", "N", "the port (default: 8080; 0: any free one)"},
    OptionInfo{kPreview, "--host", "ADDRESS", "the address (default: 127.0.0.1)"},
};

constexpr std::string_view kIntroduction =
    "sanggar compiles courses, success stories and infographics into plain files that any web host can serve.\n\n"
    "First steps:\n"
    "  sanggar new site desa-maju\n"
    "  sanggar preview --root desa-maju      then open http://127.0.0.1:8080/ and edit the files\n";

std::string overview() {
  std::string text = fmt::format("{}\nCommands (sanggar COMMAND --help tells more):\n", kIntroduction);
  for (const auto& command : kCommands) {
    text += fmt::format("  {:<24} {}\n", fmt::format("{} {}", command.name, command.arguments), command.description);
  }
  return text + "\nExit status: 0 done, 1 mistakes in the sources, 2 an operation failed, 64 wrong usage.\n";
}

std::string help_of(const CommandInfo& command) {
  std::string text = fmt::format("sanggar {}{}{}: {}\n\n{}\nOptions:\n", command.name, command.arguments.empty() ? "" : " ",
                                 command.arguments, command.description, command.help);
  for (const auto& option : kOptions) {
    if (option.commands & command.bit) {
      text += fmt::format("  {:<20} {}\n", fmt::format("{} {}", option.name, option.value), option.description);
    }
  }
  return text;
}

const CommandInfo* find_command(std::string_view name) {
  const auto* found = std::ranges::find(kCommands, name, &CommandInfo::name);
  return found == kCommands.end() ? nullptr : found;
}

base::Result<CommandLine> wrong(std::string message, std::string_view written, std::span<const std::string_view> known) {
  const std::string hint = base::did_you_mean(written, known);
  return base::fail(hint.empty() ? message : fmt::format("{} ({})", message, hint));
}

base::Result<CommandLine> unknown_command(const std::string& name) {
  std::vector<std::string_view> names;
  names.reserve(kCommands.size());
  for (const auto& command : kCommands) names.push_back(command.name);
  return wrong(fmt::format("unknown command '{}'", name), name, names);
}

base::Result<CommandLine> unknown_word(const CommandInfo& command, const std::string& word) {
  if (!word.starts_with('-')) return base::fail(fmt::format("'sanggar {}' takes no '{}'", command.name, word));
  std::vector<std::string_view> names;
  for (const auto& option : kOptions) {
    if (option.commands & command.bit) names.push_back(option.name);
  }
  return wrong(fmt::format("unknown option '{}' of 'sanggar {}'", word, command.name), word, names);
}

base::Result<CommandLine> parse_options(const CommandInfo& command, std::vector<std::string> words) {
  CommandLine line;
  line.command = command.bit;
  std::map<std::string, std::string, std::less<>> values;
  CLI::App parser;
  parser.set_help_flag();
  parser.allow_extras();
  for (const auto& option : kOptions) {
    if (!(option.commands & command.bit)) continue;
    const std::string name(option.name);
    if (option.value.empty()) {
      parser.add_flag_callback(name, [&line, name] { line.values[name] = "yes"; });
    } else {
      parser.add_option(name, values[name]);
    }
  }
  std::ranges::reverse(words);  // as CLI11 wants them
  try {
    parser.parse(words);
  } catch (const CLI::ParseError& error) {
    return base::fail(base::to_lower(error.what()));
  }
  for (auto& [name, value] : values) {
    if (parser.count(name) > 0) line.values[name] = value;
  }
  line.arguments = parser.remaining();
  const std::size_t most = command.bit == kNew ? 2 : command.bit == kMedia ? 1 : 0;
  for (std::size_t i = 0; i < line.arguments.size(); ++i) {
    if (line.arguments[i].starts_with('-') || i >= most) return unknown_word(command, line.arguments[i]);
  }
  return line;
}

}  // namespace

std::span<const CommandInfo> commands() { return kCommands; }
std::span<const OptionInfo> options() { return kOptions; }

std::string CommandLine::value(std::string_view option, std::string_view otherwise) const {
  const auto found = values.find(option);
  return found == values.end() ? std::string(otherwise) : found->second;
}

base::Result<CommandLine> parse_command_line(int count, const char* const* words) {
  std::vector<std::string> rest(words + std::min(count, 1), words + count);
  const auto is_help = [](const std::string& word) { return word == "--help" || word == "-h" || word == "help"; };
  CommandLine line;
  if (rest.empty() || is_help(rest.front())) {
    const CommandInfo* named = rest.size() > 1 ? find_command(rest[1]) : nullptr;
    line.text = named ? help_of(*named) : overview();
    return line;
  }
  if (rest.front() == "--version") {
    line.text = "sanggar 0.1.0\n";
    return line;
  }
  const CommandInfo* command = find_command(rest.front());
  if (!command) return unknown_command(rest.front());
  rest.erase(rest.begin());
  if (std::ranges::any_of(rest, is_help)) {
    line.text = help_of(*command);
    return line;
  }
  return parse_options(*command, std::move(rest));
}

}  // namespace app
