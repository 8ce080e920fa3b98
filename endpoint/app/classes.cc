#include "endpoint/app/classes.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/clock.h"
#include "base/file_system.h"
#include "base/text.h"
#include "endpoint/classes/codes_of_members.h"
#include "endpoint/classes/report_text.h"
#include "endpoint/classes/sheet.h"
#include "endpoint/learning/bundle.h"

namespace endpoint_app {
namespace {

using base::Result;

constexpr unsigned kOwnerAlone = 0600;  // codes are in it
constexpr std::uint64_t kListLimit = 1'000'000;  // bytes
constexpr std::int64_t kMicroseconds = 1'000'000;

template <class T>
Result<T> or_message(store::Result<T>&& result) {
  if (!result) return base::fail(result.error().message);
  return std::move(*result);
}

Result<store::Class> class_named(store::Store& store, const std::string& which) {
  auto classes = or_message(store.classes().all());
  if (!classes) return base::fail(classes.error().message);
  std::vector<store::Class> found;
  std::vector<std::string_view> names;
  for (const auto& one : *classes) {
    names.push_back(one.name);
    if (one.name == which || one.code == which || one.id == which) found.push_back(one);
  }
  if (found.size() == 1) return std::move(found.front());
  if (found.size() > 1) return base::fail(fmt::format("there are {} classes '{}' (name one by its code or id, see `class list`)", found.size(), which));
  const std::string meant = base::did_you_mean(which, names);
  return base::fail(fmt::format("there is no class '{}' ({})", which, meant.empty() ? "see `class list`" : meant));
}

// The newest bundle; nullptr when none was brought in.
Result<std::shared_ptr<const learning::Bundle>> newest_bundle(store::Store& store) {
  const auto version = or_message(store.newest_bundle());
  if (!version) return base::fail(version.error().message);
  const auto text = or_message(store.bundle(*version));
  if (!text) return base::fail(text.error().message);
  auto bundle = learning::read_bundle(text->value_or(""));
  return bundle ? std::make_shared<const learning::Bundle>(std::move(*bundle)) : nullptr;
}

Result<std::string> site_of(store::Store& store, const std::string& named) {
  if (!named.empty()) return named;
  const auto bundle = newest_bundle(store);
  if (!bundle) return base::fail(bundle.error().message);
  if (!*bundle) return base::fail("name the site with --site, as id: in its site.yaml has it (or bring in its bundle: `bundle add`)");
  return (*bundle)->site;
}

// "https://belajar.desa.example/" of --address, else the site's id.
Result<std::string> address_of(store::Store& store, const ClassOptions& options) {
  auto address = options.address.empty() ? site_of(store, options.site) : Result<std::string>(options.address);
  if (address && !address->ends_with('/')) *address += '/';
  return address;
}

std::string page_at(const std::string& address, const std::string& language, std::string_view name) {
  return address + (language == "en" ? "en/" : "") + std::string(name) + "/";
}

Result<classes::SheetSettings> sheet_settings(store::Store& store, const store::Class& of, const ClassOptions& options) {
  const auto address = address_of(store, options);
  if (!address) return base::fail(address.error().message);
  return classes::SheetSettings{of.name, page_at(*address, options.language, "kemajuan"), options.language};
}

// Made empty before anything that cannot be told again is made for it.
Result<void> begin_file(const std::string& file) {
  auto& files = base::real_file_system();
  const auto there = files.status(file);
  if (!there) return base::fail(there.error().message);
  if (there->kind != base::FileKind::missing) return base::fail(fmt::format("'{}' is there already (name a new file)", file));
  return files.write(file, "", kOwnerAlone);
}

Result<std::string> bring_in_to_sheet(store::Store& store, const store::Class& of, const ClassOptions& options, const std::vector<classes::Person>& people) {
  const auto site = site_of(store, options.site);
  if (!site) return base::fail(site.error().message);
  const auto settings = sheet_settings(store, of, options);
  if (!settings) return base::fail(settings.error().message);
  if (auto begun = begin_file(options.sheet); !begun) return base::fail(begun.error().message);
  auth::CodeHasher hasher;
  const auto given = or_message(classes::bring_in(store, hasher, *site, of.id, people));
  if (!given) {
    (void)base::real_file_system().remove_file(options.sheet);
    return base::fail(given.error().message);
  }
  if (const auto written = base::real_file_system().write(options.sheet, classes::sheet_of_cards(*settings, *given), kOwnerAlone); !written) {
    return base::fail(written.error().message);
  }
  return fmt::format("{} learners are in '{}'; print {} and delete it (their codes are not shown again)\n", given->size(), of.name, options.sheet);
}

// How to open the class, with a secret that is told this once.
Result<std::string> link_lines(store::Store& store, const ClassOptions& options, const std::string& secret) {
  const auto address = address_of(store, options);
  const std::string link = address ? fmt::format("link: {}#k={}\n", page_at(*address, options.language, "kelas"), secret) : fmt::format("secret: {}\n", secret);
  return link + "(for the facilitator alone; it is not shown again)\n";
}

}  // namespace

Result<std::string> add_class(store::Store& store, const ClassOptions& options) {
  const auto name = classes::checked_name(options.name);
  if (!name || name->empty()) return base::fail(name ? "a class needs a name" : name.error().what);
  const auto bundle = newest_bundle(store);
  if (!bundle) return base::fail(bundle.error().message);
  if (!options.course.empty() && *bundle && (*bundle)->course(options.course) == nullptr) {
    std::vector<std::string_view> ids;
    for (const auto& course : (*bundle)->courses) ids.push_back(course.id);
    const std::string meant = base::did_you_mean(options.course, ids);
    return base::fail(fmt::format("there is no course '{}'{}", options.course, meant.empty() ? "" : " (" + meant + ")"));
  }
  const auto made = or_message(classes::make_class(store, {*name, options.course}));
  if (!made) return base::fail(made.error().message);
  const auto lines = link_lines(store, options, made->secret);
  if (!lines) return base::fail(lines.error().message);
  return fmt::format("class: {}\nid: {}\ncode: {}\n{}", made->made.name, made->made.id, made->made.code, *lines);
}

Result<std::string> list_classes(store::Store& store) {
  const auto classes = or_message(store.classes().all());
  if (!classes) return base::fail(classes.error().message);
  std::string lines;
  for (const auto& one : *classes) {
    const auto members = or_message(store.classes().members(one.id));
    if (!members) return base::fail(members.error().message);
    lines += fmt::format("{}  {}  {}  {} members  {}  {}\n", one.id, one.code, one.course.empty() ? "all courses" : one.course, members->size(),
                         base::format_time(one.created / kMicroseconds, "UTC"), one.name);
  }
  return lines.empty() ? "no classes\n" : lines;
}

Result<std::string> import_learners(store::Store& store, const ClassOptions& options) {
  const auto of = class_named(store, options.which);
  if (!of) return base::fail(of.error().message);
  const auto text = base::real_file_system().read(options.file, kListLimit);
  if (!text) return base::fail(text.error().message);
  const auto people = classes::read_roster(*text);
  if (!people) return base::fail(fmt::format("{}:{}: {}", options.file, people.error().line, people.error().what));
  return bring_in_to_sheet(store, *of, options, *people);
}

Result<std::string> make_poster(store::Store& store, const ClassOptions& options) {
  const auto of = class_named(store, options.which);
  if (!of) return base::fail(of.error().message);
  const auto settings = sheet_settings(store, *of, options);
  if (!settings) return base::fail(settings.error().message);
  if (auto begun = begin_file(options.sheet); !begun) return base::fail(begun.error().message);
  if (const auto written = base::real_file_system().write(options.sheet, classes::poster(*settings, of->code), kOwnerAlone); !written) {
    return base::fail(written.error().message);
  }
  return fmt::format("{}: the code of '{}' to hang up\n", options.sheet, of->name);
}

Result<std::string> export_class(store::Store& store, const ClassOptions& options) {
  const auto of = class_named(store, options.which);
  if (!of) return base::fail(of.error().message);
  const auto site = site_of(store, options.site);
  if (!site) return base::fail(site.error().message);
  const auto bundle = newest_bundle(store);
  if (!bundle) return base::fail(bundle.error().message);
  const auto report = or_message(classes::report_of(store, *of, *bundle, {*site, options.language, "", 0}));
  if (!report) return base::fail(report.error().message);
  return classes::to_csv(*report, options.language);
}

Result<std::string> renew_class_code(store::Store& store, const ClassOptions& options) {
  const auto of = class_named(store, options.which);
  if (!of) return base::fail(of.error().message);
  const auto code = or_message(classes::renew_class_code(store, of->id));
  if (!code) return base::fail(code.error().message);
  return fmt::format("code: {}\n(the former one, {}, lets nobody in any more)\n", *code, of->code);
}

Result<std::string> renew_class_link(store::Store& store, const ClassOptions& options) {
  const auto of = class_named(store, options.which);
  if (!of) return base::fail(of.error().message);
  const auto secret = or_message(classes::renew_facilitator(store, of->id));
  if (!secret) return base::fail(secret.error().message);
  return link_lines(store, options, *secret);
}

Result<std::string> remove_class(store::Store& store, const ClassOptions& options) {
  const auto of = class_named(store, options.which);
  if (!of) return base::fail(of.error().message);
  const auto removed = or_message(store.classes().remove(of->id));
  if (!removed) return base::fail(removed.error().message);
  return fmt::format("'{}' is removed with its names and its log; its learners keep their progress\n", of->name);
}

}  // namespace endpoint_app
