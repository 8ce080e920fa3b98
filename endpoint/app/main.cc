// The program `sanggar-endpoint`: reads the command line, opens the store, runs one command.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <exception>
#include <map>
#include <optional>

#include "endpoint/app/class_commands.h"
#include "endpoint/app/commands.h"
#include "endpoint/app/privacy_commands.h"

namespace endpoint_app {
namespace {

enum Exit { kDone = 0, kFailed = 2, kUsage = 64 };

int fail(std::string_view message, Exit status = kFailed) {
  fmt::print(stderr, "sanggar-endpoint: {}\n", message);
  return status;
}

int print(const base::Result<std::string>& text) {
  if (!text) return fail(text.error().message);
  fmt::print("{}", *text);
  return kDone;
}

struct Arguments {
  StoreOptions store;
  ServeOptions serve;
  KeyOptions key;
  std::string revoked;
  std::string learner;
  std::string bundle;
  std::string backup;
  std::string new_store;
  bool by_course = false;
  ClassOptions classes;
  std::string package;
  LaunchOptions launch;
  PrivacyOptions privacy;

  PrivacyOptions with_store() const {
    auto options = privacy;
    options.store = store.where;
    return options;
  }
};

constexpr const char* kFooter =
    "\nThe store is one SQLite file, made when it is missing, or a PostgreSQL database that several endpoints may share:\n"
    "--store FILE.db or --store postgresql://user@host/name, else the environment's SANGGAR_STORE. A password belongs into ~/.pgpass.\n"
    "\nA first start:\n"
    "  sanggar-endpoint key add --scope all --store progress.db\n"
    "  sanggar-endpoint serve --origin https://belajar.desa.example --store progress.db\n";

// The commands as CLI11 knows them; `arguments` gets what was written.
struct Commands {
  explicit Commands(Arguments& arguments) {
    app.footer(kFooter);
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--store", arguments.store.where, "the database: a file, or postgresql://user@host/name")->envname("SANGGAR_STORE");
    app.add_option("--busy-time", arguments.store.busy_time, "seconds that another process's lock is waited for")->check(CLI::Range(0.0, 60.0))->capture_default_str();
    serve = app.add_subcommand("serve", "answer requests until Ctrl-C");
    serve->add_option("--listen", arguments.serve.listen, "address and port")->capture_default_str();
    serve->add_option("--origin", arguments.serve.origins, "a site whose pages may call: https://belajar.desa.example (may be repeated)");
    serve->add_option("--site", arguments.serve.site, "the id of the site as in its site.yaml; opens the learning API below /learn/v1");
    serve->add_option("--threads", arguments.serve.threads, "requests answered at once")->check(CLI::Range(1, 1'024))->capture_default_str();
    serve->add_option("--body-limit", arguments.serve.body_limit, "MiB of a request's body; larger ones get 413")->check(CLI::Range(0.001, 1'024.0))->capture_default_str();
    serve->add_option("--timeout", arguments.serve.timeout, "seconds in which a request must arrive")->check(CLI::Range(0.1, 3'600.0))->capture_default_str();
    serve->add_option("--rate", arguments.serve.key_rate, "requests a second of one key or learner, four times as many at once; beyond: 429; 0: no limit")->check(CLI::Range(0.0, 1e6))->capture_default_str();
    serve->add_option("--address-rate", arguments.serve.address_rate, "the same of one address, other machines' alone")->check(CLI::Range(0.0, 1e6))->capture_default_str();
    serve->add_option("--log", arguments.serve.log, "one line a request on standard error: none or json (default: json)")
        ->transform(CLI::CheckedTransformer(std::map<std::string, Log>{{"none", Log::none}, {"json", Log::json}}).description(""));
    key = app.add_subcommand("key", "keys of programs that read or write statements");
    key->require_subcommand(1);
    add = key->add_subcommand("add", "make a key; its secret is printed once");
    add->add_option("--key", arguments.key.key, "its name (default: a random one)");
    add->add_option("--secret-file", arguments.key.secret_file, "a file with the secret (default: a random one)");
    add->add_option("--scope", arguments.key.scopes,
                    "statements/write, statements/read, statements/read/mine, state, define, profile, all/read, all, administer (may be repeated)")->required();
    add->add_option("--site", arguments.key.site, "the homePage of the authority in statements")->default_val("https://sanggar.example/");
    list = key->add_subcommand("list", "the keys, without secrets");
    revoke = key->add_subcommand("revoke", "from now on a key opens nothing");
    revoke->add_option("KEY", arguments.revoked, "its name")->required();
    bundle = app.add_subcommand("bundle", "what the courses ask, as `sanggar build` writes it");
    bundle->require_subcommand(1);
    add_to = bundle->add_subcommand("add", "from now on courses are completed by this one's rules");
    add_to->add_option("FILE", arguments.bundle, "endpoint-bundle/VERSION.json")->required();
    take_out = app.add_subcommand("export", "print all that is kept of a learner, as JSON");
    take_out->add_option("LEARNER", arguments.learner, "the learner's UUID")->required();
    erase = app.add_subcommand("erase", "erase all that names a learner, for good");
    erase->add_option("LEARNER", arguments.learner, "the learner's UUID")->required();
    backup = app.add_subcommand("backup", "copy the database to a new file, also while it is in use");
    backup->add_option("FILE", arguments.backup, "the copy; it must not be there yet")->required();
    move = app.add_subcommand("move", "put all that is in the store into another; stop its endpoints first");
    move->add_option("STORE", arguments.new_store, "a new file, or a PostgreSQL database with nothing in it")->required();
    cgi = app.add_subcommand("cgi", "answer the one request that a web server hands over");
    cgi->add_option("--origin", arguments.serve.origins, "as for serve");
    cgi->add_option("--site", arguments.serve.site, "as for serve");
    cgi->add_option("--body-limit", arguments.serve.body_limit, "as for serve")->check(CLI::Range(0.001, 1'024.0))->capture_default_str();
    add_cmi5(arguments);
    stats = app.add_subcommand("stats", "how much is in the database");
    stats->add_flag("--courses", arguments.by_course, "how many began and completed each course; no figure below 5");
    stats->add_option("--site", arguments.classes.site, "the id of the site (default: that of the newest bundle)");
    classes.emplace(app, arguments.classes);
    privacy.emplace(app, arguments.privacy);
  }

  // Where things of cmi5 are, as three of the commands need to know.
  static void add_places(CLI::App& command, Arguments& arguments) {
    command.add_option("--url", arguments.serve.url, "how browsers reach the endpoint: https://progres.desa.example; opens courses of cmi5 below /cmi5/v1");
    command.add_option("--content", arguments.serve.content_folder, "the folder into which packages of cmi5 are unpacked; a web server serves it");
    command.add_option("--content-url", arguments.serve.content_url, "how browsers reach that folder; best a domain of its own");
  }

  void add_cmi5(Arguments& arguments) {
    for (CLI::App* command : {serve, cgi}) add_places(*command, arguments);
    cmi5 = app.add_subcommand("cmi5", "courses of cmi5 packages");
    cmi5->require_subcommand(1);
    add_package = cmi5->add_subcommand("add", "check a package and add its course, or replace it");
    add_package->add_option("FILE", arguments.package, "a ZIP with cmi5.xml, or cmi5.xml alone")->required();
    add_package->add_option("--content", arguments.serve.content_folder, "as for serve");
    list_packages = cmi5->add_subcommand("list", "the courses");
    remove_package = cmi5->add_subcommand("remove", "remove a course and its files; what learners did stays");
    remove_package->add_option("COURSE", arguments.package, "its id")->required();
    remove_package->add_option("--content", arguments.serve.content_folder, "as for serve");
    launch_unit = cmi5->add_subcommand("launch", "print the address that launches an AU for somebody, once");
    launch_unit->add_option("COURSE", arguments.launch.course, "its id")->required();
    launch_unit->add_option("AU", arguments.launch.unit, "its id, or its number from 0 on")->capture_default_str();
    launch_unit->add_option("--actor", arguments.launch.actor, "for whom: an agent's JSON with an account")->required();
    launch_unit->add_option("--site", arguments.serve.site, "as for serve");
    add_places(*launch_unit, arguments);
  }

  CLI::App app{"Keeps learners' progress: a Learning Record Store for xAPI 1.0.3 and 2.0.", "sanggar-endpoint"};
  std::optional<ClassCommands> classes;
  std::optional<PrivacyCommands> privacy;
  CLI::App *serve = nullptr, *key = nullptr, *add = nullptr, *list = nullptr, *revoke = nullptr, *bundle = nullptr, *add_to = nullptr, *take_out = nullptr, *erase = nullptr, *backup = nullptr, *stats = nullptr, *cgi = nullptr, *move = nullptr;
  CLI::App *cmi5 = nullptr, *add_package = nullptr, *list_packages = nullptr, *remove_package = nullptr, *launch_unit = nullptr;
};

int run_cmi5(const Commands& commands, const Arguments& arguments, store::Store& store) {
  if (commands.add_package->parsed()) return print(add_course(store, arguments.package, arguments.serve.content_folder));
  if (commands.remove_package->parsed()) return print(remove_course(store, arguments.package, arguments.serve.content_folder));
  if (commands.launch_unit->parsed()) return print(launch_course(store, arguments.launch, arguments.serve));
  return print(list_courses(store));
}

int run(const Commands& commands, const Arguments& arguments) {
  if (arguments.store.where.empty()) return fail("name the database with --store FILE.db, --store postgresql://… or SANGGAR_STORE", kUsage);
  if (commands.cgi->parsed()) {
    const auto served = serve_cgi(arguments.store, arguments.serve);
    return served ? kDone : fail(served.error().message);
  }
  if (commands.privacy->parsed() != nullptr || commands.backup->parsed() || commands.stats->parsed() || commands.move->parsed()) {
    if (const auto there = is_there(arguments.store); !there) return fail(there.error().message);
  }
  auto store = open_store(arguments.store);
  if (!store) return fail(store.error().message);
  if (commands.add->parsed()) return print(add_key(**store, arguments.key));
  if (commands.list->parsed()) return print(list_keys(**store));
  if (commands.revoke->parsed()) return print(revoke_key(**store, arguments.revoked));
  if (commands.add_to->parsed()) return print(add_bundle(**store, arguments.bundle));
  if (commands.take_out->parsed()) return print(export_learner(**store, arguments.learner));
  if (commands.erase->parsed()) return print(erase_learner(**store, arguments.learner));
  if (commands.backup->parsed()) return print(back_up(**store, arguments.backup));
  if (commands.stats->parsed()) return print(arguments.by_course ? course_stats(**store, arguments.classes.site) : stats(**store));
  if (commands.move->parsed()) return print(move(**store, {arguments.new_store, arguments.store.busy_time}));
  if (const auto command = commands.classes->parsed()) return print(command(**store, arguments.classes));
  if (commands.cmi5->parsed()) return run_cmi5(commands, arguments, **store);
  if (const auto command = commands.privacy->parsed()) return print(command(**store, arguments.with_store()));
  const auto served = serve(**store, arguments.serve);
  return served ? kDone : fail(served.error().message);
}

int start(int count, char** words) {
  Arguments arguments;
  Commands commands(arguments);
  try {
    commands.app.parse(count, words);
  } catch (const CLI::CallForHelp&) {
    fmt::print("{}", commands.app.help());
    return kDone;
  } catch (const CLI::ParseError& error) {
    return fail(fmt::format("{} (see --help)", error.what()), kUsage);
  }
  return run(commands, arguments);
}

}  // namespace
}  // namespace endpoint_app

int main(int count, char** words) {
  try {
    return endpoint_app::start(count, words);
  } catch (const std::exception& error) {
    fmt::print(stderr, "sanggar-endpoint: {}\n", error.what());
    return 2;
  }
}
