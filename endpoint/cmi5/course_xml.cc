#include "endpoint/cmi5/course_xml.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <set>
#include <span>

#include "base/text.h"
#include "endpoint/cmi5/url.h"
#include "endpoint/cmi5/xml.h"
#include "endpoint/xapi/characters.h"
#include "endpoint/xapi/formats.h"

namespace cmi5 {
namespace {

constexpr std::string_view kSpace = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd";
constexpr std::size_t kMostParts = 100'000;  // units, blocks and objectives
constexpr std::size_t kMostDecimals = 4;

// Names that an element may have within it, in their order: "a?" may be missing, "a+" stands for at least one, "a|b" for at least one of either.
using Names = std::initializer_list<std::string_view>;

class Reader {
 public:
  explicit Reader(const HasFile& has_file) : has_file_(has_file) {}

  xapi::Checked<Course> read(const XmlElement& root) {
    if (root.name != "courseStructure" || root.space != kSpace) refuse(root, fmt::format("is no <courseStructure> of {}", kSpace));
    const auto& course = expect(root, {"course", "objectives?", "au|block"}, {});
    if (problem_) return tl::unexpected<xapi::Problem>(std::move(*problem_));
    read_head(*course.front());
    for (const auto* child : course) {
      if (child->name == "objectives") read_objectives(*child);
    }
    read_members(course, -1);
    if (problem_) return tl::unexpected<xapi::Problem>(std::move(*problem_));
    return std::move(course_);
  }

 private:
  using Elements = std::vector<const XmlElement*>;

  void refuse(const XmlElement& element, std::string what) {
    if (!problem_) problem_ = xapi::Problem{fmt::format("line {}, <{}>", element.line, element.name), std::move(what)};
  }

  // The children of the course structure's own namespace when they stand as they should; those of others come after them and are ignored.
  Elements expect(const XmlElement& element, Names names, Names attributes) {
    check_attributes(element, attributes);
    if (!base::trim(element.text).empty()) refuse(element, "has text where only elements may stand");
    Elements own;
    bool after_others = false;
    for (const auto& child : element.children) {
      if (child.space != kSpace) {
        after_others = true;
        continue;
      }
      if (after_others) refuse(child, "stands after elements of another namespace, which come last");
      own.push_back(&child);
    }
    check_order(element, own, names);
    return own;
  }

  void check_attributes(const XmlElement& element, Names attributes) {
    for (const auto& [name, value] : element.attributes) {
      const bool known = std::find(attributes.begin(), attributes.end(), name) != attributes.end();
      if (!known) refuse(element, fmt::format("has the attribute '{}', which is not of cmi5", name));
    }
  }

  void check_order(const XmlElement& element, const Elements& own, Names names) {
    auto next = own.begin();
    for (const auto name : names) {
      const bool optional = name.ends_with('?');
      const bool many = name.ends_with('+') || name.find('|') != std::string_view::npos;
      const std::string_view plain = optional || name.ends_with('+') ? name.substr(0, name.size() - 1) : name;
      const auto fits = [&] {
        if (next == own.end()) return false;
        const auto alternatives = base::split(plain, '|');
        return std::find(alternatives.begin(), alternatives.end(), std::string_view((*next)->name)) != alternatives.end();
      };
      if (!fits() && !optional) return refuse(next == own.end() ? element : **next, missing(element, plain, next != own.end()));
      while (fits()) {
        ++next;
        if (!many) break;
      }
    }
    if (next != own.end()) refuse(**next, fmt::format("may not stand there in <{}>", element.name));
  }

  static std::string missing(const XmlElement& element, std::string_view name, bool something_else) {
    std::string wanted;
    for (const auto one : base::split(name, '|')) wanted += fmt::format("{}<{}>", wanted.empty() ? "" : " or ", one);
    return something_else ? fmt::format("stands in <{}> where {} is needed", element.name, wanted) : fmt::format("lacks {}", wanted);
  }

  std::string attribute(const XmlElement& element, std::string_view name) {
    const auto* value = element.attribute(name);
    return value == nullptr ? std::string() : std::string(base::trim(*value));
  }

  // An id is an absolute IRI that nothing else in the course has.
  std::string id_of(const XmlElement& element) {
    std::string id = attribute(element, "id");
    if (id.empty()) {
      refuse(element, "lacks its id");
    } else if (!xapi::is_iri(id)) {
      refuse(element, fmt::format("has the id '{}', which is no absolute IRI (https://…)", id));
    } else if (!ids_.insert(id).second) {
      refuse(element, fmt::format("has the id '{}', which another element has already", id));
    } else if (ids_.size() > kMostParts) {
      refuse(element, fmt::format("is one too many: a course has at most {} parts", kMostParts));
    }
    return id;
  }

  Texts texts_of(const XmlElement& element) {
    Texts texts;
    for (const auto* one : expect(element, {"langstring+"}, {})) {
      check_attributes(*one, {"lang"});
      if (!one->children.empty()) refuse(*one, "has elements where only text may stand");
      std::string language = attribute(*one, "lang");
      if (!language.empty() && !xapi::is_language_tag(language)) refuse(*one, fmt::format("has the language '{}', which is none", language));
      texts.emplace_back(std::move(language), std::string(base::trim(one->text)));
    }
    return texts;
  }

  void read_head(const XmlElement& element) {
    const auto own = expect(element, {"title", "description"}, {"id"});
    if (problem_) return;
    course_.id = id_of(element);
    course_.title = texts_of(*own[0]);
    course_.description = texts_of(*own[1]);
  }

