#include "endpoint/app/privacy_commands.h"

namespace endpoint_app {
namespace {

constexpr int kMostMonths = 600;

void add_learner(CLI::App& command, PrivacyOptions& options) { command.add_option("LEARNER", options.learner, "the learner's UUID")->required(); }

}  // namespace

PrivacyCommands::PrivacyCommands(CLI::App& app, PrivacyOptions& options) {
  const auto add = [&](const char* name, const char* what, Command command) {
    commands_.emplace_back(app.add_subcommand(name, what), command);
    return commands_.back().first;
  };
  auto* restricted = add("restrict", "give what is kept of a learner to nobody else; learning goes on", restrict_learner);
  add_learner(*restricted, options);
  restricted->add_flag("--lift", options.lift, "end the restriction");
  auto* expired = add("expire", "erase learners who have not been there for long, for good", expire);
  expired->add_option("--unused-for", options.unused_months, "months without a statement, a document, a new phone or class")
      ->check(CLI::Range(1, kMostMonths))->required();
  expired->add_flag("--dry-run", options.dry_run, "only print the ids of those who would be erased");
  add_learner(*add("consent", "who agreed that a learner's progress is kept, and when", show_consent), options);
  auto* processing = add("processing", "print the register of processing, in Markdown", register_of_processing);
  processing->add_option("--site", options.site, "where learners open it: https://belajar.desa.example/")->required();
  processing->add_option("--controller", options.controller, "who answers for the data");
  processing->add_option("--retention", options.retention_months, "months after which `expire` erases those who have left")->check(CLI::Range(1, kMostMonths));
  processing->add_option("--language", options.language, "id or en")->check(CLI::IsMember({"id", "en"}))->capture_default_str();
}

PrivacyCommands::Command PrivacyCommands::parsed() const {
  for (const auto& [command, act] : commands_) {
    if (command->parsed()) return act;
  }
  return nullptr;
}

}  // namespace endpoint_app
