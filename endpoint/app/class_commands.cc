#include "endpoint/app/class_commands.h"

namespace endpoint_app {
namespace {

void add_which(CLI::App& command, ClassOptions& options) { command.add_option("CLASS", options.which, "its name, code or id")->required(); }

void add_place(CLI::App& command, ClassOptions& options) {
  command.add_option("--site", options.site, "the id of the site (default: that of the newest bundle)");
  command.add_option("--address", options.address, "where learners open the site: https://belajar.desa.example/ (default: its id)");
  command.add_option("--language", options.language, "of what learners read: id or en")->check(CLI::IsMember({"id", "en"}))->capture_default_str();
}

}  // namespace

CLI::App* ClassCommands::add(CLI::App& group, const char* name, const char* what, Command command) {
  auto* added = group.add_subcommand(name, what);
  commands_.emplace_back(added, command);
  return added;
}

ClassCommands::ClassCommands(CLI::App& app, ClassOptions& options) {
  auto* group = app.add_subcommand("class", "classes: learners whose progress a facilitator sees");
  group->require_subcommand(1);
  auto* made = add(*group, "add", "make a class; its code and the facilitator's link are printed", add_class);
  made->add_option("NAME", options.name, "what learners and facilitator call it")->required();
  made->add_option("--course", options.course, "the one course that it is about (default: all)");
  add_place(*made, options);
  add(*group, "list", "the classes, with their codes", [](store::Store& store, const ClassOptions&) { return list_classes(store); });
  auto* brought = add(*group, "import", "make learners of a list, and cards with their codes to print", import_learners);
  add_which(*brought, options);
  brought->add_option("FILE.csv", options.file, "one name a line, perhaps with a group: nama,kelompok")->required();
  brought->add_option("--sheet", options.sheet, "the HTML file with the cards; it must not be there yet")->required();
  add_place(*brought, options);
  auto* sheet = add(*group, "sheet", "a poster with the class's code and its QR code", make_poster);
  add_which(*sheet, options);
  sheet->add_option("OUT.html", options.sheet, "the file; it must not be there yet")->required();
  add_place(*sheet, options);
  auto* table = add(*group, "export", "print each member's progress as CSV", export_class);
  add_which(*table, options);
  add_place(*table, options);
  add_which(*add(*group, "code", "a new code; the former one lets nobody in", renew_class_code), options);
  auto* link = add(*group, "link", "a new link for the facilitator; the former one opens nothing", renew_class_link);
  add_which(*link, options);
  add_place(*link, options);
  add_which(*add(*group, "remove", "remove a class; its learners stay", remove_class), options);
}

ClassCommands::Command ClassCommands::parsed() const {
  for (const auto& [command, act] : commands_) {
    if (command->parsed()) return act;
  }
  return nullptr;
}

}  // namespace endpoint_app
