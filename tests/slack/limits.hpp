#pragma once
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace wegwijzer::slack {

/// Holds what would be sent against Slack's own limits (data/slack/limits.json). Lengths in UTF-16 units.
class Limits {
 public:
  using json = nlohmann::json;

  Limits() : limits_(json::parse(std::ifstream(std::string(TEST_DATA) + "/slack/limits.json"))) {}

  /// What is wrong with it; empty when nothing is.
  std::vector<std::string> message(const json& message) {
    faults_.clear();
    const auto text = message.value("text", "");
    check(!text.empty(), "a message without text");
    check(units(text) <= limits_["message"]["text_advised"].get<std::size_t>(), "text too long");
    wire_text(text);
    blocks(message.value("blocks", json::array()), limits_["message"]["blocks"], "message");
    std::size_t sum = 0;
    add_texts(message.value("blocks", json::array()), sum);
    check(sum <= 12'000, "blocks too long together");
    return faults_;
  }
  std::vector<std::string> view(const json& view) {
    faults_.clear();
    const auto& l = limits_["view"];
    check(view.dump().size() <= l["bytes"].get<std::size_t>(), "view too large");
    const bool modal = view["type"] == "modal";
    check(modal || view["type"] == "home", "view type");
    check(modal == view.contains("title"), "title");
    for (const auto* name : {"title", "submit", "close"})
      if (view.contains(name)) plain(view[name], l[name], name);
    check(units(view.value("private_metadata", "")) <= l["private_metadata"].get<std::size_t>(), "private_metadata");
    check(units(view.value("callback_id", "")) <= l["callback_id"].get<std::size_t>(), "callback_id");
    blocks(view["blocks"], l["blocks"], view["type"]);
    for (const auto& block : view["blocks"])
      check(!modal || block["type"] != "input" || view.contains("submit"), "input without submit");
    return faults_;
  }
  std::vector<std::string> options_answer(const json& answer) {
    faults_.clear();
    check(answer["options"].size() <= 100, "too many options");
    for (const auto& one : answer["options"]) option(one);
    return faults_;
  }

 private:
  static std::size_t units(const std::string& text) { return utf16_length(text); }
  void check(bool fine, const std::string& fault) {
    if (!fine) faults_.push_back(fault);
  }

  /// Only entities, our own links, and no reference to people, groups or everybody.
  void wire_text(const std::string& text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '&') {
        const auto rest = text.substr(i, 5);
        check(rest.starts_with("&amp;") || rest.starts_with("&lt;") || rest.starts_with("&gt;"), "a bare &");
      }
      check(text[i] != '>', "a bare >");
      if (text[i] != '<') continue;
      const auto end = text.find('>', i);
      check(end != std::string::npos, "a bare <");
      if (end == std::string::npos) return;
      const auto inside = text.substr(i + 1, end - i - 1);
      const bool link = inside.starts_with("https://") || inside.starts_with("http://") || inside.starts_with("tel:") ||
                        inside.starts_with("mailto:");
      check(link, "a reference that is no link");
      check(inside.find('<') == std::string::npos && inside.find('\n') == std::string::npos, "a broken link");
      check(inside.substr(0, inside.find('|')).find(' ') == std::string::npos, "a blank in an address");
      i = end;
    }
  }
  void mark(const json& object, std::size_t most, const std::string& where) {
    const std::string text = object["text"];
    check(object["type"] == "mrkdwn" && object["verbatim"] == true, where + " is no verbatim mrkdwn");
    check(!text.empty() && units(text) <= most, where + " length");
    wire_text(text);
  }
  void plain(const json& object, const json& most, const std::string& where) {
    const std::string text = object["text"];
    check(object["type"] == "plain_text", where + " is no plain_text");
    check(!text.empty() && units(text) <= upper(most), where + " length");
    check(text.find_first_of("&<>") == std::string::npos, where + " with a sign that may be an entity");
  }
  static std::size_t upper(const json& limit) {
    return limit.is_array() ? limit[1].get<std::size_t>() : limit.get<std::size_t>();
  }

  void option(const json& one) {
    plain(one["text"], limits_["option"]["text"], "option");
    const std::string value = one["value"];
    check(!value.empty() && units(value) <= limits_["option"]["value"].get<std::size_t>(), "option value");
  }
  void options(const json& element, std::size_t most) {
    check(!element["options"].empty() && element["options"].size() <= most, "number of options");
    for (const auto& one : element["options"]) option(one);
    const auto among = [&](const json& one) {
      return std::find(element["options"].begin(), element["options"].end(), one) != element["options"].end();
    };
    if (element.contains("initial_option")) check(among(element["initial_option"]), "initial_option is none of them");
    for (const auto& one : element.value("initial_options", json::array())) check(among(one), "initial_options");
  }
  void element(const json& e) {
    const std::string type = e["type"];
    const std::string id = e.value("action_id", "");
    check(!id.empty() && units(id) <= limits_["any"]["action_id"].get<std::size_t>(), "action_id");
    if (type == "button") {
      plain(e["text"], limits_["button"]["text"], "button");
      if (e.contains("value"))
        check(!e["value"].get<std::string>().empty() && units(e["value"]) <= 2000, "button value");
      if (e.contains("url")) {
        const std::string url = e["url"];
        check(units(url) <= 3000 && (url.starts_with("https://") || url.starts_with("http://")), "button url");
      }
      if (e.contains("style")) check(e["style"] == "primary" || e["style"] == "danger", "button style");
      if (e.contains("accessibility_label"))
        check(!e["accessibility_label"].get<std::string>().empty() && units(e["accessibility_label"]) <= 75,
              "accessibility_label");
    } else if (type == "static_select" || type == "multi_static_select") {
      options(e, limits_["select"]["options"]);
      if (e.contains("placeholder")) plain(e["placeholder"], limits_["select"]["placeholder"], "placeholder");
    } else if (type == "radio_buttons" || type == "checkboxes") {
      options(e, upper(limits_[type]["options"]));
    } else if (type == "plain_text_input") {
      const auto longest = e["max_length"].get<int>();
      check(longest >= 1 && longest <= 3000, "max_length");
      if (e.contains("initial_value"))
        check(!e["initial_value"].get<std::string>().empty() &&
                  units(e["initial_value"]) <= static_cast<std::size_t>(longest),
              "initial_value");
    } else {
      check(false, "unknown element " + type);
    }
  }
  void blocks(const json& all, const json& most, const std::string& stage) {
    check(all.size() <= most.get<std::size_t>(), "too many blocks");
    std::set<std::string> ids;
    for (const auto& block : all) {
      if (block.contains("block_id")) {
        const std::string id = block["block_id"];
        check(!id.empty() && units(id) <= 255 && ids.insert(id).second, "block_id");
      }
      one_block(block, stage);
    }
  }
  void one_block(const json& block, const std::string& stage) {
    const std::string type = block["type"];
    if (type == "divider") return;
    if (type == "header") return plain(block["text"], limits_["header"]["text"], "header");
    if (type == "section") {
      check(block.contains("text") || block.contains("fields"), "an empty section");
      if (block.contains("text")) mark(block["text"], upper(limits_["section"]["text"]), "section");
      if (block.contains("fields")) {
        check(!block["fields"].empty() && block["fields"].size() <= upper(limits_["section"]["fields"]),
              "number of fields");
        for (const auto& field : block["fields"]) mark(field, limits_["section"]["field"], "field");
      }
      if (block.contains("accessory")) element(block["accessory"]);
    } else if (type == "context") {
      check(!block["elements"].empty() && block["elements"].size() <= upper(limits_["context"]["elements"]), "context");
      for (const auto& one : block["elements"]) mark(one, 3000, "context");
    } else if (type == "actions") {
      check(!block["elements"].empty() && block["elements"].size() <= upper(limits_["actions"]["elements"]), "actions");
      std::set<std::string> ids;
      for (const auto& one : block["elements"]) {
        element(one);
        check(ids.insert(one["action_id"]).second, "an action_id twice in a block");
      }
    } else if (type == "input") {
      plain(block["label"], limits_["input"]["label"], "label");
      if (block.contains("hint")) plain(block["hint"], limits_["input"]["hint"], "hint");
      element(block["element"]);
      check(stage != "modal" || !block.value("dispatch_action", false), "dispatch_action in a modal");
    } else {
      check(false, "unknown block " + type);
    }
  }
  static void add_texts(const json& value, std::size_t& sum) {
    if (value.is_object() && value.contains("text") && value["text"].is_string()) sum += units(value["text"]);
    if (value.is_structured())
      for (const auto& one : value) add_texts(one, sum);
  }

  json limits_;
  std::vector<std::string> faults_;
};

}  // namespace wegwijzer::slack
