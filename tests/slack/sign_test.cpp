#include "slack/sign.hpp"

#include <gtest/gtest.h>

#include "slack/house.hpp"

namespace wegwijzer::slack {
namespace {

http::Request signed_with(std::string_view time, std::string_view signature, std::string_view body) {
  http::Request request;
  request.headers = {{"x-slack-request-TIMESTAMP", std::string(time)}, {"X-SLACK-signature", std::string(signature)}};
  request.body = share(body);
  return request;
}

Instant at(std::int64_t seconds) {
  return from_micros(seconds * 1'000'000);
}

struct Vector {
  std::string secret, time, body, signature;
};

// Slack's own published example, and four more computed with `openssl dgst -sha256 -hmac`.
std::vector<Vector> vectors() {
  const std::string secret(kSecret);
  return {
      {"8f742231b10e8888abcd99yyyzzz85a5", "1531420618", example("vector-published.form"),
       "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"},
      {secret, "1764000000", "{\"type\":\"url_verification\",\"challenge\":\"h\xC3\xA9llo \xE2\x98\x83\"}",
       "v0=576555f2f9e4342111544ba240fa3a3ffb18396a359224f28c1de139fcd3924a"},
      {secret, "1764000000", "", "v0=edce8f4226f4d8b35370432800bae329b83e9d3e5fb50c4efc55bc03cf11aafd"},
      {secret, "1764000000", "payload=%7B%22type%22%3A%22block_actions%22%7D",
       "v0=5622a3e0f35a4749a1f470b2307340b2b7baa1f0dc267abf0898cab55e1b242e"},
      {secret, "1764000000", std::string("a\0b", 3),
       "v0=0d62737f8ab7839c89f478a9cd96dde3f5fe631547f21fef6755584f438024cc"},
  };
}

TEST(Signature, fits_for_every_published_vector) {
  for (const auto& vector : vectors()) {
    const Signatures signatures(share(vector.secret));
    EXPECT_TRUE(signatures.fit(signed_with(vector.time, vector.signature, vector.body), at(std::stoll(vector.time))));
  }
}

TEST(Signature, fits_for_every_example_request) {
  std::istringstream lines(example("index.tsv"));
  int checked = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream cells(line);
    std::string file, type, bytes, signature;
    std::getline(cells, file, '\t') && std::getline(cells, type, '\t') && std::getline(cells, bytes, '\t') &&
        std::getline(cells, signature, '\t');
    EXPECT_TRUE(Signatures(share(kSecret)).fit(signed_with("1764000000", signature, example(file)), at(kThen))) << file;
    ++checked;
  }
  EXPECT_EQ(checked, 41);
}

TEST(Signature, fails_when_one_bit_of_anything_changes) {
  const auto v = vectors()[3];
  const Signatures signatures(share(v.secret));
  for (std::size_t i = 0; i < v.signature.size(); ++i) {
    auto other = v.signature;
    other[i] = static_cast<char>(other[i] ^ 1);
    EXPECT_FALSE(signatures.fit(signed_with(v.time, other, v.body), at(kThen))) << i;
  }
  for (std::size_t i = 0; i < v.body.size(); ++i) {
    auto other = v.body;
    other[i] = static_cast<char>(other[i] ^ 1);
    EXPECT_FALSE(signatures.fit(signed_with(v.time, v.signature, other), at(kThen))) << i;
  }
  EXPECT_FALSE(signatures.fit(signed_with("1764000001", v.signature, v.body), at(kThen)));
}

TEST(Signature, of_another_length_or_version_or_case_is_refused) {
  const auto v = vectors()[3];
  const Signatures signatures(share(v.secret));
  std::string upper = v.signature;
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  for (const auto& other : {std::string{}, std::string("v0="), v.signature.substr(0, 66), v.signature + "0",
                            "v1" + v.signature.substr(2), v.signature.substr(3), upper})
    EXPECT_FALSE(signatures.fit(signed_with(v.time, other, v.body), at(kThen))) << other;
}

TEST(Signature, is_accepted_five_minutes_either_way_and_no_longer) {
  const auto v = vectors()[3];
  const Signatures signatures(share(v.secret));
  const auto fits = [&](std::int64_t now) { return signatures.fit(signed_with(v.time, v.signature, v.body), at(now)); };
  EXPECT_TRUE(fits(kThen + 290));
  EXPECT_TRUE(fits(kThen - 30));
  EXPECT_TRUE(fits(kThen + 300));
  EXPECT_FALSE(fits(kThen + 301));
  EXPECT_FALSE(fits(kThen - 301));
}

TEST(Signature, with_a_time_that_is_no_number_is_refused) {
  const Signatures signatures(share(kSecret));
  for (const std::string time : {"", "yesterday", "-1764000000", "+1764000000", " 1764000000", "1764000000.0", "0x6924",
                                 "17640000001764000000176400000017640000001", "99999999999999999999"}) {
    const auto fitting = "v0=" + to_hex(crypto::hmac_sha256(kSecret, {"v0:", time, ":", "x"}));
    EXPECT_FALSE(signatures.fit(signed_with(time, fitting, "x"), at(kThen))) << time;
  }
}

TEST(Signature, missing_or_given_twice_is_refused) {
  const auto v = vectors()[3];
  const Signatures signatures(share(v.secret));
  auto without = signed_with(v.time, v.signature, v.body);
  without.headers.pop_back();
  EXPECT_FALSE(signatures.fit(without, at(kThen)));
  for (const std::size_t repeated : {0U, 1U}) {
    auto twice = signed_with(v.time, v.signature, v.body);
    twice.headers.push_back(twice.headers[repeated]);
    EXPECT_FALSE(signatures.fit(twice, at(kThen)));
  }
}

TEST(Signature, by_either_of_two_secrets_is_accepted_during_a_change) {
  const auto v = vectors()[3];
  for (const std::string& both : {"new-secret, " + v.secret, v.secret + ",new-secret"})
    EXPECT_TRUE(Signatures(share(both)).fit(signed_with(v.time, v.signature, v.body), at(kThen)));
  EXPECT_FALSE(Signatures(share("new-secret,other")).fit(signed_with(v.time, v.signature, v.body), at(kThen)));
}

TEST(Signature, is_never_accepted_without_a_secret) {
  for (const std::string none : {"", ",", " , "}) {
    const auto by_nothing = "v0=" + to_hex(crypto::hmac_sha256("", {"v0:", "1764000000", ":", "x"}));
    EXPECT_FALSE(Signatures(share(none)).fit(signed_with("1764000000", by_nothing, "x"), at(kThen)));
  }
  EXPECT_FALSE(Signatures(nullptr).fit(signed_with("1764000000", "v0=", "x"), at(kThen)));
}

}  // namespace
}  // namespace wegwijzer::slack
