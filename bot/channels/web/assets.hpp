#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace wegwijzer::web {

/// The address of a file of the page, with a piece of its hash in it, so that it can be kept for ever:
/// "/assets/3f9c01d2/playground.css". `name` is one of ours.
[[nodiscard]] const std::string& asset_address(std::string_view name);

/// The file at `path`; 304 when the caller has it; 404 for an unknown or older one. Threads: any.
[[nodiscard]] http::Response asset(const http::Request& request);

inline constexpr std::string_view kAssets = "/assets/";

}  // namespace wegwijzer::web
