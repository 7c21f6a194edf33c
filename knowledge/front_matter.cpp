#include "knowledge/front_matter.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "base/text.hpp"
#include "knowledge/markdown.hpp"
#include "knowledge/yaml_read.hpp"

namespace wegwijzer::knowledge {
namespace {

constexpr std::string_view kFence = "---";
constexpr std::string_view kStatuses[] = {"draft", "published", "retired"};
constexpr std::string_view kKeys[] = {"id",    "lang",     "title",   "questions", "keywords",
                                      "area",  "audience", "owner",   "reviewed",  "review_every",
                                      "as_of", "sources",  "related", "status"};

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::chrono::year_month_day> date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number(text.substr(0, 4)), month = number(text.substr(5, 2)), day = number(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day found{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                          std::chrono::day{static_cast<unsigned>(*day)}};
  return found.ok() ? std::optional(found) : std::nullopt;
}

std::optional<std::chrono::days> days(std::string_view text) {
  if (text.empty() || text.back() != 'd') return std::nullopt;
  const auto count = number(text.substr(0, text.size() - 1));
  if (!count || *count < 1 || *count > 3650) return std::nullopt;
  return std::chrono::days{*count};
}

/// Fills one entry from its front matter, key by key.
class Front {
 public:
  Front(const YamlFile& yaml, const Documents& documents) : yaml_(yaml), documents_(documents) {}

  Result<Entry> read(Language folder, const std::string& file) {
    if (!yaml_.root().IsMap())
      return failed(Kind::bad_input, yaml_.place(yaml_.root()), "the front matter is no mapping");
    entry_.file = file;
    entry_.language = folder;
    for (const auto& pair : yaml_.root()) {
      auto done = take(pair.first, pair.second);
      if (!done) return failed(done.error());
    }
    return complete();
  }
  /// The name by which marks refer to each source, in the order of `Entry::sources`.
  [[nodiscard]] const std::vector<std::string>& refs() const { return refs_; }

 private:
  Result<void> take(const YAML::Node& key_node, const YAML::Node& value) {
    const auto& key = key_node.Scalar();
    if (std::ranges::find(kKeys, key) == std::ranges::end(kKeys))
      return failed(Kind::bad_input, yaml_.place(key_node), "'" + key + "' is no key of an entry");
    if (key == "sources") return sources(value);
    if (key == "questions") return list(value, key, entry_.questions);
    if (key == "keywords") return list(value, key, entry_.keywords);
    if (key == "audience") return list(value, key, entry_.audience);
    if (key == "related") return list(value, key, entry_.related);
    auto text = yaml_.text(value, key);
    if (!text) return failed(text.error());
    return take_text(key, *text, value);
  }

  Result<void> list(const YAML::Node& value, std::string_view key, std::vector<std::string>& into) {
    auto texts = yaml_.texts(value, key);
    if (!texts) return failed(texts.error());
    into = *std::move(texts);
    return {};
  }

  Result<void> take_text(std::string_view key, const std::string& text, const YAML::Node& at) {
    if (key == "id") entry_.id = text;
    if (key == "title") entry_.title = text;
    if (key == "area") entry_.area = text;
    if (key == "owner") entry_.owner = text;
    if (key == "as_of") entry_.as_of = text;
    if (key == "lang" && text != code(entry_.language))
      return wrong(at, "'lang' is not the language of the folder it stands in");
    if (key == "reviewed") {
      const auto day = date(text);
      if (!day) return wrong(at, "'reviewed' must be a date like 2026-11-01");
      entry_.reviewed = *day;
    }
    if (key == "review_every") {
      const auto every = days(text);
      if (!every) return wrong(at, "'review_every' must be a number of days like 180d");
      entry_.review_every = *every;
    }
    if (key == "status") {
      const auto found = std::ranges::find(kStatuses, text);
      if (found == std::ranges::end(kStatuses)) return wrong(at, "'status' must be draft, published or retired");
      entry_.status = static_cast<Entry::Status>(found - std::ranges::begin(kStatuses));
    }
    return {};
  }

