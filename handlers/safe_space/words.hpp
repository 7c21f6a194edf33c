#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wegwijzer::safe_space {

/// One word of a message: where it stands in `Words::letters`, and in which sentence and clause.
struct Word {
  std::uint32_t begin = 0;
  std::uint16_t size = 0;
  std::uint16_t sentence = 0;
  std::uint16_t clause = 0;
  bool stretched = false;  ///< a letter stood there three times or more
  bool digits = false;     ///< letters and digits together
  bool joined = false;     ///< its letters stood apart
};

/// A message as folded words: lower case, without accents, runs of a letter cut to two, spaced letters joined. Holds
/// what somebody wrote; wiped when it goes.
class Words {
 public:
  explicit Words(std::string_view text);
  Words(const Words&) = delete;
  Words& operator=(const Words&) = delete;
  ~Words();

  [[nodiscard]] const std::vector<Word>& all() const { return words_; }
  [[nodiscard]] std::string_view text(const Word& word) const {
    return std::string_view(letters_).substr(word.begin, word.size);
  }
  [[nodiscard]] bool asks() const { return asks_; }  ///< has a question mark

 private:
  void read(std::string_view text);
  void end_word();
  void join_spaced_letters();

  std::string letters_;
  std::vector<Word> words_;
  Word open_{};
  bool letter_seen_ = false;
  bool digit_seen_ = false;
  bool asks_ = false;
};

/// As words of a message are folded, for the words of the files.
[[nodiscard]] std::string folded_word(std::string_view text);

}  // namespace wegwijzer::safe_space
