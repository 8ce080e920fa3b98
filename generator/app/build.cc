#include "generator/app/build.h"

#include <fmt/format.h>

#include <chrono>
#include <mutex>
#include <optional>
#include <thread>

#include "base/hash.h"
#include "base/parallel_for.h"
#include "base/text.h"
#include "generator/app/media_pass.h"
#include "generator/cache/store.h"
#include "generator/content/glossary.h"
#include "generator/content/site_config.h"
#include "generator/content/source_document.h"
#include "generator/markup/markdown.h"
#include "generator/markup/typesetter.h"
#include "generator/media/scrub.h"
#include "generator/model/activities.h"
#include "generator/model/build_model.h"
#include "generator/model/endpoint_bundle.h"
#include "generator/output/compress.h"
#include "generator/output/output_plan.h"
#include "generator/output/site_writer.h"
#include "generator/render/feeds.h"
#include "generator/render/page_renderer.h"
#include "generator/render/theme.h"

namespace app {
namespace {

using base::Result;
using Clock = std::chrono::steady_clock;

double seconds(Clock::time_point start, Clock::time_point end) { return std::chrono::duration<double>(end - start).count(); }

// One run of all passes; the members are what passes hand on.
class Build {
 public:
  Build(base::FileSystem& files, const BuildOptions& options) : files_(files), options_(options) {}

  Result<BuildReport> run() {
    jobs_ = base::worker_count(options_.jobs);
    markup::initialize();
    if (auto done = load_config(); !done) return base::fail(done.error().message);
    if (!stage("settings")) return finish();
    load_theme();
    if (!stage("theme")) return finish();
    const auto tree = content::walk_sources(files_, options_.root, config_, report_.diagnostics);
    if (!stage("walk")) return finish();
    auto pages = load_pages(tree);
    // A page that was read but has mistakes is still a page: links to it are checked, so that all mistakes are shown at once.
    if (!stage("parse") && pages.size() != tree.pages.size()) return finish();
    make_model(std::move(pages), tree.assets);
    check_activities();
    if (!stage("model")) return finish();
    plan_media();
    if (!stage("media plan")) return finish();
    if (options_.media != MediaTask::none) return do_media_task();
    plan_files();
    if (auto done = options_.write ? write() : render_only(); !done) return base::fail(done.error().message);
    stage("render and write");
    report_.passes.push_back({"  rendering", rendering_});
    report_.passes.push_back({"  staging", staging_});
    report_.passes.push_back({"  publishing", publishing_});
    return finish();
  }

 private:
  // Ends a pass: severities, times. False when there is an error to show.
  bool stage(std::string_view name) {
    content::apply_severities(report_.diagnostics, config_.checks);
    const auto now = Clock::now();
    report_.passes.push_back({std::string(name), seconds(pass_start_, now)});
    pass_start_ = now;
    return !report_.diagnostics.has_errors();
  }

  BuildReport finish() {
    report_.diagnostics.sort();
    report_.good = !report_.diagnostics.has_errors();
    return std::move(report_);
  }

  std::string in_root(const std::string& path) const { return options_.root + "/" + path; }

  Result<void> load_config() {
    const auto text = files_.read(in_root("site.yaml"));
    if (!text) {
      return base::fail(fmt::format("{} (run it in a site's folder, name one with --root, or make one with 'sanggar new site NAME')",
                                    text.error().message));
    }
    if (const auto invalid = base::find_invalid_utf8(*text); invalid != std::string::npos) {
      report_.diagnostics.report("encoding", {"site.yaml", 0, 0}, "the file is not valid UTF-8", "save it as UTF-8");
      return {};
    }
    config_ = content::read_site_config(*text, "site.yaml", report_.diagnostics);
    if (!options_.base_url.empty()) config_.base_url = options_.base_url + (options_.base_url.ends_with('/') ? "" : "/");
    if (!options_.endpoint.empty()) config_.endpoint_url = options_.endpoint;
    auto now = options_.now.empty() ? Result<base::UnixTime>(base::system_now()) : base::parse_time(options_.now, config_.time_zone);
    if (!now) return base::fail(now.error().message);
    now_ = *now;
    report_.time_zone = config_.time_zone;
    return {};
  }

