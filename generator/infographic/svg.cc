#include "generator/infographic/svg.h"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

#include "base/text.h"

namespace infographic {
namespace {

constexpr double kTextSize = 15;  // of the whole picture; other sizes are written at the text

struct TextureInfo {
  Texture texture;
  std::string_view name;
  std::string_view tile;  // the pattern's size and turn
  std::string_view path;
};
constexpr std::array<TextureInfo, 3> kTextures = {{
    {Texture::stripes, "stripes", R"svg(width="7" height="7" patternTransform="rotate(45)")svg", "M0 1.25H7"},
    {Texture::dots, "dots", R"(width="8" height="8")", "M2 2h0M6 6h0"},
    {Texture::grid, "grid", R"(width="7" height="7")", "M0 1H7M1 0V7"},
}};

const TextureInfo& info_of(Texture texture) {
  return *std::find_if(kTextures.begin(), kTextures.end() - 1, [&](const TextureInfo& info) { return info.texture == texture; });
}

std::string_view name_of(Anchor anchor) { return anchor == Anchor::middle ? "middle" : "end"; }

class Writer {
 public:
  Writer(std::string& out, const SvgFrame& frame) : out_(out), frame_(frame) {}

  void open(const Scene& scene) {
    add(R"(<svg class="{0}" viewBox="0 0 {1} {2}" width="{1}" height="{2}" font-size="{3}" )"
        R"(role="img" aria-labelledby="{4}-title {4}-desc">)",
        frame_.classes, coordinate(scene.width), coordinate(scene.height), coordinate(kTextSize), frame_.id);
    add(R"(<title id="{0}-title">{1}</title><desc id="{0}-desc">{2}</desc>)", frame_.id, base::html_escaped(frame_.title),
        base::html_escaped(frame_.description));
  }

  void patterns(const Scene& scene) {
    std::string defs;
    for (const TextureInfo& info : kTextures) {
      const bool used = std::any_of(scene.rects.begin(), scene.rects.end(),
                                    [&](const SceneRect& rect) { return rect.texture == info.texture; });
      if (!used) continue;
      defs += fmt::format(R"(<pattern id="{}-{}" patternUnits="userSpaceOnUse" {}><path class="texture" d="{}"/></pattern>)",
                          frame_.id, info.name, info.tile, info.path);
    }
    if (!defs.empty()) add("<defs>{}</defs>", defs);
  }

  void path(const ScenePath& path) { add(R"(<path class="{}" d="{}"/>)", path.classes, path.commands); }

  void rect(const SceneRect& rect) {
    const Box& box = rect.box;
    const std::string place = fmt::format(R"(x="{}" y="{}" width="{}" height="{}")", coordinate(box.x), coordinate(box.y),
                                          coordinate(box.width), coordinate(box.height));
    add(R"(<rect class="{}" {}/>)", rect.classes, place);
    if (rect.texture == Texture::plain) return;
    add(R"svg(<rect {} fill="url(#{}-{})"/>)svg", place, frame_.id, info_of(rect.texture).name);
  }

  void text(const SceneText& text) {
    add(R"(<text x="{}" y="{}")", coordinate(text.x), coordinate(text.baseline));
    if (!text.classes.empty()) add(R"( class="{}")", text.classes);
    if (text.anchor != Anchor::start) add(R"( text-anchor="{}")", name_of(text.anchor));
    if (text.font.size != kTextSize) add(R"( font-size="{}")", coordinate(text.font.size));
    if (text.font.weight == Weight::bold) add(R"( font-weight="700")");
    add(">{}", base::html_escaped(text.text));
    if (!text.suffix.empty()) suffix(text);
    add("</text>");
  }

  void close() { add("</svg>\n"); }

 private:
  void suffix(const SceneText& text) {
    const int weight = text.suffix_font.weight == Weight::bold ? 700 : 400;
    add(R"(<tspan font-size="{}" font-weight="{}">{}</tspan>)", coordinate(text.suffix_font.size), weight,
        base::html_escaped(text.suffix));
  }

  template <class... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }

  std::string& out_;
  const SvgFrame& frame_;
};

}  // namespace

void append_svg(std::string& out, const Scene& scene, const SvgFrame& frame) {
  Writer writer(out, frame);
  writer.open(scene);
  writer.patterns(scene);
  for (const ScenePath& path : scene.back) writer.path(path);
  for (const SceneRect& rect : scene.rects) writer.rect(rect);
  for (const ScenePath& path : scene.front) writer.path(path);
  for (const SceneText& text : scene.texts) writer.text(text);
  writer.close();
}

}  // namespace infographic
