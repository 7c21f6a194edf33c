#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "base/language.hpp"
#include "base/texts.hpp"

namespace wegwijzer::answer {

/// "1 november 2026", "1 November 2026".
[[nodiscard]] std::string day_text(const Texts& texts, Language language, std::chrono::year_month_day day);
/// "3 oktober"; with its year when that is not `today`'s.
[[nodiscard]] std::string near_day_text(const Texts& texts, Language language, std::chrono::year_month_day day,
                                        std::chrono::year_month_day today);
/// "september 2022" of "2022-09"; the text itself when it is no year and month.
[[nodiscard]] std::string month_text(const Texts& texts, Language language, std::string_view as_of);

}  // namespace wegwijzer::answer
