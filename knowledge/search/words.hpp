#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace wegwijzer::knowledge {

/// A word as typed, folded.
struct Word {
  std::string_view text;      ///< letters and digits; "d&i" stays one
  bool capitals = false;      ///< typed in capitals alone, in a text that is not
  bool sentence_end = false;  ///< . ? ! ; or a line's end follows
  bool comma_end = false;     ///< a comma or dash follows
};

/// The words of a text. Holds the folded letters that the words point into: do not copy it.
class Words {
 public:
  Words() = default;
  Words(const Words&) = delete;
  Words& operator=(const Words&) = delete;

  /// Cuts `text` (any bytes; no more than `most` of them count) into words, without accents, in small letters;
  /// "cao's" becomes cao, "what's" what, "or-leden" two words, "lhbti+" lhbti.
  void cut(std::string_view text, std::size_t most = 2000);
  /// The words [from, to) of `other`, which must outlive this.
  void take(const Words& other, std::size_t from, std::size_t to) {
    list_.assign(other.list_.begin() + static_cast<std::ptrdiff_t>(from),
                 other.list_.begin() + static_cast<std::ptrdiff_t>(to));
  }
  [[nodiscard]] const std::vector<Word>& list() const { return list_; }

 private:
  void mark_capitals(std::string_view raw);
  std::string folded_;
  std::vector<Word> list_;
};

}  // namespace wegwijzer::knowledge