  void read_objectives(const XmlElement& element) {
    for (const auto* one : expect(element, {"objective+"}, {})) {
      // Here alone the order is free.
      check_attributes(*one, {"id"});
      Objective objective;
      objective.id = id_of(*one);
      for (const auto& child : one->children) {
        if (child.name == "title") objective.title = texts_of(child);
        if (child.name == "description") objective.description = texts_of(child);
      }
      if (objective.title.empty() || objective.description.empty() || one->children.size() != 2) refuse(*one, "has not one <title> and one <description>");
      course_.objectives.push_back(std::move(objective));
    }
  }

  std::vector<std::string> objectives_in(const Elements& own) {
    std::vector<std::string> ids;
    for (const auto* list : own) {
      if (list->name != "objectives") continue;
      for (const auto* one : expect(*list, {"objective+"}, {})) {
        check_attributes(*one, {"idref"});
        ids.push_back(attribute(*one, "idref"));
      }
    }
    return ids;
  }

  void read_members(const Elements& own, int block) {
    for (const auto* child : own) {
      if (problem_) return;
      if (child->name == "au") read_unit(*child, block);
      if (child->name == "block") read_block(*child, block);
    }
  }

  void read_block(const XmlElement& element, int outer) {
    const auto own = expect(element, {"title", "description", "objectives?", "au|block"}, {"id"});
    if (problem_) return;
    course_.blocks.push_back({id_of(element), texts_of(*own[0]), texts_of(*own[1]), objectives_in(own), outer});
    read_members(own, static_cast<int>(course_.blocks.size()) - 1);
  }

  void read_unit(const XmlElement& element, int block) {
    const auto own = expect(element, {"title", "description", "objectives?", "url", "launchParameters?", "entitlementKey?"},
                            {"id", "moveOn", "masteryScore", "launchMethod", "activityType"});
    if (problem_) return;
    AssignableUnit unit;
    unit.id = id_of(element);
    unit.title = texts_of(*own[0]);
    unit.description = texts_of(*own[1]);
    unit.objectives = objectives_in(own);
    unit.block = block;
    read_choices(element, unit);
    for (const auto* child : own) {
      const std::string text(base::trim(child->text));
      if (child->name == "url") take_url(*child, text, unit);
      if (child->name == "launchParameters") unit.launch_parameters = text;
      if (child->name == "entitlementKey") unit.entitlement_key = text;
    }
    course_.units.push_back(std::move(unit));
  }

  void read_choices(const XmlElement& element, AssignableUnit& unit) {
    if (const auto name = attribute(element, "moveOn"); !name.empty()) {
      const auto known = move_on_of(name);
      constexpr auto* kWrong = "has moveOn=\"{}\", which is none of NotApplicable, Passed, Completed, CompletedAndPassed, CompletedOrPassed";
      if (!known) refuse(element, fmt::format(kWrong, name));
      unit.move_on = known.value_or(MoveOn::not_applicable);
    }
    if (const auto method = attribute(element, "launchMethod"); !method.empty()) {
      unit.own_window = method == "OwnWindow";
      if (!unit.own_window && method != "AnyWindow") refuse(element, fmt::format("has launchMethod=\"{}\", which is neither AnyWindow nor OwnWindow", method));
    }
    unit.activity_type = attribute(element, "activityType");
    if (!unit.activity_type.empty() && !xapi::is_iri(unit.activity_type)) {
      refuse(element, fmt::format("has activityType=\"{}\", which is no absolute IRI", unit.activity_type));
    }
    if (const auto* score = element.attribute("masteryScore")) take_score(element, base::trim(*score), unit);
  }

  void take_score(const XmlElement& element, std::string_view text, AssignableUnit& unit) {
    const auto plain = text.starts_with('+') ? text.substr(1) : text;
    double number = -1;
    const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), number, std::chars_format::fixed);
    const bool is_number = error == std::errc() && end == plain.data() + plain.size() && xapi::is_digit(plain.empty() ? ' ' : plain.back());
    const auto point = plain.find('.');
    if (!is_number || number < 0 || number > 1 || (point != std::string_view::npos && plain.size() - point - 1 > kMostDecimals)) {
      refuse(element, fmt::format("has masteryScore=\"{}\", which is no number from 0 to 1 with at most {} decimals", text, kMostDecimals));
    }
    unit.mastery_score = number;
  }

  void take_url(const XmlElement& element, const std::string& url, AssignableUnit& unit) {
    unit.url = url;
    if (const auto wrong = wrong_with_url(url)) return refuse(element, fmt::format("'{}' {}", url, *wrong));
    if (!is_relative(url)) return;
    if (!has_file_) return refuse(element, fmt::format("'{}' is relative, but there is no package with files (write it whole with https://)", url));
    if (const std::string file = file_of(url); file.empty() || !has_file_(file)) refuse(element, fmt::format("'{}' names no file of the package", url));
  }

  const HasFile& has_file_;
  Course course_;
  std::set<std::string> ids_;
  std::optional<xapi::Problem> problem_;  // the first
};

}  // namespace

xapi::Checked<Course> read_course(std::string_view xml, const HasFile& has_file) {
  const auto root = read_xml(xml);
  if (!root) return tl::unexpected<xapi::Problem>(root.error());
  return Reader(has_file).read(*root);
}

}  // namespace cmi5