  void load_theme() {
    std::vector<std::string> folders = {in_root("themes")};
    folders.insert(folders.end(), options_.theme_folders.begin(), options_.theme_folders.end());
    theme_ = render::load_theme(files_, folders, config_, report_.diagnostics);
    for (const auto& language : config_.languages) {
      const auto text = files_.read(in_root("data/glossary.yaml"));
      glossaries_.push_back(text ? content::read_glossary(*text, "data/glossary.yaml", language, config_.language, report_.diagnostics)
                                 : content::Glossary{});
    }
  }

  model::LoadedPages load_pages(const content::SourceTree& tree) {
    cache::Store store(files_, cache_folder());
    markup::ProgramTypesetter typesetter(&store);
    const std::function<Result<std::string>(const std::string&)> read_file = [&](const std::string& path) {
      return path.starts_with("..") ? Result<std::string>(base::fail(fmt::format("'{}' leads out of the site", path)))
                                    : files_.read(in_root(path), kLargestData);
    };
    model::LoadedPages pages(tree.pages.size());
    std::vector<base::Diagnostics> found(tree.pages.size());
    base::parallel_for(tree.pages.size(), jobs_, [&](std::size_t i, int) {
      load_page(tree.pages[i], read_file, typesetter, pages[i], found[i]);
    });
    for (auto& list : found) report_.diagnostics.append(std::move(list));
    std::erase_if(pages, [](const auto& page) { return page.source.path.empty(); });
    return pages;
  }

  // Leaves `page` empty when its file cannot be read as a page.
  void load_page(const content::PageSource& source, const std::function<Result<std::string>(const std::string&)>& read_file,
                 markup::Typesetter& typesetter, model::LoadedPage& page, base::Diagnostics& diagnostics) {
    content::SourceDocument document;
    if (!content::read_source(files_, options_.root, source, config_, document, diagnostics)) return;
    const auto language = static_cast<std::size_t>(source.language);
    const bool graded = document.meta.graded && !config_.endpoint_url.empty();
    if (document.meta.graded && !graded) {
      diagnostics.report("endpoint", {source.path, document.meta.line_of("graded"), 0},
                         "graded questions need an endpoint that grades them",
                         "set 'endpoint: {url: …}' in site.yaml, build with --endpoint URL, or remove 'graded'");
    }
    const markup::ParseContext context{source.path, document.body_line, config_.languages[language], document.meta.trusted, graded,
                                       config_.limits.nesting, theme_.texts[language], glossaries_[language], read_file, typesetter};
    page.source = source;
    page.text = markup::parse(document.body, context, diagnostics);
    page.text.html.shrink_to_fit();
    page.meta = std::move(document.meta);
  }

  void make_model(model::LoadedPages pages, const std::vector<content::AssetSource>& assets) {
    for (const auto& page : pages) note_change(page.meta);
    const model::ModelOptions options{now_, options_.drafts, jobs_};
    site_ = model::build_model(config_, theme_.texts, std::move(pages), assets, options, report_.diagnostics);
    report_.pages = site_.by_url.size();
  }

  void note_change(const content::FrontMatter& meta) {
    for (const auto& time : {meta.publish, meta.expire}) {
      if (time && *time > now_ && (report_.next_change == 0 || *time < report_.next_change)) report_.next_change = *time;
    }
  }

  void check_activities() {
    const auto before = files_.read(in_root("activities.json"));
    activities_ = model::activities_json(site_, before ? *before : std::string(), report_.diagnostics);
  }

  void plan_media() {
    MediaPassOptions options;
    options.codecs = options_.codecs;
    options.root = options_.root;
    options.cache = cache_folder();
    options.card_ratio = theme_.card_ratio;
    options.renditions = !options_.preview;
    options.jobs = jobs_;
    options.language = config_.language;
    if (!config_.media_rungs.empty()) options.video.rungs = config_.media_rungs;
    if (!config_.media_preset.empty()) options.video.preset = config_.media_preset;
    options.video.av1 = config_.media_av1;
    options.video.opus = config_.media_opus;
    if (config_.media_layout == "parts") options.video.layout = media::Layout::parts;
    if (config_.media_layout == "segments") options.video.layout = media::Layout::segments;
    options.shard = options_.shard;
    options.shards = options_.shards;
    options.stop = options_.stop;
    options.progress = options_.progress;
    media_.emplace(files_, std::move(options));
    media_->plan(site_, report_.diagnostics);
  }

  Result<BuildReport> do_media_task() {
    auto told = media_->perform(options_.media, report_.diagnostics);
    if (!told) return base::fail(told.error().message);
    if (options_.stop && *options_.stop) return base::fail(kStopped);
    report_.media = std::move(*told);
    stage("media");
    return finish();
  }

