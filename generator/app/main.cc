// The program `sanggar`: reads the command line, runs one command, prints what came of it.
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "base/clock.h"
#include "base/file_system.h"
#include "base/text.h"
#include "generator/app/build.h"
#include "generator/app/command_line.h"
#include "generator/app/new.h"
#include "generator/app/print.h"
#include "generator/app/reference.h"
#include "generator/content/site_config.h"
#include "generator/preview/preview.h"

namespace app {
namespace {

constexpr int kLargestPort = 65'535;

enum Exit { kDone = 0, kMistakes = 1, kFailed = 2, kUsage = 64 };

int fail(std::string_view message, Exit status) {
  fmt::print(stderr, "sanggar: {}\n", message);
  return status;
}

// The folder that the program lies in.
std::string program_folder() {
  const auto program = base::real_file_system().canonical("/proc/self/exe");
  return program ? std::string(base::directory_of(*program)) : std::string(".");
}

std::atomic<bool> g_stop = false;

// The first Ctrl-C ends the work in good order, the second at once.
void end_on_interrupt() {
  struct sigaction action {};
  action.sa_handler = [](int) { g_stop = true; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

// One line that is written over, on a terminal only.
void show_progress(const std::string& line) {
  if (::isatty(STDERR_FILENO)) fmt::print(stderr, "\r{}\033[K", line);
}

base::Result<BuildOptions> build_options(const CommandLine& line) {
  BuildOptions options;
  options.root = line.value("--root", ".");
  options.out = line.value("--out");
  options.base_url = line.value("--base-url");
  options.endpoint = line.value("--endpoint");
  options.now = line.value("--now");
  const char* cache = std::getenv("SANGGAR_CACHE");
  options.cache = line.value("--cache", cache ? cache : "");
  options.offline = line.has("--offline");
  options.compress = line.has("--compress");
  options.drafts = line.has("--drafts");
  options.adopt = line.has("--adopt") ? output::Adopt::yes : output::Adopt::no;
  // Beside the installed program, else beside the build tree.
  const std::string folder = program_folder();
  options.theme_folders = {folder + "/../share/sanggar/themes", folder + "/../../themes"};
  options.codecs = [folder] { return media::load_codecs({folder + "/../" SANGGAR_LIBDIR "/sanggar/sanggar-codecs.so", folder + "/sanggar-codecs.so"}); };
  const std::string jobs = line.value("--jobs", "0");
  options.jobs = std::atoi(jobs.c_str());
  if (jobs.find_first_not_of("0123456789") != std::string::npos || options.jobs > 256) {
    return base::fail(fmt::format("'{}' is no number of threads", jobs));
  }
  for (const auto* option : {"--base-url", "--endpoint"}) {
    if (!line.has(option) || content::is_web_address(line.value(option))) continue;
    return base::fail(fmt::format("'{}' is no value for {} (it takes an address such as https://example.org/)", line.value(option), option));
  }
  return options;
}

// A build that shows its progress and ends in good order on Ctrl-C.
base::Result<BuildReport> build_until_interrupted(BuildOptions& options) {
  options.stop = &g_stop;
  options.progress = show_progress;
  end_on_interrupt();
  auto report = build(base::real_file_system(), options);
  show_progress("");
  return report;
}

void print_times(const BuildReport& report) {
  for (const auto& pass : report.passes) fmt::print("  {:<18} {:7.3f} s\n", pass.name, pass.seconds);
}

int run_build(const CommandLine& line, bool write) {
  auto options = build_options(line);
  if (!options) return fail(options.error().message, kUsage);
  const std::string format = line.value("--format", "text");
  if (format != "text" && format != "json") return fail(fmt::format("'{}' is no format (text or json)", format), kUsage);
  options->write = write && !line.has("--next");
  auto report = build_until_interrupted(*options);
  if (!report) return fail(report.error().message, kFailed);
  fmt::print("{}", show(report->diagnostics, format == "json" ? Format::json : Format::text, base::real_file_system(), options->root));
  if (line.has("--explain")) {
    for (const auto& reason : report->explanations) fmt::print("{}\n", reason);
  }
  if (line.has("--verbose")) print_times(*report);
  const std::string found = count(report->diagnostics);
  if (format == "json") return report->good ? kDone : kMistakes;
  if (!report->good) {
    return fail(fmt::format("{}; {}", found, write ? "the last good site stays as it was" : "no site was written"), kMistakes);
  }
  if (line.has("--next")) {
    const bool waits = report->next_change != 0;
    fmt::print("{}\n", waits ? base::format_time(report->next_change, report->time_zone) : "no page waits to appear or expire");
  } else if (!write) {
    fmt::print("{} pages, {}\n", report->pages, found.empty() ? "no mistakes" : found);
  } else {
    const auto& published = report->published;
    fmt::print("{} pages; {} files written, {} unchanged, {} removed{}\n", report->pages, published.written, published.unchanged,
               published.removed, found.empty() ? "" : "; " + found);
  }
  return kDone;
}

// "2/4" → shard 2 of 4.
bool read_shard(const std::string& text, BuildOptions& options) {
  const auto slash = text.find('/');
  const auto number = [](std::string_view digits, int& value) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && end == digits.data() + digits.size();
  };
  const std::string_view view(text);
  return slash != std::string::npos && number(view.substr(0, slash), options.shard) && number(view.substr(slash + 1), options.shards) &&
         options.shard >= 1 && options.shard <= options.shards;
}

int run_media(const CommandLine& line) {
  static constexpr std::array<std::pair<std::string_view, MediaTask>, 3> kTasks = {
      {{"plan", MediaTask::plan}, {"run", MediaTask::run}, {"clean", MediaTask::clean}}};
  const std::string word = line.arguments.empty() ? "" : line.arguments.front();
  const auto* task = std::ranges::find(kTasks, word, &std::pair<std::string_view, MediaTask>::first);
  if (task == kTasks.end()) return fail("'sanggar media' takes plan, run or clean", kUsage);
  auto options = build_options(line);
  if (!options) return fail(options.error().message, kUsage);
  options->media = task->second;
  const std::string shard = line.value("--shard");
  if (!shard.empty() && !read_shard(shard, *options)) return fail(fmt::format("'{}' is no shard (write 2/4 for the second of four)", shard), kUsage);
  auto report = build_until_interrupted(*options);
  if (!report) return fail(report.error().message, kFailed);
  fmt::print("{}", show(report->diagnostics, Format::text, base::real_file_system(), options->root));
  for (const auto& told : report->media) fmt::print("{}\n", told);
  return report->good ? kDone : kMistakes;
}

int run_new(const CommandLine& line) {
  if (line.arguments.size() != 2) return fail("'sanggar new' takes a kind and a name ('sanggar new --help' shows them)", kUsage);
  auto& files = base::real_file_system();
  NewOptions options{line.value("--root", "."), line.arguments[0], line.arguments[1],
                     base::date_in(base::system_now(), "Asia/Jakarta")};
  const auto made = make_new(files, options);
  if (!made) return fail(made.error().message, kFailed);
  for (const auto& path : *made) fmt::print("made {}\n", path);
  if (options.kind == "theme") fmt::print("\nNow:  set 'theme: {}' in site.yaml\n", options.name);
  if (options.kind == "site") fmt::print("\nNow:  sanggar preview --root {}\n", options.name);
  return kDone;
}

int run_preview(const CommandLine& line) {
  auto options = build_options(line);
  if (!options) return fail(options.error().message, kUsage);
  options->out = options->root + "/.sanggar/preview";
  options->preview = true;
  preview::Options served;
  served.root = options->root;
  served.served_directory = options->out;
  served.host = line.value("--host", served.host);
  const std::string port = line.value("--port", "8080");
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), served.port);
  if (error != std::errc() || end != port.data() + port.size() || served.port < 0 || served.port > kLargestPort) {
    return fail(fmt::format("'{}' is no value for --port (it takes a number from 0 to {}; 0 is any free one)", port, kLargestPort), kUsage);
  }
  const auto rebuild = [&]() -> preview::Rebuilt {
    auto report = build(base::real_file_system(), *options);
    if (!report) {
      fail(report.error().message, kFailed);
      return {false, report.error().message};
    }
    const auto& published = report->published;
    const std::string mistakes = show(report->diagnostics, Format::text, base::real_file_system(), options->root);
    fmt::print("{}", mistakes);
    std::fflush(stdout);
    return {published.written + published.removed > 0, report->good ? std::string() : mistakes};
  };
  const auto say = [](std::string_view text) {
    fmt::print("{}\n", text);
    std::fflush(stdout);
  };
  if (auto done = preview::run(served, rebuild, say); !done) return fail(done.error().message, kFailed);
  return kDone;
}

int run(int count, const char* const* words) {
  const auto line = parse_command_line(count, words);
  if (!line) return fail(line.error().message, kUsage);
  switch (line->command) {
    case kNew: return run_new(*line);
    case kBuild: return run_build(*line, true);
    case kCheck: return run_build(*line, false);
    case kPreview: return run_preview(*line);
    case kMedia: return run_media(*line);
    case kKeys: fmt::print("{}", reference()); return kDone;
    default: fmt::print("{}", line->text); return kDone;
  }
}

}  // namespace
}  // namespace app

int main(int count, char** words) {
  try {
    return app::run(count, words);
  } catch (const std::exception& error) {
    return app::fail(fmt::format("stopped: {}", error.what()), app::kFailed);
  }
}