  Result<void> sources(const YAML::Node& list) {
    if (!list.IsSequence()) return wrong(list, "'sources' must be a list");
    for (const auto& item : list) {
      if (!item.IsMap()) return wrong(item, "a source must be a mapping with document and section");
      Source source;
      std::string ref = std::to_string(refs_.size() + 1);
      for (const auto& pair : item) {
        const auto& key = pair.first.Scalar();
        auto text = yaml_.text(pair.second, key);
        if (!text) return failed(text.error());
        if (key == "ref")
          ref = *text;
        else if (key == "document")
          source.document = *text;
        else if (key == "section")
          source.section = *text;
        else if (key == "url")
          source.url = *text;
        else
          return wrong(pair.first, "'" + key + "' is no key of a source");
      }
      if (source.document.empty()) return wrong(item, "a source without a document");
      if (!source.url.empty() && !source.url.starts_with("https://") && !source.url.starts_with("http://"))
        return wrong(item, "the url of a source must begin with https://");
      source = documents_.resolved(std::move(source), entry_.language);
      refs_.push_back(std::move(ref));
      entry_.sources.push_back(std::move(source));
    }
    return {};
  }

  Result<Entry> complete() {
    for (const auto& [value, key] : {std::pair{&entry_.id, "id"}, std::pair{&entry_.title, "title"},
                                     std::pair{&entry_.area, "area"}, std::pair{&entry_.owner, "owner"}})
      if (value->empty()) return wrong(yaml_.root(), "'" + std::string(key) + "' is missing");
    if (entry_.reviewed == std::chrono::year_month_day{}) return wrong(yaml_.root(), "'reviewed' is missing");
    return std::move(entry_);
  }

  [[nodiscard]] tl::unexpected<Fault> wrong(const YAML::Node& at, std::string what) const {
    return failed(Kind::bad_input, yaml_.place(at), std::move(what));
  }

  const YamlFile& yaml_;
  const Documents& documents_;
  Entry entry_;
  std::vector<std::string> refs_;
};

std::string at_line(std::string_view file, std::size_t line) {
  return std::string(file) + ":" + std::to_string(line);
}

}  // namespace

Result<Halves> halves_of(std::string_view content, std::string_view file) {
  if (!content.starts_with("---\n") && !content.starts_with("---\r\n"))
    return failed(Kind::bad_input, at_line(file, 1), "the file must begin with a line '---' and its front matter");
  const auto begin = content.find('\n') + 1;
  std::size_t line = 2;
  for (auto at = begin; at < content.size(); ++line) {
    const auto end = std::min(content.find('\n', at), content.size());
    if (trimmed(content.substr(at, end - at)) == kFence)
      return Halves{content.substr(begin, at - begin), content.substr(std::min(end + 1, content.size())), line + 1};
    at = end + 1;
  }
  return failed(Kind::bad_input, at_line(file, line), "the front matter is not closed by a line '---'");
}

Result<Entry> entry_from(std::string_view content, const std::string& file, Language folder,
                         const Documents& documents) {
  const auto halves = halves_of(content, file);
  if (!halves) return failed(halves.error());
  const auto yaml = YamlFile::from(halves->front, file, 2);
  if (!yaml) return failed(yaml.error());
  Front front(*yaml, documents);
  auto entry = front.read(folder, file);
  if (!entry) return entry;
  if (std::filesystem::path(file).stem() != entry->id)
    return failed(Kind::bad_input, at_line(file, 2), "the file must bear the name of its id, " + entry->id + ".md");
  auto body = body_from(halves->body, file, halves->body_line);
  if (!body) return failed(body.error());
  for (const auto& mark : body->marks)
    if (std::ranges::find(front.refs(), mark.name) == front.refs().end())
      return failed(Kind::bad_input, at_line(file, mark.line), "[^" + mark.name + "] names no source of this entry");
  if (body->parts.empty()) return failed(Kind::bad_input, at_line(file, halves->body_line), "an entry without text");
  entry->parts = std::move(body->parts);
  return entry;
}

}  // namespace wegwijzer::knowledge