  std::string cache_folder() const { return options_.cache.empty() ? in_root(".sanggar/cache") : options_.cache; }

  void add_bytes(std::string path, std::string bytes) {
    plan_.push_back({std::move(path), output::PlannedFile::Recipe::bytes, 0, std::move(bytes)});
  }

  void plan_files() {
    plan_ = output::plan_output(site_);
    for (const auto& asset : theme_.assets) add_bytes(asset.url, asset.bytes);
    for (auto& feed : render::feeds(site_, config_.base_url)) add_bytes(feed.path, std::move(feed.bytes));
  }

  render::RenderOptions render_options() const {
    render::RenderOptions options;
    options.media = media_->items();
    options.links.style = options_.offline ? model::LinkStyle::files : model::LinkStyle::folders;
    options.links.base_url = config_.base_url;
    const auto host_end = config_.base_url.find('/', config_.base_url.find("://") + 3);
    options.links.base_path = config_.base_url.empty() || options_.preview ? "/" : config_.base_url.substr(host_end);
    return options;
  }

  using Take = std::function<Result<void>(const std::string& path, std::string_view bytes)>;

  // What one thread uses, and how long it took.
  struct Worker {
    std::optional<render::PageRenderer> renderer;
    base::Diagnostics found;
    std::string buffer;
    double rendering = 0;  // seconds
    double staging = 0;
  };

  // Makes the bytes of every planned file, in parallel, and hands them to `take`.
  Result<void> make_files(const Take& take) {
    std::vector<Worker> workers(static_cast<std::size_t>(jobs_));
    std::mutex mutex;
    std::optional<base::Error> first_error;
    const auto make_some = [&](const std::vector<std::size_t>& chosen) {
      base::parallel_for(chosen.size(), jobs_, [&](std::size_t index, int worker_index) {
        Worker& worker = workers[static_cast<std::size_t>(worker_index)];
        if (!worker.renderer) worker.renderer.emplace(site_, theme_, render_options());
        auto made = make_file(plan_[chosen[index]], worker, take);
        const std::lock_guard lock(mutex);
        if (!made && !first_error) first_error = made.error();
      });
    };
    std::vector<std::size_t> at_once;
    std::vector<std::size_t> after_media;
    for (std::size_t i = 0; i < plan_.size(); ++i) (tells_bytes(plan_[i]) ? after_media : at_once).push_back(i);
    base::Diagnostics media_found;
    std::thread media([&] {
      if (options_.write) media_->run(media_found);
    });
    make_some(at_once);
    media.join();
    if (options_.stop && *options_.stop) return base::fail(kStopped);
    make_some(after_media);
    report_.diagnostics.append(std::move(media_found));
    for (auto& worker : workers) {
      report_.diagnostics.append(std::move(worker.found));
      rendering_ += worker.rendering / jobs_;
      staging_ += worker.staging / jobs_;
    }
    if (first_error) return base::fail(first_error->message);
    return {};
  }

  // Whether a file may say how many bytes a video or sound takes, which is known only once it is made: its own page, and lists.
  bool tells_bytes(const output::PlannedFile& file) const {
    if (file.recipe != output::PlannedFile::Recipe::page) return false;
    const model::Page& page = site_.page(file.index);
    using Kind = model::PageKind;
    const bool list = page.kind != Kind::lesson && page.kind != Kind::quiz && page.kind != Kind::page;
    return list || site_.shown(page).text.has_media || !site_.meta(page).related.empty();
  }

  Result<void> make_file(const output::PlannedFile& file, Worker& worker, const Take& take) {
    const auto start = Clock::now();
    if (file.recipe == output::PlannedFile::Recipe::page) {
      worker.renderer->render(site_.page(file.index), worker.buffer, worker.found);
      // A text that no other language shows is not needed again. (To assign an empty text would keep the memory.)
      if (site_.config.languages.size() == 1) std::string().swap(site_.pages[file.index].text.html);
    }
    const auto rendered = Clock::now();
    auto taken = file.recipe == output::PlannedFile::Recipe::page ? take(file.path, worker.buffer) : take_ready(file, take);
    worker.rendering += seconds(start, rendered);
    worker.staging += seconds(rendered, Clock::now());
    return taken;
  }

  // A file that needs no rendering.
  Result<void> take_ready(const output::PlannedFile& file, const Take& take) {
    if (file.recipe == output::PlannedFile::Recipe::bytes) return take(file.path, file.bytes);
    if (const std::string* drawing = media_->drawing(file.index)) return take(file.path, *drawing);
    const auto bytes = files_.read(in_root(site_.assets[file.index].path));
    if (!bytes) return base::fail(bytes.error().message);
    const auto scrubbed = media::without_metadata(*bytes);
    return take(file.path, scrubbed ? *scrubbed : *bytes);
  }

  Result<void> render_only() {
    return make_files([](const std::string&, std::string_view) { return Result<void>{}; });
  }

  Result<void> write() {
    const std::string out = output_folder();
    const auto absolute = absolute_path(out);
    if (!absolute) return base::fail(absolute.error().message);
    output::SiteWriter writer(files_, {out, in_root(".sanggar/manifests/") + base::short_hash(*absolute, 16)});
    if (auto begun = writer.begin(options_.adopt); !begun) return begun;
    auto made = make_files([&](const std::string& path, std::string_view bytes) -> Result<void> {
      if (auto staged = writer.stage(path, bytes); !staged || !options_.compress) return staged;
      for (const auto& [suffix, compressed] : output::compressed(path, bytes)) {
        if (auto staged = writer.stage(path + suffix, compressed); !staged) return staged;
      }
      return {};
    });
    if (!made) return made;
    content::apply_severities(report_.diagnostics, config_.checks);
    if (report_.diagnostics.has_errors()) return {};
    const auto start = Clock::now();
    if (auto staged = media_->stage(writer); !staged) return staged;
    auto published = writer.publish();
    if (!published) return base::fail(published.error().message);
    report_.published = *published;
    report_.explanations = writer.explanations();
    publishing_ = seconds(start, Clock::now());
    return write_records();
  }

  // Without a slash at its end: '.staging' is appended to it.
  std::string output_folder() const {
    std::string out = options_.out.empty() ? in_root("site") : options_.out;
    while (out.size() > 1 && out.ends_with('/')) out.pop_back();
    return out;
  }

  // Makes the parent folder first: only a folder that is there has one name, by which the next build finds the manifest.
  Result<std::string> absolute_path(const std::string& path) const {
    std::string parent(base::directory_of(path));
    if (parent.empty()) parent = path.starts_with('/') ? "/" : ".";
    if (auto made = files_.make_directories(parent); !made) return base::fail(made.error().message);
    const auto canonical = files_.canonical(parent);
    if (!canonical) return base::fail(canonical.error().message);
    return *canonical + "/" + std::string(base::file_name_of(path));
  }

  // What lies beside site.yaml: ids in use, and what the endpoint grades by.
  Result<void> write_records() {
    if (options_.preview || site_.courses.empty()) return {};
    // A draft's id may still change.
    if (!options_.drafts) {
      if (auto written = write_if_changed("activities.json", activities_, 0644); !written) return written;
    }
    const auto bundle = model::endpoint_bundle(site_);
    if (auto made = files_.make_directories(in_root("endpoint-bundle")); !made) return made;
    return write_if_changed("endpoint-bundle/" + bundle.version + ".json", bundle.json, 0600);
  }

  Result<void> write_if_changed(const std::string& path, const std::string& text, unsigned mode) {
    const auto before = files_.read(in_root(path));
    if (before && *before == text) return {};
    if (auto written = files_.write(in_root(path) + ".tmp", text, mode); !written) return written;
    return files_.rename(in_root(path) + ".tmp", in_root(path));
  }

  static constexpr const char* kStopped = "stopped; run it again to go on where it was";
  static constexpr std::uint64_t kLargestData = 16u << 20;  // a table of data

  base::FileSystem& files_;
  const BuildOptions& options_;
  int jobs_ = 1;
  base::UnixTime now_ = 0;
  content::SiteConfig config_;
  render::Theme theme_;
  std::vector<content::Glossary> glossaries_;  // by language
  model::Site site_;
  std::optional<MediaPass> media_;
  output::OutputPlan plan_;
  std::string activities_;
  BuildReport report_;
  Clock::time_point pass_start_ = Clock::now();
  double rendering_ = 0, staging_ = 0;  // seconds, the mean of all threads: these two go on side by side
  double publishing_ = 0;               // seconds of one thread
};

}  // namespace

Result<BuildReport> build(base::FileSystem& files, const BuildOptions& options) { return Build(files, options).run(); }

}  // namespace app
